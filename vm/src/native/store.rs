//! What native functions may change in Go's memory: the target of a pointer, the elements of a
//! slice. Stores are of values whose types the machine has compared, so nothing can be torn.

use super::{Any, Call, ValueRef};
use crate::interfaces;
use crate::value::{copy_words, load_scalar, store_scalar};
use burrow_bytecode::{Kind, MemKind, TypeId};

impl Call {
    /// The concrete type has all methods of the interface.
    pub fn implements(&self, concrete: TypeId, interface: TypeId) -> bool {
        interfaces::implements(&self.shared().types, concrete, interface)
    }

    /// Stores what `value` holds where the pointer `pointer` points to; false when the types do not
    /// fit or the pointer is nil. An interface variable takes the interface value itself.
    pub fn store(&mut self, pointer: ValueRef, value: Any) -> bool {
        let program = self.program();
        let Some(target) = pointer.pointee(program) else { return false };
        let Some(address) = target.address() else { return false };
        if target.kind(program) == Kind::Interface {
            // SAFETY: a non-nil pointer to an interface variable: one word.
            unsafe { store_scalar(address, MemKind::Word, value.word()) };
            return true;
        }
        let Some(source) = self.value(value).filter(|s| s.ty() == target.ty()) else { return false };
        let ty = self.type_of(target.ty());
        match (source.address(), ty.mem_kind) {
            (Some(from), MemKind::Words) => {
                // SAFETY: both are values of the same type in memory.
                unsafe { copy_words(address as *mut u64, from as *const u64, ty.mem_words as usize) };
            }
            // SAFETY: a scalar of the type's own width at both places.
            (Some(from), kind) => unsafe { store_scalar(address, kind, load_scalar(from, kind)) },
            // SAFETY: a pointer-shaped value is one word.
            (None, _) => unsafe { store_scalar(address, MemKind::Word, source.pointer().word()) },
        }
        true
    }

    /// Exchanges two elements of a slice; false when an index is out of range.
    pub fn swap_elements(&mut self, slice: ValueRef, i: usize, j: usize) -> bool {
        let program = self.program();
        let (Some(a), Some(b)) = (slice.index(program, i), slice.index(program, j)) else { return false };
        let (Some(a), Some(b)) = (a.address(), b.address()) else { return false };
        let ty = self.type_of(slice.descriptor(program).elem);
        if ty.mem_kind == MemKind::Words {
            for word in 0..u64::from(ty.mem_words) {
                // SAFETY: the elements have that many words.
                unsafe { swap_scalars(a + word * 8, b + word * 8, MemKind::Word) };
            }
        } else {
            // SAFETY: two elements of this kind.
            unsafe { swap_scalars(a, b, ty.mem_kind) };
        }
        true
    }
}

/// # Safety
/// Both addresses hold a scalar of `kind`.
unsafe fn swap_scalars(a: u64, b: u64, kind: MemKind) {
    // SAFETY: the caller's promise.
    unsafe {
        let (x, y) = (load_scalar(a, kind), load_scalar(b, kind));
        store_scalar(a, kind, y);
        store_scalar(b, kind, x);
    }
}
