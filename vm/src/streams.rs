//! The program's standard streams: descriptors of the process, or objects that a host gave.
//! Writes are not buffered: nothing is lost when the program ends in whatever way.

use std::io::{self, Read, Write};
use std::sync::{Mutex, PoisonError};

/// Where standard input comes from.
pub enum Source {
    /// The process's own.
    Process,
    /// An object.
    Reader(Mutex<Box<dyn Read + Send>>),
}

/// Where a standard output goes.
pub enum Sink {
    /// The process's own descriptor: 1 or 2.
    Process(i32),
    /// An object.
    Writer(Mutex<Box<dyn Write + Send>>),
}

/// The three streams.
pub struct Streams {
    /// os.Stdin
    pub input: Source,
    /// os.Stdout
    pub output: Sink,
    /// os.Stderr
    pub error: Sink,
}

impl Default for Streams {
    fn default() -> Streams {
        Streams { input: Source::Process, output: Sink::Process(1), error: Sink::Process(2) }
    }
}

impl Sink {
    /// Goes to an object.
    pub fn to(writer: impl Write + Send + 'static) -> Sink {
        Sink::Writer(Mutex::new(Box::new(writer)))
    }

    /// Writes all of `bytes`.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Process(descriptor) => write_all(*descriptor, bytes),
            Sink::Writer(writer) => {
                let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
                writer.write_all(bytes)?;
                writer.flush()
            }
        }
    }
}

impl Source {
    /// Comes from an object.
    pub fn from(reader: impl Read + Send + 'static) -> Source {
        Source::Reader(Mutex::new(Box::new(reader)))
    }

    /// Reads some bytes; 0 at the end. Blocks.
    pub fn read(&self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            // Not `std::io::stdin()`: its buffer would keep bytes from child processes.
            Source::Process => loop {
                // SAFETY: the buffer is as long as said.
                let count = unsafe { libc::read(0, into.as_mut_ptr().cast(), into.len()) };
                match usize::try_from(count) {
                    Ok(count) => return Ok(count),
                    Err(_) => retry(io::Error::last_os_error())?,
                }
            },
            Source::Reader(reader) => reader.lock().unwrap_or_else(PoisonError::into_inner).read(into),
        }
    }
}

impl Streams {
    /// Writes to standard error; whether it arrives does not matter to the program.
    pub(crate) fn write_error(&self, bytes: &[u8]) {
        let _ = self.error.write(bytes);
    }
}

fn write_all(descriptor: i32, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        // SAFETY: the buffer is as long as said.
        let count = unsafe { libc::write(descriptor, bytes.as_ptr().cast(), bytes.len()) };
        match usize::try_from(count) {
            Ok(count) => bytes = &bytes[count..],
            Err(_) => {
                let error = io::Error::last_os_error();
                if error.kind() == io::ErrorKind::BrokenPipe {
                    end_by_broken_pipe();
                }
                retry(error)?;
            }
        }
    }
    Ok(())
}

/// Nobody reads our output any more: ends the process as compiled Go ends, by the signal, quietly.
/// (Rust ignores the signal; other descriptors only give an error, as in Go.)
fn end_by_broken_pipe() {
    // SAFETY: neither call has preconditions; the default action ends the process.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        libc::raise(libc::SIGPIPE);
    }
}

/// Interrupted calls are tried again; a full pipe that does not block is waited for.
fn retry(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::Interrupted => Ok(()),
        io::ErrorKind::WouldBlock => {
            std::thread::sleep(std::time::Duration::from_millis(1));
            Ok(())
        }
        _ => Err(error),
    }
}
