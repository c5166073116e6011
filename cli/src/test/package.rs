//! The packages to test: what the command line names, found on disk, and the tests in their files.

use super::examples::{self, Expected};
use super::flags::Flags;
use crate::files::{self, Disk, TestPlace};
use burrow_lang::load::LibrarySource;
use burrow_lang::load::{Files, Folder, FolderSource, Module, NO_PATH, Options, Sources, Tags};
use burrow_lang::source::{SourceMap, decode};
use burrow_lang::syntax::ast::{Ast, Expr, ExprKind, FuncDecl, Item, UnaryOp};
use burrow_lang::syntax::{Mode, parse};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A package to test.
pub struct Package {
    /// As reports name it.
    pub name: String,
    /// Its import path.
    pub path: String,
    /// What to say to the child that runs it.
    pub target: Vec<String>,
    /// Its folder: tests run there.
    pub place: PathBuf,
    pub module: Module,
    pub sources: TestSources,
    folder: String,
}

/// The sources of a program that tests a package: the disk, but where only some files of the
/// package's folder are wanted, these.
pub struct TestSources {
    disk: Disk,
    files: Option<(String, Files)>,
}

impl Sources for TestSources {
    fn library(&self, path: &str) -> Option<LibrarySource> {
        self.disk.library(path)
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        self.disk.library_paths()
    }
    fn folder(&self, folder: &str) -> Result<Option<FolderSource>, String> {
        match &self.files {
            Some((own, files)) if own == folder => {
                Ok(Some(FolderSource { place: ".".into(), files: files.clone() }))
            }
            _ => self.disk.folder(folder),
        }
    }
}

/// A test function.
pub struct Function {
    pub name: String,
    /// It stands in the external test package.
    pub external: bool,
    /// Of an example.
    pub expected: Option<Expected>,
}

/// The test functions of a package, in the order of their files.
#[derive(Default)]
pub struct Tests {
    pub tests: Vec<Function>,
    pub benchmarks: Vec<Function>,
    pub fuzz_targets: Vec<Function>,
    pub examples: Vec<Function>,
    /// There is a `TestMain`; whether in the external test package.
    pub main: Option<bool>,
    /// There are files of the package itself or of its own tests.
    pub has_package: bool,
    /// There are files of the external test package.
    pub has_external: bool,
    /// There are test files at all.
    pub has_test_files: bool,
}

/// The packages that the command line names, or what is wrong with it.
pub fn find(flags: &Flags) -> Result<Vec<Package>, String> {
    if !flags.targets.is_empty() && flags.targets.iter().all(|target| target.ends_with(".go")) {
        return Ok(vec![of_files(&flags.targets)?]);
    }
    let here = [".".to_string()];
    let targets = if flags.targets.is_empty() { &here[..] } else { &flags.targets };
    let mut packages = Vec::new();
    for target in targets {
        if target.ends_with(".go") {
            return Err("named files must all be .go files".to_string());
        }
        match target.strip_suffix("...") {
            Some(above) => {
                let above = above.strip_suffix('/').unwrap_or(above);
                let above = folder_named(if above.is_empty() { "." } else { above })?;
                let folders = files::folders_below(&above, true);
                if folders.is_empty() {
                    return Err(format!("{target} matched no packages"));
                }
                for folder in folders {
                    packages.push(of_folder(&folder)?);
                }
            }
            None => packages.push(of_folder(&folder_named(target)?)?),
        }
    }
    Ok(packages)
}

/// A folder on disk, or the import path of a package of the module around the current folder.
fn folder_named(target: &str) -> Result<PathBuf, String> {
    let path = Path::new(target);
    let is_path = target.starts_with(['.', '/']);
    if is_path && path.is_dir() {
        return Ok(path.to_path_buf());
    }
    if is_path {
        return Err(format!("stat {}: directory not found", path.display()));
    }
    match files::test_place(Path::new("."))?.folder_of(target) {
        Some(folder) if folder.is_dir() => Ok(folder),
        _ if path.is_dir() => Ok(path.to_path_buf()),
        _ => Err(format!("package {target} is not in std")),
    }
}

fn of_folder(path: &Path) -> Result<Package, String> {
    let TestPlace { place, folder, module, disk, .. } = files::test_place(path)?;
    let path = module.path_of(&folder);
    let target = vec![place.display().to_string()];
    let sources = TestSources { disk, files: None };
    Ok(Package { name: path.clone(), path, target, place, module, sources, folder })
}

