//! Code words of one function as they are written: labels and their patching, which instruction
//! comes from which place, and whether the next instruction can be reached at all (what cannot is
//! not written). Fused compare-and-branch instructions reach 32,767 words; when one of them fails
//! to reach its target the function is lowered again with `long` branches.

use super::registers::Reg;
use crate::source::Span;
use burrow_bytecode::{Instr, Op};

/// A place in the code, known now or later.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Label(u32);

#[derive(Clone, Copy, Debug)]
enum Reach {
    /// Lane `c`.
    Near,
    /// Lanes `b` and `c`.
    Far,
    /// First two lanes of the data word that follows.
    Data,
}

#[derive(Debug)]
struct Patch {
    at: u32,
    label: Label,
    reach: Reach,
}

#[derive(Clone, Copy, Debug, Default)]
struct LabelState {
    place: Option<u32>,
    /// Something reachable jumps to it.
    referenced: bool,
}

/// Writes the code of one function.
#[derive(Debug)]
pub struct Assembler {
    code: Vec<Instr>,
    labels: Vec<LabelState>,
    patches: Vec<Patch>,
    lines: Vec<(u32, Span)>,
    span: Span,
    /// Instructions come from `span`, whatever is said.
    held: bool,
    reachable: bool,
    last_bound: u32,
    /// A register that is not nil behind the instruction that ends there.
    not_nil: Option<(u32, Reg)>,
    long: bool,
}

/// What was written.
pub struct Assembled {
    pub code: Vec<Instr>,
    /// From this word on, instructions come from this place.
    pub lines: Vec<(u32, Span)>,
}

impl Assembler {
    /// `long`: each fused branch can reach any distance.
    pub fn new(long: bool) -> Assembler {
        Assembler {
            code: Vec::new(),
            labels: Vec::new(),
            patches: Vec::new(),
            lines: Vec::new(),
            span: Span::default(),
            held: false,
            reachable: true,
            last_bound: u32::MAX,
            not_nil: None,
            long,
        }
    }

    /// The next instructions come from `span`; the place before.
    pub fn set_span(&mut self, span: Span) -> Span {
        if self.held { self.span } else { std::mem::replace(&mut self.span, span) }
    }

    /// All instructions come from the present place, until this is taken back.
    pub fn hold_span(&mut self, held: bool) {
        self.held = held;
    }

    /// Can the next instruction be reached?
    pub fn reachable(&self) -> bool {
        self.reachable
    }

    /// Words written so far.
    pub fn position(&self) -> u32 {
        self.code.len() as u32
    }

    fn push(&mut self, instr: Instr) {
        if !self.reachable {
            return;
        }
        if self.lines.last().is_none_or(|&(_, span)| span != self.span) {
            self.lines.push((self.position(), self.span));
        }
        self.code.push(instr);
    }

    /// Three narrow operands.
    pub fn op(&mut self, op: Op, a: Reg, b: u16, c: u16) {
        debug_assert_eq!(op.data_words(), 0, "{op:?}");
        self.push(Instr::abc(op, a, b, c));
        // These fail when `a` is nil, and leave it as it is.
        if matches!(op, Op::NilCheck | Op::StoreWord | Op::LockMutex | Op::LockRead | Op::LockWrite) {
            self.not_nil = Some((self.position(), a));
        }
    }

    /// Has the instruction right before, which always comes first, failed if the register is nil?
    pub fn is_not_nil(&self, pointer: Reg) -> bool {
        self.not_nil == Some((self.position(), pointer)) && self.last_bound != self.position()
    }

    /// One narrow and one wide operand.
    pub fn wide(&mut self, op: Op, a: Reg, bc: u32) {
        debug_assert_eq!(op.data_words(), 0, "{op:?}");
        self.push(Instr::wide(op, a, bc));
    }

    /// Three narrow operands and a data word.
    pub fn op_data(&mut self, op: Op, [a, b, c]: [u16; 3], data: Instr) {
        debug_assert_eq!(op.data_words(), 1, "{op:?}");
        self.push(Instr::abc(op, a, b, c));
        self.push(data);
    }

    /// One narrow, one wide operand and a data word.
    pub fn wide_data(&mut self, op: Op, a: Reg, bc: u32, data: Instr) {
        debug_assert_eq!(op.data_words(), 1, "{op:?}");
        self.push(Instr::wide(op, a, bc));
        self.push(data);
    }

    /// A data word of a variable number (select cases).
    pub fn data(&mut self, lanes: [u16; 4]) {
        self.push(Instr::data(lanes));
    }

    /// Code after an instruction that does not go on to the next one.
    pub fn end_of_flow(&mut self) {
        self.reachable = false;
    }

