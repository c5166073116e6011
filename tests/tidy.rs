//! What is asked of the sources, checked: headers, sizes, dependencies between the crates, and that
//! the architecture page names what is there. Exceptions are lists that may only shrink.

#[allow(dead_code)] // this test has no marks
mod expectation;
#[allow(dead_code)] // the other functions serve other tests
mod program;
#[allow(dead_code)] // the other functions serve other tests
mod run;

use std::path::{Path, PathBuf};

/// Files of more than 800 lines.
const LONG_FILES: &[&str] = &[];

fn rust_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["bytecode", "lang", "vm", "stdlib", "cli", "tests", "xtask"]
        .iter()
        .map(|f| run::root().join(f))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|n| n != "target" && n != "fuzz") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found
}

fn relative(path: &Path) -> String {
    path.strip_prefix(run::root()).unwrap_or(path).display().to_string()
}

#[test]
fn each_file_says_what_lives_in_it() {
    let bare: Vec<String> = rust_files()
        .iter()
        .filter(|path| !std::fs::read_to_string(path).is_ok_and(|text| text.starts_with("//!")))
        .map(|path| relative(path))
        .collect();
    assert!(bare.is_empty(), "files without a `//!` header: {bare:?}");
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = rust_files()
        .iter()
        .filter(|path| std::fs::read_to_string(path).is_ok_and(|text| text.lines().count() > 800))
        .map(|path| relative(path))
        .filter(|path| !LONG_FILES.contains(&path.as_str()))
        .collect();
    assert!(long.is_empty(), "files of more than 800 lines: {long:?}");
}

#[test]
fn crates_depend_on_each_other_as_drawn() {
    let allowed: &[(&str, &[&str])] =
        &[("bytecode", &[]), ("lang", &["bytecode"]), ("vm", &["bytecode"]), ("stdlib", &["bytecode", "vm"])];
    for (folder, may) in allowed {
        let manifest =
            std::fs::read_to_string(run::root().join(folder).join("Cargo.toml")).expect("a manifest");
        let (_, dependencies) = manifest.split_once("[dependencies]").unwrap_or((&manifest, ""));
        let dependencies = dependencies.split("\n[").next().unwrap_or_default();
        for line in dependencies.lines() {
            let Some(rest) = line.strip_prefix("burrow-") else { continue };
            let name = rest.split(['.', ' ', '=']).next().unwrap_or_default();
            assert!(may.contains(&name), "{folder} must not depend on {name}");
        }
    }
}

#[test]
fn the_architecture_page_names_each_folder_and_dependency() {
    let page = std::fs::read_to_string(run::root().join("ARCHITECTURE.md")).expect("it is there");
    assert!(page.lines().count() <= 250, "ARCHITECTURE.md has more than 250 lines");
    for folder in ["bytecode", "lang", "vm", "stdlib", "cli", "examples", "tests", "xtask"] {
        assert!(page.contains(&format!("`{folder}`")), "ARCHITECTURE.md does not name {folder}");
    }
    let manifest = std::fs::read_to_string(run::root().join("Cargo.toml")).expect("a manifest");
    let (_, dependencies) = manifest.split_once("[workspace.dependencies]").expect("dependencies");
    for line in dependencies.lines().take_while(|l| !l.starts_with('[')) {
        let Some(name) = line.split([' ', '=', '.']).next().filter(|n| !n.is_empty()) else { continue };
        if !name.starts_with("burrow-") {
            assert!(
                page.contains(&format!("`{name}`")),
                "ARCHITECTURE.md does not give the reason for {name}"
            );
        }
    }
}
