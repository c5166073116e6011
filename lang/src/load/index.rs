//! Where the top-level declarations of a library package stand, as `burrow_bytecode::library` finds
//! them. With that, declarations are parsed when something refers to them, and what a program does not
//! use costs nothing.

use crate::source::Text;
use burrow_bytecode::library::{Entry, Method, Part, Tables, cut};
use std::ops::Range;

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

/// The declarations of a package.
pub struct Index {
    texts: Vec<Text>,
    tables: Tables,
}

impl Index {
    /// Over the files of a package and what was found in them.
    pub fn new(texts: Vec<Text>, tables: Tables) -> Index {
        Index { texts, tables }
    }

    /// A declaration.
    pub fn part(&self, id: PartId) -> &Part {
        &self.tables.parts[id.0]
    }

    /// How many declarations there are.
    pub fn len(&self) -> usize {
        self.tables.parts.len()
    }

    /// There is no declaration.
    pub fn is_empty(&self) -> bool {
        self.tables.parts.is_empty()
    }

    /// The `init` functions, in order.
    pub fn initial(&self) -> impl Iterator<Item = PartId> + '_ {
        self.tables.initial.iter().map(|&part| PartId(part as usize))
    }

    /// What declares `name` at package level.
    pub fn declaring<'i>(&'i self, name: &'i str) -> impl Iterator<Item = PartId> + 'i {
        let found = self.with_name(name).filter(|entry| entry.method.is_none());
        found.map(|entry| PartId(entry.part as usize))
    }

    /// The methods of the type `name`, in source order.
    pub fn methods(&self, name: &str) -> Vec<IndexedMethod<'_>> {
        let method = |entry: &Entry| {
            let Method { name, pointer } = entry.method?;
            let place = name.0 as usize..name.1 as usize;
            let (name, part) = (self.text(entry, name), PartId(entry.part as usize));
            Some((entry.part, IndexedMethod { name, place, pointer, part }))
        };
        let mut methods: Vec<_> = self.with_name(name).filter_map(method).collect();
        methods.sort_by_key(|(part, _)| *part);
        methods.into_iter().map(|(_, method)| method).collect()
    }

    /// All names declared at package level.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let named = self.tables.entries.iter().filter(|entry| entry.method.is_none());
        named.map(|entry| self.text(entry, entry.name))
    }

    fn with_name<'i>(&'i self, name: &'i str) -> impl Iterator<Item = &'i Entry> {
        let (hash, entries) = (cut::hash(name.as_bytes()), &self.tables.entries);
        let start = entries.partition_point(|entry| entry.hash < hash);
        let end = start + entries[start..].partition_point(|entry| entry.hash == hash);
        entries[start..end].iter().filter(move |entry| self.text(entry, entry.name) == name)
    }

    fn text(&self, entry: &Entry, (from, to): (u32, u32)) -> &str {
        let text = &self.texts[self.tables.parts[entry.part as usize].file as usize];
        &text[from as usize..to as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Tables};
    use burrow_bytecode::library::cut::Head;

    const TEXT: &str = "// Package p.\npackage p\n\nimport (\n\t\"a/b\"\n\tc \"d\"\n)\n\nimport \"e\"\n\n// A does.\n\
                        func A(x int) {\n\tb()\n}\n\nfunc init() {}\n\ntype (\n\tT struct {\n\t\tx int\n\t}\n\tU = T\n)\n\n\
                        func (t *T) M() {}\n\nfunc (T) N[P any]() {}\n\nfunc (g G[K, V]) O() {}\n\nvar x, Y = 1, 2\n\n\
                        const (\n\tone, two = iota, 1\n\tthree, four\n)\n";

    fn index() -> Index {
        Index::new(vec![TEXT.into()], Tables::new([TEXT]))
    }

    #[test]
    fn names_lead_to_their_declarations() {
        let index = index();
        let mut names: Vec<&str> = index.names().collect();
        names.sort_unstable();
        assert_eq!(names, ["A", "T", "U", "Y", "four", "init", "one", "three", "two", "x"]);
        let text = |name: &str| {
            let part = index.declaring(name).next().expect(name);
            let part = index.part(part);
            TEXT[part.start as usize..part.end as usize].trim_end()
        };
        assert_eq!(text("A"), "// A does.\nfunc A(x int) {\n\tb()\n}");
        assert_eq!(text("Y"), "var x, Y = 1, 2");
        assert_eq!(text("U"), text("T"));
        assert_eq!(index.declaring("M").count() + index.declaring("P").count(), 0);
        assert_eq!(index.initial().count(), 1);
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
        let head = Head::of(TEXT);
        let imports: Vec<_> = head.imports.iter().map(|i| (i.name.as_deref(), &*i.path)).collect();
        assert_eq!((&*head.package, imports), ("p", vec![(None, "a/b"), (Some("c"), "d"), (None, "e")]));
    }
}
