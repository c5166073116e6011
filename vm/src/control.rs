//! A host's hold on a running machine, from any thread: ending the run, seeing its goroutines,
//! killing one, and what to do when none can run any more. Everything that looks at goroutines
//! happens while all workers stand at safepoints.

mod report;

pub use report::{DeadlockAnswer, DeadlockReport, GoroutineReport, SourcePlace};

use crate::limits::Limits;
use crate::machine::Shared;
use crate::outcome::{Ending, Usage};
use crate::scheduler::{StoppedWorld, Worker};
use std::sync::{Arc, Weak};

/// What a host does about a deadlock; called on a worker's thread, with the world stopped.
pub type DeadlockHook = Box<dyn Fn(&DeadlockReport) -> DeadlockAnswer + Send + Sync>;

/// A handle on a machine. It does not keep the machine alive: when the run is over, requests do
/// nothing and answers are `None`.
///
/// In a native function, on the machine's own threads, requests are carried out once the function
/// has returned, and answers are `None`.
#[derive(Clone)]
pub struct Control {
    shared: Weak<Shared>,
}

impl Control {
    pub(crate) fn new(shared: &Arc<Shared>) -> Control {
        Control { shared: Arc::downgrade(shared) }
    }

    /// Ends the run with [`Ending::Cancelled`] and this reason: every worker leaves at its next
    /// safepoint, deferred calls do not run. True when nothing else has ended it before.
    pub fn cancel(&self, reason: &str) -> bool {
        let shared = self.shared.upgrade();
        shared.is_some_and(|shared| shared.scheduler.exit_from_outside(Ending::Cancelled(reason.to_owned())))
    }

    /// All goroutines, by their ids.
    pub fn goroutines(&self) -> Option<Vec<GoroutineReport>> {
        self.at_safepoint(|shared, _, world| {
            let now_s = shared.now_s();
            world.all_goroutines().iter().map(|g| GoroutineReport::of(shared, g, now_s)).collect()
        })
    }

    /// Ends a goroutine as if it called `runtime.Goexit` where it is: its deferred calls run, then
    /// it is gone. A waiting one is taken out of what it waits for. `Some(false)`: there is none
    /// with this id.
    pub fn kill(&self, id: u64) -> Option<bool> {
        self.at_safepoint(move |_, worker, world| {
            let mut all = world.all_goroutines();
            let found = all.iter_mut().find(|goroutine| goroutine.id == id);
            found.map(|goroutine| worker.kill(goroutine)).is_some()
        })
    }

    /// What the run has used so far.
    pub fn usage(&self) -> Option<Usage> {
        self.shared.upgrade().map(|shared| shared.usage())
    }

    /// The run's limits.
    pub fn limits(&self) -> Option<Limits> {
        self.shared.upgrade().map(|shared| shared.limits)
    }

    fn at_safepoint<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Shared, &mut Worker, &StoppedWorld<'_>) -> R + Send + 'static,
    ) -> Option<R> {
        let scheduler = self.shared.upgrade()?.scheduler.clone();
        // The command must not keep the machine alive: it may never be carried out.
        let shared = self.shared.clone();
        let work = move |worker: &mut Worker, world: &StoppedWorld<'_>| {
            shared.upgrade().map(|shared| work(&shared, worker, world))
        };
        scheduler.at_safepoint(work).flatten()
    }
}
