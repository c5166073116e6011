//! Statements and blocks.

use super::Grammar;
use super::declarations::declaration;
use super::expressions::expression_list;
use super::input::{In, Parsed, Read, Rule, rule};
use super::types::{SEMICOLONS, name};
use crate::source::Span;
use crate::syntax::ast::{
    BinaryOp, Block, CaseClause, CommClause, ExprId, ExprKind, Ident, StmtId, StmtKind,
};
use crate::syntax::token::{Token, TokenSet};

const AFTER_STATEMENT: TokenSet =
    SEMICOLONS.union(TokenSet::of(&[Token::RightBrace, Token::Case, Token::Default]));
const IN_BLOCK: TokenSet = TokenSet::of(&[Token::Name, Token::RightBrace]);
const CLAUSES: TokenSet = TokenSet::of(&[Token::Case, Token::Default, Token::RightBrace]);

/// `{ statements }`
pub fn block(g: &Grammar) -> impl Rule<Block> + use<> {
    let g = g.clone();
    rule(move |inp| block_after(&g, inp, ""))
}

/// A block that belongs to `context`, which names it when the brace is missing.
fn block_after(g: &Grammar, inp: &mut In<'_>, context: &str) -> Parsed<Block> {
    let start = inp.here();
    if !inp.got(Token::LeftBrace) {
        inp.complain(&format!("expected {{ after {context}"));
        inp.advance(IN_BLOCK);
        if inp.got(Token::RightBrace) {
            return Ok(Block { stmts: Vec::new(), span: inp.since(start) });
        }
    }
    let stmts = statement_list(g, inp)?;
    inp.want(Token::RightBrace);
    Ok(Block { stmts, span: inp.since(start) })
}

/// A function's body: statements have their own nesting of brackets.
pub fn function_body(g: &Grammar) -> impl Rule<Block> + use<> {
    let g = g.clone();
    rule(move |inp| {
        inp.state().functions += 1;
        let body = block_after(&g, inp, "");
        inp.state().functions -= 1;
        body
    })
}

/// `StatementList = { Statement ";" } .`
pub fn statement_list(g: &Grammar, inp: &mut In<'_>) -> Parsed<Vec<StmtId>> {
    let mut list = Vec::new();
    while !matches!(inp.token(), Token::End | Token::RightBrace | Token::Case | Token::Default) {
        let Some(statement) = inp.parse(&g.statement)? else { break };
        list.push(statement);
        if !inp.got_semicolon() && inp.token() != Token::RightBrace {
            inp.complain("at end of statement");
            inp.advance(AFTER_STATEMENT);
            inp.got_semicolon();
        }
    }
    Ok(list)
}

/// A statement, if the next token begins one.
pub fn statement(g: &Grammar) -> impl Rule<Option<StmtId>> + use<> {
    let simple = Simple::new(g);
    let declare = declaration(g);
    let g = g.clone();
    rule(move |inp| {
        let start = inp.here();
        let kind = match inp.token() {
            Token::Name => return simple_or_labeled(&g, &simple, inp),
            Token::Var | Token::Const | Token::Type => StmtKind::Decl(inp.parse(&declare)?),
            Token::LeftBrace => StmtKind::Block(inp.parse(&g.block)?),
            token if begins_expression(token) => return simple.read(inp, Context::Plain).map(Some),
            Token::For => return for_statement(&g, &simple, inp).map(Some),
            Token::Switch => return switch_statement(&g, &simple, inp).map(Some),
            Token::Select => select_statement(&g, &simple, inp)?,
            Token::If => return if_statement(&g, &simple, inp).map(Some),
            Token::Go | Token::Defer => go_or_defer(&g, inp)?,
            Token::Return => return_statement(&simple, inp)?,
            token if token.is_semicolon() => StmtKind::Empty,
            _ => match branch_statement(inp) {
                Some(kind) => kind,
                None => return Ok(None),
            },
        };
        let span = inp.since(start);
        Ok(Some(inp.state().statement(kind, span)))
    })
}

