//! Locations: where the value of a place lies, and loading from and storing to it.

use super::function::Lowerer;
use super::registers::Reg;
use crate::types::{TypeId, TypeKind};
use burrow_bytecode::{Instr, MemKind, Op};

/// A destination in registers. `fresh`: nothing else sees it, so it may be written piece by piece
/// before all operands have been read.
#[derive(Clone, Copy, Debug)]
pub struct Dest {
    pub reg: Reg,
    pub fresh: bool,
}

impl Dest {
    /// A temporary, or a variable that has just come into being.
    pub fn fresh(reg: Reg) -> Dest {
        Dest { reg, fresh: true }
    }
}

/// Where a value lies, with the operands to get there in registers.
#[derive(Clone, Copy, Debug)]
pub enum Location {
    /// In consecutive registers.
    Registers(Reg),
    /// `offset` bytes behind an address. `checked`: known not to be nil.
    Memory { pointer: Reg, offset: u32, checked: bool },
    /// At this word of the globals.
    Global(u32),
    /// An element of a slice; not checked yet.
    Element { slice: Reg, index: Reg },
    /// An element of an array of `len` elements that lies `offset` bytes behind an address; not
    /// checked yet.
    ArrayElement { pointer: Reg, offset: u32, index: Reg, len: u32 },
    /// An element of a map.
    MapElement { map: Reg, key: Reg, map_ty: TypeId },
}

/// The load instruction of a one-word kind.
pub fn load_op(kind: MemKind) -> Option<Op> {
    Some(match kind {
        MemKind::I8 => Op::LoadI8,
        MemKind::U8 => Op::LoadU8,
        MemKind::I16 => Op::LoadI16,
        MemKind::U16 => Op::LoadU16,
        MemKind::I32 => Op::LoadI32,
        MemKind::U32 => Op::LoadU32,
        MemKind::Word => Op::LoadWord,
        MemKind::Words => return None,
    })
}

fn store_op(kind: MemKind) -> Op {
    match kind {
        MemKind::I8 | MemKind::U8 => Op::Store8,
        MemKind::I16 | MemKind::U16 => Op::Store16,
        MemKind::I32 | MemKind::U32 => Op::Store32,
        MemKind::Word | MemKind::Words => Op::StoreWord,
    }
}

fn index_op(kind: MemKind) -> Op {
    match kind {
        MemKind::I8 => Op::IndexI8,
        MemKind::U8 => Op::IndexU8,
        MemKind::I16 => Op::IndexI16,
        MemKind::U16 => Op::IndexU16,
        MemKind::I32 => Op::IndexI32,
        MemKind::U32 => Op::IndexU32,
        MemKind::Word | MemKind::Words => Op::IndexWord,
    }
}

fn set_index_op(kind: MemKind) -> Op {
    match kind {
        MemKind::I8 | MemKind::U8 => Op::SetIndex8,
        MemKind::I16 | MemKind::U16 => Op::SetIndex16,
        MemKind::I32 | MemKind::U32 => Op::SetIndex32,
        MemKind::Word | MemKind::Words => Op::SetIndexWord,
    }
}

fn array_op(kind: MemKind) -> Op {
    match kind {
        MemKind::I8 => Op::ArrayI8,
        MemKind::U8 => Op::ArrayU8,
        MemKind::I16 => Op::ArrayI16,
        MemKind::U16 => Op::ArrayU16,
        MemKind::I32 => Op::ArrayI32,
        MemKind::U32 => Op::ArrayU32,
        MemKind::Word | MemKind::Words => Op::ArrayWord,
    }
}

fn set_array_op(kind: MemKind) -> Op {
    match kind {
        MemKind::I8 | MemKind::U8 => Op::SetArray8,
        MemKind::I16 | MemKind::U16 => Op::SetArray16,
        MemKind::I32 | MemKind::U32 => Op::SetArray32,
        MemKind::Word | MemKind::Words => Op::SetArrayWord,
    }
}

/// What makes a signed small scalar's word canonical.
fn extension(kind: MemKind) -> Option<Op> {
    match kind {
        MemKind::I8 => Some(Op::ExtI8),
        MemKind::I16 => Some(Op::ExtI16),
        MemKind::I32 => Some(Op::ExtI32),
        _ => None,
    }
}

fn words(count: u32) -> Instr {
    Instr::data([count as u16, 0, 0, 0])
}

impl Lowerer<'_, '_> {
    /// Copies consecutive registers.
    pub fn move_words(&mut self, to: Reg, from: Reg, count: u32) {
        match count {
            _ if to == from => {}
            0 => {}
            1 => self.asm.op(Op::Move, to, from, 0),
            2 => self.asm.op(Op::Move2, to, from, 0),
            _ => self.asm.op(Op::MoveN, to, from, count as u16),
        }
    }

