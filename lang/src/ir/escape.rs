//! Which variables must live in the heap.
