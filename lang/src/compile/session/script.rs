//! A session as a script that does the same from its start. In a script each name is declared once and
//! values are not shown: what has been declared anew gets another name, imports come first and once,
//! and expressions that are nothing but shown become comments.

use super::{Checking, Session};
use crate::check::info::{Checked, FileIndex, FileInfo, FuncObject, Mode, ObjectId, ObjectKind, VarKind};
use crate::compile::Sources;
use crate::hash::{HashMap, HashSet};
use crate::source::Span;
use crate::syntax::ast::{Ast, Decl, ExprId, ExprKind, Item, Name, StmtKind, UnaryOp};
use crate::syntax::classes::{Class, classes};
use std::ops::Range;

impl Session {
    /// The session as a script. `left_out`: inputs, counted from 0, that are left out if the others do
    /// without them.
    pub fn script(&self, left_out: &[usize], sources: &dyn Sources) -> String {
        let kept = |leave: &[usize]| {
            let inputs = self.inputs.iter().enumerate().filter(|(i, _)| !leave.contains(i));
            Checking::of(inputs.map(|(_, input)| input), sources)
        };
        let mut checking = kept(left_out);
        if !checking.has_no_errors() {
            checking = kept(&[]);
        }
        checking.checked.as_ref().map_or_else(String::new, |checked| Script::new(&checking, checked).write())
    }
}

/// A change of a text.
struct Edit {
    at: Range<usize>,
    with: String,
}

struct Script<'a> {
    checking: &'a Checking,
    checked: &'a Checked,
    /// New names of what has been declared anew.
    renamed: HashMap<ObjectId, String>,
    /// Methods that have been declared anew.
    dropped: HashSet<ObjectId>,
}

impl<'a> Script<'a> {
    fn new(checking: &'a Checking, checked: &'a Checked) -> Script<'a> {
        let mut script =
            Script { checking, checked, renamed: HashMap::default(), dropped: HashSet::default() };
        script.find_redeclared();
        script
    }

    /// Of all objects of one name and place, the last keeps the name.
    fn find_redeclared(&mut self) {
        let last: HashMap<&Name, ObjectId> =
            self.checked.visible.iter().map(|(name, o)| (name, *o)).collect();
        let mut taken: HashSet<Name> = self.checked.objects.iter().map(|o| o.name.clone()).collect();
        let mut methods: HashMap<(String, Name), ObjectId> = HashMap::default();
        for &file in self.files() {
            for object in self.declared(file) {
                let o = &self.checked.objects[object.0 as usize];
                if let Some(owner) = self.owner(object) {
                    if let Some(old) = methods.insert((owner, o.name.clone()), object) {
                        self.dropped.insert(old);
                    }
                } else if last.get(&o.name).is_some_and(|last| *last != object) {
                    let number = (1..).find(|n| !taken.contains(&*format!("{}_{n}", o.name)));
                    let name = format!("{}_{}", o.name, number.unwrap_or(0));
                    taken.insert(name.as_str().into());
                    self.renamed.insert(object, name);
                }
            }
        }
    }

    fn files(&self) -> impl Iterator<Item = &'a FileIndex> + use<'a> {
        self.checked.layers.iter().flat_map(|layer| &layer.files)
    }

    /// Objects that an input declares at its top.
    fn declared(&self, file: FileIndex) -> Vec<ObjectId> {
        let layer = self.checked.layers.iter().position(|layer| layer.files.contains(&file)).unwrap_or(0);
        let first = layer.checked_sub(1).map_or(0, |before| self.checked.layers[before].objects);
        let objects = first..self.checked.layers[layer].objects;
        let span = self.ast(file).span;
        let own = |&id: &ObjectId| {
            let o = &self.checked.objects[id.0 as usize];
            let inside = o.span.lo >= span.lo && o.span.hi <= span.hi && o.span != Span::default();
            let top = match &o.kind {
                ObjectKind::Var(kind) => matches!(kind, VarKind::Global | VarKind::Script { .. }),
                ObjectKind::Func(_) => true,
                ObjectKind::Const(_) | ObjectKind::TypeName => self.is_at_top(file, o.span),
                ObjectKind::Package(_) | ObjectKind::Builtin(_) | ObjectKind::Nil | ObjectKind::Label => {
                    false
                }
            };
            o.package == Some(self.checked.program) && inside && top && &*o.name != "_"
        };
        objects.map(ObjectId).filter(own).collect()
    }

    /// The name that stands at `span` is declared by a declaration at the input's top.
    fn is_at_top(&self, file: FileIndex, span: Span) -> bool {
        let ast = self.ast(file);
        let declares = |decl: &Decl| match decl {
            Decl::Const(specs) => specs.iter().any(|s| s.names.iter().any(|n| n.span == span)),
            Decl::Type(specs) => specs.iter().any(|s| s.name.span == span),
            Decl::Var(_) => false,
        };
        ast.items.iter().any(|item| match item {
            Item::Decl(decl) => declares(decl),
            Item::Stmt(s) => matches!(&ast[*s].kind, StmtKind::Decl(decl) if declares(decl)),
            Item::Func(_) => false,
        })
    }

    /// The type that a method belongs to, as its place tells it apart from others.
    fn owner(&self, object: ObjectId) -> Option<String> {
        let ObjectKind::Func(FuncObject { receiver: Some(receiver), .. }) =
            &self.checked.objects[object.0 as usize].kind
        else {
            return None;
        };
        let ty = self.checked.types.deref(self.checked.objects[receiver.0 as usize].ty).0;
        Some(format!("{ty:?}"))
    }

    fn ast(&self, file: FileIndex) -> &'a Ast {
        &self.checked.files[file.0 as usize].ast
    }

    fn write(&self) -> String {
        let mut imports: Vec<String> = Vec::new();
        let mut body = String::new();
        for (&index, (file, ast)) in self.files().zip(&self.checking.files) {
            for import in &ast.imports {
                let name = import.name.as_ref().map_or_else(String::new, |name| format!("{} ", name.name));
                let line = format!("import {name}{:?}\n", import.path);
                if !imports.contains(&line) {
                    imports.push(line);
                }
            }
            let source = self.checking.map.file(*file);
            let text = apply(&source.text, self.edits(index, source.base, &source.text));
            if !text.trim().is_empty() {
                body += text.trim();
                body.push('\n');
            }
        }
        if imports.is_empty() { body } else { imports.concat() + "\n" + &body }
    }

    fn edits(&self, file: FileIndex, base: u32, text: &str) -> Vec<Edit> {
        let info = &self.checked.files[file.0 as usize];
        let ast = &*info.ast;
        let within = |span: Span| (span.lo - base) as usize..(span.hi - base) as usize;
        let mut edits: Vec<Edit> = Vec::new();
        for item in &ast.items {
            match item {
                Item::Stmt(s) => {
                    if let StmtKind::Expr(e) = ast[*s].kind
                        && !stands_alone(info, e)
                        && !matches!(info.exprs[e.0 as usize].mode, Mode::NoValue)
                    {
                        let at = within(ast[*s].span);
                        let with =
                            text[at.clone()].lines().map(|line| format!("// {line}")).collect::<Vec<_>>();
                        edits.push(Edit { at, with: with.join("\n") });
                    }
                }
                Item::Func(decl) => {
                    let object = info.objects[decl.name.id.0 as usize];
                    if object.is_some_and(|object| self.dropped.contains(&object)) {
                        edits.push(Edit { at: within(decl.span), with: String::new() });
                    }
                }
                Item::Decl(_) => {}
            }
        }
        edits.extend(header(text).into_iter().map(|at| Edit { at, with: String::new() }));
        let renamed = info.objects.iter().zip(&ast.idents).filter_map(|(object, span)| {
            let name = self.renamed.get(&(*object)?)?;
            Some(Edit { at: within(*span), with: name.clone() })
        });
        let outside: Vec<Edit> = renamed
            .filter(|new| edits.iter().all(|edit| new.at.start < edit.at.start || new.at.end > edit.at.end))
            .collect();
        edits.extend(outside);
        edits
    }
}

