//! Packages that a host offers to programs: functions and types written in Rust, with the Go signatures
//! that follow from their Rust types, and further declarations in Go beside them.
//!
//! ```
//! use burrow::host::{Object, Package};
//! use std::sync::Mutex;
//!
//! struct Account(Mutex<i64>);
//!
//! let bank = Package::new("bank")
//!     .ty::<Account>("Account")
//!     .func("Open", |deposit: i64| Object::new(Account(Mutex::new(deposit))))
//!     .method("Withdraw", |account: Object<Account>, amount: i64| -> Result<i64, String> {
//!         let mut balance = account.0.lock().map_err(|e| e.to_string())?;
//!         if *balance < amount {
//!             return Err(format!("{amount} is more than {balance}"));
//!         }
//!         *balance -= amount;
//!         Ok(*balance)
//!     })
//!     .go("// Rate is in percent.\nconst Rate = 2");
//!
//! let code = "a := bank.Open(100)\nleft, _ := a.Withdraw(30)\n_, err := a.Withdraw(80)\nfmt.Print(left, err, bank.Rate)";
//! let did = burrow::Compiler::new().package(bank).code(code)?.run().output();
//! assert_eq!(did.stdout_text(), "70 80 is more than 70 2");
//! # Ok::<(), burrow::CompileError>(())
//! ```
//!
//! | Rust | Go |
//! |---|---|
//! | `i64`, `u64` | `int`, `uint` |
//! | `i8`, `i16`, `i32`, `u8`, `u16`, `u32` | `int8`, … |
//! | `f32`, `f64`, `bool`, `String` | `float32`, `float64`, `bool`, `string` |
//! | `Vec<T>` | `[]T` |
//! | `HashMap<K, V>`, `BTreeMap<K, V>` | `map[K]V` |
//! | [`Object<T>`] | the type that [`Package::ty`] has declared for `T` |
//! | [`Value`] | `any`: a struct, a pointer to one, anything |
//! | `()`, `(A, B)`, … as results | no result, several results |
//! | `Result<T, E>` as a result | the results of `T`, and an `error` |
//!
//! A function runs on the thread of the worker that calls it, and other goroutines of that worker wait
//! for it.

use crate::files::Disk;
use burrow_lang::load::LibrarySource;
use burrow_lang::load::{FolderSource, Sources};
use burrow_stdlib::host::{Encoder, Function, Functions};
use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{Display, Write};
use std::hash::Hash;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

pub use burrow_stdlib::host::Value;

/// A package that a host offers.
pub struct Package {
    path: String,
    /// Declarations in Go.
    text: String,
    functions: Vec<Function>,
    types: Types,
}

/// Names of the types that a package declares for the host's.
type Types = HashMap<TypeId, String>;

/// A value of the host's that programs can have.
pub struct Object<T> {
    shared: Arc<T>,
}

impl<T> Object<T> {
    /// Makes one.
    pub fn new(value: T) -> Object<T> {
        Object { shared: Arc::new(value) }
    }
}

impl<T> Clone for Object<T> {
    fn clone(&self) -> Object<T> {
        Object { shared: self.shared.clone() }
    }
}

impl<T> Deref for Object<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.shared
    }
}

/// Rust types that stand for Go types.
pub trait GoValue: Sized {
    /// The Go type.
    fn go_type(types: &Types) -> String;
    /// A Go expression that reads one from the results `r`.
    fn go_reading(types: &Types) -> String;
    /// From an argument.
    fn from_value(value: Value) -> Result<Self, String>;
    /// As a result.
    fn encode(self, encoder: &mut Encoder);
    /// Go's zero value as a result.
    fn encode_zero(encoder: &mut Encoder);
}

/// What functions return.
pub trait GoResults {
    /// Go types and the expressions that read them, in order.
    fn go_results(types: &Types) -> Vec<(String, String)>;
    /// In the same order.
    fn encode_results(self, encoder: &mut Encoder);
    /// Zero values, in the same order.
    fn encode_zeros(encoder: &mut Encoder);
}

/// Rust functions that programs can call: closures of up to six arguments.
pub trait GoFunction<Arguments>: Send + Sync + 'static {
    /// Go types of the parameters.
    fn go_parameters(types: &Types) -> Vec<String>;
    /// Go types of the results, and how they are read.
    fn go_results(types: &Types) -> Vec<(String, String)>;
    /// Calls it.
    fn call(&self, arguments: Vec<Value>, encoder: &mut Encoder) -> Result<(), String>;
}

