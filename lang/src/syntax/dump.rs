//! Tokens and trees as text, for people who want to see what the front end sees.

use super::ast::{
    Ast, Block, CaseClause, CommClause, Decl, Element, ExprId, ExprKind, FieldDecl, FuncDecl,
    InterfaceElement, Item, Param, Signature, StmtId, StmtKind, TypeParam, TypeSpec,
};
use super::semicolon::lex;
use crate::recursion::recurse;
use crate::source::{FileId, SourceMap, Span};
use std::fmt::Write;

/// One token a line: place, kind, text.
pub fn tokens(map: &SourceMap, file: FileId) -> String {
    let mut out = String::new();
    for (token, span) in lex(map.file(file)).tokens.list.iter() {
        let place = map.locate(*span);
        // Writing to a String cannot fail.
        let _ = write!(out, "{}:{}\t{token:?}", place.line, place.column);
        let text = map.text(*span);
        if token.is_literal() || text.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_') {
            let _ = write!(out, "\t{text}");
        }
        out.push('\n');
    }
    out
}

/// The tree, one node a line, indented.
pub fn ast(map: &SourceMap, ast: &Ast) -> String {
    let mut printer = Printer { map, ast, out: String::new(), depth: 0 };
    if let Some(package) = &ast.package {
        printer.line(package.span, &format!("package {}", package.name));
    }
    for import in &ast.imports {
        let name = import.name.as_ref().map_or(String::new(), |n| format!("{} ", n.name));
        printer.line(import.path_span, &format!("import {name}{:?}", import.path));
    }
    for item in &ast.items {
        match item {
            Item::Decl(decl) => printer.decl(decl),
            Item::Func(func) => printer.func(func),
            Item::Stmt(stmt) => printer.stmt(*stmt),
        }
    }
    printer.out
}

struct Printer<'a> {
    map: &'a SourceMap,
    ast: &'a Ast,
    out: String,
    depth: usize,
}

