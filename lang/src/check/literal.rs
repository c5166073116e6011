//! Literals (spec: "Integer literals" to "String literals", "Function literals", "Composite
//! literals"). The body of a func literal is checked later, but before the scope around it changes.

use super::checker::Checker;
use super::constant::{self, Value};
use super::info::{Mode, Selection, SelectionKind};
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::hash::{HashMap, HashSet};
use crate::load::Version;
use crate::source::Span;
use crate::syntax::ast::{Block, Element, ExprId, ExprKind, Ident, LitKind, Signature};
use crate::syntax::literal;
use crate::types::{Basic, Field, Lookup, SelectedKind, TypeId, TypeKind, is_exported};
use num_rational::BigRational;
use num_traits::Zero;
use std::rc::Rc;

/// Longer numbers mean nothing: constants have far fewer bits.
const NUMBER_LENGTH_MAX: usize = 10_000;

/// A constant as key of a map literal or case of a switch: equal values have equal keys, whatever their kind.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum ConstantKey {
    Bool(bool),
    String(Rc<[u8]>),
    Number(BigRational, BigRational),
}

impl ConstantKey {
    pub(super) fn of(value: &Value) -> Option<ConstantKey> {
        Some(match value {
            Value::Bool(b) => ConstantKey::Bool(*b),
            Value::String(s) => ConstantKey::String(s.bytes()),
            number => {
                let (re, im) = number.to_complex()?;
                ConstantKey::Number(re, im)
            }
        })
    }
}

/// The fields that a struct literal has set so far, by their paths through embedded fields.
#[derive(Default)]
struct VisitedFields {
    names: HashMap<Vec<u32>, Rc<str>>,
    /// Of each embedded field on the way to one that is set: that one's path length and name.
    through: HashMap<Vec<u32>, (usize, Rc<str>)>,
}

impl VisitedFields {
    fn add(&mut self, path: &[u32], name: &Rc<str>) {
        self.names.insert(path.to_vec(), name.clone());
        for length in 1..path.len() {
            let outer = path[..length].to_vec();
            self.through.entry(outer).or_insert_with(|| (path.len(), name.clone()));
        }
    }

    /// A field that is set already and contains the one at `path`, is it, or is contained in it:
    /// the length of its path, and its name.
    fn clash(&self, path: &[u32]) -> Option<(usize, &Rc<str>)> {
        let outer = (1..=path.len()).find_map(|length| Some((length, self.names.get(&path[..length])?)));
        outer.or_else(|| self.through.get(path).map(|(length, name)| (*length, name)))
    }
}

