//! Expression switches and type switches.

use super::checker::Checker;
use super::constant::Value;
use super::info::{Mode, ObjectKind, VarKind};
use super::literal::ConstantKey;
use super::operand::Operand;
use super::scope::ScopeKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::HashMap;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, CaseClause, ExprId, ExprKind, Ident, StmtId};
use crate::types::{Basic, TypeId};

/// Where the constants of a switch's cases stand, with their types.
type SeenConstants = HashMap<(ConstantKey, TypeId), Span>;

impl Checker<'_> {
    /// The clauses of an expression switch; the scope is open and the init statement checked.
    pub(super) fn switch(&mut self, tag: Option<ExprId>, clauses: &[CaseClause]) {
        let mut x = match tag {
            Some(tag) => self.switch_tag(tag),
            None => Operand {
                mode: Mode::Constant,
                ty: self.types.basic(Basic::Bool),
                value: Some(Value::Bool(true)),
                described: Some("true".into()),
                ..Operand::invalid(None)
            },
        };
        self.check_defaults(clauses.iter().filter(|c| c.is_default).map(|c| c.head).collect());
        let mut seen = HashMap::default();
        for clause in clauses {
            for &e in &clause.exprs {
                self.case_value(&mut x, e, &mut seen);
            }
            self.open_scope(ScopeKind::Block);
            self.statement_list(&clause.body);
            self.close_scope();
        }
    }

    fn switch_tag(&mut self, tag: ExprId) -> Operand {
        let mut x = self.expr(None, tag);
        self.assignment(&mut x, None, "switch expression");
        if x.is_valid() && !self.types.is_comparable(x.ty, true) && !self.types.has_nil(x.ty) {
            let (operand, ty) = (self.operand_string(&x), self.type_string(x.ty));
            let message = format!("cannot switch on {operand} ({ty} is not comparable)");
            self.error_at(&x, Code::InvalidExprSwitch, message);
            x.invalidate();
        }
        x
    }

    /// A value of a case: it is compared with the tag, and no constant may occur twice.
    fn case_value(&mut self, x: &mut Operand, e: ExprId, seen: &mut SeenConstants) {
        let mut v = self.expr(None, e);
        if !x.is_valid() || !v.is_valid() {
            return;
        }
        self.convert_untyped(&mut v, x.ty);
        if !v.is_valid() {
            return;
        }
        let mut result = v.clone();
        self.comparison(&mut result, &mut x.clone(), BinaryOp::Eq, true);
        let (true, Mode::Constant, Some(value)) = (result.is_valid(), v.mode, v.value.clone()) else {
            return;
        };
        if matches!(value, Value::Bool(_) | Value::Complex(..)) {
            return;
        }
        let Some(key) = ConstantKey::of(&value) else { return };
        if let Some(&place) = seen.get(&(key.clone(), v.ty)) {
            let message = format!("duplicate case {} in expression switch", self.operand_string(&v));
            let span = self.operand_span(&v);
            self.report(Diagnostic::error(Code::DuplicateCase, span, message).label(place, "previous case"));
            return;
        }
        seen.insert((key, v.ty), self.operand_span(&v));
    }

    /// The clauses of `switch name := x.(type)`.
    pub(super) fn type_switch(&mut self, s: StmtId, name: Option<&Ident>, x: ExprId, clauses: &[CaseClause]) {
        let mut name = name;
        if let Some(ident) = name {
            self.record_def(ident, None);
            if &*ident.name == "_" {
                self.error(Code::NoNewVar, ident.span, "no new variable on left side of :=");
                name = None;
            }
        }
        let x = self.type_switch_operand(x);
        self.check_defaults(clauses.iter().filter(|c| c.is_default).map(|c| c.head).collect());
        let mut seen = HashMap::default();
        let mut variables = Vec::new();
        for (i, clause) in clauses.iter().enumerate() {
            let ty = self.case_types(x.as_ref(), &clause.exprs, &mut seen);
            self.open_scope(ScopeKind::Block);
            if let Some(ident) = name {
                let object = self.new_var(VarKind::Local, ident.name.clone(), ty, ident.span);
                self.declare(self.env.scope, None, object, clause.head.hi.saturating_sub(1));
                self.record_type_switch_var(s, i, object);
                variables.push(object);
            }
            self.statement_list(&clause.body);
            self.close_scope();
        }
        // The variables of all clauses act as one.
        if let Some(ident) = name {
            let used = variables.iter().any(|&v| self.object(v).used);
            variables.iter().for_each(|&v| self.mark_used(v));
            if !used {
                let message = format!("{} declared and not used", ident.name);
                self.unused_error(Code::UnusedVar, ident.span, message);
            }
        }
    }

    fn type_switch_operand(&mut self, e: ExprId) -> Option<Operand> {
        let x = self.expr(None, e);
        if !x.is_valid() {
            return None;
        }
        let text = self.operand_string(&x);
        let message = if self.types.is_type_param(x.ty) {
            format!("cannot use type switch on type parameter value {text}")
        } else if self.types.is_interface(x.ty) {
            return Some(x);
        } else {
            format!("{text} is not an interface")
        };
        self.error_at(&x, Code::InvalidTypeSwitch, message);
        None
    }

    /// The types of one case; the result is the type of the clause's variable. `None` in `seen`
    /// stands for nil.
    fn case_types(
        &mut self,
        x: Option<&Operand>,
        exprs: &[ExprId],
        seen: &mut HashMap<Option<TypeId>, Span>,
    ) -> TypeId {
        let mut last = None;
        for &e in exprs {
            let ty = if self.is_nil_expr(e) {
                self.expr(None, e);
                None
            } else {
                let ty = self.var_type(e);
                last = Some(ty);
                if ty == TypeId::INVALID {
                    continue;
                }
                Some(ty)
            };
            last = ty;
            let span = self.expr_span(e);
            if let Some(&place) = seen.get(&ty) {
                let text = ty.map_or_else(|| "nil".into(), |t| self.type_string(t));
                let message = format!("duplicate case {text} in type switch");
                self.report(
                    Diagnostic::error(Code::DuplicateCase, span, message).label(place, "previous case"),
                );
                continue;
            }
            seen.insert(ty, span);
            if let (Some(x), Some(ty)) = (x, ty) {
                self.type_assertion(e, x, ty, true);
            }
        }
        match last {
            Some(ty) if exprs.len() == 1 => ty,
            _ => x.map_or(TypeId::INVALID, |x| x.ty),
        }
    }

    /// Is it the predeclared nil?
    fn is_nil_expr(&mut self, e: ExprId) -> bool {
        let ast = self.ast();
        match &ast[self.unparen(e)].kind {
            ExprKind::Ident(ident) => {
                let object = self.lookup(&ident.name, ident.span);
                object.is_some_and(|o| matches!(self.object(o).kind, ObjectKind::Nil))
            }
            _ => false,
        }
    }
}
