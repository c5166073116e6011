//! The report of a panic that nobody has recovered, as Go's runtime prints it. Values that are
//! errors or Stringers are first turned into texts by their own methods: Go calls, made one after
//! the other above the panicking frame, each of which returns to [`text_made`].

use super::{GOEXIT, HAS_TEXT, REPORTING, Record, SIGNAL, call_above, callee_of, give_up, records};
use crate::interpreter::method;
use crate::interpreter::state::{Resume, State};
use crate::outcome::Failure;
use crate::runtime_types::RuntimeTypes;
use crate::value::{Iface, Word, load_scalar};
use crate::{interfaces, strings, traceback};
use burrow_bytecode::{Kind, TypeId};
use std::io::Write;

/// `Record::text` while the call that makes it runs: no string's address.
const PENDING: Word = 1;

/// The newest panic has run all deferred calls.
pub(super) fn fatal(s: State) -> Resume {
    if let Some(last) = records(s).last_mut() {
        last.flags |= REPORTING;
    }
    next_text(s)
}

/// A call of `Error` or `String` has returned: its result stands behind its one parameter.
pub(super) fn text_made(s: State) -> Resume {
    let all = records(s);
    let distance = all.last().map_or(0, |last| (last.window - last.frame) as u16);
    let text = s.reg(distance + 2);
    if let Some(pending) = all.iter_mut().find(|record| record.text == PENDING) {
        pending.text = text;
        pending.flags |= HAS_TEXT;
    }
    next_text(s)
}

/// A method that makes a value's text has panicked itself.
pub(super) fn failed(s: State) -> Resume {
    let value = Iface(records(s).last().map_or(0, |record| record.value));
    let why = if value.ty() == s.shared().program.well_known.string {
        // SAFETY: the box of a string.
        let text = unsafe { strings::bytes(*(value.payload() as *const Word)) };
        String::from_utf8_lossy(text).into_owned()
    } else {
        format!("type {}", s.types().name(value.ty()))
    };
    traceback::throw(s, &format!("panic while printing panic value: {why}"))
}

/// Makes the text of the next value that has a method for it; prints when there is none left.
fn next_text(s: State) -> Resume {
    let known = &s.shared().program.well_known;
    let all = records(s);
    for index in (0..all.len()).rev() {
        let record = all[index];
        let again = index > 0 && all[index - 1].value == record.value;
        if again || record.is(GOEXIT) || record.is(HAS_TEXT) {
            continue;
        }
        let value = Iface(record.value);
        let selectors = [known.error_method, known.string_method];
        let has = |selector| interfaces::method(s.types(), value.ty(), selector).is_some();
        let Some(selector) = selectors.into_iter().flatten().find(|&selector| has(selector)) else {
            continue;
        };
        let Some(callee) = method(s, value.ty(), selector) else {
            continue;
        };
        all[index].text = PENDING;
        let (window, frame) = match all.last() {
            Some(last) => (last.window as usize, last.frame as usize),
            None => break,
        };
        let function = callee_of(s.shared().function_of_callee(callee));
        return call_above(s, window, frame, function, &[value.payload()]);
    }
    print(s)
}

fn print(s: State) -> Resume {
    let mut out = Vec::new();
    let all = records(s).to_vec();
    write_chain(&mut out, s.types(), &all);
    if all.iter().any(|record| record.is(SIGNAL)) {
        let pc = s.pc_index();
        let _ = writeln!(
            out,
            "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc={:#x}]",
            0x40_0000 + u64::from(pc) * 8
        );
    }
    out.push(b'\n');
    if let Some(last) = all.last() {
        let fp = s.goroutine().stack.wrapping_add(last.frame as usize);
        traceback::write_running(&mut out, s.shared(), s.goroutine(), last.pc as u32, fp);
    }
    if s.shared().traces_all_on_panic() {
        s.store();
        traceback::write_others(&mut out, s.shared(), s.worker());
    }
    give_up(s, Failure::Panic, || out)
}

/// Oldest first; a value that is panicked with again is printed once.
fn write_chain(out: &mut Vec<u8>, types: &RuntimeTypes, all: &[Record]) {
    let mut index = 0;
    while index < all.len() {
        let record = &all[index];
        let mut last = index;
        while last + 1 < all.len() && all[last + 1].value == record.value {
            last += 1;
        }
        if index > 0 && !all[index - 1].is(GOEXIT) {
            out.push(b'\t');
        }
        if !record.is(GOEXIT) {
            out.extend_from_slice(b"panic: ");
            write_panic_value(out, types, record);
            let mark: &[u8] = match (record.is(super::RECOVERED), last > index) {
                (true, true) => b" [recovered, repanicked]",
                (true, false) => b" [recovered]",
                (false, _) => b"",
            };
            out.extend_from_slice(mark);
            out.push(b'\n');
        }
        index = last + 1;
    }
}

