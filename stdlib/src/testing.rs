//! Natives of packages testing and testing/synctest: bubbles, regular expressions of names, the timeout's alarm, what a deadlock
//! left, and calling fuzz targets.

use crate::os::ExitGuard;
use burrow_vm::native;
use burrow_vm::native::{Any, Call, Native, Opaque, Str};
use regex::Regex;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::Ordering::Relaxed;

/// Natives of packages testing and testing/synctest.
pub const NATIVES: &[Native] = &[
    native!("testing.matchString", match_string),
    native!("testing.startAlarm", Call::start_alarm),
    native!("testing.stopAlarm", Call::stop_alarm),
    native!("testing.panicWithTraces", Call::trace_all_on_panic),
    native!("testing.panicOnExitZero", panic_on_exit_zero),
    native!("testing.deadlockReport", Call::take_deadlock_report),
    native!("testing.funcTypes", func_types),
    native!("testing.wordOf", word_of),
    native!("testing.func1", func_word),
    native!("testing.func2", func_word),
    native!("testing.func3", func_word),
    native!("testing.func4", func_word),
    native!("testing.func5", func_word),
    native!("testing.func6", func_word),
    native!("testing/synctest.prepareBubble", Call::prepare_bubble),
    native!("testing/synctest.runBubble", Call::run_bubble),
    native!("testing/synctest.finishBubble", Call::finish_bubble),
    native!("testing/synctest.waitInBubble", Call::wait_in_bubble),
];

/// Expressions of this machine by their texts: each is used for many names.
#[derive(Default)]
struct Expressions(Mutex<HashMap<String, Result<Regex, String>>>);

fn match_string(call: &mut Call, expression: Str, text: Str) -> (bool, String) {
    let expressions = call.state::<Expressions>();
    let mut known = expressions.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let name = expression.to_string_lossy().into_owned();
    let compiled = known.entry(name).or_insert_with(|| crate::regexp::expression(expression));
    match compiled {
        Ok(regex) => (regex.is_match(&text.to_string_lossy()), String::new()),
        Err(problem) => (false, problem.clone()),
    }
}

fn panic_on_exit_zero(call: &mut Call, on: bool) {
    call.state::<ExitGuard>().0.store(on, Relaxed);
}

/// Names of the types of a func's parameters and results.
fn func_types(call: &mut Call, func: Any) -> (Vec<String>, Vec<String>, bool) {
    if func.is_nil() {
        return (Vec::new(), Vec::new(), false);
    }
    let ty = call.type_of(func.ty());
    let names = |types: &[burrow_bytecode::TypeId]| {
        types.iter().map(|&ty| call.type_of(ty).name.clone()).collect::<Vec<_>>()
    };
    (names(&ty.params), names(&ty.results), ty.kind == burrow_bytecode::Kind::Func)
}

fn word_of(call: &mut Call, value: Any) -> u64 {
    call.value(value).map_or(0, |value| value.frame_word(call.program()))
}

/// The func itself: the Go side's declaration says what it is called with.
fn func_word(call: &mut Call, func: Any) -> Opaque {
    call.value(func).map_or(Opaque::NIL, |value| value.pointer())
}
