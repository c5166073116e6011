//! Packages of the library as they come to the compiler.

use super::index::Index;
use crate::source::Text;
use burrow_bytecode::library::cut::Head;
use burrow_bytecode::library::{Import, StoredPackage, Tables};
use std::borrow::Cow;

/// A package of the library.
pub enum LibrarySource {
    /// Part of the executable.
    Stored(&'static StoredPackage),
    /// Names and texts of Go files that gofmt has formatted.
    Texts(Vec<(String, Text)>),
}

/// A file on its way into the source map.
pub(crate) struct LibraryText {
    pub name: Cow<'static, str>,
    pub text: Text,
    /// Where its lines begin, if somebody knows.
    pub lines: Option<&'static [u32]>,
    pub imports: Cow<'static, [Import]>,
}

impl LibrarySource {
    /// The name of the package, and its files.
    pub(crate) fn open(&self) -> (Cow<'static, str>, Vec<LibraryText>) {
        match self {
            LibrarySource::Stored(package) => {
                let files = package.files.iter().map(|file| LibraryText {
                    name: file.name.into(),
                    text: file.text.into(),
                    lines: Some(file.lines),
                    imports: file.imports.into(),
                });
                (package.name.into(), files.collect())
            }
            LibrarySource::Texts(texts) => {
                let heads: Vec<Head> = texts.iter().map(|(_, text)| Head::of(text)).collect();
                let name = heads.first().map_or_else(String::new, |head| head.package.clone());
                let files = texts.iter().zip(heads).map(|((name, text), head)| LibraryText {
                    name: name.clone().into(),
                    text: text.clone(),
                    lines: None,
                    imports: head.imports.into(),
                });
                (name.into(), files.collect())
            }
        }
    }

    /// Where the package's declarations stand; `texts` are its files'.
    pub(crate) fn index(&self, texts: Vec<Text>) -> Index {
        let tables = match self {
            LibrarySource::Stored(package) => package.tables.clone(),
            LibrarySource::Texts(_) => Tables::new(texts.iter().map(|text| &**text)),
        };
        Index::new(texts, tables)
    }
}
