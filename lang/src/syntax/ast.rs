//! The syntax tree: what the parser returns and the checker reads. Nodes live in the arenas of one
//! [`Ast`] a file and are named by ids, so that the checker keeps its results in tables beside the
//! tree, and dropping a tree never recurses. Types are expressions, as in the grammar.

use crate::source::Span;
use std::rc::Rc;

/// A node of [`Ast::exprs`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ExprId(pub u32);
/// A node of [`Ast::stmts`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct StmtId(pub u32);
/// An identifier's occurrence; the checker's tables of definitions and uses are indexed by it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct IdentId(pub u32);

/// A name. Cheap to clone.
pub type Name = Rc<str>;

/// An identifier where it occurs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ident {
    /// Its own number in the file.
    pub id: IdentId,
    /// The name; `_` is blank.
    pub name: Name,
    /// Where.
    pub span: Span,
}

/// One file.
#[derive(Debug, Default)]
pub struct Ast {
    /// All expressions and types.
    pub exprs: Vec<Expr>,
    /// All statements.
    pub stmts: Vec<Stmt>,
    /// Where each identifier stands, by its id.
    pub idents: Vec<Span>,
    /// `package p`; `None` in a script.
    pub package: Option<Ident>,
    /// Imports in order.
    pub imports: Vec<Import>,
    /// Top-level items in order. Statements only in a script (or the REPL's input).
    pub items: Vec<Item>,
    /// `//go:build` expressions and other directives before the package clause, as written.
    pub directives: Vec<(Span, String)>,
    /// The whole file.
    pub span: Span,
}

impl std::ops::Index<ExprId> for Ast {
    type Output = Expr;
    fn index(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }
}
impl std::ops::Index<StmtId> for Ast {
    type Output = Stmt;
    fn index(&self, id: StmtId) -> &Stmt {
        &self.stmts[id.0 as usize]
    }
}

/// `import name "path"`.
#[derive(Clone, Debug)]
pub struct Import {
    /// The local name: `_`, `.` or an identifier.
    pub name: Option<Ident>,
    /// Unquoted.
    pub path: String,
    /// The path's literal.
    pub path_span: Span,
}

impl Import {
    /// Where it begins: at the name, if there is one.
    pub fn place(&self) -> Span {
        self.name.as_ref().map_or(self.path_span, |name| name.span)
    }
}

/// A top-level item.
#[derive(Clone, Debug)]
pub enum Item {
    /// const, type, var
    Decl(Decl),
    /// A function or method.
    Func(Rc<FuncDecl>),
    /// Script mode: a statement.
    Stmt(StmtId),
}

/// A const, type or var declaration, grouped or not.
#[derive(Clone, Debug)]
pub enum Decl {
    /// Specs in order; `iota` is the index.
    Const(Vec<ConstSpec>),
    /// Type specs.
    Type(Vec<Rc<TypeSpec>>),
    /// Variable specs.
    Var(Vec<VarSpec>),
}

/// `a, b T = x, y`. An empty spec repeats the one before: the checker does that.
#[derive(Clone, Debug)]
pub struct ConstSpec {
    pub names: Vec<Ident>,
    pub ty: Option<ExprId>,
    pub values: Vec<ExprId>,
    /// Position in its group.
    pub iota: u32,
    pub span: Span,
}

/// `a, b T = x, y`.
#[derive(Clone, Debug)]
pub struct VarSpec {
    pub names: Vec<Ident>,
    pub ty: Option<ExprId>,
    pub values: Vec<ExprId>,
    pub span: Span,
}

/// `name[params] = type`.
#[derive(Clone, Debug)]
pub struct TypeSpec {
    pub name: Ident,
    pub params: Vec<TypeParam>,
    /// `type A = T`
    pub alias: bool,
    pub ty: ExprId,
    pub span: Span,
    /// The comment above it.
    pub doc: Option<Rc<str>>,
}

