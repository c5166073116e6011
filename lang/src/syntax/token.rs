//! The tokens of Go, with the patterns that logos makes the lexer from. A token carries no payload:
//! its text is that of its span. [`TokenSet`] is a set of them in one word.

use super::lexer::{Notes, block_comment, invalid_character, number, quoted_string, raw_string, rune, word};
use logos::Logos;

/// A token. Of literals and names the pattern matches the first byte, a callback the rest.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[logos(extras = Notes)]
#[logos(skip(r"[ \t\r\x00]+"))]
#[repr(u8)]
pub enum Token {
    #[regex(r"[A-Za-z_]", word)]
    Name,
    #[regex(r"[0-9]|\.[0-9]", number)]
    Int,
    Float,
    Imaginary,
    #[token("'", rune)]
    Rune,
    #[token("\"", quoted_string)]
    #[token("`", raw_string)]
    String,

    Break,
    Case,
    Chan,
    Const,
    Continue,
    Default,
    Defer,
    Else,
    Fallthrough,
    For,
    Func,
    Go,
    Goto,
    If,
    Import,
    Interface,
    Map,
    Package,
    Range,
    Return,
    Select,
    Struct,
    Switch,
    Type,
    Var,

    #[token("+")]
    Add,
    #[token("-")]
    Sub,
    #[token("*")]
    Star,
    #[token("/")]
    Div,
    #[token("%")]
    Rem,
    #[token("&")]
    And,
    #[token("|")]
    Or,
    #[token("^")]
    Xor,
    #[token("<<")]
    Shl,
    #[token(">>")]
    Shr,
    #[token("&^")]
    AndNot,
    #[token("+=")]
    AddAssign,
    #[token("-=")]
    SubAssign,
    #[token("*=")]
    MulAssign,
    #[token("/=")]
    DivAssign,
    #[token("%=")]
    RemAssign,
    #[token("&=")]
    AndAssign,
    #[token("|=")]
    OrAssign,
    #[token("^=")]
    XorAssign,
    #[token("<<=")]
    ShlAssign,
    #[token(">>=")]
    ShrAssign,
    #[token("&^=")]
    AndNotAssign,
    #[token("&&")]
    AndAnd,
    #[token("||")]
    OrOr,
    #[token("<-")]
    Arrow,
    #[token("++")]
    Inc,
    #[token("--")]
    Dec,
    #[token("==")]
    Equal,
    #[token("!=")]
    NotEqual,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token("=")]
    Assign,
    #[token("!")]
    Not,
    #[token("~")]
    Tilde,
    #[token(":=")]
    Define,
    #[token("...")]
    Ellipsis,
    #[token("(")]
    LeftParen,
    #[token(")")]
    RightParen,
    #[token("[")]
    LeftBracket,
    #[token("]")]
    RightBracket,
    #[token("{")]
    LeftBrace,
    #[token("}")]
    RightBrace,
    #[token(",")]
    Comma,
    #[token(".")]
    Dot,
    #[token(":")]
    Colon,
    /// `;` as written.
    #[token(";")]
    Semicolon,
    /// The semicolon that a newline stands for; from logos, every newline.
    #[token("\n")]
    Newline,
    /// The semicolon that the end of the file stands for.
    FinalSemicolon,
    /// The end of the file.
    End,

    /// Never reaches the parser.
    #[regex(r"//[^\n]*", allow_greedy = true)]
    LineComment,
    /// Never reaches the parser.
    #[token("/*", block_comment)]
    BlockComment,
    /// A character that starts no token, already reported. Never reaches the parser.
    #[regex(r"[\x01-\x08\x0B\x0C\x0E-\x1F#$?@\\\x7F]", invalid_character)]
    #[regex(r"[^\x00-\x7F]", invalid_character)]
    Invalid,
}

impl Token {
    /// The keyword that `word` is.
    pub fn keyword(word: &str) -> Option<Token> {
        Some(match word {
            "break" => Token::Break,
            "case" => Token::Case,
            "chan" => Token::Chan,
            "const" => Token::Const,
            "continue" => Token::Continue,
            "default" => Token::Default,
            "defer" => Token::Defer,
            "else" => Token::Else,
            "fallthrough" => Token::Fallthrough,
            "for" => Token::For,
            "func" => Token::Func,
            "go" => Token::Go,
            "goto" => Token::Goto,
            "if" => Token::If,
            "import" => Token::Import,
            "interface" => Token::Interface,
            "map" => Token::Map,
            "package" => Token::Package,
            "range" => Token::Range,
            "return" => Token::Return,
            "select" => Token::Select,
            "struct" => Token::Struct,
            "switch" => Token::Switch,
            "type" => Token::Type,
            "var" => Token::Var,
            _ => return None,
        })
    }

    /// A semicolon, written or not.
    pub fn is_semicolon(self) -> bool {
        matches!(self, Token::Semicolon | Token::Newline | Token::FinalSemicolon)
    }

    /// A literal.
    pub fn is_literal(self) -> bool {
        matches!(self, Token::Int | Token::Float | Token::Imaginary | Token::Rune | Token::String)
    }

    /// A keyword.
    pub fn is_keyword(self) -> bool {
        (Token::Break as u8..=Token::Var as u8).contains(&(self as u8))
    }

    /// A newline after this token is a semicolon.
    pub fn ends_statement(self) -> bool {
        use Token::{Break, Continue, Dec, Fallthrough, Inc, Name, Return};
        use Token::{RightBrace, RightBracket, RightParen};
        self.is_literal()
            || matches!(self, Name | Break | Continue | Fallthrough | Return | Inc | Dec)
            || matches!(self, RightParen | RightBracket | RightBrace)
    }

    /// How it is written; for tokens with varying text, what it is.
    pub fn text(self) -> &'static str {
        match self {
            Token::Name => "name",
            Token::Int | Token::Float | Token::Imaginary | Token::Rune | Token::String => "literal",
            Token::Semicolon => "semicolon",
            Token::Newline => "newline",
            Token::FinalSemicolon | Token::End => "EOF",
            Token::LineComment | Token::BlockComment => "comment",
            Token::Invalid => "invalid character",
            other if other.is_keyword() => other.keyword_text(),
            other => other.operator_text(),
        }
    }

    fn keyword_text(self) -> &'static str {
        KEYWORDS[(self as u8 - Token::Break as u8) as usize]
    }

    fn operator_text(self) -> &'static str {
        const TEXTS: [&str; 48] = [
            "+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "&^", "+=", "-=", "*=", "/=", "%=", "&=",
            "|=", "^=", "<<=", ">>=", "&^=", "&&", "||", "<-", "++", "--", "==", "!=", "<", "<=", ">", ">=",
            "=", "!", "~", ":=", "...", "(", ")", "[", "]", "{", "}", ",", ".", ":", ";",
        ];
        TEXTS[(self as u8 - Token::Add as u8) as usize]
    }
}

/// Go's keywords, in the order of their tokens.
pub const KEYWORDS: [&str; 25] = [
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
];

/// A set of tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TokenSet(u128);

impl TokenSet {
    /// The set of `tokens`.
    pub const fn of(tokens: &[Token]) -> TokenSet {
        let mut bits = 0;
        let mut i = 0;
        while i < tokens.len() {
            bits |= 1 << tokens[i] as u8;
            i += 1;
        }
        TokenSet(bits)
    }
    /// Whether `token` is in it.
    pub const fn contains(self, token: Token) -> bool {
        self.0 & (1 << token as u8) != 0
    }
    /// What is in either.
    pub const fn union(self, other: TokenSet) -> TokenSet {
        TokenSet(self.0 | other.0)
    }
}
