//! The scheduler, channels, selects, locks and timers under load, without bytecode: a goroutine is a
//! Rust closure that is called again each time it goes on, and keeps its place in captured variables.

use super::*;
use crate::channel::{self, Outcome};
use crate::goroutine::Wake;
use crate::select::{Case, select};
use crate::semaphore::{self, LockOutcome};
use crate::timer::{self, RuntimeTimer, TimerAction};
use burrow_bytecode::TypeId;
use std::sync::atomic::{AtomicU64, AtomicUsize};
use std::time::Duration;

/// Called with the slots that stay in place while the goroutine is parked.
type Body = Box<dyn FnMut(&mut Worker, *mut Word) -> Stop + Send>;

#[derive(Default)]
struct Closures {
    collections: AtomicUsize,
    helped: AtomicUsize,
    sent_on_closed: AtomicUsize,
}

impl Host for Closures {
    fn goroutine_ended(&self, _: &Goroutine) {}

    fn run(&self, worker: &mut Worker, goroutine: *mut Goroutine) -> Stop {
        // SAFETY: slot 1 holds the body that `go` put there.
        unsafe {
            if (*goroutine).wake == Wake::PanicSendClosed {
                (*goroutine).wake = Wake::Continue;
                self.sent_on_closed.fetch_add(1, SeqCst);
                return Stop::Ended;
            }
            let stack = (*goroutine).stack;
            let body = *stack.add(1) as *mut Body;
            let stop = (*body)(worker, stack.add(2));
            if stop == Stop::Ended {
                drop(Box::from_raw(body));
            }
            stop
        }
    }
    fn prepare_func(&self, worker: &mut Worker, func: Word) -> *mut Goroutine {
        let goroutine = worker.new_goroutine(0);
        // SAFETY: a new goroutine; `func` is a body's address.
        unsafe { *(*goroutine).stack.add(1) = func };
        goroutine
    }
    fn zero_object(&self, _: &mut Worker, _: TypeId) -> Word {
        0
    }
    fn worker_started(&self, _: &mut Worker) {}
    fn worker_stops(&self, _: &mut Worker) {}
    fn collect(&self, _: &mut Worker, world: &StoppedWorld<'_>) {
        self.collections.fetch_add(1, SeqCst);
        let (helpers, helped) = (world.helpers(), AtomicUsize::new(0));
        world.parallel(&|| {
            helped.fetch_add(1, SeqCst);
        });
        assert_eq!(helped.load(SeqCst), helpers + 1);
        self.helped.fetch_add(helpers, SeqCst);
        let mut count = 0;
        world.goroutines(|_| count += 1);
        assert_eq!(count, world.scheduler().live_goroutines());
    }
    fn deadlock(&self, _: &mut Worker, _: &StoppedWorld<'_>) -> AfterDeadlock {
        AfterDeadlock::End
    }
}

fn go(worker: &mut Worker, body: impl FnMut(&mut Worker, *mut Word) -> Stop + Send + 'static) {
    let goroutine = worker.new_goroutine(0);
    let body: Box<Body> = Box::new(Box::new(body));
    // SAFETY: a new goroutine.
    unsafe { *(*goroutine).stack.add(1) = Box::into_raw(body) as Word };
    let _ = worker.start(goroutine);
}

/// Runs `main` with a limit of time; gives the exit status.
fn run(workers: usize, main: impl FnOnce(&mut Worker) + Send + 'static) -> (i32, Arc<Closures>) {
    let (done, result) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let host = Arc::new(Closures::default());
        let options = Options { workers: Some(workers), seed: Some(1), ..Options::default() };
        let scheduler = Scheduler::new(options, Limits::default());
        let ending = scheduler.run(&*host, main);
        let _ = done.send((ending.exit_status(), host));
    });
    result.recv_timeout(Duration::from_secs(60)).expect("the scheduler hangs")
}

fn make_chan(cap: i64) -> Word {
    make_chan_of(1, cap)
}

fn make_chan_of(words: u16, cap: i64) -> Word {
    let bytes = channel::object_bytes(words, cap).expect("a small channel");
    let memory = Box::leak(vec![0u64; bytes / 8 + 1].into_boxed_slice());
    // SAFETY: fresh zeroed memory of that size.
    unsafe { channel::initialise(memory.as_mut_ptr().cast(), words, TypeId::NIL, cap, 0) };
    memory.as_ptr() as Word
}

/// Goes on at once, or is parked.
macro_rules! wait {
    ($outcome:expr) => {
        match $outcome {
            Outcome::Done => {}
            Outcome::Parked => return Stop::Parked,
            Outcome::SendOnClosed => unreachable!("closed"),
        }
    };
}

