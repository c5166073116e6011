//! Open files, by handles from 3 on.

use super::{EPERM, errno, status};
use burrow_vm::native::{Blocked, Call, Str};
use std::collections::HashMap;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The files that a program has open.
#[derive(Default)]
struct Files {
    open: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    next: i64,
    files: HashMap<i64, Arc<File>>,
}

impl Files {
    /// The handle of a file that has been opened.
    fn add(&self, file: File) -> i64 {
        let mut table = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let handle = table.next + 3;
        table.next += 1;
        table.files.insert(handle, Arc::new(file));
        handle
    }
}

const EBADF: i64 = 9;
/// os.O_CREATE and os.O_TRUNC
const CREATE: i64 = 0o100;
const TRUNCATE: i64 = 0o1000;

fn file(call: &Call, handle: i64) -> Option<Arc<File>> {
    let files = call.state::<Files>();
    let table = files.open.lock().unwrap_or_else(PoisonError::into_inner);
    table.files.get(&handle).cloned()
}

/// A path as the system takes it.
pub(super) fn path(name: Str) -> PathBuf {
    PathBuf::from(std::ffi::OsStr::from_bytes(name.bytes()))
}

pub(super) fn open(call: &mut Call, name: Str, flag: i64, permissions: i64) -> Blocked<(i64, i64)> {
    let (name, files, allowed) = (path(name), call.state::<Files>(), call.permissions());
    call.blocking(move || {
        let access = flag & 3;
        let reads = access != 1;
        let writes = access != 0 || flag & (CREATE | TRUNCATE) != 0;
        if reads && !allowed.may_read(&name) || writes && !allowed.may_write(&name) {
            return (0, EPERM);
        }
        // The other flags as they stand: Go allows what OpenOptions would refuse.
        let opened = OpenOptions::new()
            .read(reads)
            .write(access != 0)
            .custom_flags(flag as i32)
            .mode(permissions as u32)
            .open(name);
        match opened {
            Err(error) => (0, errno(&error)),
            Ok(file) => (files.add(file), 0),
        }
    })
}

/// Largest single read: a bigger buffer is filled by several.
const READ_MAX: usize = 1 << 20;

fn reading(max: i64, read: impl Fn(&mut [u8]) -> io::Result<usize>) -> (Vec<u8>, i64) {
    let mut bytes = vec![0; usize::try_from(max).unwrap_or(0).min(READ_MAX)];
    match read(&mut bytes) {
        Ok(count) => {
            bytes.truncate(count);
            (bytes, 0)
        }
        Err(error) => (Vec::new(), errno(&error)),
    }
}

pub(super) fn read(call: &mut Call, handle: i64, max: i64) -> Blocked<(Vec<u8>, i64)> {
    let file = file(call, handle);
    call.blocking(move || match file {
        None => (Vec::new(), EBADF),
        Some(file) => reading(max, |bytes| (&*file).read(bytes)),
    })
}

pub(super) fn read_at(call: &mut Call, handle: i64, max: i64, offset: i64) -> Blocked<(Vec<u8>, i64)> {
    let file = file(call, handle);
    call.blocking(move || match file {
        None => (Vec::new(), EBADF),
        Some(file) => reading(max, |bytes| file.read_at(bytes, offset as u64)),
    })
}

fn written(result: io::Result<()>, count: usize) -> (i64, i64) {
    match result {
        Ok(()) => (count as i64, 0),
        Err(error) => (0, errno(&error)),
    }
}

pub(super) fn write(call: &mut Call, handle: i64, data: Str) -> Blocked<(i64, i64)> {
    let (file, data) = (file(call, handle), data.bytes().to_vec());
    call.blocking(move || match file {
        None => (0, EBADF),
        Some(file) => written((&*file).write_all(&data), data.len()),
    })
}

pub(super) fn write_at(call: &mut Call, handle: i64, data: Str, offset: i64) -> Blocked<(i64, i64)> {
    let (file, data) = (file(call, handle), data.bytes().to_vec());
    call.blocking(move || match file {
        None => (0, EBADF),
        Some(file) => written(file.write_all_at(&data, offset as u64), data.len()),
    })
}

