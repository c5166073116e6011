//! Mistakes in expressions are reported in gc's words at gc's places. Each line of the program below
//! that has a mistake says so in a comment: the column, then the message.

use burrow_lang::compile::{Options, Sources, compile};
use burrow_lang::load::LibrarySource;
use std::borrow::Cow;

/// No library but an empty package runtime.
struct NoLibrary;

impl Sources for NoLibrary {
    fn library(&self, path: &str) -> Option<LibrarySource> {
        (path == "runtime")
            .then(|| LibrarySource::Texts(vec![("runtime.go".to_string(), "package runtime\n".into())]))
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        Vec::new()
    }
}

const PROGRAM: &str = r#"package main

type T struct{ a int }

func (T) m() {}

func array() [3]int { return [3]int{} }

func generic[K comparable, V any](K, V) {}

func main() {
	x, t := 5, T{}
	var e error
	_ = 1[0] // 7: cannot index 1 (untyped int constant)
	_ = array()[:] // 6: cannot slice unaddressable value array() (value of type [3]int)
	_ = (1 + 2)[0] // 13: cannot index (1 + 2) (untyped int constant 3)
	_ = []int{1}["a"] // 15: cannot convert "a" (untyped string constant) to type int
	_ = &1 // 7: invalid operation: cannot take address of 1 (untyped int constant)
	_ = x.y // 8: x.y undefined (type int has no field or method y)
	_ = t.M // 8: t.M undefined (type T has no field or method M, but does have method m)
	_ = T{1, 2} // 11: too many values in struct literal of type T
	_ = [3]int{1, 2, 3, 4} // 22: index 3 is out of bounds (>= 3)
	_ = map[string]int{"a": 1, "a": 2} // 29: duplicate key "a" in map literal
	_ = T{b: 1} // 8: unknown field b in struct literal of type T
	_ = append(1, 2) // 13: invalid append: argument must be a slice; have 1 (untyped int constant)
	_ = make([]int) // 6: invalid operation: make([]int) expects 2 or 3 arguments; found 1
	_ = int8(300) // 11: constant 300 overflows int8
	_ = e.(T) // 6: impossible type assertion: e.(T)
	_ = max(1, "a") // 13: invalid argument: mismatched types untyped int (previous argument) and untyped string (type of "a")
	_ = <-x // 8: invalid operation: cannot receive from non-channel int x (variable of type int)
	_ = x + 1.5 // 10: 1.5 (untyped float constant) truncated to int
	_ = 1<<x + 1.5 // 6: invalid operation: shifted operand 1 (type float64) must be integer
	_ = nil == nil // 13: invalid operation: nil == nil (operator == not defined on untyped nil)
	_ = t == 1 // 11: invalid operation: t == 1 (mismatched types T and untyped int)
	_ = array == nil || x // 6: invalid operation: array == nil || x (mismatched types untyped bool and int)
	_ = x / 0 // 10: invalid operation: division by zero
	generic(1) // 10: not enough arguments in call to generic
	generic(array, x) // 9: func() [3]int does not satisfy comparable
	var _ byte = 300 // 15: cannot use 300 (untyped int constant) as byte value in variable declaration (overflows)
	var _ func(string, bool) = generic
}
"#;

#[test]
fn mistakes_in_expressions_read_as_gcs() {
    let compilation = compile(vec![("x.go".into(), PROGRAM.into())], &NoLibrary, &Options::default());
    let found: Vec<String> = compilation
        .diagnostics
        .iter()
        .map(|d| {
            let place = compilation.map.locate(d.span);
            let first = d.message.lines().next().unwrap_or_default();
            format!("{}:{}: {first}", place.line, place.column)
        })
        .collect();
    let wanted: Vec<String> = PROGRAM
        .lines()
        .enumerate()
        .filter_map(|(i, line)| Some(format!("{}:{}", i + 1, line.split_once(" // ")?.1)))
        .collect();
    assert_eq!(found, wanted);
}
