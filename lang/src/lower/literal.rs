//! Composite literals. In registers, fields are computed into their places; in memory, elements are
//! stored straight into the new object, nested literals without a detour.

use super::function::Lowerer;
use super::memory::{Dest, Location};
use super::registers::Reg;
use crate::ir::{Const, Expr, ExprKind};
use crate::recursion::recurse;
use crate::types::{Basic, TypeId, TypeKind};
use burrow_bytecode::{Instr, Op};
use std::rc::Rc;

/// Byte slices of constants from this length on are made from a string.
const BYTES_FROM_STRING: usize = 4;

impl Lowerer<'_, '_> {
    /// Runs `build` on registers that nobody else sees, then moves the result to `dest`.
    fn privately(&mut self, dest: Dest, words: u32, build: impl FnOnce(&mut Self, Reg)) {
        if dest.fresh {
            return build(self, dest.reg);
        }
        let temporary = self.regs.take(words);
        build(self, temporary);
        self.move_words(dest.reg, temporary, words);
    }

    /// `&x` of a value: a new object that holds it.
    pub fn addr_of_new(&mut self, x: &Expr, dest: Dest) {
        self.privately(dest, 1, |this, to| {
            if this.layout(x.ty).by_ref
                && !matches!(x.kind, ExprKind::StructLit { .. } | ExprKind::ArrayLit { .. })
            {
                return this.value_into(x, Dest::fresh(to));
            }
            this.new_object(x.ty, to);
            this.fill(to, 0, x);
        });
    }

    /// `T{…}` of a struct type.
    pub fn struct_literal(&mut self, fields: &[(u32, Expr)], ty: TypeId, dest: Dest) {
        let layout = self.layout(ty);
        self.privately(dest, layout.frame_words, |this, to| {
            if layout.by_ref {
                this.new_object(ty, to);
                return this.fill_fields(to, 0, fields, ty);
            }
            this.zero_missing(fields, ty, to);
            for (index, value) in fields {
                let reg = to + this.module.layouts.field_offset(ty, *index) as Reg;
                this.value_into(value, Dest::fresh(reg));
            }
        });
    }

    /// Zeroes the fields that a literal does not give.
    fn zero_missing(&mut self, fields: &[(u32, Expr)], ty: TypeId, to: Reg) {
        let all = self.types().fields(ty).unwrap_or_else(|| Rc::from([]));
        let (mut start, mut count, mut next) = (to, 0, to);
        for (index, field) in all.iter().enumerate() {
            let words = self.words(field.ty);
            if fields.iter().any(|(given, _)| *given as usize == index) {
                self.zero_words(start, count);
                (start, count) = (next + words as Reg, 0);
            } else {
                count += words;
            }
            next += words as Reg;
        }
        self.zero_words(start, count);
    }

    /// Zero words in registers.
    pub fn zero_words(&mut self, to: Reg, count: u32) {
        match count {
            0 => {}
            1 => self.asm.op(Op::Zero, to, 0, 0),
            _ => self.asm.op(Op::ZeroN, to, count as u16, 0),
        }
    }

    /// `[n]T{…}`
    pub fn array_literal(&mut self, e: &Expr, dest: Dest) {
        if !self.layout(e.ty).by_ref {
            if let ExprKind::ArrayLit { elements } = &e.kind {
                elements.iter().for_each(|(_, value)| self.effect(value));
            }
            return;
        }
        self.privately(dest, 1, |this, to| {
            this.new_object(e.ty, to);
            this.fill(to, 0, e);
        });
    }