/// Sends `first..end`, then counts down `left`.
fn sender(channel: Word, first: u64, end: u64, left: Arc<AtomicUsize>) -> Body {
    let mut next = first;
    Box::new(move |worker, slots| {
        while next < end {
            // SAFETY: the goroutine's own slot.
            unsafe {
                *slots = next;
                next += 1;
                wait!(channel::send(worker, channel, slots));
            }
        }
        if left.fetch_sub(1, SeqCst) == 1 {
            // SAFETY: a channel.
            unsafe { channel::close(worker, channel) };
        }
        Stop::Ended
    })
}

/// Receives until the channel is closed; the last receiver ends the program with the sum in `sum`.
fn receiver(channel: Word, sum: Arc<AtomicU64>, left: Arc<AtomicUsize>) -> Body {
    let mut pending = false;
    Box::new(move |worker, slots| {
        loop {
            // SAFETY: the goroutine's own slots.
            unsafe {
                if pending {
                    pending = false;
                    if *slots.add(1) == 0 {
                        break;
                    }
                    sum.fetch_add(*slots, SeqCst);
                }
                pending = true;
                wait!(channel::receive(worker, channel, slots, slots.add(1)));
            }
        }
        if left.fetch_sub(1, SeqCst) == 1 { Stop::Exit(0) } else { Stop::Ended }
    })
}

fn many_to_many(workers: usize, cap: i64, goroutines: usize, each: u64) {
    let sum = Arc::new(AtomicU64::new(0));
    let result = sum.clone();
    let (status, _) = run(workers, move |worker| {
        let channel = make_chan(cap);
        let senders = Arc::new(AtomicUsize::new(goroutines));
        let receivers = Arc::new(AtomicUsize::new(goroutines));
        for i in 0..goroutines as u64 {
            go(worker, sender(channel, i * each, (i + 1) * each, senders.clone()));
            go(worker, receiver(channel, sum.clone(), receivers.clone()));
        }
    });
    let total = goroutines as u64 * each;
    assert_eq!((status, result.load(SeqCst)), (0, total * (total - 1) / 2));
}

#[test]
fn values_pass_through_channels_of_all_sizes() {
    many_to_many(1, 0, 8, 1000);
    many_to_many(4, 0, 16, 3000);
    many_to_many(4, 1, 16, 3000);
    many_to_many(3, 100, 50, 1000);
}

#[test]
fn values_of_several_words_and_of_none() {
    let (status, _) = run(1, |worker| {
        let (wide, empty) = (make_chan_of(3, 1), make_chan_of(0, 2));
        go(worker, move |worker, slots| {
            // SAFETY: the goroutine's own slots.
            unsafe {
                for (i, value) in [7, 8, 9].into_iter().enumerate() {
                    *slots.add(i) = value;
                }
                assert_eq!(channel::send(worker, wide, slots), Outcome::Done);
                assert_eq!(channel::try_send(worker, wide, slots), None);
                let to = slots.add(4);
                assert!(channel::try_receive(worker, wide, to, std::ptr::null_mut()));
                assert_eq!([*to, *to.add(1), *to.add(2)], [7, 8, 9]);
                assert!(!channel::try_receive(worker, wide, to, std::ptr::null_mut()));
                for _ in 0..2 {
                    assert_eq!(channel::send(worker, empty, slots), Outcome::Done);
                }
                assert_eq!((channel::len(empty), channel::cap(empty)), (2, 2));
                assert_eq!(channel::try_send(worker, empty, slots), None);
            }
            Stop::Exit(7)
        });
    });
    assert_eq!(status, 7);
}

#[test]
fn a_close_wakes_senders_with_a_panic() {
    let (status, host) = run(2, |worker| {
        let channel = make_chan(0);
        let left = Arc::new(AtomicUsize::new(usize::MAX));
        for _ in 0..10 {
            go(worker, sender(channel, 0, 1, left.clone()));
        }
        let mut step = 0;
        go(worker, move |worker, _| {
            step += 1;
            if step < 20 {
                return Stop::Yield;
            }
            if step == 20 {
                // SAFETY: a channel.
                unsafe { channel::close(worker, channel) };
            }
            if step < 60 { Stop::Yield } else { Stop::Ended }
        });
        // Ends the program when all others have gone.
        go(worker, |worker, _| match worker.scheduler().live_goroutines() {
            1 => Stop::Exit(0),
            _ => Stop::Yield,
        });
    });
    assert_eq!((status, host.sent_on_closed.load(SeqCst)), (0, 10));
}