/// One type parameter; `[K, V any]` becomes two with the same constraint. A union is a `Binary` of
/// `Or`, a term `~T` a `Unary` of `Tilde`.
#[derive(Clone, Debug)]
pub struct TypeParam {
    pub name: Ident,
    pub constraint: ExprId,
}

/// A function or method declaration.
#[derive(Clone, Debug)]
pub struct FuncDecl {
    pub name: Ident,
    /// The receiver, as one parameter; its type is written like any other (`*T[P]`).
    pub receiver: Option<Param>,
    pub type_params: Vec<TypeParam>,
    pub signature: Signature,
    /// `None`: native (only in the library).
    pub body: Option<Block>,
    pub span: Span,
    /// The comment above it.
    pub doc: Option<Rc<str>>,
}

/// Parameters and results.
#[derive(Clone, Debug)]
pub struct Signature {
    pub params: Vec<Param>,
    pub results: Vec<Param>,
    pub span: Span,
}

/// One parameter: `a, b int` becomes two.
#[derive(Clone, Debug)]
pub struct Param {
    pub name: Option<Ident>,
    pub ty: ExprId,
    /// `...T`; `ty` is T.
    pub variadic: bool,
    pub span: Span,
}

/// `{ … }`.
#[derive(Clone, Debug)]
pub struct Block {
    pub stmts: Vec<StmtId>,
    /// Braces included: the closing one is where "missing return" is reported.
    pub span: Span,
}

/// An expression or type.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

/// Kinds of literal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LitKind {
    Int,
    Float,
    Imaginary,
    Rune,
    String,
}

/// Unary operators. `Arrow` is receive, `Star` is a dereference or a pointer type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOp {
    Plus,
    Minus,
    Not,
    /// `^`
    Xor,
    /// `&`
    Addr,
    /// `<-`
    Arrow,
    /// `*`
    Star,
    /// `~T`, in constraints
    Tilde,
}

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinaryOp {
    OrOr,
    AndAnd,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Add,
    Sub,
    Or,
    Xor,
    Mul,
    Div,
    Rem,
    Shl,
    Shr,
    And,
    AndNot,
}

/// A channel type's direction.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChanDir {
    Both,
    Send,
    Recv,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// What the parser could not read; the error is already reported.
    Bad,
    Ident(Ident),
    /// The text as written.
    BasicLit {
        kind: LitKind,
        text: Rc<str>,
    },
    /// `func(…) … { … }`
    FuncLit {
        signature: Box<Signature>,
        body: Rc<Block>,
    },
    /// `T{…}`; `ty` is `None` where it is elided.
    CompositeLit {
        ty: Option<ExprId>,
        elements: Vec<Element>,
        close: Span,
    },
    Paren(ExprId),
    /// `x.sel`
    Selector {
        x: ExprId,
        sel: Ident,
    },
    /// `x[i]`, `F[T1, T2]`
    Index {
        x: ExprId,
        indices: Vec<ExprId>,
    },
    /// `x[lo:hi:max]`
    Slice {
        x: ExprId,
        lo: Option<ExprId>,
        hi: Option<ExprId>,
        max: Option<ExprId>,
        three: bool,
    },
    /// `x.(T)`; `None`: `x.(type)`
    TypeAssert {
        x: ExprId,
        ty: Option<ExprId>,
    },
    /// `f(args…)`; `ellipsis` is where `...` stands.
    Call {
        fun: ExprId,
        args: Vec<ExprId>,
        ellipsis: Option<Span>,
        close: Span,
    },
    /// `*x` included.
    Unary {
        op: UnaryOp,
        op_span: Span,
        x: ExprId,
    },
    Binary {
        op: BinaryOp,
        op_span: Span,
        x: ExprId,
        y: ExprId,
    },
    /// `[N]T`; `len` is `None` for `[...]T`.
    ArrayType {
        len: Option<ExprId>,
        elem: ExprId,
    },
    SliceType {
        elem: ExprId,
    },
    StructType {
        fields: Vec<FieldDecl>,
    },
    FuncType {
        signature: Box<Signature>,
    },
    InterfaceType {
        elements: Vec<InterfaceElement>,
    },
    MapType {
        key: ExprId,
        value: ExprId,
    },
    ChanType {
        dir: ChanDir,
        elem: ExprId,
    },
}

