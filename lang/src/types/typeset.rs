//! Type sets of constraints: terms, core types, and what holds for every type of a set.

use super::{Interface, Rc, Term, TypeId, TypeKind, Types};
use crate::syntax::ast::ChanDir;

impl Types {
    /// The terms of a type parameter's constraint (or of an interface); `None`: all types. Of any
    /// other type: itself.
    pub fn terms(&self, ty: TypeId) -> Option<Vec<Term>> {
        match self.kind(self.under(ty)) {
            TypeKind::Interface(i) => i.terms.as_ref().map(|t| t.to_vec()),
            _ => Some(vec![Term { tilde: false, ty }]),
        }
    }

    /// `pred` holds for the underlying type of `ty`; of a type parameter, for each type of its type
    /// set, which must have terms.
    pub fn all_under(&self, ty: TypeId, mut pred: impl FnMut(TypeId) -> bool) -> bool {
        if self.as_type_param(ty).is_none() {
            return pred(self.under(ty));
        }
        match self.terms(ty) {
            Some(terms) => !terms.is_empty() && terms.iter().all(|t| pred(self.under(t.ty))),
            None => false,
        }
    }

    /// The one underlying type of all types of a type set (channels may differ in direction), if
    /// there is one; of other types the underlying type.
    pub fn core_type(&self, ty: TypeId) -> Option<TypeId> {
        if self.as_type_param(ty).is_none() {
            return Some(self.under(ty));
        }
        let terms = self.terms(ty)?;
        let mut core: Option<TypeId> = None;
        for term in terms {
            let under = self.under(term.ty);
            core = match core {
                None => Some(under),
                Some(before) if before == under => Some(before),
                Some(before) => Some(self.common_chan(before, under)?),
            };
        }
        core
    }

    /// Like [`Types::core_type`], with `[]byte` for a set of `[]byte` and string: "bytestring".
    pub fn core_bytes(&self, ty: TypeId) -> Option<TypeId> {
        let Some(terms) = self.as_type_param(ty).and_then(|_| self.terms(ty)) else {
            return self.core_type(ty);
        };
        let bytes = self.slice(self.byte());
        let string = self.basic(super::Basic::String);
        let unders: Vec<TypeId> = terms.iter().map(|t| self.under(t.ty)).collect();
        if unders.contains(&string) && unders.iter().all(|&u| u == string || u == bytes) {
            return Some(if unders.contains(&bytes) { bytes } else { string });
        }
        self.core_type(ty)
    }

    fn common_chan(&self, a: TypeId, b: TypeId) -> Option<TypeId> {
        match (self.kind(a), self.kind(b)) {
            (TypeKind::Chan { dir: d, elem: x }, TypeKind::Chan { dir: e, elem: y }) if x == y => {
                match (d, e) {
                    (ChanDir::Both, _) => Some(b),
                    (_, ChanDir::Both) => Some(a),
                    _ if d == e => Some(a),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The intersection of two sets of terms.
    pub fn intersect_terms(&self, a: &Option<Rc<[Term]>>, b: &Option<Rc<[Term]>>) -> Option<Rc<[Term]>> {
        match (a, b) {
            (None, other) | (other, None) => other.clone(),
            (Some(a), Some(b)) => {
                let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
                let mut terms: Vec<Term> = pairs.filter_map(|(x, y)| self.intersect(*x, *y)).collect();
                terms.sort();
                terms.dedup();
                Some(terms.into())
            }
        }
    }

    fn intersect(&self, a: Term, b: Term) -> Option<Term> {
        let meet = if a.tilde || b.tilde {
            let left = if b.tilde { self.under(a.ty) } else { a.ty };
            let right = if a.tilde { self.under(b.ty) } else { b.ty };
            left == right
        } else {
            a.ty == b.ty
        };
        meet.then_some(if a.tilde { b } else { a })
    }

    /// Is `ty` in the type set of these terms?
    pub fn in_terms(&self, ty: TypeId, terms: &[Term]) -> bool {
        terms.iter().any(|t| t.ty == ty || t.tilde && self.under(t.ty) == self.under(ty))
    }

    /// Every type of the term set `a` is in `b`.
    pub fn terms_subset(&self, a: &[Term], b: &[Term]) -> bool {
        a.iter().all(|x| {
            b.iter().any(|y| {
                x.ty == y.ty && (y.tilde || !x.tilde) || y.tilde && self.under(x.ty) == self.under(y.ty)
            })
        })
    }

    /// It can be used only as a constraint.
    pub fn is_constraint_only(&self, interface: &Interface) -> bool {
        interface.terms.is_some() || interface.comparable
    }
}
