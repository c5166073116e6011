//! Expressions: each is compiled into wanted registers, or left where it already lies.

use super::function::Lowerer;
use super::memory::{Dest, Location};
use super::registers::Reg;
use crate::ir::{Const, Conversion, Expr, ExprKind, Place};
use crate::recursion::recurse;
use crate::types::{Basic, TypeId};
use burrow_bytecode::Op;

impl Lowerer<'_, '_> {
    /// The value, wherever it lies: in a local's own registers or in temporaries. Of by-reference
    /// types the address of the words, which may be a variable's.
    pub fn value(&mut self, e: &Expr) -> Reg {
        let outer = self.asm.set_span(e.span);
        let reg = recurse(|| self.value_parts(e));
        self.asm.set_span(outer);
        reg
    }

    fn value_parts(&mut self, e: &Expr) -> Reg {
        if let Some(word) = self.argument_constant(e).or_else(|| self.folded(e)) {
            return self.word(word);
        }
        if let Some(reg) = self.hoisted_constant(e) {
            return reg;
        }
        match &e.kind {
            ExprKind::Load(place) => {
                let location = self.place(place);
                let in_struct = matches!(place, Place::Field { .. });
                self.load_part(location, e.ty, in_struct)
            }
            ExprKind::Field { x, index } => {
                let location = self.field_of_value(x, *index);
                self.load_part(location, e.ty, true)
            }
            ExprKind::Index { x, index } => {
                let location = self.index_of_value(x, index, e.ty);
                self.load_part(location, e.ty, false)
            }
            ExprKind::Convert { x, kind: Conversion::Same } => self.value(x),
            ExprKind::Convert { x, kind: Conversion::InterfaceToInterface } => self.value(x),
            ExprKind::Convert { x, kind: Conversion::Numeric } if self.same_number(x.ty, e.ty) => {
                self.value(x)
            }
            ExprKind::Convert { x, kind: Conversion::SliceToArray } if self.layout(e.ty).by_ref => {
                self.slice_to_array(x, e.ty, None)
            }
            ExprKind::Call(call) => self.call(call),
            ExprKind::Addr(place) => {
                let ty = self.place_ty(place);
                let location = self.place(place);
                self.address(location, ty, None)
            }
            _ => {
                let reg = self.regs.take(self.words(e.ty));
                self.value_into(e, Dest::fresh(reg));
                reg
            }
        }
    }

    fn load_part(&mut self, location: Location, ty: TypeId, in_struct: bool) -> Reg {
        match location {
            Location::Registers(reg) if in_struct && self.stale_field(ty) => {
                let to = self.regs.take(1);
                self.canonical_field(ty, to, reg);
                to
            }
            _ => self.load(location, ty),
        }
    }

    /// Where a field of a struct value lies that is no place.
    fn field_of_value(&mut self, x: &Expr, index: u32) -> Location {
        let offset = self.module.layouts.field_offset(x.ty, index);
        let reg = self.value(x);
        let base = match self.layout(x.ty).by_ref {
            true => Location::Memory { pointer: reg, offset: 0, checked: true },
            false => Location::Registers(reg),
        };
        self.within(base, x.ty, offset.saturating_mul(8))
    }

    fn index_of_value(&mut self, x: &Expr, index: &Expr, ty: TypeId) -> Location {
        let reg = self.value(x);
        let base = match self.layout(x.ty).by_ref {
            true => Location::Memory { pointer: reg, offset: 0, checked: true },
            false => Location::Registers(reg),
        };
        self.array_element(base, x.ty, index, ty)
    }

