//! The machine: takes a program and natives, runs it, gives its exit status. Two machines may live
//! in one process: everything they need is in [`Shared`], made here and never changed afterwards
//! but for the code's inline caches and the program's globals.

mod host;

use crate::control::{Control, DeadlockHook};
use crate::fault::OutOfMemory;
use crate::heap::{Heap, HeapOptions};
use crate::interpreter::{self, Callee, Local};
use crate::limits::{Limit, Limits};
use crate::native::{Native, NativeFn, Stream};
use crate::outcome::{Ending, Outcome, Usage};
use crate::panic::PANIC_RETURN;
use crate::permissions::Permissions;
use crate::profile::Profile;
use crate::runtime_types::RuntimeTypes;
use crate::scheduler::{self, Scheduler};
use crate::streams::Streams;
use crate::value::{Closure, StringHeader, Word};
use burrow_bytecode::{Constant, Function, FunctionId, Instr, Program, SourceFile};
use std::any::Any;
use std::cell::UnsafeCell;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, io};

/// How to run a program.
#[derive(Default)]
pub struct MachineOptions {
    /// os.Args, the program's name first.
    pub args: Vec<String>,
    /// Environment of the program; `None`: the process's own.
    pub environment: Option<Vec<(String, String)>>,
    /// Workers, seed, stress.
    pub scheduler: scheduler::Options,
    /// Sizes, stress.
    pub heap: HeapOptions,
    /// Standard streams.
    pub streams: Streams,
    /// What the run may use at most.
    pub limits: Limits,
    /// What the program may touch outside.
    pub permissions: Permissions,
    /// Called when no goroutine can ever run again; without it Go's report is printed and the run
    /// ends.
    pub on_deadlock: Option<DeadlockHook>,
    /// Count instructions, and write the counts to standard error at the end.
    pub profile: bool,
}

/// Why a program cannot be run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MachineError {
    /// Natives that the program calls and nobody has.
    MissingNatives(Vec<String>),
    /// No address space for the heap.
    OutOfMemory,
}

impl fmt::Display for MachineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MachineError::MissingNatives(names) => {
                write!(f, "not supported yet: {}", names.join(", "))
            }
            MachineError::OutOfMemory => f.write_str("not enough address space for the heap"),
        }
    }
}

impl std::error::Error for MachineError {}

/// A program ready to run, once.
pub struct Machine {
    shared: Arc<Shared>,
}

impl Machine {
    /// Binds the natives that `program` calls.
    pub fn new(
        program: impl Into<Arc<Program>>,
        natives: &[Native],
        options: MachineOptions,
    ) -> Result<Machine, MachineError> {
        Ok(Machine { shared: Arc::new(Shared::new(program.into(), natives, options)?) })
    }

    /// A handle on the machine, for other threads while it runs.
    pub fn control(&self) -> Control {
        Control::new(&self.shared)
    }

    /// Runs the program to its end on this thread and others. When it returns, no goroutine runs any
    /// more, and what was written has been handed to the streams. A call that blocks in the system
    /// at that moment ends later, on its own thread, and touches nothing of the machine.
    pub fn run(self) -> Outcome {
        let shared = &*self.shared;
        let scheduler = shared.scheduler.clone();
        let ending = scheduler.run(shared, |worker| shared.start_main(worker));
        if let Ending::LimitReached(limit) = &ending {
            shared.streams.write_error(format!("burrow: limit reached: {limit}\n").as_bytes());
        }
        if shared.profiled {
            let report = shared.profile().report(&shared.program, &shared.heap.statistics());
            shared.streams.write_error(report.as_bytes());
        }
        Outcome { ending, usage: shared.usage() }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // Who asks something of a machine that never ran learns that it never will.
        self.shared.scheduler.close_commands();
    }
}

/// State of a library package that belongs to one machine.
type Extensions = Mutex<HashMap<std::any::TypeId, Arc<dyn Any + Send + Sync>>>;

/// What all workers share.
pub(crate) struct Shared {
    pub(crate) program: Arc<Program>,
    pub(crate) types: RuntimeTypes,
    pub(crate) natives: Vec<NativeFn>,
    /// The machine's own copy of the code, with inline caches in data words, and its own
    /// instructions behind the program's.
    code: Box<[UnsafeCell<Instr>]>,
    callees: Vec<Callee>,
    constants: Vec<Word>,
    /// Words of string constants: addresses of `headers`, 0 for "".
    strings: Vec<Word>,
    _headers: Box<[StringHeader]>,
    /// Func values of functions that capture nothing.
    funcs: Box<[Closure]>,
    globals: Box<[UnsafeCell<Word>]>,
    file_names: Vec<String>,
    pub(crate) heap: Arc<Heap>,
    pub(crate) scheduler: Arc<Scheduler>,
    pub(crate) streams: Arc<Streams>,
    pub(crate) limits: Limits,
    pub(crate) permissions: Arc<Permissions>,
    pub(crate) on_deadlock: Option<DeadlockHook>,
    /// Bytes that the program has written to its standard outputs.
    output: AtomicU64,
    pub(crate) args: Vec<String>,
    pub(crate) environment: Option<Vec<(String, String)>>,
    /// Each worker counts instructions.
    profiled: bool,
    main_exited: AtomicBool,
    trace_all: AtomicBool,
    extensions: Extensions,
    locals: Mutex<Vec<LocalPointer>>,
}

