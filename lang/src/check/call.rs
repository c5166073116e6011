//! Calls (spec: "Calls", "Passing arguments to ... parameters"): functions, methods, conversions and
//! builtins; the arguments against the signature; instantiation of generic callees and arguments.

use super::checker::Checker;
use super::expr::{Role, Target};
use super::infer::Inference;
use super::info::Mode;
use super::operand::Operand;
use crate::diagnostic::Code;
use crate::load::Version;
use crate::shared::SharedList;
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind};
use crate::types::{Signature, Subst, TypeId, TypeKind, TypeParamId};
use std::rc::Rc;

/// A call as it stands in the tree.
#[derive(Clone, Copy)]
pub(super) struct CallParts<'a> {
    pub e: ExprId,
    pub fun: ExprId,
    pub args: &'a [ExprId],
    /// The last argument is followed by `...`.
    pub dots: bool,
}

/// The arguments of a call, checked.
struct Arguments {
    operands: Vec<Operand>,
    /// The type arguments given to an argument that is a generic function, by argument.
    type_args: Vec<Vec<TypeId>>,
}

/// The callee of a call.
struct Callee<'a> {
    signature: Rc<Signature>,
    /// Of a generic function that is not instantiated yet.
    type_params: SharedList<TypeParamId>,
    /// Type arguments as given, fewer than there are parameters.
    type_args: Vec<TypeId>,
    /// Their expressions.
    type_exprs: &'a [ExprId],
}