/// A call or receive operation that may be a statement.
fn stands_alone(info: &FileInfo, e: ExprId) -> bool {
    match &info.ast[e].kind {
        ExprKind::Paren(x) => stands_alone(info, *x),
        ExprKind::Unary { op: UnaryOp::Arrow, .. } => true,
        ExprKind::Call { fun, .. } => match (info.exprs[fun.0 as usize].mode, &info.ast[*fun].kind) {
            (Mode::Type, _) => false,
            (Mode::Builtin, ExprKind::Ident(name)) => STATEMENT_BUILTINS.contains(&&*name.name),
            (Mode::Builtin, _) => false,
            _ => true,
        },
        _ => false,
    }
}

/// Builtin functions whose calls may be statements.
const STATEMENT_BUILTINS: [&str; 8] =
    ["clear", "close", "copy", "delete", "panic", "print", "println", "recover"];

/// The package clause and the import declarations of a text.
fn header(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let all = classes(text);
    let mut depth = 0;
    let mut next = 0;
    while let Some((range, class)) = all.get(next) {
        next += 1;
        let word = &text[range.clone()];
        match word {
            "(" | "{" | "[" => depth += 1,
            ")" | "}" | "]" => depth -= 1,
            "package" | "import" if *class == Class::Keyword && depth == 0 => {
                let grouped = all.get(next).is_some_and(|(r, _)| &text[r.clone()] == "(");
                let end = match grouped {
                    true => all[next..].iter().find(|(r, _)| &text[r.clone()] == ")").map(|(r, _)| r.end),
                    false => text[range.end..].find(['\n', ';']).map(|at| range.end + at),
                };
                let end = end.unwrap_or(text.len());
                next += all[next..].iter().take_while(|(r, _)| r.start < end).count();
                found.push(range.start..end);
            }
            _ => {}
        }
    }
    found
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.at.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.at.start >= at {
            out += &text[at..edit.at.start];
            out += &edit.with;
            at = edit.at.end;
        }
    }
    out + &text[at..]
}
