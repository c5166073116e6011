//! Composite literals (spec: "Composite literals"), elided types included.

use super::function::FunctionBuilder;
use crate::check::constant::Value;
use crate::ir::{Expr, ExprKind};
use crate::source::Span;
use crate::syntax::ast::{Element, ExprId, ExprKind as Syntax};
use crate::types::{Field, TypeId, TypeKind};
use num_traits::ToPrimitive;

impl FunctionBuilder<'_, '_> {
    /// `T{…}`; with an elided `&T` a pointer.
    pub(super) fn composite(&mut self, e: ExprId, written: Option<ExprId>, elements: &[Element]) -> Expr {
        let ty = self.ty(e);
        let span = self.span(e);
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Pointer(base) if written.is_none() => {
                let value = self.composite_of(base, elements, span);
                Expr::new(ExprKind::AddrOfNew(Box::new(value)), ty, span)
            }
            _ => self.composite_of(ty, elements, span),
        }
    }

    fn composite_of(&mut self, ty: TypeId, elements: &[Element], span: Span) -> Expr {
        let kind = match self.types.kind(self.types.under(ty)) {
            TypeKind::Struct(fields) => ExprKind::StructLit { fields: self.struct_fields(&fields, elements) },
            TypeKind::Array { elem, .. } => ExprKind::ArrayLit { elements: self.indexed(elem, elements).0 },
            TypeKind::Slice(elem) => {
                let (elements, len) = self.indexed(elem, elements);
                ExprKind::SliceLit { len, elements }
            }
            TypeKind::Map { key, value } => {
                let entry = |b: &mut Self, x: &Element| {
                    let k = x.key.map_or_else(|| Expr::zero(key, span), |k| b.element_value(k, key));
                    (k, b.element_value(x.value, value))
                };
                ExprKind::MapLit { entries: elements.iter().map(|x| entry(self, x)).collect() }
            }
            _ => return Expr::zero(ty, span),
        };
        Expr::new(kind, ty, span)
    }

    /// An element or key; a literal without a type has the element's.
    fn element_value(&mut self, e: ExprId, ty: TypeId) -> Expr {
        let ast = self.ast;
        if let Syntax::CompositeLit { ty: None, elements, .. } = &ast[e].kind {
            let span = self.span(e);
            if let TypeKind::Pointer(base) = self.types.kind(self.types.under(ty)) {
                let value = self.composite_of(base, elements, span);
                return Expr::new(ExprKind::AddrOfNew(Box::new(value)), ty, span);
            }
            return self.composite_of(ty, elements, span);
        }
        self.expr_as(e, ty)
    }

    fn struct_fields(&mut self, fields: &[Field], elements: &[Element]) -> Vec<(u32, Expr)> {
        let mut out = Vec::with_capacity(elements.len());
        for (position, element) in elements.iter().enumerate() {
            let index = match element.key {
                Some(key) => self.field_index(fields, key),
                None => Some(position),
            };
            let Some(index) = index else { continue };
            let Some(field) = fields.get(index) else { continue };
            out.push((index as u32, self.element_value(element.value, field.ty)));
        }
        out
    }

    fn field_index(&self, fields: &[Field], key: ExprId) -> Option<usize> {
        let Syntax::Ident(ident) = &self.ast[key].kind else { return None };
        fields.iter().position(|f| f.name == ident.name)
    }

    /// Elements of an array or slice with their indices, and one past the largest.
    fn indexed(&mut self, elem: TypeId, elements: &[Element]) -> (Vec<(u64, Expr)>, u64) {
        let mut out = Vec::with_capacity(elements.len());
        let (mut next, mut len) = (0, 0);
        for element in elements {
            if let Some(key) = element.key {
                next = self.constant_index(key).unwrap_or(next);
            }
            out.push((next, self.element_value(element.value, elem)));
            next += 1;
            len = len.max(next);
        }
        (out, len)
    }

    fn constant_index(&self, key: ExprId) -> Option<u64> {
        match self.info.exprs[key.0 as usize].value.as_deref()? {
            Value::Int(i) => i.to_u64(),
            Value::Float(f) => f.to_integer().to_u64(),
            _ => None,
        }
    }
}
