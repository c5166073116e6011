//! Builtin functions (spec: "Built-in functions") on concrete types.

use super::function::FunctionBuilder;
use crate::check::info::{Builtin, Mode};
use crate::ir::{Const, Conversion, Expr, ExprKind, UnsafeOp};
use crate::source::Span;
use crate::syntax::ast::{self, ExprId};
use crate::types::{Basic, TypeId, TypeKind};

impl FunctionBuilder<'_, '_> {
    pub(super) fn builtin_call(
        &mut self,
        e: ExprId,
        builtin: Builtin,
        args: &[ExprId],
        spread: bool,
    ) -> Expr {
        let span = self.span(e);
        let ty = self.ty(e);
        match builtin {
            Builtin::New => return self.new_call(ty, args, span),
            Builtin::Make => return self.make_call(ty, args, span),
            Builtin::Len | Builtin::Cap => return self.length(builtin, args, span),
            Builtin::UnsafeSizeof | Builtin::UnsafeAlignof | Builtin::UnsafeOffsetof => {
                return self.layout_constant(builtin, args, span);
            }
            _ => {}
        }
        let values = self.builtin_args(builtin, ty, args, spread);
        self.builtin_value(builtin, ty, values, spread, span)
    }

    /// The arguments of a builtin, converted to what it takes.
    pub(super) fn builtin_args(
        &mut self,
        builtin: Builtin,
        ty: TypeId,
        args: &[ExprId],
        spread: bool,
    ) -> Vec<Expr> {
        match builtin {
            Builtin::Append if !spread => self.append_args(ty, args),
            Builtin::Append => {
                let slice = self.expr_as(args[0], ty);
                let other = self.expr(args[1]);
                let other = self.nil_as(other, ty);
                vec![slice, other]
            }
            Builtin::Min | Builtin::Max => args.iter().map(|&a| self.operand_as(a, ty)).collect(),
            Builtin::Delete => match args {
                [map, key] => {
                    let map = self.expr(*map);
                    let key_ty = match self.types.kind(self.types.under(map.ty)) {
                        TypeKind::Map { key, .. } => key,
                        _ => TypeId::INVALID,
                    };
                    let key = self.expr_as(*key, key_ty);
                    vec![map, key]
                }
                _ => {
                    let values = self.flattened(args);
                    self.delete_values(values)
                }
            },
            Builtin::Panic => {
                let any = self.types.empty_interface();
                let values = self.flattened(args);
                values.into_iter().map(|v| self.assignable(v, any)).collect()
            }
            Builtin::Complex => {
                let part = match self.types.under_basic(ty) {
                    Some(Basic::Complex64) => Basic::Float32,
                    _ => Basic::Float64,
                };
                let part = self.basic(part);
                let values = if args.len() == 1 {
                    self.flattened(args)
                } else {
                    args.iter().map(|&a| self.operand_as(a, part)).collect()
                };
                values.into_iter().map(|v| self.same(v, part)).collect()
            }
            Builtin::UnsafeAdd | Builtin::UnsafeSlice | Builtin::UnsafeString => match args {
                [pointer, len] => vec![self.expr(*pointer), self.index_value(*len)],
                _ => self.flattened(args),
            },
            _ => self.flattened(args),
        }
    }

    fn delete_values(&mut self, values: Vec<Expr>) -> Vec<Expr> {
        let map_ty = values.first().map(|m| m.ty);
        let key_ty = match map_ty.map(|t| self.types.kind(self.types.under(t))) {
            Some(TypeKind::Map { key, .. }) => key,
            _ => return values,
        };
        let convert = |(i, v): (usize, Expr)| if i == 1 { self.assignable(v, key_ty) } else { v };
        values.into_iter().enumerate().map(convert).collect()
    }

    fn append_args(&mut self, ty: TypeId, args: &[ExprId]) -> Vec<Expr> {
        let elem = self.element(ty);
        let values = match args {
            [_] => self.flattened(args),
            _ => {
                let mut values = vec![self.expr_as(args[0], ty)];
                values.extend(args[1..].iter().map(|&a| self.expr_as(a, elem)));
                values
            }
        };
        let convert = |(i, v): (usize, Expr)| self.assignable(v, if i == 0 { ty } else { elem });
        values.into_iter().enumerate().map(convert).collect()
    }

