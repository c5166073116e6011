//! Tests of strings and UTF-8.

use super::*;
use crate::heap::{Heap, HeapOptions};
use crate::slices;

fn allocator() -> Allocator {
    let options = HeapOptions { reserve_bytes: 64 << 20, ..HeapOptions::default() };
    Allocator::new(Heap::new(options).expect("a heap"))
}

#[test]
fn strings_are_made_cut_and_joined() {
    let mut a = allocator();
    // SAFETY: all words are strings, and nothing is collected.
    unsafe {
        let hello = new(&mut a, b"hello, world").expect("room");
        assert_eq!(bytes(hello), b"hello, world");
        let world = slice(&mut a, hello, Some(7), None).expect("in range");
        assert_eq!(bytes(world), b"world");
        assert_eq!(bytes(slice(&mut a, world, Some(1), Some(2)).expect("in range")), b"o");
        assert_eq!(slice(&mut a, world, Some(5), None), Ok(0));
        assert_eq!(
            slice(&mut a, world, Some(3), Some(2)),
            Err(Fault::Bounds { kind: BoundsKind::SliceLow, x: 3, y: 2 })
        );
        let joined = concat(&mut a, &[world, 0, of_byte(b'!'), hello]).expect("room");
        assert_eq!(bytes(joined), b"world!hello, world");
        assert_eq!(concat(&mut a, &[0, world, 0]), Ok(world));
        assert_eq!(concat(&mut a, &[0, 0]), Ok(0));
        assert_eq!(index(world, -1), Err(Fault::index(-1, 5)));
        assert_eq!(index(world, 4), Ok(b'd'));
        assert_eq!(compare(world, hello), Ordering::Greater);
    }
}

#[test]
fn bad_bytes_decode_as_in_go() {
    let decode = |bytes: &[u8]| decode_rune(bytes);
    assert_eq!(decode("é".as_bytes()), (0xe9, 2));
    assert_eq!(decode("世".as_bytes()), (0x4e16, 3));
    assert_eq!(decode("😀".as_bytes()), (0x1f600, 4));
    for bad in [&b"\x80"[..], b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe4\xb8", b"\xff"] {
        assert_eq!(decode(bad), (RUNE_ERROR, 1), "{bad:x?}");
    }
    assert_eq!(encode_rune(-1).0[..3], *"\u{fffd}".as_bytes());
    assert_eq!(encode_rune(0xd800).1, 3);
    assert_eq!(encode_rune(i64::from('a' as u32) + (1 << 32)).1, 3);
}

#[test]
fn conversions_go_both_ways() {
    let mut a = allocator();
    // SAFETY: all words are what they are used as, and nothing is collected.
    unsafe {
        let text = new(&mut a, "añb世\u{1f600}".as_bytes()).expect("room");
        let runes = to_rune_slice(&mut a, text).expect("room");
        assert_eq!(slices::len(runes), 5);
        assert!(equal(from_rune_slice(&mut a, runes).expect("room"), text));
        let raw = to_byte_slice(&mut a, text).expect("room");
        assert!(equal(from_byte_slice(&mut a, raw).expect("room"), text));
        assert_eq!(slices::cap(raw), 16);
    }
}
