//! The order in which fmt prints a map's keys (documented in package fmt: ints, floats and strings
//! by `<`, NaN first, false before true, pointers by address, structs and arrays field by field,
//! interfaces by type and then value).

use burrow_bytecode::{Kind, Program};
use burrow_vm::native::ValueRef;
use std::cmp::Ordering;

/// Compares two keys of one map.
pub fn compare(a: ValueRef, b: ValueRef, program: &Program) -> Ordering {
    match a.kind(program) {
        Kind::Bool => a.bool(program).cmp(&b.bool(program)),
        Kind::Int | Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 => {
            a.int(program).cmp(&b.int(program))
        }
        Kind::Uint | Kind::Uint8 | Kind::Uint16 | Kind::Uint32 | Kind::Uint64 | Kind::Uintptr => {
            a.uint(program).cmp(&b.uint(program))
        }
        Kind::Float32 | Kind::Float64 => float(a.float(program), b.float(program)),
        Kind::Complex64 | Kind::Complex128 => {
            let ((a, c), (b, d)) = (a.complex(program), b.complex(program));
            float(a, b).then_with(|| float(c, d))
        }
        Kind::String => a.with_string(|x| b.with_string(|y| x.cmp(y))),
        Kind::Struct => {
            let pairs = a.fields(program).zip(b.fields(program));
            first_difference(pairs.map(|(a, b)| (a.value, b.value)), program)
        }
        Kind::Array => {
            let elements = (0..a.len(program)).filter_map(|i| a.index(program, i).zip(b.index(program, i)));
            first_difference(elements, program)
        }
        Kind::Interface => match (a.interface(program), b.interface(program)) {
            (None, None) => Ordering::Equal,
            (None, _) => Ordering::Less,
            (_, None) => Ordering::Greater,
            (Some(a), Some(b)) if a.ty() == b.ty() => compare(a, b, program),
            (Some(a), Some(b)) => a.ty().cmp(&b.ty()),
        },
        _ => a.pointer().address().cmp(&b.pointer().address()),
    }
}

fn first_difference(mut pairs: impl Iterator<Item = (ValueRef, ValueRef)>, program: &Program) -> Ordering {
    pairs.find_map(|(a, b)| Some(compare(a, b, program)).filter(|o| o.is_ne())).unwrap_or(Ordering::Equal)
}

fn float(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
}
