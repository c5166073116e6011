//! UTF-8 as Go reads and writes it: whatever is not the shortest encoding of a code point outside
//! of the surrogates decodes to U+FFFD, one byte wide.

/// What stands for bytes that are no rune.
pub const RUNE_ERROR: i32 = 0xfffd;

/// The first rune of `bytes`, which are not empty, and its width in bytes.
#[inline]
pub fn decode_rune(bytes: &[u8]) -> (i32, usize) {
    match bytes {
        [byte @ 0..=0x7f, ..] => (i32::from(*byte), 1),
        [] => (RUNE_ERROR, 0),
        _ => decode_long(bytes),
    }
}

fn decode_long(bytes: &[u8]) -> (i32, usize) {
    let bits = |byte: u8| i32::from(byte & 0x3f);
    let rest = |byte: u8| byte & 0xc0 == 0x80;
    match *bytes {
        [a @ 0xc2..=0xdf, b, ..] if rest(b) => (i32::from(a & 0x1f) << 6 | bits(b), 2),
        [a @ 0xe0..=0xef, b, c, ..] if rest(b) && rest(c) => {
            let rune = i32::from(a & 0xf) << 12 | bits(b) << 6 | bits(c);
            if rune < 0x800 || (0xd800..0xe000).contains(&rune) {
                return (RUNE_ERROR, 1);
            }
            (rune, 3)
        }
        [a @ 0xf0..=0xf4, b, c, d, ..] if rest(b) && rest(c) && rest(d) => {
            let rune = i32::from(a & 7) << 18 | bits(b) << 12 | bits(c) << 6 | bits(d);
            if (0x1_0000..0x11_0000).contains(&rune) { (rune, 4) } else { (RUNE_ERROR, 1) }
        }
        _ => (RUNE_ERROR, 1),
    }
}

/// The encoding of `rune`, of any integer: what is no code point becomes U+FFFD. Returns the bytes
/// and how many of them count.
#[inline]
pub fn encode_rune(rune: i64) -> ([u8; 4], usize) {
    let character = u32::try_from(rune).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
    let mut buffer = [0; 4];
    let width = character.encode_utf8(&mut buffer).len();
    (buffer, width)
}
