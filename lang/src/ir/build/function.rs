//! What is known while a function's body is built: the instance's substitution, and a stack of
//! frames, one for the function and one for each literal (or range-over-func body) around the
//! place where we are. Variables are found by their objects; one of an outer frame is captured by
//! every frame between.

use super::ProgramBuilder;
use super::instance::empty_func;
use crate::check::info::{FileIndex, FileInfo, FuncScope, Object, ObjectId, ObjectKind, PackageId, VarKind};
use crate::hash::{HashMap, HashSet};
use crate::ir::{
    Block, Capture, CaptureId, CaptureSource, Expr, Func, FuncId, LabelId, Local, LocalId, Place, Stmt,
};
use crate::source::Span;
use crate::syntax::ast::{Ast, ExprId, Name};
use crate::types::{Basic, Subst, TypeId, Types};
use std::rc::Rc;

/// Where break and continue go.
#[derive(Clone)]
pub(super) struct Target {
    /// Unique in the declared function.
    pub id: u32,
    /// The label in the source.
    pub name: Option<Name>,
    /// The frame that the statement stands in; of a range over a function, that of its body.
    pub frame: usize,
    pub kind: TargetKind,
}

/// What kind of statement a [`Target`] is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TargetKind {
    /// A loop with this label.
    Loop(LabelId),
    /// A switch or select: break only.
    Switch(LabelId),
    /// The body of a range over a function.
    RangeFunc,
}

/// A way out of the body of a range over a function, taken after the call of the iterator.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Exit {
    Return,
    Break(u32),
    Continue(u32),
    Goto(Name),
}

/// The state that a range-over-func loop's body and the statement around it share.
pub(super) struct RangeBody {
    /// Where the loop is in its life.
    pub state: ObjectId,
    /// Which exit was taken, from 1.
    pub next: ObjectId,
    pub exits: Vec<Exit>,
    /// Labels within the body: a goto to any other one leaves it.
    pub labels: HashSet<Name>,
}

/// A function under construction.
pub(super) struct Frame {
    id: FuncId,
    func: Func,
    variables: HashMap<ObjectId, LocalId>,
    captured: HashMap<ObjectId, CaptureId>,
    sources: Vec<CaptureSource>,
    labels: HashMap<Name, LabelId>,
    next_label: u32,
    /// Literals so far, for names; `ranges`: range-over-func bodies.
    pub literals: u32,
    ranges: u32,
    is_literal: bool,
    pub range_body: Option<RangeBody>,
    /// The list of deferred calls that range-over-func bodies in this function add to.
    pub deferred: Option<ObjectId>,
    result_objects: Vec<ObjectId>,
}

impl Frame {
    fn new(id: FuncId, name: String, span: Span, is_literal: bool) -> Frame {
        Frame {
            id,
            func: empty_func(name, span),
            variables: HashMap::default(),
            captured: HashMap::default(),
            sources: Vec::new(),
            labels: HashMap::default(),
            next_label: 0,
            literals: 0,
            ranges: 0,
            is_literal,
            range_body: None,
            deferred: None,
            result_objects: Vec::new(),
        }
    }
}

/// Builds one declared function with the literals in it.
pub(super) struct FunctionBuilder<'b, 'a> {
    pub program: &'b mut ProgramBuilder<'a>,
    pub info: &'a FileInfo,
    pub ast: &'a Ast,
    pub types: &'a Types,
    pub subst: Subst,
    pub frames: Vec<Frame>,
    pub targets: Vec<Target>,
    next_target: u32,
    /// Ids of variables that no source declares, counted down.
    next_synthetic: u32,
}

impl<'b, 'a> FunctionBuilder<'b, 'a> {
    pub(super) fn new(
        program: &'b mut ProgramBuilder<'a>,
        file: FileIndex,
        subst: Subst,
        id: FuncId,
        name: String,
        span: Span,
    ) -> FunctionBuilder<'b, 'a> {
        let info = &program.checked.files[file.0 as usize];
        FunctionBuilder {
            info,
            ast: &info.ast,
            types: program.types,
            program,
            subst,
            frames: vec![Frame::new(id, name, span, false)],
            targets: Vec::new(),
            next_target: 0,
            next_synthetic: u32::MAX,
        }
    }

    /// Declares receiver, parameters and results.
    pub(super) fn declare_signature(&mut self, receiver: Option<ObjectId>, scope: &FuncScope) {
        let params = receiver.iter().chain(&scope.params).map(|&o| self.declare(o)).collect();
        let results = scope.results.iter().map(|&o| self.declare(o)).collect();
        self.frame().result_objects = scope.results.clone();
        self.frame().func.params = params;
        self.frame().func.results = results;
    }

