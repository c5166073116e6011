//! From text to tokens, by logos. Its patterns (in `token.rs`) recognise how a token begins; the
//! callbacks here read literals, names and comments to their end by hand, which gives gc's own
//! messages for what is wrong inside them. A faulty literal is still a token.

use super::token::Token;
use crate::source::Span;
use logos::Lexer;

/// What the callbacks find out besides tokens. Offsets are into the file.
#[derive(Default)]
pub struct Notes {
    /// Where and what is wrong.
    pub errors: Vec<(u32, String)>,
}

/// More errors are not recorded: nobody reads them, and a binary file has millions.
pub const ERRORS_MAX: usize = 1000;

type Lex<'a> = Lexer<'a, Token>;

/// The file's raw tokens, comments and newlines included, in order.
pub fn raw_tokens(text: &str, start: usize) -> Lex<'_> {
    let mut lexer = Lexer::with_extras(text, Notes::default());
    lexer.bump(start);
    lexer
}

fn report(lex: &mut Lex<'_>, offset: usize, message: impl Into<String>) {
    if lex.extras.errors.len() < ERRORS_MAX {
        lex.extras.errors.push((offset as u32, message.into()));
    }
}

/// A character as Go's `%#U` prints it.
fn unicode(c: char) -> String {
    if c.is_control() { format!("U+{:04X}", c as u32) } else { format!("U+{:04X} '{c}'", c as u32) }
}

/// The rest of a name or keyword whose first character has been read.
pub fn word(lex: &mut Lex<'_>) -> Token {
    let rest = lex.remainder().as_bytes();
    let ascii = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || *b == b'_')).unwrap_or(rest.len());
    let foreign = rest.get(ascii).is_some_and(|b| *b >= 0x80);
    lex.bump(ascii);
    if foreign {
        foreign_word(lex);
        return Token::Name;
    }
    match lex.slice() {
        short if short.len() < 2 => Token::Name,
        word => Token::keyword(word).unwrap_or(Token::Name),
    }
}

/// The rest of a name with characters outside ASCII.
fn foreign_word(lex: &mut Lex<'_>) {
    while let Some(c) = lex.remainder().chars().next() {
        let letter_or_digit = c.is_alphabetic() || c == '_' || c.is_numeric();
        if !letter_or_digit {
            if c.is_ascii() || c == '\u{FEFF}' {
                return;
            }
            let at = lex.span().end;
            report(lex, at, format!("invalid character {} in identifier", unicode(c)));
        }
        lex.bump(c.len_utf8());
    }
}

/// A character that starts no ASCII token: a name in another script, or a mistake.
pub fn invalid_character(lex: &mut Lex<'_>) -> logos::Filter<Token> {
    let Some(c) = lex.slice().chars().next() else { return logos::Filter::Skip };
    let at = lex.span().start;
    if c == '\u{FEFF}' {
        return logos::Filter::Skip;
    }
    if c.is_ascii() {
        report(lex, at, format!("invalid character {}", unicode(c)));
        return logos::Filter::Skip;
    }
    if !c.is_alphabetic() {
        let message = if c.is_numeric() {
            format!("identifier cannot begin with digit {}", unicode(c))
        } else {
            format!("invalid character {} in identifier", unicode(c))
        };
        report(lex, at, message);
    }
    foreign_word(lex);
    logos::Filter::Emit(Token::Name)
}

/// `/* … */`
pub fn block_comment(lex: &mut Lex<'_>) {
    match lex.remainder().find("*/") {
        Some(end) => lex.bump(end + 2),
        None => {
            let (at, rest) = (lex.span().start, lex.remainder().len());
            report(lex, at, "comment not terminated");
            lex.bump(rest);
        }
    }
}

/// A raw string.
pub fn raw_string(lex: &mut Lex<'_>) {
    match lex.remainder().find('`') {
        Some(end) => lex.bump(end + 1),
        None => {
            let (at, rest) = (lex.span().start, lex.remainder().len());
            report(lex, at, "string not terminated");
            lex.bump(rest);
        }
    }
}

/// Up to the next byte of interest in a quoted literal.
fn skip_plain(lex: &mut Lex<'_>, quote: u8) -> Option<u8> {
    let rest = lex.remainder().as_bytes();
    let plain = rest.iter().position(|b| *b == quote || *b == b'\\' || *b == b'\n').unwrap_or(rest.len());
    let found = rest.get(plain).copied();
    lex.bump(plain);
    found
}

