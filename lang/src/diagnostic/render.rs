//! Diagnostics as people see them, through ariadne.
