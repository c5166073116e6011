//! Directories and what is done to files by name.

use super::files::{Stat, described, path};
use super::{errno, status};
use burrow_vm::native::{Blocked, Call, GoString, Str};
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};

pub(super) fn stat(call: &mut Call, name: Str, follow: bool) -> Blocked<Stat> {
    let name = path(name);
    call.blocking(move || described(if follow { fs::metadata(name) } else { fs::symlink_metadata(name) }))
}

pub(super) fn read_dir(call: &mut Call, name: Str) -> Blocked<(Vec<String>, i64)> {
    let name = path(name);
    call.blocking(move || match fs::read_dir(name) {
        Err(error) => (Vec::new(), errno(&error)),
        Ok(entries) => {
            let mut names: Vec<String> =
                entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            (names, 0)
        }
    })
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
pub(super) fn mkdir_all(name: Str, permissions: i64) -> i64 {
    status(fs::DirBuilder::new().recursive(true).mode(permissions as u32).create(path(name)))
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
pub(super) fn getwd() -> (GoString, i64) {
    match std::env::current_dir() {
        Ok(dir) => (GoString(dir.as_os_str().as_bytes().to_vec()), 0),
        Err(error) => (GoString(Vec::new()), errno(&error)),
    }
}
pub(super) fn chdir(dir: Str) -> i64 {
    status(std::env::set_current_dir(path(dir)))
}
