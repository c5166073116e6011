//! Interning: the constructors of types, and what a type is.

use super::{Basic, ChanDir, Field, Interface, Rc, Signature, Term, TypeId, TypeKind, Types};
use crate::types::{Cell, HashMap, RefCell, Spelling};

impl Default for Types {
    fn default() -> Self {
        Types::new()
    }
}

impl Types {
    /// The predeclared basic types, and nothing else.
    pub fn new() -> Types {
        let types = Types {
            kinds: RefCell::default(),
            parameterized: RefCell::default(),
            interned: RefCell::new(HashMap::default()),
            named: RefCell::default(),
            instances: RefCell::default(),
            type_params: RefCell::default(),
            wide: super::wide::WideTypes::default(),
            methods_below: Cell::new(u32::MAX),
            spelling: Cell::new(Spelling::default()),
        };
        for basic in Basic::ALL {
            types.intern(TypeKind::Basic(*basic));
        }
        types
    }

    /// A basic type.
    pub fn basic(&self, basic: Basic) -> TypeId {
        TypeId(basic as u32)
    }

    /// How many types there are; ids are below it.
    pub fn count(&self) -> usize {
        self.kinds.borrow().len()
    }

    /// What `ty` is. Cheap: the parts are shared.
    pub fn kind(&self, ty: TypeId) -> TypeKind {
        self.kinds.borrow()[ty.0 as usize].clone()
    }

    /// Mentions a type parameter: substitution may change it.
    pub fn is_parameterized(&self, ty: TypeId) -> bool {
        self.parameterized.borrow()[ty.0 as usize]
    }

    /// The type of this structure.
    pub fn intern(&self, kind: TypeKind) -> TypeId {
        if let Some(&id) = self.interned.borrow().get(&kind) {
            return id;
        }
        let parameterized = self.mentions_parameter(&kind);
        let mut kinds = self.kinds.borrow_mut();
        let id = TypeId(kinds.len() as u32);
        kinds.push(kind.clone());
        self.parameterized.borrow_mut().push(parameterized);
        self.interned.borrow_mut().insert(kind, id);
        id
    }

    fn mentions_parameter(&self, kind: &TypeKind) -> bool {
        let p = |t: &TypeId| self.is_parameterized(*t);
        match kind {
            TypeKind::Basic(_) => false,
            TypeKind::TypeParam(_) => true,
            TypeKind::Named(id) => {
                let named = self.named.borrow();
                let n = &named[id.0 as usize];
                match &n.instance {
                    Some(i) => {
                        i.args.iter().any(p)
                            || i.outer_args.iter().any(p)
                            || i.outer_args.is_empty() && !named[i.origin.0 as usize].outer_params.is_empty()
                    }
                    None => !n.outer_params.is_empty(),
                }
            }
            TypeKind::Pointer(t) | TypeKind::Slice(t) => p(t),
            TypeKind::Array { elem, .. } | TypeKind::Chan { elem, .. } => p(elem),
            TypeKind::Map { key, value } => p(key) || p(value),
            TypeKind::Struct(fields) => fields.iter().any(|f| p(&f.ty)),
            TypeKind::Func(s) => s.params.iter().any(p) || s.results.iter().any(p),
            TypeKind::Interface(i) => {
                i.methods.iter().any(|m| p(&m.signature))
                    || i.terms.iter().any(|t| t.iter().any(|t| p(&t.ty)))
            }
            TypeKind::Tuple(ts) => ts.iter().any(p),
        }
    }

