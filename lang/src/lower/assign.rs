//! Assignments. Operands of places come first, then values, then the stores; a value that lies in a
//! variable's own registers is saved when an earlier store of the same statement overwrites it.

use super::arithmetic::Operand;
use super::function::{Home, Lowerer};
use super::memory::{Dest, Location};
use super::registers::Reg;
use crate::ir::walk::{has_call, place_has_call, uses_local, value_first};
use crate::ir::{BinaryOp, Expr, ExprKind, LocalId, Place};
use crate::types::TypeKind;

/// A value of a parallel assignment.
enum Value<'e> {
    Ready(Reg),
    /// A constant: made when it is stored.
    Constant(&'e Expr),
}

impl Lowerer<'_, '_> {
    /// Stores the value of `e` at a location of its type.
    pub fn store_value(&mut self, location: Location, e: &Expr) {
        if let Location::Registers(reg) = location {
            return self.value_into(e, Dest { reg, fresh: false });
        }
        let mark = self.regs.mark();
        let from = self.value(e);
        self.store(location, e.ty, from);
        self.regs.release(mark);
    }

    /// `place = value`
    pub fn assign(&mut self, place: &Place, value: &Expr) {
        match place {
            Place::Local(local) => self.assign_local(*local, value),
            _ if value_first(place, value) => {
                let mark = self.regs.mark();
                let from = self.value(value);
                let location = self.place(place);
                self.store(location, value.ty, from);
                self.regs.release(mark);
            }
            _ => {
                let location = self.place(place);
                self.store_value(location, value);
            }
        }
    }

    fn assign_local(&mut self, local: LocalId, value: &Expr) {
        match self.home(local) {
            Home::Registers(reg) => {
                let piecewise = matches!(
                    value.kind,
                    ExprKind::StructLit { .. }
                        | ExprKind::AddrOfNew(_)
                        | ExprKind::Complex { .. }
                        | ExprKind::SliceLit { .. }
                        | ExprKind::MapLit { .. }
                        | ExprKind::AndAnd(..)
                        | ExprKind::OrOr(..)
                );
                let fresh = piecewise && !self.func.has_defer && !uses_local(value, local);
                self.value_into(value, Dest { reg, fresh });
            }
            // A value of its own replaces the variable's private object; a copy goes into it.
            Home::Memory(reg) if self.replaceable(local, value) => {
                self.value_into(value, Dest { reg, fresh: false });
            }
            Home::Memory(_) => {
                let location = self.local(local);
                self.store_value(location, value);
            }
        }
    }

    fn replaceable(&self, local: LocalId, value: &Expr) -> bool {
        let copied = matches!(
            value.kind,
            ExprKind::Load(_) | ExprKind::Field { .. } | ExprKind::Index { .. } | ExprKind::Convert { .. }
        );
        !self.boxed(local) && !copied
    }

    /// `a, b = x, y`
    pub fn assign_parallel(&mut self, places: &[Option<Place>], values: &[Expr]) {
        let mut ready: Vec<Option<Value>> = values.iter().map(|_| None).collect();
        // gc finds the places after the calls, but for those that calls are needed to find.
        let late = values.iter().any(has_call) && !places.iter().flatten().any(place_has_call);
        if late {
            self.parallel_values(places, values, &mut ready);
        }
        let mut locations = Vec::with_capacity(places.len());
        for (i, place) in places.iter().enumerate() {
            let location = place.as_ref().map(|p| self.place(p));
            locations.push(location.map(|l| self.settle(l, &places[..i])));
        }
        if !late {
            self.parallel_values(places, values, &mut ready);
        }
        for (i, place) in places.iter().enumerate() {
            let (Some(place), Some(location)) = (place, locations[i]) else { continue };
            match ready[i] {
                Some(Value::Ready(from)) => self.store_owned(location, place, from),
                Some(Value::Constant(e)) => self.store_value(location, e),
                None => {}
            }
        }
    }

    fn parallel_values<'e>(
        &mut self,
        places: &[Option<Place>],
        values: &'e [Expr],
        ready: &mut [Option<Value<'e>>],
    ) {
        for (i, value) in values.iter().enumerate() {
            ready[i] = Some(self.parallel_value(value, &places[..i.min(places.len())]));
        }
    }

