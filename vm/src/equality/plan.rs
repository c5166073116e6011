//! Plans: a type's words as a flat list of steps, for equality and hashing. Nested structs are
//! flattened, blank fields left out, neighbouring words that compare by their bits joined.

use crate::value::{Word, load_scalar};
use burrow_bytecode::{Kind, MemKind, Type, TypeId};

/// A part of a value, `offset` bytes from its start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // the fields say it
pub enum Step {
    /// Words equal exactly when their bits are.
    Words {
        offset: u64,
        count: u64,
    },
    /// A small scalar: only its own bytes count, what else its word holds may be anything.
    Narrow {
        offset: u64,
        kind: MemKind,
    },
    Float64 {
        offset: u64,
    },
    Float32 {
        offset: u64,
    },
    String {
        offset: u64,
    },
    Interface {
        offset: u64,
    },
    /// `len` elements (at least one) that do not compare by their bits.
    Array {
        offset: u64,
        elem: TypeId,
        len: u64,
    },
}

impl Step {
    /// Bytes from the value's start.
    pub fn offset(&self) -> u64 {
        match *self {
            Step::Words { offset, .. }
            | Step::Narrow { offset, .. }
            | Step::Float64 { offset }
            | Step::Float32 { offset }
            | Step::String { offset }
            | Step::Interface { offset }
            | Step::Array { offset, .. } => offset,
        }
    }

    fn shifted(mut self, by: u64) -> Step {
        match &mut self {
            Step::Words { offset, .. }
            | Step::Narrow { offset, .. }
            | Step::Float64 { offset }
            | Step::Float32 { offset }
            | Step::String { offset }
            | Step::Interface { offset }
            | Step::Array { offset, .. } => *offset += by,
        }
        self
    }
}

/// A type's steps.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    steps: Box<[Step]>,
    irreflexive: bool,
}

impl Plan {
    /// In order.
    #[inline]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// One word, or a small scalar, that is equal exactly when its bits are.
    pub fn is_one_word(&self) -> bool {
        matches!(*self.steps, [Step::Words { offset: 0, count: 1 }] | [Step::Narrow { offset: 0, .. }])
    }

    /// A value may differ from itself: NaN.
    pub fn irreflexive(&self) -> bool {
        self.irreflexive
    }
}

/// The scalar of this kind at `address`, zero-extended.
///
/// # Safety
/// As [`load_scalar`].
#[inline]
pub(super) unsafe fn load_unsigned(address: Word, kind: MemKind) -> Word {
    let unsigned = match kind {
        MemKind::I8 => MemKind::U8,
        MemKind::I16 => MemKind::U16,
        MemKind::I32 => MemKind::U32,
        other => other,
    };
    // SAFETY: the caller's promise.
    unsafe { load_scalar(address, unsigned) }
}

/// The float32 at `address`.
///
/// # Safety
/// As [`load_scalar`].
#[inline]
pub(super) unsafe fn load_f32(address: Word) -> f32 {
    // SAFETY: the caller's promise.
    f32::from_bits(unsafe { load_scalar(address, MemKind::U32) } as u32)
}

/// The plans of all types; those of uncomparable types are empty.
pub fn plans(types: &[Type]) -> Vec<Plan> {
    let mut plans = vec![None; types.len()];
    for i in 0..types.len() {
        plan(types, TypeId(i as u16), &mut plans);
    }
    plans.into_iter().map(Option::unwrap_or_default).collect()
}

/// Recursion ends: a type holds itself only behind a pointer or an interface.
fn plan(types: &[Type], id: TypeId, plans: &mut [Option<Plan>]) -> Plan {
    if let Some(known) = &plans[id.index()] {
        return known.clone();
    }
    let ty = &types[id.index()];
    let mut steps = Vec::new();
    let mut irreflexive = false;
    if ty.comparable {
        match ty.kind {
            Kind::Invalid => {}
            Kind::Float64 => steps.push(Step::Float64 { offset: 0 }),
            Kind::Float32 => steps.push(Step::Float32 { offset: 0 }),
            Kind::Complex128 => steps.extend([0, 8].map(|offset| Step::Float64 { offset })),
            Kind::Complex64 => steps.extend([0, 8].map(|offset| Step::Float32 { offset })),
            Kind::String => steps.push(Step::String { offset: 0 }),
            Kind::Interface => steps.push(Step::Interface { offset: 0 }),
            Kind::Struct => {
                for field in ty.fields.iter().filter(|field| field.name != "_") {
                    let inner = plan(types, field.ty, plans);
                    irreflexive |= inner.irreflexive;
                    for step in &inner.steps {
                        push(&mut steps, step.shifted(u64::from(field.offset_words) * 8));
                    }
                }
            }
            Kind::Array => irreflexive = array_steps(types, ty, plans, &mut steps),
            _ => match ty.mem_kind {
                // Unsigned scalars are zero-extended, whichever way they were stored.
                MemKind::I8 | MemKind::I16 | MemKind::I32 | MemKind::U8 | MemKind::U16 | MemKind::U32 => {
                    steps.push(Step::Narrow { offset: 0, kind: ty.mem_kind })
                }
                MemKind::Word | MemKind::Words => steps.push(Step::Words { offset: 0, count: 1 }),
            },
        }
    }
    irreflexive |= steps
        .iter()
        .any(|step| matches!(step, Step::Float64 { .. } | Step::Float32 { .. } | Step::Interface { .. }));
    let made = Plan { steps: steps.into(), irreflexive };
    plans[id.index()] = Some(made.clone());
    made
}

/// Appends the steps of an array type; true when its elements may differ from themselves.
fn array_steps(types: &[Type], ty: &Type, plans: &mut [Option<Plan>], steps: &mut Vec<Step>) -> bool {
    let inner = plan(types, ty.elem, plans);
    let elem = &types[ty.elem.index()];
    if ty.len == 0 || inner.steps.is_empty() {
        return false;
    }
    let whole = match *inner.steps {
        [Step::Words { offset: 0, count }] => count == u64::from(elem.mem_words),
        // Packed elements fill their array's words, and what is left over is zero.
        [Step::Narrow { offset: 0, .. }] => elem.mem_kind.bytes().is_some(),
        _ => false,
    };
    if whole {
        steps.push(Step::Words { offset: 0, count: u64::from(ty.mem_words) });
    } else {
        steps.push(Step::Array { offset: 0, elem: ty.elem, len: ty.len });
    }
    inner.irreflexive
}

fn push(steps: &mut Vec<Step>, step: Step) {
    if let Step::Words { offset, count } = step
        && let Some(Step::Words { offset: before, count: words }) = steps.last_mut()
        && *before + *words * 8 == offset
    {
        *words += count;
    } else {
        steps.push(step);
    }
}