#[test]
fn everybody_asleep_is_a_deadlock() {
    let (status, _) = run(4, |worker| {
        let channel = make_chan(0);
        for _ in 0..5 {
            go(worker, receiver(channel, Arc::default(), Arc::new(AtomicUsize::new(9))));
        }
        go(worker, |worker, _| {
            // SAFETY: no cases.
            let outcome = unsafe { select(worker, &[], false, std::ptr::null_mut()) };
            assert_eq!(outcome, Outcome::Parked);
            Stop::Parked
        });
    });
    assert_eq!(status, 2);
}

/// Selects between receiving on all `channels` until it has got `count` values.
fn selecting_receiver(channels: Vec<Word>, counts: Arc<Vec<AtomicU64>>, count: u64) -> Body {
    let (mut pending, mut received) = (false, 0);
    Box::new(move |worker, slots| {
        loop {
            // SAFETY: the goroutine's own slots.
            unsafe {
                if pending {
                    pending = false;
                    let case = *slots as usize;
                    assert_eq!(*slots.add(1) as usize, case, "the value tells its channel");
                    counts[case].fetch_add(1, SeqCst);
                    received += 1;
                    if received == count {
                        return Stop::Ended;
                    }
                }
                let case = |&channel: &Word| Case {
                    channel,
                    slot: slots.add(1),
                    ok: std::ptr::null_mut(),
                    send: false,
                };
                let mut cases: Vec<Case> = channels.iter().map(case).collect();
                cases.push(Case { channel: 0, ..cases[0] });
                pending = true;
                wait!(select(worker, &cases, false, slots));
            }
        }
    })
}

/// Selects between sending on all `channels`: the value is the channel's index.
fn selecting_sender(channels: Vec<Word>, count: u64) -> Body {
    let mut sent = 0;
    Box::new(move |worker, slots| {
        while sent < count {
            sent += 1;
            // SAFETY: the goroutine's own slots.
            unsafe {
                let cases: Vec<Case> = (0..channels.len())
                    .map(|i| {
                        *slots.add(1 + i) = i as Word;
                        let slot = slots.add(1 + i);
                        Case { channel: channels[i], slot, ok: std::ptr::null_mut(), send: true }
                    })
                    .collect();
                wait!(select(worker, &cases, false, slots));
            }
        }
        Stop::Ended
    })
}

#[test]
fn selects_meet_each_other_and_plain_operations() {
    for (workers, cap) in [(1, 0), (4, 0), (4, 2)] {
        let counts: Arc<Vec<AtomicU64>> = Arc::new((0..4).map(|_| AtomicU64::new(0)).collect());
        let seen = counts.clone();
        let (status, _) = run(workers, move |worker| {
            let channels: Vec<Word> = (0..4).map(|_| make_chan(cap)).collect();
            for _ in 0..6 {
                go(worker, selecting_receiver(channels.clone(), counts.clone(), 2000));
                go(worker, selecting_sender(channels.clone(), 2000));
            }
            go(worker, |worker, _| match worker.scheduler().live_goroutines() {
                1 => Stop::Exit(0),
                _ => Stop::Yield,
            });
        });
        let total: u64 = seen.iter().map(|count| count.load(SeqCst)).sum();
        assert_eq!((status, total), (0, 12_000));
        assert!(seen.iter().all(|count| count.load(SeqCst) > 300), "{seen:?}");
    }
}

#[test]
fn a_mutex_keeps_others_out() {
    static STATE: AtomicU64 = AtomicU64::new(0);
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let (status, _) = run(4, |worker| {
        let left = Arc::new(AtomicUsize::new(50));
        for id in 0..50 {
            let left = left.clone();
            let (mut rounds, mut inside) = (0, false);
            go(worker, move |worker, _| {
                loop {
                    if inside {
                        inside = false;
                        let seen = COUNTER.load(Relaxed);
                        std::hint::black_box(seen);
                        COUNTER.store(seen + 1, Relaxed);
                        rounds += 1;
                        assert!(semaphore::unlock_mutex(worker, &STATE).is_ok());
                        if rounds == 2000 {
                            let last = left.fetch_sub(1, SeqCst) == 1;
                            return if last { Stop::Exit(0) } else { Stop::Ended };
                        }
                        if (rounds + id) % 64 == 0 {
                            return Stop::Yield;
                        }
                    }
                    inside = true;
                    if semaphore::lock_mutex(worker, &STATE) == LockOutcome::Parked {
                        return Stop::Parked;
                    }
                    if rounds % 32 == 0 {
                        return Stop::Yield;
                    }
                }
            });
        }
    });
    assert_eq!((status, COUNTER.load(SeqCst), STATE.load(SeqCst)), (0, 100_000, 0));
}

