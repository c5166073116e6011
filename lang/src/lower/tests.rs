//! Go programs through the whole front end to disassembled bytecode: what good code looks like.

use crate::compile::{Options, Sources, compile};
use crate::load::LibrarySource;
use burrow_bytecode::{FunctionId, Program, disassemble, verify};
use std::borrow::Cow;

struct NoLibrary;

impl Sources for NoLibrary {
    fn library(&self, _: &str) -> Option<LibrarySource> {
        None
    }
    fn library_paths(&self) -> Vec<Cow<'static, str>> {
        Vec::new()
    }
}

fn program(source: &str) -> Program {
    let text = format!("package main\n{source}");
    let files = vec![("main.go".to_string(), text.into_bytes())];
    let compilation = compile(files, &NoLibrary, &Options::default());
    assert!(!compilation.has_errors(), "{:?}", compilation.diagnostics);
    let program = compilation.program.unwrap_or_default();
    assert_eq!(verify(&program), Ok(()));
    program
}

/// The instructions of a function: names and operands, without places.
fn code(source: &str, function: &str) -> Vec<String> {
    let program = program(&format!("{source}\nfunc main() {{}}\nvar keep = {function}"));
    let name = format!("main.{function}");
    let index = program.functions.iter().position(|f| f.name == name).unwrap_or_default();
    let text = disassemble(&program, FunctionId(index as u32));
    let entry = program.functions[index].entry;
    let relative = |operand: &str| match operand.strip_prefix("distance=") {
        Some(target) => format!("to {}", target.parse::<u32>().unwrap_or(0) - entry),
        None => operand.to_string(),
    };
    let line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let (op, operands) = words.split_first().map(|(a, b)| (*a, b.join(" "))).unwrap_or_default();
        let operands: Vec<String> = operands.split(", ").map(relative).collect();
        format!("{op} {}", operands.join(" ")).trim_end().to_string()
    };
    text.lines().skip(1).map(line).collect()
}

#[track_caller]
fn check(source: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(code(source, "f"), expected);
}

#[test]
fn a_pointer_that_has_just_been_followed_is_not_checked() {
    check(
        "type pair struct { x, y int }
         func f(p *pair, y int) *int { p.y = y; return &p.x }",
        "StoreWord pointer=r1 offset=8 src=r2
         Move dst=r3 src=r1
         Return",
    );
    check(
        "type pair struct { x, y int }
         func f(p *pair, y int) *int { if y > 0 { p.y = y }; return &p.x }",
        "JumpLeIntK left=r2 right=0 to 2
         StoreWord pointer=r1 offset=8 src=r2
         NilCheck pointer=r1
         Move dst=r3 src=r1
         Return",
    );
}

#[test]
fn a_recursive_call_reads_results_where_they_are() {
    check(
        "func f(n int) int { if n < 2 { return n }; return f(n-1) + f(n-2) }",
        "JumpGeIntK left=r1 right=2 to 3
         Move dst=r2 src=r1
         Return
         AddIntK dst=r4 left=r1 right=-1
         Call base=r3 main.f
         AddIntK dst=r7 left=r1 right=-2
         Call base=r6 main.f
         AddInt dst=r2 left=r5 right=r8
         Return",
    );
}

#[test]
fn elements_are_swapped_without_needless_moves() {
    check(
        "func f(a []int, i, j int) { a[i], a[j] = a[j], a[i] }",
        "IndexWord dst=r4 slice=r1 index=r3
         IndexWord dst=r5 slice=r1 index=r2
         SetIndexWord slice=r1 index=r2 src=r4
         SetIndexWord slice=r1 index=r3 src=r5
         Return",
    );
}

#[test]
fn a_parallel_assignment_saves_what_it_overwrites() {
    check(
        "func f(a, b int) { for { a, b = b, a } }",
        "Move dst=r3 src=r1
         Move dst=r1 src=r2
         Move dst=r2 src=r3
         Loop to 0",
    );
}

#[test]
fn counted_loops_are_one_instruction_at_the_bottom() {
    check(
        "func f(a []int, n int) int { s := 0; for i := 0; i < n; i++ { s += a[i] }; return s }",
        "Zero dst=r4
         Zero dst=r5
         JumpLeInt left=r2 right=r5 to 6
         IndexWord dst=r6 slice=r1 index=r5
         AddInt dst=r4 left=r4 right=r6
         LoopIncLtInt counter=r5 limit=r2 to 3
         Move dst=r3 src=r4
         Return",
    );
}

#[test]
fn a_limit_that_the_counter_moves_is_tested_after_it() {
    check(
        "func f(n int) { for i := 0; i < n-i; i++ { } }",
        "Zero dst=r2
         SubInt dst=r3 left=r1 right=r2
         JumpLeInt left=r3 right=r2 to 6
         AddIntK dst=r2 left=r2 right=1
         SubInt dst=r3 left=r1 right=r2
         LoopLtInt left=r2 right=r3 to 3
         Return",
    );
}

#[test]
fn conditions_are_branches() {
    check(
        "func f(x, y int, z float64) { if x > 3 && (y != x || !(z >= 1.5)) { println() } }",
        "JumpLeIntK left=r1 right=3 to 5
         JumpNeInt left=r2 right=r1 to 4
         LoadConst dst=r4 Some(Word(4609434218613702656))
         JumpLeF64 left=r4 right=r3 to 5
         PrintText \"\\n\"
         Return",
    );
}

#[test]
fn narrow_integers_are_cut_and_fields_extended() {
    check(
        "type t struct { a int8; b uint16 }
         func f(x t) int8 { x.a++; x.b *= 3; return x.a }",
        "ExtI8 dst=r4 src=r1
         AddIntK dst=r1 left=r4 right=1
         ExtI8 dst=r1 src=r1
         MulIntK dst=r2 left=r2 right=3
         ExtU16 dst=r2 src=r2
         ExtI8 dst=r3 src=r1
         Return",
    );
}