/// An interpreted string.
pub fn quoted_string(lex: &mut Lex<'_>) {
    loop {
        match skip_plain(lex, b'"') {
            Some(b'"') => return lex.bump(1),
            Some(b'\\') => {
                lex.bump(1);
                escape(lex, b'"');
            }
            Some(_) => {
                let at = lex.span().end;
                return report(lex, at, "newline in string");
            }
            None => {
                let at = lex.span().start;
                return report(lex, at, "string not terminated");
            }
        }
    }
}

/// A rune literal.
pub fn rune(lex: &mut Lex<'_>) {
    let (mut count, mut good) = (0u32, true);
    while let Some(c) = lex.remainder().chars().next() {
        let here = lex.span().end;
        match c {
            '\'' => {
                if good && count == 0 {
                    report(lex, here, "empty rune literal or unescaped '");
                } else if good && count != 1 {
                    let start = lex.span().start;
                    report(lex, start, "more than one character in rune literal");
                }
                return lex.bump(1);
            }
            '\\' => {
                lex.bump(1);
                good &= escape(lex, b'\'');
            }
            '\n' => {
                if good {
                    report(lex, here, "newline in rune literal");
                }
                return;
            }
            other => lex.bump(other.len_utf8()),
        }
        count += 1;
    }
    if good {
        let start = lex.span().start;
        report(lex, start, "rune literal not terminated");
    }
}

/// What follows a backslash. False when it is reported as wrong.
fn escape(lex: &mut Lex<'_>, quote: u8) -> bool {
    let Some(c) = lex.remainder().chars().next() else { return true };
    let (digits, base, max) = match c {
        'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | '\\' => (0, 0, 0),
        c if c == quote as char => (0, 0, 0),
        '0'..='7' => (3, 8, 255),
        'x' => (2, 16, 255),
        'u' => (4, 16, 0x10FFFF),
        'U' => (8, 16, 0x10FFFF),
        _ => {
            let here = lex.span().end;
            report(lex, here, "unknown escape");
            return false;
        }
    };
    if base != 8 {
        lex.bump(1);
    }
    digits == 0 || escape_digits(lex, digits, base, max)
}

fn escape_digits(lex: &mut Lex<'_>, digits: u32, base: u32, max: u32) -> bool {
    let mut value = 0u32;
    for _ in 0..digits {
        let Some(c) = lex.remainder().chars().next() else { return true };
        let here = lex.span().end;
        let Some(digit) = c.to_digit(base) else {
            report(lex, here, format!("invalid character {} in {} escape", quote_rune(c), base_name(base)));
            return false;
        };
        value = value.wrapping_mul(base).wrapping_add(digit);
        lex.bump(1);
    }
    let here = lex.span().end;
    if value > max && base == 8 {
        report(lex, here, format!("octal escape value {value} > 255"));
        return false;
    }
    if value > max || (0xD800..0xE000).contains(&value) {
        let shown = char::from_u32(value).map_or_else(|| format!("U+{value:04X}"), unicode);
        report(lex, here, format!("escape is invalid Unicode code point {shown}"));
        return false;
    }
    true
}

/// A character as Go's `%q` prints it.
fn quote_rune(c: char) -> String {
    match c {
        '\n' => r"'\n'".to_string(),
        '\t' => r"'\t'".to_string(),
        '\r' => r"'\r'".to_string(),
        '\'' => r"'\''".to_string(),
        '\\' => r"'\\'".to_string(),
        c if c.is_control() => format!(r"'\x{:02x}'", c as u32),
        c => format!("'{c}'"),
    }
}

fn base_name(base: u32) -> &'static str {
    match base {
        2 => "binary",
        8 => "octal",
        10 => "decimal",
        _ => "hexadecimal",
    }
}

/// A number's reader: where it stands and what it has seen.
struct Number<'t> {
    bytes: &'t [u8],
    at: usize,
    base: u32,
    /// `x`, `o`, `b`, `0` for a leading zero, or 0.
    prefix: u8,
    digits_seen: bool,
    separator_seen: bool,
    /// The first digit that the base does not have.
    invalid: Option<usize>,
    error: Option<(usize, String)>,
}

