//! Places: what can be assigned to or have its address taken. An expression is taken as a place
//! wherever it denotes one, so that reading a field of a variable copies no struct.

use super::function::FunctionBuilder;
use crate::check::info::ObjectKind;
use crate::ir::{Expr, ExprKind, Place, Stmt};
use crate::source::Span;
use crate::syntax::ast::{ExprId, ExprKind as Syntax, UnaryOp};
use crate::types::{Basic, TypeId, TypeKind};

/// What an expression denotes: a place, or only a value.
pub(super) enum Operand {
    Place(Place, TypeId),
    Value(Expr),
}

impl Operand {
    /// Its value.
    pub(super) fn value(self, span: Span) -> Expr {
        match self {
            Operand::Place(place, ty) => Expr::load(place, ty, span),
            Operand::Value(x) => x,
        }
    }
    pub(super) fn ty(&self) -> TypeId {
        match self {
            Operand::Place(_, ty) => *ty,
            Operand::Value(x) => x.ty,
        }
    }
}

impl FunctionBuilder<'_, '_> {
    /// `e` as a place if it denotes one.
    pub(super) fn operand(&mut self, e: ExprId) -> Operand {
        let ast = self.ast;
        match &ast[e].kind {
            Syntax::Paren(x) => self.operand(*x),
            Syntax::Ident(ident) => match self.info.objects[ident.id.0 as usize] {
                Some(object) if matches!(self.object(object).kind, ObjectKind::Var(_)) => {
                    self.variable_operand(object)
                }
                _ => Operand::Value(self.value(e)),
            },
            Syntax::Selector { x, sel } => self.selector_operand(e, *x, sel),
            Syntax::Index { x, indices } => match indices.as_slice() {
                [index] => self.index_operand(e, *x, *index),
                _ => Operand::Value(self.value(e)),
            },
            Syntax::Unary { op: UnaryOp::Star, x, .. } => {
                let pointer = self.expr(*x);
                let ty = self.types.pointer_elem(pointer.ty).unwrap_or_else(|| self.ty(e));
                Operand::Place(Place::Deref { pointer: Box::new(pointer), ty, span: self.span(e) }, ty)
            }
            _ => Operand::Value(self.value(e)),
        }
    }

    /// A variable.
    pub(super) fn variable_operand(&mut self, object: crate::check::info::ObjectId) -> Operand {
        let ty = self.concrete(self.object(object).ty);
        Operand::Place(self.variable(object), ty)
    }

    /// The place that an assignment's left side or the operand of `&` denotes. A value that is none
    /// (which only generated code asks for) is stored away first by `&`'s caller.
    pub(super) fn place(&mut self, e: ExprId) -> Place {
        let span = self.span(e);
        match self.operand(e) {
            Operand::Place(place, _) => place,
            Operand::Value(Expr { kind: ExprKind::MapIndex { map, key, .. }, ty, .. }) => {
                Place::MapIndex { map, key, ty, span }
            }
            Operand::Value(x) => {
                let ty = x.ty;
                let pointer = Expr::new(ExprKind::AddrOfNew(Box::new(x)), self.types.pointer(ty), span);
                Place::Deref { pointer: Box::new(pointer), ty, span }
            }
        }
    }

    /// The value of what `e` denotes.
    pub(super) fn loaded(&mut self, operand: Operand, span: Span) -> Expr {
        match operand {
            Operand::Place(Place::Deref { pointer, ty, .. }, _) if self.is_packed_array(ty) => {
                self.packed_array(*pointer, ty, span)
            }
            other => other.value(span),
        }
    }

    /// An array of elements smaller than a word: a pointer to it may point anywhere into a slice.
    pub(super) fn is_packed_array(&self, ty: TypeId) -> bool {
        let TypeKind::Array { elem, len: 1.. } = self.types.kind(self.types.under(ty)) else { return false };
        let basic = self.types.under_basic(elem);
        basic.is_some_and(|b| b == Basic::Bool || b == Basic::Float32 || b.is_integer() && b.bits() < 64)
    }

