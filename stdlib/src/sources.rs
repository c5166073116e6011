//! The library's Go sources, embedded: `go/<import path>/*.go`. A package is looked at when it is
//! asked for, so that start-up does not depend on how many there are.

use include_dir::{Dir, DirEntry, include_dir};

static GO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/go");

/// The files of the package at an import path: `path/name.go` and text. `None`: there is none.
pub fn package(path: &str) -> Option<Vec<(String, &'static str)>> {
    let folder = GO.get_dir(path)?;
    let mut files: Vec<(String, &'static str)> = folder.files().filter_map(go_file).collect();
    files.sort();
    if files.is_empty() { None } else { Some(files) }
}

fn go_file(file: &'static include_dir::File<'static>) -> Option<(String, &'static str)> {
    let name = file.path().to_str()?;
    let test = name.ends_with("_test.go");
    (name.ends_with(".go") && !test).then(|| Some((name.to_string(), file.contents_utf8()?)))?
}

/// All import paths, sorted.
pub fn paths() -> Vec<String> {
    let mut paths = Vec::new();
    collect(&GO, &mut paths);
    paths.sort();
    paths
}

fn collect(folder: &'static Dir<'static>, paths: &mut Vec<String>) {
    if folder.files().any(|file| go_file(file).is_some()) {
        paths.extend(folder.path().to_str().map(str::to_string));
    }
    for entry in folder.entries() {
        if let DirEntry::Dir(inner) = entry {
            collect(inner, paths);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{package, paths};
    use std::path::Path;

    /// New files are only embedded when this crate is compiled anew: on failure, `touch` this file.
    #[test]
    fn what_is_embedded_is_what_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("go");
        let mut folders = vec![root.clone()];
        let mut count = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("readable").map(|e| e.expect("entry").path()) {
                if entry.is_dir() {
                    folders.push(entry);
                } else if entry.extension().is_some_and(|e| e == "go") {
                    count += 1;
                }
            }
        }
        let embedded: usize = paths().iter().filter_map(|path| package(path)).map(|files| files.len()).sum();
        assert_eq!(embedded, count, "touch stdlib/src/sources.rs");
    }
}