impl Number<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }
    fn lower(&self) -> u8 {
        self.peek().to_ascii_lowercase()
    }
    fn fail(&mut self, at: usize, message: String) {
        if self.error.is_none() {
            self.error = Some((at, message));
        }
    }
    fn read_digits(&mut self, base: u32) {
        loop {
            match self.peek() {
                b'_' => self.separator_seen = true,
                d if d.is_ascii_digit() || (base == 16 && d.is_ascii_hexdigit()) => {
                    self.digits_seen = true;
                    if base < 10 && (d - b'0') as u32 >= base && self.invalid.is_none() {
                        self.invalid = Some(self.at);
                    }
                }
                _ => return,
            }
            self.at += 1;
        }
    }
    fn read_prefix(&mut self) {
        self.at += 1;
        let (base, prefix) = match self.lower() {
            b'x' => (16, b'x'),
            b'o' => (8, b'o'),
            b'b' => (2, b'b'),
            _ => {
                (self.base, self.prefix, self.digits_seen) = (8, b'0', true);
                return;
            }
        };
        self.at += 1;
        (self.base, self.prefix) = (base, prefix);
    }
    fn read_exponent(&mut self) {
        let letter = self.peek();
        let wants = match letter.to_ascii_lowercase() {
            b'e' if self.prefix != 0 && self.prefix != b'0' => Some("decimal"),
            b'p' if self.prefix != b'x' => Some("hexadecimal"),
            _ => None,
        };
        if let Some(wants) = wants {
            self.fail(self.at, format!("'{}' exponent requires {wants} mantissa", letter as char));
        }
        self.at += 1;
        if matches!(self.peek(), b'+' | b'-') {
            self.at += 1;
        }
        self.digits_seen = false;
        let invalid = self.invalid;
        self.read_digits(10);
        self.invalid = invalid;
        if !self.digits_seen {
            self.fail(self.at, "exponent has no digits".to_string());
        }
    }
    fn read(&mut self) -> Token {
        let mut kind = Token::Int;
        if self.peek() != b'.' {
            if self.peek() == b'0' {
                self.read_prefix();
            }
            self.read_digits(self.base);
        }
        if self.peek() == b'.' {
            if matches!(self.prefix, b'o' | b'b') {
                self.fail(self.at, format!("invalid radix point in {} literal", base_name(self.base)));
            }
            self.at += 1;
            kind = Token::Float;
            self.read_digits(self.base);
        }
        if !self.digits_seen {
            self.fail(self.at, format!("{} literal has no digits", base_name(self.base)));
        }
        if matches!(self.lower(), b'e' | b'p') {
            kind = Token::Float;
            self.read_exponent();
        } else if self.prefix == b'x' && kind == Token::Float {
            self.fail(self.at, "hexadecimal mantissa requires a 'p' exponent".to_string());
        }
        if self.peek() == b'i' {
            kind = Token::Imaginary;
            self.at += 1;
        }
        self.check(kind);
        kind
    }
    fn check(&mut self, kind: Token) {
        if let (Token::Int, Some(at)) = (kind, self.invalid) {
            let digit = self.bytes[at] as char;
            self.fail(at, format!("invalid digit '{digit}' in {} literal", base_name(self.base)));
        }
        if self.separator_seen
            && let Some(at) = misplaced_separator(&self.bytes[..self.at])
        {
            self.fail(at, "'_' must separate successive digits".to_string());
        }
    }
}

/// A number.
pub fn number(lex: &mut Lex<'_>) -> Token {
    let start = lex.span().start;
    let source: &str = lex.source();
    let bytes = &source.as_bytes()[start..];
    let mut number = Number {
        bytes,
        at: 0,
        base: 10,
        prefix: 0,
        digits_seen: false,
        separator_seen: false,
        invalid: None,
        error: None,
    };
    let kind = number.read();
    let (end, error) = (number.at, number.error.take());
    if let Some((at, message)) = error {
        report(lex, start + at, message);
    }
    let matched = lex.slice().len();
    lex.bump(end.saturating_sub(matched));
    kind
}

/// Index of the first `_` that stands between no two digits.
fn misplaced_separator(text: &[u8]) -> Option<usize> {
    let prefixed = text.len() >= 2 && text[0] == b'0' && text[1].is_ascii_alphabetic();
    let prefix = if prefixed { text[1].to_ascii_lowercase() } else { b' ' };
    let based = matches!(prefix, b'x' | b'o' | b'b');
    let (mut last, start) = if based { (b'0', 2) } else { (b'.', 0) };
    for (i, &byte) in text.iter().enumerate().skip(start) {
        let class = match byte {
            b'_' => b'_',
            d if d.is_ascii_digit() || (prefix == b'x' && d.is_ascii_hexdigit()) => b'0',
            _ => b'.',
        };
        if class == b'_' && last != b'0' {
            return Some(i);
        }
        if class == b'.' && last == b'_' {
            return Some(i - 1);
        }
        last = class;
    }
    (last == b'_').then(|| text.len() - 1)
}

/// Where a comment or a token stands in its file, as a span of the source map.
pub fn span_at(base: u32, range: std::ops::Range<usize>) -> Span {
    Span::new(base + range.start as u32, base + range.end as u32)
}
