//! Comparisons to a bool.

use super::state::{Flow, Given, Resume, State, out};
use crate::value::Iface;
use crate::{equality, panic, strings};
use burrow_bytecode::TypeId;
use std::cmp::Ordering;

macro_rules! compare {
    ($($name:ident = |$left:ident, $right:ident| $value:expr;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            let ($left, $right) = (s.in_b(), s.in_c());
            s.put(u64::from($value))
        }
    )*};
}
compare! {
    eq_int = |l, r| l == r;
    ne_int = |l, r| l != r;
    lt_int = |l, r| (l as i64) < r as i64;
    le_int = |l, r| l as i64 <= r as i64;
    lt_uint = |l, r| l < r;
    le_uint = |l, r| l <= r;
    eq_f64 = |l, r| f64::from_bits(l) == f64::from_bits(r);
    ne_f64 = |l, r| f64::from_bits(l) != f64::from_bits(r);
    lt_f64 = |l, r| f64::from_bits(l) < f64::from_bits(r);
    le_f64 = |l, r| f64::from_bits(l) <= f64::from_bits(r);
    eq_string = |l, r| l == r || strings_equal(l, r);
    ne_string = |l, r| l != r && !strings_equal(l, r);
    lt_string = |l, r| compare_strings(l, r) == Ordering::Less;
    le_string = |l, r| compare_strings(l, r) != Ordering::Greater;
}

macro_rules! compare_with_constant {
    ($($name:ident $operator:tt;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<G: Given>(s: State<G>) -> Flow {
            s.put(u64::from((s.in_b() as i64) $operator s.c_signed()))
        }
    )*};
}
compare_with_constant! {
    eq_int_k ==;
    ne_int_k !=;
    lt_int_k <;
    le_int_k <=;
    gt_int_k >;
    ge_int_k >=;
}

#[inline(never)]
fn strings_equal(left: u64, right: u64) -> bool {
    // SAFETY: registers of type string hold strings.
    unsafe { strings::equal(left, right) }
}

#[inline(never)]
fn compare_strings(left: u64, right: u64) -> Ordering {
    // SAFETY: registers of type string hold strings.
    unsafe { strings::compare(left, right) }
}

#[inline(always)]
pub(super) fn eq_iface<G: Given>(s: State<G>) -> Flow {
    let (left, right) = (s.in_b(), s.in_c());
    if Iface(left).ty() != Iface(right).ty() {
        s.set(s.a(), 0);
        return s.next();
    }
    out(s, compare_interfaces)
}

fn compare_interfaces(s: State) -> Resume {
    let (left, right) = (Iface(s.in_b()), Iface(s.in_c()));
    // SAFETY: registers of interface type hold interface words.
    match unsafe { equality::interfaces_equal(s.types(), left, right) } {
        Ok(equal) => {
            s.set(s.a(), u64::from(equal));
            s.resume(1)
        }
        Err(fault) => panic::raise_fault(s, fault),
    }
}

#[inline(always)]
pub(super) fn eq_value<G: Given>(s: State<G>) -> Flow {
    out(s, compare_values)
}

fn compare_values(s: State) -> Resume {
    let ty = TypeId(s.data().op);
    let (left, right) = (s.slot(s.b()), s.slot(s.c()));
    // SAFETY: the registers hold values of `ty`.
    match unsafe { equality::frames_equal(s.types(), ty, left, right) } {
        Ok(equal) => {
            s.set(s.a(), u64::from(equal));
            s.resume(2)
        }
        Err(fault) => panic::raise_fault(s, fault),
    }
}
