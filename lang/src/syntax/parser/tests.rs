//! The parser on small texts: what it reports, how it goes on, and what it refuses.

use super::{Mode, parse};
use crate::source::SourceMap;
use crate::syntax::ast::{Ast, Item};

fn read(text: &str) -> (Ast, Vec<String>) {
    let mut map = SourceMap::default();
    let file = map.add("x.go", text.to_string()).expect("small enough");
    let (ast, diagnostics) = parse(&map, file, Mode::Program);
    let place = |d: &crate::diagnostic::Diagnostic| {
        let at = map.locate(d.span);
        format!("{}:{}: {}", at.line, at.column, d.message)
    };
    let messages = diagnostics.iter().map(place).collect();
    (ast, messages)
}

fn errors(body: &str) -> Vec<String> {
    read(&format!("package p\nfunc f() {{\n{body}\n}}\n")).1
}

fn nested(open: &str, close: &str, count: usize) -> String {
    format!("package p\nvar x = {}1{}\n", open.repeat(count), close.repeat(count))
}

#[test]
fn words_and_places_are_those_of_gc() {
    let cases = [
        ("g(1", "3:4: syntax error: unexpected newline in argument list; possibly missing comma or )"),
        ("x := )", "3:6: syntax error: unexpected ), expected expression"),
        (
            "x = []int{1",
            "3:12: syntax error: unexpected newline in composite literal; possibly missing comma or }",
        ),
        ("if x = 1 {}", "3:6: syntax error: cannot use assignment x = 1 as value"),
        ("if x\n{}", "3:5: syntax error: unexpected newline, expected { after if clause"),
        ("for i := 0; i < 10 {}", "3:20: syntax error: unexpected {, expected semicolon or newline"),
        ("a b", "3:3: syntax error: unexpected name b at end of statement"),
        ("a[1:2:]", "3:7: final index required in 3-index slice"),
        ("var a int := 1", "3:11: syntax error: unexpected :=, expected ="),
        ("else {}", "3:1: syntax error: unexpected keyword else, expected }"),
        ("x := '\\400'", "3:11: octal escape value 256 > 255"),
        ("x := 0b12", "3:9: invalid digit '2' in binary literal"),
        ("x := \"a", "3:8: newline in string"),
        ("x := 1__0", "3:8: '_' must separate successive digits"),
        ("go (f())", "3:4: expression in go must not be parenthesized"),
    ];
    for (body, message) in cases {
        assert_eq!(errors(body).first().map(String::as_str), Some(message), "{body}");
    }
}

#[test]
fn a_mistake_hides_no_later_one() {
    assert_eq!(errors("x := )\ny := 1\nz := ]\n").len(), 2);
    assert_eq!(errors("x := ); y := ]").len(), 1, "one syntax error a line");
}

#[test]
fn nesting_is_bounded_and_chains_are_not() {
    for (open, close) in
        [("(", ")"), ("[]T{", "}"), ("a[", "]"), ("f(", ")"), ("!", ""), ("func() { _ = ", "}")]
    {
        let (_, messages) = read(&nested(open, close, 100_000));
        assert_eq!(messages.len(), 1, "{open}");
        assert!(messages[0].contains("nested more than"), "{messages:?}");
    }
    assert_eq!(read(&nested("(", ")", 900)).1, Vec::<String>::new());
    assert_eq!(read(&nested("1 + ", "", 10_000)).1, Vec::<String>::new());
    assert_eq!(errors(&format!("if a {{}}{}", " else if b {}".repeat(10_000))), Vec::<String>::new());
    assert_eq!(errors(&format!("f{}", "()".repeat(10_000))), Vec::<String>::new());
}

#[test]
fn unfinished_and_strange_texts_are_refused() {
    assert_eq!(read("package p\nvar x = `a\n").1[0], "2:9: string not terminated");
    assert_eq!(read("package p\n/* a\n").1[0], "2:1: comment not terminated");
    assert_eq!(read("package p\nvar x = 'a").1[0], "2:9: rune literal not terminated");
    assert_eq!(read("package p\n// \0\n").1, ["2:4: invalid NUL character"]);
    assert_eq!(read("\u{FEFF}package p\n").1, Vec::<String>::new());
    assert_eq!(read("package p\n\u{FEFF}").1, ["2:1: invalid BOM in the middle of the file"]);
    assert_eq!(read("package p\nfunc f() {").1, ["2:11: syntax error: unexpected EOF, expected }"]);
}

#[test]
fn scripts_mix_statements_and_declarations() {
    let text = "#!/usr/bin/env burrow\nimport \"fmt\"\nx := 1\nfunc f() {}\nfunc (t T) m() {}\n\
                func() { f() }()\ntype T int\nif x > 0 { f() }\nloop: for { break loop }\n";
    let (ast, messages) = read(text);
    assert_eq!(messages, Vec::<String>::new());
    let kind = |item: &Item| match item {
        Item::Decl(_) => 'd',
        Item::Func(_) => 'f',
        Item::Stmt(_) => 's',
    };
    assert_eq!(ast.items.iter().map(kind).collect::<String>(), "sffsdss");
    assert_eq!(read("x := 1 }\ny := 2\n").1.len(), 1);
}

#[test]
fn directives_stand_above_functions() {
    let text = "//go:build ok\n\npackage p\n\n//go:noinline\nfunc f() {}\n\n//go:noinline\nvar x int\n\n//go:generate a\n";
    assert_eq!(read(text).1, ["8:1: misplaced compiler directive"]);
}

#[test]
fn comments_above_declarations_are_theirs() {
    let text = "//go:build linux\n\npackage p\n\n// A does\n// this.\nfunc A() {}\nvar x = 1 // no\nfunc B() {}\n\
                // far\n\nfunc C() {}\n";
    let (ast, _) = read(text);
    let docs: Vec<Option<&str>> = ast
        .items
        .iter()
        .filter_map(|item| if let Item::Func(f) = item { Some(f.doc.as_deref()) } else { None })
        .collect();
    assert_eq!(docs, [Some("A does\nthis."), None, None]);
    assert_eq!(ast.directives.len(), 1);
}

#[test]
fn a_type_name_with_a_bracket_is_an_array_or_has_parameters() {
    for (text, params) in [
        ("type T[P any] int", 1),
        ("type T[P *C] int", 0),
        ("type T[P *C,] int", 1),
        ("type T[P *C|D,] int", 1),
        ("type T[P interface{}] int", 1),
        ("type T[P []int] int", 1),
        ("type T[N] int", 0),
        ("type T[N * M] int", 0),
        ("type T[P, Q any] int", 2),
        ("type T[P ~int|~string] int", 1),
    ] {
        let (ast, messages) = read(&format!("package p\n{text}\n"));
        assert_eq!(messages, Vec::<String>::new(), "{text}");
        let Some(Item::Decl(crate::syntax::ast::Decl::Type(specs))) = ast.items.first() else {
            panic!("{text}")
        };
        assert_eq!(specs[0].params.len(), params, "{text}");
    }
}