/// A worker's part, freed with the machine.
struct LocalPointer(*mut Local);

// SAFETY: only `Shared::drop` goes through the pointer, when no worker is left.
unsafe impl Send for LocalPointer {}

// SAFETY: code words change only as relaxed atomic stores of one data word (inline caches), globals
// only as relaxed atomic words; everything else is immutable or locked.
unsafe impl Sync for Shared {}
// SAFETY: pointers inside lead to the machine's own memory.
unsafe impl Send for Shared {}

impl Shared {
    fn new(
        program: Arc<Program>,
        natives: &[Native],
        options: MachineOptions,
    ) -> Result<Shared, MachineError> {
        let natives = bind(&program, natives)?;
        let scheduler = Scheduler::new(options.scheduler, options.limits);
        let heap = limited(options.heap, &options.limits);
        let heap = Heap::with_account(heap, scheduler.memory.clone());
        let heap = heap.map_err(|OutOfMemory| MachineError::OutOfMemory)?;
        let collector = scheduler.clone();
        heap.on_collection_request(Box::new(move || collector.request_collection()));
        let mut code: Vec<Instr> = program.code.iter().copied().chain([PANIC_RETURN]).collect();
        let metered = options.limits.instructions.is_some();
        if interpreter::HAS_SEQUENCES && !options.profile && !metered {
            interpreter::fuse(&mut code);
        }
        let code: Box<[UnsafeCell<Instr>]> = code.into_iter().map(UnsafeCell::new).collect();
        let callee =
            |f: &Function| Callee::new(f, program.code[f.entry as usize], code[f.entry as usize].get());
        let callees = program.functions.iter().map(callee).collect();
        let headers: Box<[StringHeader]> = program.strings.iter().map(|s| header(s)).collect();
        let strings = headers.iter().map(string_word).collect();
        let function_ids = (0..program.functions.len() as u32).map(FunctionId);
        Ok(Shared {
            types: RuntimeTypes::new(&program),
            natives,
            code,
            callees,
            constants: program.constants.iter().map(|Constant::Word(word)| *word).collect(),
            strings,
            _headers: headers,
            funcs: function_ids.map(|function| Closure { function, captures: 0 }).collect(),
            globals: (0..program.global_words).map(|_| UnsafeCell::new(0)).collect(),
            file_names: program.files.iter().map(file_name).collect(),
            heap,
            scheduler,
            streams: Arc::new(options.streams),
            limits: options.limits,
            permissions: Arc::new(options.permissions),
            on_deadlock: options.on_deadlock,
            output: AtomicU64::new(0),
            args: options.args,
            environment: options.environment,
            profiled: options.profile,
            main_exited: AtomicBool::new(false),
            trace_all: AtomicBool::new(false),
            extensions: Mutex::default(),
            locals: Mutex::default(),
            program,
        })
    }

    /// The func value of a function that captures nothing.
    #[inline(always)]
    pub(crate) fn static_func(&self, function: u32) -> Word {
        &raw const self.funcs[function as usize] as Word
    }
    /// The id of a function given by its entry in the table.
    pub(crate) fn function_of_callee(&self, callee: &Callee) -> FunctionId {
        let distance = callee as *const Callee as usize - self.callees.as_ptr() as usize;
        FunctionId((distance / size_of::<Callee>()) as u32)
    }
    /// The index of an instruction.
    pub(crate) fn pc_index(&self, pc: *const Instr) -> u32 {
        ((pc as usize).wrapping_sub(self.code.as_ptr() as usize) / size_of::<Instr>()) as u32
    }
    /// The instruction at an index.
    pub(crate) fn code_at(&self, index: u32) -> *const Instr {
        self.code[index as usize].get()
    }
    /// Where deferred calls run by a panic return to.
    pub(crate) fn panic_return(&self) -> *const Instr {
        self.code[self.code.len() - 1].get()
    }
    /// The function whose code holds this index.
    pub(crate) fn function_at(&self, index: u32) -> Option<&Function> {
        self.program.function_at(index).map(|id| &self.program.functions[id.0 as usize])
    }
    /// Slots of the window of the function whose code holds this index.
    pub(crate) fn frame_words_at(&self, index: u32) -> usize {
        self.function_at(index).map_or(1, |f| usize::from(f.frame_words))
    }
    /// A source file's name as traces print it.
    pub(crate) fn file_name(&self, file: u32) -> &str {
        self.file_names.get(file as usize).map_or("?", String::as_str)
    }
    /// The main goroutine has ended by `runtime.Goexit`.
    pub(crate) fn main_has_exited(&self) {
        self.main_exited.store(true, Relaxed);
    }
    /// Whether it has.
    pub(crate) fn main_exited(&self) -> bool {
        self.main_exited.load(Relaxed)
    }

