//! Natives of package sync/atomic. Every operation is sequentially consistent, as Go says.
//!
//! A typed value (`atomic.Int64`) is a struct of one field, so that its address is that of the
//! number: functions and methods share their natives.

use burrow_vm::native;
use burrow_vm::native::{Any, GoPanic, Native, Opaque};
use std::sync::atomic::Ordering::{Relaxed, SeqCst};

type Done<T> = Result<T, GoPanic>;

macro_rules! integer {
    ($module:ident, $ty:ty, $bits:ty, $word:ident) => {
        mod $module {
            use super::*;

            pub fn load(addr: Opaque) -> Done<$ty> {
                Ok(addr.$word()?.load(SeqCst) as $ty)
            }
            pub fn store(addr: Opaque, value: $ty) -> Done<()> {
                addr.$word()?.store(value as $bits, SeqCst);
                Ok(())
            }
            pub fn swap(addr: Opaque, new: $ty) -> Done<$ty> {
                Ok(addr.$word()?.swap(new as $bits, SeqCst) as $ty)
            }
            pub fn compare_and_swap(addr: Opaque, old: $ty, new: $ty) -> Done<bool> {
                let (old, new) = (old as $bits, new as $bits);
                Ok(addr.$word()?.compare_exchange(old, new, SeqCst, Relaxed).is_ok())
            }
            pub fn add(addr: Opaque, delta: $ty) -> Done<$ty> {
                Ok(addr.$word()?.fetch_add(delta as $bits, SeqCst).wrapping_add(delta as $bits) as $ty)
            }
            pub fn and(addr: Opaque, mask: $ty) -> Done<$ty> {
                Ok(addr.$word()?.fetch_and(mask as $bits, SeqCst) as $ty)
            }
            pub fn or(addr: Opaque, mask: $ty) -> Done<$ty> {
                Ok(addr.$word()?.fetch_or(mask as $bits, SeqCst) as $ty)
            }
        }
    };
}
integer!(int32, i32, u32, word32);
integer!(uint32, u32, u32, word32);
integer!(int64, i64, u64, word64);
integer!(uint64, u64, u64, word64);

fn load_pointer(addr: Opaque) -> Done<Opaque> {
    Ok(Opaque::of_loaded(addr.word64()?.load(SeqCst)))
}
fn store_pointer(addr: Opaque, value: Opaque) -> Done<()> {
    addr.word64()?.store(value.to_word(), SeqCst);
    Ok(())
}
fn swap_pointer(addr: Opaque, new: Opaque) -> Done<Opaque> {
    Ok(Opaque::of_loaded(addr.word64()?.swap(new.to_word(), SeqCst)))
}
fn compare_and_swap_pointer(addr: Opaque, old: Opaque, new: Opaque) -> Done<bool> {
    let (old, new) = (old.to_word(), new.to_word());
    Ok(addr.word64()?.compare_exchange(old, new, SeqCst, Relaxed).is_ok())
}

fn load_bool(addr: Opaque) -> Done<bool> {
    Ok(addr.word32()?.load(SeqCst) != 0)
}
fn store_bool(addr: Opaque, value: bool) -> Done<()> {
    addr.word32()?.store(value.into(), SeqCst);
    Ok(())
}
fn swap_bool(addr: Opaque, new: bool) -> Done<bool> {
    Ok(addr.word32()?.swap(new.into(), SeqCst) != 0)
}
fn compare_and_swap_bool(addr: Opaque, old: bool, new: bool) -> Done<bool> {
    Ok(addr.word32()?.compare_exchange(old.into(), new.into(), SeqCst, Relaxed).is_ok())
}

fn load_value(value: Opaque) -> Done<Any> {
    Ok(Any::of_loaded(value.word64()?.load(SeqCst)))
}
fn replace_value(value: Opaque, old: Any, new: Any) -> Done<bool> {
    let (old, new) = (old.to_word(), new.to_word());
    Ok(value.word64()?.compare_exchange(old, new, SeqCst, Relaxed).is_ok())
}
fn same_type(left: Any, right: Any) -> bool {
    left.ty() == right.ty()
}