    /// The array that `pointer` points to, copied element by element to where it lies like any other.
    pub(super) fn packed_array(&mut self, pointer: Expr, ty: TypeId, span: Span) -> Expr {
        let (pointer_ty, slice_ty) = (self.types.pointer(ty), self.types.slice(self.element(ty)));
        let mut stmts = Vec::new();
        let from_ty = pointer.ty;
        let from = self.store_temp(pointer, &mut stmts);
        let to = self.store_temp(Expr::new(ExprKind::New(ty), pointer_ty, span), &mut stmts);
        let slice = |local, ty| {
            let x = Box::new(Expr::local(local, ty, span));
            Box::new(Expr::new(ExprKind::Slice { x, lo: None, hi: None, max: None }, slice_ty, span))
        };
        let copy = ExprKind::Copy { to: slice(to, pointer_ty), from: slice(from, from_ty) };
        stmts.push(Stmt::expr(Expr::new(copy, self.basic(Basic::Int), span)));
        let pointer = Box::new(Expr::local(to, pointer_ty, span));
        let value = Box::new(Expr::load(Place::Deref { pointer, ty, span }, ty, span));
        Expr::new(ExprKind::Sequence { stmts, value }, ty, span)
    }

    fn index_operand(&mut self, e: ExprId, x: ExprId, index: ExprId) -> Operand {
        if self.is_generic_function(x) {
            return Operand::Value(self.value(e));
        }
        let span = self.span(e);
        let base = self.operand(x);
        let under = self.types.under(base.ty());
        match self.types.kind(under) {
            TypeKind::Array { elem, .. } => {
                let array_ty = base.ty();
                let index = Box::new(self.index_value(index));
                match base {
                    Operand::Place(place, _) => {
                        let base = Box::new(place);
                        Operand::Place(Place::Index { base, array_ty, index, ty: elem, span }, elem)
                    }
                    Operand::Value(x) => {
                        Operand::Value(Expr::new(ExprKind::Index { x: Box::new(x), index }, elem, span))
                    }
                }
            }
            TypeKind::Pointer(array_ty) => {
                let pointer = Box::new(base.value(span));
                let elem = self.element(array_ty);
                let base = Box::new(Place::Deref { pointer, ty: array_ty, span });
                let index = Box::new(self.index_value(index));
                Operand::Place(Place::Index { base, array_ty, index, ty: elem, span }, elem)
            }
            TypeKind::Slice(elem) => {
                let slice = Box::new(base.value(span));
                let index = Box::new(self.index_value(index));
                Operand::Place(Place::SliceIndex { slice, index, ty: elem, span }, elem)
            }
            TypeKind::Map { key, value } => {
                let map = Box::new(base.value(span));
                let key = Box::new(self.expr_as(index, key));
                let ok = matches!(self.types.kind(self.ty(e)), TypeKind::Tuple(_));
                let ty = if ok { self.ty(e) } else { value };
                Operand::Value(Expr::new(ExprKind::MapIndex { map, key, ok }, ty, span))
            }
            _ => {
                let x = Box::new(base.value(span));
                let index = Box::new(self.index_value(index));
                let byte = self.basic(Basic::Uint8);
                Operand::Value(Expr::new(ExprKind::StringIndex { x, index }, byte, span))
            }
        }
    }

    /// The element type of an array, slice, channel or pointer.
    pub(super) fn element(&self, ty: TypeId) -> TypeId {
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Array { elem, .. } | TypeKind::Chan { elem, .. } => elem,
            TypeKind::Slice(elem) | TypeKind::Pointer(elem) => elem,
            TypeKind::Map { value, .. } => value,
            _ => TypeId::INVALID,
        }
    }

    /// An index or length: any integer type, constants as int.
    pub(super) fn index_value(&mut self, e: ExprId) -> Expr {
        if let Some(value) = &self.info.exprs[e.0 as usize].value {
            let ty = self.ty(e);
            let ty = if self.types.is_integer(ty) { ty } else { self.basic(Basic::Int) };
            return self.constant(value, ty, self.span(e));
        }
        self.expr(e)
    }

    /// The address of `e`, which has been found addressable (or is a value: a new object).
    pub(super) fn address_of(&mut self, operand: Operand, span: Span) -> Expr {
        let ty = self.types.pointer(operand.ty());
        match operand {
            Operand::Place(Place::Deref { pointer, .. }, _) if pointer.ty == ty => *pointer,
            Operand::Place(place, _) => Expr::new(ExprKind::Addr(place), ty, span),
            Operand::Value(x) => Expr::new(ExprKind::AddrOfNew(Box::new(x)), ty, span),
        }
    }
}
