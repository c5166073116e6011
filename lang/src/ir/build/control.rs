//! If, for, return and jumps; within the body of a range over a function, the ways out of it.

use super::function::{Exit, FunctionBuilder, Target, TargetKind};
use super::statement::last_byte;
use crate::check::info::ObjectId;
use crate::ir::{Block, Expr, Local, LocalId, Stmt, StmtKind};
use crate::source::Span;
use crate::syntax::ast::{Block as SyntaxBlock, ExprId, ExprKind, Ident, Name, StmtId, StmtKind as Syntax};

impl FunctionBuilder<'_, '_> {
    pub(super) fn if_stmt(
        &mut self,
        init: Option<StmtId>,
        condition: ExprId,
        then: &SyntaxBlock,
        otherwise: Option<StmtId>,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let mut stmts = Vec::new();
        if let Some(init) = init {
            self.stmt(init, None, &mut stmts);
        }
        let condition = self.expr(condition);
        let then = self.block(then);
        let otherwise = otherwise.map(|s| self.else_block(s));
        stmts.push(Stmt::new(StmtKind::If { condition, then, otherwise }, span));
        match init {
            Some(_) => out.push(Stmt::new(StmtKind::Block(Block::new(stmts, last_byte(span))), span)),
            None => out.append(&mut stmts),
        }
    }

    fn else_block(&mut self, stmt: StmtId) -> Block {
        let ast = self.ast;
        if let Syntax::Block(b) = &ast[stmt].kind {
            return self.block(b);
        }
        let mut stmts = Vec::new();
        self.stmt(stmt, None, &mut stmts);
        Block::new(stmts, last_byte(ast[stmt].span))
    }

    /// A for statement whose init statement has been built.
    #[allow(clippy::too_many_arguments)] // the statement's parts
    pub(super) fn for_stmt(
        &mut self,
        name: Option<Name>,
        init: Option<StmtId>,
        condition: Option<ExprId>,
        post: Option<StmtId>,
        body: &SyntaxBlock,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let fresh = self.info.language.fresh_loop_variables();
        let variables = init.filter(|_| fresh).map(|s| self.loop_variables(s)).unwrap_or_default();
        let condition = condition.map(|c| self.expr(c));
        let label = self.new_label();
        self.push_target(name, TargetKind::Loop(label));
        let (copies, mut stmts) = self.copy_variables(&variables, span);
        stmts.extend(self.stmts(&body.stmts));
        copies.iter().for_each(|&(object, local)| self.rebind(object, local));
        self.targets.pop();
        let mut after = Vec::new();
        if let Some(post) = post {
            self.stmt(post, None, &mut after);
        }
        let post = single(after, span).map(Box::new);
        let per_iteration = variables.iter().map(|v| v.1).filter(|&l| self.local(l).boxed).collect();
        let body = Block::new(stmts, last_byte(body.span));
        out.push(Stmt::new(StmtKind::For { label, condition, post, body, per_iteration }, span));
    }

    /// The variables that a loop's init statement has declared.
    fn loop_variables(&mut self, init: StmtId) -> Vec<(ObjectId, LocalId)> {
        let ast = self.ast;
        let Syntax::Define { lhs, .. } = &ast[init].kind else { return Vec::new() };
        let mut variables = Vec::new();
        for &e in lhs {
            if let ExprKind::Ident(_) = ast[e].kind
                && let Some(object) = self.target_object(e)
                && let crate::ir::Place::Local(local) = self.variable(object)
            {
                variables.push((object, local));
            }
        }
        variables
    }

    /// Copies, at the head of the body, of the variables that only the post statement changes and
    /// that literals capture; and what to bind again after the body.
    fn copy_variables(
        &mut self,
        variables: &[(ObjectId, LocalId)],
        span: Span,
    ) -> (Vec<(ObjectId, LocalId)>, Vec<Stmt>) {
        let (mut copies, mut stmts) = (Vec::new(), Vec::new());
        for &(object, local) in variables {
            if !self.program.uses.of(object).copied_each_iteration() {
                continue;
            }
            let (name, ty) = (self.local(local).name.clone(), self.local(local).ty);
            let copy = self.bind(object, Local { name, ty, boxed: false, span });
            stmts.push(Stmt::declare(copy, Some(Expr::local(local, ty, span)), span));
            copies.push((object, local));
        }
        (copies, stmts)
    }

