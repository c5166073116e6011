//! Natives of packages runtime and runtime/debug: goroutines, memory, frames.

use burrow_vm::native;
use burrow_vm::native::{Any, Call, Control, GoPanic, Native, Opaque};

/// Natives of packages runtime and runtime/debug.
pub const NATIVES: &[Native] = &[
    native!("runtime.Gosched", gosched),
    native!("runtime.Goexit", goexit),
    native!("runtime.NumGoroutine", goroutine_count),
    native!("runtime.GOMAXPROCS", set_workers),
    native!("runtime.NumCPU", processors),
    native!("runtime.GC", collect),
    native!("runtime.memoryNumbers", memory_numbers),
    native!("runtime.pauses", pauses),
    native!("runtime.setFinalizer", set_finalizer),
    native!("runtime.addCleanup", add_cleanup),
    native!("runtime.stopCleanup", stop_cleanup),
    native!("runtime.nextDueCall", next_due_call),
    native!("weak.cell", weak_cell),
    native!("runtime.frame", frame),
    native!("runtime.place", place),
    native!("runtime.trace", trace),
    native!("runtime/debug.SetGCPercent", set_gc_percent),
    native!("runtime/debug.SetMemoryLimit", set_memory_limit),
    native!("runtime/debug.releaseFreeMemory", release_free_memory),
];

fn gosched() -> Control {
    Control::Yield
}

fn goexit() -> Control {
    Control::Goexit
}

fn goroutine_count(call: &mut Call) -> i64 {
    call.worker().scheduler().live_goroutines() as i64
}

fn set_workers(call: &mut Call, count: i64) -> i64 {
    let count = usize::try_from(count).unwrap_or(0);
    call.worker().scheduler().set_workers_wanted(count) as i64
}

fn processors() -> i64 {
    burrow_vm::scheduler::processors() as i64
}

fn collect(call: &mut Call) -> Control {
    call.collect()
}

/// In the order that `runtime.ReadMemStats` takes them.
fn memory_numbers(call: &mut Call) -> Vec<u64> {
    let s = call.heap_statistics();
    vec![
        s.heap_alloc,
        s.total_alloc,
        s.mallocs,
        s.frees,
        s.heap_sys,
        s.heap_in_use,
        s.heap_idle,
        s.heap_released,
        s.next_collection,
        s.collections.into(),
        s.forced_collections.into(),
        s.pause_total_ns,
        s.table_bytes,
        call.stack_bytes(),
        call.uptime_ns(),
    ]
}

/// Of the newest collections, the last one first: nanoseconds of the pause, its end in nanoseconds
/// since 1970.
fn pauses(call: &mut Call) -> Vec<u64> {
    call.pauses().iter().flat_map(|pause| [pause.ns, pause.end_unix_ns]).collect()
}

fn release_free_memory(call: &mut Call) {
    call.release_free_memory();
}

/// Negative: only asks; the largest number is no limit.
fn set_memory_limit(call: &mut Call, limit: i64) -> i64 {
    let limit =
        u64::try_from(limit).ok().map(|limit| if limit == i64::MAX as u64 { u64::MAX } else { limit });
    i64::try_from(call.set_memory_limit(limit)).unwrap_or(i64::MAX)
}

fn set_finalizer(call: &mut Call, object: Any, finalizer: Any, runner: Opaque) -> Result<(), GoPanic> {
    let set = call.set_finalizer(object, finalizer, runner);
    set.map_err(|text| GoPanic::Fatal(format!("runtime.SetFinalizer: {text}")))
}

fn add_cleanup(call: &mut Call, object: Opaque, cleanup: Opaque, runner: Opaque) -> u64 {
    call.add_cleanup(object, cleanup, runner)
}

fn stop_cleanup(call: &mut Call, id: u64) {
    call.stop_cleanup(id);
}

fn next_due_call(call: &mut Call) -> (Opaque, Opaque, bool) {
    match call.next_due_call() {
        Some((function, argument)) => (function, argument, true),
        None => (Opaque::NIL, Opaque::NIL, false),
    }
}

fn weak_cell(call: &mut Call, object: Opaque) -> Opaque {
    call.weak_cell(object)
}

/// The frame `skip` above the Go function that called this native: 0 is that function itself.
fn frame(call: &mut Call, skip: i64) -> (u64, String, i64, String, bool) {
    let found = usize::try_from(skip).ok().and_then(|skip| call.frame(skip));
    match found {
        Some(frame) => (frame.pc, frame.file, frame.line, frame.function, true),
        None => (0, String::new(), 0, String::new(), false),
    }
}

fn place(call: &mut Call, pc: u64) -> (String, i64, String, u64) {
    match call.place(pc) {
        Some(frame) => (frame.file, frame.line, frame.function, frame.entry),
        None => (String::new(), 0, String::new(), 0),
    }
}

fn trace(call: &mut Call, all: bool) -> Vec<u8> {
    call.trace(all)
}

/// Negative numbers are off, as in Go.
fn set_gc_percent(call: &mut Call, percent: i64) -> i64 {
    let before = call.set_gc_percent(u32::try_from(percent).ok());
    before.map_or(-1, i64::from)
}
