//! Natives of package fmt: formatting. The Go side (`go/fmt`) calls methods and writes; see
//! `printer` for how the two share the work.

mod flags;
mod format;
mod order;
mod printer;

use burrow_vm::native;
use burrow_vm::native::{Any, Call, GoPanic, GoString, Native, Opaque, Slice, Str};
use flags::Flags;
pub use flags::rune_count;
use printer::Printer;

/// Natives of package fmt.
pub const NATIVES: &[Native] = &[
    native!("fmt.format", format),
    native!("fmt.formatWrap", format_wrap),
    native!("fmt.print", print),
    native!("fmt.println", println),
    native!("fmt.formatOne", format_one),
    native!("fmt.formatString", format_string),
    native!("fmt.isNilPointer", is_nil_pointer),
    native!("fmt.typeName", type_name),
    native!("fmt.pointee", pointee),
];

/// Text, holes (six numbers each: position, filler, verb, flags, width, precision) and the values
/// whose methods fill them.
type Formatted = (GoString, Vec<i64>, Vec<Any>);

/// The same, with the indices of the operands of `%w`.
type FormattedWrapping = (GoString, Vec<i64>, Vec<Any>, Vec<i64>);

/// A value nested without end, or too large a text, ends the program.
type Result<T> = std::result::Result<T, GoPanic>;

fn finish(printer: Printer) -> Result<Formatted> {
    if let Some(failure) = printer.failure {
        return Err(failure);
    }
    let signed = |n: Option<usize>| n.map_or(-1, |n| n as i64);
    let mut numbers = Vec::with_capacity(printer.holes.len() * 6);
    let mut values = Vec::with_capacity(printer.holes.len());
    for hole in printer.holes {
        let f = &hole.flags;
        numbers.extend([hole.at as i64, hole.filler as i64, i64::from(hole.verb as u32)]);
        numbers.extend([f.bits(), signed(f.width), signed(f.precision)]);
        values.push(hole.value);
    }
    Ok((GoString(printer.out), numbers, values))
}

fn format(call: &mut Call, format: Str, operands: Slice<Any>) -> Result<Formatted> {
    let mut printer = Printer::new(call);
    format::printf(&mut printer, format.bytes(), operands);
    finish(printer)
}

/// The same, with the indices of the operands of `%w`.
fn format_wrap(call: &mut Call, format: Str, operands: Slice<Any>) -> Result<FormattedWrapping> {
    let mut printer = Printer::new(call);
    printer.wrapped = Some(Vec::new());
    format::printf(&mut printer, format.bytes(), operands);
    let wrapped = printer.wrapped.take().unwrap_or_default();
    let (text, numbers, values) = finish(printer)?;
    Ok((text, numbers, values, wrapped))
}

/// Print: spaces between operands when neither is a string.
fn print(call: &mut Call, operands: Slice<Any>) -> Result<Formatted> {
    let mut printer = Printer::new(call);
    let mut string_before = false;
    for (i, operand) in operands.iter().enumerate() {
        let is_string = printer.is_string(operand, printer.call.program());
        if i > 0 && !is_string && !string_before {
            printer.out.push(b' ');
        }
        printer.operand(operand, 'v');
        string_before = is_string;
    }
    finish(printer)
}

/// Println: spaces between all operands, and a newline.
fn println(call: &mut Call, operands: Slice<Any>) -> Result<Formatted> {
    let mut printer = Printer::new(call);
    for (i, operand) in operands.iter().enumerate() {
        if i > 0 {
            printer.out.push(b' ');
        }
        printer.operand(operand, 'v');
    }
    printer.out.push(b'\n');
    finish(printer)
}

/// One operand with a verb and flags.
fn format_one(
    call: &mut Call,
    operand: Any,
    verb: i32,
    bits: i64,
    width: i64,
    precision: i64,
) -> Result<Formatted> {
    let mut printer = Printer::new(call);
    printer.flags = Flags::from_bits(bits, width, precision);
    printer.operand(operand, char::from_u32(verb as u32).unwrap_or('v'));
    finish(printer)
}

/// What a method returned, as the verb of its hole wants it.
fn format_string(text: Str, verb: i32, bits: i64, width: i64, precision: i64) -> GoString {
    let mut out = Vec::new();
    let flags = Flags::from_bits(bits, width, precision);
    let verb = char::from_u32(verb as u32).unwrap_or('v');
    printer::string_with(&flags, &mut out, text.bytes(), verb);
    GoString(out)
}

/// A method that panicked on a nil receiver prints as `<nil>`.
fn is_nil_pointer(call: &mut Call, value: Any) -> bool {
    call.value(value).is_some_and(|v| v.kind(call.program()) == burrow_bytecode::Kind::Pointer && v.is_nil())
}

fn type_name(call: &mut Call, value: Any) -> String {
    if value.is_nil() { "<nil>".into() } else { call.type_of(value.ty()).name.clone() }
}

/// Where a pointer points to, and the kind of what is there: what scanning stores by. A slice of
/// bytes is "bytes"; without a pointer the kind is empty.
fn pointee(call: &mut Call, value: Any) -> (Opaque, String) {
    use burrow_bytecode::Kind;
    let program = call.program();
    let Some(pointer) = call.value(value).filter(|v| v.kind(program) == Kind::Pointer) else {
        return (Opaque::NIL, String::new());
    };
    let target = call.type_of(pointer.descriptor(program).elem);
    let bytes = target.kind == Kind::Slice && call.type_of(target.elem).kind == Kind::Uint8;
    let kind = if bytes { "bytes".into() } else { format!("{:?}", target.kind).to_lowercase() };
    (pointer.pointer(), kind)
}
