//! What a host can do to a running machine: see its goroutines, kill one wherever it waits, cancel
//! the run, answer a deadlock. Each program runs with one, two and four workers.

#[allow(dead_code)] // the other functions serve other tests
mod machine;

use burrow_vm::MachineOptions;
use burrow_vm::control::DeadlockAnswer;
use burrow_vm::outcome::{Ending, Failure};
use machine::{WORKERS, program, run};
use std::sync::{Arc, Mutex, mpsc};

/// A deadlock ends nothing: the host will do something.
fn wait_for_us(options: &mut MachineOptions) {
    options.on_deadlock = Some(Box::new(|_| DeadlockAnswer::Wait));
}

#[test]
fn a_run_is_cancelled_from_outside() {
    for code in
        ["for {}", "select {}", "time.Sleep(time.Hour)", "go func() { for {} }(); for { go func() {}() }"]
    {
        let program = program(code);
        for workers in WORKERS {
            let (outcome, text) = run(&program, workers, wait_for_us, |control, _| {
                std::thread::sleep(std::time::Duration::from_millis(5));
                assert!(control.cancel("enough"));
                assert!(!control.cancel("more than enough"));
            });
            assert_eq!(outcome.ending, Ending::Cancelled("enough".into()), "{code}");
            assert_eq!((outcome.exit_status(), &*text), (130, ""));
        }
    }
}

/// What a goroutine can wait in, and what must still work when it is gone.
const WAITS: &[(&str, &str)] = &[
    ("c := make(chan int)", "<-c // go func() { c <- 1 }(); fmt.Println(<-c)"),
    ("c := make(chan int)", "c <- 2 // go func() { c <- 1 }(); fmt.Println(<-c)"),
    ("var c chan int", "<-c // fmt.Println(1)"),
    (
        "c, d := make(chan int), make(chan int)",
        "select { case <-c: case d <- 2: } // go func() { c <- 1 }(); fmt.Println(<-c)",
    ),
    ("var c chan int", "select { case <-c: } // fmt.Println(1)"),
    ("var mu sync.Mutex; mu.Lock()", "mu.Lock() // mu.Unlock(); mu.Lock(); fmt.Println(1)"),
    ("var mu sync.RWMutex; mu.Lock()", "mu.RLock() // mu.Unlock(); mu.Lock(); fmt.Println(1)"),
    ("var mu sync.RWMutex; mu.RLock()", "mu.Lock() // mu.RLock(); fmt.Println(1)"),
    ("var wg sync.WaitGroup; wg.Add(1)", "wg.Wait() // go wg.Done(); wg.Wait(); fmt.Println(1)"),
    ("var mu sync.Mutex; cond := sync.NewCond(&mu)", "mu.Lock(); cond.Wait() // fmt.Println(1)"),
    ("", "time.Sleep(time.Hour) // fmt.Println(1)"),
    ("c := time.After(time.Hour); _ = c", "<-c // fmt.Println(1)"),
    ("", "for {} // fmt.Println(1)"),
];

#[test]
fn a_goroutine_is_killed_wherever_it_waits() {
    for (setup, wait) in WAITS {
        let (wait, after) = wait.split_once(" // ").expect("two parts");
        let code = format!(
            "{setup}\ngone := make(chan bool)\n\
             go func() {{\n defer close(gone)\n defer fmt.Println(\"deferred\")\n defer func() {{ recover() }}()\n\
             fmt.Println(\"waiting\")\n {wait}\n}}()\n<-gone\n{after}\n"
        );
        let program = program(&code);
        for workers in WORKERS {
            let (outcome, text) = run(&program, workers, wait_for_us, |control, lines| {
                assert_eq!(lines.recv().as_deref(), Ok("waiting"));
                std::thread::sleep(std::time::Duration::from_millis(3));
                let all = control.goroutines().expect("it runs");
                let other = all.iter().find(|g| g.id != 1).expect("it is there");
                assert_eq!(other.creator, 1);
                assert_eq!(other.place().map(|place| place.function.as_str()), Some("main.main.func1"));
                assert_eq!(control.kill(other.id), Some(true));
            });
            assert_eq!(text, "waiting\ndeferred\n1\n", "{code}");
            assert_eq!(outcome.ending, Ending::Exited(0));
        }
    }
}

