//! Expressions, places and calls as text.

use super::Printer;
use crate::ir::{BinaryOp, Call, Callee, CompareOp, Const, Expr, ExprKind, Place};
use crate::recursion::recurse;

/// An operator as Go writes it.
pub(super) fn operator(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Rem => "%",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
        BinaryOp::AndNot => "&^",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr => ">>",
    }
}

fn comparison(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
    }
}

impl Printer<'_> {
    pub(super) fn exprs(&self, exprs: &[Expr]) -> String {
        exprs.iter().map(|e| self.expr(e)).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn expr(&self, e: &Expr) -> String {
        recurse(|| self.expr_kind(e))
    }

    fn opt(&self, e: &Option<Box<Expr>>) -> String {
        e.as_ref().map_or_else(String::new, |e| self.expr(e))
    }

    fn expr_kind(&self, e: &Expr) -> String {
        let ty = || self.ty(e.ty);
        match &e.kind {
            ExprKind::Const(c) => self.constant(c, e),
            ExprKind::Load(p) => self.place(p),
            ExprKind::Addr(p) => format!("&{}", self.place(p)),
            ExprKind::AddrOfNew(x) => format!("&new {}", self.expr(x)),
            ExprKind::New(t) => format!("new({})", self.ty(*t)),
            ExprKind::Func(f) => self.name(*f),
            ExprKind::Closure { func, captures } => {
                let captures: Vec<String> = captures.iter().map(|c| self.source(c)).collect();
                format!("closure {}[{}]", self.name(*func), captures.join(", "))
            }
            ExprKind::MethodValue { func, receiver } => {
                format!("bind {}[{}]", self.name(*func), self.expr(receiver))
            }
            ExprKind::InterfaceMethodValue { receiver, method } => {
                format!("bind {}.{}", self.expr(receiver), method.name)
            }
            ExprKind::Field { x, index } => format!("({}).{index}", self.expr(x)),
            ExprKind::Index { x, index } | ExprKind::StringIndex { x, index } => {
                format!("{}[{}]", self.expr(x), self.expr(index))
            }
            ExprKind::MapIndex { map, key, ok } => {
                format!("{}[{}]{}", self.expr(map), self.expr(key), if *ok { " ok" } else { "" })
            }
            ExprKind::Slice { x, lo, hi, max } => {
                format!("{}[{}:{}:{}]", self.expr(x), self.opt(lo), self.opt(hi), self.opt(max))
            }
            ExprKind::TypeAssert { x, ty, ok } => {
                format!("{}.({}){}", self.expr(x), self.ty(*ty), if *ok { " ok" } else { "" })
            }
            ExprKind::Call(call) => self.call(call),
            ExprKind::Neg(x) => format!("-{}", self.expr(x)),
            ExprKind::BitNot(x) => format!("^{}", self.expr(x)),
            ExprKind::Not(x) => format!("!{}", self.expr(x)),
            ExprKind::Binary { op, x, y } => format!("({} {} {})", self.expr(x), operator(*op), self.expr(y)),
            ExprKind::Concat(parts) => format!("concat({})", self.exprs(parts)),
            ExprKind::Compare { op, x, y } => {
                format!("({} {} {})", self.expr(x), comparison(*op), self.expr(y))
            }
            ExprKind::AndAnd(x, y) => format!("({} && {})", self.expr(x), self.expr(y)),
            ExprKind::OrOr(x, y) => format!("({} || {})", self.expr(x), self.expr(y)),
            ExprKind::Recv { channel, ok } => {
                format!("<-{}{}", self.expr(channel), if *ok { " ok" } else { "" })
            }
            ExprKind::Convert { x, kind } => format!("{kind:?}<{}>({})", ty(), self.expr(x)),
            ExprKind::StructLit { fields } => {
                let fields: Vec<String> =
                    fields.iter().map(|(i, x)| format!("{i}: {}", self.expr(x))).collect();
                format!("{}{{{}}}", ty(), fields.join(", "))
            }
            ExprKind::ArrayLit { elements } | ExprKind::SliceLit { elements, .. } => {
                let elements: Vec<String> =
                    elements.iter().map(|(i, x)| format!("{i}: {}", self.expr(x))).collect();
                format!("{}{{{}}}", ty(), elements.join(", "))
            }
            ExprKind::MapLit { entries } => {
                let entry = |(k, v): &(Expr, Expr)| format!("{}: {}", self.expr(k), self.expr(v));
                format!("{}{{{}}}", ty(), entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
            ExprKind::Sequence { stmts, value } => {
                let stmts: Vec<String> = stmts.iter().map(|s| self.simple(s)).collect();
                format!("({}; {})", stmts.join("; "), self.expr(value))
            }
            _ => self.builtin(e),
        }
    }

    fn constant(&self, c: &Const, e: &Expr) -> String {
        match c {
            Const::Bool(b) => b.to_string(),
            Const::Int(i) => i.to_string(),
            Const::Float(f) => format!("{f:?}"),
            Const::Complex(re, im) => format!("({re:?}, {im:?})"),
            Const::String(s) => format!("{:?}", String::from_utf8_lossy(s)),
            Const::Zero => format!("zero<{}>", self.ty(e.ty)),
        }
    }

    fn builtin(&self, e: &Expr) -> String {
        let (name, args) = match &e.kind {
            ExprKind::Len(x) => ("len", self.expr(x)),
            ExprKind::Cap(x) => ("cap", self.expr(x)),
            ExprKind::Append { slice, values } => {
                ("append", format!("{}, {}", self.expr(slice), self.exprs(values)))
            }
            ExprKind::AppendSlice { slice, other } => {
                ("append", format!("{}, {}...", self.expr(slice), self.expr(other)))
            }
            ExprKind::Copy { to, from } => ("copy", format!("{}, {}", self.expr(to), self.expr(from))),
            ExprKind::Clear(x) => ("clear", self.expr(x)),
            ExprKind::Close(x) => ("close", self.expr(x)),
            ExprKind::Delete { map, key } => ("delete", format!("{}, {}", self.expr(map), self.expr(key))),
            ExprKind::MakeSlice { len, cap } => {
                ("make", format!("{}, {}, {}", self.ty(e.ty), self.expr(len), self.opt(cap)))
            }
            ExprKind::MakeMap { hint: n } | ExprKind::MakeChan { size: n } => {
                ("make", format!("{}, {}", self.ty(e.ty), self.opt(n)))
            }
            ExprKind::Complex { re, im } => ("complex", format!("{}, {}", self.expr(re), self.expr(im))),
            ExprKind::Real(x) => ("real", self.expr(x)),
            ExprKind::Imag(x) => ("imag", self.expr(x)),
            ExprKind::Min(xs) => ("min", self.exprs(xs)),
            ExprKind::Max(xs) => ("max", self.exprs(xs)),
            ExprKind::Panic(x) => ("panic", self.expr(x)),
            ExprKind::Recover => ("recover", String::new()),
            ExprKind::Print { args, newline: true } => ("println", self.exprs(args)),
            ExprKind::Print { args, .. } => ("print", self.exprs(args)),
            ExprKind::TypeWord(t) => ("typeword", self.ty(*t)),
            ExprKind::Unsafe { op, args } => return format!("unsafe.{op:?}({})", self.exprs(args)),
            _ => ("?", String::new()),
        };
        format!("{name}({args})")
    }

    pub(super) fn call(&self, call: &Call) -> String {
        let args = self.exprs(&call.args);
        match &call.callee {
            Callee::Func(f) | Callee::Thunk(f) => format!("{}({args})", self.name(*f)),
            Callee::Value(f) => format!("({})({args})", self.expr(f)),
            Callee::Interface { receiver, method } => {
                format!("{}.{}({args})", self.expr(receiver), method.name)
            }
        }
    }

    pub(super) fn place(&self, place: &Place) -> String {
        recurse(|| match place {
            Place::Local(l) => self.local(*l),
            Place::Capture(c) => format!("^{}", c.0),
            Place::Global(g) => {
                self.program.globals.get(g.0 as usize).map_or_else(String::new, |g| g.name.clone())
            }
            Place::Deref { pointer, .. } => format!("*{}", self.expr(pointer)),
            Place::Field { base, index, .. } => format!("{}.{index}", self.place(base)),
            Place::Index { base, index, .. } => format!("{}[{}]", self.place(base), self.expr(index)),
            Place::SliceIndex { slice, index, .. } => format!("{}[{}]", self.expr(slice), self.expr(index)),
            Place::MapIndex { map, key, .. } => format!("{}[{}]", self.expr(map), self.expr(key)),
        })
    }
}
