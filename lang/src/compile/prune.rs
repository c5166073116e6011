//! Leaves out of the library's sources what a program cannot refer to, before they are parsed.
//!
//! A source is cut at its top-level declarations. A declaration stays when its name occurs where it
//! could mean it: anywhere in its own package, or after a dot elsewhere; a method when its name
//! occurs at all and its type stays. What stays mentions further names. Names are compared by
//! their hashes: a collision keeps too much, which does no harm. Lines keep their numbers.

use super::Sources;
use crate::check::checker::ParsedFile;
use crate::source::SourceMap;
use crate::syntax::ast::Ident;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::rc::Rc;

/// Methods that natives call, whoever mentions them.
const CALLED_BY_NATIVES: &[&str] = &["Error", "String", "GoString", "Format"];

/// The package that compiled code refers to without naming it.
const WHOLE: &str = "runtime";

/// A name, by its hash.
type Name = u64;
type Names = HashSet<Name, BuildHasherDefault<IdentityHasher>>;

/// Names are hashes already.
#[derive(Default)]
struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, name: u64) {
        self.0 = name;
    }
}

fn hash(name: &[u8]) -> Name {
    let mixed =
        name.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    mixed ^ mixed.rotate_left(25)
}

enum Kind {
    /// Package clauses and `init` functions.
    Always,
    Imports,
    Declares(Vec<Name>),
    Method {
        receiver: Name,
        name: Name,
    },
}

/// A top-level declaration with the comments before it.
struct Chunk {
    range: Range<usize>,
    kind: Kind,
    kept: bool,
}

struct File {
    name: String,
    text: Rc<str>,
    chunks: Vec<Chunk>,
    /// Names and paths.
    imports: Vec<(Name, String)>,
    mentioned: Names,
}

struct Package {
    files: Vec<File>,
    mentioned: Names,
    whole: bool,
}

/// Where to find what stays of the library.
pub(super) struct Pruned {
    packages: HashMap<String, Vec<(String, Rc<str>)>>,
    paths: Vec<String>,
}

impl Sources for Pruned {
    fn library(&self, path: &str) -> Option<Vec<(String, Rc<str>)>> {
        self.packages.get(path).cloned()
    }
    fn library_paths(&self) -> Vec<String> {
        self.paths.clone()
    }
}

/// What is known so far.
#[derive(Default)]
struct Pruner {
    packages: Vec<Package>,
    paths: Vec<String>,
    /// Names that occur anywhere.
    mentioned: Names,
    /// Names that occur after a dot.
    selected: Names,
}

/// What the packages `roots` and those that they import give the files of a program.
pub(super) fn prune_library(
    program: &[&ParsedFile],
    map: &SourceMap,
    roots: &[String],
    sources: &dyn Sources,
) -> Pruned {
    let texts: Vec<&str> = program.iter().map(|(file, _)| &*map.file(*file).text).collect();
    let is_dot = |name: &Ident| &*name.name == ".";
    let imports = program.iter().flat_map(|(_, ast)| &ast.imports);
    let dot = imports.filter_map(|import| import.name.as_ref()).any(is_dot);
    prune(&texts, dot, roots.to_vec(), sources)
}

/// What the packages `roots` and those that they import give a program of the `texts`. `dot`: the
/// program may mean names of packages without naming these.
fn prune(texts: &[&str], dot: bool, roots: Vec<String>, sources: &dyn Sources) -> Pruned {
    let mut pruner = Pruner::default();
    pruner.mentioned.extend(CALLED_BY_NATIVES.iter().map(|name| hash(name.as_bytes())));
    for text in texts {
        for (name, selected) in Scanner::new(text) {
            pruner.mentioned.insert(name);
            if selected || dot {
                pruner.selected.insert(name);
            }
        }
    }
    let mut wanted = roots;
    loop {
        let mut changed = false;
        for path in wanted.drain(..) {
            changed |= pruner.load(path, sources);
        }
        for index in 0..pruner.packages.len() {
            changed |= pruner.keep_more(index);
        }
        if !changed {
            break;
        }
        wanted = pruner.wanted_imports();
    }
    pruner.finish(sources.library_paths())
}

