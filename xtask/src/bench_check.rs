//! `cargo xtask bench-check`: how the time to check a program, and to print its bytecode, grows
//! with its size. Programs are generated: one of many varied declarations, and some that are wide in
//! one way only. Each is looked at in three sizes, each twice the one before; a factor well above two
//! means that something is not linear.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Sizes of the wide programs, in what each is wide in.
const SIZES: [usize; 3] = [2_500, 5_000, 10_000];
/// Sizes of the varied program, in lines.
const LINES: [usize; 4] = [1_000, 10_000, 50_000, 100_000];
/// The fastest of so many runs counts.
const RUNS: usize = 3;

type Generator = fn(usize) -> String;

/// What is wide in each, and the program.
const WIDE: &[(&str, Generator)] = &[
    ("functions", |n| file(&repeat(n, |i| format!("func f{i}(x int) int {{ return x + {i} }}\n")), "f1(1)")),
    ("methods", |n| {
        let methods = repeat(n, |i| format!("func (t T) m{i}() int {{ return {i} }}\n"));
        file(&format!("type T int\n{methods}"), "T(1).m1()")
    }),
    ("constants with iota", |n| {
        let names = repeat(n, |i| format!("\tc{i}\n"));
        file(&format!("const (\n\tc = iota\n{names})\n"), "c1")
    }),
    ("concatenation of constants", |n| {
        let parts: Vec<String> = (0..n).map(|i| format!("\"part {i}\"")).collect();
        file(&format!("const text = {}\n", parts.join(" + ")), "len(text)")
    }),
    ("composite literal", |n| {
        let elements = repeat(n, |i| format!("\t{{{i}, \"s{i}\"}},\n"));
        file(&format!("var x = []struct {{\n\ta int\n\tb string\n}}{{\n{elements}}}\n"), "len(x)")
    }),
    ("map literal", |n| {
        let elements = repeat(n, |i| format!("\t\"k{i}\": {i},\n"));
        file(&format!("var x = map[string]int{{\n{elements}}}\n"), "len(x)")
    }),
    ("cases of a switch", |n| {
        let cases = repeat(n, |i| format!("\tcase {i}:\n\t\treturn {}\n", i * 7));
        file(&format!("func f(x int) int {{\n\tswitch x {{\n{cases}\t}}\n\treturn 0\n}}\n"), "f(3)")
    }),
    ("chain of calls", |n| {
        let calls = repeat(n, |i| format!("func f{i}(x int) int {{ return f{}(x) }}\n", i + 1));
        file(&format!("{calls}func f{n}(x int) int {{ return x }}\n"), "f0(1)")
    }),
    ("variables set by functions", |n| {
        let each = repeat(n, |i| format!("var v{i} = f{i}()\nfunc f{i}() int {{ return f{}() }}\n", i + 1));
        file(&format!("{each}func f{n}() int {{ return 1 }}\n"), "v0")
    }),
    ("fields of a struct", |n| {
        let (fields, sets) =
            (repeat(n, |i| format!("\tf{i} int\n")), repeat(n, |i| format!("\tt.f{i} = {i}\n")));
        file(&format!("type T struct {{\n{fields}}}\nfunc f() (t T) {{\n{sets}\treturn\n}}\n"), "f().f1")
    }),
    ("statements of a function", |n| {
        let statements =
            repeat(n, |i| format!("\tx{i} := g({i})\n\tif x{i} > 3 {{\n\t\treturn x{i}\n\t}}\n"));
        file(
            &format!("func g(x int) int {{ return x }}\nfunc f() int {{\n{statements}\treturn 0\n}}\n"),
            "f()",
        )
    }),
    ("types that implement an interface", |n| {
        let types = repeat(n, |i| {
            format!("type T{i} int\nfunc (T{i}) M() int {{ return {i} }}\nvar v{i} I = T{i}({i})\n")
        });
        file(&format!("type I interface{{ M() int }}\n{types}"), "v1.M()")
    }),
    ("instances of a function", |n| {
        let uses = repeat(n, |i| format!("type T{i} int\nfunc f{i}(x T{i}) T{i} {{ return sum(x, {i}) }}\n"));
        file(&format!("func sum[T ~int](x, y T) T {{ return x + y }}\n{uses}"), "f1(1)")
    }),
];

