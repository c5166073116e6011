//! What literals mean: the bytes of a string, the code point of a rune, a number without its
//! separators. The lexer has reported what is wrong with a literal; here wrong parts are dropped.

/// The bytes of a string literal as written, quotes included: `"\xff"` is one byte.
pub fn string_bytes(text: &str) -> Vec<u8> {
    if let Some(raw) = text.strip_prefix('`') {
        let inner = raw.strip_suffix('`').unwrap_or(raw);
        return inner.bytes().filter(|b| *b != b'\r').collect();
    }
    let inner = text.strip_prefix('"').unwrap_or(text);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let (value, after) = escape(&rest[at + 1..]);
        match value {
            Escaped::Byte(byte) => bytes.push(byte),
            Escaped::Char(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Escaped::Nothing => {}
        }
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// A string literal's value as text; bytes that are not UTF-8 are replaced.
pub fn string_text(text: &str) -> String {
    String::from_utf8_lossy(&string_bytes(text)).into_owned()
}

/// The code point of a rune literal as written, quotes included.
pub fn rune_value(text: &str) -> Option<u32> {
    let inner = text.strip_prefix('\'')?;
    let inner = inner.strip_suffix('\'').unwrap_or(inner);
    match inner.strip_prefix('\\') {
        Some(rest) => match escape(rest).0 {
            Escaped::Byte(byte) => Some(u32::from(byte)),
            Escaped::Char(c) => Some(c as u32),
            Escaped::Nothing => None,
        },
        None => inner.chars().next().map(|c| c as u32),
    }
}

/// A number's digits, lower case, without separators, prefix and the `i` of imaginary ones, and
/// their base. Of hexadecimal floats the exponent (`p…`) stays in the digits. The old octal `0755`
/// has base 8; `089.5` and `089i` are decimal.
pub fn number_digits(text: &str) -> (u32, String) {
    let clean: String = text.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect();
    let imaginary = clean.ends_with('i');
    let digits = clean.strip_suffix('i').unwrap_or(&clean);
    let prefixed = |prefix| digits.strip_prefix(prefix);
    if let Some(hex) = prefixed("0x") {
        return (16, hex.to_string());
    }
    if let Some(binary) = prefixed("0b") {
        return (2, binary.to_string());
    }
    if let Some(octal) = prefixed("0o") {
        return (8, octal.to_string());
    }
    let decimal = imaginary || digits.contains(['.', 'e']);
    match prefixed("0") {
        Some(octal) if !octal.is_empty() && !decimal => (8, octal.to_string()),
        _ => (10, digits.to_string()),
    }
}

enum Escaped {
    Byte(u8),
    Char(char),
    Nothing,
}

/// What follows a backslash: its value, and the rest.
fn escape(text: &str) -> (Escaped, &str) {
    let Some(first) = text.chars().next() else { return (Escaped::Nothing, "") };
    let rest = &text[first.len_utf8()..];
    let byte = match first {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        '\\' | '\'' | '"' => first as u8,
        'x' => return numeric(rest, 2, 16),
        'u' => return numeric(rest, 4, 16),
        'U' => return numeric(rest, 8, 16),
        '0'..='7' => return numeric(text, 3, 8),
        _ => return (Escaped::Nothing, rest),
    };
    (Escaped::Byte(byte), rest)
}

fn numeric(text: &str, digits: usize, base: u32) -> (Escaped, &str) {
    let Some((number, rest)) = text.split_at_checked(digits) else { return (Escaped::Nothing, "") };
    let Ok(value) = u32::from_str_radix(number, base) else { return (Escaped::Nothing, rest) };
    let escaped = match (digits, u8::try_from(value)) {
        (2 | 3, Ok(byte)) => Escaped::Byte(byte),
        _ => char::from_u32(value).map_or(Escaped::Nothing, Escaped::Char),
    };
    (escaped, rest)
}

#[cfg(test)]
mod tests {
    use super::{number_digits, rune_value, string_bytes};

    #[test]
    fn escapes_are_bytes_or_characters() {
        assert_eq!(string_bytes(r#""a\xffÿ\u00ff\377\n""#), b"a\xff\xc3\xbf\xc3\xbf\xff\n");
        assert_eq!(string_bytes("`a\\n\r\n`"), b"a\\n\n");
        assert_eq!(rune_value(r"'\''"), Some(39));
        assert_eq!(rune_value(r"'\U0001F600'"), Some(0x1F600));
        assert_eq!(rune_value(r"'\xff'"), Some(255));
        assert_eq!(rune_value("'世'"), Some(0x4E16));
    }

    #[test]
    fn numbers_know_their_base() {
        assert_eq!(number_digits("1_000"), (10, "1000".to_string()));
        assert_eq!(number_digits("0755"), (8, "755".to_string()));
        assert_eq!(number_digits("0X_Fp-2"), (16, "fp-2".to_string()));
        assert_eq!(number_digits("089.5"), (10, "089.5".to_string()));
        assert_eq!(number_digits("0"), (10, "0".to_string()));
        assert_eq!(number_digits("010i"), (10, "010".to_string()));
    }
}
