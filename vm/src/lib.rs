//! The virtual machine: memory, goroutines, channels and the interpreter. It runs a
//! [`burrow_bytecode::Program`] and knows nothing of syntax. See `README.md` beside this file for
//! the layouts, the invariants and who may touch what.

pub mod native;
pub mod value;