/// Tokens other than names that begin an expression statement.
fn begins_expression(token: Token) -> bool {
    use Token::{
        Add, And, Arrow, Chan, Func, Interface, LeftBracket, LeftParen, Map, Not, Star, Struct, Sub, Xor,
    };
    token.is_literal()
        || matches!(token, Add | Sub | Star | And | Xor | Not | Arrow)
        || matches!(token, Func | LeftParen | LeftBracket | Struct | Map | Chan | Interface)
}

fn branch_statement(inp: &mut In<'_>) -> Option<StmtKind> {
    let keyword = inp.token();
    if !matches!(keyword, Token::Break | Token::Continue | Token::Goto | Token::Fallthrough) {
        return None;
    }
    inp.skip();
    let label = |inp: &mut In<'_>| (inp.token() == Token::Name).then(|| name(inp));
    Some(match keyword {
        Token::Break => StmtKind::Break { label: label(inp) },
        Token::Continue => StmtKind::Continue { label: label(inp) },
        Token::Goto => StmtKind::Goto { label: name(inp) },
        _ => StmtKind::Fallthrough,
    })
}

fn return_statement(simple: &Simple, inp: &mut In<'_>) -> Parsed<StmtKind> {
    inp.skip();
    let empty = inp.token().is_semicolon() || inp.token() == Token::RightBrace;
    let results = if empty { Vec::new() } else { simple.expressions(inp)? };
    Ok(StmtKind::Return { results })
}

fn go_or_defer(g: &Grammar, inp: &mut In<'_>) -> Parsed<StmtKind> {
    let go = inp.token() == Token::Go;
    inp.skip();
    let mut call = inp.parse(&g.unary)?;
    if let ExprKind::Paren(_) = inp.state().ast[call].kind {
        let place = inp.state().ast[call].span;
        let keyword = if go { "go" } else { "defer" };
        inp.state().error(place, format!("expression in {keyword} must not be parenthesized"));
        while let ExprKind::Paren(inner) = inp.state().ast[call].kind {
            call = inner;
        }
    }
    Ok(if go { StmtKind::Go { call } } else { StmtKind::Defer { call } })
}

fn simple_or_labeled(g: &Grammar, simple: &Simple, inp: &mut In<'_>) -> Parsed<Option<StmtId>> {
    if inp.token_after(1) != Token::Colon {
        return simple.read(inp, Context::Plain).map(Some);
    }
    let label = name(inp);
    let start = label.span;
    let colon = inp.bump();
    let here = inp.here().start();
    let stmt = if inp.token() == Token::RightBrace {
        inp.state().statement(StmtKind::Empty, here)
    } else {
        match inp.parse(&g.statement)? {
            Some(stmt) => stmt,
            None => {
                inp.complain_at(colon, "missing statement after label");
                return Ok(None);
            }
        }
    };
    let span = inp.since(start);
    Ok(Some(inp.state().statement(StmtKind::Labeled { label, stmt }, span)))
}

/// Where a simple statement stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Plain,
    /// The first part of a `for` header: `range` may follow.
    For,
}

/// What the header of a statement may be.
enum HeaderPart {
    Statement(StmtId),
    Range { lhs: Vec<ExprId>, define: bool, x: ExprId },
}

/// Simple statements, and the list rule that they share.
#[derive(Clone)]
struct Simple {
    g: Grammar,
    list: std::rc::Rc<dyn ListRule>,
}

/// [`expression_list`], whatever chumsky calls its type.
trait ListRule {
    fn read(&self, inp: &mut In<'_>) -> Parsed<Vec<ExprId>>;
}

impl<R: Rule<Vec<ExprId>>> ListRule for R {
    fn read(&self, inp: &mut In<'_>) -> Parsed<Vec<ExprId>> {
        inp.parse(self)
    }
}

impl Simple {
    fn new(g: &Grammar) -> Simple {
        Simple { g: g.clone(), list: std::rc::Rc::new(expression_list(g)) }
    }

