//! Writes the table of the library's Go sources, `go/<import path>/*.go`, which `src/sources.rs`
//! includes. Cargo runs this again when a file comes, goes or changes.

#![allow(clippy::print_stdout)] // cargo reads it

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=go");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("go");
    let mut packages = Vec::new();
    collect(&root, "", &mut packages);
    packages.sort();
    let mut table = String::from("static PACKAGES: &[Package] = &[\n");
    for (path, files) in packages {
        let _ = writeln!(table, "    Package {{ path: {path:?}, files: &[");
        for file in files {
            let whole = root.join(&file);
            let _ = writeln!(table, "        ({file:?}, include_str!({whole:?})),");
        }
        let _ = writeln!(table, "    ] }},");
    }
    table.push_str("];\n");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it")).join("sources.rs");
    std::fs::write(out, table).expect("the output folder is writable");
}

/// The packages below a folder: their import paths and files, by their paths from the root.
fn collect(folder: &Path, path: &str, packages: &mut Vec<(String, Vec<String>)>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the library can be read").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let below = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        if entry.path().is_dir() {
            collect(&entry.path(), &below, packages);
        } else if name.ends_with(".go") && !name.ends_with("_test.go") {
            files.push(below);
        }
    }
    files.sort();
    if !files.is_empty() {
        packages.push((path.to_string(), files));
    }
}