    /// The zero value: of by-reference types a new object.
    pub fn zero_into(&mut self, ty: TypeId, to: Reg) {
        let layout = self.layout(ty);
        match layout.frame_words {
            0 => {}
            1 if layout.by_ref => self.new_object(ty, to),
            1 => self.asm.op(Op::Zero, to, 0, 0),
            count => self.asm.op(Op::ZeroN, to, count as u16, 0),
        }
    }

    /// A new zeroed object of `ty`.
    pub fn new_object(&mut self, ty: TypeId, to: Reg) {
        let id = self.module.type_id(ty).0;
        self.asm.op(Op::New, to, id, 0);
    }

    /// A new object of `ty` with the words at `from`.
    pub fn clone_object(&mut self, ty: TypeId, to: Reg, from: Reg) {
        let id = self.module.type_id(ty).0;
        self.asm.op(Op::CloneMem, to, from, id);
    }

    /// Does a field of this type need [`Lowerer::canonical_field`] when read from registers?
    pub fn stale_field(&self, ty: TypeId) -> bool {
        extension(self.layout(ty).mem_kind).is_some()
    }

    /// Copies a field that lies in registers in canonical form: a signed small scalar's word may be
    /// stale above its width.
    pub fn canonical_field(&mut self, ty: TypeId, to: Reg, from: Reg) {
        let layout = self.layout(ty);
        match extension(layout.mem_kind) {
            Some(op) => self.asm.op(op, to, from, 0),
            None => self.move_words(to, from, layout.frame_words),
        }
    }

    fn near(&mut self, pointer: Reg, offset: u32) -> (Reg, u16) {
        match u16::try_from(offset) {
            Ok(offset) => (pointer, offset),
            Err(_) => {
                let to = self.regs.take(1);
                self.add_offset(to, pointer, offset);
                (to, 0)
            }
        }
    }

    fn add_offset(&mut self, to: Reg, pointer: Reg, offset: u32) {
        self.asm.op_data(Op::AddrOffset, [to, pointer, 0], Instr::data32(offset, 0));
    }

    /// Panics when `pointer` is nil.
    pub fn nil_check(&mut self, pointer: Reg, checked: bool) {
        if !checked && !self.asm.is_not_nil(pointer) {
            self.asm.op(Op::NilCheck, pointer, 0, 0);
        }
    }

    /// The address of what lies at a location in memory, nil checked, in `wanted` or anywhere.
    pub fn address(&mut self, location: Location, ty: TypeId, wanted: Option<Reg>) -> Reg {
        if let Location::Memory { pointer, offset: 0, checked } = location {
            self.nil_check(pointer, checked);
            let Some(to) = wanted else { return pointer };
            self.move_words(to, pointer, 1);
            return to;
        }
        let stride = self.layout(ty).stride();
        let to = wanted.unwrap_or_else(|| self.regs.take(1));
        match location {
            Location::Memory { pointer, offset, .. } => self.add_offset(to, pointer, offset),
            Location::Global(word) => self.asm.wide(Op::AddrGlobal, to, word),
            Location::Element { slice, index } => {
                self.asm.op_data(Op::IndexAddr, [to, slice, index], Instr::data32(stride, 0));
            }
            Location::ArrayElement { mut pointer, offset, index, len } => {
                if offset != 0 {
                    let base = self.regs.take(1);
                    self.add_offset(base, pointer, offset);
                    pointer = base;
                }
                self.asm.op_data(Op::ArrayAddr, [to, pointer, index], Instr::data32(len, stride));
            }
            // Neither has an address: escape analysis has boxed locals whose address is taken.
            Location::Registers(_) | Location::MapElement { .. } => {}
        }
        to
    }

    /// The value at a location: where it lies if it lies in registers, else in temporaries. Of
    /// by-reference types the address of the place itself.
    pub fn load(&mut self, location: Location, ty: TypeId) -> Reg {
        if let Location::Registers(reg) = location {
            return reg;
        }
        let layout = self.layout(ty);
        if layout.by_ref && !matches!(location, Location::MapElement { .. }) {
            return self.address(location, ty, None);
        }
        let to = self.regs.take(layout.frame_words);
        self.load_words(location, ty, to);
        to
    }

    /// A copy of the value at a location, in `to`.
    pub fn load_into(&mut self, location: Location, ty: TypeId, to: Reg) {
        let layout = self.layout(ty);
        match location {
            Location::Registers(reg) => self.move_words(to, reg, layout.frame_words),
            // The copy itself checks for nil.
            Location::Memory { pointer, offset: 0, .. } if layout.by_ref => {
                self.clone_object(ty, to, pointer);
            }
            Location::MapElement { .. } => self.load_words(location, ty, to),
            _ if layout.by_ref => {
                let mark = self.regs.mark();
                let address = self.address(location, ty, None);
                self.clone_object(ty, to, address);
                self.regs.release(mark);
            }
            _ => self.load_words(location, ty, to),
        }
    }

