//! Tests of equality where words alone do not decide.

use super::*;
use crate::heap::{Allocator, Heap, HeapOptions};
use crate::interfaces;
use crate::runtime_types::samples::*;

fn allocator() -> Allocator {
    let options = HeapOptions { reserve_bytes: 64 << 20, ..HeapOptions::default() };
    Allocator::new(Heap::new(options).expect("a heap"))
}

#[test]
fn parts_are_compared_in_order() {
    let types = sample_types();
    let mut a = allocator();
    // SAFETY: values of the types given; nothing is collected.
    unsafe {
        let slice = interfaces::make(&mut a, &types, INT_SLICE, &0).expect("room").0;
        let text = strings::new(&mut a, b"one").expect("room");
        let same = strings::new(&mut a, b"one").expect("room");
        let (x, y) = ([1, text, 5, slice], [1, same, 6, slice]);
        let equal = |x: &[Word; 4], y: &[Word; 4]| frames_equal(&types, STRUCT, x.as_ptr(), y.as_ptr());
        assert_eq!(equal(&x, &y), Err(Fault::Uncomparable(INT_SLICE)));
        assert_eq!(equal(&x, &[2, same, 6, slice]), Ok(false));
        assert_eq!(equal(&x, &[1, same, 6, 0]), Ok(false));
        assert_eq!(equal(&[1, text, 5, 0], &[1 | 7 << 32, same, 6, 0]), Ok(true));
    }
}

#[test]
fn deep_nesting_does_not_recurse() {
    let types = sample_types();
    let mut a = allocator();
    // SAFETY: as above.
    unsafe {
        let mut deep = [0, 0];
        for word in &mut deep {
            for _ in 0..200_000 {
                let value = [1, 0, 0, *word];
                *word = interfaces::make(&mut a, &types, STRUCT, value.as_ptr()).expect("room").0;
            }
        }
        let equal = interfaces_equal(&types, Iface(deep[0]), Iface(deep[1]));
        assert_eq!(equal, Ok(true));
        let hash = |word: Word| hash_value(&types, ANY, &raw const word as Word, Hasher::new(1, 0));
        assert_eq!(hash(deep[0]), hash(deep[1]));
    }
}

#[test]
fn packed_arrays_compare_as_words_and_nan_differs() {
    let types = sample_types();
    // SAFETY: values of the types given.
    unsafe {
        let (x, y) = ([1u64 | 2 << 32, 3, 4], [1u64 | 2 << 32, 3, 5]);
        let (left, right) = (x.as_ptr() as Word, y.as_ptr() as Word);
        assert_eq!(frames_equal(&types, RUNES, &left, &left), Ok(true));
        assert_eq!(frames_equal(&types, RUNES, &left, &right), Ok(false));
        let nan = f64::NAN.to_bits();
        assert_eq!(frames_equal(&types, FLOAT64, &nan, &nan), Ok(false));
        assert_eq!(frames_equal(&types, FLOAT64, &0, &(-0.0f64).to_bits()), Ok(true));
    }
}
