//! Declarations: determining the type of a declared object, on demand and in any order. A defined
//! type exists as soon as it is mentioned; its right side is checked when nothing else is under way
//! or its underlying type is needed, so that types may refer to each other freely.

use super::checker::{Checker, Declaration, DeclarationKind, Environment, GenericAlias, Progress};
use super::info::{ObjectId, ObjectKind, VarKind};
use super::operand::Operand;
use super::resolve::ConstGroup;
use super::scope::ScopeKind;
use crate::diagnostic::Code;
use crate::hash::HashMap;
use crate::load::Version;
use crate::recursion::recurse;
use crate::syntax::ast::{ConstSpec, Decl, ExprId, FuncDecl, Name, TypeSpec, VarSpec};
use crate::types::{Field, Method, TypeId, TypeKind, is_exported};
use std::rc::Rc;

impl Checker<'_> {
    /// Determines the type of an object (and the value of a constant). An object whose declaration
    /// is under way closes a cycle, which may be an error.
    pub fn object_declaration(&mut self, object: ObjectId) {
        let before = self.pending_types.len();
        match self.state(object).progress {
            Progress::Done => {}
            Progress::Pending(_) => return self.pending_object(object),
            Progress::Untouched => {
                if let Some(declaration) = self.state(object).declaration.clone() {
                    recurse(|| {
                        self.declare_object(object, &declaration);
                    });
                }
            }
        }
        self.complete_types_since(before);
    }

    fn declare_object(&mut self, object: ObjectId, declaration: &Declaration) {
        let mut env = self.file_environment(declaration.file);
        match &declaration.kind {
            DeclarationKind::Type(spec) => {
                if spec.alias {
                    env.in_type_declaration = true;
                    self.begin(object);
                    self.with_environment(env, |c| c.alias_declaration(object, spec));
                    self.end(object);
                } else {
                    self.with_environment(env, |c| c.begin_type(object, spec));
                }
            }
            DeclarationKind::Const { ty, value, iota, inherited } => {
                env.declaration = Some(object);
                self.begin(object);
                self.with_environment(env, |c| c.const_declaration(object, *ty, *value, *iota, *inherited));
                self.end(object);
            }
            DeclarationKind::Var { lhs, ty, value } => {
                // The variables of one initialisation depend on the same things.
                env.declaration = Some(lhs.as_ref().map_or(object, |lhs| lhs[0]));
                self.begin(object);
                self.with_environment(env, |c| c.var_declaration(object, lhs.as_deref(), *ty, *value));
                self.end(object);
            }
            DeclarationKind::Unread { package, part } => {
                self.read_method(object, *package, *part);
                if let Some(declaration) = self.state(object).declaration.clone()
                    && !matches!(declaration.kind, DeclarationKind::Unread { .. })
                {
                    self.declare_object(object, &declaration);
                }
            }
            DeclarationKind::Func(decl) => {
                self.begin(object);
                self.with_environment(env, |c| c.func_declaration(object, decl));
                self.end(object);
            }
        }
    }

    pub(super) fn begin(&mut self, object: ObjectId) {
        self.state_mut(object).progress = Progress::Pending(self.path.len() as u32);
        self.path.push(object);
    }

    pub(super) fn end(&mut self, object: ObjectId) {
        self.path.pop();
        self.state_mut(object).progress = Progress::Done;
    }

    // Constants and variables.

    fn const_declaration(
        &mut self,
        object: ObjectId,
        ty: Option<ExprId>,
        value: Option<ExprId>,
        iota: u32,
        inherited: bool,
    ) {
        let outer = (self.env.iota.replace(iota), self.env.error_span.take());
        self.const_value(object, ty, value, inherited);
        (self.env.iota, self.env.error_span) = outer;
    }

    fn const_value(&mut self, object: ObjectId, ty: Option<ExprId>, value: Option<ExprId>, inherited: bool) {
        if let Some(e) = ty {
            let ty = self.type_expr(e);
            if !self.types.is_const_type(ty) {
                if self.types.under(ty) != TypeId::INVALID {
                    let text = self.type_string(ty);
                    self.error(
                        Code::InvalidConstType,
                        self.expr_span(e),
                        format!("invalid constant type {text}"),
                    );
                }
                return;
            }
            self.object_mut(object).ty = ty;
        }
        let Some(value) = value else { return self.object_mut(object).ty = TypeId::INVALID };
        if inherited {
            // Positions belong to the repeated expression; report at the constant.
            self.env.error_span = Some(self.object(object).span);
        }
        let x = self.expr(None, value);
        self.init_const(object, ty.is_some(), x);
    }

    fn var_declaration(
        &mut self,
        object: ObjectId,
        lhs: Option<&[ObjectId]>,
        ty: Option<ExprId>,
        value: Option<ExprId>,
    ) {
        if let Some(e) = ty {
            let ty = self.var_type(e);
            self.object_mut(object).ty = ty;
        }
        let Some(value) = value else { return };
        let typed = ty.is_some();
        match lhs {
            Some(lhs) if lhs.len() > 1 => {
                if typed {
                    let ty = self.object(object).ty;
                    lhs.iter().for_each(|&v| self.object_mut(v).ty = ty);
                }
                self.init_vars(lhs, typed, &[value], None);
                for &variable in lhs {
                    if self.state(variable).progress == Progress::Untouched {
                        self.state_mut(variable).progress = Progress::Done;
                    }
                }
            }
            _ => {
                let name = self.object(object).name.clone();
                let target = typed.then(|| self.object(object).ty);
                let target = self.new_target(target, &name);
                let mut x = self.expr(target.as_ref(), value);
                self.init_var(object, typed, &mut x, "variable declaration");
            }
        }
    }

    /// Checks that a constant can have the value `x`.
    fn init_const(&mut self, object: ObjectId, typed: bool, mut x: Operand) {
        let declared = self.object(object).ty;
        if !x.is_valid() || x.ty == TypeId::INVALID || typed && declared == TypeId::INVALID {
            return;
        }
        if x.mode != super::info::Mode::Constant {
            let message = format!("{} is not constant", self.operand_string(&x));
            self.error_at(&x, Code::InvalidConstInit, message);
            if !typed {
                self.object_mut(object).ty = TypeId::INVALID;
            }
            return;
        }
        let ty = if typed { declared } else { x.ty };
        self.object_mut(object).ty = ty;
        self.assignment(&mut x, Some(ty), "constant declaration");
        match x.value {
            Some(value) if x.mode != super::info::Mode::Invalid => {
                self.object_mut(object).kind = ObjectKind::Const(value);
            }
            _ => self.object_mut(object).ty = TypeId::INVALID,
        }
    }

    // Types.

    fn alias_declaration(&mut self, object: ObjectId, spec: &Rc<TypeSpec>) {
        if spec.params.is_empty() {
            let ty = self.type_expr(spec.ty);
            if self.state(object).broken {
                return;
            }
            self.object_mut(object).ty = ty;
            return;
        }
        self.require(spec.params[0].name.span, Version(23), "generic type alias");
        self.open_scope(ScopeKind::Block);
        let params = self.declare_type_params(&spec.params);
        self.set_constraints(&params, &spec.params);
        let mut target = self.type_expr(spec.ty);
        if self.types.as_type_param(target).is_some_and(|id| params.contains(&id)) {
            let message = "cannot use type parameter declared in alias declaration as RHS";
            self.error(Code::MisplacedTypeParam, self.expr_span(spec.ty), message);
            target = TypeId::INVALID;
        }
        self.close_scope();
        self.object_mut(object).ty = target;
        if target != TypeId::INVALID {
            self.state_mut(object).generic_alias = Some(Rc::new(GenericAlias { params, target }));
        }
    }

    /// Makes a defined type, its right side still to be checked.
    fn begin_type(&mut self, object: ObjectId, spec: &Rc<TypeSpec>) {
        let outer = self.env.type_params.to_vec();
        let name = spec.name.name.clone();
        let (id, ty) = self.types.new_named(object, name, Some(self.env.package), outer);
        self.object_mut(object).ty = ty;
        let mut env = self.env.clone();
        if !spec.params.is_empty() {
            self.require(spec.params[0].name.span, Version(18), "type parameter");
            self.open_scope(ScopeKind::Block);
            let params = self.declare_type_params(&spec.params);
            self.types.set_type_params(id, params);
            env.scope = self.env.scope;
            self.close_scope();
        }
        env.in_type_declaration = true;
        env.function = None;
        let state = self.state_mut(object);
        state.progress = Progress::Done;
        state.type_body = Some(Box::new(env));
        self.pending_types.push_back(object);
        self.collect_methods(object);
    }

    /// Checks the right side of a defined type's declaration, if that is still to be done.
    pub(super) fn complete_type(&mut self, object: ObjectId) {
        let Some(env) = self.state_mut(object).type_body.take() else { return };
        let TypeKind::Named(id) = self.types.kind(self.object(object).ty) else { return };
        let Some(spec) = self.type_specs.get(&object).cloned().or_else(|| self.package_type_spec(object))
        else {
            return;
        };
        self.begin(object);
        let (rhs, span) = self.with_environment(*env, |c| {
            c.later(move |c| c.check_valid_type(id));
            let params = c.types.with_named(id, |n| n.type_params.clone());
            c.set_constraints(&params, &spec.params);
            (c.type_expr(spec.ty), c.expr_span(spec.ty))
        });
        let rhs = if self.types.is_type_param(rhs) {
            let message = "cannot use a type parameter as RHS in type declaration";
            self.error(Code::MisplacedTypeParam, span, message);
            TypeId::INVALID
        } else if !self.complete(rhs) {
            if let Some(other) = self.types.as_named(rhs).map(|n| self.types.with_named(n, |n| n.object)) {
                self.report_pending_cycle(other);
            }
            TypeId::INVALID
        } else {
            rhs
        };
        self.end(object);
        let rhs = if self.state(object).broken { TypeId::INVALID } else { rhs };
        self.types.set_underlying(id, rhs);
        self.type_rhs.insert(id, rhs);
    }

    fn package_type_spec(&self, object: ObjectId) -> Option<Rc<TypeSpec>> {
        match &self.state(object).declaration.as_ref()?.kind {
            DeclarationKind::Type(spec) => Some(spec.clone()),
            _ => None,
        }
    }

    /// Makes sure that the underlying type of `ty` is known. `false`: its declaration is under way.
    pub(super) fn complete(&mut self, ty: TypeId) -> bool {
        let TypeKind::Named(id) = self.types.kind(ty) else { return true };
        let origin = self.types.origin(id);
        if self.types.is_complete(origin) {
            return true;
        }
        let object = self.types.with_named(origin, |n| n.object);
        recurse(|| self.complete_type(object));
        self.types.is_complete(origin) || !matches!(self.state(object).progress, Progress::Pending(_))
    }

    /// Something that is no type declaration mentions types: their right sides are checked now. While
    /// other declarations are under way only of those types queued after the first `before`, as
    /// others may need what is under way.
    pub(super) fn complete_types_since(&mut self, before: usize) {
        if self.env.in_type_declaration || self.pending_types.is_empty() {
            return;
        }
        if self.path.is_empty() {
            return self.complete_pending_types();
        }
        while self.pending_types.len() > before
            && let Some(object) = self.pending_types.pop_back()
        {
            self.complete_type(object);
        }
    }

    /// Checks the right sides of all types mentioned so far, then the signatures of their methods.
    pub(super) fn complete_pending_types(&mut self) {
        while let Some(object) = self.pending_types.pop_front() {
            self.complete_type(object);
        }
        // Whoever needs a method before that asks for it.
        while self.path.is_empty()
            && let Some(method) = self.pending_methods.pop()
        {
            self.object_declaration(method);
        }
    }

    /// Adds the methods declared for a type, and refuses two of one name.
    pub(super) fn collect_methods(&mut self, object: ObjectId) {
        let Some(methods) = self.methods.remove(&object) else { return };
        let TypeKind::Named(id) = self.types.kind(self.object(object).ty) else { return };
        let mut added: Vec<ObjectId> = Vec::new();
        let mut by_name: HashMap<Name, ObjectId> = HashMap::default();
        for (method, pointer) in methods {
            let name = self.object(method).name.clone();
            let span = self.object(method).span;
            if let Some(&other) = by_name.get(&name) {
                let place = self.place_string(self.object(other).span);
                let owner = self.object(object).name.clone();
                let message = format!("method {owner}.{name} already declared at {place}");
                self.error(Code::DuplicateMethod, span, message);
                continue;
            }
            added.push(method);
            by_name.insert(name.clone(), method);
            let package = (!is_exported(&name)).then_some(self.env.package);
            let entry = Method { name: name.clone(), package, object: method, pointer, earlier: None };
            match self.types.declared_method(id, package, &name) {
                Some((other, _)) => self.redeclare_method(id, entry, other),
                None => self.types.add_method(id, entry),
            }
            if !self.in_library() {
                self.pending_methods.push(method);
            }
        }
        if !self.in_library() {
            self.later(move |c| c.check_field_names(object, &added));
        }
    }

    /// A struct's fields and its type's methods have different names.
    fn check_field_names(&mut self, object: ObjectId, methods: &[ObjectId]) {
        let Some(fields) = self.types.fields(self.object(object).ty) else { return };
        let by_name: HashMap<&Name, &Field> = fields.iter().map(|f| (&f.name, f)).collect();
        for &method in methods {
            let m = self.object(method).clone();
            let Some(field) = by_name.get(&m.name) else { continue };
            let message = format!("field and method with the same name {}", m.name);
            let key = (self.env.package, field.name.clone(), field.ty, field.embedded);
            let mut diagnostic =
                crate::diagnostic::Diagnostic::error(Code::DuplicateFieldAndMethod, m.span, message);
            if let Some(&place) = self.field_places.get(&key) {
                diagnostic = diagnostic.label(place, format!("other declaration of {}", m.name));
            }
            self.report(diagnostic);
        }
    }

    // Functions.

    fn func_declaration(&mut self, object: ObjectId, decl: &Rc<FuncDecl>) {
        let func = self.func_type(decl.receiver.as_ref(), &decl.type_params, &decl.signature);
        self.object_mut(object).ty = func.ty;
        let layer = self.layer;
        if let ObjectKind::Func(f) = &mut self.object_mut(object).kind {
            f.layer = layer;
            f.receiver = func.receiver;
            f.scope = func.variables.clone();
            f.type_params = func.type_params.clone();
        }
        // Others may lack a body until all else is right.
        if decl.body.is_none() && !self.in_library() && !decl.type_params.is_empty() {
            self.error(Code::BadDecl, decl.span, "generic function is missing function body");
        }
        self.state_mut(object).func_type = Some(Rc::new(func));
    }

    /// Checks the body of a declared function.
    pub(super) fn check_body(&mut self, object: ObjectId) {
        self.object_declaration(object);
        let ObjectKind::Func(f) = &self.object(object).kind else { return };
        let (decl, file) = (f.decl.clone(), f.file);
        let (Some(body), Some(func)) = (&decl.body, self.state(object).func_type.clone()) else { return };
        let mut env: Environment = self.file_environment(file);
        env.declaration = Some(object);
        env.type_params = func.type_params.clone().into();
        self.with_environment(env, |c| c.func_body(&func, body));
    }

    // Declarations as statements.

    /// A declaration inside a function (or a script's variable declaration).
    pub(super) fn declaration_statement(&mut self, decl: &Decl) {
        match decl {
            Decl::Const(specs) => {
                let mut group = ConstGroup::default();
                specs.iter().for_each(|spec| self.local_const(spec, &mut group));
            }
            Decl::Var(specs) => specs.iter().for_each(|spec| self.local_var(spec)),
            Decl::Type(specs) => specs.iter().for_each(|spec| self.local_type(spec)),
        }
    }

    fn local_const(&mut self, spec: &ConstSpec, group: &mut ConstGroup) {
        let top = self.later.len();
        let (ty, values, inherited) = group.next(spec);
        let mut objects = Vec::new();
        for (i, name) in spec.names.iter().enumerate() {
            let zero = super::constant::Value::Int(0.into());
            let object =
                self.new_object(name.name.clone(), ObjectKind::Const(zero), TypeId::INVALID, name.span);
            self.const_declaration(object, ty, values.get(i).copied(), spec.iota, inherited);
            objects.push(object);
        }
        self.check_arity(spec.span, &spec.names, &values, true, inherited);
        self.process_later_from(top);
        for (name, object) in spec.names.iter().zip(objects) {
            self.declare(self.env.scope, Some(name), object, spec.span.hi);
        }
    }

    fn local_var(&mut self, spec: &VarSpec) {
        let top = self.later.len();
        let kind = self.variable_kind();
        let objects: Vec<ObjectId> =
            spec.names.iter().map(|n| self.new_var(kind, n.name.clone(), TypeId::INVALID, n.span)).collect();
        for (i, &object) in objects.iter().enumerate() {
            let shared = spec.values.len() == 1 && objects.len() > 1;
            let value = if shared { spec.values.first() } else { spec.values.get(i) };
            let lhs = shared.then_some(&objects[..]);
            self.var_declaration(object, lhs, spec.ty, value.copied());
            if shared {
                break;
            }
        }
        if spec.ty.is_none() || !spec.values.is_empty() {
            self.check_arity(spec.span, &spec.names, &spec.values, false, false);
        }
        self.process_later_from(top);
        for (name, object) in spec.names.iter().zip(objects) {
            self.declare(self.env.scope, Some(name), object, spec.span.hi);
        }
    }

    /// What a variable declared in the current scope is.
    pub(super) fn variable_kind(&self) -> VarKind {
        match self.is_script_scope(self.env.scope) {
            true => VarKind::Script { shared: self.session },
            false => VarKind::Local,
        }
    }

    fn local_type(&mut self, spec: &Rc<TypeSpec>) {
        let object =
            self.new_object(spec.name.name.clone(), ObjectKind::TypeName, TypeId::INVALID, spec.name.span);
        self.state_mut(object).alias = spec.alias;
        self.declare(self.env.scope, Some(&spec.name), object, spec.name.span.lo);
        if spec.alias {
            let outer = std::mem::replace(&mut self.env.in_type_declaration, true);
            self.begin(object);
            self.alias_declaration(object, spec);
            self.end(object);
            self.env.in_type_declaration = outer;
        } else {
            self.type_specs.insert(object, spec.clone());
            self.begin_type(object, spec);
            self.complete_type(object);
        }
        self.complete_pending_types();
    }

    /// `file:line:column`, as messages mention places.
    pub(super) fn place_string(&self, span: crate::source::Span) -> String {
        let place = self.map.locate(span);
        format!("{}:{}:{}", self.map.file(place.file).name, place.line, place.column)
    }
}
