//! Brings `//go:build` lines to where the go command looks for them: above the package clause, with
//! an empty line behind them. Works on the text that the printer gives.

use super::source::Source;

fn is_build_line(line: &str) -> bool {
    line.starts_with("//go:build ") || line.trim_end() == "//go:build"
}

/// `text` with its build lines in place.
pub(super) fn place(source: &Source<'_>, text: String) -> String {
    let comments = source.comments.iter().flat_map(|group| &group.list);
    let wanted = comments.filter(|comment| is_build_line(&comment.text)).count();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let build: Vec<usize> = (0..lines.len()).filter(|i| is_build_line(lines[*i])).collect();
    // Lines that merely look like it stand in a raw string.
    if build.is_empty() || build.len() != wanted {
        return text;
    }
    let insert = latest_place(&lines).min(build[0]);
    let mut out = String::with_capacity(text.len() + 1);
    lines[..insert].iter().for_each(|line| out.push_str(line));
    build.iter().for_each(|i| out.push_str(lines[*i]));
    out.push('\n');
    let mut joined = true;
    for (i, line) in lines.iter().enumerate().skip(insert) {
        if build.contains(&i) {
            joined = true;
            continue;
        }
        let doubled = joined && *line == "\n" && out.ends_with("\n\n");
        if !doubled {
            out.push_str(line);
        }
        joined = false;
    }
    out
}

/// Behind the last empty line before what is neither empty nor a line comment.
fn latest_place(lines: &[&str]) -> usize {
    let mut place = 0;
    for (i, line) in lines.iter().enumerate() {
        match line.trim_start_matches([' ', '\t']) {
            "\n" => place = i + 1,
            comment if comment.starts_with("//") => {}
            _ => break,
        }
    }
    place
}
