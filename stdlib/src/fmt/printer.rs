//! Values as text: fmt's verbs over any Go value, walked by its type descriptor. Nothing here calls
//! Go: where a value has a method that decides its text (Error, String, GoString, Format), the
//! printer leaves a [`Hole`], and the Go side of the package calls the method and fills it.

use super::flags::{Base, Flags};
use crate::strconv::float::{FloatSize, Precision};
use burrow_bytecode::{Kind, Program, TypeId};
use burrow_vm::native::{Any, Call, GoPanic, ValueRef};

/// Which method fills a hole; the numbers are known to the Go side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filler {
    Error = 1,
    String = 2,
    GoString = 3,
    Format = 4,
}

/// A place in the output that a method of a value fills.
#[derive(Debug)]
pub struct Hole {
    /// Position in the output.
    pub at: usize,
    pub filler: Filler,
    pub verb: char,
    pub flags: Flags,
    /// The value whose method it is.
    pub value: Any,
}

/// An output being built.
pub struct Printer<'c> {
    pub call: &'c mut Call,
    pub out: Vec<u8>,
    pub flags: Flags,
    pub holes: Vec<Hole>,
    /// Operands of `%w`, by index; `None` where `%w` is no verb.
    pub wrapped: Option<Vec<i64>>,
    /// Printing an operand of a bad verb: no methods.
    erroring: bool,
    /// Why nothing more is printed.
    pub failure: Option<GoPanic>,
    /// Length of the output when the machine was last asked for room.
    checked: usize,
}

/// Values nested deeper than this have no text.
const DEPTH_MAX: usize = 50_000;
/// After so many levels the native stack is looked at: so much of it must be left, else a new segment
/// is begun.
const LEVELS_AT_ONCE: usize = 32;
const RED_ZONE_BYTES: usize = 256 << 10;
const SEGMENT_BYTES: usize = 4 << 20;
/// The machine is asked for room whenever the output has grown by so much.
const CHECK_BYTES: usize = 64 << 10;

/// How a value was reached.
#[derive(Clone, Copy)]
struct Reach {
    depth: usize,
    /// Through exported fields only: its methods may be called.
    exported: bool,
}

