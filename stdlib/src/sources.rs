//! The library's Go sources, embedded: `go/<import path>/*.go`. The table is made by `build.rs`; a
//! package is looked at when it is asked for, so that start-up does not depend on how many there are.

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// A package of the library.
struct Package {
    path: &'static str,
    /// `path/name.go` and text.
    files: &'static [(&'static str, &'static str)],
}

/// The files of the package at an import path: `path/name.go` and text. `None`: there is none.
pub fn package(path: &str) -> Option<Vec<(String, &'static str)>> {
    let index = PACKAGES.binary_search_by(|package| package.path.cmp(path)).ok()?;
    Some(PACKAGES[index].files.iter().map(|&(name, text)| (name.to_string(), text)).collect())
}

/// All import paths, sorted.
pub fn paths() -> Vec<String> {
    PACKAGES.iter().map(|package| package.path.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::{package, paths};

    #[test]
    fn packages_are_found_by_their_paths() {
        let files = package("container/list").expect("it is there");
        assert!(
            files
                .iter()
                .any(|(name, text)| name == "container/list/list.go" && text.contains("package list"))
        );
        assert!(package("container").is_none() && package("nowhere").is_none());
        assert!(paths().is_sorted() && paths().contains(&"fmt".to_string()));
    }
}
