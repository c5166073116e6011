//! What an editor of inputs asks: the types of an expression's values, the names in sight, and what
//! can be selected from an expression.

use super::Checking;
use crate::check::info::{Checked, FuncObject, Mode, ObjectId, ObjectKind, PackageId, SelectionKind};
use crate::hash::HashSet;
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind, Item, StmtKind};
use crate::types::{Selected, SelectedKind, TypeId, TypeKind, is_exported};

/// What kind of thing a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// An imported package.
    Package,
    /// A constant.
    Const,
    /// A variable.
    Var,
    /// A type.
    Type,
    /// A function, or one that is built in.
    Func,
    /// A field of a struct.
    Field,
    /// A method.
    Method,
    /// A name of a library package.
    Member,
}

/// A name and what it stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// The name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Its type as messages print it; empty where it has none, or where nobody has looked.
    pub ty: String,
}

impl Checking {
    /// The types of the values of the expression that the last input ends with: none for a call
    /// without results. `None`: it does not end with an expression, or is wrong.
    pub fn value_types(&self) -> Option<Vec<String>> {
        let checked = self.checked.as_ref().filter(|_| self.has_no_errors())?;
        let (mode, ty) = self.last_value(checked)?;
        if mode == Mode::NoValue {
            return Some(Vec::new());
        }
        Some(match checked.types.kind(ty) {
            TypeKind::Tuple(types) => types.iter().map(|&ty| type_string(checked, ty)).collect(),
            _ => vec![type_string(checked, ty)],
        })
    }

