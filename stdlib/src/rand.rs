//! Natives of packages math/rand and math/rand/v2.

use burrow_vm::native;
use burrow_vm::native::{Call, Native};

/// Natives of packages math/rand and math/rand/v2.
pub const NATIVES: &[Native] = &[
    native!("math/rand.runtimeRandom", Call::random),
    native!("math/rand.logarithm", logarithm),
    native!("math/rand.squareRoot", square_root),
    native!("math/rand/v2.runtimeRandom", Call::random),
    native!("math/rand/v2.logarithm", logarithm),
    native!("math/rand/v2.squareRoot", square_root),
];

fn logarithm(x: f64) -> f64 {
    x.ln()
}
fn square_root(x: f64) -> f64 {
    x.sqrt()
}