impl Printer<'_> {
    fn line(&mut self, span: Span, text: &str) {
        let place = self.map.locate(span);
        let indent = "  ".repeat(self.depth.min(60));
        let _ = writeln!(self.out, "{indent}{text} @{}:{}", place.line, place.column);
    }

    fn inside(&mut self, body: impl FnOnce(&mut Self)) {
        self.depth += 1;
        recurse(|| body(self));
        self.depth -= 1;
    }

    /// A heading and what belongs under it.
    fn part(&mut self, span: Span, heading: &str, body: impl FnOnce(&mut Self)) {
        self.line(span, heading);
        self.inside(body);
    }

    fn exprs(&mut self, list: &[ExprId]) {
        list.iter().for_each(|x| self.expr(*x));
    }

    fn stmts(&mut self, list: &[StmtId]) {
        list.iter().for_each(|s| self.stmt(*s));
    }

    fn block(&mut self, name: &str, block: &Block) {
        self.part(block.span, name, |p| p.stmts(&block.stmts));
    }

    fn decl(&mut self, decl: &Decl) {
        match decl {
            Decl::Const(specs) => {
                for spec in specs {
                    let names = join(spec.names.iter().map(|n| &*n.name));
                    self.part(spec.span, &format!("const {names} iota={}", spec.iota), |p| {
                        p.exprs(spec.ty.as_slice());
                        p.exprs(&spec.values);
                    });
                }
            }
            Decl::Var(specs) => {
                for spec in specs {
                    let names = join(spec.names.iter().map(|n| &*n.name));
                    self.part(spec.span, &format!("var {names}"), |p| {
                        p.exprs(spec.ty.as_slice());
                        p.exprs(&spec.values);
                    });
                }
            }
            Decl::Type(specs) => specs.iter().for_each(|spec| self.type_spec(spec)),
        }
    }

    fn type_spec(&mut self, spec: &TypeSpec) {
        let alias = if spec.alias { " =" } else { "" };
        self.part(spec.span, &format!("type {}{alias}", spec.name.name), |p| {
            p.type_params(&spec.params);
            p.expr(spec.ty);
        });
    }

    fn type_params(&mut self, params: &[TypeParam]) {
        for param in params {
            self.part(param.name.span, &format!("type parameter {}", param.name.name), |p| {
                p.expr(param.constraint)
            });
        }
    }

    fn func(&mut self, func: &FuncDecl) {
        self.part(func.span, &format!("func {}", func.name.name), |p| {
            p.params("receiver", func.receiver.as_slice());
            p.type_params(&func.type_params);
            p.signature(&func.signature);
            if let Some(body) = &func.body {
                p.block("body", body);
            }
        });
    }

    fn signature(&mut self, signature: &Signature) {
        self.params("parameter", &signature.params);
        self.params("result", &signature.results);
    }

    fn params(&mut self, what: &str, params: &[Param]) {
        for param in params {
            let name = param.name.as_ref().map_or("", |n| &n.name);
            let dots = if param.variadic { " ..." } else { "" };
            self.part(param.span, format!("{what} {name}{dots}").trim_end(), |p| p.expr(param.ty));
        }
    }

    fn expr(&mut self, id: ExprId) {
        let ast = self.ast;
        let expr = &ast[id];
        let heading = expr_heading(&expr.kind);
        self.part(expr.span, &heading, |p| p.expr_parts(&expr.kind));
    }

    fn expr_parts(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Bad | ExprKind::Ident(_) | ExprKind::BasicLit { .. } => {}
            ExprKind::FuncLit { signature, body } => {
                self.signature(signature);
                self.block("body", body);
            }
            ExprKind::CompositeLit { ty, elements, .. } => {
                self.exprs(ty.as_slice());
                elements.iter().for_each(|element| self.element(element));
            }
            ExprKind::Paren(x) | ExprKind::Selector { x, .. } | ExprKind::Unary { x, .. } => self.expr(*x),
            ExprKind::Index { x, indices } => {
                self.expr(*x);
                self.exprs(indices);
            }
            ExprKind::Slice { x, lo, hi, max, .. } => {
                self.expr(*x);
                for (name, bound) in [("low", lo), ("high", hi), ("max", max)] {
                    if let Some(bound) = bound {
                        let span = self.ast[*bound].span;
                        self.part(span, name, |p| p.expr(*bound));
                    }
                }
            }
            ExprKind::TypeAssert { x, ty } => {
                self.expr(*x);
                self.exprs(ty.as_slice());
            }
            ExprKind::Call { fun, args, .. } => {
                self.expr(*fun);
                self.exprs(args);
            }
            ExprKind::Binary { x, y, .. } => self.exprs(&[*x, *y]),
            ExprKind::ArrayType { len, elem } => {
                self.exprs(len.as_slice());
                self.expr(*elem);
            }
            ExprKind::SliceType { elem } | ExprKind::ChanType { elem, .. } => self.expr(*elem),
            ExprKind::StructType { fields } => fields.iter().for_each(|field| self.field(field)),
            ExprKind::FuncType { signature } => self.signature(signature),
            ExprKind::InterfaceType { elements } => elements.iter().for_each(|e| self.interface_element(e)),
            ExprKind::MapType { key, value } => self.exprs(&[*key, *value]),
        }
    }

    fn element(&mut self, element: &Element) {
        match element.key {
            Some(key) => {
                let span = self.ast[key].span;
                self.part(span, "key", |p| p.exprs(&[key, element.value]));
            }
            None => self.expr(element.value),
        }
    }

    fn field(&mut self, field: &FieldDecl) {
        let name = field.name.as_ref().map_or("(embedded)", |n| &n.name);
        let tag = field.tag.as_ref().map_or(String::new(), |tag| format!(" {tag:?}"));
        self.part(field.span, &format!("field {name}{tag}"), |p| p.expr(field.ty));
    }

    fn interface_element(&mut self, element: &InterfaceElement) {
        match element {
            InterfaceElement::Method { name, signature } => {
                self.part(name.span, &format!("method {}", name.name), |p| p.signature(signature));
            }
            InterfaceElement::Union(terms) => {
                let span = terms.first().map_or(self.ast.span, |t| self.ast[*t].span);
                self.part(span, "union", |p| p.exprs(terms));
            }
        }
    }

    fn stmt(&mut self, id: StmtId) {
        let ast = self.ast;
        let stmt = &ast[id];
        match &stmt.kind {
            StmtKind::Decl(decl) => self.decl(decl),
            StmtKind::Block(block) => self.block("block", block),
            kind => {
                let heading = stmt_heading(kind);
                self.part(stmt.span, &heading, |p| p.stmt_parts(kind));
            }
        }
    }

    fn stmt_parts(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::Expr(x) | StmtKind::Go { call: x } | StmtKind::Defer { call: x } => self.expr(*x),
            StmtKind::IncDec { x, .. } => self.expr(*x),
            StmtKind::Send { channel, value } => self.exprs(&[*channel, *value]),
            StmtKind::Assign { lhs, rhs, .. } | StmtKind::Define { lhs, rhs, .. } => {
                self.exprs(lhs);
                self.exprs(rhs);
            }
            StmtKind::Return { results } => self.exprs(results),
            StmtKind::Labeled { stmt, .. } => self.stmt(*stmt),
            StmtKind::If { init, condition, then, otherwise } => {
                self.stmts(init.as_slice());
                self.expr(*condition);
                self.block("then", then);
                self.stmts(otherwise.as_slice());
            }
            StmtKind::Switch { init, tag, clauses, .. } => {
                self.stmts(init.as_slice());
                self.exprs(tag.as_slice());
                clauses.iter().for_each(|clause| self.case(clause));
            }
            StmtKind::TypeSwitch { init, x, clauses, .. } => {
                self.stmts(init.as_slice());
                self.expr(*x);
                clauses.iter().for_each(|clause| self.case(clause));
            }
            StmtKind::Select { clauses, .. } => clauses.iter().for_each(|clause| self.comm(clause)),
            StmtKind::For { init, condition, post, body } => {
                self.stmts(init.as_slice());
                self.exprs(condition.as_slice());
                self.stmts(post.as_slice());
                self.block("body", body);
            }
            StmtKind::Range { key, value, x, body, .. } => {
                self.exprs(key.as_slice());
                self.exprs(value.as_slice());
                self.expr(*x);
                self.block("body", body);
            }
            _ => {}
        }
    }

    fn case(&mut self, clause: &CaseClause) {
        self.part(clause.span, if clause.is_default { "default" } else { "case" }, |p| {
            p.exprs(&clause.exprs);
            p.stmts(&clause.body);
        });
    }

    fn comm(&mut self, clause: &CommClause) {
        self.part(clause.span, if clause.comm.is_some() { "case" } else { "default" }, |p| {
            p.stmts(clause.comm.as_slice());
            p.stmts(&clause.body);
        });
    }
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

