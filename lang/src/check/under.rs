//! Type sets: what holds for a type parameter when it holds for each type of its constraint. An
//! ordinary type is its own and only member.

use super::checker::Checker;
use crate::syntax::ast::ChanDir;
use crate::types::{TypeId, TypeKind};

/// A member of a type set with its underlying type; `None` stands for "no specific types".
pub(super) type Member = Option<(TypeId, TypeId)>;

impl Checker<'_> {
    /// The specific types of `ty`'s type set, or one `None` when there are none.
    pub(super) fn typeset(&self, ty: TypeId) -> impl Iterator<Item = Member> + use<> {
        let member = |ty| Some((ty, self.types.under(ty)));
        let (only, several) = if !self.types.is_type_param(ty) {
            (Some(member(ty)), Vec::new())
        } else {
            let terms = self.types.as_interface(ty).and_then(|i| i.terms.clone());
            match terms {
                Some(terms) if !terms.is_empty() => (None, terms.iter().map(|t| member(t.ty)).collect()),
                _ => (Some(None), Vec::new()),
            }
        };
        only.into_iter().chain(several)
    }

    /// Does `holds` hold for the underlying type of each member of `ty`'s type set? It is asked
    /// with `None` where there are no specific types.
    pub(super) fn under_is(
        &mut self,
        ty: TypeId,
        mut holds: impl FnMut(&mut Self, Option<TypeId>) -> bool,
    ) -> bool {
        self.typeset(ty).all(|member| holds(self, member.map(|(_, under)| under)))
    }

    /// The underlying type that all members share, if there is one.
    pub(super) fn common_under(&self, ty: TypeId) -> Option<TypeId> {
        self.common_under_or_cause(ty, |_, _| None).ok()
    }

    /// The same with the reason why there is none. `refuse` may object to a member (`None` when
    /// there are no specific types) before anything else is looked at.
    pub(super) fn common_under_or_cause(
        &self,
        ty: TypeId,
        mut refuse: impl FnMut(&Self, Member) -> Option<String>,
    ) -> Result<TypeId, String> {
        let mut common: Option<(TypeId, TypeId)> = None;
        for member in self.typeset(ty) {
            if let Some(cause) = refuse(self, member) {
                return Err(cause);
            }
            let Some((t, u)) = member else { return Err("no specific type".into()) };
            let Some((ct, cu)) = common else {
                common = Some((t, u));
                continue;
            };
            match (self.types.kind(cu), self.types.kind(u)) {
                (TypeKind::Chan { dir: a, elem: x }, TypeKind::Chan { dir: b, elem: y }) => {
                    let (s, r) = (self.type_string(ct), self.type_string(t));
                    if x != y {
                        return Err(format!("channels {s} and {r} have different element types"));
                    }
                    match (a, b) {
                        (ChanDir::Both, _) => common = Some((t, u)),
                        _ if a == b || b == ChanDir::Both => {}
                        _ => return Err(format!("channels {s} and {r} have conflicting directions")),
                    }
                }
                _ if cu == u => {}
                _ => {
                    let (s, r) = (self.type_string(ct), self.type_string(t));
                    return Err(format!("{s} and {r} have different underlying types"));
                }
            }
        }
        common.map(|(_, under)| under).ok_or_else(String::new)
    }
}
