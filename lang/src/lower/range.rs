//! Range loops. What is ranged over is evaluated once; hidden counters run, and the variables are
//! set from them, or are the counters themselves where nobody can tell.

use super::assembler::Label;
use super::function::{Home, Lowerer, Targets};
use super::memory::{Dest, Location};
use super::registers::{NONE, Reg};
use crate::ir::walk::has_call;
use crate::ir::{Block, Expr, ExprKind, Place, RangeOver, Stmt, StmtKind};
use crate::types::{TypeId, TypeKind};
use burrow_bytecode::Op;

/// The parts of a range statement.
struct Range<'e> {
    key: Option<&'e Place>,
    value: Option<&'e Place>,
    define: bool,
    x: &'e Expr,
    body: &'e Block,
    leave: Label,
    again: Label,
}

impl Lowerer<'_, '_> {
    /// A range statement.
    pub fn range_statement(&mut self, stmt: &Stmt) {
        let StmtKind::Range { label, key, value, define, over, x, body } = &stmt.kind else { return };
        let Targets { leave, again } = self.enter_loop(*label);
        let again = again.unwrap_or(leave);
        let range =
            Range { key: key.as_ref(), value: value.as_ref(), define: *define, x, body, leave, again };
        match over {
            RangeOver::Int => self.range_int(&range),
            RangeOver::Slice | RangeOver::Array | RangeOver::ArrayPointer => {
                self.range_elements(&range, *over);
            }
            RangeOver::String => self.range_string(&range),
            RangeOver::Map => self.range_map(&range),
            RangeOver::Chan => self.range_chan(&range),
        }
    }

    /// A variable that may itself be the hidden one: declared by the loop, never assigned by the
    /// body, in registers.
    fn own_register(&mut self, range: &Range, place: Option<&Place>) -> Option<Reg> {
        let Some(Place::Local(local)) = place else { return None };
        if !range.define || self.boxed(*local) || self.facts.assigned[local.0 as usize] {
            return None;
        }
        match self.declare(*local) {
            Home::Registers(reg) => Some(reg),
            Home::Memory(_) => None,
        }
    }

    /// Sets a variable at the start of an iteration from registers with a value of their own.
    fn set_variable(&mut self, range: &Range, place: Option<&Place>, from: Reg) {
        let Some(place) = place else { return };
        let mark = self.regs.mark();
        let location = match place {
            Place::Local(local) if range.define && self.boxed(*local) => self.new_box(*local),
            _ => self.place(place),
        };
        self.store_owned(location, place, from);
        self.regs.release(mark);
    }

    /// Gives slots to the variables that the loop declares.
    fn declare_variables(&mut self, range: &Range) {
        if !range.define {
            return;
        }
        for place in [range.key, range.value].into_iter().flatten() {
            if let Place::Local(local) = place {
                self.declare(*local);
            }
        }
    }

    /// The value of `x` in registers that the body does not change.
    fn fixed_value(&mut self, x: &Expr) -> Reg {
        if let ExprKind::Load(Place::Local(local)) = x.kind
            && !self.boxed(local)
            && !self.facts.assigned[local.0 as usize]
        {
            return self.value(x);
        }
        let reg = self.regs.take(self.words(x.ty));
        self.value_into(x, Dest::fresh(reg));
        reg
    }

    fn range_int(&mut self, range: &Range) {
        let limit = self.fixed_value(range.x);
        self.declare_variables(range);
        let own = self.own_register(range, range.key);
        let counter = own.unwrap_or_else(|| self.regs.take(1));
        self.counted_loop(range, counter, limit, |this| {
            if own.is_none() {
                this.set_variable(range, range.key, counter);
            }
        });
    }

    /// `counter` from 0 to `limit`; `start` begins each iteration.
    fn counted_loop(&mut self, range: &Range, counter: Reg, limit: Reg, start: impl FnOnce(&mut Self)) {
        self.skip_empty(limit, range.leave);
        self.asm.op(Op::Zero, counter, 0, 0);
        let top = self.asm.label();
        self.asm.bind(top);
        start(self);
        self.block(range.body);
        self.asm.bind(range.again);
        self.asm.count_loop(counter, limit, top);
        self.asm.bind(range.leave);
    }

    fn element_type(&self, ty: TypeId) -> TypeId {
        let types = self.types();
        match types.kind(types.under(ty)) {
            TypeKind::Slice(elem) | TypeKind::Array { elem, .. } | TypeKind::Chan { elem, .. } => elem,
            TypeKind::Pointer(array) => self.element_type(array),
            _ => ty,
        }
    }

