//! Columns: turns lines of cells into text, as gofmt's elastic tab stops do. A cell ends at a tab;
//! cells of one column in consecutive lines get the width of the widest and one blank. Hard tabs
//! are indentation: a column of empty hard cells becomes tabs. A column of empty soft cells takes
//! no room. What stands behind a line's last tab belongs to no column. In go: pieces in the order
//! of the text; out: the text, without white space at the ends of lines.

use crate::recursion::recurse;

/// Width of an indentation tab in columns.
const TAB_WIDTH: usize = 8;

/// Text up to a tab.
struct Cell {
    text: std::ops::Range<usize>,
    /// In characters.
    width: usize,
    /// Ended by an indentation tab.
    hard: bool,
}

/// Cells that tabs ended, and the text behind the last.
#[derive(Default)]
struct Line {
    cells: Vec<Cell>,
    rest: std::ops::Range<usize>,
}

/// Lays out lines as they come. Columns never reach over a section's end.
#[derive(Default)]
pub(super) struct Aligner {
    /// Everything written, without tabs and line ends.
    text: String,
    /// Where the unfinished cell begins.
    start: usize,
    line: Line,
    lines: Vec<Line>,
    out: String,
}

impl Aligner {
    /// Text within a cell; may hold newlines (of a raw string).
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends a cell.
    pub(super) fn tab(&mut self, hard: bool) {
        let text = self.start..self.text.len();
        let width = self.text[text.clone()].chars().count();
        self.line.cells.push(Cell { text, width, hard });
        self.start = self.text.len();
    }

    /// Ends a line and, with `section`, all columns.
    pub(super) fn end_line(&mut self, section: bool) {
        self.line.rest = self.start..self.text.len();
        self.start = self.text.len();
        self.lines.push(std::mem::take(&mut self.line));
        if section {
            self.flush();
        }
    }

    /// The finished text.
    pub(super) fn finish(mut self) -> String {
        if self.start < self.text.len() || !self.line.cells.is_empty() {
            self.end_line(true);
        }
        self.flush();
        self.out
    }

    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        self.columns(&lines, &mut Vec::new());
        self.text.clear();
        self.start = 0;
    }

    /// Writes `lines`, whose first `widths.len()` columns are known: finds the runs of lines that
    /// have one more column, measures it, and goes on inside each run.
    fn columns(&mut self, lines: &[Line], widths: &mut Vec<usize>) {
        let column = widths.len();
        let has_column = |line: &Line| column < line.cells.len();
        let mut rest = lines;
        while let Some(start) = rest.iter().position(has_column) {
            let (before, from) = rest.split_at(start);
            self.write(before, widths);
            let end = from.iter().position(|line| !has_column(line)).unwrap_or(from.len());
            let (run, after) = from.split_at(end);
            widths.push(column_width(run.iter().map(|line| &line.cells[column])));
            recurse(|| self.columns(run, widths));
            widths.pop();
            rest = after;
        }
        self.write(rest, widths);
    }

    fn write(&mut self, lines: &[Line], widths: &[usize]) {
        for line in lines {
            let mut indentation = true;
            for (cell, &width) in line.cells.iter().zip(widths) {
                indentation &= cell.width == 0;
                if indentation {
                    let tabs = width.div_ceil(TAB_WIDTH);
                    self.out.extend(std::iter::repeat_n('\t', tabs));
                } else {
                    self.out.push_str(&self.text[cell.text.clone()]);
                    let blanks = width.saturating_sub(cell.width);
                    self.out.extend(std::iter::repeat_n(' ', blanks));
                }
            }
            self.out.push_str(&self.text[line.rest.clone()]);
            let kept = self.out.trim_end_matches([' ', '\t']).len();
            self.out.truncate(kept);
            self.out.push('\n');
        }
    }
}

/// The widest cell and a blank; nothing if all are empty and soft.
fn column_width<'a>(cells: impl Iterator<Item = &'a Cell>) -> usize {
    let (mut width, mut empty) = (0, true);
    for cell in cells {
        width = width.max(cell.width + 1);
        empty &= cell.width == 0 && !cell.hard;
    }
    if empty { 0 } else { width }
}

#[cfg(test)]
mod tests {
    use super::Aligner;

    #[test]
    fn columns_get_the_width_of_their_widest_cell() {
        let mut aligner = Aligner::default();
        for (name, ty) in [("a", "int"), ("longer", "string")] {
            aligner.tab(true);
            aligner.text(name);
            aligner.tab(false);
            aligner.text(ty);
            aligner.end_line(false);
        }
        assert_eq!(aligner.finish(), "\ta      int\n\tlonger string\n");
    }

    #[test]
    fn a_section_ends_columns() {
        let mut aligner = Aligner::default();
        for (name, section) in [("a", true), ("longer", false)] {
            aligner.text(name);
            aligner.tab(false);
            aligner.text("x");
            aligner.end_line(section);
        }
        assert_eq!(aligner.finish(), "a x\nlonger x\n");
    }
}
