//! Unification: makes two types structurally equal by finding types for a list of bound type
//! parameters that occur in them. Inexact unification looks through a defined type where the other
//! is a type literal, ignores channel directions, and lets an interface meet a type that has its
//! methods; whether the result is identical or assignable is found out afterwards.

use super::checker::Checker;
use super::info::PackageId;
use crate::recursion::recurse;
use crate::syntax::ast::ChanDir;
use crate::types::{Interface, Lookup, NamedId, SelectedKind, TypeId, TypeKind, TypeParamId};
use std::rc::Rc;

/// How deep types may be nested: beyond it unification fails quietly.
const DEPTH_MAX: u32 = 100;

/// How types are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct UnifyMode {
    /// The types meet in an assignment: inexact at the top, exact in their elements.
    pub assign: bool,
    /// Only types that can be made identical unify.
    pub exact: bool,
}

impl UnifyMode {
    pub(super) const INEXACT: UnifyMode = UnifyMode { assign: false, exact: false };
    pub(super) const ASSIGN: UnifyMode = UnifyMode { assign: true, exact: false };
    pub(super) const EXACT: UnifyMode = UnifyMode { assign: false, exact: true };

    /// For the elements of a type: exact when the types are used in an assignment.
    fn element(self) -> UnifyMode {
        UnifyMode { assign: self.assign, exact: self.exact || self.assign }
    }
}

/// The bound type parameters with what has been inferred for them. Joined parameters share a slot.
#[derive(Debug)]
pub(super) struct Unifier {
    params: Vec<TypeParamId>,
    handles: Vec<usize>,
    slots: Vec<Option<TypeId>>,
    depth: u32,
}

impl Unifier {
    /// Binds `params`; `args` are the types known already.
    pub(super) fn new(params: &[TypeParamId], args: &[Option<TypeId>]) -> Unifier {
        let slots = (0..params.len()).map(|i| args.get(i).copied().flatten()).collect();
        Unifier { params: params.to_vec(), handles: (0..params.len()).collect(), slots, depth: 0 }
    }

    fn index(&self, param: TypeParamId) -> Option<usize> {
        self.params.iter().position(|&p| p == param)
    }

    /// What has been inferred for the `index`th parameter.
    pub(super) fn at(&self, index: usize) -> Option<TypeId> {
        self.slots[self.handles[index]]
    }

    /// Sets the type of the `index`th parameter.
    pub(super) fn set(&mut self, index: usize, ty: TypeId) {
        let handle = self.handles[index];
        self.slots[handle] = Some(ty);
    }

    /// How many parameters have no type yet.
    pub(super) fn unknowns(&self) -> usize {
        (0..self.params.len()).filter(|&i| self.at(i).is_none()).count()
    }

    /// The types found, by parameter.
    pub(super) fn inferred(&self) -> Vec<Option<TypeId>> {
        (0..self.params.len()).map(|i| self.at(i)).collect()
    }

    /// Makes two parameters one; fails when both have a type.
    fn join(&mut self, x: usize, y: usize) -> bool {
        let (hx, hy) = (self.handles[x], self.handles[y]);
        if hx == hy {
            return true;
        }
        let (from, to) = match (self.slots[hx], self.slots[hy]) {
            (Some(_), Some(_)) => return false,
            (Some(_), None) => (hy, hx),
            _ => (hx, hy),
        };
        for handle in self.handles.iter_mut().filter(|h| **h == from) {
            *handle = to;
        }
        true
    }
}

