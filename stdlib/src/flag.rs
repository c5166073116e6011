//! Natives of package flag: zero values and stores by a value's dynamic type.

use burrow_bytecode::Kind;
use burrow_vm::native;
use burrow_vm::native::{Any, Call, Native};

/// Natives of package flag.
pub const NATIVES: &[Native] =
    &[native!("flag.zeroLike", zero_like), native!("flag.setPointee", set_pointee)];

/// The zero value of the value's type; of a pointer's type, a pointer to a new zero value.
fn zero_like(call: &mut Call, value: Any) -> Any {
    let ty = value.ty();
    if value.is_nil() {
        return Any::NIL;
    }
    let descriptor = call.type_of(ty);
    if descriptor.kind == Kind::Pointer {
        let object = call.new_object(descriptor.elem);
        return call.any_pointer(ty, object);
    }
    let object = call.new_object(ty);
    match call.deref(object, ty) {
        Some(zero) => call.any(zero),
        None => Any::NIL,
    }
}

/// Stores the value, or what it points to, where the pointer points to. Otherwise says what is
/// wrong; the numbers are known to the Go side.
fn set_pointee(call: &mut Call, pointer: Any, value: Any) -> i64 {
    let is_pointer = |any: Any| !any.is_nil() && call.type_of(any.ty()).kind == Kind::Pointer;
    if !is_pointer(pointer) {
        return 1;
    }
    let value = match call.value(value) {
        Some(found) if is_pointer(value) => match found.pointee(call.program()) {
            Some(target) => call.any(target),
            None => return 2,
        },
        _ => value,
    };
    let Some(target) = call.value(pointer) else { return 1 };
    if value.ty() == call.type_of(pointer.ty()).elem && call.store(target, value) { 0 } else { 2 }
}
