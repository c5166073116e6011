//! The library as `stdlib` stores it in the executable and `lang` reads it: texts, and what can be
//! known of them before anything is parsed.

pub mod cut;

use std::borrow::Cow;

/// A package.
#[derive(Debug)]
pub struct StoredPackage {
    /// Its import path.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its files.
    pub files: &'static [StoredFile],
    /// Where their declarations stand.
    pub tables: Tables,
}

/// A file of a [`StoredPackage`].
#[derive(Debug)]
pub struct StoredFile {
    /// The import path and the file's name.
    pub name: &'static str,
    /// The text.
    pub text: &'static str,
    /// Where its lines begin.
    pub lines: &'static [u32],
    /// Its imports.
    pub imports: &'static [Import],
}

/// An import of a library file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// Its local name, where one is given.
    pub name: Option<Cow<'static, str>>,
    /// What it imports.
    pub path: Cow<'static, str>,
}

/// Where the declarations of a package stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tables {
    /// In source order.
    pub parts: Cow<'static, [Part]>,
    /// Sorted by hash.
    pub entries: Cow<'static, [Entry]>,
    /// The `init` functions' parts.
    pub initial: Cow<'static, [u32]>,
}

impl Tables {
    /// Of the texts of a package's files.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Tables {
        let cut::Cut { parts, entries, initial } = cut::Cut::new(texts);
        Tables { parts: parts.into(), entries: entries.into(), initial: initial.into() }
    }
}

/// A top-level declaration with the comments before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// The file, by its place in the list of files.
    pub file: u32,
    /// Where it begins in the file's text.
    pub start: u32,
    /// Where it ends there.
    pub end: u32,
}

/// A name that a part declares, or the receiver of the method that it declares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Of the name.
    pub hash: u64,
    /// By its place among the parts.
    pub part: u32,
    /// Where the name stands in its file, from and to.
    pub name: (u32, u32),
    /// Of a method.
    pub method: Option<Method>,
}

/// The method that a part declares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Method {
    /// Where its name stands in its file, from and to.
    pub name: (u32, u32),
    /// The receiver is a pointer.
    pub pointer: bool,
}
