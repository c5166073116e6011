//! Comments above declarations: finding them in the text, and laying them out for people.

/// Columns of a line of text.
const WIDTH: usize = 80;

/// The comment that ends on the line before the one that byte `at` of `text` lies on, markers taken
/// off. Empty: there is none.
pub fn above(text: &str, at: usize) -> String {
    let line_start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let before = text[..line_start].trim_end_matches('\n');
    if text[..line_start].len() - before.len() > 1 {
        // A blank line lies between.
        return String::new();
    }
    if before.trim_end().ends_with("*/") {
        let start = before.rfind("/*").unwrap_or(before.len());
        return before[start..].trim_end().trim_start_matches("/*").trim_end_matches("*/").trim().to_string();
    }
    let mut lines: Vec<&str> = before.rsplit('\n').take_while(|l| l.trim_start().starts_with("//")).collect();
    lines.reverse();
    plain(&lines)
}

/// Comment lines without their markers, directives left out.
fn plain(lines: &[&str]) -> String {
    let bodies = lines.iter().filter_map(|line| line.trim_start().strip_prefix("//"));
    let is_directive = |body: &&str| {
        body.split_once(':')
            .is_some_and(|(word, _)| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let bodies: Vec<&str> =
        bodies.filter(|b| !is_directive(b)).map(|b| b.strip_prefix(' ').unwrap_or(b)).collect();
    bodies.join("\n").trim_end().to_string()
}

/// Lays a comment out in lines, each after `indent` spaces: paragraphs are filled, indented lines and
/// lists stay as they are.
pub fn laid_out(comment: &str, indent: usize) -> String {
    let mut out = String::new();
    let mut paragraph: Vec<&str> = Vec::new();
    for line in comment.lines() {
        let stays = line.is_empty() || line.starts_with([' ', '\t', '#']);
        if !stays {
            paragraph.push(line);
            continue;
        }
        fill(&mut out, &std::mem::take(&mut paragraph), indent);
        let code = line.strip_prefix('\t').map(|code| format!("    {code}"));
        push_line(&mut out, code.as_deref().unwrap_or(line), indent);
    }
    fill(&mut out, &paragraph, indent);
    out
}

fn push_line(out: &mut String, line: &str, indent: usize) {
    if !line.is_empty() {
        out.extend(std::iter::repeat_n(' ', indent));
    }
    out.push_str(line);
    out.push('\n');
}

fn fill(out: &mut String, paragraph: &[&str], indent: usize) {
    let mut line = String::new();
    for word in paragraph.iter().flat_map(|line| line.split_whitespace()) {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > WIDTH {
            push_line(out, &line, indent);
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        push_line(out, &line, indent);
    }
}

#[cfg(test)]
mod tests {
    use super::{above, laid_out};

    #[test]
    fn comments_are_found_above() {
        let text = "// far\n\n// A is\n//go:noinline\n//\n//\tcode\nfunc A() {}\n\n/* B\nis */\nvar B int\nvar C int\n";
        let at = |what: &str| above(text, text.find(what).expect(what));
        assert_eq!(at("func A"), "A is\n\n\tcode");
        assert_eq!(at("var B"), "B\nis");
        assert_eq!(at("var C"), "");
    }

    #[test]
    fn paragraphs_are_filled() {
        let long = "word ".repeat(20);
        let text = laid_out(&format!("{long}\nand\n\n\tcode"), 4);
        assert!(text.lines().all(|line| line.len() <= 80));
        assert!(text.ends_with("word and\n\n        code\n"), "{text}");
    }
}
