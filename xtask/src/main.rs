//! The project's own tasks: `cargo xtask ci` checks everything that a commit must satisfy, `cargo
//! xtask oracle` compares the test programs and examples with a real Go, where one is installed,
//! `cargo xtask bench` the speed of the programs under `benches`; `cargo xtask loom` tries all
//! interleavings of the scheduler's protocol of sleeping and waking; `cargo xtask bench-check` shows
//! how the time of checking grows with a program.

mod bench;
mod bench_check;

#[path = "../../tests/expectation.rs"]
mod expectation;
mod fuzz;
mod generate;
mod go;
mod oracle;
mod process;
#[path = "../../tests/program.rs"]
mod program;
mod random;

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map_or("", String::as_str) {
        "ci" => ci(),
        "bench" => bench::bench(&arguments[1..]),
        "bench-check" => bench_check(),
        "fuzz" => fuzz::fuzz(&arguments[1..]),
        "generate" => generate::generate(&arguments[1..]),
        "loom" => loom(),
        "oracle" => oracle::oracle(),
        _ => {
            report(
                "usage: cargo xtask ci | bench [ROUNDS] [WORDS] | bench-check | fuzz TARGET | generate SEED | loom | oracle",
            );
            false
        }
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[allow(clippy::print_stderr)] // a task tells what it does
fn report(text: &str) {
    eprintln!("{text}");
}

fn run(program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> bool {
    report(&format!("$ {program} {}", arguments.join(" ")));
    Command::new(program)
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(process::root())
        .status()
        .is_ok_and(|status| status.success())
}

fn ci() -> bool {
    run("cargo", &["fmt", "--all", "--check"], &[])
        && run("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])
        && run("cargo", &["test", "--workspace"], &[("INSTA_UPDATE", "no")])
        && run("cargo", &["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])
}

/// In a target folder of its own: the flag would rebuild everything else.
fn loom() -> bool {
    let tests = ["test", "--package", "burrow-vm", "--lib", "--target-dir", "target/loom", "idle"];
    run("cargo", &tests, &[("RUSTFLAGS", "--cfg loom")])
}

/// Shows how the time of checking and compiling grows with a program's size.
fn bench_check() -> bool {
    if !run("cargo", &["build", "--release", "--package", "burrow"], &[]) {
        return false;
    }
    let target = process::root().join("target");
    match bench_check::measure(&target.join("release/burrow"), &target.join("tmp/bench-check")) {
        Some(measured) => report(&measured),
        None => report("burrow refuses one of the programs"),
    }
    true
}