    /// Is the object that [`Lowerer::value`] gives for this by-reference value a variable's?
    fn borrowed(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Load(place) => !matches!(place, Place::MapIndex { .. }),
            ExprKind::Field { x, .. } | ExprKind::Index { x, .. } => {
                !self.layout(x.ty).by_ref || self.borrowed(x)
            }
            ExprKind::Convert { x, kind: Conversion::Same } => self.borrowed(x),
            ExprKind::Convert { kind: Conversion::SliceToArray, .. } => true,
            _ => false,
        }
    }

    /// The value in `dest`; of by-reference types the address of an object of its own.
    pub fn value_into(&mut self, e: &Expr, dest: Dest) {
        let outer = self.asm.set_span(e.span);
        let mark = self.regs.mark();
        recurse(|| {
            if self.layout(e.ty).by_ref && self.borrowed(e) {
                self.copy_into(e, dest.reg);
            } else {
                self.compute(e, dest);
            }
        });
        self.regs.release(mark);
        self.asm.set_span(outer);
    }

    fn copy_into(&mut self, e: &Expr, to: Reg) {
        if let ExprKind::Load(place) = &e.kind {
            let location = self.place(place);
            return self.load_into(location, e.ty, to);
        }
        let from = self.value(e);
        self.clone_object(e.ty, to, from);
    }

    /// A word in a register: a loop's, or a temporary.
    fn word(&mut self, word: i64) -> Reg {
        self.hoisted_word(word).unwrap_or_else(|| {
            let to = self.regs.take(1);
            self.int_into(word, to);
            to
        })
    }

    fn compute(&mut self, e: &Expr, dest: Dest) {
        let to = dest.reg;
        if let Some(word) = self.argument_constant(e).or_else(|| self.folded(e)) {
            return self.int_into(word, to);
        }
        match &e.kind {
            ExprKind::Const(constant) => self.constant_into(constant, e.ty, to),
            ExprKind::Load(place) => {
                let location = self.place(place);
                match location {
                    Location::Registers(reg) if matches!(place, Place::Field { .. }) => {
                        self.canonical_field(e.ty, to, reg);
                    }
                    _ => self.load_into(location, e.ty, to),
                }
            }
            ExprKind::Field { x, index } => {
                let location = self.field_of_value(x, *index);
                self.part_into(location, e.ty, to);
            }
            ExprKind::Index { x, index } => {
                let location = self.index_of_value(x, index, e.ty);
                self.part_into(location, e.ty, to);
            }
            ExprKind::Addr(place) => {
                let ty = self.place_ty(place);
                let location = self.place(place);
                self.address(location, ty, Some(to));
            }
            ExprKind::New(ty) => self.new_object(*ty, to),
            ExprKind::AddrOfNew(x) => self.addr_of_new(x, dest),
            ExprKind::StructLit { fields } => self.struct_literal(fields, e.ty, dest),
            ExprKind::ArrayLit { .. } => self.array_literal(e, dest),
            ExprKind::SliceLit { len, elements } => self.slice_literal(*len, elements, e.ty, dest),
            ExprKind::MapLit { entries } => self.map_literal(entries, e.ty, dest),
            ExprKind::Call(call) if self.is_intrinsic(call) => self.intrinsic_into(call, to),
            ExprKind::Call(call) => match self.inlined(call) {
                Some(inlined) => {
                    self.inline_call(call, inlined, Some(dest));
                }
                None => {
                    let from = self.call(call);
                    self.move_words(to, from, self.words(e.ty));
                }
            },
            ExprKind::Sequence { stmts, value } => {
                self.stmts(stmts);
                self.regs.pin();
                self.value_into(value, Dest { reg: to, fresh: dest.fresh });
            }
            ExprKind::Convert { x, kind } => self.convert_into(x, *kind, e.ty, dest),
            ExprKind::TypeWord(ty) => {
                let id = self.module.type_id(*ty).0;
                self.int_into(i64::from(id), to);
            }
            ExprKind::Neg(_)
            | ExprKind::BitNot(_)
            | ExprKind::Binary { .. }
            | ExprKind::Concat(_)
            | ExprKind::Complex { .. }
            | ExprKind::Real(_)
            | ExprKind::Imag(_)
            | ExprKind::Min(_)
            | ExprKind::Max(_) => self.arithmetic_into(e, dest),
            ExprKind::Compare { .. } | ExprKind::Not(_) | ExprKind::AndAnd(..) | ExprKind::OrOr(..) => {
                self.bool_into(e, dest)
            }
            ExprKind::Func(_)
            | ExprKind::Closure { .. }
            | ExprKind::MethodValue { .. }
            | ExprKind::InterfaceMethodValue { .. } => self.func_value_into(e, dest),
            _ => self.builtin_into(e, dest),
        }
    }

    /// A part of a value that is no place. Of by-reference types the whole is nobody else's, and so
    /// its part may be kept.
    fn part_into(&mut self, location: Location, ty: TypeId, to: Reg) {
        match location {
            Location::Registers(reg) => self.canonical_field(ty, to, reg),
            _ if self.layout(ty).by_ref => {
                self.address(location, ty, Some(to));
            }
            _ => self.load_into(location, ty, to),
        }
    }

    /// The one word of a constant of a one-word type that lies in its register as it is.
    pub fn const_int(&self, e: &Expr) -> Option<i64> {
        match &e.kind {
            ExprKind::Const(Const::Int(value)) => {
                let basic = self.types().under_basic(e.ty);
                (!basic.is_some_and(|b| b.is_float() || b.is_complex())).then_some(*value)
            }
            ExprKind::Const(Const::Bool(value)) => Some(i64::from(*value)),
            ExprKind::Const(Const::Zero) => {
                let layout = self.layout(e.ty);
                (layout.frame_words == 1 && !layout.by_ref).then_some(0)
            }
            ExprKind::Convert { x, kind: Conversion::Same } => self.const_int(x),
            ExprKind::Load(_) => {
                let basic = self.types().under_basic(e.ty);
                self.argument_constant(e).filter(|_| !basic.is_some_and(|b| b.is_float()))
            }
            ExprKind::Binary { .. } => self.folded(e),
            _ => None,
        }
    }

    /// An integer into a register.
    pub fn int_into(&mut self, value: i64, to: Reg) {
        match i32::try_from(value) {
            Ok(0) => self.asm.op(Op::Zero, to, 0, 0),
            Ok(small) => self.asm.wide(Op::LoadInt, to, small as u32),
            Err(_) => {
                let constant = self.module.constant(value as u64);
                self.asm.wide(Op::LoadConst, to, constant);
            }
        }
    }

    fn constant_into(&mut self, constant: &Const, ty: TypeId, to: Reg) {
        let basic = self.types().under_basic(ty);
        let single = matches!(basic, Some(Basic::Float32 | Basic::Complex64));
        let bits = |x: f64| if single { i64::from((x as f32).to_bits()) } else { x.to_bits() as i64 };
        let real = basic.is_some_and(|b| b.is_float());
        let complex = basic.is_some_and(|b| b.is_complex());
        match constant {
            Const::Zero => self.zero_into(ty, to),
            Const::Bool(value) => self.int_into(i64::from(*value), to),
            Const::Int(value) if complex => self.pair_into(bits(*value as f64), bits(0.0), to),
            Const::Int(value) if real => self.int_into(bits(*value as f64), to),
            Const::Int(value) => self.int_into(*value, to),
            Const::Float(value) if complex => self.pair_into(bits(*value), bits(0.0), to),
            Const::Float(value) => self.int_into(bits(*value), to),
            Const::Complex(re, im) => self.pair_into(bits(*re), bits(*im), to),
            Const::String(text) if text.is_empty() => self.asm.op(Op::Zero, to, 0, 0),
            Const::String(text) => {
                let string = self.module.string(text);
                self.asm.wide(Op::LoadString, to, string);
            }
        }
    }

    fn pair_into(&mut self, first: i64, second: i64, to: Reg) {
        self.int_into(first, to);
        self.int_into(second, to + 1);
    }

    /// Evaluates `e` for what it does alone.
    pub fn effect(&mut self, e: &Expr) {
        let mark = self.regs.mark();
        self.value(e);
        self.regs.release(mark);
    }
}