impl Checker<'_> {
    /// A number, rune or string as written.
    pub(super) fn basic_lit(&mut self, e: ExprId, kind: LitKind, text: &str) -> Operand {
        let span = self.expr_span(e);
        let number = matches!(kind, LitKind::Int | LitKind::Float | LitKind::Imaginary);
        if number && text.len() > NUMBER_LENGTH_MAX {
            let start = text.get(..10).unwrap_or(text);
            let message = format!("excessively long constant: {start}... ({} chars)", text.len());
            self.error(Code::InvalidConstVal, span, message);
            return Operand::invalid(Some(e));
        }
        let (basic, value) = match kind {
            LitKind::Int => (Basic::UntypedInt, constant::parse_int(text).map(Value::Int)),
            LitKind::Float => (Basic::UntypedFloat, constant::parse_float(text).map(Value::Float)),
            LitKind::Imaginary => (Basic::UntypedComplex, imaginary(text)),
            LitKind::Rune => (Basic::UntypedRune, literal::rune_value(text).map(Value::int)),
            LitKind::String => (Basic::UntypedString, Some(Value::string(&literal::string_bytes(text)))),
        };
        let Some(value) = value else {
            self.error(Code::InvalidConstVal, span, format!("malformed constant: {text}"));
            return Operand::invalid(Some(e));
        };
        let mut x = Operand::constant(self.types.basic(basic), value, e);
        self.overflow(&mut x, span);
        x
    }

    /// `func(…) … { … }`
    pub(super) fn func_lit(&mut self, e: ExprId, signature: &Signature, body: &Rc<Block>) -> Operand {
        let func = self.func_type(None, &[], signature);
        let ty = func.ty;
        self.record_func_lit(e, func.variables.clone());
        let body = body.clone();
        self.later(move |c| c.func_body(&func, &body));
        Operand::new(Mode::Value, ty, e)
    }

    /// `ty{elements…}`; `hint` is the type where it is left out.
    pub(super) fn composite_lit(
        &mut self,
        e: ExprId,
        ty: Option<ExprId>,
        elements: &[Element],
        close: Span,
        hint: Option<TypeId>,
    ) -> Operand {
        let ast = self.ast();
        if let Some(written) = ty
            && let ExprKind::ArrayType { len: None, elem } = ast[written].kind
        {
            let elem = self.var_type(elem);
            let len = self.indexed_elements(elements, elem, None);
            let array = self.types.array(len, elem);
            self.record_type(written, Mode::Type, array, None);
            return Operand::new(Mode::Value, array, e);
        }
        let (whole, base, is_elem) = match (ty, hint) {
            (Some(ty), _) => {
                let ty = self.type_expr(ty);
                (ty, ty, false)
            }
            (None, Some(hint)) => {
                // A `*T` stands for `&T{…}`.
                let under = self.common_under(hint).unwrap_or(hint);
                let base = match self.types.kind(under) {
                    TypeKind::Pointer(base) => base,
                    _ => hint,
                };
                (hint, base, true)
            }
            (None, None) => {
                let span = self.expr_span(e);
                self.error(Code::UntypedLit, span, "invalid composite literal type: missing type");
                (TypeId::INVALID, TypeId::INVALID, false)
            }
        };
        let under = self.common_under(base);
        match under.map(|under| self.types.kind(under)) {
            Some(TypeKind::Struct(fields)) => self.struct_lit(base, &fields, elements, close),
            Some(TypeKind::Array { len, elem }) => {
                self.indexed_elements(elements, elem, i64::try_from(len).ok());
            }
            Some(TypeKind::Slice(elem)) => {
                self.indexed_elements(elements, elem, None);
            }
            Some(TypeKind::Map { key, value }) => self.map_lit(key, value, elements),
            _ => {
                let values: Vec<ExprId> = elements.iter().map(|element| element.value).collect();
                self.use_exprs(&values);
                if under != Some(TypeId::INVALID) {
                    let qualifier = if is_elem { " element" } else { "" };
                    let cause = if under.is_none() { " (no common underlying type)" } else { "" };
                    let named = self.type_string(whole);
                    let message = format!("invalid composite literal{qualifier} type {named}{cause}");
                    let span = self.expr_span(e);
                    self.error(Code::InvalidLit, span, message);
                }
                return Operand::invalid(Some(e));
            }
        }
        Operand::new(Mode::Value, whole, e)
    }

    fn struct_lit(&mut self, base: TypeId, fields: &Rc<[Field]>, elements: &[Element], close: Span) {
        match elements.first() {
            None => {}
            Some(Element { key: Some(_), .. }) => self.keyed_struct_lit(base, elements),
            Some(_) => self.positional_struct_lit(base, fields, elements, close),
        }
    }

    fn keyed_struct_lit(&mut self, base: TypeId, elements: &[Element]) {
        let mut visited = VisitedFields::default();
        for element in elements {
            let Some(key) = element.key else {
                let span = self.expr_span(element.value);
                let message = "mixture of field:value and value elements in struct literal";
                self.error(Code::MixedStructLit, span, message);
                continue;
            };
            let ast = self.ast();
            let ExprKind::Ident(name) = &ast[key].kind else {
                self.field_value(element.value, None);
                let message = format!("invalid field name {} in struct literal", self.expr_string(key));
                let span = self.expr_span(key);
                self.error(Code::InvalidLitField, span, message);
                continue;
            };
            self.keyed_field(base, key, name, element.value, &mut visited);
        }
    }

    fn field_value(&mut self, value: ExprId, ty: Option<TypeId>) {
        let mut x = self.generic_expr(value, None);
        if let Some(ty) = ty {
            self.assignment(&mut x, Some(ty), "struct literal");
        }
    }

    fn keyed_field(
        &mut self,
        base: TypeId,
        key: ExprId,
        name: &Ident,
        value: ExprId,
        visited: &mut VisitedFields,
    ) {
        let literal_type = self.common_under(base).unwrap_or(base);
        let package = Some(self.env.package);
        let found = self.types.lookup_field_or_method(literal_type, false, package, &name.name);
        let selected = match found {
            Lookup::Found(selected) => selected,
            _ => {
                self.field_value(value, None);
                let message = self.lookup_error(base, false, &name.name, true);
                self.error(Code::MissingLitField, name.span, message);
                return;
            }
        };
        let SelectedKind::Field { ty } = selected.kind else {
            self.field_value(value, None);
            self.error(Code::MissingLitField, name.span, format!("{} is not a field", name.name));
            return;
        };
        if selected.indirect {
            self.field_value(value, None);
            let message = format!("invalid implicit pointer indirection to reach {}", name.name);
            self.error(Code::InvalidLitField, name.span, message);
            return;
        }
        self.field_value(value, Some(ty));
        if selected.path.len() > 1 {
            let field = self.field_path(literal_type, &selected.path);
            let what =
                format!("use of promoted field {field} in struct literal of type {}", self.type_string(base));
            self.require(name.span, Version(27), &what);
        }
        self.report_field_twice(name, &selected.path, visited);
        visited.add(&selected.path, &name.name);
        self.record_selection(key, Selection { kind: SelectionKind::Field, path: selected.path, target: ty });
    }

    /// The names of the fields along `path`, with dots between them.
    fn field_path(&self, base: TypeId, path: &[u32]) -> String {
        let (mut ty, mut names) = (base, Vec::new());
        for &index in path {
            let fields = self.types.fields(ty);
            let Some(field) = fields.as_ref().and_then(|fields| fields.get(index as usize)) else { break };
            names.push(field.name.to_string());
            ty = field.ty;
        }
        names.join(".")
    }

    fn report_field_twice(&mut self, name: &Ident, path: &[u32], visited: &VisitedFields) {
        let Some((length, other_name)) = visited.clash(path) else { return };
        let field = &name.name;
        let message = if length == path.len() {
            format!("duplicate field name {field} in struct literal")
        } else if length < path.len() {
            format!("cannot specify promoted field {field} and enclosing embedded field {other_name}")
        } else {
            format!("cannot specify embedded field {field} and enclosed promoted field {other_name}")
        };
        self.error(Code::DuplicateLitField, name.span, message);
    }

    fn positional_struct_lit(
        &mut self,
        base: TypeId,
        fields: &Rc<[Field]>,
        elements: &[Element],
        close: Span,
    ) {
        let here = self.env.package;
        let hidden = |field: &Field| !is_exported(&field.name) && field.package.is_some_and(|p| p != here);
        for (i, element) in elements.iter().enumerate() {
            if let Some(key) = element.key {
                let span = self.expr_span(key);
                let message = "mixture of field:value and value elements in struct literal";
                self.error(Code::MixedStructLit, span, message);
                continue;
            }
            let mut x = self.generic_expr(element.value, None);
            let Some(field) = fields.get(i) else {
                let message = format!("too many values in struct literal of type {}", self.type_string(base));
                self.error_at(&x, Code::InvalidStructLit, message);
                break;
            };
            if hidden(field) {
                let named = self.type_string(base);
                let message = format!(
                    "implicit assignment to unexported field {} in struct literal of type {named}",
                    field.name
                );
                self.error_at(&x, Code::UnexportedLitField, message);
                continue;
            }
            self.assignment(&mut x, Some(field.ty), "struct literal");
        }
        if elements.len() < fields.len() {
            let hint = match fields.iter().any(hidden) {
                true => " (type has unexported fields - use key:value pairs)",
                false => "",
            };
            let message =
                format!("too few values in struct literal of type {}{hint}", self.type_string(base));
            self.error(Code::InvalidStructLit, close, message);
        }
    }

    /// Checks the elements of an array or slice literal; `len` limits indices. Returns the length.
    fn indexed_elements(&mut self, elements: &[Element], ty: TypeId, len: Option<i64>) -> u64 {
        let mut visited: HashSet<i64> = HashSet::default();
        let (mut index, mut max) = (0i64, 0i64);
        for element in elements {
            let span = self.expr_span(element.key.unwrap_or(element.value));
            let mut valid = true;
            if let Some(key) = element.key {
                valid = false;
                match self.index(key, len) {
                    Ok((_, Some(value))) => {
                        index = value;
                        valid = true;
                    }
                    Ok((_, None)) => {
                        let message = format!("index {} must be integer constant", self.expr_string(key));
                        self.error(Code::InvalidLitIndex, span, message);
                    }
                    Err(()) => {}
                }
            } else if let Some(len) = len
                && index >= len
            {
                valid = false;
                self.error(
                    Code::OversizeArrayLit,
                    span,
                    format!("index {index} is out of bounds (>= {len})"),
                );
            }
            if valid && !visited.insert(index) {
                let message = format!("duplicate index {index} in array or slice literal");
                self.error(Code::DuplicateLitKey, span, message);
            }
            index = index.saturating_add(1);
            max = max.max(index);
            let mut x = self.generic_expr(element.value, Some(ty));
            self.assignment(&mut x, Some(ty), "array or slice literal");
        }
        max as u64
    }

    fn map_lit(&mut self, key: TypeId, value: TypeId, elements: &[Element]) {
        // Of an interface key, the constant's own type belongs to it.
        let by_type = self.types.is_interface(key);
        let mut visited: HashMap<(ConstantKey, TypeId), ()> = HashMap::default();
        for element in elements {
            let Some(key_expr) = element.key else {
                let span = self.expr_span(element.value);
                self.error(Code::MissingLitKey, span, "missing key in map literal");
                continue;
            };
            let mut k = self.generic_expr(key_expr, Some(key));
            self.assignment(&mut k, Some(key), "map literal");
            if k.is_valid()
                && k.mode == Mode::Constant
                && let Some(constant) = k.value.as_ref().and_then(ConstantKey::of)
            {
                let ty = if by_type { k.ty } else { TypeId::INVALID };
                if visited.insert((constant, ty), ()).is_some() {
                    let text = k.value.as_ref().map(Value::to_string).unwrap_or_default();
                    self.error_at(&k, Code::DuplicateLitKey, format!("duplicate key {text} in map literal"));
                    continue;
                }
            }
            let mut x = self.generic_expr(element.value, Some(value));
            self.assignment(&mut x, Some(value), "map literal");
        }
    }
}

/// The value of an imaginary literal.
fn imaginary(text: &str) -> Option<Value> {
    let digits = text.strip_suffix('i')?;
    let lower = digits.to_ascii_lowercase();
    let prefixed = lower.starts_with("0b") || lower.starts_with("0o") || lower.starts_with("0x");
    let value = if prefixed && !lower.contains('p') && !lower.contains('.') {
        BigRational::from_integer(constant::parse_int(digits)?)
    } else {
        // For backward compatibility, leading zeros do not make it octal.
        constant::parse_float(digits)?
    };
    Some(Value::Complex(BigRational::zero(), value))
}
