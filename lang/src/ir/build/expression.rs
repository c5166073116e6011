//! Expressions: the front page. Constants come first, whatever their form; then what denotes a
//! place; each other kind of expression has its file or its function.

use super::function::FunctionBuilder;
use crate::check::info::{Mode, ObjectId, ObjectKind};
use crate::ir::{Conversion, Expr, ExprKind, Stmt};
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{Block, ExprId, ExprKind as Syntax, Ident, UnaryOp};
use crate::types::{Basic, TypeId, TypeKind};
use std::rc::Rc;

impl FunctionBuilder<'_, '_> {
    /// The value of `e` in its own type. With a comma-ok use, or a call of several results: a tuple.
    pub(super) fn expr(&mut self, e: ExprId) -> Expr {
        let info = &self.info.exprs[e.0 as usize];
        if let Some(value) = &info.value {
            let ty = self.concrete(info.ty);
            return self.constant(value, ty, self.span(e));
        }
        recurse(|| {
            let operand = self.operand(e);
            self.loaded(operand, self.span(e))
        })
    }

    /// What is no place.
    pub(super) fn value(&mut self, e: ExprId) -> Expr {
        let info = &self.info.exprs[e.0 as usize];
        let span = self.span(e);
        if info.mode == Mode::Nil {
            return Expr::zero(self.concrete(info.ty), span);
        }
        if info.value.is_some() {
            return self.expr(e);
        }
        let ast = self.ast;
        match &ast[e].kind {
            Syntax::Ident(ident) => match self.info.objects[ident.id.0 as usize] {
                Some(object) => self.object_value(e, object, ident),
                None => Expr::zero(self.ty(e), span),
            },
            Syntax::FuncLit { body, .. } => self.func_literal(e, body),
            Syntax::CompositeLit { ty, elements, .. } => self.composite(e, *ty, elements),
            Syntax::Index { x, .. } => self.expr_of_generic(*x),
            Syntax::Slice { x, lo, hi, max, .. } => self.slice(e, *x, [*lo, *hi, *max]),
            Syntax::TypeAssert { x, ty: Some(ty) } => self.type_assert(e, *x, *ty),
            Syntax::Call { fun, args, ellipsis, .. } => self.call(e, *fun, args, ellipsis.is_some()),
            Syntax::Unary { op, x, .. } => self.unary(e, *op, *x),
            Syntax::Binary { op, x, y, .. } => self.binary(e, *op, *x, *y),
            _ => Expr::zero(self.ty(e), span),
        }
    }

    /// A constant, function or nil by its name; `ident` may carry type arguments.
    pub(super) fn object_value(&mut self, e: ExprId, object: ObjectId, ident: &Ident) -> Expr {
        let span = self.span(e);
        match &self.object(object).kind {
            ObjectKind::Const(value) => self.constant(value, self.concrete(self.object(object).ty), span),
            ObjectKind::Func(_) => self.function_value(e, object, ident),
            ObjectKind::Var(_) => self.variable_operand(object).value(span),
            _ => Expr::zero(self.ty(e), span),
        }
    }

    fn function_value(&mut self, e: ExprId, object: ObjectId, ident: &Ident) -> Expr {
        let args: Rc<[TypeId]> = match self.info.instances.get(&ident.id) {
            Some(args) => self.types.subst_all(args, &self.subst),
            None => Rc::from([]),
        };
        let ty = match self.program.func_object(object) {
            Some(f) if !f.type_params.is_empty() => {
                let subst = crate::types::Subst::new(&f.type_params, &args);
                self.types.subst(self.object(object).ty, &subst)
            }
            _ => self.object(object).ty,
        };
        let func = self.program.instance(object, &args);
        Expr::new(ExprKind::Func(func), ty, self.span(e))
    }

    /// Names a generic function (so an index expression around it gives type arguments).
    pub(super) fn is_generic_function(&self, x: ExprId) -> bool {
        let ident = match &self.ast[x].kind {
            Syntax::Paren(x) => return self.is_generic_function(*x),
            Syntax::Ident(ident) => ident,
            Syntax::Selector { sel, .. } => sel,
            _ => return false,
        };
        self.info.instances.contains_key(&ident.id)
    }

    /// The function in `F[T]`.
    fn expr_of_generic(&mut self, x: ExprId) -> Expr {
        let ast = self.ast;
        match &ast[x].kind {
            Syntax::Paren(x) => self.expr_of_generic(*x),
            Syntax::Selector { x: base, sel } => self.selector_operand(x, *base, sel).value(self.span(x)),
            _ => self.value(x),
        }
    }

