//! Natives of package math/bits.

use burrow_vm::native;
use burrow_vm::native::Native;

/// Natives of package math/bits.
pub const NATIVES: &[Native] = &[
    native!("math/bits.LeadingZeros64", leading_zeros),
    native!("math/bits.TrailingZeros64", trailing_zeros),
    native!("math/bits.OnesCount64", ones),
    native!("math/bits.Reverse64", reverse),
    native!("math/bits.ReverseBytes64", reverse_bytes),
    native!("math/bits.Mul64", mul),
    native!("math/bits.div64", div),
];

fn leading_zeros(x: u64) -> i64 {
    x.leading_zeros().into()
}
fn trailing_zeros(x: u64) -> i64 {
    x.trailing_zeros().into()
}
fn ones(x: u64) -> i64 {
    x.count_ones().into()
}
fn reverse(x: u64) -> u64 {
    x.reverse_bits()
}
fn reverse_bytes(x: u64) -> u64 {
    x.swap_bytes()
}
fn mul(x: u64, y: u64) -> (u64, u64) {
    let product = u128::from(x) * u128::from(y);
    ((product >> 64) as u64, product as u64)
}
/// The Go side has excluded `y <= high`.
fn div(high: u64, low: u64, y: u64) -> (u64, u64) {
    let dividend = u128::from(high) << 64 | u128::from(low);
    let y = u128::from(y.max(1));
    ((dividend / y) as u64, (dividend % y) as u64)
}
