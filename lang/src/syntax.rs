//! From text to [`ast::Ast`]: the lexer (logos), semicolon insertion and the parser (chumsky).

pub mod ast;
pub mod classes;
mod directive;
pub mod dump;
pub mod lexer;
pub mod literal;
pub mod parser;
pub mod semicolon;
pub mod token;

pub use parser::{Mode, parse, parse_part};
