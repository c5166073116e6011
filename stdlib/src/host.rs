//! Natives of package internal/host: calls of functions that the host of a machine offers. Arguments
//! become [`Value`]s; results are encoded, and read by the Go side.

use burrow_bytecode::Kind;
use burrow_vm::native;
use burrow_vm::native::{Call, Native, Slice, Str, ValueRef};
use std::any::Any;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

/// Natives of package internal/host.
pub const NATIVES: &[Native] =
    &[native!("internal/host.call", call_function), native!("internal/host.forget", forget)];

/// Pointers, interfaces and elements in each other that are followed at most: a value may contain
/// itself.
const DEPTH_MAX: u32 = 1000;

/// A value on its way between a program and its host.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// A nil pointer, slice, map, interface, func or channel.
    #[default]
    Nil,
    /// A bool.
    Bool(bool),
    /// A signed integer of any size.
    Int(i64),
    /// An unsigned integer of any size.
    Uint(u64),
    /// A floating-point number.
    Float(f64),
    /// A string. Bytes that are not UTF-8 become U+FFFD.
    Text(String),
    /// An array or slice.
    List(Vec<Value>),
    /// A map, in no order.
    Map(Vec<(Value, Value)>),
    /// A struct's fields in order, unexported ones too. Of a pointer to a struct the struct.
    Struct(Vec<(String, Value)>),
    /// A value of the host's.
    Object(Object),
}

/// A value of the host's that a program has.
#[derive(Clone)]
pub struct Object(pub Arc<dyn Any + Send + Sync>);

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Object")
    }
}

/// A function of the host: arguments to encoded results. `Err` panics in the program.
pub type Function = Box<dyn Fn(Vec<Value>, &mut Encoder) -> Result<(), String> + Send + Sync>;

/// All that a host offers: functions by the import paths of their packages, in order.
#[derive(Default)]
pub struct Functions {
    /// By import path.
    pub packages: HashMap<String, Vec<Function>>,
}

/// Objects that programs of a machine have, by the numbers that they know them by.
#[derive(Default)]
pub struct Objects {
    next: AtomicI64,
    known: Mutex<HashMap<i64, Object>>,
}

