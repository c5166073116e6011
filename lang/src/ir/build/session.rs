//! What the inputs of a session have beyond a script's statements: values of expressions are shown.

use super::function::FunctionBuilder;
use crate::check::info::{Mode, ObjectId, ObjectKind};
use crate::ir::{Call, Callee, Expr, ExprKind, Place, Stmt};
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind as Syntax};
use crate::types::{TypeId, TypeKind};
use std::rc::Rc;

impl FunctionBuilder<'_, '_> {
    /// An expression statement at an input's top: `show` gets its value, or one after the other
    /// several ones. What printing functions of package fmt return nobody wants to see.
    pub(super) fn shown(&mut self, e: ExprId, show: ObjectId, out: &mut Vec<Stmt>) {
        let span = self.span(e);
        let no_value = matches!(self.info.exprs[e.0 as usize].mode, Mode::NoValue | Mode::Invalid);
        if no_value || self.is_printing(e) {
            let value = self.expr(e);
            return out.push(Stmt::expr(value));
        }
        let ty = self.ty(e);
        let TypeKind::Tuple(types) = self.types.kind(ty) else {
            let value = self.expr_as(e, ty);
            let shown = self.show_call(show, value, span);
            return out.push(shown);
        };
        let tuple = self.tuple_expr(e);
        let locals: Vec<_> = types.iter().map(|&ty| self.temp(ty, span)).collect();
        out.extend(locals.iter().map(|&local| Stmt::declare(local, None, span)));
        let places = locals.iter().zip(types.iter()).map(|(&l, &ty)| Some((Place::Local(l), ty))).collect();
        self.assign_tuple(places, tuple, span, out);
        for (&local, &ty) in locals.iter().zip(types.iter()) {
            let shown = self.show_call(show, Expr::local(local, ty, span), span);
            out.push(shown);
        }
    }

    fn show_call(&mut self, show: ObjectId, value: Expr, span: Span) -> Stmt {
        let types: Rc<[TypeId]> = Rc::from([value.ty]);
        let func = self.program.instance(show, &types);
        let call = Call { callee: Callee::Func(func), args: vec![value], span };
        Stmt::expr(Expr::new(ExprKind::Call(Box::new(call)), self.types.tuple(&[]), span))
    }

    /// A call of `fmt.Println` and its like.
    fn is_printing(&self, e: ExprId) -> bool {
        let Syntax::Call { fun, .. } = &self.ast[e].kind else { return false };
        let Syntax::Selector { sel, .. } = &self.ast[*fun].kind else { return false };
        let Some(object) = self.info.objects[sel.id.0 as usize] else { return false };
        let object = self.object(object);
        let package = object.package.map(|p| &*self.program.checked.packages[p.0 as usize].path);
        let prints = object.name.starts_with("Print") || object.name.starts_with("Fprint");
        matches!(object.kind, ObjectKind::Func(_)) && package == Some("fmt") && prints
    }
}