fn write_panic_value(out: &mut Vec<u8>, types: &RuntimeTypes, record: &Record) {
    if record.is(HAS_TEXT) {
        // SAFETY: the string that `Error` or `String` returned.
        return write_indented(out, unsafe { strings::bytes(record.text) });
    }
    let value = Iface(record.value);
    let info = types.get(value.ty());
    let payload = value.payload();
    let name = types.name(value.ty());
    let basic = info.kind != Kind::Invalid && (info.kind as u8) <= Kind::Complex128 as u8;
    if !basic && info.kind != Kind::String {
        let _ = write!(out, "({name}) {payload:#x}");
        return;
    }
    let predeclared = !name.contains('.');
    let at = payload as *const Word;
    let quote: &[u8] = if info.kind == Kind::String { b"\"" } else { b"" };
    let complex = matches!(info.kind, Kind::Complex64 | Kind::Complex128);
    if !predeclared {
        let _ = write!(out, "{name}");
        out.extend_from_slice(if complex { b"" } else { b"(" });
        out.extend_from_slice(quote);
    }
    // SAFETY: the box of a value of this type.
    unsafe {
        if info.kind == Kind::String {
            write_indented(out, strings::bytes(*at));
        } else {
            write_value(out, types, value.ty(), at);
        }
    }
    if !predeclared {
        out.extend_from_slice(quote);
        out.extend_from_slice(if complex { b"" } else { b")" });
    }
}

/// Each newline is followed by a tab.
fn write_indented(out: &mut Vec<u8>, text: &[u8]) {
    for &byte in text {
        out.push(byte);
        if byte == b'\n' {
            out.push(b'\t');
        }
    }
}

/// A value as `print` writes it.
///
/// # Safety
/// `at` points to a value of type `ty` that is a scalar, string, complex or one-word reference.
pub(crate) unsafe fn write_value(out: &mut Vec<u8>, types: &RuntimeTypes, ty: TypeId, at: *const Word) {
    let info = types.get(ty);
    // SAFETY: the caller's promise; of one word at least.
    let word = unsafe { load_scalar(at as Word, info.mem_kind) };
    let short = matches!(info.kind, Kind::Float32 | Kind::Complex64);
    let float = |word: Word| {
        if short { float32_text(f32::from_bits(word as u32)) } else { float64_text(f64::from_bits(word)) }
    };
    let _ = match info.kind {
        Kind::Bool => write!(out, "{}", word & 1 != 0),
        Kind::Int | Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 => {
            write!(out, "{}", word as i64)
        }
        Kind::Uint | Kind::Uint8 | Kind::Uint16 | Kind::Uint32 | Kind::Uint64 | Kind::Uintptr => {
            write!(out, "{word}")
        }
        Kind::Float32 | Kind::Float64 => write!(out, "{}", float(word)),
        Kind::Complex64 | Kind::Complex128 => {
            // SAFETY: two words.
            let imaginary = float(unsafe { *at.add(1) });
            let plus = if imaginary.starts_with(['+', '-']) { "" } else { "+" };
            write!(out, "({}{plus}{imaginary}i)", float(word))
        }
        // SAFETY: a string's word.
        Kind::String => out.write_all(unsafe { strings::bytes(word) }),
        Kind::Interface if word == 0 => write!(out, "(0x0,0x0)"),
        Kind::Interface => write!(out, "({:#x},{:#x})", Iface(word).ty().0, Iface(word).payload()),
        Kind::Slice => write_slice(out, word),
        _ => write!(out, "{word:#x}"),
    };
}

fn write_slice(out: &mut Vec<u8>, word: Word) -> std::io::Result<()> {
    if word == 0 {
        return write!(out, "[0/0]0x0");
    }
    // SAFETY: a slice's word is 0 or the address of its header.
    let header = unsafe { *(word as *const crate::value::SliceHeader) };
    write!(out, "[{}/{}]{:#x}", header.len, header.cap, header.base as usize)
}

fn float64_text(x: f64) -> String {
    if x.is_finite() { float_text(&format!("{x:e}"), &format!("{x}")) } else { not_finite(x) }
}

fn float32_text(x: f32) -> String {
    if x.is_finite() { float_text(&format!("{x:e}"), &format!("{x}")) } else { not_finite(x.into()) }
}

fn not_finite(x: f64) -> String {
    let text = if x.is_nan() {
        "NaN"
    } else if x > 0.0 {
        "+Inf"
    } else {
        "-Inf"
    };
    text.to_owned()
}

/// The shortest text that reads back, with an exponent below -4 and from 6 on (%g).
fn float_text(scientific: &str, plain: &str) -> String {
    let (digits, exponent) = scientific.split_once('e').unwrap_or((scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        return plain.to_owned();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_in_go() {
        let texts = [3.5, 1e21, 1e-5, 100000.0, 123456789.0, -0.0].map(float64_text);
        assert_eq!(texts, ["3.5", "1e+21", "1e-05", "100000", "1.23456789e+08", "-0"]);
        assert_eq!(float32_text(0.1), "0.1");
    }
}
