//! What the checker has found out: the tables that lowering to IR reads. The model is go/types'
//! `Info`: syntax stays as it is, and results stand beside it, indexed by file and node.

use crate::check::constant::Value;
use crate::diagnostic::Diagnostic;
use crate::hash::HashMap;
use crate::load::Version;
use crate::source::Span;
use crate::syntax::ast::{Ast, ExprId, FuncDecl, IdentId, Name, StmtId};
use crate::types::{TypeId, Types};
use std::rc::Rc;

/// The types of package runtime that the machine must know; `true`: as pointers.
pub const WELL_KNOWN: [(&str, bool); 5] = [
    ("errorString", false),
    ("plainError", false),
    ("boundsError", false),
    ("TypeAssertionError", true),
    ("PanicNilError", true),
];

/// Index into [`Checked::packages`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct PackageId(pub u32);
/// Index into [`Checked::objects`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ObjectId(pub u32);
/// Index into [`Checked::files`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FileIndex(pub u32);

/// The result of checking a program and all it imports.
#[derive(Debug)]
pub struct Checked {
    pub types: Types,
    pub objects: Vec<Object>,
    /// `runtime` is always there.
    pub packages: Vec<Package>,
    /// The program's own package.
    pub program: PackageId,
    pub files: Vec<FileInfo>,
    /// A program is one layer; a session has one for what every program needs, and one for each input.
    pub layers: Vec<Layer>,
    /// Of a session: the function that prints an expression's value.
    pub show: Option<ObjectId>,
    /// Of a session: what the next input sees, predeclared names included.
    pub visible: Vec<(Name, ObjectId)>,
    /// Sorted by place; errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is checked, built and run at once, on top of the layers before it, of which nothing changes
/// any more.
#[derive(Debug, Default)]
pub struct Layer {
    /// The files of the program's own package that it adds.
    pub files: Vec<FileIndex>,
    /// Objects up to its end, those of the layers before it included.
    pub objects: u32,
    /// Names that it declares anew, and what still uses what they stood for.
    pub redeclared: Vec<Redeclared>,
}

/// A name that an input of a session declares anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redeclared {
    pub name: Name,
    /// It stood for a type.
    pub is_type: bool,
    /// Functions and methods that use what it stood for.
    pub users: Vec<String>,
}

/// A package.
#[derive(Debug)]
pub struct Package {
    /// Import path; `main` for the program.
    pub path: Rc<str>,
    pub name: Name,
    pub files: Vec<FileIndex>,
    pub imports: Vec<PackageId>,
    /// Package-level names; in the library those that something has referred to.
    pub scope: HashMap<Name, ObjectId>,
    /// Package-level variables with initial values, in the order of initialisation.
    pub init_order: Vec<Initializer>,
    /// `func init` declarations in source order.
    pub inits: Vec<ObjectId>,
    /// Part of the embedded library.
    pub library: bool,
    /// Script mode: statements at the top are the body of `main`; declarations are package level.
    pub script: bool,
    /// The layer that has first referred to something of it.
    pub layer: u32,
}

/// `var a, b = value`: several left sides take a tuple.
#[derive(Clone, Debug)]
pub struct Initializer {
    pub file: FileIndex,
    /// `None` for `_`.
    pub lhs: Vec<Option<ObjectId>>,
    pub rhs: ExprId,
}

/// A file's syntax with what was found out about it.
#[derive(Debug)]
pub struct FileInfo {
    pub ast: Rc<Ast>,
    pub package: PackageId,
    pub language: Language,
    /// By [`ExprId`]. After checking no type here is untyped, but that of nil (which has the type
    /// it is converted to) and of constants in contexts that need none.
    pub exprs: Vec<ExprInfo>,
    /// By [`IdentId`]: the object that an identifier declares or stands for.
    pub objects: Vec<Option<ObjectId>>,
    /// Of selector expressions that are not qualified identifiers.
    pub selections: HashMap<ExprId, Selection>,
    /// Type arguments, given or inferred, of an identifier that names a generic function (of a
    /// method: those for its own type parameters).
    pub instances: HashMap<IdentId, Rc<[TypeId]>>,
    /// The variable that `switch v := x.(type)` declares in each clause.
    pub type_switch_vars: HashMap<(StmtId, usize), ObjectId>,
    /// Of a func literal and a declared function: parameters and results as objects, in order
    /// (blank and unnamed ones too); named by the literal's `ExprId`.
    pub func_lits: HashMap<ExprId, FuncScope>,
}

