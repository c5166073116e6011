//! Patterns of package regexp as patterns of the crate `regex`. Both descend from RE2 and match alike;
//! what differs is notation: classes are ASCII in Go, a `[` in a class stands for itself, groups may
//! share a name. What is wrong with a pattern is said in Go's words.

/// Counts of repetitions, also multiplied along nested ones, go up to this.
const REPEAT_MAX: u64 = 1000;
/// Groups in each other.
const DEPTH_MAX: usize = 1000;

/// A pattern, read.
#[derive(Default)]
pub struct Translated {
    /// For the crate.
    pub pattern: String,
    /// Names of the groups, the whole match's (empty) first.
    pub names: Vec<String>,
    /// What each match begins with.
    pub prefix: String,
    /// It is nothing but the prefix.
    pub complete: bool,
    /// About as many states as a matcher has.
    pub weight: u64,
}

/// What is wrong: Go's words, and the part of the pattern.
pub type Problem = (&'static str, String);

struct Group {
    /// The largest product of counts of repetitions in it.
    repeats: u64,
    /// The states of it.
    weight: u64,
}

struct Translator<'p> {
    whole: &'p str,
    rest: &'p str,
    out: Translated,
    groups: Vec<Group>,
    /// What can be repeated: its states and counts. `None`: nothing stands before.
    last: Option<Group>,
    /// The repetition that stands right before.
    repetition: Option<usize>,
    literal: bool,
}

/// Reads a pattern.
pub fn translate(pattern: &str) -> Result<Translated, Problem> {
    let mut t = Translator {
        whole: pattern,
        rest: pattern,
        out: Translated { names: vec![String::new()], ..Translated::default() },
        groups: vec![Group { repeats: 1, weight: 1 }],
        last: None,
        repetition: None,
        literal: true,
    };
    while let Some(c) = t.rest.chars().next() {
        t.step(c)?;
    }
    if t.groups.len() > 1 {
        return Err(("missing closing )", pattern.into()));
    }
    t.out.complete = t.literal;
    t.out.weight = t.groups[0].weight;
    Ok(t.out)
}

