//! Unary and binary operators (spec: "Operators"): which types have them, constant folding, matching
//! of untyped operands.

use super::checker::Checker;
use super::constant::Value;
use super::info::Mode;
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, ChanDir, ExprId, ExprKind, UnaryOp};
use crate::types::{Basic, TypeId, TypeKind};

impl UnaryOp {
    /// As written.
    pub(super) fn text(self) -> &'static str {
        match self {
            UnaryOp::Plus => "+",
            UnaryOp::Minus => "-",
            UnaryOp::Not => "!",
            UnaryOp::Xor => "^",
            UnaryOp::Addr => "&",
            UnaryOp::Arrow => "<-",
            UnaryOp::Star => "*",
            UnaryOp::Tilde => "~",
        }
    }
}

impl BinaryOp {
    /// As written.
    pub(super) fn text(self) -> &'static str {
        match self {
            BinaryOp::OrOr => "||",
            BinaryOp::AndAnd => "&&",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "!=",
            BinaryOp::Lt => "<",
            BinaryOp::Le => "<=",
            BinaryOp::Gt => ">",
            BinaryOp::Ge => ">=",
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Or => "|",
            BinaryOp::Xor => "^",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::Rem => "%",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::And => "&",
            BinaryOp::AndNot => "&^",
        }
    }
}

