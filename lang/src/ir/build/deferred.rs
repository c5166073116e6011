//! Go and defer statements. A builtin becomes a function of its own. A defer statement in the body
//! of a range over a function belongs to the function around: the call goes to a list that the
//! function runs, last first, by a deferred call of its own.

use super::function::FunctionBuilder;
use crate::check::info::{Builtin, Mode, ObjectId};
use crate::ir::{Block, Call, Callee, Expr, ExprKind, Place, RangeOver, Stmt, StmtKind};
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind as Syntax};
use crate::types::TypeId;

impl FunctionBuilder<'_, '_> {
    pub(super) fn go_stmt(&mut self, call: ExprId, span: Span, out: &mut Vec<Stmt>) {
        if let Some(call) = self.detached_call(call) {
            out.push(Stmt::new(StmtKind::Go(call), span));
        }
    }

    pub(super) fn defer_stmt(&mut self, call: ExprId, span: Span, out: &mut Vec<Stmt>) {
        let Some(call) = self.detached_call(call) else { return };
        let function = self.function_frame();
        self.mark_defer(function);
        match self.frames[function].deferred {
            Some(list) if function + 1 < self.frames.len() => self.add_deferred(list, call, span, out),
            _ => out.push(Stmt::new(StmtKind::Defer(call), span)),
        }
    }

    /// The call of a go or defer statement: operands are evaluated now, the call is made later.
    fn detached_call(&mut self, call: ExprId) -> Option<Call> {
        let ast = self.ast;
        match &ast[call].kind {
            Syntax::Paren(x) => self.detached_call(*x),
            Syntax::Call { fun, args, ellipsis, .. } => {
                if self.info.exprs[fun.0 as usize].mode == Mode::Type {
                    return Some(self.evaluated(call));
                }
                match self.builtin_named(fun.to_owned()) {
                    Some(builtin) => Some(self.builtin_thunk(call, builtin, args, ellipsis.is_some())),
                    None => Some(self.plain_call(call, *fun, args, ellipsis.is_some()).0),
                }
            }
            _ => None,
        }
    }

    /// Something without effect: its operand is evaluated, nothing is left to call.
    fn evaluated(&mut self, e: ExprId) -> Call {
        let x = self.expr(e);
        self.thunk(vec![x], self.span(e), |_, _| None)
    }

    fn builtin_thunk(&mut self, e: ExprId, builtin: Builtin, args: &[ExprId], spread: bool) -> Call {
        let (ty, span) = (self.ty(e), self.span(e));
        let values = self.builtin_args(builtin, ty, args, spread);
        if builtin == Builtin::Recover {
            // Not called by a deferred function, it recovers nothing.
            return self.thunk(values, span, |_, _| None);
        }
        self.thunk(values, span, |b, values| Some(b.builtin_value(builtin, ty, values, spread, span)))
    }

    /// A function of the values as parameters.
    fn thunk(
        &mut self,
        values: Vec<Expr>,
        span: Span,
        body: impl FnOnce(&mut Self, Vec<Expr>) -> Option<Expr>,
    ) -> Call {
        self.open_literal(span);
        self.mark_wrapper();
        let mut params = Vec::with_capacity(values.len());
        for value in &values {
            let local = self.temp(value.ty, span);
            self.add_param(local);
            params.push(Expr::local(local, value.ty, span));
        }
        let stmts = body(self, params).map(Stmt::expr).into_iter().collect();
        let (func, _) = self.close_literal(Block::new(stmts, span));
        self.frame().literals -= 1;
        Call { callee: Callee::Thunk(func), args: values, span }
    }

    fn list_type(&self) -> (TypeId, TypeId) {
        let func = self.types.func(&[], &[], false);
        (func, self.types.slice(func))
    }

