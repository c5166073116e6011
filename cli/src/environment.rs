//! What environment variables set for the machine: `GOGC` and `GOMEMLIMIT` as Go reads them
//! (`GOMAXPROCS` is the scheduler's own default), and the knobs that tests turn to make rare things
//! common:
//!
//! * `BURROW_STRESS`, a list of `gc` (collect at every allocation), `preempt` (give way at every
//!   safepoint), `stacks` (move the stack at every safepoint), separated by commas;
//! * `BURROW_SEED`, a number: all choices (which case of a select, whom to steal from, the order of
//!   maps) come from it.

use crate::limits::size;
use burrow_vm::heap::HeapOptions;
use burrow_vm::scheduler;
use std::env::var;

/// How goroutines are run.
pub fn scheduler_options() -> scheduler::Options {
    scheduler::Options {
        seed: var("BURROW_SEED").ok().and_then(|text| text.parse().ok()),
        preempt_always: stress("preempt"),
        move_stacks: stress("stacks"),
        ..scheduler::Options::default()
    }
}

/// When garbage is collected.
pub fn heap_options() -> HeapOptions {
    let defaults = HeapOptions::default();
    let percent = match var("GOGC").as_deref() {
        Ok("off") => None,
        Ok(text) => text.parse().map_or(defaults.percent, Some),
        Err(_) => defaults.percent,
    };
    let limit_bytes = var("GOMEMLIMIT").ok().and_then(|text| size(&text).ok());
    HeapOptions { percent, limit_bytes, stress: stress("gc"), ..defaults }
}

fn stress(knob: &str) -> bool {
    var("BURROW_STRESS").is_ok_and(|list| list.split(',').any(|item| item == knob))
}
