//! Where programs come from: files, folders, standard input, the command line, and the folders of
//! the module that they belong to; and the library's sources for the front end.

use burrow_lang::compile::{Options, Program, Sources};
use burrow_lang::load::LibrarySource;
use burrow_lang::load::{Files, FolderSource, Module, NO_PATH, Version};
use std::borrow::Cow;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The embedded library, and the folders of a program's module.
#[derive(Default)]
pub struct Disk {
    /// The module's root; without one there are no folders.
    root: Option<PathBuf>,
}

impl Sources for Disk {
    fn library(&self, path: &str) -> Option<LibrarySource> {
        burrow_stdlib::sources::package(path).map(LibrarySource::Stored)
    }

    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        burrow_stdlib::sources::paths()
    }

    fn folder(&self, folder: &str) -> Result<Option<FolderSource>, String> {
        let Some(root) = &self.root else { return Ok(None) };
        let mut path = root.clone();
        for element in folder.split('/').filter(|element| !element.is_empty()) {
            path.push(element);
            if element == ".." || path.join(MODULE_FILE).is_file() {
                return Ok(None);
            }
        }
        if !path.is_dir() {
            return Ok(None);
        }
        let files = read_folder(&path)?;
        Ok(Some(FolderSource { place: path.display().to_string(), files }))
    }
}

const MODULE_FILE: &str = "go.mod";

/// A program and where else its sources come from.
pub struct Loaded {
    pub program: Program,
    pub sources: Disk,
}

impl From<Files> for Loaded {
    fn from(files: Files) -> Loaded {
        Loaded { program: files.into(), sources: Disk::default() }
    }
}

/// The program that `name` names: a file, a folder, or `-`. `Err` says what is wrong.
pub fn load(name: &str, options: &Options) -> Result<Loaded, String> {
    if name == "-" {
        return Ok(vec![read_input()?].into());
    }
    let path = Path::new(name);
    if path.is_dir() { load_folder(path, options) } else { load_files(&[name.to_string()]) }
}

/// The program made of these files, build constraints notwithstanding.
pub fn load_files(names: &[String]) -> Result<Loaded, String> {
    let (folder, files) = read_files(names)?;
    if files.is_empty() {
        return Ok(files.into());
    }
    let place = absolute(&folder);
    let Some((root, module)) = find_module(&place)? else { return Ok(files.into()) };
    let path = module.path_of(&below(&root, &place));
    Ok(Loaded { program: Program { path, files, module: Some(module) }, sources: Disk { root: Some(root) } })
}

/// The bytes of these files, and the folder that all of them lie in.
pub fn read_files(names: &[String]) -> Result<(PathBuf, Files), String> {
    let mut files = Files::new();
    let folder = |name: &String| Path::new(name).parent().unwrap_or(Path::new("")).to_path_buf();
    for name in names {
        let (first, own) = (folder(&names[0]), folder(name));
        if own != first {
            let shown = |path: &Path| match path.as_os_str().is_empty() {
                true => ".".to_string(),
                false => path.display().to_string(),
            };
            let (first, own) = (shown(&first), shown(&own));
            return Err(format!("named files must all be in one directory; have {first} and {own}"));
        }
        files.push((name.clone(), read_file(name, Path::new(name))?));
    }
    Ok((names.first().map(folder).unwrap_or_default(), files))
}

/// A folder whose tests are to be run.
pub struct TestPlace {
    /// Its whole path.
    pub place: PathBuf,
    /// Its path from the module's root, with slashes.
    pub folder: String,
    /// Its module. A folder that belongs to none is one by itself.
    pub module: Module,
    /// The module's root.
    pub root: PathBuf,
    /// Where sources come from.
    pub disk: Disk,
}

impl TestPlace {
    /// The folder on disk of the package `path` of the same module.
    pub fn folder_of(&self, path: &str) -> Option<PathBuf> {
        self.module.folder_of(path).map(|folder| self.root.join(folder))
    }
}

/// The folder at `path` and its module.
pub fn test_place(path: &Path) -> Result<TestPlace, String> {
    let place = absolute(path);
    let alone = || Module { path: NO_PATH.to_string(), language: Version::CURRENT };
    let (root, module) = find_module(&place)?.unwrap_or_else(|| (place.clone(), alone()));
    let (folder, disk) = (below(&root, &place), Disk { root: Some(root.clone()) });
    Ok(TestPlace { place, folder, module, root, disk })
}

fn load_folder(path: &Path, options: &Options) -> Result<Loaded, String> {
    let place = absolute(path);
    let (root, module) = match find_module(&place)? {
        Some((root, module)) => (root, Some(module)),
        None => (place.clone(), None),
    };
    let folder = below(&root, &place);
    let sources = Disk { root: Some(root) };
    let program = Program::of_folder(&folder, module, &sources, options)?;
    Ok(Loaded { program, sources })
}