impl Pruner {
    fn load(&mut self, path: String, sources: &dyn Sources) -> bool {
        if self.paths.contains(&path) {
            return false;
        }
        let Some(texts) = sources.library(&path) else { return false };
        let files = texts.into_iter().map(|(name, text)| cut(name, text)).collect();
        self.packages.push(Package { files, mentioned: Names::default(), whole: path == WHOLE });
        self.paths.push(path);
        true
    }

    /// Keeps what has come to be mentioned of a package. Whether there was something.
    fn keep_more(&mut self, index: usize) -> bool {
        let package = &mut self.packages[index];
        let mut changed = false;
        for file in &mut package.files {
            for chunk in file.chunks.iter_mut().filter(|chunk| !chunk.kept) {
                let meant = |name: &Name| package.mentioned.contains(name) || self.selected.contains(name);
                let wanted = match &chunk.kind {
                    Kind::Always => true,
                    Kind::Imports => false,
                    _ if package.whole => true,
                    Kind::Declares(names) => names.iter().any(meant),
                    Kind::Method { receiver, name } => self.mentioned.contains(name) && meant(receiver),
                };
                if !wanted {
                    continue;
                }
                chunk.kept = true;
                changed = true;
                for (name, selected) in Scanner::new(&file.text[chunk.range.clone()]) {
                    file.mentioned.insert(name);
                    package.mentioned.insert(name);
                    self.mentioned.insert(name);
                    if selected {
                        self.selected.insert(name);
                    }
                }
            }
        }
        changed
    }

    fn wanted_imports(&self) -> Vec<String> {
        let files = self.packages.iter().flat_map(|package| &package.files);
        let imports =
            files.flat_map(|file| file.imports.iter().filter(|(name, _)| file.mentioned.contains(name)));
        imports.map(|(_, path)| path.clone()).collect()
    }

    fn finish(self, paths: Vec<String>) -> Pruned {
        let texts =
            |package: Package| package.files.iter().map(|file| (file.name.clone(), rest(file))).collect();
        let packages = self.paths.into_iter().zip(self.packages.into_iter().map(texts)).collect();
        Pruned { packages, paths }
    }
}

/// What stays of a file; the rest leaves its line ends.
fn rest(file: &File) -> Rc<str> {
    let mut text = String::with_capacity(file.text.len());
    for chunk in &file.chunks {
        let whole = &file.text[chunk.range.clone()];
        if chunk.kept {
            text.push_str(whole);
        } else if matches!(chunk.kind, Kind::Imports) {
            for line in whole.split_inclusive('\n') {
                let wanted = import(line).is_none_or(|(name, _)| file.mentioned.contains(&name));
                text.push_str(if wanted { line } else { "\n" });
            }
        } else {
            text.extend(whole.bytes().filter(|&b| b == b'\n').map(char::from));
        }
    }
    text.into()
}

/// Cuts a file before each top-level declaration and the comments before it.
fn cut(name: String, text: Rc<str>) -> File {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut imports = Vec::new();
    let (mut place, mut comments) = (0, None);
    let mut start = 0;
    let mut kind = Kind::Always;
    for line in text.split_inclusive('\n') {
        if let Some(next) = declaration(line, &text[place..]) {
            let end = comments.unwrap_or(place);
            chunks.push(Chunk { range: start..end, kind: std::mem::replace(&mut kind, next), kept: false });
            start = end;
        }
        if line.starts_with("//") {
            comments.get_or_insert(place);
        } else {
            comments = None;
        }
        if matches!(kind, Kind::Imports) {
            imports.extend(import(line));
        }
        place += line.len();
    }
    chunks.push(Chunk { range: start..text.len(), kind, kept: false });
    File { name, text, chunks, imports, mentioned: Names::default() }
}

/// What the declaration that begins with `line`, the first of `text`, declares. `None`: none begins.
fn declaration(line: &str, text: &str) -> Option<Kind> {
    let (keyword, after) = line.split_once(' ')?;
    match keyword {
        "package" => Some(Kind::Always),
        "import" => Some(Kind::Imports),
        "func" => Some(function(after)),
        "var" | "const" | "type" if after.starts_with('(') => {
            let lines = text.lines().skip(1).take_while(|line| !line.starts_with(')'));
            let specs = lines.filter_map(|line| line.strip_prefix('\t'));
            Some(Kind::Declares(specs.flat_map(declared).collect()))
        }
        "var" | "const" | "type" => Some(Kind::Declares(declared(after))),
        _ => None,
    }
}

