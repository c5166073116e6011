//! Expression and type switches (spec: "Switch statements"). A tag is evaluated once into a local;
//! each case is a complete condition.

use super::function::{FunctionBuilder, TargetKind};
use crate::check::info::Mode;
use crate::ir::{Block, Case, CompareOp, Expr, ExprKind, LocalId, Place, Stmt, StmtKind, TypeCase};
use crate::source::Span;
use crate::syntax::ast::{CaseClause, ExprId, ExprKind as Syntax, Name, StmtId};
use crate::types::{Basic, TypeId};

impl FunctionBuilder<'_, '_> {
    pub(super) fn switch(
        &mut self,
        name: Option<Name>,
        tag: Option<ExprId>,
        clauses: &[CaseClause],
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let tag = tag.map(|tag| self.tag(tag, out));
        let label = self.new_label();
        self.push_target(name, TargetKind::Switch(label));
        let mut cases = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let conditions = clause.exprs.iter().map(|&e| self.case_condition(tag, e)).collect();
            let body = self.clause_body(&clause.body, clause.span);
            cases.push(Case { conditions, body, span: clause.head });
        }
        self.targets.pop();
        let default = clauses.iter().position(|c| c.is_default);
        out.push(Stmt::new(StmtKind::Switch { label, cases, default }, span));
    }

    /// Evaluates the tag into a local, or finds it in one.
    fn tag(&mut self, tag: ExprId, out: &mut Vec<Stmt>) -> (LocalId, TypeId) {
        let value = self.expr(tag);
        let ty = value.ty;
        if let ExprKind::Load(Place::Local(local)) = value.kind
            && !self.local(local).boxed
        {
            return (local, ty);
        }
        (self.store_temp(value, out), ty)
    }

    fn case_condition(&mut self, tag: Option<(LocalId, TypeId)>, e: ExprId) -> Expr {
        let Some((local, ty)) = tag else { return self.expr(e) };
        let span = self.span(e);
        let value = self.expr(e);
        let (x, y) = self.matched(Expr::local(local, ty, span), value);
        let bool = self.basic(Basic::Bool);
        self.compare(CompareOp::Eq, x, y, bool, span)
    }

    pub(super) fn clause_body(&mut self, stmts: &[StmtId], span: Span) -> Block {
        Block::new(self.stmts(stmts), Span { lo: span.hi, hi: span.hi })
    }

    pub(super) fn type_switch(
        &mut self,
        id: StmtId,
        name: Option<Name>,
        x: ExprId,
        clauses: &[CaseClause],
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let x = match &self.ast[x].kind {
            Syntax::TypeAssert { x, ty: None } => *x,
            _ => x,
        };
        let value = self.expr(x);
        let x = self.store_temp(value, out);
        let label = self.new_label();
        self.push_target(name, TargetKind::Switch(label));
        let mut cases = Vec::with_capacity(clauses.len());
        for (i, clause) in clauses.iter().enumerate() {
            let types = clause.exprs.iter().map(|&e| self.case_type(e)).collect();
            let variable = self.info.type_switch_vars.get(&(id, i)).map(|&object| self.declare(object));
            let body = self.clause_body(&clause.body, clause.span);
            cases.push(TypeCase { types, variable, body, span: clause.head });
        }
        self.targets.pop();
        let default = clauses.iter().position(|c| c.is_default);
        out.push(Stmt::new(StmtKind::TypeSwitch { label, x, cases, default }, span));
    }

    fn case_type(&self, e: ExprId) -> Option<TypeId> {
        let info = &self.info.exprs[e.0 as usize];
        if info.mode == Mode::Nil { None } else { Some(self.concrete(info.ty)) }
    }
}