    fn load_words(&mut self, location: Location, ty: TypeId, to: Reg) {
        let layout = self.layout(ty);
        let op = load_op(layout.mem_kind);
        let mark = self.regs.mark();
        match (location, op) {
            (Location::Registers(reg), _) => self.move_words(to, reg, layout.frame_words),
            (Location::Memory { pointer, checked, .. }, _) if layout.empty() => {
                self.nil_check(pointer, checked);
            }
            (Location::Memory { pointer, offset, .. }, _) => {
                let (pointer, offset) = self.near(pointer, offset);
                match op {
                    Some(op) => self.asm.op(op, to, pointer, offset),
                    None => {
                        let count = words(layout.frame_words);
                        self.asm.op_data(Op::LoadWords, [to, pointer, offset], count);
                    }
                }
            }
            (Location::Global(_), _) if layout.empty() => {}
            (Location::Global(word), Some(_)) => {
                self.asm.wide(Op::LoadGlobal, to, word);
                if let Some(op) = extension(layout.mem_kind) {
                    self.asm.op(op, to, to, 0);
                }
            }
            (Location::Element { slice, index }, Some(_)) => {
                self.asm.op(index_op(layout.mem_kind), to, slice, index);
            }
            (Location::ArrayElement { pointer, offset, index, len }, Some(_)) => {
                let data = Instr::data32(len, offset);
                self.asm.op_data(array_op(layout.mem_kind), [to, pointer, index], data);
            }
            (Location::MapElement { map, key, map_ty }, _) => {
                let id = self.module.type_id(map_ty).0;
                self.asm.op_data(Op::MapGet, [to, map, key], words(u32::from(id)));
            }
            (_, None) => {
                let pointer = self.address(location, ty, None);
                self.load_words(Location::Memory { pointer, offset: 0, checked: true }, ty, to);
            }
        }
        self.regs.release(mark);
    }

    /// Stores a value. Of by-reference types, `from` is the address of an object whose words are
    /// copied.
    pub fn store(&mut self, location: Location, ty: TypeId, from: Reg) {
        let layout = self.layout(ty);
        let mark = self.regs.mark();
        match location {
            Location::MapElement { map, key, map_ty } => {
                let id = self.module.type_id(map_ty).0;
                self.asm.op_data(Op::MapSet, [map, key, from], words(u32::from(id)));
            }
            Location::Registers(reg) => self.move_words(reg, from, layout.frame_words),
            Location::Memory { pointer, checked, .. } if layout.empty() => {
                self.nil_check(pointer, checked);
            }
            Location::Global(_) if layout.empty() => {}
            _ if layout.by_ref => {
                let to = match location {
                    // The copy itself checks for nil.
                    Location::Memory { pointer, offset: 0, .. } => pointer,
                    _ => self.address(location, ty, None),
                };
                let count = Instr::data32(layout.mem_words, self.packed_bytes(ty));
                self.asm.op_data(Op::CopyMem, [to, from, 0], count);
            }
            _ => self.store_words(location, ty, from),
        }
        self.regs.release(mark);
    }

    /// Bytes of an array of small elements that does not fill its words; 0 of other types.
    fn packed_bytes(&self, ty: TypeId) -> u32 {
        let types = &self.module.ir.types;
        let TypeKind::Array { len, elem } = types.kind(types.under(ty)) else { return 0 };
        let size = self.layout(elem).mem_kind.bytes().unwrap_or(8);
        let bytes = len.saturating_mul(u64::from(size));
        if bytes % 8 == 0 { 0 } else { u32::try_from(bytes).unwrap_or(0) }
    }

    fn store_words(&mut self, location: Location, ty: TypeId, from: Reg) {
        let layout = self.layout(ty);
        let one_word = layout.mem_kind != MemKind::Words;
        match location {
            Location::Memory { pointer, offset, .. } => {
                let (pointer, offset) = self.near(pointer, offset);
                if one_word {
                    self.asm.op(store_op(layout.mem_kind), pointer, offset, from);
                } else {
                    let count = words(layout.frame_words);
                    self.asm.op_data(Op::StoreWords, [pointer, offset, from], count);
                }
            }
            Location::Global(word) if one_word => self.asm.wide(Op::StoreGlobal, from, word),
            Location::Element { slice, index } if one_word => {
                self.asm.op(set_index_op(layout.mem_kind), slice, index, from);
            }
            Location::ArrayElement { pointer, offset, index, len } if one_word => {
                let data = Instr::data32(len, offset);
                self.asm.op_data(set_array_op(layout.mem_kind), [pointer, index, from], data);
            }
            _ => {
                let pointer = self.address(location, ty, None);
                self.store(Location::Memory { pointer, offset: 0, checked: true }, ty, from);
            }
        }
    }
}
