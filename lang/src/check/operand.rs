//! Operands: what checking an expression yields, how messages describe it, and what it may become
//! (spec: "Representability", "Assignability", "Conversions"). After types2's operand.go, const.go
//! and conversions.go.

use super::checker::Checker;
use super::constant::Value;
use super::info::{Builtin, Mode};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Version;
use crate::shared::SharedList;
use crate::source::Span;
use crate::syntax::ast::{ChanDir, ExprId};
use crate::types::{Basic, Term, TypeId, TypeKind, TypeParamId};
use std::rc::Rc;

/// An intermediate value during checking.
#[derive(Clone, Debug)]
pub struct Operand {
    pub mode: Mode,
    /// `INVALID` unless the mode has a type.
    pub ty: TypeId,
    /// Of a constant; `None` once an operation has gone wrong.
    pub value: Option<Value>,
    pub expr: Option<ExprId>,
    /// Of `Mode::Builtin`.
    pub builtin: Option<Builtin>,
    /// Of a generic function that has no type arguments yet: its type parameters.
    pub type_params: SharedList<TypeParamId>,
    /// What messages print instead of the expression ("1st function result").
    pub described: Option<Rc<str>>,
}

impl Operand {
    /// What stands for an expression with an error.
    pub fn invalid(expr: Option<ExprId>) -> Operand {
        Operand {
            mode: Mode::Invalid,
            ty: TypeId::INVALID,
            value: None,
            expr,
            builtin: None,
            type_params: SharedList::default(),
            described: None,
        }
    }
    /// An operand that is no constant.
    pub fn new(mode: Mode, ty: TypeId, expr: ExprId) -> Operand {
        Operand { mode, ty, ..Operand::invalid(Some(expr)) }
    }
    /// A constant.
    pub fn constant(ty: TypeId, value: Value, expr: ExprId) -> Operand {
        Operand { mode: Mode::Constant, ty, value: Some(value), ..Operand::invalid(Some(expr)) }
    }
    /// One of several values of an expression.
    pub fn described(ty: TypeId, text: &str, expr: ExprId) -> Operand {
        Operand { described: Some(text.into()), ..Operand::new(Mode::Value, ty, expr) }
    }
    /// A generic function without type arguments.
    pub fn is_generic(&self) -> bool {
        !self.type_params.is_empty()
    }
    /// No error so far.
    pub fn is_valid(&self) -> bool {
        self.mode != Mode::Invalid
    }
    /// Marks it as wrong.
    pub fn invalidate(&mut self) {
        self.mode = Mode::Invalid;
    }
    /// Untyped nil, or nil converted to a type.
    pub fn is_nil(&self) -> bool {
        self.mode == Mode::Nil
    }
}

