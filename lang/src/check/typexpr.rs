//! Identifiers and type expressions. A type expression becomes a [`TypeId`], or the invalid type
//! after a report. Checks that need complete types (map keys, embedded fields, constraints) are
//! put off until the declarations around them are complete.

use super::checker::{Checker, GenericAlias, Progress};
use super::constant::Value;
use super::info::{Mode, ObjectId, ObjectKind, VarKind};
use super::operand::Operand;
use super::scope::ScopeId;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Version;
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind, Ident, UnaryOp};
use crate::types::{Subst, TypeId, TypeKind, TypeParamId};
use std::rc::Rc;

impl Checker<'_> {
    /// What an identifier denotes. `want_type`: it must be a type.
    pub(super) fn ident(&mut self, e: ExprId, ident: &Ident, want_type: bool) -> Operand {
        let Some((scope, object)) = self.lookup_scope(&ident.name, ident.span) else {
            self.report_undefined(ident);
            return Operand::invalid(Some(e));
        };
        self.record_use(ident, object);
        if let Some(&import) = self.dot_imports.get(&(scope, object)) {
            self.mark_used(import);
        }
        let is_type = matches!(self.object(object).kind, ObjectKind::TypeName);
        if want_type && !is_type {
            self.mark_used(object);
            let kind = object_kind(&self.object(object).kind);
            self.error(Code::NotAType, ident.span, format!("{} ({kind}) is not a type", ident.name));
            return Operand::invalid(Some(e));
        }
        if self.state(object).progress != Progress::Done
            && (!is_type || want_type || self.object(object).ty == TypeId::INVALID)
        {
            self.object_declaration(object);
        }
        if self.state(object).type_body.is_some() {
            // Still queued; whoever is being completed may need it too.
            let before = self.pending_types.len();
            self.pending_types.push_back(object);
            self.complete_types_since(before);
        }
        self.object_operand(e, ident, object)
    }

    /// The operand for an object that an identifier or a qualified identifier denotes; its
    /// declaration has been checked.
    pub(super) fn object_operand(&mut self, e: ExprId, ident: &Ident, object: ObjectId) -> Operand {
        self.add_dependency(object);
        let ty = self.object(object).ty;
        let x = match self.object(object).kind.clone() {
            ObjectKind::Package(_) => {
                let message = format!("use of package {} not in selector", ident.name);
                self.error(Code::InvalidPkgUse, ident.span, message);
                return Operand::invalid(Some(e));
            }
            ObjectKind::Const(value) => return self.constant_operand(e, ident, object, value),
            ObjectKind::TypeName => {
                if self.object(object).package.is_none() && matches!(&*ident.name, "any" | "comparable") {
                    let what = format!("predeclared {}", ident.name);
                    if !self.require(ident.span, Version(18), &what) {
                        return Operand::invalid(Some(e));
                    }
                }
                self.note_spelling(&ident.name, object);
                Operand::new(Mode::Type, ty, e)
            }
            ObjectKind::Var(_) => {
                self.mark_used(object);
                Operand::new(Mode::Variable, ty, e)
            }
            ObjectKind::Func(function) => {
                Operand { type_params: function.type_params.into(), ..Operand::new(Mode::Value, ty, e) }
            }
            ObjectKind::Builtin(builtin) => {
                return Operand { builtin: Some(builtin), ..Operand::new(Mode::Builtin, ty, e) };
            }
            ObjectKind::Nil => Operand::new(Mode::Nil, ty, e),
            ObjectKind::Label => return Operand::invalid(Some(e)),
        };
        if ty == TypeId::INVALID { Operand::invalid(Some(e)) } else { x }
    }

    fn constant_operand(&mut self, e: ExprId, ident: &Ident, object: ObjectId, value: Value) -> Operand {
        let ty = self.object(object).ty;
        if ty == TypeId::INVALID {
            return Operand::invalid(Some(e));
        }
        if object != self.iota_object {
            return Operand::constant(ty, value, e);
        }
        let Some(iota) = self.env.iota else {
            let message = "cannot use iota outside constant declaration";
            self.error(Code::InvalidIota, ident.span, message);
            return Operand::invalid(Some(e));
        };
        Operand::constant(ty, Value::Int(iota.into()), e)
    }

    /// Remembers which of two names of a type the program's author uses.
    fn note_spelling(&mut self, name: &str, object: ObjectId) {
        if self.in_library() || self.object(object).package.is_some() {
            return;
        }
        let mut spelling = self.types.spelling.get();
        match name {
            "uint8" => spelling.uint8 = true,
            "int32" => spelling.int32 = true,
            _ => return,
        }
        self.types.spelling.set(spelling);
    }

    fn report_undefined(&mut self, ident: &Ident) {
        let name = &ident.name;
        if &**name == "_" {
            return self.error(Code::InvalidBlank, ident.span, "cannot use _ as value or type");
        }
        let mut diagnostic =
            Diagnostic::error(Code::UndeclaredName, ident.span, format!("undefined: {name}"));
        if let Some(path) = self.library_candidates(name).into_iter().next() {
            diagnostic = diagnostic.hint(format!("add: import {path:?}"));
        } else if let Some(other) = self.similar_name(name) {
            diagnostic = diagnostic.hint(format!("did you mean {other}?"));
        }
        self.report(diagnostic);
    }

    /// A visible name that differs from `name` by case or one letter.
    fn similar_name(&self, name: &str) -> Option<String> {
        let visible = self.scopes.visible(self.env.scope);
        let same = visible.iter().find(|n| n.eq_ignore_ascii_case(name) && &***n != name);
        let close = || visible.iter().find(|n| name.len() > 2 && one_edit_apart(n, name));
        same.or_else(close).map(|n| n.to_string())
    }

    /// A type that is no uninstantiated generic type.
    pub(super) fn type_expr(&mut self, e: ExprId) -> TypeId {
        let ty = recurse(|| self.type_internal(e));
        let alias = self.generic_alias_of(e);
        let ty = if self.types.is_generic(ty) || alias.is_some() {
            let text = match alias {
                Some(alias) => self.with_parameters(self.expr_string(e), &alias.params),
                None => self.generic_string(ty),
            };
            let message = format!("cannot use generic type {text} without instantiation");
            self.error(Code::WrongTypeArgCount, self.expr_span(e), message);
            TypeId::INVALID
        } else {
            ty
        };
        self.record_type(e, Mode::Type, ty, None);
        ty
    }

    /// A type that variables can have: no constraint interface.
    pub(super) fn var_type(&mut self, e: ExprId) -> TypeId {
        let ty = self.type_expr(e);
        self.check_var_type(e, ty);
        ty
    }

    /// Puts off the check that `ty` is no constraint interface.
    pub(super) fn check_var_type(&mut self, e: ExprId, ty: TypeId) {
        if self.types.is_type_param(ty)
            || !matches!(self.types.kind(ty), TypeKind::Named(_) | TypeKind::Interface(_))
        {
            return;
        }
        let span = self.expr_span(e).start();
        self.later(move |c| {
            let Some(interface) = c.types.as_interface(ty) else { return };
            let cause = match (&interface.terms, interface.comparable) {
                (_, true) => "interface is (or embeds) comparable",
                (Some(_), _) => "interface contains type constraints",
                _ => return,
            };
            let text = c.type_string(ty);
            let message = format!("cannot use type {text} outside a type constraint: {cause}");
            c.error(Code::MisplacedConstraintIface, span, message);
        });
    }

    fn type_internal(&mut self, e: ExprId) -> TypeId {
        let ast = self.ast();
        match &ast[e].kind {
            ExprKind::Bad => TypeId::INVALID,
            ExprKind::Ident(ident) => {
                let x = self.ident(e, ident, true);
                self.operand_type(&x)
            }
            ExprKind::Selector { x, sel } => {
                let x = self.selector(e, *x, sel, true);
                self.operand_type(&x)
            }
            ExprKind::Index { x, indices } => self.instantiated_type(e, *x, indices),
            ExprKind::Paren(x) => self.type_expr(*x),
            ExprKind::ArrayType { len, elem } => self.array_type(e, *len, *elem),
            ExprKind::SliceType { elem } => {
                let elem = self.var_type(*elem);
                self.types.slice(elem)
            }
            ExprKind::StructType { fields } => self.struct_type(fields),
            ExprKind::Unary { op: UnaryOp::Star, x, .. } => {
                let elem = self.var_type(*x);
                if elem == TypeId::INVALID { TypeId::INVALID } else { self.types.pointer(elem) }
            }
            ExprKind::FuncType { signature } => self.func_type(None, &[], signature).ty,
            ExprKind::InterfaceType { elements } => self.interface_type(elements),
            ExprKind::MapType { key, value } => self.map_type(*key, *value),
            ExprKind::ChanType { dir, elem } => {
                let elem = self.var_type(*elem);
                self.types.chan(*dir, elem)
            }
            _ => {
                let text = self.expr_string(e);
                self.error(Code::NotAType, ast[e].span, format!("{text} is not a type"));
                self.use_exprs(&[e]);
                TypeId::INVALID
            }
        }
    }

    /// The type that an operand denotes; anything else is reported.
    fn operand_type(&mut self, x: &Operand) -> TypeId {
        match x.mode {
            Mode::Type => return x.ty,
            Mode::Invalid => {}
            Mode::NoValue => {
                let message = format!("{} used as type", self.operand_string(x));
                self.error_at(x, Code::NotAType, message);
            }
            _ => {
                let message = format!("{} is not a type", self.operand_string(x));
                self.error_at(x, Code::NotAType, message);
            }
        }
        TypeId::INVALID
    }

    fn map_type(&mut self, key: ExprId, value: ExprId) -> TypeId {
        let span = self.expr_span(key);
        let key = self.var_type(key);
        let value = self.var_type(value);
        self.later(move |c| {
            if key == TypeId::INVALID || c.types.is_comparable(key, true) {
                return;
            }
            let why = if c.types.is_type_param(key) { " (missing comparable constraint)" } else { "" };
            let text = c.type_string(key);
            c.error(Code::IncomparableMapKey, span, format!("invalid map key type {text}{why}"));
        });
        self.types.map(key, value)
    }

    fn array_type(&mut self, e: ExprId, len: Option<ExprId>, elem: ExprId) -> TypeId {
        let len = match len {
            Some(len) => self.array_length(len),
            None => {
                let message = "invalid use of [...] array (outside a composite literal)";
                self.error(Code::BadDotDotDotSyntax, self.expr_span(e), message);
                None
            }
        };
        let elem = self.var_type(elem);
        len.map_or(TypeId::INVALID, |len| self.types.array(len, elem))
    }

    /// The constant length of an array.
    pub(super) fn array_length(&mut self, e: ExprId) -> Option<u64> {
        if let ExprKind::Ident(name) = &self.ast()[e].kind {
            let object = self.lookup(&name.name, name.span);
            let problem = match object.map(|o| &self.object(o).kind) {
                None => format!("undefined array length {} or missing type constraint", name.name),
                Some(ObjectKind::Const(_)) => String::new(),
                Some(_) => format!("invalid array length {}", name.name),
            };
            if !problem.is_empty() {
                object.into_iter().for_each(|object| self.mark_used(object));
                self.error(Code::InvalidArrayLen, name.span, problem);
                return None;
            }
        }
        // Types that the length refers to must be complete, whatever is being declared.
        let outer = std::mem::replace(&mut self.env.in_type_declaration, false);
        let before = self.diagnostics.len();
        let x = self.expr(None, e);
        self.env.in_type_declaration = outer;
        if !x.is_valid() {
            if self.diagnostics.len() == before {
                self.report_length_cycle();
            }
            return None;
        }
        if x.mode != Mode::Constant {
            let message = format!("array length {} must be constant", self.operand_string(&x));
            self.error_at(&x, Code::InvalidArrayLen, message);
            return None;
        }
        self.array_length_value(&x)
    }

    fn array_length_value(&mut self, x: &Operand) -> Option<u64> {
        let integer = self.types.is_integer(x.ty);
        if (self.types.is_untyped(x.ty) || integer)
            && let Some(n) = x.value.as_ref().and_then(Value::to_int)
            && let Ok(n) = i64::try_from(&n)
            && n >= 0
        {
            return Some(n as u64);
        }
        let text = self.operand_string(x);
        let message = if integer {
            format!("invalid array length {text}")
        } else {
            format!("array length {text} must be integer")
        };
        self.error_at(x, Code::InvalidArrayLen, message);
        None
    }

    /// The generic alias that an expression names.
    fn generic_alias_of(&self, e: ExprId) -> Option<Rc<GenericAlias>> {
        let ident = match &self.env.ast[e].kind {
            ExprKind::Ident(ident) => ident,
            ExprKind::Selector { sel, .. } => sel,
            _ => return None,
        };
        let object = self.files[self.env.file.0 as usize].objects[ident.id.0 as usize]?;
        self.state(object).generic_alias.clone()
    }

    /// `x[arguments…]` as a type.
    pub(super) fn instantiated_type(&mut self, e: ExprId, x: ExprId, arguments: &[ExprId]) -> TypeId {
        self.require(self.expr_span(e), Version(18), "type instantiation");
        let generic = self.type_internal(x);
        self.record_type(x, Mode::Type, generic, None);
        if generic == TypeId::INVALID {
            self.use_types(arguments);
            return generic;
        }
        let alias = self.generic_alias_of(x);
        if alias.is_none() && !self.types.is_generic(generic) {
            let list: Vec<String> = arguments.iter().map(|&a| self.expr_string(a)).collect();
            let (text, ty) = (self.expr_string(x), self.type_string(generic));
            let message =
                format!("invalid operation: {text}[{}] ({ty} is not a generic type)", list.join(", "));
            self.error(Code::NotAGenericType, self.expr_span(x), message);
            return TypeId::INVALID;
        }
        let types: Vec<TypeId> = arguments.iter().map(|&a| self.var_type(a)).collect();
        if types.contains(&TypeId::INVALID) {
            return TypeId::INVALID;
        }
        let params = match (&alias, self.types.as_named(generic)) {
            (Some(alias), _) => alias.params.clone(),
            (None, Some(id)) => self.types.with_named(id, |n| n.type_params.clone()),
            (None, None) => Vec::new(),
        };
        if !self.check_type_argument_count(e, x, generic, params.len(), arguments) {
            return TypeId::INVALID;
        }
        let places: Vec<Span> = arguments.iter().map(|&a| self.expr_span(a).start()).collect();
        self.verify_later(self.expr_span(e), places, params.clone(), types.clone());
        match (alias, self.types.as_named(generic)) {
            (Some(alias), _) => self.types.subst(alias.target, &Subst::new(&params, &types)),
            (None, Some(id)) => {
                let instance = self.types.instantiate(id, &types);
                let place = self.expr_span(x).start();
                self.instance_places.entry(instance).or_insert(place);
                instance
            }
            (None, None) => TypeId::INVALID,
        }
    }

    /// "not enough type arguments for type T: have 1, want 2"
    fn check_type_argument_count(
        &mut self,
        e: ExprId,
        x: ExprId,
        generic: TypeId,
        want: usize,
        arguments: &[ExprId],
    ) -> bool {
        let have = arguments.len();
        if have == want {
            return true;
        }
        let quality = if have < want { "not enough" } else { "too many" };
        let name = match self.types.as_named(generic) {
            Some(id) => self.types.with_named(id, |n| n.name.to_string()),
            None => self.expr_string(x),
        };
        let message = format!("{quality} type arguments for type {name}: have {have}, want {want}");
        self.error(Code::WrongTypeArgCount, self.expr_span(e).start(), message);
        false
    }

    fn use_types(&mut self, list: &[ExprId]) {
        for &e in list {
            self.var_type(e);
        }
    }

    /// A type as messages print it, a generic one with its parameters.
    pub(super) fn generic_string(&self, ty: TypeId) -> String {
        let text = self.type_string(ty);
        let Some(id) = self.types.as_named(ty).filter(|_| self.types.is_generic(ty)) else { return text };
        let params = self.types.with_named(id, |n| n.type_params.clone());
        self.with_parameters(text, &params)
    }

    fn with_parameters(&self, text: String, params: &[TypeParamId]) -> String {
        let mut list = String::new();
        for (i, &param) in params.iter().enumerate() {
            let constraint = self.types.type_param(param).constraint;
            let same = params.get(i + 1).is_some_and(|&p| self.types.type_param(p).constraint == constraint);
            list.push_str(&self.types.type_param(param).name);
            if !same && let Some(constraint) = constraint {
                list.push(' ');
                list.push_str(&self.type_string(constraint));
            }
            if i + 1 < params.len() {
                list.push_str(", ");
            }
        }
        format!("{text}[{list}]")
    }

    /// The scope that script variables are declared in, in the current file.
    pub(super) fn is_script_scope(&self, scope: ScopeId) -> bool {
        self.script_scope == Some(scope)
    }
}

/// What messages call a kind of object.
pub(super) fn object_kind(kind: &ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Package(_) => "package name",
        ObjectKind::Const(_) => "constant",
        ObjectKind::TypeName => "type name",
        ObjectKind::Var(VarKind::Global) => "package-level variable",
        ObjectKind::Var(VarKind::Local) => "local variable",
        ObjectKind::Var(VarKind::Param) => "parameter",
        ObjectKind::Var(VarKind::Result) => "result variable",
        ObjectKind::Var(VarKind::Script { .. }) => "variable",
        ObjectKind::Func(f) if f.decl.receiver.is_some() => "method",
        ObjectKind::Func(_) => "function",
        ObjectKind::Builtin(_) => "built-in function",
        ObjectKind::Nil => "untyped nil",
        ObjectKind::Label => "label",
    }
}

/// One letter is missing, superfluous or another one.
fn one_edit_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let prefix = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let suffix = a[prefix..].iter().rev().zip(b[prefix..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (a.len() - prefix - suffix, b.len() - prefix - suffix);
    rest_a <= 1 && rest_b <= 1 && rest_a + rest_b > 0
}
