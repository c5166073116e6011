//! The registers of the interpreter, passed by value from body to body, and what a body answers.

use super::{Callee, Local};
use crate::goroutine::Goroutine;
use crate::heap::Allocator;
use crate::machine::Shared;
use crate::runtime_types::RuntimeTypes;
use crate::scheduler::Worker;
use crate::value::Word;
use burrow_bytecode::{Instr, Op};
use std::ptr::NonNull;
use std::sync::atomic::Ordering::Relaxed;

/// Program counter, frame, worker. It exists only while the interpreter runs: `pc` stands at an
/// instruction of compiled code whose operands name slots of the window at `fp`, and `worker` is
/// the running worker. That promise is made once, by [`State::new`]; it lets the accessors be safe.
#[derive(Clone, Copy)]
pub(crate) struct State<G = Unknown> {
    pc: *const Instr,
    fp: *mut Word,
    worker: *mut Worker,
    /// What is known of the instruction's registers.
    given: G,
}

/// Values of the registers that lanes `a`, `b`, `c` name, where they are known: an instruction of a
/// sequence need not load again what one before it has just stored.
pub(crate) trait Given: Copy {
    /// The values by lane.
    fn values(self) -> [Option<Word>; 3];
}

/// Nothing is known: registers are loaded. Everything out of line is like that.
#[derive(Clone, Copy)]
pub(crate) struct Unknown;

impl Given for Unknown {
    #[inline(always)]
    fn values(self) -> [Option<Word>; 3] {
        [None; 3]
    }
}

/// Known values by lane.
#[derive(Clone, Copy)]
#[cfg_attr(any(debug_assertions, miri), allow(dead_code, reason = "for sequences only"))]
pub(crate) struct Known(pub(crate) [Option<Word>; 3]);

impl Given for Known {
    #[inline(always)]
    fn values(self) -> [Option<Word>; 3] {
        self.0
    }
}

/// Where an out-of-line operation goes on. `pc` null: leave the interpreter; `fp` then carries the
/// encoded [`super::Stop`]. Two registers, so that nothing passes through memory.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Resume {
    /// Next instruction, or null.
    pub(crate) pc: *const Instr,
    /// Its frame.
    pub(crate) fp: *mut Word,
}

/// An operation out of line, with the registers as three scalars: a [`State`] would be passed by
/// its address, and a handler that lets a local's address escape cannot end in a jump.
pub(crate) type OutOfLine = unsafe fn(*const Instr, *mut Word, *mut Worker) -> Resume;

/// The operation of type `F`, a function's own type.
///
/// # Safety
/// As [`State::new`].
#[inline(never)]
unsafe fn outlined<F: Fn(State) -> Resume>(pc: *const Instr, fp: *mut Word, worker: *mut Worker) -> Resume {
    const { assert!(size_of::<F>() == 0, "an operation captures nothing") };
    // SAFETY: a type without size whose value existed when `outline` was called.
    let operation: F = unsafe { std::mem::zeroed() };
    // SAFETY: the caller's promise.
    operation(unsafe { State::new(pc, fp, worker) })
}

/// `operation` as a plain function on the registers.
#[inline(always)]
pub(crate) fn outline<F: Fn(State) -> Resume>(_operation: F) -> OutOfLine {
    outlined::<F>
}

/// Runs `operation` out of line, then goes on.
#[inline(always)]
pub(crate) fn out<G: Given, F: Fn(State) -> Resume>(s: State<G>, _operation: F) -> Flow {
    // SAFETY: the registers of a state.
    Flow::Check(unsafe { outlined::<F>(s.pc, s.fp, s.worker) })
}

/// The cold rest of an instruction.
#[inline(always)]
pub(crate) fn cold<F: Fn(State) -> Resume>(operation: F) -> Flow {
    Flow::Cold(outline(operation))
}

/// What a body answers.
pub(crate) enum Flow {
    /// Goes on with the next instruction, which is here.
    To(*const Instr),
    /// Likewise, after having set the register of lane `a` to this value.
    Set(
        *const Instr,
        #[cfg_attr(any(debug_assertions, miri), allow(dead_code, reason = "for sequences only"))] Word,
    ),
    /// Goes on elsewhere, in the same frame.
    Jump(*const Instr),
    /// Goes on in another frame.
    Enter(*const Instr, *mut Word),
    /// Goes on where an out-of-line operation said, which may be nowhere.
    Check(Resume),
    /// The rest is done out of line: keeps the fast path free of spilled registers.
    Cold(OutOfLine),
}

/// Makes the running goroutine's stack longer: `words` slots from its window on, which may have
/// moved and is returned.
#[cold]
#[inline(never)]
fn make_room(worker: &mut Worker, words: usize) -> Option<NonNull<Word>> {
    let goroutine = worker.goroutine;
    worker.grow_stack(goroutine, words).ok()?;
    // SAFETY: it belongs to the worker that runs it.
    NonNull::new(unsafe { (*goroutine).fp })
}