impl Package {
    /// A package without anything, whose import path this is. The last element is its name; scripts
    /// import it by use.
    ///
    /// # Panics
    /// When the path is no import path, or one of the library's.
    pub fn new(path: &str) -> Package {
        let name = path.rsplit('/').next().unwrap_or_default();
        let word = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        assert!(word, "{path:?} does not end with the name of a package");
        assert!(burrow_stdlib::sources::package(path).is_none(), "{path:?} is a package of the library");
        let text = format!(
            "// Package {name} is offered by the host.\npackage {name}\n\nimport \"internal/host\"\n"
        );
        Package { path: path.to_string(), text, functions: Vec::new(), types: Types::new() }
    }

    /// Declares a function.
    pub fn func<A, F: GoFunction<A>>(mut self, name: &str, function: F) -> Package {
        let parameters = F::go_parameters(&self.types);
        self.declare::<A, F>("", name, &parameters, 0);
        self.add(function)
    }

    /// Declares a type for values of `T`, which programs can keep and hand back.
    pub fn ty<T: Send + Sync + 'static>(mut self, name: &str) -> Package {
        let _ = write!(self.text, "\ntype {name} struct{{ object *host.Object }}\n");
        self.types.insert(TypeId::of::<T>(), name.to_string());
        self
    }

    /// Declares a method: the first parameter is an [`Object`] of a type declared before.
    ///
    /// # Panics
    /// When it is not.
    pub fn method<A, F: GoFunction<A>>(mut self, name: &str, function: F) -> Package {
        let parameters = F::go_parameters(&self.types);
        let receiver = parameters.first().filter(|p| self.types.values().any(|ty| ty == *p));
        let Some(receiver) = receiver else { panic!("method {name} has no receiver of a declared type") };
        self.declare::<A, F>(&format!("(a0 {receiver}) "), name, &parameters, 1);
        self.add(function)
    }

    /// Adds declarations in Go: types, constants, functions over the others.
    pub fn go(mut self, declarations: &str) -> Package {
        self.text += &format!("\n{declarations}\n");
        self
    }

    fn add<A, F: GoFunction<A>>(mut self, function: F) -> Package {
        self.functions.push(Box::new(move |arguments, encoder| function.call(arguments, encoder)));
        self
    }

    fn declare<A, F: GoFunction<A>>(
        &mut self,
        receiver: &str,
        name: &str,
        parameters: &[String],
        skip: usize,
    ) {
        let results = F::go_results(&self.types);
        let listed: Vec<String> =
            parameters.iter().enumerate().skip(skip).map(|(i, ty)| format!("a{i} {ty}")).collect();
        let types: Vec<&str> = results.iter().map(|(ty, _)| &**ty).collect();
        let call: String = (0..parameters.len()).map(|i| format!(", a{i}")).collect();
        let path = &self.path;
        let number = self.functions.len();
        // Writing to a String cannot fail.
        let _ =
            writeln!(self.text, "\nfunc {receiver}{name}({}) ({}) {{", listed.join(", "), types.join(", "));
        let assigned = if results.is_empty() { "" } else { "r := " };
        let _ = writeln!(self.text, "\t{assigned}host.Call({path:?}, {number}{call})");
        for (i, (_, reading)) in results.iter().enumerate() {
            let _ = writeln!(self.text, "\tr{i} := {reading}");
        }
        let names: Vec<String> = (0..results.len()).map(|i| format!("r{i}")).collect();
        let _ = writeln!(self.text, "\treturn {}\n}}", names.join(", "));
    }
}

/// The library, and what a host adds to it.
#[derive(Default)]
pub(crate) struct HostSources {
    pub(crate) disk: Disk,
    /// Texts by import path.
    packages: Vec<(String, String)>,
}

impl HostSources {
    /// Takes packages apart: texts for the compiler, functions for machines.
    pub(crate) fn new(packages: Vec<Package>) -> (HostSources, Arc<Functions>) {
        let mut sources = HostSources::default();
        let mut functions = Functions::default();
        for package in packages {
            // A package without functions imports what it does not use: nobody complains in a library.
            sources.packages.push((package.path.clone(), package.text));
            functions.packages.insert(package.path, package.functions);
        }
        (sources, Arc::new(functions))
    }
}

impl Sources for HostSources {
    fn library(&self, path: &str) -> Option<LibrarySource> {
        let own = self.packages.iter().find(|(own, _)| own == path);
        match own {
            Some((path, text)) => {
                Some(LibrarySource::Texts(vec![(format!("{path}/host.go"), text.clone().into())]))
            }
            None => self.disk.library(path),
        }
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        let own = self.packages.iter().map(|(path, _)| path.clone().into());
        own.chain(self.disk.library_paths()).collect()
    }
    fn folder(&self, folder: &str) -> Result<Option<FolderSource>, String> {
        self.disk.folder(folder)
    }
}

