//! Hashing: values that are equal have equal hashes under the same seed. Words are mixed by one
//! 128-bit product folded in half, bytes eight at a time. Seeds differ from process to process and
//! are never visible: maps iterate in an order of their own.

use super::plan::{Step, load_f32, load_unsigned};
use crate::fault::Fault;
use crate::runtime_types::RuntimeTypes;
use crate::strings;
use crate::value::{Iface, Word, load_word};
use burrow_bytecode::TypeId;

/// Odd constants with no pattern in their bits (digits of pi).
const MIX: [u64; 3] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345, 0xa409_3822_299f_31d1];

#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// The hash of one word.
#[inline(always)]
pub fn hash_word(seed: u64, word: u64) -> u64 {
    fold(word ^ MIX[0], seed ^ MIX[1])
}

/// The hash of a sequence of bytes.
#[inline]
pub fn hash_bytes(seed: u64, bytes: &[u8]) -> u64 {
    let eight = |at: usize| {
        let mut buffer = [0; 8];
        buffer.copy_from_slice(&bytes[at..at + 8]);
        u64::from_le_bytes(buffer)
    };
    let four = |at: usize| {
        let mut buffer = [0; 4];
        buffer.copy_from_slice(&bytes[at..at + 4]);
        u64::from(u32::from_le_bytes(buffer))
    };
    let len = bytes.len();
    let mut state = seed ^ MIX[2];
    let (first, second) = match len {
        0 => (0, 0),
        1..=3 => {
            let (low, middle) = (u64::from(bytes[0]), u64::from(bytes[len / 2]));
            (low << 16 | middle << 8 | u64::from(bytes[len - 1]), 0)
        }
        4..=8 => (four(0), four(len - 4)),
        9..=16 => (eight(0), eight(len - 8)),
        _ => {
            let mut at = 0;
            while at + 16 < len {
                state = fold(eight(at) ^ state, eight(at + 8) ^ MIX[0]);
                at += 16;
            }
            (eight(len - 16), eight(len - 8))
        }
    };
    state = fold(first ^ MIX[1], second ^ state);
    fold(state ^ MIX[2], len as u64 ^ MIX[0])
}

/// The state of a hash over several parts.
#[derive(Clone, Copy, Debug)]
pub struct Hasher {
    state: u64,
    /// What is mixed in for a NaN, which equals nothing: its hash may be anything.
    pub nan_salt: u64,
    /// Directly hashed interfaces and parts inside others fail with different texts.
    depth: u32,
}

impl Hasher {
    /// A fresh state.
    pub fn new(seed: u64, nan_salt: u64) -> Hasher {
        Hasher { state: seed, nan_salt, depth: 0 }
    }

    /// Mixes a word in.
    #[inline]
    pub fn word(&mut self, word: u64) {
        self.state = hash_word(self.state, word);
    }

    fn float(&mut self, value: f64) {
        if value.is_nan() {
            self.nan_salt = self.nan_salt.wrapping_add(MIX[2]);
            self.word(self.nan_salt);
        } else {
            self.word(if value == 0.0 { 0 } else { value.to_bits() }); // -0 == 0
        }
    }

    fn unhashable(&self, ty: TypeId) -> Fault {
        if self.depth == 0 { Fault::UnhashableKey(ty) } else { Fault::UnhashablePart(ty) }
    }
}

/// Something left to hash.
enum Task {
    Steps { ty: TypeId, step: usize, at: Word },
    Elements { ty: TypeId, count: u64, at: Word },
}

/// The hash of the value of type `ty` at `address`; fails on interfaces of uncomparable types.
///
/// # Safety
/// `address` is that of a value of type `ty`.
pub unsafe fn hash_value(
    types: &RuntimeTypes,
    ty: TypeId,
    address: Word,
    mut hasher: Hasher,
) -> Result<u64, Fault> {
    let mut tasks = Vec::new();
    let mut task = Task::Steps { ty, step: 0, at: address };
    loop {
        // SAFETY: tasks are made from the caller's value and what it holds.
        let inner = unsafe {
            match task {
                Task::Steps { ty, step, at } => hash_steps(types, (ty, step), at, &mut hasher, &mut tasks)?,
                Task::Elements { ty, count, at } => {
                    if count > 1 {
                        let next = at + types.get(ty).stride as Word;
                        tasks.push(Task::Elements { ty, count: count - 1, at: next });
                    }
                    hash_steps(types, (ty, 0), at, &mut hasher, &mut tasks)?
                }
            }
        };
        task = match inner.or_else(|| tasks.pop()) {
            Some(next) => next,
            None => return Ok(hasher.state),
        };
        hasher.depth = 1;
    }
}

/// Mixes in steps from `from` on. What is inside an interface or array comes next, and is returned;
/// what must wait for it is left in `tasks`.
///
/// # Safety
/// As [`hash_value`].
unsafe fn hash_steps(
    types: &RuntimeTypes,
    from: (TypeId, usize),
    address: Word,
    hasher: &mut Hasher,
    tasks: &mut Vec<Task>,
) -> Result<Option<Task>, Fault> {
    let (ty, first) = from;
    let steps = types.get(ty).plan.steps();
    if steps.len() > 1 {
        hasher.depth = 1;
    }
    for (i, step) in steps.iter().enumerate().skip(first) {
        let at = address + step.offset();
        // SAFETY: a plan's offsets lie within the value.
        let inner = unsafe {
            match *step {
                Step::Interface { .. } => match hash_interface(types, load_word(at), hasher)? {
                    Some(task) => task,
                    None => continue,
                },
                Step::Array { elem, len, .. } => Task::Elements { ty: elem, count: len, at },
                _ => {
                    hash_simple(step, at, hasher);
                    continue;
                }
            }
        };
        if i + 1 < steps.len() {
            tasks.push(Task::Steps { ty, step: i + 1, at: address });
        }
        return Ok(Some(inner));
    }
    Ok(None)
}

fn hash_interface(types: &RuntimeTypes, word: Word, hasher: &mut Hasher) -> Result<Option<Task>, Fault> {
    let iface = Iface(word);
    let ty = iface.ty();
    if ty == TypeId::NIL {
        hasher.word(0);
        return Ok(None);
    }
    let info = types.get(ty);
    if !info.comparable {
        return Err(hasher.unhashable(ty));
    }
    hasher.word(Word::from(ty.0));
    if info.pointer_shaped {
        hasher.word(iface.payload());
        return Ok(None);
    }
    Ok(Some(Task::Steps { ty, step: 0, at: iface.payload() }))
}

/// # Safety
/// `at` holds what the step says, which is no interface and no array.
unsafe fn hash_simple(step: &Step, at: Word, hasher: &mut Hasher) {
    // SAFETY: the caller's promise.
    unsafe {
        match *step {
            Step::Words { count, .. } => {
                (0..count).for_each(|i| hasher.word(load_word(at + 8 * i)));
            }
            Step::Narrow { kind, .. } => hasher.word(load_unsigned(at, kind)),
            Step::Float64 { .. } => hasher.float(f64::from_bits(load_word(at))),
            Step::Float32 { .. } => hasher.float(f64::from(load_f32(at))),
            Step::String { .. } => {
                hasher.state = hash_bytes(hasher.state, strings::bytes(load_word(at)));
            }
            Step::Interface { .. } | Step::Array { .. } => {}
        }
    }
}