/// One element of a composite literal.
#[derive(Clone, Debug)]
pub struct Element {
    pub key: Option<ExprId>,
    pub value: ExprId,
}

/// One struct field; `a, b int` becomes two.
#[derive(Clone, Debug)]
pub struct FieldDecl {
    /// `None`: embedded.
    pub name: Option<Ident>,
    pub ty: ExprId,
    /// The tag, unquoted.
    pub tag: Option<Rc<str>>,
    pub span: Span,
}

/// An element of an interface type.
#[derive(Clone, Debug)]
pub enum InterfaceElement {
    /// `Name(params) results`
    Method { name: Ident, signature: Signature },
    /// An embedded type or a union: terms in order; `~T` is a `Unary` of `Tilde`.
    Union(Vec<ExprId>),
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
}

/// What a statement is.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// What the parser could not read.
    Bad,
    Empty,
    Decl(Decl),
    /// Script mode only: a function declared inside the script's statements stands in `items`.
    Expr(ExprId),
    Send {
        channel: ExprId,
        value: ExprId,
    },
    /// `x++`, `x--`
    IncDec {
        x: ExprId,
        increment: bool,
    },
    /// `a, b = x, y`; with `op`: `a op= x`.
    Assign {
        lhs: Vec<ExprId>,
        op: Option<BinaryOp>,
        rhs: Vec<ExprId>,
        op_span: Span,
    },
    /// `a, b := x, y`; that the left sides are identifiers is for the checker to see.
    Define {
        lhs: Vec<ExprId>,
        rhs: Vec<ExprId>,
        op_span: Span,
    },
    Go {
        call: ExprId,
    },
    Defer {
        call: ExprId,
    },
    Return {
        results: Vec<ExprId>,
    },
    Break {
        label: Option<Ident>,
    },
    Continue {
        label: Option<Ident>,
    },
    Goto {
        label: Ident,
    },
    Fallthrough,
    Block(Block),
    If {
        init: Option<StmtId>,
        condition: ExprId,
        then: Block,
        otherwise: Option<StmtId>,
    },
    Switch {
        init: Option<StmtId>,
        tag: Option<ExprId>,
        clauses: Vec<CaseClause>,
        body: Span,
    },
    /// `switch name := x.(type)`
    TypeSwitch {
        init: Option<StmtId>,
        name: Option<Ident>,
        x: ExprId,
        clauses: Vec<CaseClause>,
        body: Span,
    },
    Select {
        clauses: Vec<CommClause>,
        body: Span,
    },
    For {
        init: Option<StmtId>,
        condition: Option<ExprId>,
        post: Option<StmtId>,
        body: Block,
    },
    /// `for key, value := range x`
    Range {
        key: Option<ExprId>,
        value: Option<ExprId>,
        define: bool,
        x: ExprId,
        body: Block,
    },
    Labeled {
        label: Ident,
        stmt: StmtId,
    },
}

/// A case of a switch.
#[derive(Clone, Debug)]
pub struct CaseClause {
    /// Empty with `is_default`.
    pub exprs: Vec<ExprId>,
    pub is_default: bool,
    pub body: Vec<StmtId>,
    /// The case's head up to the colon.
    pub head: Span,
    pub span: Span,
}

/// A case of a select.
#[derive(Clone, Debug)]
pub struct CommClause {
    /// A send, an expression (`<-c`), an assignment or a definition; `None`: default.
    pub comm: Option<StmtId>,
    pub body: Vec<StmtId>,
    pub head: Span,
    pub span: Span,
}
