//! From text to [`ast::Ast`]: the lexer (logos), semicolon insertion and the parser (chumsky).

pub mod ast;
pub mod parser;

pub use parser::{Mode, parse};
