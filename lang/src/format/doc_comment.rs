//! Documentation comments in their one layout: paragraphs, headings, lists, code and link
//! definitions, each with an empty line between them (<https://go.dev/doc/comment>). Directives
//! such as `//go:noinline` move to the end.

use super::source::Comment;

/// The comments of a group laid out anew.
pub(super) fn reformat(list: &[Comment]) -> Vec<Comment> {
    let Some(first) = list.first() else { return Vec::new() };
    if !first.is_line() {
        return match list {
            [only] => reformat_general(only)
                .map_or_else(|| list.to_vec(), |text| vec![Comment { lo: only.lo, text }]),
            _ => list.to_vec(),
        };
    }
    let (mut text, mut directives) = (Vec::new(), Vec::new());
    for comment in list {
        let Some(line) = comment.text.strip_prefix("//") else { return list.to_vec() };
        if is_directive(line) {
            directives.push(comment.text.clone());
        } else {
            text.push(line.strip_prefix(' ').unwrap_or(line).trim_end_matches('\r'));
        }
    }
    if text.is_empty() {
        return list.to_vec();
    }
    let marked = |line: &str| match line {
        "" => "//".to_string(),
        code if code.starts_with('\t') => format!("//{code}"),
        other => format!("// {other}"),
    };
    let mut lines: Vec<String> = lay_out(&text).lines().map(marked).collect();
    if !directives.is_empty() {
        lines.push("//".to_string());
        lines.extend(directives);
    }
    lines.into_iter().map(|text| Comment { lo: first.lo, text }).collect()
}

/// `/* … */` of several lines, unless each begins with a star.
fn reformat_general(comment: &Comment) -> Option<String> {
    let text = &comment.text;
    let starred = text.split('\n').skip(1).all(|line| {
        let line = line.trim_start_matches([' ', '\t']);
        line.is_empty() || line.starts_with('*')
    });
    if !text.contains('\n') || starred {
        return None;
    }
    let inner: Vec<&str> = text[2..text.len() - 2].split('\n').collect();
    Some(format!("/*\n{}*/", lay_out(&inner)))
}

/// `//line`, `//extern`, `//export` and `//tool:verb`, the slashes taken off.
fn is_directive(text: &str) -> bool {
    if ["line ", "extern ", "export "].iter().any(|word| text.starts_with(word)) {
        return true;
    }
    let plain = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    match text.split_once(':') {
        Some((tool, verb)) => {
            !tool.is_empty()
                && tool.as_bytes().iter().all(plain)
                && verb.as_bytes().first().is_some_and(plain)
        }
        None => false,
    }
}

/// A run of lines of one kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Heading,
    OldHeading,
    List,
    Paragraph,
}

struct Span {
    start: usize,
    end: usize,
    kind: Kind,
}

/// A definition `[text]: url`.
struct Link {
    text: String,
    url: String,
    used: bool,
}

enum Block {
    Paragraph(String),
    Heading(String),
    Code(Vec<String>),
    List { items: Vec<Item>, blank_before: bool, blank_between: bool },
}

struct Item {
    /// Empty for a bullet.
    number: String,
    paragraphs: Vec<String>,
}

/// The text of a comment, without markers, laid out. Each line ends in a newline.
fn lay_out(lines: &[&str]) -> String {
    let lines = unindent(lines);
    let mut links = Vec::new();
    let mut blocks = Vec::new();
    let mut previous_end = 0;
    for span in spans(&lines) {
        let own = &lines[span.start..span.end];
        match span.kind {
            Kind::Code => blocks.push(Block::Code(unindent(own))),
            Kind::Heading => blocks.push(Block::Heading(own[0][1..].trim().to_string())),
            Kind::OldHeading => blocks.push(Block::Heading(own[0].trim().to_string())),
            Kind::Paragraph => blocks.extend(paragraph(own, &mut links).map(Block::Paragraph)),
            Kind::List => blocks.push(list(own, previous_end < span.start, &mut links)),
        }
        previous_end = span.end;
    }
    let mut out = String::new();
    for (i, block) in blocks.iter().enumerate() {
        let blank = !matches!(block, Block::List { blank_before: false, blank_between: false, .. });
        if i > 0 && blank {
            out.push('\n');
        }
        write_block(&mut out, block, &mut links);
    }
    for used in [true, false] {
        for (i, link) in links.iter().filter(|link| link.used == used).enumerate() {
            if i == 0 {
                out.push('\n');
            }
            out.push_str(&format!("[{}]: {}\n", link.text, link.url));
        }
    }
    out
}

