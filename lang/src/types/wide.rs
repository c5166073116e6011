//! Indices of what is too wide to be searched in order: methods of a defined type, fields of a
//! struct. They are made when somebody looks first, so that look-ups take the same time in a type with
//! ten members and in one with ten thousand.

use super::{Field, Method, Name, NamedId, PackageId, Rc, TypeId, same_name};
use crate::hash::HashMap;
use std::cell::RefCell;

/// As many members are searched in order.
const LINEAR_MAX: usize = 16;

/// The indices made so far.
#[derive(Debug, Default)]
pub(super) struct WideTypes {
    methods: RefCell<HashMap<NamedId, HashMap<Name, u32>>>,
    structs: RefCell<HashMap<TypeId, Rc<WideStruct>>>,
}

/// A struct's fields by name, and its embedded ones.
#[derive(Debug)]
pub(super) struct WideStruct {
    by_name: HashMap<Name, Vec<u32>>,
    pub(super) embedded: Vec<u32>,
}

impl WideTypes {
    /// The place in `methods`, those of the defined type `id`, of the method `name`.
    pub(super) fn method(
        &self,
        id: NamedId,
        methods: &[Method],
        package: Option<PackageId>,
        name: &str,
    ) -> Option<usize> {
        let same = |m: &Method| same_name(&m.name, m.package, name, package);
        if methods.len() <= LINEAR_MAX {
            return methods.iter().position(same);
        }
        let mut all = self.methods.borrow_mut();
        let index = all.entry(id).or_default();
        // Methods are only ever added, each with a name of its own.
        for (i, method) in methods.iter().enumerate().skip(index.len()) {
            index.insert(method.name.clone(), i as u32);
        }
        let found = *index.get(name)? as usize;
        same(&methods[found]).then_some(found)
    }

    /// The index of a wide struct type; `None`: it is not wide.
    pub(super) fn fields(&self, ty: TypeId, fields: &[Field]) -> Option<Rc<WideStruct>> {
        if fields.len() <= LINEAR_MAX {
            return None;
        }
        let mut all = self.structs.borrow_mut();
        Some(all.entry(ty).or_insert_with(|| Rc::new(WideStruct::new(fields))).clone())
    }
}

impl WideStruct {
    fn new(fields: &[Field]) -> WideStruct {
        let (mut by_name, mut embedded) = (HashMap::<Name, Vec<u32>>::default(), Vec::new());
        for (i, field) in fields.iter().enumerate() {
            by_name.entry(field.name.clone()).or_default().push(i as u32);
            if field.embedded {
                embedded.push(i as u32);
            }
        }
        WideStruct { by_name, embedded }
    }

    /// The field `name`, as code of `package` may name it.
    pub(super) fn field(&self, fields: &[Field], package: Option<PackageId>, name: &str) -> Option<u32> {
        let same = |i: u32| {
            let field = &fields[i as usize];
            same_name(&field.name, field.package, name, package)
        };
        self.by_name.get(name)?.iter().copied().rfind(|&i| same(i))
    }
}
