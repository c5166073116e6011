//! The counters by which whoever pushes work and whoever falls asleep notice each other (README.md,
//! "Sleeping and waking"). Nothing else stands here, so that loom can try all interleavings of the
//! tests below: `cargo xtask loom`.

#[cfg(loom)]
use loom::sync::atomic::{AtomicUsize, Ordering::*, fence};
#[cfg(not(loom))]
use std::sync::atomic::{AtomicUsize, Ordering::*, fence};

/// How many workers sleep, and how many look for work.
pub(super) struct Idle {
    /// Threads asleep.
    sleepers: AtomicUsize,
    /// Threads that look for work, those just woken included: they will find what is pushed.
    searching: AtomicUsize,
}

impl Idle {
    pub fn new() -> Idle {
        Idle { sleepers: AtomicUsize::new(0), searching: AtomicUsize::new(0) }
    }

    /// Behind pushing work: whoever falls asleep now sees the work, or is seen afterwards.
    #[inline]
    pub fn work_pushed(&self) {
        // Pairs with the fence of `set_sleepers`.
        fence(SeqCst);
    }

    /// Behind [`Idle::work_pushed`]: somebody is going to find the work.
    #[inline]
    pub fn somebody_searches(&self) -> bool {
        self.searching.load(SeqCst) > 0
    }

    /// Behind [`Idle::work_pushed`]: somebody could be woken for the work.
    #[inline]
    pub fn somebody_sleeps(&self) -> bool {
        self.sleepers.load(SeqCst) > 0
    }

    /// Threads asleep, about.
    pub fn sleepers(&self) -> usize {
        self.sleepers.load(Relaxed)
    }

    /// Threads that look for work, about.
    pub fn searching(&self) -> usize {
        self.searching.load(Relaxed)
    }

    /// So many sleep from now on; who falls asleep looks at all queues once more behind this.
    pub fn set_sleepers(&self, count: usize) {
        self.sleepers.store(count, SeqCst);
        // Pairs with the fence of `work_pushed`.
        fence(SeqCst);
    }

    /// One more looks for work.
    pub fn begin_search(&self) {
        self.searching.fetch_add(1, SeqCst);
    }

    /// One fewer does. True for the last one: work may have been pushed for which nobody was woken
    /// because of it.
    pub fn end_search(&self) -> bool {
        let last = self.searching.fetch_sub(1, SeqCst) == 1;
        // Pairs with the fence of `work_pushed`: the pusher sees that nobody searches, or the last
        // one sees the work.
        fence(SeqCst);
        last
    }
}

#[cfg(all(test, loom))]
mod tests {
    use super::*;
    use loom::sync::Arc;
    use loom::sync::atomic::AtomicBool;
    use loom::thread;

    #[derive(Clone)]
    struct World {
        idle: Arc<Idle>,
        /// Goroutines in the only queue.
        queue: Arc<AtomicUsize>,
        woken: Arc<AtomicBool>,
    }

    impl World {
        fn new() -> World {
            World { idle: Arc::new(Idle::new()), queue: Arc::default(), woken: Arc::default() }
        }

        fn push(&self) {
            self.queue.fetch_add(1, Release);
            self.idle.work_pushed();
            if !self.idle.somebody_searches() && self.idle.somebody_sleeps() {
                self.woken.store(true, Relaxed);
            }
        }

        fn work_visible(&self) -> bool {
            self.queue.load(Acquire) > 0
        }
    }

    /// A worker searches in vain and falls asleep while another pushes: it is woken or sees the work.
    #[test]
    fn nobody_sleeps_beside_work() {
        loom::model(|| {
            let world = World::new();
            world.idle.begin_search();
            let pusher = world.clone();
            let pushing = thread::spawn(move || pusher.push());
            let found = world.work_visible();
            world.idle.end_search();
            let mut asleep = false;
            if !found {
                world.idle.set_sleepers(1);
                asleep = !world.work_visible();
            }
            pushing.join().expect("pushed");
            assert!(!asleep || world.woken.load(Relaxed), "work lies about and nobody looks");
        });
    }

    /// A worker sleeps, another stops searching with something in hand while a third pushes: the
    /// sleeper is woken by one of them.
    #[test]
    fn the_last_to_stop_searching_leaves_nothing_behind() {
        loom::model(|| {
            let world = World::new();
            world.idle.set_sleepers(1);
            world.idle.begin_search();
            let pusher = world.clone();
            let pushing = thread::spawn(move || pusher.push());
            if world.idle.end_search() && world.work_visible() && world.idle.somebody_sleeps() {
                world.woken.store(true, Relaxed);
            }
            pushing.join().expect("pushed");
            assert!(world.woken.load(Relaxed), "work lies about and nobody was woken");
        });
    }
}