    fn parallel_value<'e>(&mut self, value: &'e Expr, before: &[Option<Place>]) -> Value<'e> {
        if self.const_int(value).is_some() {
            return Value::Constant(value);
        }
        let words = self.words(value.ty);
        if self.layout(value.ty).by_ref {
            let reg = self.regs.take(1);
            self.value_into(value, Dest::fresh(reg));
            return Value::Ready(reg);
        }
        let reg = self.value(value);
        let reg = self.settle_words(reg, words, before);
        Value::Ready(reg)
    }

    /// The location with operands that the stores to `before` do not touch.
    fn settle(&mut self, location: Location, before: &[Option<Place>]) -> Location {
        let mut keep = |reg: Reg| self.settle_words(reg, 1, before);
        match location {
            Location::Registers(_) | Location::Global(_) => location,
            Location::Memory { pointer, offset, checked } => {
                Location::Memory { pointer: keep(pointer), offset, checked }
            }
            Location::Element { slice, index } => {
                Location::Element { slice: keep(slice), index: keep(index) }
            }
            Location::ArrayElement { pointer, offset, index, len } => {
                Location::ArrayElement { pointer: keep(pointer), offset, index: keep(index), len }
            }
            Location::MapElement { map, key, map_ty } => {
                let map = self.settle_words(map, 1, before);
                let key_ty = match self.types().kind(self.types().under(map_ty)) {
                    TypeKind::Map { key, .. } => key,
                    _ => map_ty,
                };
                let key = self.settle_words(key, self.words(key_ty), before);
                Location::MapElement { map, key, map_ty }
            }
        }
    }

    fn settle_words(&mut self, reg: Reg, words: u32, before: &[Option<Place>]) -> Reg {
        let clobbered = before.iter().flatten().any(|place| self.overlaps(place, reg, words));
        if !clobbered {
            return reg;
        }
        let to = self.regs.take(words);
        self.move_words(to, reg, words);
        to
    }

    /// Does a store to the place change these registers?
    fn overlaps(&mut self, place: &Place, reg: Reg, words: u32) -> bool {
        match place {
            Place::Local(local) => {
                if self.boxed(*local) {
                    return false;
                }
                let size = match self.home(*local) {
                    Home::Registers(_) => self.words(self.local_ty(*local)),
                    Home::Memory(_) => 1,
                };
                let slot = u32::from(self.slot(*local));
                slot < u32::from(reg) + words && u32::from(reg) < slot + size
            }
            Place::Field { base, .. } => self.overlaps(base, reg, words),
            _ => false,
        }
    }

    /// `a, b = f()` and the comma-ok forms.
    pub fn assign_tuple(&mut self, places: &[Option<Place>], value: &Expr) {
        let types = self.types().tuple_types(value.ty);
        let direct = !matches!(value.kind, ExprKind::Call(_)) && !self.func.has_defer;
        if direct && let Some(first) = self.adjacent(places) {
            return self.value_into(value, Dest::fresh(first));
        }
        // gc finds the places after the call, but for those that calls are needed to find.
        let late = has_call(value) && !places.iter().flatten().any(place_has_call);
        let early = late.then(|| self.value(value));
        let mut locations = Vec::with_capacity(places.len());
        for (i, place) in places.iter().enumerate() {
            let location = place.as_ref().map(|p| self.place(p));
            locations.push(location.map(|l| self.settle(l, &places[..i])));
        }
        let mut from = early.unwrap_or_else(|| self.value(value));
        for (i, place) in places.iter().enumerate() {
            if let (Some(place), Some(location)) = (place, locations[i]) {
                self.store_owned(location, place, from);
            }
            from += types.get(i).map_or(0, |&ty| self.words(ty)) as Reg;
        }
    }

    /// The first register of places that are locals in consecutive registers.
    fn adjacent(&mut self, places: &[Option<Place>]) -> Option<Reg> {
        let mut next: Option<Reg> = None;
        let mut first = None;
        for place in places {
            let Some(Place::Local(local)) = place else { return None };
            if self.boxed(*local) {
                return None;
            }
            let slot = self.slot(*local);
            if next.is_some_and(|n| n != slot) {
                return None;
            }
            first = first.or(Some(slot));
            let words = match self.home(*local) {
                Home::Registers(_) => self.words(self.local_ty(*local)),
                Home::Memory(_) => 1,
            };
            next = Some(slot + words as Reg);
        }
        first
    }

    /// `place op= value`
    pub fn op_assign(&mut self, place: &Place, op: BinaryOp, value: &Expr) {
        let ty = self.place_ty(place);
        let first = value_first(place, value).then(|| self.value(value));
        let location = self.place(place);
        if let Location::Registers(reg) = location {
            let mut from = reg;
            if matches!(place, Place::Field { .. }) && self.stale_field(ty) {
                from = self.regs.take(1);
                self.canonical_field(ty, from, reg);
            }
            let operands = (Operand::Reg(from), Operand::Expr(value));
            return self.binary(op, ty, operands, value.ty, Dest { reg, fresh: false });
        }
        let early = first.or_else(|| has_call(value).then(|| self.value(value)));
        let words = self.words(ty);
        let to = self.regs.take(words);
        self.load_into(location, ty, to);
        let operand = early.map_or(Operand::Expr(value), Operand::Reg);
        self.binary(op, ty, (Operand::Reg(to), operand), value.ty, Dest::fresh(to));
        self.store(location, ty, to);
    }
}
