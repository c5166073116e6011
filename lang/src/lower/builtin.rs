//! Builtin functions and the operations on strings, slices, maps, channels and interfaces.

use super::function::Lowerer;
use super::memory::Dest;
use super::registers::{NONE, Reg};
use crate::ir::{Expr, ExprKind, UnsafeOp};
use crate::types::{TypeId, TypeKind};
use burrow_bytecode::{Instr, Op};
use std::rc::Rc;

impl Lowerer<'_, '_> {
    fn under(&self, ty: TypeId) -> TypeKind {
        let types = self.types();
        types.kind(types.under(ty))
    }

    /// An operation with its result in `dest`.
    pub fn builtin_into(&mut self, e: &Expr, dest: Dest) {
        let to = dest.reg;
        match &e.kind {
            ExprKind::StringIndex { x, index } => {
                let (x, index) = (self.value(x), self.value(index));
                self.asm.op(Op::IndexString, to, x, index);
            }
            ExprKind::MapIndex { map, key, ok } => {
                let data = self.type_data(map.ty);
                let (map, key) = (self.value(map), self.value(key));
                let op = if *ok { Op::MapGetOk } else { Op::MapGet };
                self.asm.op_data(op, [to, map, key], data);
            }
            ExprKind::Slice { x, lo, hi, max } => self.slice_into(x, [lo, hi, max], to),
            ExprKind::TypeAssert { x, ty, ok } => self.assert_into(x, *ty, *ok, to),
            ExprKind::Recv { channel, ok } => {
                let id = self.module.type_id(channel.ty).0;
                let channel = self.value(channel);
                self.asm.op(if *ok { Op::RecvOk } else { Op::Recv }, to, channel, id);
            }
            ExprKind::Len(x) => self.len_into(x, Op::LenString, to),
            ExprKind::Cap(x) => self.len_into(x, Op::CapSlice, to),
            ExprKind::Append { slice, values } => self.append_into(slice, values, e.ty, to),
            ExprKind::AppendSlice { slice, other } => self.append_slice_into(slice, other, to),
            ExprKind::Copy { to: target, from } => self.copy(target, from, to),
            ExprKind::Clear(x) => self.clear(x),
            ExprKind::Close(x) => {
                let x = self.value(x);
                self.asm.op(Op::Close, x, 0, 0);
            }
            ExprKind::Delete { map, key } => {
                let id = self.module.type_id(map.ty).0;
                let (map, key) = (self.value(map), self.value(key));
                self.asm.op(Op::MapDelete, map, key, id);
            }
            ExprKind::MakeSlice { len, cap } => {
                let len = self.value(len);
                let cap = cap.as_ref().map_or(len, |c| self.value(c));
                let data = self.type_data(e.ty);
                self.asm.op_data(Op::MakeSlice, [to, len, cap], data);
            }
            ExprKind::MakeMap { hint: size } | ExprKind::MakeChan { size } => {
                let size = match size {
                    Some(size) => self.value(size),
                    None => {
                        let none = self.regs.take(1);
                        self.asm.op(Op::Zero, none, 0, 0);
                        none
                    }
                };
                let map = matches!(e.kind, ExprKind::MakeMap { .. });
                let id = self.module.type_id(e.ty).0;
                self.asm.op(if map { Op::MakeMap } else { Op::MakeChan }, to, size, id);
            }
            ExprKind::Panic(x) => {
                let x = self.value(x);
                self.asm.op(Op::Panic, x, 0, 0);
                self.asm.end_of_flow();
            }
            ExprKind::Recover => self.asm.op(Op::Recover, to, 0, 0),
            ExprKind::Print { args, newline } => self.print(args, *newline),
            ExprKind::Unsafe { op, args } => self.unsafe_into(*op, args, e.ty, to),
            _ => {}
        }
    }

    fn slice_into(&mut self, x: &Expr, bounds: [&Option<Box<Expr>>; 3], to: Reg) {
        let base = self.value(x);
        let [low, high, max] = bounds.map(|b| b.as_ref().map_or(NONE, |b| self.value(b)));
        let bounds = |last: u16| Instr::data([low, high, max, last]);
        match self.under(x.ty) {
            TypeKind::Slice(elem) => {
                let stride = self.layout(elem).stride();
                let upper = (stride >> 16) as u16;
                self.asm.op_data(Op::SliceSlice, [to, base, stride as u16], bounds(upper));
            }
            TypeKind::Pointer(array) => {
                let id = self.module.type_id(array).0;
                self.asm.op_data(Op::SliceArray, [to, base, id], bounds(0));
            }
            _ => self.asm.op_data(Op::SliceString, [to, base, 0], Instr::data([low, high, 0, 0])),
        }
    }

