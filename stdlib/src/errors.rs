//! Natives of package errors: comparing and assigning errors by their dynamic types.

use burrow_bytecode::Kind;
use burrow_vm::native;
use burrow_vm::native::{Any, Call, Native};

/// Natives of package errors.
pub const NATIVES: &[Native] = &[
    native!("errors.comparable_", comparable),
    native!("errors.checkTarget", check_target),
    native!("errors.assignTo", assign_to),
];

fn comparable(call: &mut Call, value: Any) -> bool {
    value.is_nil() || call.type_of(value.ty()).comparable
}

/// What is wrong with the target of As; the numbers are known to the Go side.
fn check_target(call: &mut Call, target: Any) -> i64 {
    let Some(value) = call.value(target) else { return 1 };
    let descriptor = call.type_of(target.ty());
    if descriptor.kind != Kind::Pointer || value.is_nil() {
        return 2;
    }
    let element = call.type_of(descriptor.elem);
    let is_error = element.kind == Kind::Interface
        || call
            .selector("Error")
            .is_some_and(|selector| element.methods.iter().any(|m| m.selector == selector));
    if is_error { 0 } else { 3 }
}

/// Stores `error` where `target` points to, when its type fits there.
fn assign_to(call: &mut Call, error: Any, target: Any) -> bool {
    let Some(pointer) = call.value(target) else { return false };
    let element = call.type_of(target.ty()).elem;
    let fits = match call.type_of(element).kind {
        Kind::Interface => call.implements(error.ty(), element),
        _ => error.ty() == element,
    };
    fits && call.store(pointer, error)
}
