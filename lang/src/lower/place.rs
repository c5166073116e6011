//! From places of the IR to locations.

use super::function::Lowerer;
use super::memory::Location;
use super::registers::Reg;
use crate::ir::{Expr, LocalId, Place};
use crate::recursion::recurse;
use crate::types::{TypeId, TypeKind};

impl Lowerer<'_, '_> {
    /// The type of a place.
    pub fn place_ty(&self, place: &Place) -> TypeId {
        match place {
            Place::Local(local) => self.local_ty(*local),
            Place::Capture(capture) => self.func.captures[capture.0 as usize].ty,
            Place::Global(global) => self.module.ir.globals[global.0 as usize].ty,
            Place::Deref { ty, .. }
            | Place::Field { ty, .. }
            | Place::Index { ty, .. }
            | Place::SliceIndex { ty, .. }
            | Place::MapIndex { ty, .. } => *ty,
        }
    }

    /// Evaluates the operands of a place.
    pub fn place(&mut self, place: &Place) -> Location {
        recurse(|| self.place_parts(place))
    }

    fn place_parts(&mut self, place: &Place) -> Location {
        match place {
            Place::Local(local) => self.local(*local),
            Place::Capture(capture) => self.captures[capture.0 as usize].location(),
            Place::Global(global) => match self.hoisted_global(*global) {
                Some(pointer) => Location::Memory { pointer, offset: 0, checked: true },
                None => Location::Global(self.module.global(*global)),
            },
            Place::Deref { pointer, .. } => {
                let pointer = self.value(pointer);
                Location::Memory { pointer, offset: 0, checked: false }
            }
            Place::Field { base, struct_ty, index, .. } => {
                let base = self.place(base);
                let offset = self.module.layouts.field_offset(*struct_ty, *index);
                self.within(base, *struct_ty, offset.saturating_mul(8))
            }
            Place::Index { base, array_ty, index, ty, span } => {
                let base = self.place(base);
                let outer = self.asm.set_span(*span);
                let location = self.array_element(base, *array_ty, index, *ty);
                self.asm.set_span(outer);
                location
            }
            Place::SliceIndex { slice, index, .. } => {
                let slice = self.value(slice);
                let index = self.value(index);
                Location::Element { slice, index }
            }
            Place::MapIndex { map, key, .. } => {
                let map_ty = map.ty;
                let map = self.value(map);
                let key = self.value(key);
                Location::MapElement { map, key, map_ty }
            }
        }
    }

    /// Where a local lies.
    pub fn local(&mut self, local: LocalId) -> Location {
        self.home(local).location()
    }

    /// The part of a struct or array of type `ty` at `offset` bytes.
    pub fn within(&mut self, base: Location, ty: TypeId, offset: u32) -> Location {
        match base {
            Location::Registers(reg) => Location::Registers(reg + (offset / 8) as Reg),
            Location::Memory { pointer, offset: before, checked } => {
                Location::Memory { pointer, offset: before.saturating_add(offset), checked }
            }
            Location::Global(word) => Location::Global(word + offset / 8),
            Location::MapElement { .. } => {
                let reg = self.load(base, ty);
                match self.layout(ty).by_ref {
                    true => Location::Memory { pointer: reg, offset, checked: true },
                    false => Location::Registers(reg + (offset / 8) as Reg),
                }
            }
            Location::Element { .. } | Location::ArrayElement { .. } => {
                let pointer = self.address(base, ty, None);
                Location::Memory { pointer, offset, checked: true }
            }
        }
    }

    /// An element of an array that lies at `base`.
    pub fn array_element(&mut self, base: Location, array_ty: TypeId, index: &Expr, ty: TypeId) -> Location {
        let len = self.array_len(array_ty);
        let layout = self.layout(ty);
        if let Some(constant) = self.const_int(index)
            && (0..i64::from(len)).contains(&constant)
        {
            let offset = (constant as u32).saturating_mul(layout.stride());
            let base = match base {
                // A packed element is reached by its address: its word is not its own.
                Location::Global(_) if layout.stride() < 8 && layout.stride() > 0 => {
                    let pointer = self.address(base, array_ty, None);
                    Location::Memory { pointer, offset: 0, checked: true }
                }
                _ => base,
            };
            return self.within(base, array_ty, offset);
        }
        let (pointer, offset) = match base {
            Location::Memory { pointer, offset, .. } => (pointer, offset),
            // An array of no words: any address will do for the bounds check.
            Location::Registers(_) => {
                let pointer = self.regs.take(1);
                self.new_object(array_ty, pointer);
                (pointer, 0)
            }
            _ => (self.load(base, array_ty), 0),
        };
        let index = self.value(index);
        Location::ArrayElement { pointer, offset, index, len }
    }

    /// The length of an array type, as far as memory reaches.
    pub fn array_len(&self, ty: TypeId) -> u32 {
        let types = self.types();
        match types.kind(types.under(ty)) {
            TypeKind::Array { len, .. } => u32::try_from(len).unwrap_or(u32::MAX),
            _ => 0,
        }
    }

    /// Makes a new object for a local that lives in one, and says where its value lies.
    pub fn new_box(&mut self, local: LocalId) -> Location {
        let slot = self.slot(local);
        self.new_object(self.local_ty(local), slot);
        Location::Memory { pointer: slot, offset: 0, checked: true }
    }
}
