//! Bubbles, as package testing/synctest makes them: goroutines that started each other, with a clock
//! of their own that moves on only when all of them wait for each other or for it ("are durably
//! blocked").
//!
//! Goroutines outside bubbles pay nothing for them: parking and waking do not know of bubbles. When
//! the last worker finds nothing to run, or a worker has not given way for a time slice, the world
//! is stopped and every bubble looked at (`Scheduler::advance_bubbles`): one whose goroutines are
//! all durably blocked has its next timer fired, its caller of Wait woken, or is at its end.
//!
//! A goroutine carries its bubble's slot in the table, inherited from its creator; a timer and a
//! channel carry the bubble's number and slot. A slot is used again after its bubble has ended with
//! no goroutine left.

use crate::channel;
use crate::goroutine::{Goroutine, GoroutineState, WaitReason};
use crate::scheduler::{Scheduler, StoppedWorld, Worker, lock};
use crate::timer::Timers;
use crate::value::Word;
use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the clock of a bubble shows at first: the beginning of the year 2000, in nanoseconds since
/// 1970.
const START_NS: u64 = 946_684_800_000_000_000;

/// How a bubble has ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// All its goroutines have ended.
    Ended,
    /// The main goroutine has ended, others are durably blocked.
    LeftBehind,
    /// All are durably blocked, no timer is pending.
    Deadlock,
}

/// All bubbles of a machine.
#[derive(Default)]
pub struct Bubbles {
    /// Bubbles that have not ended: a quick look.
    active: AtomicUsize,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    /// By slot less one; slot 0 is outside.
    slots: Vec<Option<Arc<Bubble>>>,
    made: u64,
}

/// A bubble.
pub struct Bubble {
    /// Counts the machine's bubbles from 1; stands in traces.
    pub number: u64,
    /// Timers and sleepers on its clock.
    pub(crate) timers: Timers,
    now_ns: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The goroutine that made the bubble and waits for its end.
    root: Option<Waiting>,
    /// The goroutine that runs the bubble's function, until it is started; and its id.
    main: Option<Waiting>,
    main_id: u64,
    /// The goroutine in Wait.
    waiter: Option<Waiting>,
    verdict: Option<Verdict>,
    /// Addresses of wait groups whose first Add was called inside.
    wait_groups: HashSet<usize>,
}

/// A goroutine that does not run.
#[derive(Clone, Copy)]
struct Waiting(*mut Goroutine);

// SAFETY: parked or not started: the bubble owns it until it makes it runnable.
unsafe impl Send for Waiting {}

impl Bubble {
    /// Nanoseconds since 1970 on the bubble's clock.
    pub fn now_ns(&self) -> u64 {
        self.now_ns.load(Acquire)
    }

    /// The bubble's clock as a wall clock: time since 1970.
    pub fn wall(&self) -> Duration {
        Duration::from_nanos(self.now_ns())
    }

    /// A wait group at this address had its first Add in the bubble: waiting for it is durable.
    pub(crate) fn own_wait_group(&self, address: usize) {
        lock(&self.state).wait_groups.insert(address);
    }
}

impl Bubbles {
    /// Some bubble has not ended.
    #[inline]
    pub(crate) fn any(&self) -> bool {
        self.active.load(Relaxed) > 0
    }

    /// The bubble of a goroutine's slot; `None` outside.
    pub(crate) fn at(&self, slot: u16) -> Option<Arc<Bubble>> {
        let index = usize::from(slot).checked_sub(1)?;
        lock(&self.table).slots.get(index)?.clone()
    }

    /// The bubble with this number and its slot; `None` when it has ended.
    pub(crate) fn numbered(&self, number: u64) -> Option<(u16, Arc<Bubble>)> {
        self.all().into_iter().find(|(_, bubble)| bubble.number == number)
    }

    /// A new bubble and its slot; `None` when there are too many.
    fn make(&self) -> Option<(u16, Arc<Bubble>)> {
        let mut table = lock(&self.table);
        let free = table.slots.iter().position(Option::is_none);
        let index = free.unwrap_or(table.slots.len());
        let slot = u16::try_from(index + 1).ok()?;
        table.made += 1;
        let bubble = Arc::new(Bubble {
            number: table.made,
            timers: Timers::new(),
            now_ns: AtomicU64::new(START_NS),
            state: Mutex::default(),
        });
        if free.is_none() {
            table.slots.push(None);
        }
        table.slots[index] = Some(bubble.clone());
        self.active.fetch_add(1, Relaxed);
        Some((slot, bubble))
    }

    fn all(&self) -> Vec<(u16, Arc<Bubble>)> {
        let table = lock(&self.table);
        let slots = table.slots.iter().enumerate();
        slots.filter_map(|(index, bubble)| Some((index as u16 + 1, bubble.clone()?))).collect()
    }

    /// A goroutine waits no longer for the end of a bubble, or in Wait.
    pub(crate) fn forget(&self, goroutine: *mut Goroutine) {
        for (_, bubble) in self.all() {
            let state = &mut *lock(&bubble.state);
            for place in [&mut state.root, &mut state.waiter] {
                place.take_if(|waiting| waiting.0 == goroutine);
            }
        }
    }

