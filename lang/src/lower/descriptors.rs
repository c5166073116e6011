//! Run-time type descriptors: a number for each type that code names, and then, for each type with
//! a number, its description, which gives numbers to the types it is made of. Method tables come
//! from the IR's list of dynamic types.

use super::generated::Generated;
use super::module::Module;
use crate::hash::HashMap;
use crate::ir;
use crate::syntax::ast::ChanDir;
use crate::types::{Basic, TypeId, TypeKind, is_exported};
use burrow_bytecode as bytecode;
use bytecode::{Kind, Method, Selector, SelectorId};
use std::rc::Rc;

/// Descriptors so far.
#[derive(Default)]
pub struct Descriptors {
    /// By number; entry 0 is no type. Described up to `described`.
    list: Vec<bytecode::Type>,
    described: usize,
    order: Vec<TypeId>,
    ids: HashMap<TypeId, bytecode::TypeId>,
    selectors: Vec<Selector>,
    selector_ids: HashMap<(Rc<str>, Rc<str>, TypeId), SelectorId>,
}

impl Descriptors {
    /// Only the entry for no type.
    pub fn new() -> Descriptors {
        let list = vec![blank(Kind::Invalid)];
        Descriptors { list, described: 1, order: vec![TypeId::INVALID], ..Default::default() }
    }

    /// The tables themselves.
    pub fn into_tables(self) -> (Vec<bytecode::Type>, Vec<Selector>) {
        (self.list, self.selectors)
    }
}

fn blank(kind: Kind) -> bytecode::Type {
    let none = bytecode::TypeId::NIL;
    bytecode::Type {
        kind,
        name: String::new(),
        package: None,
        mem_words: 0,
        frame_words: 0,
        mem_kind: bytecode::MemKind::Words,
        by_ref: false,
        pointer_free: true,
        comparable: false,
        pointer_shaped: false,
        elem: none,
        key: none,
        len: 0,
        dir: bytecode::ChanDir::Both,
        fields: Vec::new(),
        params: Vec::new(),
        results: Vec::new(),
        variadic: false,
        methods: Vec::new(),
    }
}

impl<'p> Module<'p> {
    /// The number of `ty`'s descriptor.
    pub fn type_id(&mut self, ty: TypeId) -> bytecode::TypeId {
        let d = &mut self.descriptors;
        if let Some(&id) = d.ids.get(&ty) {
            return id;
        }
        let Ok(number) = u16::try_from(d.list.len()) else { return bytecode::TypeId::NIL };
        let id = bytecode::TypeId(number);
        d.ids.insert(ty, id);
        d.order.push(ty);
        d.list.push(blank(Kind::Invalid));
        id
    }

    /// The number of what an interface's method is looked up by.
    pub fn selector(&mut self, name: &Rc<str>, package: Option<&Rc<str>>, signature: TypeId) -> SelectorId {
        let package = package.filter(|_| !is_exported(name)).cloned().unwrap_or_default();
        let key = (name.clone(), package.clone(), signature);
        if let Some(&id) = self.descriptors.selector_ids.get(&key) {
            return id;
        }
        let (params, results) = self.signature_words(signature);
        let selector = Selector {
            name: name.to_string(),
            package: package.to_string(),
            signature: self.type_id(signature),
            param_words: params as u16 + 1,
            result_words: results as u16,
        };
        let id = SelectorId(self.descriptors.selectors.len() as u16);
        self.descriptors.selectors.push(selector);
        self.descriptors.selector_ids.insert(key, id);
        id
    }

    /// The number of an interface's method.
    pub fn method_selector(&mut self, method: &ir::InterfaceMethodRef) -> SelectorId {
        self.selector(&method.name, method.package.as_ref(), method.signature)
    }

    /// Gives numbers to a layer's dynamic types. Those described before get the methods that they
    /// have now.
    pub fn describe_dynamic_types(&mut self, layer: &'p ir::Layer) {
        for dynamic in &layer.dynamic_types {
            let id = self.type_id(dynamic.ty).0 as usize;
            let before = self.dynamic.insert(dynamic.ty, dynamic);
            if id < self.descriptors.described && before != Some(dynamic) {
                let pointer_shaped = self.descriptors.list[id].pointer_shaped;
                self.descriptors.list[id].methods = self.method_table(dynamic.ty, pointer_shaped);
            }
        }
    }

    /// Describes all types that have a number, and those they bring in.
    pub fn describe_types(&mut self) {
        while self.descriptors.described < self.descriptors.list.len() {
            let index = self.descriptors.described;
            self.descriptors.described += 1;
            let ty = self.descriptors.order[index];
            self.descriptors.list[index] = self.describe(ty);
        }
    }

    fn describe(&mut self, ty: TypeId) -> bytecode::Type {
        let types = &self.ir.types;
        let layout = self.layouts.of(ty);
        let under = types.kind(types.under(ty));
        let mut out = bytecode::Type {
            name: self.type_names().name(ty),
            package: self.package_of(ty),
            mem_words: layout.mem_words,
            frame_words: layout.frame_words,
            mem_kind: layout.mem_kind,
            by_ref: layout.by_ref,
            pointer_free: layout.pointer_free,
            comparable: types.is_comparable(ty, true),
            ..blank(kind_of(&under))
        };
        out.pointer_shaped =
            matches!(out.kind, Kind::Pointer | Kind::Chan | Kind::Map | Kind::Func | Kind::UnsafePointer);
        self.describe_parts(&mut out, &under);
        if out.kind != Kind::Interface {
            out.methods = self.method_table(ty, out.pointer_shaped);
        }
        out
    }

