//! The typed intermediate representation: what is left of a program when names are resolved,
//! constants folded, implicit conversions written out and generic functions instantiated. Every
//! type here is concrete; nothing is untyped. `ir::build` makes it from the checker's results;
//! `lower` turns it into bytecode. After a clean check neither can fail.
//!
//! Evaluation order is the order of the nodes: operands left to right; `order` has moved calls in
//! front of the loads that gc does after them.

pub mod build;
pub mod dump;
pub mod escape;
pub mod order;
pub mod walk;

use crate::source::Span;
use crate::types::{TypeId, Types};
use std::rc::Rc;

/// Index into [`Program::funcs`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FuncId(pub u32);
/// Index into [`Program::globals`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct GlobalId(pub u32);
/// Index into [`Func::locals`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct LocalId(pub u32);
/// Index into [`Func::captures`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct CaptureId(pub u32);
/// A statement that break, continue or goto can name; unique in its function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct LabelId(pub u32);

/// A whole program: only what is reachable from `main`, initialisers and `init` functions.
#[derive(Debug)]
pub struct Program {
    pub types: Types,
    pub funcs: Vec<Func>,
    pub globals: Vec<Global>,
    /// A program has one; each input of a session adds one.
    pub layers: Vec<Layer>,
    /// Its layers are run one after the other, and none is the last.
    pub session: bool,
    /// Types and functions that the machine must find, by their Go names
    /// (`runtime.errorString`, …).
    pub well_known: Vec<(String, TypeId)>,
    /// Import path and name of each package, by [`crate::check::info::PackageId`]: for the names
    /// of types.
    pub packages: Vec<PackageName>,
}

impl Program {
    /// The function is the one whose end is the program's.
    pub fn ends_with(&self, func: FuncId) -> bool {
        !self.session && self.layers.last().is_some_and(|layer| layer.entry == func)
    }
}

/// What is added to a program at once.
#[derive(Debug)]
pub struct Layer {
    /// Functions up to its end, those of the layers before it included.
    pub funcs: u32,
    /// Initialises what it needs of all packages, then runs main or the input; no parameters, no
    /// results.
    pub entry: FuncId,
    /// Concrete types that are converted to interfaces or otherwise observable at run time (by
    /// reflection from one of those): each needs a descriptor with its method set. Those of the
    /// layers before it included, with what can be called now.
    pub dynamic_types: Vec<DynamicType>,
}

/// How a package is called.
#[derive(Clone, Debug)]
pub struct PackageName {
    /// Import path; `main` for the program.
    pub path: Rc<str>,
    pub name: Rc<str>,
}

/// A concrete type and the functions of its method set, promoted methods included. Each takes the
/// receiver as the type itself (value or pointer); lowering wraps it for interface calls.
#[derive(Debug, Clone, PartialEq)]
pub struct DynamicType {
    pub ty: TypeId,
    /// Name, package path of an unexported name, func type without receiver, function.
    pub methods: Vec<DynamicMethod>,
}

/// A method of a [`DynamicType`].
#[derive(Debug, Clone, PartialEq)]
pub struct DynamicMethod {
    pub name: Rc<str>,
    pub package: Option<Rc<str>>,
    /// A func type without the receiver.
    pub signature: TypeId,
    /// Takes the receiver as its first parameter. `None`: nothing in the program can call it through
    /// an interface (the method still counts when a type is asked whether it implements one).
    pub func: Option<FuncId>,
}

/// A package-level variable.
#[derive(Debug)]
pub struct Global {
    pub name: String,
    pub ty: TypeId,
}

/// A function, method, instance, literal or generated wrapper.
#[derive(Debug)]
pub struct Func {
    /// As a stack trace prints it: `main.main`, `main.(*T).Method`, `main.main.func1`.
    pub name: String,
    /// Parameters (the receiver first), by their locals.
    pub params: Vec<LocalId>,
    /// Results, unnamed ones too, by their locals (zeroed at entry; boxed where a literal or a
    /// deferred one assigns them).
    pub results: Vec<LocalId>,
    pub locals: Vec<Local>,
    /// What a literal uses of the functions around it.
    pub captures: Vec<Capture>,
    /// `None`: native, found by its name (without `[...]` for an instance of a generic one).
    pub body: Option<Block>,
    /// It has a defer statement, so a recovered panic can return from it.
    pub has_defer: bool,
    /// Generated: transparent to recover and left out of traces.
    pub wrapper: bool,
    pub span: Span,
}

