//! Range statements: over arrays, slices, strings, maps, channels, integers and functions.

use super::checker::Checker;
use super::constant::Value;
use super::info::{Mode, ObjectId};
use super::operand::Operand;
use super::scope::ScopeKind;
use crate::diagnostic::Code;
use crate::load::Version;
use crate::source::Span;
use crate::syntax::ast::{Block, ChanDir, ExprId, ExprKind};
use crate::types::{Basic, Signature, TypeId, TypeKind};

/// The types of key and value that a range expression yields.
type KeyValue = (Option<TypeId>, Option<TypeId>);

/// How complaints about functions that cannot be ranged over begin.
const FUNC_FORM: &str = "func must be func(yield func(...) bool)";

impl Checker<'_> {
    pub(super) fn range(
        &mut self,
        span: Span,
        variables: [Option<ExprId>; 2],
        define: bool,
        over: ExprId,
        body: &Block,
    ) {
        let outer = std::mem::replace(&mut self.env.has_call_or_receive, false);
        let mut x = self.expr(None, over);
        if x.is_valid() && variables[1].is_none() && !self.env.has_call_or_receive {
            self.record_constant_length(over, x.ty);
        }
        self.env.has_call_or_receive |= outer;
        let types = if x.is_valid() { self.range_types(&x, variables) } else { (None, None) };
        self.open_scope(ScopeKind::Block);
        let over_int = x.is_valid() && self.types.all_integer(x.ty);
        if define {
            self.define_range_variables(span, variables, types, &mut x, over_int, body);
        } else if variables[0].is_some() || variables[1].is_some() {
            self.assign_range_variables(variables, types, &mut x, over_int);
        } else if over_int {
            // `_ = x`: an untyped x takes its default type.
            self.assignment(&mut x, None, "range clause");
        }
        self.block(body);
        self.close_scope();
    }

    /// With at most one variable an array without calls or receives is not evaluated: the range is
    /// over its constant length.
    fn record_constant_length(&mut self, over: ExprId, ty: TypeId) {
        let under = self.types.under(ty);
        let array = match self.types.kind(under) {
            TypeKind::Pointer(elem) => self.types.under(elem),
            _ => under,
        };
        if let TypeKind::Array { len, .. } = self.types.kind(array) {
            let int = self.types.basic(Basic::Int);
            self.record_type(self.unparen(over), Mode::Constant, int, Some(Value::Int(len.into())));
        }
    }

    fn range_types(&mut self, x: &Operand, variables: [Option<ExprId>; 2]) -> KeyValue {
        let invalid = (Some(TypeId::INVALID), Some(TypeId::INVALID));
        let text = self.operand_string(x);
        let types = match self.range_key_value(x.ty) {
            Ok(types) => types,
            Err(cause) => {
                let cause = if cause.is_empty() { cause } else { format!(": {cause}") };
                self.error_at(x, Code::InvalidRangeExpr, format!("cannot range over {text}{cause}"));
                return invalid;
            }
        };
        match (types, variables) {
            ((None, _), [Some(key), _]) => {
                let message = format!("range over {text} permits no iteration variables");
                self.error(Code::InvalidIterVar, self.expr_span(key), message);
            }
            ((_, None), [_, Some(value)]) => {
                let message = format!("range over {text} permits only one iteration variable");
                self.error(Code::InvalidIterVar, self.expr_span(value), message);
            }
            _ => {}
        }
        types
    }

    /// Key and value types of a range over a value of type `ty`, or why there are none.
    pub(super) fn range_key_value(&mut self, ty: TypeId) -> Result<KeyValue, String> {
        let under = self.common_under_or_cause(ty, |c, member| {
            let (t, u) = member?;
            match c.types.kind(u) {
                TypeKind::Chan { dir: ChanDir::Send, .. } => {
                    Some(format!("receive from send-only channel {}", c.type_string(t)))
                }
                _ => None,
            }
        })?;
        let int = self.types.basic(Basic::Int);
        let through = match self.types.kind(under) {
            TypeKind::Pointer(elem)
                if matches!(self.types.kind(self.types.under(elem)), TypeKind::Array { .. }) =>
            {
                self.types.under(elem)
            }
            _ => under,
        };
        match self.types.kind(through) {
            TypeKind::Basic(b) if b.is_string() => Ok((Some(int), Some(self.types.rune()))),
            TypeKind::Basic(b) if b.is_integer() && !self.allows(Version(22)) => {
                Err(format!("requires {} or later", Version(22)))
            }
            TypeKind::Basic(b) if b.is_integer() => Ok((Some(ty), None)),
            TypeKind::Array { elem, .. } | TypeKind::Slice(elem) => Ok((Some(int), Some(elem))),
            TypeKind::Map { key, value } => Ok((Some(key), Some(value))),
            TypeKind::Chan { elem, .. } => Ok((Some(elem), None)),
            TypeKind::Func(_) if !self.allows(Version(23)) => {
                Err(format!("requires {} or later", Version(23)))
            }
            TypeKind::Func(signature) => self.range_func(&signature),
            _ => Err(String::new()),
        }
    }

    fn range_func(&mut self, signature: &Signature) -> Result<KeyValue, String> {
        let [yield_type] = signature.params[..] else {
            return Err(format!("{FUNC_FORM}: wrong argument count"));
        };
        if !signature.results.is_empty() {
            return Err(format!("{FUNC_FORM}: unexpected results"));
        }
        let under = self
            .common_under_or_cause(yield_type, |_, _| None)
            .map_err(|cause| format!("{FUNC_FORM}: in yield type, {cause}"))?;
        let TypeKind::Func(yields) = self.types.kind(under) else {
            return Err(format!("{FUNC_FORM}: argument is not func"));
        };
        let bool_type = self.types.basic(Basic::Bool);
        if yields.params.len() > 2 {
            return Err(format!("{FUNC_FORM}: yield func has too many parameters"));
        }
        match yields.results[..] {
            [result] if result == bool_type => {}
            [result] if self.types.is_boolean(result) => {
                return Err(format!("{FUNC_FORM}: yield func returns user-defined boolean, not bool"));
            }
            _ => return Err(format!("{FUNC_FORM}: yield func does not return bool")),
        }
        if yields.variadic {
            return Err(format!("yield func of type {} cannot be variadic", self.type_string(under)));
        }
        Ok((yields.params.first().copied(), yields.params.get(1).copied()))
    }

    fn define_range_variables(
        &mut self,
        span: Span,
        variables: [Option<ExprId>; 2],
        types: KeyValue,
        x: &mut Operand,
        over_int: bool,
        body: &Block,
    ) {
        let mut declared = Vec::new();
        for (e, ty) in variables.into_iter().zip([types.0, types.1]) {
            let Some(e) = e else { continue };
            let object = self.range_variable(e, &mut declared);
            let Some(ty) = ty.filter(|&t| t != TypeId::INVALID) else {
                self.mark_used(object);
                continue;
            };
            if over_int {
                self.init_var(object, false, x, "range clause");
                continue;
            }
            let mut value = Operand::new(Mode::Value, ty, e);
            self.init_var(object, false, &mut value, "assignment");
        }
        if declared.is_empty() {
            return self.error(Code::NoNewVar, span, "no new variables on left side of :=");
        }
        for object in declared {
            self.declare(self.env.scope, None, object, body.span.lo);
        }
    }

    /// The variable that a range clause declares; blank ones do not count.
    fn range_variable(&mut self, e: ExprId, declared: &mut Vec<ObjectId>) -> ObjectId {
        let ast = self.ast();
        let kind = super::info::VarKind::Local;
        if let ExprKind::Ident(ident) = &ast[e].kind {
            let object = self.new_var(kind, ident.name.clone(), TypeId::INVALID, ident.span);
            self.record_def(ident, Some(object));
            if &*ident.name != "_" {
                declared.push(object);
            }
            return object;
        }
        let message = format!("non-name {} on left side of :=", self.expr_string(e));
        self.error(Code::BadDecl, self.expr_span(e), message);
        let object = self.new_var(kind, "_".into(), TypeId::INVALID, self.expr_span(e));
        declared.push(object);
        object
    }

    fn assign_range_variables(
        &mut self,
        variables: [Option<ExprId>; 2],
        types: KeyValue,
        x: &mut Operand,
        over_int: bool,
    ) {
        for (e, ty) in variables.into_iter().zip([types.0, types.1]) {
            let (Some(e), Some(ty)) = (e, ty.filter(|&t| t != TypeId::INVALID)) else { continue };
            if !over_int {
                let mut value = Operand::new(Mode::Value, ty, e);
                self.assign_value(e, &mut value, "assignment");
                continue;
            }
            self.assign_value(e, x, "range clause");
            if x.is_valid() && !self.types.all_integer(x.ty) {
                let message = format!("cannot use iteration variable of type {}", self.type_string(x.ty));
                self.error(Code::InvalidRangeExpr, self.expr_span(e), message);
            }
        }
    }
}