    /// Ends the declared function.
    pub(super) fn finish(mut self, body: Option<Block>) {
        if let Some(frame) = self.frames.pop() {
            self.program.define(frame.id, Func { body, ..frame.func });
        }
    }

    /// The innermost frame.
    pub(super) fn frame(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// The index of the frame of the function that return, defer and recover belong to.
    pub(super) fn function_frame(&self) -> usize {
        self.frames.iter().rposition(|f| f.range_body.is_none()).unwrap_or(0)
    }

    pub(super) fn package(&self) -> PackageId {
        self.info.package
    }

    pub(super) fn object(&self, id: ObjectId) -> &'a Object {
        &self.program.checked.objects[id.0 as usize]
    }

    /// `ty` in this instance.
    pub(super) fn concrete(&self, ty: TypeId) -> TypeId {
        self.types.subst(ty, &self.subst)
    }

    /// An expression's type in this instance; an untyped one other than nil has its default type.
    pub(super) fn ty(&self, e: ExprId) -> TypeId {
        let ty = self.concrete(self.info.exprs[e.0 as usize].ty);
        match self.types.as_basic(ty) {
            Some(Basic::UntypedNil) | None => ty,
            Some(_) => self.types.default_type(ty),
        }
    }

    pub(super) fn basic(&self, basic: Basic) -> TypeId {
        self.types.basic(basic)
    }

    pub(super) fn span(&self, e: ExprId) -> Span {
        self.ast[e].span
    }

    // ---- variables

    /// A new variable of the innermost frame.
    pub(super) fn declare(&mut self, object: ObjectId) -> LocalId {
        let o = self.object(object);
        let (name, ty, span) = (o.name.clone(), self.concrete(o.ty), o.span);
        let boxed = self.program.uses.of(object).boxed();
        self.bind(object, Local { name, ty, boxed, span })
    }

    /// A variable with a given local.
    pub(super) fn bind(&mut self, object: ObjectId, local: Local) -> LocalId {
        let frame = self.frame();
        let id = LocalId(frame.func.locals.len() as u32);
        frame.func.locals.push(local);
        frame.variables.insert(object, id);
        id
    }

    /// Makes the innermost frame see `local` where `object` is used.
    pub(super) fn rebind(&mut self, object: ObjectId, local: LocalId) {
        self.frame().variables.insert(object, local);
    }

    /// A local without a name.
    pub(super) fn temp(&mut self, ty: TypeId, span: Span) -> LocalId {
        let locals = &mut self.frame().func.locals;
        locals.push(Local { name: Rc::from(""), ty, boxed: false, span });
        LocalId(locals.len() as u32 - 1)
    }

    /// A new temporary with a value.
    pub(super) fn store_temp(&mut self, value: Expr, stmts: &mut Vec<Stmt>) -> LocalId {
        let (ty, span) = (value.ty, value.span);
        let local = self.temp(ty, span);
        stmts.push(Stmt::declare(local, Some(value), span));
        local
    }

    /// A variable that literals can capture, though no source declares it.
    pub(super) fn synthetic(
        &mut self,
        name: &str,
        ty: TypeId,
        boxed: bool,
        span: Span,
    ) -> (ObjectId, LocalId) {
        let object = ObjectId(self.next_synthetic);
        self.next_synthetic -= 1;
        let local = self.bind(object, Local { name: Rc::from(name), ty, boxed, span });
        (object, local)
    }

    pub(super) fn local(&mut self, id: LocalId) -> &mut Local {
        &mut self.frame().func.locals[id.0 as usize]
    }

    /// Where a variable is, seen from the innermost frame.
    pub(super) fn variable(&mut self, object: ObjectId) -> Place {
        let global = self.program.checked.objects.get(object.0 as usize).is_some_and(|o| {
            matches!(o.kind, ObjectKind::Var(VarKind::Global | VarKind::Script { shared: true }))
        });
        if global {
            return Place::Global(self.program.global(object));
        }
        match self.resolve(self.frames.len() - 1, object) {
            CaptureSource::Local(local) => Place::Local(local),
            CaptureSource::Capture(capture) => Place::Capture(capture),
        }
    }