impl State {
    /// # Safety
    /// See [`State`].
    #[inline(always)]
    pub(crate) unsafe fn new(pc: *const Instr, fp: *mut Word, worker: *mut Worker) -> State {
        State { pc, fp, worker, given: Unknown }
    }
}

impl<G: Given> State<G> {
    #[inline(always)]
    pub(crate) fn pc(self) -> *const Instr {
        self.pc
    }
    #[inline(always)]
    pub(crate) fn fp(self) -> *mut Word {
        self.fp
    }
    #[inline(always)]
    pub(crate) fn worker_ptr(self) -> *mut Worker {
        self.worker
    }
    /// The running worker. Bodies hold it only within one expression or one out-of-line function.
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    pub(crate) fn worker<'a>(self) -> &'a mut Worker {
        // SAFETY: the running worker belongs to this thread alone; see `State`.
        unsafe { &mut *self.worker }
    }
    /// What the interpreter has on this worker.
    #[inline(always)]
    pub(crate) fn local<'a>(self) -> &'a mut Local {
        // SAFETY: set by `Host::worker_started`, lives as long as the worker, belongs to its thread.
        unsafe { &mut *(*self.worker).local }
    }
    /// What all workers share.
    #[inline(always)]
    pub(crate) fn shared<'a>(self) -> &'a Shared {
        // SAFETY: outlives every worker.
        unsafe { &*self.local().shared }
    }
    /// The program's types.
    #[inline(always)]
    pub(crate) fn types<'a>(self) -> &'a RuntimeTypes {
        &self.shared().types
    }
    /// The worker's allocator.
    #[inline(always)]
    pub(crate) fn allocator<'a>(self) -> &'a mut Allocator {
        &mut self.local().allocator
    }
    /// The running goroutine.
    #[inline(always)]
    pub(crate) fn goroutine<'a>(self) -> &'a mut Goroutine {
        // SAFETY: it belongs to the worker that runs it.
        unsafe { &mut *(*self.worker).goroutine }
    }
    /// A function by its id.
    #[inline(always)]
    pub(crate) fn callee<'a>(self, function: u32) -> &'a Callee {
        // SAFETY: compiled code names functions of the program.
        unsafe { &*self.local().callees.add(function as usize) }
    }
    /// The limit word as an address.
    #[inline(always)]
    pub(crate) fn limit(self) -> usize {
        // SAFETY: the worker lives as long as it runs.
        unsafe { (*self.worker).limit.load(Relaxed) }
    }
    /// Stores the registers in the goroutine: before anything that may stop it.
    #[inline(always)]
    pub(crate) fn store(self) {
        let goroutine = self.goroutine();
        goroutine.pc = self.pc;
        goroutine.fp = self.fp;
    }
    /// The index of this instruction among the program's code.
    pub(crate) fn pc_index(self) -> u32 {
        self.shared().pc_index(self.pc)
    }
    /// Slots below the window.
    #[inline(always)]
    pub(crate) fn depth(self) -> usize {
        (self.fp as usize - self.goroutine().stack as usize) / size_of::<Word>()
    }
    /// The same registers after making sure that `words` slots from the window on are there: the
    /// stack may have moved. `None`: it must not get that large.
    #[inline(always)]
    pub(crate) fn with_room(self, words: usize) -> Option<State> {
        self.room(words).map(|fp| self.in_frame(fp))
    }
    /// Likewise, where the window then is.
    #[inline(always)]
    pub(crate) fn room(self, words: usize) -> Option<*mut Word> {
        if self.depth() + words <= self.goroutine().stack_words() {
            return Some(self.fp);
        }
        self.store();
        make_room(self.worker(), words).map(NonNull::as_ptr)
    }
    /// The same registers in another frame.
    #[inline(always)]
    pub(crate) fn in_frame(self, fp: *mut Word) -> State {
        State { pc: self.pc, fp, worker: self.worker, given: Unknown }
    }
    /// The same registers at another instruction.
    #[inline(always)]
    pub(crate) fn at(self, pc: *const Instr) -> State {
        State { pc, fp: self.fp, worker: self.worker, given: Unknown }
    }
    /// The same registers, some of whose values are known.
    #[cfg_attr(any(debug_assertions, miri), allow(dead_code, reason = "for sequences only"))]
    #[inline(always)]
    pub(crate) fn knowing(self, given: Known) -> State<Known> {
        State { pc: self.pc, fp: self.fp, worker: self.worker, given }
    }

