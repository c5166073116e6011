//! `-json`: turns what a test program prints into the events of Go's test2json. The program marks
//! the lines that are about its progress (`-test.v=test2json`).

use std::fmt::Write;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const FRAMING: u8 = b'V' - b'@';
const ERROR_BEGIN: u8 = b'O' - b'@';
const ERROR_END: u8 = b'N' - b'@';
const ESCAPE: u8 = b'[' - b'@';

/// Bytes of output in one event.
const OUTPUT_MAX: usize = 1024;

const UPDATES: &[&str] = &[
    "=== RUN   ",
    "=== PAUSE ",
    "=== CONT  ",
    "=== NAME  ",
    "=== PASS  ",
    "=== FAIL  ",
    "=== SKIP  ",
    "=== ATTR  ",
    "=== ARTIFACTS ",
];
const REPORTS: &[&str] = &["--- PASS: ", "--- FAIL: ", "--- SKIP: ", "--- BENCH: "];

/// One event.
#[derive(Clone, Default)]
struct Event {
    action: String,
    test: String,
    elapsed: Option<f64>,
    output: Option<Vec<u8>>,
    output_type: &'static str,
    failed_build: String,
    key: String,
    value: String,
    path: String,
}

/// The conversion of one package's output.
pub struct Converter<'w> {
    emit: Box<dyn FnMut(&str) + Send + 'w>,
    package: String,
    start: Instant,
    test: String,
    reports: Vec<Event>,
    result: &'static str,
    /// A line whose end has not come yet.
    partial: Vec<u8>,
    /// Lines about progress have the mark.
    marked: bool,
    in_error: bool,
    /// What is being written is such a line.
    framing: bool,
    failed_build: String,
    started: bool,
}

