//! What a native function sees of the machine while it runs: memory for results, types, streams,
//! the program's arguments, and ways to park.

use super::{Any, Blocked, Control, Element, GoPanic, NativeResult, Opaque, Outcome, Slice, Str, ValueRef};
use crate::goroutine::{Goroutine, WaitReason};
use crate::heap::{Allocator, HeapStatistics, ObjectKind, Pause};
use crate::interpreter::Local;
use crate::machine::Shared;
use crate::map;
use crate::panic::NATIVE_PANIC;
use crate::permissions::Permissions;
use crate::scheduler::{Completion, Worker};
use crate::value::{Iface, SliceHeader, Word};
use crate::{slices, strings, traceback};
use burrow_bytecode::{Kind, Op, Program, SelectorId, Type, TypeId};
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;

/// A standard stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// os.Stdout
    Output,
    /// os.Stderr
    Error,
}

/// A place in a function that is being called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFrame {
    /// Program counter: behind the instruction that is being executed.
    pub pc: u64,
    /// Of the function's first instruction.
    pub entry: u64,
    /// The function, as traces print it.
    pub function: String,
    /// Source file, as traces print it.
    pub file: String,
    /// Line.
    pub line: i64,
}

impl SourceFrame {
    fn at(shared: &Shared, at: u32) -> Option<SourceFrame> {
        let function = shared.function_at(at)?;
        let position = shared.program.position_at(at);
        Some(SourceFrame {
            pc: u64::from(at) + 1,
            entry: u64::from(function.entry) + 1,
            function: function.name.clone(),
            file: shared.file_name(position.file).to_owned(),
            line: position.line.into(),
        })
    }
}

/// The function at a code index is a native's declaration: it calls the native on its own window.
fn in_declaration(shared: &Shared, at: u32) -> bool {
    let op = shared.program.code.get(at as usize).map_or(0, |instr| instr.op);
    let base = shared.program.code.get(at as usize).map_or(1, |instr| instr.a);
    op == Op::CallNative as u16 && base == 0
}

/// A call of a native function under way. Made by the interpreter only.
pub struct Call {
    worker: *mut Worker,
    /// Slot 0 of the native function's window.
    window: *mut Word,
    /// Slot of the first result.
    pub(crate) results_at: usize,
    pub(crate) panic: Option<GoPanic>,
    pub(crate) exit_status: i32,
}

impl Call {
    pub(crate) fn new(worker: *mut Worker, window: *mut Word) -> Call {
        Call { worker, window, results_at: 1, panic: None, exit_status: 0 }
    }
    pub(crate) fn slot(&self, index: usize) -> *const Word {
        self.window.wrapping_add(index)
    }
    pub(super) fn set_result(&mut self, index: usize, word: Word) {
        // SAFETY: the window has room for the declared results.
        unsafe { *self.window.add(self.results_at + index) = word }
    }