    /// An operand that may be an untyped constant, in type `ty`.
    fn operand_as(&mut self, e: ExprId, ty: TypeId) -> Expr {
        match &self.info.exprs[e.0 as usize].value {
            Some(value) => self.constant(value, ty, self.span(e)),
            None => self.expr_as(e, ty),
        }
    }

    fn nil_as(&mut self, x: Expr, ty: TypeId) -> Expr {
        if self.types.as_basic(x.ty) == Some(Basic::UntypedNil) { Expr::zero(ty, x.span) } else { x }
    }

    /// A builtin applied to values.
    pub(super) fn builtin_value(
        &mut self,
        builtin: Builtin,
        ty: TypeId,
        values: Vec<Expr>,
        spread: bool,
        span: Span,
    ) -> Expr {
        if let Builtin::Print | Builtin::Println = builtin {
            let newline = builtin == Builtin::Println;
            return Expr::new(ExprKind::Print { args: values, newline }, self.types.tuple(&[]), span);
        }
        if let (Builtin::Min | Builtin::Max, [_]) = (builtin, values.as_slice()) {
            return values.into_iter().next().unwrap_or_else(|| Expr::zero(ty, span));
        }
        self.builtin_node(builtin, ty, values, spread, span)
    }

    fn builtin_node(
        &mut self,
        builtin: Builtin,
        ty: TypeId,
        values: Vec<Expr>,
        spread: bool,
        span: Span,
    ) -> Expr {
        let none = self.types.tuple(&[]);
        let int = self.basic(Basic::Int);
        if let Builtin::Min | Builtin::Max = builtin {
            let kind = if builtin == Builtin::Min { ExprKind::Min(values) } else { ExprKind::Max(values) };
            return Expr::new(kind, ty, span);
        }
        let mut rest = values.into_iter();
        let mut next = || Box::new(rest.next().unwrap_or_else(|| Expr::zero(TypeId::INVALID, span)));
        let (kind, ty) = match builtin {
            Builtin::Append if spread => (ExprKind::AppendSlice { slice: next(), other: next() }, ty),
            Builtin::Append => (ExprKind::Append { slice: next(), values: rest.collect() }, ty),
            Builtin::Copy => (ExprKind::Copy { to: next(), from: next() }, int),
            Builtin::Clear => (ExprKind::Clear(next()), none),
            Builtin::Close => (ExprKind::Close(next()), none),
            Builtin::Delete => (ExprKind::Delete { map: next(), key: next() }, none),
            Builtin::Panic => (ExprKind::Panic(next()), none),
            Builtin::Recover => (ExprKind::Recover, self.types.empty_interface()),
            Builtin::Complex => (ExprKind::Complex { re: next(), im: next() }, ty),
            Builtin::Real => (ExprKind::Real(next()), ty),
            Builtin::Imag => (ExprKind::Imag(next()), ty),
            Builtin::Len => (ExprKind::Len(next()), int),
            Builtin::Cap => (ExprKind::Cap(next()), int),
            Builtin::UnsafeAdd => (ExprKind::Unsafe { op: UnsafeOp::Add, args: rest.collect() }, ty),
            Builtin::UnsafeSlice => (ExprKind::Unsafe { op: UnsafeOp::Slice, args: rest.collect() }, ty),
            Builtin::UnsafeSliceData => {
                (ExprKind::Unsafe { op: UnsafeOp::SliceData, args: rest.collect() }, ty)
            }
            Builtin::UnsafeString => (ExprKind::Unsafe { op: UnsafeOp::String, args: rest.collect() }, ty),
            Builtin::UnsafeStringData => {
                (ExprKind::Unsafe { op: UnsafeOp::StringData, args: rest.collect() }, ty)
            }
            _ => (ExprKind::Const(Const::Zero), ty),
        };
        Expr::new(kind, ty, span)
    }

