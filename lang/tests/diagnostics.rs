//! Every kind of diagnostic has an example, and the example has exactly that kind of mistake.

use burrow_lang::compile::{Options, Sources, compile};
use burrow_lang::diagnostic::{Code, Severity};
use burrow_lang::load::LibrarySource;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The library as it lies in the source tree.
struct Library;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../stdlib/go")
}

impl Sources for Library {
    fn library(&self, path: &str) -> Option<LibrarySource> {
        let entries = std::fs::read_dir(root().join(path)).ok()?;
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.retain(|file| file.extension().is_some_and(|e| e == "go"));
        files.sort();
        let read = |file: &PathBuf| {
            let text = std::fs::read_to_string(file).expect("the library can be read");
            (file.to_string_lossy().into_owned(), text.into())
        };
        if files.is_empty() { None } else { Some(LibrarySource::Texts(files.iter().map(read).collect())) }
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        Vec::new()
    }
}

/// What no program is known to bring about: the parser or another check comes first.
const UNSEEN: &[Code] = &[Code::InvalidUntypedConversion, Code::MultiValAssignOp];

#[test]
fn each_example_has_exactly_its_mistake() {
    let mut wrong = Vec::new();
    // What takes two files has no example.
    for &code in Code::ALL.iter().filter(|code| !code.example().is_empty() && !UNSEEN.contains(code)) {
        let files = vec![("example.go".to_string(), code.example().as_bytes().to_vec())];
        let found = compile(files, &Library, &Options::default()).diagnostics;
        let mut codes: Vec<Code> = found.iter().map(|d| d.code).collect();
        codes.sort();
        codes.dedup();
        if codes != [code] {
            let messages: Vec<_> = found.iter().map(|d| (d.code, d.message.as_str())).collect();
            wrong.push(format!("{code:?}: {:?} gives {messages:?}", code.example()));
        }
        assert!(!code.doc().is_empty() && found.iter().all(|d| d.severity <= Severity::Error));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