#[test]
fn readers_and_writers_exclude_each_other() {
    static STATE: AtomicU64 = AtomicU64::new(0);
    static INSIDE: AtomicU64 = AtomicU64::new(0);
    let (status, _) = run(4, |worker| {
        let left = Arc::new(AtomicUsize::new(40));
        for id in 0..40 {
            let (left, writer) = (left.clone(), id % 4 == 0);
            let (mut rounds, mut step) = (0, 0);
            go(worker, move |worker, _| {
                loop {
                    step += 1;
                    match (step % 3, writer) {
                        (1, true) if semaphore::lock_write(worker, &STATE) == LockOutcome::Parked => {
                            return Stop::Parked;
                        }
                        (1, false) if semaphore::lock_read(worker, &STATE) == LockOutcome::Parked => {
                            return Stop::Parked;
                        }
                        (2, true) => {
                            assert_eq!(INSIDE.fetch_add(1000, SeqCst), 0);
                            return Stop::Yield;
                        }
                        (2, false) => {
                            assert!(INSIDE.fetch_add(1, SeqCst) < 1000);
                            return Stop::Yield;
                        }
                        (0, true) => {
                            INSIDE.fetch_sub(1000, SeqCst);
                            assert!(semaphore::unlock_write(worker, &STATE).is_ok());
                            rounds += 1;
                        }
                        (0, false) => {
                            INSIDE.fetch_sub(1, SeqCst);
                            assert!(semaphore::unlock_read(worker, &STATE).is_ok());
                            rounds += 1;
                        }
                        _ => {}
                    }
                    if rounds == 500 {
                        let last = left.fetch_sub(1, SeqCst) == 1;
                        return if last { Stop::Exit(0) } else { Stop::Ended };
                    }
                }
            });
        }
    });
    assert_eq!((status, STATE.load(SeqCst)), (0, 0));
}

#[test]
fn a_busy_loop_starves_nobody() {
    let (status, _) = run(1, |worker| {
        go(worker, |worker, _| {
            while worker.limit.load(Relaxed) != 0 {
                std::hint::spin_loop();
            }
            Stop::Safepoint
        });
        let mut slept = false;
        go(worker, move |worker, _| {
            if slept {
                return Stop::Exit(0);
            }
            slept = true;
            assert!(timer::sleep(worker, 1_000_000));
            Stop::Parked
        });
    });
    assert_eq!(status, 0);
}

/// So many goroutines that compute for ever.
fn go_spinning(worker: &mut Worker, count: usize) {
    for _ in 0..count {
        go(worker, |worker, _| {
            while worker.limit.load(Relaxed) != 0 {
                std::hint::spin_loop();
            }
            Stop::Safepoint
        });
    }
}

/// A program of eight such goroutines ends after `rounds` of `change`.
fn changing(workers: usize, rounds: usize, change: fn(&Scheduler, usize)) {
    let (status, _) = run(workers, move |worker| {
        go_spinning(worker, 8);
        let mut round = 0;
        go(worker, move |worker, _| {
            round += 1;
            if round == rounds {
                return Stop::Exit(0);
            }
            change(worker.scheduler(), round);
            assert!(timer::sleep(worker, 2_000_000));
            Stop::Parked
        });
    });
    assert_eq!(status, 0);
}

#[test]
fn the_world_stops_and_goes_on() {
    let (status, host) = run(4, |worker| {
        go_spinning(worker, 6);
        let mut rounds = 0;
        go(worker, move |worker, _| {
            rounds += 1;
            if rounds == 50 {
                return Stop::Exit(0);
            }
            worker.scheduler().request_collection();
            if rounds % 3 == 0 { Stop::Yield } else { Stop::Safepoint }
        });
    });
    assert_eq!(status, 0);
    assert!(host.collections.load(SeqCst) >= 15);
    assert!(host.helped.load(SeqCst) > 0);
}

#[test]
fn many_sleepers_wake() {
    let (status, _) = run(2, |worker| {
        let left = Arc::new(AtomicUsize::new(20_000));
        for i in 0..20_000 {
            let left = left.clone();
            let mut slept = false;
            go(worker, move |worker, _| {
                if !slept {
                    slept = true;
                    assert!(timer::sleep(worker, 1_000_000 + (i % 100) * 100_000));
                    return Stop::Parked;
                }
                if left.fetch_sub(1, SeqCst) == 1 { Stop::Exit(0) } else { Stop::Ended }
            });
        }
    });
    assert_eq!(status, 0);
}

