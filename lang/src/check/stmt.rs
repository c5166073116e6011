//! Statements. After types2's stmt.go; switches, ranges and labels have files of their own.

use super::checker::{Checker, Environment, FunctionContext};
use super::expr::Role;
use super::info::Mode;
use super::scope::ScopeKind;
use super::signature::FuncType;
use crate::diagnostic::{Code, Diagnostic};
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{
    Ast, BinaryOp, Block, ChanDir, CommClause, ExprId, ExprKind, StmtId, StmtKind, UnaryOp,
};
use std::rc::Rc;

impl Checker<'_> {
    /// Checks a function's body.
    pub(super) fn func_body(&mut self, func: &FuncType, body: &Block) {
        let named = func.variables.results.iter().any(|&r| !self.object(r).name.is_empty());
        let context = FunctionContext {
            results: func.variables.results.clone().into(),
            named_results: named,
            script: false,
        };
        let env = Environment {
            scope: func.scope,
            function: Some(Rc::new(context)),
            error_span: None,
            in_type_declaration: false,
            in_type_params: false,
            ..self.env.clone()
        };
        self.with_environment(env, |c| {
            c.statement_list(&body.stmts);
            if !func.variables.results.is_empty() && !c.is_terminating_list(&body.stmts, None) {
                let close = Span::new(body.span.hi.saturating_sub(1), body.span.hi);
                c.error(Code::MissingReturn, close, "missing return");
            }
            c.check_unused_variables(func.scope);
        });
    }

    /// Checks statements in order.
    pub(super) fn statement_list(&mut self, list: &[StmtId]) {
        list.iter().for_each(|&s| self.statement(s));
    }

    /// Checks a statement; func literals in it are checked before the scope changes.
    pub(super) fn statement(&mut self, s: StmtId) {
        let top = self.later.len();
        recurse(|| self.statement_kind(s));
        self.process_later_from(top);
    }

    fn statement_kind(&mut self, s: StmtId) {
        let ast = self.ast();
        let span = ast[s].span;
        match &ast[s].kind {
            StmtKind::Bad | StmtKind::Empty => {}
            StmtKind::Decl(decl) => self.declaration_statement(decl),
            StmtKind::Labeled { stmt, .. } => self.statement(*stmt),
            StmtKind::Expr(e) => self.expression_statement(*e),
            StmtKind::Send { channel, value } => self.send_statement(*channel, *value, span),
            StmtKind::IncDec { x, increment } => self.inc_dec(*x, *increment),
            StmtKind::Assign { lhs, op: None, rhs, .. } => self.assign_vars(lhs, rhs),
            StmtKind::Assign { lhs, op: Some(op), rhs, op_span } => self.assign_op(lhs, *op, rhs, *op_span),
            StmtKind::Define { lhs, rhs, op_span } => self.short_var_decl(lhs, rhs, *op_span),
            StmtKind::Go { call } => self.suspended_call("go", *call),
            StmtKind::Defer { call } => self.suspended_call("defer", *call),
            StmtKind::Return { results } => self.return_statement(span, results),
            // Branches have been checked before.
            StmtKind::Break { .. } | StmtKind::Continue { .. } => {}
            StmtKind::Goto { .. } | StmtKind::Fallthrough => {}
            StmtKind::Block(block) => self.block(block),
            StmtKind::If { init, condition, then, otherwise } => {
                self.open_scope(ScopeKind::Block);
                self.simple_statement(*init);
                self.condition(*condition, "if");
                self.block(then);
                if let Some(otherwise) = otherwise {
                    self.statement(*otherwise);
                }
                self.close_scope();
            }
            StmtKind::Switch { init, tag, clauses, .. } => {
                self.open_scope(ScopeKind::Block);
                self.simple_statement(*init);
                self.switch(*tag, clauses);
                self.close_scope();
            }
            StmtKind::TypeSwitch { init, name, x, clauses, .. } => {
                self.open_scope(ScopeKind::Block);
                self.simple_statement(*init);
                self.type_switch(s, name.as_ref(), *x, clauses);
                self.close_scope();
            }
            StmtKind::Select { clauses, .. } => self.select(clauses),
            StmtKind::For { init, condition, post, body } => {
                self.open_scope(ScopeKind::Block);
                self.simple_statement(*init);
                if let Some(condition) = condition {
                    self.condition(*condition, "for");
                }
                self.simple_statement(*post);
                self.block(body);
                self.close_scope();
            }
            StmtKind::Range { key, value, define, x, body } => {
                self.range(span, [*key, *value], *define, *x, body);
            }
        }
    }

    fn simple_statement(&mut self, s: Option<StmtId>) {
        if let Some(s) = s {
            self.statement(s);
        }
    }

    /// A block in a scope of its own.
    pub(super) fn block(&mut self, block: &Block) {
        self.open_scope(ScopeKind::Block);
        self.statement_list(&block.stmts);
        self.close_scope();
    }

    fn condition(&mut self, e: ExprId, statement: &str) {
        let x = self.expr(None, e);
        if x.is_valid() && !self.types.all_boolean(x.ty) {
            let message = format!("non-boolean condition in {statement} statement");
            self.error(Code::InvalidCond, self.expr_span(e), message);
        }
    }

    fn expression_statement(&mut self, e: ExprId) {
        let (mut x, role) = self.raw_expr(None, e, None, false);
        let (code, problem) = match x.mode {
            Mode::Builtin => (Code::UncalledBuiltin, "must be called"),
            Mode::Type => (Code::NotAnExpr, "is not an expression"),
            _ if self.shows_values() => return self.shown_value(&mut x),
            _ if role == Role::Statement => return,
            _ => (Code::UnusedExpr, "is not used"),
        };
        let message = format!("{} {problem}", self.operand_string(&x));
        self.error_at(&x, code, message);
    }

    fn send_statement(&mut self, channel: ExprId, value: ExprId, span: Span) {
        let channel = self.expr(None, channel);
        let mut value = self.generic_expr(value, None);
        if !channel.is_valid() || !value.is_valid() {
            return;
        }
        if let Some(elem) = self.chan_elem(span, &channel, ChanDir::Send) {
            self.assignment(&mut value, Some(elem), "send");
        }
    }

    fn inc_dec(&mut self, e: ExprId, increment: bool) {
        let mut x = self.expr(None, e);
        if !x.is_valid() {
            return;
        }
        if !self.types.all_numeric(x.ty) {
            let op = if increment { "++" } else { "--" };
            let (text, ty) = (self.expr_string(e), self.type_string(x.ty));
            let message = format!("invalid operation: {text}{op} (non-numeric type {ty})");
            return self.error(Code::NonNumericIncDec, self.expr_span(e), message);
        }
        self.assign_value(e, &mut x, "assignment");
    }

    fn assign_op(&mut self, lhs: &[ExprId], op: BinaryOp, rhs: &[ExprId], op_span: Span) {
        let (&[target], &[value]) = (lhs, rhs) else {
            let message = format!("assignment operation {}= requires single-valued expressions", op.symbol());
            return self.error(Code::MultiValAssignOp, op_span, message);
        };
        let mut x = self.binary(None, target, value, op);
        self.assign_value(target, &mut x, "assignment");
    }

    /// `go` and `defer`.
    fn suspended_call(&mut self, keyword: &str, call: ExprId) {
        let code = if keyword == "go" { Code::InvalidGo } else { Code::InvalidDefer };
        if !matches!(self.ast()[call].kind, ExprKind::Call { .. } | ExprKind::Bad) {
            let message = format!("expression in {keyword} must be function call");
            self.error(code, self.expr_span(call), message);
            self.use_exprs(&[call]);
            return;
        }
        let (x, role) = self.raw_expr(None, call, None, false);
        let (code, problem) = match role {
            Role::Statement => return,
            Role::Conversion => (code, "requires function call, not conversion"),
            Role::Expression => (Code::UnusedResults, "discards result of"),
        };
        let message = format!("{keyword} {problem} {}", self.operand_string(&x));
        self.error_at(&x, code, message);
    }

    fn return_statement(&mut self, span: Span, values: &[ExprId]) {
        let results = self.enclosing_results();
        let named = self.env.function.as_ref().is_some_and(|f| f.named_results);
        if !values.is_empty() || !named {
            if !values.is_empty() || !results.is_empty() {
                self.init_vars(&results, true, values, Some(span));
            }
            return;
        }
        for &result in results.iter() {
            let name = self.object(result).name.clone();
            if &*name == "_" || name.is_empty() {
                continue;
            }
            if let Some(other) = self.lookup(&name, span)
                && other != result
            {
                let message = format!("result parameter {name} not in scope at return");
                let place = self.object(other).span;
                let label = format!("inner declaration of var {name}");
                self.report(Diagnostic::error(Code::OutOfScopeResult, span, message).label(place, label));
            }
        }
    }

    fn select(&mut self, clauses: &[CommClause]) {
        let ast = self.ast();
        let defaults = clauses.iter().filter(|c| c.comm.is_none()).map(|c| c.head);
        self.check_defaults(defaults.collect());
        for clause in clauses {
            if let Some(comm) = clause.comm.filter(|&comm| !is_communication(&ast, comm)) {
                let message = "select case must be send or receive (possibly with assignment)";
                self.error(Code::InvalidSelectCase, ast[comm].span, message);
                continue;
            }
            self.open_scope(ScopeKind::Block);
            if let Some(comm) = clause.comm {
                self.statement(comm);
            }
            self.statement_list(&clause.body);
            self.close_scope();
        }
    }

    /// Reports a second default case.
    pub(super) fn check_defaults(&mut self, defaults: Vec<Span>) {
        let Some((&first, more)) = defaults.split_first() else { return };
        let place = self.place_string(first);
        for &span in more {
            let message = format!("multiple defaults (first at {place})");
            self.report(
                Diagnostic::error(Code::DuplicateDefault, span, message).label(first, "first default"),
            );
        }
    }
}

/// A send or a receive, perhaps with assignment.
fn is_communication(ast: &Ast, s: StmtId) -> bool {
    let rhs = match &ast[s].kind {
        StmtKind::Send { .. } | StmtKind::Bad => return true,
        StmtKind::Expr(e) => *e,
        StmtKind::Assign { op: None, rhs, .. } | StmtKind::Define { rhs, .. } => match rhs[..] {
            [one] => one,
            _ => return false,
        },
        _ => return false,
    };
    let inner = super::resolve::unparen(ast, rhs);
    matches!(ast[inner].kind, ExprKind::Unary { op: UnaryOp::Arrow, .. } | ExprKind::Bad)
}