fn repeat(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(line).collect()
}

/// A program with these declarations that prints `expression`.
fn file(declarations: &str, expression: &str) -> String {
    format!("package main\n\nimport \"fmt\"\n\n{declarations}\nfunc main() {{ fmt.Println({expression}) }}\n")
}

/// About `lines` lines of types, constants, variables, methods, functions and closures.
fn varied(lines: usize) -> String {
    let each = |i: usize| {
        format!(
            "type T{i} struct {{\n\ta, b int\n\tname string\n\tnext *T{i}\n}}\n\nconst C{i} = {i} + 1\n\nvar V{i} = \
             map[string]int{{\"a\": C{i}, \"b\": 2}}\n\nfunc (t *T{i}) Sum(x int) int {{\n\ttotal := t.a + \
             t.b*x\n\tfor i := 0; i < x; i++ {{\n\t\tif i%2 == 0 {{\n\t\t\ttotal += i * C{i}\n\t\t}} else {{\n\t\t\t\
             total -= len(t.name)\n\t\t}}\n\t}}\n\treturn total\n}}\n\nfunc f{i}(xs []int, s string) (int, error) \
             {{\n\tt := &T{i}{{a: 1, b: 2, name: s}}\n\tfor _, x := range xs {{\n\t\tt.a += x\n\t}}\n\tif t.Sum(3) > \
             10 {{\n\t\treturn 0, fmt.Errorf(\"bad %d %s\", t.a, s)\n\t}}\n\tg := func(y int) int {{ return y + t.b \
             }}\n\treturn g(V{i}[\"a\"]), nil\n}}\n\n"
        )
    };
    let count = lines / each(0).lines().count();
    let calls = repeat(count, |i| format!("\tf{i}(nil, \"\")\n"));
    file(&format!("{}func all() int {{\n{calls}\treturn 1\n}}\n", repeat(count, each)), "all()")
}

/// Measures everything; the report, or nothing when it cannot be measured.
pub fn measure(burrow: &Path, scratch: &Path) -> Option<String> {
    std::fs::create_dir_all(scratch).ok()?;
    let start = time(burrow, scratch, &file("", "1"))?;
    let mut report = format!("start-up, which is taken off: {} ms\n", milliseconds(start.0));
    row(&mut report, "varied, by lines", &LINES, burrow, scratch, varied, start)?;
    for (name, program) in WIDE {
        row(&mut report, name, &SIZES, burrow, scratch, *program, start)?;
    }
    Some(report)
}

fn row(
    report: &mut String,
    name: &str,
    sizes: &[usize],
    burrow: &Path,
    scratch: &Path,
    program: Generator,
    start: (Duration, Duration),
) -> Option<()> {
    let _ = write!(report, "{name:34}");
    for &size in sizes {
        let (check, whole) = time(burrow, scratch, &program(size))?;
        let (check, whole) = (check.saturating_sub(start.0), whole.saturating_sub(start.1));
        let _ = write!(report, " {size:6}: {:>6} {:>6} ms", milliseconds(check), milliseconds(whole));
    }
    report.push('\n');
    Some(())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

/// The time to check a program, and to make and print bytecode of it.
fn time(burrow: &Path, scratch: &Path, program: &str) -> Option<(Duration, Duration)> {
    let path = scratch.join("program.go");
    std::fs::write(&path, program).ok()?;
    let fastest = |arguments: &[&str]| {
        let run = || {
            let begin = Instant::now();
            let mut command = Command::new(burrow);
            command.args(arguments).arg(&path).stdout(Stdio::null());
            let good = command.status().is_ok_and(|status| status.success());
            good.then(|| begin.elapsed())
        };
        (0..RUNS).map(|_| run()).min()?
    };
    Some((fastest(&["check"])?, fastest(&["dump", "bytecode"])?))
}
