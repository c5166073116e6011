//! A small set of types for the tests of this crate.

use super::RuntimeTypes;
use burrow_bytecode::{ChanDir, Field, Kind, MemKind, Program, Type, TypeId};

pub const INT: TypeId = TypeId(1);
pub const STRING: TypeId = TypeId(2);
pub const FLOAT64: TypeId = TypeId(3);
pub const INT32: TypeId = TypeId(4);
pub const ANY: TypeId = TypeId(5);
pub const INT_SLICE: TypeId = TypeId(6);
pub const RUNE_SLICE: TypeId = TypeId(7);
/// `struct { a int32; b string; _ int; c any }`
pub const STRUCT: TypeId = TypeId(8);
/// `[3]STRUCT`, by reference.
pub const ARRAY: TypeId = TypeId(9);
pub const MAP_INT_INT: TypeId = TypeId(10);
pub const MAP_STRING_INT: TypeId = TypeId(11);
pub const MAP_ANY_INT: TypeId = TypeId(12);
pub const MAP_FLOAT_INT: TypeId = TypeId(13);
pub const MAP_ARRAY_ARRAY: TypeId = TypeId(14);
/// `[5]int32`, by reference.
pub const RUNES: TypeId = TypeId(15);

fn scalar(kind: Kind, name: &str) -> Type {
    Type {
        kind,
        name: name.to_owned(),
        package: None,
        mem_words: 1,
        frame_words: 1,
        mem_kind: MemKind::Word,
        by_ref: false,
        pointer_free: true,
        comparable: true,
        pointer_shaped: false,
        elem: TypeId::NIL,
        key: TypeId::NIL,
        len: 0,
        dir: ChanDir::Both,
        fields: Vec::new(),
        params: Vec::new(),
        results: Vec::new(),
        variadic: false,
        methods: Vec::new(),
    }
}

fn field(name: &str, ty: TypeId, offset_words: u32) -> Field {
    Field { name: name.to_owned(), ty, offset_words, embedded: false, exported: false, tag: String::new() }
}

fn map(name: &str, key: TypeId, elem: TypeId) -> Type {
    let base = scalar(Kind::Map, name);
    Type { comparable: false, pointer_free: false, pointer_shaped: true, key, elem, ..base }
}

fn slice(name: &str, elem: TypeId) -> Type {
    Type { comparable: false, pointer_free: false, elem, ..scalar(Kind::Slice, name) }
}

/// The tables of these types.
pub fn sample_types() -> RuntimeTypes {
    let words = MemKind::Words;
    let array = |name: &str, elem, len, mem_words, pointer_free| Type {
        by_ref: true,
        mem_kind: words,
        mem_words,
        pointer_free,
        elem,
        len,
        ..scalar(Kind::Array, name)
    };
    let types = vec![
        Type { mem_words: 0, frame_words: 0, ..scalar(Kind::Invalid, "nil") },
        scalar(Kind::Int, "int"),
        Type { pointer_free: false, ..scalar(Kind::String, "string") },
        scalar(Kind::Float64, "float64"),
        Type { mem_kind: MemKind::I32, ..scalar(Kind::Int32, "int32") },
        Type { pointer_free: false, ..scalar(Kind::Interface, "interface {}") },
        slice("[]int", INT),
        slice("[]int32", INT32),
        Type {
            mem_words: 4,
            frame_words: 4,
            mem_kind: words,
            pointer_free: false,
            fields: vec![field("a", INT32, 0), field("b", STRING, 1), field("_", INT, 2), field("c", ANY, 3)],
            ..scalar(Kind::Struct, "main.S")
        },
        array("[3]main.S", STRUCT, 3, 12, false),
        map("map[int]int", INT, INT),
        map("map[string]int", STRING, INT),
        map("map[interface {}]int", ANY, INT),
        map("map[float64]int", FLOAT64, INT),
        map("map[[3]main.S][3]main.S", ARRAY, ARRAY),
        array("[5]int32", INT32, 5, 3, true),
    ];
    RuntimeTypes::new(&Program { types, ..Program::default() })
}