/// A variable of a function.
#[derive(Debug)]
pub struct Local {
    pub name: Rc<str>,
    pub ty: TypeId,
    /// Its address is taken, or a literal captures it by reference: it lives in a heap object of
    /// its own, made anew whenever its declaration is executed. Set by `ir::escape`.
    pub boxed: bool,
    pub span: Span,
}

/// A variable captured by a literal.
#[derive(Debug)]
pub struct Capture {
    pub name: Rc<str>,
    pub ty: TypeId,
    /// Captured by value: never assigned after the literal is made. Otherwise the box's address.
    pub by_value: bool,
}

/// Statements in a scope.
#[derive(Debug, Default)]
pub struct Block {
    pub stmts: Vec<Stmt>,
    /// The closing brace.
    pub end: Span,
}

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

/// What a statement does.
#[derive(Debug)]
pub enum StmtKind {
    /// Evaluates and drops.
    Expr(Expr),
    /// Declares locals: each comes into being zeroed (a boxed one gets a new object), then
    /// `value`, where there is one, is stored.
    Declare {
        local: LocalId,
        value: Option<Expr>,
    },
    /// `place = value`
    Assign {
        place: Place,
        value: Expr,
    },
    /// `a, b = x, y`: operands of the places first, then all values, then the stores in order.
    AssignParallel {
        places: Vec<Option<Place>>,
        values: Vec<Expr>,
    },
    /// Stores the elements of a tuple: a call's results, or a comma-ok expression. `None`: `_`.
    AssignTuple {
        places: Vec<Option<Place>>,
        value: Expr,
    },
    /// `place op= value` (also `++`, `--`): the place's operands are evaluated once. `value` has
    /// the place's type but for shifts.
    OpAssign {
        place: Place,
        op: BinaryOp,
        value: Expr,
    },
    Block(Block),
    If {
        condition: Expr,
        then: Block,
        otherwise: Option<Block>,
    },
    /// `for condition { body; post }`. `continue` goes to `post`. `per_iteration`: loop variables
    /// that are boxed get a fresh copy before each `post` (spec, Go 1.22).
    For {
        label: LabelId,
        condition: Option<Expr>,
        post: Option<Box<Stmt>>,
        body: Block,
        per_iteration: Vec<LocalId>,
    },
    /// Range over int, slice, array (or pointer to one), string, map or channel. The variables are
    /// places: freshly declared locals in each iteration (`define`) or assigned ones. Range over
    /// functions has become a call.
    Range {
        label: LabelId,
        key: Option<Place>,
        value: Option<Place>,
        define: bool,
        over: RangeOver,
        x: Expr,
        body: Block,
    },
    /// An expression switch: `tag` has been stored in a local; each case's conditions are complete
    /// bool expressions, tried in order.
    Switch {
        label: LabelId,
        cases: Vec<Case>,
        default: Option<usize>,
    },
    /// A type switch on the interface value in `x`; the first case with a matching type runs.
    TypeSwitch {
        label: LabelId,
        x: LocalId,
        cases: Vec<TypeCase>,
        default: Option<usize>,
    },
    Select {
        label: LabelId,
        cases: Vec<SelectCase>,
        default: Option<Block>,
    },
    /// A labelled statement that goto can reach; break and continue name loops by their own label.
    Label(LabelId),
    Goto(LabelId),
    Break(LabelId),
    Continue(LabelId),
    /// To the next case's body.
    Fallthrough,
    /// Stores `values` in the results (one tuple-valued call possible), then returns, running
    /// deferred calls. Empty: the results are what their locals hold.
    Return {
        values: Vec<Expr>,
    },
    Go(Call),
    Defer(Call),
    Send {
        channel: Expr,
        value: Expr,
    },
}

/// What a range statement runs over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RangeOver {
    Int,
    Slice,
    /// An array value: evaluated (copied) once if the value is used.
    Array,
    ArrayPointer,
    String,
    Map,
    Chan,
}

/// A case of an expression switch.
#[derive(Debug)]
pub struct Case {
    pub conditions: Vec<Expr>,
    pub body: Block,
    pub span: Span,
}

/// A case of a type switch.
#[derive(Debug)]
pub struct TypeCase {
    /// `None`: nil.
    pub types: Vec<Option<TypeId>>,
    /// The variable with what it holds in this clause: the asserted value (one type), or x itself.
    pub variable: Option<LocalId>,
    pub body: Block,
    pub span: Span,
}

/// A case of a select. All channels and values are evaluated first, in order.
#[derive(Debug)]
pub struct SelectCase {
    pub comm: Comm,
    pub body: Block,
    pub span: Span,
}