    fn assert_into(&mut self, x: &Expr, ty: TypeId, ok: bool, to: Reg) {
        let iface = self.module.type_id(x.ty).0;
        let id = self.module.type_id(ty).0;
        let x = self.value(x);
        let interface = self.types().is_interface(ty);
        let op = match (interface, ok) {
            (false, false) => Op::AssertType,
            (true, false) => Op::AssertIface,
            (false, true) => return self.asm.op(Op::AssertTypeOk, to, x, id),
            (true, true) => return self.asm.op(Op::AssertIfaceOk, to, x, id),
        };
        self.asm.op_data(op, [to, x, id], Instr::data([iface, 0, 0, 0]));
    }

    /// `len` and `cap`; `string` tells which: strings have no capacity.
    fn len_into(&mut self, x: &Expr, which: Op, to: Reg) {
        let cap = which == Op::CapSlice;
        let op = match self.under(x.ty) {
            TypeKind::Slice(_) => {
                if cap {
                    Op::CapSlice
                } else {
                    Op::LenSlice
                }
            }
            TypeKind::Map { .. } => Op::LenMap,
            TypeKind::Chan { .. } => {
                if cap {
                    Op::CapChan
                } else {
                    Op::LenChan
                }
            }
            TypeKind::Array { len, .. } => {
                self.effect(x);
                return self.int_into(len as i64, to);
            }
            TypeKind::Pointer(array) => {
                self.effect(x);
                let len = self.array_len(array);
                return self.int_into(i64::from(len), to);
            }
            _ => Op::LenString,
        };
        let x = self.value(x);
        self.asm.op(op, to, x, 0);
    }

    fn append_into(&mut self, slice: &Expr, values: &[Expr], ty: TypeId, to: Reg) {
        let slice = self.value(slice);
        let first = match values {
            [] => return self.move_words(to, slice, 1),
            [one] => self.value(one),
            many => {
                let words = many.iter().map(|v| self.words(v.ty)).sum();
                let first = self.regs.take(words);
                self.values_into(many, first);
                first
            }
        };
        let id = self.module.type_id(ty).0;
        let data = Instr::data([id, values.len() as u16, 0, 0]);
        self.asm.op_data(Op::Append, [to, slice, first], data);
    }

    fn append_slice_into(&mut self, slice: &Expr, other: &Expr, to: Reg) {
        let data = self.type_data(slice.ty);
        let string = self.types().is_string(other.ty);
        let (slice, other) = (self.value(slice), self.value(other));
        let op = if string { Op::AppendString } else { Op::AppendSlice };
        self.asm.op_data(op, [to, slice, other], data);
    }

    fn copy(&mut self, target: &Expr, from: &Expr, to: Reg) {
        let data = self.type_data(target.ty);
        let string = self.types().is_string(from.ty);
        let (target, from) = (self.value(target), self.value(from));
        match string {
            true => self.asm.op(Op::CopyString, to, target, from),
            false => self.asm.op_data(Op::CopySlice, [to, target, from], data),
        }
    }

    fn clear(&mut self, x: &Expr) {
        let id = self.module.type_id(x.ty).0;
        let map = matches!(self.under(x.ty), TypeKind::Map { .. });
        let x = self.value(x);
        self.asm.op(if map { Op::ClearMap } else { Op::ClearSlice }, x, id, 0);
    }

    fn print(&mut self, args: &[Expr], newline: bool) {
        let values: Vec<_> =
            args.iter().map(|arg| (self.value(arg), self.module.type_id(arg.ty).0)).collect();
        for (i, (reg, id)) in values.into_iter().enumerate() {
            if newline && i > 0 {
                self.print_text(b" ");
            }
            self.asm.op(Op::Print, reg, id, 0);
        }
        if newline {
            self.print_text(b"\n");
        }
    }

    fn print_text(&mut self, text: &[u8]) {
        let string = self.module.string(&Rc::from(text));
        self.asm.wide(Op::PrintText, 0, string);
    }

    fn unsafe_into(&mut self, op: UnsafeOp, args: &[Expr], ty: TypeId, to: Reg) {
        let regs: Vec<Reg> = args.iter().map(|a| self.value(a)).collect();
        let first = regs.first().copied().unwrap_or(0);
        let second = regs.get(1).copied().unwrap_or(0);
        match op {
            UnsafeOp::Add => self.asm.op(Op::AddInt, to, first, second),
            UnsafeOp::Slice => {
                let data = self.type_data(ty);
                self.asm.op_data(Op::UnsafeSlice, [to, first, second], data);
            }
            UnsafeOp::SliceData => {
                self.asm.op_data(Op::SliceToArray, [to, first, 0], Instr::data32(0, 0));
            }
            UnsafeOp::String => self.asm.op(Op::UnsafeString, to, first, second),
            UnsafeOp::StringData => self.asm.op(Op::StringData, to, first, 0),
        }
    }
}