    pub(super) fn return_stmt(&mut self, results: &[ExprId], span: Span, out: &mut Vec<Stmt>) {
        let types = self.result_types();
        let leaves = self.function_frame() + 1 < self.frames.len();
        let tuple = results.len() == 1 && types.len() > 1;
        if leaves {
            self.store_results(results, tuple, span, out);
            return self.leave(Exit::Return, span, out);
        }
        if tuple {
            let value = self.expr(results[0]);
            if self.types.tuple_types(value.ty) == types {
                return out.push(Stmt::returning(vec![value], span));
            }
            let (stmts, values) = self.spread(value);
            out.extend(stmts);
            let values = values.into_iter().zip(&types).map(|(v, &ty)| self.assignable(v, ty)).collect();
            return out.push(Stmt::returning(values, span));
        }
        let values = results.iter().zip(&types).map(|(&r, &ty)| self.expr_as(r, ty)).collect();
        out.push(Stmt::returning(values, span));
    }

    /// Stores results from within the body of a range over a function.
    fn store_results(&mut self, results: &[ExprId], tuple: bool, span: Span, out: &mut Vec<Stmt>) {
        if results.is_empty() {
            return;
        }
        let mut places = Vec::new();
        for object in self.result_objects() {
            places.push(Some((self.variable(object), self.concrete(self.object(object).ty))));
        }
        if tuple {
            let value = self.expr(results[0]);
            return self.assign_tuple(places, value, span, out);
        }
        let mut values = Vec::new();
        for (place, &value) in places.iter().zip(results) {
            if let Some((_, ty)) = place {
                values.push(self.expr_as(value, *ty));
            }
        }
        let places = places.into_iter().map(|p| p.map(|(place, _)| place)).collect();
        out.push(Stmt::new(StmtKind::AssignParallel { places, values }, span));
    }

    pub(super) fn break_stmt(&mut self, label: Option<&Ident>, span: Span, out: &mut Vec<Stmt>) {
        if let Some(target) = self.find_target(label, true) {
            self.break_to(&target, span, out);
        }
    }

    pub(super) fn continue_stmt(&mut self, label: Option<&Ident>, span: Span, out: &mut Vec<Stmt>) {
        if let Some(target) = self.find_target(label, false) {
            self.continue_to(&target, span, out);
        }
    }

    /// The statement that break or continue means, within this function.
    fn find_target(&self, label: Option<&Ident>, switches: bool) -> Option<Target> {
        let function = self.function_frame();
        let matches = |t: &&Target| match label {
            Some(label) => t.name.as_ref() == Some(&label.name),
            None => switches || !matches!(t.kind, TargetKind::Switch(_)),
        };
        self.targets.iter().rev().take_while(|t| t.frame >= function).find(matches).cloned()
    }

    fn break_to(&mut self, target: &Target, span: Span, out: &mut Vec<Stmt>) {
        if target.frame + 1 < self.frames.len() {
            return self.leave(Exit::Break(target.id), span, out);
        }
        match target.kind {
            TargetKind::Loop(label) | TargetKind::Switch(label) => {
                out.push(Stmt::new(StmtKind::Break(label), span));
            }
            TargetKind::RangeFunc => self.end_iteration(false, span, out),
        }
    }

    fn continue_to(&mut self, target: &Target, span: Span, out: &mut Vec<Stmt>) {
        if target.frame + 1 < self.frames.len() {
            return self.leave(Exit::Continue(target.id), span, out);
        }
        match target.kind {
            TargetKind::Loop(label) | TargetKind::Switch(label) => {
                out.push(Stmt::new(StmtKind::Continue(label), span));
            }
            TargetKind::RangeFunc => self.end_iteration(true, span, out),
        }
    }

    pub(super) fn goto_stmt(&mut self, label: &Name, span: Span, out: &mut Vec<Stmt>) {
        let outside = self.frame().range_body.as_ref().is_some_and(|b| !b.labels.contains(label));
        if outside {
            return self.leave(Exit::Goto(label.clone()), span, out);
        }
        let label = self.named_label(label);
        out.push(Stmt::new(StmtKind::Goto(label), span));
    }

    /// Goes on with an exit that the body of a range over a function has taken.
    pub(super) fn take_exit(&mut self, exit: &Exit, span: Span, out: &mut Vec<Stmt>) {
        let find = |b: &Self, id: u32| b.targets.iter().find(|t| t.id == id).cloned();
        match exit {
            Exit::Return if self.function_frame() + 1 < self.frames.len() => {
                self.leave(Exit::Return, span, out)
            }
            Exit::Return => out.push(Stmt::returning(Vec::new(), span)),
            Exit::Break(id) => {
                if let Some(target) = find(self, *id) {
                    self.break_to(&target, span, out);
                }
            }
            Exit::Continue(id) => {
                if let Some(target) = find(self, *id) {
                    self.continue_to(&target, span, out);
                }
            }
            Exit::Goto(label) => self.goto_stmt(label, span, out),
        }
    }
}

/// Several statements as one.
fn single(stmts: Vec<Stmt>, span: Span) -> Option<Stmt> {
    if stmts.len() > 1 {
        return Some(Stmt::new(StmtKind::Block(Block::new(stmts, span)), span));
    }
    stmts.into_iter().next()
}
