//! Equality and hashing of values of any comparable type, driven by a [`Plan`] for each type: its
//! words as a flat list of steps. Values are given by the address of their words in memory.
//! Nothing recurses: what interfaces and arrays nest is kept on a list of tasks, so that deeply
//! nested values cannot exhaust the native stack. Parts are compared in the order of the source,
//! up to the first that differ; only then can a part of uncomparable type panic.

mod hash;
mod plan;

pub use hash::{Hasher, hash_bytes, hash_value, hash_word};
pub use plan::{Plan, Step, plans};

use crate::fault::Fault;
use crate::runtime_types::RuntimeTypes;
use crate::strings;
use crate::value::{Iface, Word, load_word};
use burrow_bytecode::TypeId;

/// Something left to compare.
enum Task {
    /// Steps of a type's plan from one on.
    Steps { ty: TypeId, step: usize, left: Word, right: Word },
    /// Elements of two arrays.
    Elements { ty: TypeId, count: u64, left: Word, right: Word },
}

/// `left == right` of two interface words.
///
/// # Safety
/// Both are interface words of the program that `types` belongs to.
#[inline]
pub unsafe fn interfaces_equal(types: &RuntimeTypes, left: Iface, right: Iface) -> Result<bool, Fault> {
    if left.ty() != right.ty() {
        return Ok(false);
    }
    let ty = left.ty();
    if ty == TypeId::NIL {
        return Ok(true);
    }
    let info = types.get(ty);
    if !info.comparable {
        return Err(Fault::Uncomparable(ty));
    }
    if info.pointer_shaped {
        return Ok(left == right);
    }
    // SAFETY: the payloads are the addresses of boxes with values of this type.
    unsafe { values_equal(types, ty, left.payload(), right.payload()) }
}

/// Equality of two values in frame representation.
///
/// # Safety
/// `left` and `right` point to values of type `ty`.
pub unsafe fn frames_equal(
    types: &RuntimeTypes,
    ty: TypeId,
    left: *const Word,
    right: *const Word,
) -> Result<bool, Fault> {
    // SAFETY: the caller's promise.
    unsafe {
        let (left, right) = (types.memory_of(ty, left), types.memory_of(ty, right));
        values_equal(types, ty, left as Word, right as Word)
    }
}

/// Equality of the values at two addresses.
///
/// # Safety
/// `left` and `right` are addresses of values of type `ty`.
pub unsafe fn values_equal(types: &RuntimeTypes, ty: TypeId, left: Word, right: Word) -> Result<bool, Fault> {
    let mut tasks = Vec::new();
    let mut task = Task::Steps { ty, step: 0, left, right };
    loop {
        // SAFETY: tasks are made from the caller's values and what they hold.
        let compared = unsafe {
            match task {
                Task::Steps { ty, step, left, right } => {
                    steps_equal(types, (ty, step), left, right, &mut tasks)?
                }
                Task::Elements { ty, count, left, right } => {
                    if count > 1 {
                        let stride = types.get(ty).stride as Word;
                        let (left, right) = (left + stride, right + stride);
                        tasks.push(Task::Elements { ty, count: count - 1, left, right });
                    }
                    steps_equal(types, (ty, 0), left, right, &mut tasks)?
                }
            }
        };
        task = match compared {
            Compared::Different => return Ok(false),
            Compared::SameIf(inner) => inner,
            Compared::Same => match tasks.pop() {
                Some(next) => next,
                None => return Ok(true),
            },
        };
    }
}

/// What comparing some steps says.
enum Compared {
    Different,
    Same,
    /// The same if this task, the parts inside an interface or array, says so.
    SameIf(Task),
}

/// Compares steps from `from` on; what must wait for the parts inside an interface or array is left
/// in `tasks`.
///
/// # Safety
/// As [`values_equal`].
unsafe fn steps_equal(
    types: &RuntimeTypes,
    from: (TypeId, usize),
    left: Word,
    right: Word,
    tasks: &mut Vec<Task>,
) -> Result<Compared, Fault> {
    let (ty, first) = from;
    let steps = types.get(ty).plan.steps();
    for (i, step) in steps.iter().enumerate().skip(first) {
        let (a, b) = (left + step.offset(), right + step.offset());
        // SAFETY: a plan's offsets lie within the value.
        let inner = unsafe {
            match *step {
                Step::Interface { .. } => {
                    match compare_interfaces(types, Iface(load_word(a)), Iface(load_word(b)))? {
                        Compared::Different => return Ok(Compared::Different),
                        Compared::Same => continue,
                        Compared::SameIf(task) => task,
                    }
                }
                Step::Array { elem, len, .. } => Task::Elements { ty: elem, count: len, left: a, right: b },
                _ if step.equal(a, b) => continue,
                _ => return Ok(Compared::Different),
            }
        };
        if i + 1 < steps.len() {
            tasks.push(Task::Steps { ty, step: i + 1, left, right });
        }
        return Ok(Compared::SameIf(inner));
    }
    Ok(Compared::Same)
}

/// Two interface words, before their boxes are opened.
fn compare_interfaces(types: &RuntimeTypes, left: Iface, right: Iface) -> Result<Compared, Fault> {
    let ty = left.ty();
    if ty != right.ty() {
        return Ok(Compared::Different);
    }
    if ty == TypeId::NIL {
        return Ok(Compared::Same);
    }
    let info = types.get(ty);
    if !info.comparable {
        return Err(Fault::Uncomparable(ty));
    }
    if info.pointer_shaped {
        return Ok(if left == right { Compared::Same } else { Compared::Different });
    }
    let (left, right) = (left.payload(), right.payload());
    Ok(Compared::SameIf(Task::Steps { ty, step: 0, left, right }))
}

impl Step {
    /// Equality of simple steps, at the addresses of the step itself.
    ///
    /// # Safety
    /// Both addresses hold what the step says.
    #[inline]
    unsafe fn equal(&self, left: Word, right: Word) -> bool {
        // SAFETY: the caller's promise.
        unsafe {
            match *self {
                Step::Words { count, .. } => {
                    (0..count).all(|i| load_word(left + 8 * i) == load_word(right + 8 * i))
                }
                Step::Narrow { kind, .. } => {
                    plan::load_unsigned(left, kind) == plan::load_unsigned(right, kind)
                }
                Step::Float64 { .. } => f64::from_bits(load_word(left)) == f64::from_bits(load_word(right)),
                Step::Float32 { .. } => plan::load_f32(left) == plan::load_f32(right),
                Step::String { .. } => strings::equal(load_word(left), load_word(right)),
                Step::Interface { .. } | Step::Array { .. } => false,
            }
        }
    }
}

#[cfg(test)]
mod tests;
