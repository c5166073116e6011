//! The library's Go sources, embedded: `go/<import path>/*.go`. The table is made by `build.rs`; a
//! package is looked at when it is asked for, so that start-up does not depend on how many there are.

use burrow_bytecode::library::{Entry, Import, Method, Part, StoredFile, StoredPackage, Tables};
use std::borrow::Cow::{self, Borrowed};

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// The package at an import path. `None`: there is none.
pub fn package(path: &str) -> Option<&'static StoredPackage> {
    let index = PACKAGES.binary_search_by(|package| package.path.cmp(path)).ok()?;
    Some(&PACKAGES[index])
}

/// All import paths, sorted.
pub fn paths() -> Vec<Cow<'static, str>> {
    PACKAGES.iter().map(|package| Borrowed(package.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Tables, package, paths};

    #[test]
    fn packages_are_found_by_their_paths() {
        let list = package("container/list").expect("it is there");
        assert_eq!(list.name, "list");
        assert!(
            list.files
                .iter()
                .any(|file| file.name == "container/list/list.go" && file.text.contains("package list"))
        );
        assert!(package("container").is_none() && package("nowhere").is_none());
        assert!(paths().is_sorted() && paths().contains(&"fmt".into()));
    }

    #[test]
    fn tables_are_those_of_the_texts() {
        for path in paths() {
            let package = package(&path).expect("it is listed");
            assert_eq!(package.tables, Tables::new(package.files.iter().map(|file| file.text)), "{path}");
            for file in package.files {
                let lines: Vec<usize> = file.lines.iter().map(|&start| start as usize).collect();
                let ends = file.text.match_indices('\n').map(|(end, _)| end + 1);
                assert!(std::iter::once(0).chain(ends).eq(lines), "{}", file.name);
            }
        }
    }
}
