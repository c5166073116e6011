//! burrow for Rust programs: [`mod@golden`] tests of scripts.

#[doc(hidden)]
pub mod files;
pub mod golden;
