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
    /// A local variable is declared and never used.
    UnusedVar "package main\nfunc main() { x := 1 }\n";
}