macro_rules! integers {
    ($($rust:ty, $go:literal, $read:literal;)*) => {$(
        impl GoValue for $rust {
            fn go_type(_: &Types) -> String {
                $go.into()
            }
            fn go_reading(_: &Types) -> String {
                concat!($go, "(r.", $read, "())").into()
            }
            fn from_value(value: Value) -> Result<$rust, String> {
                match value {
                    Value::Int(n) => n.try_into().map_err(|_| format!("{n} does not fit")),
                    Value::Uint(n) => n.try_into().map_err(|_| format!("{n} does not fit")),
                    other => Err(unexpected($go, &other)),
                }
            }
            fn encode(self, encoder: &mut Encoder) {
                encoder.word(self as u64);
            }
            fn encode_zero(encoder: &mut Encoder) {
                encoder.word(0);
            }
        }
    )*};
}
integers! {
    i8, "int8", "Int";
    i16, "int16", "Int";
    i32, "int32", "Int";
    i64, "int", "Int";
    u8, "uint8", "Uint";
    u16, "uint16", "Uint";
    u32, "uint32", "Uint";
    u64, "uint", "Uint";
}

macro_rules! simple {
    ($rust:ty, $go:literal, $reading:literal, $variant:ident, |$value:ident| $from:expr, |$encoder:ident, $this:ident| $encode:expr) => {
        impl GoValue for $rust {
            fn go_type(_: &Types) -> String {
                $go.into()
            }
            fn go_reading(_: &Types) -> String {
                $reading.into()
            }
            fn from_value(value: Value) -> Result<$rust, String> {
                match value {
                    Value::$variant($value) => Ok($from),
                    other => Err(unexpected($go, &other)),
                }
            }
            fn encode(self, $encoder: &mut Encoder) {
                let $this = self;
                $encode
            }
            fn encode_zero(encoder: &mut Encoder) {
                <$rust>::default().encode(encoder);
            }
        }
    };
}
simple!(bool, "bool", "r.Bool()", Bool, |v| v, |encoder, this| encoder.bool(this));
simple!(f64, "float64", "r.Float()", Float, |v| v, |encoder, this| encoder.word(this.to_bits()));
simple!(f32, "float32", "float32(r.Float())", Float, |v| v as f32, |encoder, this| encoder
    .word(f64::from(this).to_bits()));
simple!(String, "string", "r.Text()", Text, |v| v, |encoder, this| encoder.text(&this));

impl GoValue for Value {
    fn go_type(_: &Types) -> String {
        "any".into()
    }
    fn go_reading(_: &Types) -> String {
        "r.Any()".into()
    }
    fn from_value(value: Value) -> Result<Value, String> {
        Ok(value)
    }
    fn encode(self, encoder: &mut Encoder) {
        encoder.any(self);
    }
    fn encode_zero(encoder: &mut Encoder) {
        encoder.any(Value::Nil);
    }
}

impl<T: GoValue> GoValue for Vec<T> {
    fn go_type(types: &Types) -> String {
        format!("[]{}", T::go_type(types))
    }
    fn go_reading(types: &Types) -> String {
        format!("host.Slice(r, func() {} {{ return {} }})", T::go_type(types), T::go_reading(types))
    }
    fn from_value(value: Value) -> Result<Vec<T>, String> {
        match value {
            Value::Nil => Ok(Vec::new()),
            Value::List(list) => list.into_iter().map(T::from_value).collect(),
            other => Err(unexpected("slice", &other)),
        }
    }
    fn encode(self, encoder: &mut Encoder) {
        encoder.word(self.len() as u64);
        self.into_iter().for_each(|element| element.encode(encoder));
    }
    fn encode_zero(encoder: &mut Encoder) {
        encoder.word(0);
    }
}

