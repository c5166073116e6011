//! The main function of a test program, as Go source: it hands the test functions to package testing.

use super::package::{Function, Package, Tests};
use std::fmt::Write;

/// The file's name, should a diagnostic ever name it.
pub const NAME: &str = "_testmain.go";

/// The text of the file.
pub fn generate(package: &Package, tests: &Tests) -> String {
    let all = [&tests.tests, &tests.benchmarks, &tests.fuzz_targets, &tests.examples];
    let uses = |external| {
        tests.main == Some(external) || all.iter().any(|list| list.iter().any(|f| f.external == external))
    };
    let mut out = String::from("package main\n\nimport (\n\t\"os\"\n\t\"testing\"\n");
    for (there, external, name, suffix) in
        [(tests.has_package, false, "_test", ""), (tests.has_external, true, "_xtest", "_test")]
    {
        if there {
            let name = if uses(external) { name } else { "_" };
            let _ = writeln!(out, "\t{name} {:?}", format!("{}{suffix}", package.path));
        }
    }
    out.push_str(")\n\n");
    list(&mut out, "tests", "InternalTest", &tests.tests);
    list(&mut out, "benchmarks", "InternalBenchmark", &tests.benchmarks);
    list(&mut out, "fuzzTargets", "InternalFuzzTarget", &tests.fuzz_targets);
    list(&mut out, "examples", "InternalExample", &tests.examples);
    let (path, module) = (&package.name, &package.module.path);
    let _ = write!(
        out,
        "type deps struct{{}}\n\nfunc (deps) ImportPath() string {{ return {path:?} }}\n\
         func (deps) ModulePath() string {{ return {module:?} }}\n\
         func (deps) Exited(code int) {{ exitCode = code }}\n\nvar exitCode int\n\nfunc main() {{\n\
         \tm := testing.MainStart(deps{{}}, tests, benchmarks, fuzzTargets, examples)\n"
    );
    match tests.main {
        Some(external) => {
            let _ = writeln!(out, "\t{}.TestMain(m)\n\tos.Exit(exitCode)\n}}", qualifier(external));
        }
        None => out.push_str("\tos.Exit(m.Run())\n}\n"),
    }
    out
}

fn qualifier(external: bool) -> &'static str {
    if external { "_xtest" } else { "_test" }
}

fn list(out: &mut String, name: &str, ty: &str, functions: &[Function]) {
    let _ = writeln!(out, "var {name} = []testing.{ty}{{");
    for Function { name, external, expected } in functions {
        let qualifier = qualifier(*external);
        let _ = write!(out, "\t{{{}, {qualifier}.{name}", go_string(name));
        if let Some(expected) = expected {
            let _ = write!(out, ", {}, {}", go_string(&expected.output), expected.unordered);
        }
        out.push_str("},\n");
    }
    out.push_str("}\n\n");
}

/// A string literal of Go.
fn go_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() || c == '\u{feff}' => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