    fn unary(&mut self, e: ExprId, op: UnaryOp, x: ExprId) -> Expr {
        let (ty, span) = (self.ty(e), self.span(e));
        let kind = match op {
            UnaryOp::Plus => return self.expr(x),
            UnaryOp::Minus => ExprKind::Neg(Box::new(self.expr(x))),
            UnaryOp::Not => ExprKind::Not(Box::new(self.expr(x))),
            UnaryOp::Xor => ExprKind::BitNot(Box::new(self.expr(x))),
            UnaryOp::Addr => return self.addr(x, span),
            UnaryOp::Arrow => {
                let channel = self.expr(x);
                let ok = matches!(self.types.kind(ty), TypeKind::Tuple(_));
                let ty = if ok { ty } else { self.element(channel.ty) };
                return Expr::new(ExprKind::Recv { channel: Box::new(channel), ok }, ty, span);
            }
            UnaryOp::Star | UnaryOp::Tilde => return self.operand(e).value(span),
        };
        let ty = match &kind {
            ExprKind::Neg(x) | ExprKind::Not(x) | ExprKind::BitNot(x) => x.ty,
            _ => ty,
        };
        Expr::new(kind, ty, span)
    }

    fn addr(&mut self, x: ExprId, span: Span) -> Expr {
        let operand = self.operand(x);
        let ty = self.types.pointer(operand.ty());
        match operand {
            super::place::Operand::Place(place, _) => Expr::new(ExprKind::Addr(place), ty, span),
            super::place::Operand::Value(x) => Expr::new(ExprKind::AddrOfNew(Box::new(x)), ty, span),
        }
    }

    fn slice(&mut self, e: ExprId, x: ExprId, bounds: [Option<ExprId>; 3]) -> Expr {
        let span = self.span(e);
        let operand = self.operand(x);
        let array = match self.types.kind(self.types.under(operand.ty())) {
            TypeKind::Array { elem, .. } => Some(elem),
            _ => None,
        };
        let base_ty = operand.ty();
        let (x, ty) = match array {
            Some(elem) => (self.address_of(operand, span), self.types.slice(elem)),
            None => {
                let elem = self.types.pointer_elem(base_ty);
                let ty = elem.map_or(base_ty, |array| self.types.slice(self.element(array)));
                (operand.value(span), ty)
            }
        };
        let ty = if self.types.is_untyped(ty) { self.basic(Basic::String) } else { ty };
        let [lo, hi, max] = bounds.map(|b| b.map(|b| Box::new(self.index_value(b))));
        Expr::new(ExprKind::Slice { x: Box::new(x), lo, hi, max }, ty, span)
    }

    fn type_assert(&mut self, e: ExprId, x: ExprId, ty: ExprId) -> Expr {
        let span = self.span(e);
        let target = self.ty(ty);
        let result = self.ty(e);
        let ok = matches!(self.types.kind(result), TypeKind::Tuple(_));
        let x = Box::new(self.expr(x));
        let result = if ok { result } else { target };
        Expr::new(ExprKind::TypeAssert { x, ty: target, ok }, result, span)
    }

    fn func_literal(&mut self, e: ExprId, body: &Block) -> Expr {
        let span = self.span(e);
        let ty = self.ty(e);
        self.open_literal(span);
        if let Some(scope) = self.info.func_lits.get(&e) {
            self.declare_signature(None, scope);
        }
        let block = self.function_body(body);
        let (func, captures) = self.close_literal(block);
        match captures.is_empty() {
            true => Expr::new(ExprKind::Func(func), ty, span),
            false => Expr::new(ExprKind::Closure { func, captures }, ty, span),
        }
    }

    /// The value of `e` where several are wanted: a call's results, or a comma-ok form.
    pub(super) fn tuple_expr(&mut self, e: ExprId) -> Expr {
        let mut x = self.expr(e);
        if self.is_tuple(x.ty) {
            return x;
        }
        if let ExprKind::MapIndex { ok, .. } | ExprKind::Recv { ok, .. } | ExprKind::TypeAssert { ok, .. } =
            &mut x.kind
        {
            *ok = true;
            x.ty = self.types.tuple(&[x.ty, self.basic(Basic::Bool)]);
        }
        x
    }

    /// A tuple's parts in temporaries: the statements that store them, and their values.
    pub(super) fn spread(&mut self, tuple: Expr) -> (Vec<Stmt>, Vec<Expr>) {
        let span = tuple.span;
        let types = self.types.tuple_types(tuple.ty);
        let locals: Vec<_> = types.iter().map(|&ty| self.temp(ty, span)).collect();
        let mut stmts: Vec<Stmt> = locals.iter().map(|&l| Stmt::declare(l, None, span)).collect();
        let places = locals.iter().map(|&l| Some(crate::ir::Place::Local(l))).collect();
        stmts.push(Stmt::new(crate::ir::StmtKind::AssignTuple { places, value: tuple }, span));
        let values = locals.iter().zip(&types).map(|(&l, &ty)| Expr::local(l, ty, span)).collect();
        (stmts, values)
    }

    /// `x` with another type of the same representation.
    pub(super) fn same(&self, x: Expr, ty: TypeId) -> Expr {
        if x.ty == ty { x } else { Expr::convert(x, Conversion::Same, ty) }
    }
}
