//! Tests of slices over a small set of types.

use super::*;
use crate::fault::BoundsKind;
use crate::heap::{Heap, HeapOptions};
use crate::runtime_types::samples::{INT_SLICE, RUNE_SLICE, sample_types};

fn allocator() -> Allocator {
    let options = HeapOptions { reserve_bytes: 64 << 20, ..HeapOptions::default() };
    Allocator::new(Heap::new(options).expect("a heap"))
}

#[test]
fn appends_share_until_the_capacity_is_used_up() {
    let types = sample_types();
    let mut a = allocator();
    // SAFETY: all words are slices of the types given, and nothing is collected.
    unsafe {
        let one = make(&mut a, &types, INT_SLICE, 1, 2).expect("room");
        let two = append(&mut a, &types, INT_SLICE, one, [7].as_ptr(), 1).expect("room");
        assert_eq!((len(one), len(two), cap(two)), (1, 2, 2));
        assert_eq!(header(one).base, header(two).base);
        let four = append(&mut a, &types, INT_SLICE, two, [8, 9].as_ptr(), 2).expect("room");
        assert_eq!(words(four), [0, 7, 8, 9]);
        assert_ne!(header(two).base, header(four).base);
        let doubled = append_slice(&mut a, &types, INT_SLICE, four, four).expect("room");
        assert_eq!(words(doubled), [0, 7, 8, 9, 0, 7, 8, 9]);
        assert_eq!(copy(&types, INT_SLICE, element_slice(&mut a, doubled), doubled), 7);
        assert_eq!(words(doubled), [0, 0, 7, 8, 9, 0, 7, 8]);
    }
}

unsafe fn element_slice(a: &mut Allocator, slice: Word) -> Word {
    // SAFETY: the caller's promise.
    unsafe { slice_slice(a, slice, 8, Some(1), None, None).expect("in range") }
}

#[test]
fn small_elements_are_packed() {
    let types = sample_types();
    let mut a = allocator();
    // SAFETY: as above.
    unsafe {
        let minus = -5i64 as Word;
        let runes = append(&mut a, &types, RUNE_SLICE, 0, [minus, 6, 7].as_ptr(), 3).expect("room");
        assert_eq!((len(runes), cap(runes)), (3, 4));
        let second = element_address(runes, 1, 4).expect("in range");
        assert_eq!(second, header(runes).base as Word + 4);
        assert_eq!(crate::value::load_scalar(second - 4, MemKind::I32), minus);
    }
}

#[test]
fn bounds_are_checked_in_the_order_of_go() {
    let types = sample_types();
    let mut a = allocator();
    let fault = |kind, x, y| Err(Fault::Bounds { kind, x, y });
    // SAFETY: as above.
    unsafe {
        let s = make(&mut a, &types, INT_SLICE, 3, 10).expect("room");
        let mut cut = |low, high, max| slice_slice(&mut a, s, 8, low, high, max);
        assert_eq!(cut(Some(4), Some(2), None), fault(BoundsKind::SliceLow, 4, 2));
        assert_eq!(cut(None, Some(31), None), fault(BoundsKind::SliceCapacity, 31, 10));
        assert_eq!(cut(Some(-4), None, None), fault(BoundsKind::SliceLow, -4, 3));
        assert_eq!(cut(None, Some(1), Some(41)), fault(BoundsKind::MaxCapacity, 41, 10));
        assert_eq!(cut(None, Some(6), Some(1)), fault(BoundsKind::MaxHigh, 6, 1));
        assert_eq!(cut(Some(4), Some(1), Some(6)), fault(BoundsKind::MaxLow, 4, 1));
        assert!(cut(Some(3), None, None).is_ok());
        assert_eq!(make(&mut a, &types, INT_SLICE, -1, 5), Err(Fault::MakeSliceLength));
        assert_eq!(make(&mut a, &types, INT_SLICE, 2, 1), Err(Fault::MakeSliceCapacity));
        assert_eq!(make(&mut a, &types, INT_SLICE, 1 << 62, 1 << 62), Err(Fault::MakeSliceLength));
    }
}
