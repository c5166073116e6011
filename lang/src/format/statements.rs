//! Statements, blocks and function bodies.

use super::lists::{Entry, ListMode};
use super::printer::{Mode, Node, Printer, Space};
use crate::recursion::recurse;
use crate::source::Span;
use crate::syntax::ast::{Block, CaseClause, CommClause, ExprId, ExprKind, Ident, StmtId, StmtKind, UnaryOp};
use crate::syntax::token::Token;

/// What a list in braces is made of.
#[derive(Clone, Copy)]
pub(super) enum Listed<'s> {
    Stmt(StmtId),
    Case(&'s CaseClause),
    Comm(&'s CommClause),
}

/// A function whose head and body together are at most this long stays on one line.
const ONE_LINE_MAX: usize = 100;
/// And whose body has at most so many statements.
const ONE_LINE_STATEMENTS_MAX: usize = 5;

impl<'s> Printer<'s> {
    fn stmt_span(&self, id: StmtId) -> Span {
        self.source.ast[id].span
    }
    pub(super) fn stmt_kind(&self, id: StmtId) -> &'s StmtKind {
        &self.source.ast[id].kind
    }

    /// Statements in lines of their own, without a newline behind the last. `depth` 0: the clauses
    /// of a switch, which are not indented and whose columns are their own.
    pub(super) fn statements(&mut self, list: &[Listed<'s>], depth: u32, before_brace: bool) {
        if depth > 0 {
            self.space(Space::Indent);
        }
        let lines = self.begin_lines();
        let mut first = true;
        for (i, &listed) in list.iter().enumerate() {
            let lo = match listed {
                Listed::Stmt(id) if matches!(self.stmt_kind(id), StmtKind::Empty) => continue,
                Listed::Stmt(id) => self.stmt_span(id).lo,
                Listed::Case(clause) => clause.span.lo,
                Listed::Comm(clause) => clause.span.lo,
            };
            let section = first || depth == 0 || self.is_long(lines);
            self.line_break(self.source.line(lo), 1, Space::None, section);
            self.record_line(lines);
            let before_brace = before_brace && i + 1 == list.len();
            match listed {
                Listed::Stmt(id) => {
                    self.statement(id, before_brace);
                    let mut inner = id;
                    while let StmtKind::Labeled { stmt, .. } = self.stmt_kind(inner) {
                        self.skip_line(lines);
                        inner = *stmt;
                    }
                }
                Listed::Case(clause) => self.case_clause(clause, before_brace),
                Listed::Comm(clause) => self.comm_clause(clause, before_brace),
            }
            first = false;
        }
        self.end_lines(lines);
        if depth > 0 {
            self.space(Space::Unindent);
        }
    }

    fn braces(&mut self, span: Span, list: &[Listed<'s>], depth: u32) {
        self.at(span.lo).token(Token::LeftBrace);
        self.statements(list, depth, true);
        self.line_break(self.source.line(span.hi - 1), 1, Space::None, true);
        self.at(span.hi - 1).token(Token::RightBrace);
    }

    fn block(&mut self, block: &Block) {
        let list: Vec<Listed<'_>> = block.stmts.iter().map(|id| Listed::Stmt(*id)).collect();
        self.braces(block.span, &list, 1);
    }

    /// A function's body behind a head of that size: on one line if it was and if it fits.
    pub(super) fn function_body(&mut self, head: Option<usize>, separator: Space, body: &Block) {
        let level = std::mem::take(&mut self.level);
        if head.is_some_and(|head| self.body_fits(body, head)) {
            self.space(separator);
            self.at(body.span.lo).token(Token::LeftBrace);
            if !body.stmts.is_empty() {
                self.space(Space::Blank);
                for (i, id) in body.stmts.iter().enumerate() {
                    if i > 0 {
                        self.token(Token::Semicolon);
                        self.space(Space::Blank);
                    }
                    self.statement(*id, i + 1 == body.stmts.len());
                }
                self.space(Space::Blank);
            }
            let mode = Mode { no_extra_line_break: true, no_extra_blank: false };
            self.toggle(mode);
            self.at(body.span.hi - 1).token(Token::RightBrace);
            self.toggle(mode);
        } else {
            self.space(Space::Blank);
            self.block(body);
        }
        self.level = level;
    }

    fn body_fits(&mut self, body: &Block, head: usize) -> bool {
        let close = body.span.hi - 1;
        let one_line = self.source.line(body.span.lo) == self.source.line(close);
        if !one_line || body.stmts.len() > ONE_LINE_STATEMENTS_MAX {
            return false;
        }
        let mut size = head + self.comment_size_before(close);
        for (i, id) in body.stmts.iter().enumerate() {
            if size > ONE_LINE_MAX {
                break;
            }
            let separator = if i > 0 { 2 } else { 0 };
            let own = self.size_of(Node::Stmt(*id), ONE_LINE_MAX, |p| p.statement(*id, false));
            size += separator + own.unwrap_or(ONE_LINE_MAX + 1);
        }
        size <= ONE_LINE_MAX
    }

    /// Columns printed since `column`, if what began at `start` is still on its line.
    pub(super) fn distance_from(&self, start: u32, column: u32) -> Option<usize> {
        (self.source.line(start) == self.place.line).then(|| (self.out_column - column) as usize)
    }

    /// One statement. `before_brace`: the block ends behind it.
    pub(super) fn statement(&mut self, id: StmtId, before_brace: bool) {
        recurse(|| self.statement_of_kind(id, before_brace));
    }

    fn statement_of_kind(&mut self, id: StmtId, before_brace: bool) {
        let span = self.stmt_span(id);
        self.at(span.lo);
        match self.stmt_kind(id) {
            StmtKind::Bad | StmtKind::Empty => {}
            StmtKind::Decl(decl) => {
                self.declaration(decl, span.lo);
            }
            StmtKind::Labeled { label, stmt } => self.labeled(label, *stmt, before_brace),
            StmtKind::Go { call } => self.keyword_and(Token::Go, *call),
            StmtKind::Defer { call } => self.keyword_and(Token::Defer, *call),
            StmtKind::Return { results } => self.return_statement(results),
            StmtKind::Break { label } => self.branch(Token::Break, label.as_ref()),
            StmtKind::Continue { label } => self.branch(Token::Continue, label.as_ref()),
            StmtKind::Goto { label } => self.branch(Token::Goto, Some(label)),
            StmtKind::Fallthrough => self.branch(Token::Fallthrough, None),
            StmtKind::Block(block) => self.block(block),
            StmtKind::If { init, condition, then, otherwise } => {
                self.token(Token::If);
                self.header(false, *init, Some(*condition), None);
                self.block(then);
                if let Some(otherwise) = otherwise {
                    self.space(Space::Blank);
                    self.token(Token::Else);
                    self.space(Space::Blank);
                    self.statement(*otherwise, before_brace);
                }
            }
            StmtKind::Switch { init, tag, clauses, body } => {
                self.token(Token::Switch);
                self.header(false, *init, *tag, None);
                let list: Vec<Listed<'_>> = clauses.iter().map(Listed::Case).collect();
                self.braces(*body, &list, 0);
            }
            StmtKind::TypeSwitch { init, name, x, clauses, body } => {
                self.type_switch_head(*init, name.as_ref(), *x);
                let list: Vec<Listed<'_>> = clauses.iter().map(Listed::Case).collect();
                self.braces(*body, &list, 0);
            }
            StmtKind::Select { clauses, body } => {
                self.token(Token::Select);
                self.space(Space::Blank);
                if clauses.is_empty() && !self.comment_before(body.hi - 1) {
                    self.at(body.lo).token(Token::LeftBrace);
                    self.at(body.hi - 1).token(Token::RightBrace);
                } else {
                    let list: Vec<Listed<'_>> = clauses.iter().map(Listed::Comm).collect();
                    self.braces(*body, &list, 0);
                }
            }
            StmtKind::For { init, condition, post, body } => {
                self.token(Token::For);
                self.header(true, *init, *condition, *post);
                self.block(body);
            }
            StmtKind::Range { key, value, define, x, body } => {
                self.range_head(*key, *value, *define, *x);
                self.block(body);
            }
            _ => self.simple_statement(id, span),
        }
    }

    fn simple_statement(&mut self, id: StmtId, span: Span) {
        match self.stmt_kind(id) {
            StmtKind::Expr(x) => self.expression(*x),
            StmtKind::Send { channel, value } => {
                self.expression(*channel);
                self.space(Space::Blank);
                let arrow = self.source.find(Token::Arrow, self.span(*channel).hi);
                self.at(arrow).token(Token::Arrow);
                self.space(Space::Blank);
                self.expression(*value);
            }
            StmtKind::IncDec { x, increment } => {
                self.at_depth(*x, 2);
                let token = if *increment { Token::Inc } else { Token::Dec };
                let at = self.source.find(token, self.span(*x).hi);
                self.at(at).token(token);
            }
            StmtKind::Assign { lhs, rhs, op_span, .. } | StmtKind::Define { lhs, rhs, op_span } => {
                let depth = if lhs.len() > 1 && rhs.len() > 1 { 2 } else { 1 };
                let left: Vec<Entry<'_>> = lhs.iter().map(|x| Entry::Expr(*x)).collect();
                self.list(Some(span.lo), &left, depth, ListMode::PLAIN, Some(op_span.lo));
                self.space(Space::Blank);
                let (token, _) = self.source.token_at(op_span.lo);
                self.at(op_span.lo).token(token);
                self.space(Space::Blank);
                let right: Vec<Entry<'_>> = rhs.iter().map(|x| Entry::Expr(*x)).collect();
                self.list(Some(op_span.lo), &right, depth, ListMode::PLAIN, None);
            }
            _ => {}
        }
    }

    fn keyword_and(&mut self, keyword: Token, x: ExprId) {
        self.token(keyword);
        self.space(Space::Blank);
        self.expression(x);
    }

    fn branch(&mut self, keyword: Token, label: Option<&Ident>) {
        self.token(keyword);
        if let Some(label) = label {
            self.space(Space::Blank);
            self.at(label.span.lo).name(&label.name);
        }
    }

    fn labeled(&mut self, label: &Ident, stmt: StmtId, before_brace: bool) {
        self.space(Space::Unindent);
        self.at(label.span.lo).name(&label.name);
        let colon = self.source.find(Token::Colon, label.span.hi);
        self.at(colon).token(Token::Colon);
        self.space(Space::Indent);
        let lo = self.stmt_span(stmt).lo;
        if matches!(self.stmt_kind(stmt), StmtKind::Empty) {
            if !before_brace {
                self.space(Space::Newline);
                self.at(lo).token(Token::Semicolon);
            }
            self.at(lo);
            return;
        }
        self.line_break(self.source.line(lo), 1, Space::None, true);
        self.statement(stmt, before_brace);
    }

    fn return_statement(&mut self, results: &[ExprId]) {
        self.token(Token::Return);
        if results.is_empty() {
            return;
        }
        self.space(Space::Blank);
        if self.looks_better_indented(results) {
            self.space(Space::Indent);
            self.values(results, 1, ListMode::NO_INDENT);
            self.space(Space::Unindent);
        } else {
            self.values(results, 1, ListMode::PLAIN);
        }
    }

    /// Whether more than one result takes several lines, or one begins on a line of its own.
    fn looks_better_indented(&self, results: &[ExprId]) -> bool {
        let ([first, ..], [.., last]) = (results, results) else { return false };
        let mut line = self.source.line(self.span(*first).lo);
        if results.len() < 2 || line == self.source.line(self.span(*last).hi) {
            return false;
        }
        let mut long = 0;
        for &x in results {
            let (begin, end) = (self.source.line(self.span(x).lo), self.source.line(self.span(x).hi));
            if line < begin {
                return true;
            }
            if begin < end && !self.is_literal_like(x) {
                long += 1;
            }
            line = end;
        }
        long > 1
    }

    /// `T{…}` or `&T{…}`: it has indentation of its own.
    fn is_literal_like(&self, x: ExprId) -> bool {
        match self.kind(self.without_parens(x)) {
            ExprKind::CompositeLit { .. } => true,
            ExprKind::Unary { op: UnaryOp::Addr, x, .. } => {
                matches!(self.kind(self.without_parens(*x)), ExprKind::CompositeLit { .. })
            }
            _ => false,
        }
    }

    fn header(
        &mut self,
        is_for: bool,
        init: Option<StmtId>,
        condition: Option<ExprId>,
        post: Option<StmtId>,
    ) {
        self.space(Space::Blank);
        let mut blank = false;
        if init.is_some() || post.is_some() {
            if let Some(init) = init {
                self.statement(init, false);
            }
            self.token(Token::Semicolon);
            self.space(Space::Blank);
        }
        if let Some(x) = condition {
            self.header_expression(x);
            blank = true;
        }
        if is_for && (init.is_some() || post.is_some()) {
            self.token(Token::Semicolon);
            self.space(Space::Blank);
            blank = post.is_some();
            if let Some(post) = post {
                self.statement(post, false);
            }
        }
        if blank {
            self.space(Space::Blank);
        }
    }

    fn type_switch_head(&mut self, init: Option<StmtId>, name: Option<&Ident>, x: ExprId) {
        self.token(Token::Switch);
        if let Some(init) = init {
            self.space(Space::Blank);
            self.statement(init, false);
            self.token(Token::Semicolon);
        }
        self.space(Space::Blank);
        if let Some(name) = name {
            self.at(name.span.lo).name(&name.name);
            self.space(Space::Blank);
            let define = self.source.find(Token::Define, name.span.hi);
            self.at(define).token(Token::Define);
            self.space(Space::Blank);
        }
        self.at_highest(x);
        self.token(Token::Dot);
        let open = self.source.find(Token::LeftParen, self.span(x).hi);
        self.at(open).token(Token::LeftParen);
        self.token(Token::Type);
        let close = self.source.find(Token::RightParen, open);
        self.at(close).token(Token::RightParen);
        self.space(Space::Blank);
    }

    fn range_head(&mut self, key: Option<ExprId>, value: Option<ExprId>, define: bool, x: ExprId) {
        self.token(Token::For);
        self.space(Space::Blank);
        if let Some(key) = key {
            self.expression(key);
            let mut end = self.span(key).hi;
            if let Some(value) = value {
                self.at(self.span(value).lo).token(Token::Comma);
                self.space(Space::Blank);
                self.expression(value);
                end = self.span(value).hi;
            }
            self.space(Space::Blank);
            let token = if define { Token::Define } else { Token::Assign };
            self.at(self.source.find(token, end)).token(token);
            self.space(Space::Blank);
        }
        self.token(Token::Range);
        self.space(Space::Blank);
        self.header_expression(x);
        self.space(Space::Blank);
    }

    fn case_clause(&mut self, clause: &'s CaseClause, before_brace: bool) {
        self.at(clause.span.lo);
        let colon = clause.head.hi - 1;
        if clause.is_default {
            self.token(Token::Default);
        } else {
            self.token(Token::Case);
            self.space(Space::Blank);
            let list: Vec<Entry<'_>> = clause.exprs.iter().map(|x| Entry::Expr(*x)).collect();
            self.list(Some(clause.span.lo), &list, 1, ListMode::PLAIN, Some(colon));
        }
        self.clause_body(colon, &clause.body, before_brace);
    }

    fn comm_clause(&mut self, clause: &'s CommClause, before_brace: bool) {
        self.at(clause.span.lo);
        match clause.comm {
            Some(comm) => {
                self.token(Token::Case);
                self.space(Space::Blank);
                self.statement(comm, false);
            }
            None => self.token(Token::Default),
        }
        self.clause_body(clause.head.hi - 1, &clause.body, before_brace);
    }

    fn clause_body(&mut self, colon: u32, body: &[StmtId], before_brace: bool) {
        self.at(colon).token(Token::Colon);
        let list: Vec<Listed<'_>> = body.iter().map(|id| Listed::Stmt(*id)).collect();
        self.statements(&list, 1, before_brace);
    }
}
