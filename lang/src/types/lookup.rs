//! Finding fields and methods through embedding, and method sets (spec: "Selectors", "Method sets").

use super::wide::WideStruct;
use super::{Field, Name, NamedId, ObjectId, PackageId, Rc, TypeId, TypeKind, Types};
use crate::hash::{HashMap, HashSet};

/// What a name stands for in a type.
#[derive(Clone, Debug)]
pub enum Lookup {
    Found(Selected),
    /// Found more than once at the shallowest depth.
    Ambiguous,
    /// A method with a pointer receiver of a value that is not addressable.
    PointerReceiver(Selected),
    NotFound,
}

/// A field or method that was found.
#[derive(Clone, Debug)]
pub struct Selected {
    pub kind: SelectedKind,
    /// Field indices through embedded fields; of a field, its own index last.
    pub path: Vec<u32>,
    /// A pointer was followed on the way, the operand's own included.
    pub indirect: bool,
}

/// A field or method.
#[derive(Clone, Debug)]
pub enum SelectedKind {
    Field {
        ty: TypeId,
    },
    /// A declared method; `receiver` is the defined type (perhaps an instance) that has it.
    /// `args`: type arguments of the method's own, where the selector gives a generic method some.
    Method {
        object: ObjectId,
        pointer: bool,
        receiver: TypeId,
        args: Rc<[TypeId]>,
    },
    /// A method of the interface (or type parameter) `receiver`.
    InterfaceMethod {
        signature: TypeId,
        receiver: TypeId,
    },
}

/// A method of a type's method set.
#[derive(Clone, Debug)]
pub struct MethodSetEntry {
    pub name: Name,
    /// The package of an unexported name.
    pub package: Option<PackageId>,
    pub selected: Selected,
}

struct Embedded {
    ty: TypeId,
    path: Vec<u32>,
    indirect: bool,
    /// Reached more than once at this depth.
    multiple: bool,
}

