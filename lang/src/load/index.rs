//! Where the top-level declarations of a library package stand, found without lexing: Go sources as
//! gofmt leaves them begin each one at the start of a line. With that, declarations are parsed when
//! something refers to them, and what a program does not use costs nothing but this look.

use crate::source::Text;
use std::ops::Range;

/// A top-level declaration with the comments before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The file, by its place in the list that the index was made of.
    pub file: usize,
    /// Where in the file's text.
    pub range: Range<usize>,
}

/// Names a declaration of an [`Index`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartId(pub usize);

/// A method: declared apart from its type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndexedMethod<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where the name stands in its file.
    pub place: Range<usize>,
    /// Its receiver is a pointer.
    pub pointer: bool,
    /// Its declaration.
    pub part: PartId,
}

/// A name that a part declares, or the receiver of the method that it declares.
struct Entry {
    hash: u64,
    part: u32,
    name: Range<u32>,
    /// Of a method its own name, and whether the receiver is a pointer.
    method: Option<(Range<u32>, bool)>,
}

/// The declarations of a package.
pub struct Index {
    texts: Vec<Text>,
    parts: Vec<Part>,
    /// Sorted by hash.
    entries: Vec<Entry>,
    initial: Vec<PartId>,
}

impl Index {
    /// Looks through the files of a package.
    pub fn new(texts: Vec<Text>) -> Index {
        let mut index =
            Index { texts: Vec::new(), parts: Vec::new(), entries: Vec::new(), initial: Vec::new() };
        for (file, text) in texts.iter().enumerate() {
            index.cut(file, text);
        }
        index.entries.sort_by_key(|entry| entry.hash);
        index.texts = texts;
        index
    }

    /// A declaration.
    pub fn part(&self, id: PartId) -> &Part {
        &self.parts[id.0]
    }

    /// How many declarations there are.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// There is no declaration.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The `init` functions, in order.
    pub fn initial(&self) -> &[PartId] {
        &self.initial
    }

    /// What declares `name` at package level.
    pub fn declaring<'i>(&'i self, name: &'i str) -> impl Iterator<Item = PartId> + 'i {
        let found = self.with_name(name).filter(|entry| entry.method.is_none());
        found.map(|entry| PartId(entry.part as usize))
    }

