//! Index and slice expressions (spec: "Index expressions", "Slice expressions").

use super::checker::Checker;
use super::info::Mode;
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::source::Span;
use crate::syntax::ast::ExprId;
use crate::types::{Basic, TypeId, TypeKind};

/// What indexing a type gives.
struct Indexed {
    /// Of maps.
    key: Option<TypeId>,
    elem: TypeId,
    mode: Mode,
    /// Indices are below it, where it is known.
    len: Option<i64>,
}

impl Checker<'_> {
    /// `x[indices]`. `true`: `x` is a generic function, and the caller instantiates it.
    pub(super) fn index_expr(&mut self, e: ExprId, operand: ExprId, indices: &[ExprId]) -> (Operand, bool) {
        let mut x = self.expr_or_type(operand, true);
        match x.mode {
            Mode::Invalid => {
                self.use_exprs(indices);
                return (x, false);
            }
            Mode::Type => {
                x.ty = self.var_type(e);
                if x.ty == TypeId::INVALID {
                    x.invalidate();
                }
                return (x, false);
            }
            Mode::Value if x.is_generic() => return (x, true),
            _ => {}
        }
        self.non_generic(None, &mut x);
        self.require_base_complete(&mut x);
        if !x.is_valid() {
            return (x, false);
        }
        let Some(indexed) = self.indexed(&x) else {
            let message = format!("cannot index {}", self.operand_string(&x));
            let bracket = self.expr_span(operand).hi;
            self.error(Code::NonSliceableOperand, Span::new(bracket, bracket), message);
            self.use_exprs(indices);
            x.invalidate();
            return (x, false);
        };
        let Some(index) = self.single_index(indices) else {
            x.invalidate();
            return (x, false);
        };
        if let Some(key) = indexed.key {
            let mut index = self.generic_expr(index, None);
            self.assignment(&mut index, Some(key), "map index");
        } else {
            // The element's type is known whatever the index is.
            let _ = self.index(index, indexed.len);
        }
        x.mode = indexed.mode;
        x.ty = indexed.elem;
        x.value = None;
        (x, false)
    }

    fn indexed(&self, x: &Operand) -> Option<Indexed> {
        if !self.types.is_type_param(x.ty) {
            return self.indexed_under(x, self.types.under(x.ty), x.mode);
        }
        let mut all: Option<Indexed> = None;
        for member in self.typeset(x.ty) {
            let (_, under) = member?;
            let one = self.indexed_under(x, under, x.mode)?;
            all = Some(match all {
                None => one,
                Some(mut all) => {
                    if all.key != one.key || all.elem != one.elem {
                        return None;
                    }
                    if one.mode == Mode::Value {
                        all.mode = Mode::Value;
                    }
                    all.len = match (all.len, one.len) {
                        (Some(a), Some(b)) => Some(a.min(b)),
                        (a, b) => a.or(b),
                    };
                    all
                }
            });
        }
        all
    }

    fn indexed_under(&self, x: &Operand, under: TypeId, mode: Mode) -> Option<Indexed> {
        let array_mode = if mode == Mode::Variable { Mode::Variable } else { Mode::Value };
        Some(match self.types.kind(under) {
            TypeKind::Basic(basic) if basic.is_string() => Indexed {
                key: None,
                elem: self.types.byte(),
                mode: Mode::Value,
                len: self.constant_string_len(x),
            },
            TypeKind::Array { len, elem } => {
                Indexed { key: None, elem, mode: array_mode, len: i64::try_from(len).ok() }
            }
            TypeKind::Pointer(base) => match self.types.kind(self.types.under(base)) {
                TypeKind::Array { len, elem } => {
                    Indexed { key: None, elem, mode: Mode::Variable, len: i64::try_from(len).ok() }
                }
                _ => return None,
            },
            TypeKind::Slice(elem) => Indexed { key: None, elem, mode: Mode::Variable, len: None },
            TypeKind::Map { key, value } => {
                Indexed { key: Some(key), elem: value, mode: Mode::MapIndex, len: None }
            }
            _ => return None,
        })
    }

    /// The length of a constant string.
    pub(super) fn constant_string_len(&self, x: &Operand) -> Option<i64> {
        let constant = x.mode == Mode::Constant;
        let value = x.value.as_ref().filter(|_| constant)?;
        value.as_string().map(|bytes| bytes.len() as i64)
    }

    fn single_index(&mut self, indices: &[ExprId]) -> Option<ExprId> {
        if let Some(&second) = indices.get(1) {
            let span = self.expr_span(second);
            self.error(Code::InvalidIndex, span, "invalid operation: more than one index");
        }
        indices.first().copied()
    }

    /// Checks an index below `max`. `Err`: an error has been reported; otherwise the index's type,
    /// and its value if it is constant.
    pub(super) fn index(&mut self, index: ExprId, max: Option<i64>) -> Result<(TypeId, Option<i64>), ()> {
        let mut x = self.expr(None, index);
        if !self.is_valid_index(&mut x, Code::InvalidIndex, "index", false) {
            return Err(());
        }
        if x.mode != Mode::Constant {
            return Ok((x.ty, None));
        }
        let Some(value) = x.value.as_ref().and_then(|v| v.as_i64()) else { return Err(()) };
        if let Some(max) = max
            && value >= max
        {
            let message = format!("invalid argument: index {value} out of bounds [0:{max}]");
            self.error_at(&x, Code::InvalidIndex, message);
            return Err(());
        }
        Ok((x.ty, Some(value)))
    }

    /// Is `x` an integer that fits int (and not negative)? Reports it otherwise.
    pub(super) fn is_valid_index(
        &mut self,
        x: &mut Operand,
        code: Code,
        what: &str,
        allow_negative: bool,
    ) -> bool {
        if !x.is_valid() {
            return false;
        }
        self.convert_untyped(x, self.types.basic(Basic::Int));
        if !x.is_valid() {
            return false;
        }
        let problem = if !self.types.all_integer(x.ty) {
            "must be integer"
        } else if x.mode != Mode::Constant {
            return true;
        } else if !allow_negative && x.value.as_ref().is_some_and(|v| v.sign() < 0) {
            "must not be negative"
        } else {
            match x.value.as_ref().map(|v| v.representable(Basic::Int)) {
                Some(None) => "overflows int",
                _ => return true,
            }
        };
        let message = format!("invalid argument: {what} {} {problem}", self.operand_string(x));
        self.error_at(x, code, message);
        false
    }

    /// `x[lo:hi:max]`
    pub(super) fn slice_expr(
        &mut self,
        e: ExprId,
        operand: ExprId,
        indices: [Option<ExprId>; 3],
        three: bool,
    ) -> Operand {
        let mut x = self.expr(None, operand);
        self.require_base_complete(&mut x);
        if !x.is_valid() {
            for index in indices.into_iter().flatten() {
                self.use_exprs(&[index]);
            }
            return x;
        }
        let len = match self.sliced(&mut x, indices, three) {
            Ok(len) => len,
            Err((code, span, message)) => {
                self.error(code, span, message);
                x.invalidate();
                return x;
            }
        };
        x.mode = Mode::Value;
        x.value = None;
        if three && (indices[1].is_none() || indices[2].is_none()) {
            let span = self.expr_span(e);
            self.error(Code::InvalidSyntaxTree, span, "2nd and 3rd index required in 3-index slice");
            x.invalidate();
            return x;
        }
        self.slice_indices(indices, len);
        x
    }

    /// Sets the type that slicing `x` gives and returns the length that limits indices.
    fn sliced(
        &self,
        x: &mut Operand,
        indices: [Option<ExprId>; 3],
        three: bool,
    ) -> Result<Option<i64>, (Code, Span, String)> {
        let span = self.operand_span(x);
        let fail = |message: String| Err((Code::NonSliceableOperand, span, message));
        let text = self.operand_string(x);
        let under = match self.slice_common_under(x) {
            Ok(under) => under,
            Err(cause) => return fail(format!("cannot slice {text}: {cause}")),
        };
        match self.types.kind(under) {
            TypeKind::Basic(basic) if basic.is_string() => {
                if three {
                    let at = indices[2].map_or(span, |e| self.expr_span(e));
                    let message = "invalid operation: 3-index slice of string".to_string();
                    return Err((Code::InvalidSliceExpr, at, message));
                }
                let len = self.constant_string_len(x);
                // Spec: "For untyped string operands the result is a non-constant value of type string."
                if self.types.is_untyped(x.ty) {
                    x.ty = self.types.basic(Basic::String);
                }
                Ok(len)
            }
            TypeKind::Array { len, elem } => {
                if x.mode != Mode::Variable {
                    return fail(format!("cannot slice unaddressable value {text}"));
                }
                x.ty = self.types.slice(elem);
                Ok(i64::try_from(len).ok())
            }
            TypeKind::Pointer(base) => match self.types.kind(self.types.under(base)) {
                TypeKind::Array { len, elem } => {
                    x.ty = self.types.slice(elem);
                    Ok(i64::try_from(len).ok())
                }
                _ => fail(format!("cannot slice {text}")),
            },
            TypeKind::Slice(_) => Ok(None),
            _ => fail(format!("cannot slice {text}")),
        }
    }

    /// The underlying type that all members of `x`'s type set share, strings counting as `[]byte`.
    fn slice_common_under(&self, x: &Operand) -> Result<TypeId, String> {
        let bytes = self.types.slice(self.types.byte());
        let mut common: Option<(TypeId, TypeId)> = None;
        let mut has_string = false;
        for member in self.typeset(x.ty) {
            let Some((ty, mut under)) = member else {
                return Err(format!("no specific type in {}", self.type_string(x.ty)));
            };
            if self.types.is_string(under) {
                under = bytes;
                has_string = true;
            }
            match common {
                None => common = Some((ty, under)),
                Some((_, before)) if before == under => {}
                Some((first, _)) => {
                    let (a, b) = (self.type_string(first), self.type_string(ty));
                    return Err(format!("{a} and {b} have different underlying types"));
                }
            }
        }
        if has_string {
            let string = self.types.basic(Basic::String);
            return Ok(if self.types.is_type_param(x.ty) { string } else { self.types.under(x.ty) });
        }
        Ok(common.map_or(TypeId::INVALID, |(_, under)| under))
    }

    /// Checks the indices of a slice expression; constant ones must not decrease.
    fn slice_indices(&mut self, indices: [Option<ExprId>; 3], len: Option<i64>) {
        let mut values = [None; 3];
        for (i, index) in indices.into_iter().enumerate() {
            values[i] = match index {
                Some(index) => self.index(index, len.map(|len| len + 1)).ok().and_then(|(_, value)| value),
                None if i == 0 => Some(0),
                None => len,
            };
        }
        for i in 0..2 {
            let Some(low) = values[i].filter(|&low| low > 0) else { continue };
            for j in i + 1..3 {
                if let (Some(high), Some(at)) = (values[j], indices[j])
                    && high < low
                {
                    let span = self.expr_span(at);
                    self.error(
                        Code::SwappedSliceIndices,
                        span,
                        format!("invalid slice indices: {high} < {low}"),
                    );
                    return;
                }
            }
        }
    }
}
