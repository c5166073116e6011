//! Runs the tests of packages, each in a process of its own, and prints what `go test` prints.

use super::flags::Flags;
use super::json::{Converter, build_events};
use super::package::Package;
use super::progress::{Progress, paint};
use crate::output;
use burrow_lang::compile::Options;
use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A test program that does not end by itself so long after its timeout is killed.
const GRACE: Duration = Duration::from_secs(60);
/// What package testing prints when no test matches.
const NO_TESTS: &str = "testing: warning: no tests to run\n";

/// What is known of a package when its tests have been run.
struct Result {
    /// To be printed when it is the package's turn; empty when it was printed at once.
    text: String,
    /// For standard error, before that.
    problem: String,
    failed: bool,
}

/// Runs all packages and prints; true when all have passed.
pub fn run(flags: &Flags, packages: Vec<Package>) -> bool {
    let options = Options { tags: flags.tags.clone(), ..Options::default() };
    // What can be told without running, on this thread: trees of syntax stay on theirs.
    let jobs: Vec<Job> = packages.iter().map(|package| Job::new(package, &options)).collect();
    let count = jobs.len();
    let at_once = flags.packages_at_once.unwrap_or_else(burrow_vm::scheduler::processors).min(count);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let progress = Progress::new(count, flags);
    let (sender, results) = channel();
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                loop {
                    let index = next.fetch_add(1, Relaxed);
                    let Some(job) = jobs.get(index) else { break };
                    let skipped = flags.fail_fast && stop.load(Relaxed);
                    let result = if skipped { None } else { Some(job.run(flags, count, &progress)) };
                    stop.fetch_or(result.as_ref().is_some_and(|result| result.failed), Relaxed);
                    let _ = sender.send((index, result));
                }
            });
        }
        drop(sender);
        print_in_order(&results, count, &progress)
    })
}

/// Prints results in the order of the packages; true when none has failed.
fn print_in_order(results: &Receiver<(usize, Option<Result>)>, count: usize, progress: &Progress) -> bool {
    let mut arrived: Vec<Option<Option<Result>>> = (0..count).map(|_| None).collect();
    let (mut printed, mut good) = (0, true);
    for (index, result) in results {
        arrived[index] = Some(result);
        while let Some(result) = arrived.get_mut(printed).and_then(Option::take) {
            printed += 1;
            let Some(Result { text, problem, failed }) = result else { continue };
            good &= !failed;
            progress.clear();
            output::error(&problem);
            output::print(&paint(&text));
        }
    }
    progress.clear();
    good
}

/// A package on its way.
struct Job {
    name: String,
    target: Vec<String>,
    /// What keeps it from being run: the line of its result, and a message.
    answer: Option<(String, String, bool)>,
}

impl Job {
    fn new(package: &Package, options: &Options) -> Job {
        let name = &package.name;
        let answer = match package.tests(options) {
            Ok(tests) if tests.has_test_files => None,
            Ok(_) => Some((format!("?   \t{name}\t[no test files]\n"), String::new(), false)),
            Err(message) => {
                let message = format!("# {name}\n{}\n", message.trim_end());
                Some((format!("FAIL\t{name} [setup failed]\n"), message, true))
            }
        };
        Job { name: name.clone(), target: package.target.clone(), answer }
    }

    fn run(&self, flags: &Flags, count: usize, progress: &Progress) -> Result {
        let mut sink = Sink::new(flags, &self.name, count);
        if let Some((line, problem, failed)) = &self.answer {
            sink.write(line.as_bytes());
            return sink.finish(*failed, problem.clone());
        }
        progress.begin(&self.name);
        let result = match self.run_child(flags, sink) {
            Ok(result) => result,
            Err(error) => {
                let text = format!("FAIL\t{} [cannot run: {error}]\n", self.name);
                Result { text, problem: String::new(), failed: true }
            }
        };
        progress.end(&self.name);
        result
    }

    fn run_child(&self, flags: &Flags, mut sink: Sink) -> std::io::Result<Result> {
        let report = ReportFile::new(&self.name)?;
        let start = Instant::now();
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("test").arg(format!("-burrow.report={}", report.0.display()));
        if !flags.tags.is_empty() {
            command.arg(format!("-tags={}", flags.tags.join(",")));
        }
        command.args(&self.target).arg("-args").args(&flags.program).stdin(Stdio::null());
        let (status, killed) = sink.feed(&mut command, flags.timeout.map(|timeout| timeout + GRACE))?;
        let seconds = format!("{:.3}s", start.elapsed().as_secs_f64());
        let problem = std::fs::read_to_string(&report.0).unwrap_or_default();
        if !problem.is_empty() {
            return Ok(sink.build_failed(&self.name, &problem));
        }
        sink.result(&self.name, status, killed.then_some(flags.timeout).flatten(), &seconds);
        Ok(sink.finish(!status.success(), String::new()))
    }
}

/// Where a child says what is wrong with the package's sources; removed at the end.
struct ReportFile(std::path::PathBuf);

