//! Source texts and places in them. A [`Span`] is a pair of byte offsets into the concatenation of
//! all files of a [`SourceMap`], so it names its file too.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

/// A byte range of a [`SourceMap`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Span {
    /// First byte.
    pub lo: u32,
    /// One past the last byte.
    pub hi: u32,
}

impl Span {
    /// From one offset to another.
    pub const fn new(lo: u32, hi: u32) -> Span {
        Span { lo, hi }
    }
    /// From the start of this to the end of `end`.
    pub fn to(self, end: Span) -> Span {
        Span { lo: self.lo, hi: self.hi.max(end.hi) }
    }
    /// Its first byte alone.
    pub fn start(self) -> Span {
        Span { lo: self.lo, hi: self.lo }
    }
}

/// How many bad bytes [`decode`] names: a binary file has millions.
const INVALID_MAX: usize = 100;

/// Text from bytes. What is not UTF-8 becomes spaces, and its offsets are returned: Go has no other
/// encoding.
pub fn decode(bytes: Vec<u8>) -> (String, Vec<u32>) {
    let mut bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, Vec::new()),
        Err(error) => error.into_bytes(),
    };
    let (mut invalid, mut start) = (Vec::new(), 0);
    while let Err(error) = std::str::from_utf8(&bytes[start..]) {
        let at = start + error.valid_up_to();
        bytes[at] = b' ';
        if invalid.len() < INVALID_MAX {
            invalid.push(at as u32);
        }
        start = at + 1;
    }
    (String::from_utf8_lossy(&bytes).into_owned(), invalid)
}

/// Index into [`SourceMap::files`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileId(pub u32);

/// A source text: part of the executable (the library's), or read. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Text {
    /// For ever.
    Static(&'static str),
    /// As long as somebody uses it.
    Shared(Rc<str>),
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Static(text) => text,
            Text::Shared(text) => text,
        }
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Text {
        Text::Static(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::Shared(text.into())
    }
}

/// A file's name and text.
#[derive(Debug)]
pub struct SourceFile {
    /// As diagnostics print it.
    pub name: Cow<'static, str>,
    /// The text.
    pub text: Text,
    /// Offset of its first byte in the map.
    pub base: u32,
    /// Offsets of its lines' first bytes, from the file's start, once someone asks.
    lines: OnceCell<Cow<'static, [u32]>>,
}

impl SourceFile {
    /// Offsets of its lines' first bytes, from the file's start.
    pub fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|i| i as u32 + 1)).collect()
        })
    }
}

/// All texts of a compilation.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

/// A place as people read it: line and column from 1, the column in bytes, as gc counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineColumn {
    /// The file.
    pub file: FileId,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in bytes.
    pub column: u32,
}

impl SourceMap {
    /// Adds a file. `None` when all texts together pass 4 GiB.
    pub fn add(&mut self, name: impl Into<Cow<'static, str>>, text: impl Into<Text>) -> Option<FileId> {
        let text = text.into();
        let base = self.files.last().map_or(0, |f| f.base + f.text.len() as u32 + 1);
        base.checked_add(u32::try_from(text.len()).ok()?)?.checked_add(1)?;
        self.files.push(SourceFile { name: name.into(), text, base, lines: OnceCell::new() });
        Some(FileId(self.files.len() as u32 - 1))
    }

    /// Adds a file whose lines are known to begin at `lines`.
    pub fn add_with_lines(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        text: impl Into<Text>,
        lines: &'static [u32],
    ) -> Option<FileId> {
        let id = self.add(name, text)?;
        self.files[id.0 as usize].lines = OnceCell::from(Cow::Borrowed(lines));
        Some(id)
    }

    /// Forgets all but the first `count` files.
    pub fn truncate(&mut self, count: usize) {
        self.files.truncate(count);
    }

    /// All files, by id.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// One file.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file that `span` starts in.
    pub fn file_of(&self, span: Span) -> FileId {
        let after = self.files.partition_point(|f| f.base <= span.lo);
        FileId(after.saturating_sub(1) as u32)
    }

    /// Line and column of the start of `span`.
    pub fn locate(&self, span: Span) -> LineColumn {
        let file = self.file_of(span);
        let f = self.file(file);
        let offset = span.lo - f.base;
        let lines = f.lines();
        let line = lines.partition_point(|&start| start <= offset);
        LineColumn { file, line: line as u32, column: offset - lines[line - 1] + 1 }
    }

    /// The text of `span`.
    pub fn text(&self, span: Span) -> &str {
        let f = self.file(self.file_of(span));
        f.text.get((span.lo - f.base) as usize..(span.hi - f.base) as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::{SourceMap, Span, decode};

    #[test]
    fn bytes_that_are_not_text_are_named() {
        assert_eq!(decode(b"a\xffb\xc3".to_vec()), ("a b ".to_string(), vec![1, 3]));
        assert_eq!(decode("é".into()), ("é".to_string(), vec![]));
    }

    #[test]
    fn places_count_bytes_from_one() {
        let mut map = SourceMap::default();
        map.add("a", "x\n");
        map.add("b", "é\nyz");
        let place = map.locate(Span::new(7, 8));
        assert_eq!((place.file.0, place.line, place.column), (1, 2, 2));
        assert_eq!(map.text(Span::new(3, 5)), "é");
    }
}
