//! The parser's state: the tree under construction, names, errors, and how deep it stands. Nothing
//! here is ever taken back: rules decide by the next token and never rewind over what they built.

use super::error::{compose, found};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::HashSet;
use crate::source::{SourceFile, Span, Text};
use crate::syntax::ast::{Ast, Expr, ExprId, ExprKind, Ident, IdentId, Name, Stmt, StmtId, StmtKind};
use crate::syntax::lexer::ERRORS_MAX;
use crate::syntax::semicolon::{Lexed, Tokens};
use crate::syntax::token::{Token, TokenSet};
use std::rc::Rc;

/// How deep expressions, types and statements may nest.
pub const DEPTH_MAX: u32 = 1000;

/// Keywords that start a statement: good places to go on from.
const STATEMENT_KEYWORDS: TokenSet = TokenSet::of(&[
    Token::Break,
    Token::Const,
    Token::Continue,
    Token::Defer,
    Token::Fallthrough,
    Token::For,
    Token::Go,
    Token::Goto,
    Token::If,
    Token::Return,
    Token::Select,
    Token::Switch,
    Token::Type,
    Token::Var,
    Token::End,
]);

/// See the file's head.
pub struct State {
    pub ast: Ast,
    pub tokens: Tokens,
    text: Text,
    base: u32,
    names: HashSet<Name>,
    comments: Vec<Span>,
    diagnostics: Vec<Diagnostic>,
    late: Vec<Diagnostic>,
    /// Below zero in the header of a statement, where `{` opens its block and no literal.
    pub nesting: i32,
    /// How many functions are around.
    pub functions: u32,
    /// Levels of nesting around.
    pub depth: u32,
    /// [`DEPTH_MAX`] has been passed, the rest was skipped: further complaints are noise.
    pub given_up: bool,
    /// Whether comments above declarations are kept.
    pub docs: bool,
}

impl State {
    /// Before the first token.
    pub fn new(file: &SourceFile, lexed: Lexed) -> State {
        let complaint = |(span, message)| Diagnostic::error(Code::InvalidSyntaxTree, span, message);
        // Most expressions are names, and most names occur more than once.
        let names = lexed.tokens.list.iter().filter(|(token, _)| *token == Token::Name).count();
        let mut ast = Ast::default();
        ast.idents.reserve(names);
        ast.exprs.reserve(names + names / 4);
        State {
            ast,
            text: file.text.clone(),
            base: file.base,
            names: HashSet::with_capacity_and_hasher(names / 2, Default::default()),
            comments: lexed.comments,
            diagnostics: lexed.errors.into_iter().map(complaint).collect(),
            late: Vec::new(),
            nesting: 0,
            functions: 0,
            depth: 0,
            given_up: false,
            docs: true,
            tokens: lexed.tokens,
        }
    }

    /// The tree and what is wrong with it, in order, with at most one syntax error a line.
    pub fn finish(self, line_of: impl Fn(Span) -> u32) -> (Ast, Vec<Diagnostic>) {
        let mut diagnostics = self.diagnostics;
        if !diagnostics.iter().any(|d| d.message.starts_with("syntax error")) {
            diagnostics.extend(self.late);
        }
        let mut lines = HashSet::default();
        diagnostics.retain(|d| {
            let key = if d.message.starts_with("syntax error") { "syntax error" } else { &d.message };
            lines.insert((line_of(d.span), key.to_string()))
        });
        diagnostics.sort_by_key(|d| d.span.lo);
        (self.ast, diagnostics)
    }

    /// The source text of a place.
    pub fn text(&self, span: Span) -> &str {
        self.text.get((span.lo - self.base) as usize..(span.hi - self.base) as usize).unwrap_or("")
    }

    /// A new expression.
    #[inline]
    pub fn expression(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.ast.exprs.push(Expr { kind, span });
        ExprId(self.ast.exprs.len() as u32 - 1)
    }

    /// A new statement.
    #[inline]
    pub fn statement(&mut self, kind: StmtKind, span: Span) -> StmtId {
        self.ast.stmts.push(Stmt { kind, span });
        StmtId(self.ast.stmts.len() as u32 - 1)
    }

    /// An occurrence of the name that stands at `span`.
    pub fn identifier(&mut self, span: Span) -> Ident {
        let range = (span.lo - self.base) as usize..(span.hi - self.base) as usize;
        let text = self.text.get(range).unwrap_or("_");
        let name = match self.names.get(text) {
            Some(name) => name.clone(),
            None => {
                let name: Name = text.into();
                self.names.insert(name.clone());
                name
            }
        };
        self.new_identifier(name, span)
    }

