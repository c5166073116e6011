//! Moves between registers, and constants.

use super::state::{Flow, Given, Resume, State, out};

#[inline(always)]
pub(super) fn mov<G: Given>(s: State<G>) -> Flow {
    s.put(s.in_b())
}

#[inline(always)]
pub(super) fn move2<G: Given>(s: State<G>) -> Flow {
    let (first, second) = (s.in_b(), s.reg(s.b() + 1));
    s.set(s.a(), first);
    s.set(s.a() + 1, second);
    s.next()
}

#[inline(always)]
pub(super) fn move_n<G: Given>(s: State<G>) -> Flow {
    let (to, from) = (s.a(), s.b());
    match s.c() {
        // Everything is read before anything is written: the ranges may overlap.
        3 => {
            let words = [s.reg(from), s.reg(from + 1), s.reg(from + 2)];
            s.set(to, words[0]);
            s.set(to + 1, words[1]);
            s.set(to + 2, words[2]);
            s.next()
        }
        4 => {
            let words = [s.reg(from), s.reg(from + 1), s.reg(from + 2), s.reg(from + 3)];
            s.set(to, words[0]);
            s.set(to + 1, words[1]);
            s.set(to + 2, words[2]);
            s.set(to + 3, words[3]);
            s.next()
        }
        _ => out(s, move_words),
    }
}

fn move_words(s: State) -> Resume {
    // SAFETY: both ranges lie in the window.
    unsafe { s.slot(s.a()).copy_from(s.slot(s.b()), usize::from(s.c())) };
    s.resume(1)
}

#[inline(always)]
pub(super) fn zero<G: Given>(s: State<G>) -> Flow {
    s.put(0)
}

#[inline(always)]
pub(super) fn zero_n<G: Given>(s: State<G>) -> Flow {
    for register in 0..s.b() {
        s.set(s.a() + register, 0);
    }
    s.next()
}

#[inline(always)]
pub(super) fn load_int<G: Given>(s: State<G>) -> Flow {
    s.put(s.bc_signed() as u64)
}

#[inline(always)]
pub(super) fn load_const<G: Given>(s: State<G>) -> Flow {
    // SAFETY: compiled code names constants of the program.
    s.put(unsafe { *s.local().constants.add(s.bc() as usize) })
}

#[inline(always)]
pub(super) fn load_string<G: Given>(s: State<G>) -> Flow {
    // SAFETY: compiled code names strings of the program.
    s.put(unsafe { *s.local().strings.add(s.bc() as usize) })
}

#[inline(always)]
pub(super) fn load_func<G: Given>(s: State<G>) -> Flow {
    s.put(s.shared().static_func(s.bc()))
}