/// Divides lines into runs. A comment that was laid out before has an empty line between any two
/// kinds; the rest of the rules guesses what was meant in one that was not.
fn spans(lines: &[String]) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut at, mut force_indent) = (0, 0);
    loop {
        while lines.get(at).is_some_and(String::is_empty) {
            at += 1;
        }
        if at >= lines.len() {
            return spans;
        }
        let start = at;
        let (end, kind) = if at < force_indent || is_indented(&lines[at]) {
            indented_span(lines, start, force_indent)
        } else {
            match unindented_span(lines, start, &mut force_indent) {
                Some(span) => span,
                None => continue,
            }
        };
        spans.push(Span { start, end, kind });
        at = end;
    }
}

/// Up to the next line that is not indented; empty lines within it belong to it.
fn indented_span(lines: &[String], start: usize, force_indent: usize) -> (usize, Kind) {
    let mut unindented_items = is_item(&lines[start]) && start < force_indent;
    let mut at = start + 1;
    while let Some(line) = lines.get(at) {
        let belongs =
            line.is_empty() || at < force_indent || is_indented(line) || (unindented_items && is_item(line));
        if !belongs {
            break;
        }
        unindented_items &= !line.is_empty();
        at += 1;
    }
    let mut end = at;
    while end > start && lines[end - 1].is_empty() {
        end -= 1;
    }
    // The brace that ends code whose other lines are indented.
    if lines.get(end).is_some_and(|line| line.starts_with('}')) {
        end += 1;
    }
    (end, if is_item(&lines[start]) { Kind::List } else { Kind::Code })
}

/// Up to the next empty or indented line. `None`: all of it belongs to what follows.
fn unindented_span(lines: &[String], start: usize, force_indent: &mut usize) -> Option<(usize, Kind)> {
    let more = |line: &&String| !line.is_empty() && !is_indented(line);
    let mut end = start + 1 + lines[start + 1..].iter().take_while(more).count();
    if lines.get(end).is_some_and(|line| !line.is_empty() && !is_item(line)) {
        let last = &lines[end - 1];
        if is_item(last) {
            // A list that somebody forgot to indent: its items go with the indented line.
            *force_indent = end;
            end -= 1;
            while end > start && is_item(&lines[end - 1]) {
                end -= 1;
            }
        } else if last.ends_with('{') || last.ends_with('\\') {
            *force_indent = end;
            end -= 1;
        }
        if start == end && *force_indent > start {
            return None;
        }
    }
    let kind = match end - start {
        1 if is_heading(&lines[start]) => Kind::Heading,
        1 if is_old_heading(lines, start) => Kind::OldHeading,
        _ => Kind::Paragraph,
    };
    Some((end, kind))
}

fn is_indented(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}

/// Without the white space that all lines begin with, and without empty lines at both ends.
fn unindent<S: AsRef<str>>(lines: &[S]) -> Vec<String> {
    let lines: Vec<&str> = lines.iter().map(AsRef::as_ref).collect();
    let Some(first) = lines.iter().position(|line| !line.is_empty()) else { return Vec::new() };
    let last = lines.iter().rposition(|line| !line.is_empty()).unwrap_or(first);
    let lines = &lines[first..=last];
    let leading = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut prefix = &lines[0][..leading(lines[0])];
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let common = prefix.bytes().zip(line[..leading(line)].bytes()).take_while(|(a, b)| a == b).count();
        prefix = &prefix[..common];
    }
    let strip = |line: &&str| {
        let line = line.strip_prefix(prefix).unwrap_or(line);
        if line.trim().is_empty() { String::new() } else { line.to_string() }
    };
    let out: Vec<String> = lines.iter().map(strip).collect();
    let Some(first) = out.iter().position(|line| !line.is_empty()) else { return Vec::new() };
    let last = out.iter().rposition(|line| !line.is_empty()).unwrap_or(first);
    out[first..=last].to_vec()
}

/// `# Heading`
fn is_heading(line: &str) -> bool {
    (line.starts_with("# ") || line.starts_with("#\t")) && line.trim() != "#"
}

/// A line between empty ones that looks like a heading: it begins with a capital, ends in a letter
/// or digit, and holds next to no punctuation.
fn is_old_heading(lines: &[String], at: usize) -> bool {
    let alone = at > 0
        && lines[at - 1].is_empty()
        && lines.get(at + 1).is_some_and(String::is_empty)
        && lines.get(at + 2).is_some_and(|line| !is_indented(line));
    let line = lines[at].trim();
    let starts = line.chars().next().is_some_and(char::is_uppercase);
    let ends = line.chars().next_back().is_some_and(|c| c.is_alphabetic() || c.is_numeric());
    let possessive = line.split('\'').skip(1).all(|rest| rest == "s" || rest.starts_with("s "));
    let dots_inside = line.split('.').skip(1).all(|rest| !rest.is_empty() && !rest.starts_with(' '));
    let punctuation = line.contains(|c| ";:!?+*/=[]{}_^°&§~%#@<\">\\".contains(c));
    alone && starts && ends && !punctuation && possessive && dots_inside
}

