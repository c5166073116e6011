//! From the checker's results to IR.
