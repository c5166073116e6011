//! Words that native functions pass on without looking inside: interfaces, pointers, channels,
//! maps, funcs.

use crate::value::{Iface, Word};
use burrow_bytecode::TypeId;
use std::marker::PhantomData;

/// An interface value. [`super::Call::value`] looks inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Any {
    iface: Iface,
    stays: PhantomData<*const u8>,
}

impl Any {
    /// The nil interface.
    pub const NIL: Any = Any { iface: Iface::NIL, stays: PhantomData };
    pub(crate) fn from_word(word: Word) -> Any {
        Any { iface: Iface(word), stays: PhantomData }
    }
    pub(crate) fn word(self) -> Word {
        self.iface.0
    }
    pub(crate) fn iface(self) -> Iface {
        self.iface
    }
    /// The dynamic type; [`TypeId::NIL`] for nil.
    pub fn ty(self) -> TypeId {
        self.iface.ty()
    }
    /// The nil interface.
    pub fn is_nil(self) -> bool {
        self.iface == Iface::NIL
    }
}

/// A pointer, channel, map, func or unsafe.Pointer: an address, 0 for nil.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opaque {
    word: Word,
    stays: PhantomData<*const u8>,
}

impl Opaque {
    /// nil
    pub const NIL: Opaque = Opaque { word: 0, stays: PhantomData };
    pub(crate) fn from_word(word: Word) -> Opaque {
        Opaque { word, stays: PhantomData }
    }
    pub(crate) fn word(self) -> Word {
        self.word
    }
    /// The address as a number, for `%p` and maps by identity. Objects do not move.
    pub fn address(self) -> u64 {
        self.word
    }
    /// nil
    pub fn is_nil(self) -> bool {
        self.word == 0
    }
}
