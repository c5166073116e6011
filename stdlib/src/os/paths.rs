//! Directories and what is done to files by name.

use super::files::{Stat, described, owner, path, set_size};
use super::{EPERM, errno, status};
use burrow_vm::native::{Blocked, Call, GoString, Str};
use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{self as unix, DirBuilderExt, FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub(super) fn stat(call: &mut Call, name: Str, follow: bool) -> Blocked<Stat> {
    let (name, permissions) = (path(name), call.permissions());
    call.blocking(move || match permissions.may_read(&name) {
        true => described(if follow { fs::metadata(name) } else { fs::symlink_metadata(name) }),
        false => described(Err(io::Error::from_raw_os_error(EPERM as i32))),
    })
}

/// Names, sorted, and types as in the mode of stat(2); error numbers of opening and of reading.
type Listing = (Vec<GoString>, Vec<i64>, i64, i64);

pub(super) fn read_dir(call: &mut Call, name: Str) -> Blocked<Listing> {
    let (name, permissions) = (path(name), call.permissions());
    call.blocking(move || match fs::read_dir(&name) {
        _ if !permissions.may_read(&name) => (Vec::new(), Vec::new(), EPERM, 0),
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

pub(super) fn remove(call: &mut Call, name: Str) -> i64 {
    const ENOTDIR: i64 = 20;
    let name = path(name);
    if !may_change(call, &name) {
        return EPERM;
    }
    let Err(error) = fs::remove_file(&name) else { return 0 };
    match fs::remove_dir(&name) {
        Ok(()) => 0,
        Err(other) if errno(&other) == ENOTDIR => errno(&error),
        Err(other) => errno(&other),
    }
}

pub(super) fn remove_all(call: &mut Call, name: Str) -> Blocked<i64> {
    let (name, permissions) = (path(name), call.permissions());
    call.blocking(move || match fs::symlink_metadata(&name) {
        _ if !permissions.may_write(&name) => EPERM,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => errno(&error),
        Ok(m) if m.is_dir() => status(fs::remove_dir_all(&name)),
        Ok(_) => status(fs::remove_file(&name)),
    })
}

/// Whether the program may change what `name` names.
fn may_change(call: &Call, name: &Path) -> bool {
    call.permissions().may_write(name)
}

/// Does something to the files of these names, if the program may change them all.
fn change_files<const N: usize>(
    call: &Call,
    names: [Str; N],
    act: impl FnOnce([PathBuf; N]) -> io::Result<()>,
) -> i64 {
    let names = names.map(path);
    if names.iter().all(|name| may_change(call, name)) { status(act(names)) } else { EPERM }
}

pub(super) fn mkdir(call: &mut Call, name: Str, permissions: i64) -> i64 {
    change_files(call, [name], |[name]| fs::DirBuilder::new().mode(permissions as u32).create(name))
}
pub(super) fn rename(call: &mut Call, old: Str, new: Str) -> i64 {
    change_files(call, [old, new], |[old, new]| fs::rename(old, new))
}
pub(super) fn symlink(call: &mut Call, old: Str, new: Str) -> i64 {
    if !call.permissions().may_link() {
        return EPERM;
    }
    status(unix::symlink(path(old), path(new)))
}
pub(super) fn readlink(call: &mut Call, name: Str) -> (GoString, i64) {
    let name = path(name);
    match fs::read_link(&name) {
        _ if !call.permissions().may_read(name.parent().unwrap_or(&name)) => (GoString(Vec::new()), EPERM),
        Ok(target) => (GoString(target.into_os_string().into_vec()), 0),
        Err(error) => (GoString(Vec::new()), errno(&error)),
    }
}
pub(super) fn chmod(call: &mut Call, name: Str, mode: i64) -> i64 {
    change_files(call, [name], |[name]| fs::set_permissions(name, fs::Permissions::from_mode(mode as u32)))
}
pub(super) fn chown(call: &mut Call, name: Str, user: i64, group: i64, follow: bool) -> i64 {
    let chown = if follow { unix::chown::<PathBuf> } else { unix::lchown::<PathBuf> };
    change_files(call, [name], |[name]| chown(name, owner(user), owner(group)))
}
pub(super) fn link(call: &mut Call, old: Str, new: Str) -> i64 {
    if !call.permissions().may_link() {
        return EPERM;
    }
    status(fs::hard_link(path(old), path(new)))
}
pub(super) fn truncate(call: &mut Call, name: Str, size: i64) -> i64 {
    change_files(call, [name], |[name]| {
        let opened = fs::OpenOptions::new().write(true).open(name);
        opened.and_then(|file| set_size(&file, size))
    })
}

/// Sets the times whose nanoseconds are not negative: seconds and nanoseconds.
pub(super) fn change_times(
    call: &mut Call,
    name: Str,
    access_s: i64,
    access_ns: i64,
    change_s: i64,
    change_ns: i64,
) -> i64 {
    const EINVAL: i64 = 22;
    let mut times = fs::FileTimes::new();
    for (seconds, nanos, accessed) in [(access_s, access_ns, true), (change_s, change_ns, false)] {
        if nanos < 0 {
            continue;
        }
        let Some(time) = system_time(seconds, nanos) else { return EINVAL };
        times = if accessed { times.set_accessed(time) } else { times.set_modified(time) };
    }
    change_files(call, [name], |[name]| fs::File::open(name).and_then(|file| file.set_times(times)))
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
pub(super) fn chdir(call: &mut Call, dir: Str) -> i64 {
    let dir = path(dir);
    if call.permissions().may_read(&dir) { status(std::env::set_current_dir(dir)) } else { EPERM }
}
