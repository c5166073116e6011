//! Natives of packages math/rand and math/rand/v2: the machine's source of chance, states and tables
//! that Go's generators begin with.

mod chacha8;
mod cooked;
mod lagged;
mod ziggurat;

use burrow_vm::native;
use burrow_vm::native::{Call, Native, Slice};
use ziggurat::Tables;

/// Natives of packages math/rand and math/rand/v2.
pub const NATIVES: &[Native] = &[
    native!("math/rand.runtimeRandom", Call::random),
    native!("math/rand.seeded", lagged::seeded),
    native!("math/rand.normalTables", normal_tables),
    native!("math/rand.exponentialTables", exponential_tables),
    native!("math/rand/v2.runtimeRandom", Call::random),
    native!("math/rand/v2.normalTables", normal_tables),
    native!("math/rand/v2.exponentialTables", exponential_tables),
    native!("math/rand/v2.chacha8", chacha8_numbers),
];

fn normal_tables() -> Tables {
    ziggurat::normal()
}
fn exponential_tables() -> Tables {
    ziggurat::exponential()
}
fn chacha8_numbers(seed: Slice<u64>, counter: u32) -> Vec<u64> {
    chacha8::numbers(&seed.iter().collect::<Vec<u64>>(), counter)
}