    /// The running worker: for the parts of this crate that park, wake and choose.
    pub fn worker(&mut self) -> &mut Worker {
        // SAFETY: the running worker belongs to this thread; a call lives only while it runs.
        unsafe { &mut *self.worker }
    }
    fn local(&mut self) -> &mut Local {
        // SAFETY: set before anything runs on the worker.
        unsafe { &mut *self.worker().local }
    }
    pub(crate) fn allocator(&mut self) -> &mut Allocator {
        &mut self.local().allocator
    }
    pub(crate) fn shared(&self) -> &'static Shared {
        // SAFETY: outlives every call; 'static only to be independent of the borrow of `self`,
        // never kept.
        unsafe { &*(*(*self.worker).local).shared }
    }
    /// The running goroutine.
    pub fn goroutine(&mut self) -> &mut Goroutine {
        // SAFETY: it belongs to the worker that runs it.
        unsafe { &mut *self.worker().goroutine }
    }

    /// The running program: types, selectors, functions.
    pub fn program(&self) -> &'static Program {
        &self.shared().program
    }
    /// A type's descriptor.
    pub fn type_of(&self, ty: TypeId) -> &'static Type {
        &self.program().types[ty.index()]
    }

    /// A Go string with these bytes.
    pub fn new_string(&mut self, bytes: &[u8]) -> Str {
        match strings::new(self.allocator(), bytes) {
            Ok(word) => Str::from_word(word),
            Err(_) => Str::from_word(self.out_of_memory()),
        }
    }

    /// A Go slice with these elements (never nil).
    pub fn new_slice<T: Element>(&mut self, elements: &[T]) -> Slice<T> {
        let slice = self.new_slice_of_len::<T>(elements.len());
        slice.copy_from(elements);
        slice
    }

    /// A Go slice of `len` zero elements.
    pub fn new_slice_of_len<T: Element>(&mut self, len: usize) -> Slice<T> {
        let kind = ObjectKind::of(T::POINTER_FREE);
        let bytes = len.saturating_mul(T::BYTES).max(8);
        let allocator = self.allocator();
        let made = allocator.alloc(bytes, kind).and_then(|base| {
            slices::new_header(allocator, SliceHeader { base: base.as_ptr(), len, cap: len })
        });
        match made {
            Ok(word) => Slice::from_word(word),
            Err(_) => Slice::from_word(self.out_of_memory()),
        }
    }

    /// The run is about to end: a native that takes long should return.
    pub fn ending(&self) -> bool {
        self.shared().scheduler.exiting()
    }

    /// An empty buffer for a result of so many bytes, when the machine has room for it: before a
    /// native makes something large whose size its arguments decide. (Nothing that is not written
    /// is taken from the system.)
    pub fn buffer(&self, bytes: usize) -> Result<Vec<u8>, GoPanic> {
        let mut buffer = Vec::new();
        if self.shared().heap.can_hold(bytes) && buffer.try_reserve_exact(bytes).is_ok() {
            return Ok(buffer);
        }
        Err(GoPanic::Fatal("runtime: out of memory".to_owned()))
    }

    /// A native's result that does not fit: the call panics instead of returning (the program ends
    /// with "out of memory"); meanwhile the result is the zero value.
    pub(super) fn out_of_memory(&mut self) -> Word {
        self.panic = Some(GoPanic::Fatal("runtime: out of memory".to_owned()));
        0
    }

    /// A Go string as an interface value.
    pub fn any_string(&mut self, text: &[u8]) -> Any {
        let word = self.new_string(text).word();
        self.box_word(self.program().well_known.string, word)
    }

    /// A Go int as an interface value.
    pub fn any_int(&mut self, value: i64) -> Any {
        self.box_word(self.program().well_known.int, value as Word)
    }

    fn box_word(&mut self, ty: TypeId, word: Word) -> Any {
        match self.allocator().alloc_words(1, ObjectKind::Scan) {
            Ok(at) => {
                // SAFETY: a fresh object of one word.
                unsafe { *(at as *mut Word) = word }
                Any::from_word(Iface::new(ty, at).0)
            }
            Err(_) => Any::from_word(self.out_of_memory()),
        }
    }

    /// What an interface value holds.
    pub fn value(&self, any: Any) -> Option<ValueRef> {
        (!any.is_nil()).then(|| ValueRef::of_iface(any.iface(), self.program()))
    }

    /// The interface value holding a copy of `value`; an interface's own content is not nested.
    pub fn any(&mut self, value: ValueRef) -> Any {
        let ty = self.type_of(value.ty());
        let (kind, shaped, words) = (ty.kind, ty.pointer_shaped, ty.mem_words as usize);
        if kind == Kind::Interface {
            return Any::from_word(value.word());
        }
        if shaped {
            return Any::from_word(Iface::new(value.ty(), value.word()).0);
        }
        let kind = ObjectKind::of(ty.pointer_free);
        let Ok(at) = self.allocator().alloc_words(words.max(1), kind) else {
            return Any::from_word(self.out_of_memory());
        };
        // SAFETY: fresh memory of the value's size.
        unsafe { value.copy_to(at as *mut Word, self.program()) };
        Any::from_word(Iface::new(value.ty(), at).0)
    }

    /// The interface value holding `pointer`, whose type is the pointer type `ty`.
    pub fn any_pointer(&self, ty: TypeId, pointer: Opaque) -> Any {
        Any::from_word(Iface::new(ty, pointer.address()).0)
    }

    /// A pointer to a variable of type `ty`, as a value that can be walked.
    pub fn deref(&self, pointer: Opaque, ty: TypeId) -> Option<ValueRef> {
        (!pointer.is_nil()).then(|| ValueRef::at(ty, pointer.address() as *const u8))
    }

    /// Address of a new zero value of type `ty`, for natives that make pointers.
    pub fn new_object(&mut self, ty: TypeId) -> Opaque {
        let shared = self.shared();
        match shared.types.new_object(self.allocator(), ty) {
            Ok(address) => Opaque::from_word(address),
            Err(_) => Opaque::from_word(self.out_of_memory()),
        }
    }

    /// A map's keys and values, in no order.
    pub fn map_entries(&self, map: ValueRef) -> Vec<(ValueRef, ValueRef)> {
        let (shared, ty) = (self.shared(), map.ty());
        let descriptor = self.type_of(ty);
        let mut entries = Vec::new();
        // SAFETY: a value of a map type holds a map or nil; the worker and what it has belong to
        // this thread, and nobody else uses them during this call.
        unsafe {
            let worker = &mut *self.worker;
            let random = worker.choices.next_u64();
            let allocator = &mut (*worker.local).allocator;
            let word = map.pointer().word();
            let Ok(iterator) = map::iterate(allocator, &shared.types, ty, word, random) else {
                return entries;
            };
            while let Ok(Some(entry)) = map::next(&shared.types, ty, iterator) {
                entries.push((
                    ValueRef::at(descriptor.key, entry.key.cast()),
                    ValueRef::at(descriptor.elem, entry.value.cast()),
                ));
            }
        }
        entries
    }

    /// Entries of a map.
    pub fn map_len(&self, value: ValueRef) -> usize {
        // SAFETY: a value of a map type holds a map or nil.
        unsafe { map::len(value.pointer().word()) }
    }

    /// The selector of a method by name and Go signature text is not known here; natives that must
    /// find methods ask by name: the first selector of that name that takes only the receiver.
    pub fn selector(&self, name: &str) -> Option<SelectorId> {
        let selectors = &self.program().selectors;
        let found = selectors.iter().position(|s| s.name == name && s.param_words == 1);
        found.map(|index| SelectorId(index as u16))
    }

    // ---- Streams, arguments, state

    /// Writes all of `bytes` to a standard stream.
    pub fn write(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        self.shared().write(stream, bytes)
    }

    /// Reads up to `max` bytes of standard input; other goroutines run meanwhile. The error is the
    /// system's error number.
    pub fn read_input<T, F>(&mut self, max: usize, then: F) -> Blocked<T>
    where
        T: NativeResult + Send + 'static,
        F: FnOnce(io::Result<Vec<u8>>) -> T + Send + 'static,
    {
        let streams = self.shared().streams.clone();
        self.blocking(move || {
            let mut bytes = vec![0; max];
            then(streams.input.read(&mut bytes).map(|count| {
                bytes.truncate(count);
                bytes
            }))
        })
    }

    /// os.Args
    pub fn args(&self) -> &'static [String] {
        &self.shared().args
    }

    /// The program's environment, when the host gave it one of its own.
    pub fn environment(&self) -> Option<&'static [(String, String)]> {
        self.shared().environment.as_deref()
    }

    /// What the host has given for its natives, see [`crate::MachineOptions::host`].
    pub fn host(&self) -> Option<Arc<dyn std::any::Any + Send + Sync>> {
        self.shared().host.clone()
    }

    /// What the program may touch outside: who does, asks here first.
    pub fn permissions(&self) -> Arc<Permissions> {
        self.shared().permissions.clone()
    }

    /// A library package's own state in this machine, made on first use.
    pub fn state<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.shared().extension::<T>()
    }

    /// 64 random bits from the machine's source of chance.
    pub fn random(&mut self) -> u64 {
        self.worker().choices.next_u64()
    }

    /// Numbers for runtime.MemStats.
    pub fn heap_statistics(&mut self) -> HeapStatistics {
        self.allocator().publish();
        self.shared().heap.statistics()
    }

    /// Asks for a collection: it happens when the goroutine next stops.
    pub fn collect(&mut self) -> Control {
        self.shared().heap.request_collection();
        Control::Yield
    }

    /// The pauses of the newest collections, the last one first.
    pub fn pauses(&self) -> Vec<Pause> {
        self.shared().heap.pauses()
    }

    /// Bytes of goroutines and their stacks.
    pub fn stack_bytes(&self) -> u64 {
        self.shared().scheduler.slabs.bytes() as u64
    }

    /// Nanoseconds since the machine started.
    pub fn uptime_ns(&self) -> u64 {
        self.shared().scheduler.now_ns()
    }

    /// Gives the memory of what is free in the heap back to the system.
    pub fn release_free_memory(&self) {
        self.shared().heap.release_free_memory();
    }

    /// debug.SetMemoryLimit: the limit so far in bytes, `u64::MAX` without one; `None` keeps it.
    pub fn set_memory_limit(&self, limit_bytes: Option<u64>) -> u64 {
        self.shared().heap.set_limit(limit_bytes)
    }

    /// debug.SetGCPercent; `None` is off.
    pub fn set_gc_percent(&mut self, percent: Option<u32>) -> Option<u32> {
        self.shared().heap.set_percent(percent)
    }

    // ---- Frames

    /// The frame `skip` above the Go function that called the native: 0 is that function itself
    /// (a declaration without a body has no frame).
    pub fn frame(&mut self, skip: usize) -> Option<SourceFrame> {
        let shared = self.shared();
        let goroutine = self.goroutine();
        let at = shared.pc_index(goroutine.pc).wrapping_sub(1);
        let mut left = skip + usize::from(in_declaration(shared, at));
        let mut found = None;
        traceback::walk(shared, goroutine, at, goroutine.fp, |frame| {
            let traceback::Frame::Function(_, at) = frame else {
                return true;
            };
            if left == 0 {
                found = SourceFrame::at(shared, at);
                return false;
            }
            left -= 1;
            true
        });
        found
    }

    /// What a program counter of a [`SourceFrame`] means.
    pub fn place(&self, pc: u64) -> Option<SourceFrame> {
        SourceFrame::at(self.shared(), u32::try_from(pc.checked_sub(1)?).ok()?)
    }

    /// The running goroutine's stack trace; of all other goroutines as well when `all`.
    pub fn trace(&mut self, all: bool) -> Vec<u8> {
        let shared = self.shared();
        let mut out = Vec::new();
        let goroutine = self.goroutine();
        let at = shared.pc_index(goroutine.pc).wrapping_sub(1);
        traceback::write_running(&mut out, shared, goroutine, at, goroutine.fp);
        if all {
            traceback::write_others(&mut out, shared, self.worker());
        }
        out
    }

    // ---- Parking

    /// Runs `work` on another thread while the goroutine is parked; what it returns becomes the
    /// results. It cannot take Go values along: copy what it needs.
    pub fn blocking<T, F>(&mut self, work: F) -> Blocked<T>
    where
        T: NativeResult + Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let fp = self.goroutine().fp;
        let base = (self.window as usize - fp as usize) / size_of::<Word>();
        let results_at = self.results_at;
        let call = Box::new(move || -> Completion {
            let results = work();
            Box::new(move |worker: &mut Worker, goroutine: &mut Goroutine| {
                let window = goroutine.fp.wrapping_add(base);
                complete(worker, goroutine, window, results_at, results);
            })
        });
        self.worker().block_on(WaitReason::Blocking, call);
        Blocked { results: PhantomData }
    }
}

/// Turns what a blocking call brought into values, on the worker where the goroutine goes on.
fn complete<T: NativeResult>(
    worker: &mut Worker,
    goroutine: &mut Goroutine,
    window: *mut Word,
    results_at: usize,
    results: T,
) {
    let mut call = Call::new(worker, window);
    call.results_at = results_at;
    let outcome = results.finish(&mut call);
    if outcome == Outcome::Panic || call.panic.is_some() {
        goroutine.interpreter_flags |= NATIVE_PANIC;
        goroutine.side().native_panic = call.panic.take().map(Box::new);
    }
}
