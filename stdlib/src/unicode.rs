//! Natives of package unicode: categories, scripts and simple case mappings.

use burrow_vm::native;
use burrow_vm::native::Native;
use unicode_general_category::{GeneralCategory, get_general_category};

/// Natives of package unicode.
pub const NATIVES: &[Native] = &[
    native!("unicode.category", category_of),
    native!("unicode.IsSpace", is_space),
    native!("unicode.ToUpper", to_upper),
    native!("unicode.ToLower", to_lower),
    native!("unicode.ToTitle", to_title),
    native!("unicode.SimpleFold", simple_fold),
];

fn character(rune: i32) -> Option<char> {
    u32::try_from(rune).ok().and_then(char::from_u32)
}

/// The general category of `c`.
pub fn category(c: char) -> GeneralCategory {
    get_general_category(c)
}

/// Two letters as one number (`'L' << 8 | 'u'`); 0 for what is no character.
fn category_of(rune: i32) -> i64 {
    let Some(c) = character(rune) else { return 0 };
    let name = abbreviation(category(c)).as_bytes();
    i64::from(name[0]) << 8 | i64::from(name[1])
}

/// A category's two letters.
pub fn abbreviation(category: GeneralCategory) -> &'static str {
    use GeneralCategory as C;
    match category {
        C::UppercaseLetter => "Lu",
        C::LowercaseLetter => "Ll",
        C::TitlecaseLetter => "Lt",
        C::ModifierLetter => "Lm",
        C::OtherLetter => "Lo",
        C::NonspacingMark => "Mn",
        C::SpacingMark => "Mc",
        C::EnclosingMark => "Me",
        C::DecimalNumber => "Nd",
        C::LetterNumber => "Nl",
        C::OtherNumber => "No",
        C::ConnectorPunctuation => "Pc",
        C::DashPunctuation => "Pd",
        C::OpenPunctuation => "Ps",
        C::ClosePunctuation => "Pe",
        C::InitialPunctuation => "Pi",
        C::FinalPunctuation => "Pf",
        C::OtherPunctuation => "Po",
        C::MathSymbol => "Sm",
        C::CurrencySymbol => "Sc",
        C::ModifierSymbol => "Sk",
        C::OtherSymbol => "So",
        C::SpaceSeparator => "Zs",
        C::LineSeparator => "Zl",
        C::ParagraphSeparator => "Zp",
        C::Control => "Cc",
        C::Format => "Cf",
        C::Surrogate => "Cs",
        C::PrivateUse => "Co",
        _ => "Cn",
    }
}

/// Letters, marks, numbers, punctuation, symbols and ASCII space.
pub fn is_print(c: char) -> bool {
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    matches!(abbreviation(category(c)).as_bytes()[0], b'L' | b'M' | b'N' | b'P' | b'S')
}

fn is_space(rune: i32) -> bool {
    character(rune).is_some_and(char::is_whitespace)
}

fn only<I: Iterator<Item = char>>(mut mapped: I, otherwise: char) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(c), None) => c,
        _ => otherwise,
    }
}

/// The one-to-one upper case of UnicodeData.txt.
pub fn simple_upper(c: char) -> char {
    let up = |offset: u32| char::from_u32(c as u32 + offset).unwrap_or(c);
    match c as u32 {
        0x1f80..=0x1faf if c as u32 & 8 == 0 => up(8),
        0x1fb3 | 0x1fc3 | 0x1ff3 => up(9),
        _ => only(c.to_uppercase(), c),
    }
}

/// The one-to-one lower case of UnicodeData.txt.
pub fn simple_lower(c: char) -> char {
    if c == '\u{130}' { 'i' } else { only(c.to_lowercase(), c) }
}

/// The title case: upper case but for the Latin digraphs.
fn simple_title(c: char) -> char {
    match c as u32 {
        0x1c4..=0x1c6 => '\u{1c5}',
        0x1c7..=0x1c9 => '\u{1c8}',
        0x1ca..=0x1cc => '\u{1cb}',
        0x1f1..=0x1f3 => '\u{1f2}',
        0x10d0..=0x10fa | 0x10fd..=0x10ff => c,
        _ => simple_upper(c),
    }
}

/// A representative of the runes that are equal under simple folding.
pub fn fold(c: char) -> char {
    simple_lower(simple_upper(c))
}

fn mapped(rune: i32, map: fn(char) -> char) -> i32 {
    character(rune).map_or(rune, |c| map(c) as i32)
}
fn to_upper(rune: i32) -> i32 {
    mapped(rune, simple_upper)
}
fn to_lower(rune: i32) -> i32 {
    mapped(rune, simple_lower)
}
fn to_title(rune: i32) -> i32 {
    mapped(rune, simple_title)
}

/// The next rune of its folding orbit: the smallest larger one, else the smallest.
fn simple_fold(rune: i32) -> i32 {
    let Some(c) = character(rune) else { return rune };
    let mut orbit = vec![c, simple_upper(c), simple_lower(c), simple_title(c)];
    // Orbits of more than two that case mapping does not reach from every member.
    for special in [['K', 'k', '\u{212a}'], ['S', 's', '\u{17f}'], ['\u{c5}', '\u{e5}', '\u{212b}']] {
        if special.contains(&c) {
            orbit.extend(special);
        }
    }
    orbit.sort_unstable();
    let next = orbit.iter().find(|&&o| o > c).or(orbit.first());
    next.map_or(rune, |&c| c as i32)
}
