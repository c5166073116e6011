//! Jumps. `Jump…` go forward; `Loop…` go back and are safepoints: when the worker's limit word is
//! 0 the goroutine stops with its `pc` at the jump's target.

use super::Stop;
use super::state::{Flow, Given, OutOfLine, Resume, State, outline};

#[inline(always)]
pub(super) fn jump<G: Given>(s: State<G>) -> Flow {
    Flow::Jump(s.target(wide_distance(s)))
}

/// A jump without other operands has its 32-bit distance in lanes `b` and `c` like all wide ones.
#[inline(always)]
fn wide_distance<G: Given>(s: State<G>) -> i64 {
    s.bc_signed()
}

#[inline(always)]
fn back<G: Given>(s: State<G>, taken: bool, distance: i64, stop: OutOfLine) -> Flow {
    if !taken {
        return s.next();
    }
    if s.stop_asked() {
        return Flow::Cold(stop);
    }
    Flow::Jump(s.target(distance))
}

#[cold]
fn stop_wide(s: State) -> Resume {
    super::leave(s.at(s.target(s.bc_signed())), Stop::Safepoint)
}

#[cold]
fn stop_narrow(s: State) -> Resume {
    super::leave(s.at(s.target(s.c_signed())), Stop::Safepoint)
}

#[inline(always)]
pub(super) fn loop_back<G: Given>(s: State<G>) -> Flow {
    back(s, true, wide_distance(s), outline(stop_wide))
}

#[inline(always)]
pub(super) fn jump_if<G: Given>(s: State<G>) -> Flow {
    s.branch(s.in_a() != 0, wide_distance(s))
}

#[inline(always)]
pub(super) fn jump_if_not<G: Given>(s: State<G>) -> Flow {
    s.branch(s.in_a() == 0, wide_distance(s))
}

#[inline(always)]
pub(super) fn loop_if<G: Given>(s: State<G>) -> Flow {
    back(s, s.in_a() != 0, wide_distance(s), outline(stop_wide))
}

#[inline(always)]
pub(super) fn loop_if_not<G: Given>(s: State<G>) -> Flow {
    back(s, s.in_a() == 0, wide_distance(s), outline(stop_wide))
}

macro_rules! compare_and_branch {
    ($($jump:ident $loop:ident = |$left:ident, $right:ident| $taken:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $jump<G: Given>(s: State<G>) -> Flow {
            let ($left, $right) = (s.in_a(), s.in_b());
            s.branch($taken, s.c_signed())
        }
        #[inline(always)]
        pub(super) fn $loop<G: Given>(s: State<G>) -> Flow {
            let ($left, $right) = (s.in_a(), s.in_b());
            back(s, $taken, s.c_signed(), outline(stop_narrow))
        }
    )*};
}
compare_and_branch! {
    jump_eq_int loop_eq_int = |l, r| l == r;
    jump_ne_int loop_ne_int = |l, r| l != r;
    jump_lt_int loop_lt_int = |l, r| (l as i64) < r as i64;
    jump_le_int loop_le_int = |l, r| l as i64 <= r as i64;
    jump_lt_uint loop_lt_uint = |l, r| l < r;
    jump_le_uint loop_le_uint = |l, r| l <= r;
    jump_lt_f64 loop_lt_f64 = |l, r| f64::from_bits(l) < f64::from_bits(r);
    jump_le_f64 loop_le_f64 = |l, r| f64::from_bits(l) <= f64::from_bits(r);
}

#[inline(always)]
pub(super) fn jump_not_lt_f64<G: Given>(s: State<G>) -> Flow {
    let less = f64::from_bits(s.in_a()) < f64::from_bits(s.in_b());
    s.branch(!less, s.c_signed())
}

#[inline(always)]
pub(super) fn jump_not_le_f64<G: Given>(s: State<G>) -> Flow {
    let less_or_equal = f64::from_bits(s.in_a()) <= f64::from_bits(s.in_b());
    s.branch(!less_or_equal, s.c_signed())
}

macro_rules! compare_with_constant {
    ($($jump:ident $loop:ident $operator:tt;)*) => {$(
        #[inline(always)]
        pub(super) fn $jump<G: Given>(s: State<G>) -> Flow {
            s.branch((s.in_a() as i64) $operator s.b_signed(), s.c_signed())
        }
        #[inline(always)]
        pub(super) fn $loop<G: Given>(s: State<G>) -> Flow {
            let taken = (s.in_a() as i64) $operator s.b_signed();
            back(s, taken, s.c_signed(), outline(stop_narrow))
        }
    )*};
}
compare_with_constant! {
    jump_eq_int_k loop_eq_int_k ==;
    jump_ne_int_k loop_ne_int_k !=;
    jump_lt_int_k loop_lt_int_k <;
    jump_le_int_k loop_le_int_k <=;
    jump_gt_int_k loop_gt_int_k >;
    jump_ge_int_k loop_ge_int_k >=;
}

#[inline(always)]
pub(super) fn loop_inc_lt_int<G: Given>(s: State<G>) -> Flow {
    let counter = s.in_a().wrapping_add(1);
    s.set(s.a(), counter);
    back(s, (counter as i64) < s.in_b() as i64, s.c_signed(), outline(stop_narrow))
}