    /// The methods of the type `name`, in source order.
    pub fn methods(&self, name: &str) -> Vec<IndexedMethod<'_>> {
        let method = |entry: &Entry| {
            let (name, pointer) = entry.method.clone()?;
            let place = name.start as usize..name.end as usize;
            let (name, part) = (self.text(entry, name), PartId(entry.part as usize));
            Some((entry.part, IndexedMethod { name, place, pointer, part }))
        };
        let mut methods: Vec<_> = self.with_name(name).filter_map(method).collect();
        methods.sort_by_key(|(part, _)| *part);
        methods.into_iter().map(|(_, method)| method).collect()
    }

    /// All names declared at package level.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let named = self.entries.iter().filter(|entry| entry.method.is_none());
        named.map(|entry| self.text(entry, entry.name.clone()))
    }

    fn with_name<'i>(&'i self, name: &'i str) -> impl Iterator<Item = &'i Entry> {
        let hash = hash(name.as_bytes());
        let start = self.entries.partition_point(|entry| entry.hash < hash);
        let end = start + self.entries[start..].partition_point(|entry| entry.hash == hash);
        self.entries[start..end].iter().filter(move |entry| self.text(entry, entry.name.clone()) == name)
    }

    fn text(&self, entry: &Entry, range: Range<u32>) -> &str {
        let text = &self.texts[self.parts[entry.part as usize].file];
        &text[range.start as usize..range.end as usize]
    }

    /// Cuts a file before each declaration and the comments right above it.
    fn cut(&mut self, file: usize, text: &str) {
        let bytes = text.as_bytes();
        let (mut open, mut comments) = (None, None);
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|end| end + 1));
        for place in starts {
            match bytes.get(place) {
                Some(b'/') => {
                    comments.get_or_insert(place);
                    continue;
                }
                // Most lines are indented, empty or close something.
                Some(b'f' | b'v' | b'c' | b't' | b'p' | b'i') => {}
                _ => {
                    comments = None;
                    continue;
                }
            }
            let line = lines(text, place).next().map_or("", |(_, line)| line);
            if let Some(keyword) = keyword(line) {
                let start = comments.unwrap_or(place);
                self.close(file, open.take(), start);
                if !matches!(keyword, "package" | "import") {
                    open = Some(start);
                    self.declare(keyword, text, place, line);
                }
            }
            comments = None;
        }
        self.close(file, open, text.len());
    }

    fn close(&mut self, file: usize, open: Option<usize>, end: usize) {
        if let Some(start) = open {
            self.parts.push(Part { file, range: start..end });
        }
    }

    /// Notes what the declaration that begins with `line`, at `place` in `text`, declares.
    fn declare(&mut self, keyword: &str, text: &str, place: usize, line: &str) {
        let after = place + keyword.len() + 1;
        let rest = &line[keyword.len() + 1..];
        if keyword == "func" {
            return self.declare_function(text, after, rest);
        }
        if !rest.starts_with('(') {
            return self.declare_names(text, after, rest);
        }
        for (place, line) in lines(text, place).skip(1) {
            if line.starts_with(')') {
                break;
            }
            let spec = line.strip_prefix('\t').filter(|spec| !spec.starts_with('\t'));
            if let Some(spec) = spec {
                self.declare_names(text, place + 1, spec);
            }
        }
    }

    /// The names at the start of a spec, up to what is no name.
    fn declare_names(&mut self, text: &str, place: usize, spec: &str) {
        let mut start = place;
        for part in spec.split(',') {
            let blanks = part.len() - part.trim_start().len();
            let name = identifier(&part[blanks..]);
            if !name.is_empty() {
                self.enter(text, start + blanks..start + blanks + name.len(), None);
            }
            if part.trim().len() != name.len() {
                break;
            }
            start += part.len() + 1;
        }
    }

    fn declare_function(&mut self, text: &str, place: usize, after: &str) {
        let Some((receiver, rest)) = after.strip_prefix('(').and_then(|rest| rest.split_once(") ")) else {
            let name = identifier(after);
            if name == "init" {
                self.initial.push(PartId(self.parts.len()));
            }
            return self.enter(text, place..place + name.len(), None);
        };
        let name = identifier(rest);
        let own = place + 1 + receiver.len() + 2;
        let base_end = receiver.find('[').unwrap_or(receiver.len());
        let base_start = receiver[..base_end].rfind([' ', '*']).map_or(0, |i| i + 1);
        let pointer = receiver[..base_start].ends_with('*');
        let base = place + 1 + base_start..place + 1 + base_end;
        self.enter(text, base, Some((own as u32..(own + name.len()) as u32, pointer)));
    }

    fn enter(&mut self, text: &str, name: Range<usize>, method: Option<(Range<u32>, bool)>) {
        let hash = hash(&text.as_bytes()[name.clone()]);
        let name = name.start as u32..name.end as u32;
        self.entries.push(Entry { hash, part: self.parts.len() as u32, name, method });
    }
}

/// The keyword that begins a top-level declaration.
fn keyword(line: &str) -> Option<&'static str> {
    let all = ["func", "var", "const", "type", "package", "import"];
    all.into_iter().find(|k| line.strip_prefix(k).is_some_and(|rest| rest.starts_with(' ')))
}

/// Lines with the places where they start, from `start` on.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut place = start;
    std::iter::from_fn(move || {
        if place >= text.len() {
            return None;
        }
        let length = memchr::memchr(b'\n', &text.as_bytes()[place..]).unwrap_or(text.len() - place);
        let line = (place, &text[place..place + length]);
        place += length + 1;
        Some(line)
    })
}