macro_rules! maps {
    ($map:ident, $($bound:ident)+) => {
        impl<K: GoValue $(+ $bound)+, V: GoValue> GoValue for $map<K, V> {
            fn go_type(types: &Types) -> String {
                format!("map[{}]{}", K::go_type(types), V::go_type(types))
            }
            fn go_reading(types: &Types) -> String {
                let read = |ty: String, reading: String| format!("func() {ty} {{ return {reading} }}");
                let key = read(K::go_type(types), K::go_reading(types));
                format!("host.Map(r, {key}, {})", read(V::go_type(types), V::go_reading(types)))
            }
            fn from_value(value: Value) -> Result<Self, String> {
                match value {
                    Value::Nil => Ok(Self::new()),
                    Value::Map(entries) => {
                        let entry = |(k, v)| Ok((K::from_value(k)?, V::from_value(v)?));
                        entries.into_iter().map(entry).collect()
                    }
                    other => Err(unexpected("map", &other)),
                }
            }
            fn encode(self, encoder: &mut Encoder) {
                encoder.word(self.len() as u64);
                for (key, value) in self {
                    key.encode(encoder);
                    value.encode(encoder);
                }
            }
            fn encode_zero(encoder: &mut Encoder) {
                encoder.word(0);
            }
        }
    };
}
maps!(HashMap, Eq Hash);
maps!(BTreeMap, Ord);

impl<T: Send + Sync + 'static> GoValue for Object<T> {
    /// # Panics
    /// When the package has no type for `T`.
    fn go_type(types: &Types) -> String {
        let name = types.get(&TypeId::of::<T>());
        name.unwrap_or_else(|| panic!("no type is declared for {}", std::any::type_name::<T>())).clone()
    }
    fn go_reading(types: &Types) -> String {
        format!("{}{{r.Object()}}", Self::go_type(types))
    }
    fn from_value(value: Value) -> Result<Object<T>, String> {
        let Value::Object(object) = value else {
            return Err("the zero value stands for nothing of the host's".into());
        };
        let object: Arc<dyn Any + Send + Sync> = object.0;
        object.downcast().map(|shared| Object { shared }).map_err(|_| "an object of another type".into())
    }
    fn encode(self, encoder: &mut Encoder) {
        encoder.object(burrow_stdlib::host::Object(self.shared));
    }
    fn encode_zero(encoder: &mut Encoder) {
        // No object has this number.
        encoder.word(u64::MAX);
    }
}

fn unexpected(wanted: &str, found: &Value) -> String {
    format!("no {wanted}: {found:?}")
}

impl<T: GoValue> GoResults for T {
    fn go_results(types: &Types) -> Vec<(String, String)> {
        vec![(T::go_type(types), T::go_reading(types))]
    }
    fn encode_results(self, encoder: &mut Encoder) {
        self.encode(encoder);
    }
    fn encode_zeros(encoder: &mut Encoder) {
        T::encode_zero(encoder);
    }
}

impl<T: GoResults, E: Display> GoResults for Result<T, E> {
    fn go_results(types: &Types) -> Vec<(String, String)> {
        let mut all = T::go_results(types);
        all.push(("error".into(), "r.Error()".into()));
        all
    }
    fn encode_results(self, encoder: &mut Encoder) {
        match self {
            Ok(value) => {
                value.encode_results(encoder);
                encoder.error(None);
            }
            Err(error) => {
                T::encode_zeros(encoder);
                encoder.error(Some(&error.to_string()));
            }
        }
    }
    fn encode_zeros(encoder: &mut Encoder) {
        T::encode_zeros(encoder);
        encoder.error(None);
    }
}

