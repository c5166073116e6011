//! Declarations and statements: small programs without library, and what the checker says about
//! them, with gc's words at gc's places.

use burrow_lang::check::check_program;
use burrow_lang::compile::{Options, Sources, parse_program};
use burrow_lang::diagnostic::Severity;
use burrow_lang::load::LibrarySource;
use std::borrow::Cow;

/// No library at all.
struct Nothing;

impl Sources for Nothing {
    fn library(&self, _path: &str) -> Option<LibrarySource> {
        None
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        Vec::new()
    }
}

/// `line:column: message` of each diagnostic, warnings marked, and the names of package-level
/// variables in the order of their initialisation.
fn check(text: &str) -> (Vec<String>, Vec<String>) {
    let parsed =
        parse_program(vec![("a.go".into(), text.as_bytes().to_vec())], &Nothing, &Options::default());
    let mut all = parsed.diagnostics.clone();
    let mut order = Vec::new();
    if parsed.is_whole() {
        let checked = check_program(parsed.program.clone(), &parsed.packages, &parsed.map);
        all.extend(checked.diagnostics.iter().cloned());
        let package = &checked.packages[checked.program.0 as usize];
        for initializer in &package.init_order {
            let names =
                initializer.lhs.iter().flatten().map(|o| checked.objects[o.0 as usize].name.to_string());
            order.extend(names);
        }
    }
    let line = |d: &burrow_lang::diagnostic::Diagnostic| {
        let place = parsed.map.locate(d.span);
        let warning = if d.severity == Severity::Warning { "warning: " } else { "" };
        format!("{}:{}: {warning}{}", place.line, place.column, d.message)
    };
    (all.iter().map(line).collect(), order)
}

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(check(text).0, expected, "{text}");
}

fn body(statements: &str) -> String {
    format!("package main\nfunc main() {{\n{statements}\n}}\n")
}

#[test]
fn types_that_contain_themselves_are_refused() {
    says("package p\ntype T struct{ t T }", &["2:6: invalid recursive type: T refers to itself"]);
    says("package p\ntype A [2]B\ntype B struct{ a A }", &["2:6: invalid recursive type A"]);
    says("package p\ntype A = []A", &["2:6: invalid recursive type: A refers to itself"]);
    says("package p\ntype I interface{ I }", &["2:6: invalid recursive type: I refers to itself"]);
    says("package p\ntype G[P any] struct{ f *G[P]; g func(G[P]) }", &[]);
}

#[test]
fn types_may_refer_to_each_other() {
    says(
        "package p\ntype Node interface{ Visit(*V) }\ntype V struct{ n Ext }\ntype Ext interface{ Node; E() }",
        &[],
    );
    says("package p\ntype I interface{ M(interface{ I }) }", &[]);
    says(
        "package p\ntype B struct{ h H; d [size]byte }\ntype H struct{ next *B }\nconst size = 8 - len([2]H{})",
        &[],
    );
}

#[test]
fn variables_are_initialised_in_dependency_order() {
    let (messages, order) =
        check("package p\nvar a = c + b\nvar b = f()\nvar c = 1\nfunc f() int { return d }\nvar d = 3");
    assert!(messages.is_empty(), "{messages:?}");
    assert_eq!(order, ["c", "d", "b", "a"]);
    says("package p\nvar x = f()\nfunc f() int { return x }", &["2:5: initialization cycle for x"]);
}

#[test]
fn constants_repeat_their_expression() {
    let text = "package p\nconst (\n\ta, b = iota, iota * 10\n\tc, d\n\te int8 = 100 * iota\n\tf\n)\nvar _ [d]int = [10]int{}\n";
    says(
        text,
        &[
            "5:11: cannot use 100 * iota (untyped int constant 200) as int8 value in constant declaration (overflows)",
            "6:2: cannot use 100 * iota (untyped int constant 300) as int8 value in constant declaration (overflows)",
        ],
    );
}

#[test]
fn methods_have_one_receiver_and_one_name() {
    says(
        "package p\ntype T struct{ f int }\nfunc (T) m() {}\nfunc (*T) m() {}\nfunc (T) f() {}\nfunc (int) g() {}",
        &[
            "4:11: method T.m already declared at a.go:3:10",
            "5:10: field and method with the same name f",
            "6:7: cannot define new methods on non-local type int",
        ],
    );
}

#[test]
fn branches_have_targets() {
    says(&body("break"), &["3:1: break is not in a loop, switch, or select"]);
    says(&body("goto L\nx := 1\n_ = x\nL:"), &["3:6: goto L jumps over declaration of x at a.go:4:3"]);
    says(
        &body("L:\nfor {\ncontinue M\n}"),
        &["5:10: continue label not defined: M", "3:1: label L defined and not used"],
    );
    says(&body("switch {\ncase true:\nfallthrough\n}"), &["5:1: cannot fallthrough final case in switch"]);
}

#[test]
fn functions_with_results_end_in_a_terminating_statement() {
    says(
        "package p\nfunc f(b bool) int {\n\tfor {\n\t\tif b {\n\t\t\tbreak\n\t\t}\n\t}\n}",
        &["8:1: missing return"],
    );
    says("package p\nfunc f(b bool) int {\n\tif b {\n\t\treturn 1\n\t} else {\n\t\tpanic(b)\n\t}\n}", &[]);
}

#[test]
fn scripts_warn_where_programs_fail() {
    says("x := 1\n", &["1:1: warning: declared and not used: x"]);
    says(&body("x := 1"), &["3:1: declared and not used: x"]);
    says(
        "n := 1\nfunc add() { n += twice(2) }\nadd()\nfunc twice(i int) int { return i * k }\nconst k = 2\nprintln(n)\n",
        &[],
    );
    says("for {\n\treturn\n}\n", &[]);
}
