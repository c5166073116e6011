//! Natives of packages os and syscall: files, directories, the environment, the process. Errors
//! are the system's numbers; 0 is success. What may take long runs on a thread of its own.

mod environment;
mod files;
mod paths;

use burrow_vm::native;
use burrow_vm::native::{Blocked, Call, Control, GoPanic, Native, Str, Stream};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Natives of packages os and syscall.
pub const NATIVES: &[Native] = &[
    native!("os.writeStream", write_stream),
    native!("os.readInput", read_input),
    native!("os.openFile", files::open),
    native!("os.readFile", files::read),
    native!("os.readFileAt", files::read_at),
    native!("os.writeFile", files::write),
    native!("os.writeFileAt", files::write_at),
    native!("os.seekFile", files::seek),
    native!("os.truncateFile", files::truncate),
    native!("os.syncFile", files::sync),
    native!("os.closeFile", files::close),
    native!("os.statFile", files::stat),
    native!("os.stat", paths::stat),
    native!("os.readDir", paths::read_dir),
    native!("os.remove", paths::remove),
    native!("os.removeAll", paths::remove_all),
    native!("os.mkdir", paths::mkdir),
    native!("os.rename", paths::rename),
    native!("os.symlink", paths::symlink),
    native!("os.readlink", paths::readlink),
    native!("os.chmod", paths::chmod),
    native!("os.chown", paths::chown),
    native!("os.link", paths::link),
    native!("os.truncate", paths::truncate),
    native!("os.changeTimes", paths::change_times),
    native!("os.chmodFile", files::chmod),
    native!("os.chownFile", files::chown),
    native!("os.chdirFile", files::chdir),
    native!("os.pipe", files::pipe),
    native!("os.random", random),
    native!("os.getwd", paths::getwd),
    native!("os.chdir", paths::chdir),
    native!("os.arguments", arguments),
    native!("os.Exit", exit),
    native!("os.Getpid", getpid),
    native!("os.Getppid", getppid),
    native!("os.Getuid", getuid),
    native!("os.Getgid", getgid),
    native!("os.Geteuid", effective_user),
    native!("os.Getegid", effective_group),
    native!("os.groups", groups),
    native!("os.hostname", hostname),
    native!("os.executable", executable),
    native!("os.lookupEnv", environment::lookup),
    native!("os.setenv", environment::set),
    native!("os.unsetenv", environment::unset),
    native!("os.Environ", environment::all),
    native!("os.Clearenv", environment::clear),
    native!("syscall.errnoText", errno_text),
];

/// The system's number of an error; EIO where it has none.
fn errno(error: &io::Error) -> i64 {
    const EINVAL: i64 = 22;
    const EIO: i64 = 5;
    match error.raw_os_error() {
        Some(number) => number.into(),
        None if error.kind() == io::ErrorKind::InvalidInput => EINVAL,
        None => EIO,
    }
}

/// What a program is told that may not touch something (`burrow_vm::permissions`).
const EPERM: i64 = 1;

fn status(result: io::Result<()>) -> i64 {
    result.map_or_else(|e| errno(&e), |()| 0)
}

fn write_stream(call: &mut Call, stream: i64, text: Str) -> i64 {
    let stream = if stream == 2 { Stream::Error } else { Stream::Output };
    status(call.write(stream, text.bytes()))
}

fn read_input(call: &mut Call, max: i64) -> Blocked<(Vec<u8>, i64)> {
    call.read_input(max.clamp(0, 1 << 30) as usize, |result| match result {
        Ok(bytes) => (bytes, 0),
        Err(error) => (Vec::new(), errno(&error)),
    })
}

fn arguments(call: &mut Call) -> Vec<String> {
    call.args().to_vec()
}
/// While tests run, a program must not end as if they had passed.
#[derive(Default)]
pub struct ExitGuard(pub AtomicBool);

fn exit(call: &mut Call, status: i64) -> Result<Control, GoPanic> {
    if status == 0 && call.state::<ExitGuard>().0.load(Relaxed) {
        return Err(GoPanic::Text("unexpected call to os.Exit(0) during test".into()));
    }
    Ok(Control::Exit(status as i32))
}
/// A number for the name of a temporary file.
fn random(call: &mut Call) -> u32 {
    call.random() as u32
}
fn getpid() -> i64 {
    std::process::id().into()
}
fn getppid() -> i64 {
    std::os::unix::process::parent_id().into()
}

/// The numbers behind a name in what the system tells about the process.
fn process_numbers(name: &str) -> Vec<i64> {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.unwrap_or_default().split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// Of the ids of one kind: 0 is the real one, 1 the effective one.
fn id(name: &str, index: usize) -> i64 {
    process_numbers(name).get(index).copied().unwrap_or(-1)
}
fn getuid() -> i64 {
    id("Uid", 0)
}
fn getgid() -> i64 {
    id("Gid", 0)
}
fn effective_user() -> i64 {
    id("Uid", 1)
}
fn effective_group() -> i64 {
    id("Gid", 1)
}
fn groups() -> Vec<i64> {
    process_numbers("Groups")
}
fn hostname() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .map_or_else(|_| "localhost".into(), |n| n.trim().into())
}
fn executable() -> String {
    std::env::current_exe().map_or_else(|_| String::new(), |p| p.to_string_lossy().into_owned())
}

/// The system's text of an error number, as Go writes it.
fn errno_text(number: i64) -> String {
    let text = io::Error::from_raw_os_error(number as i32).to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    // Go's table ends there.
    const LAST: i64 = 132;
    if !(1..=LAST).contains(&number) || text.starts_with("Unknown error") {
        return format!("errno {number}");
    }
    // Go's table begins in lower case, acronyms aside.
    let acronym = text.chars().nth(1).is_some_and(char::is_uppercase);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !acronym => first.to_lowercase().chain(chars).collect(),
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::NATIVES;

    /// Natives that open nothing: they work on what is open, or tell about the process.
    const INSIDE: &[&str] = &[
        "os.writeStream",
        "os.readInput",
        "os.readFile",
        "os.readFileAt",
        "os.writeFile",
        "os.writeFileAt",
        "os.seekFile",
        "os.truncateFile",
        "os.syncFile",
        "os.closeFile",
        "os.statFile",
        "os.chdirFile",
        "os.chmodFile",
        "os.chownFile",
        "os.pipe",
        "os.random",
        "os.getwd",
        "os.arguments",
        "os.Exit",
        "os.Getpid",
        "os.Getppid",
        "os.Getuid",
        "os.Getgid",
        "os.Geteuid",
        "os.Getegid",
        "os.groups",
        "os.hostname",
        "os.executable",
        "syscall.errnoText",
    ];
    /// Natives that ask `Call::permissions` first.
    const OUTSIDE: &[&str] = &[
        "os.openFile",
        "os.stat",
        "os.readDir",
        "os.remove",
        "os.removeAll",
        "os.mkdir",
        "os.rename",
        "os.symlink",
        "os.readlink",
        "os.chmod",
        "os.chown",
        "os.link",
        "os.truncate",
        "os.changeTimes",
        "os.chdir",
        "os.lookupEnv",
        "os.setenv",
        "os.unsetenv",
        "os.Environ",
        "os.Clearenv",
    ];

    #[test]
    fn who_adds_a_native_says_whether_it_reaches_outside() {
        let mut said: Vec<&str> = INSIDE.iter().chain(OUTSIDE).copied().collect();
        let mut there: Vec<&str> = NATIVES.iter().map(|native| native.name).collect();
        said.sort_unstable();
        there.sort_unstable();
        assert_eq!(said, there);
    }
}
