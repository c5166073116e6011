//! Type inference: finds the type arguments of a generic function that are not written, from its
//! ordinary arguments, from the constraints of its type parameters, and last from the default types
//! of untyped constants.

use super::checker::Checker;
use super::operand::Operand;
use super::unify::{Unifier, UnifyMode};
use crate::recursion::recurse;
use crate::source::Span;
use crate::types::{Subst, Term, TypeId, TypeKind, TypeParamId};
use std::rc::Rc;

/// What is given to find type arguments.
pub(super) struct Inference<'a> {
    /// Where errors about the whole are reported.
    pub span: Span,
    /// The type parameters to find types for.
    pub params: &'a [TypeParamId],
    /// The types that are known.
    pub known: Vec<Option<TypeId>>,
    /// Parameter types, one for each argument.
    pub wants: Vec<TypeId>,
    /// The arguments.
    pub args: &'a [Operand],
    /// The call is made up for an assignment: the message turns round.
    pub reverse: bool,
}

/// Why inference failed; `None`: an operand was invalid, which has been reported.
pub(super) type Failure = Option<(Span, String)>;

impl Checker<'_> {
    /// Finds a type for each type parameter.
    pub(super) fn infer(&mut self, mut given: Inference<'_>) -> Result<Vec<TypeId>, Failure> {
        let count = given.params.len();
        given.known.resize(count, None);
        if let Some(all) = given.known.iter().copied().collect::<Option<Vec<_>>>() {
            return Ok(all);
        }
        if given.args.iter().any(|arg| !arg.is_valid()) {
            return Err(None);
        }
        // Parameters whose type arguments are given are matched by assignability, not unification.
        let known = self.partial_subst(given.params, &given.known);
        for want in &mut given.wants {
            *want = self.types.subst(*want, &known);
        }
        let mut u = Unifier::new(given.params, &given.known);
        let untyped = self.infer_from_arguments(&mut u, &given)?;
        self.infer_from_constraints(&mut u, &given)?;
        self.infer_from_untyped(&mut u, &given, &untyped)?;
        self.simplify_inferred(&u, &given)
    }

    fn partial_subst(&self, params: &[TypeParamId], args: &[Option<TypeId>]) -> Subst {
        let pairs = params.iter().zip(args).filter_map(|(&p, &a)| a.map(|a| (p, a)));
        let (params, args): (Vec<_>, Vec<_>) = pairs.unzip();
        Subst::new(&params, &args)
    }

    /// Unifies the types of parameters and typed arguments; returns the indices of untyped
    /// arguments for parameters whose type is a type parameter.
    fn infer_from_arguments(
        &mut self,
        u: &mut Unifier,
        given: &Inference<'_>,
    ) -> Result<Vec<usize>, Failure> {
        let mut untyped = Vec::new();
        for (i, (arg, &want)) in given.args.iter().zip(&given.wants).enumerate() {
            if !self.mentions(given.params, want) && !self.mentions(given.params, arg.ty) {
                continue;
            }
            if self.types.is_typed(arg.ty) {
                if !self.unify(u, want, arg.ty, UnifyMode::ASSIGN) {
                    return Err(Some((self.operand_span(arg), self.mismatch(u, given, want, arg))));
                }
            } else if self.types.is_type_param(want) && !arg.is_nil() {
                untyped.push(i);
            }
        }
        Ok(untyped)
    }

    fn mismatch(&self, u: &Unifier, given: &Inference<'_>, want: TypeId, arg: &Operand) -> String {
        let (ty, what) = (self.type_string(arg.ty), self.operand_expr_string(arg));
        let found = u.inferred();
        let wanted = self.type_string(want);
        if found.iter().all(Option::is_none) {
            let names = self.type_params_string(given.params);
            return format!("type {ty} of {what} does not match {wanted} (cannot infer {names})");
        }
        let inferred = self.types.subst(want, &self.partial_subst(given.params, &found));
        let named = self.type_string(inferred);
        match (inferred == want, given.reverse) {
            (true, _) => format!("type {ty} of {what} does not match {wanted}"),
            (_, true) => format!("inferred type {named} for {wanted} does not match type {ty} of {what}"),
            (_, false) => format!("type {ty} of {what} does not match inferred type {named} for {wanted}"),
        }
    }

    /// Unifies type parameters with their constraints as long as that finds something.
    fn infer_from_constraints(&mut self, u: &mut Unifier, given: &Inference<'_>) -> Result<(), Failure> {
        loop {
            let unknown = u.unknowns();
            for (i, &param) in given.params.iter().enumerate() {
                self.infer_from_constraint(u, given, i, param)?;
            }
            if u.unknowns() == unknown {
                return Ok(());
            }
        }
    }

    fn infer_from_constraint(
        &mut self,
        u: &mut Unifier,
        given: &Inference<'_>,
        index: usize,
        param: TypeParamId,
    ) -> Result<(), Failure> {
        let known = u.at(index);
        if let Some((core, single)) = self.core_term(param) {
            match known {
                Some(ty) if !self.unify(u, ty, core.ty, UnifyMode::INEXACT) => {
                    return Err(Some((given.span, self.unsatisfied(param, ty, ""))));
                }
                None if single && !core.tilde => u.set(index, core.ty),
                _ => {}
            }
        }
        match known {
            Some(ty) if !self.mentions(given.params, ty) => {
                self.unify_constraint_methods(u, given, param, ty)
            }
            _ => Ok(()),
        }
    }

    fn unsatisfied(&self, param: TypeParamId, ty: TypeId, cause: &str) -> String {
        let data = self.types.type_param(param);
        let constraint = data.constraint.map_or_else(String::new, |c| self.constraint_string(c));
        let cause = if cause.is_empty() { String::new() } else { format!(" {cause}") };
        format!("{} (type {}) does not satisfy {constraint}{cause}", data.name, self.type_string(ty))
    }

    /// A known type must have its constraint's methods, after unification of their signatures.
    fn unify_constraint_methods(
        &mut self,
        u: &mut Unifier,
        given: &Inference<'_>,
        param: TypeParamId,
        ty: TypeId,
    ) -> Result<(), Failure> {
        let constraint = self.types.type_param(param).constraint;
        let Some(interface) = constraint.and_then(|c| self.types.as_interface(c)) else { return Ok(()) };
        for method in interface.methods.iter() {
            let has = self.named_method_signature(ty, method.package, &method.name);
            let unifies = has.is_some_and(|has| self.unify(u, has, method.signature, UnifyMode::EXACT));
            if !unifies {
                let missing = constraint.and_then(|c| self.missing_method(ty, c, true));
                let cause = missing.map(|m| m.cause).unwrap_or_default();
                return Err(Some((given.span, self.unsatisfied(param, ty, &cause))));
            }
        }
        Ok(())
    }

    /// Type parameters that only untyped constants speak of take the default type of the widest.
    fn infer_from_untyped(
        &mut self,
        u: &mut Unifier,
        given: &Inference<'_>,
        untyped: &[usize],
    ) -> Result<(), Failure> {
        let mut widest: Vec<(usize, TypeId)> = Vec::new();
        for &i in untyped {
            let Some(param) = self.types.as_type_param(given.wants[i]) else { continue };
            let Some(index) = given.params.iter().position(|&p| p == param) else { continue };
            if u.at(index).is_some() {
                continue;
            }
            let arg = &given.args[i];
            match widest.iter_mut().find(|(known, _)| *known == index) {
                None => widest.push((index, arg.ty)),
                Some((_, max)) => match self.max_type(*max, arg.ty) {
                    Some(ty) => *max = ty,
                    None => {
                        let (a, b) = (self.type_string(*max), self.type_string(arg.ty));
                        let name = self.types.type_param(param).name;
                        let message = format!("mismatched types {a} and {b} (cannot infer {name})");
                        return Err(Some((self.operand_span(arg), message)));
                    }
                },
            }
        }
        for (index, ty) in widest {
            u.set(index, self.types.default_type(ty));
        }
        Ok(())
    }

    /// Inferred types may mention other type parameters: replaces them until nothing changes.
    fn simplify_inferred(&mut self, u: &Unifier, given: &Inference<'_>) -> Result<Vec<TypeId>, Failure> {
        let mut inferred = u.inferred();
        self.kill_cycles(given.params, &mut inferred);
        loop {
            let subst = self.partial_subst(given.params, &inferred);
            let next: Vec<_> = inferred.iter().map(|t| t.map(|t| self.types.subst(t, &subst))).collect();
            if next == inferred {
                break;
            }
            inferred = next;
        }
        let mut result = Vec::new();
        for (&param, ty) in given.params.iter().zip(inferred) {
            match ty {
                Some(ty) if !self.mentions(given.params, ty) => result.push(ty),
                _ => return Err(Some((given.span, self.cannot_infer(param)))),
            }
        }
        Ok(result)
    }

    fn cannot_infer(&self, param: TypeParamId) -> String {
        let data = self.types.type_param(param);
        let place = self.place_string(self.object(data.object).span);
        format!("cannot infer {} (declared at {place})", data.name)
    }

    /// Forgets types that refer back to their own type parameter: replacing would never end.
    fn kill_cycles(&self, params: &[TypeParamId], inferred: &mut [Option<TypeId>]) {
        let count = params.len();
        let refers = |inferred: &[Option<TypeId>], i: usize, j: usize| {
            inferred[i].is_some_and(|ty| self.mentions(&params[j..=j], ty))
        };
        let mut reaches: Vec<Vec<bool>> =
            (0..count).map(|i| (0..count).map(|j| refers(inferred, i, j)).collect()).collect();
        for k in 0..count {
            for i in 0..count {
                for j in 0..count {
                    reaches[i][j] |= reaches[i][k] && reaches[k][j];
                }
            }
        }
        for i in (0..count).filter(|&i| reaches[i][i]) {
            inferred[i] = None;
        }
    }

    /// The one type of the constraint and `true`, or the type that underlies all and `false`.
    fn core_term(&self, param: TypeParamId) -> Option<(Term, bool)> {
        let ty = self.types.type_param_type(param);
        let terms = self.types.as_interface(ty).and_then(|i| i.terms.clone())?;
        if let [single] = &*terms {
            return Some((*single, true));
        }
        let tilde = terms.iter().any(|t| t.tilde);
        self.common_under(ty).map(|ty| (Term { tilde, ty }, false))
    }

    /// Does `ty` mention one of `params`?
    pub(super) fn mentions(&self, params: &[TypeParamId], ty: TypeId) -> bool {
        if params.is_empty() || !self.types.is_parameterized(ty) {
            return false;
        }
        recurse(|| self.mentions_within(params, ty))
    }

    fn mentions_within(&self, params: &[TypeParamId], ty: TypeId) -> bool {
        let any = |types: &[TypeId]| types.iter().any(|&t| self.mentions(params, t));
        match self.types.kind(ty) {
            TypeKind::Basic(_) => false,
            TypeKind::TypeParam(param) => params.contains(&param),
            TypeKind::Named(id) => {
                self.types.named(id).instance.is_some_and(|i| any(&i.args) || any(&i.outer_args))
            }
            TypeKind::Pointer(t) | TypeKind::Slice(t) => self.mentions(params, t),
            TypeKind::Array { elem, .. } | TypeKind::Chan { elem, .. } => self.mentions(params, elem),
            TypeKind::Map { key, value } => self.mentions(params, key) || self.mentions(params, value),
            TypeKind::Struct(fields) => fields.iter().any(|f| self.mentions(params, f.ty)),
            TypeKind::Func(f) => any(&f.params) || any(&f.results),
            TypeKind::Interface(i) => {
                i.methods.iter().any(|m| self.mentions(params, m.signature))
                    || i.terms.iter().any(|terms| terms.iter().any(|t| self.mentions(params, t.ty)))
            }
            TypeKind::Tuple(types) => any(&types),
        }
    }

    /// New type parameters like `params`: in a call of a generic function by itself, those to be
    /// found must differ from those in scope.
    pub(super) fn rename_type_params(&mut self, params: &[TypeParamId]) -> (Vec<TypeParamId>, Subst) {
        let (mut renamed, mut types) = (Vec::new(), Vec::new());
        for &param in params {
            let data = self.types.type_param(param);
            let (id, ty) = self.types.new_type_param(data.name, data.object, data.index);
            renamed.push(id);
            types.push(ty);
        }
        let subst = Subst::new(params, &types);
        for (&param, &new) in params.iter().zip(&renamed) {
            if let Some(constraint) = self.types.type_param(param).constraint {
                self.types.set_constraint(new, self.types.subst(constraint, &subst));
            }
        }
        (renamed, subst)
    }

    /// "P", "P and Q", "P, Q, and R".
    pub(super) fn type_params_string(&self, params: &[TypeParamId]) -> String {
        let names: Vec<Rc<str>> = params.iter().map(|&p| self.types.type_param(p).name).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => one.to_string(),
            [one, two] => format!("{one} and {two}"),
            [most @ .., last] => format!("{}, and {last}", most.join(", ")),
        }
    }
}
