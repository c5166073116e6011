//! Statements: the front page, blocks, declarations, and what has no file of its own.

use super::function::FunctionBuilder;
use crate::check::info::{ObjectId, ObjectKind, VarKind};
use crate::ir::Expr;
use crate::ir::walk::has_call;
use crate::ir::{Block, Place, Stmt, StmtKind};
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{
    Block as SyntaxBlock, Decl, ExprId, ExprKind as SyntaxExpr, Ident, Name, StmtId, StmtKind as Syntax,
    VarSpec,
};
use crate::types::{TypeId, TypeKind};

impl FunctionBuilder<'_, '_> {
    /// A function's body.
    pub(super) fn function_body(&mut self, block: &SyntaxBlock) -> Block {
        self.block(block)
    }

    pub(super) fn block(&mut self, block: &SyntaxBlock) -> Block {
        Block::new(self.stmts(&block.stmts), last_byte(block.span))
    }

    pub(super) fn stmts(&mut self, stmts: &[StmtId]) -> Vec<Stmt> {
        let mut out = Vec::with_capacity(stmts.len());
        stmts.iter().for_each(|&s| self.stmt(s, None, &mut out));
        out
    }

    /// Builds one statement; `label` is the one that stands before it.
    pub(super) fn stmt(&mut self, id: StmtId, label: Option<Name>, out: &mut Vec<Stmt>) {
        recurse(|| self.stmt_kind(id, label, out));
    }

    fn stmt_kind(&mut self, id: StmtId, label: Option<Name>, out: &mut Vec<Stmt>) {
        let ast = self.ast;
        let span = ast[id].span;
        match &ast[id].kind {
            Syntax::Bad | Syntax::Empty => {}
            Syntax::Decl(decl) => self.decl(decl, out),
            Syntax::Expr(e) => {
                let x = self.expr(*e);
                out.push(Stmt::new(StmtKind::Expr(x), span));
            }
            Syntax::Send { channel, value } => {
                let channel = self.expr(*channel);
                let elem = self.element(channel.ty);
                let value = self.expr_as(*value, elem);
                out.push(Stmt::new(StmtKind::Send { channel, value }, span));
            }
            Syntax::IncDec { x, increment } => self.inc_dec(*x, *increment, span, out),
            Syntax::Assign { lhs, op: Some(op), rhs, .. } => {
                if let ([place], [value]) = (lhs.as_slice(), rhs.as_slice()) {
                    self.op_assign(*place, *op, *value, span, out);
                }
            }
            Syntax::Assign { lhs, op: None, rhs, .. } => self.assign(lhs, rhs, span, out),
            Syntax::Define { lhs, rhs, .. } => self.define(lhs, rhs, span, out),
            Syntax::Go { call } => self.go_stmt(*call, span, out),
            Syntax::Defer { call } => self.defer_stmt(*call, span, out),
            Syntax::Return { results } => self.return_stmt(results, span, out),
            Syntax::Break { label } => self.break_stmt(label.as_ref(), span, out),
            Syntax::Continue { label } => self.continue_stmt(label.as_ref(), span, out),
            Syntax::Goto { label } => self.goto_stmt(&label.name, span, out),
            Syntax::Fallthrough => out.push(Stmt::new(StmtKind::Fallthrough, span)),
            Syntax::Block(b) => {
                let b = self.block(b);
                out.push(Stmt::new(StmtKind::Block(b), span));
            }
            Syntax::If { init, condition, then, otherwise } => {
                self.if_stmt(*init, *condition, then, *otherwise, span, out);
            }
            Syntax::Switch { init, tag, clauses, body } => {
                self.scoped(*init, span, *body, out, |b, out| b.switch(label, *tag, clauses, span, out));
            }
            Syntax::TypeSwitch { init, x, clauses, body, .. } => {
                self.scoped(*init, span, *body, out, |b, out| {
                    b.type_switch(id, label, *x, clauses, span, out)
                });
            }
            Syntax::Select { clauses, .. } => self.select_stmt(label, clauses, span, out),
            Syntax::For { init, condition, post, body } => {
                self.scoped(*init, span, body.span, out, |b, out| {
                    b.for_stmt(label, *init, *condition, *post, body, span, out);
                });
            }
            Syntax::Range { key, value, define, x, body } => {
                let range =
                    super::range::RangeSyntax { key: *key, value: *value, define: *define, x: *x, body };
                self.range(label, &range, span, out);
            }
            Syntax::Labeled { label, stmt } => {
                let target = self.named_label(&label.name);
                out.push(Stmt::new(StmtKind::Label(target), label.span));
                self.stmt(*stmt, Some(label.name.clone()), out);
            }
        }
    }

    /// `init` and what `build` makes in a block of their own.
    fn scoped(
        &mut self,
        init: Option<StmtId>,
        span: Span,
        end: Span,
        out: &mut Vec<Stmt>,
        build: impl FnOnce(&mut Self, &mut Vec<Stmt>),
    ) {
        let mut stmts = Vec::new();
        if let Some(init) = init {
            self.stmt(init, None, &mut stmts);
        }
        build(self, &mut stmts);
        out.push(Stmt::new(StmtKind::Block(Block::new(stmts, last_byte(end))), span));
    }

    fn decl(&mut self, decl: &Decl, out: &mut Vec<Stmt>) {
        if let Decl::Var(specs) = decl {
            specs.iter().for_each(|spec| self.var_spec(spec, out));
        }
    }