    fn resolve(&mut self, depth: usize, object: ObjectId) -> CaptureSource {
        let frame = &self.frames[depth];
        if let Some(&local) = frame.variables.get(&object) {
            return CaptureSource::Local(local);
        }
        if let Some(&capture) = frame.captured.get(&object) {
            return CaptureSource::Capture(capture);
        }
        if depth == 0 {
            // No clean program gets here; the frame at the bottom declares it all the same.
            return CaptureSource::Local(self.declare_outermost(object));
        }
        let source = self.resolve(depth - 1, object);
        let outer = &self.frames[depth - 1].func;
        let capture = match source {
            CaptureSource::Local(l) => {
                let l = &outer.locals[l.0 as usize];
                Capture { name: l.name.clone(), ty: l.ty, by_value: !l.boxed }
            }
            CaptureSource::Capture(c) => {
                let c = &outer.captures[c.0 as usize];
                Capture { name: c.name.clone(), ty: c.ty, by_value: c.by_value }
            }
        };
        let frame = &mut self.frames[depth];
        let id = CaptureId(frame.func.captures.len() as u32);
        frame.func.captures.push(capture);
        frame.sources.push(source);
        frame.captured.insert(object, id);
        CaptureSource::Capture(id)
    }

    fn declare_outermost(&mut self, object: ObjectId) -> LocalId {
        let o = self.object(object);
        let local = Local { name: o.name.clone(), ty: self.concrete(o.ty), boxed: true, span: o.span };
        let frame = &mut self.frames[0];
        let id = LocalId(frame.func.locals.len() as u32);
        frame.func.locals.push(local);
        frame.variables.insert(object, id);
        id
    }

    // ---- labels and targets

    pub(super) fn new_label(&mut self) -> LabelId {
        let frame = self.frame();
        frame.next_label += 1;
        LabelId(frame.next_label - 1)
    }

    /// The label `name` of the innermost frame.
    pub(super) fn named_label(&mut self, name: &Name) -> LabelId {
        if let Some(&label) = self.frame().labels.get(name) {
            return label;
        }
        let label = self.new_label();
        self.frame().labels.insert(name.clone(), label);
        label
    }

    /// Enters a statement that break can name; the caller pops it from `targets`.
    pub(super) fn push_target(&mut self, name: Option<Name>, kind: TargetKind) -> u32 {
        let id = self.next_target;
        self.next_target += 1;
        let frame = self.frames.len() - 1;
        self.targets.push(Target { id, name, frame, kind });
        id
    }

    // ---- literals

    /// Opens a frame for a literal, named as gc names it.
    pub(super) fn open_literal(&mut self, span: Span) {
        let frame = self.frame();
        frame.literals += 1;
        let func = if frame.is_literal { "" } else { "func" };
        let name = format!("{}.{func}{}", frame.func.name, frame.literals);
        self.open(name, span);
    }

    /// Opens a frame for the body of a range over a function.
    pub(super) fn open_range_body(&mut self, span: Span) {
        let frame = self.frame();
        frame.ranges += 1;
        let name = format!("{}-range{}", frame.func.name, frame.ranges);
        self.open(name, span);
    }

    fn open(&mut self, name: String, span: Span) {
        let id = self.program.reserve();
        self.frames.push(Frame::new(id, name, span, true));
    }

    /// Closes the innermost frame: its function and what it captures.
    pub(super) fn close_literal(&mut self, body: Block) -> (FuncId, Vec<CaptureSource>) {
        let Some(frame) = self.frames.pop() else { return (FuncId(0), Vec::new()) };
        self.program.define(frame.id, Func { body: Some(body), ..frame.func });
        (frame.id, frame.sources)
    }

    /// Adds a parameter to the innermost frame.
    pub(super) fn add_param(&mut self, local: LocalId) {
        self.frame().func.params.push(local);
    }

    /// Adds a result to the innermost frame.
    pub(super) fn add_result(&mut self, ty: TypeId, span: Span) {
        let local = self.temp(ty, span);
        self.frame().func.results.push(local);
    }

    /// Marks the innermost frame's function as generated.
    pub(super) fn mark_wrapper(&mut self) {
        self.frame().func.wrapper = true;
    }

    /// Marks that the function at `frame` has a defer statement.
    pub(super) fn mark_defer(&mut self, frame: usize) {
        self.frames[frame].func.has_defer = true;
    }

    /// The results of the function that a return statement here returns from.
    pub(super) fn result_objects(&self) -> Vec<ObjectId> {
        self.frames[self.function_frame()].result_objects.clone()
    }

    /// Their types.
    pub(super) fn result_types(&self) -> Vec<TypeId> {
        let f = &self.frames[self.function_frame()].func;
        f.results.iter().map(|l| f.locals[l.0 as usize].ty).collect()
    }
}
