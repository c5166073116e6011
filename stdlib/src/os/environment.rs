//! The environment as the program sees and changes it: a copy of its own, so that two programs in
//! one process do not meddle with each other.

use burrow_vm::native::{Call, GoString, Str};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStringExt;
use std::sync::{Mutex, PoisonError};

/// Names and values.
type Variables = Vec<(Vec<u8>, Vec<u8>)>;

#[derive(Default)]
struct Environment {
    /// `None` until first used.
    variables: Mutex<Option<Variables>>,
}

fn with<R>(call: &Call, act: impl FnOnce(&mut Variables) -> R) -> R {
    let state = call.state::<Environment>();
    let mut variables = state.variables.lock().unwrap_or_else(PoisonError::into_inner);
    let may_see = |name: &OsStr| call.permissions().may_see(name);
    act(variables.get_or_insert_with(|| match call.environment() {
        Some(given) => given.iter().map(|(k, v)| (k.clone().into(), v.clone().into())).collect(),
        None => {
            let seen = std::env::vars_os().filter(|(name, _)| may_see(name));
            seen.map(|(k, v)| (k.into_vec(), v.into_vec())).collect()
        }
    }))
}

pub(super) fn lookup(call: &mut Call, key: Str) -> (GoString, bool) {
    let found = with(call, |all| all.iter().find(|(k, _)| k == key.bytes()).map(|(_, v)| v.clone()));
    (GoString(found.clone().unwrap_or_default()), found.is_some())
}

pub(super) fn set(call: &mut Call, key: Str, value: Str) {
    with(call, |all| {
        let value = value.bytes().to_vec();
        match all.iter_mut().find(|(k, _)| k == key.bytes()) {
            Some(entry) => entry.1 = value,
            None => all.push((key.bytes().to_vec(), value)),
        }
    });
}

pub(super) fn unset(call: &mut Call, key: Str) {
    with(call, |all| all.retain(|(k, _)| k != key.bytes()));
}

pub(super) fn all(call: &mut Call) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    with(call, |all| all.iter().map(|(k, v)| format!("{}={}", text(k), text(v))).collect())
}

pub(super) fn clear(call: &mut Call) {
    with(call, Vec::clear);
}
