//! Where programs come from: files, folders, standard input, the command line; and the library's
//! sources for the front end.

use burrow_lang::compile::Sources;
use std::io::Read;
use std::path::Path;
use std::rc::Rc;

/// Names and bytes of a program's files.
pub type Files = Vec<(String, Vec<u8>)>;

/// The embedded library.
pub struct Library;

impl Sources for Library {
    fn library(&self, path: &str) -> Option<Vec<(String, Rc<str>)>> {
        let files = burrow_stdlib::sources::package(path)?;
        Some(files.into_iter().map(|(name, text)| (name, text.into())).collect())
    }
    fn library_paths(&self) -> Vec<String> {
        burrow_stdlib::sources::paths()
    }
}

/// The program that `name` names: a file, a folder, or `-`. `Err` says what is wrong.
pub fn read(name: &str) -> Result<Files, String> {
    if name == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        return match read {
            Ok(_) => Ok(vec![("<stdin>".to_string(), bytes)]),
            Err(error) => Err(format!("cannot read standard input: {}", reason(&error))),
        };
    }
    let path = Path::new(name);
    if path.is_dir() { read_folder(name, path) } else { Ok(vec![read_file(name, path)?]) }
}

fn read_file(name: &str, path: &Path) -> Result<(String, Vec<u8>), String> {
    match std::fs::read(path) {
        Ok(bytes) if is_binary(&bytes) => Err(format!("{name} is not Go source: it is a binary file")),
        Ok(bytes) => Ok((name.to_string(), bytes)),
        Err(error) => Err(format!("cannot read {name}: {}", reason(&error))),
    }
}

/// Bytes at the start that no text has: NUL, and something that is not UTF-8 either.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start.contains(&0) && matches!(std::str::from_utf8(start), Err(error) if error.error_len().is_some())
}

/// All Go files of a folder, tests excepted.
fn read_folder(name: &str, path: &Path) -> Result<Files, String> {
    let entries =
        std::fs::read_dir(path).map_err(|error| format!("cannot read {name}: {}", reason(&error)))?;
    let mut names: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.sort();
    let is_source = |path: &Path| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        name.ends_with(".go") && !name.ends_with("_test.go") && !name.starts_with(['.', '_'])
    };
    let sources = names.iter().filter(|path| is_source(path));
    let files = sources.map(|path| read_file(&path.to_string_lossy(), path)).collect::<Result<Files, _>>()?;
    if files.is_empty() { Err(format!("no Go files in {name}")) } else { Ok(files) }
}

/// An error of the system in Go's words, without its number.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
