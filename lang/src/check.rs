//! The type checker: from syntax to [`info::Checked`].

pub mod constant;
pub mod info;
