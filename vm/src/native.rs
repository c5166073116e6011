//! Native functions: Go functions without a body, written as safe Rust functions and bound by
//! their Go name.
//!
//! ```text
//! fn index(text: Str, part: Str) -> i64 { … }
//! fn read_file(call: &mut Call, name: Str) -> Blocked<(Vec<u8>, String)> {
//!     let name = name.to_string_lossy();
//!     call.blocking(move || …)              // another thread; the goroutine is parked meanwhile
//! }
//! pub const NATIVES: &[Native] = &[native!("strings.Index", index), native!("os.readFile", read_file)];
//! ```
//!
//! * Arguments: `i8`…`u64`, `f32`, `f64`, `bool`, [`Str`], [`Slice<T>`](Slice), [`Any`] (an
//!   interface), [`Opaque`] (pointer, chan, map, func: one word). An optional first parameter
//!   `&mut Call` gives everything else: memory, types, streams, parking.
//! * Results: the same types, `String`, `&'static str`, `Vec<T>` (make Go values), tuples of them
//!   for several results, `()` for none.
//! * [`Result`]`<T, GoPanic>` panics in Go on `Err`; [`Blocked<T>`] arrives later; [`Control`]
//!   parks, yields or ends.
//! * Natives make no `error` values: a native gives a text or a number, and the Go declaration
//!   beside it makes the error (`if text != "" { return errors.New(text) }`).
//! * Nothing that holds Go memory (`Str`, `Slice`, `Any`, `ValueRef`) may be kept beyond the call:
//!   the collector does not know of it. They are `!Send`, so that `blocking` cannot take them.

mod arguments;
mod bubbles;
mod call;
mod finalizers;
mod opaque;
mod reflection;
mod results;
mod store;
mod synchronize;

pub use arguments::{Bytes, Element, FromGo, Slice, Str};
pub use call::{Call, SourceFrame, Stream};
pub use opaque::{Any, Opaque};
pub use reflection::{FieldRef, ValueRef};
pub use results::{Blocked, Control, GoPanic, GoString, IntoGo, NativeResult};

use burrow_bytecode::Kind;

/// The kinds of Go types that a Rust type stands for; a slice gives its element's, too. A test
/// compares them with the Go declaration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    /// Kinds of Go types that fit.
    pub kinds: &'static [Kind],
    /// Kinds of the elements of a slice.
    pub elements: Option<&'static [Kind]>,
}

impl Shape {
    /// A shape without elements.
    pub const fn of(kinds: &'static [Kind]) -> Shape {
        Shape { kinds, elements: None }
    }
}

/// Parameters and results of a binding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// Parameters in order.
    pub params: Vec<Shape>,
    /// Results in order.
    pub results: Vec<Shape>,
}

/// What the interpreter does after a native function has returned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Results are in their slots.
    Done,
    /// Panics with the value the [`Call`] holds.
    Panic,
    /// The goroutine is parked: whoever wakes it writes the results.
    Parked,
    /// Lets other goroutines run.
    Yield,
    /// Runs deferred calls and ends the goroutine.
    Goexit,
    /// Ends the program with the status the [`Call`] holds.
    Exit,
}

/// How the interpreter calls a native function.
///
/// # Safety
/// The call's window holds the arguments and has room for the results that the Go declaration
/// states, and the binding's types are those of the declaration.
pub type NativeFn = unsafe fn(&mut Call) -> Outcome;

/// A native function and its Go name.
#[derive(Clone, Copy)]
pub struct Native {
    /// `package/path.Func` or `package/path.(*T).Method`.
    pub name: &'static str,
    /// Reads arguments, calls the Rust function, writes results.
    pub function: NativeFn,
    /// The Go types it expects.
    pub signature: fn() -> Signature,
}

/// Rust functions that can be bound; implemented for functions of up to ten arguments, with or
/// without a first parameter `&mut Call`.
pub trait Bindable<Arguments> {
    /// The Go types.
    fn signature() -> Signature;
    /// Reads arguments, calls, writes results.
    ///
    /// # Safety
    /// As [`NativeFn`].
    unsafe fn invoke(&self, call: &mut Call) -> Outcome;
}

/// Gives a function's signature; used by `native!`.
pub fn signature_of<A, F: Bindable<A>>(_: F) -> Signature {
    F::signature()
}

