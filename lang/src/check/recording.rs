//! Recording: what is found out about expressions and identifiers goes into the tables of the current
//! file, and selections tell which functions are needed.

use super::checker::Checker;
use super::constant::Value;
use super::info::{
    ExprInfo, FileInfo, FuncScope, Mode, ObjectId, ObjectKind, Selection, SelectionKind, VarKind,
};
use crate::syntax::ast::{ExprId, Ident, IdentId, StmtId};
use crate::types::TypeId;
use std::rc::Rc;

impl Checker<'_> {
    fn file_mut(&mut self) -> &mut FileInfo {
        &mut self.files[self.env.file.0 as usize]
    }

    /// What the table says about an expression of the current file.
    pub fn recorded(&self, e: ExprId) -> &ExprInfo {
        &self.files[self.env.file.0 as usize].exprs[e.0 as usize]
    }

    /// Records what an expression denotes.
    pub fn record_type(&mut self, e: ExprId, mode: Mode, ty: TypeId, value: Option<Value>) {
        self.file_mut().exprs[e.0 as usize] = ExprInfo { mode, ty, value: value.map(Box::new) };
    }

    /// Records what an identifier declares.
    pub fn record_def(&mut self, ident: &Ident, object: Option<ObjectId>) {
        self.file_mut().objects[ident.id.0 as usize] = object;
    }

    /// Records what an identifier stands for.
    pub fn record_use(&mut self, ident: &Ident, object: ObjectId) {
        self.file_mut().objects[ident.id.0 as usize] = Some(object);
        self.note_script_use(object);
    }

    /// Records a selection; a declared method becomes a dependency of the current declaration.
    pub fn record_selection(&mut self, e: ExprId, selection: Selection) {
        let mut kind = &selection.kind;
        while let SelectionKind::MethodExpr { method } = kind {
            kind = method;
        }
        match kind {
            SelectionKind::Method { function, .. } => self.add_dependency(*function),
            SelectionKind::InterfaceMethod { name } => self.note_selected_name(&name.clone()),
            _ => {}
        }
        self.file_mut().selections.insert(e, selection);
    }

    /// Records the type arguments of an identifier that names a generic function (or type).
    pub fn record_instance(&mut self, ident: IdentId, arguments: Rc<[TypeId]>) {
        self.file_mut().instances.insert(ident, arguments);
    }

    /// Records the variable that a clause of a type switch declares.
    pub fn record_type_switch_var(&mut self, stmt: StmtId, clause: usize, object: ObjectId) {
        self.file_mut().type_switch_vars.insert((stmt, clause), object);
    }

    /// Records a func literal's parameters and results.
    pub fn record_func_lit(&mut self, e: ExprId, scope: FuncScope) {
        self.file_mut().func_lits.insert(e, scope);
    }

    /// A script's top-level variable that a declared function uses is shared by both.
    fn note_script_use(&mut self, object: ObjectId) {
        let in_function = self.env.function.as_ref().is_none_or(|f| !f.script);
        let Some(function) = self.env.declaration.filter(|_| in_function) else { return };
        if let ObjectKind::Var(VarKind::Script { shared }) = &mut self.objects[object.0 as usize].kind {
            *shared = true;
            self.script_uses.insert((object, function));
        }
    }
}
