//! Results of native functions: how each Rust type becomes a Go value in the window.

use super::{Any, Call, Element, Opaque, Outcome, Shape, Slice, Str};
use crate::value::Word;
use burrow_bytecode::Kind;

/// A type that a native function can give as one result.
pub trait IntoGo {
    /// The Go types it stands for.
    const SHAPE: Shape;
    /// Makes the Go value, a word.
    fn into_word(self, call: &mut Call) -> Word;
}

/// What a native function gives as a whole.
pub trait NativeResult {
    /// The Go results.
    fn shapes() -> Vec<Shape>;
    /// Writes the results into the window and says how to go on.
    fn finish(self, call: &mut Call) -> Outcome;
}

/// A panic that a native function raises in Go.
#[derive(Clone, PartialEq, Debug)]
pub enum GoPanic {
    /// `runtime.Error` with this text after "runtime error: ".
    Runtime(String),
    /// `runtime.Error` with exactly this text.
    Plain(String),
    /// Index out of range and the like: the text after "runtime error: ".
    Bounds(String),
    /// Nil dereference.
    NilDereference,
    /// Any Go value.
    Value(Any),
    /// A plain Go string.
    Text(String),
    /// The program ends with "fatal error: TEXT" and all goroutines' traces; nothing recovers.
    Fatal(String),
}

/// How a native function without results goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Control {
    /// Returns.
    Return,
    /// The goroutine has been parked by one of [`Call`]'s parking functions.
    Parked,
    /// Lets other goroutines run first.
    Yield,
    /// Runs deferred calls and ends the goroutine.
    Goexit,
    /// Ends the program with this status.
    Exit(i32),
}

impl NativeResult for Control {
    fn shapes() -> Vec<Shape> {
        Vec::new()
    }
    fn finish(self, call: &mut Call) -> Outcome {
        match self {
            Control::Return => Outcome::Done,
            Control::Parked => Outcome::Parked,
            Control::Yield => Outcome::Yield,
            Control::Goexit => Outcome::Goexit,
            Control::Exit(status) => {
                call.exit_status = status;
                Outcome::Exit
            }
        }
    }
}

/// Results of type `T` that arrive later: made by [`Call::blocking`].
pub struct Blocked<T> {
    pub(super) results: std::marker::PhantomData<T>,
}

impl<T: NativeResult> NativeResult for Blocked<T> {
    fn shapes() -> Vec<Shape> {
        T::shapes()
    }
    fn finish(self, _: &mut Call) -> Outcome {
        Outcome::Parked
    }
}

impl<T: NativeResult> NativeResult for Result<T, GoPanic> {
    fn shapes() -> Vec<Shape> {
        T::shapes()
    }
    fn finish(self, call: &mut Call) -> Outcome {
        match self {
            Ok(results) => results.finish(call),
            Err(panic) => {
                call.panic = Some(panic);
                Outcome::Panic
            }
        }
    }
}

impl NativeResult for () {
    fn shapes() -> Vec<Shape> {
        Vec::new()
    }
    fn finish(self, _: &mut Call) -> Outcome {
        Outcome::Done
    }
}

impl<T: IntoGo> NativeResult for T {
    fn shapes() -> Vec<Shape> {
        vec![T::SHAPE]
    }
    fn finish(self, call: &mut Call) -> Outcome {
        let word = self.into_word(call);
        call.set_result(0, word);
        Outcome::Done
    }
}

macro_rules! tuple {
    ($($result:ident $index:tt),*) => {
        impl<$($result: IntoGo),*> NativeResult for ($($result,)*) {
            fn shapes() -> Vec<Shape> {
                vec![$($result::SHAPE),*]
            }
            fn finish(self, call: &mut Call) -> Outcome {
                $(
                    let word = self.$index.into_word(call);
                    call.set_result($index, word);
                )*
                Outcome::Done
            }
        }
    };
}
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);

macro_rules! scalar_result {
    ($($ty:ty, [$($kind:ident),*], $word:expr;)*) => {$(
        impl IntoGo for $ty {
            const SHAPE: Shape = Shape::of(&[$(Kind::$kind),*]);
            fn into_word(self, _: &mut Call) -> Word {
                let word: fn($ty) -> Word = $word;
                word(self)
            }
        }
    )*};
}
scalar_result! {
    i8, [Int8], |v| v as i64 as Word;
    i16, [Int16], |v| v as i64 as Word;
    i32, [Int32], |v| v as i64 as Word;
    i64, [Int, Int64], |v| v as Word;
    u8, [Uint8], Word::from;
    u16, [Uint16], Word::from;
    u32, [Uint32], Word::from;
    u64, [Uint, Uint64, Uintptr], |v| v;
    bool, [Bool], Word::from;
    f32, [Float32], |v| Word::from(v.to_bits());
    f64, [Float64], f64::to_bits;
    Str, [String], Str::word;
    Any, [Interface], Any::word;
    Opaque, [Pointer, Chan, Map, Func, UnsafePointer, Uintptr], Opaque::word;
}

impl<T: Element> IntoGo for Slice<T> {
    const SHAPE: Shape = Shape { kinds: &[Kind::Slice], elements: Some(T::KINDS) };
    fn into_word(self, _: &mut Call) -> Word {
        self.word()
    }
}

impl IntoGo for &str {
    const SHAPE: Shape = Shape::of(&[Kind::String]);
    fn into_word(self, call: &mut Call) -> Word {
        call.new_string(self.as_bytes()).word()
    }
}

impl IntoGo for String {
    const SHAPE: Shape = Shape::of(&[Kind::String]);
    fn into_word(self, call: &mut Call) -> Word {
        call.new_string(self.as_bytes()).word()
    }
}

/// A Go string of bytes that need not be UTF-8.
pub struct GoString(pub Vec<u8>);

impl IntoGo for GoString {
    const SHAPE: Shape = Shape::of(&[Kind::String]);
    fn into_word(self, call: &mut Call) -> Word {
        call.new_string(&self.0).word()
    }
}

impl<T: Element> IntoGo for Vec<T> {
    const SHAPE: Shape = Shape { kinds: &[Kind::Slice], elements: Some(T::KINDS) };
    fn into_word(self, call: &mut Call) -> Word {
        call.new_slice(&self).word()
    }
}

impl IntoGo for Vec<String> {
    const SHAPE: Shape = Shape { kinds: &[Kind::Slice], elements: Some(&[Kind::String]) };
    fn into_word(self, call: &mut Call) -> Word {
        let strings: Vec<Str> = self.iter().map(|s| call.new_string(s.as_bytes())).collect();
        call.new_slice(&strings).word()
    }
}

impl IntoGo for Vec<GoString> {
    const SHAPE: Shape = <Vec<String> as IntoGo>::SHAPE;
    fn into_word(self, call: &mut Call) -> Word {
        let strings: Vec<Str> = self.iter().map(|s| call.new_string(&s.0)).collect();
        call.new_slice(&strings).word()
    }
}
