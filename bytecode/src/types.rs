//! Run-time type descriptors: what the machine must know of a Go type to allocate, compare, hash,
//! convert, assert and print its values. Built by `lang` from the types a program can observe.
//!
//! Sizes are counted in 64-bit words. A value has two representations:
//!
//! * in **memory** (heap objects, array elements, struct fields, map and channel slots, globals):
//!   `mem_words` words, except that elements of slices and arrays of small scalars are packed
//!   (`MemKind`). Structs are their fields in order, each field starting on a word.
//! * in a **frame** (registers): `frame_words` words. The same words as in memory, except for
//!   *by-reference* types (`by_ref`: arrays of at least one word, structs that contain one, structs
//!   of more than `BY_REF_WORDS` words), which are one word: the address of a heap object that
//!   holds the memory representation. Instructions that put a value into memory copy its words out
//!   of that object; those that take one from memory, zero values included, make a new object that
//!   belongs to the frame alone.
//!
//! A small scalar's word in a struct may hold stale upper bytes (a store through a pointer to the
//! field writes the scalar's width): compare, hash and load it by its own width.

use crate::{FunctionId, SelectorId};

/// The largest struct that lies in registers.
pub const BY_REF_WORDS: u32 = 16;

/// A type id fits in the 16 bits that an interface word has for it. Id 0 is "no type": nil.
pub const MAX_TYPES: usize = 1 << 16;

/// Index into [`crate::Program::types`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct TypeId(pub u16);

impl TypeId {
    /// The dynamic type of a nil interface.
    pub const NIL: TypeId = TypeId(0);
    /// The id as an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Go's kinds, as in package reflect.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Kind {
    /// The descriptor of id 0.
    Invalid,
    Bool,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
    Float32,
    Float64,
    Complex64,
    Complex128,
    Array,
    Chan,
    Func,
    Interface,
    Map,
    Pointer,
    Slice,
    String,
    Struct,
    UnsafePointer,
}

/// How one element of a slice or array lies in memory, and how a scalar is loaded through a
/// pointer: a pointer to a small scalar may point into a packed array, so loads and stores
/// through pointers always have the scalar's own width.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum MemKind {
    /// 1 byte, sign-extended when loaded.
    I8,
    /// 1 byte, zero-extended (also bool).
    U8,
    /// 2 bytes, sign-extended.
    I16,
    /// 2 bytes, zero-extended.
    U16,
    /// 4 bytes, sign-extended.
    I32,
    /// 4 bytes, zero-extended (also float32 as its bits).
    U32,
    /// 8 bytes: every other one-word type.
    Word,
    /// `mem_words` consecutive words (0, 2 or more, or a by-reference type).
    Words,
}

impl MemKind {
    /// Bytes of one packed element; `None` for [`MemKind::Words`].
    pub fn bytes(self) -> Option<u32> {
        match self {
            MemKind::I8 | MemKind::U8 => Some(1),
            MemKind::I16 | MemKind::U16 => Some(2),
            MemKind::I32 | MemKind::U32 => Some(4),
            MemKind::Word => Some(8),
            MemKind::Words => None,
        }
    }
}

/// A channel type's direction.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChanDir {
    /// `chan T`
    Both,
    /// `<-chan T`
    Recv,
    /// `chan<- T`
    Send,
}

/// A struct field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name; an embedded field has its type's name.
    pub name: String,
    /// Its type.
    pub ty: TypeId,
    /// Words from the struct's start.
    pub offset_words: u32,
    /// An embedded field.
    pub embedded: bool,
    /// Its name begins with an upper-case letter.
    pub exported: bool,
    /// The tag, unquoted; empty without one.
    pub tag: String,
}

/// A method in a type's method set (of a concrete type), callable with the *payload* of an
/// interface word as its first argument: the value itself for pointer-shaped types, otherwise the
/// address of the boxed value. `lang` generates wrappers where the Go method wants anything else.
#[derive(Clone, Debug)]
pub struct Method {
    /// The name and signature it answers to.
    pub selector: SelectorId,
    /// The function to call. `None` when the method can never be called dynamically because no
    /// reachable interface names it.
    pub function: Option<FunctionId>,
}

/// A type descriptor. Two descriptors are the same Go type exactly when they are the same id.
#[derive(Clone, Debug)]
pub struct Type {
    /// The underlying type's kind.
    pub kind: Kind,
    /// As `%T` and panics print it: `main.T`, `[]int`, `map[string]*main.T`.
    pub name: String,
    /// A defined (named) type: its package path, empty for predeclared types.
    pub package: Option<String>,
    /// Words in memory.
    pub mem_words: u32,
    /// Words in a frame.
    pub frame_words: u32,
    /// How an element of this type lies in a slice or array, and behind a pointer.
    pub mem_kind: MemKind,
    /// In a frame, the address of a heap object (see the module's head).
    pub by_ref: bool,
    /// Holds no address: never scanned by the collector.
    pub pointer_free: bool,
    /// `==` is defined for every value (interfaces: may still panic).
    pub comparable: bool,
    /// An interface of this dynamic type holds the value itself, not the address of a box:
    /// pointers, channels, maps, funcs, unsafe.Pointer.
    pub pointer_shaped: bool,
    /// Element of an array, channel, map (its value), pointer or slice.
    pub elem: TypeId,
    /// Key of a map.
    pub key: TypeId,
    /// Length of an array.
    pub len: u64,
    /// Direction of a channel.
    pub dir: ChanDir,
    /// Fields of a struct.
    pub fields: Vec<Field>,
    /// Parameters and results of a func, in order, and whether the last parameter is variadic.
    pub params: Vec<TypeId>,
    /// Results of a func.
    pub results: Vec<TypeId>,
    /// The func is variadic.
    pub variadic: bool,
    /// Concrete types: the method set, sorted by selector. Interfaces: the selectors of their
    /// methods (with `function: None`), sorted.
    pub methods: Vec<Method>,
}
