//! Recursion as deep as a program nests: the native stack grows with it.

/// What a level of recursion may need until it asks again.
const RED_ZONE_BYTES: usize = 128 * 1024;
/// What the stack grows by.
const SEGMENT_BYTES: usize = 2 * 1024 * 1024;

/// Calls `level`, a level of a recursion, on a stack that has room for it.
#[inline]
pub(crate) fn recurse<R>(level: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE_BYTES, SEGMENT_BYTES, level)
}
