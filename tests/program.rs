//! The programs among the tests: Go files, and folders with a `go.mod`, whose files are one program.

use std::path::{Path, PathBuf};

/// All programs below a folder.
pub fn programs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let module = path.join("go.mod").exists();
            if path.is_dir() && !module {
                folders.push(path);
            } else if module || path.extension().is_some_and(|e| e == "go") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The Go files of a program, by their paths from its folder, with their texts.
pub fn sources(program: &Path) -> Vec<(String, String)> {
    let read = |path: &Path| std::fs::read_to_string(path).expect("a source can be read");
    if !program.is_dir() {
        let name = program.file_name().expect("a file has a name").to_string_lossy().into_owned();
        return vec![(name, read(program))];
    }
    let mut found = Vec::new();
    let mut folders = vec![program.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "go") {
                let relative = path.strip_prefix(program).expect("it lies below the folder");
                found.push((relative.to_string_lossy().into_owned(), read(&path)));
            }
        }
    }
    found.sort();
    found
}

/// What `burrow run` and `go run` are told to run a program: for a folder, which is then the working directory,
/// what a line `// run: ARGUMENTS` says in one of its files, or `.`.
pub fn arguments(program: &Path) -> Vec<String> {
    if !program.is_dir() {
        return vec![program.to_string_lossy().into_owned()];
    }
    let sources = sources(program);
    let line = sources.iter().find_map(|(_, text)| text.lines().find_map(|l| l.strip_prefix("// run: ")));
    line.unwrap_or(".").split_whitespace().map(str::to_string).collect()
}
