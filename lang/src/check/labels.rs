//! Labels and branches (spec: "Labeled statements" to "Fallthrough statements"): labels are declared
//! once and used, and each branch has a target that it may go to. This needs the tree alone, and is
//! done before types are checked. After gc's syntax/branches.go.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::hash::HashMap;
use crate::recursion::recurse;
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Ast, Decl, ExprKind, Ident, Item, Name, StmtId, StmtKind};

/// A declared label.
struct Label {
    /// The block it is declared in.
    block: usize,
    span: Span,
    /// The labeled statement.
    target: StmtId,
    used: bool,
}

struct BlockInfo {
    parent: Option<usize>,
    start: Span,
    /// The statement that the block belongs to, where that is labeled.
    labeled: Option<StmtId>,
}

/// What branches without label go to.
#[derive(Clone, Copy, Default)]
struct Targets {
    breaks: Option<StmtId>,
    continues: bool,
    /// Which case of the innermost switch this is directly in.
    case: Option<usize>,
}

/// What is known of the block being walked.
#[derive(Default)]
struct Jumps {
    /// Gotos whose label has not been seen yet.
    forward: Vec<Ident>,
    /// Those before the last variable declaration, with its names and place.
    over: Vec<Ident>,
    declaration: Option<(String, Span)>,
}

/// The walk over one function's body.
struct Walk<'a> {
    ast: &'a Ast,
    map: &'a SourceMap,
    labels: HashMap<Name, Label>,
    blocks: Vec<BlockInfo>,
    diagnostics: Vec<Diagnostic>,
}

/// Checks labels and branches of all functions of a file (and a script's statements).
pub fn check_branches(ast: &Ast, map: &SourceMap) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut top = Vec::new();
    for item in &ast.items {
        match item {
            Item::Func(decl) => {
                if let Some(body) = &decl.body {
                    diagnostics.extend(check_body(ast, map, body.span, &body.stmts));
                }
            }
            Item::Stmt(s) => top.push(*s),
            Item::Decl(_) => {}
        }
    }
    diagnostics.extend(check_body(ast, map, ast.span, &top));
    for expr in &ast.exprs {
        if let ExprKind::FuncLit { body, .. } = &expr.kind {
            diagnostics.extend(check_body(ast, map, body.span, &body.stmts));
        }
    }
    if ast.package.is_none() {
        let unused = diagnostics.iter_mut().filter(|d| d.code == Code::UnusedLabel);
        unused.for_each(|d| d.severity = Severity::Warning);
    }
    diagnostics
}

fn check_body(ast: &Ast, map: &SourceMap, span: Span, body: &[StmtId]) -> Vec<Diagnostic> {
    let mut walk = Walk { ast, map, labels: HashMap::default(), blocks: Vec::new(), diagnostics: Vec::new() };
    let forward = walk.block(None, Targets::default(), None, span, body);
    for jump in forward {
        let name = &jump.name;
        let Some(label) = walk.labels.get_mut(name) else {
            walk.error(Code::UndeclaredLabel, jump.span, format!("label {name} not defined"));
            continue;
        };
        label.used = true;
        let place = walk.place(walk.blocks[walk.labels[name].block].start);
        let message = format!("goto {name} jumps into block starting at {place}");
        walk.error(Code::JumpIntoBlock, jump.span, message);
    }
    let mut unused: Vec<(Span, Name)> =
        walk.labels.iter().filter(|(_, l)| !l.used).map(|(name, l)| (l.span, name.clone())).collect();
    unused.sort();
    for (span, name) in unused {
        walk.error(Code::UnusedLabel, span, format!("label {name} defined and not used"));
    }
    walk.diagnostics
}