    /// `var a, b T = x, y`.
    pub(super) fn var_spec(&mut self, spec: &VarSpec, out: &mut Vec<Stmt>) {
        let declared = spec.ty.map(|t| self.ty(t));
        let variables: Vec<Option<ObjectId>> = spec.names.iter().map(|n| self.declared_object(n)).collect();
        if spec.values.is_empty() {
            variables.into_iter().flatten().for_each(|v| self.define_variable(v, None, spec.span, out));
            return;
        }
        if spec.values.len() == 1 && variables.len() > 1 {
            let tuple = self.tuple_expr(spec.values[0]);
            self.define_from_tuple(&variables, tuple, spec.span, out);
            return;
        }
        let mut values = Vec::with_capacity(variables.len());
        for (&variable, &value) in variables.iter().zip(&spec.values) {
            let ty = variable.map(|v| self.concrete(self.object(v).ty)).or(declared);
            values.push(match ty {
                Some(ty) => self.expr_as(value, ty),
                None => self.expr(value),
            });
        }
        if late_calls(&values) {
            let is_new = vec![true; variables.len()];
            return self.define_parallel(&variables, &is_new, values, spec.span, out);
        }
        for ((variable, value), name) in variables.into_iter().zip(values).zip(&spec.names) {
            match variable {
                Some(v) => self.define_variable(v, Some(value), name.span, out),
                None => out.push(Stmt::expr(value)),
            }
        }
    }

    /// Variables, of which the new ones come into being, get values that are all made before the
    /// first is stored (calls before the variables beside them are loaded, as gc does it).
    pub(super) fn define_parallel(
        &mut self,
        variables: &[Option<ObjectId>],
        is_new: &[bool],
        values: Vec<Expr>,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        for (variable, new) in variables.iter().zip(is_new) {
            if let (Some(v), true) = (variable, new) {
                self.define_variable(*v, None, span, out);
            }
        }
        let places = variables.iter().map(|v| v.map(|v| self.variable(v))).collect();
        out.push(Stmt::new(StmtKind::AssignParallel { places, values }, span));
    }

    /// The variable that an identifier declares or names; `None` for `_`.
    pub(super) fn declared_object(&self, ident: &Ident) -> Option<ObjectId> {
        if &*ident.name == "_" { None } else { self.info.objects[ident.id.0 as usize] }
    }

    /// The same for the left side of a definition.
    pub(super) fn target_object(&self, e: ExprId) -> Option<ObjectId> {
        match &self.ast[e].kind {
            SyntaxExpr::Ident(ident) => self.declared_object(ident),
            _ => None,
        }
    }

    /// `_`
    pub(super) fn is_blank(&self, e: ExprId) -> bool {
        matches!(&self.ast[e].kind, SyntaxExpr::Ident(ident) if &*ident.name == "_")
    }

    /// Lives at package level.
    pub(super) fn is_global(&self, object: ObjectId) -> bool {
        matches!(
            self.object(object).kind,
            ObjectKind::Var(VarKind::Global | VarKind::Script { shared: true })
        )
    }

    /// A variable comes into being, with `value` or zero.
    pub(super) fn define_variable(
        &mut self,
        object: ObjectId,
        value: Option<Expr>,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        if self.is_global(object) {
            let ty = self.object(object).ty;
            let place = self.variable(object);
            out.push(Stmt::assign(place, value.unwrap_or_else(|| Expr::zero(ty, span)), span));
        } else {
            let local = self.declare(object);
            out.push(Stmt::declare(local, value, span));
        }
    }

    /// Variables come into being with the parts of a tuple.
    pub(super) fn define_from_tuple(
        &mut self,
        variables: &[Option<ObjectId>],
        tuple: Expr,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        for &v in variables.iter().flatten() {
            self.define_variable(v, None, span, out);
        }
        let places =
            variables.iter().map(|v| v.map(|v| (self.variable(v), self.concrete(self.object(v).ty))));
        let places: Vec<_> = places.collect();
        self.assign_tuple(places, tuple, span, out);
    }

    /// Stores the parts of a tuple, converted where a place's type differs.
    pub(super) fn assign_tuple(
        &mut self,
        places: Vec<Option<(Place, TypeId)>>,
        tuple: Expr,
        span: Span,
        out: &mut Vec<Stmt>,
    ) {
        let types = self.types.tuple_types(tuple.ty);
        let same = places.iter().zip(&types).all(|(p, &ty)| p.as_ref().is_none_or(|(_, t)| *t == ty));
        if same {
            let places = places.into_iter().map(|p| p.map(|(place, _)| place)).collect();
            out.push(Stmt::new(StmtKind::AssignTuple { places, value: tuple }, span));
            return;
        }
        let (stmts, values) = self.spread(tuple);
        out.extend(stmts);
        let mut targets = Vec::new();
        let mut converted = Vec::new();
        for (place, value) in places.into_iter().zip(values) {
            if let Some((place, ty)) = place {
                targets.push(Some(place));
                converted.push(self.assignable(value, ty));
            }
        }
        out.push(Stmt::new(StmtKind::AssignParallel { places: targets, values: converted }, span));
    }

    /// Is this the type of several values?
    pub(super) fn is_tuple(&self, ty: TypeId) -> bool {
        matches!(self.types.kind(ty), TypeKind::Tuple(_))
    }
}

/// A value after the first calls a function.
pub(super) fn late_calls(values: &[Expr]) -> bool {
    values.iter().skip(1).any(has_call) && values.iter().any(|v| !has_call(v))
}

/// The closing brace of a block.
pub(super) fn last_byte(span: Span) -> Span {
    Span { lo: span.hi.saturating_sub(1), hi: span.hi }
}
