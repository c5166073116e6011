//! From the checker's results to IR. Instantiation happens here: a worklist of functions with
//! concrete type arguments, starting at the program's entry, so that only what can be reached is
//! built. Building a body reads every type through the instance's substitution and decides what an
//! operation does on the concrete types.
//!
//! `init` makes the entry; `instance` names and queues functions; `method` finds methods and writes
//! wrappers; `function` holds what is known while a body is built, and each other file here builds
//! one kind of statement or expression.

mod assignment;
mod builtin;
mod call;
mod constant;
mod control;
mod convert;
mod deferred;
mod dynamic;
mod expression;
mod function;
mod init;
mod instance;
mod literal;
mod method;
mod node;
mod operator;
mod place;
mod range;
mod range_func;
mod select;
mod selector;
mod session;
mod statement;
mod switch;
#[cfg(test)]
mod tests;

use super::escape::Uses;
use super::order::order;
use super::{Func, FuncId, Global, GlobalId, PackageName, Program};
use crate::check::info::{Checked, ObjectId, PackageId};
use crate::hash::{HashMap, HashSet};
use crate::types::{TypeId, Types};
use std::collections::VecDeque;
use std::rc::Rc;

/// Builds the program. `checked` must be free of errors.
pub fn build(checked: Checked) -> Program {
    let mut builder = ProgramBuilder::new(&checked);
    let layers = (0..checked.layers.len()).map(|layer| builder.build_layer(layer)).collect();
    let well_known = builder.well_known();
    let finished = |func: Option<Func>| {
        let mut func = func.unwrap_or_else(instance::missing);
        order(&mut func, &checked.types);
        func
    };
    let funcs = builder.funcs.into_iter().map(finished).collect();
    let globals = builder.globals;
    let package =
        |p: &crate::check::info::Package| PackageName { path: p.path.clone(), name: p.name.clone() };
    let packages = checked.packages.iter().map(package).collect();
    let session = checked.show.is_some();
    Program { types: checked.types, funcs, globals, layers, session, well_known, packages }
}

/// A function to build a body for.
struct Work {
    func: FuncId,
    object: ObjectId,
    args: Rc<[TypeId]>,
}

/// A generated function, so that each is made once.
#[derive(Clone, PartialEq, Eq, Hash)]
enum WrapperKey {
    /// A method of the method set of a type, with the type as its first parameter. `own` are the
    /// type arguments of a generic method, `object` is what it calls, if that is known.
    Method {
        receiver: TypeId,
        name: Rc<str>,
        package: Option<PackageId>,
        own: Rc<[TypeId]>,
        object: Option<ObjectId>,
    },
}

/// What is known about the whole program while it is built.
struct ProgramBuilder<'a> {
    checked: &'a Checked,
    types: &'a Types,
    funcs: Vec<Option<Func>>,
    globals: Vec<Global>,
    global_ids: HashMap<ObjectId, GlobalId>,
    instances: HashMap<(ObjectId, Rc<[TypeId]>), FuncId>,
    wrappers: HashMap<WrapperKey, FuncId>,
    pending: VecDeque<Work>,
    uses: Uses,
    /// Declared functions whose variables' uses are in `uses`.
    walked: HashSet<ObjectId>,
    dynamic: dynamic::Dynamic,
    /// Literals in the initialisers of each package, for their names.
    init_literals: HashMap<PackageId, u32>,
    /// The layer under way.
    layer: u32,
    /// Initialisers built and `init` functions called by the layers so far.
    begun: HashSet<init::Begun>,
}

impl<'a> ProgramBuilder<'a> {
    fn new(checked: &'a Checked) -> ProgramBuilder<'a> {
        ProgramBuilder {
            checked,
            types: &checked.types,
            funcs: Vec::new(),
            globals: Vec::new(),
            global_ids: HashMap::default(),
            instances: HashMap::default(),
            wrappers: HashMap::default(),
            pending: VecDeque::new(),
            uses: Uses::default(),
            walked: HashSet::default(),
            dynamic: dynamic::Dynamic::default(),
            init_literals: HashMap::default(),
            layer: 0,
            begun: HashSet::default(),
        }
    }

    /// The IR's variable of a package-level variable.
    fn global(&mut self, object: ObjectId) -> GlobalId {
        if let Some(&id) = self.global_ids.get(&object) {
            return id;
        }
        let o = &self.checked.objects[object.0 as usize];
        let path = o.package.map_or("", |p| &self.checked.packages[p.0 as usize].path);
        let id = GlobalId(self.globals.len() as u32);
        self.globals.push(Global { name: format!("{path}.{}", o.name), ty: o.ty });
        self.global_ids.insert(object, id);
        id
    }
}