fn new_timer() -> (*mut RuntimeTimer, TimerAction) {
    let memory = Box::leak(vec![0u64; size_of::<RuntimeTimer>() / 8].into_boxed_slice());
    let action =
        TimerAction { channel: make_chan_of(3, 1), function: 0, location: 5, start_ns: 1, alarm: false };
    (memory.as_mut_ptr().cast(), action)
}

#[test]
fn timers_send_once_tickers_again_and_stopped_ones_nothing() {
    let (status, _) = run(2, |worker| {
        let mut step = 0;
        let (first, action) = new_timer();
        let (ticker, tick) = new_timer();
        let timers = [first as usize, ticker as usize];
        go(worker, move |worker, slots| {
            let [first, ticker] = timers.map(|at| at as *mut RuntimeTimer);
            let ok = std::ptr::null_mut();
            step += 1;
            // SAFETY: the timers and channels live for ever; the goroutine's own slots.
            unsafe {
                match step {
                    1 => {
                        timer::start(worker, first, action, 2_000_000, 0);
                        timer::start(worker, ticker, tick, 1_000_000, 1_000_000);
                        assert_eq!((channel::len(action.channel), channel::cap(action.channel)), (0, 0));
                        assert_eq!(channel::receive(worker, action.channel, slots, ok), Outcome::Parked);
                        Stop::Parked
                    }
                    2 => {
                        assert_eq!((*slots >> 63, *slots.add(2)), (1, 5));
                        assert!(!timer::stop(worker, first));
                        assert!(!timer::reset(worker, first, 1, 0));
                        std::thread::sleep(Duration::from_millis(1));
                        // Fired meanwhile, but never received: no stale value.
                        assert!(timer::stop(worker, first));
                        assert!(!channel::try_receive(worker, action.channel, slots, ok));
                        Stop::Yield
                    }
                    3..=6 => {
                        wait!(channel::receive(worker, tick.channel, slots, ok));
                        Stop::Yield
                    }
                    7 => {
                        assert!(timer::stop(worker, ticker));
                        // Nobody can wake it: a deadlock.
                        assert_eq!(channel::receive(worker, tick.channel, slots, ok), Outcome::Parked);
                        Stop::Parked
                    }
                    _ => Stop::Exit(0),
                }
            }
        });
    });
    assert_eq!(status, 2);
}

#[test]
fn a_blocking_call_comes_back() {
    let (status, _) = run(1, |worker| {
        let left = Arc::new(AtomicUsize::new(20));
        for _ in 0..20 {
            let (left, mut called) = (left.clone(), false);
            go(worker, move |worker, slots| {
                if !called {
                    called = true;
                    let slots = slots as usize;
                    let call = move || -> Completion {
                        std::thread::sleep(Duration::from_millis(5));
                        Box::new(move |_, _| {
                            // SAFETY: the parked goroutine's slot.
                            unsafe { *(slots as *mut Word) = 77 }
                        })
                    };
                    worker.block_on(crate::goroutine::WaitReason::Blocking, Box::new(call));
                    return Stop::Parked;
                }
                // SAFETY: the goroutine's own slot.
                assert_eq!(unsafe { *slots }, 77);
                if left.fetch_sub(1, SeqCst) == 1 { Stop::Exit(3) } else { Stop::Ended }
            });
        }
    });
    assert_eq!(status, 3);
}

#[test]
fn the_number_of_workers_changes_while_running() {
    changing(1, 20, |scheduler, round| {
        scheduler.set_workers_wanted(1 + round % 4);
    });
}

#[test]
fn workers_of_no_use_give_their_goroutines_away() {
    changing(4, 20, |scheduler, round| {
        scheduler.limit_workers(round % 4);
        assert_eq!(scheduler.set_workers_wanted(0), 4, "GOMAXPROCS is what was asked for");
    });
}

#[test]
fn what_is_readied_last_runs_first_and_the_rest_in_order() {
    static ORDER: Mutex<Vec<u64>> = Mutex::new(Vec::new());
    let (status, _) = run(1, |worker| {
        go(worker, |worker, _| {
            for i in 0..5 {
                go(worker, move |_, _| {
                    lock(&ORDER).push(i);
                    if lock(&ORDER).len() == 5 { Stop::Exit(0) } else { Stop::Ended }
                });
            }
            Stop::Ended
        });
    });
    assert_eq!((status, lock(&ORDER).as_slice()), (0, &[4, 0, 1, 2, 3][..]));
}