fn expr_heading(kind: &ExprKind) -> String {
    match kind {
        ExprKind::Bad => "bad".to_string(),
        ExprKind::Ident(name) => format!("name {}", name.name),
        ExprKind::BasicLit { kind, text } => format!("literal {kind:?} {text}"),
        ExprKind::FuncLit { .. } => "func".to_string(),
        ExprKind::CompositeLit { .. } => "composite".to_string(),
        ExprKind::Paren(_) => "paren".to_string(),
        ExprKind::Selector { sel, .. } => format!("selector .{}", sel.name),
        ExprKind::Index { .. } => "index".to_string(),
        ExprKind::Slice { three, .. } => if *three { "slice of three" } else { "slice" }.to_string(),
        ExprKind::TypeAssert { .. } => "type assertion".to_string(),
        ExprKind::Call { ellipsis, .. } => if ellipsis.is_some() { "call ..." } else { "call" }.to_string(),
        ExprKind::Unary { op, .. } => format!("unary {op:?}"),
        ExprKind::Binary { op, .. } => format!("binary {op:?}"),
        ExprKind::ArrayType { .. } => "array type".to_string(),
        ExprKind::SliceType { .. } => "slice type".to_string(),
        ExprKind::StructType { .. } => "struct type".to_string(),
        ExprKind::FuncType { .. } => "func type".to_string(),
        ExprKind::InterfaceType { .. } => "interface type".to_string(),
        ExprKind::MapType { .. } => "map type".to_string(),
        ExprKind::ChanType { dir, .. } => format!("chan type {dir:?}"),
    }
}

fn stmt_heading(kind: &StmtKind) -> String {
    let labelled = |word: &str, label: &Option<super::ast::Ident>| match label {
        Some(label) => format!("{word} {}", label.name),
        None => word.to_string(),
    };
    match kind {
        StmtKind::Bad => "bad".to_string(),
        StmtKind::Empty => "empty".to_string(),
        StmtKind::Decl(_) | StmtKind::Block(_) => String::new(),
        StmtKind::Expr(_) => "expression".to_string(),
        StmtKind::Send { .. } => "send".to_string(),
        StmtKind::IncDec { increment, .. } => if *increment { "increment" } else { "decrement" }.to_string(),
        StmtKind::Assign { op, .. } => op.map_or("assign".to_string(), |op| format!("assign {op:?}")),
        StmtKind::Define { .. } => "define".to_string(),
        StmtKind::Go { .. } => "go".to_string(),
        StmtKind::Defer { .. } => "defer".to_string(),
        StmtKind::Return { .. } => "return".to_string(),
        StmtKind::Break { label } => labelled("break", label),
        StmtKind::Continue { label } => labelled("continue", label),
        StmtKind::Goto { label } => format!("goto {}", label.name),
        StmtKind::Fallthrough => "fallthrough".to_string(),
        StmtKind::If { .. } => "if".to_string(),
        StmtKind::Switch { .. } => "switch".to_string(),
        StmtKind::TypeSwitch { name, .. } => labelled("type switch", name),
        StmtKind::Select { .. } => "select".to_string(),
        StmtKind::For { .. } => "for".to_string(),
        StmtKind::Range { define, .. } => if *define { "range :=" } else { "range =" }.to_string(),
        StmtKind::Labeled { label, .. } => format!("label {}", label.name),
    }
}