impl<'p> Translator<'p> {
    fn step(&mut self, c: char) -> Result<(), Problem> {
        let repetition = self.repetition.take();
        match c {
            '(' if self.rest.starts_with("(?") => self.special_group(),
            '(' => {
                self.out.names.push(String::new());
                self.skip(1);
                self.open("(")
            }
            ')' => self.close(),
            '|' => {
                self.skip(1);
                self.opaque("|", None);
                Ok(())
            }
            '*' | '+' | '?' => {
                self.skip(1);
                self.repeat(repetition, &c.to_string(), 1)
            }
            '{' => self.counted(repetition),
            '[' => self.class(),
            '.' | '^' | '$' => {
                self.skip(1);
                let item = (c == '.').then_some(2).or(Some(1));
                self.opaque(&c.to_string(), item);
                Ok(())
            }
            '\\' => self.escape(),
            c => {
                self.skip(c.len_utf8());
                self.literal(c);
                Ok(())
            }
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    /// The text from `from`, a tail of the pattern, up to where reading stands.
    fn since(&self, from: &str) -> String {
        from[..from.len() - self.rest.len()].to_string()
    }

    fn item(&mut self, weight: u64) {
        if let Some(group) = self.groups.last_mut() {
            group.weight = group.weight.saturating_add(weight);
        }
        self.last = Some(Group { repeats: 1, weight });
    }

    fn literal(&mut self, c: char) {
        push_literal(&mut self.out.pattern, c);
        if self.literal {
            self.out.prefix.push(c);
        }
        self.item(1);
    }

    /// Something that is no literal; `weight` of what can be repeated.
    fn opaque(&mut self, text: &str, weight: Option<u64>) {
        self.out.pattern += text;
        self.literal = false;
        match weight {
            Some(weight) => self.item(weight),
            None => self.last = None,
        }
    }

    fn open(&mut self, text: &str) -> Result<(), Problem> {
        if self.groups.len() > DEPTH_MAX {
            return Err(("expression nests too deeply", self.whole.into()));
        }
        self.out.pattern += text;
        self.literal = false;
        self.groups.push(Group { repeats: 1, weight: 1 });
        self.last = None;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Problem> {
        let group = match self.groups.len() {
            1 => None,
            _ => self.groups.pop(),
        };
        let Some(group) = group else { return Err(("unexpected )", self.whole.into())) };
        self.skip(1);
        self.out.pattern.push(')');
        if let Some(outer) = self.groups.last_mut() {
            outer.repeats = outer.repeats.max(group.repeats);
            outer.weight = outer.weight.saturating_add(group.weight);
        }
        self.last = Some(group);
        Ok(())
    }

    /// `(?…`: a named group, or flags.
    fn special_group(&mut self) -> Result<(), Problem> {
        let start = self.rest;
        let named = match start {
            s if s.starts_with("(?P<") && s.len() > 4 => Some(4),
            s if s.starts_with("(?<") && s.len() > 3 => Some(3),
            _ => None,
        };
        if let Some(at) = named {
            let Some(end) = start.find('>') else { return Err(("invalid named capture", start.into())) };
            let name = &start[at..end];
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                return Err(("invalid named capture", start[..=end].into()));
            }
            self.out.names.push(name.into());
            self.skip(end + 1);
            return self.open("(");
        }
        let (mut negative, mut flagged) = (false, false);
        for (at, c) in start.char_indices().skip(2) {
            match c {
                'i' | 'm' | 's' | 'U' => flagged = true,
                '-' if !negative => (negative, flagged) = (true, false),
                ':' | ')' if !negative || flagged => {
                    self.skip(at + 1);
                    let text = &start[..=at];
                    if c == ':' {
                        return self.open(text);
                    }
                    // `(?)` changes nothing.
                    let text = if text == "(?)" { "" } else { text };
                    self.opaque(text, None);
                    return Ok(());
                }
                _ => {
                    let end = at + c.len_utf8();
                    return Err(("invalid or unsupported Perl syntax", start[..end].into()));
                }
            }
        }
        Err(("invalid or unsupported Perl syntax", start.into()))
    }

    /// `{n}`, `{n,}`, `{n,m}`; anything else is a brace that stands for itself.
    fn counted(&mut self, repetition: Option<usize>) -> Result<(), Problem> {
        let start = self.rest;
        let Some((low, high, len)) = counts(start) else {
            self.skip(1);
            self.literal('{');
            return Ok(());
        };
        self.skip(len);
        let highest = high.unwrap_or(low);
        if low > REPEAT_MAX || highest > REPEAT_MAX || high.is_some_and(|high| low > high) {
            return Err(("invalid repeat count", start[..len].into()));
        }
        self.repeat(repetition, &start[..len], highest.max(1))
    }

    /// A repetition operator that has been read, `count` times at most (or for ever).
    fn repeat(&mut self, repetition: Option<usize>, operator: &str, count: u64) -> Result<(), Problem> {
        let begin = self.whole.len() - self.rest.len() - operator.len();
        let lazy = self.rest.starts_with('?');
        if lazy {
            self.skip(1);
        }
        if let Some(before) = repetition {
            let end = self.whole.len() - self.rest.len();
            return Err(("invalid nested repetition operator", self.whole[before..end].into()));
        }
        let Some(last) = &mut self.last else {
            let end = self.whole.len() - self.rest.len();
            return Err(("missing argument to repetition operator", self.whole[begin..end].into()));
        };
        last.repeats = last.repeats.saturating_mul(count);
        if last.repeats > REPEAT_MAX {
            return Err(("invalid repeat count", operator.into()));
        }
        let (repeats, weight) = (last.repeats, last.weight);
        if let Some(group) = self.groups.last_mut() {
            group.repeats = group.repeats.max(repeats);
            group.weight = group.weight.saturating_add(weight.saturating_mul(count));
        }
        self.out.pattern += operator;
        if lazy {
            self.out.pattern.push('?');
        }
        if self.literal {
            self.out.prefix.pop();
        }
        self.literal = false;
        self.repetition = Some(begin);
        Ok(())
    }

    fn escape(&mut self) -> Result<(), Problem> {
        let start = self.rest;
        let Some(c) = start[1..].chars().next() else {
            return Err(("trailing backslash at end of expression", String::new()));
        };
        match c {
            'A' | 'z' => {
                self.skip(2);
                self.opaque(&start[..2], Some(1));
            }
            'b' | 'B' => {
                self.skip(2);
                self.opaque(&format!("(?-u:\\{c})"), Some(1));
            }
            'Q' => {
                self.skip(2);
                let (quoted, after) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
                self.rest = after;
                quoted.chars().for_each(|c| self.literal(c));
            }
            'p' | 'P' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' => {
                let class = self.class_escape(c)?;
                let bracketed = if matches!(c, 'p' | 'P') { class } else { format!("[{class}]") };
                self.opaque(&bracketed, Some(4));
            }
            _ => {
                let c = self.character(start)?;
                self.literal(c);
            }
        }
        Ok(())
    }

    /// A class of characters by a backslash and `c`, as it stands within brackets.
    fn class_escape(&mut self, c: char) -> Result<String, Problem> {
        let start = self.rest;
        let class = match c {
            'd' => "0-9",
            'D' => "[^0-9]",
            's' => "\\t\\n\\f\\r ",
            'S' => "[^\\t\\n\\f\\r ]",
            'w' => "0-9A-Za-z_",
            'W' => "[^0-9A-Za-z_]",
            _ => {
                let len = match start[2..].chars().next() {
                    Some('{') => start.find('}').map(|end| end + 1),
                    Some(letter) => Some(2 + letter.len_utf8()),
                    None => None,
                };
                let Some(len) = len else { return Err(("invalid character class range", start.into())) };
                self.skip(len);
                return unicode_class(&start[..len]);
            }
        };
        self.skip(2);
        Ok(class.into())
    }

    /// An escaped character; `start` begins with its backslash.
    fn character(&mut self, start: &str) -> Result<char, Problem> {
        self.skip(1);
        let Some(c) = self.rest.chars().next() else {
            return Err(("trailing backslash at end of expression", String::new()));
        };
        self.skip(c.len_utf8());
        let found = match c {
            'a' => Some('\x07'),
            'f' => Some('\x0c'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'v' => Some('\x0b'),
            'x' => self.hexadecimal(),
            '0'..='7' => self.octal(c),
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => Some(c),
            _ => None,
        };
        found.ok_or_else(|| ("invalid escape sequence", self.since(start)))
    }

    /// One non-zero digit would be a reference to a group: there are none.
    fn octal(&mut self, first: char) -> Option<char> {
        let more = self.rest.bytes().take(2).take_while(|b| (b'0'..=b'7').contains(b)).count();
        if first != '0' && more == 0 {
            return None;
        }
        let digits: String = std::iter::once(first).chain(self.rest[..more].chars()).collect();
        self.skip(more);
        u32::from_str_radix(&digits, 8).ok().and_then(char::from_u32)
    }

    /// Two digits, or any number of them in braces.
    fn hexadecimal(&mut self) -> Option<char> {
        let mut digit = || {
            let c = self.rest.chars().next()?;
            self.rest = &self.rest[c.len_utf8()..];
            Some(c)
        };
        let first = digit()?;
        if first != '{' {
            let (high, low) = (first.to_digit(16)?, digit()?.to_digit(16)?);
            return char::from_u32(high * 16 + low);
        }
        let mut value = None;
        loop {
            match digit()? {
                '}' => return char::from_u32(value?),
                c => value = Some(value.unwrap_or(0) * 16 + c.to_digit(16)?),
            }
            value.filter(|value| *value <= u32::from(char::MAX))?;
        }
    }

    fn class(&mut self) -> Result<(), Problem> {
        let start = self.rest;
        self.skip(1);
        let mut class = String::from("[");
        if self.rest.starts_with('^') {
            self.skip(1);
            class.push('^');
        }
        let mut first = true;
        loop {
            let here = self.rest;
            let Some(c) = here.chars().next() else { return Err(("missing closing ]", start.into())) };
            if c == ']' && !first {
                self.skip(1);
                break;
            }
            first = false;
            if here.starts_with("[:")
                && let Some(end) = here.find(":]")
            {
                let name = &here[2..end];
                if !is_posix(name.strip_prefix('^').unwrap_or(name)) {
                    return Err(("invalid character class range", here[..end + 2].into()));
                }
                class += &here[..end + 2];
                self.skip(end + 2);
                continue;
            }
            let escaped = if c == '\\' { here[1..].chars().next() } else { None };
            if let Some(letter @ ('p' | 'P' | 'd' | 'D' | 's' | 'S' | 'w' | 'W')) = escaped {
                class += &self.class_escape(letter)?;
                continue;
            }
            let low = self.class_character(start)?;
            let mut high = low;
            let mut after = self.rest.chars();
            if after.next() == Some('-') && after.next().is_some_and(|c| c != ']') {
                self.skip(1);
                high = self.class_character(start)?;
            }
            if high < low {
                return Err(("invalid character class range", self.since(here)));
            }
            push_literal(&mut class, low);
            if high > low {
                class.push('-');
                push_literal(&mut class, high);
            }
        }
        class.push(']');
        self.opaque(&class, Some(4));
        Ok(())
    }

    fn class_character(&mut self, class: &str) -> Result<char, Problem> {
        match self.rest.chars().next() {
            None => Err(("missing closing ]", class.into())),
            Some('\\') => self.character(self.rest),
            Some(c) => {
                self.skip(c.len_utf8());
                Ok(c)
            }
        }
    }
}

/// A character that stands for itself, also in a class: there the crate gives meanings to some that
/// have none in Go.
fn push_literal(out: &mut String, c: char) {
    match c {
        // Escaped, these mean something else, or nothing.
        '_' | '<' | '>' => out.push(c),
        c if c.is_ascii_punctuation() => out.extend(['\\', c]),
        c if c.is_control() => *out += &format!("\\x{{{:X}}}", c as u32),
        c => out.push(c),
    }
}

/// `{n}`, `{n,}` or `{n,m}` at the start of a text: the counts, and its length.
fn counts(text: &str) -> Option<(u64, Option<u64>, usize)> {
    let end = text.find('}')?;
    let number = |digits: &str| -> Option<u64> {
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = digits.len() > 1 && digits.starts_with('0');
        (plain && !leading_zero).then(|| digits.parse().unwrap_or(u64::MAX))
    };
    let inside = &text[1..end];
    let (low, high) = match inside.split_once(',') {
        None => (number(inside)?, Some(number(inside)?)),
        Some((low, "")) => (number(low)?, None),
        Some((low, high)) => (number(low)?, Some(number(high)?)),
    };
    Some((low, high, end + 1))
}

fn is_posix(name: &str) -> bool {
    let names = [
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
        "upper", "word", "xdigit",
    ];
    names.contains(&name)
}

/// `\pN`, `\p{Greek}`, `\P{^Greek}`: of categories and scripts.
fn unicode_class(text: &str) -> Result<String, Problem> {
    let negative = text.as_bytes()[1] == b'P';
    let name = text[2..].trim_start_matches('{').trim_end_matches('}');
    let (name, negative) = match name.strip_prefix('^') {
        Some(name) => (name, !negative),
        None => (name, negative),
    };
    let class = format!("\\{}{{{name}}}", if negative { 'P' } else { 'p' });
    // Properties that are neither are no classes in Go.
    let known = name.starts_with(|c: char| c.is_ascii_uppercase()) && regex::Regex::new(&class).is_ok();
    if known { Ok(class) } else { Err(("invalid character class range", text.into())) }
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn patterns_are_translated() {
        let pattern =
            |text: &str| translate(text).map(|t| t.pattern).map_err(|(what, part)| format!("{what}: {part}"));
        assert_eq!(pattern(r"\d+[\w.]"), Ok(r"[0-9]+[0-9A-Za-z_\.]".into()));
        assert_eq!(pattern("(?P<y>a)(?P<y>b)[[&~]"), Ok(r"(a)(b)[\[\&\~]".into()));
        assert_eq!(pattern(r"\Qa.b\E\bc{"), Ok(r"a\.b(?-u:\b)c\{".into()));
        let wrong = [
            ("a**", "invalid nested repetition operator: **"),
            ("*a", "missing argument to repetition operator: *"),
            ("(a", "missing closing ): (a"),
            ("a)", "unexpected ): a)"),
            ("[a", "missing closing ]: [a"),
            ("[z-a]", "invalid character class range: z-a"),
            (r"\8", r"invalid escape sequence: \8"),
            ("a{1001}", "invalid repeat count: {1001}"),
            ("(a{100}){100}", "invalid repeat count: {100}"),
            ("(?=a)", "invalid or unsupported Perl syntax: (?="),
            ("a\\", "trailing backslash at end of expression: "),
        ];
        for (text, message) in wrong {
            assert_eq!(pattern(text), Err(message.into()), "{text}");
        }
    }
}
