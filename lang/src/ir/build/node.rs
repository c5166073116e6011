//! Short constructors of IR nodes.

use crate::ir::{Block, Call, Callee, Const, Conversion, Expr, ExprKind, LocalId, Place, Stmt, StmtKind};
use crate::source::Span;
use crate::types::TypeId;

impl Expr {
    pub(super) fn new(kind: ExprKind, ty: TypeId, span: Span) -> Expr {
        Expr { kind, ty, span }
    }
    pub(super) fn zero(ty: TypeId, span: Span) -> Expr {
        Expr::new(ExprKind::Const(Const::Zero), ty, span)
    }
    pub(super) fn constant(value: Const, ty: TypeId, span: Span) -> Expr {
        Expr::new(ExprKind::Const(value), ty, span)
    }
    pub(super) fn load(place: Place, ty: TypeId, span: Span) -> Expr {
        Expr::new(ExprKind::Load(place), ty, span)
    }
    pub(super) fn local(local: LocalId, ty: TypeId, span: Span) -> Expr {
        Expr::load(Place::Local(local), ty, span)
    }
    pub(super) fn convert(x: Expr, kind: Conversion, ty: TypeId) -> Expr {
        let span = x.span;
        Expr::new(ExprKind::Convert { x: Box::new(x), kind }, ty, span)
    }
    pub(super) fn call(callee: Callee, args: Vec<Expr>, ty: TypeId, span: Span) -> Expr {
        Expr::new(ExprKind::Call(Box::new(Call { callee, args, span })), ty, span)
    }
}

impl Stmt {
    pub(super) fn new(kind: StmtKind, span: Span) -> Stmt {
        Stmt { kind, span }
    }
    pub(super) fn declare(local: LocalId, value: Option<Expr>, span: Span) -> Stmt {
        Stmt::new(StmtKind::Declare { local, value }, span)
    }
    pub(super) fn assign(place: Place, value: Expr, span: Span) -> Stmt {
        Stmt::new(StmtKind::Assign { place, value }, span)
    }
    pub(super) fn returning(values: Vec<Expr>, span: Span) -> Stmt {
        Stmt::new(StmtKind::Return { values }, span)
    }
    pub(super) fn expr(e: Expr) -> Stmt {
        let span = e.span;
        Stmt::new(StmtKind::Expr(e), span)
    }
}

impl Block {
    pub(super) fn new(stmts: Vec<Stmt>, end: Span) -> Block {
        Block { stmts, end }
    }
}
