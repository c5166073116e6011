//! What environment variables set for the machine: `GOGC` and `GOMEMLIMIT` as Go reads them
//! (`GOMAXPROCS` is the scheduler's own default), and the knobs that tests turn to make rare things
//! common:
//!
//! * `BURROW_STRESS`, a list of `gc` (collect at every allocation), `preempt` (give way at every
//!   safepoint), `stacks` (move the stack at every safepoint), separated by commas;
//! * `BURROW_SEED`, a number: all choices (which case of a select, whom to steal from, the order of
//!   maps) come from it.

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
    let limit_bytes = var("GOMEMLIMIT").ok().and_then(|text| memory_limit(&text));
    HeapOptions { percent, limit_bytes, stress: stress("gc"), ..defaults }
}

fn stress(knob: &str) -> bool {
    var("BURROW_STRESS").is_ok_and(|list| list.split(',').any(|item| item == knob))
}

/// A number of bytes with B, KiB, MiB, GiB, TiB or nothing behind it; `None` for anything else.
fn memory_limit(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let shift = match &text[digits.len()..] {
        "" | "B" => 0,
        "KiB" => 10,
        "MiB" => 20,
        "GiB" => 30,
        "TiB" => 40,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::memory_limit;

    #[test]
    fn limits_of_memory_have_units() {
        assert_eq!(memory_limit("1000"), Some(1000));
        assert_eq!(memory_limit("20MiB"), Some(20 << 20));
        assert_eq!([memory_limit("off"), memory_limit("20MB"), memory_limit("")], [None; 3]);
    }
}
