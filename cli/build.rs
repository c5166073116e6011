//! Links the command for a quick start. A fixed address leaves the loader nothing to relocate, and
//! without shared libraries there is no loader: a sixth of what a small script takes. Where the
//! system's libraries cannot be linked statically the command is linked as usual.

#![allow(clippy::print_stdout)] // cargo reads it

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |key: &str| env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return;
    }
    println!("cargo::rustc-link-arg-bin=burrow=-no-pie");
    let folder = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    if env::var("HOST") == env::var("TARGET") && prefer_archives(&folder) && links(&folder) {
        println!("cargo::rustc-link-arg-bin=burrow=-static");
        println!("cargo::rustc-link-arg-bin=burrow=-L{}", folder.display());
    }
}

/// Writes linker scripts by the names of the shared libraries that `std` asks for, which lead to the
/// archives instead: `std` names them itself, and a build script cannot change how.
fn prefer_archives(folder: &Path) -> bool {
    let libraries = [("c", "libc.a"), ("m", "libm.a"), ("gcc_s", "libgcc_eh.a")];
    libraries.iter().all(|(name, archive)| {
        let script = archive_path(archive).map(|path| format!("GROUP({} -lgcc)\n", path.display()));
        script.is_some_and(|text| std::fs::write(folder.join(format!("lib{name}.so")), text).is_ok())
    })
}

/// Where the C compiler has an archive.
fn archive_path(archive: &str) -> Option<PathBuf> {
    let answer = Command::new("cc").arg(format!("-print-file-name={archive}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim());
    path.is_absolute().then_some(path)
}

/// Whether a program that is linked like this needs no loader and runs.
fn links(folder: &Path) -> bool {
    let (source, program) = (folder.join("probe.rs"), folder.join("probe"));
    let text = "fn main() { std::process::exit(i32::from(std::env::args().count() != 1)) }\n";
    if std::fs::write(&source, text).is_err() {
        return false;
    }
    let mut rustc = Command::new(env::var_os("RUSTC").expect("cargo sets it"));
    for argument in ["-no-pie", "-static", &format!("-L{}", folder.display())] {
        rustc.args(["-C", &format!("link-arg={argument}")]);
    }
    rustc.arg("-o").arg(&program).arg(&source).stdout(Stdio::null()).stderr(Stdio::null());
    let succeeds = |mut command: Command| command.status().is_ok_and(|status| status.success());
    let needs_loader =
        || std::fs::read(&program).is_ok_and(|bytes| bytes.windows(9).any(|w| w == b"/ld-linux"));
    succeeds(rustc) && !needs_loader() && succeeds(Command::new(&program))
}