impl<'w> Converter<'w> {
    /// `emit` gets each event, a line. The first, `start`, comes with the first output: the events of
    /// a build that failed stand before it.
    pub fn new(package: &str, emit: impl FnMut(&str) + Send + 'w) -> Converter<'w> {
        Converter {
            emit: Box::new(emit),
            package: package.to_string(),
            start: Instant::now(),
            test: String::new(),
            reports: Vec::new(),
            result: "",
            partial: Vec::new(),
            marked: false,
            in_error: false,
            framing: false,
            failed_build: String::new(),
            started: false,
        }
    }

    fn begin(&mut self) {
        if !std::mem::replace(&mut self.started, true) {
            self.event(Event { action: "start".into(), ..Event::default() });
        }
    }

    /// Takes output.
    pub fn write(&mut self, bytes: &[u8]) {
        self.begin();
        self.partial.extend_from_slice(bytes);
        while let Some(end) = self.partial.iter().position(|&b| b == b'\n') {
            let line: Vec<u8> = self.partial.drain(..=end).collect();
            self.line(&line);
        }
    }

    /// The build failed: this package of it.
    pub fn failed_build(&mut self, package: &str) {
        self.failed_build = package.to_string();
    }

    /// The program has ended.
    pub fn finish(mut self, failed: bool) {
        self.begin();
        let rest = std::mem::take(&mut self.partial);
        if !rest.is_empty() {
            self.line(&rest);
        }
        self.result = match (failed, self.result) {
            (true, _) => "fail",
            (false, "skip") => "skip",
            _ => "pass",
        };
        self.flush_reports(0);
        let elapsed = (self.start.elapsed().as_secs_f64() * 1e3).round() / 1e3;
        let failed_build = if failed { self.failed_build.clone() } else { String::new() };
        let action = self.result.to_string();
        self.event(Event { action, elapsed: Some(elapsed), failed_build, ..Event::default() });
    }

    fn line(&mut self, line: &[u8]) {
        if self.marked && line[0] != FRAMING {
            return self.output(line);
        }
        let saw_mark = line[0] == FRAMING;
        let mut line = &line[usize::from(saw_mark)..];
        let trimmed = line.strip_suffix(b"\n").unwrap_or(line);
        let mut trimmed = trimmed.strip_suffix(b"\r").unwrap_or(trimmed);
        if trimmed == b"=== NAME" {
            line = b"=== NAME  \n";
            trimmed = b"=== NAME  ";
        }
        if matches!(trimmed, b"PASS" | b"FAIL") || trimmed.starts_with(b"FAIL\t") {
            self.flush_reports(0);
            self.test.clear();
            self.marked = saw_mark;
            self.frame(line);
            self.result = if trimmed == b"PASS" { "pass" } else { "fail" };
            return;
        }
        if line.starts_with(b"?   \t") && trimmed.ends_with(b"\t[no test files]") && self.reports.is_empty() {
            self.result = "skip";
        }
        let text = String::from_utf8_lossy(line).into_owned();
        if UPDATES.iter().any(|update| text.starts_with(update)) {
            return self.update(line, &text, saw_mark);
        }
        let report = text.trim_start_matches("    ");
        let indent = (text.len() - report.len()) / 4;
        if REPORTS.iter().any(|prefix| report.starts_with(prefix)) {
            return self.report(line, report, indent, saw_mark);
        }
        if indent > 0 && indent <= self.reports.len() {
            self.test = self.reports[indent - 1].test.clone();
        }
        self.output(line);
    }

    /// `=== RUN   TestX`
    fn update(&mut self, line: &[u8], text: &str, saw_mark: bool) {
        let (action, name) = split(text);
        let mut event = Event { action, ..Event::default() };
        let mut name = name.as_str();
        let rest;
        if event.action == "attr" {
            (name, rest) = name.split_once(' ').unwrap_or((name, ""));
            let (key, value) = rest.split_once(' ').unwrap_or((rest, ""));
            (event.key, event.value) = (key.into(), value.into());
        } else if event.action == "artifacts" {
            (name, rest) = name.split_once(' ').unwrap_or((name, ""));
            event.path = rest.into();
        }
        self.marked = saw_mark;
        self.flush_reports(0);
        self.test = name.to_string();
        match &*event.action {
            // Only says whose the output is that follows.
            "name" => {}
            "pause" => {
                self.frame(line);
                self.event(event);
            }
            _ => {
                self.event(event);
                self.frame(line);
            }
        }
    }

    /// `--- PASS: TestX (0.00s)`, indented once for each level.
    fn report(&mut self, line: &[u8], text: &str, indent: usize, saw_mark: bool) {
        let (action, mut name) = split(text);
        let mut event = Event { action, ..Event::default() };
        if let Some((before, seconds)) = name.split_once(" (") {
            event.elapsed = seconds.strip_suffix("s)").and_then(|seconds| seconds.parse().ok());
            name = before.to_string();
        }
        if self.reports.len() < indent {
            return self.output(line);
        }
        self.marked = saw_mark;
        self.flush_reports(indent);
        event.test.clone_from(&name);
        self.test = name;
        self.reports.push(event);
        self.frame(line);
    }

    fn flush_reports(&mut self, depth: usize) {
        self.test.clear();
        while self.reports.len() > depth {
            if let Some(report) = self.reports.pop() {
                self.event(report);
            }
        }
    }

    fn frame(&mut self, line: &[u8]) {
        self.framing = true;
        self.output(line);
        self.framing = false;
    }

    /// Output events: marks of errors are taken out and end an event.
    fn output(&mut self, line: &[u8]) {
        let mut kind = match (self.framing, self.in_error) {
            (true, _) => "frame",
            (false, true) => "error-continue",
            (false, false) => "",
        };
        let mut pending = Vec::new();
        let mut bytes = line.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                ESCAPE => pending.extend(bytes.next()),
                ERROR_BEGIN => {
                    self.output_event(&mut pending, kind);
                    (self.in_error, kind) = (true, "error");
                }
                ERROR_END => {
                    pending.extend(bytes.next_if_eq(&b'\n'));
                    self.output_event(&mut pending, kind);
                    (self.in_error, kind) = (false, "");
                }
                byte => pending.push(byte),
            }
        }
        self.output_event(&mut pending, kind);
    }

    fn output_event(&mut self, pending: &mut Vec<u8>, kind: &'static str) {
        while !pending.is_empty() {
            let mut end = pending.len().min(OUTPUT_MAX);
            // Not within a character.
            while end < pending.len() && end > OUTPUT_MAX - 4 && pending[end] & 0xc0 == 0x80 {
                end -= 1;
            }
            let output = Some(pending.drain(..end).collect());
            self.event(Event { action: "output".into(), output, output_type: kind, ..Event::default() });
        }
    }

    fn event(&mut self, event: Event) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut text = format!("{{\"Time\":\"{}\"", rfc3339(now));
        let test = if event.test.is_empty() { self.test.clone() } else { event.test };
        let fields = [("Action", event.action), ("Package", self.package.clone()), ("Test", test)];
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(text, ",\"{name}\":{}", quote(value.as_bytes()));
        }
        if let Some(elapsed) = event.elapsed {
            let _ = write!(text, ",\"Elapsed\":{elapsed}");
        }
        if let Some(output) = event.output {
            let _ = write!(text, ",\"Output\":{}", quote(&output));
        }
        let fields = [
            ("OutputType", event.output_type.to_string()),
            ("FailedBuild", event.failed_build),
            ("Key", event.key),
            ("Value", event.value),
            ("Path", event.path),
        ];
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(text, ",\"{name}\":{}", quote(value.as_bytes()));
        }
        text.push_str("}\n");
        (self.emit)(&text);
    }
}

