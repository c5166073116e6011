//! Methods: binding one to a receiver on concrete types (so that a call on a type parameter's value
//! is decided here), and the wrappers that method sets, promoted methods and method expressions need.

use super::function::FunctionBuilder;
use super::place::Operand;
use super::{ProgramBuilder, WrapperKey};
use crate::check::info::{FileIndex, ObjectId, PackageId};
use crate::ir::{
    Block, Callee, CompareOp, Expr, ExprKind, FuncId, InterfaceMethodRef, LocalId, Place, Stmt, StmtKind,
};
use crate::source::Span;
use crate::types::{Basic, Lookup, Selected, SelectedKind, Subst, TypeId, is_exported};
use std::rc::Rc;

/// A method with its receiver's value.
pub(super) enum Bound {
    /// `func` takes the receiver first.
    Static {
        func: FuncId,
        receiver: Expr,
    },
    Interface {
        receiver: Expr,
        method: InterfaceMethodRef,
    },
}

impl Bound {
    /// The call with the receiver in place.
    pub(super) fn callee(self) -> (Callee, Vec<Expr>) {
        match self {
            Bound::Static { func, receiver } => (Callee::Func(func), vec![receiver]),
            Bound::Interface { receiver, method } => (Callee::Interface { receiver, method }, Vec::new()),
        }
    }
}

impl ProgramBuilder<'_> {
    /// The concrete signature of a found method, without receiver.
    pub(super) fn selected_signature(&self, selected: &Selected) -> TypeId {
        match &selected.kind {
            SelectedKind::Method { object, receiver, args, .. } => {
                self.method_signature(*object, *receiver, args)
            }
            SelectedKind::InterfaceMethod { signature, .. } => *signature,
            SelectedKind::Field { ty } => *ty,
        }
    }

    fn method_signature(&self, object: ObjectId, receiver: TypeId, own: &[TypeId]) -> TypeId {
        let ty = self.checked.objects[object.0 as usize].ty;
        let Some(f) = self.func_object(object) else { return ty };
        self.types.subst(ty, &Subst::new(&f.type_params, &self.method_args(receiver, own)))
    }

    /// All type arguments of a method: those of its receiver, then its own.
    fn method_args(&self, receiver: TypeId, own: &[TypeId]) -> Rc<[TypeId]> {
        let of_receiver = self.types.type_args(receiver);
        if own.is_empty() { of_receiver } else { [&of_receiver, own].concat().into() }
    }

    /// How an interface names a method.
    pub(super) fn method_ref(
        &mut self,
        name: &Rc<str>,
        package: Option<PackageId>,
        signature: TypeId,
    ) -> InterfaceMethodRef {
        self.note_called(name);
        let package = if is_exported(name) { None } else { package };
        let package = package.map(|p| self.checked.packages[p.0 as usize].path.clone());
        InterfaceMethodRef { name: name.clone(), package, signature }
    }

    /// The method `name` of `receiver`'s method set as a function that takes the receiver first;
    /// `own` are a generic method's type arguments.
    pub(super) fn method_function(
        &mut self,
        receiver: TypeId,
        name: &Rc<str>,
        package: Option<PackageId>,
        own: &Rc<[TypeId]>,
    ) -> Option<FuncId> {
        let mut selected = match self.types.lookup_field_or_method(receiver, true, package, name) {
            Lookup::Found(s) | Lookup::PointerReceiver(s) => s,
            Lookup::Ambiguous | Lookup::NotFound => return None,
        };
        if let SelectedKind::Method { args, .. } = &mut selected.kind {
            *args = own.clone();
        }
        if let SelectedKind::Method { object, pointer, receiver: base, .. } = selected.kind
            && selected.path.is_empty()
            && pointer == self.types.deref(receiver).1
        {
            return Some(self.instance(object, &self.method_args(base, own)));
        }
        let object = match selected.kind {
            SelectedKind::Method { object, .. } => Some(object),
            SelectedKind::InterfaceMethod { .. } | SelectedKind::Field { .. } => None,
        };
        let key = WrapperKey::Method { receiver, name: name.clone(), package, own: own.clone(), object };
        if let Some(&id) = self.wrappers.get(&key) {
            return Some(id);
        }
        let id = self.reserve();
        self.wrappers.insert(key, id);
        self.build_wrapper(id, receiver, name, package, &selected);
        Some(id)
    }

    fn build_wrapper(
        &mut self,
        id: FuncId,
        receiver: TypeId,
        name: &Rc<str>,
        package: Option<PackageId>,
        selected: &Selected,
    ) {
        let signature = self.selected_signature(selected);
        let Some(signature) = self.types.signature(signature) else { return };
        let text = self.wrapper_name(receiver, name);
        let span = Span::default();
        let mut b = FunctionBuilder::new(self, FileIndex(0), Subst::default(), id, text, span);
        b.mark_wrapper();
        let param = |b: &mut FunctionBuilder, ty: TypeId| {
            let local = b.temp(ty, span);
            b.add_param(local);
            local
        };
        let this = param(&mut b, receiver);
        let params: Vec<LocalId> = signature.params.iter().map(|&ty| param(&mut b, ty)).collect();
        let args = params.iter().zip(signature.params.iter()).map(|(&l, &ty)| Expr::local(l, ty, span));
        signature.results.iter().for_each(|&ty| b.add_result(ty, span));
        let mut stmts = Vec::new();
        if let SelectedKind::Method { pointer: false, receiver: base, .. } = selected.kind
            && selected.path.is_empty()
        {
            let this = Expr::local(this, receiver, span);
            stmts.push(b.check_nil_receiver(this, base, name));
        }
        let operand = Operand::Place(Place::Local(this), receiver);
        let (callee, mut all) = b.bind_method(operand, selected, name, package, span).callee();
        all.extend(args);
        let call = Expr::call(callee, all, b.types.tuple(&signature.results), span);
        stmts.push(match signature.results.is_empty() {
            true => Stmt::expr(call),
            false => Stmt::returning(vec![call], span),
        });
        b.finish(Some(Block::new(stmts, span)));
    }

    fn wrapper_name(&self, receiver: TypeId, name: &str) -> String {
        let (base, pointer) = self.types.deref(receiver);
        let Some(id) = self.types.as_named(base) else { return format!("main.struct{{...}}.{name}") };
        let named = self.types.named(id);
        let package = named.package.map_or("", |p| &self.checked.packages[p.0 as usize].path);
        let suffix = if named.instance.is_some() { "[...]" } else { "" };
        match pointer {
            true => format!("{package}.(*{}{suffix}).{name}", named.name),
            false => format!("{package}.{}{suffix}.{name}", named.name),
        }
    }
}

