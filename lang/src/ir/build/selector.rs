//! Selector expressions: qualified identifiers, fields, method values and method expressions (spec:
//! "Selectors", "Method values", "Method expressions"). Everything is looked up again on concrete
//! types, so type parameters need no case of their own.

use super::function::FunctionBuilder;
use super::method::Bound;
use super::place::Operand;
use crate::check::info::{Mode, ObjectId, ObjectKind, PackageId};
use crate::ir::{Expr, ExprKind};
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind as Syntax, Ident};
use crate::types::{Lookup, Selected, SelectedKind, TypeId};
use std::rc::Rc;

impl FunctionBuilder<'_, '_> {
    /// The object that `pkg.Name` names.
    pub(super) fn qualified(&self, x: ExprId, sel: &Ident) -> Option<ObjectId> {
        let Syntax::Ident(package) = &self.ast[x].kind else { return None };
        let object = self.info.objects[package.id.0 as usize]?;
        match self.object(object).kind {
            ObjectKind::Package(_) => self.info.objects[sel.id.0 as usize],
            _ => None,
        }
    }

    pub(super) fn selector_operand(&mut self, e: ExprId, x: ExprId, sel: &Ident) -> Operand {
        let span = self.span(e);
        if let Some(object) = self.qualified(x, sel) {
            return match self.object(object).kind {
                ObjectKind::Var(_) => self.variable_operand(object),
                _ => Operand::Value(self.object_value(e, object, sel)),
            };
        }
        if self.info.exprs[x.0 as usize].mode == Mode::Type {
            return Operand::Value(self.method_expression(e, x, sel));
        }
        let base = self.operand(x);
        let Some((selected, package)) = self.select(base.ty(), sel) else { return base };
        if let SelectedKind::Field { .. } = selected.kind {
            return self.follow(base, &selected.path, span);
        }
        let ty = self.program.selected_signature(&selected);
        let kind = match self.bind_method(base, &selected, &sel.name, package, span) {
            Bound::Static { func, receiver } => ExprKind::MethodValue { func, receiver: Box::new(receiver) },
            Bound::Interface { receiver, method } => {
                ExprKind::InterfaceMethodValue { receiver: Box::new(receiver), method }
            }
        };
        Operand::Value(Expr::new(kind, ty, span))
    }

    /// Finds a field or method of a concrete type.
    pub(super) fn select(&self, ty: TypeId, sel: &Ident) -> Option<(Selected, Option<PackageId>)> {
        let package = Some(self.package());
        let mut selected = match self.types.lookup_field_or_method(ty, true, package, &sel.name) {
            Lookup::Found(s) | Lookup::PointerReceiver(s) => s,
            Lookup::Ambiguous | Lookup::NotFound => return None,
        };
        if let SelectedKind::Method { args, .. } = &mut selected.kind {
            *args = self.own_method_args(sel);
        }
        Some((selected, package))
    }

    /// The type arguments of a generic method that a selector names.
    fn own_method_args(&self, sel: &Ident) -> Rc<[TypeId]> {
        match self.info.instances.get(&sel.id) {
            Some(args) => self.types.subst_all(args, &self.subst),
            None => Rc::from([]),
        }
    }

    /// `x.sel` about to be called as a method: the method with its receiver.
    pub(super) fn method_call(&mut self, x: ExprId, sel: &Ident, span: Span) -> Option<(Bound, TypeId)> {
        if self.qualified(x, sel).is_some() || self.info.exprs[x.0 as usize].mode == Mode::Type {
            return None;
        }
        let ty = self.ty(x);
        let (selected, package) = self.select(ty, sel)?;
        if let SelectedKind::Field { .. } = selected.kind {
            return None;
        }
        let base = self.operand(x);
        let signature = self.program.selected_signature(&selected);
        Some((self.bind_method(base, &selected, &sel.name, package, span), signature))
    }

    /// `T.Method`: a function with the receiver first.
    fn method_expression(&mut self, e: ExprId, x: ExprId, sel: &Ident) -> Expr {
        let span = self.span(e);
        let receiver = self.ty(x);
        let ty = self.ty(e);
        let package = Some(self.package());
        let own = self.own_method_args(sel);
        match self.program.method_function(receiver, &sel.name, package, &own) {
            Some(func) => Expr::new(ExprKind::Func(func), ty, span),
            None => Expr::zero(ty, span),
        }
    }
}
