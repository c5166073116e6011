//! Defined types, their instances, and type parameters.

use super::{
    Basic, Instance, Method, Name, Named, NamedId, ObjectId, PackageId, Rc, Subst, TypeId, TypeKind,
    TypeParam, TypeParamId, Types,
};

impl Types {
    /// A new defined type without underlying type yet.
    pub fn new_named(
        &self,
        object: ObjectId,
        name: Name,
        package: Option<PackageId>,
        outer_params: Vec<TypeParamId>,
    ) -> (NamedId, TypeId) {
        self.add_named(Named {
            object,
            name,
            package,
            underlying: None,
            type_params: Vec::new(),
            outer_params,
            instance: None,
            methods: Vec::new(),
        })
    }

    fn add_named(&self, named: Named) -> (NamedId, TypeId) {
        let id = NamedId(self.named.borrow().len() as u32);
        self.named.borrow_mut().push(named);
        (id, self.intern(TypeKind::Named(id)))
    }

    /// A copy of a defined type's data.
    pub fn named(&self, id: NamedId) -> Named {
        self.named.borrow()[id.0 as usize].clone()
    }

    /// Looks at a defined type's data in place.
    pub fn with_named<R>(&self, id: NamedId, look: impl FnOnce(&Named) -> R) -> R {
        look(&self.named.borrow()[id.0 as usize])
    }

    /// The id of a type that is itself a defined type.
    pub fn as_named(&self, ty: TypeId) -> Option<NamedId> {
        match self.kinds.borrow()[ty.0 as usize] {
            TypeKind::Named(id) => Some(id),
            _ => None,
        }
    }

    /// Completes a declaration. `ty` may be a defined type: its underlying type is taken.
    pub fn set_underlying(&self, id: NamedId, ty: TypeId) {
        let under = match self.kind(ty) {
            TypeKind::Named(_) => self.under(ty),
            TypeKind::TypeParam(_) => TypeId::INVALID,
            _ => ty,
        };
        self.named.borrow_mut()[id.0 as usize].underlying = Some(under);
    }

    /// Has its underlying type been set?
    pub fn is_complete(&self, id: NamedId) -> bool {
        self.with_named(id, |n| n.underlying.is_some())
    }

    /// Declares the type parameters of a generic type.
    pub fn set_type_params(&self, id: NamedId, params: Vec<TypeParamId>) {
        self.named.borrow_mut()[id.0 as usize].type_params = params;
    }

    /// Adds a declared method.
    pub fn add_method(&self, id: NamedId, method: Method) {
        self.named.borrow_mut()[id.0 as usize].methods.push(method);
    }

    /// Replaces the method of the same name by one that says the same and does something else.
    pub fn replace_method(&self, id: NamedId, method: Method) {
        let methods = &mut self.named.borrow_mut()[id.0 as usize].methods;
        if let Some(old) = methods.iter_mut().find(|m| m.name == method.name && m.package == method.package) {
            let earlier = Some(Box::new(old.clone()));
            *old = Method { earlier, ..method };
        }
    }

    /// From now on types have only those methods that are among the first `count` objects.
    pub fn show_methods_below(&self, count: u32) {
        self.methods_below.set(count);
    }

    /// The generic type of an instance; of any other type itself.
    pub fn origin(&self, id: NamedId) -> NamedId {
        self.with_named(id, |n| n.instance.as_ref().map_or(id, |i| i.origin))
    }

    /// The type arguments of an instance, for the declared type parameters.
    pub fn type_args(&self, ty: TypeId) -> Rc<[TypeId]> {
        let Some(id) = self.as_named(ty) else { return Rc::from([]) };
        self.with_named(id, |n| n.instance.as_ref().map_or_else(|| Rc::from([]), |i| i.args.clone()))
    }

    /// A generic type that has not been instantiated.
    pub fn is_generic(&self, ty: TypeId) -> bool {
        self.as_named(ty)
            .is_some_and(|id| self.with_named(id, |n| n.instance.is_none() && !n.type_params.is_empty()))
    }