    fn expressions(&self, inp: &mut In<'_>) -> Parsed<Vec<ExprId>> {
        self.list.read(inp)
    }

    fn read(&self, inp: &mut In<'_>, context: Context) -> Parsed<StmtId> {
        match self.part(inp, context)? {
            HeaderPart::Statement(statement) => Ok(statement),
            HeaderPart::Range { x, .. } => {
                let span = inp.state().ast[x].span;
                Ok(inp.state().statement(StmtKind::Bad, span))
            }
        }
    }

    fn part(&self, inp: &mut In<'_>, context: Context) -> Parsed<HeaderPart> {
        if context == Context::For && inp.got(Token::Range) {
            let x = inp.parse(&self.g.expression)?;
            return Ok(HeaderPart::Range { lhs: Vec::new(), define: false, x });
        }
        let start = inp.here();
        let lhs = self.expressions(inp)?;
        let op_span = inp.here();
        let token = inp.token();
        if matches!(token, Token::Assign | Token::Define) {
            inp.skip();
            if context == Context::For && inp.got(Token::Range) {
                let x = inp.parse(&self.g.expression)?;
                return Ok(HeaderPart::Range { lhs, define: token == Token::Define, x });
            }
            let rhs = self.expressions(inp)?;
            let kind = match token {
                Token::Define => StmtKind::Define { lhs, rhs, op_span },
                _ => StmtKind::Assign { lhs, op: None, rhs, op_span },
            };
            return Ok(self.finish(inp, kind, start));
        }
        let kind = match lhs[..] {
            [only] => self.after_expression(inp, only)?,
            _ => {
                inp.complain("expected := or = or comma");
                inp.advance(SEMICOLONS.union(TokenSet::of(&[Token::RightBrace])));
                StmtKind::Bad
            }
        };
        Ok(self.finish(inp, kind, start))
    }

    fn finish(&self, inp: &mut In<'_>, kind: StmtKind, start: Span) -> HeaderPart {
        let span = inp.since(start);
        HeaderPart::Statement(inp.state().statement(kind, span))
    }