#[test]
fn arrays_are_copied_where_go_copies() {
    check(
        "func f(a [3]int) [3]int { b := a; b[1] = a[2]; a = b; return b }",
        "CloneMem dst=r3 from=r1 [3]int
         LoadWord dst=r4 pointer=r1 offset=16
         StoreWord pointer=r3 offset=8 src=r4
         CopyMem to=r1 from=r3 count=3 bytes=0
         Move dst=r2 src=r3
         Return",
    );
}

#[test]
fn a_call_of_a_calls_result_moves_nothing() {
    check(
        "func g(x, y int) int { return g(x, y) }
         func f(x int) int { return g(g(x, 1), 2) }",
        "Move dst=r4 src=r1
         LoadInt dst=r5 value=1
         Call base=r3 main.g
         LoadInt dst=r7 value=2
         Call base=r5 main.g
         Move dst=r2 src=r8
         Return",
    );
}

#[test]
fn parts_of_a_tuple_stay_until_the_call_has_all_of_them() {
    check(
        "func g() (int, int8) { println(); return 1, 2 }
         func h(x int, y ...any) { println() }
         func f() { h(g()) }",
        "Call base=r6 main.g
         Move dst=r4 src=r7
         Move dst=r5 src=r8
         Move dst=r2 src=r4
         LoadInt dst=r6 value=1
         MakeSlice dst=r3 len=r6 cap=r6 []interface {}
         SliceToArray dst=r7 slice=r3 len=1
         MakeIface dst=r8 src=r5 int8
         StoreWord pointer=r7 offset=0 src=r8
         Call base=r1 main.h
         Return",
    );
}

#[test]
fn small_functions_that_cannot_fail_are_lowered_in_place() {
    check(
        "type v struct { x, y float64 }
         func (a v) dot(b v) float64 { return a.x*b.x + a.y*b.y }
         func f(a, b v) float64 { return a.dot(b) }",
        "MulF64 dst=r5 left=r1 right=r3
         MulF64 dst=r6 left=r2 right=r4
         AddF64 dst=r5 left=r5 right=r6
         Return",
    );
    check(
        "func abs(x int) int { if x < 0 { return -x }; return x }
         func f(a, b int) int { return abs(a) + b }",
        "JumpGeIntK left=r1 right=0 to 3
         NegInt dst=r4 src=r1
         Jump to 4
         Move dst=r4 src=r1
         AddInt dst=r3 left=r4 right=r2
         Return",
    );
}

#[test]
fn constant_arguments_become_operands() {
    check(
        "func rotate(x uint32, n uint) uint32 { return x>>n | x<<(32-n) }
         func f(a uint32) uint32 { return rotate(a, 7) }",
        "ShrUintK dst=r2 left=r1 right=7
         ShlIntK dst=r3 left=r1 right=25
         ExtU32 dst=r3 src=r3
         OrInt dst=r2 left=r2 right=r3
         Return",
    );
}

#[test]
fn predicates_lowered_in_place_are_branches() {
    check(
        "func odd(x int) bool { return x&1 == 1 }
         func f(a int) bool { if odd(a) && a&0xffff > 3 { return false }; return odd(a) }",
        "AndIntK dst=r3 left=r1 right=1
         JumpNeIntK left=r3 right=1 to 6
         ExtU16 dst=r3 src=r1
         JumpLeIntK left=r3 right=3 to 6
         Zero dst=r2
         Return
         AndIntK dst=r3 left=r1 right=1
         EqIntK dst=r2 left=r3 right=1
         Return",
    );
}

#[test]
fn an_assigned_parameter_has_registers_of_its_own() {
    check(
        "func g(x int) int { x *= 3; return x + 1 }
         func f(a int) int { return g(a) + a }",
        "Move dst=r4 src=r1
         MulIntK dst=r4 left=r4 right=3
         AddIntK dst=r3 left=r4 right=1
         AddInt dst=r2 left=r3 right=r1
         Return",
    );
}

#[test]
fn a_nil_pointer_is_left_to_the_real_call() {
    check(
        "type counter struct { n int }
         func (c *counter) add(by int) { c.n += by }
         func f(c *counter) { c.add(2) }",
        "LoadInt dst=r2 value=2
         JumpEqIntK left=r1 right=0 to 6
         LoadWord dst=r3 pointer=r1 offset=0
         AddInt dst=r3 left=r3 right=r2
         StoreWord pointer=r1 offset=0 src=r3
         Return
         Move dst=r4 src=r1
         Move dst=r5 src=r2
         Call base=r3 main.(*counter).add
         Loop to 5",
    );
}

#[test]
fn odd_programs_verify() {
    program(
        "type e struct{}
         type i interface { m(e) e }
         func (e) m(x e) e { return x }
         type big struct { a [4]e; b [20]int }
         func (b big) sum(c chan e) (n int) {
             defer func() { recover(); n++ }()
             for _, x := range b.b { n += x }
             select { case x, ok := <-c: _ = x; _ = ok; case c <- e{}: default: }
             return
         }
         func main() {
             var x any = e{}
             y, ok := x.(i)
             _ = ok
             z := y.m(e{})
             m := map[e]big{z: {}}
             m[z] = big{}
             for k, v := range m { println(k == z, v.sum(nil)) }
             f := big.sum
             g := m[z].sum
             println(f(m[z], nil), g(nil))
             switch v := x.(type) { case nil: case e, int: _ = v; case i: v.m(z); case big: v.b[1]++ }
             go g(make(chan e))
             var c complex64 = complex(1, 2)
             c *= c
             println(c, real(c) < 3, -c)
         }",
    );
}
