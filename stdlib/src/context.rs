//! Natives of package context.

use burrow_vm::native;
use burrow_vm::native::{Any, Call, Native};

/// Natives of package context.
pub const NATIVES: &[Native] =
    &[native!("context.comparable_", comparable), native!("context.typeName", type_name)];

fn comparable(call: &mut Call, value: Any) -> bool {
    value.is_nil() || call.type_of(value.ty()).comparable
}

fn type_name(call: &mut Call, value: Any) -> String {
    if value.is_nil() { "<nil>".into() } else { call.type_of(value.ty()).name.clone() }
}
