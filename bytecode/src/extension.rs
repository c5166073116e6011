//! Programs that begin with another program: a machine that runs the one can take over what the
//! other adds, since everything that the code names has kept its number.

use crate::{Program, Type};

impl Program {
    /// Whether this program is `before` with something added. Types may have more methods than
    /// there. `Err` names the part that differs.
    pub fn extends(&self, before: &Program) -> Result<(), &'static str> {
        let parts = [
            (begins(&self.code, &before.code, |a, b| a == b), "code"),
            (begins(&self.functions, &before.functions, |a, b| a == b), "functions"),
            (begins(&self.constants, &before.constants, |a, b| a == b), "constants"),
            (begins(&self.strings, &before.strings, |a, b| a == b), "strings"),
            (begins(&self.natives, &before.natives, |a, b| a == b), "natives"),
            (begins(&self.types, &before.types, same_shape), "types"),
            (begins(&self.selectors, &before.selectors, |a, b| a == b), "selectors"),
            (begins(&self.files, &before.files, |a, b| a == b), "files"),
            (self.global_words >= before.global_words, "globals"),
        ];
        parts.iter().find(|(same, _)| !same).map_or(Ok(()), |(_, what)| Err(what))
    }
}

fn begins<T>(all: &[T], first: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    all.len() >= first.len() && all.iter().zip(first).all(|(a, b)| same(a, b))
}

/// Two descriptions of one type; what can be called on it may differ.
fn same_shape(a: &Type, b: &Type) -> bool {
    let interface = a.kind == crate::Kind::Interface;
    (a.kind, &a.name, &a.package, a.mem_words, a.frame_words, a.mem_kind, a.elem, a.key, a.len)
        == (b.kind, &b.name, &b.package, b.mem_words, b.frame_words, b.mem_kind, b.elem, b.key, b.len)
        && (&a.params, &a.results) == (&b.params, &b.results)
        && a.fields.len() == b.fields.len()
        && a.fields.iter().zip(&b.fields).all(|(a, b)| (&a.name, a.ty) == (&b.name, b.ty))
        && (!interface || a.methods.len() == b.methods.len())
}