impl Checker<'_> {
    /// `op x`, but for `*x`.
    pub(super) fn unary(&mut self, e: ExprId, op: UnaryOp, operand: ExprId) -> Operand {
        let mut x = self.expr(None, operand);
        if !x.is_valid() {
            return x;
        }
        match op {
            UnaryOp::Addr => return self.address_of(operand, x),
            UnaryOp::Arrow => return self.receive(x),
            UnaryOp::Tilde => {
                let hint = if self.types.all_integer(x.ty) { " (use ^ for bitwise complement)" } else { "" };
                let message = format!("cannot use ~ outside of interface or type constraint{hint}");
                let span = self.expr_span(e);
                self.error(Code::UndefinedOp, span, message);
                x.invalidate();
                return x;
            }
            _ => {}
        }
        let defined = match op {
            UnaryOp::Not => self.types.all_boolean(x.ty),
            UnaryOp::Xor => self.types.all_integer(x.ty),
            _ => self.types.all_numeric(x.ty),
        };
        if !defined {
            self.undefined_operator(&mut x, op.text());
            return x;
        }
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
            return x;
        }
        if let Some(value) = x.value.take() {
            let unsigned = self.types.under_basic(x.ty).filter(|b| b.is_unsigned());
            x.value = Value::unary(op, &value, unsigned.map(Basic::bits));
            x.expr = Some(e);
            let span = self.operator_span(e);
            self.overflow(&mut x, span);
        }
        x
    }

    fn undefined_operator(&mut self, x: &mut Operand, op: &str) {
        let message = format!("invalid operation: operator {op} not defined on {}", self.operand_string(x));
        self.error_at(x, Code::UndefinedOp, message);
        x.invalidate();
    }

    /// Spec: "The operand must be addressable […]. As an exception to the addressability
    /// requirement, x may also be a (possibly parenthesized) composite literal."
    fn address_of(&mut self, operand: ExprId, mut x: Operand) -> Operand {
        let literal = matches!(self.ast()[self.unparen(operand)].kind, ExprKind::CompositeLit { .. });
        if !literal && x.mode != Mode::Variable {
            let message = format!("invalid operation: cannot take address of {}", self.operand_string(&x));
            self.error_at(&x, Code::UnaddressableOperand, message);
            x.invalidate();
            return x;
        }
        x.mode = Mode::Value;
        x.ty = self.types.pointer(x.ty);
        x
    }

    fn receive(&mut self, mut x: Operand) -> Operand {
        let span = self.operand_span(&x);
        match self.chan_elem(span, &x, ChanDir::Recv) {
            Some(elem) => {
                x.mode = Mode::CommaOk;
                x.ty = elem;
                self.env.has_call_or_receive = true;
            }
            None => x.invalidate(),
        }
        x
    }

    /// The element of the channel `x` that is to be received from or sent to; reports what cannot.
    pub(super) fn chan_elem(&mut self, span: Span, x: &Operand, dir: ChanDir) -> Option<TypeId> {
        let wrong = if dir == ChanDir::Recv { ChanDir::Send } else { ChanDir::Recv };
        let found = self.common_under_or_cause(x.ty, |c, member| {
            let Some((ty, under)) = member else { return Some("no specific channel type".into()) };
            match c.types.kind(under) {
                TypeKind::Chan { dir, .. } if dir != wrong => None,
                TypeKind::Chan { .. } if wrong == ChanDir::Send => {
                    Some(format!("send-only channel {}", c.type_string(ty)))
                }
                TypeKind::Chan { .. } => Some(format!("receive-only channel {}", c.type_string(ty))),
                _ => Some(format!("non-channel {}", c.type_string(ty))),
            }
        });
        let cause = match found {
            Ok(under) => match self.types.kind(under) {
                TypeKind::Chan { elem, .. } => return Some(elem),
                _ => return None,
            },
            Err(cause) => cause,
        };
        let text = self.operand_string(x);
        let (code, what) = match dir {
            ChanDir::Recv => (Code::InvalidReceive, "receive from"),
            _ => (Code::InvalidSend, "send to"),
        };
        let message = if self.types.is_type_param(x.ty) {
            format!("invalid operation: cannot {what} {text}: {cause}")
        } else {
            format!("invalid operation: cannot {what} {cause} {text}")
        };
        self.error(code, span, message);
        None
    }

    /// `x op y`; `e` is the whole expression, `None` for an assignment operation.
    pub(super) fn binary(&mut self, e: Option<ExprId>, lhs: ExprId, rhs: ExprId, op: BinaryOp) -> Operand {
        let mut x = self.expr(None, lhs);
        let mut y = self.expr(None, rhs);
        if !x.is_valid() {
            return x;
        }
        if !y.is_valid() {
            x.invalidate();
            x.expr = y.expr;
            return x;
        }
        if op.is_shift() {
            self.shift(&mut x, &mut y, e, op);
            return x;
        }
        self.match_types(&mut x, &mut y);
        if !x.is_valid() {
            return x;
        }
        if op.is_comparison() {
            self.comparison(&mut x, &mut y, op, false);
            return x;
        }
        self.arithmetic(&mut x, &y, e, lhs, rhs, op);
        x
    }

    fn arithmetic(
        &mut self,
        x: &mut Operand,
        y: &Operand,
        e: Option<ExprId>,
        lhs: ExprId,
        rhs: ExprId,
        op: BinaryOp,
    ) {
        if x.ty != y.ty {
            if x.ty != TypeId::INVALID && y.ty != TypeId::INVALID {
                let expr = match e {
                    Some(e) => self.expr_string(e),
                    None => format!("{} {}= {}", self.expr_string(lhs), op.text(), self.expr_string(rhs)),
                };
                self.mismatched_types(x, y, &expr);
            }
            x.invalidate();
            return;
        }
        if !self.has_operator(x.ty, op) {
            self.undefined_operator(x, op.text());
            return;
        }
        let constant = x.mode == Mode::Constant && y.mode == Mode::Constant;
        if matches!(op, BinaryOp::Div | BinaryOp::Rem) && y.mode == Mode::Constant {
            let zero = y.value.as_ref().is_some_and(|v| v.sign() == 0);
            if zero && (x.mode == Mode::Constant || self.types.all_integer(x.ty)) {
                self.error_at(y, Code::DivByZero, "invalid operation: division by zero");
                x.invalidate();
                return;
            }
        }
        if !constant {
            x.mode = Mode::Value;
            return;
        }
        if let (Some(a), Some(b)) = (&x.value, &y.value) {
            let integer = self.types.is_integer(x.ty);
            x.value = Value::binary(op, a, b, integer);
            x.expr = e.or(x.expr);
            let span = e.map_or_else(|| self.operand_span(x), |e| self.operator_span(e));
            self.overflow(x, span);
        }
    }

    fn has_operator(&self, ty: TypeId, op: BinaryOp) -> bool {
        match op {
            BinaryOp::Add => self.types.all_numeric_or_string(ty),
            BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => self.types.all_numeric(ty),
            BinaryOp::AndAnd | BinaryOp::OrOr => self.types.all_boolean(ty),
            _ => self.types.all_integer(ty),
        }
    }

    fn mismatched_types(&mut self, x: &Operand, y: &Operand, expr: &str) {
        let (a, b) = (self.type_string(x.ty), self.type_string(y.ty));
        let message = format!("invalid operation: {expr} (mismatched types {a} and {b})");
        self.error_at(x, Code::MismatchedTypes, message);
    }

    /// Converts an untyped operand to the other's type, where the two may meet at all.
    pub(super) fn match_types(&mut self, x: &mut Operand, y: &mut Operand) {
        if !self.may_convert(x, y) {
            return;
        }
        self.convert_untyped(x, y.ty);
        if !x.is_valid() {
            return;
        }
        self.convert_untyped(y, x.ty);
        if !y.is_valid() {
            x.invalidate();
        }
    }

    fn may_convert(&self, x: &Operand, y: &Operand) -> bool {
        let types = &self.types;
        if types.is_typed(x.ty) && types.is_typed(y.ty) {
            return false;
        }
        if types.all_numeric(x.ty) != types.all_numeric(y.ty) {
            return false;
        }
        // An untyped operand may take its default type beside an empty interface.
        if types.is_interface(x.ty) || types.is_interface(y.ty) {
            return true;
        }
        if types.all_boolean(x.ty) != types.all_boolean(y.ty) {
            return false;
        }
        if types.all_string(x.ty) != types.all_string(y.ty) {
            return false;
        }
        if x.is_nil() {
            return types.has_nil(y.ty);
        }
        if y.is_nil() {
            return types.has_nil(x.ty);
        }
        !types.is_pointer(x.ty) && !types.is_pointer(y.ty)
    }

    /// `x op y` for a comparison; in a switch, the case `x` against the tag `y`.
    pub(super) fn comparison(&mut self, x: &mut Operand, y: &mut Operand, op: BinaryOp, switch_case: bool) {
        if x.ty == TypeId::INVALID || y.ty == TypeId::INVALID {
            x.invalidate();
            return;
        }
        let op = if switch_case { BinaryOp::Eq } else { op };
        if let Some((code, at_second, cause)) = self.comparison_problem(x, y, op) {
            self.report_comparison(x, y, op, switch_case, code, at_second, cause);
            x.invalidate();
            return;
        }
        match (&x.value, &y.value) {
            (Some(a), Some(b)) if x.mode == Mode::Constant && y.mode == Mode::Constant => {
                x.value = Value::compare(op, a, b).map(Value::Bool);
            }
            _ => {
                x.mode = Mode::Value;
                x.value = None;
                // The operands have now the types that they are computed with.
                self.update_expr_type(x.expr, self.types.default_type(x.ty), true);
                self.update_expr_type(y.expr, self.types.default_type(y.ty), true);
            }
        }
        x.ty = self.types.basic(Basic::UntypedBool);
    }

    /// Why two operands cannot be compared: code, whether the second is to blame, and the cause
    /// ("" for the general one).
    fn comparison_problem(&mut self, x: &Operand, y: &Operand, op: BinaryOp) -> Option<(Code, bool, String)> {
        if !self.assignable(x, y.ty) && !self.assignable(y, x.ty) {
            let cause = format!("mismatched types {} and {}", self.type_string(x.ty), self.type_string(y.ty));
            return Some((Code::MismatchedTypes, true, cause));
        }
        let undefined = |second: bool, cause: String| Some((Code::UndefinedOp, second, cause));
        if !matches!(op, BinaryOp::Eq | BinaryOp::Ne) {
            return match (self.types.all_ordered(x.ty), self.types.all_ordered(y.ty)) {
                (false, _) => undefined(false, String::new()),
                (_, false) => undefined(true, String::new()),
                _ => None,
            };
        }
        if x.is_nil() || y.is_nil() {
            let ty = if x.is_nil() { y.ty } else { x.ty };
            let ok = self.types.has_nil(ty) && !(x.is_nil() && y.is_nil() && self.types.is_untyped(ty));
            return if ok { None } else { undefined(true, String::new()) };
        }
        if !self.types.is_comparable(x.ty, true) {
            return undefined(false, self.incomparable_cause(x.ty));
        }
        if !self.types.is_comparable(y.ty, true) {
            return undefined(true, self.incomparable_cause(y.ty));
        }
        None
    }

    #[allow(clippy::too_many_arguments, reason = "one report, called once")]
    fn report_comparison(
        &mut self,
        x: &Operand,
        y: &Operand,
        op: BinaryOp,
        switch_case: bool,
        code: Code,
        at_second: bool,
        cause: String,
    ) {
        let mut culprit = if at_second { y } else { x };
        let cause = if !cause.is_empty() {
            cause
        } else if self.types.is_type_param(x.ty) || self.types.is_type_param(y.ty) {
            if !self.types.is_type_param(x.ty) {
                culprit = y;
            }
            format!("type parameter {} cannot use operator {}", self.type_string(culprit.ty), op.text())
        } else {
            let kind = self.composite_kind(culprit.ty);
            let what = kind.map_or_else(|| self.type_string(culprit.ty), str::to_string);
            format!("operator {} not defined on {what}", op.text())
        };
        let (a, b) = (self.operand_expr_string(x), self.operand_expr_string(y));
        if switch_case {
            self.error_at(x, code, format!("invalid case {a} in switch on {b} ({cause})"));
        } else {
            let message = format!("invalid operation: {a} {} {b} ({cause})", op.text());
            self.error_at(&culprit.clone(), code, message);
        }
    }

    /// Why values of `ty` cannot be compared, as far as there is more to say.
    pub(super) fn incomparable_cause(&self, ty: TypeId) -> String {
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Slice(_) | TypeKind::Func(_) | TypeKind::Map { .. } => {
                format!("{} can only be compared to nil", self.structure_name(ty))
            }
            TypeKind::Struct(fields) => {
                let bad = fields.iter().find(|f| !self.types.is_comparable(f.ty, true));
                bad.map_or_else(String::new, |f| {
                    format!("struct containing {} cannot be compared", self.type_string(f.ty))
                })
            }
            TypeKind::Array { .. } => format!("{} cannot be compared", self.type_string(ty)),
            TypeKind::Interface(_) if self.types.is_type_param(ty) => {
                "incomparable types in type set".to_string()
            }
            _ => String::new(),
        }
    }

    /// May `x` be assigned to a `ty`?
    pub(super) fn assignable(&mut self, x: &Operand, ty: TypeId) -> bool {
        self.assignable_to(x, ty).is_ok()
    }

    /// "struct", "slice", … of a composite type.
    fn composite_kind(&self, ty: TypeId) -> Option<&'static str> {
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Basic(_) => None,
            _ => Some(self.structure_name(ty)),
        }
    }
}
