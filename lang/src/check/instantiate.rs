//! Instantiation of generic functions (spec: "Instantiations"): with type arguments given, inferred
//! from the func type they are assigned to, or both; and the check of type arguments against their
//! constraints, put off until all types are complete.

use super::checker::Checker;
use super::expr::Target;
use super::infer::Inference;
use super::info::Mode;
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::load::Version;
use crate::shared::SharedList;
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind, IdentId};
use crate::types::{Signature, Subst, TypeId, TypeKind, TypeParamId};
use std::rc::Rc;

impl Checker<'_> {
    /// Instantiates the generic function `x`, with the type arguments of the index expression
    /// `given` and what follows from `target`.
    pub(super) fn instantiate_function(
        &mut self,
        target: Option<&Target>,
        x: &mut Operand,
        given: Option<(ExprId, &[ExprId])>,
    ) {
        let Some((mut type_args, type_exprs)) = self.given_type_args(x, given) else { return };
        let Some(signature) = self.types.signature(x.ty) else { return x.invalidate() };
        let params = x.type_params.clone();
        let span = self.operand_span(x);
        let position = match given {
            Some((e, _)) => self.index_position(e),
            None => span,
        };
        let old = !self.require(position, Version(18), "function instantiation");
        if type_args.len() < params.len() {
            if !old && target.is_some() {
                let how = if given.is_some() { "partially" } else { "implicitly" };
                self.require(position, Version(21), &format!("{how} instantiated function in assignment"));
            }
            match self.infer_from_target(target, x, &params, &type_args, position) {
                Some(inferred) => type_args = inferred,
                None => return x.invalidate(),
            }
        }
        let instance = self.instantiate_signature(span, x.expr, &params, &signature, &type_args, type_exprs);
        x.ty = self.types.intern(TypeKind::Func(instance));
        x.mode = Mode::Value;
        x.type_params = SharedList::default();
        if let Some(e) = x.expr {
            self.record_function_type(e, x.ty);
        }
    }

    /// Where gc reports an index expression as a whole: at its bracket.
    fn index_position(&self, e: ExprId) -> Span {
        match self.env.ast[e].kind {
            ExprKind::Index { x, .. } => {
                let after = self.expr_span(x).hi;
                Span::new(after, after)
            }
            _ => self.expr_span(e),
        }
    }

    /// Evaluates given type arguments; `None`: an error has been reported and `x` is invalid.
    fn given_type_args<'e>(
        &mut self,
        x: &mut Operand,
        given: Option<(ExprId, &'e [ExprId])>,
    ) -> Option<(Vec<TypeId>, &'e [ExprId])> {
        let Some((e, exprs)) = given else { return Some((Vec::new(), &[])) };
        x.expr = Some(e);
        let Some(types) = self.type_list(exprs) else {
            x.invalidate();
            return None;
        };
        let (got, want) = (types.len(), x.type_params.len());
        if got > want {
            let span = self.expr_span(exprs[got - 1]);
            self.error(Code::WrongTypeArgCount, span, format!("got {got} type arguments but want {want}"));
            x.invalidate();
            return None;
        }
        Some((types, exprs))
    }

    /// The type arguments given to a generic function that is an argument of a call. With all of
    /// them it is instantiated, and the result is empty.
    pub(super) fn partial_instance(
        &mut self,
        x: &mut Operand,
        e: ExprId,
        exprs: &[ExprId],
    ) -> Option<Vec<TypeId>> {
        let (types, _) = self.given_type_args(x, Some((e, exprs)))?;
        if types.len() < x.type_params.len() {
            return Some(types);
        }
        let signature = self.types.signature(x.ty)?;
        let params = x.type_params.clone();
        let span = self.operand_span(x);
        let instance = self.instantiate_signature(span, x.expr, &params, &signature, &types, exprs);
        x.ty = self.types.intern(TypeKind::Func(instance));
        x.type_params = SharedList::default();
        self.record_function_type(e, x.ty);
        Some(Vec::new())
    }

    /// Finds missing type arguments as if `x` were assigned to a variable of the target's type.
    fn infer_from_target(
        &mut self,
        target: Option<&Target>,
        x: &Operand,
        params: &[TypeParamId],
        given: &[TypeId],
        span: Span,
    ) -> Option<Vec<TypeId>> {
        let (renamed, subst) = self.rename_type_params(params);
        let mut args = Vec::new();
        let mut wants = Vec::new();
        if let (Some(target), Some(e)) = (target, x.expr) {
            args.push(Operand::described(target.signature, &target.description, e));
            wants.push(self.types.subst(x.ty, &subst));
        }
        let given = Inference {
            span,
            params: &renamed,
            known: given.iter().copied().map(Some).collect(),
            wants,
            args: &args,
            reverse: true,
        };
        match self.infer(given) {
            Ok(types) => Some(types),
            Err(failure) => {
                if let Some((span, message)) = failure {
                    self.error(Code::CannotInferTypeArgs, span, message);
                }
                None
            }
        }
    }

    /// The signature with its type arguments. Records the instance for the function's name and puts
    /// off the check of the arguments.
    pub(super) fn instantiate_signature(
        &mut self,
        span: Span,
        fun: Option<ExprId>,
        params: &[TypeParamId],
        signature: &Signature,
        args: &[TypeId],
        exprs: &[ExprId],
    ) -> Rc<Signature> {
        let subst = Subst::new(params, args);
        let instance = Signature {
            params: self.types.subst_all(&signature.params, &subst),
            results: self.types.subst_all(&signature.results, &subst),
            variadic: signature.variadic,
        };
        if let Some(ident) = fun.and_then(|e| self.instantiated_ident(e)) {
            self.record_instance(ident, args.into());
        }
        let spans: Vec<Span> = exprs.iter().map(|&e| self.expr_span(e)).collect();
        self.verify_later(span, spans, params.to_vec(), args.to_vec());
        Rc::new(instance)
    }

    /// Puts off the check of type arguments; `spans` are the places of those that are written.
    pub(super) fn verify_later(
        &mut self,
        span: Span,
        spans: Vec<Span>,
        params: Vec<TypeParamId>,
        args: Vec<TypeId>,
    ) {
        args.iter().for_each(|&arg| self.note_dynamic(arg));
        self.later(move |c| match c.verify_type_args(&params, &args) {
            Some((index, cause)) => {
                let span = spans.get(index).copied().unwrap_or(span);
                c.error(Code::InvalidTypeArg, span, cause);
            }
            None => c.record_instantiation(span, &params, &args),
        });
    }

    /// The first type argument that does not satisfy its constraint, with the cause.
    pub(super) fn verify_type_args(
        &mut self,
        params: &[TypeParamId],
        args: &[TypeId],
    ) -> Option<(usize, String)> {
        let subst = Subst::new(params, args);
        for (i, (&param, &arg)) in params.iter().zip(args).enumerate() {
            let Some(constraint) = self.types.type_param(param).constraint else { continue };
            let constraint = self.types.subst(constraint, &subst);
            if let Err(cause) = self.implements(arg, constraint, true) {
                return Some((i, cause));
            }
        }
        None
    }

    /// The identifier that names the function of an instantiation.
    fn instantiated_ident(&self, fun: ExprId) -> Option<IdentId> {
        let mut e = fun;
        loop {
            match &self.env.ast[e].kind {
                ExprKind::Ident(ident) => return Some(ident.id),
                ExprKind::Selector { sel, .. } => return Some(sel.id),
                ExprKind::Paren(x) | ExprKind::Index { x, .. } => e = *x,
                _ => return None,
            }
        }
    }

    /// Evaluates type arguments; `None`: one is wrong, which has been reported.
    pub(super) fn type_list(&mut self, exprs: &[ExprId]) -> Option<Vec<TypeId>> {
        let types: Vec<TypeId> = exprs.iter().map(|&e| self.var_type(e)).collect();
        (!types.contains(&TypeId::INVALID)).then_some(types)
    }
}