macro_rules! tuples {
    ($($name:ident $value:ident),*) => {
        impl<$($name: GoValue),*> GoResults for ($($name,)*) {
            fn go_results(_types: &Types) -> Vec<(String, String)> {
                vec![$(($name::go_type(_types), $name::go_reading(_types))),*]
            }
            fn encode_results(self, _encoder: &mut Encoder) {
                let ($($value,)*) = self;
                $($value.encode(_encoder);)*
            }
            fn encode_zeros(_encoder: &mut Encoder) {
                $($name::encode_zero(_encoder);)*
            }
        }
        impl<Closure, Output, $($name),*> GoFunction<(PhantomData<Output>, $($name,)*)> for Closure
        where
            Closure: Fn($($name),*) -> Output + Send + Sync + 'static,
            Output: GoResults,
            $($name: GoValue),*
        {
            fn go_parameters(_types: &Types) -> Vec<String> {
                vec![$($name::go_type(_types)),*]
            }
            fn go_results(types: &Types) -> Vec<(String, String)> {
                Output::go_results(types)
            }
            fn call(&self, arguments: Vec<Value>, encoder: &mut Encoder) -> Result<(), String> {
                let mut _arguments = arguments.into_iter();
                $(let $value = $name::from_value(_arguments.next().unwrap_or_default())?;)*
                self($($value),*).encode_results(encoder);
                Ok(())
            }
        }
    };
}
tuples!();
tuples!(A a);
tuples!(A a, B b);
tuples!(A a, B b, C c);
tuples!(A a, B b, C c, D d);
tuples!(A a, B b, C c, D d, E e);
tuples!(A a, B b, C c, D d, E e, G g);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Compiler, Ending, Failure, Session};
    use std::sync::Mutex;

    fn said(package: Package, code: &str) -> String {
        let program = Compiler::new().package(package).code(code).expect("it compiles");
        let did = program.run().output();
        did.stdout_text() + &did.stderr_text()
    }

    #[test]
    fn values_go_in_and_come_out() {
        let package = Package::new("acme.example/shop")
            .func("Prices", |names: Vec<String>| -> BTreeMap<String, f64> {
                names.into_iter().map(|name| (name.clone(), name.len() as f64 / 2.0)).collect()
            })
            .func("Swap", |a: i32, b: bool| (b, a))
            .func("Nothing", || ())
            .func("Bytes", |b: Vec<u8>| b.into_iter().rev().collect::<Vec<u8>>())
            .func("Describe", |v: Value| format!("{v:?}"))
            .func("Tree", || Value::List(vec![Value::Int(1), Value::Text("two".into()), Value::Nil]));
        let code = r#"
import "acme.example/shop"
type point struct { X int; label string }
fmt.Println(shop.Prices([]string{"tea", "milk"}), shop.Prices(nil))
fmt.Println(shop.Swap(-7, true))
shop.Nothing()
fmt.Printf("%s %T\n", shop.Bytes([]byte("abc")), shop.Swap)
fmt.Println(shop.Describe(&point{1, "a"}), shop.Describe(nil), shop.Describe(map[string]uint8{"k": 255}))
fmt.Println(shop.Tree())
"#;
        let expected = "map[milk:2 tea:1.5] map[]\ntrue -7\ncba func(int32, bool) (bool, int32)\n\
            Struct([(\"X\", Int(1)), (\"label\", Text(\"a\"))]) Nil Map([(Text(\"k\"), Uint(255))])\n\
            [1 two <nil>]\n";
        assert_eq!(said(package, code), expected);
    }

    #[test]
    fn mistakes_are_found_by_the_compiler_and_panics_are_the_programs() {
        let shop = || Package::new("shop").func("Half", |n: u8| n / 2);
        let error = Compiler::new().package(shop()).code("shop.Half(\"x\")").expect_err("wrong type");
        let message = "cannot use \"x\" (untyped string constant) as byte value in argument to shop.Half";
        assert!(error.to_string().contains(message), "{error}");
        let error = Compiler::new().package(shop()).code("shop.Whole(1)").expect_err("no such function");
        assert!(error.to_string().contains("undefined: shop.Whole"), "{error}");
        let loops = Package::new("loops").func("Take", |_: Value| ());
        let code = "type t struct{ next *t }\nx := &t{}\nx.next = x\nloops.Take(x)";
        let program = Compiler::new().package(loops).code(code).expect("it compiles");
        let did = program.run().output();
        assert_eq!(did.outcome.ending, Ending::Failed(Failure::Panic));
        assert!(did.stderr_text().contains("host function: an argument contains itself"));
    }

    #[test]
    fn objects_are_the_hosts_until_the_program_forgets_them() {
        struct Counter(Mutex<i64>, #[allow(dead_code)] Arc<()>); // held
        let alive = Arc::new(());
        let made = alive.clone();
        let package = Package::new("counters")
            .ty::<Counter>("Counter")
            .func("New", move || Object::new(Counter(Mutex::new(0), made.clone())))
            .method("Add", |c: Object<Counter>, n: i64| {
                let mut value = c.0.lock().expect("no panic");
                *value += n;
                *value
            })
            .go("func Twice(c Counter) int { c.Add(1); return c.Add(1) }");
        let code = "c := counters.New()\nc.Add(40)\nfmt.Println(counters.Twice(c))\nvar none counters.Counter\nnone.Add(1)";
        let said = said(package, code);
        assert!(said.starts_with("42\npanic: host function: the zero value stands for nothing"), "{said}");
        assert_eq!(Arc::strong_count(&alive), 1, "the machine has gone, and its objects");
    }

    #[test]
    fn sessions_have_them_too() {
        let got = Arc::new(Mutex::new(Vec::new()));
        let sink = got.clone();
        let package = Package::new("out").func("Put", move |v: Value| sink.lock().expect("no panic").push(v));
        let mut session = Session::with_packages(vec![package], std::io::sink(), std::io::sink());
        session.enter("x := []int{1, 2}").expect("it is right");
        session.enter("out.Put(x)").expect("it is right");
        assert_eq!(format!("{:?}", got.lock().expect("no panic")), "[List([Int(1), Int(2)])]");
    }
}
