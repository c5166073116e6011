//! The walk: declares variables at a depth of literals and notes what happens to them deeper.

use super::Uses;
use crate::check::info::{FileInfo, FuncScope, Object, ObjectId, ObjectKind, SelectionKind, VarKind};
use crate::hash::HashMap;
use crate::recursion::recurse;
use crate::syntax::ast::{
    Block, Decl, ExprId, ExprKind, Ident, Item, Stmt, StmtId, StmtKind, UnaryOp, VarSpec,
};
use crate::types::{TypeId, TypeKind, Types};

/// Reads one file's syntax and writes to [`Uses`].
pub struct Walker<'a> {
    objects: &'a [Object],
    info: &'a FileInfo,
    types: &'a Types,
    uses: &'a mut Uses,
    /// At which depth of literals a variable was declared.
    declared: HashMap<ObjectId, u32>,
    depth: u32,
    /// Functions around, innermost last: results, and how many range-over-func bodies of it we are in.
    functions: Vec<(Vec<ObjectId>, u32)>,
    /// Loop variables whose post statement is being walked, and its depth.
    stepping: Option<(Vec<ObjectId>, u32)>,
}

impl<'a> Walker<'a> {
    /// Walks over code of one file.
    pub fn new(
        objects: &'a [Object],
        info: &'a FileInfo,
        types: &'a Types,
        uses: &'a mut Uses,
    ) -> Walker<'a> {
        Walker {
            objects,
            info,
            types,
            uses,
            declared: HashMap::default(),
            depth: 0,
            functions: vec![(Vec::new(), 0)],
            stepping: None,
        }
    }

    /// A declared function's body.
    pub fn function(&mut self, receiver: Option<ObjectId>, scope: &FuncScope, body: &Block) {
        receiver.iter().chain(&scope.params).chain(&scope.results).for_each(|&o| self.declare(o));
        self.functions = vec![(scope.results.clone(), 0)];
        self.block(body);
    }

    /// A script's top: statements, and variables declared between them.
    pub fn script(&mut self, items: &'a [Item]) {
        for item in items {
            match item {
                Item::Stmt(stmt) => self.stmt(*stmt),
                Item::Decl(Decl::Var(specs)) => self.var_specs(specs),
                _ => {}
            }
        }
    }

    fn statements(&mut self, stmts: &[StmtId]) {
        stmts.iter().for_each(|&s| self.stmt(s));
    }

    fn var_specs(&mut self, specs: &'a [VarSpec]) {
        for spec in specs {
            self.exprs(&spec.values);
            spec.names.iter().for_each(|n| self.declare_ident(n));
        }
    }

    /// The value of a package-level variable.
    pub fn expression(&mut self, e: ExprId) {
        self.expr(e);
    }

    fn declare(&mut self, object: ObjectId) {
        self.declared.entry(object).or_insert(self.depth);
    }

    fn variable(&self, ident: &Ident) -> Option<ObjectId> {
        let object = self.info.objects.get(ident.id.0 as usize).copied().flatten()?;
        match self.objects[object.0 as usize].kind {
            ObjectKind::Var(VarKind::Global | VarKind::Script { shared: true }) => None,
            ObjectKind::Var(_) => Some(object),
            _ => None,
        }
    }

    /// An occurrence of a variable. The first one is its declaration, or in its declaration's scope.
    fn touch(&mut self, object: ObjectId) {
        let depth = *self.declared.entry(object).or_insert(self.depth);
        if self.depth > depth {
            let stepping = self.stepping.as_ref().is_some_and(|(vars, _)| vars.contains(&object));
            let u = self.uses.by_object.entry(object).or_default();
            u.captured = true;
            // A literal in the condition or post statement sees the variable itself, not a copy.
            u.assigned |= stepping;
        }
    }

    fn assign(&mut self, object: ObjectId) {
        self.touch(object);
        let steps =
            matches!(&self.stepping, Some((vars, depth)) if *depth == self.depth && vars.contains(&object));
        let u = self.uses.by_object.entry(object).or_default();
        if steps {
            u.stepped = true;
        } else {
            u.assigned = true;
        }
    }

    fn address(&mut self, e: ExprId) {
        if let Some(root) = self.root(e) {
            self.touch(root);
            self.uses.by_object.entry(root).or_default().addressed = true;
        }
    }

    /// The variable that holds what `e` denotes, if no pointer lies between.
    fn root(&self, e: ExprId) -> Option<ObjectId> {
        let mut e = e;
        loop {
            match &self.info.ast[e].kind {
                ExprKind::Ident(ident) => return self.variable(ident),
                ExprKind::Paren(x) => e = *x,
                ExprKind::Selector { x, .. } => {
                    let selection = self.info.selections.get(&e)?;
                    let steps = selection.path.len().saturating_sub(1);
                    if self.passes_pointer(self.ty(*x), &selection.path[..steps]) {
                        return None;
                    }
                    e = *x;
                }
                ExprKind::Index { x, .. } => match self.types.kind(self.types.under(self.ty(*x))) {
                    TypeKind::Array { .. } | TypeKind::Interface(_) => e = *x,
                    _ => return None,
                },
                _ => return None,
            }
        }
    }

    /// `ty` is a pointer, or one of the fields along `path` is.
    fn passes_pointer(&self, ty: TypeId, path: &[u32]) -> bool {
        let mut ty = ty;
        for &index in path {
            if self.types.is_pointer(ty) {
                return true;
            }
            let Some(fields) = self.types.fields(ty) else { return false };
            let Some(field) = fields.get(index as usize) else { return false };
            ty = field.ty;
        }
        self.types.is_pointer(ty)
    }

    fn ty(&self, e: ExprId) -> TypeId {
        self.info.exprs[e.0 as usize].ty
    }

    fn block(&mut self, block: &Block) {
        self.statements(&block.stmts);
    }

    fn stmt(&mut self, id: StmtId) {
        let info = self.info;
        recurse(|| self.stmt_kind(id, &info.ast[id]));
    }

    fn stmt_kind(&mut self, id: StmtId, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Bad
            | StmtKind::Empty
            | StmtKind::Break { .. }
            | StmtKind::Continue { .. }
            | StmtKind::Goto { .. }
            | StmtKind::Fallthrough => {}
            StmtKind::Decl(Decl::Var(specs)) => self.var_specs(specs),
            StmtKind::Decl(_) => {}
            StmtKind::Expr(e) | StmtKind::Go { call: e } | StmtKind::Defer { call: e } => self.expr(*e),
            StmtKind::Send { channel, value } => self.exprs(&[*channel, *value]),
            StmtKind::IncDec { x, .. } => self.target(*x),
            StmtKind::Assign { lhs, rhs, .. } => {
                self.exprs(rhs);
                lhs.iter().for_each(|&l| self.target(l));
            }
            StmtKind::Define { lhs, rhs, .. } => {
                self.exprs(rhs);
                lhs.iter().for_each(|&l| self.target(l));
            }
            StmtKind::Return { results } => self.return_stmt(results),
            StmtKind::Block(b) => self.block(b),
            StmtKind::If { init, condition, then, otherwise } => {
                init.iter().for_each(|&s| self.stmt(s));
                self.expr(*condition);
                self.block(then);
                otherwise.iter().for_each(|&s| self.stmt(s));
            }
            StmtKind::Switch { init, tag, clauses, .. } => {
                init.iter().for_each(|&s| self.stmt(s));
                tag.iter().for_each(|&e| self.expr(e));
                for c in clauses {
                    self.exprs(&c.exprs);
                    self.statements(&c.body);
                }
            }
            StmtKind::TypeSwitch { init, x, clauses, .. } => {
                init.iter().for_each(|&s| self.stmt(s));
                self.expr(*x);
                for (i, c) in clauses.iter().enumerate() {
                    if let Some(&object) = self.info.type_switch_vars.get(&(id, i)) {
                        self.declare(object);
                    }
                    self.statements(&c.body);
                }
            }
            StmtKind::Select { clauses, .. } => {
                for c in clauses {
                    c.comm.iter().for_each(|&s| self.stmt(s));
                    self.statements(&c.body);
                }
            }
            StmtKind::For { init, condition, post, body } => self.for_stmt(*init, *condition, *post, body),
            StmtKind::Range { key, value, define, x, body } => self.range(*key, *value, *define, *x, body),
            StmtKind::Labeled { stmt, .. } => self.stmt(*stmt),
        }
    }

    fn declare_ident(&mut self, ident: &Ident) {
        if let Some(object) = self.variable(ident) {
            self.declare(object);
        }
    }

    /// The left side of an assignment or definition.
    fn target(&mut self, e: ExprId) {
        if let ExprKind::Ident(ident) = &self.info.ast[e].kind {
            let Some(object) = self.variable(ident) else { return };
            if self.objects[object.0 as usize].span == ident.span {
                self.declare(object);
            } else {
                self.assign(object);
            }
            return;
        }
        if let Some(root) = self.root(e) {
            self.assign(root);
        }
        self.expr(e);
    }

    fn return_stmt(&mut self, results: &[ExprId]) {
        self.exprs(results);
        let Some((variables, ranges)) = self.functions.last() else { return };
        // It assigns the results; in the body of a range over a function, from within a literal.
        let captured = *ranges > 0;
        for object in variables.clone() {
            let u = self.uses.by_object.entry(object).or_default();
            u.assigned |= captured || !results.is_empty();
            u.captured |= captured;
        }
    }

    fn for_stmt(
        &mut self,
        init: Option<StmtId>,
        condition: Option<ExprId>,
        post: Option<StmtId>,
        body: &'a Block,
    ) {
        init.iter().for_each(|&s| self.stmt(s));
        let outer = self.stepping.take();
        let fresh = self.info.language.fresh_loop_variables();
        let variables = init.filter(|_| fresh).map(|s| self.defined(s)).unwrap_or_default();
        self.stepping = Some((variables, self.depth));
        condition.iter().for_each(|&e| self.expr(e));
        post.iter().for_each(|&s| self.stmt(s));
        self.stepping = None;
        self.block(body);
        self.stepping = outer;
    }

    /// The variables that a statement defines.
    fn defined(&self, stmt: StmtId) -> Vec<ObjectId> {
        let StmtKind::Define { lhs, .. } = &self.info.ast[stmt].kind else { return Vec::new() };
        let variable = |e: &ExprId| match &self.info.ast[*e].kind {
            ExprKind::Ident(ident) => self.variable(ident),
            _ => None,
        };
        lhs.iter().filter_map(variable).collect()
    }

    fn range(
        &mut self,
        key: Option<ExprId>,
        value: Option<ExprId>,
        define: bool,
        x: ExprId,
        body: &'a Block,
    ) {
        self.expr(x);
        let under = self.types.core_type(self.ty(x));
        let is_literal = match under.map(|t| self.types.kind(t)) {
            Some(TypeKind::Func(_)) => true,
            Some(_) => false,
            None => self.types.is_type_param(self.ty(x)),
        };
        let inside = u32::from(is_literal);
        if let Some(f) = self.functions.last_mut() {
            f.1 += inside;
        }
        self.depth += inside;
        for &e in key.iter().chain(&value) {
            match (&self.info.ast[e].kind, define) {
                (ExprKind::Ident(ident), true) => {
                    self.declare_ident(ident);
                    // One variable for all iterations, each of which assigns it.
                    if let Some(object) = self.variable(ident)
                        && !self.info.language.fresh_loop_variables()
                    {
                        self.uses.by_object.entry(object).or_default().assigned = true;
                    }
                }
                _ => self.target(e),
            }
        }
        self.block(body);
        self.depth -= inside;
        if let Some(f) = self.functions.last_mut() {
            f.1 -= inside;
        }
    }

    fn exprs(&mut self, exprs: &[ExprId]) {
        exprs.iter().for_each(|&e| self.expr(e));
    }

    fn expr(&mut self, id: ExprId) {
        recurse(|| self.expr_kind(id));
    }

    fn expr_kind(&mut self, id: ExprId) {
        let info = self.info;
        match &info.ast[id].kind {
            ExprKind::Ident(ident) => {
                if let Some(object) = self.variable(ident) {
                    self.touch(object);
                }
            }
            ExprKind::FuncLit { body, .. } => self.literal(id, body),
            ExprKind::CompositeLit { elements, .. } => {
                for element in elements {
                    element.key.iter().for_each(|&k| self.expr(k));
                    self.expr(element.value);
                }
            }
            ExprKind::Paren(x) | ExprKind::TypeAssert { x, .. } => self.expr(*x),
            ExprKind::Selector { x, .. } => {
                self.expr(*x);
                self.selector(id, *x);
            }
            ExprKind::Index { x, indices } => {
                self.expr(*x);
                self.exprs(indices);
            }
            ExprKind::Slice { x, lo, hi, max, .. } => {
                if matches!(
                    self.types.kind(self.types.under(self.ty(*x))),
                    TypeKind::Array { .. } | TypeKind::Interface(_)
                ) {
                    self.address(*x);
                }
                self.expr(*x);
                [lo, hi, max].into_iter().flatten().for_each(|&e| self.expr(e));
            }
            ExprKind::Call { fun, args, .. } => {
                self.expr(*fun);
                self.exprs(args);
            }
            ExprKind::Unary { op, x, .. } => {
                if *op == UnaryOp::Addr {
                    self.address(*x);
                }
                self.expr(*x);
            }
            ExprKind::Binary { x, y, .. } => self.exprs(&[*x, *y]),
            _ => {}
        }
    }

    /// A method with a pointer receiver takes the address of an addressable operand.
    fn selector(&mut self, id: ExprId, x: ExprId) {
        let Some(selection) = self.info.selections.get(&id) else { return };
        if let SelectionKind::Method { pointer: true, .. } = selection.kind
            && !self.passes_pointer(self.ty(x), &selection.path)
        {
            self.address(x);
        }
    }

    fn literal(&mut self, id: ExprId, body: &'a Block) {
        let scope = self.info.func_lits.get(&id).cloned().unwrap_or_default();
        self.depth += 1;
        scope.params.iter().chain(&scope.results).for_each(|&o| self.declare(o));
        self.functions.push((scope.results, 0));
        self.block(body);
        self.functions.pop();
        self.depth -= 1;
    }
}