/// Binds a Go name to a Rust function.
#[macro_export]
macro_rules! native {
    ($name:literal, $function:path) => {
        $crate::native::Native {
            name: $name,
            // SAFETY: handed on to whoever calls it.
            function: |call: &mut $crate::native::Call| $crate::native::invoke(&$function, call),
            signature: || $crate::native::signature_of($function),
        }
    };
}

/// Calls a bound function on the arguments in the call's window. Only `native!` uses it: a
/// [`Call`] exists only while the interpreter runs a native function.
pub fn invoke<A, F: Bindable<A>>(function: &F, call: &mut Call) -> Outcome {
    // SAFETY: a Call is made only by the interpreter for a call of the bound function, whose
    // declaration the binding test has compared.
    unsafe { function.invoke(call) }
}

/// Marks bindings without the `&mut Call` parameter.
pub struct Plain<T>(std::marker::PhantomData<T>);
/// Marks bindings whose first parameter is `&mut Call`.
pub struct WithCall<T>(std::marker::PhantomData<T>);

macro_rules! bindable {
    ($($argument:ident $value:ident),*) => {
        impl<Function, Output, $($argument),*> Bindable<Plain<(Output, ($($argument,)*))>> for Function
        where
            Function: Fn($($argument),*) -> Output,
            Output: NativeResult,
            $($argument: FromGo),*
        {
            fn signature() -> Signature {
                Signature { params: vec![$($argument::SHAPE),*], results: Output::shapes() }
            }
            unsafe fn invoke(&self, call: &mut Call) -> Outcome {
                #[allow(unused_mut)]
                let mut at = 1;
                $(
                    // SAFETY: the window holds the declared arguments in order.
                    let $value = unsafe { $argument::read(call.slot(at)) };
                    at += $argument::WORDS;
                )*
                call.results_at = at;
                let output = self($($value),*);
                output.finish(call)
            }
        }
        impl<Function, Output, $($argument),*> Bindable<WithCall<(Output, ($($argument,)*))>> for Function
        where
            Function: Fn(&mut Call, $($argument),*) -> Output,
            Output: NativeResult,
            $($argument: FromGo),*
        {
            fn signature() -> Signature {
                Signature { params: vec![$($argument::SHAPE),*], results: Output::shapes() }
            }
            unsafe fn invoke(&self, call: &mut Call) -> Outcome {
                #[allow(unused_mut)]
                let mut at = 1;
                $(
                    // SAFETY: the window holds the declared arguments in order.
                    let $value = unsafe { $argument::read(call.slot(at)) };
                    at += $argument::WORDS;
                )*
                call.results_at = at;
                let output = self(call, $($value),*);
                output.finish(call)
            }
        }
    };
}
bindable!();
bindable!(A a);
bindable!(A a, B b);
bindable!(A a, B b, C c);
bindable!(A a, B b, C c, D d);
bindable!(A a, B b, C c, D d, E e);
bindable!(A a, B b, C c, D d, E e, G g);
bindable!(A a, B b, C c, D d, E e, G g, H h);
bindable!(A a, B b, C c, D d, E e, G g, H h, I i);
bindable!(A a, B b, C c, D d, E e, G g, H h, I i, J j);
bindable!(A a, B b, C c, D d, E e, G g, H h, I i, J j, K k);

#[cfg(test)]
mod tests {
    use super::*;

    fn index(text: Str, part: Str) -> i64 {
        (text.len() - part.len()) as i64
    }
    fn split(_: &mut Call, text: Bytes, at: i64) -> (Vec<u8>, String) {
        (text.to_vec(), at.to_string())
    }
    fn fails(_: &mut Call) -> Result<(), GoPanic> {
        Err(GoPanic::NilDereference)
    }

    #[test]
    fn a_binding_tells_its_types() {
        let natives = [native!("a.index", index), native!("a.split", split), native!("a.fails", fails)];
        let signature = (natives[1].signature)();
        assert_eq!(signature.params[0].elements, Some(&[Kind::Uint8][..]));
        assert_eq!(signature.params[1].kinds, &[Kind::Int, Kind::Int64]);
        assert_eq!(signature.results[1], Shape::of(&[Kind::String]));
        assert_eq!((natives[0].signature)().params.len(), 2);
        assert!((natives[2].signature)().results.is_empty());
    }
}
