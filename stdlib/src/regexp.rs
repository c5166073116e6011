//! Natives of package regexp, over the crate `regex`, which as Go's own matches in time linear in the
//! text. Positions are Go's: bytes of the text, -1 for groups without part in a match. A search that
//! may take long runs on another thread: whoever ends the program need not wait for it.

mod translate;

use burrow_vm::native;
use burrow_vm::native::{Blocked, Call, Native, Str};
use regex::{CaptureLocations, Regex, RegexBuilder};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use translate::{Problem, Translated, translate};

/// Natives of package regexp.
pub const NATIVES: &[Native] = &[
    native!("regexp.compile", compile),
    native!("regexp.forget", forget),
    native!("regexp.search", search),
    native!("regexp.searchLong", search_long),
];

/// A compiled expression takes no more, in bytes.
const SIZE_MAX: usize = 10 << 20;
/// What matching remembers on the way, in bytes.
const CACHE_MAX: usize = 2 << 20;

/// Compiled expressions of a machine by number.
#[derive(Default)]
struct Expressions {
    next: AtomicI64,
    known: Mutex<HashMap<i64, Arc<Regex>>>,
}

impl Expressions {
    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Arc<Regex>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Number, names of the groups with zero bytes between them, the literal that matches begin with,
/// whether that is all, about how many states there are; or what is wrong and with which part.
fn compile(call: &mut Call, expression: Str) -> (i64, String, String, bool, i64, String, String) {
    let (translated, regex) = match read(expression) {
        Ok(read) => read,
        Err((what, part)) => {
            return (0, String::new(), String::new(), false, 0, what.to_string(), part);
        }
    };
    let expressions = call.state::<Expressions>();
    let id = expressions.next.fetch_add(1, Relaxed);
    expressions.known().insert(id, Arc::new(regex));
    let weight = i64::try_from(translated.weight).unwrap_or(i64::MAX);
    let names = translated.names.join("\0");
    (id, names, translated.prefix, translated.complete, weight, String::new(), String::new())
}

fn read(expression: Str) -> Result<(Translated, Regex), Problem> {
    let invalid = || ("invalid UTF-8", expression.to_string_lossy().into_owned());
    let text = expression.as_utf8().ok_or_else(invalid)?;
    let translated = translate(text)?;
    let built = RegexBuilder::new(&translated.pattern)
        .size_limit(SIZE_MAX)
        .dfa_size_limit(CACHE_MAX)
        .nest_limit(4000)
        .build();
    match built {
        Ok(regex) => Ok((translated, regex)),
        Err(regex::Error::CompiledTooBig(_)) => Err(("expression too large", text.into())),
        // The translation is right, so it is a class that is empty, or nests too deeply.
        Err(_) => Err(("expression nests too deeply", text.into())),
    }
}

/// A compiled expression for other packages. `Err`: what package regexp would say.
pub(crate) fn expression(text: Str) -> Result<Regex, String> {
    let message = |(what, part)| format!("error parsing regexp: {what}: `{part}`");
    read(text).map(|(_, regex)| regex).map_err(message)
}

fn forget(call: &mut Call, id: i64) {
    call.state::<Expressions>().known().remove(&id);
}

/// Positions of up to `max` matches (of all, if it is negative), one after the other. `replacing`: by
/// the rules of replacing, which differ where matches are empty.
fn search(call: &mut Call, id: i64, text: Str, max: i64, replacing: bool) -> Vec<i64> {
    let regex = call.state::<Expressions>().known().get(&id).cloned();
    regex.map_or_else(Vec::new, |regex| positions(&regex, text.bytes(), max, replacing))
}

fn search_long(call: &mut Call, id: i64, text: Str, max: i64, replacing: bool) -> Blocked<Vec<i64>> {
    let regex = call.state::<Expressions>().known().get(&id).cloned();
    let text = text.bytes().to_vec();
    call.blocking(move || regex.map_or_else(Vec::new, |regex| positions(&regex, &text, max, replacing)))
}

/// A text whose bytes that are no UTF-8 have become U+FFFD, and where each byte of it was.
fn readable(bytes: &[u8]) -> (Cow<'_, str>, Option<Vec<usize>>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), None);
    }
    let (mut text, mut places) = (String::with_capacity(bytes.len() * 2), Vec::new());
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        text += chunk.valid();
        places.extend((0..chunk.valid().len()).map(|i| at + i));
        at += chunk.valid().len();
        // As in Go, each byte is a character of its own.
        for _ in chunk.invalid() {
            text.push('\u{fffd}');
            places.extend([at; 3]);
            at += 1;
        }
    }
    places.push(at);
    (Cow::Owned(text), Some(places))
}

fn positions(regex: &Regex, bytes: &[u8], max: i64, replacing: bool) -> Vec<i64> {
    let (text, places) = readable(bytes);
    let mut locations = regex.capture_locations();
    let mut found = Vec::new();
    let (mut at, mut count, mut last_end) = (0, 0, None);
    while (max < 0 || count < max) && at <= text.len() {
        let Some(whole) = regex.captures_read_at(&mut locations, &text, at) else { break };
        let (start, end) = (whole.start(), whole.end());
        let accepted = match replacing {
            true => end > last_end.unwrap_or(0) || start == 0,
            false => end != at || last_end != Some(start),
        };
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        at = match replacing {
            true if at + width > end => at + width,
            false if end == at => at + width,
            _ => end,
        };
        // What is copied between matches depends on where each ended, whether it counts or not.
        last_end = Some(end);
        if accepted {
            push(&mut found, &locations, places.as_deref());
            count += 1;
        }
    }
    found
}

fn push(found: &mut Vec<i64>, locations: &CaptureLocations, places: Option<&[usize]>) {
    let place = |at: usize| places.map_or(at, |places| places[at]) as i64;
    for group in 0..locations.len() {
        match locations.get(group) {
            Some((start, end)) => found.extend([place(start), place(end)]),
            None => found.extend([-1, -1]),
        }
    }
}
