//! The format string: flags, argument indexes, width, precision, verbs and the errors that package
//! fmt writes into its output.

use super::flags::Flags;
use super::printer::Printer;
use burrow_bytecode::Kind;
use burrow_vm::native::{Any, Slice};

/// Widths and precisions beyond this are refused, as in Go.
const NUMBER_MAX: i64 = 1_000_000;

/// Reads a format beside its operands.
struct Directive<'f> {
    format: &'f [u8],
    at: usize,
    operands: Slice<Any>,
    next: usize,
    /// An index was used: extra operands are no error.
    reordered: bool,
    good_index: bool,
}

/// Sprintf.
pub fn printf(printer: &mut Printer, format: &[u8], operands: Slice<Any>) {
    let mut d = Directive { format, at: 0, operands, next: 0, reordered: false, good_index: true };
    while d.at < format.len() {
        let rest = &format[d.at..];
        let literal = rest.iter().position(|&b| b == b'%').unwrap_or(rest.len());
        printer.out.extend_from_slice(&rest[..literal]);
        d.at += literal;
        if d.at >= format.len() {
            break;
        }
        d.at += 1;
        d.directive(printer);
    }
    d.extra(printer);
    printer.flags = Flags::default();
}

impl Directive<'_> {
    fn peek(&self) -> Option<u8> {
        self.format.get(self.at).copied()
    }

    fn directive(&mut self, printer: &mut Printer) {
        printer.flags = Flags::default();
        self.good_index = true;
        let after_index = self.flags(&mut printer.flags);
        let after_index = self.width(printer, after_index);
        let after_index = self.precision(printer, after_index);
        if !after_index {
            self.index();
        }
        let Some(verb) = self.verb() else {
            printer.out.extend_from_slice(b"%!(NOVERB)");
            return;
        };
        self.print(printer, verb);
    }

    fn flags(&mut self, flags: &mut Flags) -> bool {
        while let Some(b) = self.peek() {
            match b {
                b'#' => flags.sharp = true,
                b'0' => flags.zero = true,
                b'+' => flags.plus = true,
                b'-' => flags.minus = true,
                b' ' => flags.space = true,
                _ => break,
            }
            self.at += 1;
        }
        self.index()
    }

    fn width(&mut self, printer: &mut Printer, after_index: bool) -> bool {
        if self.peek() == Some(b'*') {
            self.at += 1;
            match self.star(printer) {
                Some(width) => {
                    printer.flags.minus |= width < 0;
                    printer.flags.width = Some(width.unsigned_abs() as usize);
                }
                None => printer.out.extend_from_slice(b"%!(BADWIDTH)"),
            }
            return false;
        }
        match self.number() {
            Some(width) => {
                // "%[3]2d": a width after an index.
                self.good_index &= !after_index;
                printer.flags.width = Some(width);
                after_index
            }
            None => after_index,
        }
    }

    fn precision(&mut self, printer: &mut Printer, after_index: bool) -> bool {
        if self.peek() != Some(b'.') {
            return after_index;
        }
        self.at += 1;
        // "%[3].2d": a precision after an index.
        self.good_index &= !after_index;
        let after_index = self.index();
        if self.peek() == Some(b'*') {
            self.at += 1;
            match self.star(printer).filter(|&p| p >= 0) {
                Some(precision) => printer.flags.precision = Some(precision as usize),
                None => printer.out.extend_from_slice(b"%!(BADPREC)"),
            }
            return false;
        }
        printer.flags.precision = Some(self.number().unwrap_or(0));
        after_index
    }

    /// A decimal number; too large a one counts as none.
    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        let mut value: i64 = 0;
        while let Some(b @ b'0'..=b'9') = self.peek() {
            value = (value * 10 + i64::from(b - b'0')).min(NUMBER_MAX + 1);
            self.at += 1;
        }
        (self.at > start && value <= NUMBER_MAX).then_some(value as usize)
    }

    /// The operand of `*`, an integer of moderate size.
    fn star(&mut self, printer: &Printer) -> Option<i64> {
        let operand = self.operands.get(self.next)?;
        self.next += 1;
        let value = printer.call.value(operand)?;
        let program = printer.call.program();
        let number = match value.kind(program) {
            Kind::Int | Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 => value.int(program),
            Kind::Uint | Kind::Uint8 | Kind::Uint16 | Kind::Uint32 | Kind::Uint64 | Kind::Uintptr => {
                i64::try_from(value.uint(program)).ok()?
            }
            _ => return None,
        };
        (number.abs() <= NUMBER_MAX).then_some(number)
    }

    /// `[n]`: the next operand's number.
    fn index(&mut self) -> bool {
        if self.peek() != Some(b'[') {
            return false;
        }
        self.reordered = true;
        let rest = &self.format[self.at..];
        let Some(close) = rest.iter().position(|&b| b == b']') else {
            self.good_index = false;
            self.at += 1;
            return false;
        };
        let number = std::str::from_utf8(&rest[1..close]).ok().and_then(|n| n.parse::<usize>().ok());
        self.at += close + 1;
        match number.filter(|&n| n >= 1 && n <= self.operands.len()) {
            Some(number) => {
                self.next = number - 1;
                true
            }
            None => {
                self.good_index = false;
                false
            }
        }
    }

    fn verb(&mut self) -> Option<char> {
        let rest = self.format.get(self.at..).filter(|r| !r.is_empty())?;
        let chunk = rest[..rest.len().min(4)].utf8_chunks().next()?;
        let verb = chunk.valid().chars().next();
        self.at += verb.map_or(1, char::len_utf8);
        Some(verb.unwrap_or('\u{fffd}'))
    }

    fn print(&mut self, printer: &mut Printer, verb: char) {
        if verb == '%' {
            // Flags and width do not matter.
            return printer.out.push(b'%');
        }
        let report = |printer: &mut Printer, what: &str| {
            printer.out.extend_from_slice(format!("%!{verb}({what})").as_bytes());
        };
        if !self.good_index {
            return report(printer, "BADINDEX");
        }
        let Some(operand) = self.operands.get(self.next) else {
            return report(printer, "MISSING");
        };
        let mut shown = verb;
        if verb == 'w'
            && let Some(wrapped) = &mut printer.wrapped
        {
            wrapped.push(self.next as i64);
            shown = 'v';
        }
        if shown == 'v' {
            let flags = &mut printer.flags;
            (flags.sharp_v, flags.sharp) = (flags.sharp, false);
            (flags.plus_v, flags.plus) = (flags.plus, false);
        }
        self.next += 1;
        printer.operand(operand, shown);
    }

    /// Operands that no verb has used.
    fn extra(&self, printer: &mut Printer) {
        if self.reordered || self.next >= self.operands.len() {
            return;
        }
        printer.flags = Flags::default();
        printer.out.extend_from_slice(b"%!(EXTRA ");
        for i in self.next..self.operands.len() {
            if i > self.next {
                printer.out.extend_from_slice(b", ");
            }
            let Some(operand) = self.operands.get(i) else { break };
            if operand.is_nil() {
                printer.out.extend_from_slice(b"<nil>");
                continue;
            }
            let name = printer.operand_type(operand);
            printer.out.extend_from_slice(format!("{name}=").as_bytes());
            printer.operand(operand, 'v');
        }
        printer.out.push(b')');
    }
}