/// The folders with Go files below `path` that belong to the same module, itself among them. A folder
/// with nothing but tests counts for `tests` only.
pub fn folders_below(path: &Path, tests: bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![path.to_path_buf()];
    while let Some(folder) = open.pop() {
        let mut has_files = false;
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder {
                has_files |= is_source(&name) && (tests || !name.ends_with("_test.go"));
            } else if !name.starts_with(['.', '_']) && name != "testdata" && name != "vendor" {
                let inner = entry.path();
                if !inner.join(MODULE_FILE).is_file() {
                    open.push(inner);
                }
            }
        }
        if has_files {
            found.push(folder);
        }
    }
    found.sort();
    found
}

/// The module that a folder belongs to, and its root.
fn find_module(folder: &Path) -> Result<Option<(PathBuf, Module)>, String> {
    for root in folder.ancestors() {
        let file = root.join(MODULE_FILE);
        if !file.is_file() {
            continue;
        }
        let name = shown(&file);
        let text = std::fs::read_to_string(&file)
            .map_err(|error| format!("cannot read {name}: {}", reason(&error)))?;
        let module = Module::parse(name.trim_start_matches("./"), &text)?;
        return Ok(Some((root.to_path_buf(), module)));
    }
    Ok(None)
}

/// The path of `place` from `root`, with slashes.
fn below(root: &Path, place: &Path) -> String {
    let path = place.strip_prefix(root).unwrap_or(Path::new(""));
    let elements: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    elements.join("/")
}

/// A path from the root of the file system, without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let whole = path.canonicalize().or_else(|_| std::path::absolute(path));
    whole.unwrap_or_else(|_| path.to_path_buf())
}

/// A file's name for messages, as the go command writes it: from the working directory, unless the
/// whole path is shorter.
fn shown(path: &Path) -> String {
    let whole = path.display().to_string();
    let Ok(here) = std::env::current_dir() else { return whole };
    for (up, folder) in here.ancestors().enumerate() {
        if let Ok(rest) = path.strip_prefix(folder) {
            let single = up == 0 && rest.components().count() == 1;
            let from_here = "../".repeat(up) + &rest.display().to_string();
            let from_here = if single { format!("./{from_here}") } else { from_here };
            return if from_here.len() <= whole.len() { from_here } else { whole };
        }
    }
    whole
}

fn read_input() -> Result<(String, Vec<u8>), String> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok((STANDARD_INPUT.to_string(), bytes)),
        Err(error) => Err(format!("cannot read standard input: {}", reason(&error))),
    }
}

fn read_file(name: &str, path: &Path) -> Result<Vec<u8>, String> {
    match std::fs::read(path) {
        Ok(bytes) if is_binary(&bytes) => Err(format!("{name} is not Go source: it is a binary file")),
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(format!("cannot read {name}: {}", reason(&error))),
    }
}

/// Bytes at the start that no text has: NUL, and something that is not UTF-8 either.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start.contains(&0) && matches!(std::str::from_utf8(start), Err(error) if error.error_len().is_some())
}

/// All Go files of a folder, sorted by name.
fn read_folder(path: &Path) -> Result<Files, String> {
    let entries = std::fs::read_dir(path)
        .map_err(|error| format!("cannot read {}: {}", shown(path), reason(&error)))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        is_source(&name) && !path.is_dir()
    });
    paths.sort();
    let read = |path: &PathBuf| {
        let name = shown(path);
        read_file(&name, path).map(|bytes| (name, bytes))
    };
    paths.iter().map(read).collect()
}

fn is_source(name: &str) -> bool {
    name.ends_with(".go") && !name.starts_with(['.', '_'])
}

/// How standard input is named in diagnostics.
pub const STANDARD_INPUT: &str = "<stdin>";

/// The Go files that `name` names, each by itself: a file, all below a folder, or `-`. Folders and
/// files whose names begin with a dot or an underscore are left out, as the go command does.
pub fn go_files(name: &str) -> Result<Files, String> {
    let path = Path::new(name);
    if name == "-" {
        return Ok(vec![read_input()?]);
    }
    if !path.is_dir() {
        return Ok(vec![(name.to_string(), read_file(name, path)?)]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .map_err(|error| format!("cannot read {}: {}", folder.display(), reason(&error)))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let own = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if own.starts_with(['.', '_']) {
                continue;
            }
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if own.ends_with(".go") {
                let name = path.to_string_lossy().into_owned();
                let bytes = read_file(&name, &path)?;
                files.push((name, bytes));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// An error of the system in Go's words, without its number.
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
