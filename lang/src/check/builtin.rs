//! Calls of builtin functions (spec: "Built-in functions"). Each returns its result, or `None` after
//! a report.

use super::call::CallParts;
use super::checker::Checker;
use super::expr::Role;
use super::info::{Builtin, Mode};
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::load::Version;
use crate::syntax::ast::{ChanDir, ExprId};
use crate::types::{TypeId, TypeKind};

/// What a builtin's call is good for as a statement.
pub(super) fn role(id: Builtin) -> Role {
    match id {
        Builtin::Clear
        | Builtin::Close
        | Builtin::Copy
        | Builtin::Delete
        | Builtin::Panic
        | Builtin::Print
        | Builtin::Println
        | Builtin::Recover => Role::Statement,
        _ => Role::Expression,
    }
}

impl Builtin {
    /// As it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Builtin::Append => "append",
            Builtin::Cap => "cap",
            Builtin::Clear => "clear",
            Builtin::Close => "close",
            Builtin::Complex => "complex",
            Builtin::Copy => "copy",
            Builtin::Delete => "delete",
            Builtin::Imag => "imag",
            Builtin::Len => "len",
            Builtin::Make => "make",
            Builtin::Max => "max",
            Builtin::Min => "min",
            Builtin::New => "new",
            Builtin::Panic => "panic",
            Builtin::Print => "print",
            Builtin::Println => "println",
            Builtin::Real => "real",
            Builtin::Recover => "recover",
            Builtin::UnsafeAdd => "Add",
            Builtin::UnsafeAlignof => "Alignof",
            Builtin::UnsafeOffsetof => "Offsetof",
            Builtin::UnsafeSizeof => "Sizeof",
            Builtin::UnsafeSlice => "Slice",
            Builtin::UnsafeSliceData => "SliceData",
            Builtin::UnsafeString => "String",
            Builtin::UnsafeStringData => "StringData",
        }
    }

    /// The language version that it came with, where that matters.
    fn version(self) -> Option<Version> {
        match self {
            Builtin::UnsafeAdd | Builtin::UnsafeSlice => Some(Version(17)),
            Builtin::UnsafeSliceData | Builtin::UnsafeString | Builtin::UnsafeStringData => Some(Version(20)),
            Builtin::Clear | Builtin::Max | Builtin::Min => Some(Version(21)),
            _ => None,
        }
    }

    /// As a message about its version calls it.
    fn feature(self) -> String {
        match self {
            Builtin::Clear => self.name().to_string(),
            Builtin::Max | Builtin::Min => format!("built-in {}", self.name()),
            _ => format!("unsafe.{}", self.name()),
        }
    }

    /// How many arguments it wants at least, and whether there may be more.
    fn arity(self) -> (usize, bool) {
        match self {
            Builtin::Append | Builtin::Make | Builtin::Max | Builtin::Min => (1, true),
            Builtin::Print | Builtin::Println => (0, true),
            Builtin::Recover => (0, false),
            Builtin::Complex
            | Builtin::Copy
            | Builtin::Delete
            | Builtin::UnsafeAdd
            | Builtin::UnsafeSlice
            | Builtin::UnsafeString => (2, false),
            _ => (1, false),
        }
    }

    /// Its arguments are no ordinary values.
    fn evaluates_itself(self) -> bool {
        matches!(self, Builtin::Make | Builtin::New | Builtin::UnsafeOffsetof)
    }
}

