//! Scopes: blocks with the objects declared in them, nested up to the universe. A local name is
//! visible from the end of its declaration on, so a look-up takes the place it is made from.

use super::info::ObjectId;
use crate::hash::HashMap;
use crate::syntax::ast::Name;

/// Index into [`Scopes`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ScopeId(pub u32);

/// What a scope belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    /// The predeclared names.
    Universe,
    /// Package-level names.
    Package,
    /// A file's imports.
    File,
    /// The variables that a script's statements declare.
    Script,
    /// A function's parameters and its outermost block.
    Function,
    /// Any other block.
    Block,
}

/// One scope.
#[derive(Debug)]
pub struct Scope {
    pub parent: Option<ScopeId>,
    pub kind: ScopeKind,
    /// Small scopes are searched in order; big ones through `index`.
    names: Vec<(Name, ObjectId, u32)>,
    index: HashMap<Name, u32>,
    /// Scopes opened inside, for the check of unused variables.
    pub children: Vec<ScopeId>,
}

/// All scopes of a compilation.
#[derive(Debug, Default)]
pub struct Scopes {
    all: Vec<Scope>,
}

/// Above this many names a scope keeps an index.
const LINEAR_MAX: usize = 8;

impl Scopes {
    /// Opens a scope inside `parent`.
    pub fn open(&mut self, parent: Option<ScopeId>, kind: ScopeKind) -> ScopeId {
        let id = ScopeId(self.all.len() as u32);
        self.all.push(Scope {
            parent,
            kind,
            names: Vec::new(),
            index: HashMap::default(),
            children: Vec::new(),
        });
        if let Some(parent) = parent
            && matches!(kind, ScopeKind::Function | ScopeKind::Block)
        {
            self.all[parent.0 as usize].children.push(id);
        }
        id
    }

    /// One scope.
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.all[id.0 as usize]
    }

    /// The object that `name` stands for in this scope alone, wherever it is declared in it.
    pub fn local(&self, id: ScopeId, name: &str) -> Option<ObjectId> {
        self.get(id).find(name).map(|(_, object, _)| *object)
    }

    /// Declares `name` from byte offset `from` on. An earlier declaration stays and is returned.
    pub fn insert(&mut self, id: ScopeId, name: Name, object: ObjectId, from: u32) -> Option<ObjectId> {
        if let Some(&(_, other, _)) = self.get(id).find(&name) {
            return Some(other);
        }
        let scope = &mut self.all[id.0 as usize];
        scope.names.push((name.clone(), object, from));
        if scope.names.len() > LINEAR_MAX {
            if scope.index.is_empty() {
                let entries = scope.names.iter().enumerate().map(|(i, (n, ..))| (n.clone(), i as u32));
                scope.index = entries.collect();
            } else {
                scope.index.insert(name, scope.names.len() as u32 - 1);
            }
        }
        None
    }

    /// The innermost declaration of `name` visible at `position` from scope `id` outwards, and the
    /// scope it stands in. `in_function`: a script's variables count wherever they are declared.
    pub fn lookup(
        &self,
        id: ScopeId,
        name: &str,
        position: u32,
        in_function: bool,
    ) -> Option<(ScopeId, ObjectId)> {
        let mut next = Some(id);
        while let Some(id) = next {
            let scope = self.get(id);
            if let Some(&(_, object, from)) = scope.find(name)
                && (from <= position || in_function && scope.kind == ScopeKind::Script)
            {
                return Some((id, object));
            }
            next = scope.parent;
        }
        None
    }

    /// All names visible from `id` with what they stand for there.
    pub fn visible_objects(&self, id: ScopeId) -> Vec<(Name, ObjectId)> {
        let mut found: Vec<(Name, ObjectId)> = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            let scope = self.get(id);
            found.extend(scope.names.iter().map(|(name, object, _)| (name.clone(), *object)));
            next = scope.parent;
        }
        // Stable: of one name the innermost stays.
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found.dedup_by(|later, earlier| later.0 == earlier.0);
        found
    }

    /// All names visible from `id`, innermost first, for suggestions.
    pub fn visible(&self, id: ScopeId) -> Vec<Name> {
        let mut names = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            let scope = self.get(id);
            names.extend(scope.names.iter().map(|(name, ..)| name.clone()));
            next = scope.parent;
        }
        names
    }
}

impl Scope {
    fn find(&self, name: &str) -> Option<&(Name, ObjectId, u32)> {
        if self.index.is_empty() {
            return self.names.iter().find(|(n, ..)| &**n == name);
        }
        self.index.get(name).map(|&i| &self.names[i as usize])
    }

    /// The objects declared here, in order.
    pub fn objects(&self) -> impl Iterator<Item = ObjectId> + '_ {
        self.names.iter().map(|&(_, object, _)| object)
    }

    /// The names declared here with their objects, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&Name, ObjectId)> + '_ {
        self.names.iter().map(|(name, object, _)| (name, *object))
    }
}
