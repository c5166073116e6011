//! Variables that are declared and not used: an error in programs, a warning in scripts.

use super::checker::Checker;
use super::info::{ObjectId, ObjectKind, VarKind};
use super::scope::{ScopeId, ScopeKind};
use crate::diagnostic::Code;

impl Checker<'_> {
    /// Reports the unused variables of a scope and the blocks in it. Func literals are left out:
    /// their own bodies report theirs.
    pub(super) fn check_unused_variables(&mut self, scope: ScopeId) {
        if self.in_library() {
            return;
        }
        let mut unused: Vec<ObjectId> = Vec::new();
        let mut open = vec![scope];
        while let Some(id) = open.pop() {
            let scope = self.scopes.get(id);
            unused.extend(scope.objects().filter(|&o| {
                let object = self.object(o);
                !object.used
                    && matches!(object.kind, ObjectKind::Var(VarKind::Local | VarKind::Script { .. }))
            }));
            let children = scope.children.iter().copied();
            open.extend(children.filter(|&c| self.scopes.get(c).kind != ScopeKind::Function));
        }
        unused.sort_by_key(|&o| self.object(o).span);
        for variable in unused {
            let object = self.object(variable).clone();
            let message = format!("declared and not used: {}", object.name);
            self.unused_error(Code::UnusedVar, object.span, message);
        }
    }

    /// Reports a script's unused variables; nested blocks reported theirs with their statements.
    pub(super) fn check_unused_script_variables(&mut self, scope: ScopeId) {
        self.check_unused_variables(scope);
    }
}
