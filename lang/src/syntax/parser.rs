//! The parser's front page: from one file of a [`SourceMap`] to its [`Ast`].
//!
//! The grammar is chumsky's: one rule a production, each a function from `Grammar` (handles for
//! the rules that refer to each other) to a `Rule`. Rules decide by the next token, as the grammar
//! of Go allows, so nothing is read twice. A rule that finds what it cannot read reports it in gc's
//! words, skips to where it can go on, and returns what it has: one error a mistake, several a run.

mod declarations;
mod error;
mod expressions;
mod input;
mod members;
mod parameters;
mod recovery;
mod state;
mod statements;
#[cfg(test)]
mod tests;
mod types;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, SourceMap};
use crate::syntax::ast::{Ast, Block, ExprId, Signature, StmtId};
use crate::syntax::semicolon::{lex, lex_part};
use chumsky::Parser;
use chumsky::input::Stream;
use chumsky::recursive::Recursive;
use input::Handle;
use recovery::deep;
use state::State;
use std::ops::Range;

/// What kind of file is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// With a package clause a Go file; without one a script.
    Program,
    /// Imports, declarations and statements mixed, as in a script and in the REPL.
    Script,
    /// A file of an imported package: the package clause is required.
    Package,
    /// As `Program`, to lay it out: whether compiler directives make sense does not matter.
    Layout,
}

/// The rules that others refer to.
#[derive(Clone)]
struct Grammar {
    expression: Handle<ExprId>,
    unary: Handle<ExprId>,
    /// A type, or a complaint.
    ty: Handle<ExprId>,
    /// A type, if there is one.
    type_or_none: Handle<Option<ExprId>>,
    /// Parameters and results.
    signature: Handle<Signature>,
    literal_value: Handle<expressions::LiteralValue>,
    block: Handle<Block>,
    function_body: Handle<Block>,
    /// A statement, if there is one.
    statement: Handle<Option<StmtId>>,
}

impl Grammar {
    fn new() -> Grammar {
        let mut grammar = Grammar {
            expression: Recursive::declare(),
            unary: Recursive::declare(),
            ty: Recursive::declare(),
            type_or_none: Recursive::declare(),
            signature: Recursive::declare(),
            literal_value: Recursive::declare(),
            block: Recursive::declare(),
            function_body: Recursive::declare(),
            statement: Recursive::declare(),
        };
        let g = grammar.clone();
        grammar.expression.define(expressions::expression(&g));
        grammar.unary.define(deep(expressions::unary(&g), expressions::bad()));
        grammar.ty.define(types::required_type(&g));
        grammar.type_or_none.define(deep(types::type_or_none(&g), chumsky::primitive::empty().to(None)));
        grammar.signature.define(parameters::signature(&g));
        grammar.literal_value.define(deep(expressions::literal_value(&g), expressions::no_literal()));
        grammar.block.define(statements::block(&g));
        grammar.function_body.define(statements::function_body(&g));
        grammar.statement.define(deep(statements::statement(&g), chumsky::primitive::empty().to(None)));
        grammar
    }
}

/// The roots: a file of Go, a script, and declarations of a library file.
struct Roots {
    file: Handle<()>,
    script: Handle<()>,
    part: Handle<()>,
}

impl Roots {
    fn new() -> Roots {
        let grammar = Grammar::new();
        let (mut file, mut script, mut part) =
            (Recursive::declare(), Recursive::declare(), Recursive::declare());
        file.define(declarations::file(&grammar));
        script.define(declarations::script(&grammar));
        part.define(declarations::part(&grammar));
        Roots { file, script, part }
    }
}

thread_local! {
    /// Building a grammar costs more than parsing a short script with it.
    static ROOTS: Roots = Roots::new();
}

/// Parses one file. The tree is there even when there are errors. Diagnostics of the code
/// `InvalidSyntaxTree` mean that the tree has holes.
pub fn parse(map: &SourceMap, file: FileId, mode: Mode) -> (Ast, Vec<Diagnostic>) {
    let source = map.file(file);
    let lexed = lex(source);
    let tokens = lexed.tokens.clone();
    let script = match mode {
        Mode::Script => true,
        Mode::Package => false,
        Mode::Program | Mode::Layout => tokens.token_at(0) != crate::syntax::token::Token::Package,
    };
    let mut state = State::new(source, lexed);
    state.ast.span = crate::source::Span::new(source.base, source.base + source.text.len() as u32);
    state.ast.directives = state.directives_before(0);
    let input = Stream::from_iter(tokens.clone());
    let result = ROOTS.with(|roots| {
        let root = if script { &roots.script } else { &roots.file };
        root.parse_with_state(input, &mut state).into_result()
    });
    for unread in result.err().unwrap_or_default() {
        let place = tokens.span_of(unread.at);
        state.syntax_error(unread.at, place, "expected declaration");
    }
    if state.ast.package.is_some() && mode != Mode::Layout {
        state.check_directives();
    }
    state.finish(|span| map.locate(span).line)
}

/// Parses the declarations in a part of a library file; comments are read over.
pub fn parse_part(map: &SourceMap, file: FileId, range: Range<usize>) -> (Ast, Vec<Diagnostic>) {
    let source = map.file(file);
    let lexed = lex_part(source, range);
    let input = Stream::from_iter(lexed.tokens.clone());
    let mut state = State::new(source, lexed);
    state.docs = false;
    // Whatever is wrong is in the state too.
    let _ = ROOTS.with(|roots| roots.part.parse_with_state(input, &mut state).into_result());
    state.finish(|span| map.locate(span).line)
}