impl Checker<'_> {
    /// Checks a call of the builtin `id`.
    pub(super) fn builtin(&mut self, call: CallParts<'_>, id: Builtin) -> Option<Operand> {
        if call.dots && id != Builtin::Append {
            let message = format!("invalid operation: invalid use of ... with built-in {}", id.name());
            let span = self.expr_span(call.e);
            self.error(Code::InvalidDotDotDot, span, message);
            self.use_exprs(call.args);
            return None;
        }
        // `len` and `cap` ask whether their argument has a call or receive.
        let measures = matches!(id, Builtin::Len | Builtin::Cap);
        let outer = self.env.has_call_or_receive;
        if measures {
            self.env.has_call_or_receive = false;
        }
        let args = if id.evaluates_itself() { Vec::new() } else { self.expr_list(call.args) };
        let result = if args.iter().all(Operand::is_valid) && self.builtin_arity(call, id, args.len()) {
            self.builtin_result(call, id, args)
        } else {
            None
        };
        if measures {
            self.env.has_call_or_receive = outer;
        }
        result
    }

    fn builtin_arity(&mut self, call: CallParts<'_>, id: Builtin, evaluated: usize) -> bool {
        let count = if id.evaluates_itself() { call.args.len() } else { evaluated };
        let (want, more) = id.arity();
        let problem = match count {
            count if count < want => "not enough",
            count if count > want && !more => "too many",
            _ => return true,
        };
        let text = self.expr_string(call.e);
        let message =
            format!("invalid operation: {problem} arguments for {text} (expected {want}, found {count})");
        let span = self.expr_span(call.e);
        self.error(Code::WrongArgCount, span, message);
        false
    }

    fn builtin_result(
        &mut self,
        call: CallParts<'_>,
        id: Builtin,
        mut args: Vec<Operand>,
    ) -> Option<Operand> {
        if let Some(version) = id.version() {
            let span = self.expr_span(call.fun);
            self.require(span, version, &id.feature());
        }
        match id {
            Builtin::Append => self.builtin_append(call, args),
            Builtin::Cap | Builtin::Len => self.builtin_len(args.remove(0), id),
            Builtin::Clear => self.builtin_clear(args.remove(0)),
            Builtin::Close => self.builtin_close(args.remove(0)),
            Builtin::Complex => self.builtin_complex(call, args),
            Builtin::Copy => self.builtin_copy(args),
            Builtin::Delete => self.builtin_delete(args),
            Builtin::Imag | Builtin::Real => self.builtin_part(args.remove(0), id),
            Builtin::Make => self.builtin_make(call),
            Builtin::Max | Builtin::Min => self.builtin_extreme(args, id),
            Builtin::New => self.builtin_new(call, call.args[0]),
            Builtin::Panic => self.builtin_panic(call, args.remove(0)),
            Builtin::Print | Builtin::Println => {
                for x in &mut args {
                    self.assignment(x, None, &format!("argument to built-in {}", id.name()));
                }
                args.iter().all(Operand::is_valid).then(|| no_value(call.e))
            }
            Builtin::Recover => Some(Operand::new(Mode::Value, self.types.empty_interface(), call.e)),
            Builtin::UnsafeAdd
            | Builtin::UnsafeAlignof
            | Builtin::UnsafeOffsetof
            | Builtin::UnsafeSizeof
            | Builtin::UnsafeSlice
            | Builtin::UnsafeSliceData
            | Builtin::UnsafeString
            | Builtin::UnsafeStringData => self.unsafe_builtin(call, id, args),
        }
    }

    /// The element type of the slice `x` (of each type of its type set).
    fn slice_operand_elem(&self, x: &Operand) -> Result<TypeId, String> {
        let mut common: Option<TypeId> = None;
        for member in self.typeset(x.ty) {
            let elem = member.and_then(|(_, under)| match self.types.kind(under) {
                TypeKind::Slice(elem) => Some(elem),
                _ => None,
            });
            match (elem, common) {
                (None, _) if x.is_nil() => return Err("argument must be a slice; have untyped nil".into()),
                (None, _) => {
                    return Err(format!("argument must be a slice; have {}", self.operand_string(x)));
                }
                (Some(elem), Some(before)) if elem != before => {
                    let (a, b) = (self.type_string(before), self.type_string(elem));
                    let text = self.operand_string(x);
                    return Err(format!("mismatched slice element types {a} and {b} in {text}"));
                }
                (elem, _) => common = elem,
            }
        }
        common.ok_or_else(String::new)
    }

    /// May `x` and `y` be `[]byte` and a string? `string`: one of `y`'s types must be one.
    fn bytes_and_string(&mut self, x: &Operand, y: &Operand, string: bool) -> bool {
        let bytes = self.types.slice(self.types.byte());
        if !self.assignable(x, bytes) {
            return false;
        }
        let mut has_string = false;
        for member in self.typeset(y.ty) {
            let Some((_, under)) = member else { return false };
            if self.types.is_string(under) {
                has_string = true;
            } else if under != bytes {
                return false;
            }
        }
        has_string || !string
    }

    /// `append(s S, x ...E) S`; also `append([]byte, string...)`.
    fn builtin_append(&mut self, call: CallParts<'_>, mut args: Vec<Operand>) -> Option<Operand> {
        let slice = args[0].clone();
        let elem = match self.slice_operand_elem(&slice) {
            Ok(elem) => elem,
            Err(cause) => {
                self.error_at(&slice, Code::InvalidAppend, format!("invalid append: {cause}"));
                return None;
            }
        };
        let mut result = Operand::new(Mode::Value, slice.ty, call.e);
        if args.len() == 2 && call.dots && self.bytes_and_string(&slice, &args[1], true) {
            if self.types.is_untyped(args[1].ty) {
                let string = self.types.basic(crate::types::Basic::String);
                self.convert_untyped(&mut args[1], string);
            }
            return Some(result);
        }
        let rest = self.types.slice(elem);
        self.append_arguments(call, slice.ty, rest, elem, &mut args);
        result.mode = Mode::Value;
        Some(result)
    }

    fn append_arguments(
        &mut self,
        call: CallParts<'_>,
        slice: TypeId,
        rest: TypeId,
        elem: TypeId,
        args: &mut [Operand],
    ) {
        let context = format!("argument to {}", self.expr_string(call.fun));
        if call.dots && args.len() != 2 {
            let have: Vec<TypeId> = args.iter().map(|x| x.ty).collect();
            let qualifier = if args.len() < 2 { "not enough" } else { "too many" };
            let at = if args.len() < 2 { args.last() } else { args.get(2) };
            let span = at.map_or_else(|| self.expr_span(call.e), |x| self.operand_span(x));
            let message = format!(
                "{qualifier} arguments in call to {}\n\thave {}\n\twant {}",
                self.expr_string(call.fun),
                self.types_summary(&have, false, true),
                self.types_summary(&[slice, rest], true, false),
            );
            self.error(Code::WrongArgCount, span, message);
            return;
        }
        for (i, x) in args.iter_mut().enumerate() {
            let want = match i {
                0 => slice,
                _ if call.dots => rest,
                _ => elem,
            };
            self.assignment(x, Some(want), &context);
        }
    }

    fn builtin_clear(&mut self, x: Operand) -> Option<Operand> {
        let clearable = self.under_is(x.ty, |c, under| {
            under.is_some_and(|u| matches!(c.types.kind(u), TypeKind::Map { .. } | TypeKind::Slice(_)))
        });
        if !clearable {
            let text = self.operand_string(&x);
            let message = format!(
                "invalid argument: cannot clear {text}: argument must be (or constrained by) map or slice"
            );
            self.error_at(&x, Code::InvalidClear, message);
            return None;
        }
        Some(Operand { mode: Mode::NoValue, ..x })
    }

    fn builtin_close(&mut self, x: Operand) -> Option<Operand> {
        for member in self.typeset(x.ty) {
            let what = match member.map(|(_, under)| self.types.kind(under)) {
                Some(TypeKind::Chan { dir: ChanDir::Recv, .. }) => "receive-only channel",
                Some(TypeKind::Chan { .. }) => continue,
                _ => "non-channel",
            };
            let message = format!("invalid operation: cannot close {what} {}", self.operand_string(&x));
            self.error_at(&x, Code::InvalidClose, message);
            return None;
        }
        Some(Operand { mode: Mode::NoValue, ..x })
    }

    /// `copy(dst, src []E) int`; also `copy([]byte, string)`.
    fn builtin_copy(&mut self, mut args: Vec<Operand>) -> Option<Operand> {
        let (mut y, x) = (args.pop()?, args.pop()?);
        let elem = match self.slice_operand_elem(&x) {
            Ok(elem) => elem,
            Err(cause) => {
                self.error_at(&x, Code::InvalidCopy, format!("invalid copy: {cause}"));
                return None;
            }
        };
        if !self.bytes_and_string(&x, &y, false) {
            let source = match self.slice_operand_elem(&y) {
                Ok(elem) => elem,
                Err(_) if self.types.all_string(y.ty) => self.types.byte(),
                Err(cause) => {
                    self.error_at(&y, Code::InvalidCopy, format!("invalid copy: {cause}"));
                    return None;
                }
            };
            if source != elem {
                let (a, b) = (self.operand_string(&x), self.operand_string(&y));
                let (s, t) = (self.type_string(elem), self.type_string(source));
                let message =
                    format!("invalid copy: arguments {a} and {b} have different element types {s} and {t}");
                self.error_at(&x, Code::InvalidCopy, message);
                return None;
            }
        } else if self.types.is_untyped(y.ty) {
            self.convert_untyped(&mut y, self.types.basic(crate::types::Basic::String));
        }
        let int = self.types.basic(crate::types::Basic::Int);
        Some(Operand { mode: Mode::Value, ty: int, ..x })
    }

    /// `delete(m map[K]V, key K)`
    fn builtin_delete(&mut self, mut args: Vec<Operand>) -> Option<Operand> {
        let (mut key, map) = (args.pop()?, args.pop()?);
        let mut wanted: Option<TypeId> = None;
        for member in self.typeset(map.ty) {
            let this = match member.map(|(_, under)| self.types.kind(under)) {
                Some(TypeKind::Map { key, .. }) => key,
                _ => {
                    let message = format!("invalid argument: {} is not a map", self.operand_string(&map));
                    self.error_at(&map, Code::InvalidDelete, message);
                    return None;
                }
            };
            if wanted.is_some_and(|wanted| wanted != this) {
                let text = self.operand_string(&map);
                let message = format!("invalid argument: maps of {text} must have identical key types");
                self.error_at(&map, Code::InvalidDelete, message);
                return None;
            }
            wanted = Some(this);
        }
        self.assignment(&mut key, wanted, "argument to delete");
        key.is_valid().then_some(Operand { mode: Mode::NoValue, ..map })
    }

    /// `make(T, sizes…)`
    fn builtin_make(&mut self, call: CallParts<'_>) -> Option<Operand> {
        let first = call.args[0];
        let ty = self.var_type(first);
        if ty == TypeId::INVALID {
            self.use_exprs(&call.args[1..]);
            return None;
        }
        let found = self.common_under_or_cause(ty, |c, member| {
            let Some((_, under)) = member else { return Some("no specific type".into()) };
            let makeable = matches!(
                c.types.kind(under),
                TypeKind::Slice(_) | TypeKind::Map { .. } | TypeKind::Chan { .. }
            );
            (!makeable).then(|| "type must be slice, map, or channel".to_string())
        });
        let under = match found {
            Ok(under) => under,
            Err(cause) => {
                let message = format!("invalid argument: cannot make {}: {cause}", self.expr_string(first));
                let span = self.expr_span(first);
                self.error(Code::InvalidMake, span, message);
                return None;
            }
        };
        let min = if matches!(self.types.kind(under), TypeKind::Slice(_)) { 2 } else { 1 };
        let count = call.args.len();
        if count < min || count > min + 1 {
            let text = self.expr_string(call.e);
            let message =
                format!("invalid operation: {text} expects {min} or {} arguments; found {count}", min + 1);
            let span = self.expr_span(call.e);
            self.error(Code::WrongArgCount, span, message);
            return None;
        }
        let sizes: Vec<i64> = call.args[1..]
            .iter()
            .filter_map(|&arg| self.index(arg, None).ok().and_then(|(_, size)| size))
            .collect();
        if let [len, cap] = sizes[..]
            && len > cap
        {
            let span = self.expr_span(call.args[1]);
            self.error(Code::SwappedMakeArgs, span, "invalid argument: length and capacity swapped");
        }
        Some(Operand::new(Mode::Value, ty, call.e))
    }

    /// `new(T)`, `new(value)`
    fn builtin_new(&mut self, call: CallParts<'_>, arg: ExprId) -> Option<Operand> {
        let mut x = self.expr_or_type(arg, false);
        match x.mode {
            Mode::Invalid => return None,
            Mode::Builtin => {
                let message = format!("{} must be called", self.operand_string(&x));
                self.error_at(&x, Code::UncalledBuiltin, message);
                return None;
            }
            Mode::Type => self.check_var_type(arg, x.ty),
            _ if self.types.is_untyped(x.ty) => {
                self.assignment(&mut x, None, "argument to new");
                if !x.is_valid() {
                    return None;
                }
            }
            _ => {}
        }
        if x.mode != Mode::Type {
            let what = format!("new({})", self.expr_string(arg));
            let span = self.expr_span(call.fun);
            self.require(span, Version(26), &what);
        }
        Some(Operand::new(Mode::Value, self.types.pointer(x.ty), arg))
    }

    fn builtin_panic(&mut self, call: CallParts<'_>, mut x: Operand) -> Option<Operand> {
        self.panic_calls.insert((self.env.file, call.e));
        let any = self.types.empty_interface();
        self.assignment(&mut x, Some(any), "argument to panic");
        x.is_valid().then(|| no_value(call.e))
    }
}

/// The result of a call that has none.
fn no_value(e: ExprId) -> Operand {
    Operand::new(Mode::NoValue, TypeId::INVALID, e)
}