/// What a select case does.
#[derive(Debug)]
pub enum Comm {
    Send {
        channel: Expr,
        value: Expr,
    },
    /// The received value and ok go to fresh locals of the body (`define` has become Declare
    /// statements reading these).
    Recv {
        channel: Expr,
        value: Option<LocalId>,
        ok: Option<LocalId>,
    },
}

/// Something that can be assigned to, or have its address taken.
#[derive(Debug)]
pub enum Place {
    Local(LocalId),
    Capture(CaptureId),
    Global(GlobalId),
    /// `*pointer`
    Deref {
        pointer: Box<Expr>,
        ty: TypeId,
        span: Span,
    },
    /// A field of a struct that is itself a place.
    Field {
        base: Box<Place>,
        struct_ty: TypeId,
        index: u32,
        ty: TypeId,
    },
    /// An element of an array that is itself a place.
    Index {
        base: Box<Place>,
        array_ty: TypeId,
        index: Box<Expr>,
        ty: TypeId,
        span: Span,
    },
    /// An element of a slice.
    SliceIndex {
        slice: Box<Expr>,
        index: Box<Expr>,
        ty: TypeId,
        span: Span,
    },
    /// `m[k]`: assignable only.
    MapIndex {
        map: Box<Expr>,
        key: Box<Expr>,
        ty: TypeId,
        span: Span,
    },
}

/// An expression with its concrete type (a tuple for several results, or comma-ok).
#[derive(Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: TypeId,
    pub span: Span,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    Bool(bool),
    /// Any integer type, already wrapped to it: sign- or zero-extended to 64 bits.
    Int(i64),
    /// float32 constants are already rounded.
    Float(f64),
    Complex(f64, f64),
    String(Rc<[u8]>),
    /// The zero value of any type: nil, zero struct, ….
    Zero,
}

/// Operators left for lowering; operands have the same type but for shifts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    AndNot,
    Shl,
    Shr,
}

/// Comparison operators; both operands have the same type (a mixed comparison with an interface has
/// been converted).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompareOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// What an expression computes.
#[derive(Debug)]
pub enum ExprKind {
    Const(Const),
    /// The value of a place.
    Load(Place),
    /// `&place`; of a composite literal: `AddrOfNew`.
    Addr(Place),
    /// `&T{…}`, `new(expr)`: a new object holding the value.
    AddrOfNew(Box<Expr>),
    /// `new(T)`
    New(TypeId),
    /// A declared function as a value.
    Func(FuncId),
    /// A func literal; `values` gives each capture of `func`.
    Closure {
        func: FuncId,
        captures: Vec<CaptureSource>,
    },
    /// `x.Method` as a value: a closure over the receiver (already dereferenced or addressed as
    /// the method wants it). `func` takes the receiver first.
    MethodValue {
        func: FuncId,
        receiver: Box<Expr>,
    },
    /// `i.Method` as a value; panics when `i` is nil.
    InterfaceMethodValue {
        receiver: Box<Expr>,
        method: InterfaceMethodRef,
    },
    /// A field of a struct value that is no place.
    Field {
        x: Box<Expr>,
        index: u32,
    },
    /// An element of an array value that is no place.
    Index {
        x: Box<Expr>,
        index: Box<Expr>,
    },
    /// `s[i]` of a string.
    StringIndex {
        x: Box<Expr>,
        index: Box<Expr>,
    },
    /// `m[k]`; with `ok` the type is the tuple.
    MapIndex {
        map: Box<Expr>,
        key: Box<Expr>,
        ok: bool,
    },
    /// Of a string, a slice, or a pointer to an array.
    Slice {
        x: Box<Expr>,
        lo: Option<Box<Expr>>,
        hi: Option<Box<Expr>>,
        max: Option<Box<Expr>>,
    },
    /// `x.(T)`
    TypeAssert {
        x: Box<Expr>,
        ty: TypeId,
        ok: bool,
    },
    Call(Box<Call>),
    Neg(Box<Expr>),
    /// `^x`
    BitNot(Box<Expr>),
    Not(Box<Expr>),
    Binary {
        op: BinaryOp,
        x: Box<Expr>,
        y: Box<Expr>,
    },
    /// Concatenation of two or more strings.
    Concat(Vec<Expr>),
    Compare {
        op: CompareOp,
        x: Box<Expr>,
        y: Box<Expr>,
    },
    AndAnd(Box<Expr>, Box<Expr>),
    OrOr(Box<Expr>, Box<Expr>),
    /// `<-c`; with `ok` the type is the tuple.
    Recv {
        channel: Box<Expr>,
        ok: bool,
    },
    /// A conversion that computes something: between the types' underlying kinds.
    Convert {
        x: Box<Expr>,
        kind: Conversion,
    },
    /// Fields not given are zero. In order of evaluation.
    StructLit {
        fields: Vec<(u32, Expr)>,
    },
    /// Elements not given are zero.
    ArrayLit {
        elements: Vec<(u64, Expr)>,
    },
    SliceLit {
        len: u64,
        elements: Vec<(u64, Expr)>,
    },
    MapLit {
        entries: Vec<(Expr, Expr)>,
    },
    /// Runs the statements, then has the value: for desugarings within expressions.
    Sequence {
        stmts: Vec<Stmt>,
        value: Box<Expr>,
    },
    // builtins
    Len(Box<Expr>),
    Cap(Box<Expr>),
    /// `append(slice, values…)`
    Append {
        slice: Box<Expr>,
        values: Vec<Expr>,
    },
    /// `append(slice, other...)`; `other` is a slice or a string.
    AppendSlice {
        slice: Box<Expr>,
        other: Box<Expr>,
    },
    /// `copy`; `from` is a slice or a string.
    Copy {
        to: Box<Expr>,
        from: Box<Expr>,
    },
    Clear(Box<Expr>),
    Close(Box<Expr>),
    Delete {
        map: Box<Expr>,
        key: Box<Expr>,
    },
    MakeSlice {
        len: Box<Expr>,
        cap: Option<Box<Expr>>,
    },
    MakeMap {
        hint: Option<Box<Expr>>,
    },
    MakeChan {
        size: Option<Box<Expr>>,
    },
    Complex {
        re: Box<Expr>,
        im: Box<Expr>,
    },
    Real(Box<Expr>),
    Imag(Box<Expr>),
    /// Two or more ordered operands of the same type.
    Min(Vec<Expr>),
    Max(Vec<Expr>),
    Panic(Box<Expr>),
    Recover,
    /// `print`, `println`: to standard error.
    Print {
        args: Vec<Expr>,
        newline: bool,
    },
    /// The function's results of the enclosing frame as a place are not exposed; this is the
    /// run-time type id of `ty` as an integer, for library natives (`new`-like intrinsics).
    TypeWord(TypeId),
    /// A builtin of package unsafe that is no constant.
    Unsafe {
        op: UnsafeOp,
        args: Vec<Expr>,
    },
}

