//! IR as text, for `--dump ir` and for people who look for a mistake: one statement a line, close
//! to Go, with what Go leaves unsaid (conversions, boxes, captures) written out.

mod expression;

use super::{
    Block, CaptureSource, Case, Comm, DynamicType, Func, FuncId, LocalId, Place, Program, SelectCase, Stmt,
    StmtKind, TypeCase,
};
use crate::check::info::PackageId;
use crate::recursion::recurse;
use crate::types::TypeId;
use std::fmt::Write;

/// A program, or the functions that the last layer of a session adds.
pub fn dump(program: &Program) -> String {
    let from = match &program.layers[..] {
        [.., before, _] => before.funcs as usize,
        _ => 0,
    };
    let mut printer = Printer { program, out: String::new(), indent: 0, func: None };
    if from == 0 {
        for global in &program.globals {
            let ty = printer.ty(global.ty);
            printer.line(&format!("var {} {ty}", global.name));
        }
        let dynamic_types = program.layers.last().map_or(&[][..], |layer| &layer.dynamic_types);
        dynamic_types.iter().for_each(|t| printer.dynamic_type(t));
    }
    for (id, func) in program.funcs.iter().enumerate().skip(from) {
        printer.func(FuncId(id as u32), func);
    }
    printer.out
}

struct Printer<'p> {
    program: &'p Program,
    out: String,
    indent: usize,
    func: Option<&'p Func>,
}