fn of_files(names: &[String]) -> Result<Package, String> {
    let (place, read) = files::read_files(names)?;
    let TestPlace { place, folder, module, disk, .. } = files::test_place(&place)?;
    let path = module.path_of(&folder);
    let sources = TestSources { disk, files: Some((folder.clone(), read)) };
    Ok(Package { name: NO_PATH.into(), path, target: names.to_vec(), place, module, sources, folder })
}

impl Package {
    /// Reads its files and finds the test functions. `Err` says what is wrong, in the go command's
    /// words.
    pub fn tests(&self, options: &Options) -> Result<Tests, String> {
        let source = self.sources.folder(&self.folder)?.unwrap_or_default();
        let folder = Folder::select(source, &Tags::new(&options.tags))?;
        if folder.files.is_empty() && folder.test_files.is_empty() && folder.external_test_files.is_empty() {
            return Err(folder.emptiness());
        }
        let mut tests = Tests {
            has_package: !folder.files.is_empty() || !folder.test_files.is_empty(),
            has_external: !folder.external_test_files.is_empty(),
            has_test_files: !folder.test_files.is_empty() || !folder.external_test_files.is_empty(),
            ..Tests::default()
        };
        for (files, external) in [(folder.test_files, false), (folder.external_test_files, true)] {
            for (name, bytes) in files {
                tests.read(name, bytes, external)?;
            }
        }
        Ok(tests)
    }
}

impl Tests {
    fn read(&mut self, name: String, bytes: Vec<u8>, external: bool) -> Result<(), String> {
        let mut map = SourceMap::default();
        let Some(file) = map.add(name, decode(bytes).0) else { return Ok(()) };
        // Its mistakes are reported when it is compiled.
        let (ast, _) = parse(&map, file, Mode::Package);
        for item in &ast.items {
            if let Item::Func(function) = item
                && function.receiver.is_none()
            {
                self.take(&map, &ast, function, external)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, map: &SourceMap, ast: &Ast, f: &FuncDecl, external: bool) -> Result<(), String> {
        let name = &*f.name.name;
        if name == "TestMain" && takes(ast, f, 'M') {
            return match self.main.replace(external) {
                None => Ok(()),
                Some(_) => Err("multiple definitions of TestMain".to_string()),
            };
        }
        let kinds = [
            ("Test", 'T', &mut self.tests),
            ("Benchmark", 'B', &mut self.benchmarks),
            ("Fuzz", 'F', &mut self.fuzz_targets),
        ];
        for (prefix, letter, list) in kinds {
            if !is_test_name(name, prefix) {
                continue;
            }
            if !f.type_params.is_empty() || !takes(ast, f, letter) {
                let place = map.locate(f.span);
                let file = &map.file(map.file_of(f.span)).name;
                let (line, column, small) = (place.line, place.column, letter.to_ascii_lowercase());
                return Err(format!(
                    "{file}:{line}:{column}: wrong signature for {name}, must be: \
                     func {name}({small} *testing.{letter})"
                ));
            }
            list.push(Function { name: name.to_string(), external, expected: None });
        }
        if is_test_name(name, "Example")
            && f.signature.params.is_empty()
            && f.signature.results.is_empty()
            && let Some(body) = &f.body
            && let Some(expected) = examples::expected(map.text(body.span))
        {
            self.examples.push(Function { name: name.to_string(), external, expected: Some(expected) });
        }
        Ok(())
    }
}

/// `Test`, or `Test` and something that does not begin with a small letter.
fn is_test_name(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_lowercase()))
}

/// The function takes one `*testing.X`, whatever name the package was imported by, and returns
/// nothing.
fn takes(ast: &Ast, f: &FuncDecl, letter: char) -> bool {
    let [parameter] = &f.signature.params[..] else { return false };
    if !f.signature.results.is_empty() || parameter.variadic {
        return false;
    }
    let ExprKind::Unary { op: UnaryOp::Star, x, .. } = &ast[parameter.ty].kind else { return false };
    let Expr { kind, .. } = &ast[*x];
    let name = match kind {
        ExprKind::Ident(name) => &name.name,
        ExprKind::Selector { sel, .. } => &sel.name,
        _ => return false,
    };
    name.chars().eq([letter])
}
