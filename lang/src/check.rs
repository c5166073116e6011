//! The type checker: from syntax to [`info::Checked`]. One `impl Checker` a file, each for one
//! concept of the language, named as in go/types.

mod assignments;
mod binary;
mod builtin;
mod builtin_number;
mod call;
pub mod checker;
pub mod constant;
mod conversion;
mod cycles;
mod decl;
mod expr;
mod expr_string;
mod implements;
mod imports;
mod index;
mod infer;
pub mod info;
mod initorder;
mod instantiate;
mod interfaces;
pub mod labels;
mod linkage;
mod literal;
mod mono;
pub mod operand;
pub mod program;
mod range;
mod recording;
mod resolve;
mod returns;
pub mod scope;
mod selector;
mod shift;
mod signature;
mod stmt;
mod structs;
mod switch;
mod typexpr;
mod under;
mod unify;
mod universe;
mod untyped;
mod unused;
mod version;

pub use program::check_program;
