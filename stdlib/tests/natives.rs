//! Pairs the library's functions without a body with the natives, and compares the types: each such
//! declaration has its native, each native its declaration, and what a native reads and writes is
//! what the declaration says. The machine relies on it.

use burrow_bytecode::Kind;
use burrow_lang::source::SourceMap;
use burrow_lang::syntax::ast::{Ast, Decl, ExprId, ExprKind, FuncDecl, Item, Param, UnaryOp};
use burrow_lang::syntax::{Mode, parse};
use burrow_stdlib::{natives, sources};
use burrow_vm::native::Shape;
use std::collections::BTreeMap;

/// A library package: the trees of its files.
type Package = Vec<Ast>;

fn library() -> BTreeMap<String, Package> {
    sources::paths().into_iter().map(|path| (path.to_string(), trees(&path))).collect()
}

fn trees(path: &str) -> Package {
    let files = sources::package(path).expect("it is listed").files;
    files
        .iter()
        .map(|stored| {
            let mut map = SourceMap::default();
            let file = map.add(stored.name, stored.text).expect("small");
            let (ast, diagnostics) = parse(&map, file, Mode::Package);
            assert!(diagnostics.is_empty(), "{} has mistakes", stored.name);
            ast
        })
        .collect()
}

/// Kind of a Go type, and of the elements when it is a slice.
type Shown = (Kind, Option<Kind>);

struct Types<'a> {
    library: &'a BTreeMap<String, Package>,
}

impl Types<'_> {
    fn shape(&self, path: &str, ast: &Ast, ty: ExprId) -> Shown {
        let kind = |kind| (kind, None);
        match &ast[ty].kind {
            ExprKind::Ident(name) => {
                predeclared(&name.name).map_or_else(|| self.named(path, &name.name), kind)
            }
            ExprKind::Selector { x, sel } => {
                let ExprKind::Ident(package) = &ast[*x].kind else { panic!("a qualified name") };
                if &*package.name == "unsafe" {
                    return kind(Kind::UnsafePointer);
                }
                let is_it = |path: &&str| path.rsplit('/').next() == Some(&*package.name);
                let from = ast.imports.iter().map(|i| i.path.as_str()).find(is_it).expect("imported");
                self.named(from, &sel.name)
            }
            ExprKind::Index { x, .. } | ExprKind::Paren(x) => self.shape(path, ast, *x),
            ExprKind::Unary { op: UnaryOp::Star, .. } => kind(Kind::Pointer),
            ExprKind::SliceType { elem } => (Kind::Slice, Some(self.shape(path, ast, *elem).0)),
            ExprKind::MapType { .. } => kind(Kind::Map),
            ExprKind::ChanType { .. } => kind(Kind::Chan),
            ExprKind::FuncType { .. } => kind(Kind::Func),
            ExprKind::InterfaceType { .. } => kind(Kind::Interface),
            other => panic!("{path}: no native takes or gives {other:?}"),
        }
    }

    /// The type `name` that package `path` declares.
    fn named(&self, path: &str, name: &str) -> Shown {
        for ast in &self.library[path] {
            for item in &ast.items {
                let Item::Decl(Decl::Type(specs)) = item else { continue };
                if let Some(spec) = specs.iter().find(|spec| &*spec.name.name == name) {
                    return self.shape(path, ast, spec.ty);
                }
            }
        }
        panic!("{path} has no type {name}")
    }

    fn check(&self, path: &str, ast: &Ast, function: &FuncDecl, signature: &burrow_vm::native::Signature) {
        let name = native_name(path, ast, function);
        let declared: Vec<&Param> = function.receiver.iter().chain(&function.signature.params).collect();
        let results: Vec<&Param> = function.signature.results.iter().collect();
        for (what, declared, bound) in
            [("parameters", declared, &signature.params), ("results", results, &signature.results)]
        {
            let shown: Vec<Shown> = declared.iter().map(|p| self.parameter(path, ast, p)).collect();
            let fits = shown.len() == bound.len() && shown.iter().zip(bound).all(|(s, b)| fits(*s, b));
            assert!(fits, "{name}: {what} are {shown:?} in Go and {bound:?} in Rust");
        }
    }

    fn parameter(&self, path: &str, ast: &Ast, parameter: &Param) -> Shown {
        let shown = self.shape(path, ast, parameter.ty);
        if parameter.variadic { (Kind::Slice, Some(shown.0)) } else { shown }
    }
}

fn fits((kind, element): Shown, shape: &Shape) -> bool {
    shape.kinds.contains(&kind)
        && match (element, shape.elements) {
            (Some(element), Some(elements)) => elements.contains(&element),
            // A slice that is passed on without looking inside.
            (_, None) => true,
            (None, Some(_)) => false,
        }
}

fn predeclared(name: &str) -> Option<Kind> {
    Some(match name {
        "bool" => Kind::Bool,
        "int" => Kind::Int,
        "int8" => Kind::Int8,
        "int16" => Kind::Int16,
        "int32" | "rune" => Kind::Int32,
        "int64" => Kind::Int64,
        "uint" => Kind::Uint,
        "uint8" | "byte" => Kind::Uint8,
        "uint16" => Kind::Uint16,
        "uint32" => Kind::Uint32,
        "uint64" => Kind::Uint64,
        "uintptr" => Kind::Uintptr,
        "float32" => Kind::Float32,
        "float64" => Kind::Float64,
        "complex64" => Kind::Complex64,
        "complex128" => Kind::Complex128,
        "string" => Kind::String,
        "any" | "error" => Kind::Interface,
        _ => return None,
    })
}

/// The name that a native for this function has.
fn native_name(path: &str, ast: &Ast, function: &FuncDecl) -> String {
    let name = &function.name.name;
    let Some(receiver) = &function.receiver else { return format!("{path}.{name}") };
    let (star, mut ty) = match &ast[receiver.ty].kind {
        ExprKind::Unary { op: UnaryOp::Star, x, .. } => (true, *x),
        _ => (false, receiver.ty),
    };
    if let ExprKind::Index { x, .. } = &ast[ty].kind {
        ty = *x;
    }
    let ExprKind::Ident(base) = &ast[ty].kind else { panic!("a receiver's type") };
    if star { format!("{path}.(*{}).{name}", base.name) } else { format!("{path}.{}.{name}", base.name) }
}

#[test]
fn every_native_is_declared_and_every_declaration_bound_with_the_same_types() {
    let library = library();
    let types = Types { library: &library };
    let mut unused: BTreeMap<&str, _> = natives().map(|native| (native.name, (native.signature)())).collect();
    let mut unbound = Vec::new();
    for (path, package) in &library {
        for ast in package {
            for item in &ast.items {
                let Item::Func(function) = item else { continue };
                if function.body.is_some() {
                    continue;
                }
                let name = native_name(path, ast, function);
                match unused.remove(name.as_str()) {
                    Some(signature) => types.check(path, ast, function, &signature),
                    None => unbound.push(name),
                }
            }
        }
    }
    assert!(unbound.is_empty(), "without a native: {unbound:?}");
    assert!(unused.is_empty(), "without a declaration: {:?}", unused.keys());
}

#[test]
fn no_name_is_bound_twice() {
    let mut names: Vec<&str> = natives().map(|native| native.name).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None);
}