    /// A label without place yet.
    pub fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(self.labels.len() as u32 - 1)
    }

    /// The label stands here; what jumps to it was written before.
    pub fn bind(&mut self, label: Label) {
        self.drop_jump_to(label);
        self.reachable |= self.labels[label.0 as usize].referenced;
        self.bind_target(label);
    }

    /// The label stands here, where control also arrives from above; jumps to it follow.
    pub fn bind_again(&mut self, label: Label) {
        self.bind_target(label);
    }

    /// Does something reachable jump to it?
    pub fn referenced(&self, label: Label) -> bool {
        self.labels[label.0 as usize].referenced
    }

    /// The label stands here, and jumps to it may follow from places not yet written.
    pub fn bind_reachable(&mut self, label: Label) {
        self.drop_jump_to(label);
        self.reachable = true;
        self.bind_target(label);
    }

    fn bind_target(&mut self, label: Label) {
        self.labels[label.0 as usize].place = Some(self.position());
        self.last_bound = self.position();
    }

    /// A jump to the next instruction is none.
    fn drop_jump_to(&mut self, label: Label) {
        let here = self.position();
        let needless = self.patches.last().is_some_and(|p| {
            p.label == label && p.at + 1 == here && self.code[p.at as usize].op == Op::Jump as u16
        });
        if needless && self.last_bound != here && !self.long {
            self.patches.pop();
            self.code.pop();
            self.reachable = true;
        }
    }

    /// Does the label stand before this place?
    pub fn bound(&self, label: Label) -> bool {
        self.labels[label.0 as usize].place.is_some()
    }

    fn patch(&mut self, label: Label, reach: Reach) {
        if self.reachable {
            self.labels[label.0 as usize].referenced = true;
            self.patches.push(Patch { at: self.position(), label, reach });
        }
    }

    /// Goes on at `label`.
    pub fn jump(&mut self, label: Label) {
        let op = if self.bound(label) { Op::Loop } else { Op::Jump };
        self.patch(label, Reach::Far);
        self.wide(op, 0, 0);
        self.end_of_flow();
    }

    /// `JumpIf…`: a condition register and a far distance. `forward` and `backward` are the two
    /// directions' instructions.
    pub fn jump_on(&mut self, forward: Op, backward: Op, condition: Reg, label: Label) {
        let op = if self.bound(label) { backward } else { forward };
        self.patch(label, Reach::Far);
        self.wide(op, condition, 0);
    }

    /// A fused compare-and-branch. Without a backward instruction `label` must lie ahead.
    pub fn branch(&mut self, forward: Op, backward: Op, left: Reg, right: u16, label: Label) {
        if self.long {
            self.op(forward, left, right, 2);
            self.wide(Op::Jump, 0, 2);
            let reachable = self.reachable;
            self.jump(label);
            self.reachable = reachable;
            return;
        }
        let op = if self.bound(label) { backward } else { forward };
        self.patch(label, Reach::Near);
        self.op(op, left, right, 0);
    }

    /// Increments `counter`, then goes back to `label` while it is below `limit`.
    pub fn count_loop(&mut self, counter: Reg, limit: Reg, label: Label) {
        if self.long {
            self.op(Op::AddIntK, counter, counter, 1);
            self.branch(Op::JumpLtInt, Op::LoopLtInt, counter, limit, label);
            return;
        }
        self.patch(label, Reach::Near);
        self.op(Op::LoopIncLtInt, counter, limit, 0);
    }

    /// An instruction that jumps to `label` by the first two lanes of its data word, `rest` being
    /// the other two.
    pub fn op_jump_data(&mut self, op: Op, abc: [u16; 3], label: Label, rest: [u16; 2]) {
        self.patch(label, Reach::Data);
        self.op_data(op, abc, Instr::data([0, 0, rest[0], rest[1]]));
    }

    /// Resolves all jumps. `Err`: a near one does not reach; lower again with long branches.
    pub fn finish(mut self) -> Result<Assembled, ()> {
        for patch in &self.patches {
            let target = self.labels[patch.label.0 as usize].place.unwrap_or(patch.at);
            let distance = i64::from(target) - i64::from(patch.at);
            let at = patch.at as usize;
            let wide = distance as i32 as u32;
            match patch.reach {
                Reach::Near => self.code[at].c = i16::try_from(distance).map_err(|_| ())? as u16,
                Reach::Far => {
                    (self.code[at].b, self.code[at].c) = (wide as u16, (wide >> 16) as u16);
                }
                Reach::Data => {
                    let data = &mut self.code[at + 1];
                    (data.op, data.a) = (wide as u16, (wide >> 16) as u16);
                }
            }
        }
        Ok(Assembled { code: self.code, lines: self.lines })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jumps_are_patched_and_needless_ones_dropped() {
        let mut asm = Assembler::new(false);
        let (top, end) = (asm.label(), asm.label());
        asm.bind(top);
        asm.branch(Op::JumpGeIntK, Op::LoopGeIntK, 1, 9, end);
        let next = asm.label();
        asm.jump(next);
        asm.bind(next);
        asm.count_loop(1, 2, top);
        asm.bind(end);
        asm.op(Op::Return, 0, 0, 0);
        let code = asm.finish().map(|a| a.code).unwrap_or_default();
        assert_eq!(code.len(), 3);
        assert_eq!((code[0].c as i16, code[1].c as i16), (2, -1));
    }

    #[test]
    fn nothing_is_written_where_nothing_arrives() {
        let mut asm = Assembler::new(false);
        asm.op(Op::Return, 0, 0, 0);
        asm.end_of_flow();
        asm.op(Op::Move, 1, 2, 0);
        let unused = asm.label();
        asm.bind(unused);
        asm.op(Op::Move, 1, 2, 0);
        assert_eq!(asm.position(), 1);
    }
}
