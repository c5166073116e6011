//! Changes programs at random: by bytes, by words and by lines, within one program and across two.

use crate::process;
use crate::program;
use crate::random::Random;

/// What Go is made of; put where it does not belong.
const WORDS: &[&str] = &[
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
    "+",
    "-",
    "*",
    "/",
    "%",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    "&^",
    "+=",
    "&&",
    "||",
    "<-",
    "++",
    "==",
    "<",
    "!",
    "!=",
    "...",
    ":=",
    "=",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ".",
    ":",
    "~",
    "any",
    "comparable",
    "int",
    "string",
    "error",
    "nil",
    "iota",
    "true",
    "append",
    "cap",
    "clear",
    "close",
    "complex",
    "copy",
    "delete",
    "len",
    "make",
    "max",
    "min",
    "new",
    "panic",
    "print",
    "real",
    "recover",
    "0",
    "1",
    "-1",
    "1e1000",
    "0x",
    "08",
    "1_",
    "'x'",
    "'",
    "\"",
    "`",
    "\\",
    "/*",
    "*/",
    "//",
    "\n",
    "\0",
    "\u{feff}",
    "é",
    "_",
    "1<<63",
    "1<<100000",
    "[1<<40]int",
    "func()",
    "struct{}",
    "interface{}",
    "[]",
    "[...]",
    "map[string]int",
    "T",
    "T[int]",
    "T[T]",
    "x",
    "main",
    "init",
    "unsafe.Sizeof",
    "goto L",
    "L:",
    "defer recover()",
    "chan<-",
];

/// The project's own programs.
pub fn corpus() -> Vec<String> {
    ["tests/programs", "tests/regression", "examples"]
        .iter()
        .flat_map(|folder| program::programs(&process::root().join(folder)))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect()
}

/// One of the programs with a few changes.
pub fn changed(corpus: &[String], random: &mut Random) -> Vec<u8> {
    let mut text = random.pick(corpus).clone().into_bytes();
    for _ in 0..=random.below(6) {
        match random.below(10) {
            0 => change_byte(&mut text, random),
            1 => cut(&mut text, random),
            2 => repeat(&mut text, random),
            3 | 4 => swap_lines(&mut text, random),
            5 => splice(&mut text, random.pick(corpus).as_bytes(), random),
            6 => nest(&mut text, random),
            _ => put_word(&mut text, random),
        }
    }
    text
}

fn change_byte(text: &mut [u8], random: &mut Random) {
    if !text.is_empty() {
        let at = random.below(text.len());
        text[at] = random.next() as u8;
    }
}

/// A range of the text, mostly short, that begins and ends at words.
fn range(text: &[u8], random: &mut Random) -> (usize, usize) {
    if text.is_empty() {
        return (0, 0);
    }
    let is_word = |at: usize| text.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let mut start = random.below(text.len());
    while start > 0 && is_word(start) && is_word(start - 1) {
        start -= 1;
    }
    let reach = if random.one_in(4) { 200 } else { 12 };
    let mut end = (start + 1 + random.below(reach)).min(text.len());
    while is_word(end - 1) && is_word(end) {
        end += 1;
    }
    (start, end)
}

fn cut(text: &mut Vec<u8>, random: &mut Random) {
    let (start, end) = range(text, random);
    text.drain(start..end);
}

fn repeat(text: &mut Vec<u8>, random: &mut Random) {
    let (start, end) = range(text, random);
    let piece = text[start..end].to_vec();
    let to = if random.one_in(2) { end } else { random.below(text.len() + 1) };
    text.splice(to..to, piece);
}

fn put_word(text: &mut Vec<u8>, random: &mut Random) {
    let (start, end) = range(text, random);
    let end = if random.one_in(2) { end } else { start };
    text.splice(start..end, format!(" {} ", random.pick(WORDS)).into_bytes());
}

fn swap_lines(text: &mut Vec<u8>, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = text.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(3) {
        0 => lines.swap(a, b),
        1 => drop(lines.remove(a)),
        _ => lines.insert(b, lines[a].clone()),
    }
    *text = lines.join(&b'\n');
}

fn splice(text: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let (start, end) = range(other, random);
    let (to, until) = range(text, random);
    text.splice(to..until, other[start..end].iter().copied());
}

/// The same thing very deep, or very often.
fn nest(text: &mut Vec<u8>, random: &mut Random) {
    if !random.one_in(8) {
        return;
    }
    let piece = *random.pick(&[
        "(",
        "[",
        "{",
        "-",
        "*",
        "&",
        "!",
        "<-",
        "[]",
        "func(){",
        "if x {",
        "x.",
        "f(",
        "1+",
        "else if x {",
    ]);
    let count = 1 << random.below(15);
    let (start, _) = range(text, random);
    text.splice(start..start, piece.repeat(count).into_bytes());
}