impl<'p> Printer<'p> {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:width$}{text}", "", width = self.indent * 4);
    }

    fn ty(&self, ty: TypeId) -> String {
        let packages = &self.program.packages;
        let qualifier = |id: PackageId| packages.get(id.0 as usize).map(|p| p.path.to_string());
        self.program.types.type_string(ty, &qualifier)
    }

    fn name(&self, id: FuncId) -> String {
        self.program.funcs.get(id.0 as usize).map_or_else(String::new, |f| f.name.clone())
    }

    fn dynamic_type(&mut self, dynamic: &DynamicType) {
        if dynamic.methods.is_empty() {
            return;
        }
        let ty = self.ty(dynamic.ty);
        self.line(&format!("dynamic {ty}"));
        self.indent += 1;
        for m in &dynamic.methods {
            let func = m.func.map_or_else(|| String::from("not called"), |f| self.name(f));
            self.line(&format!("{} -> {func}", m.name));
        }
        self.indent -= 1;
    }

    fn func(&mut self, id: FuncId, func: &'p Func) {
        self.func = Some(func);
        let list = |p: &Self, locals: &[LocalId]| {
            let one = |l: &LocalId| format!("{} {}", p.local(*l), p.ty(func.locals[l.0 as usize].ty));
            locals.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        let mut head = format!("func #{} {}({})", id.0, func.name, list(self, &func.params));
        if !func.results.is_empty() {
            let _ = write!(head, " ({})", list(self, &func.results));
        }
        for (i, c) in func.captures.iter().enumerate() {
            let mode = if c.by_value { "" } else { "&" };
            let _ = write!(head, " capture ^{i}={mode}{}", c.name);
        }
        for (flag, text) in [(func.wrapper, " wrapper"), (func.has_defer, " defers")] {
            head.push_str(if flag { text } else { "" });
        }
        match &func.body {
            None => self.line(&format!("{head} native")),
            Some(body) => {
                self.line(&format!("{head} {{"));
                self.block(body);
                self.line("}");
            }
        }
    }

    fn local(&self, id: LocalId) -> String {
        let Some(local) = self.func.and_then(|f| f.locals.get(id.0 as usize)) else {
            return format!("%{}", id.0);
        };
        let boxed = if local.boxed { "'" } else { "" };
        format!("{}%{}{boxed}", local.name, id.0)
    }

    fn block(&mut self, block: &Block) {
        self.indent += 1;
        block.stmts.iter().for_each(|s| self.stmt(s));
        self.indent -= 1;
    }

    fn braced(&mut self, head: &str, block: &Block) {
        self.line(&format!("{head} {{"));
        self.block(block);
        self.line("}");
    }

    fn stmt(&mut self, stmt: &Stmt) {
        recurse(|| self.stmt_kind(stmt));
    }

    fn stmt_kind(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Block(b) => {
                self.line("{");
                self.block(b);
                self.line("}");
            }
            StmtKind::If { condition, then, otherwise } => {
                let condition = self.expr(condition);
                self.braced(&format!("if {condition}"), then);
                if let Some(otherwise) = otherwise {
                    self.braced("else", otherwise);
                }
            }
            StmtKind::For { label, condition, post, body, per_iteration } => {
                let condition = condition.as_ref().map_or_else(String::new, |c| self.expr(c));
                let fresh: Vec<String> = per_iteration.iter().map(|l| self.local(*l)).collect();
                let fresh =
                    if fresh.is_empty() { String::new() } else { format!(" fresh {}", fresh.join(", ")) };
                self.braced(&format!("L{}: for {condition}{fresh}", label.0), body);
                if let Some(post) = post {
                    self.line("post");
                    self.indent += 1;
                    self.stmt(post);
                    self.indent -= 1;
                }
            }
            StmtKind::Range { label, key, value, over, x, body, .. } => {
                let place =
                    |p: &Option<Place>| p.as_ref().map_or_else(|| String::from("_"), |p| self.place(p));
                let head = format!(
                    "L{}: range {}, {} over {over:?} {}",
                    label.0,
                    place(key),
                    place(value),
                    self.expr(x)
                );
                self.braced(&head, body);
            }
            StmtKind::Switch { label, cases, default } => {
                self.line(&format!("L{}: switch {{", label.0));
                cases.iter().enumerate().for_each(|(i, c)| self.case(c, *default == Some(i)));
                self.line("}");
            }
            StmtKind::TypeSwitch { label, x, cases, default } => {
                self.line(&format!("L{}: switch type {} {{", label.0, self.local(*x)));
                cases.iter().enumerate().for_each(|(i, c)| self.type_case(c, *default == Some(i)));
                self.line("}");
            }
            StmtKind::Select { label, cases, default } => {
                self.line(&format!("L{}: select {{", label.0));
                cases.iter().for_each(|c| self.select_case(c));
                if let Some(default) = default {
                    self.line("default:");
                    self.block(default);
                }
                self.line("}");
            }
            _ => {
                let text = self.simple(stmt);
                self.line(&text);
            }
        }
    }

    fn case(&mut self, case: &Case, default: bool) {
        let conditions: Vec<String> = case.conditions.iter().map(|c| self.expr(c)).collect();
        self.line(&format!("{} {}:", if default { "default" } else { "case" }, conditions.join(", ")));
        self.block(&case.body);
    }

    fn type_case(&mut self, case: &TypeCase, default: bool) {
        let ty = |t: &Option<TypeId>| t.map_or_else(|| String::from("nil"), |t| self.ty(t));
        let types: Vec<String> = case.types.iter().map(ty).collect();
        let variable = case.variable.map_or_else(String::new, |v| format!(" {}", self.local(v)));
        self.line(&format!("{} {}:{variable}", if default { "default" } else { "case" }, types.join(", ")));
        self.block(&case.body);
    }

    fn select_case(&mut self, case: &SelectCase) {
        let text = match &case.comm {
            Comm::Send { channel, value } => format!("{} <- {}", self.expr(channel), self.expr(value)),
            Comm::Recv { channel, value, ok } => {
                let local = |l: &Option<LocalId>| l.map_or_else(|| String::from("_"), |l| self.local(l));
                format!("{}, {} = <-{}", local(value), local(ok), self.expr(channel))
            }
        };
        self.line(&format!("case {text}:"));
        self.block(&case.body);
    }

    /// A statement without blocks.
    fn simple(&self, stmt: &Stmt) -> String {
        let places = |places: &[Option<Place>]| {
            let place = |p: &Option<Place>| p.as_ref().map_or_else(|| String::from("_"), |p| self.place(p));
            places.iter().map(place).collect::<Vec<_>>().join(", ")
        };
        match &stmt.kind {
            StmtKind::Expr(e) => self.expr(e),
            StmtKind::Declare { local, value: None } => format!("var {}", self.local(*local)),
            StmtKind::Declare { local, value: Some(v) } => {
                format!("var {} = {}", self.local(*local), self.expr(v))
            }
            StmtKind::Assign { place, value } => format!("{} = {}", self.place(place), self.expr(value)),
            StmtKind::AssignParallel { places: p, values } => {
                format!("{} = {}", places(p), self.exprs(values))
            }
            StmtKind::AssignTuple { places: p, value } => {
                format!("{} = tuple {}", places(p), self.expr(value))
            }
            StmtKind::OpAssign { place, op, value } => {
                format!("{} {}= {}", self.place(place), expression::operator(*op), self.expr(value))
            }
            StmtKind::Label(l) => format!("L{}:", l.0),
            StmtKind::Goto(l) => format!("goto L{}", l.0),
            StmtKind::Break(l) => format!("break L{}", l.0),
            StmtKind::Continue(l) => format!("continue L{}", l.0),
            StmtKind::Fallthrough => String::from("fallthrough"),
            StmtKind::Return { values } => format!("return {}", self.exprs(values)),
            StmtKind::Go(call) => format!("go {}", self.call(call)),
            StmtKind::Defer(call) => format!("defer {}", self.call(call)),
            StmtKind::Send { channel, value } => format!("{} <- {}", self.expr(channel), self.expr(value)),
            _ => String::new(),
        }
    }

    fn source(&self, source: &CaptureSource) -> String {
        match source {
            CaptureSource::Local(l) => self.local(*l),
            CaptureSource::Capture(c) => format!("^{}", c.0),
        }
    }
}
