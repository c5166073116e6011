//! What an operation on values can fail with. A [`Fault`] is a plain `Copy` value: whoever runs the
//! operation (an instruction's body, a native) turns it into a Go panic or a fatal error; only then
//! is its text made. Texts are those of Go's runtime, without the prefix "runtime error: ".

use crate::runtime_types::RuntimeTypes;
use burrow_bytecode::TypeId;

/// Memory is used up: the reserved region is full or an object cannot fit in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfMemory;

/// Which bound a slice expression violates; `x` and `y` are the numbers of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BoundsKind {
    /// `a[x]`, x outside of 0 <= x < y.
    Index,
    /// `s[:x]` of a string or array: 0 <= x <= y = len.
    SliceLength,
    /// `s[:x]` of a slice: 0 <= x <= y = cap.
    SliceCapacity,
    /// `s[x:y]`: 0 <= x <= y.
    SliceLow,
    /// `s[::x]` of an array: 0 <= x <= y = len.
    MaxLength,
    /// `s[::x]` of a slice: 0 <= x <= y = cap.
    MaxCapacity,
    /// `s[:x:y]`: 0 <= x <= y.
    MaxHigh,
    /// `s[x:y:]`: 0 <= x <= y.
    MaxLow,
    /// `[x]T(s)` with len(s) = y < x.
    Convert,
}

/// How a fault reaches the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultClass {
    /// A panic with a `runtime.errorString`; the machine prints "runtime error: " before the text.
    RuntimeError,
    /// A panic with a `runtime.boundsError`; likewise with the prefix.
    BoundsError,
    /// A panic with a `runtime.plainError`: no prefix.
    PlainError,
    /// The program ends with "fatal error: " and the text, exit status 2; nothing recovers it.
    Fatal,
}

/// A failed operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Fatal: "runtime: out of memory".
    OutOfMemory,
    /// A nil pointer was followed.
    NilDereference,
    /// An index or slice bound out of range.
    Bounds {
        /// Which.
        kind: BoundsKind,
        /// The offending number.
        x: i64,
        /// What it was compared with.
        y: i64,
    },
    /// An integer divided by 0.
    DivideByZero,
    /// A shift by a negative count.
    NegativeShift,
    /// `unsafe.String` with a bad length.
    UnsafeStringLength,
    /// `unsafe.Slice` with a bad length.
    UnsafeSliceLength,
    /// `make(chan T, size)` with a bad size.
    MakeChanSize,
    /// A send on a closed channel.
    SendOnClosedChannel,
    /// A second close of a channel.
    CloseClosedChannel,
    /// A close of a nil channel.
    CloseNilChannel,
    /// `make([]T, len)` with a bad length.
    MakeSliceLength,
    /// `make([]T, len, cap)` with a bad capacity.
    MakeSliceCapacity,
    /// `append` to more than the address space holds.
    GrowSlice,
    /// `m[k] = v` with a nil map.
    NilMapAssignment,
    /// `==` on interfaces with this dynamic type.
    Uncomparable(TypeId),
    /// A map key that is an interface with this dynamic type.
    UnhashableKey(TypeId),
    /// A map key that contains an interface with this dynamic type.
    UnhashablePart(TypeId),
    /// Fatal: two writers of one map.
    ConcurrentMapWrites,
    /// Fatal: a reader met a writer.
    ConcurrentMapReadWrite,
    /// Fatal: an iteration met a writer.
    ConcurrentMapIteration,
}

impl From<OutOfMemory> for Fault {
    fn from(_: OutOfMemory) -> Fault {
        Fault::OutOfMemory
    }
}

impl Fault {
    /// An index out of range.
    pub const fn index(index: i64, len: usize) -> Fault {
        Fault::Bounds { kind: BoundsKind::Index, x: index, y: len as i64 }
    }

    /// How it reaches the program.
    pub fn class(self) -> FaultClass {
        match self {
            Fault::OutOfMemory
            | Fault::ConcurrentMapWrites
            | Fault::ConcurrentMapReadWrite
            | Fault::ConcurrentMapIteration => FaultClass::Fatal,
            Fault::Bounds { .. } => FaultClass::BoundsError,
            Fault::NilMapAssignment
            | Fault::UnhashableKey(_)
            | Fault::MakeChanSize
            | Fault::SendOnClosedChannel
            | Fault::CloseClosedChannel
            | Fault::CloseNilChannel => FaultClass::PlainError,
            _ => FaultClass::RuntimeError,
        }
    }

