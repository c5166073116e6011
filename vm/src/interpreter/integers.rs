//! Integers and bools: wrapping 64-bit arithmetic on canonical words.

use super::state::{Flow, Given, Resume, State, cold};
use crate::fault::Fault;
use crate::panic;

macro_rules! binary {
    ($($name:ident = |$left:ident, $right:ident| $value:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let ($left, $right) = (s.in_b(), s.in_c());
            s.put($value)
        }
    )*};
}
binary! {
    add_int = |l, r| l.wrapping_add(r);
    sub_int = |l, r| l.wrapping_sub(r);
    mul_int = |l, r| l.wrapping_mul(r);
    and_int = |l, r| l & r;
    or_int = |l, r| l | r;
    xor_int = |l, r| l ^ r;
    and_not_int = |l, r| l & !r;
    shl_int = |l, r| if r < 64 { l << r } else { 0 };
    shr_int = |l, r| ((l as i64) >> r.min(63)) as u64;
    shr_uint = |l, r| if r < 64 { l >> r } else { 0 };
}

macro_rules! division {
    ($($name:ident = |$left:ident, $right:ident| $value:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let ($left, $right) = (s.in_b(), s.in_c());
            if $right == 0 {
                return cold(divide_by_zero);
            }
            s.put($value)
        }
    )*};
}
division! {
    div_int = |l, r| (l as i64).wrapping_div(r as i64) as u64;
    rem_int = |l, r| (l as i64).wrapping_rem(r as i64) as u64;
    div_uint = |l, r| l / r;
    rem_uint = |l, r| l % r;
}

#[cold]
fn divide_by_zero(s: State) -> Resume {
    panic::raise_fault(s, Fault::DivideByZero)
}

macro_rules! with_constant {
    ($($name:ident = |$left:ident, $right:ident| $value:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let ($left, $right) = (s.in_b(), s.c_signed());
            s.put($value)
        }
    )*};
}
with_constant! {
    add_int_k = |l, r| l.wrapping_add(r as u64);
    mul_int_k = |l, r| l.wrapping_mul(r as u64);
    and_int_k = |l, r| l & r as u64;
    shl_int_k = |l, r| l << (r & 63);
    shr_int_k = |l, r| ((l as i64) >> (r & 63)) as u64;
    shr_uint_k = |l, r| l >> (r & 63);
}

/// The compiler never emits a constant 0; a divisor of 0 would give 0 here, not a crash.
#[inline(always)]
pub(super) fn div_int_k<G: Given>(s: State<G>) -> Flow {
    let divisor = s.c_signed();
    let value = (s.in_b() as i64).checked_div(divisor);
    s.put(value.unwrap_or_else(|| wrapped_quotient(s.in_b(), divisor)) as u64)
}

/// The one overflow: the most negative number by -1 is itself.
#[cold]
fn wrapped_quotient(left: u64, divisor: i64) -> i64 {
    if divisor == -1 { left as i64 } else { 0 }
}

#[inline(always)]
pub(super) fn rem_int_k<G: Given>(s: State<G>) -> Flow {
    let value = (s.in_b() as i64).checked_rem(s.c_signed());
    s.put(value.unwrap_or(0) as u64)
}

macro_rules! unary {
    ($($name:ident = |$x:ident| $value:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let $x = s.in_b();
            s.put($value)
        }
    )*};
}
unary! {
    neg_int = |x| x.wrapping_neg();
    not_int = |x| !x;
    not_bool = |x| x ^ 1;
    ext_i8 = |x| x as i8 as i64 as u64;
    ext_i16 = |x| x as i16 as i64 as u64;
    ext_i32 = |x| x as i32 as i64 as u64;
    ext_u8 = |x| u64::from(x as u8);
    ext_u16 = |x| u64::from(x as u16);
    ext_u32 = |x| u64::from(x as u32);
}

#[inline(always)]
pub(super) fn check_shift<G: Given>(s: State<G>) -> Flow {
    if (s.in_a() as i64) < 0 {
        return cold(negative_shift);
    }
    s.next()
}

#[cold]
fn negative_shift(s: State) -> Resume {
    panic::raise_fault(s, Fault::NegativeShift)
}
