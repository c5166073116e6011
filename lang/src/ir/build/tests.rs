//! Whole small programs through parser, checker and builder, looked at as dumped text.

use crate::compile::{Options, Sources, check, parse_program};
use crate::load::LibrarySource;
use std::borrow::Cow;

struct RuntimeOnly;

impl Sources for RuntimeOnly {
    fn library(&self, path: &str) -> Option<LibrarySource> {
        let text = "package runtime\ntype errorString string\nfunc (e errorString) Error() string { return string(e) }\n";
        (path == "runtime")
            .then(|| LibrarySource::Texts(vec![(String::from("runtime/error.go"), text.into())]))
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        Vec::new()
    }
}

fn dump(text: &str) -> String {
    let parsed = parse_program(
        vec![(String::from("t.go"), text.as_bytes().to_vec())],
        &RuntimeOnly,
        &Options::default(),
    );
    let (parsed, checked) = check(parsed);
    let Some(checked) = checked else { panic!("{:?}", parsed.diagnostics) };
    crate::ir::dump::dump(&super::build(checked))
}

#[track_caller]
fn has(text: &str, part: &str) {
    let dumped = dump(text);
    assert!(dumped.contains(part), "no {part:?} in\n{dumped}");
}

#[test]
fn a_loop_variable_that_only_steps_is_captured_by_value() {
    let text = "package main\nfunc main() { for i := 0; i < 3; i++ { go func() { println(i) }() } }";
    has(text, "var i%1 = i%0");
    has(text, "main.main.func1() capture ^0=i {");
}

#[test]
fn an_assigned_capture_is_boxed() {
    let text = "package main\nfunc main() { n := 0; f := func() { n++ }; f(); println(n) }";
    has(text, "var n%0' = 0");
    has(text, "capture ^0=&n");
}

#[test]
fn instances_are_built_once_for_each_type() {
    let text =
        "package main\nfunc id[T any](x T) T { return x }\nfunc main() { println(id(1), id(2), id(\"a\")) }";
    assert_eq!(dump(text).matches("main.id[...](x").count(), 2);
}

#[test]
fn a_method_of_a_type_parameter_becomes_a_direct_call() {
    let text = "package main\ntype A int\nfunc (a A) M() {}\nfunc call[T interface{ M() }](x T) { x.M() }\nfunc main() { call(A(1)) }";
    has(text, "main.A.M(x%0)");
}

#[test]
fn an_embedded_method_is_called_through_its_field() {
    let text = "package main\ntype A struct{ n int }\nfunc (a *A) M() { a.n++ }\ntype B struct{ *A }\nfunc main() { b := B{&A{}}; b.M() }";
    has(text, "main.(*A).M(b%0.0)");
}

#[test]
fn a_return_leaves_the_body_of_a_range_over_a_function() {
    let text = "package main\nfunc s(yield func(int) bool) { yield(1) }\nfunc f() int { for x := range s { return x }; return 0 }\nfunc main() { println(f()) }";
    has(text, "func #1 main.f() (%0' int)");
    has(text, "main.f-range1(x%1 int) (%0 bool)");
}

#[test]
fn a_deferred_recover_itself_recovers_nothing() {
    let text = "package main\nfunc main() { defer recover() }";
    assert!(!dump(text).contains("recover()"));
}
