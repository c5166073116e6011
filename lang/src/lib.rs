//! The front end: Go source text to bytecode, in stages that are functions from one value to the
//! next: lex, parse, check, build IR, lower. Sources come through [`load::Sources`]; no stage
//! stops at the first error; nothing here reads files, prints or knows values or threads.

pub mod check;
pub mod compile;
pub mod diagnostic;
pub mod format;
mod hash;
pub mod ir;
pub mod load;
pub mod lower;
mod recursion;
mod shared;
pub mod source;
pub mod syntax;
pub mod types;