/// The identifier at the start of `text`.
fn identifier(text: &str) -> &str {
    let end = text.bytes().position(|b| !(b == b'_' || b >= 0x80 || b.is_ascii_alphanumeric()));
    &text[..end.unwrap_or(text.len())]
}

fn hash(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

/// What stands before a library file's declarations.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LibraryHead {
    /// The name in the package clause.
    pub package: String,
    /// Local names (where one is given) and paths of imports.
    pub imports: Vec<(Option<String>, String)>,
}

impl LibraryHead {
    /// Reads the package clause and the imports of a file that gofmt has formatted.
    pub fn of(text: &str) -> LibraryHead {
        let mut head = LibraryHead::default();
        for (_, line) in lines(text, 0) {
            if line.is_empty() || line.starts_with('/') {
                continue;
            }
            match keyword(line) {
                Some("package") => head.package = identifier(&line["package ".len()..]).to_string(),
                Some("import") | None => head.imports.extend(import(line)),
                Some(_) => break,
            }
        }
        head
    }
}

/// What a line of an import declaration imports.
fn import(line: &str) -> Option<(Option<String>, String)> {
    let (before, rest) = line.split_once('"')?;
    if line.starts_with(' ') {
        return None;
    }
    let path = rest.split('"').next()?;
    let name = before.trim_start_matches("import").trim();
    Some(((!name.is_empty()).then(|| name.to_string()), path.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{Index, LibraryHead};

    const TEXT: &str = "// Package p.\npackage p\n\nimport (\n\t\"a/b\"\n\tc \"d\"\n)\n\nimport \"e\"\n\n// A does.\n\
                        func A(x int) {\n\tb()\n}\n\nfunc init() {}\n\ntype (\n\tT struct {\n\t\tx int\n\t}\n\tU = T\n)\n\n\
                        func (t *T) M() {}\n\nfunc (T) N[P any]() {}\n\nfunc (g G[K, V]) O() {}\n\nvar x, Y = 1, 2\n\n\
                        const (\n\tone, two = iota, 1\n\tthree, four\n)\n";

    fn index() -> Index {
        Index::new(vec![TEXT.into()])
    }

    #[test]
    fn names_lead_to_their_declarations() {
        let index = index();
        let mut names: Vec<&str> = index.names().collect();
        names.sort_unstable();
        assert_eq!(names, ["A", "T", "U", "Y", "four", "init", "one", "three", "two", "x"]);
        let text = |name: &str| {
            let part = index.declaring(name).next().expect(name);
            TEXT[index.part(part).range.clone()].trim_end()
        };
        assert_eq!(text("A"), "// A does.\nfunc A(x int) {\n\tb()\n}");
        assert_eq!(text("Y"), "var x, Y = 1, 2");
        assert_eq!(text("U"), text("T"));
        assert_eq!(index.declaring("M").count() + index.declaring("P").count(), 0);
        assert_eq!(index.initial().len(), 1);
    }

    #[test]
    fn methods_belong_to_their_receivers() {
        let index = index();
        let methods = index.methods("T");
        let shown: Vec<_> = methods.iter().map(|m| (m.name, m.pointer, &TEXT[m.place.clone()])).collect();
        assert_eq!(shown, [("M", true, "M"), ("N", false, "N")]);
        assert_eq!(index.methods("G").len(), 1);
    }

    #[test]
    fn the_head_has_the_imports() {
        let head = LibraryHead::of(TEXT);
        let imports = [(None, "a/b"), (Some("c"), "d"), (None, "e")];
        let imports =
            imports.map(|(name, path): (Option<&str>, &str)| (name.map(String::from), path.to_string()));
        assert_eq!(head, LibraryHead { package: "p".into(), imports: imports.to_vec() });
    }
}