    /// Whether this instruction has that opcode.
    pub(crate) fn is(self, op: Op) -> bool {
        // SAFETY: `pc` stands in the code.
        unsafe { (*self.pc).op == op as u16 }
    }
    /// Lane `a`. Each lane is a load of its own: cheaper than taking one word apart.
    #[inline(always)]
    pub(crate) fn a(self) -> u16 {
        // SAFETY: `pc` stands in the code.
        unsafe { (*self.pc).a }
    }
    /// Lane `b`.
    #[inline(always)]
    pub(crate) fn b(self) -> u16 {
        // SAFETY: `pc` stands in the code.
        unsafe { (*self.pc).b }
    }
    /// Lane `c`.
    #[inline(always)]
    pub(crate) fn c(self) -> u16 {
        // SAFETY: `pc` stands in the code.
        unsafe { (*self.pc).c }
    }
    /// Lane `b`, signed.
    #[inline(always)]
    pub(crate) fn b_signed(self) -> i64 {
        i64::from(self.b() as i16)
    }
    /// Lane `c`, signed.
    #[inline(always)]
    pub(crate) fn c_signed(self) -> i64 {
        i64::from(self.c() as i16)
    }
    /// Lanes `b` and `c`.
    #[inline(always)]
    pub(crate) fn bc(self) -> u32 {
        // SAFETY: `pc` stands in the code.
        unsafe { (*self.pc).bc() }
    }
    /// Lanes `b` and `c`, signed.
    #[inline(always)]
    pub(crate) fn bc_signed(self) -> i64 {
        i64::from(self.bc() as i32)
    }
    /// The data word.
    #[inline(always)]
    pub(crate) fn data(self) -> Instr {
        // SAFETY: only instructions with a data word ask for it.
        unsafe { *self.pc.add(1) }
    }

    /// A register.
    #[inline(always)]
    pub(crate) fn reg(self, register: u16) -> Word {
        // SAFETY: operands name slots of the window.
        unsafe { *self.fp.add(usize::from(register)) }
    }
    /// The register that lane `a` names.
    #[inline(always)]
    pub(crate) fn in_a(self) -> Word {
        self.given.values()[0].unwrap_or_else(|| self.reg(self.a()))
    }
    /// The register that lane `b` names.
    #[inline(always)]
    pub(crate) fn in_b(self) -> Word {
        self.given.values()[1].unwrap_or_else(|| self.reg(self.b()))
    }
    /// The register that lane `c` names.
    #[inline(always)]
    pub(crate) fn in_c(self) -> Word {
        self.given.values()[2].unwrap_or_else(|| self.reg(self.c()))
    }
    /// Sets the register that lane `a` names, and goes on.
    #[inline(always)]
    pub(crate) fn put(self, value: Word) -> Flow {
        self.set(self.a(), value);
        Flow::Set(self.after(1), value)
    }
    /// Likewise behind a data word.
    #[inline(always)]
    pub(crate) fn put2(self, value: Word) -> Flow {
        self.set(self.a(), value);
        Flow::Set(self.after(2), value)
    }
    /// Sets a register.
    #[inline(always)]
    pub(crate) fn set(self, register: u16, value: Word) {
        // SAFETY: operands name slots of the window.
        unsafe { *self.fp.add(usize::from(register)) = value }
    }
    /// A register's address, for operations on several words.
    #[inline(always)]
    pub(crate) fn slot(self, register: u16) -> *mut Word {
        // SAFETY: operands name slots of the window.
        unsafe { self.fp.add(usize::from(register)) }
    }
    /// A register that may be left out (0xffff).
    #[inline(always)]
    pub(crate) fn optional(self, register: u16) -> Option<i64> {
        (register != u16::MAX).then(|| self.reg(register) as i64)
    }

    /// On to the next instruction.
    #[inline(always)]
    pub(crate) fn next(self) -> Flow {
        Flow::To(self.after(1))
    }
    /// Likewise behind a data word.
    #[inline(always)]
    pub(crate) fn next2(self) -> Flow {
        Flow::To(self.after(2))
    }
    /// The word `words` further on.
    #[inline(always)]
    pub(crate) fn after(self, words: usize) -> *const Instr {
        // SAFETY: code never ends within or right behind an instruction that goes on.
        unsafe { self.pc.add(words) }
    }
    /// The instruction at `distance` from this one.
    #[inline(always)]
    pub(crate) fn target(self, distance: i64) -> *const Instr {
        // SAFETY: jumps lead to instructions of the same function.
        unsafe { self.pc.offset(distance as isize) }
    }
    /// A forward jump, or on behind this instruction of one word.
    #[inline(always)]
    pub(crate) fn branch(self, taken: bool, distance: i64) -> Flow {
        if taken { Flow::Jump(self.target(distance)) } else { self.next() }
    }
    /// A stop has been asked for.
    #[inline(always)]
    pub(crate) fn stop_asked(self) -> bool {
        // SAFETY: the worker lives as long as it runs.
        unsafe { (*self.worker).limit.load(Relaxed) == 0 }
    }

    /// Go on behind this instruction of `words` words.
    #[inline(always)]
    pub(crate) fn resume(self, words: usize) -> Resume {
        Resume { pc: self.after(words), fp: self.fp }
    }
}
