//! The machine as the scheduler sees it: running goroutines, roots of a collection, deadlocks.

use super::{LocalPointer, Shared};
use crate::control::{DeadlockAnswer, DeadlockReport, GoroutineReport};
use crate::goroutine::Goroutine;
use crate::heap::{Allocator, Roots};
use crate::interpreter::{self, Local, MethodCache, function_of};
use crate::native::GoPanic;
use crate::profile::Profile;
use crate::scheduler::{AfterDeadlock, Host, Stop, StoppedWorld, Worker};
use crate::traceback;
use crate::value::Word;
use burrow_bytecode::TypeId;
use std::sync::PoisonError;

impl Shared {
    /// Makes the main goroutine runnable.
    pub(super) fn start_main(&self, worker: &mut Worker) {
        let goroutine = worker.new_goroutine(u32::MAX);
        let entry = &self.callees()[self.program.entry.0 as usize];
        // The entry function's window is small: its stack cannot overflow.
        let _ = entry.prepare(worker, goroutine, 0);
        let _ = worker.start(goroutine);
    }

    /// Words that are in use at the top of a stopped goroutine's stack.
    fn used_words(&self, goroutine: &Goroutine) -> usize {
        let below = (goroutine.fp as usize - goroutine.stack as usize) / size_of::<Word>();
        let index = self.pc_index(goroutine.pc);
        // One that is parked stands behind its instruction, a runnable one before its next: both
        // lie in the same function but for the very first and last words of its code.
        let top = self.frame_words_at(index).max(self.frame_words_at(index.wrapping_sub(1)));
        (below + top + 1).min(goroutine.stack_words())
    }

    /// # Safety
    /// The world stands still until marking is done.
    unsafe fn goroutine_roots(&self, goroutine: &mut Goroutine, roots: &mut Roots) {
        // SAFETY: the stack's used words; the world stands still.
        unsafe { roots.range(goroutine.stack, self.used_words(goroutine)) };
        roots.word(goroutine.wait_object as Word);
        if let Some(side) = &goroutine.side {
            for words in [&side.defers, &side.panics, &side.values] {
                // SAFETY: as above.
                unsafe { roots.range(words.as_ptr(), words.len()) };
            }
            if let Some(GoPanic::Value(value)) = side.native_panic.as_deref() {
                roots.word(value.word());
            }
        }
    }
}

impl Host for Shared {
    fn run(&self, worker: &mut Worker, _goroutine: *mut Goroutine) -> Stop {
        // SAFETY: the scheduler has made `worker.goroutine` the running one; `worker_started` has
        // set `worker.local`.
        unsafe { interpreter::run(worker) }
    }

    fn prepare_func(&self, worker: &mut Worker, func: Word) -> *mut Goroutine {
        let goroutine = worker.new_goroutine(u32::MAX);
        let callee = &self.callees()[function_of(func) as usize];
        let _ = callee.prepare(worker, goroutine, func);
        goroutine
    }

    fn zero_object(&self, worker: &mut Worker, ty: TypeId) -> Word {
        // SAFETY: set by `worker_started`, belongs to this worker.
        let local = unsafe { &mut *worker.local };
        // Without memory the program cannot go on anyway: the next allocation says so.
        self.types.new_object(&mut local.allocator, ty).unwrap_or(0)
    }

    fn worker_started(&self, worker: &mut Worker) {
        let local = Box::into_raw(Box::new(Local {
            callees: self.callees().as_ptr(),
            shared: self,
            constants: self.constants(),
            strings: self.strings(),
            globals: self.globals().as_ptr() as *const Word,
            methods: MethodCache::EMPTY,
            printed: Vec::new(),
            metered: self.limits.instructions.is_some(),
            profile: self.profiled.then(|| Profile::new(self.program.code.len())),
            allocator: Allocator::new(self.heap.clone()),
        }));
        worker.local = local;
        self.locals.lock().unwrap_or_else(PoisonError::into_inner).push(LocalPointer(local));
    }

    fn worker_stops(&self, worker: &mut Worker) {
        // SAFETY: set by `worker_started`, belongs to this worker.
        unsafe { (*worker.local).allocator.retire() };
    }

    fn goroutine_ended(&self, goroutine: &Goroutine) {
        if let Some(session) = &self.session {
            session.ended(goroutine.id);
        }
    }

    fn collect(&self, worker: &mut Worker, world: &StoppedWorld<'_>) {
        self.heap.note_other_bytes(self.scheduler.slabs.bytes() as u64);
        let helpers = if self.heap.helpers_pay() { world.helpers() } else { 0 };
        self.heap.begin_collection(1 + helpers, |roots| {
            // SAFETY: globals live as long as the machine; the world stands still.
            unsafe { roots.range(self.globals().as_ptr() as *const Word, self.globals().len()) };
            // SAFETY: as above.
            world.goroutines(|goroutine| unsafe { self.goroutine_roots(goroutine, roots) });
            world.roots(|word| roots.word(word));
        });
        if helpers > 0 {
            world.parallel(&|| self.heap.help_mark());
        } else {
            self.heap.help_mark();
        }
        if let Some(runner) = self.heap.finish_collection().start {
            let goroutine = self.prepare_func(worker, runner);
            let _ = worker.start(goroutine);
        }
    }

    fn deadlock(&self, worker: &mut Worker, world: &StoppedWorld<'_>) -> AfterDeadlock {
        let mut all = world.all_goroutines();
        let now_s = (self.scheduler.now_ns() / 1_000_000_000) as u32;
        if let Some(session) = &self.session {
            return session.deadlock(self, worker, &mut all);
        }
        let text = traceback::deadlock_text(self, &all, now_s);
        let Some(hook) = &self.on_deadlock else {
            self.streams.write_error(text.as_bytes());
            return AfterDeadlock::End;
        };
        let goroutines = all.iter().map(|g| GoroutineReport::of(self, g, now_s)).collect();
        let report = DeadlockReport { text, goroutines, main_exited: self.main_exited() };
        match hook(&report) {
            DeadlockAnswer::End => AfterDeadlock::End,
            DeadlockAnswer::Wait => AfterDeadlock::Wait,
            DeadlockAnswer::Kill(ids) => {
                let chosen = all.iter_mut().filter(|goroutine| ids.contains(&goroutine.id));
                let kill = |goroutine: &mut &mut Goroutine| {
                    goroutine.side().deadlock = Some(report.text.clone());
                    worker.kill(goroutine);
                };
                let killed = chosen.map(kill).count();
                // Without anybody to go on with, the same question would come again for ever.
                if killed == 0 { AfterDeadlock::End } else { AfterDeadlock::GoOn }
            }
        }
    }
}
