//! Sequences of instructions that follow each other often. When a program is loaded, the opcode of
//! a sequence's first instruction in the machine's copy of the code becomes that of the sequence,
//! whose handler does all of them and dispatches once. The others stay as they are, so a jump to
//! one of them finds it, and what fails stands at its own place. Only the table of optimised builds
//! knows sequences; a `match` would gain nothing.
//!
//! A dispatch costs more than a simple instruction does, and so does loading a register that has
//! just been stored: where the list says so, an instruction takes a value from one before it in the
//! sequence. `c0` reads: the register of lane `c` is the one that the first instruction has set.
//!
//! The list comes from counting (`--stats`) in programs of many kinds.

use burrow_bytecode::{Instr, Op, OperandRole};

mod list;
pub(super) use list::sequences;

/// Instructions of a sequence at most.
pub(super) const LENGTH_MAX: usize = 4;

/// For lanes `a`, `b`, `c`: which instruction of the sequence has set the register.
pub(super) type Links = [Option<u8>; 3];

/// An instruction of a sequence.
pub(super) struct Element {
    op: Op,
    links: Links,
}

/// Lane and instruction of a link's name.
#[allow(non_upper_case_globals, reason = "as the list writes them")]
pub(super) mod named {
    type Link = (usize, u8);
    pub(in crate::interpreter) const a0: Link = (0, 0);
    pub(in crate::interpreter) const a1: Link = (0, 1);
    pub(in crate::interpreter) const a2: Link = (0, 2);
    pub(in crate::interpreter) const b0: Link = (1, 0);
    pub(in crate::interpreter) const b1: Link = (1, 1);
    pub(in crate::interpreter) const b2: Link = (1, 2);
    pub(in crate::interpreter) const c0: Link = (2, 0);
    pub(in crate::interpreter) const c1: Link = (2, 1);
    pub(in crate::interpreter) const c2: Link = (2, 2);
}

/// Links by lane.
pub(super) const fn links(named: &[(usize, u8)]) -> Links {
    let mut links = [None; 3];
    let mut at = 0;
    while at < named.len() {
        links[named[at].0] = Some(named[at].1);
        at += 1;
    }
    links
}

macro_rules! declare {
    ($($(($op:ident $($link:ident)*))+;)*) => {
        /// In the order of their opcodes, which follow the list's of instructions.
        pub(super) const SEQUENCES: &[&[Element]] = &[
            $(&[$(Element { op: Op::$op, links: links(&[$(named::$link),*]) }),+]),*
        ];
    };
}
sequences!(declare);

/// What a dispatch costs, in the unit of [`LINK_GAIN`].
const DISPATCH_COST: i64 = 8;
/// What a link saves.
const LINK_GAIN: i64 = 3;

/// Gives the first instruction of each sequence in `code` the sequence's opcode, so that straight
/// code is run with as few dispatches as possible.
pub(crate) fn fuse(code: &mut [Instr]) {
    let starts = instruction_starts(code);
    // Costs from the end: of the code from each instruction on, if it runs straight.
    let mut costs = vec![0; starts.len() + 1];
    let mut chosen = vec![None; starts.len()];
    for at in (0..starts.len()).rev() {
        let rest = &starts[at..];
        costs[at] = DISPATCH_COST + costs[at + 1];
        for index in beginning_with(rest[0].1) {
            let sequence = SEQUENCES[usize::from(index)];
            if !matches(sequence, code, rest) {
                continue;
            }
            let gain = |element: &Element| element.links.iter().flatten().count() as i64 * LINK_GAIN;
            let gains: i64 = sequence.iter().map(gain).sum();
            let cost = DISPATCH_COST - gains + costs[at + sequence.len()];
            if cost < costs[at] {
                (costs[at], chosen[at]) = (cost, Some(index));
            }
        }
    }
    for (&(start, _), index) in starts.iter().zip(chosen) {
        if let Some(index) = index {
            code[start].op = Op::ALL.len() as u16 + index;
        }
    }
}

/// No sequence.
const NONE: u16 = u16::MAX;

/// By opcode, the first sequence that begins with it.
static FIRST: [u16; Op::ALL.len()] = CHAINS.0;
/// By sequence, the next one that begins with the same instruction.
static NEXT: [u16; SEQUENCES.len()] = CHAINS.1;

const CHAINS: ([u16; Op::ALL.len()], [u16; SEQUENCES.len()]) = {
    let (mut first, mut next) = ([NONE; Op::ALL.len()], [NONE; SEQUENCES.len()]);
    let mut index = SEQUENCES.len();
    while index > 0 {
        index -= 1;
        let op = SEQUENCES[index][0].op as usize;
        next[index] = first[op];
        first[op] = index as u16;
    }
    (first, next)
};

/// The sequences that begin with `op`, by their places in the list.
fn beginning_with(op: Op) -> impl Iterator<Item = u16> {
    let some = |index: u16| (index != NONE).then_some(index);
    std::iter::successors(some(FIRST[op as usize]), move |&index| some(NEXT[usize::from(index)]))
}