/// Action in lower case and the rest of a line about progress.
fn split(text: &str) -> (String, String) {
    let (action, name) = text[4..].split_once(' ').unwrap_or((&text[4..], ""));
    (action.trim_end_matches(':').to_lowercase(), name.trim().to_string())
}

/// The events of a failed build: its messages and its end.
pub fn build_events(package: &str, text: &str) -> String {
    let mut out = String::new();
    let id = quote(package.as_bytes());
    for line in text.split_inclusive('\n') {
        let line = quote(line.as_bytes());
        let _ = writeln!(out, "{{\"ImportPath\":{id},\"Action\":\"build-output\",\"Output\":{line}}}");
    }
    let _ = writeln!(out, "{{\"ImportPath\":{id},\"Action\":\"build-fail\"}}");
    out
}

/// A JSON string as Go writes it: safe to stand in HTML.
fn quote(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    for c in String::from_utf8_lossy(bytes).chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\x1f' | '<' | '>' | '&' | '\u{7f}' | '\u{2028}' | '\u{2029}' if c != '\u{7f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A time since 1970 as `2006-01-02T15:04:05.999999999Z`.
fn rfc3339(since: Duration) -> String {
    let (days, second) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    // Days are counted from 0000-03-01, so that a leap day is the last of its year.
    let day = days + 719_468;
    let era = day / 146_097;
    let day_of_era = day % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, next_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = year_of_era + era * 400 + next_year;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let nanos = since.subsec_nanos();
    format!("{year:04}-{month:02}-{day_of_month:02}T{hour:02}:{minute:02}:{second:02}.{nanos:09}Z")
}

#[cfg(test)]
mod tests {
    use super::{Converter, quote, rfc3339};
    use std::time::Duration;

    fn convert(text: &str, failed: bool) -> Vec<String> {
        let mut events = Vec::new();
        let mut converter = Converter::new("p", |event| {
            let (_, rest) = event.split_once(',').expect("a time stands first");
            events.push(rest.trim_end().to_string());
        });
        converter.write(text.as_bytes());
        converter.finish(failed);
        events
    }

    #[test]
    fn lines_about_progress_become_events() {
        let events = convert(
            "\u{16}=== RUN   TestA\n    \u{f}a.go:1: bad\u{e}\n\u{16}--- FAIL: TestA (0.01s)\n\u{16}FAIL\n",
            true,
        );
        let expected = [
            r#""Action":"start","Package":"p"}"#,
            r#""Action":"run","Package":"p","Test":"TestA"}"#,
            r#""Action":"output","Package":"p","Test":"TestA","Output":"=== RUN   TestA\n","OutputType":"frame"}"#,
            r#""Action":"output","Package":"p","Test":"TestA","Output":"    "}"#,
            r#""Action":"output","Package":"p","Test":"TestA","Output":"a.go:1: bad\n","OutputType":"error"}"#,
            r#""Action":"output","Package":"p","Test":"TestA","Output":"--- FAIL: TestA (0.01s)\n","OutputType":"frame"}"#,
            r#""Action":"fail","Package":"p","Test":"TestA","Elapsed":0.01}"#,
            r#""Action":"output","Package":"p","Output":"FAIL\n","OutputType":"frame"}"#,
        ];
        assert_eq!(events[..8], expected);
        assert!(events[8].starts_with(r#""Action":"fail","Package":"p","Elapsed":"#));
    }

    #[test]
    fn texts_are_quoted_and_times_written_as_in_go() {
        assert_eq!(quote("a\"\t<é\u{1}".as_bytes()), "\"a\\\"\\t\\u003cé\\u0001\"");
        assert_eq!(rfc3339(Duration::new(951_782_400, 5)), "2000-02-29T00:00:00.000000005Z");
        assert_eq!(rfc3339(Duration::new(1_798_761_599, 0)), "2026-12-31T23:59:59.000000000Z");
    }
}