    /// Writes what the program prints to a standard stream; beyond the limit on output, what is below
    /// it.
    pub(crate) fn write(&self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let count = bytes.len() as u64;
        let before = self.output.fetch_add(count, Relaxed);
        let mut bytes = bytes;
        if let Some(max) = self.limits.output
            && before.saturating_add(count) > max
        {
            self.scheduler.limit_reached(Limit::Output(max));
            bytes = &bytes[..max.saturating_sub(before).min(count) as usize];
        }
        match stream {
            Stream::Output => self.streams.output.write(bytes),
            Stream::Error => self.streams.error.write(bytes),
        }
    }
    /// Seconds since the start, as wait times count them.
    pub(crate) fn now_s(&self) -> u32 {
        (self.scheduler.now_ns() / 1_000_000_000) as u32
    }
    /// What the run has used so far.
    pub(crate) fn usage(&self) -> Usage {
        Usage {
            wall_ns: self.scheduler.now_ns(),
            instructions: self.scheduler.instructions(),
            allocated_bytes: self.heap.statistics().total_alloc,
            peak_memory_bytes: self.scheduler.memory.peak(),
            goroutines: self.scheduler.goroutines_started(),
            output_bytes: self.output.load(Relaxed),
        }
    }
    /// A panic that ends the program prints the traces of all goroutines from now on.
    pub(crate) fn trace_all_on_panic(&self) {
        self.trace_all.store(true, Relaxed);
    }
    /// Whether it does.
    pub(crate) fn traces_all_on_panic(&self) -> bool {
        self.trace_all.load(Relaxed)
    }

    /// What all workers have counted, when none runs any more.
    fn profile(&self) -> Profile {
        let mut sum = Profile::new(self.program.code.len());
        for local in self.locals.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            // SAFETY: made by `worker_started` from a box; its worker has ended.
            let local = unsafe { &mut *local.0 };
            local.allocator.publish();
            local.profile.iter().for_each(|profile| sum.add(profile));
        }
        sum
    }

    /// A library package's own state in this machine, made on first use.
    pub(crate) fn extension<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut extensions = self.extensions.lock().unwrap_or_else(PoisonError::into_inner);
        let id = std::any::TypeId::of::<T>();
        let made = extensions.entry(id).or_insert_with(|| Arc::new(T::default())).clone();
        made.downcast::<T>().unwrap_or_else(|_| unreachable!("stored under its own type"))
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let locals = self.locals.get_mut().unwrap_or_else(PoisonError::into_inner);
        for local in locals.drain(..) {
            // SAFETY: made by `worker_started` from a box; no worker is left.
            drop(unsafe { Box::from_raw(local.0) });
        }
    }
}

/// Under a limit of memory there is no use for many more addresses.
fn limited(heap: HeapOptions, limits: &Limits) -> HeapOptions {
    let enough = |bytes: u64| usize::try_from(bytes.saturating_mul(3)).unwrap_or(usize::MAX);
    let reserve_bytes = limits.memory.map_or(usize::MAX, enough).min(heap.reserve_bytes);
    HeapOptions { reserve_bytes, ..heap }
}

fn bind(program: &Program, natives: &[Native]) -> Result<Vec<NativeFn>, MachineError> {
    // A program uses few of them.
    let wanted: HashSet<&str> = program.natives.iter().map(String::as_str).collect();
    let known: HashMap<&str, NativeFn> =
        natives.iter().filter(|n| wanted.contains(n.name)).map(|n| (n.name, n.function)).collect();
    let mut missing = Vec::new();
    let mut bound = Vec::with_capacity(program.natives.len());
    for name in &program.natives {
        match known.get(name.as_str()) {
            Some(&function) => bound.push(function),
            None => missing.push(name.clone()),
        }
    }
    if missing.is_empty() { Ok(bound) } else { Err(MachineError::MissingNatives(missing)) }
}

/// The bytes stay in the program, whose vectors do not move any more.
fn header(bytes: &[u8]) -> StringHeader {
    StringHeader { data: bytes.as_ptr(), len: bytes.len() }
}

fn string_word(header: &StringHeader) -> Word {
    if header.len == 0 { 0 } else { std::ptr::from_ref(header) as Word }
}

/// As Go prints file names: absolute. Names of the library's own files stay as they are.
fn file_name(file: &SourceFile) -> String {
    let path = std::path::Path::new(&file.name);
    let full = if !file.library && path.exists() { std::path::absolute(path).ok() } else { None };
    full.map_or_else(|| file.name.clone(), |full| full.to_string_lossy().into_owned())
}