    fn describe_parts(&mut self, out: &mut bytecode::Type, under: &TypeKind) {
        match under {
            TypeKind::Pointer(elem) | TypeKind::Slice(elem) => out.elem = self.type_id(*elem),
            TypeKind::Array { len, elem } => {
                (out.elem, out.len) = (self.type_id(*elem), *len);
            }
            TypeKind::Map { key, value } => {
                (out.key, out.elem) = (self.type_id(*key), self.type_id(*value));
            }
            TypeKind::Chan { dir, elem } => {
                out.elem = self.type_id(*elem);
                out.dir = match dir {
                    ChanDir::Both => bytecode::ChanDir::Both,
                    ChanDir::Send => bytecode::ChanDir::Send,
                    ChanDir::Recv => bytecode::ChanDir::Recv,
                };
            }
            TypeKind::Func(signature) => {
                out.params = signature.params.iter().map(|&t| self.type_id(t)).collect();
                out.results = signature.results.iter().map(|&t| self.type_id(t)).collect();
                out.variadic = signature.variadic;
            }
            TypeKind::Struct(fields) => out.fields = self.fields(fields),
            TypeKind::Interface(interface) => out.methods = self.interface_methods(interface),
            _ => {}
        }
    }

    fn fields(&mut self, fields: &[crate::types::Field]) -> Vec<bytecode::Field> {
        let mut offset_words = 0;
        let mut out = Vec::with_capacity(fields.len());
        for field in fields {
            out.push(bytecode::Field {
                name: field.name.to_string(),
                ty: self.type_id(field.ty),
                offset_words,
                embedded: field.embedded,
                exported: is_exported(&field.name),
                tag: field.tag.to_string(),
            });
            offset_words += self.layouts.of(field.ty).mem_words;
        }
        out
    }

    fn interface_methods(&mut self, interface: &crate::types::Interface) -> Vec<Method> {
        let mut methods = Vec::new();
        for method in interface.methods.iter() {
            let package = method.package.and_then(|p| self.ir.packages.get(p.0 as usize));
            let package = package.map(|p| p.path.clone());
            let selector = self.selector(&method.name, package.as_ref(), method.signature);
            methods.push(Method { selector, function: None });
        }
        methods.sort_by_key(|m| m.selector);
        methods
    }

    fn method_table(&mut self, ty: TypeId, pointer_shaped: bool) -> Vec<Method> {
        let Some(dynamic) = self.dynamic.get(&ty).copied() else { return Vec::new() };
        let mut methods = Vec::new();
        for method in &dynamic.methods {
            let selector = self.selector(&method.name, method.package.as_ref(), method.signature);
            let function = method.func.map(|func| match pointer_shaped {
                true => self.function_id(func),
                false => self.generated(Generated::MethodWrapper { func, receiver: ty }),
            });
            methods.push(Method { selector, function });
        }
        methods.sort_by_key(|m| m.selector);
        methods
    }

    fn package_of(&self, ty: TypeId) -> Option<String> {
        match self.ir.types.kind(ty) {
            TypeKind::Basic(Basic::UnsafePointer) => Some("unsafe".into()),
            TypeKind::Basic(_) => Some(String::new()),
            TypeKind::Named(id) => {
                let package = self.ir.types.with_named(id, |n| n.package);
                let package = package.and_then(|p| self.ir.packages.get(p.0 as usize));
                Some(package.map(|p| p.path.to_string()).unwrap_or_default())
            }
            _ => None,
        }
    }
}

fn kind_of(under: &TypeKind) -> Kind {
    match under {
        TypeKind::Basic(basic) => basic_kind(*basic),
        TypeKind::Pointer(_) => Kind::Pointer,
        TypeKind::Slice(_) => Kind::Slice,
        TypeKind::Array { .. } => Kind::Array,
        TypeKind::Map { .. } => Kind::Map,
        TypeKind::Chan { .. } => Kind::Chan,
        TypeKind::Struct(_) => Kind::Struct,
        TypeKind::Func(_) => Kind::Func,
        TypeKind::Interface(_) => Kind::Interface,
        TypeKind::Named(_) | TypeKind::TypeParam(_) | TypeKind::Tuple(_) => Kind::Invalid,
    }
}

fn basic_kind(basic: Basic) -> Kind {
    match basic {
        Basic::Invalid => Kind::Invalid,
        Basic::Bool | Basic::UntypedBool => Kind::Bool,
        Basic::Int | Basic::UntypedInt => Kind::Int,
        Basic::Int8 => Kind::Int8,
        Basic::Int16 => Kind::Int16,
        Basic::Int32 | Basic::UntypedRune => Kind::Int32,
        Basic::Int64 => Kind::Int64,
        Basic::Uint => Kind::Uint,
        Basic::Uint8 => Kind::Uint8,
        Basic::Uint16 => Kind::Uint16,
        Basic::Uint32 => Kind::Uint32,
        Basic::Uint64 => Kind::Uint64,
        Basic::Uintptr => Kind::Uintptr,
        Basic::Float32 => Kind::Float32,
        Basic::Float64 | Basic::UntypedFloat => Kind::Float64,
        Basic::Complex64 => Kind::Complex64,
        Basic::Complex128 | Basic::UntypedComplex => Kind::Complex128,
        Basic::String | Basic::UntypedString => Kind::String,
        Basic::UnsafePointer | Basic::UntypedNil => Kind::UnsafePointer,
    }
}