    fn range_elements(&mut self, range: &Range, over: RangeOver) {
        let elem = self.element_type(range.x.ty);
        let used = range.value.is_some();
        let array_len = match over {
            RangeOver::Slice => None,
            RangeOver::Array => Some(self.array_len(range.x.ty)),
            _ => Some(self.array_len(self.types().pointer_elem(range.x.ty).unwrap_or(range.x.ty))),
        };
        let base = match over {
            _ if used || over == RangeOver::Slice => self.fixed_value(range.x),
            _ => {
                if has_call(range.x) {
                    self.effect(range.x);
                }
                NONE
            }
        };
        let limit = self.regs.take(1);
        match array_len {
            Some(len) => self.int_into(i64::from(len), limit),
            None => self.asm.op(Op::LenSlice, limit, base, 0),
        }
        self.declare_variables(range);
        let own = self.own_register(range, range.key);
        let counter = own.unwrap_or_else(|| self.regs.take(1));
        let base = if used && self.words(range.x.ty) == 0 { self.empty_object(range.x.ty) } else { base };
        self.counted_loop(range, counter, limit, |this| {
            if own.is_none() {
                this.set_variable(range, range.key, counter);
            }
            if let Some(value) = range.value {
                let mark = this.regs.mark();
                let element = match array_len {
                    Some(len) => Location::ArrayElement { pointer: base, offset: 0, index: counter, len },
                    None => Location::Element { slice: base, index: counter },
                };
                this.set_from_element(range, value, element, elem);
                this.regs.release(mark);
            }
        });
    }

    fn empty_object(&mut self, ty: TypeId) -> Reg {
        let reg = self.regs.take(1);
        self.new_object(ty, reg);
        reg
    }

    fn set_from_element(&mut self, range: &Range, place: &Place, element: Location, elem: TypeId) {
        if let Place::Local(local) = place
            && !self.boxed(*local)
        {
            let fresh = range.define && self.layout(elem).by_ref;
            match self.home(*local) {
                Home::Registers(reg) => return self.load_into(element, elem, reg),
                Home::Memory(reg) if fresh => return self.load_into(element, elem, reg),
                Home::Memory(_) => {}
            }
        }
        let location = match place {
            Place::Local(local) if range.define => self.new_box(*local),
            _ => self.place(place),
        };
        let from = self.load(element, elem);
        self.store(location, elem, from);
    }

    fn range_string(&mut self, range: &Range) {
        let string = self.fixed_value(range.x);
        self.declare_variables(range);
        let own = self.own_register(range, range.key);
        let index = own.unwrap_or_else(|| self.regs.take(1));
        let next = self.regs.take(2);
        self.asm.op(Op::Zero, index, 0, 0);
        let top = self.asm.label();
        self.asm.bind(top);
        self.asm.op_jump_data(Op::StringNext, [next, string, index], range.leave, [0, 0]);
        if own.is_none() {
            self.set_variable(range, range.key, index);
        }
        self.set_variable(range, range.value, next);
        self.block(range.body);
        self.asm.bind(range.again);
        self.move_words(index, next + 1, 1);
        self.asm.jump(top);
        self.asm.bind(range.leave);
    }

    /// The registers that an instruction writes a loop variable to: its own or temporary ones.
    fn received(&mut self, range: &Range, place: Option<&Place>, words: u32) -> (Reg, bool) {
        match place {
            None => (NONE, true),
            Some(Place::Local(local)) if range.define && !self.boxed(*local) => (self.slot(*local), true),
            Some(_) => (self.regs.take(words), false),
        }
    }

    fn range_map(&mut self, range: &Range) {
        let types = self.types();
        let TypeKind::Map { key, value } = types.kind(types.under(range.x.ty)) else { return };
        let id = self.module.type_id(range.x.ty).0;
        let map = self.value(range.x);
        let iterator = self.regs.take(1);
        self.asm.op(Op::MapIter, iterator, map, id);
        self.declare_variables(range);
        let (key_reg, key_done) = self.received(range, range.key, self.words(key));
        let (value_reg, value_done) = self.received(range, range.value, self.words(value));
        self.asm.bind_again(range.again);
        self.asm.op_jump_data(Op::MapNext, [iterator, key_reg, value_reg], range.leave, [id, 0]);
        if !key_done {
            self.set_variable(range, range.key, key_reg);
        }
        if !value_done {
            self.set_variable(range, range.value, value_reg);
        }
        self.block(range.body);
        self.asm.jump(range.again);
        self.asm.bind(range.leave);
    }

    fn range_chan(&mut self, range: &Range) {
        let elem = self.element_type(range.x.ty);
        let id = self.module.type_id(range.x.ty).0;
        let channel = self.fixed_value(range.x);
        self.declare_variables(range);
        let words = self.words(elem);
        let received = self.regs.take(words + 1);
        self.asm.bind_again(range.again);
        self.asm.op(Op::RecvOk, received, channel, id);
        self.branch_on(received + words as Reg, range.leave, false);
        self.set_variable(range, range.key, received);
        self.block(range.body);
        self.asm.jump(range.again);
        self.asm.bind(range.leave);
    }
}
