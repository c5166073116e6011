//! Tests of the heap as a whole: what is reachable stays as it is, what is not comes back.

use super::*;
use std::collections::HashMap;
use std::sync::atomic::AtomicU32;

const SMALL: HeapOptions = HeapOptions {
    reserve_bytes: 1 << 30,
    minimum_bytes: 1 << 20,
    percent: Some(100),
    limit_bytes: None,
    stress: false,
};

fn words(address: u64) -> *mut u64 {
    address as *mut u64
}

/// A chain of nodes {next, number}, newest first.
fn chain(allocator: &mut Allocator, length: u64, node_words: usize) -> u64 {
    let mut head = 0;
    for number in 0..length {
        let node = allocator.alloc_words(node_words, ObjectKind::Scan).expect("room");
        // SAFETY: a fresh object of at least two words.
        unsafe {
            assert_eq!((*words(node), *words(node).add(1)), (0, 0));
            *words(node) = head;
            *words(node).add(1) = number;
        }
        head = node;
    }
    head
}

fn check_chain(mut head: u64, length: u64) {
    for number in (0..length).rev() {
        // SAFETY: the chain is reachable and was built by `chain`.
        unsafe {
            assert_eq!(*words(head).add(1), number);
            head = *words(head);
        }
    }
    assert_eq!(head, 0);
}

#[test]
fn reachable_objects_survive_and_others_are_reused() {
    let heap = Heap::new(SMALL).expect("a heap");
    let mut allocator = Allocator::new(Arc::clone(&heap));
    let kept = chain(&mut allocator, 10_000, 3);
    for _ in 0..20 {
        chain(&mut allocator, 50_000, 3);
        chain(&mut allocator, 2_000, 40);
        allocator.retire();
        let report = heap.collect(|roots| roots.word(kept));
        assert_eq!(report.live_objects, 10_000);
        check_chain(kept, 10_000);
    }
    let statistics = heap.statistics();
    assert_eq!(statistics.heap_alloc, 240_000);
    assert_eq!(statistics.mallocs - statistics.frees, 10_000);
    assert!(statistics.heap_sys < 12 << 20, "{statistics:?}");
}

#[test]
fn interior_and_tagged_addresses_keep_objects() {
    let heap = Heap::new(SMALL).expect("a heap");
    let mut allocator = Allocator::new(Arc::clone(&heap));
    let small = allocator.alloc_words(7, ObjectKind::Scan).expect("room");
    let large = allocator.alloc(300_000, ObjectKind::Scan).expect("room").as_ptr() as u64;
    let inner = allocator.alloc_words(1, ObjectKind::PointerFree).expect("room");
    // SAFETY: within the large object.
    unsafe { *words(large + 200_000) = inner };
    allocator.retire();
    let report = heap.collect(|roots| {
        roots.word((small + 55) | (0x1234 << 48));
        roots.word(large + 299_999);
    });
    assert_eq!(report.live_objects, 3);
    assert_eq!(heap.collect(|roots| roots.word(inner)).live_objects, 1);
    assert_eq!(heap.collect(|roots| roots.word(small)).live_objects, 0, "a freed cell stays free");
    assert_eq!(heap.statistics().heap_alloc, 0);
}

#[test]
fn pointer_free_objects_keep_nothing() {
    let heap = Heap::new(SMALL).expect("a heap");
    let mut allocator = Allocator::new(Arc::clone(&heap));
    let holder = allocator.alloc_words(2, ObjectKind::PointerFree).expect("room");
    let held = allocator.alloc_words(2, ObjectKind::Scan).expect("room");
    // SAFETY: a fresh object.
    unsafe { *words(holder) = held };
    allocator.retire();
    assert_eq!(heap.collect(|roots| roots.word(holder)).live_objects, 1);
}

#[test]
fn requests_follow_the_pacing() {
    let heap = Heap::new(SMALL).expect("a heap");
    let asked = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&asked);
    heap.on_collection_request(Box::new(move || {
        counter.fetch_add(1, Relaxed);
    }));
    let mut allocator = Allocator::new(Arc::clone(&heap));
    let kept = chain(&mut allocator, 20_000, 2);
    assert!(!heap.collection_requested());
    chain(&mut allocator, 100_000, 2);
    assert!(heap.collection_requested());
    assert_eq!(asked.load(Relaxed), 1);
    allocator.retire();
    heap.collect(|roots| roots.word(kept));
    assert!(!heap.collection_requested());
    assert_eq!(heap.set_percent(None), Some(100));
    chain(&mut allocator, 500_000, 2);
    assert!(!heap.collection_requested());
}

#[test]
fn retired_room_is_used_on() {
    let heap = Heap::new(SMALL).expect("a heap");
    let mut allocator = Allocator::new(Arc::clone(&heap));
    let kept = chain(&mut allocator, 1000, 3);
    allocator.retire();
    heap.collect(|roots| roots.word(kept));
    for _ in 0..5000 {
        chain(&mut allocator, 1, 3);
        allocator.retire();
    }
    check_chain(kept, 1000);
    let statistics = heap.statistics();
    assert!(statistics.heap_sys <= 4 << 16, "{statistics:?}");
    assert_eq!(statistics.mallocs, 6000);
    assert_eq!(heap.collect(|roots| roots.word(kept)).live_objects, 1000);
}

