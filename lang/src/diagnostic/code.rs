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
    MisplacedSyntax "package main\nfunc main() { a := []int{1}; a[0] := 1 }\n";
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
    InvalidShiftCount "package main\nvar x = 1\nvar y = x << 1.5e-1\nvar z = 1 << -1\n";
    /// A constant has no value of its type, or grows too large.
    InvalidConstVal "package main\nconst x = 1 << 600\n";
    /// A constant overflows its type.
    NumericOverflow "package main\nvar x int8 = 300\n";
    /// A constant with a fraction is used as an integer.
    TruncatedFloat "package main\nvar x int = 1.5\n";
    /// An untyped value cannot take the type that its context wants.
    InvalidUntypedConversion "package main\nvar x = 1\nvar y = x + nil\n";
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
    UnexportedName "package main\nimport \"sort\"\nvar x = sort.insertionSort\n";
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
    InvalidUnsafeAdd "package main\nimport \"unsafe\"\nvar p unsafe.Pointer\nvar x = unsafe.Add(p, \"a\")\n";
    /// Bad arguments of `unsafe.Slice`.
    InvalidUnsafeSlice "package main\nimport \"unsafe\"\nvar x = unsafe.Slice(1, 1)\n";
    /// A bad argument of `unsafe.SliceData`.
    InvalidUnsafeSliceData "package main\nimport \"unsafe\"\nvar x = unsafe.SliceData(1)\n";
    /// Bad arguments of `unsafe.String`.
    InvalidUnsafeString "package main\nimport \"unsafe\"\nvar b byte\nvar x = unsafe.String(&b, \"a\")\n";
    /// `unsafe.Offsetof` of what is no selector.
    BadOffsetofSyntax "package main\nimport \"unsafe\"\nvar x = unsafe.Offsetof(1)\n";
    /// `unsafe.Offsetof` of a method or a field behind a pointer.
    InvalidOffsetof "package main\nimport \"unsafe\"\ntype T struct{}\nfunc (T) m() {}\nvar x = unsafe.Offsetof(T{}.m)\n";
}
