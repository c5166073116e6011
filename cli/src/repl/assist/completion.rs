//! Completion: of what stands before the cursor, the word that is being typed and, if a dot stands
//! before it, the expression that something is selected from.

use crate::repl::command::COMMANDS;
use burrow::Session;
use burrow_lang::compile::session::{Kind, Member};
use burrow_lang::syntax::token::KEYWORDS;
use rustyline::completion::Pair;

/// Where the word begins that is completed, and what it can become.
pub fn complete(session: &Session, line: &str, pos: usize) -> (usize, Vec<Pair>) {
    let before = &line[..pos];
    if let Some(word) = before.strip_prefix(':')
        && !word.contains(char::is_whitespace)
    {
        let fitting = COMMANDS.iter().filter(|(name, ..)| name.starts_with(word));
        return (1, fitting.map(|(name, operand, _)| pair(name, &format!("{name} {operand}"))).collect());
    }
    let start = word_start(before);
    let word = &before[start..];
    let mut candidates = match before[..start].strip_suffix('.') {
        Some(selected) => {
            let base = &selected[operand_start(selected)..];
            session.check(base).members()
        }
        None => names(session),
    };
    candidates.retain(|member| member.name.starts_with(word));
    (start, candidates.iter().map(|member| pair(&member.name, &shown(member))).collect())
}

fn pair(replacement: &str, display: &str) -> Pair {
    Pair { display: display.trim_end().to_string(), replacement: replacement.to_string() }
}

/// What the list of candidates says.
fn shown(member: &Member) -> String {
    match member.kind {
        Kind::Method | Kind::Func if member.ty.starts_with("func") => {
            format!("{}{}", member.name, &member.ty["func".len()..])
        }
        Kind::Field | Kind::Var => format!("{} {}", member.name, member.ty),
        _ => member.name.clone(),
    }
}

/// Everything that an expression or statement can begin with.
fn names(session: &Session) -> Vec<Member> {
    let plain = |name: &str, kind: Kind| Member { name: name.to_string(), kind, ty: String::new() };
    let mut all = session.check("").names();
    all.extend(KEYWORDS.iter().map(|word| plain(word, Kind::Member)));
    let packages = burrow_stdlib::sources::paths();
    let names = packages.iter().filter(|path| !path.split('/').any(|part| part == "internal"));
    all.extend(
        names.filter_map(|path| path.rsplit('/').find(|p| !is_version(p))).map(|p| plain(p, Kind::Package)),
    );
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all.dedup_by(|a, b| a.name == b.name);
    all
}

/// `v2` in `math/rand/v2` is no name.
fn is_version(part: &str) -> bool {
    part.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the word begins that `text` ends with.
pub fn word_start(text: &str) -> usize {
    text.len() - text.chars().rev().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>()
}

/// Where the operand begins that `text` ends with: names with dots, calls, indices, literals.
pub fn operand_start(text: &str) -> usize {
    let mut at = text.len();
    loop {
        let rest = &text[..at];
        let Some(last) = rest.chars().next_back() else { return at };
        let start = match last {
            ')' | ']' | '}' => match opening(rest) {
                Some(open) => open,
                None => return at,
            },
            '.' => at - 1,
            '"' | '`' => match rest[..at - 1].rfind(last) {
                Some(open) => open,
                None => return at,
            },
            c if is_word(c) => word_start(rest),
            _ => return at,
        };
        // Two words in a row are no operand.
        let word = is_word(last);
        if word && at < text.len() && text[at..].starts_with(is_word) {
            return at;
        }
        at = start;
        if word && !text[..at].ends_with('.') {
            return at;
        }
    }
}

/// Where the bracket is that the last one closes.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operand_before_the_cursor_is_found() {
        let operand = |text: &'static str| &text[operand_start(text)..];
        assert_eq!(operand("x := a.b"), "a.b");
        assert_eq!(operand("f(1, g(x)[2]"), "g(x)[2]");
        assert_eq!(operand("return p"), "p");
        assert_eq!(operand("T{1, 2}"), "T{1, 2}");
        assert_eq!(operand("strings.NewReplacer(\"a\", \"b\")"), "strings.NewReplacer(\"a\", \"b\")");
        assert_eq!(operand("if ok := m[\"x\"]"), "m[\"x\"]");
        assert_eq!(operand("a + "), "");
    }

    #[test]
    fn names_members_and_commands_are_completed() {
        let mut session = Session::new(std::io::sink(), std::io::sink());
        session
            .enter("type Point struct { X, Y int }\nfunc (p *Point) Move(dx int) {}")
            .expect("it is right");
        session.enter("pointed := Point{1, 2}").expect("it is right");
        let all = |line: &str| {
            let (_, pairs) = complete(&session, line, line.len());
            pairs.into_iter().map(|pair| pair.display).collect::<Vec<_>>()
        };
        assert_eq!(all("x := point"), ["pointed Point"]);
        assert_eq!(all("pointed."), ["Move(dx int)".replace("dx ", ""), "X int".into(), "Y int".into()]);
        assert_eq!(all("strings.Cu"), ["Cut", "CutLast", "CutPrefix", "CutSuffix"]);
        assert_eq!(all("fallt"), ["fallthrough"]);
        assert_eq!(all("strc"), ["strconv"]);
        assert_eq!(all(":lo"), ["load FILE"]);
        assert_eq!(all("nowhere."), Vec::<String>::new());
    }
}