#[test]
fn a_killed_waiter_passes_on_what_it_would_have_got() {
    let code = "
var mu sync.Mutex
cond := sync.NewCond(&mu)
done := make(chan int)
waiting := 0
for i := range 3 {
	go func() {
		defer func() { done <- i }()
		mu.Lock()
		waiting++
		cond.Wait()
		mu.Unlock()
	}()
	for ready := false; !ready; runtime.Gosched() {
		mu.Lock()
		ready = waiting == i+1
		mu.Unlock()
	}
}
fmt.Println(\"ready\")
<-done
for range 2 {
	mu.Lock()
	cond.Signal()
	mu.Unlock()
	<-done
}
fmt.Println(\"both\")
";
    let program = program(code);
    for workers in WORKERS {
        let (outcome, text) = run(&program, workers, wait_for_us, |control, lines| {
            assert_eq!(lines.recv().as_deref(), Ok("ready"));
            let all = control.goroutines().expect("it runs");
            let first = all.iter().filter(|g| g.id != 1).map(|g| g.id).min().expect("waiters");
            assert_eq!(control.kill(1000), Some(false));
            assert_eq!(control.kill(first), Some(true));
        });
        assert_eq!((outcome.exit_status(), &*text), (0, "ready\nboth\n"));
    }
}

#[test]
fn goroutines_tell_what_they_wait_for() {
    let code = "
var mu sync.Mutex
mu.Lock()
go func() {
	mu.Lock()
}()
fmt.Println(\"ready\")
time.Sleep(time.Hour)
";
    let (_, _) = run(
        &program(code),
        2,
        |_| {},
        |control, lines| {
            assert_eq!(lines.recv().as_deref(), Ok("ready"));
            let mut all = control.goroutines().expect("it runs");
            while !all.iter().all(|goroutine| goroutine.parked) {
                std::thread::yield_now();
                all = control.goroutines().expect("it runs");
            }
            assert_eq!((all[0].id, &*all[0].status), (1, "sleep"));
            assert_eq!((&*all[1].status, all[1].waits_for), ("sync.Mutex.Lock", Some(1)));
            assert_eq!(all[1].created_at.as_ref().map(|place| place.line), Some(4));
            assert!(all[1].trace.contains("created by main.main in goroutine 1"), "{}", all[1].trace);
            control.cancel("seen");
        },
    );
}

#[test]
fn a_deadlock_is_answered_by_the_host() {
    let code = "
gone := make(chan bool)
go func() {
	defer close(gone)
	select {}
}()
<-gone
fmt.Println(\"on\")
var c chan int
<-c
";
    let program = program(code);
    for workers in WORKERS {
        let reports = Arc::new(Mutex::new(Vec::new()));
        let seen = reports.clone();
        let hook = move |report: &burrow_vm::control::DeadlockReport| {
            seen.lock().expect("no panic").push(report.text.clone());
            match report.goroutines.iter().find(|goroutine| goroutine.id != 1) {
                Some(other) => DeadlockAnswer::Kill(vec![other.id]),
                None => DeadlockAnswer::End,
            }
        };
        let (outcome, text) =
            run(&program, workers, |options| options.on_deadlock = Some(Box::new(hook)), |_, _| {});
        assert_eq!((outcome.ending, &*text), (Ending::Failed(Failure::Deadlock), "on\n"));
        let reports = reports.lock().expect("no panic");
        assert_eq!(reports.len(), 2);
        assert!(
            reports[0].starts_with("fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [")
        );
        assert!(reports[1].contains("goroutine 1 [chan receive (nil chan)]:"));
    }
}

#[test]
fn a_control_outlives_its_machine() {
    let (control, given) = mpsc::channel();
    let (outcome, _) = run(&program("os.Exit(3)"), 2, |_| {}, move |c, _| control.send(c).expect("we wait"));
    assert_eq!(outcome.ending, Ending::Exited(3));
    let control = given.recv().expect("sent");
    assert!(!control.cancel("too late"));
    assert_eq!((control.goroutines(), control.kill(1)), (None, None));
}