    /// How the function or method that the last input names is declared, up to its body.
    pub fn declaration(&self) -> Option<String> {
        let checked = self.checked.as_ref()?;
        let e = self.last_expression()?;
        let info = &checked.files[checked.layers.last()?.files.first()?.0 as usize];
        let object = match &info.ast[e].kind {
            ExprKind::Ident(name) => info.objects[name.id.0 as usize]?,
            ExprKind::Selector { sel, .. } => match info.selections.get(&e).map(|s| &s.kind) {
                Some(SelectionKind::Method { function, .. }) => *function,
                Some(_) => return None,
                None => info.objects[sel.id.0 as usize]?,
            },
            _ => return None,
        };
        let ObjectKind::Func(FuncObject { decl, .. }) = &checked.objects[object.0 as usize].kind else {
            return None;
        };
        let end = decl.body.as_ref().map_or(decl.span.hi, |body| body.span.lo);
        let text = self.map.text(Span::new(decl.span.lo, end));
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What the next input can name: declarations, imports, predeclared names.
    pub fn names(&self) -> Vec<Member> {
        let Some(checked) = &self.checked else { return Vec::new() };
        checked.visible.iter().map(|(name, object)| member(checked, name, *object)).collect()
    }

    /// What can be selected from the expression that the last input consists of: names of a package,
    /// fields and methods of a value or type.
    pub fn members(&self) -> Vec<Member> {
        let Some(checked) = &self.checked else { return Vec::new() };
        let Some(e) = self.last_expression() else { return Vec::new() };
        let (_, ast) = &self.files[self.files.len() - 1];
        if let ExprKind::Ident(name) = &ast[e].kind
            && let Some(path) = self.package_path(checked, &name.name)
        {
            return self.package_members(&path);
        }
        let Some((_, ty)) = self.last_value(checked) else { return Vec::new() };
        let mut all = fields(checked, ty);
        all.extend(methods(checked, ty));
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all.dedup_by(|a, b| a.name == b.name);
        all
    }

    fn last_expression(&self) -> Option<ExprId> {
        let (_, ast) = self.files.last()?;
        let Some(Item::Stmt(stmt)) = ast.items.last() else { return None };
        match ast[*stmt].kind {
            StmtKind::Expr(e) => Some(e),
            _ => None,
        }
    }

    fn last_value(&self, checked: &Checked) -> Option<(Mode, TypeId)> {
        let e = self.last_expression()?;
        let file = *checked.layers.last()?.files.first()?;
        let info = checked.files[file.0 as usize].exprs.get(e.0 as usize)?;
        (info.mode != Mode::Invalid && info.mode != Mode::Builtin).then_some((info.mode, info.ty))
    }

    /// The path of the library package that a name stands for.
    fn package_path(&self, checked: &Checked, name: &str) -> Option<String> {
        let object = checked.visible.iter().find(|(visible, _)| &**visible == name).map(|(_, o)| *o);
        match object.map(|o| &checked.objects[o.0 as usize].kind) {
            Some(ObjectKind::Package(id)) => Some(checked.packages[id.0 as usize].path.to_string()),
            _ => None,
        }
    }

    fn package_members(&self, path: &str) -> Vec<Member> {
        let Some(package) = self.packages.library.package(path) else { return Vec::new() };
        let names = package.declarations(&self.map).names().filter(|name| is_exported(name));
        let member = |name: &str| Member { name: name.to_string(), kind: Kind::Member, ty: String::new() };
        let mut all: Vec<Member> = names.map(member).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }
}

fn type_string(checked: &Checked, ty: TypeId) -> String {
    let qualifier = |package: PackageId| {
        (package != checked.program).then(|| checked.packages[package.0 as usize].name.to_string())
    };
    checked.types.type_string(ty, &qualifier)
}

fn member(checked: &Checked, name: &str, object: ObjectId) -> Member {
    let object = &checked.objects[object.0 as usize];
    let kind = match &object.kind {
        ObjectKind::Package(_) => Kind::Package,
        ObjectKind::Const(_) | ObjectKind::Nil => Kind::Const,
        ObjectKind::TypeName => Kind::Type,
        ObjectKind::Var(_) | ObjectKind::Label => Kind::Var,
        ObjectKind::Func(_) | ObjectKind::Builtin(_) => Kind::Func,
    };
    let shown = matches!(kind, Kind::Const | Kind::Var | Kind::Func) && object.ty != TypeId::INVALID;
    let ty = if shown { type_string(checked, object.ty) } else { String::new() };
    Member { name: name.to_string(), kind, ty }
}

/// Fields, promoted ones included, that the program may name.
fn fields(checked: &Checked, ty: TypeId) -> Vec<Member> {
    let types = &checked.types;
    let mut found = Vec::new();
    let (mut next, mut seen) = (vec![types.deref(ty).0], HashSet::default());
    while let Some(ty) = next.pop() {
        if !seen.insert(ty) {
            continue;
        }
        // A defined pointer type has the fields of what it points to.
        let base = types.deref(types.under(ty)).0;
        for field in types.fields(base).iter().flat_map(|fields| fields.iter()) {
            if is_exported(&field.name) || field.package == Some(checked.program) {
                let ty = type_string(checked, field.ty);
                found.push(Member { name: field.name.to_string(), kind: Kind::Field, ty });
            }
            if field.embedded {
                next.push(types.deref(field.ty).0);
            }
        }
    }
    found
}

fn methods(checked: &Checked, ty: TypeId) -> Vec<Member> {
    let types = &checked.types;
    // A variable's methods are those of its address.
    let (base, _) = types.deref(ty);
    let whole = if types.as_interface(base).is_some() { base } else { types.pointer(base) };
    let set = types.method_set(whole);
    let visible =
        |package: Option<PackageId>, name: &str| is_exported(name) || package == Some(checked.program);
    set.iter()
        .filter(|m| visible(m.package, &m.name))
        .map(|m| {
            let ty = signature(checked, &m.selected).map_or_else(String::new, |ty| type_string(checked, ty));
            Member { name: m.name.to_string(), kind: Kind::Method, ty }
        })
        .collect()
}

/// Of a library type's method it may not be known: nothing has referred to it.
fn signature(checked: &Checked, selected: &Selected) -> Option<TypeId> {
    let ty = match &selected.kind {
        SelectedKind::Method { object, .. } => checked.objects[object.0 as usize].ty,
        SelectedKind::InterfaceMethod { signature, .. } => *signature,
        SelectedKind::Field { ty } => *ty,
    };
    (ty != TypeId::INVALID).then_some(ty)
}