    /// `origin[args…]`, without any check. Equal arguments give the same type.
    pub fn instantiate(&self, origin: NamedId, args: &[TypeId]) -> TypeId {
        self.instantiate_in(origin, &[], args)
    }

    /// An instance of a type declared within a generic function, for that function's arguments.
    pub fn instantiate_in(&self, origin: NamedId, outer: &[TypeId], args: &[TypeId]) -> TypeId {
        let key = (origin, [outer, args].concat());
        if let Some(&ty) = self.instances.borrow().get(&key) {
            return ty;
        }
        let from = self.named(origin);
        let (_, ty) = self.add_named(Named {
            underlying: None,
            type_params: Vec::new(),
            outer_params: Vec::new(),
            instance: Some(Instance { origin, outer_args: outer.into(), args: args.into() }),
            methods: Vec::new(),
            ..from
        });
        self.instances.borrow_mut().insert(key, ty);
        ty
    }

    /// The underlying type: of a defined type its declaration's, of a type parameter its constraint
    /// interface, of anything else itself. `INVALID` while a declaration is not complete.
    pub fn under(&self, ty: TypeId) -> TypeId {
        // The borrow must end before a constraint or an instance is expanded.
        let named = match self.kinds.borrow()[ty.0 as usize] {
            TypeKind::Named(id) => Ok(id),
            TypeKind::TypeParam(id) => Err(id),
            _ => return ty,
        };
        let id = match named {
            Ok(id) => id,
            Err(param) => {
                let constraint = self.type_params.borrow()[param.0 as usize].constraint;
                return constraint.map_or(TypeId::INVALID, |c| self.under(c));
            }
        };
        let (underlying, instance) = self.with_named(id, |n| (n.underlying, n.instance.clone()));
        match (underlying, instance) {
            (Some(under), _) => under,
            (None, Some(instance)) => self.expand(id, &instance),
            (None, None) => TypeId::INVALID,
        }
    }

    fn expand(&self, id: NamedId, instance: &Instance) -> TypeId {
        let origin = self.named(instance.origin);
        let Some(generic) = origin.underlying else { return TypeId::INVALID };
        let mut subst = Subst::new(&origin.type_params, &instance.args);
        subst.extend(&origin.outer_params, &instance.outer_args);
        let under = self.subst(generic, &subst);
        self.named.borrow_mut()[id.0 as usize].underlying = Some(under);
        under
    }

    /// A new type parameter without constraint yet.
    pub fn new_type_param(&self, name: Name, object: ObjectId, index: u32) -> (TypeParamId, TypeId) {
        let id = TypeParamId(self.type_params.borrow().len() as u32);
        let param = TypeParam { name, object, index, constraint: None };
        self.type_params.borrow_mut().push(param);
        (id, self.intern(TypeKind::TypeParam(id)))
    }

    /// A type parameter's data.
    pub fn type_param(&self, id: TypeParamId) -> TypeParam {
        self.type_params.borrow()[id.0 as usize].clone()
    }

    /// The id of a type that is a type parameter.
    pub fn as_type_param(&self, ty: TypeId) -> Option<TypeParamId> {
        match self.kinds.borrow()[ty.0 as usize] {
            TypeKind::TypeParam(id) => Some(id),
            _ => None,
        }
    }

    /// A type parameter as a type.
    pub fn type_param_type(&self, id: TypeParamId) -> TypeId {
        self.intern(TypeKind::TypeParam(id))
    }

    /// Sets a type parameter's constraint. A type that is no interface stands for `interface{T}`.
    pub fn set_constraint(&self, id: TypeParamId, constraint: TypeId) {
        self.type_params.borrow_mut()[id.0 as usize].constraint = Some(constraint);
    }

    /// The predeclared identifiers' types that are written `byte` and `rune`.
    pub fn byte(&self) -> TypeId {
        self.basic(Basic::Uint8)
    }
    /// `rune`
    pub fn rune(&self) -> TypeId {
        self.basic(Basic::Int32)
    }
}
