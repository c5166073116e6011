//! The virtual machine: memory, goroutines, channels and the interpreter. It runs a
//! [`burrow_bytecode::Program`] and knows nothing of syntax. See `README.md` beside this file for
//! the layouts, the invariants and who may touch what.

pub mod blocking;
pub mod channel;
pub mod choices;
pub mod deadlock;
pub mod goroutine;
pub mod native;
pub mod scheduler;
pub mod select;
pub mod semaphore;
pub mod timer;
pub mod value;