/// Builtins of package unsafe on run-time values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnsafeOp {
    /// `unsafe.Add(pointer, len)`
    Add,
    /// `unsafe.Slice(pointer, len)`
    Slice,
    /// `unsafe.SliceData(slice)`
    SliceData,
    /// `unsafe.String(pointer, len)`
    String,
    /// `unsafe.StringData(string)`
    StringData,
}

/// Where a closure's capture comes from in the function that makes it.
#[derive(Clone, Copy, Debug)]
pub enum CaptureSource {
    /// The local: its value, or its box when captured by reference.
    Local(LocalId),
    /// A capture of the enclosing function, passed on.
    Capture(CaptureId),
}

/// Which method of an interface.
#[derive(Clone, Debug)]
pub struct InterfaceMethodRef {
    pub name: Rc<str>,
    /// The package path of an unexported name.
    pub package: Option<Rc<str>>,
    /// A func type without the receiver.
    pub signature: TypeId,
}

/// A call. Arguments have been converted to the parameters' types; variadic ones are packed.
#[derive(Debug)]
pub struct Call {
    pub callee: Callee,
    /// Methods: the receiver first. One tuple-valued call possible: `f(g())`.
    pub args: Vec<Expr>,
    pub span: Span,
}

/// What is called.
#[derive(Debug)]
pub enum Callee {
    Func(FuncId),
    /// A func value.
    Value(Expr),
    /// A method of an interface value.
    Interface {
        receiver: Expr,
        method: InterfaceMethodRef,
    },
    /// A builtin in a `go` or `defer` statement: the expression to evaluate when it runs, over the
    /// call's arguments as parameters, wrapped as a function.
    Thunk(FuncId),
}

/// A conversion that changes the representation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conversion {
    /// Same representation: between named and unnamed types, channel directions, pointers.
    Same,
    /// Between integer, float or complex types.
    Numeric,
    /// Concrete to interface.
    ToInterface,
    /// Interface to interface, statically known to implement it.
    InterfaceToInterface,
    IntToString,
    StringToBytes,
    BytesToString,
    StringToRunes,
    RunesToString,
    SliceToArray,
    SliceToArrayPointer,
}
