//! Looks through Go sources for their top-level declarations without lexing them: sources as gofmt
//! leaves them begin each one at the start of a line. The library is looked through when it is built
//! into the executable, a host's packages when they are used.

use super::{Entry, Import, Method, Part};
use std::ops::Range;

/// What stands in a package's files.
#[derive(Default)]
pub struct Cut {
    /// In source order.
    pub parts: Vec<Part>,
    /// Sorted by hash.
    pub entries: Vec<Entry>,
    /// The `init` functions' parts.
    pub initial: Vec<u32>,
}

impl Cut {
    /// Looks through the files of a package.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Cut {
        let mut cut = Cut::default();
        for (file, text) in texts.into_iter().enumerate() {
            cut.cut(file as u32, text);
        }
        cut.entries.sort_by_key(|entry| entry.hash);
        cut
    }

    /// Cuts a file before each declaration and the comments right above it.
    fn cut(&mut self, file: u32, text: &str) {
        let bytes = text.as_bytes();
        let (mut open, mut comments) = (None, None);
        let starts = std::iter::once(0).chain(newlines(bytes).map(|end| end + 1));
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

    fn close(&mut self, file: u32, open: Option<usize>, end: usize) {
        if let Some(start) = open {
            self.parts.push(Part { file, start: start as u32, end: end as u32 });
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
                self.initial.push(self.parts.len() as u32);
            }
            return self.enter(text, place..place + name.len(), None);
        };
        let name = identifier(rest);
        let own = place + 1 + receiver.len() + 2;
        let base_end = receiver.find('[').unwrap_or(receiver.len());
        let base_start = receiver[..base_end].rfind([' ', '*']).map_or(0, |i| i + 1);
        let pointer = receiver[..base_start].ends_with('*');
        let base = place + 1 + base_start..place + 1 + base_end;
        let name = (own as u32, (own + name.len()) as u32);
        self.enter(text, base, Some(Method { name, pointer }));
    }

    fn enter(&mut self, text: &str, name: Range<usize>, method: Option<Method>) {
        let hash = hash(&text.as_bytes()[name.clone()]);
        let name = (name.start as u32, name.end as u32);
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
        let length = newlines(&text.as_bytes()[place..]).next().unwrap_or(text.len() - place);
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

/// The hash of a name.
pub fn hash(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

/// Where lines end.
fn newlines(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| i)
}

/// Where the lines of a text begin.
pub fn line_starts(text: &str) -> impl Iterator<Item = u32> {
    std::iter::once(0).chain(newlines(text.as_bytes()).map(|end| end as u32 + 1))
}

/// What stands before a file's declarations.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The name in the package clause.
    pub package: String,
    /// Its imports.
    pub imports: Vec<Import>,
}

impl Head {
    /// Reads the package clause and the imports of a file that gofmt has formatted.
    pub fn of(text: &str) -> Head {
        let mut head = Head::default();
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
fn import(line: &str) -> Option<Import> {
    let (before, rest) = line.split_once('"')?;
    if line.starts_with(' ') {
        return None;
    }
    let path = rest.split('"').next()?;
    let name = before.trim_start_matches("import").trim();
    let name = (!name.is_empty()).then(|| name.to_string().into());
    Some(Import { name, path: path.to_string().into() })
}
