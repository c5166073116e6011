//! Commands from outside: what a host asks for while the program runs is done by a worker, with
//! all others at safepoints. A sleeping worker is roused for it; a program that has ended does
//! nothing any more, and says so.

use super::{Scheduler, StoppedWorld, Worker, lock, queue::STOP};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A request can be lost to a goroutine switch at the same time: it is repeated.
const REPEAT: Duration = Duration::from_millis(1);

type Command = Box<dyn FnOnce(&mut Worker, &StoppedWorld<'_>) + Send>;

/// Commands that wait for a worker.
pub(super) struct Commands {
    queue: Mutex<Queue>,
    /// The queue is not empty.
    waiting: AtomicBool,
}

#[derive(Default)]
struct Queue {
    commands: Vec<Command>,
    /// Nobody will ever perform one.
    closed: bool,
}

impl Commands {
    pub fn new() -> Commands {
        Commands { queue: Mutex::default(), waiting: AtomicBool::new(false) }
    }

    /// SeqCst, as all accesses: a worker about to sleep looks here after it has counted itself among
    /// the sleepers, and whoever adds a command looks for sleepers afterwards.
    pub fn waiting(&self) -> bool {
        self.waiting.load(SeqCst)
    }

    /// False when nobody will perform it.
    fn push(&self, command: Command) -> bool {
        let mut queue = lock(&self.queue);
        if queue.closed {
            return false;
        }
        queue.commands.push(command);
        self.waiting.store(true, SeqCst);
        true
    }

    fn take(&self) -> Vec<Command> {
        let mut queue = lock(&self.queue);
        self.waiting.store(false, SeqCst);
        std::mem::take(&mut queue.commands)
    }
}

impl Scheduler {
    /// Runs `work` on a worker while all others stand at safepoints, and gives what it returns;
    /// `None` when the program has ended before. On a worker's own thread (in a native function),
    /// which cannot wait for itself, the work is done at its next safepoint, and the answer is
    /// `None`.
    pub fn at_safepoint<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Worker, &StoppedWorld<'_>) -> R + Send + 'static,
    ) -> Option<R> {
        let (done, result) = mpsc::channel();
        let command: Command = Box::new(move |worker, world| {
            // Nobody may wait for the answer any more.
            let _ = done.send(work(worker, world));
        });
        if !self.commands.push(command) {
            return None;
        }
        let waits = !self.is_worker_thread();
        loop {
            self.request_all(STOP);
            self.rouse();
            if !waits {
                return None;
            }
            match result.recv_timeout(REPEAT) {
                Ok(answer) => return Some(answer),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Performs what waits. The world stands still.
    pub(super) fn perform_commands(&self, worker: &mut Worker, world: &StoppedWorld<'_>) {
        for command in self.commands.take() {
            command(worker, world);
            // What it has woken may lead to another deadlock.
            lock(&self.sleep.state).deadlock_accepted = false;
        }
    }

    /// Nothing runs any more, or never will: who waits for a command learns it.
    pub(crate) fn close_commands(&self) {
        let mut queue = self.commands.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.closed = true;
        let dropped = std::mem::take(&mut queue.commands);
        drop(queue);
        drop(dropped);
    }

    fn is_worker_thread(&self) -> bool {
        let me = std::thread::current().id();
        let threads = self.workers[..self.worker_threads()].iter();
        threads.filter_map(|worker| worker.thread.get()).any(|thread| thread.id() == me)
    }
}