    /// Stores a value into a new, still zeroed object.
    pub fn fill(&mut self, pointer: Reg, offset: u32, e: &Expr) {
        match &e.kind {
            ExprKind::StructLit { fields } => self.fill_fields(pointer, offset, fields, e.ty),
            ExprKind::ArrayLit { elements } => {
                let types = self.types();
                let TypeKind::Array { elem, .. } = types.kind(types.under(e.ty)) else { return };
                self.fill_elements(pointer, offset, elements, elem);
            }
            ExprKind::Const(Const::Zero) => {}
            ExprKind::Const(Const::Float(x)) if x.to_bits() == 0 => {}
            _ if self.const_int(e) == Some(0) => {}
            _ => {
                let outer = self.asm.set_span(e.span);
                let mark = self.regs.mark();
                let from = self.value(e);
                self.store(Location::Memory { pointer, offset, checked: true }, e.ty, from);
                self.regs.release(mark);
                self.asm.set_span(outer);
            }
        }
    }

    fn fill_fields(&mut self, pointer: Reg, offset: u32, fields: &[(u32, Expr)], ty: TypeId) {
        for (index, value) in fields {
            let field = self.module.layouts.field_offset(ty, *index).saturating_mul(8);
            recurse(|| {
                self.fill(pointer, offset.saturating_add(field), value);
            });
        }
    }

    fn fill_elements(&mut self, pointer: Reg, offset: u32, elements: &[(u64, Expr)], elem: TypeId) {
        let stride = u64::from(self.layout(elem).stride());
        for (index, value) in elements {
            let at = u32::try_from(index.saturating_mul(stride)).unwrap_or(u32::MAX);
            recurse(|| {
                self.fill(pointer, offset.saturating_add(at), value);
            });
        }
    }

    /// `[]T{…}`: a slice of zeroes whose array is then filled.
    pub fn slice_literal(&mut self, len: u64, elements: &[(u64, Expr)], ty: TypeId, dest: Dest) {
        let types = self.types();
        let TypeKind::Slice(elem) = types.kind(types.under(ty)) else { return };
        if let Some(bytes) = self.constant_bytes(len, elements, elem) {
            let string = self.module.string(&bytes);
            let text = self.regs.take(1);
            self.asm.wide(Op::LoadString, text, string);
            return self.asm.op(Op::StringToBytes, dest.reg, text, 0);
        }
        self.privately(dest, 1, |this, to| {
            let size = this.regs.take(1);
            this.int_into(len as i64, size);
            let data = this.type_data(ty);
            this.asm.op_data(Op::MakeSlice, [to, size, size], data);
            if elements.iter().all(|(_, e)| this.const_int(e) == Some(0)) {
                return;
            }
            let base = this.regs.take(1);
            let all = Instr::data32(u32::try_from(len).unwrap_or(u32::MAX), 0);
            this.asm.op_data(Op::SliceToArray, [base, to, 0], all);
            this.fill_elements(base, 0, elements, elem);
        });
    }

    /// The bytes of a byte slice's literal with nothing but constants.
    fn constant_bytes(&self, len: u64, elements: &[(u64, Expr)], elem: TypeId) -> Option<Rc<[u8]>> {
        let all = elements.len() as u64 == len && elements.len() >= BYTES_FROM_STRING;
        if !all || self.types().under_basic(elem) != Some(Basic::Uint8) {
            return None;
        }
        let mut bytes = vec![0; elements.len()];
        for (index, value) in elements {
            *bytes.get_mut(*index as usize)? = self.const_int(value)? as u8;
        }
        Some(bytes.into())
    }

    /// `map[K]V{…}`
    pub fn map_literal(&mut self, entries: &[(Expr, Expr)], ty: TypeId, dest: Dest) {
        self.privately(dest, 1, |this, to| {
            let hint = this.regs.take(1);
            this.int_into(entries.len() as i64, hint);
            let data = this.type_data(ty);
            this.asm.op(Op::MakeMap, to, hint, data.op);
            for (key, value) in entries {
                let mark = this.regs.mark();
                let key = this.value(key);
                let value = this.value(value);
                let location = Location::MapElement { map: to, key, map_ty: ty };
                this.store(location, ty, value);
                this.regs.release(mark);
            }
        });
    }
}
