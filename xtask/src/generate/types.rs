//! The types of generated programs and which of them go where.

use super::Generator;

#[derive(Clone, PartialEq, Debug)]
pub enum Type {
    Int(&'static str),
    /// A defined integer type with methods.
    Named(&'static str),
    Float(&'static str),
    Complex,
    String,
    Bool,
    Slice(Box<Type>),
    Array(usize, Box<Type>),
    Map(Box<Type>, Box<Type>),
    Struct(usize),
    Pointer(usize),
    /// `func(T) T`
    Func(Box<Type>),
    /// `Shape`, which every struct implements.
    Shape,
    Any,
}

pub const INTS: [&str; 11] =
    ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr"];

impl Type {
    pub fn name(&self) -> String {
        match self {
            Type::Int(name) | Type::Named(name) | Type::Float(name) => (*name).to_string(),
            Type::Complex => "complex128".into(),
            Type::String => "string".into(),
            Type::Bool => "bool".into(),
            Type::Slice(of) => format!("[]{}", of.name()),
            Type::Array(length, of) => format!("[{length}]{}", of.name()),
            Type::Map(key, value) => format!("map[{}]{}", key.name(), value.name()),
            Type::Struct(number) => format!("S{number}"),
            Type::Pointer(number) => format!("*S{number}"),
            Type::Func(of) => format!("func({0}) {0}", of.name()),
            Type::Shape => "Shape".into(),
            Type::Any => "any".into(),
        }
    }

    pub fn is_integer(&self) -> bool {
        matches!(self, Type::Int(_) | Type::Named(_))
    }
}

impl Generator {
    pub fn scalar_type(&mut self) -> Type {
        match self.random.below(12) {
            0..5 => Type::Int(self.random.word(&INTS)),
            5 => Type::Named(self.random.word(&["Small", "Wide"])),
            6 | 7 => Type::Float("float64"),
            8 => Type::Float("float32"),
            9 | 10 => Type::String,
            _ if self.random.one_in(3) => Type::Complex,
            _ => Type::Bool,
        }
    }

    /// A type whose values share nothing.
    pub fn plain_type(&mut self, depth: usize) -> Type {
        match self.random.below(8) {
            0 if depth > 0 => Type::Array(1 + self.random.below(4), Box::new(self.plain_type(depth - 1))),
            _ => self.scalar_type(),
        }
    }

    /// A type whose values can be printed and hold no addresses.
    pub fn value_type(&mut self, depth: usize) -> Type {
        if depth == 0 {
            return self.scalar_type();
        }
        match self.random.below(10) {
            0 | 1 => Type::Slice(Box::new(self.value_type(depth - 1))),
            2 => Type::Array(1 + self.random.below(4), Box::new(self.value_type(depth - 1))),
            3 => Type::Map(Box::new(self.key_type()), Box::new(self.value_type(depth - 1))),
            4 if !self.structs.is_empty() => Type::Struct(self.random.below(self.structs.len())),
            _ => self.scalar_type(),
        }
    }

    pub fn any_type(&mut self, depth: usize) -> Type {
        match self.random.below(12) {
            0 => Type::Func(Box::new(self.scalar_type())),
            1 => Type::Shape,
            2 => Type::Any,
            3 => Type::Pointer(self.random.below(self.structs.len())),
            4 => Type::Struct(self.random.below(self.structs.len())),
            _ => self.value_type(depth),
        }
    }

    /// Keys that are equal to themselves and have an order.
    fn key_type(&mut self) -> Type {
        match self.random.below(4) {
            0 | 1 => Type::Int(self.random.word(&INTS)),
            2 => Type::Named("Small"),
            _ => Type::String,
        }
    }
}
