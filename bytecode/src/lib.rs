//! What `lang` writes and `vm` reads: the instruction set, run-time type descriptors and the
//! compiled program; and what `stdlib` stores and `lang` reads: the library's sources. This crate
//! depends on nothing else of burrow's; no side knows the other.

mod disassemble;
mod extension;
mod instruction;
pub mod library;
mod program;
mod types;
mod verify;

pub use disassemble::disassemble;
pub use instruction::{Instr, Op, Operand, OperandRole};
pub use program::{
    Constant, Function, FunctionId, LineEntry, NativeId, Position, Program, Selector, SelectorId, SourceFile,
    WellKnown,
};
pub use types::{BY_REF_WORDS, ChanDir, Field, Kind, MAX_TYPES, MemKind, Method, Type, TypeId};
pub use verify::verify;
