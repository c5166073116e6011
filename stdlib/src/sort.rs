//! Natives of package sort: slices of any element type.

use burrow_bytecode::Kind;
use burrow_vm::native;
use burrow_vm::native::{Any, Call, GoPanic, Native};

/// Natives of package sort.
pub const NATIVES: &[Native] = &[native!("sort.sliceLen", slice_len), native!("sort.swapElements", swap)];

fn slice_len(call: &mut Call, slice: Any) -> i64 {
    match call.value(slice) {
        Some(value) if value.kind(call.program()) == Kind::Slice => value.len(call.program()) as i64,
        _ => -1,
    }
}

fn swap(call: &mut Call, slice: Any, i: i64, j: i64) -> Result<(), GoPanic> {
    let swapped = call.value(slice).is_some_and(|s| call.swap_elements(s, i as usize, j as usize));
    if swapped { Ok(()) } else { Err(GoPanic::Text("reflect: slice index out of range".into())) }
}
