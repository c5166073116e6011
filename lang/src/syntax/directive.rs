//! Compiler directives (`//go:noinline`). They change nothing here, but gc refuses those that stand
//! where they mean nothing, and so do we.

use super::ast::Ast;
use super::semicolon::Tokens;
use super::token::Token;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Directives that belong above a function.
const OF_FUNCTIONS: &[&str] = &[
    "go:noescape",
    "go:norace",
    "go:nosplit",
    "go:noinline",
    "go:nocheckptr",
    "go:uintptrkeepalive",
    "go:uintptrescapes",
    "go:registerparams",
];

/// Directives that only Go's own runtime may use.
const OF_THE_RUNTIME: &[&str] =
    &["go:systemstack", "go:nowritebarrier", "go:nowritebarrierrec", "go:yeswritebarrierrec"];

/// What is wrong with directives, given with their texts and whether nothing stands before them.
pub fn check<'t>(
    directives: impl Iterator<Item = (Span, &'t str, bool)>,
    tokens: &Tokens,
    ast: &Ast,
) -> Vec<Diagnostic> {
    let problem = |(span, text, own_line): (Span, &str, bool)| {
        let message = misuse(span, text, own_line, tokens, ast)?;
        Some(Diagnostic::error(Code::MisplacedSyntax, span, message))
    };
    directives.filter_map(problem).collect()
}

fn misuse(span: Span, text: &str, own_line: bool, tokens: &Tokens, ast: &Ast) -> Option<String> {
    let misplaced = || Some("misplaced compiler directive".to_string());
    let verb = text[2..].split_whitespace().next().unwrap_or("");
    if !own_line {
        return misplaced();
    }
    if OF_THE_RUNTIME.contains(&verb) {
        return Some(format!("//{verb} only allowed in runtime"));
    }
    let next = tokens.list.partition_point(|(_, token)| token.lo < span.lo);
    let imports = |path: &str| ast.imports.iter().any(|import| import.path == path);
    match verb {
        "go:build" if next != 0 => misplaced(),
        "go:linkname" if !imports("unsafe") => {
            Some("//go:linkname only allowed in Go files that import \"unsafe\"".to_string())
        }
        "go:embed" if !imports("embed") => {
            Some("go:embed only allowed in Go files that import \"embed\"".to_string())
        }
        verb if OF_FUNCTIONS.contains(&verb) && tokens.token_at(next) != Token::Func => misplaced(),
        _ => None,
    }
}
