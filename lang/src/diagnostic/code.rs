//! The kinds of diagnostics, named as in go/types, each with a sentence and an example that has
//! exactly that one. Tests compile every example.

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident $example:literal;)*) => {
        /// A kind of diagnostic.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Code { $($(#[doc = $doc])* $name),* }

        impl Code {
            /// All kinds.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];
            /// The name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => stringify!($name)),* }
            }
            /// One sentence.
            pub fn doc(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),*)),* }
            }
            /// A program with this mistake.
            pub fn example(self) -> &'static str {
                match self { $(Code::$name => $example),* }
            }
        }
    };
}

codes! {
    /// The text is not Go's grammar.
    InvalidSyntaxTree "package main\nfunc main() { x := ) }\n";
    /// Something stands where the grammar has room for it but the language has no meaning for it.
    MisplacedSyntax "package main\nfunc main() { go (main()) }\n";
    /// A local variable is declared and never used.
    UnusedVar "package main\nfunc main() { x := 1 }\n";
    // Expressions.
    /// An operator is not defined for the type of its operand.
    UndefinedOp "package main\nvar x = -\"a\"\n";
    /// The operands of a binary operator have different types.
    MismatchedTypes "package main\nvar a int\nvar b string\nvar c = a == b\n";
    /// An integer or constant is divided by zero.
    DivByZero "package main\nvar x = 1\nvar y = x / 0\n";
    /// The left operand of a shift is no integer.
    InvalidShiftOperand "package main\nvar x = 1.5 << 1\n";
    /// The count of a shift is no unsigned integer or too large.
    InvalidShiftCount "package main\nvar z = 1 << -1\nfunc main() {}\n";
    /// A constant has no value of its type, or grows too large.
    InvalidConstVal "package main\nconst x = 1 << 600\n";
    /// A constant overflows its type.
    NumericOverflow "package main\nvar x int8 = 300\n";
    /// A constant with a fraction is used as an integer.
    TruncatedFloat "package main\nvar x int = 1.5\n";
    /// An untyped value cannot take the type that its context wants.
    InvalidUntypedConversion "package main\nvar y []int = append(nil, 1)\nfunc main() {}\n";
    /// The address of something is taken that has none.
    UnaddressableOperand "package main\nvar p = &1\n";
    /// A receive from something that cannot be received from.
    InvalidReceive "package main\nvar x = 1\nvar y = <-x\n";
    /// A dereference of what is no pointer.
    InvalidIndirection "package main\nvar x = 1\nvar y = *x\n";
    /// A type assertion on what is no interface.
    InvalidAssert "package main\nvar x = 1\nvar y = x.(int)\n";
    /// A type assertion that can never hold.
    ImpossibleAssert "package main\ntype T int\nvar e error\nvar x = e.(T)\n";
    /// A type stands where a value is wanted.
    NotAnExpr "package main\nvar x = int\n";
    /// Several values, or none, stand where one is wanted.
    TooManyValues "package main\nfunc f() (int, int) { return 1, 2 }\nvar x = f() + 1\n";
    /// A builtin function is used without being called.
    UncalledBuiltin "package main\nvar x = len\n";
    /// Too many or too few type arguments.
    WrongTypeArgCount "package main\nfunc f[T any](T) {}\nvar x = f[int, int]\n";
    /// A type argument does not satisfy its constraint.
    InvalidTypeArg "package main\nfunc f[T ~int](T) {}\nfunc main() { f[string](\"\") }\n";
    /// A type argument cannot be inferred.
    CannotInferTypeArgs "package main\nfunc f[T any]() {}\nfunc main() { f() }\n";
    /// Too many or too few arguments.
    WrongArgCount "package main\nfunc f(int) {}\nfunc main() { f() }\n";
    /// `...` stands where it cannot.
    BadDotDotDotSyntax "package main\nvar s []int\nvar x = []int(s...)\n";
    /// A value cannot be converted to the type.
    InvalidConversion "package main\nvar x = []int(\"a\")\n";
    /// A call of what is no function.
    InvalidCall "package main\nvar x = 1\nvar y = x()\n";
    /// `...` is used with a builtin or a call with several results.
    InvalidDotDotDot "package main\nvar s []int\nvar n = len(s...)\n";
    /// `...` in a call of a function that is not variadic.
    NonVariadicDotDotDot "package main\nfunc f([]int) {}\nfunc main() { f([]int{}...) }\n";
    /// The package has no such name.
    UndeclaredImportedName "package main\nimport \"fmt\"\nvar x = fmt.Nothing\n";
    /// The name is not exported by its package.
    UnexportedName "";
    /// Two embedded fields of equal depth have the name.
    AmbiguousSelector "package main\ntype A struct{ x int }\ntype B struct{ x int }\ntype C struct {\n\tA\n\tB\n}\nvar c C\nvar y = c.x\n";
    /// A method with a pointer receiver is selected from a value or its type.
    InvalidMethodExpr "package main\ntype T int\nfunc (*T) m() {}\nvar f = T.m\n";
    /// The type has no such field or method.
    MissingFieldOrMethod "package main\ntype T struct{}\nvar t T\nvar x = t.y\n";
    /// A composite literal without a type.
    UntypedLit "package main\nvar x = struct{ a any }{{}}\n";
    /// A struct literal mixes elements with and without field names.
    MixedStructLit "package main\nvar x = struct{ a, b int }{a: 1, 2}\n";
    /// A key of a struct literal is no field name.
    InvalidLitField "package main\nvar x = struct{ a int }{1: 1}\n";
    /// A struct literal names a field that the struct does not have.
    MissingLitField "package main\nvar x = struct{ a int }{b: 1}\n";
    /// A struct literal names a field twice.
    DuplicateLitField "package main\nvar x = struct{ a int }{a: 1, a: 2}\n";
    /// A struct literal has too many or too few values.
    InvalidStructLit "package main\nvar x = struct{ a, b int }{1}\n";
    /// A struct literal sets an unexported field of another package.
    UnexportedLitField "package main\nimport \"sync\"\nvar x = sync.Once{1, 2}\n";
    /// A literal has an index or key twice.
    DuplicateLitKey "package main\nvar x = map[int]int{1: 1, 1: 2}\n";
    /// An element of a map literal has no key.
    MissingLitKey "package main\nvar x = map[int]int{1}\n";
    /// A composite literal of a type that has none.
    InvalidLit "package main\nvar x = int{}\n";
    /// An index of an array or slice literal is no constant.
    InvalidLitIndex "package main\nvar i = 1\nvar x = []int{i: 1}\n";
    /// An array literal has more elements than the array.
    OversizeArrayLit "package main\nvar x = [1]int{1, 2}\n";
    /// Something is indexed or sliced that cannot be.
    NonSliceableOperand "package main\nvar x = 1\nvar y = x[0]\n";
    /// A slice expression with three indices on a string.
    InvalidSliceExpr "package main\nvar x = \"abc\"\nvar y = x[0:1:2]\n";
    /// Constant indices of a slice expression decrease.
    SwappedSliceIndices "package main\nvar x []int\nvar y = x[2:1]\n";
    /// An index is no integer, negative, or out of range.
    InvalidIndex "package main\nvar x [1]int\nvar y = x[1]\n";
    /// `append` to what is no slice.
    InvalidAppend "package main\nvar x = append(1, 2)\n";
    /// `cap` of what has none.
    InvalidCap "package main\nvar x = cap(\"a\")\n";
    /// `len` of what has none.
    InvalidLen "package main\nvar x = len(1)\n";
    /// `clear` of what is neither map nor slice.
    InvalidClear "package main\nfunc main() { clear(1) }\n";
    /// `close` of what is no channel or may only be received from.
    InvalidClose "package main\nfunc main() { close(1) }\n";
    /// Arguments of `complex` are no floats of one type.
    InvalidComplex "package main\nvar x = complex(\"a\", \"b\")\n";
    /// Arguments of `copy` are no slices of one element type.
    InvalidCopy "package main\nvar x = copy([]int{}, []string{})\n";
    /// `delete` from what is no map.
    InvalidDelete "package main\nfunc main() { delete([]int{}, 1) }\n";
    /// `imag` of what is not complex.
    InvalidImag "package main\nvar x = imag(\"a\")\n";
    /// `real` of what is not complex.
    InvalidReal "package main\nvar x = real(\"a\")\n";
    /// `make` of what is neither slice, map nor channel.
    InvalidMake "package main\nvar x = make(int)\n";
    /// `make` with a length greater than the capacity.
    SwappedMakeArgs "package main\nvar x = make([]int, 2, 1)\n";
    /// `min` or `max` of what is not ordered.
    InvalidMinMaxOperand "package main\nvar x = min([]int{})\n";
    /// `nil` where no type gives it a meaning.
    UntypedNilUse "package main\nvar x = nil\n";
    /// A value is not assignable to the type.
    IncompatibleAssign "package main\nvar x int = \"a\"\n";
    /// A value does not implement the interface it is assigned to.
    InvalidIfaceAssign "package main\nvar x error = 1 == 1\ntype T int\nvar y error = T(1)\n";
    /// Channels of different named types are assigned.
    InvalidChanAssign "package main\ntype A chan int\ntype B <-chan int\nvar a A\nvar b B = a\n";
    /// A bad length of `unsafe.Add`.
    InvalidUnsafeAdd "package main\nimport \"unsafe\"\nvar p unsafe.Pointer\nvar x = unsafe.Add(p, p)\n";
    /// Bad arguments of `unsafe.Slice`.
    InvalidUnsafeSlice "package main\nimport \"unsafe\"\nvar x = unsafe.Slice(1, 1)\n";
    /// A bad argument of `unsafe.SliceData`.
    InvalidUnsafeSliceData "package main\nimport \"unsafe\"\nvar x = unsafe.SliceData(1)\n";
    /// Bad arguments of `unsafe.String`.
    InvalidUnsafeString "package main\nimport \"unsafe\"\nvar b byte\nvar x = unsafe.String(&b, -1)\n";
    /// `unsafe.Offsetof` of what is no selector.
    BadOffsetofSyntax "package main\nimport \"unsafe\"\nvar x = unsafe.Offsetof(1)\n";
    /// `unsafe.Offsetof` of a method or a field behind a pointer.
    InvalidOffsetof "package main\nimport \"unsafe\"\ntype T struct{}\nfunc (T) m() {}\nvar x = unsafe.Offsetof(T{}.m)\n";
    // Declarations and statements.
    /// A name is declared twice in a block.
    DuplicateDecl "package main\nvar a int\nvar a string\n";
    /// A package is imported and not used.
    UnusedImport "package main\nimport \"os\"\nfunc main() {}\n";
    /// A label is defined and not used.
    UnusedLabel "package main\nfunc main() {\nL:\n\tfor {\n\t}\n}\n";
    /// A name is not declared.
    UndeclaredName "package main\nvar x = y\n";
    /// A label is not declared.
    UndeclaredLabel "package main\nfunc main() { goto L }\n";
    /// An import path has characters that it cannot have.
    BadImportPath "package main\nimport \"a b\"\n";
    /// A package cannot be imported.
    BrokenImport "package main\nimport \"no/such/package\"\n";
    /// `init` is declared as something that is no plain function.
    InvalidInitDecl "package main\nvar init int\nfunc main() {}\n";
    /// `main` is declared as something that is no plain function.
    InvalidMainDecl "package main\nvar main int\n";
    /// A function init has no body.
    MissingInitBody "package main\nfunc init()\nfunc main() {}\n";
    /// A function has no body.
    MissingBody "package main\nfunc f()\nfunc main() {}\n";
    /// A program has no function main.
    MissingMain "package main\n";
    /// The package is named `_`.
    BlankPkgName "package _\n";
    /// The files of a package name different packages.
    MismatchedPkgName "";
    /// A declaration or assignment has too many or too few values.
    WrongAssignCount "package main\nvar a, b = 1, 2, 3\n";
    /// A return statement has too many or too few values.
    WrongResultCount "package main\nfunc f() int { return 1, 2 }\n";
    /// A named result is shadowed where a bare return would return it.
    OutOfScopeResult "package main\nfunc f() (x int) {\n\t{\n\t\tx := 1\n\t\t_ = x\n\t\treturn\n\t}\n}\n";
    /// A function with results can reach its end.
    MissingReturn "package main\nfunc f() int {}\n";
    /// Something that is no type stands where a type is wanted.
    NotAType "package main\nvar x int\nvar y x\n";
    /// Type arguments are given to a type that is not generic.
    NotAGenericType "package main\ntype T int\nvar x T[int]\n";
    /// A package's name stands alone.
    InvalidPkgUse "package main\nimport \"errors\"\nvar x, y = errors, errors.New\nfunc main() {}\n";
    /// iota is used outside of constant declarations.
    InvalidIota "package main\nvar x = iota\n";
    /// The blank identifier is used as a value.
    InvalidBlank "package main\nvar x = _\n";
    /// A constraint is used as the type of a variable.
    MisplacedConstraintIface "package main\nvar x comparable\n";
    /// A type parameter stands where it cannot.
    MisplacedTypeParam "package main\ntype T[P any] P\n";
    /// `...` stands before a parameter that is not the last one.
    MisplacedDotDotDot "package main\nfunc f(a ...int, b int) {}\nfunc main() {}\n";
    /// A map's key type cannot be compared.
    IncomparableMapKey "package main\nvar m map[[]int]int\n";
    /// An array's length is no constant integer, or negative.
    InvalidArrayLen "package main\nvar a [-1]int\n";
    /// A pointer (to an interface) is embedded in a struct.
    InvalidPtrEmbed "package main\ntype P *int\ntype T struct{ P }\n";
    /// A constant's type is no basic type.
    InvalidConstType "package main\nconst c []int = nil\n";
    /// A constant is initialised with what is no constant.
    InvalidConstInit "package main\nvar v = 1\nconst c = v\n";
    /// A declaration refers to itself.
    InvalidDeclCycle "package main\ntype T struct{ t T }\n";
    /// The initialisation of a variable depends on the variable.
    InvalidInitCycle "package main\nvar x = f()\nfunc f() int { return x }\n";
    /// A type has two methods of one name.
    DuplicateMethod "package main\ntype T int\nfunc (T) m() {}\nfunc (T) m() {}\n";
    /// A struct type has a field and a method of one name.
    DuplicateFieldAndMethod "package main\ntype T struct{ m int }\nfunc (T) m() {}\n";
    /// A declaration makes no sense as it is written.
    BadDecl "package main\nfunc f[T any]()\n";
    /// A receiver has the wrong number of type parameters.
    BadRecv "package main\ntype T[A any] int\nfunc (T[A, B]) m() {}\n";
    /// A method's receiver is of a type that cannot have methods here.
    InvalidRecv "package main\nfunc (int) m() {}\n";
    /// A method of an interface is named `_`.
    BlankIfaceMethod "package main\ntype I interface{ _() }\n";
    /// A union has terms that it cannot have.
    InvalidUnion "package main\ntype I interface{ int | ~int }\nfunc main() {}\n";
    /// Something is assigned to that is no variable.
    UnassignableOperand "package main\nfunc f() int\nfunc main() { f() = 1 }\n";
    /// A field of a struct in a map is assigned to.
    UnaddressableFieldAssign "package main\nvar m map[int]struct{ x int }\nfunc main() { m[0].x = 1 }\n";
    /// `:=` declares no new variable.
    NoNewVar "package main\nfunc main() {\n\tx := 1\n\tx := x\n}\n";
    /// A name stands twice on the left of `:=`.
    RepeatedDecl "package main\nfunc main() {\n\tx, x := 1, 2\n\t_ = x\n}\n";
    /// `++` or `--` of what is no number.
    NonNumericIncDec "package main\nvar s string\nfunc main() { s++ }\n";
    /// `op=` with several values.
    MultiValAssignOp "package main\nvar a, b int\nfunc main() { a, b += 1, 2 }\n";
    /// What follows `go` is no function call.
    InvalidGo "package main\nfunc main() { go int(1) }\n";
    /// What follows `defer` is no function call.
    InvalidDefer "package main\nfunc main() { defer int(1) }\n";
    /// A result that must be used is discarded.
    UnusedResults "package main\nfunc main() { defer len(\"\") }\n";
    /// An expression is evaluated for nothing.
    UnusedExpr "package main\nvar x int\nfunc main() { x }\n";
    /// A condition is not boolean.
    InvalidCond "package main\nfunc main() { if 1 {} }\n";
    /// A switch is over values that cannot be compared.
    InvalidExprSwitch "package main\nvar a [1]func()\nfunc main() { switch a {} }\n";
    /// A type switch is over what is no interface.
    InvalidTypeSwitch "package main\nvar x int\nfunc main() { switch x.(type) {} }\n";
    /// A switch has the same case twice.
    DuplicateCase "package main\nfunc main() { switch 1 { case 1, 1: } }\n";
    /// A switch or select has two defaults.
    DuplicateDefault "package main\nfunc main() { switch { default: default: } }\n";
    /// A case of a select is no communication.
    InvalidSelectCase "package main\nfunc main() { select { case 1: } }\n";
    /// Something is ranged over that cannot be.
    InvalidRangeExpr "package main\nfunc main() { for range 1.5 {} }\n";
    /// A range clause has more variables than its expression gives.
    InvalidIterVar "package main\nfunc main() { for a, b := range 3 { _, _ = a, b } }\n";
    /// A break has nothing to leave.
    MisplacedBreak "package main\nfunc main() { break }\n";
    /// A continue is not in a loop.
    MisplacedContinue "package main\nfunc main() { continue }\n";
    /// A fallthrough is not at the end of a case that another one follows.
    MisplacedFallthrough "package main\nfunc main() { switch { case true: fallthrough } }\n";
    /// A break or continue names a label of no statement around it.
    MisplacedLabel "package main\nfunc main() {\nL:\n\tif true {\n\t\tfor { continue L }\n\t}\n}\n";
    /// A label is declared twice.
    DuplicateLabel "package main\nfunc main() {\nL:\n\tgoto L\nL:\n}\n";
    /// A goto jumps into a block.
    JumpIntoBlock "package main\nfunc main() {\n\tgoto L\n\t{\n\tL:\n\t}\n}\n";
    /// A goto jumps over the declaration of a variable.
    JumpOverDecl "package main\nfunc main() {\n\tgoto L\n\tx := 1\n\t_ = x\nL:\n}\n";
    /// A send to something that cannot be sent to.
    InvalidSend "package main\nvar x int\nfunc main() { x <- 1 }\n";
    /// The elements of a channel are 64 KiB or larger.
    InvalidChanElem "package main\nvar c chan [1 << 17]byte\nfunc main() {}\n";
    /// A type is larger than the address space, or a function's parameters than a stack frame.
    TypeTooLarge "package main\nvar a [1 << 50]byte\nfunc main() {}\n";
    /// Something is newer than the language version of its file.
    UnsupportedFeature "//go:build go1.25\n\npackage main\n\nvar p = new(3)\n\nfunc main() {}\n";
    /// Generic code would need infinitely many instances.
    InvalidInstanceCycle "package main\nfunc f[T any](n int, x T) {\n\tif n > 0 {\n\t\tf(n-1, &x)\n\t}\n}\nfunc main() { f(1, 1) }\n";
}