    /// `len` or `cap` of anything but a constant: of an array it is one all the same, once the
    /// operand has been evaluated.
    fn length(&mut self, builtin: Builtin, args: &[ExprId], span: Span) -> Expr {
        let int = self.basic(Basic::Int);
        let x = self.operand(args[0]).value(span);
        let under = self.types.under(x.ty);
        let array = self.types.pointer_elem(under).map_or(under, |t| self.types.under(t));
        if let TypeKind::Array { len, .. } = self.types.kind(array) {
            let value = Expr::constant(Const::Int(len as i64), int, span);
            if let ExprKind::Load(_) = x.kind {
                return value;
            }
            let stmts = vec![crate::ir::Stmt::expr(x)];
            return Expr::new(ExprKind::Sequence { stmts, value: Box::new(value) }, int, span);
        }
        let x = Box::new(x);
        Expr::new(if builtin == Builtin::Len { ExprKind::Len(x) } else { ExprKind::Cap(x) }, int, span)
    }

    /// `new(T)` or `new(value)`.
    fn new_call(&mut self, ty: TypeId, args: &[ExprId], span: Span) -> Expr {
        let elem = self.element(ty);
        match args {
            [x] if self.info.exprs[x.0 as usize].mode != Mode::Type => {
                let x = self.operand_as(*x, elem);
                Expr::new(ExprKind::AddrOfNew(Box::new(x)), ty, span)
            }
            _ => Expr::new(ExprKind::New(elem), ty, span),
        }
    }

    fn make_call(&mut self, ty: TypeId, args: &[ExprId], span: Span) -> Expr {
        let mut sizes: Vec<Option<Box<Expr>>> = Vec::new();
        for &size in args.iter().skip(1) {
            sizes.push(Some(Box::new(self.index_value(size))));
        }
        let mut sizes = sizes.into_iter().flatten();
        let kind = match self.types.kind(self.types.under(ty)) {
            TypeKind::Map { .. } => ExprKind::MakeMap { hint: sizes.next() },
            TypeKind::Chan { .. } => ExprKind::MakeChan { size: sizes.next() },
            _ => {
                let len = sizes.next().unwrap_or_else(|| Box::new(self.int(0, span)));
                ExprKind::MakeSlice { len, cap: sizes.next() }
            }
        };
        Expr::new(kind, ty, span)
    }

    /// `unsafe.Sizeof(x)` and its like where a type parameter kept them from being constants.
    fn layout_constant(&mut self, builtin: Builtin, args: &[ExprId], span: Span) -> Expr {
        let ty = self.ty(args[0]);
        let size = match builtin {
            Builtin::UnsafeAlignof => self.types.align_of(ty),
            Builtin::UnsafeSizeof => self.types.size_of(ty),
            _ => self.field_offset(args[0]),
        };
        Expr::constant(Const::Int(size as i64), self.basic(Basic::Uintptr), span)
    }

    /// The offset of the field that a selector expression names.
    fn field_offset(&mut self, e: ExprId) -> u64 {
        let mut e = e;
        while let ast::ExprKind::Paren(x) = self.ast[e].kind {
            e = x;
        }
        let ast::ExprKind::Selector { x, .. } = &self.ast[e].kind else { return 0 };
        let ty = self.ty(*x);
        let base = self.types.pointer_elem(self.types.under(ty)).unwrap_or(ty);
        self.info.selections.get(&e).map_or(0, |selection| self.types.path_offset(base, &selection.path))
    }

    /// A run-time error.
    pub(super) fn runtime_panic(&mut self, text: &str, span: Span) -> Expr {
        self.machine_panic("errorString", text, span)
    }

    /// A panic with one of package runtime's types of kind string.
    pub(super) fn machine_panic(&mut self, name: &str, text: &str, span: Span) -> Expr {
        let any = self.types.empty_interface();
        let ty = self.program.runtime_type(name).unwrap_or_else(|| self.basic(Basic::String));
        let text = Expr::constant(Const::String(text.as_bytes().into()), ty, span);
        self.program.note_dynamic(ty);
        let value = Expr::convert(text, Conversion::ToInterface, any);
        Expr::new(ExprKind::Panic(Box::new(value)), self.types.tuple(&[]), span)
    }
}
