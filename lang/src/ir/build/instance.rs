//! Functions and their instances: each pair of a declared function and concrete type arguments gets
//! its id when it is first used, and its body when the worklist comes to it.

use super::function::FunctionBuilder;
use super::{ProgramBuilder, Work};
use crate::check::info::{FuncObject, ObjectId, ObjectKind};
use crate::ir::escape::walk::Walker;
use crate::ir::{Func, FuncId};
use crate::source::Span;
use crate::types::{Subst, TypeId};
use std::rc::Rc;

/// What stands for a function that was named but never built (there is none).
pub(super) fn missing() -> Func {
    empty_func(String::from("missing"), Span::default())
}

/// A function without anything.
pub(super) fn empty_func(name: String, span: Span) -> Func {
    Func {
        name,
        params: Vec::new(),
        results: Vec::new(),
        locals: Vec::new(),
        captures: Vec::new(),
        body: None,
        has_defer: false,
        wrapper: false,
        span,
    }
}

impl<'a> ProgramBuilder<'a> {
    /// An id for a function that is filled in later.
    pub(super) fn reserve(&mut self) -> FuncId {
        self.funcs.push(None);
        FuncId(self.funcs.len() as u32 - 1)
    }

    /// Fills in a function.
    pub(super) fn define(&mut self, id: FuncId, func: Func) {
        self.funcs[id.0 as usize] = Some(func);
    }

    /// The function `object` with these type arguments (of a method: the receiver's).
    pub(super) fn instance(&mut self, object: ObjectId, args: &Rc<[TypeId]>) -> FuncId {
        let key = (object, args.clone());
        if let Some(&id) = self.instances.get(&key) {
            return id;
        }
        let id = self.reserve();
        self.instances.insert(key, id);
        self.pending.push_back(Work { func: id, object, args: args.clone() });
        id
    }

    /// A declared function's syntax and scope.
    pub(super) fn func_object(&self, object: ObjectId) -> Option<&'a FuncObject> {
        match &self.checked.objects[object.0 as usize].kind {
            ObjectKind::Func(f) => Some(f),
            _ => None,
        }
    }

    /// Builds bodies until nothing new is reachable.
    pub(super) fn build_pending(&mut self) {
        while let Some(work) = self.pending.pop_front() {
            self.build_instance(&work);
        }
    }

    fn build_instance(&mut self, work: &Work) {
        let Some(f) = self.func_object(work.object) else { return };
        let subst = Subst::new(&f.type_params, &work.args);
        let name = self.function_name(work.object, f, f.decl.body.is_some() && !work.args.is_empty());
        let Some(body) = &f.decl.body else {
            let mut b = FunctionBuilder::new(self, f.file, subst, work.func, name, f.decl.span);
            b.declare_signature(f.receiver, &f.scope);
            b.finish(None);
            return;
        };
        self.walk_uses(work.object, f);
        let mut b = FunctionBuilder::new(self, f.file, subst, work.func, name, f.decl.span);
        b.declare_signature(f.receiver, &f.scope);
        let block = b.function_body(body);
        b.finish(Some(block));
    }

    /// Finds out how the variables of a declared function are used, once for all its instances.
    fn walk_uses(&mut self, object: ObjectId, f: &FuncObject) {
        if !self.walked.insert(object) {
            return;
        }
        let Some(body) = &f.decl.body else { return };
        let info = &self.checked.files[f.file.0 as usize];
        Walker::new(&self.checked.objects, info, self.types, &mut self.uses)
            .function(f.receiver, &f.scope, body);
    }

    /// As a stack trace prints it. `instance`: with `[...]`.
    fn function_name(&self, object: ObjectId, f: &FuncObject, instance: bool) -> String {
        let o = &self.checked.objects[object.0 as usize];
        let package = o.package.map_or("", |p| &self.checked.packages[p.0 as usize].path);
        let suffix = if instance { "[...]" } else { "" };
        let Some(receiver) = f.receiver else {
            let inits = o.package.map_or(&[][..], |p| &self.checked.packages[p.0 as usize].inits);
            return match inits.iter().position(|&i| i == object) {
                Some(i) => format!("{package}.init.{i}"),
                None => format!("{package}.{}{suffix}", o.name),
            };
        };
        let ty = self.checked.objects[receiver.0 as usize].ty;
        let (base, pointer) = self.types.deref(ty);
        let base =
            self.types.as_named(base).map_or_else(String::new, |id| self.types.named(id).name.to_string());
        if pointer {
            format!("{package}.(*{base}{suffix}).{}", o.name)
        } else {
            format!("{package}.{base}{suffix}.{}", o.name)
        }
    }
}