/// Where instructions begin, and which they are.
fn instruction_starts(code: &[Instr]) -> Vec<(usize, Op)> {
    let (mut starts, mut at) = (Vec::with_capacity(code.len()), 0);
    while let Some(op) = code.get(at).and_then(|instr| Op::from_u16(instr.op)) {
        starts.push((at, op));
        at += 1 + op.data_words() as usize + op.variable_words(code[at]) as usize;
    }
    starts
}

/// Does the code begin with these instructions, linked like this?
fn matches(sequence: &[Element], code: &[Instr], starts: &[(usize, Op)]) -> bool {
    let same = sequence.iter().zip(starts).all(|(element, (_, op))| element.op == *op);
    sequence.len() <= starts.len()
        && same
        && (1..sequence.len()).all(|at| {
            let found = links_at(code, &starts[..=at]);
            let wanted = &sequence[at].links;
            wanted.iter().zip(found).all(|(wanted, found)| wanted.is_none() || *wanted == found)
        })
}

/// The links of the last of these instructions, found by its registers.
fn links_at(code: &[Instr], starts: &[(usize, Op)]) -> Links {
    let mut links = [None; 3];
    let Some((&(last, op), before)) = starts.split_last() else { return links };
    let lanes = [code[last].a, code[last].b, code[last].c];
    for (lane, operand) in op.operands().iter().take(3).enumerate() {
        if operand.role == OperandRole::Src && !operand.in_data {
            links[lane] = setter(code, before, lanes[lane]);
        }
    }
    links
}

/// Which of these instructions has set the register last, when it is known.
fn setter(code: &[Instr], before: &[(usize, Op)], register: u16) -> Option<u8> {
    let known = before.iter().rposition(|&(_, op)| sets_more(op)).map_or(0, |at| at + 1);
    let sets = |&(at, op): &(usize, Op)| sets_one(op) && code[at].a == register;
    before[known..].iter().rposition(sets).map(|index| (known + index) as u8)
}

/// Sets the register of its lane `a`, and no other.
fn sets_one(op: Op) -> bool {
    op.operands().first().is_some_and(|operand| operand.role == OperandRole::Dst)
}

/// May set registers besides a destination in lane `a`: what was known before it is not any more.
fn sets_more(op: Op) -> bool {
    matches!(
        op,
        Op::LoopIncLtInt
            | Op::Move2
            | Op::MoveN
            | Op::ZeroN
            | Op::LoadWords
            | Op::MulC128
            | Op::DivC128
            | Op::StringNext
            | Op::MapGet
            | Op::MapGetOk
            | Op::MapNext
            | Op::AssertType
            | Op::AssertTypeOk
            | Op::AssertIfaceOk
            | Op::Unbox
            | Op::Recv
            | Op::RecvOk
            | Op::Select
            | Op::Call
            | Op::CallClosure
            | Op::CallIface
            | Op::CallNative
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fused(code: &[Instr]) -> Vec<Option<usize>> {
        let mut code = code.to_vec();
        fuse(&mut code);
        code.iter().map(|instr| usize::from(instr.op).checked_sub(Op::ALL.len())).collect()
    }

    fn is(index: Option<usize>, ops: &[Op]) -> bool {
        let sequence = index.map_or(&[][..], |index| SEQUENCES[index]);
        sequence.iter().map(|element| element.op).eq(ops.iter().copied())
    }

    #[test]
    fn the_cheapest_way_through_straight_code_is_taken() {
        let code = [
            Instr::abc(Op::IndexWord, 5, 1, 2),
            Instr::abc(Op::IndexWord, 6, 5, 3),
            Instr::abc(Op::MulF64, 7, 4, 6),
            Instr::abc(Op::AddF64, 8, 8, 7),
            Instr::abc(Op::Return, 0, 0, 0),
        ];
        let ops = [Op::IndexWord, Op::IndexWord, Op::MulF64, Op::AddF64];
        let found = fused(&code);
        assert!(is(found[0], &ops), "{:?}", found[0]);
        assert_eq!(found[4], None);
    }

    #[test]
    fn links_are_the_last_setters_of_registers() {
        let code = [
            Instr::abc(Op::LoadWord, 3, 1, 0),
            Instr::abc(Op::LoadWord, 3, 2, 0),
            Instr::abc(Op::SubF64, 4, 3, 5),
        ];
        let starts = instruction_starts(&code);
        assert_eq!(links_at(&code, &starts), [None, Some(1), None]);
    }

    #[test]
    fn what_sets_several_registers_hides_what_was_before() {
        let code = [
            Instr::abc(Op::LoadWord, 4, 1, 0),
            Instr::abc(Op::Move2, 3, 1, 0),
            Instr::abc(Op::AddInt, 5, 4, 3),
        ];
        let starts = instruction_starts(&code);
        assert_eq!(links_at(&code, &starts), [None; 3]);
    }

    #[test]
    fn links_lead_to_earlier_instructions_that_set_a_register() {
        for sequence in SEQUENCES {
            assert!((2..=LENGTH_MAX).contains(&sequence.len()));
            for (at, element) in sequence.iter().enumerate() {
                for index in element.links.iter().flatten() {
                    let setter = sequence.get(usize::from(*index)).map(|setter| setter.op);
                    assert!(usize::from(*index) < at && setter.is_some_and(sets_one));
                }
            }
        }
    }
}
