//! The one source of chance: which case of a select, which worker to steal from, where a map's
//! iteration starts, random numbers of the library. Each worker asks its own stream; the streams
//! come from one seed, which is the machine's entropy unless a seed is given.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// A stream of choices (wyrand: one multiplication each).
#[derive(Clone, Debug)]
pub struct Choices {
    state: u64,
}

impl Choices {
    /// The stream number `stream` of `seed`.
    pub fn from_seed(seed: u64, stream: u64) -> Choices {
        let mut choices = Choices { state: seed ^ stream.wrapping_mul(0x9e37_79b9_7f4a_7c15) };
        choices.next_u64();
        choices
    }

    /// A seed that nobody can foresee.
    pub fn entropy() -> u64 {
        RandomState::new().build_hasher().finish()
    }

    /// 64 random bits.
    #[inline]
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0xa076_1d64_78bd_642f);
        let product = u128::from(self.state) * u128::from(self.state ^ 0xe703_7ed1_a0b4_28db);
        ((product >> 64) as u64) ^ product as u64
    }

    /// A number below `bound` (which is not 0), each as likely.
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        (((self.next_u64() >> 32) * u64::from(bound)) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_numbers_stay_below() {
        let (mut a, mut b) = (Choices::from_seed(7, 1), Choices::from_seed(7, 1));
        let mut seen = [0; 3];
        for _ in 0..3000 {
            let n = a.below(3);
            assert_eq!(n, b.below(3));
            seen[n as usize] += 1;
        }
        assert!(seen.iter().all(|&count| count > 800), "{seen:?}");
        assert_ne!(Choices::from_seed(7, 2).next_u64(), Choices::from_seed(7, 1).next_u64());
    }
}