impl Checker<'_> {
    /// Where an operand stands.
    pub fn operand_span(&self, x: &Operand) -> Span {
        x.expr.map(|e| self.expr_span(e)).unwrap_or_default()
    }

    /// `ty` as messages print it, packages named relative to the current one.
    pub fn type_string(&self, ty: TypeId) -> String {
        let here = self.env.package;
        self.types.type_string(ty, &|package| {
            (package != here).then(|| self.packages[package.0 as usize].name.to_string())
        })
    }

    /// The operand's expression as messages print it.
    pub fn operand_expr_string(&self, x: &Operand) -> String {
        match (&x.described, x.expr) {
            (Some(text), _) => text.to_string(),
            (None, Some(e)) => self.expr_string(e),
            _ => String::new(),
        }
    }

    /// `x + 1 (value of type int)`, `nil`, `300 (untyped int constant)`, ….
    pub fn operand_string(&self, x: &Operand) -> String {
        let untyped_nil = self.types.basic(Basic::UntypedNil);
        if x.mode == Mode::Nil {
            return match x.ty {
                TypeId::INVALID => "nil (with invalid type)".into(),
                ty if ty == untyped_nil => "nil".into(),
                ty => format!("nil (of type {})", self.type_string(ty)),
            };
        }
        let text = self.operand_expr_string(x);
        let mut out = String::new();
        let typed_mode = !matches!(x.mode, Mode::Invalid | Mode::NoValue | Mode::Builtin | Mode::Type);
        let untyped = self.types.as_basic(x.ty).filter(|b| b.is_untyped());
        if let Some(basic) = untyped.filter(|_| typed_mode) {
            out += self.types.basic_name(basic);
            out.push(' ');
        }
        out += mode_string(x.mode);
        if let (Mode::Constant, Some(value)) = (x.mode, &x.value) {
            let value = value.to_string();
            if value != text {
                out.push(' ');
                out += &value;
            }
        }
        if typed_mode && untyped.is_none() {
            out += &self.of_type(x.ty);
        }
        if text.is_empty() { out } else { format!("{text} ({out})") }
    }

    fn of_type(&self, ty: TypeId) -> String {
        if ty == TypeId::INVALID {
            return " with invalid type".into();
        }
        let generic = if self.types.is_generic(ty) { "generic " } else { "" };
        let structure = match self.types.kind(ty) {
            TypeKind::Named(_) => format!("{} ", self.structure_name(ty)),
            _ => String::new(),
        };
        let mut out = format!(" of {generic}{structure}type {}", self.type_string(ty));
        if let Some(id) = self.types.as_type_param(ty)
            && let Some(bound) = self.types.type_param(id).constraint
        {
            out += &format!(" constrained by {}", self.constraint_string(bound));
        }
        out
    }

    /// A constraint as it was written: `interface{T}` around a single element is left out.
    pub fn constraint_string(&self, bound: TypeId) -> String {
        let text = self.type_string(bound);
        let inner = text.strip_prefix("interface{").and_then(|t| t.strip_suffix('}'));
        match (self.types.kind(bound), inner) {
            (TypeKind::Interface(i), Some(inner)) if i.methods.is_empty() && i.terms.is_some() => {
                inner.into()
            }
            _ => text,
        }
    }

    /// "struct", "slice", … of a composite type; a basic type's name.
    pub fn structure_name(&self, ty: TypeId) -> &'static str {
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Basic(basic) => self.types.basic_name(basic),
            TypeKind::Array { .. } => "array",
            TypeKind::Slice(_) => "slice",
            TypeKind::Struct(_) => "struct",
            TypeKind::Pointer(_) => "pointer",
            TypeKind::Func(_) => "func",
            TypeKind::Interface(_) => "interface",
            TypeKind::Map { .. } => "map",
            TypeKind::Chan { .. } => "chan",
            TypeKind::Tuple(_) => "tuple",
            TypeKind::Named(_) | TypeKind::TypeParam(_) => "type",
        }
    }

    /// The constant `x` as a value of the basic type `target`, or why not.
    pub fn representation(&self, x: &Operand, target: TypeId) -> Result<Option<Value>, Code> {
        let Some(value) = &x.value else { return Ok(None) };
        let Some(basic) = self.types.under_basic(target) else { return Err(Code::InvalidConstVal) };
        if let Some(value) = value.representable(basic) {
            return Ok(Some(value));
        }
        Err(if self.types.is_numeric(x.ty) && basic.is_numeric() {
            if !self.types.is_integer(x.ty) && basic.is_integer() {
                Code::TruncatedFloat
            } else {
                Code::NumericOverflow
            }
        } else {
            Code::InvalidConstVal
        })
    }

    /// Makes the constant `x` a value of its new type `target`, or reports why it cannot be one.
    pub fn representable(&mut self, x: &mut Operand, target: TypeId) {
        match self.representation(x, target) {
            Ok(value) => x.value = value,
            Err(code) => {
                self.invalid_conversion(code, x, target);
                x.invalidate();
            }
        }
    }

    /// Reports that an untyped operand cannot become a `target`.
    pub fn invalid_conversion(&mut self, code: Code, x: &Operand, target: TypeId) {
        let (operand, ty) = (self.operand_string(x), self.type_string(target));
        let message = match code {
            Code::TruncatedFloat => format!("{operand} truncated to {ty}"),
            Code::NumericOverflow => format!("{operand} overflows {ty}"),
            _ => format!("cannot convert {operand} to type {ty}"),
        };
        self.report(Diagnostic::error(code, self.operand_span(x), message));
    }

    /// The type that the untyped `x` has where a `target` is wanted, and its constant if it changes.
    pub fn implicit_type_and_value(
        &self,
        x: &Operand,
        target: TypeId,
    ) -> Result<(TypeId, Option<Value>), Code> {
        let types = &self.types;
        if !x.is_valid() || types.is_typed(x.ty) || target == TypeId::INVALID {
            return Ok((x.ty, None));
        }
        if types.is_untyped(target) {
            return self.max_type(x.ty, target).map(|t| (t, None)).ok_or(Code::InvalidUntypedConversion);
        }
        if x.is_nil() {
            let fits = types.has_nil(target);
            return if fits { Ok((target, None)) } else { Err(Code::InvalidUntypedConversion) };
        }
        if types.is_type_param(target) {
            let fits = |u: TypeId| self.implicit_type_and_value(x, u).is_ok();
            let all = types.all_under(target, fits);
            return if all { Ok((target, None)) } else { Err(Code::InvalidUntypedConversion) };
        }
        match types.kind(types.under(target)) {
            TypeKind::Basic(_) if x.mode == Mode::Constant => {
                self.representation(x, target).map(|value| (target, value))
            }
            TypeKind::Basic(basic) => {
                let fits = match types.as_basic(x.ty) {
                    Some(Basic::UntypedBool) => basic.is_boolean(),
                    Some(Basic::UntypedString) => basic.is_string(),
                    Some(b) if b.is_numeric() => basic.is_numeric(),
                    _ => false,
                };
                if fits { Ok((target, None)) } else { Err(Code::InvalidUntypedConversion) }
            }
            TypeKind::Interface(i) if i.methods.is_empty() && i.terms.is_none() && !i.comparable => {
                Ok((types.default_type(x.ty), None))
            }
            _ => Err(Code::InvalidUntypedConversion),
        }
    }

    /// The "larger" of two untyped types; `None` when they do not mix.
    pub fn max_type(&self, a: TypeId, b: TypeId) -> Option<TypeId> {
        if a == b {
            return Some(a);
        }
        let numeric = self.types.is_untyped_numeric(a) && self.types.is_untyped_numeric(b);
        numeric.then(|| a.max(b))
    }

    /// `x` may be assigned to a variable of type `target`; otherwise the code, and the cause where
    /// there is one to name (else empty).
    pub fn assignable_to(&mut self, x: &Operand, target: TypeId) -> Result<(), (Code, String)> {
        let (v, t) = (x.ty, target);
        if !x.is_valid() || v == TypeId::INVALID || t == TypeId::INVALID || v == t {
            return Ok(());
        }
        let plain = |code: Code| Err((code, String::new()));
        let (vu, tu) = (self.types.under(v), self.types.under(t));
        let (v_param, t_param) = (self.types.is_type_param(v), self.types.is_type_param(t));
        if self.types.is_untyped(v) {
            let fits = self.implicit_type_and_value(x, t).is_ok();
            return if fits { Ok(()) } else { plain(Code::IncompatibleAssign) };
        }
        let both_named = self.has_name(v) && self.has_name(t);
        if vu == tu && !both_named && !v_param && !t_param {
            return Ok(());
        }
        let mut cause = String::new();
        if self.types.is_interface(t) || self.is_interface_pointer(t) {
            match self.implements(v, t, false) {
                Ok(()) => {
                    if !self.types.is_interface(v) {
                        self.note_dynamic(v);
                    }
                    return Ok(());
                }
                Err(c) if !v_param => return Err((Code::InvalidIfaceAssign, c)),
                Err(_) => {}
            }
        }
        if self.types.is_interface(v) {
            if self.implements(t, v, false).is_ok() {
                cause = "need type assertion".into();
            }
            return Err((Code::IncompatibleAssign, cause));
        }
        if let (TypeKind::Chan { dir: ChanDir::Both, elem: a }, TypeKind::Chan { elem: b, .. }) =
            (self.types.kind(vu), self.types.kind(tu))
            && a == b
            && !v_param
            && !t_param
        {
            let fits = !self.has_name(v) || !self.has_name(t);
            return if fits { Ok(()) } else { plain(Code::InvalidChanAssign) };
        }
        self.assignable_type_params(x, target).map_err(|cause| (Code::IncompatibleAssign, cause))
    }

    /// Assignability where a type parameter is involved: to or from each type of its type set.
    fn assignable_type_params(&mut self, x: &Operand, target: TypeId) -> Result<(), String> {
        let (v, t) = (x.ty, target);
        if self.types.is_type_param(t) && !self.has_name(v) {
            for term in self.specific_terms(t)? {
                self.assignable_to(x, term.ty).map_err(|(_, cause)| {
                    let (v, term, t) = (self.type_string(v), self.type_string(term.ty), self.type_string(t));
                    with_cause(format!("cannot assign {v} to {term} (in {t})"), &cause)
                })?;
            }
            return Ok(());
        }
        if self.types.is_type_param(v) && !self.has_name(t) {
            for term in self.specific_terms(v)? {
                let each = Operand { ty: term.ty, ..x.clone() };
                self.assignable_to(&each, t).map_err(|(_, cause)| {
                    let (v, term, t) = (self.type_string(v), self.type_string(term.ty), self.type_string(t));
                    with_cause(format!("cannot assign {term} (in {v}) to {t}"), &cause)
                })?;
            }
            return Ok(());
        }
        Err(String::new())
    }

    fn specific_terms(&self, param: TypeId) -> Result<Vec<Term>, String> {
        self.types.terms(param).filter(|terms| !terms.is_empty()).ok_or_else(String::new)
    }

    /// Predeclared, defined, and type parameter types have names.
    pub fn has_name(&self, ty: TypeId) -> bool {
        matches!(self.types.kind(ty), TypeKind::Basic(_) | TypeKind::Named(_) | TypeKind::TypeParam(_))
    }

    /// A pointer to an interface or type parameter.
    pub fn is_interface_pointer(&self, ty: TypeId) -> bool {
        self.types.pointer_elem(ty).is_some_and(|e| self.types.as_interface(e).is_some())
    }

    /// `target(x)` is a valid conversion of a value that is not constant; otherwise the cause where
    /// there is one to name.
    pub fn convertible_to(&mut self, x: &Operand, target: TypeId) -> Result<(), String> {
        let assign_cause = match self.assignable_to(x, target) {
            Ok(()) => return Ok(()),
            Err((_, cause)) => cause,
        };
        let (v, t) = (x.ty, target);
        let (v_param, t_param) = (self.types.is_type_param(v), self.types.is_type_param(t));
        if !v_param && !t_param {
            if !self.convertible_unders(v, t) {
                return Err(assign_cause);
            }
            return self.allowed_conversion(v, t);
        }
        let from: Vec<TypeId> = if v_param { self.term_types(v)? } else { vec![v] };
        let to: Vec<TypeId> = if t_param { self.term_types(t)? } else { vec![t] };
        for &each_from in &from {
            for &each_to in &to {
                let each = Operand { ty: each_from, ..x.clone() };
                if let Err(cause) = self.convertible_to(&each, each_to) {
                    let in_param = |param: bool, each: TypeId, whole: TypeId| match param {
                        true => format!("{} (in {})", self.type_string(each), self.type_string(whole)),
                        false => self.type_string(whole),
                    };
                    let (from, to) = (in_param(v_param, each_from, v), in_param(t_param, each_to, t));
                    return Err(with_cause(format!("cannot convert {from} to type {to}"), &cause));
                }
            }
        }
        Ok(())
    }

    fn term_types(&self, param: TypeId) -> Result<Vec<TypeId>, String> {
        Ok(self.specific_terms(param)?.into_iter().map(|t| t.ty).collect())
    }

    /// The conversions between types that are no type parameters.
    fn convertible_unders(&self, v: TypeId, t: TypeId) -> bool {
        let types = &self.types;
        let (vu, tu) = (types.under(v), types.under(t));
        if self.identical_ignoring_tags(vu, tu) {
            return true;
        }
        if let (TypeKind::Pointer(a), TypeKind::Pointer(b)) = (types.kind(v), types.kind(t))
            && self.identical_ignoring_tags(types.under(a), types.under(b))
            && !types.is_type_param(a)
            && !types.is_type_param(b)
        {
            return true;
        }
        let real = |u: TypeId| types.is_integer(u) || types.is_float(u);
        let chars = |u: TypeId| types.is_bytes(u) || types.is_runes(u);
        let unsafe_pointer = types.basic(Basic::UnsafePointer);
        let address = |u: TypeId| types.is_pointer(u) || u == types.basic(Basic::Uintptr);
        real(vu) && real(tu)
            || types.is_complex(vu) && types.is_complex(tu)
            || (types.is_integer(vu) || chars(vu)) && types.is_string(tu)
            || types.is_string(vu) && chars(tu)
            || address(vu) && tu == unsafe_pointer
            || vu == unsafe_pointer && address(tu)
            || self.slice_to_array(vu, tu)
    }

    /// Conversions of slices came later than the others.
    fn allowed_conversion(&self, v: TypeId, t: TypeId) -> Result<(), String> {
        let (vu, tu) = (self.types.under(v), self.types.under(t));
        let (version, what) = match self.types.kind(tu) {
            TypeKind::Pointer(_) => (Version(17), "array pointer"),
            _ => (Version(20), "array"),
        };
        if self.allows(version) || !self.slice_to_array(vu, tu) {
            return Ok(());
        }
        Err(format!("conversion of slice to {what} requires {version} or later"))
    }

    fn slice_to_array(&self, vu: TypeId, tu: TypeId) -> bool {
        let TypeKind::Slice(elem) = self.types.kind(vu) else { return false };
        let array = match self.types.kind(tu) {
            TypeKind::Pointer(base) => self.types.kind(self.types.under(base)),
            kind => kind,
        };
        matches!(array, TypeKind::Array { elem: e, .. } if e == elem)
    }

    /// Identical but for struct tags, at any depth of the type's structure.
    pub fn identical_ignoring_tags(&self, a: TypeId, b: TypeId) -> bool {
        a == b || self.without_tags(a) == self.without_tags(b)
    }

    fn without_tags(&self, ty: TypeId) -> TypeId {
        let types = &self.types;
        let strip = |t: TypeId| self.without_tags(t);
        match types.kind(ty) {
            TypeKind::Struct(fields) => types.struct_(
                fields
                    .iter()
                    .map(|f| crate::types::Field { ty: strip(f.ty), tag: "".into(), ..f.clone() })
                    .collect(),
            ),
            TypeKind::Pointer(t) => types.pointer(strip(t)),
            TypeKind::Slice(t) => types.slice(strip(t)),
            TypeKind::Array { len, elem } => types.array(len, strip(elem)),
            TypeKind::Map { key, value } => types.map(strip(key), strip(value)),
            TypeKind::Chan { dir, elem } => types.chan(dir, strip(elem)),
            TypeKind::Func(s) => {
                let all = |ts: &[TypeId]| ts.iter().map(|&t| strip(t)).collect::<Vec<_>>();
                types.func(&all(&s.params), &all(&s.results), s.variadic)
            }
            _ => ty,
        }
    }
}

/// Appends the cause of a cause on a line of its own.
fn with_cause(message: String, cause: &str) -> String {
    if cause.is_empty() { message } else { format!("{message}\n\t{cause}") }
}

fn mode_string(mode: Mode) -> &'static str {
    match mode {
        Mode::Invalid => "invalid operand",
        Mode::NoValue => "no value",
        Mode::Builtin => "built-in",
        Mode::Type => "type",
        Mode::Constant => "constant",
        Mode::Variable => "variable",
        Mode::MapIndex => "map index expression",
        Mode::Nil => "nil",
        Mode::Value => "value",
        Mode::CommaOk => "comma, ok expression",
    }
}
