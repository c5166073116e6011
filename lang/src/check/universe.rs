//! The universe: predeclared types, constants, nil and builtin functions, and package unsafe.

use super::checker::Checker;
use super::constant::Value;
use super::info::{Builtin, ObjectId, ObjectKind, Package, PackageId};
use super::scope::ScopeKind;
use crate::hash::HashMap;
use crate::source::Span;
use crate::types::{Basic, Interface, InterfaceMethod, TypeId};
use std::rc::Rc;

/// Basic types by their names.
const TYPES: &[(&str, Basic)] = &[
    ("bool", Basic::Bool),
    ("int", Basic::Int),
    ("int8", Basic::Int8),
    ("int16", Basic::Int16),
    ("int32", Basic::Int32),
    ("int64", Basic::Int64),
    ("uint", Basic::Uint),
    ("uint8", Basic::Uint8),
    ("uint16", Basic::Uint16),
    ("uint32", Basic::Uint32),
    ("uint64", Basic::Uint64),
    ("uintptr", Basic::Uintptr),
    ("float32", Basic::Float32),
    ("float64", Basic::Float64),
    ("complex64", Basic::Complex64),
    ("complex128", Basic::Complex128),
    ("string", Basic::String),
    ("byte", Basic::Uint8),
    ("rune", Basic::Int32),
];

const BUILTINS: &[(&str, Builtin)] = &[
    ("append", Builtin::Append),
    ("cap", Builtin::Cap),
    ("clear", Builtin::Clear),
    ("close", Builtin::Close),
    ("complex", Builtin::Complex),
    ("copy", Builtin::Copy),
    ("delete", Builtin::Delete),
    ("imag", Builtin::Imag),
    ("len", Builtin::Len),
    ("make", Builtin::Make),
    ("max", Builtin::Max),
    ("min", Builtin::Min),
    ("new", Builtin::New),
    ("panic", Builtin::Panic),
    ("print", Builtin::Print),
    ("println", Builtin::Println),
    ("real", Builtin::Real),
    ("recover", Builtin::Recover),
];

const UNSAFE: &[(&str, Builtin)] = &[
    ("Add", Builtin::UnsafeAdd),
    ("Alignof", Builtin::UnsafeAlignof),
    ("Offsetof", Builtin::UnsafeOffsetof),
    ("Sizeof", Builtin::UnsafeSizeof),
    ("Slice", Builtin::UnsafeSlice),
    ("SliceData", Builtin::UnsafeSliceData),
    ("String", Builtin::UnsafeString),
    ("StringData", Builtin::UnsafeStringData),
];

impl Checker<'_> {
    pub(super) fn declare_universe(&mut self) {
        for &(name, basic) in TYPES {
            self.predeclare(name, ObjectKind::TypeName, self.types.basic(basic));
        }
        let any = self.types.empty_interface();
        self.any_object = self.predeclare("any", ObjectKind::TypeName, any);
        self.declare_error();
        let comparable = self.predeclare("comparable", ObjectKind::TypeName, TypeId::INVALID);
        let interface = Interface { methods: Rc::from([]), terms: None, comparable: true };
        self.predeclare_named("comparable", comparable, interface);
        let untyped_bool = self.types.basic(Basic::UntypedBool);
        self.predeclare("true", ObjectKind::Const(Value::Bool(true)), untyped_bool);
        self.predeclare("false", ObjectKind::Const(Value::Bool(false)), untyped_bool);
        let zero = ObjectKind::Const(Value::Int(0.into()));
        self.iota_object = self.predeclare("iota", zero, self.types.basic(Basic::UntypedInt));
        self.nil_object = self.predeclare("nil", ObjectKind::Nil, self.types.basic(Basic::UntypedNil));
        for &(name, builtin) in BUILTINS {
            self.predeclare(name, ObjectKind::Builtin(builtin), TypeId::INVALID);
        }
    }

    fn declare_error(&mut self) {
        let object = self.predeclare("error", ObjectKind::TypeName, TypeId::INVALID);
        let string = self.types.basic(Basic::String);
        let method = InterfaceMethod {
            name: "Error".into(),
            package: None,
            signature: self.types.func(&[], &[string], false),
        };
        let interface = Interface { methods: Rc::from([method]), terms: None, comparable: false };
        self.error_type = self.predeclare_named("error", object, interface);
    }

    fn predeclare(&mut self, name: &str, kind: ObjectKind, ty: TypeId) -> ObjectId {
        let object = self.new_object(name.into(), kind, ty, Span::default());
        self.object_mut(object).package = None;
        self.scopes.insert(self.universe, name.into(), object, 0);
        object
    }

    fn predeclare_named(&mut self, name: &str, object: ObjectId, interface: Interface) -> TypeId {
        let (id, ty) = self.types.new_named(object, name.into(), None, Vec::new());
        let under = self.types.interface(interface);
        self.types.set_underlying(id, under);
        self.object_mut(object).ty = ty;
        ty
    }

    /// Package unsafe, made on first import.
    pub(super) fn unsafe_package(&mut self) -> PackageId {
        let id = PackageId(self.packages.len() as u32);
        let scope = self.scopes.open(Some(self.universe), ScopeKind::Package);
        self.packages.push(Package {
            path: "unsafe".into(),
            name: "unsafe".into(),
            files: Vec::new(),
            imports: Vec::new(),
            scope: HashMap::default(),
            init_order: Vec::new(),
            inits: Vec::new(),
            library: true,
            script: false,
            layer: 0,
        });
        self.package_scopes.push(scope);
        let pointer = self.types.basic(Basic::UnsafePointer);
        let builtins = UNSAFE.iter().map(|&(name, b)| (name, ObjectKind::Builtin(b), TypeId::INVALID));
        let all: Vec<_> = [("Pointer", ObjectKind::TypeName, pointer)].into_iter().chain(builtins).collect();
        for (name, kind, ty) in all {
            let object = self.new_object(name.into(), kind, ty, Span::default());
            self.object_mut(object).package = Some(id);
            self.scopes.insert(scope, name.into(), object, 0);
            self.packages[id.0 as usize].scope.insert(name.into(), object);
        }
        id
    }
}