/// The language version that a file is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Language {
    pub version: Version,
    /// A build constraint of the file says so.
    pub declared: bool,
}

impl Language {
    /// Each iteration of a loop has variables of its own.
    pub fn fresh_loop_variables(self) -> bool {
        self.version >= Version::LOOP_VARIABLES
    }
}

/// Parameters and results of a function as variables.
#[derive(Clone, Debug, Default)]
pub struct FuncScope {
    pub params: Vec<ObjectId>,
    pub results: Vec<ObjectId>,
}

/// What an expression denotes (go/types' operand modes).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// Not visited, or an error has been reported.
    #[default]
    Invalid,
    /// A call without results.
    NoValue,
    /// A builtin function, being called.
    Builtin,
    /// A type.
    Type,
    /// A constant; `value` is set.
    Constant,
    /// Addressable.
    Variable,
    /// `m[k]`: assignable, not addressable, may be comma-ok.
    MapIndex,
    /// `nil`
    Nil,
    /// Anything else with a value.
    Value,
    /// A value that may be comma-ok: type assertion or receive.
    CommaOk,
}

/// What was found out about an expression.
#[derive(Clone, Debug)]
pub struct ExprInfo {
    pub mode: Mode,
    /// The type after any implicit conversion of an untyped operand. With a comma-ok use: the tuple
    /// `(T, bool)`. Of a call with several results: the tuple.
    pub ty: TypeId,
    /// The constant, represented in `ty`. Boxed: the tables are large and few entries have one.
    pub value: Option<Box<Value>>,
}

/// A named thing.
#[derive(Clone, Debug)]
pub struct Object {
    pub name: Name,
    pub kind: ObjectKind,
    /// `Invalid` for packages, builtins and labels.
    pub ty: TypeId,
    pub package: Option<PackageId>,
    /// Where it is declared; empty for predeclared ones.
    pub span: Span,
    /// It was used (for "declared and not used").
    pub used: bool,
}

/// What kind of thing.
#[derive(Clone, Debug)]
pub enum ObjectKind {
    /// An import's local name.
    Package(PackageId),
    Const(Value),
    /// A type name; an alias has its target's type.
    TypeName,
    Var(VarKind),
    Func(FuncObject),
    Builtin(Builtin),
    Nil,
    Label,
}

/// Where a variable lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VarKind {
    /// Package level.
    Global,
    /// Declared by a statement at a script's top: local to main unless a function declaration uses
    /// it (`shared`), then as if declared at package level.
    Script {
        shared: bool,
    },
    Local,
    Param,
    Result,
}

/// A declared function or method.
#[derive(Clone, Debug)]
pub struct FuncObject {
    pub file: FileIndex,
    pub decl: Rc<FuncDecl>,
    /// The receiver as a variable, for methods.
    pub receiver: Option<ObjectId>,
    pub scope: FuncScope,
    /// Of a method the receiver's type parameters, declared anew; then the function's own.
    pub type_params: Vec<crate::types::TypeParamId>,
    /// The layer in which its type has been determined.
    pub layer: u32,
}

/// A selector expression `x.f`.
#[derive(Clone, Debug)]
pub struct Selection {
    pub kind: SelectionKind,
    /// Field indices from `x`'s type (dereferenced) through embedded fields to where `f` is found:
    /// for a field its own index is the last; for a method the path to the embedded receiver.
    pub path: Vec<u32>,
    /// The type that the path ends at: the field's, or the method's receiver base.
    pub target: TypeId,
}

/// What a selector expression selects.
#[derive(Clone, Debug)]
pub enum SelectionKind {
    Field,
    /// A declared method, called or as a method value. `pointer`: it wants a pointer receiver.
    Method {
        function: ObjectId,
        pointer: bool,
    },
    /// A method of an interface (or of a type parameter's constraint).
    InterfaceMethod {
        name: Name,
    },
    /// `T.f`, `(*T).f`, `I.f`: the method as a function with the receiver first.
    MethodExpr {
        method: Box<SelectionKind>,
    },
}

/// Builtin functions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Builtin {
    Append,
    Cap,
    Clear,
    Close,
    Complex,
    Copy,
    Delete,
    Imag,
    Len,
    Make,
    Max,
    Min,
    New,
    Panic,
    Print,
    Println,
    Real,
    Recover,
    // package unsafe
    UnsafeAdd,
    UnsafeAlignof,
    UnsafeOffsetof,
    UnsafeSizeof,
    UnsafeSlice,
    UnsafeSliceData,
    UnsafeString,
    UnsafeStringData,
}
