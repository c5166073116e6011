//! The value of a quoted Go literal.

/// Interprets a single-quoted, double-quoted or backquoted literal.
pub fn unquote(text: &[u8]) -> Option<Vec<u8>> {
    let (&quote, rest) = text.split_first()?;
    let (&last, body) = rest.split_last()?;
    if last != quote {
        return None;
    }
    match quote {
        b'`' if body.contains(&b'`') => None,
        b'`' => Some(body.iter().copied().filter(|&b| b != b'\r').collect()),
        b'"' | b'\'' => interpreted(body, quote),
        _ => None,
    }
}

fn interpreted(mut rest: &[u8], quote: u8) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut characters = 0;
    while let Some(&first) = rest.first() {
        characters += 1;
        match first {
            b'\n' => return None,
            b if b == quote => return None,
            b'\\' => rest = escape(rest.get(1..)?, quote, &mut out)?,
            _ => {
                let chunk = rest[..rest.len().min(4)].utf8_chunks().next()?;
                let width = chunk.valid().chars().next().map_or(1, char::len_utf8);
                match chunk.valid().chars().next() {
                    Some(_) => out.extend_from_slice(&rest[..width]),
                    None => out.extend_from_slice("\u{fffd}".as_bytes()),
                }
                rest = &rest[width..];
            }
        }
    }
    // Nothing between single quotes is allowed, too, as in Go.
    (quote == b'"' || characters <= 1).then_some(out)
}

fn escape<'t>(text: &'t [u8], quote: u8, out: &mut Vec<u8>) -> Option<&'t [u8]> {
    let (&kind, rest) = text.split_first()?;
    let simple = match kind {
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' => b'\\',
        b'\'' | b'"' if kind == quote => kind,
        b'x' => return number(rest, 2, 16, true, out),
        b'u' => return number(rest, 4, 16, false, out),
        b'U' => return number(rest, 8, 16, false, out),
        b'0'..=b'7' => return number(text, 3, 8, true, out),
        _ => return None,
    };
    out.push(simple);
    Some(rest)
}

fn number<'t>(text: &'t [u8], digits: usize, radix: u32, byte: bool, out: &mut Vec<u8>) -> Option<&'t [u8]> {
    let value =
        text.get(..digits)?.iter().try_fold(0u32, |v, &b| Some(v * radix + (b as char).to_digit(radix)?))?;
    if byte {
        out.push(u8::try_from(value).ok()?);
    } else {
        let c = char::from_u32(value)?;
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Some(&text[digits..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_have_their_values() {
        assert_eq!(unquote(br#""a\n\x41\u00e9""#), Some("a\nA\u{e9}".as_bytes().to_vec()));
        assert_eq!(unquote(b"'\\''"), Some(b"'".to_vec()));
        assert_eq!(unquote(b"'ab'"), None);
        assert_eq!(unquote(b"`a\rb`"), Some(b"ab".to_vec()));
        assert_eq!(unquote(br#""a"b""#), None);
    }
}
