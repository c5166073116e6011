//! Select statements (spec: "Select statements"). Received values go to temporaries, from which the
//! body's first statements define or assign what the case names.

use super::function::{FunctionBuilder, TargetKind};
use super::statement::last_byte;
use crate::ir::{Block, Comm, Expr, ExprKind, LocalId, SelectCase, Stmt, StmtKind};
use crate::source::Span;
use crate::syntax::ast::{CommClause, ExprId, Name, StmtId, StmtKind as Syntax};
use crate::types::Basic;

/// What a receiving case stores: left sides, and whether they are declared.
type Targets = (Vec<ExprId>, bool);

impl FunctionBuilder<'_, '_> {
    pub(super) fn select_stmt(
        &mut self,
        name: Option<Name>,
        clauses: &[CommClause],
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let label = self.new_label();
        self.push_target(name, TargetKind::Switch(label));
        let (mut cases, mut default) = (Vec::new(), None);
        for clause in clauses {
            match clause.comm {
                None => default = Some(self.clause_body(&clause.body, clause.span)),
                Some(comm) => cases.push(self.select_case(comm, clause)),
            }
        }
        self.targets.pop();
        out.push(Stmt::new(StmtKind::Select { label, cases, default }, span));
    }

    fn select_case(&mut self, comm: StmtId, clause: &CommClause) -> SelectCase {
        let ast = self.ast;
        let (comm, mut stmts) = match &ast[comm].kind {
            Syntax::Send { channel, value } => {
                let channel = self.expr(*channel);
                let elem = self.element(channel.ty);
                (Comm::Send { channel, value: self.expr_as(*value, elem) }, Vec::new())
            }
            Syntax::Assign { lhs, rhs, .. } => self.receive_case(rhs[0], (lhs.clone(), false)),
            Syntax::Define { lhs, rhs, .. } => self.receive_case(rhs[0], (lhs.clone(), true)),
            Syntax::Expr(e) => self.receive_case(*e, (Vec::new(), false)),
            _ => self.receive_case_of(None, (Vec::new(), false), clause.head),
        };
        stmts.extend(self.stmts(&clause.body));
        let body = Block::new(stmts, last_byte(clause.span));
        SelectCase { comm, body, span: clause.head }
    }

    fn receive_case(&mut self, receive: ExprId, targets: Targets) -> (Comm, Vec<Stmt>) {
        let span = self.span(receive);
        let channel = match self.expr(receive).kind {
            ExprKind::Recv { channel, .. } => Some(*channel),
            _ => None,
        };
        self.receive_case_of(channel, targets, span)
    }

    fn receive_case_of(
        &mut self,
        channel: Option<Expr>,
        (lhs, define): Targets,
        span: Span,
    ) -> (Comm, Vec<Stmt>) {
        let mut stmts = Vec::new();
        let channel = channel.unwrap_or_else(|| Expr::zero(self.basic(Basic::Invalid), span));
        let types = [self.element(channel.ty), self.basic(Basic::Bool)];
        let mut assigned = Vec::new();
        let mut locals: [Option<LocalId>; 2] = [None, None];
        for (i, (&target, ty)) in lhs.iter().zip(types).enumerate() {
            if self.is_blank(target) {
                continue;
            }
            let temp = self.temp(ty, span);
            locals[i] = Some(temp);
            let value = Expr::local(temp, ty, span);
            match self.target_object(target).filter(|_| define) {
                Some(object) => {
                    let ty = self.concrete(self.object(object).ty);
                    let value = self.assignable(value, ty);
                    self.define_variable(object, Some(value), span, &mut stmts);
                }
                None => assigned.push((target, value)),
            }
        }
        self.assign_iteration(assigned, span, &mut stmts);
        let [value, ok] = locals;
        (Comm::Recv { channel, value, ok }, stmts)
    }
}