impl Walk<'_> {
    fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(code, span, message));
    }

    fn place(&self, span: Span) -> String {
        let place = self.map.locate(span);
        format!("{}:{}:{}", self.map.file(place.file).name, place.line, place.column)
    }

    /// Walks the statements of a block; the result is the gotos that leave it forward.
    fn block(
        &mut self,
        parent: Option<usize>,
        targets: Targets,
        labeled: Option<StmtId>,
        start: Span,
        body: &[StmtId],
    ) -> Vec<Ident> {
        let block = self.blocks.len();
        self.blocks.push(BlockInfo { parent, start, labeled });
        let mut jumps = Jumps::default();
        let ast = self.ast;
        let visible =
            body.iter().rposition(|&s| !matches!(ast[s].kind, StmtKind::Empty)).map_or(0, |i| i + 1);
        for (i, &s) in body[..visible].iter().enumerate() {
            let targets = Targets { case: targets.case.filter(|_| i + 1 == visible), ..targets };
            recurse(|| self.statement(block, targets, s, &mut jumps));
        }
        jumps.forward
    }

    fn statement(&mut self, block: usize, targets: Targets, s: StmtId, jumps: &mut Jumps) {
        let ast = self.ast;
        let (mut s, mut labeled) = (s, None);
        while let StmtKind::Labeled { label, stmt } = &ast[s].kind {
            if &*label.name != "_" {
                self.declare(block, label, *stmt, jumps);
                labeled = Some(*stmt);
            }
            s = *stmt;
        }
        match &ast[s].kind {
            StmtKind::Decl(Decl::Var(specs)) => {
                if let Some(name) = specs.first().and_then(|spec| spec.names.first()) {
                    jumps.declare(name.name.to_string(), name.span);
                }
            }
            StmtKind::Define { lhs, op_span, .. } => {
                let first = lhs.first().map_or(*op_span, |&e| ast[e].span);
                let last = lhs.last().map_or(*op_span, |&e| ast[e].span);
                jumps.declare(self.map.text(first.to(last)).to_string(), *op_span);
            }
            StmtKind::Break { label: None } if targets.breaks.is_none() => {
                let message = "break is not in a loop, switch, or select";
                self.error(Code::MisplacedBreak, ast[s].span, message);
            }
            StmtKind::Continue { label: None } if !targets.continues => {
                self.error(Code::MisplacedContinue, ast[s].span, "continue is not in a loop");
            }
            StmtKind::Fallthrough => self.fallthrough(targets, ast[s].span),
            StmtKind::Break { label: Some(label) } => {
                let ok = |k: &StmtKind| is_loop(k) || is_switch(k);
                self.branch(block, label, ok, "break");
            }
            StmtKind::Continue { label: Some(label) } => self.branch(block, label, is_loop, "continue"),
            StmtKind::Goto { label } => {
                if !self.goto_target(block, &label.name) {
                    jumps.forward.push(label.clone());
                }
            }
            _ => self.nested(block, targets, labeled, s, jumps),
        }
    }

    /// Statements with blocks in them.
    fn nested(
        &mut self,
        block: usize,
        targets: Targets,
        labeled: Option<StmtId>,
        s: StmtId,
        jumps: &mut Jumps,
    ) {
        let ast = self.ast;
        let inner = Targets { case: None, ..targets };
        let parent = Some(block);
        match &ast[s].kind {
            StmtKind::Block(body) => {
                jumps.forward.extend(self.block(parent, inner, labeled, body.span, &body.stmts));
            }
            StmtKind::If { then, otherwise, .. } => {
                jumps.forward.extend(self.block(parent, inner, labeled, then.span, &then.stmts));
                if let Some(otherwise) = *otherwise {
                    let start = ast[otherwise].span;
                    jumps.forward.extend(self.block(parent, inner, labeled, start, &[otherwise]));
                }
            }
            StmtKind::For { body, .. } | StmtKind::Range { body, .. } => {
                let inner = Targets { breaks: Some(s), continues: true, case: None };
                jumps.forward.extend(self.block(parent, inner, labeled, body.span, &body.stmts));
            }
            StmtKind::Switch { clauses, .. } | StmtKind::TypeSwitch { clauses, .. } => {
                for (i, clause) in clauses.iter().enumerate() {
                    let inner = Targets { breaks: Some(s), case: Some(i), ..targets };
                    jumps.forward.extend(self.block(parent, inner, labeled, clause.span, &clause.body));
                }
            }
            StmtKind::Select { clauses, .. } => {
                let inner = Targets { breaks: Some(s), ..inner };
                for clause in clauses {
                    jumps.forward.extend(self.block(parent, inner, labeled, clause.span, &clause.body));
                }
            }
            _ => {}
        }
    }

    fn fallthrough(&mut self, targets: Targets, span: Span) {
        let mut message = "fallthrough statement out of place";
        match targets.breaks.map(|s| &self.ast[s].kind) {
            Some(StmtKind::TypeSwitch { .. }) => message = "cannot fallthrough in type switch",
            Some(StmtKind::Switch { clauses, .. }) => match targets.case {
                Some(i) if i + 1 == clauses.len() => message = "cannot fallthrough final case in switch",
                Some(_) => return,
                None => {}
            },
            _ => {}
        }
        self.error(Code::MisplacedFallthrough, span, message);
    }

    fn declare(&mut self, block: usize, label: &Ident, target: StmtId, jumps: &mut Jumps) {
        let name = &label.name;
        if let Some(other) = self.labels.get(name) {
            let place = other.span;
            let message = format!("label {name} already defined at {}", self.place(place));
            let diagnostic = Diagnostic::error(Code::DuplicateLabel, label.span, message);
            self.diagnostics.push(diagnostic.label(place, "defined here"));
        } else {
            self.labels.insert(name.clone(), Label { block, span: label.span, target, used: false });
        }
        let (matching, rest): (Vec<Ident>, Vec<Ident>) =
            std::mem::take(&mut jumps.forward).into_iter().partition(|j| j.name == *name);
        jumps.forward = rest;
        for jump in matching {
            if let Some(label) = self.labels.get_mut(name) {
                label.used = true;
            }
            if let Some((variables, declaration)) = &jumps.declaration
                && jumps.over.iter().any(|j| j.id == jump.id)
            {
                let place = self.place(*declaration);
                let message = format!("goto {name} jumps over declaration of {variables} at {place}");
                let diagnostic = Diagnostic::error(Code::JumpOverDecl, jump.span, message);
                self.diagnostics.push(diagnostic.label(*declaration, "variable declared here"));
            }
        }
    }

    /// The label is declared in this block or one around it: a goto may jump back to it.
    fn goto_target(&mut self, block: usize, name: &Name) -> bool {
        let Some(label) = self.labels.get_mut(name) else { return false };
        label.used = true;
        let declared = label.block;
        self.enclosing(block).any(|b| b == declared)
    }

    fn enclosing(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(block), |&b| self.blocks[b].parent)
    }

    /// A break or continue with a label: that of a statement around it.
    fn branch(&mut self, block: usize, label: &Ident, ok: impl Fn(&StmtKind) -> bool, keyword: &str) {
        let name = &label.name;
        let Some(declared) = self.labels.get_mut(name) else {
            let message = format!("{keyword} label not defined: {name}");
            return self.error(Code::UndeclaredLabel, label.span, message);
        };
        declared.used = true;
        let target = declared.target;
        let inside = self.enclosing(block).any(|b| self.blocks[b].labeled == Some(target));
        if !inside || !ok(&self.ast[target].kind) {
            self.error(Code::MisplacedLabel, label.span, format!("invalid {keyword} label {name}"));
        }
    }
}

impl Jumps {
    /// Jumps so far jump over this declaration if their label comes after it.
    fn declare(&mut self, names: String, span: Span) {
        self.declaration = Some((names, span));
        self.over = self.forward.clone();
    }
}

fn is_loop(kind: &StmtKind) -> bool {
    matches!(kind, StmtKind::For { .. } | StmtKind::Range { .. })
}

fn is_switch(kind: &StmtKind) -> bool {
    matches!(kind, StmtKind::Switch { .. } | StmtKind::TypeSwitch { .. } | StmtKind::Select { .. })
}
