//! Dynamic types: what is converted to interfaces, with the parts that natives can reach from such
//! a value, and the methods that something can call on them. A method of a dynamic type is built
//! when some interface method of its name is called anywhere, or when it is one that natives call.

use super::ProgramBuilder;
use crate::check::info::{ObjectId, PackageId, WELL_KNOWN};
use crate::hash::{HashMap, HashSet};
use crate::ir::{DynamicMethod, DynamicType, FuncId};
use crate::recursion::recurse;
use crate::types::{MethodSetEntry, Selected, SelectedKind, TypeId, TypeKind, is_exported};
use std::rc::Rc;

/// Methods that the machine calls to print a panic's value.
const CALLED_BY_NATIVES: [&str; 2] = ["Error", "String"];

/// Dynamic types seen so far and the names of interface methods called.
#[derive(Default)]
pub(super) struct Dynamic {
    seen: HashSet<TypeId>,
    types: Vec<TypeId>,
    sets: HashMap<TypeId, Rc<Vec<MethodSetEntry>>>,
    called: HashSet<Rc<str>>,
    /// Methods that can be called, by type and what has been found.
    built: HashMap<(TypeId, MethodKey), FuncId>,
    /// Types whose methods have been looked at, and the number of called names then.
    progress: HashMap<TypeId, usize>,
}

/// A method of a method set; in a session another one may come under the same name.
type MethodKey = (Rc<str>, Option<PackageId>, Option<ObjectId>);

fn key(entry: &MethodSetEntry) -> MethodKey {
    let object = match entry.selected.kind {
        SelectedKind::Method { object, .. } => Some(object),
        SelectedKind::InterfaceMethod { .. } | SelectedKind::Field { .. } => None,
    };
    (entry.name.clone(), entry.package, object)
}

impl ProgramBuilder<'_> {
    /// Types may have more methods than in the layer before.
    pub(super) fn forget_method_sets(&mut self) {
        self.dynamic.sets.clear();
        self.dynamic.progress.clear();
    }

    /// A value of this type becomes an interface value somewhere.
    pub(super) fn note_dynamic(&mut self, ty: TypeId) {
        recurse(|| self.note_parts(ty));
    }

    fn note_parts(&mut self, ty: TypeId) {
        if !self.dynamic.seen.insert(ty) {
            return;
        }
        let under = self.types.under(ty);
        if !matches!(self.types.kind(under), TypeKind::Interface(_) | TypeKind::Tuple(_)) {
            self.dynamic.types.push(ty);
        }
        match self.types.kind(under) {
            TypeKind::Pointer(t) | TypeKind::Slice(t) => self.note_dynamic(t),
            TypeKind::Array { elem, .. } | TypeKind::Chan { elem, .. } => self.note_dynamic(elem),
            TypeKind::Map { key, value } => {
                self.note_dynamic(key);
                self.note_dynamic(value);
            }
            TypeKind::Struct(fields) => fields.iter().for_each(|f| self.note_dynamic(f.ty)),
            _ => {}
        }
    }

    /// Some code calls an interface method of this name.
    pub(super) fn note_called(&mut self, name: &Rc<str>) {
        self.dynamic.called.insert(name.clone());
    }

    /// Queues the methods that can be called by now; false when there was nothing new.
    pub(super) fn queue_dynamic_methods(&mut self) -> bool {
        let mut index = 0;
        let mut any = false;
        while index < self.dynamic.types.len() {
            let ty = self.dynamic.types[index];
            index += 1;
            let called = self.dynamic.called.len();
            if self.dynamic.progress.insert(ty, called) == Some(called) {
                continue;
            }
            any |= self.queue_methods_of(ty);
        }
        any
    }

    fn method_set(&mut self, ty: TypeId) -> Rc<Vec<MethodSetEntry>> {
        if let Some(set) = self.dynamic.sets.get(&ty) {
            return set.clone();
        }
        let mut set = self.types.method_set(ty);
        // A generic method is no method of an interface, so nobody asks for it by name. A method that
        // has not been declared is one of the library whose name no interface has.
        set.retain(|m| self.is_declared(&m.selected) && !self.is_generic_method(&m.selected));
        let set = Rc::new(set);
        self.dynamic.sets.insert(ty, set.clone());
        set
    }

    fn is_declared(&self, selected: &Selected) -> bool {
        let SelectedKind::Method { object, .. } = selected.kind else { return true };
        self.checked.objects[object.0 as usize].ty != TypeId::INVALID
            && self.func_object(object).is_none_or(|f| f.layer <= self.layer)
    }

    fn is_generic_method(&self, selected: &Selected) -> bool {
        let SelectedKind::Method { object, .. } = selected.kind else { return false };
        self.func_object(object).is_some_and(|f| !f.decl.type_params.is_empty())
    }

    fn queue_methods_of(&mut self, ty: TypeId) -> bool {
        let mut any = false;
        for m in self.method_set(ty).iter() {
            let wanted = self.dynamic.called.contains(&m.name) || CALLED_BY_NATIVES.contains(&&*m.name);
            let key = (ty, key(m));
            if wanted && !self.dynamic.built.contains_key(&key) {
                let func = self.method_function(ty, &m.name, m.package, &Rc::from([]));
                if let Some(func) = func {
                    self.dynamic.built.insert(key, func);
                    any = true;
                }
            }
        }
        any
    }

    /// The result, when everything has been built.
    pub(super) fn dynamic_types(&mut self) -> Vec<DynamicType> {
        let types = self.dynamic.types.clone();
        types.into_iter().map(|ty| DynamicType { ty, methods: self.dynamic_methods(ty) }).collect()
    }

    fn dynamic_methods(&mut self, ty: TypeId) -> Vec<DynamicMethod> {
        let set = self.method_set(ty);
        let method = |m: &MethodSetEntry| {
            let package = if is_exported(&m.name) { None } else { m.package };
            DynamicMethod {
                name: m.name.clone(),
                package: package.map(|p| self.checked.packages[p.0 as usize].path.clone()),
                signature: self.selected_signature(&m.selected),
                func: self.dynamic.built.get(&(ty, key(m))).copied(),
            }
        };
        set.iter().map(method).collect()
    }

    /// A type declared in package runtime.
    pub(super) fn runtime_type(&self, name: &str) -> Option<TypeId> {
        let runtime = self.checked.packages.iter().find(|p| &*p.path == "runtime")?;
        runtime.scope.get(name).map(|o| self.checked.objects[o.0 as usize].ty)
    }

    /// Types that the machine makes values of, all of them dynamic.
    pub(super) fn well_known(&self) -> Vec<(String, TypeId)> {
        let entry = |&(name, pointer): &(&str, bool)| {
            let ty = self.runtime_type(name)?;
            match pointer {
                true => Some((format!("*runtime.{name}"), self.types.pointer(ty))),
                false => Some((format!("runtime.{name}"), ty)),
            }
        };
        let basic = [("string", crate::types::Basic::String), ("int", crate::types::Basic::Int)];
        let basic = basic.map(|(name, b)| (String::from(name), self.types.basic(b)));
        WELL_KNOWN.iter().filter_map(entry).chain(basic).collect()
    }

    /// Makes the well-known types dynamic.
    pub(super) fn note_well_known(&mut self) {
        for (_, ty) in self.well_known() {
            self.note_dynamic(ty);
        }
    }
}
