//! The library: Go sources that `lang` compiles like any other, and the native functions that they
//! declare without a body, in Rust over the safe interface of `vm`.

pub mod sources;
