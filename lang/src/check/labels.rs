//! Labels: declared once, used, and jumped to only as the spec allows ("Goto statements", "Break
//! statements", "Continue statements"). After types2's labels.go.

use super::checker::Checker;
use super::info::{ObjectId, ObjectKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Ast, Decl, Ident, Name, StmtId, StmtKind};
use crate::types::TypeId;
use std::collections::HashMap;

/// A block on the way from the function's body to where the check is.
struct LabelBlock {
    /// Where it starts.
    start: Span,
    /// The labeled statement that the block belongs to.
    labeled: Option<(Name, StmtId)>,
    /// Labels declared in the block so far.
    labels: Vec<Name>,
}

/// The labels of one function.
struct Labels<'c, 'a> {
    checker: &'c mut Checker<'a>,
    /// With the start of the block that it stands in.
    all: HashMap<Name, (ObjectId, Span)>,
    /// In the order of declaration.
    order: Vec<ObjectId>,
    blocks: Vec<LabelBlock>,
}

/// What is known about the block being walked.
#[derive(Default)]
struct Jumps {
    /// Gotos whose label has not been seen yet.
    forward: Vec<Ident>,
    /// Those of them that came before the last variable declaration, which stands here.
    over: Vec<Ident>,
    declaration: Option<(Span, String)>,
}

impl Checker<'_> {
    /// Checks the labels of a function's body.
    pub(super) fn check_labels(&mut self, body: &[StmtId]) {
        let ast = self.ast();
        let mut labels = Labels { checker: self, all: HashMap::new(), order: Vec::new(), blocks: Vec::new() };
        let start = body.first().map_or_else(Span::default, |&s| ast[s].span);
        let forward = labels.block(&ast, None, start, body);
        let Labels { all, order, .. } = labels;
        for jump in forward {
            match all.get(&jump.name) {
                Some(&(label, start)) => {
                    self.mark_used(label);
                    self.record_use(&jump, label);
                    let message = format!("goto {} jumps into block starting at {}", jump.name, self.place_string(start));
                    self.error(Code::JumpIntoBlock, jump.span, message);
                }
                None => {
                    let message = format!("label {} not defined", jump.name);
                    self.error(Code::UndeclaredLabel, jump.span, message);
                }
            }
        }
        for label in order {
            let object = self.object(label).clone();
            if !object.used {
                let message = format!("label {} defined and not used", object.name);
                self.unused_error(Code::UnusedLabel, object.span, message);
            }
        }
    }
}

impl Labels<'_, '_> {
    /// Walks a block's statements; the result is the gotos that leave it forward.
    fn block(&mut self, ast: &Ast, labeled: Option<(Name, StmtId)>, start: Span, list: &[StmtId]) -> Vec<Ident> {
        self.blocks.push(LabelBlock { start, labeled, labels: Vec::new() });
        let mut jumps = Jumps::default();
        for &s in list {
            self.statement(ast, None, s, &mut jumps);
        }
        self.blocks.pop();
        jumps.forward
    }