/// A list item's number (empty for a bullet) and text.
fn item_marker(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let (number, rest) = match line.strip_prefix(['•', '*', '+', '-']) {
        Some(rest) => ("", rest),
        None => {
            let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let rest = line[digits..].strip_prefix(['.', ')'])?;
            (&line[..digits], rest)
        }
    };
    let is_number = number.is_empty() == line.starts_with(['•', '*', '+', '-']);
    (is_number && is_indented(rest) && !rest.trim().is_empty()).then_some((number, rest))
}

fn is_item(line: &str) -> bool {
    item_marker(line).is_some()
}

/// A paragraph, or nothing when all its lines define links.
fn paragraph(lines: &[String], links: &mut Vec<Link>) -> Option<String> {
    let defined: Option<Vec<Link>> = lines.iter().map(|line| link(line)).collect();
    match defined {
        Some(defined) => {
            links.extend(defined);
            None
        }
        None => Some(lines.join("\n")),
    }
}

fn link(line: &str) -> Option<Link> {
    let (text, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let url = rest.strip_prefix([' ', '\t'])?.trim();
    let (scheme, _) = url.split_once("://")?;
    const SCHEMES: &[&str] = &["file", "ftp", "gopher", "http", "https", "mailto", "nntp"];
    SCHEMES.contains(&scheme).then(|| Link { text: text.to_string(), url: url.to_string(), used: false })
}

fn list(lines: &[String], blank_before: bool, links: &mut Vec<Link>) -> Block {
    let numbered = item_marker(&lines[0]).is_some_and(|(number, _)| !number.is_empty());
    let (mut items, mut text): (Vec<Item>, Vec<String>) = (Vec::new(), Vec::new());
    let mut blank_between = false;
    let mut flush = |items: &mut Vec<Item>, text: &mut Vec<String>| {
        let text = std::mem::take(text);
        if let Some(item) = items.last_mut() {
            item.paragraphs.extend(paragraph(&text, links));
        }
    };
    for line in lines {
        let mut line = line.as_str();
        if let Some((number, rest)) = item_marker(line)
            && numbered != number.is_empty()
        {
            flush(&mut items, &mut text);
            items.push(Item { number: number.to_string(), paragraphs: Vec::new() });
            line = rest;
        }
        let line = line.trim();
        if line.is_empty() {
            blank_between = true;
            flush(&mut items, &mut text);
        } else {
            text.push(line.to_string());
        }
    }
    flush(&mut items, &mut text);
    blank_between |= items.iter().any(|item| item.paragraphs.len() != 1);
    Block::List { items, blank_before, blank_between }
}

fn write_block(out: &mut String, block: &Block, links: &mut [Link]) {
    match block {
        Block::Paragraph(text) => {
            out.push_str(&linked_text(text, links));
            out.push('\n');
        }
        Block::Heading(text) => out.push_str(&format!("# {text}\n")),
        Block::Code(lines) => {
            for line in lines {
                let tab = if line.is_empty() { "" } else { "\t" };
                out.push_str(&format!("{tab}{line}\n"));
            }
        }
        Block::List { items, blank_between, .. } => {
            for (i, item) in items.iter().enumerate() {
                if i > 0 && *blank_between {
                    out.push('\n');
                }
                match &*item.number {
                    "" => out.push_str("  - "),
                    number => out.push_str(&format!(" {number}. ")),
                }
                for (i, text) in item.paragraphs.iter().enumerate() {
                    if i > 0 {
                        out.push_str("\n    ");
                    }
                    out.push_str(&linked_text(text, links).replace('\n', "\n    "));
                    out.push('\n');
                }
            }
        }
    }
}

/// Text with typographic quotes for ` `` ` and `''`; notes which definitions it uses.
fn linked_text(text: &str, links: &mut [Link]) -> String {
    for link in links.iter_mut() {
        let flat = text.replace(['\n', '\t'], " ");
        link.used |= flat.contains(&format!("[{}]", link.text));
    }
    if !text.contains("``") && !text.contains("''") {
        return text.to_string();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let backquotes = rest.len() - rest.trim_start_matches('`').len();
        let (written, length) = match c {
            // Three and more are somebody's Markdown.
            '`' if backquotes == 2 => ("“", 2),
            '`' if backquotes > 2 => (&rest[..backquotes], backquotes),
            '\'' if rest.starts_with("''") => ("”", 2),
            _ => (&rest[..c.len_utf8()], c.len_utf8()),
        };
        out.push_str(written);
        rest = &rest[length..];
    }
    out
}