    /// An occurrence of `name` that need not be written there.
    pub fn new_identifier(&mut self, name: Name, span: Span) -> Ident {
        let id = IdentId(self.ast.idents.len() as u32);
        self.ast.idents.push(span);
        Ident { id, name, span }
    }

    /// Reports `message` as a syntax error, completed with the token at `index`.
    pub fn syntax_error(&mut self, index: usize, place: Span, message: &str) {
        let (token, span) = (self.tokens.token_at(index), self.tokens.span_of(index));
        if self.given_up || (token == Token::End && !self.diagnostics.is_empty()) {
            return;
        }
        if self.diagnostics.len() < ERRORS_MAX {
            let message = compose(message, || found(token, self.text(span)));
            self.error(place, message);
        }
    }

    /// Reports something that is wrong without being an unexpected token; the tree is whole.
    pub fn error(&mut self, place: Span, message: impl Into<String>) {
        let message = message.into();
        let code = match &message {
            m if m.starts_with("syntax error") => Code::InvalidSyntaxTree,
            m if m.contains("...") => Code::MisplacedDotDotDot,
            _ => Code::MisplacedSyntax,
        };
        if !self.given_up {
            self.diagnostics.push(Diagnostic::error(code, place, message));
        }
    }

    /// Reports what gc leaves to its checker, which a syntax error keeps from running.
    pub fn late_error(&mut self, place: Span, message: impl Into<String>) {
        self.late.push(Diagnostic::error(Code::MisplacedSyntax, place, message));
    }

    /// Whether something is wrong up to `place`.
    pub fn has_errors_before(&self, place: Span) -> bool {
        self.diagnostics.iter().any(|d| d.span.lo <= place.lo)
    }

    /// Where skipping always stops.
    pub fn stop_set(&self) -> TokenSet {
        if self.functions > 0 { STATEMENT_KEYWORDS } else { TokenSet::of(&[Token::End]) }
    }

    /// The comment right above the line of the token at `index`, without its marks.
    pub fn doc_above(&self, index: usize) -> Option<Rc<str>> {
        if !self.docs {
            return None;
        }
        let mut below = self.tokens.span_of(index).lo;
        let mut count = self.comments.partition_point(|c| c.lo < below);
        let mut parts = Vec::new();
        while let Some(comment) = count.checked_sub(1).map(|i| self.comments[i]) {
            let between = self.text(Span::new(comment.hi.min(below), below));
            let newlines = between.bytes().filter(|b| *b == b'\n').count();
            if newlines > 1 || !between.trim().is_empty() || !self.starts_line(comment) {
                break;
            }
            parts.push(self.text(comment));
            below = comment.lo;
            count -= 1;
        }
        let lines: Vec<&str> = parts.iter().rev().filter_map(|p| comment_text(p)).collect();
        if lines.is_empty() { None } else { Some(lines.join("\n").into()) }
    }

    fn starts_line(&self, comment: Span) -> bool {
        let before = &self.text[..(comment.lo - self.base) as usize];
        let line = before.rfind('\n').map_or(before, |i| &before[i + 1..]);
        line.trim().is_empty()
    }

    /// Reports compiler directives where they mean nothing.
    pub fn check_directives(&mut self) {
        let comments = self.comments.iter().map(|c| (*c, self.text(*c)));
        let directives = comments.filter(|(_, text)| text.starts_with("//go:"));
        let placed = directives.map(|(span, text)| (span, text, self.starts_line(span)));
        let found = crate::syntax::directive::check(placed, &self.tokens, &self.ast);
        self.diagnostics.extend(found);
    }

    /// Directives (`//go:build …`) before the token at `index`.
    pub fn directives_before(&self, index: usize) -> Vec<(Span, String)> {
        let end = self.tokens.span_of(index).lo;
        let before = self.comments.iter().take_while(|c| c.lo < end);
        let directives = before.filter(|c| self.text(**c).starts_with("//go:"));
        directives.map(|c| (*c, self.text(*c).trim_end().to_string())).collect()
    }
}

/// A comment without its marks; `None` for a directive.
fn comment_text(comment: &str) -> Option<&str> {
    if let Some(line) = comment.strip_prefix("//") {
        let directive = line.starts_with("go:") || line.starts_with("line ");
        return (!directive).then(|| line.strip_prefix(' ').unwrap_or(line).trim_end());
    }
    let inner = comment.strip_prefix("/*")?;
    Some(inner.strip_suffix("*/").unwrap_or(inner).trim())
}