/// Begins with an upper-case letter.
pub fn is_exported(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

/// Spec, "Uniqueness of identifiers".
pub(super) fn same_name(
    a: &str,
    a_package: Option<PackageId>,
    b: &str,
    b_package: Option<PackageId>,
) -> bool {
    a == b && (is_exported(a) || a_package == b_package)
}

impl Types {
    /// The field or method `name`, as code of `package` may select it from a value of type `ty`.
    pub fn lookup_field_or_method(
        &self,
        ty: TypeId,
        addressable: bool,
        package: Option<PackageId>,
        name: &str,
    ) -> Lookup {
        if name == "_" {
            return Lookup::NotFound;
        }
        if self.as_named(ty).is_some()
            && let TypeKind::Pointer(_) = self.kind(self.under(ty))
        {
            // A defined pointer type has the fields of its base, but none of the methods.
            return match self.lookup(self.under(ty), false, package, name) {
                Lookup::Found(s) if !matches!(s.kind, SelectedKind::Field { .. }) => Lookup::NotFound,
                Lookup::PointerReceiver(_) => Lookup::NotFound,
                found => found,
            };
        }
        self.lookup(ty, addressable, package, name)
    }

    fn lookup(&self, ty: TypeId, addressable: bool, package: Option<PackageId>, name: &str) -> Lookup {
        let (base, is_pointer) = self.deref(ty);
        if is_pointer && self.as_interface(base).is_some() {
            return Lookup::NotFound;
        }
        let first = Embedded { ty: base, path: Vec::new(), indirect: is_pointer, multiple: false };
        let mut current = vec![first];
        // The types of the levels so far; most lookups end on the first.
        let mut seen: HashSet<NamedId> = HashSet::default();
        let mut first = true;
        while !current.is_empty() {
            let mut next = Vec::new();
            let mut found: Option<Selected> = None;
            for e in current {
                if !first
                    && let Some(id) = self.as_named(e.ty)
                    && !seen.insert(id)
                {
                    continue;
                }
                let here = self.find_in(&e, package, name, &mut next);
                if let Some(here) = here {
                    if found.is_some() || e.multiple {
                        return Lookup::Ambiguous;
                    }
                    found = Some(here);
                }
            }
            if let Some(s) = found {
                let needs_pointer = matches!(s.kind, SelectedKind::Method { pointer: true, .. });
                if needs_pointer && !s.indirect && !addressable {
                    return Lookup::PointerReceiver(s);
                }
                return Lookup::Found(s);
            }
            if std::mem::take(&mut first) && !next.is_empty() {
                seen.extend(self.as_named(base));
            }
            current = merge_duplicates(next);
        }
        Lookup::NotFound
    }

    /// Looks in one type; embedded fields go to `next`.
    fn find_in(
        &self,
        e: &Embedded,
        package: Option<PackageId>,
        name: &str,
        next: &mut Vec<Embedded>,
    ) -> Option<Selected> {
        if let Some(id) = self.as_named(e.ty)
            && let Some((object, pointer)) = self.declared_method(id, package, name)
        {
            let kind = SelectedKind::Method { object, pointer, receiver: e.ty, args: Rc::from([]) };
            return Some(Selected { kind, path: e.path.clone(), indirect: e.indirect });
        }
        match self.kind(self.under(e.ty)) {
            TypeKind::Struct(fields) => {
                if let Some(wide) = self.wide.fields(self.under(e.ty), &fields) {
                    return self.find_in_wide(e, &fields, &wide, package, name, next);
                }
                let mut found = None;
                for (i, f) in fields.iter().enumerate() {
                    let path = || [e.path.as_slice(), &[i as u32]].concat();
                    if same_name(&f.name, f.package, name, package) {
                        let kind = SelectedKind::Field { ty: f.ty };
                        found = Some(Selected { kind, path: path(), indirect: e.indirect });
                        continue;
                    }
                    if f.embedded && found.is_none() {
                        let (ty, is_pointer) = self.deref(f.ty);
                        let indirect = e.indirect || is_pointer;
                        next.push(Embedded { ty, path: path(), indirect, multiple: e.multiple });
                    }
                }
                found
            }
            TypeKind::Interface(i) => {
                let start = i.methods.partition_point(|m| &*m.name < name);
                let mut named = i.methods[start..].iter().take_while(|m| &*m.name == name);
                let m = named.find(|m| same_name(&m.name, m.package, name, package))?;
                let kind = SelectedKind::InterfaceMethod { signature: m.signature, receiver: e.ty };
                Some(Selected { kind, path: e.path.clone(), indirect: e.indirect })
            }
            _ => None,
        }
    }

    /// Looks in a struct with many fields.
    fn find_in_wide(
        &self,
        e: &Embedded,
        fields: &[Field],
        wide: &WideStruct,
        package: Option<PackageId>,
        name: &str,
        next: &mut Vec<Embedded>,
    ) -> Option<Selected> {
        let path = |i: u32| [e.path.as_slice(), &[i]].concat();
        if let Some(i) = wide.field(fields, package, name) {
            let kind = SelectedKind::Field { ty: fields[i as usize].ty };
            return Some(Selected { kind, path: path(i), indirect: e.indirect });
        }
        for &i in &wide.embedded {
            let (ty, is_pointer) = self.deref(fields[i as usize].ty);
            let indirect = e.indirect || is_pointer;
            next.push(Embedded { ty, path: path(i), indirect, multiple: e.multiple });
        }
        None
    }

    /// A method declared for the type itself (or its generic type): object, and whether it has a
    /// pointer receiver.
    pub fn declared_method(
        &self,
        id: NamedId,
        package: Option<PackageId>,
        name: &str,
    ) -> Option<(ObjectId, bool)> {
        self.with_named(self.origin(id), |n| {
            let m = &n.methods[self.wide.method(self.origin(id), &n.methods, package, name)?];
            m.at(self.methods_below.get()).map(|m| (m.object, m.pointer))
        })
    }

    /// The element of an unnamed pointer type, and whether it was one. Defined pointer types stay.
    pub fn deref(&self, ty: TypeId) -> (TypeId, bool) {
        match self.kind(ty) {
            TypeKind::Pointer(elem) => (elem, true),
            _ => (ty, false),
        }
    }

    /// The method set of `ty`, sorted by name: what an interface value of that dynamic type answers to.
    pub fn method_set(&self, ty: TypeId) -> Vec<MethodSetEntry> {
        let mut names = Vec::new();
        self.collect_method_names(self.deref(ty).0, &mut HashSet::default(), &mut names);
        names.sort();
        names.dedup();
        let entry = |(name, package): (Name, Option<PackageId>)| match self
            .lookup_field_or_method(ty, false, package, &name)
        {
            Lookup::Found(selected) if !matches!(selected.kind, SelectedKind::Field { .. }) => {
                Some(MethodSetEntry { name, package, selected })
            }
            _ => None,
        };
        names.into_iter().filter_map(entry).collect()
    }

    fn collect_method_names(
        &self,
        ty: TypeId,
        seen: &mut HashSet<TypeId>,
        names: &mut Vec<(Name, Option<PackageId>)>,
    ) {
        if !seen.insert(ty) {
            return;
        }
        if let Some(id) = self.as_named(ty) {
            self.with_named(self.origin(id), |n| {
                let there = n.methods.iter().filter_map(|m| m.at(self.methods_below.get()));
                names.extend(there.map(|m| (m.name.clone(), m.package)));
            });
        }
        match self.kind(self.under(ty)) {
            TypeKind::Struct(fields) => {
                for f in fields.iter().filter(|f| f.embedded) {
                    self.collect_method_names(self.deref(f.ty).0, seen, names);
                }
            }
            TypeKind::Interface(i) => {
                names.extend(i.methods.iter().map(|m| (m.name.clone(), m.package)));
            }
            _ => {}
        }
    }
}

/// A type embedded more than once at the same depth stands once, marked.
fn merge_duplicates(list: Vec<Embedded>) -> Vec<Embedded> {
    let mut merged: Vec<Embedded> = Vec::with_capacity(list.len());
    let mut places: HashMap<TypeId, usize> = HashMap::default();
    for e in list {
        match places.get(&e.ty) {
            Some(&place) => merged[place].multiple = true,
            None => {
                places.insert(e.ty, merged.len());
                merged.push(e);
            }
        }
    }
    merged
}
