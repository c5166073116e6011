//! Declarations, files and scripts.

use super::lists::ListMode;
use super::printer::{Printer, Space};
use crate::syntax::ast::{Decl, ExprId, FuncDecl, Ident, Import, Item, StmtId, TypeSpec};
use crate::syntax::token::Token;

/// One spec of a declaration.
#[derive(Clone, Copy)]
enum Spec<'s> {
    Import(&'s Import),
    Value { names: &'s [Ident], ty: Option<ExprId>, values: &'s [ExprId], hi: u32 },
    Type(&'s TypeSpec),
}

/// Something at the top of a file.
#[derive(Clone, Copy)]
enum Top<'s> {
    Imports(&'s [Import]),
    Decl(&'s Decl),
    Func(&'s FuncDecl),
    Stmt(StmtId),
}

impl<'s> Printer<'s> {
    /// The whole file.
    pub(super) fn file(&mut self) {
        let ast = self.source.ast;
        let mut end = self.source.file.base;
        if let Some(package) = &ast.package {
            let keyword = self.source.find(Token::Package, end);
            self.at(keyword).token(Token::Package);
            self.space(Space::Blank);
            self.at(package.span.lo).name(&package.name);
            end = package.span.hi;
        }
        let lines = self.begin_lines();
        let mut previous = if ast.package.is_some() { Some(Token::Package) } else { None };
        let mut imports = &ast.imports[..];
        let mut items = ast.items.iter();
        loop {
            let (token, span) = self.source.token_at(end);
            let top = if token == Token::Import {
                let (declared, rest) = imports.split_at(self.specs_in_import(span.hi, imports));
                imports = rest;
                Top::Imports(declared)
            } else {
                match items.next() {
                    Some(Item::Decl(decl)) => Top::Decl(decl),
                    Some(Item::Func(func)) => Top::Func(func),
                    Some(Item::Stmt(id))
                        if matches!(self.stmt_kind(*id), crate::syntax::ast::StmtKind::Empty) =>
                    {
                        continue;
                    }
                    Some(Item::Stmt(id)) => Top::Stmt(*id),
                    None => break,
                }
            };
            end = self.top(top, span.lo, &mut previous, lines);
        }
        self.end_lines(lines);
        self.space(Space::Newline);
    }

    /// How many of `imports` belong to the declaration whose keyword ends at `end`.
    fn specs_in_import(&self, end: u32, imports: &[Import]) -> usize {
        let (token, span) = self.source.token_at(end);
        if token != Token::LeftParen {
            return imports.len().min(1);
        }
        let close = self.source.find(Token::RightParen, span.lo);
        imports.iter().take_while(|import| import.path_span.lo < close).count()
    }

    /// Prints something at the top, with the lines before it, and gives where it ends.
    fn top(&mut self, top: Top<'s>, lo: u32, previous: &mut Option<Token>, lines: usize) -> u32 {
        let token = match top {
            Top::Stmt(_) => Token::End,
            _ => self.source.token_at(lo).0,
        };
        if previous.is_some() {
            // Statements of a script follow each other and other declarations as they stand; a
            // function has an empty line around it.
            let function = [*previous, Some(token)].contains(&Some(Token::Func));
            let statement = [*previous, Some(token)].contains(&Some(Token::End));
            let differs = *previous != Some(token) && (function || !statement);
            let min = if differs || (token != Token::End && self.source.is_documented(lo)) { 2 } else { 1 };
            let section = match top {
                Top::Func(func) => self.source.line(func.span.hi) > self.source.line(lo),
                Top::Stmt(_) => self.is_long(lines),
                _ => false,
            };
            self.line_break(self.source.line(lo), min, Space::None, section);
        }
        *previous = Some(token);
        self.record_line(lines);
        match top {
            Top::Imports(imports) => {
                let specs: Vec<Spec<'_>> = imports.iter().map(Spec::Import).collect();
                self.general_declaration(Token::Import, lo, &specs)
            }
            Top::Decl(decl) => self.declaration(decl, lo),
            Top::Func(func) => {
                self.function(func, lo);
                func.span.hi
            }
            Top::Stmt(id) => {
                self.statement(id, false);
                self.source.ast[id].span.hi
            }
        }
    }

    /// A const, type or var declaration; gives where it ends.
    pub(super) fn declaration(&mut self, decl: &'s Decl, lo: u32) -> u32 {
        let (token, specs): (Token, Vec<Spec<'_>>) = match decl {
            Decl::Const(specs) => (
                Token::Const,
                specs
                    .iter()
                    .map(|s| Spec::Value { names: &s.names, ty: s.ty, values: &s.values, hi: s.span.hi })
                    .collect(),
            ),
            Decl::Var(specs) => (
                Token::Var,
                specs
                    .iter()
                    .map(|s| Spec::Value { names: &s.names, ty: s.ty, values: &s.values, hi: s.span.hi })
                    .collect(),
            ),
            Decl::Type(specs) => (Token::Type, specs.iter().map(|s| Spec::Type(s)).collect()),
        };
        self.general_declaration(token, lo, &specs)
    }

    fn general_declaration(&mut self, token: Token, lo: u32, specs: &[Spec<'s>]) -> u32 {
        self.at(lo).token(token);
        self.space(Space::Blank);
        let (next, open) = self.source.token_at(lo + token.text().len() as u32);
        if next != Token::LeftParen {
            let Some(spec) = specs.first() else { return open.lo };
            self.spec(*spec, 1, true);
            return spec_hi(*spec);
        }
        self.at(open.lo).token(Token::LeftParen);
        let close = self.source.find(Token::RightParen, specs.last().map_or(open.lo, |s| spec_hi(*s)));
        if !specs.is_empty() {
            self.space(Space::Indent);
            self.space(Space::Section);
            let values = specs.len() > 1 && matches!(token, Token::Const | Token::Var);
            let keep = if values { keep_type_column(specs) } else { Vec::new() };
            let lines = self.begin_lines();
            for (i, spec) in specs.iter().enumerate() {
                if i > 0 {
                    self.line_break(self.source.line(spec_lo(*spec)), 1, Space::None, self.is_long(lines));
                }
                self.record_line(lines);
                match (values, *spec) {
                    (true, Spec::Value { names, ty, values, hi }) => {
                        self.value_spec(names, ty, values, hi, keep[i])
                    }
                    (_, spec) => self.spec(spec, specs.len(), false),
                }
            }
            self.end_lines(lines);
            self.space(Space::Unindent);
            self.space(Space::Section);
        }
        self.at(close);
        if let (Token::Import, Some(last)) = (token, specs.last()) {
            self.drop_empty_lines(spec_hi(*last), close);
        }
        self.token(Token::RightParen);
        close + 1
    }

    /// No empty line before the end of imports.
    fn drop_empty_lines(&mut self, last: u32, close: u32) {
        let line = self.source.line(last);
        let below = |group: &&super::source::Group| {
            last < group.lo && group.lo < close && self.source.line(group.lo) > line
        };
        if self.source.comments.iter().find(below).is_none() {
            self.place.line = self.place.line.min(line + 1);
        }
    }

    /// A spec whose parts stand in no columns, but for types of a group of `count`.
    fn spec(&mut self, spec: Spec<'s>, count: usize, indent: bool) {
        match spec {
            Spec::Import(import) => self.import(import),
            Spec::Value { names, ty, values, .. } => {
                let names: Vec<&Ident> = names.iter().collect();
                self.names(&names, indent);
                if let Some(ty) = ty {
                    self.space(Space::Blank);
                    self.expression(ty);
                }
                if !values.is_empty() {
                    self.space(Space::Blank);
                    self.token(Token::Assign);
                    self.space(Space::Blank);
                    self.values(values, 1, ListMode::PLAIN);
                }
            }
            Spec::Type(spec) => {
                self.at(spec.name.span.lo).name(&spec.name.name);
                self.type_parameters(&spec.params, spec.name.span.hi, super::members::Owner::Type);
                self.space(if count == 1 { Space::Blank } else { Space::Cell });
                if spec.alias {
                    self.token(Token::Assign);
                    self.space(Space::Blank);
                }
                self.expression(spec.ty);
            }
        }
    }

    fn import(&mut self, import: &Import) {
        if let Some(name) = &import.name {
            self.at(name.span.lo).name(&name.name);
            self.space(Space::Blank);
        }
        let plain = |c: char| c.is_alphanumeric() || "-_./~+@".contains(c);
        let written = self.source.text(import.path_span);
        let quoted = format!("\"{}\"", import.path);
        let text = if !import.path.is_empty() && import.path.chars().all(plain) { &quoted } else { written };
        self.at(import.path_span.lo).literal(Token::String, text);
    }

    fn value_spec(
        &mut self,
        names: &'s [Ident],
        ty: Option<ExprId>,
        values: &[ExprId],
        hi: u32,
        keep_type: bool,
    ) {
        let names: Vec<&Ident> = names.iter().collect();
        self.names(&names, false);
        let mut missing = 3;
        if ty.is_some() || keep_type {
            self.space(Space::Cell);
            missing -= 1;
        }
        if let Some(ty) = ty {
            self.expression(ty);
        }
        if !values.is_empty() {
            self.space(Space::Cell);
            self.token(Token::Assign);
            self.space(Space::Blank);
            self.values(values, 1, ListMode::PLAIN);
            missing -= 1;
        }
        if self.source.has_line_comment(hi) {
            (0..missing).for_each(|_| self.space(Space::Cell));
        }
    }

    fn function(&mut self, func: &'s FuncDecl, lo: u32) {
        self.at(lo).token(Token::Func);
        self.space(Space::Blank);
        let column = self.out_column - 4;
        if let Some(receiver) = &func.receiver {
            let open = self.source.find(Token::LeftParen, lo);
            self.receiver(receiver, open);
            self.space(Space::Blank);
        }
        self.at(func.name.span.lo).name(&func.name.name);
        self.type_parameters(&func.type_params, func.name.span.hi, super::members::Owner::FunctionTypes);
        self.signature(&func.signature);
        if let Some(body) = &func.body {
            let size = self.distance_from(lo, column);
            self.function_body(size, Space::Cell, body);
        }
    }
}

fn spec_lo(spec: Spec<'_>) -> u32 {
    match spec {
        Spec::Import(import) => import.name.as_ref().map_or(import.path_span.lo, |name| name.span.lo),
        Spec::Value { names, .. } => names.first().map_or(0, |name| name.span.lo),
        Spec::Type(spec) => spec.name.span.lo,
    }
}

fn spec_hi(spec: Spec<'_>) -> u32 {
    match spec {
        Spec::Import(import) => import.path_span.hi,
        Spec::Value { hi, .. } => hi,
        Spec::Type(spec) => spec.span.hi,
    }
}

/// Whether each spec of a group needs a column for its type. In a run of specs with values, one
/// type is enough to keep the column for all of them; a run without any puts values there.
fn keep_type_column(specs: &[Spec<'_>]) -> Vec<bool> {
    let has = |spec: &Spec<'_>| match spec {
        Spec::Value { ty, values, .. } => (ty.is_some(), !values.is_empty()),
        _ => (false, false),
    };
    let mut keep = Vec::with_capacity(specs.len());
    for run in specs.chunk_by(|a, b| has(a).1 && has(b).1) {
        let typed = has(&run[0]).1 && run.iter().any(|spec| has(spec).0);
        keep.extend(std::iter::repeat_n(typed, run.len()));
    }
    keep
}
