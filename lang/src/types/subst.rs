//! Substitution of type parameters.

use super::{Field, Interface, InterfaceMethod, Rc, Term, TypeId, TypeKind, TypeParamId, Types};
use crate::recursion::recurse;

/// Type parameters and what stands for them.
#[derive(Clone, Default, Debug, PartialEq, Eq, Hash)]
pub struct Subst {
    pairs: Vec<(TypeParamId, TypeId)>,
}

impl Subst {
    /// `params[i]` becomes `args[i]`.
    pub fn new(params: &[TypeParamId], args: &[TypeId]) -> Subst {
        Subst { pairs: params.iter().copied().zip(args.iter().copied()).collect() }
    }
    /// Adds more pairs.
    pub fn extend(&mut self, params: &[TypeParamId], args: &[TypeId]) {
        self.pairs.extend(params.iter().copied().zip(args.iter().copied()));
    }
    /// Substitutes nothing.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
    /// What stands for `param`.
    pub fn get(&self, param: TypeParamId) -> Option<TypeId> {
        self.pairs.iter().find(|(p, _)| *p == param).map(|&(_, t)| t)
    }
}

impl Types {
    /// `ty` with its type parameters replaced.
    pub fn subst(&self, ty: TypeId, subst: &Subst) -> TypeId {
        if subst.is_empty() || !self.is_parameterized(ty) {
            return ty;
        }
        recurse(|| self.subst_kind(ty, subst))
    }

    /// Each of several types.
    pub fn subst_all(&self, types: &[TypeId], subst: &Subst) -> Rc<[TypeId]> {
        types.iter().map(|&t| self.subst(t, subst)).collect()
    }

    fn subst_kind(&self, ty: TypeId, subst: &Subst) -> TypeId {
        let s = |t: TypeId| self.subst(t, subst);
        match self.kind(ty) {
            TypeKind::Basic(_) => ty,
            TypeKind::TypeParam(id) => subst.get(id).unwrap_or(ty),
            TypeKind::Named(id) => self.subst_named(id, ty, subst),
            TypeKind::Pointer(t) => self.pointer(s(t)),
            TypeKind::Slice(t) => self.slice(s(t)),
            TypeKind::Array { len, elem } => self.array(len, s(elem)),
            TypeKind::Map { key, value } => self.map(s(key), s(value)),
            TypeKind::Chan { dir, elem } => self.chan(dir, s(elem)),
            TypeKind::Struct(fields) => {
                let field = |f: &Field| Field { ty: s(f.ty), ..f.clone() };
                self.struct_(fields.iter().map(field).collect())
            }
            TypeKind::Func(f) => {
                self.func(&self.subst_all(&f.params, subst), &self.subst_all(&f.results, subst), f.variadic)
            }
            TypeKind::Interface(i) => self.subst_interface(&i, subst),
            TypeKind::Tuple(ts) => self.tuple(&self.subst_all(&ts, subst)),
        }
    }

    fn subst_named(&self, id: super::NamedId, ty: TypeId, subst: &Subst) -> TypeId {
        let named = self.named(id);
        let (origin, args, outer_args) = match &named.instance {
            Some(i) => (i.origin, i.args.clone(), i.outer_args.clone()),
            None => (id, Rc::from([]), Rc::from([])),
        };
        let outer_params = self.with_named(origin, |n| n.outer_params.clone());
        let outer: Rc<[TypeId]> = if outer_args.is_empty() {
            outer_params.iter().map(|&p| subst.get(p).unwrap_or_else(|| self.type_param_type(p))).collect()
        } else {
            self.subst_all(&outer_args, subst)
        };
        let unchanged = outer.iter().zip(&outer_params).all(|(&t, &p)| t == self.type_param_type(p));
        let args = self.subst_all(&args, subst);
        match (unchanged, args.is_empty()) {
            (true, true) => ty,
            (true, false) => self.instantiate(origin, &args),
            _ => self.instantiate_in(origin, &outer, &args),
        }
    }

    fn subst_interface(&self, interface: &Interface, subst: &Subst) -> TypeId {
        let methods = interface
            .methods
            .iter()
            .map(|m| InterfaceMethod { signature: self.subst(m.signature, subst), ..m.clone() });
        let terms = interface
            .terms
            .as_ref()
            .map(|terms| terms.iter().map(|t| Term { ty: self.subst(t.ty, subst), ..*t }).collect());
        self.interface(Interface { methods: methods.collect(), terms, comparable: interface.comparable })
    }
}