    /// The text, without "runtime error: " or "fatal error: ".
    pub fn message(self, types: &RuntimeTypes) -> String {
        let text = match self {
            Fault::OutOfMemory => "runtime: out of memory",
            Fault::NilDereference => "invalid memory address or nil pointer dereference",
            Fault::Bounds { kind, x, y } => return bounds_message(kind, x, y),
            Fault::DivideByZero => "integer divide by zero",
            Fault::NegativeShift => "negative shift amount",
            Fault::UnsafeStringLength => "unsafe.String: len out of range",
            Fault::UnsafeSliceLength => "unsafe.Slice: len out of range",
            Fault::MakeChanSize => "makechan: size out of range",
            Fault::SendOnClosedChannel => "send on closed channel",
            Fault::CloseClosedChannel => "close of closed channel",
            Fault::CloseNilChannel => "close of nil channel",
            Fault::MakeSliceLength => "makeslice: len out of range",
            Fault::MakeSliceCapacity => "makeslice: cap out of range",
            Fault::GrowSlice => "growslice: len out of range",
            Fault::NilMapAssignment => "assignment to entry in nil map",
            Fault::Uncomparable(ty) => {
                return format!("comparing uncomparable type {}", types.name(ty));
            }
            // gc's maps name the key's own type with a colon, its hash functions a part's without.
            Fault::UnhashableKey(ty) => {
                return format!("hash of unhashable type: {}", types.name(ty));
            }
            Fault::UnhashablePart(ty) => {
                return format!("hash of unhashable type {}", types.name(ty));
            }
            Fault::ConcurrentMapWrites => "concurrent map writes",
            Fault::ConcurrentMapReadWrite => "concurrent map read and map write",
            Fault::ConcurrentMapIteration => "concurrent map iteration and map write",
        };
        text.to_owned()
    }
}

/// Negative numbers leave out what they were compared with.
fn bounds_message(kind: BoundsKind, x: i64, y: i64) -> String {
    let negative = x < 0;
    match (kind, negative) {
        (BoundsKind::Index, false) => format!("index out of range [{x}] with length {y}"),
        (BoundsKind::Index, true) => format!("index out of range [{x}]"),
        (BoundsKind::Convert, _) => {
            format!("cannot convert slice with length {y} to array or pointer to array with length {x}")
        }
        _ => format!("slice bounds out of range {}", slice_bounds(kind, x, y)),
    }
}

fn slice_bounds(kind: BoundsKind, x: i64, y: i64) -> String {
    match (kind, x < 0) {
        (BoundsKind::SliceLength, false) => format!("[:{x}] with length {y}"),
        (BoundsKind::SliceCapacity, false) => format!("[:{x}] with capacity {y}"),
        (BoundsKind::SliceLow, false) => format!("[{x}:{y}]"),
        (BoundsKind::MaxLength, false) => format!("[::{x}] with length {y}"),
        (BoundsKind::MaxCapacity, false) => format!("[::{x}] with capacity {y}"),
        (BoundsKind::MaxHigh, false) => format!("[:{x}:{y}]"),
        (BoundsKind::MaxLow, false) => format!("[{x}:{y}:]"),
        (BoundsKind::SliceLength | BoundsKind::SliceCapacity, true) => format!("[:{x}]"),
        (BoundsKind::SliceLow, true) => format!("[{x}:]"),
        (BoundsKind::MaxLength | BoundsKind::MaxCapacity, true) => format!("[::{x}]"),
        (BoundsKind::MaxHigh, true) => format!("[:{x}:]"),
        (BoundsKind::MaxLow, true) => format!("[{x}::]"),
        (BoundsKind::Index | BoundsKind::Convert, _) => format!("[{x}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_texts_are_those_of_go() {
        assert_eq!(bounds_message(BoundsKind::Index, 5, 3), "index out of range [5] with length 3");
        assert_eq!(bounds_message(BoundsKind::Index, -1, 3), "index out of range [-1]");
        assert_eq!(
            bounds_message(BoundsKind::SliceCapacity, 31, 10),
            "slice bounds out of range [:31] with capacity 10"
        );
        assert_eq!(bounds_message(BoundsKind::SliceLow, 4, 2), "slice bounds out of range [4:2]");
        assert_eq!(bounds_message(BoundsKind::MaxLow, -4, 2), "slice bounds out of range [-4::]");
    }
}