    /// What a single expression begins: an operation on it, or nothing more.
    fn after_expression(&self, inp: &mut In<'_>, x: ExprId) -> Parsed<StmtKind> {
        let token = inp.token();
        let op_span = inp.here();
        if let Some(op) = assignment_operator(token) {
            inp.skip();
            let value = inp.parse(&self.g.expression)?;
            return Ok(StmtKind::Assign { lhs: vec![x], op: Some(op), rhs: vec![value], op_span });
        }
        Ok(match token {
            Token::Inc | Token::Dec => {
                inp.skip();
                StmtKind::IncDec { x, increment: token == Token::Inc }
            }
            Token::Arrow => {
                inp.skip();
                StmtKind::Send { channel: x, value: inp.parse(&self.g.expression)? }
            }
            _ => StmtKind::Expr(x),
        })
    }
}

/// The operation of `op=`.
fn assignment_operator(token: Token) -> Option<BinaryOp> {
    Some(match token {
        Token::AddAssign => BinaryOp::Add,
        Token::SubAssign => BinaryOp::Sub,
        Token::MulAssign => BinaryOp::Mul,
        Token::DivAssign => BinaryOp::Div,
        Token::RemAssign => BinaryOp::Rem,
        Token::AndAssign => BinaryOp::And,
        Token::OrAssign => BinaryOp::Or,
        Token::XorAssign => BinaryOp::Xor,
        Token::ShlAssign => BinaryOp::Shl,
        Token::ShrAssign => BinaryOp::Shr,
        Token::AndNotAssign => BinaryOp::AndNot,
        _ => return None,
    })
}

/// The header of a statement with a block: up to three parts.
#[derive(Default)]
struct Header {
    init: Option<StmtId>,
    condition: Option<StmtId>,
    post: Option<StmtId>,
    range: Option<(Vec<ExprId>, bool, ExprId)>,
    /// `if` only: what stands for a missing condition has been reported.
    missing: bool,
}

/// Reads the header after its keyword, in which `{` opens the block.
fn header(simple: &Simple, inp: &mut In<'_>, keyword: Token) -> Parsed<Header> {
    inp.skip();
    let mut header = Header::default();
    if inp.token() == Token::LeftBrace {
        if keyword == Token::If {
            inp.complain("missing condition in if statement");
            header.missing = true;
        }
        return Ok(header);
    }
    let outer = std::mem::replace(&mut inp.state().nesting, -1);
    let result = header_parts(simple, inp, keyword, &mut header);
    inp.state().nesting = outer;
    result.map(|()| header)
}

fn header_parts(simple: &Simple, inp: &mut In<'_>, keyword: Token, header: &mut Header) -> Parsed<()> {
    if !inp.token().is_semicolon() {
        if inp.got(Token::Var) {
            inp.complain(&format!("var declaration not allowed in {} initializer", keyword.text()));
        }
        let context = if keyword == Token::For { Context::For } else { Context::Plain };
        match simple.part(inp, context)? {
            HeaderPart::Range { lhs, define, x } => {
                header.range = Some((lhs, define, x));
                return Ok(());
            }
            HeaderPart::Statement(statement) => header.init = Some(statement),
        }
    }
    if inp.token() == Token::LeftBrace {
        header.condition = header.init.take();
        return Ok(());
    }
    let semicolon = inp.here();
    let separator = inp.token();
    if !inp.got_semicolon() {
        inp.want(Token::LeftBrace);
        if inp.token() != Token::LeftBrace {
            inp.advance(TokenSet::of(&[Token::LeftBrace, Token::RightBrace]));
        }
    }
    if keyword == Token::For {
        return for_parts(simple, inp, header);
    }
    if inp.token() != Token::LeftBrace {
        header.condition = Some(simple.read(inp, Context::Plain)?);
    } else if keyword == Token::If && separator.is_semicolon() {
        let message = match separator {
            Token::Semicolon => "missing condition in if statement".to_string(),
            other => format!("unexpected {}, expected {{ after if clause", other.text()),
        };
        inp.complain_at(semicolon, &message);
        header.missing = true;
    }
    Ok(())
}

/// Condition and post statement of a `for`.
fn for_parts(simple: &Simple, inp: &mut In<'_>, header: &mut Header) -> Parsed<()> {
    if !inp.token().is_semicolon() {
        if inp.token() == Token::LeftBrace {
            inp.complain("expected for loop condition");
            return Ok(());
        }
        header.condition = Some(simple.read(inp, Context::Plain)?);
    }
    if !inp.got_semicolon() {
        inp.complain("expected semicolon or newline");
        inp.bump();
    }
    if inp.token() != Token::LeftBrace {
        let post = simple.read(inp, Context::Plain)?;
        if let StmtKind::Define { op_span, .. } = inp.state().ast[post].kind {
            inp.complain_at(op_span, "cannot declare in post statement of for loop");
        }
        header.post = Some(post);
    }
    Ok(())
}

/// The expression that a header's condition is.
fn condition(inp: &mut In<'_>, statement: StmtId) -> ExprId {
    let stmt = &inp.state().ast[statement];
    let span = stmt.span;
    if let StmtKind::Expr(x) = stmt.kind {
        return x;
    }
    if !matches!(stmt.kind, StmtKind::Bad) {
        let (place, message) = not_a_value(inp, statement);
        inp.complain_at(place, &message);
    }
    inp.state().expression(ExprKind::Bad, span)
}

/// `cannot use … as value`, with `=` for `==` made visible.
fn not_a_value(inp: &mut In<'_>, statement: StmtId) -> (Span, String) {
    let state = inp.state();
    let stmt = &state.ast[statement];
    let emphasize = |x: ExprId| match state.ast[x].kind {
        ExprKind::Binary { .. } => format!("({})", state.text(state.ast[x].span)),
        _ => state.text(state.ast[x].span).to_string(),
    };
    let (place, shown) = match &stmt.kind {
        StmtKind::Assign { lhs, op: None, rhs, op_span } => {
            let all = |list: &[ExprId]| match list {
                [only] => emphasize(*only),
                many => many.iter().map(|x| state.text(state.ast[*x].span)).collect::<Vec<_>>().join(", "),
            };
            (*op_span, format!("assignment {} = {}", all(lhs), all(rhs)))
        }
        StmtKind::Send { channel, .. } => {
            let arrow =
                state.text(Span::new(state.ast[*channel].span.hi, stmt.span.hi)).find("<-").unwrap_or(0)
                    as u32;
            (Span::new(state.ast[*channel].span.hi + arrow, stmt.span.hi), state.text(stmt.span).to_string())
        }
        StmtKind::Assign { op_span, .. } | StmtKind::Define { op_span, .. } => {
            (*op_span, state.text(stmt.span).to_string())
        }
        StmtKind::IncDec { x, .. } => {
            (Span::new(state.ast[*x].span.hi, stmt.span.hi), state.text(stmt.span).to_string())
        }
        _ => (stmt.span, state.text(stmt.span).to_string()),
    };
    (place, format!("cannot use {shown} as value"))
}

fn for_statement(g: &Grammar, simple: &Simple, inp: &mut In<'_>) -> Parsed<StmtId> {
    let start = inp.here();
    let header = header(simple, inp, Token::For)?;
    let kind = match header.range {
        Some((lhs, define, x)) => {
            let (key, value) = range_variables(inp, &lhs);
            let body = block_after(g, inp, "for clause")?;
            StmtKind::Range { key, value, define, x, body }
        }
        None => {
            let condition = header.condition.map(|c| condition(inp, c));
            let body = block_after(g, inp, "for clause")?;
            StmtKind::For { init: header.init, condition, post: header.post, body }
        }
    };
    let span = inp.since(start);
    Ok(inp.state().statement(kind, span))
}

fn range_variables(inp: &mut In<'_>, lhs: &[ExprId]) -> (Option<ExprId>, Option<ExprId>) {
    if let Some(third) = lhs.get(2) {
        let place = inp.state().ast[*third].span;
        inp.state().late_error(place, "range clause permits at most two iteration variables");
    }
    (lhs.first().copied(), lhs.get(1).copied())
}

/// `if … else if … else …`: a loop, so that a chain may be as long as it likes.
fn if_statement(g: &Grammar, simple: &Simple, inp: &mut In<'_>) -> Parsed<StmtId> {
    let mut arms: Vec<(Span, Option<StmtId>, ExprId, Block)> = Vec::new();
    let mut last = None;
    loop {
        let start = inp.here();
        let header = header(simple, inp, Token::If)?;
        let condition = match header.condition {
            Some(statement) => condition(inp, statement),
            None => inp.bad_expression(),
        };
        let then = block_after(g, inp, "if clause")?;
        arms.push((start, header.init, condition, then));
        if !inp.got(Token::Else) {
            break;
        }
        match inp.token() {
            Token::If => continue,
            Token::LeftBrace => {
                let start = inp.here();
                let block = inp.parse(&g.block)?;
                let span = inp.since(start);
                last = Some(inp.state().statement(StmtKind::Block(block), span));
            }
            _ => {
                inp.complain("else must be followed by if or statement block");
                inp.advance(IN_BLOCK);
            }
        }
        break;
    }
    let mut result = last;
    while let Some((start, init, condition, then)) = arms.pop() {
        let span = inp.since(start);
        result = Some(inp.state().statement(StmtKind::If { init, condition, then, otherwise: result }, span));
    }
    let here = inp.here();
    Ok(result.unwrap_or_else(|| inp.state().statement(StmtKind::Bad, here)))
}

fn switch_statement(g: &Grammar, simple: &Simple, inp: &mut In<'_>) -> Parsed<StmtId> {
    let start = inp.here();
    let header = header(simple, inp, Token::Switch)?;
    let guard = header.condition.and_then(|c| type_switch_guard(inp, c));
    let tag = match guard {
        Some(_) => None,
        None => header.condition.map(|c| condition(inp, c)),
    };
    let open = inp.here();
    let clauses = clauses(inp, "switch", |inp| case_clause(g, simple, inp))?;
    let body = inp.since(open);
    let init = header.init;
    let kind = match guard {
        Some((name, x)) => StmtKind::TypeSwitch { init, name, x, clauses, body },
        None => StmtKind::Switch { init, tag, clauses, body },
    };
    let span = inp.since(start);
    Ok(inp.state().statement(kind, span))
}

/// `name := x.(type)` or `x.(type)`.
fn type_switch_guard(inp: &mut In<'_>, statement: StmtId) -> Option<(Option<Ident>, ExprId)> {
    let ast = &inp.state().ast;
    let (name, guard) = match &ast[statement].kind {
        StmtKind::Expr(x) => (None, *x),
        StmtKind::Define { lhs, rhs, .. } => match (&lhs[..], &rhs[..]) {
            ([name], [x]) => match &ast[*name].kind {
                ExprKind::Ident(name) => (Some(name.clone()), *x),
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    };
    match ast[guard].kind {
        ExprKind::TypeAssert { x, ty: None } => Some((name, x)),
        _ => None,
    }
}

/// The clauses of a switch or select, braces included.
fn clauses<C>(
    inp: &mut In<'_>,
    what: &str,
    mut clause: impl FnMut(&mut In<'_>) -> Parsed<C>,
) -> Parsed<Vec<C>> {
    if !inp.got(Token::LeftBrace) {
        inp.complain(&format!("missing {{ after {what} clause"));
        inp.advance(CLAUSES);
    }
    let mut list = Vec::new();
    while !matches!(inp.token(), Token::End | Token::RightBrace) {
        list.push(clause(inp)?);
    }
    inp.want(Token::RightBrace);
    Ok(list)
}

fn not_a_clause(inp: &mut In<'_>) {
    inp.complain("expected case or default or }");
    inp.advance(CLAUSES.union(TokenSet::of(&[Token::Colon])));
}

fn case_clause(g: &Grammar, simple: &Simple, inp: &mut In<'_>) -> Parsed<CaseClause> {
    let start = inp.here();
    let (mut exprs, mut is_default) = (Vec::new(), false);
    match inp.token() {
        Token::Case => {
            inp.skip();
            exprs = simple.expressions(inp)?;
        }
        Token::Default => {
            inp.skip();
            is_default = true;
        }
        _ => not_a_clause(inp),
    }
    inp.want(Token::Colon);
    let head = inp.since(start);
    let body = statement_list(g, inp)?;
    Ok(CaseClause { exprs, is_default, body, head, span: inp.since(start) })
}

fn select_statement(g: &Grammar, simple: &Simple, inp: &mut In<'_>) -> Parsed<StmtKind> {
    inp.skip();
    let open = inp.here();
    let clauses = clauses(inp, "select", |inp| comm_clause(g, simple, inp))?;
    Ok(StmtKind::Select { clauses, body: inp.since(open) })
}

fn comm_clause(g: &Grammar, simple: &Simple, inp: &mut In<'_>) -> Parsed<CommClause> {
    let start = inp.here();
    let mut comm = None;
    match inp.token() {
        Token::Case => {
            inp.skip();
            comm = Some(simple.read(inp, Context::Plain)?);
        }
        Token::Default => {
            inp.skip();
        }
        _ => not_a_clause(inp),
    }
    inp.want(Token::Colon);
    let head = inp.since(start);
    let body = statement_list(g, inp)?;
    Ok(CommClause { comm, body, head, span: inp.since(start) })
}