impl Objects {
    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Object>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes results as the Go side reads them.
pub struct Encoder {
    out: Vec<u8>,
    objects: Arc<Objects>,
}

impl Encoder {
    /// An integer, signed or not.
    pub fn word(&mut self, word: u64) {
        self.out.extend_from_slice(&word.to_le_bytes());
    }
    /// A bool.
    pub fn bool(&mut self, value: bool) {
        self.out.push(u8::from(value));
    }
    /// A string.
    pub fn text(&mut self, text: &str) {
        self.word(text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }
    /// An error with this text, or none.
    pub fn error(&mut self, text: Option<&str>) {
        self.bool(text.is_some());
        text.iter().for_each(|text| self.text(text));
    }
    /// A value of the host's.
    pub fn object(&mut self, object: Object) {
        let id = self.objects.next.fetch_add(1, Relaxed);
        self.objects.known().insert(id, object);
        self.word(id as u64);
    }
    /// Any value, its type before it. Structs become maps.
    pub fn any(&mut self, value: Value) {
        let mut tagged = |tag: u8, word: u64| {
            self.out.push(tag);
            self.word(word);
        };
        match value {
            Value::Nil => self.out.push(b'n'),
            Value::Bool(value) => self.out.extend([b'b', u8::from(value)]),
            Value::Int(value) => tagged(b'i', value as u64),
            Value::Uint(value) => tagged(b'u', value),
            Value::Float(value) => tagged(b'f', value.to_bits()),
            Value::Text(text) => {
                self.out.push(b's');
                self.text(&text);
            }
            Value::List(list) => {
                tagged(b'l', list.len() as u64);
                list.into_iter().for_each(|value| self.any(value));
            }
            Value::Map(entries) => {
                tagged(b'm', entries.len() as u64);
                for (key, value) in entries {
                    self.any(key);
                    self.any(value);
                }
            }
            Value::Struct(fields) => {
                tagged(b'm', fields.len() as u64);
                for (name, value) in fields {
                    self.any(Value::Text(name));
                    self.any(value);
                }
            }
            Value::Object(object) => {
                self.out.push(b'o');
                self.object(object);
            }
        }
    }
}

fn call_function(
    call: &mut Call,
    path: Str,
    function: i64,
    arguments: Slice<native::Any>,
) -> (Vec<u8>, String) {
    let host = call.host();
    let functions = host.as_ref().and_then(|host| host.downcast_ref::<Functions>());
    let package = functions.and_then(|functions| functions.packages.get(&*path.to_string_lossy()));
    let Some(function) = package.and_then(|package| package.get(function as usize)) else {
        return (Vec::new(), format!("the host offers no package {}", path.to_string_lossy()));
    };
    let objects = call.state::<Objects>();
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments.iter() {
        let value = match call.value(argument) {
            Some(value) => value_of(call, &objects, value, 0),
            None => Ok(Value::Nil),
        };
        match value {
            Ok(value) => values.push(value),
            Err(problem) => return (Vec::new(), problem),
        }
    }
    let mut encoder = Encoder { out: Vec::new(), objects };
    match function(values, &mut encoder) {
        Ok(()) => (encoder.out, String::new()),
        Err(problem) => (Vec::new(), problem),
    }
}

fn forget(call: &mut Call, object: i64) {
    call.state::<Objects>().known().remove(&object);
}

fn value_of(call: &Call, objects: &Objects, value: ValueRef, depth: u32) -> Result<Value, String> {
    if depth > DEPTH_MAX {
        return Err("an argument contains itself".into());
    }
    let program = call.program();
    let part = |value: ValueRef| {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || value_of(call, objects, value, depth + 1))
    };
    Ok(match value.kind(program) {
        Kind::Bool => Value::Bool(value.bool(program)),
        Kind::Int | Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 => Value::Int(value.int(program)),
        Kind::Uint | Kind::Uint8 | Kind::Uint16 | Kind::Uint32 | Kind::Uint64 | Kind::Uintptr => {
            Value::Uint(value.uint(program))
        }
        Kind::Float32 | Kind::Float64 => Value::Float(value.float(program)),
        Kind::String => Value::Text(value.with_string(|bytes| String::from_utf8_lossy(bytes).into_owned())),
        Kind::Slice if value.is_nil() => Value::Nil,
        Kind::Slice | Kind::Array => {
            let elements = (0..value.len(program)).filter_map(|i| value.index(program, i));
            Value::List(elements.map(part).collect::<Result<_, _>>()?)
        }
        Kind::Map if value.is_nil() => Value::Nil,
        Kind::Map => {
            let entries = call.map_entries(value).into_iter();
            Value::Map(entries.map(|(k, v)| Ok((part(k)?, part(v)?))).collect::<Result<_, String>>()?)
        }
        Kind::Struct => match object_of(call, objects, value) {
            Some(object) => Value::Object(object),
            None => {
                let fields = value.fields(program);
                let field = |f: native::FieldRef<'_>| Ok((f.field.name.clone(), part(f.value)?));
                Value::Struct(fields.map(field).collect::<Result<_, String>>()?)
            }
        },
        Kind::Interface => value.interface(program).map_or(Ok(Value::Nil), part)?,
        Kind::Pointer => value.pointee(program).map_or(Ok(Value::Nil), part)?,
        kind => return Err(format!("a {kind:?} cannot be given to the host")),
    })
}

/// What stands behind a struct of a type that the host offers: it has nothing but a pointer to its
/// [`Object`]'s number.
fn object_of(call: &Call, objects: &Objects, value: ValueRef) -> Option<Object> {
    let program = call.program();
    let descriptor = value.descriptor(program);
    let number = match descriptor.name.as_str() {
        "host.Object" => value,
        _ => {
            let [field] = &descriptor.fields[..] else { return None };
            if program.types[field.ty.index()].name != "*host.Object" {
                return None;
            }
            value.fields(program).next()?.value.pointee(program)?
        }
    };
    let id = number.fields(program).next()?.value.int(program);
    objects.known().get(&id).cloned()
}
