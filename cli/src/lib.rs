//! burrow for Rust programs: [`golden`] tests of scripts.

#[doc(hidden)]
pub mod files;
pub mod golden;