pub(super) fn seek(call: &mut Call, handle: i64, offset: i64, whence: i64) -> (i64, i64) {
    const EINVAL: i64 = 22;
    const ESPIPE: i64 = 29;
    if handle <= 2 {
        return (0, ESPIPE);
    }
    let Some(file) = file(call, handle) else { return (0, EBADF) };
    let to = match whence {
        0 if offset >= 0 => SeekFrom::Start(offset as u64),
        1 => SeekFrom::Current(offset),
        2 => SeekFrom::End(offset),
        _ => return (0, EINVAL),
    };
    match (&*file).seek(to) {
        Ok(at) => (at as i64, 0),
        Err(error) => (0, errno(&error)),
    }
}

pub(super) fn truncate(call: &mut Call, handle: i64, size: i64) -> i64 {
    file(call, handle).map_or(EBADF, |f| status(set_size(&f, size)))
}

pub(super) fn set_size(file: &File, size: i64) -> io::Result<()> {
    let size = u64::try_from(size).map_err(|_| io::ErrorKind::InvalidInput)?;
    file.set_len(size)
}

pub(super) fn sync(call: &mut Call, handle: i64) -> Blocked<i64> {
    let file = file(call, handle);
    call.blocking(move || file.map_or(EBADF, |f| status(f.sync_all())))
}

pub(super) fn close(call: &mut Call, handle: i64) -> i64 {
    let files = call.state::<Files>();
    let mut table = files.open.lock().unwrap_or_else(PoisonError::into_inner);
    if table.files.remove(&handle).is_some() { 0 } else { EBADF }
}

pub(super) fn chmod(call: &mut Call, handle: i64, mode: i64) -> i64 {
    let permissions = Permissions::from_mode(mode as u32);
    file(call, handle).map_or(EBADF, |f| status(f.set_permissions(permissions)))
}

/// A user or group for the system; -1 leaves it as it is.
pub(super) fn owner(id: i64) -> Option<u32> {
    (id != -1).then_some(id as u32)
}

pub(super) fn chown(call: &mut Call, handle: i64, user: i64, group: i64) -> i64 {
    file(call, handle).map_or(EBADF, |f| status(fchown(&*f, owner(user), owner(group))))
}

pub(super) fn chdir(call: &mut Call, handle: i64) -> i64 {
    // The directory is reached by its descriptor, whatever its name means by now.
    let to = |f: Arc<File>| std::env::set_current_dir(format!("/proc/self/fd/{}", f.as_raw_fd()));
    file(call, handle).map_or(EBADF, |f| status(to(f)))
}

/// Handles of the ends for reading and writing.
pub(super) fn pipe(call: &mut Call) -> (i64, i64, i64) {
    let files = call.state::<Files>();
    let add = |end: OwnedFd| files.add(File::from(end));
    match std::io::pipe() {
        Ok((read, write)) => (add(read.into()), add(write.into()), 0),
        Err(error) => (0, 0, errno(&error)),
    }
}

/// Size, mode, seconds and nanoseconds of the last change, device, inode, error number.
pub(super) type Stat = (i64, i64, i64, i64, u64, u64, i64);

pub(super) fn described(metadata: io::Result<std::fs::Metadata>) -> Stat {
    match metadata {
        Ok(m) => (m.size() as i64, i64::from(m.mode()), m.mtime(), m.mtime_nsec(), m.dev(), m.ino(), 0),
        Err(error) => (0, 0, 0, 0, 0, 0, errno(&error)),
    }
}

pub(super) fn stat(call: &mut Call, handle: i64) -> Stat {
    match handle {
        0..=2 => described(std::fs::metadata(format!("/proc/self/fd/{handle}"))),
        _ => file(call, handle).map_or((0, 0, 0, 0, 0, 0, EBADF), |f| described(f.metadata())),
    }
}
