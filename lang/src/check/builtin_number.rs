//! The builtin functions that have constant results: `len`, `cap`, `complex`, `real`, `imag`, `min`,
//! `max`, and those of package unsafe.

use super::call::CallParts;
use super::checker::Checker;
use super::constant::Value;
use super::info::{Builtin, Mode, Selection, SelectionKind};
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::syntax::ast::{BinaryOp, ExprKind};
use crate::types::{Basic, Lookup, Selected, SelectedKind, TypeId, TypeKind};

impl Checker<'_> {
    /// `len(x)`, `cap(x)`
    pub(super) fn builtin_len(&mut self, mut x: Operand, id: Builtin) -> Option<Operand> {
        let under = self.array_behind_pointer(self.types.under(x.ty));
        let len = id == Builtin::Len;
        let (mut mode, mut value) = (Mode::Invalid, None);
        match self.types.kind(under) {
            TypeKind::Basic(basic) if basic.is_string() && len => {
                mode = Mode::Value;
                if let Some(count) = self.constant_string_len(&x) {
                    mode = Mode::Constant;
                    value = Some(Value::int(count));
                }
            }
            TypeKind::Array { len, .. } => {
                mode = Mode::Value;
                // Spec: "The expressions len(s) and cap(s) are constants if the type of s is an
                // array or pointer to an array and the expression s does not contain channel
                // receives or (non-constant) function calls; in this case s is not evaluated."
                if !self.env.has_call_or_receive {
                    mode = Mode::Constant;
                    value = Some(Value::int(len));
                }
            }
            TypeKind::Slice(_) | TypeKind::Chan { .. } => mode = Mode::Value,
            TypeKind::Map { .. } if len => mode = Mode::Value,
            TypeKind::Interface(_) if self.types.is_type_param(x.ty) && self.measurable_param(x.ty, len) => {
                mode = Mode::Value;
            }
            _ => {}
        }
        if mode == Mode::Invalid {
            if self.types.under(x.ty) != TypeId::INVALID {
                let code = if len { Code::InvalidLen } else { Code::InvalidCap };
                let message =
                    format!("invalid argument: {} for built-in {}", self.operand_string(&x), id.name());
                self.error_at(&x, code, message);
            }
            return None;
        }
        if self.types.is_untyped(x.ty) && mode == Mode::Constant {
            let string = self.types.basic(Basic::String);
            self.update_expr_type(x.expr, string, true);
        }
        x.mode = mode;
        x.ty = self.types.basic(Basic::Int);
        x.value = value;
        Some(x)
    }

    fn array_behind_pointer(&self, ty: TypeId) -> TypeId {
        if let TypeKind::Pointer(base) = self.types.kind(ty) {
            let under = self.types.under(base);
            if matches!(self.types.kind(under), TypeKind::Array { .. }) {
                return under;
            }
        }
        ty
    }

    fn measurable_param(&mut self, ty: TypeId, len: bool) -> bool {
        self.under_is(ty, |c, under| {
            let Some(under) = under else { return false };
            match c.types.kind(c.array_behind_pointer(under)) {
                TypeKind::Basic(basic) => basic.is_string() && len,
                TypeKind::Array { .. } | TypeKind::Slice(_) | TypeKind::Chan { .. } => true,
                TypeKind::Map { .. } => len,
                _ => false,
            }
        })
    }

    /// `complex(x, y floatT) complexT`
    pub(super) fn builtin_complex(&mut self, call: CallParts<'_>, mut args: Vec<Operand>) -> Option<Operand> {
        let (mut y, mut x) = (args.pop()?, args.pop()?);
        self.match_complex_parts(&mut x, &mut y);
        if !x.is_valid() || !y.is_valid() {
            return None;
        }
        if x.ty != y.ty {
            let (a, b) = (self.type_string(x.ty), self.type_string(y.ty));
            let text = self.expr_string(call.e);
            let message = format!("invalid operation: {text} (mismatched types {a} and {b})");
            self.error_at(&x, Code::InvalidComplex, message);
            return None;
        }
        let result = match self.types.under_basic(x.ty) {
            Some(Basic::Float32) => Basic::Complex64,
            Some(Basic::Float64) => Basic::Complex128,
            Some(Basic::UntypedFloat) => Basic::UntypedComplex,
            _ if self.unsupported_for_type_params(&x, Basic::is_float, "complex") => return None,
            _ => {
                let ty = self.type_string(x.ty);
                let message = format!("invalid argument: arguments have type {ty}, expected floating-point");
                self.error_at(&x, Code::InvalidComplex, message);
                return None;
            }
        };
        match (&x.value, &y.value) {
            (Some(re), Some(im)) if x.mode == Mode::Constant && y.mode == Mode::Constant => {
                x.value = re.to_float().zip(im.to_float()).map(|(re, im)| Value::Complex(re, im));
            }
            _ => {
                x.mode = Mode::Value;
                x.value = None;
            }
        }
        x.ty = self.types.basic(result);
        Some(x)
    }

    fn match_complex_parts(&mut self, x: &mut Operand, y: &mut Operand) {
        match (self.types.is_untyped(x.ty), self.types.is_untyped(y.ty)) {
            (false, false) => {}
            (true, false) => self.convert_untyped(x, y.ty),
            (false, true) => self.convert_untyped(y, x.ty),
            (true, true) if x.mode == Mode::Constant && y.mode == Mode::Constant => {
                let float = self.types.basic(Basic::UntypedFloat);
                for part in [x, y] {
                    if self.types.is_numeric(part.ty)
                        && part.value.as_ref().is_some_and(|v| v.to_float().is_some())
                    {
                        part.ty = float;
                    }
                }
            }
            (true, true) => {
                let float = self.types.basic(Basic::Float64);
                self.convert_untyped(x, float);
                self.convert_untyped(y, float);
            }
        }
    }

    /// `real(x)`, `imag(x)`
    pub(super) fn builtin_part(&mut self, mut x: Operand, id: Builtin) -> Option<Operand> {
        if self.types.is_untyped(x.ty) {
            if x.mode != Mode::Constant {
                self.convert_untyped(&mut x, self.types.basic(Basic::Complex128));
                if !x.is_valid() {
                    return None;
                }
            } else if self.types.is_numeric(x.ty) {
                x.ty = self.types.basic(Basic::UntypedComplex);
            }
        }
        let real = id == Builtin::Real;
        let result = match self.types.under_basic(x.ty) {
            Some(Basic::Complex64) => Basic::Float32,
            Some(Basic::Complex128) => Basic::Float64,
            Some(Basic::UntypedComplex) => Basic::UntypedFloat,
            _ if self.unsupported_for_type_params(&x, Basic::is_complex, id.name()) => return None,
            _ => {
                let code = if real { Code::InvalidReal } else { Code::InvalidImag };
                let ty = self.type_string(x.ty);
                self.error_at(
                    &x,
                    code,
                    format!("invalid argument: argument has type {ty}, expected complex type"),
                );
                return None;
            }
        };
        if x.mode == Mode::Constant {
            x.value = x.value.as_ref().and_then(|v| if real { v.real() } else { v.imag() });
        } else {
            x.mode = Mode::Value;
        }
        x.ty = self.types.basic(result);
        Some(x)
    }

    /// Reports an argument of type parameter type that the builtin would take otherwise.
    fn unsupported_for_type_params(&mut self, x: &Operand, fits: fn(Basic) -> bool, name: &str) -> bool {
        let param = self.types.is_type_param(x.ty);
        if !param || !self.under_is(x.ty, |c, u| u.and_then(|u| c.types.as_basic(u)).is_some_and(fits)) {
            return false;
        }
        let code = match name {
            "real" => Code::InvalidReal,
            "imag" => Code::InvalidImag,
            _ => Code::InvalidComplex,
        };
        let text = self.operand_string(x);
        let message = format!(
            "{text} not supported as argument to built-in {name} for go1.18 (see go.dev/issue/50937)"
        );
        self.error_at(x, code, message);
        true
    }

    /// `min(x, …)`, `max(x, …)`
    pub(super) fn builtin_extreme(&mut self, mut args: Vec<Operand>, id: Builtin) -> Option<Operand> {
        let op = if id == Builtin::Max { BinaryOp::Gt } else { BinaryOp::Lt };
        let mut x = args[0].clone();
        for i in 0..args.len() {
            if !self.types.all_ordered(args[i].ty) {
                let message =
                    format!("invalid argument: {} cannot be ordered", self.operand_string(&args[i]));
                let arg = args[i].clone();
                self.error_at(&arg, Code::InvalidMinMaxOperand, message);
                return None;
            }
            if i > 0 {
                let mut arg = args[i].clone();
                self.extreme_of(&mut x, &mut arg, op)?;
                args[i] = arg;
            }
        }
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
            x.value = None;
            let any = self.types.empty_interface();
            // A value may not stay untyped; the assignment gives it its default type.
            let ty = x.ty;
            self.assignment(&mut x, Some(any), &format!("argument to built-in {}", id.name()));
            if !x.is_valid() {
                return None;
            }
            if self.types.is_typed(ty) {
                x.ty = ty;
            }
        }
        for arg in &args {
            self.update_expr_type(arg.expr, x.ty, true);
        }
        Some(x)
    }

    fn extreme_of(&mut self, x: &mut Operand, arg: &mut Operand, op: BinaryOp) -> Option<()> {
        self.match_types(x, arg);
        if !x.is_valid() {
            return None;
        }
        if x.ty != arg.ty {
            let (a, b) = (self.type_string(x.ty), self.type_string(arg.ty));
            let text = self.operand_expr_string(arg);
            let message = format!(
                "invalid argument: mismatched types {a} (previous argument) and {b} (type of {text})"
            );
            self.error_at(arg, Code::MismatchedTypes, message);
            return None;
        }
        match (&x.value, &arg.value) {
            (Some(a), Some(b)) if x.mode == Mode::Constant && arg.mode == Mode::Constant => {
                if Value::compare(op, b, a) == Some(true) {
                    *x = arg.clone();
                }
            }
            _ => x.mode = Mode::Value,
        }
        Some(())
    }

    /// The functions of package unsafe.
    pub(super) fn unsafe_builtin(
        &mut self,
        call: CallParts<'_>,
        id: Builtin,
        mut args: Vec<Operand>,
    ) -> Option<Operand> {
        let basic = |c: &Self, basic: Basic| c.types.basic(basic);
        if id == Builtin::UnsafeOffsetof {
            return self.unsafe_offsetof(call);
        }
        let second = (args.len() > 1).then(|| args.remove(1));
        let mut x = args.pop()?;
        let (ty, context) = match id {
            Builtin::UnsafeAdd => (Some(basic(self, Basic::UnsafePointer)), "argument to unsafe.Add"),
            Builtin::UnsafeAlignof => (None, "argument to unsafe.Alignof"),
            Builtin::UnsafeSizeof => (None, "argument to unsafe.Sizeof"),
            Builtin::UnsafeString => {
                (Some(self.types.pointer(self.types.byte())), "argument to unsafe.String")
            }
            Builtin::UnsafeStringData => (Some(basic(self, Basic::String)), "argument to unsafe.StringData"),
            _ => (Some(x.ty), ""),
        };
        if !context.is_empty() {
            self.assignment(&mut x, ty, context);
            if !x.is_valid() {
                return None;
            }
        }
        let result = match id {
            Builtin::UnsafeAdd => basic(self, Basic::UnsafePointer),
            Builtin::UnsafeString => basic(self, Basic::String),
            Builtin::UnsafeStringData => self.types.pointer(self.types.byte()),
            Builtin::UnsafeSlice | Builtin::UnsafeSliceData => self.unsafe_slice_type(&x, id)?,
            _ => {
                let size = if id == Builtin::UnsafeSizeof {
                    self.types.size_of(x.ty)
                } else {
                    self.types.align_of(x.ty)
                };
                return Some(self.size_operand(x, size));
            }
        };
        if let Some(mut len) = second {
            let (code, negative) = match id {
                Builtin::UnsafeAdd => (Code::InvalidUnsafeAdd, true),
                Builtin::UnsafeSlice => (Code::InvalidUnsafeSlice, false),
                _ => (Code::InvalidUnsafeString, false),
            };
            if !self.is_valid_index(&mut len, code, "length", negative) {
                return None;
            }
        }
        Some(Operand { mode: Mode::Value, ty: result, value: None, ..x })
    }

    fn unsafe_slice_type(&mut self, x: &Operand, id: Builtin) -> Option<TypeId> {
        let under = self.common_under(x.ty).map(|under| self.types.kind(under));
        let slice = id == Builtin::UnsafeSlice;
        let (code, what) = match under {
            Some(TypeKind::Pointer(base)) if slice => return Some(self.types.slice(base)),
            Some(TypeKind::Slice(elem)) if !slice => return Some(self.types.pointer(elem)),
            _ if slice => (Code::InvalidUnsafeSlice, "pointer"),
            _ => (Code::InvalidUnsafeSliceData, "slice"),
        };
        let message = format!("invalid argument: {} is not a {what}", self.operand_string(x));
        self.error_at(x, code, message);
        None
    }

    /// A size: constant unless it depends on a type parameter.
    fn size_operand(&mut self, x: Operand, size: u64) -> Operand {
        let uintptr = self.types.basic(Basic::Uintptr);
        if self.has_variable_size(x.ty) {
            return Operand { mode: Mode::Value, ty: uintptr, value: None, ..x };
        }
        Operand { mode: Mode::Constant, ty: uintptr, value: Some(Value::int(size)), ..x }
    }

    fn has_variable_size(&self, ty: TypeId) -> bool {
        if !self.types.is_parameterized(ty) {
            return false;
        }
        if self.types.is_type_param(ty) {
            return true;
        }
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Array { elem, .. } => self.has_variable_size(elem),
            TypeKind::Struct(fields) => fields.iter().any(|f| self.has_variable_size(f.ty)),
            _ => false,
        }
    }

    /// `unsafe.Offsetof(x.f)`
    fn unsafe_offsetof(&mut self, call: CallParts<'_>) -> Option<Operand> {
        let arg = call.args[0];
        let span = self.expr_span(arg);
        let ast = self.ast();
        let selector = self.unparen(arg);
        let ExprKind::Selector { x: operand, sel } = &ast[selector].kind else {
            let message = format!("invalid argument: {} is not a selector expression", self.expr_string(arg));
            self.error(Code::BadOffsetofSyntax, span, message);
            self.use_exprs(&[arg]);
            return None;
        };
        let x = self.expr(None, *operand);
        if !x.is_valid() {
            return None;
        }
        let base = self.types.pointer_elem(x.ty).filter(|&e| self.types.fields(e).is_some()).unwrap_or(x.ty);
        let found = self.types.lookup_field_or_method(base, false, Some(self.env.package), &sel.name);
        let (path, indirect, ty) = match found {
            Lookup::Found(Selected { kind: SelectedKind::Field { ty }, path, indirect }) => {
                (path, indirect, ty)
            }
            Lookup::Found(_) | Lookup::PointerReceiver(_) => {
                let message = format!("invalid argument: {} is a method value", self.expr_string(arg));
                self.error(Code::InvalidOffsetof, span, message);
                return None;
            }
            _ => {
                let message =
                    format!("invalid argument: {} has no single field {}", self.type_string(base), sel.name);
                self.error_at(&x, Code::MissingFieldOrMethod, message);
                return None;
            }
        };
        if indirect {
            let named = self.type_string(base);
            let message =
                format!("invalid argument: field {} is embedded via a pointer in {named}", sel.name);
            self.error_at(&x, Code::InvalidOffsetof, message);
            return None;
        }
        let offset = self.types.path_offset(base, &path);
        self.record_selection(selector, Selection { kind: SelectionKind::Field, path, target: ty });
        self.record_type(selector, Mode::Variable, ty, None);
        Some(self.size_operand(Operand { ty: base, ..x }, offset))
    }
}
