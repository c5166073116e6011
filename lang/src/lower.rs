//! From IR to bytecode.