/// Natives of package sync/atomic.
pub const NATIVES: &[Native] = &[
    native!("sync/atomic.SwapInt32", int32::swap),
    native!("sync/atomic.(*Int32).Swap", int32::swap),
    native!("sync/atomic.CompareAndSwapInt32", int32::compare_and_swap),
    native!("sync/atomic.(*Int32).CompareAndSwap", int32::compare_and_swap),
    native!("sync/atomic.AddInt32", int32::add),
    native!("sync/atomic.(*Int32).Add", int32::add),
    native!("sync/atomic.AndInt32", int32::and),
    native!("sync/atomic.(*Int32).And", int32::and),
    native!("sync/atomic.OrInt32", int32::or),
    native!("sync/atomic.(*Int32).Or", int32::or),
    native!("sync/atomic.LoadInt32", int32::load),
    native!("sync/atomic.(*Int32).Load", int32::load),
    native!("sync/atomic.StoreInt32", int32::store),
    native!("sync/atomic.(*Int32).Store", int32::store),
    native!("sync/atomic.SwapInt64", int64::swap),
    native!("sync/atomic.(*Int64).Swap", int64::swap),
    native!("sync/atomic.CompareAndSwapInt64", int64::compare_and_swap),
    native!("sync/atomic.(*Int64).CompareAndSwap", int64::compare_and_swap),
    native!("sync/atomic.AddInt64", int64::add),
    native!("sync/atomic.(*Int64).Add", int64::add),
    native!("sync/atomic.AndInt64", int64::and),
    native!("sync/atomic.(*Int64).And", int64::and),
    native!("sync/atomic.OrInt64", int64::or),
    native!("sync/atomic.(*Int64).Or", int64::or),
    native!("sync/atomic.LoadInt64", int64::load),
    native!("sync/atomic.(*Int64).Load", int64::load),
    native!("sync/atomic.StoreInt64", int64::store),
    native!("sync/atomic.(*Int64).Store", int64::store),
    native!("sync/atomic.SwapUint32", uint32::swap),
    native!("sync/atomic.(*Uint32).Swap", uint32::swap),
    native!("sync/atomic.CompareAndSwapUint32", uint32::compare_and_swap),
    native!("sync/atomic.(*Uint32).CompareAndSwap", uint32::compare_and_swap),
    native!("sync/atomic.AddUint32", uint32::add),
    native!("sync/atomic.(*Uint32).Add", uint32::add),
    native!("sync/atomic.AndUint32", uint32::and),
    native!("sync/atomic.(*Uint32).And", uint32::and),
    native!("sync/atomic.OrUint32", uint32::or),
    native!("sync/atomic.(*Uint32).Or", uint32::or),
    native!("sync/atomic.LoadUint32", uint32::load),
    native!("sync/atomic.(*Uint32).Load", uint32::load),
    native!("sync/atomic.StoreUint32", uint32::store),
    native!("sync/atomic.(*Uint32).Store", uint32::store),
    native!("sync/atomic.SwapUint64", uint64::swap),
    native!("sync/atomic.(*Uint64).Swap", uint64::swap),
    native!("sync/atomic.CompareAndSwapUint64", uint64::compare_and_swap),
    native!("sync/atomic.(*Uint64).CompareAndSwap", uint64::compare_and_swap),
    native!("sync/atomic.AddUint64", uint64::add),
    native!("sync/atomic.(*Uint64).Add", uint64::add),
    native!("sync/atomic.AndUint64", uint64::and),
    native!("sync/atomic.(*Uint64).And", uint64::and),
    native!("sync/atomic.OrUint64", uint64::or),
    native!("sync/atomic.(*Uint64).Or", uint64::or),
    native!("sync/atomic.LoadUint64", uint64::load),
    native!("sync/atomic.(*Uint64).Load", uint64::load),
    native!("sync/atomic.StoreUint64", uint64::store),
    native!("sync/atomic.(*Uint64).Store", uint64::store),
    native!("sync/atomic.SwapUintptr", uint64::swap),
    native!("sync/atomic.(*Uintptr).Swap", uint64::swap),
    native!("sync/atomic.CompareAndSwapUintptr", uint64::compare_and_swap),
    native!("sync/atomic.(*Uintptr).CompareAndSwap", uint64::compare_and_swap),
    native!("sync/atomic.AddUintptr", uint64::add),
    native!("sync/atomic.(*Uintptr).Add", uint64::add),
    native!("sync/atomic.AndUintptr", uint64::and),
    native!("sync/atomic.(*Uintptr).And", uint64::and),
    native!("sync/atomic.OrUintptr", uint64::or),
    native!("sync/atomic.(*Uintptr).Or", uint64::or),
    native!("sync/atomic.LoadUintptr", uint64::load),
    native!("sync/atomic.(*Uintptr).Load", uint64::load),
    native!("sync/atomic.StoreUintptr", uint64::store),
    native!("sync/atomic.(*Uintptr).Store", uint64::store),
    native!("sync/atomic.LoadPointer", load_pointer),
    native!("sync/atomic.(*Bool).Load", load_bool),
    native!("sync/atomic.StorePointer", store_pointer),
    native!("sync/atomic.(*Bool).Store", store_bool),
    native!("sync/atomic.SwapPointer", swap_pointer),
    native!("sync/atomic.(*Bool).Swap", swap_bool),
    native!("sync/atomic.CompareAndSwapPointer", compare_and_swap_pointer),
    native!("sync/atomic.(*Bool).CompareAndSwap", compare_and_swap_bool),
    native!("sync/atomic.(*Value).Load", load_value),
    native!("sync/atomic.(*Value).replace", replace_value),
    native!("sync/atomic.sameType", same_type),
];
