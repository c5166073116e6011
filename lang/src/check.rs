//! The type checker: from syntax to [`info::Checked`]. One `impl Checker` a file, each for one
//! concept of the language, named as in go/types.

mod assignments;
pub mod checker;
pub mod constant;
mod cycles;
mod decl;
mod expr_string;
mod implements;
mod imports;
pub mod info;
mod initorder;
mod interfaces;
pub mod labels;
mod mono;
pub mod operand;
pub mod program;
mod range;
mod recording;
mod resolve;
mod returns;
pub mod scope;
mod signature;
mod stmt;
mod structs;
mod switch;
mod typexpr;
mod universe;
mod unused;
mod binary;
mod builtin;
mod builtin_number;
mod call;
mod conversion;
mod expr;
mod index;
mod infer;
mod instantiate;
mod linkage;
mod literal;
mod selector;
mod shift;
mod under;
mod unify;
mod untyped;

pub use program::check_program;
