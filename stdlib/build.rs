//! Writes the table of the library's Go sources, `go/<import path>/*.go`, which `src/sources.rs`
//! includes, with what the compiler wants to know of them before it parses anything. Cargo runs this
//! again when a file comes, goes or changes.

#![allow(clippy::print_stdout)] // cargo reads it

use burrow_bytecode::library::cut::{self, Cut, Head};
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("go");
    let mut packages = Vec::new();
    collect(&root, "", &mut packages);
    packages.sort();
    let mut table = String::from("static PACKAGES: &[StoredPackage] = &[\n");
    for (path, files) in packages {
        write_package(&mut table, &root, &path, &files).expect("a string takes all");
    }
    table.push_str("];\n");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it")).join("sources.rs");
    std::fs::write(out, table).expect("the output folder is writable");
}

/// A `StoredPackage` with a comma behind it.
fn write_package(out: &mut String, root: &Path, path: &str, files: &[String]) -> std::fmt::Result {
    let read = |file| std::fs::read_to_string(root.join(file)).expect("the library can be read");
    let texts: Vec<String> = files.iter().map(read).collect();
    let heads: Vec<Head> = texts.iter().map(|text| Head::of(text)).collect();
    writeln!(out, "StoredPackage {{ path: {path:?}, name: {:?}, files: &[", heads[0].package)?;
    for ((file, text), head) in files.iter().zip(&texts).zip(&heads) {
        write!(out, "StoredFile {{ name: {file:?}, text: include_str!({:?}), imports: &[", root.join(file))?;
        for import in &head.imports {
            let name = import.name.as_ref();
            let name = name.map_or("None".into(), |name| format!("Some(Borrowed({name:?}))"));
            write!(out, "Import {{ name: {name}, path: Borrowed({:?}) }}, ", import.path)?;
        }
        let lines: Vec<u32> = cut::line_starts(text).collect();
        writeln!(out, "], lines: &{lines:?} }},")?;
    }
    let cut = Cut::new(texts.iter().map(|text| &**text));
    writeln!(out, "], tables: Tables {{ parts: Borrowed(&{:?}),", cut.parts)?;
    writeln!(out, "entries: Borrowed(&{:?}),", cut.entries)?;
    writeln!(out, "initial: Borrowed(&{:?}) }} }},", cut.initial)
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
            println!("cargo::rerun-if-changed={}", entry.path().display());
            files.push(below);
        }
    }
    files.sort();
    if !files.is_empty() {
        packages.push((path.to_string(), files));
    }
}