impl<'c> Printer<'c> {
    /// An empty output.
    pub fn new(call: &'c mut Call) -> Printer<'c> {
        let flags = Flags::default();
        Printer {
            call,
            out: Vec::new(),
            flags,
            holes: Vec::new(),
            wrapped: None,
            erroring: false,
            failure: None,
            checked: 0,
        }
    }

    fn kind(&self, value: ValueRef) -> Kind {
        value.kind(self.call.program())
    }
    fn type_name(&self, ty: TypeId) -> String {
        self.call.type_of(ty).name.clone()
    }
    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// One operand with `verb` under the current flags.
    pub fn operand(&mut self, operand: Any, verb: char) {
        let Some(value) = self.call.value(operand) else {
            match verb {
                'T' | 'v' => self.flags.clone().pad(&mut self.out, b"<nil>"),
                _ => self.bad_verb(None, verb),
            }
            return;
        };
        match verb {
            'T' => {
                let name = self.type_name(value.ty());
                self.flags.clone().string(&mut self.out, name.as_bytes());
            }
            'p' => self.pointer(value, verb),
            _ => {
                let reach = Reach { depth: 0, exported: true };
                if !self.leave_hole(value, verb) {
                    self.value(value, verb, reach);
                }
            }
        }
    }

    /// Leaves a hole where a method of `value` decides its text. It is the content of an interface
    /// that has such methods, not the interface, which may be nil.
    fn leave_hole(&mut self, value: ValueRef, verb: char) -> bool {
        if self.erroring || self.kind(value) == Kind::Interface {
            return false;
        }
        let Some(filler) = self.filler(value.ty(), verb) else { return false };
        let verb = if verb == 'w' { 'v' } else { verb };
        let hole =
            Hole { at: self.out.len(), filler, verb, flags: self.flags.clone(), value: self.call.any(value) };
        self.holes.push(hole);
        true
    }

    fn filler(&self, ty: TypeId, verb: char) -> Option<Filler> {
        let program = self.call.program();
        let methods = &self.call.type_of(ty).methods;
        if methods.is_empty() {
            return None;
        }
        let has = |name: &str, signature: &str| {
            methods.iter().any(|m| {
                let selector = &program.selectors[usize::from(m.selector.0)];
                selector.name == name && program.types[selector.signature.index()].name == signature
            })
        };
        if has("Format", "func(fmt.State, int32)") {
            return Some(Filler::Format);
        }
        if self.flags.sharp_v {
            return has("GoString", "func() string").then_some(Filler::GoString);
        }
        if !matches!(verb, 'v' | 's' | 'x' | 'X' | 'q' | 'w') {
            return None;
        }
        if has("Error", "func() string") {
            return Some(Filler::Error);
        }
        has("String", "func() string").then_some(Filler::String)
    }

    /// `%!verb(type=value)`
    fn bad_verb(&mut self, value: Option<ValueRef>, verb: char) {
        self.erroring = true;
        self.text(&format!("%!{verb}("));
        match value {
            Some(value) => {
                let name = self.type_name(value.ty());
                self.text(&format!("{name}="));
                let saved = std::mem::take(&mut self.flags);
                self.value(value, 'v', Reach { depth: 0, exported: false });
                self.flags = saved;
            }
            None => self.text("<nil>"),
        }
        self.text(")");
        self.erroring = false;
    }

    /// A value whose own methods have been considered (at depth 0) or are considered here.
    fn value(&mut self, value: ValueRef, verb: char, reach: Reach) {
        if reach.depth > 0 && reach.exported && self.leave_hole(value, verb) {
            return;
        }
        if !self.goes_on(reach.depth) {
            return;
        }
        if reach.depth % LEVELS_AT_ONCE == LEVELS_AT_ONCE - 1 {
            return stacker::maybe_grow(RED_ZONE_BYTES, SEGMENT_BYTES, || self.inside(value, verb, reach));
        }
        self.inside(value, verb, reach);
    }

    /// Whether to print on. Not when the output gets too large for the machine or the run is ending;
    /// and a value nested beyond all sense (chains of pointers print addresses, so this takes a
    /// slice or map that holds itself) overflows the stack, as in Go.
    fn goes_on(&mut self, depth: usize) -> bool {
        if depth > DEPTH_MAX {
            self.failure = Some(GoPanic::Fatal("stack overflow".into()));
        } else if self.out.len() >= self.checked + CHECK_BYTES {
            self.checked = self.out.len();
            if self.call.ending() || self.call.buffer(self.checked).is_err() {
                self.failure = Some(GoPanic::Fatal("runtime: out of memory".into()));
            }
        }
        self.failure.is_none()
    }

    fn inside(&mut self, value: ValueRef, verb: char, reach: Reach) {
        match self.kind(value) {
            Kind::Bool => self.boolean(value, verb),
            Kind::Int | Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 => {
                let v = value.int(self.call.program());
                self.integer(v.unsigned_abs(), v < 0, true, v as u64, value, verb);
            }
            Kind::Uint | Kind::Uint8 | Kind::Uint16 | Kind::Uint32 | Kind::Uint64 | Kind::Uintptr => {
                let v = value.uint(self.call.program());
                self.integer(v, false, false, v, value, verb);
            }
            Kind::Float32 | Kind::Float64 => self.float(value, verb),
            Kind::Complex64 | Kind::Complex128 => self.complex(value, verb),
            Kind::String => self.string(value, verb),
            Kind::Map => self.map(value, verb, reach),
            Kind::Struct => self.structure(value, verb, reach),
            Kind::Interface => self.interface(value, verb, reach),
            Kind::Array | Kind::Slice => self.list(value, verb, reach),
            Kind::Pointer => self.pointed(value, verb, reach),
            Kind::Chan | Kind::Func | Kind::UnsafePointer => self.pointer(value, verb),
            Kind::Invalid => self.text("<invalid reflect.Value>"),
        }
    }

    fn boolean(&mut self, value: ValueRef, verb: char) {
        let v = value.bool(self.call.program());
        match verb {
            't' | 'v' => self.flags.clone().boolean(&mut self.out, v),
            _ => self.bad_verb(Some(value), verb),
        }
    }

    fn integer(
        &mut self,
        magnitude: u64,
        negative: bool,
        signed: bool,
        bits: u64,
        value: ValueRef,
        verb: char,
    ) {
        let flags = self.flags.clone();
        let out = &mut self.out;
        match verb {
            'v' if flags.sharp_v && !signed => flags.address(out, magnitude, true),
            'v' | 'd' => flags.integer(out, magnitude, negative, Base::of(10)),
            'b' => flags.integer(out, magnitude, negative, Base::of(2)),
            'o' => flags.integer(out, magnitude, negative, Base::of(8)),
            'O' => flags.integer(out, magnitude, negative, Base { octal_prefix: true, ..Base::of(8) }),
            'x' => flags.integer(out, magnitude, negative, Base::of(16)),
            'X' => flags.integer(out, magnitude, negative, Base { upper: true, ..Base::of(16) }),
            'c' => flags.character(out, bits),
            'q' => flags.quoted_character(out, bits),
            'U' => flags.unicode(out, bits),
            _ => self.bad_verb(Some(value), verb),
        }
    }

    fn float(&mut self, value: ValueRef, verb: char) {
        let size = if self.kind(value) == Kind::Float32 { FloatSize::Bits32 } else { FloatSize::Bits64 };
        let v = value.float(self.call.program());
        match float_verb(verb) {
            Some((format, precision)) => self.flags.clone().float(&mut self.out, v, size, format, precision),
            None => self.bad_verb(Some(value), verb),
        }
    }

    fn complex(&mut self, value: ValueRef, verb: char) {
        let size = if self.kind(value) == Kind::Complex64 { FloatSize::Bits32 } else { FloatSize::Bits64 };
        let (re, im) = value.complex(self.call.program());
        let Some((format, precision)) = float_verb(verb) else { return self.bad_verb(Some(value), verb) };
        let flags = self.flags.clone();
        self.text("(");
        flags.float(&mut self.out, re, size, format, precision);
        Flags { plus: true, ..flags }.float(&mut self.out, im, size, format, precision);
        self.text("i)");
    }

    fn string(&mut self, value: ValueRef, verb: char) {
        let flags = self.flags.clone();
        let out = &mut self.out;
        let known = value.with_string(|text| string_with(&flags, out, text, verb));
        if !known {
            self.bad_verb(Some(value), verb);
        }
    }

    fn map(&mut self, value: ValueRef, verb: char, reach: Reach) {
        if self.flags.sharp_v {
            let name = self.type_name(value.ty());
            self.text(&name);
            if value.is_nil() {
                return self.text("(nil)");
            }
            self.text("{");
        } else {
            self.text("map[");
        }
        let mut entries = self.call.map_entries(value);
        let program = self.call.program();
        entries.sort_by(|a, b| super::order::compare(a.0, b.0, program));
        let below = Reach { depth: reach.depth + 1, ..reach };
        for (i, (key, element)) in entries.into_iter().enumerate() {
            if i > 0 {
                self.text(if self.flags.sharp_v { ", " } else { " " });
            }
            self.value(key, verb, below);
            self.text(":");
            self.value(element, verb, below);
        }
        self.text(if self.flags.sharp_v { "}" } else { "]" });
    }

    fn structure(&mut self, value: ValueRef, verb: char, reach: Reach) {
        if self.flags.sharp_v {
            let name = self.type_name(value.ty());
            self.text(&name);
        }
        self.text("{");
        let program = self.call.program();
        let fields: Vec<(String, bool, ValueRef)> =
            value.fields(program).map(|f| (f.field.name.clone(), f.field.exported, f.value)).collect();
        for (i, (name, exported, field)) in fields.into_iter().enumerate() {
            if i > 0 {
                self.text(if self.flags.sharp_v { ", " } else { " " });
            }
            if self.flags.plus_v || self.flags.sharp_v {
                self.text(&format!("{name}:"));
            }
            // What an interface field holds stands for the field itself.
            let field = match self.kind(field) {
                Kind::Interface => field.interface(self.call.program()).unwrap_or(field),
                _ => field,
            };
            let below = Reach { depth: reach.depth + 1, exported: reach.exported && exported };
            self.value(field, verb, below);
        }
        self.text("}");
    }

    fn interface(&mut self, value: ValueRef, verb: char, reach: Reach) {
        match value.interface(self.call.program()) {
            Some(inner) => self.value(inner, verb, Reach { depth: reach.depth + 1, ..reach }),
            None if self.flags.sharp_v => {
                let name = self.type_name(value.ty());
                self.text(&format!("{name}(nil)"));
            }
            None => self.text("<nil>"),
        }
    }

    fn list(&mut self, value: ValueRef, verb: char, reach: Reach) {
        let program = self.call.program();
        let descriptor = value.descriptor(program);
        let element_kind = self.call.type_of(descriptor.elem).kind;
        let is_slice = descriptor.kind == Kind::Slice;
        let plain_bytes = reach.depth == 0 && is_slice && descriptor.name == "[]uint8";
        let len = value.len(program);
        if element_kind == Kind::Uint8
            && (matches!(verb, 's' | 'q' | 'x' | 'X') || plain_bytes && verb == 'd')
        {
            return self.bytes(value, verb);
        }
        if self.flags.sharp_v {
            let name = self.type_name(value.ty());
            self.text(&name);
            if is_slice && value.is_nil() {
                return self.text("(nil)");
            }
            self.text("{");
        } else {
            self.text("[");
        }
        for i in 0..len {
            if i > 0 {
                self.text(if self.flags.sharp_v { ", " } else { " " });
            }
            let element = value.index(self.call.program(), i);
            if let Some(element) = element {
                self.value(element, verb, Reach { depth: reach.depth + 1, ..reach });
            }
        }
        self.text(if self.flags.sharp_v { "}" } else { "]" });
    }

    /// Bytes as a string, in hexadecimal, or as numbers.
    fn bytes(&mut self, value: ValueRef, verb: char) {
        let program = self.call.program();
        let bytes: Vec<u8> = (0..value.len(program))
            .filter_map(|i| value.index(program, i).map(|b| b.uint(program) as u8))
            .collect();
        let flags = self.flags.clone();
        if verb != 'd' {
            string_with(&flags, &mut self.out, &bytes, verb);
            return;
        }
        self.text("[");
        for (i, b) in bytes.into_iter().enumerate() {
            if i > 0 {
                self.text(" ");
            }
            flags.integer(&mut self.out, b.into(), false, Base::of(10));
        }
        self.text("]");
    }

    /// `&{…}` at the top, else an address.
    fn pointed(&mut self, value: ValueRef, verb: char, reach: Reach) {
        if reach.depth == 0
            && let Some(target) = value.pointee(self.call.program())
            && matches!(self.kind(target), Kind::Array | Kind::Slice | Kind::Struct | Kind::Map)
        {
            self.text("&");
            return self.value(target, verb, Reach { depth: 1, ..reach });
        }
        self.pointer(value, verb);
    }

    fn pointer(&mut self, value: ValueRef, verb: char) {
        let address = match self.kind(value) {
            Kind::Chan | Kind::Func | Kind::Map | Kind::Pointer | Kind::UnsafePointer => {
                value.pointer().address()
            }
            Kind::Slice => value.slice_base(),
            _ => return self.bad_verb(Some(value), verb),
        };
        let flags = self.flags.clone();
        match verb {
            'v' if flags.sharp_v => {
                let name = self.type_name(value.ty());
                self.text(&format!("({name})("));
                if address == 0 {
                    self.text("nil");
                } else {
                    flags.address(&mut self.out, address, true);
                }
                self.text(")");
            }
            'v' if address == 0 => flags.pad(&mut self.out, b"<nil>"),
            'v' | 'p' => flags.address(&mut self.out, address, !flags.sharp),
            'b' | 'o' | 'd' | 'x' | 'X' => self.integer(address, false, false, address, value, verb),
            _ => self.bad_verb(Some(value), verb),
        }
    }
}

/// strconv's format and the default precision of a float verb.
fn float_verb(verb: char) -> Option<(u8, Precision)> {
    match verb {
        'v' => Some((b'g', Precision::Shortest)),
        'b' | 'g' | 'G' | 'x' | 'X' => Some((verb as u8, Precision::Shortest)),
        'f' | 'e' | 'E' => Some((verb as u8, Precision::Digits(6))),
        'F' => Some((b'f', Precision::Digits(6))),
        _ => None,
    }
}

/// A string with a verb; false when the verb is not one of a string's.
pub fn string_with(flags: &Flags, out: &mut Vec<u8>, text: &[u8], verb: char) -> bool {
    match verb {
        'v' if flags.sharp_v => flags.quoted(out, text),
        'v' | 's' => flags.string(out, text),
        'x' => flags.hexadecimal(out, text, false),
        'X' => flags.hexadecimal(out, text, true),
        'q' => flags.quoted(out, text),
        _ => return false,
    }
    true
}

impl Printer<'_> {
    /// What the operand's type is, for messages about it.
    pub fn operand_type(&self, operand: Any) -> String {
        if operand.is_nil() { "<nil>".into() } else { self.type_name(operand.ty()) }
    }

    /// A string operand: print puts no space beside it.
    pub fn is_string(&self, operand: Any, program: &Program) -> bool {
        !operand.is_nil() && program.types[operand.ty().index()].kind == Kind::String
    }
}
