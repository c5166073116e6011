//! The library: Go sources that `lang` compiles like any other, and the native functions that they
//! declare without a body, in Rust over the safe interface of `vm`, one module a package.

pub mod atomic;
pub mod bits;
pub mod context;
pub mod errors;
pub mod flag;
pub mod fmt;
pub mod host;
pub mod http;
pub mod math;
pub mod os;
pub mod rand;
pub mod regexp;
pub mod runtime;
pub mod sort;
pub mod sources;
pub mod strconv;
pub mod strings;
pub mod sync;
pub mod testing;
pub mod time;
pub mod unicode;
pub mod zone;

use burrow_vm::native::Native;

/// The native functions of all packages.
pub fn natives() -> impl Iterator<Item = &'static Native> {
    let packages: &[&'static [Native]] = &[
        atomic::NATIVES,
        bits::NATIVES,
        context::NATIVES,
        errors::NATIVES,
        flag::NATIVES,
        fmt::NATIVES,
        host::NATIVES,
        http::NATIVES,
        os::NATIVES,
        rand::NATIVES,
        regexp::NATIVES,
        runtime::NATIVES,
        sort::NATIVES,
        strconv::NATIVES,
        strings::NATIVES,
        sync::NATIVES,
        testing::NATIVES,
        time::NATIVES,
        unicode::NATIVES,
        zone::NATIVES,
    ];
    packages.iter().copied().flatten().chain(math::natives())
}
