//! What `lang` writes and `vm` reads: the instruction set, run-time type descriptors and the
//! compiled program. This crate depends on nothing else of burrow's; neither side knows the other.

mod disassemble;
mod instruction;
mod program;
mod types;
mod verify;

pub use disassemble::disassemble;
pub use instruction::{Instr, Op, Operand, OperandRole};
pub use program::{
    Constant, Function, FunctionId, LineEntry, NativeId, Position, Program, Selector, SelectorId,
    SourceFile, WellKnown,
};
pub use verify::verify;
pub use types::{ChanDir, Field, Kind, MemKind, Method, Type, TypeId, BY_REF_WORDS, MAX_TYPES};
