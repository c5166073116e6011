//! The library's declarations: they are all right, and the index of a package, which is made without lexing, knows what the
//! parser finds: each name and each method.

use burrow_bytecode::library::{StoredFile, Tables};
use burrow_lang::compile::{Sources, check_library};
use burrow_lang::diagnostic::render::{Look, Style, render};
use burrow_lang::load::Index;
use burrow_lang::load::LibrarySource;
use burrow_lang::source::SourceMap;
use burrow_lang::syntax::ast::{Ast, Decl, ExprId, ExprKind, Item, UnaryOp};
use burrow_lang::syntax::{Mode, parse};
use burrow_stdlib::sources;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Names declared by a file, and its methods as `T.m`.
fn declared(ast: &Ast) -> Vec<String> {
    let mut names = Vec::new();
    for item in &ast.items {
        match item {
            Item::Decl(Decl::Const(specs)) => {
                names.extend(specs.iter().flat_map(|s| &s.names).map(|n| n.name.to_string()))
            }
            Item::Decl(Decl::Var(specs)) => {
                names.extend(specs.iter().flat_map(|s| &s.names).map(|n| n.name.to_string()))
            }
            Item::Decl(Decl::Type(specs)) => names.extend(specs.iter().map(|s| s.name.name.to_string())),
            Item::Func(f) => match &f.receiver {
                Some(receiver) => names.push(format!("{}.{}", base(ast, receiver.ty), f.name.name)),
                None => names.push(f.name.name.to_string()),
            },
            Item::Stmt(_) => panic!("a library file has no statements"),
        }
    }
    names.sort();
    names
}

fn base(ast: &Ast, ty: ExprId) -> String {
    match &ast[ty].kind {
        ExprKind::Ident(name) => name.name.to_string(),
        ExprKind::Unary { op: UnaryOp::Star, x, .. } | ExprKind::Index { x, .. } | ExprKind::Paren(x) => {
            base(ast, *x)
        }
        _ => panic!("no receiver type"),
    }
}

struct Library;

impl Sources for Library {
    fn library(&self, path: &str) -> Option<LibrarySource> {
        sources::package(path).map(LibrarySource::Stored)
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        sources::paths()
    }
}

#[test]
fn all_of_the_library_is_right() {
    let look = Look { style: Style::Short, ..Look::default() };
    for path in sources::paths() {
        let checked = check_library(&path, &Library);
        assert!(checked.diagnostics.is_empty(), "{}", render(&checked.map, &checked.diagnostics, look));
    }
}

#[test]
fn the_index_knows_what_the_parser_finds() {
    for path in sources::paths() {
        for &StoredFile { name, text, imports, .. } in sources::package(&path).expect("it is listed").files {
            let mut map = SourceMap::default();
            let file = map.add(name, text).expect("small");
            let (ast, _) = parse(&map, file, Mode::Package);
            let index = Index::new(vec![text.into()], Tables::new([text]));
            let mut found: Vec<String> = index.names().map(String::from).collect();
            let types: BTreeSet<String> = declared(&ast)
                .iter()
                .filter_map(|name| name.split_once('.').map(|(ty, _)| ty.to_string()))
                .collect();
            for ty in types {
                found.extend(index.methods(&ty).iter().map(|method| format!("{ty}.{}", method.name)));
            }
            found.sort();
            assert_eq!(found, declared(&ast), "{name}");
            let imports: Vec<&str> = imports.iter().map(|import| &*import.path).collect();
            let parsed: Vec<&str> = ast.imports.iter().map(|import| import.path.as_str()).collect();
            assert_eq!(imports, parsed, "{name}");
        }
    }
}