/// The names at the start of a spec, up to what is no name.
fn declared(spec: &str) -> Vec<Name> {
    let mut names = Vec::new();
    for part in spec.split(',') {
        let name = identifier(part.trim_start());
        if !name.is_empty() {
            names.push(hash(name.as_bytes()));
        }
        if part.trim().len() != name.len() {
            break;
        }
    }
    names
}

fn function(after: &str) -> Kind {
    let Some((receiver, name)) = after.strip_prefix('(').and_then(|rest| rest.split_once(") ")) else {
        let name = identifier(after);
        return if name == "init" { Kind::Always } else { Kind::Declares(vec![hash(name.as_bytes())]) };
    };
    let ty = receiver.split('[').next().unwrap_or(receiver);
    let base = ty.rsplit([' ', '*']).next().unwrap_or(ty);
    Kind::Method { receiver: hash(base.as_bytes()), name: hash(identifier(name).as_bytes()) }
}

/// The identifier at the start of `text`.
fn identifier(text: &str) -> &str {
    let end = text.bytes().position(|b| !is_name_byte(b)).unwrap_or(text.len());
    &text[..end]
}

fn is_name_byte(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The name and the path that a line of an import declaration imports.
fn import(line: &str) -> Option<(Name, String)> {
    let (before, rest) = line.split_once('"')?;
    let path = rest.split('"').next()?;
    let own = before.trim_start_matches("import").trim();
    let last = path.rsplit('/').find(|part| !super::library::is_version(part)).unwrap_or(path);
    let name = if own.is_empty() { last } else { own };
    Some((hash(name.as_bytes()), path.to_string()))
}

/// Goes through the identifiers of a text, comments left out. `true`: a dot stands before it.
struct Scanner<'a> {
    text: &'a [u8],
    place: usize,
    after_dot: bool,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Scanner { text: text.as_bytes(), place: 0, after_dot: false }
    }
}

impl Iterator for Scanner<'_> {
    type Item = (Name, bool);

    fn next(&mut self) -> Option<(Name, bool)> {
        loop {
            let byte = *self.text.get(self.place)?;
            let start = self.place;
            if is_name_byte(byte) {
                let length = self.text[start..].iter().position(|&b| !is_name_byte(b));
                self.place = length.map_or(self.text.len(), |length| start + length);
                let selected = std::mem::take(&mut self.after_dot);
                return Some((hash(&self.text[start..self.place]), selected));
            }
            self.place += 1;
            if byte == b'/' && self.text.get(self.place) == Some(&b'/') {
                let length = self.text[start..].iter().position(|&b| b == b'\n');
                self.place = length.map_or(self.text.len(), |length| start + length);
            } else if !byte.is_ascii_whitespace() {
                self.after_dot = byte == b'.';
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::prune;
    use crate::compile::Sources;
    use std::rc::Rc;

    struct One;

    impl Sources for One {
        fn library(&self, path: &str) -> Option<Vec<(String, Rc<str>)>> {
            let text = "package p\nimport (\n\t\"q\"\n)\n\n// A is used.\nfunc A() {\n\tb()\n}\n\nfunc b() {}\n\n\
                func Unused() {\n\tq.F()\n}\n\ntype T struct{}\n\nfunc (t *T) M() {}\n\nvar x, Y = 1, 2\n";
            (path == "p").then(|| vec![("p.go".into(), text.into())])
        }
        fn library_paths(&self) -> Vec<String> {
            vec!["p".into(), "q".into()]
        }
    }

    fn kept(program: &str) -> String {
        let pruned = prune(&[program], false, vec!["p".into()], &One);
        pruned.library("p").expect("package p")[0].1.to_string()
    }

    #[test]
    fn keeps_what_is_mentioned_on_its_lines() {
        assert_eq!(
            kept("p.A()"),
            "package p\nimport (\n\n)\n\n// A is used.\nfunc A() {\n\tb()\n}\n\nfunc b() {}\n\n\n\n\n\n\n\n\n\n\n"
        );
    }

    #[test]
    fn keeps_methods_of_mentioned_types() {
        let text = kept("var t p.T; t.M(); p.Y");
        assert!(text.contains("type T") && text.contains("M()") && text.contains("var x, Y"), "{text}");
        assert!(!kept("x.M()").contains("M()"));
        assert!(kept("p.Unused()").contains("\t\"q\"\n"));
    }
}
