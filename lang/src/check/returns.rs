//! Terminating statements (spec): does control never reach the end of a function's body?

use super::checker::Checker;
use crate::recursion::recurse;
use crate::syntax::ast::{Ast, Block, ExprKind, Name, StmtId, StmtKind};

impl Checker<'_> {
    /// A statement list ends in a terminating statement.
    pub(super) fn is_terminating_list(&self, list: &[StmtId], label: Option<&Name>) -> bool {
        let ast = self.ast();
        let last = list.iter().rev().find(|&&s| !matches!(ast[s].kind, StmtKind::Empty));
        last.is_some_and(|&s| self.is_terminating(s, label))
    }

    /// `label` is the label of the statement, if it has one.
    fn is_terminating(&self, s: StmtId, label: Option<&Name>) -> bool {
        recurse(|| self.is_terminating_kind(s, label))
    }

    fn is_terminating_kind(&self, s: StmtId, label: Option<&Name>) -> bool {
        let ast = self.ast();
        let clause = |body: &[StmtId]| {
            self.is_terminating_list(body, None) && !body.iter().any(|&s| has_break(&ast, s, label, true))
        };
        match &ast[s].kind {
            StmtKind::Bad | StmtKind::Return { .. } | StmtKind::Goto { .. } | StmtKind::Fallthrough => true,
            StmtKind::Labeled { label, stmt } => self.is_terminating(*stmt, Some(&label.name)),
            StmtKind::Expr(e) => {
                let e = self.unparen(*e);
                matches!(ast[e].kind, ExprKind::Call { .. }) && self.panic_calls.contains(&(self.env.file, e))
            }
            StmtKind::Block(block) => self.is_terminating_list(&block.stmts, None),
            StmtKind::If { then, otherwise, .. } => {
                self.is_terminating_list(&then.stmts, None)
                    && otherwise.is_some_and(|s| self.is_terminating(s, None))
            }
            StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
                clauses.iter().any(|c| c.is_default) && clauses.iter().all(|c| clause(&c.body))
            }
            StmtKind::Select { clauses, .. } => clauses.iter().all(|c| clause(&c.body)),
            StmtKind::For { condition: None, body, .. } => !block_breaks(&ast, body, label, true),
            _ => false,
        }
    }
}

fn block_breaks(ast: &Ast, block: &Block, label: Option<&Name>, implicit: bool) -> bool {
    block.stmts.iter().any(|&s| has_break(ast, s, label, implicit))
}

/// There is a break in `s` that leaves the statement with `label`, or with `implicit` the one
/// directly around.
fn has_break(ast: &Ast, s: StmtId, label: Option<&Name>, implicit: bool) -> bool {
    recurse(|| match &ast[s].kind {
        StmtKind::Break { label: None } => implicit,
        StmtKind::Break { label: Some(to) } => label == Some(&to.name),
        StmtKind::Labeled { stmt, .. } => has_break(ast, *stmt, label, implicit),
        StmtKind::Block(block) => block_breaks(ast, block, label, implicit),
        StmtKind::If { then, otherwise, .. } => {
            block_breaks(ast, then, label, implicit)
                || otherwise.is_some_and(|s| has_break(ast, s, label, implicit))
        }
        StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
            label.is_some() && clauses.iter().flat_map(|c| &c.body).any(|&s| has_break(ast, s, label, false))
        }
        StmtKind::Select { clauses, .. } => {
            label.is_some() && clauses.iter().flat_map(|c| &c.body).any(|&s| has_break(ast, s, label, false))
        }
        StmtKind::For { body, .. } | StmtKind::Range { body, .. } => {
            label.is_some() && block_breaks(ast, body, label, false)
        }
        _ => false,
    })
}