impl Checker<'_> {
    /// `fun(args…)`: a call or conversion.
    pub(super) fn call(&mut self, e: ExprId) -> (Operand, Role) {
        let ast = self.ast();
        let ExprKind::Call { fun, args, ellipsis, .. } = &ast[e].kind else {
            return (Operand::invalid(Some(e)), Role::Statement);
        };
        let call = CallParts { e, fun: *fun, args, dots: ellipsis.is_some() };
        let mut type_exprs: &[ExprId] = &[];
        let x = match &ast[*fun].kind {
            ExprKind::Index { x, indices } => {
                let (mut x, is_function) = self.index_expr(*fun, *x, indices);
                if is_function {
                    type_exprs = indices;
                }
                x.expr = Some(*fun);
                self.record(&x);
                x
            }
            _ => self.expr_or_type(*fun, true),
        };
        match x.mode {
            Mode::Invalid => {
                self.use_exprs(args);
                (Operand::invalid(Some(e)), Role::Statement)
            }
            Mode::Type => (self.conversion_call(x, call), Role::Conversion),
            Mode::Builtin => self.builtin_call(&x, call),
            _ => (self.function_call(x, call, type_exprs), Role::Statement),
        }
    }

    fn conversion_call(&mut self, mut x: Operand, call: CallParts<'_>) -> Operand {
        self.non_generic(None, &mut x);
        if !x.is_valid() {
            return x;
        }
        let ty = x.ty;
        let named = self.type_string(ty);
        match call.args {
            [] => {
                let span = self.expr_span(call.e);
                self.error(Code::WrongArgCount, span, format!("missing argument in conversion to {named}"));
                Operand::invalid(Some(call.e))
            }
            [arg] => {
                let target = self.new_target(Some(ty), "conversion");
                let mut x = self.expr(target.as_ref(), *arg);
                if !x.is_valid() {
                    return x;
                }
                let span = self.expr_span(call.e);
                if self.types.is_interface(ty)
                    && self.types.as_interface(ty).is_some_and(|i| self.types.is_constraint_only(&i))
                {
                    let message = format!(
                        "cannot use interface {named} in conversion (contains specific type constraints or is comparable)"
                    );
                    self.error(Code::MisplacedConstraintIface, span, message);
                    x.invalidate();
                } else if call.dots {
                    let span = self.expr_span(*arg);
                    self.error(
                        Code::BadDotDotDotSyntax,
                        span,
                        format!("invalid use of ... in conversion to {named}"),
                    );
                    x.invalidate();
                } else {
                    self.require_complete(&mut x, ty);
                    if x.is_valid() {
                        self.conversion(&mut x, ty);
                    }
                }
                x
            }
            [.., last] => {
                self.use_exprs(call.args);
                let span = self.expr_span(*last);
                self.error(Code::WrongArgCount, span, format!("too many arguments in conversion to {named}"));
                Operand::invalid(Some(call.e))
            }
        }
    }

    fn builtin_call(&mut self, fun: &Operand, call: CallParts<'_>) -> (Operand, Role) {
        let Some(id) = fun.builtin else { return (Operand::invalid(Some(call.e)), Role::Statement) };
        let x = self.builtin(call, id).unwrap_or_else(|| Operand::invalid(Some(call.e)));
        if x.is_valid() && x.mode != Mode::Constant {
            self.env.has_call_or_receive = true;
        }
        (x, super::builtin::role(id))
    }

    /// The signature of what is called, if it can be.
    fn callee_signature(&mut self, x: &Operand) -> Option<Rc<Signature>> {
        let found = self.common_under_or_cause(x.ty, |c, member| {
            let (ty, under) = member?;
            let is_func = matches!(c.types.kind(under), TypeKind::Func(_));
            (!is_func).then(|| format!("{} is not a function", c.type_string(ty)))
        });
        match found {
            Ok(under) => self.types.signature(under),
            Err(cause) => {
                let message = format!("invalid operation: cannot call {}: {cause}", self.operand_string(x));
                self.error_at(x, Code::InvalidCall, message);
                None
            }
        }
    }

    fn function_call(&mut self, x: Operand, call: CallParts<'_>, type_exprs: &[ExprId]) -> Operand {
        let invalid = Operand::invalid(Some(call.e));
        let Some(signature) = self.callee_signature(&x) else { return invalid };
        let mut callee =
            Callee { signature, type_params: x.type_params.clone(), type_args: Vec::new(), type_exprs };
        let was_generic = !callee.type_params.is_empty();
        if !type_exprs.is_empty() && !self.explicit_type_args(&mut callee, call) {
            self.use_exprs(call.args);
            return invalid;
        }
        let arguments = self.generic_expr_list(call.args);
        let given_params = callee.type_params.clone();
        let (signature, complete) = self.arguments(call, callee, arguments);
        if was_generic && (complete || given_params.is_empty()) {
            let ty = self.types.intern(TypeKind::Func(signature.clone()));
            self.record_function_type(call.fun, ty);
        }
        self.env.has_call_or_receive = true;
        let mut result = Operand::new(Mode::Value, TypeId::INVALID, call.e);
        match &*signature.results {
            [] => result.mode = Mode::NoValue,
            [one] => result.ty = *one,
            many => result.ty = self.types.tuple(many),
        }
        // Without its type arguments a result has no meaning.
        if result.mode == Mode::Value && !complete && self.mentions(&given_params, result.ty) {
            result.invalidate();
        }
        result
    }

    /// Evaluates the type arguments of `f[T…](…)`; with all of them the callee is instantiated.
    fn explicit_type_args(&mut self, callee: &mut Callee<'_>, call: CallParts<'_>) -> bool {
        let Some(type_args) = self.type_list(callee.type_exprs) else { return false };
        let (got, want) = (type_args.len(), callee.type_params.len());
        if got > want {
            let span = self.expr_span(callee.type_exprs[want]);
            self.error(Code::WrongTypeArgCount, span, format!("got {got} type arguments but want {want}"));
            return false;
        }
        if got == want && want > 0 {
            let span = self.expr_span(call.fun);
            let params = std::mem::take(&mut callee.type_params);
            callee.signature = self.instantiate_signature(
                span,
                Some(call.fun),
                &params,
                &callee.signature,
                &type_args,
                callee.type_exprs,
            );
            callee.type_exprs = &[];
        } else {
            callee.type_args = type_args;
        }
        true
    }

    /// Records the type of an instantiated function for its expression and the names within.
    pub(super) fn record_function_type(&mut self, fun: ExprId, ty: TypeId) {
        let mut next = Some(fun);
        while let Some(e) = next {
            self.record_type(e, Mode::Value, ty, None);
            next = match self.env.ast[e].kind {
                ExprKind::Paren(x) | ExprKind::Index { x, .. } => Some(x),
                _ => None,
            };
        }
    }

    /// A list of arguments: like [`Checker::expr_list`], but generic functions may stay generic.
    fn generic_expr_list(&mut self, list: &[ExprId]) -> Arguments {
        let mut result = Arguments { operands: Vec::new(), type_args: Vec::new() };
        for &e in list {
            let (x, type_args) = self.generic_argument(e, list.len() == 1);
            if let TypeKind::Tuple(types) = self.types.kind(x.ty)
                && x.is_valid()
                && x.mode == Mode::Value
            {
                result.operands.extend(types.iter().map(|&ty| Operand::new(Mode::Value, ty, e)));
                continue;
            }
            result.operands.push(x);
            result.type_args.resize(result.operands.len() - 1, Vec::new());
            result.type_args.push(type_args);
        }
        result
    }

    fn generic_argument(&mut self, e: ExprId, alone: bool) -> (Operand, Vec<TypeId>) {
        let ast = self.ast();
        if let ExprKind::Index { x, indices } = &ast[e].kind {
            let (mut x, is_function) = self.index_expr(e, *x, indices);
            x.expr = Some(e);
            if is_function {
                let type_args = self.partial_instance(&mut x, e, indices).unwrap_or_default();
                if type_args.is_empty() {
                    self.record(&x);
                }
                return (x, type_args);
            }
            self.non_generic(None, &mut x);
            self.record(&x);
            return (x, Vec::new());
        }
        if alone {
            let (mut x, _) = self.raw_expr(None, e, None, true);
            self.exclude_non_values(&mut x);
            return (x, Vec::new());
        }
        (self.generic_expr(e, None), Vec::new())
    }

    /// Checks the arguments of a call against the callee. Returns the signature, instantiated, and
    /// whether it is free of the callee's type parameters.
    fn arguments(
        &mut self,
        call: CallParts<'_>,
        callee: Callee<'_>,
        arguments: Arguments,
    ) -> (Rc<Signature>, bool) {
        let generic = !callee.type_params.is_empty();
        let failed = (callee.signature.clone(), !generic);
        let Some(mut wants) = self.parameters_for(call, &callee.signature, &arguments.operands) else {
            return failed;
        };
        let Arguments { mut operands, type_args } = arguments;
        let mut signature = callee.signature.clone();
        let any_generic = operands.iter().any(Operand::is_generic);
        if generic || any_generic {
            match self.infer_call(call, &callee, &mut operands, &type_args, &wants) {
                None => return failed,
                Some((instance, substituted)) => {
                    wants = substituted;
                    signature = instance;
                }
            }
        }
        let context = format!("argument to {}", self.expr_string(call.fun));
        for (x, want) in operands.iter_mut().zip(wants) {
            self.assignment(x, Some(want), &context);
        }
        (signature, true)
    }

    /// The parameter type for each argument, `...` spread out; reports a wrong number.
    fn parameters_for(
        &mut self,
        call: CallParts<'_>,
        signature: &Signature,
        args: &[Operand],
    ) -> Option<Vec<TypeId>> {
        let mut wants = signature.params.to_vec();
        let mut count = wants.len();
        if signature.variadic && call.dots {
            if call.args.len() == 1 && args.len() > 1 {
                let text = self.expr_string(call.args[0]);
                let message = format!("cannot use ... with {}-valued {text}", args.len());
                let span = self.expr_span(call.e);
                self.error(Code::InvalidDotDotDot, span, message);
                return None;
            }
        } else if signature.variadic {
            if args.len() + 1 >= count {
                let elem = wants.pop().map_or(TypeId::INVALID, |last| self.slice_elem(last));
                wants.resize(args.len(), elem);
                count = args.len();
            } else {
                count -= 1;
            }
        } else if call.dots {
            let message = format!("cannot use ... in call to non-variadic {}", self.expr_string(call.fun));
            let span = self.expr_span(call.e);
            self.error(Code::NonVariadicDotDotDot, span, message);
            return None;
        }
        if args.len() != count {
            self.wrong_argument_count(call, signature, args, count);
            return None;
        }
        Some(wants)
    }

    fn slice_elem(&self, ty: TypeId) -> TypeId {
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Slice(elem) => elem,
            _ => TypeId::INVALID,
        }
    }

    fn wrong_argument_count(
        &mut self,
        call: CallParts<'_>,
        signature: &Signature,
        args: &[Operand],
        count: usize,
    ) {
        let (qualifier, span) = match args {
            _ if args.len() > count => ("too many", self.operand_span(&args[count])),
            [.., last] => ("not enough", self.operand_span(last)),
            [] => ("not enough", self.expr_span(call.e)),
        };
        let have: Vec<TypeId> = args.iter().map(|x| x.ty).collect();
        let message = format!(
            "{qualifier} arguments in call to {}\n\thave {}\n\twant {}",
            self.expr_string(call.fun),
            self.types_summary(&have, false, call.dots),
            self.types_summary(&signature.params, signature.variadic, false),
        );
        self.error(Code::WrongArgCount, span, message);
    }

    /// The opening parenthesis: where gc reports what concerns the call as a whole.
    fn call_position(&self, call: CallParts<'_>) -> Span {
        let after = self.expr_span(call.fun).hi;
        Span::new(after, after)
    }

    /// Infers what type arguments are missing of the callee and of generic arguments, and
    /// instantiates them. Returns the callee's signature and the types of the parameters.
    fn infer_call(
        &mut self,
        call: CallParts<'_>,
        callee: &Callee<'_>,
        operands: &mut [Operand],
        type_args: &[Vec<TypeId>],
        wants: &[TypeId],
    ) -> Option<(Rc<Signature>, Vec<TypeId>)> {
        let span = self.call_position(call);
        let own = callee.type_params.len();
        if callee.type_args.len() < own {
            self.require(self.expr_span(call.e), Version(18), "implicit function instantiation");
        }
        if let Some(i) = operands.iter().position(Operand::is_generic) {
            let at = self.operand_span(&operands[i]);
            self.require(at, Version(21), "implicitly instantiated function as argument");
        }
        let (mut params, rename) = self.rename_type_params(&callee.type_params);
        let mut known: Vec<Option<TypeId>> = callee.type_args.iter().copied().map(Some).collect();
        known.resize(own, None);
        let renamed_wants = self.types.subst_all(wants, &rename);
        let mut generic: Vec<(usize, SharedList<TypeParamId>, TypeId)> = Vec::new();
        for (i, arg) in operands.iter_mut().enumerate().filter(|(_, arg)| arg.is_generic()) {
            let (renamed, subst) = self.rename_type_params(&arg.type_params);
            generic.push((i, arg.type_params.clone(), arg.ty));
            arg.ty = self.types.subst(arg.ty, &subst);
            known.extend(type_args.get(i).into_iter().flatten().copied().map(Some));
            params.extend(renamed);
            known.resize(params.len(), None);
        }
        let given = Inference {
            span,
            params: &params,
            known,
            wants: renamed_wants.to_vec(),
            args: operands,
            reverse: false,
        };
        let inferred = match self.infer(given) {
            Ok(inferred) => inferred,
            Err(failure) => {
                if let Some((span, message)) = failure {
                    let message = format!("in call to {}, {message}", self.expr_string(call.fun));
                    self.error(Code::CannotInferTypeArgs, span, message);
                }
                return None;
            }
        };
        let (own_args, mut rest) = inferred.split_at(own);
        let mut signature = callee.signature.clone();
        if own > 0 {
            signature = self.instantiate_signature(
                span,
                Some(call.fun),
                &callee.type_params,
                &signature,
                own_args,
                callee.type_exprs,
            );
        }
        let wants = self.types.subst_all(wants, &Subst::new(&callee.type_params, own_args));
        for (i, arg_params, generic_type) in generic {
            let (args, others) = rest.split_at(arg_params.len());
            rest = others;
            self.instantiate_argument(&mut operands[i], span, &arg_params, generic_type, args);
        }
        Some((signature, wants.to_vec()))
    }

    fn instantiate_argument(
        &mut self,
        arg: &mut Operand,
        span: Span,
        params: &SharedList<TypeParamId>,
        generic_type: TypeId,
        args: &[TypeId],
    ) {
        let Some(signature) = self.types.signature(generic_type) else { return };
        let instance = self.instantiate_signature(span, arg.expr, params, &signature, args, &[]);
        arg.ty = self.types.intern(TypeKind::Func(instance));
        arg.type_params = SharedList::default();
        if let Some(e) = arg.expr {
            self.record_function_type(e, arg.ty);
        }
    }

    /// Evaluates expressions whose values nobody needs, so that names count as used.
    pub(super) fn use_exprs(&mut self, list: &[ExprId]) -> bool {
        let mut ok = true;
        for &e in list {
            ok &= self.use_expr(e);
        }
        ok
    }

    fn use_expr(&mut self, e: ExprId) -> bool {
        let inner = self.unparen(e);
        let ast = self.ast();
        match &ast[inner].kind {
            ExprKind::Ident(ident) if &*ident.name == "_" => true,
            ExprKind::Ident(_) => self.expr_or_type(inner, true).is_valid(),
            _ => self.raw_expr(None, e, None, true).0.is_valid(),
        }
    }

    /// Like [`Checker::use_exprs`] for left sides: an identifier there is no use.
    pub(super) fn use_lhs(&mut self, list: &[ExprId]) {
        for &e in list {
            let ast = self.ast();
            let object = match &ast[self.unparen(e)].kind {
                ExprKind::Ident(ident) => self.lookup(&ident.name, ident.span),
                _ => None,
            };
            let used = object.map(|object| (object, self.object(object).used));
            self.use_expr(e);
            if let Some((object, used)) = used {
                self.object_mut(object).used = used;
            }
        }
    }

    /// An expression without its parentheses.
    pub(super) fn unparen(&self, mut e: ExprId) -> ExprId {
        while let ExprKind::Paren(inner) = self.env.ast[e].kind {
            e = inner;
        }
        e
    }

    /// A func value's target with its own description, for callers outside.
    pub(super) fn described_target(&self, ty: TypeId, lhs: ExprId) -> Option<Target> {
        self.new_target(Some(ty), &self.expr_string(lhs))
    }
}
