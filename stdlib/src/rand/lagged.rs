//! Seeding of math/rand's generator: an additive lagged Fibonacci generator, whose steps are taken on
//! the Go side.

use super::cooked::{COOKED, LENGTH};

/// How far back the second of the two words that are added lies.
#[cfg(test)]
pub const TAP: usize = 273;

const MODULUS: i32 = i32::MAX;

/// The next number of the multiplicative generator that fills the state.
pub fn next_seed(x: i32) -> i32 {
    (i64::from(x) * 48271 % i64::from(MODULUS)) as i32
}

/// The state of a generator with this seed.
pub fn seeded(seed: i64) -> Vec<u64> {
    let mut x = match seed.rem_euclid(i64::from(MODULUS)) {
        0 => 89_482_311,
        seed => seed as i32,
    };
    for _ in 0..20 {
        x = next_seed(x);
    }
    let mut next = || {
        x = next_seed(x);
        x as u64
    };
    (0..LENGTH).map(|i| next() << 40 ^ next() << 20 ^ next() ^ COOKED[i]).collect()
}
