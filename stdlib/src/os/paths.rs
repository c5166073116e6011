//! Directories and what is done to files by name.

use super::files::{Stat, described, owner, path, set_size};
use super::{errno, status};
use burrow_vm::native::{Blocked, Call, GoString, Str};
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{self as unix, DirBuilderExt, FileTypeExt, PermissionsExt};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

pub(super) fn stat(call: &mut Call, name: Str, follow: bool) -> Blocked<Stat> {
    let name = path(name);
    call.blocking(move || described(if follow { fs::metadata(name) } else { fs::symlink_metadata(name) }))
}

/// Names, sorted, and types as in the mode of stat(2); error numbers of opening and of reading.
type Listing = (Vec<GoString>, Vec<i64>, i64, i64);

pub(super) fn read_dir(call: &mut Call, name: Str) -> Blocked<Listing> {
    let name = path(name);
    call.blocking(move || match fs::read_dir(name) {
        Err(error) => (Vec::new(), Vec::new(), errno(&error), 0),
        Ok(entries) => listing(entries),
    })
}

fn listing(entries: fs::ReadDir) -> Listing {
    let mut found = Vec::new();
    let mut failed = 0;
    for entry in entries {
        match entry {
            Ok(entry) => found.push((entry.file_name().into_vec(), type_of(&entry))),
            Err(error) => {
                failed = errno(&error);
                break;
            }
        }
    }
    found.sort();
    let (names, types): (Vec<_>, Vec<_>) = found.into_iter().map(|(n, t)| (GoString(n), t)).unzip();
    (names, types, 0, failed)
}

fn type_of(entry: &fs::DirEntry) -> i64 {
    let Ok(ty) = entry.file_type() else { return 0 };
    let types: [(bool, i64); 6] = [
        (ty.is_dir(), 0x4000),
        (ty.is_symlink(), 0xa000),
        (ty.is_block_device(), 0x6000),
        (ty.is_char_device(), 0x2000),
        (ty.is_fifo(), 0x1000),
        (ty.is_socket(), 0xc000),
    ];
    types.iter().find(|(is, _)| *is).map_or(0x8000, |(_, mode)| *mode)
}

pub(super) fn remove(name: Str) -> i64 {
    const ENOTDIR: i64 = 20;
    let name = path(name);
    let Err(error) = fs::remove_file(&name) else { return 0 };
    match fs::remove_dir(&name) {
        Ok(()) => 0,
        Err(other) if errno(&other) == ENOTDIR => errno(&error),
        Err(other) => errno(&other),
    }
}

pub(super) fn remove_all(call: &mut Call, name: Str) -> Blocked<i64> {
    let name = path(name);
    call.blocking(move || match fs::symlink_metadata(&name) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => errno(&error),
        Ok(m) if m.is_dir() => status(fs::remove_dir_all(&name)),
        Ok(_) => status(fs::remove_file(&name)),
    })
}

pub(super) fn mkdir(name: Str, permissions: i64) -> i64 {
    status(fs::DirBuilder::new().mode(permissions as u32).create(path(name)))
}
pub(super) fn rename(old: Str, new: Str) -> i64 {
    status(fs::rename(path(old), path(new)))
}
pub(super) fn symlink(old: Str, new: Str) -> i64 {
    status(std::os::unix::fs::symlink(path(old), path(new)))
}
pub(super) fn readlink(name: Str) -> (GoString, i64) {
    match fs::read_link(path(name)) {
        Ok(target) => (GoString(target.into_os_string().into_vec()), 0),
        Err(error) => (GoString(Vec::new()), errno(&error)),
    }
}
pub(super) fn chmod(name: Str, mode: i64) -> i64 {
    status(fs::set_permissions(path(name), fs::Permissions::from_mode(mode as u32)))
}
pub(super) fn chown(name: Str, user: i64, group: i64, follow: bool) -> i64 {
    let change = if follow { unix::chown::<PathBuf> } else { unix::lchown::<PathBuf> };
    status(change(path(name), owner(user), owner(group)))
}
pub(super) fn link(old: Str, new: Str) -> i64 {
    status(fs::hard_link(path(old), path(new)))
}
pub(super) fn truncate(name: Str, size: i64) -> i64 {
    let opened = fs::OpenOptions::new().write(true).open(path(name));
    status(opened.and_then(|file| set_size(&file, size)))
}

/// Sets the times that are there: seconds and nanoseconds.
pub(super) fn change_times(
    name: Str,
    access: bool,
    access_s: i64,
    access_ns: i64,
    change: bool,
    change_s: i64,
    change_ns: i64,
) -> i64 {
    const EINVAL: i64 = 22;
    let mut times = fs::FileTimes::new();
    for (wanted, seconds, nanos, accessed) in
        [(access, access_s, access_ns, true), (change, change_s, change_ns, false)]
    {
        if !wanted {
            continue;
        }
        let Some(time) = system_time(seconds, nanos) else { return EINVAL };
        times = if accessed { times.set_accessed(time) } else { times.set_modified(time) };
    }
    status(fs::File::open(path(name)).and_then(|file| file.set_times(times)))
}

fn system_time(seconds: i64, nanos: i64) -> Option<SystemTime> {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let whole = if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    };
    whole?.checked_add(Duration::from_nanos(u64::try_from(nanos).ok()?))
}

pub(super) fn getwd() -> (GoString, i64) {
    match std::env::current_dir() {
        Ok(dir) => (GoString(dir.as_os_str().as_bytes().to_vec()), 0),
        Err(error) => (GoString(Vec::new()), errno(&error)),
    }
}
pub(super) fn chdir(dir: Str) -> i64 {
    status(std::env::set_current_dir(path(dir)))
}
