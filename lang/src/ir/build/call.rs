//! Calls: conversions, builtins, functions and methods, with arguments converted to the parameters'
//! types and variadic ones packed (spec: "Calls").

use super::function::FunctionBuilder;
use crate::check::info::{Builtin, Mode, ObjectKind};
use crate::ir::{Call, Callee, Expr, ExprKind, Stmt};
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind as Syntax};
use crate::types::{Signature, TypeId, TypeKind};
use std::rc::Rc;

impl FunctionBuilder<'_, '_> {
    pub(super) fn call(&mut self, e: ExprId, fun: ExprId, args: &[ExprId], spread: bool) -> Expr {
        let span = self.span(e);
        if self.info.exprs[fun.0 as usize].mode == Mode::Type {
            let to = self.ty(fun);
            return match args {
                [x] => self.conversion(*x, to),
                _ => Expr::zero(to, span),
            };
        }
        if let Some(builtin) = self.builtin_named(fun) {
            return self.builtin_call(e, builtin, args, spread);
        }
        let (call, result) = self.plain_call(e, fun, args, spread);
        Expr::new(ExprKind::Call(Box::new(call)), result, span)
    }

    /// The builtin that `fun` names.
    pub(super) fn builtin_named(&self, fun: ExprId) -> Option<Builtin> {
        let ident = match &self.ast[fun].kind {
            Syntax::Paren(x) => return self.builtin_named(*x),
            Syntax::Ident(ident) => ident,
            Syntax::Selector { sel, .. } => sel,
            _ => return None,
        };
        match self.object(self.info.objects[ident.id.0 as usize]?).kind {
            ObjectKind::Builtin(builtin) => Some(builtin),
            _ => None,
        }
    }

    /// A call of a function or method, and its result's type.
    pub(super) fn plain_call(
        &mut self,
        e: ExprId,
        fun: ExprId,
        args: &[ExprId],
        spread: bool,
    ) -> (Call, TypeId) {
        let span = self.span(e);
        let (callee, mut all, ty) = self.callee(fun);
        let signature = self.signature(ty);
        all.extend(self.arguments(&signature, args, spread, span));
        let result = self.types.tuple(&signature.results);
        (Call { callee, args: all, span }, result)
    }

    /// The signature of a func type.
    pub(super) fn signature(&self, ty: TypeId) -> Rc<Signature> {
        self.types.signature(ty).unwrap_or_else(|| {
            Rc::new(Signature { params: Rc::from([]), results: Rc::from([]), variadic: false })
        })
    }

    /// What is called, the receiver as an argument, and the func type of the other arguments.
    fn callee(&mut self, fun: ExprId) -> (Callee, Vec<Expr>, TypeId) {
        let ast = self.ast;
        let mut inner = fun;
        loop {
            inner = match &ast[inner].kind {
                Syntax::Paren(x) => *x,
                // The type arguments stand with the function's name.
                Syntax::Index { x, .. } if self.is_generic_function(*x) => *x,
                _ => break,
            };
        }
        if let Syntax::Selector { x, sel } = &ast[inner].kind
            && let Some((bound, signature)) = self.method_call(*x, sel, self.span(inner))
        {
            let (callee, args) = bound.callee();
            return (callee, args, signature);
        }
        let value = self.expr(inner);
        let ty = value.ty;
        match value.kind {
            ExprKind::Func(func) => (Callee::Func(func), Vec::new(), ty),
            _ => (Callee::Value(value), Vec::new(), ty),
        }
    }

    /// The arguments as the callee takes them.
    fn arguments(&mut self, signature: &Signature, args: &[ExprId], spread: bool, span: Span) -> Vec<Expr> {
        if let [only] = args
            && let TypeKind::Tuple(_) = self.types.kind(self.ty(*only))
            && matches!(self.info.exprs[only.0 as usize].mode, Mode::Value)
        {
            return self.tuple_arguments(signature, *only, span);
        }
        let params = &signature.params;
        let fixed = if signature.variadic { params.len() - 1 } else { params.len() };
        if !signature.variadic || spread {
            return args.iter().zip(params.iter()).map(|(&a, &ty)| self.expr_as(a, ty)).collect();
        }
        let fixed_args = args.iter().take(fixed).zip(params.iter());
        let mut all: Vec<Expr> = fixed_args.map(|(&a, &ty)| self.expr_as(a, ty)).collect();
        let slice = params[fixed];
        let elem = self.element(slice);
        let rest: Vec<Expr> = args.iter().skip(fixed).map(|&a| self.expr_as(a, elem)).collect();
        all.push(packed(rest, slice, span));
        all
    }

    /// `f(g())` with several results of `g`: the call runs where the first argument stands.
    fn tuple_arguments(&mut self, signature: &Signature, only: ExprId, span: Span) -> Vec<Expr> {
        let tuple = self.expr(only);
        let params = signature.params.clone();
        let same = !signature.variadic && *self.types.tuple_types(tuple.ty) == *params;
        if same {
            return vec![tuple];
        }
        let (stmts, values) = self.spread(tuple);
        let mut values = values.into_iter();
        let fixed = if signature.variadic { params.len() - 1 } else { params.len() };
        let mut all = Vec::new();
        for &ty in params.iter().take(fixed) {
            let Some(v) = values.next() else { break };
            all.push(self.assignable(v, ty));
        }
        if signature.variadic {
            let elem = self.element(params[fixed]);
            let rest = values.map(|v| self.assignable(v, elem)).collect();
            all.push(packed(rest, params[fixed], span));
        }
        prefixed(all, stmts, span)
    }

    /// Results of a tuple-valued call as separate values; of anything else the values themselves.
    pub(super) fn flattened(&mut self, args: &[ExprId]) -> Vec<Expr> {
        if let [only] = args
            && let TypeKind::Tuple(_) = self.types.kind(self.ty(*only))
        {
            let tuple = self.expr(*only);
            let span = tuple.span;
            let (stmts, values) = self.spread(tuple);
            return prefixed(values, stmts, span);
        }
        args.iter().map(|&a| self.expr(a)).collect()
    }
}

/// The first value comes after `stmts`.
fn prefixed(values: Vec<Expr>, stmts: Vec<Stmt>, span: Span) -> Vec<Expr> {
    let mut values = values.into_iter();
    let Some(first) = values.next() else { return Vec::new() };
    let ty = first.ty;
    let first = Expr::new(ExprKind::Sequence { stmts, value: Box::new(first) }, ty, span);
    std::iter::once(first).chain(values).collect()
}

/// The variadic parameter's slice: nil without values.
fn packed(values: Vec<Expr>, slice: TypeId, span: Span) -> Expr {
    if values.is_empty() {
        return Expr::zero(slice, span);
    }
    let len = values.len() as u64;
    let elements = (0..).zip(values).collect();
    Expr::new(ExprKind::SliceLit { len, elements }, slice, span)
}
