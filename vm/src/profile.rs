//! What a program executes: how often each instruction, and each pair of instructions in a row.
//! Every worker counts for itself; the machine adds the counts up and reports them at its end.

use crate::heap::HeapStatistics;
use burrow_bytecode::{Op, Program};
use std::collections::HashMap;
use std::fmt::Write;

/// Lines of each table of a report.
const LINES_MAX: usize = 40;

/// How often each word of code was executed.
pub(crate) struct Profile {
    counts: Vec<u64>,
}

impl Profile {
    /// Of a program with so many words of code.
    pub(crate) fn new(words: usize) -> Profile {
        Profile { counts: vec![0; words] }
    }

    /// The instruction at `index` is executed once more. (The machine's own are not counted.)
    #[inline]
    pub(crate) fn count(&mut self, index: u32) {
        if let Some(count) = self.counts.get_mut(index as usize) {
            *count += 1;
        }
    }

    /// Adds another worker's counts.
    pub(crate) fn add(&mut self, other: &Profile) {
        for (sum, count) in self.counts.iter_mut().zip(&other.counts) {
            *sum += count;
        }
    }

    /// Totals, then the most frequent instructions, and pairs of one and the next in the code, with
    /// their shares in percent.
    pub(crate) fn report(&self, program: &Program, heap: &HeapStatistics) -> String {
        let (mut singles, mut pairs) = (HashMap::new(), HashMap::new());
        let mut last: Option<(Op, u64)> = None;
        let mut at = 0;
        while let Some(op) = program.code.get(at).and_then(|instr| Op::from_u16(instr.op)) {
            let count = self.counts[at];
            *singles.entry(format!("{op:?}")).or_default() += count;
            if let Some((first, before)) = last {
                *pairs.entry(format!("{first:?} {op:?}")).or_default() += count.min(before);
            }
            last = Some((op, count));
            at += 1 + op.data_words() as usize + op.variable_words(program.code[at]) as usize;
        }
        let of = |op: Op| singles.get(&format!("{op:?}")).copied().unwrap_or(0);
        let total: u64 = singles.values().sum();
        let calls = of(Op::Call) + of(Op::CallClosure) + of(Op::CallIface);
        let mut out = String::new();
        let _ = writeln!(out, "instructions {total}, calls {calls}, of natives {}", of(Op::CallNative));
        let _ = writeln!(
            out,
            "allocated {} objects, {} bytes; {} collections, pauses {} us",
            heap.mallocs,
            heap.total_alloc,
            heap.collections,
            heap.pause_total_ns / 1000
        );
        write_shares(&mut out, total, singles);
        write_shares(&mut out, total, pairs);
        out
    }
}

fn write_shares(out: &mut String, total: u64, lines: HashMap<String, u64>) {
    let mut lines: Vec<(u64, String)> = lines.into_iter().map(|(name, count)| (count, name)).collect();
    lines.sort_by(|left, right| right.cmp(left));
    out.push('\n');
    for (count, name) in lines.iter().take(LINES_MAX).filter(|(count, _)| *count > 0) {
        let share = 100.0 * *count as f64 / total as f64;
        let _ = writeln!(out, "{share:6.2} {count:>14} {name}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use burrow_bytecode::Instr;

    #[test]
    fn pairs_are_those_of_the_code() {
        let code = [Op::Move, Op::AddInt, Op::Return].map(|op| Instr::abc(op, 0, 0, 0));
        let program = Program { code: code.to_vec(), ..Program::default() };
        let mut profile = Profile::new(3);
        [0, 1, 0, 1, 2, 3].iter().for_each(|&index| profile.count(index));
        let report = profile.report(&program, &HeapStatistics::default());
        assert!(report.starts_with("instructions 5, calls 0"), "{report}");
        assert!(report.contains(" 40.00              2 Move AddInt\n"), "{report}");
    }
}
