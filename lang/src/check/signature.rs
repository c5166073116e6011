//! Func types and the signatures of declarations: receivers with their type parameters, type
//! parameters, parameters and results, declared in the function's scope.

use super::checker::Checker;
use super::info::{FuncScope, Mode, ObjectId, ObjectKind, VarKind};
use super::scope::{ScopeId, ScopeKind};
use crate::diagnostic::Code;
use crate::load::Version;
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind, Ident, Name, Param, Signature, TypeParam, UnaryOp};
use crate::types::{Basic, NamedId, Subst, TypeId, TypeKind, TypeParamId};
use std::rc::Rc;

/// A checked signature with all that the body needs.
#[derive(Clone, Debug)]
pub(crate) struct FuncType {
    /// The `TypeKind::Func`, without the receiver.
    pub ty: TypeId,
    /// The scope that parameters are declared in.
    pub scope: ScopeId,
    pub receiver: Option<ObjectId>,
    pub variables: FuncScope,
    /// Of a method its receiver's, then the function's own.
    pub type_params: Vec<TypeParamId>,
}

impl Checker<'_> {
    /// Checks a signature and declares its parameters in a new scope, which is not entered.
    pub(super) fn func_type(
        &mut self,
        receiver: Option<&Param>,
        type_params: &[TypeParam],
        signature: &Signature,
    ) -> FuncType {
        self.open_scope(ScopeKind::Function);
        let scope = self.env.scope;
        let outer = std::mem::replace(&mut self.env.in_signature, true);
        let (receiver_object, mut own_params) = match receiver {
            Some(receiver) => self.collect_receiver(receiver, signature.span),
            None => (None, Vec::new()),
        };
        if let Some(first) = type_params.first() {
            let (version, what) = match receiver {
                Some(_) => (Version(27), "generic method"),
                None => (Version(18), "type parameter"),
            };
            self.require(first.name.span, version, what);
            let declared = self.declare_type_params(type_params);
            self.set_constraints(&declared, type_params);
            own_params.extend(declared);
        }
        let (params, variadic) = self.collect_params(VarKind::Param, &signature.params);
        let (results, _) = self.collect_params(VarKind::Result, &signature.results);
        let from = signature.span.hi;
        if let (Some(receiver), Some(object)) = (receiver.and_then(|r| r.name.as_ref()), receiver_object) {
            self.declare(scope, Some(receiver), object, from);
        }
        self.declare_params(&signature.params, &params, from);
        self.declare_params(&signature.results, &results, from);
        self.close_scope();
        self.env.in_signature = outer;
        let types = |c: &Self, list: &[ObjectId]| list.iter().map(|&o| c.object(o).ty).collect::<Vec<_>>();
        let ty = self.types.func(&types(self, &params), &types(self, &results), variadic);
        let variables = FuncScope { params, results };
        FuncType { ty, scope, receiver: receiver_object, variables, type_params: own_params }
    }

    /// Parameters or results as variables, not yet declared, and whether the last is variadic.
    fn collect_params(&mut self, kind: VarKind, list: &[Param]) -> (Vec<ObjectId>, bool) {
        let mut objects = Vec::with_capacity(list.len());
        let mut previous: Option<(ExprId, TypeId)> = None;
        let mut variadic = false;
        for (i, param) in list.iter().enumerate() {
            let mut ty = match previous {
                Some((e, ty)) if e == param.ty => ty,
                _ => self.var_type(param.ty),
            };
            previous = Some((param.ty, ty));
            if param.variadic {
                if kind == VarKind::Param && i + 1 == list.len() {
                    variadic = true;
                    ty = self.types.slice(ty);
                } else {
                    self.error(
                        Code::MisplacedDotDotDot,
                        param.span,
                        "can only use ... with final parameter in list",
                    );
                }
            }
            let (name, span) = match &param.name {
                Some(name) => (name.name.clone(), name.span),
                None => (Name::from(""), param.span),
            };
            let object = self.new_var(kind, name, ty, span);
            self.mark_used(object);
            objects.push(object);
        }
        (objects, variadic)
    }

    fn declare_params(&mut self, list: &[Param], objects: &[ObjectId], from: u32) {
        for (param, &object) in list.iter().zip(objects) {
            if let Some(name) = &param.name {
                self.declare(self.env.scope, Some(name), object, from);
            }
        }
    }

    /// Declares type parameters in the current scope, their constraints to be set later.
    pub(super) fn declare_type_params(&mut self, list: &[TypeParam]) -> Vec<TypeParamId> {
        let from = list.first().map_or(0, |p| p.name.span.lo);
        let indexed = list.iter().enumerate();
        indexed.map(|(i, param)| self.declare_type_param(&param.name, i, from)).collect()
    }

    fn declare_type_param(&mut self, name: &Ident, index: usize, from: u32) -> TypeParamId {
        let object = self.new_object(name.name.clone(), ObjectKind::TypeName, TypeId::INVALID, name.span);
        let (id, ty) = self.types.new_type_param(name.name.clone(), object, index as u32);
        self.object_mut(object).ty = ty;
        self.declare(self.env.scope, Some(name), object, from);
        self.record_def(name, Some(object));
        id
    }

    /// Checks the constraints of type parameters that have been declared in the current scope.
    pub(super) fn set_constraints(&mut self, params: &[TypeParamId], list: &[TypeParam]) {
        let outer = std::mem::replace(&mut self.env.in_type_params, true);
        let mut previous: Option<(ExprId, TypeId)> = None;
        for (&id, param) in params.iter().zip(list) {
            let constraint = match previous {
                Some((e, ty)) if e == param.constraint => ty,
                _ => self.constraint(param.constraint),
            };
            previous = Some((param.constraint, constraint));
            self.types.set_constraint(id, constraint);
        }
        self.env.in_type_params = outer;
    }

    /// The receiver as a variable, and its type parameters.
    fn collect_receiver(&mut self, param: &Param, signature: Span) -> (Option<ObjectId>, Vec<TypeParamId>) {
        let parts = self.receiver_parts(param.ty);
        let (ty, type_params) = match &parts.params {
            None => (self.receiver_type(param.ty, parts.base), Vec::new()),
            Some(params) => {
                let (base, ids) = self.generic_receiver(parts.base, params, signature);
                let ty =
                    if parts.pointer && base != TypeId::INVALID { self.types.pointer(base) } else { base };
                self.record_receiver(param.ty, ty);
                (ty, ids)
            }
        };
        let (name, span) = match &param.name {
            Some(name) => (name.name.clone(), name.span),
            None => (Name::from(""), param.span),
        };
        let object = self.new_var(VarKind::Param, name, ty, span);
        self.mark_used(object);
        let base_span = self.expr_span(parts.base);
        self.later(move |c| c.check_receiver(base_span, ty));
        (Some(object), type_params)
    }

    /// A receiver's type without type parameters; an alias of an instance cannot be one.
    fn receiver_type(&mut self, e: ExprId, base: ExprId) -> TypeId {
        let ty = self.var_type(e);
        let (named, _) = self.types.deref(ty);
        let instance = self.types.as_named(named).is_some_and(|id| self.types.origin(id) != id);
        if instance {
            let text = self.type_string(named);
            let message = format!("cannot define new methods on instantiated type {text}");
            self.error(Code::InvalidRecv, self.expr_span(base), message);
            return TypeId::INVALID;
        }
        ty
    }

    /// The type of a receiver `T[A, B]`, where A and B are declared anew.
    fn generic_receiver(
        &mut self,
        base: ExprId,
        params: &[ExprId],
        signature: Span,
    ) -> (TypeId, Vec<TypeParamId>) {
        let ast = self.ast();
        let generic = self.receiver_base(base);
        let mut ids = Vec::new();
        for (i, &param) in params.iter().enumerate() {
            let ExprKind::Ident(name) = &ast[param].kind else {
                let text = self.expr_string(param);
                let message = format!("receiver type parameter {text} must be an identifier");
                self.error(Code::BadDecl, self.expr_span(param), message);
                continue;
            };
            let id = self.declare_type_param(name, i, signature.lo.min(name.span.lo));
            self.record_type(param, Mode::Type, self.types.type_param_type(id), None);
            ids.push(id);
        }
        let Some(origin) = generic else { return (TypeId::INVALID, ids) };
        let declared = self.types.with_named(origin, |n| n.type_params.clone());
        if declared.len() != ids.len() {
            let got = measure(ids.len(), "type parameter");
            let message =
                format!("receiver declares {got}, but receiver base type declares {}", declared.len());
            self.error(Code::BadRecv, self.expr_span(base), message);
            return (TypeId::INVALID, ids);
        }
        self.copy_constraints(&declared, &ids);
        let args: Vec<TypeId> = ids.iter().map(|&id| self.types.type_param_type(id)).collect();
        (self.types.instantiate(origin, &args), ids)
    }

    /// The generic type that a receiver's base names.
    fn receiver_base(&mut self, base: ExprId) -> Option<NamedId> {
        let ast = self.ast();
        let ExprKind::Ident(ident) = &ast[base].kind else {
            self.var_type(base);
            return None;
        };
        let x = self.ident(base, ident, true);
        self.record_type(base, Mode::Type, x.ty, None);
        if !x.is_valid() || x.ty == TypeId::INVALID {
            return None;
        }
        let id = self.types.as_named(x.ty).filter(|_| self.types.is_generic(x.ty));
        if id.is_none() {
            let message = format!("{} is not a generic type", self.type_string(x.ty));
            self.error(Code::InvalidRecv, self.expr_span(base), message);
        } else {
            self.complete(x.ty);
        }
        id
    }

    /// Gives a receiver's type parameters the constraints of the generic type's.
    fn copy_constraints(&mut self, declared: &[TypeParamId], ids: &[TypeParamId]) {
        let args: Vec<TypeId> = ids.iter().map(|&id| self.types.type_param_type(id)).collect();
        let subst = Subst::new(declared, &args);
        for (&from, &to) in declared.iter().zip(ids) {
            self.instantiations.record_receiver(to, from);
            if let Some(constraint) = self.types.type_param(from).constraint {
                self.types.set_constraint(to, self.types.subst(constraint, &subst));
            }
        }
    }

    /// Records the types of `(*(T[P]))` and all its parts.
    fn record_receiver(&mut self, e: ExprId, ty: TypeId) {
        let ast = self.ast();
        let (mut e, mut ty) = (e, ty);
        loop {
            self.record_type(e, Mode::Type, ty, None);
            match ast[e].kind {
                ExprKind::Paren(x) => e = x,
                ExprKind::Unary { op: UnaryOp::Star, x, .. } => {
                    e = x;
                    ty = self.types.deref(ty).0;
                }
                _ => return,
            }
        }
    }

    /// Reports a receiver whose base type cannot have methods here. Types are complete.
    fn check_receiver(&mut self, span: Span, ty: TypeId) {
        let (base, _) = self.types.deref(ty);
        if base == TypeId::INVALID {
            return;
        }
        let text = self.type_string(base);
        let message = match self.types.kind(base) {
            TypeKind::Named(id) => {
                if self.types.with_named(id, |n| n.package) != Some(self.env.package) {
                    format!("cannot define new methods on non-local type {text}")
                } else {
                    match self.types.kind(self.types.under(base)) {
                        TypeKind::Basic(Basic::UnsafePointer) => {
                            format!("invalid receiver type {text} (unsafe.Pointer)")
                        }
                        TypeKind::Pointer(_) | TypeKind::Interface(_) => {
                            format!("invalid receiver type {text} (pointer or interface type)")
                        }
                        _ => return,
                    }
                }
            }
            TypeKind::Basic(_) => format!("cannot define new methods on non-local type {text}"),
            _ => format!("invalid receiver type {}", self.type_string(ty)),
        };
        self.error(Code::InvalidRecv, span, message);
    }

    /// Result variables of the enclosing function.
    pub(super) fn enclosing_results(&self) -> Rc<[ObjectId]> {
        self.env.function.as_ref().map_or_else(|| Rc::from([]), |f| f.results.clone())
    }
}

/// "1 value", "2 values".
pub(super) fn measure(count: usize, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