    /// `*elem`
    pub fn pointer(&self, elem: TypeId) -> TypeId {
        self.intern(TypeKind::Pointer(elem))
    }
    /// `[]elem`
    pub fn slice(&self, elem: TypeId) -> TypeId {
        self.intern(TypeKind::Slice(elem))
    }
    /// `[len]elem`
    pub fn array(&self, len: u64, elem: TypeId) -> TypeId {
        self.intern(TypeKind::Array { len, elem })
    }
    /// `map[key]value`
    pub fn map(&self, key: TypeId, value: TypeId) -> TypeId {
        self.intern(TypeKind::Map { key, value })
    }
    /// A channel type.
    pub fn chan(&self, dir: ChanDir, elem: TypeId) -> TypeId {
        self.intern(TypeKind::Chan { dir, elem })
    }
    /// A struct type.
    pub fn struct_(&self, fields: Vec<Field>) -> TypeId {
        self.intern(TypeKind::Struct(fields.into()))
    }
    /// A func type.
    pub fn func(&self, params: &[TypeId], results: &[TypeId], variadic: bool) -> TypeId {
        self.intern(TypeKind::Func(Rc::new(Signature {
            params: params.into(),
            results: results.into(),
            variadic,
        })))
    }
    /// Several values; of one value, that value's own type.
    pub fn tuple(&self, types: &[TypeId]) -> TypeId {
        match types {
            [one] => *one,
            many => self.intern(TypeKind::Tuple(many.into())),
        }
    }
    /// An interface; methods and terms are put in order here. A method occurs once.
    pub fn interface(&self, interface: Interface) -> TypeId {
        let mut methods = interface.methods.to_vec();
        methods.sort_by(|a, b| (&a.name, a.package).cmp(&(&b.name, b.package)));
        methods.dedup_by(|a, b| a.name == b.name && a.package == b.package);
        let terms = interface.terms.map(|terms| {
            let mut terms: Vec<Term> = terms.to_vec();
            terms.sort();
            terms.dedup();
            terms.into()
        });
        let comparable = interface.comparable;
        self.intern(TypeKind::Interface(Rc::new(Interface { methods: methods.into(), terms, comparable })))
    }
    /// `interface{}`
    pub fn empty_interface(&self) -> TypeId {
        self.interface(Interface { methods: Rc::from([]), terms: None, comparable: false })
    }

    /// The basic type that `ty` is itself (not its underlying type).
    pub fn as_basic(&self, ty: TypeId) -> Option<Basic> {
        match self.kinds.borrow()[ty.0 as usize] {
            TypeKind::Basic(basic) => Some(basic),
            _ => None,
        }
    }
    /// The basic type that is `ty`'s underlying type.
    pub fn under_basic(&self, ty: TypeId) -> Option<Basic> {
        self.as_basic(self.under(ty))
    }
    /// The signature of a type whose underlying type is a func.
    pub fn signature(&self, ty: TypeId) -> Option<Rc<Signature>> {
        match self.kind(self.under(ty)) {
            TypeKind::Func(signature) => Some(signature),
            _ => None,
        }
    }
    /// The fields of a type whose underlying type is a struct.
    pub fn fields(&self, ty: TypeId) -> Option<Rc<[Field]>> {
        match self.kind(self.under(ty)) {
            TypeKind::Struct(fields) => Some(fields),
            _ => None,
        }
    }
    /// The interface of a type whose underlying type is one (type parameters: their constraint).
    pub fn as_interface(&self, ty: TypeId) -> Option<Rc<Interface>> {
        match self.kind(self.under(ty)) {
            TypeKind::Interface(interface) => Some(interface),
            _ => None,
        }
    }
    /// The element of a type whose underlying type is a pointer.
    pub fn pointer_elem(&self, ty: TypeId) -> Option<TypeId> {
        match self.kind(self.under(ty)) {
            TypeKind::Pointer(elem) => Some(elem),
            _ => None,
        }
    }
    /// The types of a tuple, or the one type.
    pub fn tuple_types(&self, ty: TypeId) -> Vec<TypeId> {
        match self.kind(ty) {
            TypeKind::Tuple(types) => types.to_vec(),
            _ => vec![ty],
        }
    }
}

impl TypeId {
    /// The type of what has an error; see [`Basic::Invalid`].
    pub const INVALID: TypeId = TypeId(0);
}

impl Basic {
    /// All of them, in the order of their type ids.
    pub const ALL: &'static [Basic] = &[
        Basic::Invalid,
        Basic::Bool,
        Basic::Int,
        Basic::Int8,
        Basic::Int16,
        Basic::Int32,
        Basic::Int64,
        Basic::Uint,
        Basic::Uint8,
        Basic::Uint16,
        Basic::Uint32,
        Basic::Uint64,
        Basic::Uintptr,
        Basic::Float32,
        Basic::Float64,
        Basic::Complex64,
        Basic::Complex128,
        Basic::String,
        Basic::UnsafePointer,
        Basic::UntypedBool,
        Basic::UntypedInt,
        Basic::UntypedRune,
        Basic::UntypedFloat,
        Basic::UntypedComplex,
        Basic::UntypedString,
        Basic::UntypedNil,
    ];
}
