//! The entry function: package variables in the order of initialisation, `init` functions, then
//! main. Each initialiser is a function of its own; those of library variables that nothing reads
//! are left out.

use super::ProgramBuilder;
use super::function::FunctionBuilder;
use super::instance::empty_func;
use crate::check;
use crate::check::info::{FileIndex, Initializer, ObjectId, ObjectKind, Package, PackageId, VarKind};
use crate::ir::escape::walk::Walker;
use crate::ir::{Block, Call, Callee, Expr, ExprKind, Func, FuncId, Layer, Stmt, StmtKind};
use crate::source::Span;
use crate::syntax::ast::{self as syntax, Ast, Decl, Item};
use crate::types::{Subst, TypeId};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What runs at the start, in order.
enum Step {
    /// An initialiser, once it is known to be needed.
    Variable {
        package: PackageId,
        initializer: usize,
        func: Option<FuncId>,
    },
    Call(FuncId),
}

/// What runs once only.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Begun {
    Initializer(PackageId, usize),
    Init(ObjectId),
}

impl ProgramBuilder<'_> {
    /// Builds everything that can be reached from the start of a layer, and is not there yet.
    pub(super) fn build_layer(&mut self, layer: usize) -> Layer {
        let checked = self.checked;
        self.layer = layer as u32;
        self.types.show_methods_below(checked.layers[layer].objects);
        if layer == 0 {
            self.note_well_known();
        } else {
            self.forget_method_sets();
        }
        let mut steps = self.steps();
        let body = match checked.show {
            None => self.main_function(),
            Some(show) => self.input(&checked.layers[layer], show),
        };
        steps.extend(body.map(Step::Call));
        loop {
            self.build_pending();
            let methods = self.queue_dynamic_methods();
            let variables = self.build_initializers(&mut steps);
            if !methods && !variables && self.pending.is_empty() {
                break;
            }
        }
        let entry = self.entry(&steps);
        Layer { funcs: self.funcs.len() as u32, entry, dynamic_types: self.dynamic_types() }
    }

    fn steps(&mut self) -> Vec<Step> {
        let mut steps = Vec::new();
        for package_id in self.package_order() {
            let package = &self.checked.packages[package_id.0 as usize];
            for initializer in 0..package.init_order.len() {
                if !self.begun.contains(&Begun::Initializer(package_id, initializer)) {
                    steps.push(Step::Variable { package: package_id, initializer, func: None });
                }
            }
            for &init in &package.inits {
                if self.is_reached(package, init) && self.begun.insert(Begun::Init(init)) {
                    let func = self.instance(init, &Rc::from([]));
                    steps.push(Step::Call(func));
                }
            }
        }
        steps
    }

    /// An `init` function, or a variable of the program's own, is there in the layer under way.
    fn is_reached(&self, package: &Package, object: ObjectId) -> bool {
        package.layer <= self.layer && object.0 < self.checked.layers[self.layer as usize].objects
    }

    /// Spec, "Program initialization": of the packages sorted by import path always the first one
    /// that has no uninitialised imports. The runtime, which every package needs, comes first.
    fn package_order(&self) -> Vec<PackageId> {
        let packages = &self.checked.packages;
        let mut dependents: Vec<Vec<usize>> = vec![Vec::new(); packages.len()];
        let mut waits: Vec<usize> = vec![0; packages.len()];
        for (i, package) in packages.iter().enumerate() {
            // What nothing has been taken from yet has nothing to initialise.
            if package.layer > self.layer {
                continue;
            }
            waits[i] = package.imports.len();
            package.imports.iter().for_each(|import| dependents[import.0 as usize].push(i));
        }
        let first = |path: &str| matches!(path, "runtime" | "unsafe");
        let key = |i: usize| (!first(&packages[i].path), &packages[i].path, i);
        let mut ready: BTreeSet<_> = (0..packages.len()).filter(|&i| waits[i] == 0).map(key).collect();
        let mut order = Vec::with_capacity(packages.len());
        while let Some((_, _, i)) = ready.pop_first() {
            order.push(PackageId(i as u32));
            for &d in &dependents[i] {
                waits[d] -= 1;
                if waits[d] == 0 {
                    ready.insert(key(d));
                }
            }
        }
        order
    }

    /// Builds the initialisers that are needed by now; false if there was none.
    fn build_initializers(&mut self, steps: &mut [Step]) -> bool {
        let mut any = false;
        for step in steps {
            let Step::Variable { package, initializer, func } = step else { continue };
            let p = &self.checked.packages[package.0 as usize];
            let init = &p.init_order[*initializer];
            let read = |o: &ObjectId| self.global_ids.contains_key(o);
            let needed = match p.library {
                true => init.lhs.iter().flatten().any(read),
                false => self.is_added(init.file),
            };
            if func.is_none() && needed {
                *func = Some(self.initializer(*package, init));
                self.begun.insert(Begun::Initializer(*package, *initializer));
                any = true;
            }
        }
        any
    }

    /// The file is one of the layer under way, or of the program itself.
    fn is_added(&self, file: FileIndex) -> bool {
        self.checked.show.is_none() || self.checked.layers[self.layer as usize].files.contains(&file)
    }

    /// The function that runs one initialiser.
    fn initializer(&mut self, package: PackageId, init: &Initializer) -> FuncId {
        let info = &self.checked.files[init.file.0 as usize];
        Walker::new(&self.checked.objects, info, self.types, &mut self.uses).expression(init.rhs);
        let id = self.reserve();
        let name = format!("{}.init", self.checked.packages[package.0 as usize].path);
        let span = info.ast[init.rhs].span;
        let literals = self.init_literals.get(&package).copied().unwrap_or(0);
        let mut b = FunctionBuilder::new(self, init.file, Subst::default(), id, name, span);
        b.frame().literals = literals;
        let mut stmts = Vec::new();
        let ty = |b: &FunctionBuilder, o: ObjectId| b.object(o).ty;
        match init.lhs.as_slice() {
            [Some(object)] => {
                let to = ty(&b, *object);
                let value = b.expr_as(init.rhs, to);
                let place = b.variable(*object);
                stmts.push(Stmt::assign(place, value, span));
            }
            [_] => {
                let value = b.expr(init.rhs);
                stmts.push(Stmt::expr(value));
            }
            many => {
                let tuple = b.tuple_expr(init.rhs);
                let places = many.iter().map(|o| o.map(|o| (b.variable(o), ty(&b, o)))).collect();
                b.assign_tuple(places, tuple, span, &mut stmts);
            }
        }
        let literals = b.frame().literals;
        b.finish(Some(Block::new(stmts, span)));
        self.init_literals.insert(package, literals);
        id
    }

    /// `main.main`: declared, or made of a script's statements.
    fn main_function(&mut self) -> Option<FuncId> {
        let package = &self.checked.packages[self.checked.program.0 as usize];
        if package.script {
            for &file in &package.files {
                let ast = self.checked.files[file.0 as usize].ast.clone();
                if has_statements(&ast) {
                    return Some(self.script(file, &ast, None));
                }
            }
        }
        let main = package.scope.get("main")?;
        self.func_object(*main)?;
        Some(self.instance(*main, &Rc::from([])))
    }

    /// The statements of a session's input, if it has some.
    fn input(&mut self, layer: &check::info::Layer, show: ObjectId) -> Option<FuncId> {
        let file = *layer.files.first()?;
        let ast = self.checked.files[file.0 as usize].ast.clone();
        has_statements(&ast).then(|| self.script(file, &ast, Some(show)))
    }

    /// A script's statements as a function. `show`: values of expressions are given to it.
    fn script(&mut self, file: FileIndex, ast: &Ast, show: Option<ObjectId>) -> FuncId {
        let info = &self.checked.files[file.0 as usize];
        Walker::new(&self.checked.objects, info, self.types, &mut self.uses).script(&ast.items);
        let id = self.reserve();
        let mut b =
            FunctionBuilder::new(self, file, Subst::default(), id, String::from("main.main"), ast.span);
        let mut body = Vec::new();
        for item in &ast.items {
            match item {
                Item::Stmt(stmt) => match (&ast[*stmt].kind, show) {
                    (syntax::StmtKind::Expr(e), Some(show)) => b.shown(*e, show, &mut body),
                    _ => b.stmt(*stmt, None, &mut body),
                },
                Item::Decl(Decl::Var(specs)) => {
                    let local = |b: &FunctionBuilder, o: ObjectId| {
                        matches!(b.object(o).kind, ObjectKind::Var(VarKind::Script { .. }))
                    };
                    for spec in specs {
                        let object = spec.names.iter().find_map(|n| b.declared_object(n));
                        if object.is_some_and(|o| local(&b, o)) {
                            b.var_spec(spec, &mut body);
                        }
                    }
                }
                _ => {}
            }
        }
        let end = Span { lo: ast.span.hi, hi: ast.span.hi };
        b.finish(Some(Block::new(body, end)));
        id
    }

    /// The function that calls everything.
    fn entry(&mut self, steps: &[Step]) -> FuncId {
        let span = Span::default();
        let none: TypeId = self.types.tuple(&[]);
        let mut stmts = Vec::new();
        for step in steps {
            let func = match step {
                Step::Variable { func, .. } => *func,
                Step::Call(func) => Some(*func),
            };
            if let Some(func) = func {
                let call = Call { callee: Callee::Func(func), args: Vec::new(), span };
                let call = Expr::new(ExprKind::Call(Box::new(call)), none, span);
                stmts.push(Stmt::new(StmtKind::Expr(call), span));
            }
        }
        let id = self.reserve();
        let body = Some(Block::new(stmts, span));
        self.define(id, Func { body, ..empty_func(String::from("runtime.main"), span) });
        id
    }
}

/// Statements stand at the file's top.
fn has_statements(ast: &Ast) -> bool {
    ast.items.iter().any(|item| matches!(item, Item::Stmt(_)))
}
