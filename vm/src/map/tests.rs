//! Tests of maps against `std`'s, and of what Go says about iterating while writing.

use super::*;
use crate::heap::{Heap, HeapOptions};
use crate::interfaces;
use crate::runtime_types::samples::*;
use crate::strings;
use crate::value::Iface;
use std::collections::{HashMap, HashSet};

fn allocator() -> Allocator {
    let options = HeapOptions { reserve_bytes: 256 << 20, ..HeapOptions::default() };
    Allocator::new(Heap::new(options).expect("a heap"))
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// All entries as an iteration gives them.
fn entries(a: &mut Allocator, types: &RuntimeTypes, ty: TypeId, map: Word, random: u64) -> Vec<(u64, u64)> {
    let mut out = Vec::new();
    // SAFETY: a map of that type, with keys and values of one word.
    unsafe {
        let iterator = iterate(a, types, ty, map, random).expect("room");
        while let Some(entry) = next(types, ty, iterator).expect("no race") {
            out.push((*entry.key, *entry.value));
        }
    }
    out
}

#[test]
fn maps_of_words_follow_a_model() {
    let types = sample_types();
    let mut a = allocator();
    let mut random = Random(4711);
    for range in [6, 40, 3000] {
        let map = make(&mut a, &types, MAP_INT_INT, 0).expect("room");
        let mut model = HashMap::new();
        for i in 0..40_000u64 {
            let key = random.next() % range;
            // SAFETY: keys and values of one word.
            unsafe {
                match random.next() % 8 {
                    0..4 => {
                        set(&mut a, &types, MAP_INT_INT, map, &key, &i).expect("room");
                        model.insert(key, i);
                    }
                    4..7 => {
                        delete(&types, MAP_INT_INT, map, &key).expect("no race");
                        model.remove(&key);
                    }
                    _ if random.next().is_multiple_of(500) => {
                        clear(&types, MAP_INT_INT, map).expect("no race");
                        model.clear();
                    }
                    _ => {
                        let found = get(&types, MAP_INT_INT, map, &key).expect("no race");
                        assert_eq!(found.as_ref(), model.get(&key));
                    }
                }
                assert_eq!(len(map), model.len());
            }
        }
        let all = entries(&mut a, &types, MAP_INT_INT, map, random.next());
        assert_eq!(all.len(), model.len());
        assert_eq!(all.into_iter().collect::<HashMap<_, _>>(), model);
    }
}

#[test]
fn strings_are_found_by_their_bytes() {
    let types = sample_types();
    let mut a = allocator();
    // SAFETY: string keys, values of one word; nothing is collected.
    unsafe {
        let map = make(&mut a, &types, MAP_STRING_INT, 100).expect("room");
        for i in 0..5000u64 {
            let key = strings::new(&mut a, format!("key number {i}").as_bytes()).expect("room");
            set(&mut a, &types, MAP_STRING_INT, map, &key, &i).expect("room");
        }
        for i in 0..5000u64 {
            let key = strings::new(&mut a, format!("key number {i}").as_bytes()).expect("room");
            assert_eq!(*get(&types, MAP_STRING_INT, map, &key).expect("no race"), i);
        }
        assert!(get(&types, MAP_STRING_INT, map, &0).expect("no race").is_null());
    }
}

#[test]
fn general_keys_compare_by_type() {
    let types = sample_types();
    let mut a = allocator();
    // SAFETY: keys and values of the types given; nothing is collected.
    unsafe {
        let map = make(&mut a, &types, MAP_ANY_INT, 0).expect("room");
        for i in 0..100u64 {
            let text = strings::new(&mut a, format!("{i:04}").as_bytes()).expect("room");
            let float = (i as f64 / 4.0).to_bits();
            for (ty, word) in [(INT, i * 100), (STRING, text), (FLOAT64, float)] {
                let key = interfaces::make(&mut a, &types, ty, &word).expect("room").0;
                set(&mut a, &types, MAP_ANY_INT, map, &key, &i).expect("room");
            }
        }
        assert_eq!(len(map), 300);
        let key = interfaces::make(&mut a, &types, FLOAT64, &(-0.0f64).to_bits()).expect("room").0;
        assert_eq!(*get(&types, MAP_ANY_INT, map, &key).expect("no race"), 0);
        let slice = interfaces::make(&mut a, &types, INT_SLICE, &0).expect("room").0;
        let fault = Err(Fault::UnhashableKey(INT_SLICE));
        assert_eq!(get(&types, MAP_ANY_INT, map, &slice).map(|_| ()), fault);
        assert_eq!(get(&types, MAP_ANY_INT, 0, &slice).map(|_| ()), fault);
        assert_eq!(delete(&types, MAP_ANY_INT, map, &slice), fault);
        let part = interfaces::make(&mut a, &types, STRUCT, [1, 0, 2, slice].as_ptr());
        let part = part.expect("room").0;
        let fault = Err(Fault::UnhashablePart(INT_SLICE));
        assert_eq!(set(&mut a, &types, MAP_ANY_INT, map, &part, &1), fault);
        assert_eq!(set(&mut a, &types, MAP_ANY_INT, 0, &slice, &1), Err(Fault::NilMapAssignment));
        assert_eq!(Iface(part).ty(), STRUCT);
    }
}

#[test]
fn keys_and_values_by_reference_are_copied() {
    let types = sample_types();
    let mut a = allocator();
    // SAFETY: keys and values are addresses of arrays of that type.
    unsafe {
        let map = make(&mut a, &types, MAP_ARRAY_ARRAY, 0).expect("room");
        let mut words = [0; 12];
        for i in 0..200 {
            words[4] = i; // the int32 of the second element
            words[5] = strings::new(&mut a, b"text").expect("room");
            words[6] = i * 77; // blank: not compared
            let address = words.as_ptr() as Word;
            set(&mut a, &types, MAP_ARRAY_ARRAY, map, &address, &address).expect("room");
        }
        assert_eq!(len(map), 200);
        words[4] = 17 | 0xff << 32; // only the int32's own bytes count
        let address = words.as_ptr() as Word;
        let value = get(&types, MAP_ARRAY_ARRAY, map, &address).expect("no race");
        assert_eq!((*value.add(4), *value.add(6)), (17, 17 * 77));
    }
}

#[test]
fn each_nan_is_an_entry_of_its_own() {
    let types = sample_types();
    let mut a = allocator();
    let nan = f64::NAN.to_bits();
    // SAFETY: keys and values of one word.
    unsafe {
        let map = make(&mut a, &types, MAP_FLOAT_INT, 0).expect("room");
        for i in 0..1000 {
            set(&mut a, &types, MAP_FLOAT_INT, map, &nan, &i).expect("room");
        }
        assert_eq!(len(map), 1000);
        assert!(get(&types, MAP_FLOAT_INT, map, &nan).expect("no race").is_null());
        let values: HashSet<u64> =
            entries(&mut a, &types, MAP_FLOAT_INT, map, 9).into_iter().map(|e| e.1).collect();
        assert_eq!(values.len(), 1000);
        clear(&types, MAP_FLOAT_INT, map).expect("no race");
        assert_eq!(len(map), 0);
    }
}

#[test]
fn iterations_tolerate_writes() {
    let types = sample_types();
    let mut a = allocator();
    for seed in 1..60u64 {
        let mut random = Random(seed * 7919);
        let size = 1 + random.next() % 100;
        // SAFETY: keys and values of one word.
        unsafe {
            let map = make(&mut a, &types, MAP_INT_INT, 0).expect("room");
            for key in 0..size {
                set(&mut a, &types, MAP_INT_INT, map, &key, &key).expect("room");
            }
            let iterator = iterate(&mut a, &types, MAP_INT_INT, map, random.next()).expect("room");
            let (mut seen, mut gone) = (HashSet::new(), HashSet::new());
            while let Some(entry) = next(&types, MAP_INT_INT, iterator).expect("no race") {
                let key = *entry.key;
                assert!(seen.insert(key), "{key} twice");
                assert!(!gone.contains(&key), "{key} was deleted");
                for _ in 0..3 {
                    let victim = random.next() % size;
                    if random.next().is_multiple_of(2) {
                        delete(&types, MAP_INT_INT, map, &victim).expect("no race");
                        gone.insert(victim);
                    } else {
                        let fresh = 1_000_000 + random.next();
                        set(&mut a, &types, MAP_INT_INT, map, &fresh, &0).expect("room");
                    }
                }
                if seen.len() > 3000 {
                    break;
                }
            }
            for key in 0..size {
                assert!(seen.contains(&key) || gone.contains(&key), "{key} missing");
            }
        }
    }
}

#[test]
fn orders_differ() {
    let types = sample_types();
    let mut a = allocator();
    let mut random = Random(5);
    for size in [2u64, 3, 7, 9, 15, 100] {
        let map = make(&mut a, &types, MAP_INT_INT, 0).expect("room");
        for key in 0..size {
            // SAFETY: keys and values of one word.
            unsafe { set(&mut a, &types, MAP_INT_INT, map, &key, &key).expect("room") };
        }
        let orders: HashSet<_> =
            (0..100).map(|_| entries(&mut a, &types, MAP_INT_INT, map, random.next())).collect();
        assert!(orders.len() > 1, "one order of {size}");
    }
}

#[test]
fn a_write_under_way_is_noticed() {
    let types = sample_types();
    let mut a = allocator();
    // SAFETY: keys and values of one word.
    unsafe {
        let map = make(&mut a, &types, MAP_INT_INT, 0).expect("room");
        set(&mut a, &types, MAP_INT_INT, map, &1, &1).expect("room");
        let iterator = iterate(&mut a, &types, MAP_INT_INT, map, 0).expect("room");
        Map(map).begin_write().expect("no race");
        let read = get(&types, MAP_INT_INT, map, &1);
        assert_eq!(read, Err(Fault::ConcurrentMapReadWrite));
        let write = set(&mut a, &types, MAP_INT_INT, map, &1, &1);
        assert_eq!(write, Err(Fault::ConcurrentMapWrites));
        let step = next(&types, MAP_INT_INT, iterator);
        assert_eq!(step.err(), Some(Fault::ConcurrentMapIteration));
    }
}

/// What racing programs do to a map may be any nonsense, but stays within its tables.
#[test]
fn races_stay_within_the_tables() {
    let types = sample_types();
    let options = HeapOptions { reserve_bytes: 1 << 30, ..HeapOptions::default() };
    let heap = Heap::new(options).expect("a heap");
    let mut a = Allocator::new(heap.clone());
    let map = make(&mut a, &types, MAP_INT_INT, 0).expect("room");
    std::thread::scope(|scope| {
        for thread in 1..4u64 {
            let (types, heap) = (&types, heap.clone());
            scope.spawn(move || {
                let mut a = Allocator::new(heap);
                let mut random = Random(thread * 104_729);
                for _ in 0..60_000 {
                    let key = random.next() % 500;
                    // SAFETY: keys and values of one word; faults are what races are answered with.
                    unsafe {
                        let _ = match random.next() % 16 {
                            0..8 => set(&mut a, types, MAP_INT_INT, map, &key, &(key * 3)),
                            8..12 => delete(types, MAP_INT_INT, map, &key),
                            12 => clear(types, MAP_INT_INT, map),
                            13 => iterate(&mut a, types, MAP_INT_INT, map, random.next()).map(|iterator| {
                                while let Ok(Some(entry)) = next(types, MAP_INT_INT, iterator) {
                                    assert!(*entry.value < 1500);
                                }
                            }),
                            _ => get(types, MAP_INT_INT, map, &key)
                                .map(|found| assert!(found.is_null() || *found < 1500)),
                        };
                        if random.next().is_multiple_of(64) {
                            Map(map).set_word(FLAGS, 0); // a lost update of the flag
                        }
                    }
                }
            });
        }
    });
}