impl Checker<'_> {
    /// Attempts to unify `x` and `y`; types may be inferred on the way, even in a failure.
    pub(super) fn unify(&mut self, u: &mut Unifier, x: TypeId, y: TypeId, mode: UnifyMode) -> bool {
        if x == y {
            return true;
        }
        if u.depth >= DEPTH_MAX {
            return false;
        }
        u.depth += 1;
        let result = recurse(|| self.unify_distinct(u, x, y, mode));
        u.depth -= 1;
        result
    }

    fn as_bound(&self, u: &Unifier, ty: TypeId) -> Option<usize> {
        u.index(self.types.as_type_param(ty)?)
    }

    fn as_named(&self, ty: TypeId) -> Option<NamedId> {
        self.types.as_named(ty)
    }

    /// The interface that `ty` is, unless it is a type parameter.
    fn as_interface(&self, ty: TypeId) -> Option<Rc<Interface>> {
        if self.types.is_type_param(ty) { None } else { self.types.as_interface(ty) }
    }

    fn unify_distinct(&mut self, u: &mut Unifier, mut x: TypeId, mut y: TypeId, mode: UnifyMode) -> bool {
        // A defined type goes to y, a bound type parameter to x.
        if self.as_named(x).is_some() || self.as_bound(u, y).is_some() {
            std::mem::swap(&mut x, &mut y);
        }
        let x_literal = !matches!(self.types.kind(x), TypeKind::Named(_) | TypeKind::TypeParam(_));
        if !mode.exact && self.as_named(y).is_some() && x_literal && self.as_interface(x).is_none() {
            y = self.types.under(y);
            if x == y {
                return true;
            }
        }
        match (self.as_bound(u, x), self.as_bound(u, y)) {
            (Some(px), Some(py)) => {
                if u.join(px, py) {
                    return true;
                }
                match (u.at(px), u.at(py)) {
                    (Some(tx), Some(ty)) => self.unify(u, tx, ty, mode),
                    _ => false,
                }
            }
            (Some(px), None) => match u.at(px) {
                Some(known) => self.unify_with_inferred(u, px, known, y, mode),
                None => {
                    u.set(px, y);
                    true
                }
            },
            _ => self.unify_unbound(u, x, y, mode),
        }
    }

    /// The bound parameter `px` has been inferred as `x` and now meets `y`: they must match, and
    /// the better of the two stays (a defined type, a directed channel).
    fn unify_with_inferred(
        &mut self,
        u: &mut Unifier,
        px: usize,
        x: TypeId,
        y: TypeId,
        mode: UnifyMode,
    ) -> bool {
        if !self.unify(u, x, y, mode) {
            return false;
        }
        let (xi, yi) = (self.as_interface(x), self.as_interface(y));
        let (x_named, y_named) = (self.as_named(x).is_some(), self.as_named(y).is_some());
        match (xi, yi) {
            (Some(_), Some(_)) if x_named && y_named => return x == y,
            (Some(xi), Some(yi)) => {
                if xi.methods.len() != yi.methods.len() {
                    return false;
                }
            }
            // Either could be meant: choosing one would depend on the order of the arguments.
            (Some(_), None) | (None, Some(_)) => return false,
            (None, None) => {}
        }
        if mode.exact || x_named {
            return true;
        }
        let directed = matches!(self.types.kind(self.types.under(y)), TypeKind::Chan { dir, .. } if dir != ChanDir::Both);
        if y_named || directed {
            u.set(px, y);
        }
        true
    }

    fn unify_unbound(&mut self, u: &mut Unifier, mut x: TypeId, mut y: TypeId, mode: UnifyMode) -> bool {
        if !mode.exact {
            match (self.as_interface(x), self.as_interface(y)) {
                (Some(xi), Some(yi)) => return self.unify_interfaces(u, &xi, &yi),
                (Some(xi), None) => return self.unify_methods(u, &xi, y),
                (None, Some(yi)) => return self.unify_methods(u, &yi, x),
                (None, None) => {}
            }
        }
        if self.types.is_type_param(y) {
            std::mem::swap(&mut x, &mut y);
        }
        self.unify_structure(u, x, y, mode)
    }

    /// Two interfaces unify inexactly when one has a subset of the other's methods.
    fn unify_interfaces(&mut self, u: &mut Unifier, x: &Interface, y: &Interface) -> bool {
        if x.comparable != y.comparable || x.terms != y.terms {
            return false;
        }
        let (small, large) = if x.methods.len() > y.methods.len() { (y, x) } else { (x, y) };
        small.methods.iter().all(|method| {
            let other = large.methods.iter().find(|m| m.name == method.name && m.package == method.package);
            other.is_some_and(|other| self.unify(u, method.signature, other.signature, UnifyMode::EXACT))
        })
    }

    /// An interface and another type unify inexactly when the type has all its methods.
    fn unify_methods(&mut self, u: &mut Unifier, interface: &Interface, ty: TypeId) -> bool {
        interface.methods.iter().all(|method| {
            match self.named_method_signature(ty, method.package, &method.name) {
                Some(signature) => self.unify(u, method.signature, signature, UnifyMode::EXACT),
                None => false,
            }
        })
    }

    /// The signature of the method `name` of `ty`, if its method set has it.
    pub(super) fn named_method_signature(
        &mut self,
        ty: TypeId,
        package: Option<PackageId>,
        name: &str,
    ) -> Option<TypeId> {
        match self.types.lookup_field_or_method(ty, false, package, name) {
            // A generic method is no interface's method.
            Lookup::Found(selected) if self.own_type_params(&selected).is_some() => None,
            Lookup::Found(selected) if !matches!(selected.kind, SelectedKind::Field { .. }) => {
                Some(self.selected_signature(&selected))
            }
            _ => None,
        }
    }

    fn unify_structure(&mut self, u: &mut Unifier, x: TypeId, y: TypeId, mode: UnifyMode) -> bool {
        let inner = mode.element();
        match (self.types.kind(x), self.types.kind(y)) {
            (TypeKind::Array { len: n, elem: a }, TypeKind::Array { len: m, elem: b }) => {
                n == m && self.unify(u, a, b, inner)
            }
            (TypeKind::Slice(a), TypeKind::Slice(b)) | (TypeKind::Pointer(a), TypeKind::Pointer(b)) => {
                self.unify(u, a, b, inner)
            }
            (TypeKind::Map { key: k, value: v }, TypeKind::Map { key: l, value: w }) => {
                self.unify(u, k, l, inner) && self.unify(u, v, w, inner)
            }
            (TypeKind::Chan { dir: d, elem: a }, TypeKind::Chan { dir: e, elem: b }) => {
                (!mode.exact || d == e) && self.unify(u, a, b, inner)
            }
            (TypeKind::Struct(fs), TypeKind::Struct(gs)) => {
                fs.len() == gs.len()
                    && fs.iter().zip(gs.iter()).all(|(f, g)| {
                        let same = f.embedded == g.embedded && f.tag == g.tag;
                        same && f.name == g.name && f.package == g.package && self.unify(u, f.ty, g.ty, inner)
                    })
            }
            (TypeKind::Tuple(a), TypeKind::Tuple(b)) => self.unify_lists(u, &a, &b, mode),
            (TypeKind::Func(f), TypeKind::Func(g)) => {
                f.variadic == g.variadic
                    && self.unify_lists(u, &f.params, &g.params, inner)
                    && self.unify_lists(u, &f.results, &g.results, inner)
            }
            (TypeKind::Interface(a), TypeKind::Interface(b)) => {
                a.comparable == b.comparable
                    && a.terms == b.terms
                    && a.methods.len() == b.methods.len()
                    && a.methods.iter().zip(b.methods.iter()).all(|(m, n)| {
                        let same = m.name == n.name && m.package == n.package;
                        same && self.unify(u, m.signature, n.signature, UnifyMode::EXACT)
                    })
            }
            (TypeKind::Named(a), TypeKind::Named(b)) => self.unify_instances(u, a, b, mode),
            (TypeKind::TypeParam(_), _) => match self.common_under(x) {
                Some(core) => self.unify(u, core, y, UnifyMode::ASSIGN),
                None => false,
            },
            _ => false,
        }
    }

    fn unify_lists(&mut self, u: &mut Unifier, x: &[TypeId], y: &[TypeId], mode: UnifyMode) -> bool {
        x.len() == y.len() && x.iter().zip(y).all(|(&a, &b)| self.unify(u, a, b, mode))
    }

    /// Instances unify when they stem from one generic type and their arguments unify.
    fn unify_instances(&mut self, u: &mut Unifier, x: NamedId, y: NamedId, mode: UnifyMode) -> bool {
        let (x, y) = (self.types.named(x).instance.clone(), self.types.named(y).instance.clone());
        match (x, y) {
            (Some(x), Some(y)) => {
                self.unify_lists(u, &x.args, &y.args, mode)
                    && x.origin == y.origin
                    && x.outer_args == y.outer_args
            }
            _ => false,
        }
    }
}
