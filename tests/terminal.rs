//! The REPL on a real terminal: a pseudo-terminal whose other end types and looks at the screen.

use pty_process::blocking::{Command, Pty};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const ROWS: u16 = 40;
const COLUMNS: u16 = 100;
/// Longer than anything takes: who waits so long waits in vain.
const PATIENCE: Duration = Duration::from_secs(60);

const CTRL_A: &str = "\x01";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const CTRL_R: &str = "\x12";
const UP: &str = "\x1b[A";
const TAB: &str = "\t";
const ENTER: &str = "\r";

/// A terminal on which burrow runs.
struct Terminal {
    pty: Arc<Pty>,
    screen: Arc<Mutex<vt100::Parser>>,
    child: Child,
}

impl Terminal {
    /// `state`: the user's folder for state. `None`: where this runs there are no pseudo-terminals.
    fn new(state: &Path) -> Option<Terminal> {
        let Ok((pty, pts)) = pty_process::blocking::open() else {
            assert!(!Path::new("/dev/ptmx").exists(), "a pseudo-terminal can be opened");
            return None;
        };
        pty.resize(pty_process::Size::new(ROWS, COLUMNS)).expect("it can be resized");
        let child = Command::new(env!("CARGO_BIN_EXE_burrow"))
            .env("XDG_STATE_HOME", state)
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .spawn(pts)
            .expect("burrow runs");
        let pty = Arc::new(pty);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(ROWS, COLUMNS, 0)));
        let (reader, shown) = (pty.clone(), screen.clone());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Ends with an error when the other end is closed.
            while let Ok(count) = (&*reader).read(&mut bytes) {
                shown.lock().expect("no panic").process(&bytes[..count]);
            }
        });
        let terminal = Terminal { pty, screen, child };
        terminal.expect("> ");
        Some(terminal)
    }

    /// Types keys.
    fn keys(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).expect("it can be typed");
    }

    /// Types a line and waits until the answer stands there, under the line and over a new prompt.
    /// What is typed before the editor reads may be lost to it.
    fn enter(&self, line: &str, answer: &str) {
        self.prompt();
        let shown = format!("> {line}");
        let before = self.text().matches(&shown).count();
        self.keys(line);
        self.wait(&shown, |text| text.matches(&shown).count() > before);
        self.keys(ENTER);
        self.wait(&format!("{answer:?} for {line:?}"), |text| {
            let Some((_, after)) = text.rsplit_once(&format!("> {line}\n")) else { return false };
            after.trim_end().ends_with("\n>") && after.contains(answer)
                || answer.is_empty() && after.trim() == ">"
        });
    }

    /// Waits until nothing stands behind the prompt.
    fn prompt(&self) {
        self.wait("an empty prompt", |text| text.trim_end().ends_with("\n>"));
    }

    fn text(&self) -> String {
        self.screen.lock().expect("no panic").screen().contents()
    }

    fn wait(&self, what: &str, done: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !done(&self.text()) {
            assert!(start.elapsed() < PATIENCE, "no {what} on the screen:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn expect(&self, text: &str) {
        self.wait(&format!("{text:?}"), |screen| screen.contains(text));
    }

    /// The colour of the first character of the last `text` on the screen.
    fn color(&self, text: &str) -> vt100::Color {
        let parser = self.screen.lock().expect("no panic");
        let rows: Vec<String> = parser.screen().rows(0, COLUMNS).collect();
        let row = rows.iter().rposition(|row| row.contains(text)).expect("the text is there");
        let column = rows[row].find(text).expect("it is in this row");
        let cell = parser.screen().cell(row as u16, column as u16).expect("it is on the screen");
        cell.fgcolor()
    }

    fn status(&mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                return status.code();
            }
            assert!(start.elapsed() < PATIENCE, "burrow does not end:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder of a test's own.
struct State(PathBuf);

impl State {
    fn new(name: &str) -> State {
        let folder = std::env::temp_dir().join(format!("burrow-terminal-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        State(folder)
    }
}

impl Drop for State {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn inputs_are_answered_and_run_once() {
    let state = State::new("values");
    let Some(mut terminal) = Terminal::new(&state.0) else { return };
    terminal.enter("1 + 2", "int 3");
    terminal.enter("x := []int{1, 2, 3}", "");
    terminal.enter("x", "[]int [1 2 3]");
    terminal.enter("strconv.Atoi(\"12\")", "int 12\nerror <nil>");
    terminal.enter("import str \"strings\"", "");
    terminal.enter("str.ToUpper(\"up\")", "string \"UP\"");
    terminal.enter("fmt.Println(\"just\", \"once\")", "just once");
    terminal.enter("type P struct{ A int }", "");
    terminal.enter("func (p P) Twice() int { return p.A * 2 }", "");
    terminal.enter("P{4}.Twice()", "int 8");
    terminal.enter("func use() int { return len(x) }", "");
    terminal.enter("x := 5", "note: x is new: use still uses the old one");
    terminal.enter("use()", "int 3");
    terminal.enter("undefined + 1", "undefined: undefined");
    assert_eq!(terminal.text().matches("just once").count(), 1, "{}", terminal.text());
    terminal.enter("fmt.Print(\"no newline\")", "no newline\n>");
    terminal.keys(CTRL_D);
    assert_eq!(terminal.status(), Some(0));
}

#[test]
fn lines_are_added_until_the_input_is_whole() {
    let state = State::new("lines");
    let Some(terminal) = Terminal::new(&state.0) else { return };
    terminal.keys("func add(a, b int) int {\r");
    terminal.keys("return a + b\r}\r");
    terminal.expect("}\n> ");
    terminal.enter("add(1, 2)", "int 3");
    // Two empty lines submit what stands there.
    terminal.keys("add(1,\r\r\r");
    terminal.expect("syntax error");
    terminal.enter("1", "int 1");
}

#[test]
fn the_history_is_kept_and_searched() {
    let state = State::new("history");
    let Some(mut first) = Terminal::new(&state.0) else { return };
    first.enter("unforgettable := 1", "");
    first.enter("2 + 2", "int 4");
    first.keys(CTRL_D);
    assert_eq!(first.status(), Some(0));
    let Some(second) = Terminal::new(&state.0) else { return };
    second.keys(UP);
    second.expect("> 2 + 2");
    second.keys(CTRL_C);
    second.prompt();
    second.keys(CTRL_R);
    second.keys("forgett");
    second.expect("unforgettable := 1");
    second.keys(CTRL_A);
    second.keys(ENTER);
    second.wait("the old input, run", |text| text.contains("> unforgettable := 1\n>"));
    second.enter("unforgettable", "int 1");
}

#[test]
fn names_members_fields_and_keywords_are_completed() {
    let state = State::new("completion");
    let Some(terminal) = Terminal::new(&state.0) else { return };
    terminal.enter("type Planet struct{ Radius float64 }", "");
    terminal.enter("func (p *Planet) Rotate() string { return \"round\" }", "");
    terminal.enter("mercury := Planet{2439.7}", "");
    let complete = |typed: &str, whole: &str| {
        terminal.keys(typed);
        terminal.keys(TAB);
        terminal.wait(whole, |text| text.trim_end().ends_with(&format!("> {whole}")));
        terminal.keys(CTRL_C);
        terminal.prompt();
    };
    complete("merc", "mercury");
    complete("mercury.Rad", "mercury.Radius");
    complete("mercury.Ro", "mercury.Rotate");
    complete("Plan", "Planet");
    complete("strings.Repl", "strings.Replace");
    complete("fallt", "fallthrough");
    complete("strcon", "strconv");
    complete(":goro", ":goroutines");
    // Several candidates are listed.
    terminal.keys("mercury.R\t\t");
    terminal.wait("a list", |text| text.contains("Radius float64") && text.contains("Rotate() string"));
}

#[test]
fn signatures_are_hinted_and_words_coloured() {
    let state = State::new("hints");
    let Some(terminal) = Terminal::new(&state.0) else { return };
    terminal.enter("func describe(name string, size int) string { return name }", "");
    terminal.keys("describe(\"a\", ");
    terminal.wait("a signature", |text| text.ends_with("func describe(name string, size int) string"));
    terminal.keys(CTRL_C);
    terminal.prompt();
    terminal.keys("strings.Cut(");
    terminal.expect("func Cut(s, sep string) (before, after string, found bool)");
    terminal.keys(CTRL_C);
    terminal.prompt();
    terminal.keys("var word = \"text\" + 12");
    terminal.expect("+ 12");
    terminal.wait("colours", |_| terminal.color("\"text\"") == vt100::Color::Idx(2));
    assert_eq!(terminal.color("var word"), vt100::Color::Idx(5));
    assert_eq!(terminal.color("word ="), vt100::Color::Default);
}

#[test]
fn goroutines_go_on_and_do_not_tear_the_line() {
    let state = State::new("goroutines");
    let Some(terminal) = Terminal::new(&state.0) else { return };
    let ticker =
        "go func() { for i := range 20 { time.Sleep(20 * time.Millisecond); fmt.Println(\"tick\", i) } }()";
    terminal.enter(ticker, "");
    terminal.keys("half := \"typed");
    terminal.wait("the line under the ticks", |text| text.trim_end().ends_with("tick 19\n> half := \"typed"));
    let text = terminal.text();
    for i in 0..20 {
        assert_eq!(text.lines().filter(|line| *line == format!("tick {i}")).count(), 1, "{text}");
    }
    assert_eq!(text.matches("half").count(), 1, "{text}");
    terminal.keys("\"\r");
    terminal.enter("half", "string \"typed\"");
    terminal.enter("blocked := make(chan int)", "");
    terminal.enter("go func() { fmt.Println(\"received\", <-blocked) }()", "");
    terminal.enter(":goroutines", "chan receive");
    let listed = terminal.text();
    let row = listed.lines().find(|line| line.contains("chan receive")).expect("it is listed");
    assert!(row.contains("input ") && row.contains("created by goroutine"), "{row}");
    let number = row.split_whitespace().next().expect("it begins with the number");
    terminal.enter(&format!(":why {number}"), "until somebody sends to the channel");
    terminal.enter(&format!(":kill {number}"), &format!("goroutine {number} ends"));
    terminal.enter("blocked <- 1", "all goroutines are asleep - deadlock!");
}

#[test]
fn an_input_is_stopped_and_nothing_is_lost() {
    let state = State::new("stop");
    let Some(mut terminal) = Terminal::new(&state.0) else { return };
    terminal.enter("x := 41", "");
    for endless in ["for {}", "time.Sleep(time.Hour)", "select {}"] {
        // A goroutine that sleeps could wake it: no deadlock.
        let line = format!("go time.Sleep(time.Hour); x = 42; fmt.Println(\"on\"); {endless}");
        terminal.prompt();
        terminal.keys(&line);
        terminal.expect(&format!("> {line}"));
        terminal.keys(ENTER);
        // Now it runs, and the editor has let go of the terminal.
        terminal.wait("a sign of life", |text| text.trim_end().ends_with(&format!("> {line}\non")));
        terminal.keys(CTRL_C);
        terminal.wait("an end", |text| {
            let after = text.rsplit_once(&line).map_or("", |(_, after)| after);
            after.contains("stopped") && after.trim_end().ends_with("\n>")
        });
    }
    terminal.enter("x", "int 42");
    // At the prompt, Ctrl-C drops what has been typed.
    terminal.keys("never run");
    terminal.expect("> never run");
    terminal.keys(CTRL_C);
    terminal.enter("x + 1", "int 43");
    terminal.enter("panic(\"ouch\")", "panic: ouch");
    terminal.enter("x", "int 42");
    terminal.keys("os.Exit(3)\r");
    assert_eq!(terminal.status(), Some(3));
}

#[test]
fn commands_work_on_a_terminal() {
    let state = State::new("commands");
    let Some(mut terminal) = Terminal::new(&state.0) else { return };
    let saved = state.0.join("saved.go");
    terminal.enter(":help", "Ctrl-D leaves");
    terminal.enter("n := 20", "");
    terminal.enter(":type n * 2", "int");
    terminal.enter(":doc strings.Cut", "Cut slices s around");
    terminal.enter(":time n", "allocated");
    terminal.enter(":dump bytecode n", "LoadGlobal");
    terminal.enter(&format!(":save {}", saved.display()), "written to");
    terminal.enter(":reset", "");
    terminal.enter("n", "undefined: n");
    terminal.enter(&format!(":load {}", saved.display()), "");
    terminal.enter("n", "int 20");
    terminal.keys(":quit\r");
    assert_eq!(terminal.status(), Some(0));
}
