//! How comments are laid out: the white space before and behind them, and the lines of general
//! comments, which move with their first line.

use super::printer::{Printer, Space};
use super::source::{Comment, Place};
use crate::syntax::token::Token;

impl Printer<'_> {
    /// White space before a comment. `previous` is the one before it in the same run, `next` and
    /// `token` what follows all of them.
    pub(super) fn comment_prefix(
        &mut self,
        place: Place,
        next: Place,
        previous: Option<&Comment>,
        token: Token,
    ) {
        if self.is_empty() {
            return;
        }
        if place.line == self.last.line && previous.is_none_or(|p| !p.is_line()) {
            return self.prefix_on_same_line(place, next, previous.is_none());
        }
        let (count, dropped) = self.take_until_break(place, next, previous.is_none(), token);
        self.write_waiting(count);
        let mut lines = place.line.saturating_sub(self.last.line);
        // Documentation at the top keeps the empty line above it.
        if self.indent == 0 && dropped {
            lines += 1;
        }
        if lines == 0 && previous.is_some_and(Comment::is_line) {
            lines = 1;
        }
        (0..lines.min(2)).for_each(|_| self.put(Space::Section));
    }

    /// Behind something on its line: at least one separator.
    fn prefix_on_same_line(&mut self, place: Place, next: Place, first: bool) {
        let mut separated = false;
        if first {
            let mut count = 0;
            for i in 0..self.waiting.len() {
                match self.waiting[i] {
                    Space::Blank => self.waiting[i] = Space::None,
                    Space::Cell => separated = true,
                    Space::Indent => {}
                    _ => {
                        count = i;
                        break;
                    }
                }
            }
            self.write_waiting(count);
        }
        if !separated {
            if place.line == next.line { self.put(Space::Blank) } else { self.put_hard_tab() }
        }
    }

    /// On a line of its own: how much of the waiting white space belongs before it, and whether a
    /// line break was dropped from it.
    fn take_until_break(&mut self, place: Place, next: Place, first: bool, token: Token) -> (usize, bool) {
        let mut dropped = false;
        for i in 0..self.waiting.len() {
            match self.waiting[i] {
                Space::Blank | Space::Cell => self.waiting[i] = Space::None,
                Space::Indent => {}
                Space::Unindent => {
                    // Several in a row end a construct; a single one belongs to the comment only if
                    // the comment stands in the column of what follows, as before a case.
                    let another = self.waiting.get(i + 1) == Some(&Space::Unindent);
                    let aligned = token != Token::RightBrace && place.column == next.column;
                    if !another && !aligned {
                        return (i, dropped);
                    }
                }
                Space::Newline | Space::Section => {
                    self.waiting[i] = Space::None;
                    dropped = first;
                    return (i, dropped);
                }
                Space::None => return (i, dropped),
            }
        }
        (0, dropped)
    }

    /// White space behind the last comment: with `needs_break` exactly one line break. Whether a
    /// newline was written, and whether a section's end was dropped.
    pub(super) fn comment_suffix(&mut self, needs_break: bool) -> (bool, bool) {
        let (mut needs_break, mut wrote, mut dropped) = (needs_break, false, false);
        for i in 0..self.waiting.len() {
            match self.waiting[i] {
                Space::Blank | Space::Cell => self.waiting[i] = Space::None,
                Space::Newline | Space::Section if needs_break => {
                    (needs_break, wrote) = (false, true);
                }
                space @ (Space::Newline | Space::Section) => {
                    dropped |= space == Space::Section;
                    self.waiting[i] = Space::None;
                }
                Space::Indent | Space::Unindent | Space::None => {}
            }
        }
        self.write_waiting(self.waiting.len());
        if needs_break {
            self.put(Space::Newline);
            wrote = true;
        }
        (wrote, dropped)
    }

    /// A comment's text; a general comment line by line.
    pub(super) fn write_comment(&mut self, comment: &Comment, place: Place) {
        let text = comment.text.replace('\r', "");
        if comment.is_line() {
            // A directive for line numbers only counts in the first column.
            let indent = self.indent;
            if text.starts_with("//line ") && place.column == 1 {
                self.indent = 0;
            }
            self.write(Some(place), text.trim_end());
            self.indent = indent;
            return;
        }
        let mut lines: Vec<String> = text.split('\n').map(String::from).collect();
        if place.column == 1 && self.indent > 0 {
            // As if it had been indented before: then formatting again changes nothing.
            lines.iter_mut().skip(1).for_each(|line| line.insert_str(0, "   "));
        }
        strip_common_prefix(&mut lines);
        let mut place = place;
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                self.put(Space::Section);
                place = self.place;
            }
            if !line.is_empty() {
                self.write(Some(place), line.trim_end());
            }
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|b| b <= b' ')
}

/// What two lines have in common at their start, of white space and stars.
fn common_prefix<'a>(a: &'a str, b: &str) -> &'a str {
    let same = |(x, y): &(u8, u8)| x == y && (*x <= b' ' || *x == b'*');
    let length = a.bytes().zip(b.bytes()).take_while(same).count();
    &a[..length]
}

/// Takes from all lines but the first the white space that they share, so that the text keeps its
/// place relative to the opening of the comment.
fn strip_common_prefix(lines: &mut [String]) {
    let [first, .., last] = &*lines else { return };
    let (first, last) = (first.clone(), last.clone());
    let mut prefix: Option<String> = None;
    let inner = 1..lines.len() - 1;
    for line in &mut lines[inner] {
        if is_blank(line) {
            line.clear();
        } else {
            prefix = Some(common_prefix(prefix.as_deref().unwrap_or(line), line).to_string());
        }
    }
    let prefix = prefix.unwrap_or_else(|| common_prefix(&last, &last).to_string());
    let stars = prefix.split_once('*').map(|(before, _)| before.to_string());
    let mut prefix = match &stars {
        Some(before) => before.strip_suffix(' ').unwrap_or(before).to_string(),
        None => without_own_indentation(&prefix, &first),
    };
    let before_close = last.split("*/").next().unwrap_or("");
    let count = lines.len();
    if is_blank(before_close) {
        let close = if stars.is_some() { " */" } else { "*/" };
        lines[count - 1] = format!("{prefix}{close}");
    } else {
        prefix = common_prefix(&prefix, &last).to_string();
    }
    for line in lines.iter_mut().skip(1).filter(|line| !line.is_empty()) {
        line.drain(..prefix.len());
    }
}

/// The prefix less what the text is indented by relative to the comment's opening.
fn without_own_indentation(prefix: &str, first: &str) -> String {
    if is_blank(&first[2..]) {
        // No text behind the opening: up to three blanks, or a tab, stay with the text.
        let blanks = prefix.len() - prefix.trim_end_matches(' ').len();
        let kept = &prefix[..prefix.len() - blanks.min(3)];
        let kept = if blanks == 0 { kept.strip_suffix('\t').unwrap_or(kept) } else { kept };
        return kept.to_string();
    }
    let white: String = first[2..].chars().take_while(|c| *c <= ' ').collect();
    let suffix = if white.starts_with('\t') { white } else { format!("  {white}") };
    prefix.strip_suffix(&*suffix).unwrap_or(prefix).to_string()
}