impl ReportFile {
    fn new(name: &str) -> std::io::Result<ReportFile> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let (process, number) = (std::process::id(), COUNT.fetch_add(1, Relaxed));
        let path = std::env::temp_dir().join(format!("burrow-test-{process}-{number}"));
        std::fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| {
            std::io::Error::new(error.kind(), format!("cannot make a file for {name}: {error}"))
        })?;
        Ok(ReportFile(path))
    }
}

impl Drop for ReportFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Where a package's output goes.
struct Sink {
    json: Option<Converter<'static>>,
    /// As it comes.
    direct: bool,
    /// Kept, to be looked at or printed later.
    kept: Vec<u8>,
    show_passing: bool,
    /// Shown as it comes and not looked at.
    unseen: bool,
    json_mark: bool,
}

impl Sink {
    /// As with the go command: with no package named, or benchmarks, output is shown as it comes and
    /// not looked at; of a single package with -v it is shown as well.
    fn new(flags: &Flags, name: &str, count: usize) -> Sink {
        let show_passing = flags.verbose || flags.list;
        let unseen = flags.targets.is_empty() || flags.bench;
        Sink {
            json: flags.json.then(|| Converter::new(name, |event: &str| output::print(event))),
            direct: unseen || show_passing && count == 1,
            unseen,
            kept: Vec::new(),
            show_passing,
            json_mark: flags.json,
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.kept.extend_from_slice(bytes);
        if let Some(json) = &mut self.json {
            json.write(bytes);
        } else if self.direct {
            output::print_bytes(bytes);
        }
    }

    /// Runs a child to its end; true when it had to be killed.
    fn feed(
        &mut self,
        command: &mut Command,
        limit: Option<Duration>,
    ) -> std::io::Result<(ExitStatus, bool)> {
        let (mut reader, writer) = std::io::pipe()?;
        command.stdout(writer.try_clone()?).stderr(writer);
        let child = command.spawn()?;
        // The command holds the pipe's other end open.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = Arc::new(Mutex::new(child));
        let killer = limit.map(|limit| Killer::start(child.clone(), limit));
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) | Err(_) => break,
                Ok(count) => self.write(&buffer[..count]),
            }
        }
        let status = loop {
            // Not `wait`, which would keep the killer from the child.
            if let Some(status) = lock(&child).try_wait()? {
                break status;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        Ok((status, killer.is_some_and(Killer::stop)))
    }

    /// The line of the package's result.
    fn result(&mut self, name: &str, status: ExitStatus, killed_after: Option<Duration>, seconds: &str) {
        let text = if self.unseen { String::new() } else { String::from_utf8_lossy(&self.kept).into_owned() };
        let whole_lines = text.is_empty() || text.ends_with('\n');
        if status.success() {
            if !self.show_passing && self.json.is_none() {
                self.kept.clear();
            }
            if !whole_lines && self.show_passing {
                self.write(b"\n");
            }
            let none = if text.contains(NO_TESTS) { " [no tests to run]" } else { "" };
            self.write(format!("ok  \t{name}\t{seconds}{none}\n").as_bytes());
            return;
        }
        if let Some(timeout) = killed_after {
            self.write(format!("*** Test killed: ran too long ({timeout:?}).\n").as_bytes());
        }
        match status.code() {
            Some(_) if !text.is_empty() && whole_lines => {}
            Some(_) if !text.is_empty() => self.write(b"\n"),
            Some(code) => self.write(format!("exit status {code}\n").as_bytes()),
            None => self.write(format!("{status}\n").as_bytes()),
        }
        let mark = if self.json_mark { "\u{16}" } else { "" };
        self.write(format!("{mark}FAIL\t{name}\t{seconds}\n").as_bytes());
    }

    fn build_failed(mut self, name: &str, problem: &str) -> Result {
        let build = format!("{name} [{name}.test]");
        let problem = format!("# {build}\n{}\n", problem.trim_end());
        let problem = match &mut self.json {
            Some(json) => {
                output::print(&build_events(&build, &problem));
                json.failed_build(&build);
                String::new()
            }
            None => problem,
        };
        self.kept.clear();
        if self.json.is_none() && self.direct {
            output::error(&problem);
            self.write(format!("FAIL\t{name} [build failed]\n").as_bytes());
            return self.finish(true, String::new());
        }
        self.write(format!("FAIL\t{name} [build failed]\n").as_bytes());
        self.finish(true, problem)
    }

    fn finish(self, failed: bool, problem: String) -> Result {
        let shown = self.direct || self.json.is_some();
        if let Some(json) = self.json {
            json.finish(failed);
        }
        let text = if shown { String::new() } else { String::from_utf8_lossy(&self.kept).into_owned() };
        Result { text, problem, failed }
    }
}

/// Kills a child that runs too long.
struct Killer {
    stop: std::sync::mpsc::Sender<()>,
    thread: std::thread::JoinHandle<bool>,
}

impl Killer {
    fn start(child: Arc<Mutex<Child>>, limit: Duration) -> Killer {
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || {
            let timed_out = stopped.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
            timed_out && lock(&child).kill().is_ok()
        });
        Killer { stop, thread }
    }

    /// True when it was killed.
    fn stop(self) -> bool {
        drop(self.stop);
        self.thread.join().unwrap_or(false)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