    fn statement(&mut self, ast: &Ast, labeled: Option<(Name, StmtId)>, s: StmtId, jumps: &mut Jumps) {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || match &ast[s].kind {
            StmtKind::Decl(Decl::Var(specs)) => {
                if let Some(name) = specs.first().and_then(|spec| spec.names.first()) {
                    jumps.declare(name.span, name.name.to_string());
                }
            }
            StmtKind::Define { lhs, op_span, .. } => {
                let names: Vec<String> = lhs.iter().map(|&e| self.checker.expr_string(e)).collect();
                jumps.declare(*op_span, names.join(", "));
            }
            StmtKind::Labeled { label, stmt } => {
                if &*label.name != "_" {
                    self.declare(label, jumps);
                }
                self.statement(ast, Some((label.name.clone(), *stmt)), *stmt, jumps);
            }
            StmtKind::Break { label: Some(label) } => {
                let ok = |k: &StmtKind| is_loop(k) || is_switch(k);
                self.branch(ast, label, ok, "break");
            }
            StmtKind::Continue { label: Some(label) } => self.branch(ast, label, is_loop, "continue"),
            StmtKind::Goto { label } => {
                if self.blocks.iter().any(|b| b.labels.contains(&label.name)) {
                    self.use_label(label);
                } else {
                    jumps.forward.push(label.clone());
                }
            }
            StmtKind::Block(block) => jumps.forward.extend(self.block(ast, labeled, block.span, &block.stmts)),
            StmtKind::If { then, otherwise, .. } => {
                jumps.forward.extend(self.block(ast, labeled.clone(), then.span, &then.stmts));
                if let Some(otherwise) = otherwise {
                    self.statement(ast, labeled, *otherwise, jumps);
                }
            }
            StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
                let bodies: Vec<(Span, &[StmtId])> = clauses.iter().map(|c| (c.span, &c.body[..])).collect();
                self.clauses(ast, labeled, &bodies, jumps);
            }
            StmtKind::Select { clauses, .. } => {
                let bodies: Vec<(Span, &[StmtId])> = clauses.iter().map(|c| (c.span, &c.body[..])).collect();
                self.clauses(ast, labeled, &bodies, jumps);
            }
            StmtKind::For { body, .. } | StmtKind::Range { body, .. } => {
                jumps.forward.extend(self.block(ast, labeled, body.span, &body.stmts));
            }
            _ => {}
        });
    }

    fn clauses(&mut self, ast: &Ast, labeled: Option<(Name, StmtId)>, bodies: &[(Span, &[StmtId])], jumps: &mut Jumps) {
        self.blocks.push(LabelBlock { start: Span::default(), labeled, labels: Vec::new() });
        for (start, body) in bodies {
            jumps.forward.extend(self.block(ast, None, *start, body));
        }
        self.blocks.pop();
    }

    fn declare(&mut self, label: &Ident, jumps: &mut Jumps) {
        let c = &mut *self.checker;
        let object = c.new_object(label.name.clone(), ObjectKind::Label, TypeId::INVALID, label.span);
        if let Some(&(other, _)) = self.all.get(&label.name) {
            let place = c.object(other).span;
            let message = format!("label {} already defined at {}", label.name, c.place_string(place));
            let text = format!("other declaration of {}", label.name);
            c.report(Diagnostic::error(Code::DuplicateLabel, label.span, message).label(place, text));
        } else {
            let start = self.blocks.last().map_or_else(Span::default, |block| block.start);
            self.all.insert(label.name.clone(), (object, start));
            self.order.push(object);
            c.record_def(label, Some(object));
            if let Some(block) = self.blocks.last_mut() {
                block.labels.push(label.name.clone());
            }
        }
        let (matching, rest) = std::mem::take(&mut jumps.forward).into_iter().partition(|j| j.name == label.name);
        jumps.forward = rest;
        let matching: Vec<Ident> = matching;
        for jump in matching {
            c.mark_used(object);
            c.record_use(&jump, object);
            if let Some((declaration, variable)) = &jumps.declaration
                && jumps.over.iter().any(|j| j.id == jump.id)
            {
                let place = c.place_string(*declaration);
                let message = format!("goto {} jumps over declaration of {variable} at {place}", jump.name);
                let diagnostic = Diagnostic::error(Code::JumpOverDecl, jump.span, message);
                c.report(diagnostic.label(*declaration, "variable declared here"));
            }
        }
    }

    /// A break or continue with a label: that of an enclosing statement.
    fn branch(&mut self, ast: &Ast, label: &Ident, ok: impl Fn(&StmtKind) -> bool, keyword: &str) {
        let labeled = self.blocks.iter().rev().filter_map(|b| b.labeled.as_ref());
        let target = labeled.into_iter().find(|(name, _)| *name == label.name);
        if target.is_some_and(|(_, s)| ok(&ast[*s].kind)) {
            return self.use_label(label);
        }
        self.use_label(label);
        let message = match self.all.contains_key(&label.name) {
            true => format!("invalid {keyword} label {}", label.name),
            false => format!("{keyword} label not defined: {}", label.name),
        };
        self.checker.error(Code::MisplacedLabel, label.span, message);
    }

    fn use_label(&mut self, label: &Ident) {
        if let Some(&(object, _)) = self.all.get(&label.name) {
            self.checker.mark_used(object);
            self.checker.record_use(label, object);
        }
    }
}

impl Jumps {
    /// Jumps so far jump over this declaration if their label comes after it.
    fn declare(&mut self, span: Span, variable: String) {
        self.declaration = Some((span, variable));
        self.over = self.forward.clone();
    }
}

fn is_loop(kind: &StmtKind) -> bool {
    matches!(kind, StmtKind::For { .. } | StmtKind::Range { .. })
}

fn is_switch(kind: &StmtKind) -> bool {
    matches!(kind, StmtKind::Switch { .. } | StmtKind::TypeSwitch { .. } | StmtKind::Select { .. })
}
