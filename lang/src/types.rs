//! Go's types, interned: two types are identical, in the sense of the spec, exactly when their
//! [`TypeId`]s are equal. Named types, their instances and type parameters are told apart by
//! their own ids; everything else by structure.

mod lookup;
mod named;
mod predicates;
mod print;
mod size;
mod store;
mod subst;
mod typeset;
mod wide;

use crate::check::info::{ObjectId, PackageId};
use crate::hash::HashMap;
use crate::syntax::ast::{ChanDir, Name};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use lookup::same_name;
pub use lookup::{Lookup, MethodSetEntry, Selected, SelectedKind, is_exported};
pub use print::Qualifier;
pub use subst::Subst;

/// A type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TypeId(pub u32);
/// Index into [`Types::named`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NamedId(pub u32);
/// Index into `Types::type_params`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TypeParamId(pub u32);

/// Predeclared types and the types of untyped constants. The order is that of `Types::basic`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Basic {
    /// Stands where an error has been reported; anything goes with it, so nothing follows from it.
    Invalid,
    Bool,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
    Float32,
    Float64,
    Complex64,
    Complex128,
    String,
    UnsafePointer,
    UntypedBool,
    UntypedInt,
    UntypedRune,
    UntypedFloat,
    UntypedComplex,
    UntypedString,
    UntypedNil,
}

/// What a type is. `byte`, `rune`, `any` and aliases are gone: they are other names of a type
/// (messages recover `byte`, `rune` and `any` where gc prints them).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TypeKind {
    Basic(Basic),
    Named(NamedId),
    TypeParam(TypeParamId),
    Pointer(TypeId),
    Slice(TypeId),
    Array {
        len: u64,
        elem: TypeId,
    },
    Map {
        key: TypeId,
        value: TypeId,
    },
    Chan {
        dir: ChanDir,
        elem: TypeId,
    },
    Struct(Rc<[Field]>),
    Func(Rc<Signature>),
    Interface(Rc<Interface>),
    /// Several results.
    Tuple(Rc<[TypeId]>),
}

/// A struct field.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Field {
    /// An embedded field has its type's name.
    pub name: Name,
    /// The package of an unexported name, as part of its identity.
    pub package: Option<PackageId>,
    pub ty: TypeId,
    pub embedded: bool,
    pub tag: Rc<str>,
}

/// A func type; of methods, without the receiver. `variadic`: the last of `params` is `[]T`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Signature {
    pub params: Rc<[TypeId]>,
    pub results: Rc<[TypeId]>,
    pub variadic: bool,
}

/// A method of an interface.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct InterfaceMethod {
    pub name: Name,
    /// The package of an unexported name.
    pub package: Option<PackageId>,
    /// A `TypeKind::Func`.
    pub signature: TypeId,
}

/// An interface, embedded ones flattened: all its methods, sorted by name and package, and its
/// type set's terms where it has any.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Interface {
    pub methods: Rc<[InterfaceMethod]>,
    /// `None`: all types. `Some`: the union (after intersection) of these terms, sorted.
    pub terms: Option<Rc<[Term]>>,
    /// Embeds `comparable`.
    pub comparable: bool,
}

/// `T` or `~T`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Term {
    pub tilde: bool,
    pub ty: TypeId,
}

/// A defined type or an instance of a generic one.
#[derive(Clone, Debug)]
pub struct Named {
    /// The declared type's object (of an instance, the generic type's).
    pub object: ObjectId,
    pub name: Name,
    pub package: Option<PackageId>,
    /// Set once the declaration (or instance) has been completed; never itself `Named`.
    pub underlying: Option<TypeId>,
    /// Declared type parameters (generic types only).
    pub type_params: Vec<TypeParamId>,
    /// Type parameters of the generic function that the type is declared in: it is another type for
    /// each of the function's instances.
    pub outer_params: Vec<TypeParamId>,
    /// Of an instance: the generic type, and the arguments for `outer_params` (when substituted)
    /// followed by those for `type_params`.
    pub instance: Option<Instance>,
    /// Declared methods in source order. Of an instance: empty; look at the generic type's.
    pub methods: Vec<Method>,
}

/// How an instance came about.
#[derive(Clone, Debug)]
pub struct Instance {
    pub origin: NamedId,
    /// For the origin's `outer_params`; empty where those are still the parameters themselves.
    pub outer_args: Rc<[TypeId]>,
    /// For the origin's `type_params`.
    pub args: Rc<[TypeId]>,
}

/// A declared method.
#[derive(Clone, Debug)]
pub struct Method {
    pub name: Name,
    /// The package of an unexported name.
    pub package: Option<PackageId>,
    /// An `ObjectKind::Func`.
    pub object: ObjectId,
    /// It has a pointer receiver.
    pub pointer: bool,
    /// In a session: what it has replaced.
    pub earlier: Option<Box<Method>>,
}

impl Method {
    /// The method as it was while only the first `objects` objects were there.
    fn at(&self, objects: u32) -> Option<&Method> {
        let mut method = self;
        while method.object.0 >= objects {
            method = method.earlier.as_deref()?;
        }
        Some(method)
    }
}

/// A type parameter.
#[derive(Clone, Debug)]
pub struct TypeParam {
    pub name: Name,
    pub object: ObjectId,
    pub index: u32,
    /// An interface (a non-interface constraint `T` has been wrapped as `interface{T}`), once known.
    pub constraint: Option<TypeId>,
}

/// Which of two spellings the program itself uses, to print types as their author wrote them.
#[derive(Clone, Copy, Default, Debug)]
pub struct Spelling {
    /// `uint8` was written, rather than `byte`.
    pub uint8: bool,
    /// `int32` was written, rather than `rune`.
    pub int32: bool,
    /// `interface{}` was written, rather than `any`.
    pub empty_interface: bool,
}

/// All types of a compilation. Everything takes `&self`: types are only ever added, and what is
/// expanded on demand (instances) is the same whoever asks first.
#[derive(Debug)]
pub struct Types {
    kinds: RefCell<Vec<TypeKind>>,
    /// By type: mentions a type parameter.
    parameterized: RefCell<Vec<bool>>,
    interned: RefCell<HashMap<TypeKind, TypeId>>,
    named: RefCell<Vec<Named>>,
    /// By origin and all arguments: the type.
    instances: RefCell<HashMap<(NamedId, Vec<TypeId>), TypeId>>,
    type_params: RefCell<Vec<TypeParam>>,
    wide: wide::WideTypes,
    /// Methods that are objects below this one exist.
    methods_below: Cell<u32>,
    /// How to print types with two names.
    pub spelling: Cell<Spelling>,
}
