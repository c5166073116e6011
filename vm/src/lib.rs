//! The virtual machine: memory, goroutines, channels and the interpreter. It runs a
//! [`burrow_bytecode::Program`] and knows nothing of syntax. See `README.md` beside this file for
//! the layouts, the invariants and who may touch what.

pub mod blocking;
pub mod bubble;
pub mod channel;
pub mod choices;
pub mod control;
pub mod deadlock;
pub mod equality;
pub mod fault;
pub mod goroutine;
pub mod heap;
pub mod interfaces;
mod interpreter;
pub mod limits;
mod machine;
pub mod map;
mod memory;
pub mod native;
pub mod outcome;
mod panic;
pub mod permissions;
mod profile;
pub mod runtime_types;
pub mod scheduler;
pub mod select;
pub mod semaphore;
pub mod slices;
pub mod streams;
pub mod strings;
pub mod timer;
mod traceback;
pub mod value;

pub use control::Control;
pub use machine::{
    ExtendError, InputEnding, InputError, Machine, MachineError, MachineOptions, SessionMachine,
};
pub use outcome::Outcome;