    /// Declares the list of deferred calls before a range over a function, and defers running it.
    /// Returns the list of a statement around this one.
    pub(super) fn declare_deferred(&mut self, span: Span, out: &mut Vec<Stmt>) -> Option<ObjectId> {
        let (func_ty, list_ty) = self.list_type();
        let (list, local) = self.synthetic("", list_ty, true, span);
        out.push(Stmt::declare(local, None, span));
        self.open_literal(span);
        self.mark_wrapper();
        self.mark_defer(self.frames.len() - 1);
        let each = self.temp(func_ty, span);
        let callee = Callee::Value(Expr::local(each, func_ty, span));
        let defer = Stmt::new(StmtKind::Defer(Call { callee, args: Vec::new(), span }), span);
        let x = Expr::load(self.variable(list), list_ty, span);
        let label = self.new_label();
        let range = StmtKind::Range {
            label,
            key: None,
            value: Some(Place::Local(each)),
            define: true,
            over: RangeOver::Slice,
            x,
            body: Block::new(vec![defer], span),
        };
        let (func, captures) = self.close_literal(Block::new(vec![Stmt::new(range, span)], span));
        self.frame().literals -= 1;
        let runner = Expr::new(ExprKind::Closure { func, captures }, func_ty, span);
        let call = Call { callee: Callee::Value(runner), args: Vec::new(), span };
        self.mark_defer(self.frames.len() - 1);
        out.push(Stmt::new(StmtKind::Defer(call), span));
        self.frame().deferred.replace(list)
    }

    /// Adds a call, its operands evaluated now, to the list.
    fn add_deferred(&mut self, list: ObjectId, call: Call, span: Span, out: &mut Vec<Stmt>) {
        let (func_ty, list_ty) = self.list_type();
        let mut args = Vec::new();
        for arg in call.args {
            if self.is_tuple(arg.ty) {
                let (stmts, values) = self.spread(arg);
                out.extend(stmts);
                args.extend(values);
            } else {
                args.push(arg);
            }
        }
        let callee = match call.callee {
            Callee::Value(f) => Ok(self.kept(f, out)),
            Callee::Interface { receiver, method } => Err((self.kept(receiver, out), method)),
            other => return self.add_static(list, other, args, span, out),
        };
        let args: Vec<Kept> = args.into_iter().map(|a| self.kept(a, out)).collect();
        self.open_literal(span);
        self.mark_wrapper();
        let callee = match callee {
            Ok(f) => Callee::Value(self.read(&f, span)),
            Err((receiver, method)) => Callee::Interface { receiver: self.read(&receiver, span), method },
        };
        let args = args.iter().map(|a| self.read(a, span)).collect();
        self.append_call(list, (func_ty, list_ty), callee, args, span, out);
    }

    fn add_static(
        &mut self,
        list: ObjectId,
        callee: Callee,
        args: Vec<Expr>,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let types = self.list_type();
        let args: Vec<Kept> = args.into_iter().map(|a| self.kept(a, out)).collect();
        self.open_literal(span);
        self.mark_wrapper();
        let args = args.iter().map(|a| self.read(a, span)).collect();
        self.append_call(list, types, callee, args, span, out);
    }

    /// Closes the literal that makes the call, and appends it to the list.
    fn append_call(
        &mut self,
        list: ObjectId,
        (func_ty, list_ty): (TypeId, TypeId),
        callee: Callee,
        args: Vec<Expr>,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let callee = match callee {
            Callee::Thunk(func) => Callee::Func(func),
            other => other,
        };
        let call = Expr::call(callee, args, self.types.tuple(&[]), span);
        let (func, captures) = self.close_literal(Block::new(vec![Stmt::expr(call)], span));
        self.frame().literals -= 1;
        let closure = Expr::new(ExprKind::Closure { func, captures }, func_ty, span);
        let slice = Box::new(Expr::load(self.variable(list), list_ty, span));
        let value = Expr::new(ExprKind::Append { slice, values: vec![closure] }, list_ty, span);
        let place = self.variable(list);
        out.push(Stmt::assign(place, value, span));
    }

    /// Keeps a value in a variable that a literal can capture.
    fn kept(&mut self, value: Expr, out: &mut Vec<Stmt>) -> Kept {
        let (ty, span) = (value.ty, value.span);
        let (object, local) = self.synthetic("", ty, false, span);
        out.push(Stmt::declare(local, Some(value), span));
        Kept { object, ty }
    }

    fn read(&mut self, kept: &Kept, span: Span) -> Expr {
        Expr::load(self.variable(kept.object), kept.ty, span)
    }
}

/// A value kept for a deferred call.
struct Kept {
    object: ObjectId,
    ty: TypeId,
}