    /// Addresses that pending timers of all bubbles hold.
    pub(crate) fn for_each_word(&self, mut visit: impl FnMut(Word)) {
        for bubble in lock(&self.table).slots.iter().flatten() {
            bubble.timers.for_each_word(&mut visit);
        }
    }
}

/// Makes a bubble in which `main`, new and not started yet, will run. Its slot; `None` when there
/// are too many bubbles.
pub(crate) fn prepare(worker: &mut Worker, main: *mut Goroutine) -> Option<u16> {
    let (slot, bubble) = worker.scheduler().bubbles.make()?;
    // SAFETY: a new goroutine belongs to whoever made it.
    let main = unsafe { &mut *main };
    main.bubble = slot;
    let mut state = lock(&bubble.state);
    state.main = Some(Waiting(main));
    state.main_id = main.id;
    Some(slot)
}

/// Starts the main goroutine of a bubble just prepared; the running goroutine is parked until the
/// bubble has ended. False when it was started before.
pub(crate) fn start(worker: &mut Worker, slot: u16) -> bool {
    let Some(bubble) = worker.scheduler().bubbles.at(slot) else { return false };
    let mut state = lock(&bubble.state);
    let Some(Waiting(main)) = state.main.take() else { return false };
    state.root = Some(Waiting(worker.prepare_park(WaitReason::SynctestRun, 0)));
    drop(state);
    let _ = worker.start(main);
    true
}

/// What became of the bubble in `slot`, whose root goes on: it is forgotten when nothing is left in
/// it.
pub(crate) fn finish(worker: &Worker, slot: u16) -> Option<Verdict> {
    let bubbles = &worker.scheduler().bubbles;
    let verdict = lock(&bubbles.at(slot)?.state).verdict?;
    if verdict == Verdict::Ended {
        lock(&bubbles.table).slots[usize::from(slot) - 1] = None;
    }
    Some(verdict)
}

/// `synctest.Wait`: parks the running goroutine until all others of its bubble are durably blocked.
/// False when another one does so already.
pub(crate) fn wait(worker: &mut Worker, bubble: &Bubble) -> bool {
    let mut state = lock(&bubble.state);
    if state.waiter.is_some() {
        return false;
    }
    state.waiter = Some(Waiting(worker.prepare_park(WaitReason::SynctestWait, 0)));
    true
}

impl Scheduler {
    /// Stops the world and lets every bubble that can go on do so. True when that made something
    /// runnable on this worker.
    pub(crate) fn advance_bubbles(&self, worker: &mut Worker) -> bool {
        self.stop_the_world(worker, |worker, world| {
            let all = self.bubbles.all();
            all.iter().fold(false, |woken, (slot, bubble)| advance(worker, world, *slot, bubble) | woken)
        })
    }
}

/// Lets one bubble go on; true when something has happened.
fn advance(worker: &mut Worker, world: &StoppedWorld<'_>, slot: u16, bubble: &Bubble) -> bool {
    let mut state = lock(&bubble.state);
    if state.verdict.is_some() {
        return false;
    }
    let (mut blocked, mut total, mut main_lives) = (true, 0, false);
    world.goroutines(|goroutine| {
        if goroutine.bubble == slot {
            total += 1;
            main_lives |= goroutine.id == state.main_id;
            blocked &= is_durably_blocked(goroutine, &state);
        }
    });
    if !blocked {
        return false;
    }
    let next_ns = bubble.timers.earliest_ns();
    let due = next_ns <= bubble.now_ns();
    if !due && let Some(Waiting(waiter)) = state.waiter.take() {
        worker.ready(waiter);
        return true;
    }
    if due || main_lives && next_ns != u64::MAX {
        drop(state);
        bubble.now_ns.fetch_max(next_ns, Release);
        bubble.timers.fire(worker, bubble.now_ns());
        return true;
    }
    // Time stops when the main goroutine has ended.
    state.verdict = Some(match (total, main_lives) {
        (0, _) => Verdict::Ended,
        (_, true) => Verdict::Deadlock,
        (_, false) => Verdict::LeftBehind,
    });
    worker.scheduler().bubbles.active.fetch_sub(1, Relaxed);
    if let Some(Waiting(root)) = state.root.take() {
        worker.ready(root);
    }
    true
}

/// Only other goroutines of its bubble, or its clock, can wake it.
fn is_durably_blocked(goroutine: &Goroutine, state: &State) -> bool {
    if goroutine.state != GoroutineState::Parked {
        return false;
    }
    let inside = |channel: Word| {
        // SAFETY: a goroutine waits for it, which keeps it alive.
        unsafe { channel::bubble(channel) == goroutine.bubble }
    };
    match goroutine.wait_reason {
        WaitReason::ChanReceiveNil
        | WaitReason::ChanSendNil
        | WaitReason::SelectNoCases
        | WaitReason::CondWait
        | WaitReason::Sleep
        | WaitReason::SynctestWait => true,
        WaitReason::ChanReceive | WaitReason::ChanSend => inside(goroutine.wait_object as Word),
        WaitReason::Select => {
            let nodes = goroutine.side.iter().flat_map(|side| &side.select_nodes);
            nodes.map(|node| node.channel).all(|channel| channel == 0 || inside(channel))
        }
        WaitReason::WaitGroupWait => state.wait_groups.contains(&goroutine.wait_object),
        _ => false,
    }
}
