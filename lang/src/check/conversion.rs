//! Conversions `T(x)` (spec: "Conversions"): of constants, folded; of other values, see
//! [`Checker::convertible_to`]; and of untyped operands to the type of their context.

use super::checker::Checker;
use super::constant::Value;
use super::info::Mode;
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::types::{TypeId, TypeKind};

impl Checker<'_> {
    /// Gives an untyped operand the type `target` or, if that is untyped too, the wider type.
    pub(super) fn convert_untyped(&mut self, x: &mut Operand, target: TypeId) {
        match self.implicit_type_and_value(x, target) {
            Err(code) => {
                let shown = if self.types.is_type_param(target) { target } else { self.types.under(target) };
                self.invalid_conversion(code, x, shown);
                x.invalidate();
            }
            Ok((ty, value)) => self.take_implicit(x, ty, value),
        }
    }

    /// Completes an implicit conversion: the operand's new type and value.
    pub(super) fn take_implicit(&mut self, x: &mut Operand, ty: TypeId, value: Option<Value>) {
        if let Some(value) = value {
            self.update_expr_val(x.expr, &value);
            x.value = Some(value);
        }
        if ty != x.ty {
            x.ty = ty;
            self.update_expr_type(x.expr, ty, false);
        }
    }

    /// `ty(x)`; the result is in `x`.
    pub(super) fn conversion(&mut self, x: &mut Operand, ty: TypeId) {
        let constant = x.mode == Mode::Constant;
        let converted = if constant && self.types.is_const_type(ty) {
            match self.constant_conversion(x, ty) {
                Some(value) => {
                    x.value = value;
                    Ok(())
                }
                None if self.types.is_integer(x.ty) && self.types.is_integer(ty) => {
                    let value = x.value.as_ref().map(Value::to_string).unwrap_or_default();
                    let message = format!("constant {value} overflows {}", self.type_string(ty));
                    self.error_at(x, Code::InvalidConversion, message);
                    x.invalidate();
                    return;
                }
                None => Err(String::new()),
            }
        } else if constant && self.types.is_type_param(ty) {
            let converted = self.constant_to_type_param(x, ty);
            x.mode = Mode::Value;
            converted
        } else {
            let converted = self.convertible_to(x, ty);
            if converted.is_ok() {
                x.mode = Mode::Value;
            }
            converted
        };
        if let Err(cause) = converted {
            let cause = if cause.is_empty() { cause } else { format!(": {cause}") };
            let message =
                format!("cannot convert {} to type {}{cause}", self.operand_string(x), self.type_string(ty));
            self.error_at(x, Code::InvalidConversion, message);
            x.invalidate();
            return;
        }
        self.finish_conversion(x, ty, constant);
    }

    /// The argument's type is final: the conversion's, or its default type where that cannot hold a
    /// constant.
    fn finish_conversion(&mut self, x: &mut Operand, ty: TypeId, constant: bool) {
        if self.types.is_untyped(x.ty) {
            let nil = x.ty == self.types.basic(crate::types::Basic::UntypedNil);
            let by_default = self.types.is_interface(ty) || constant && !self.types.is_const_type(ty);
            let integer_to_string =
                x.mode == Mode::Constant && self.types.is_integer(x.ty) && self.types.all_string(ty);
            let arg_type = if nil {
                ty
            } else if by_default {
                self.types.default_type(x.ty)
            } else if integer_to_string {
                // It may be larger than an int.
                x.ty
            } else {
                ty
            };
            self.update_expr_type(x.expr, arg_type, true);
        }
        if x.mode != Mode::Constant {
            x.value = None;
        }
        x.ty = ty;
    }

    /// The constant `x` as a `ty`; the inner `None` is an unknown value.
    fn constant_conversion(&self, x: &Operand, ty: TypeId) -> Option<Option<Value>> {
        let basic = self.types.under_basic(ty)?;
        let Some(value) = &x.value else { return Some(None) };
        if let Some(value) = value.representable(basic) {
            return Some(Some(value));
        }
        if self.types.is_integer(x.ty) && basic.is_string() {
            let char = value.as_u64().and_then(|c| u32::try_from(c).ok()).and_then(char::from_u32);
            let text = char.unwrap_or(char::REPLACEMENT_CHARACTER).to_string();
            return Some(Some(Value::string(text.as_bytes())));
        }
        None
    }

    /// A constant converts to a type parameter when it does to each type of the type set.
    fn constant_to_type_param(&mut self, x: &Operand, ty: TypeId) -> Result<(), String> {
        for member in self.typeset(ty) {
            let Some((_, under)) = member else {
                return Err(format!("{} does not contain specific types", self.type_string(ty)));
            };
            let chars = matches!(self.types.kind(under), TypeKind::Slice(_))
                && (self.types.is_bytes(under) || self.types.is_runes(under));
            if self.types.is_string(x.ty) && chars || self.constant_conversion(x, under).is_some() {
                continue;
            }
            let (member, param) = (self.type_string(under), self.type_string(ty));
            return Err(if self.types.is_integer(x.ty) && self.types.is_integer(under) {
                let value = x.value.as_ref().map(Value::to_string).unwrap_or_default();
                format!("constant {value} overflows {member} (in {param})")
            } else {
                format!("cannot convert {} to type {member} (in {param})", self.operand_string(x))
            });
        }
        Ok(())
    }
}
