//! Expressions: the dispatch over their kinds, and the contexts that want a value, a type, several
//! values or anything. Each kind has its own file. An operand that has an error becomes invalid and
//! silences what follows from it. Untyped operands are remembered until their type is known.

use super::checker::Checker;
use super::info::Mode;
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::recursion::recurse;
use crate::syntax::ast::{ExprId, ExprKind, UnaryOp};
use crate::types::{TypeId, TypeKind};
use std::rc::Rc;

/// What an expression is good for as a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// A conversion: not a statement.
    Conversion,
    /// Any other value: not a statement.
    Expression,
    /// A call or receive: may stand alone.
    Statement,
}

/// The func type that a generic function is assigned to, from which its type arguments follow.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// A func type.
    pub signature: TypeId,
    /// What it is the type of, for messages.
    pub description: Rc<str>,
}

/// Modes that a context refuses.
#[derive(Clone, Copy)]
struct Refused {
    no_value: bool,
    builtin: bool,
    ty: bool,
}

const NOT_A_VALUE: Refused = Refused { no_value: true, builtin: true, ty: true };

impl Checker<'_> {
    /// The target for values assigned to something of type `ty`, if that is a func type.
    pub(super) fn new_target(&self, ty: Option<TypeId>, description: &str) -> Option<Target> {
        let signature = self.common_under(ty?)?;
        match self.types.kind(signature) {
            TypeKind::Func(_) => Some(Target { signature, description: description.into() }),
            _ => None,
        }
    }

    /// A single value. `target` helps to infer a generic function's type arguments.
    pub(super) fn expr(&mut self, target: Option<&Target>, e: ExprId) -> Operand {
        let (mut x, _) = self.raw_expr(target, e, None, false);
        self.exclude(&mut x, NOT_A_VALUE);
        self.single_value(&mut x);
        x
    }

    /// A single value that may be a generic function.
    pub(super) fn generic_expr(&mut self, e: ExprId, hint: Option<TypeId>) -> Operand {
        let (mut x, _) = self.raw_expr(None, e, hint, true);
        self.exclude(&mut x, NOT_A_VALUE);
        self.single_value(&mut x);
        x
    }

    /// A single value or a type.
    pub(super) fn expr_or_type(&mut self, e: ExprId, allow_generic: bool) -> Operand {
        let (mut x, _) = self.raw_expr(None, e, None, allow_generic);
        self.exclude(&mut x, Refused { no_value: true, builtin: false, ty: false });
        self.single_value(&mut x);
        x
    }

    /// Any number of values: those of a call, or one; with `allow_comma_ok` two where the expression
    /// has such a form, and `true`. With an error the first one is invalid.
    pub(super) fn multi_expr(&mut self, e: ExprId, allow_comma_ok: bool) -> (Vec<Operand>, bool) {
        let (mut x, _) = self.raw_expr(None, e, None, false);
        self.exclude(&mut x, NOT_A_VALUE);
        if x.is_valid()
            && let TypeKind::Tuple(types) = self.types.kind(x.ty)
        {
            let results = types
                .iter()
                .enumerate()
                .map(|(i, &ty)| Operand::described(ty, &format!("{} function result", ordinal(i + 1)), e));
            return (results.collect(), false);
        }
        if allow_comma_ok && matches!(x.mode, Mode::MapIndex | Mode::CommaOk) {
            let bool = self.types.basic(crate::types::Basic::UntypedBool);
            let ok = Operand::described(bool, "ok value of (comma, ok) expression", e);
            return (vec![x, ok], true);
        }
        (vec![x], false)
    }

    /// The values of a list; a single call may have several.
    pub(super) fn expr_list(&mut self, list: &[ExprId]) -> Vec<Operand> {
        match list {
            [one] => self.multi_expr(*one, false).0,
            many => many.iter().map(|&e| self.expr(None, e)).collect(),
        }
    }

    /// Any expression or type. `hint` is the type of a composite literal without one; with
    /// `allow_generic` the result may be a generic function or type.
    pub(super) fn raw_expr(
        &mut self,
        target: Option<&Target>,
        e: ExprId,
        hint: Option<TypeId>,
        allow_generic: bool,
    ) -> (Operand, Role) {
        recurse(|| {
            let (mut x, role) = self.expr_internal(target, e, hint);
            x.expr = Some(e);
            self.require_value_complete(&mut x);
            if !allow_generic {
                self.non_generic(target, &mut x);
            }
            self.record(&x);
            (x, role)
        })
    }

    /// Refuses a generic type, or a generic function whose type arguments `target` does not give.
    pub(super) fn non_generic(&mut self, target: Option<&Target>, x: &mut Operand) {
        if !x.is_valid() || x.mode == Mode::NoValue {
            return;
        }
        let what = if x.mode == Mode::Type && self.is_generic_type(x) {
            "type"
        } else if x.is_generic() {
            if let Some(target) = target {
                self.instantiate_function(Some(target), x, None);
                return;
            }
            "function"
        } else {
            return;
        };
        let text = self.operand_expr_string(x);
        let span = self.operand_span(x);
        self.error(
            Code::WrongTypeArgCount,
            span,
            format!("cannot use generic {what} {text} without instantiation"),
        );
        x.invalidate();
        x.ty = TypeId::INVALID;
    }

    fn is_generic_type(&self, x: &Operand) -> bool {
        self.types.is_generic(x.ty)
    }

    fn expr_internal(&mut self, target: Option<&Target>, e: ExprId, hint: Option<TypeId>) -> (Operand, Role) {
        let ast = self.ast();
        let expr = &ast[e];
        let x = match &expr.kind {
            ExprKind::Bad => Operand::invalid(Some(e)),
            ExprKind::Ident(ident) => self.ident(e, ident, false),
            ExprKind::BasicLit { kind, text } => self.basic_lit(e, *kind, text),
            ExprKind::FuncLit { signature, body } => self.func_lit(e, signature, body),
            ExprKind::CompositeLit { ty, elements, close } => {
                self.composite_lit(e, *ty, elements, *close, hint)
            }
            ExprKind::Paren(inner) => return self.raw_expr(None, *inner, None, false),
            ExprKind::Selector { x, sel } => self.selector(e, *x, sel, false),
            ExprKind::Index { x, indices } => self.index_or_instance(target, e, *x, indices),
            ExprKind::Slice { x, lo, hi, max, three } => self.slice_expr(e, *x, [*lo, *hi, *max], *three),
            ExprKind::TypeAssert { x, ty: Some(ty) } => self.type_assert(e, *x, *ty),
            ExprKind::TypeAssert { x, ty: None } => {
                let message = "invalid syntax tree: use of .(type) outside type switch";
                self.error(Code::InvalidSyntaxTree, expr.span, message);
                self.use_exprs(&[*x]);
                Operand::invalid(Some(e))
            }
            ExprKind::Call { .. } => return self.call(e),
            ExprKind::Unary { op: UnaryOp::Star, x, .. } => self.indirect(e, *x),
            ExprKind::Unary { op, x, .. } => {
                let x = self.unary(e, *op, *x);
                let role = if *op == UnaryOp::Arrow { Role::Statement } else { Role::Expression };
                return (x, role);
            }
            ExprKind::Binary { op, x, y, .. } => self.binary(Some(e), *x, *y, *op),
            ExprKind::ArrayType { .. }
            | ExprKind::SliceType { .. }
            | ExprKind::StructType { .. }
            | ExprKind::FuncType { .. }
            | ExprKind::InterfaceType { .. }
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. } => {
                let ty = self.type_expr(e);
                Operand::new(Mode::Type, ty, e)
            }
        };
        let role = if x.is_valid() { Role::Expression } else { Role::Statement };
        (x, role)
    }

    /// `x[i]`, or a generic function with type arguments.
    fn index_or_instance(
        &mut self,
        target: Option<&Target>,
        e: ExprId,
        operand: ExprId,
        indices: &[ExprId],
    ) -> Operand {
        let (mut x, is_function) = self.index_expr(e, operand, indices);
        if is_function {
            self.instantiate_function(target, &mut x, Some((e, indices)));
        }
        x
    }

    /// `*x`: a dereference or a pointer type.
    fn indirect(&mut self, e: ExprId, operand: ExprId) -> Operand {
        let mut x = self.expr_or_type(operand, false);
        match x.mode {
            Mode::Invalid => return x,
            Mode::Type => {
                self.check_var_type(operand, x.ty);
                x.ty = self.types.pointer(x.ty);
                x.expr = Some(e);
                return x;
            }
            _ => {}
        }
        let mut base: Option<TypeId> = None;
        for member in self.typeset(x.ty) {
            let elem = member.and_then(|(_, under)| match self.types.kind(under) {
                TypeKind::Pointer(elem) => Some(elem),
                _ => None,
            });
            let problem = match (elem, base) {
                (None, _) => format!("invalid operation: cannot indirect {}", self.operand_string(&x)),
                (Some(elem), Some(base)) if elem != base => {
                    let text = self.operand_string(&x);
                    format!("invalid operation: pointers of {text} must have identical base types")
                }
                _ => {
                    base = elem;
                    continue;
                }
            };
            self.error_at(&x, Code::InvalidIndirection, problem);
            x.invalidate();
            return x;
        }
        x.mode = Mode::Variable;
        x.ty = base.unwrap_or(TypeId::INVALID);
        x.value = None;
        x
    }

    /// `x.(T)`
    fn type_assert(&mut self, e: ExprId, operand: ExprId, ty: ExprId) -> Operand {
        let mut x = self.expr(None, operand);
        if !x.is_valid() {
            return x;
        }
        let text = self.operand_string(&x);
        if self.types.is_type_param(x.ty) {
            let message =
                format!("invalid operation: cannot use type assertion on type parameter value {text}");
            self.error_at(&x, Code::InvalidAssert, message);
            x.invalidate();
            return x;
        }
        if !self.types.is_interface(x.ty) {
            self.error_at(&x, Code::InvalidAssert, format!("invalid operation: {text} is not an interface"));
            x.invalidate();
            return x;
        }
        let ty = self.var_type(ty);
        if ty == TypeId::INVALID {
            x.invalidate();
            return x;
        }
        self.type_assertion(e, &x, ty, false);
        x.mode = Mode::CommaOk;
        x.ty = ty;
        x
    }

    /// Reports an assertion (or case of a type switch) that can never hold.
    pub(super) fn type_assertion(&mut self, e: ExprId, x: &Operand, ty: TypeId, type_switch: bool) {
        // The dynamic type of an interface may have the other's methods too.
        if self.types.as_interface(ty).is_some() {
            return;
        }
        let Some(missing) = self.missing_method(ty, x.ty, false) else { return };
        let cause = missing.cause;
        let (named, text) = (self.type_string(ty), self.expr_string(e));
        let message = if type_switch {
            let x = self.operand_string(x);
            format!("impossible type switch case: {text}\n\t{x} cannot have dynamic type {named} {cause}")
        } else {
            let wanted = self.type_string(x.ty);
            format!("impossible type assertion: {text}\n\t{named} does not implement {wanted} {cause}")
        };
        let span = self.expr_span(e);
        self.error(Code::ImpossibleAssert, span, message);
    }

    /// Reports what a context cannot use.
    fn exclude(&mut self, x: &mut Operand, refused: Refused) {
        let text = self.operand_string_if(x, |mode| match mode {
            Mode::NoValue => refused.no_value,
            Mode::Builtin => refused.builtin,
            Mode::Type => refused.ty,
            _ => false,
        });
        let Some(text) = text else { return };
        let (code, message) = match x.mode {
            Mode::NoValue if refused.ty => (Code::TooManyValues, format!("{text} used as value")),
            Mode::NoValue => (Code::TooManyValues, format!("{text} used as value or type")),
            Mode::Builtin => (Code::UncalledBuiltin, format!("{text} must be called")),
            _ => (Code::NotAnExpr, format!("{text} is not an expression")),
        };
        self.error_at(x, code, message);
        x.invalidate();
    }

    /// Reports what is no value.
    pub(super) fn exclude_non_values(&mut self, x: &mut Operand) {
        self.exclude(x, NOT_A_VALUE);
    }

    fn operand_string_if(&self, x: &Operand, pred: impl Fn(Mode) -> bool) -> Option<String> {
        pred(x.mode).then(|| self.operand_string(x))
    }

    /// Reports several values where one is wanted.
    pub(super) fn single_value(&mut self, x: &mut Operand) {
        if x.mode == Mode::Value && matches!(self.types.kind(x.ty), TypeKind::Tuple(_)) {
            let message = format!("multiple-value {} in single-value context", self.operand_string(x));
            self.error_at(x, Code::TooManyValues, message);
            x.invalidate();
        }
    }

    /// Reports an error at an operand.
    pub(super) fn error_at(&mut self, x: &Operand, code: Code, message: impl Into<String>) {
        let span = self.operand_span(x);
        self.error(code, span, message);
    }

    /// Records an operand for its expression; untyped ones are put off until their type is known.
    pub(super) fn record(&mut self, x: &Operand) {
        let Some(e) = x.expr else { return };
        match x.mode {
            Mode::Invalid => {}
            Mode::NoValue => self.record_type(e, Mode::NoValue, TypeId::INVALID, None),
            _ if self.types.is_untyped(x.ty) => self.remember_untyped(e, x),
            _ => {
                let value = if x.mode == Mode::Constant { x.value.clone() } else { None };
                self.record_type(e, x.mode, x.ty, value);
            }
        }
    }
}

/// "1st", "2nd", "3rd", "4th".
fn ordinal(n: usize) -> String {
    let ending = match n {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