#[test]
fn running_out_is_an_error() {
    let options = HeapOptions { reserve_bytes: 16 << 20, ..SMALL };
    let heap = Heap::new(options).expect("a heap");
    let mut allocator = Allocator::new(heap);
    assert_eq!(allocator.alloc(usize::MAX, ObjectKind::Scan), Err(OutOfMemory));
    assert_eq!(allocator.alloc(1 << 30, ObjectKind::Scan), Err(OutOfMemory));
    let mut objects = 0;
    while allocator.alloc(1000, ObjectKind::Scan).is_ok() {
        objects += 1;
    }
    assert!(objects > 15_000);
}

/// Threads build random graphs, check them against a model, stop together and mark in parallel.
#[test]
fn random_graphs_survive_parallel_collections() {
    const THREADS: usize = 3;
    const NODES: usize = 400;
    let heap = Heap::new(SMALL).expect("a heap");
    let barrier = std::sync::Barrier::new(THREADS);
    let tables: Vec<Mutex<Vec<u64>>> = (0..THREADS).map(|_| Mutex::new(vec![0; NODES])).collect();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (heap, barrier, tables) = (&heap, &barrier, &tables);
            scope.spawn(move || {
                let mut allocator = Allocator::new(Arc::clone(heap));
                let mut random = 88172645463325252u64 + thread as u64;
                let mut next = move || {
                    random ^= random << 13;
                    random ^= random >> 7;
                    random ^= random << 17;
                    random as usize
                };
                let mut model: HashMap<usize, (u64, Vec<u64>)> = HashMap::new();
                for round in 0..12 {
                    for _ in 0..20_000 {
                        let size = 2 + next() % 30 + if next() % 512 == 0 { 9000 } else { 0 };
                        let node = allocator.alloc_words(size, ObjectKind::Scan).expect("room");
                        let slot = next() % NODES;
                        let mut table = tables[thread].lock().expect("a lock");
                        let child = allocator.alloc_words(2, ObjectKind::PointerFree).expect("room");
                        let stamp = next() as u64 >> 20;
                        // SAFETY: fresh objects.
                        unsafe {
                            *words(node) = child + 8;
                            *words(child).add(1) = stamp;
                            *words(node).add(size - 1) = stamp;
                        }
                        table[slot] = node;
                        model.insert(slot, (node, vec![size as u64, stamp]));
                    }
                    allocator.retire();
                    if barrier.wait().is_leader() {
                        heap.begin_collection(THREADS, |roots| {
                            for table in tables {
                                let table = table.lock().expect("a lock");
                                // SAFETY: the tables stand still while everybody waits.
                                unsafe { roots.range(table.as_ptr(), table.len()) };
                            }
                        });
                    }
                    barrier.wait();
                    heap.help_mark();
                    if barrier.wait().is_leader() {
                        let report = heap.finish_collection();
                        let slots = tables
                            .iter()
                            .map(|t| t.lock().expect("a lock").iter().filter(|&&w| w != 0).count() as u64);
                        assert_eq!(report.live_objects, 2 * slots.sum::<u64>(), "round {round}");
                    }
                    barrier.wait();
                    for (node, expected) in model.values() {
                        let (size, stamp) = (expected[0] as usize, expected[1]);
                        // SAFETY: reachable from the table.
                        unsafe {
                            assert_eq!(*words(*node).add(size - 1), stamp);
                            assert_eq!(*words(*words(*node)), stamp);
                        }
                    }
                }
            });
        }
    });
}

#[test]
fn watched_objects_die_in_order() {
    let heap = Heap::new(SMALL).expect("a heap");
    let mut allocator = Allocator::new(Arc::clone(&heap));
    let inner = chain(&mut allocator, 1, 2);
    let outer = allocator.alloc_words(2, ObjectKind::Scan).expect("room");
    let cell = allocator.alloc_words(1, ObjectKind::PointerFree).expect("room");
    // SAFETY: a new object.
    unsafe { *words(outer) = inner };
    for object in [inner, outer] {
        let call = DueCall { function: 0, argument: object };
        assert!(heap.set_finalizer(object, call, 8));
        assert!(!heap.set_finalizer(object, call, 8));
    }
    let cleanup = heap.add_cleanup(inner, 16, 8);
    heap.add_cleanup(inner, 24, 8);
    heap.stop_cleanup(cleanup);
    assert_eq!(heap.weak_cell(outer, cell), cell);
    allocator.retire();
    let target = || {
        // SAFETY: the cell is a root of all collections here.
        unsafe { weak_target(cell) }
    };
    assert_eq!(heap.collect(|roots| roots.words(&[cell, outer])).start, None);
    assert_eq!(target(), outer);
    assert_eq!(heap.collect(|roots| roots.word(cell)).start, Some(8));
    assert_eq!(target(), 0);
    let due = |heap: &Heap| heap.next_due_call().map(|call| (call.function, call.argument));
    assert_eq!((due(&heap), due(&heap)), (Some((0, outer)), None));
    assert_eq!(heap.collect(|roots| roots.word(cell)).start, Some(8));
    assert_eq!((due(&heap), due(&heap)), (Some((0, inner)), None));
    assert_eq!(heap.collect(|roots| roots.word(cell)).start, Some(8));
    assert_eq!((due(&heap), due(&heap)), (Some((24, 0)), None));
    assert_eq!(heap.collect(|roots| roots.word(cell)).live_objects, 1);
}
