//! Assignments and initialisations (spec: "Assignment statements", "Variable declarations"). After
//! types2's assignments.go.

use super::checker::Checker;
use super::info::{Mode, ObjectId, ObjectKind};
use super::operand::Operand;
use super::signature::measure;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind, Ident, Name};
use crate::types::{Basic, TypeId};

/// What several values initialise: variables of a declaration, or the results of a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Initialization {
    Variables,
    /// A return statement, at its place.
    Return(Span),
}

impl Checker<'_> {
    /// Checks that `x` can be assigned to a variable of type `target` (`None`: the blank
    /// identifier), converting an untyped `x`. On an error `x` becomes invalid.
    pub(super) fn assignment(&mut self, x: &mut Operand, target: Option<TypeId>, context: &str) {
        self.single_value(x);
        match x.mode {
            Mode::Invalid => return,
            Mode::NoValue | Mode::Builtin | Mode::Type => {
                let ty = target.map_or_else(|| "_".into(), |t| self.type_string(t));
                let message = format!("cannot assign {} to {ty} in {context}", self.operand_string(x));
                self.error_at(x, Code::IncompatibleAssign, message);
                return x.invalidate();
            }
            _ => {}
        }
        if self.types.is_untyped(x.ty) && !self.assign_untyped(x, target, context) {
            return x.invalidate();
        }
        let described = self.new_target(target, context);
        self.non_generic(described.as_ref(), x);
        let (true, Some(target)) = (x.is_valid(), target) else { return };
        if let Err((code, cause)) = self.assignable_to(x, target) {
            let (operand, ty) = (self.operand_string(x), self.type_string(target));
            let mut message = format!("cannot use {operand} as {ty} value in {context}");
            if !cause.is_empty() {
                message = format!("{message}: {cause}");
            }
            self.error_at(x, code, message);
            x.invalidate();
        }
    }

    /// Gives an untyped operand the type that it has in an assignment.
    fn assign_untyped(&mut self, x: &mut Operand, target: Option<TypeId>, context: &str) -> bool {
        let plain_interface = |c: &Self, t: TypeId| c.types.is_interface(t);
        let wanted = match target {
            None if x.is_nil() => {
                self.error_at(x, Code::UntypedNilUse, format!("use of untyped nil in {context}"));
                return false;
            }
            Some(t) if x.is_nil() => t,
            Some(t) if !plain_interface(self, t) => t,
            _ => self.types.default_type(x.ty),
        };
        match self.implicit_type_and_value(x, wanted) {
            Ok((ty, value)) => {
                if let Some(value) = value {
                    self.update_expr_val(x.expr, &value);
                    x.value = Some(value);
                }
                if ty != x.ty {
                    x.ty = ty;
                    self.update_expr_type(x.expr, ty, false);
                }
                true
            }
            Err(code) => {
                let (operand, ty) = (self.operand_string(x), self.type_string(wanted));
                let message = format!("cannot use {operand} as {ty} value in {context}");
                let (code, suffix) = match code {
                    Code::TruncatedFloat => (code, " (truncated)"),
                    Code::NumericOverflow => (code, " (overflows)"),
                    _ => (Code::IncompatibleAssign, ""),
                };
                self.error_at(x, code, format!("{message}{suffix}"));
                false
            }
        }
    }

    /// Checks the initialisation of a variable by `x`. `typed`: it has been declared with a type;
    /// otherwise it takes that of `x`.
    pub(super) fn init_var(&mut self, variable: ObjectId, typed: bool, x: &mut Operand, context: &str) {
        let declared = self.object(variable).ty;
        if !x.is_valid() || x.ty == TypeId::INVALID || typed && declared == TypeId::INVALID {
            self.object_mut(variable).ty = if typed { declared } else { TypeId::INVALID };
            return x.invalidate();
        }
        let mut ty = declared;
        if !typed {
            if x.ty == self.types.basic(Basic::UntypedNil) {
                self.error_at(x, Code::UntypedNilUse, format!("use of untyped nil in {context}"));
                return x.invalidate();
            }
            ty = self.types.default_type(x.ty);
            self.object_mut(variable).ty = ty;
        }
        self.assignment(x, Some(ty), context);
    }

    /// Checks the initialisation of variables (or results) by a list of values. `typed` says for
    /// all whether they have a type already.
    pub(super) fn init_vars(
        &mut self,
        lhs: &[ObjectId],
        typed: bool,
        rhs: &[ExprId],
        returned: Option<Span>,
    ) {
        let flags = vec![typed; lhs.len()];
        let how = returned.map_or(Initialization::Variables, Initialization::Return);
        self.init_mixed(lhs, &flags, rhs, how);
    }

    /// The same with one flag for each variable.
    pub(super) fn init_mixed(
        &mut self,
        lhs: &[ObjectId],
        typed: &[bool],
        rhs: &[ExprId],
        how: Initialization,
    ) {
        let (l, r) = (lhs.len(), rhs.len());
        let returns = matches!(how, Initialization::Return(_));
        let context = match how {
            Initialization::Return(_) => "return statement",
            Initialization::Variables if l > 1 => "multiple assignment",
            Initialization::Variables => "assignment",
        };
        if l == r && !(r == 1 && self.is_call(rhs[0])) {
            for (i, &variable) in lhs.iter().enumerate() {
                let mut name = self.object(variable).name.to_string();
                if returns && name.is_empty() {
                    name = "result variable".into();
                }
                let target = typed[i].then(|| self.object(variable).ty);
                let target = self.new_target(target, &name);
                let mut x = self.expr(target.as_ref(), rhs[i]);
                self.init_var(variable, typed[i], &mut x, context);
            }
            return;
        }
        if r != 1 {
            if self.use_exprs(rhs) {
                match how {
                    Initialization::Return(at) => {
                        let values = self.expr_list(rhs);
                        self.report_return(at, lhs, &values);
                    }
                    Initialization::Variables => self.report_mismatch(rhs, l, r),
                }
            }
            return;
        }
        let (mut values, comma_ok) = self.multi_expr(rhs[0], l == 2 && !returns);
        if values.len() == l {
            for (i, &variable) in lhs.iter().enumerate() {
                self.init_var(variable, typed[i], &mut values[i], context);
            }
            if comma_ok {
                self.record_comma_ok(rhs[0], &values);
            }
        } else if values.first().is_some_and(Operand::is_valid) {
            match how {
                Initialization::Return(at) => self.report_return(at, lhs, &values),
                Initialization::Variables => self.report_mismatch(rhs, l, values.len()),
            }
        }
    }

    fn is_call(&self, e: ExprId) -> bool {
        matches!(self.env.ast[self.unparen(e)].kind, ExprKind::Call { .. })
    }

    /// Records that an expression is used with its second value: its type is a pair.
    fn record_comma_ok(&mut self, e: ExprId, values: &[Operand]) {
        let [x, ok] = values else { return };
        if !x.is_valid() || !ok.is_valid() {
            return;
        }
        let pair = self.types.tuple(&[x.ty, ok.ty]);
        let ast = self.ast();
        let mut e = e;
        loop {
            let info = self.recorded(e).clone();
            self.record_type(e, info.mode, pair, None);
            match ast[e].kind {
                ExprKind::Paren(inner) => e = inner,
                _ => return,
            }
        }
    }

    /// "assignment mismatch: 2 variables but f() returns 1 value"
    pub(super) fn report_mismatch(&mut self, rhs: &[ExprId], l: usize, r: usize) {
        let Some(&first) = rhs.first() else { return };
        let (variables, values) = (measure(l, "variable"), measure(r, "value"));
        let mut message = format!("assignment mismatch: {variables} but {values}");
        if rhs.len() == 1
            && let ExprKind::Call { fun, .. } = self.ast()[self.unparen(first)].kind
        {
            message =
                format!("assignment mismatch: {variables} but {} returns {values}", self.expr_string(fun));
        }
        self.error(Code::WrongAssignCount, self.expr_span(first), message);
    }

    fn report_return(&mut self, at: Span, lhs: &[ObjectId], rhs: &[Operand]) {
        let (l, r) = (lhs.len(), rhs.len());
        let (quality, span) = if r > l {
            ("too many", self.operand_span(&rhs[l]))
        } else if let Some(last) = rhs.last() {
            ("not enough", self.operand_span(last))
        } else {
            ("not enough", at)
        };
        let have: Vec<TypeId> = rhs.iter().map(|x| x.ty).collect();
        let want: Vec<TypeId> = lhs.iter().map(|&v| self.object(v).ty).collect();
        let message = format!(
            "{quality} return values\n\thave {}\n\twant {}",
            self.types_summary(&have, false, false),
            self.types_summary(&want, false, false)
        );
        self.error(Code::WrongResultCount, span, message);
    }

    /// `(int, string)`, for messages about wrong counts; untyped numbers are "number".
    pub(super) fn types_summary(&self, types: &[TypeId], variadic: bool, dots: bool) -> String {
        let last = types.len().wrapping_sub(1);
        let text = |(i, &ty): (usize, &TypeId)| {
            let mut text = match self.types.as_basic(ty) {
                Some(Basic::Invalid) => "unknown type".to_string(),
                Some(b) if b.is_untyped() && b.is_numeric() => "number".into(),
                Some(b) if b.is_untyped() => self.types.basic_name(b).replace("untyped ", ""),
                _ => self.type_string(ty),
            };
            if i == last && variadic {
                text = format!("...{}", text.strip_prefix("[]").unwrap_or(&text));
            } else if i == last && dots {
                text += "...";
            }
            text
        };
        format!("({})", types.iter().enumerate().map(text).collect::<Vec<_>>().join(", "))
    }

    /// The type of a left side: `Ok(None)` for the blank identifier, `Err` after a report.
    fn left_side(&mut self, lhs: ExprId) -> Result<Option<TypeId>, ()> {
        let ast = self.ast();
        let inner = self.unparen(lhs);
        let mut used = None;
        if let ExprKind::Ident(ident) = &ast[inner].kind {
            if &*ident.name == "_" {
                self.record_def(ident, None);
                return Ok(None);
            }
            // Being assigned to is no use.
            let object = self.lookup(&ident.name, ident.span);
            used = object
                .filter(|&o| matches!(self.object(o).kind, ObjectKind::Var(_)))
                .map(|o| (o, self.object(o).used));
        }
        let x = self.expr(None, lhs);
        if let Some((object, before)) = used {
            self.object_mut(object).used = before;
        }
        if !x.is_valid() || x.ty == TypeId::INVALID {
            return Err(());
        }
        if matches!(x.mode, Mode::Variable | Mode::MapIndex) {
            return Ok(Some(x.ty));
        }
        self.report_unassignable(&x);
        Err(())
    }

    fn report_unassignable(&mut self, x: &Operand) {
        let text = self.operand_expr_string(x);
        if let Some(e) = x.expr
            && let ExprKind::Selector { x: operand, .. } = self.ast()[self.unparen(e)].kind
        {
            let base = self.expr_or_type(operand, false);
            if base.mode == Mode::MapIndex {
                let message = format!("cannot assign to struct field {text} in map");
                return self.error_at(x, Code::UnaddressableFieldAssign, message);
            }
        }
        let message = format!("cannot assign to {text} (neither addressable nor a map index expression)");
        self.error_at(x, Code::UnassignableOperand, message);
    }

    /// Checks `lhs = rhs`.
    fn assign_expr(&mut self, lhs: ExprId, rhs: ExprId, context: &str) {
        let Ok(ty) = self.left_side(lhs) else {
            self.use_exprs(&[rhs]);
            return;
        };
        let target = ty.filter(|&t| self.types.signature(t).is_some());
        let target = target.and_then(|t| self.described_target(t, lhs));
        let mut x = self.expr(target.as_ref(), rhs);
        self.assign_operand(ty, &mut x, context);
    }

    /// Checks the assignment of the value `x`, which is already there, to `lhs`.
    pub(super) fn assign_value(&mut self, lhs: ExprId, x: &mut Operand, context: &str) {
        match self.left_side(lhs) {
            Ok(ty) => self.assign_operand(ty, x, context),
            Err(()) => x.invalidate(),
        }
    }

    fn assign_operand(&mut self, ty: Option<TypeId>, x: &mut Operand, context: &str) {
        let context =
            if ty.is_none() && context == "assignment" { "assignment to _ identifier" } else { context };
        self.assignment(x, ty, context);
    }

    /// `a, b = x, y`
    pub(super) fn assign_vars(&mut self, lhs: &[ExprId], rhs: &[ExprId]) {
        let (l, r) = (lhs.len(), rhs.len());
        let context = if l > 1 { "multiple assignment" } else { "assignment" };
        if l == r && !(r == 1 && self.is_call(rhs[0])) {
            for (&lhs, &rhs) in lhs.iter().zip(rhs) {
                self.assign_expr(lhs, rhs, context);
            }
            return;
        }
        if r != 1 {
            let before = self.diagnostics.len();
            self.use_lhs(lhs);
            let ok = self.use_exprs(rhs);
            if ok && self.diagnostics.len() == before {
                self.report_mismatch(rhs, l, r);
            }
            return;
        }
        let (mut values, comma_ok) = self.multi_expr(rhs[0], l == 2);
        if values.len() == l {
            for (&lhs, x) in lhs.iter().zip(&mut values) {
                self.assign_value(lhs, x, context);
            }
            if comma_ok {
                self.record_comma_ok(rhs[0], &values);
            }
            return;
        }
        if values.first().is_some_and(Operand::is_valid) {
            self.report_mismatch(rhs, l, values.len());
        }
        self.use_lhs(lhs);
    }

    /// `a, b := x, y`; `op` is where `:=` stands.
    pub(super) fn short_var_decl(&mut self, lhs: &[ExprId], rhs: &[ExprId], op: Span) {
        let top = self.later.len();
        let scope = self.env.scope;
        let ast = self.ast();
        let (mut objects, mut typed, mut new) = (Vec::new(), Vec::new(), Vec::new());
        let mut seen: Vec<&Name> = Vec::new();
        let mut wrong = false;
        for &e in lhs {
            let found = match &ast[e].kind {
                ExprKind::Ident(ident) if &*ident.name != "_" && seen.contains(&&ident.name) => {
                    let message = format!("{} repeated on left side of :=", ident.name);
                    self.error(Code::RepeatedDecl, ident.span, message);
                    None
                }
                ExprKind::Ident(ident) => {
                    seen.push(&ident.name);
                    self.short_var(ident, &mut new)
                }
                _ => {
                    self.use_lhs(&[e]);
                    let message = format!("non-name {} on left side of :=", self.expr_string(e));
                    self.error(Code::BadDecl, self.expr_span(e), message);
                    None
                }
            };
            wrong |= found.is_none();
            let (object, has_type) = found.unwrap_or_else(|| {
                let kind = self.variable_kind();
                (self.new_var(kind, "_".into(), TypeId::INVALID, self.expr_span(e)), false)
            });
            objects.push(object);
            typed.push(has_type);
        }
        self.init_mixed(&objects, &typed, rhs, Initialization::Variables);
        self.process_later_from(top);
        if new.is_empty() && !wrong {
            return self.error(Code::NoNewVar, op, "no new variables on left side of :=");
        }
        let from = rhs.last().map_or(op.hi, |&e| self.expr_span(e).hi);
        for object in new {
            self.declare(scope, None, object, from);
        }
    }

    /// One name on the left of `:=`: a variable of this very scope, or a new one.
    fn short_var(&mut self, ident: &Ident, new: &mut Vec<ObjectId>) -> Option<(ObjectId, bool)> {
        if let Some(other) = self.scopes.local(self.env.scope, &ident.name) {
            self.record_use(ident, other);
            if matches!(self.object(other).kind, ObjectKind::Var(_)) {
                return Some((other, true));
            }
            let message = format!("cannot assign to {}", ident.name);
            let span = self.object(other).span;
            let label = format!("{} declared here", ident.name);
            self.report(Diagnostic::error(Code::UnassignableOperand, ident.span, message).label(span, label));
            return None;
        }
        let kind = self.variable_kind();
        let object = self.new_var(kind, ident.name.clone(), TypeId::INVALID, ident.span);
        if &*ident.name != "_" {
            new.push(object);
        }
        self.record_def(ident, Some(object));
        Some((object, false))
    }
}