impl FunctionBuilder<'_, '_> {
    /// A method of `base` with a value receiver needs a pointer that is not nil.
    fn check_nil_receiver(&mut self, this: Expr, base: TypeId, name: &str) -> Stmt {
        let span = this.span;
        let method = self.program.wrapper_name(base, name);
        let (path, short) = match self.types.as_named(base).map(|id| self.types.named(id)) {
            Some(named) => (method, named.name.to_string()),
            None => (method, String::new()),
        };
        let text = format!("value method {path} called using nil *{short} pointer");
        let panic = self.machine_panic("plainError", &text, span);
        let (nil, bool) = (Expr::zero(this.ty, span), self.basic(Basic::Bool));
        let condition = self.compare(CompareOp::Eq, this, nil, bool, span);
        let then = Block::new(vec![Stmt::expr(panic)], span);
        Stmt::new(StmtKind::If { condition, then, otherwise: None }, span)
    }

    /// Follows embedded fields (and a field itself) from `base`, through pointers.
    pub(super) fn follow(&mut self, base: Operand, path: &[u32], span: Span) -> Operand {
        let mut base = base;
        for &index in path {
            base = self.field(base, index, span);
        }
        base
    }

    /// One field of a struct, or of what a pointer points to.
    fn field(&mut self, base: Operand, index: u32, span: Span) -> Operand {
        let base = self.dereferenced(base, span);
        let struct_ty = base.ty();
        let fields = self.types.fields(struct_ty);
        let ty = fields.and_then(|f| f.get(index as usize).map(|f| f.ty)).unwrap_or(TypeId::INVALID);
        match base {
            Operand::Place(place, _) => {
                Operand::Place(Place::Field { base: Box::new(place), struct_ty, index, ty }, ty)
            }
            Operand::Value(x) => {
                Operand::Value(Expr::new(ExprKind::Field { x: Box::new(x), index }, ty, span))
            }
        }
    }

    /// What a pointer points to; anything else itself.
    fn dereferenced(&mut self, base: Operand, span: Span) -> Operand {
        let Some(ty) = self.types.pointer_elem(base.ty()) else { return base };
        let pointer = Box::new(base.value(span));
        Operand::Place(Place::Deref { pointer, ty, span }, ty)
    }

    /// The method `selected`, found in `base`'s type, with its receiver.
    pub(super) fn bind_method(
        &mut self,
        base: Operand,
        selected: &Selected,
        name: &Rc<str>,
        package: Option<PackageId>,
        span: Span,
    ) -> Bound {
        let holder = self.follow(base, &selected.path, span);
        match &selected.kind {
            SelectedKind::Method { object, pointer, receiver, args } => {
                let args = self.program.method_args(*receiver, args);
                let func = self.program.instance(*object, &args);
                let is_pointer = self.types.pointer_elem(holder.ty()).is_some() && holder.ty() != *receiver;
                let receiver = match (is_pointer, pointer) {
                    (true, true) | (false, false) => self.loaded(holder, span),
                    (true, false) => {
                        let value = self.dereferenced(holder, span);
                        self.loaded(value, span)
                    }
                    (false, true) => self.address_of(holder, span),
                };
                Bound::Static { func, receiver }
            }
            SelectedKind::InterfaceMethod { signature, .. } => {
                let package = self.interface_method_package(holder.ty(), name).or(package);
                let method = self.program.method_ref(name, package, *signature);
                Bound::Interface { receiver: holder.value(span), method }
            }
            SelectedKind::Field { ty } => {
                // Not a method; the checker has seen to it.
                Bound::Static { func: FuncId(0), receiver: Expr::zero(*ty, span) }
            }
        }
    }

    fn interface_method_package(&self, ty: TypeId, name: &str) -> Option<PackageId> {
        let interface = self.types.as_interface(ty)?;
        interface.methods.iter().find(|m| &*m.name == name)?.package
    }
}
