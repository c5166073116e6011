//! Programs written by hand in bytecode: dispatch, calls, deferred calls, panics, goroutines.

use crate::streams::{Sink, Source, Streams};
use crate::{Machine, MachineOptions, native};
use burrow_bytecode::{
    Field, Function, FunctionId, Instr, Kind, MemKind, Op, Program, Type, TypeId, WellKnown,
};
use std::io::Write;
use std::sync::{Arc, Mutex};

/// A type descriptor of one word.
fn scalar(kind: Kind, name: &str) -> Type {
    Type {
        kind,
        name: name.to_owned(),
        package: None,
        mem_words: 1,
        frame_words: 1,
        mem_kind: MemKind::Word,
        by_ref: false,
        pointer_free: kind != Kind::String,
        comparable: true,
        pointer_shaped: kind == Kind::Chan,
        elem: TypeId(if kind == Kind::Chan { 2 } else { 0 }),
        key: TypeId(0),
        len: 0,
        dir: burrow_bytecode::ChanDir::Both,
        fields: Vec::<Field>::new(),
        params: Vec::new(),
        results: Vec::new(),
        variadic: false,
        methods: Vec::new(),
    }
}

/// A function of a test program: its name, parameter and result words, code.
type Code<'c> = (&'c str, u16, u16, Vec<Instr>);

/// Links functions; the first one is the entry.
fn program(functions: &[Code<'_>], natives: &[&str]) -> Program {
    let mut program = Program {
        types: vec![
            scalar(Kind::Invalid, ""),
            scalar(Kind::String, "string"),
            scalar(Kind::Int, "int"),
            scalar(Kind::Chan, "chan int"),
        ],
        strings: vec![b"boom".to_vec(), b"\n".to_vec()],
        natives: natives.iter().map(|&name| name.to_owned()).collect(),
        well_known: WellKnown { string: TypeId(1), int: TypeId(2), ..WellKnown::default() },
        entry: FunctionId(0),
        ..Program::default()
    };
    for (name, param_words, result_words, code) in functions {
        let entry = program.code.len() as u32;
        program.code.extend(code);
        let deferring = code.iter().position(|i| {
            [Op::ReturnDefer, Op::RunDefers].contains(&Op::ALL[usize::from(i.op) % Op::ALL.len()])
        });
        program.functions.push(Function {
            name: (*name).to_owned(),
            entry,
            end: program.code.len() as u32,
            param_words: *param_words,
            result_words: *result_words,
            closure: false,
            frame_words: 24,
            recover_pc: deferring.map(|at| entry + at as u32),
            wrapper: false,
            position: Default::default(),
        });
    }
    program
}

/// What a program wrote to standard error.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().map(|mut out| out.extend_from_slice(bytes)).map_err(|_| std::io::ErrorKind::Other)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs a program: its exit status and what it wrote.
fn run(program: Program, natives: &[native::Native]) -> (i32, String) {
    let error = Written::default();
    let streams = Streams {
        input: Source::from(std::io::empty()),
        output: Sink::to(std::io::sink()),
        error: Sink::to(error.clone()),
    };
    let options = MachineOptions { streams, ..MachineOptions::default() };
    let status = Machine::new(program, natives, options).map(|machine| machine.run().exit_status());
    let text = error.0.lock().map(|out| String::from_utf8_lossy(&out).into_owned());
    (status.unwrap_or(-1), text.unwrap_or_default())
}

fn abc(op: Op, a: u16, b: u16, c: i16) -> Instr {
    Instr::abc(op, a, b, c as u16)
}

fn wide(op: Op, a: u16, bc: i32) -> Instr {
    Instr::wide(op, a, bc as u32)
}

/// Prints register `a` as an int.
fn print_int(a: u16) -> Instr {
    abc(Op::Print, a, 2, 0)
}

const EXIT: Instr = Instr::abc(Op::ExitMain, 0, 0, 0);
const RETURN: Instr = Instr::abc(Op::Return, 0, 0, 0);

/// 10^8 instructions in optimised builds: were handlers' calls not jumps, the native stack would
/// overflow at once.
#[test]
fn handlers_are_jumps() {
    let rounds = if cfg!(debug_assertions) { 1_000 } else { 50_000_000 };
    let code = vec![
        wide(Op::LoadInt, 1, 0),
        wide(Op::LoadInt, 2, rounds),
        wide(Op::LoadInt, 3, 0),
        abc(Op::AddInt, 3, 3, 1),
        abc(Op::LoopIncLtInt, 1, 2, -1),
        print_int(3),
        EXIT,
    ];
    let thread = std::thread::Builder::new().stack_size(256 << 10);
    let running = thread.spawn(move || run(program(&[("main.main", 0, 0, code)], &[]), &[]));
    let outcome = running.map(|running| running.join().unwrap_or_default()).unwrap_or_default();
    let sum = i64::from(rounds) * i64::from(rounds - 1) / 2;
    assert_eq!(outcome, (0, sum.to_string()));
}

/// Likewise for operations out of line: nothing of a handler stays on the native stack.
#[test]
fn operations_out_of_line_are_jumps_too() {
    let rounds = if cfg!(debug_assertions) { 1_000 } else { 3_000_000 };
    let code = vec![
        wide(Op::LoadInt, 1, 0),
        wide(Op::LoadInt, 2, rounds),
        abc(Op::New, 3, 2, 0),
        abc(Op::MakeIface, 4, 1, 2),
        wide(Op::Call, 10, 1),
        abc(Op::LoopIncLtInt, 1, 2, -3),
        print_int(1),
        EXIT,
    ];
    let functions = [("main.main", 0, 0, code), ("main.f", 0, 0, vec![RETURN])];
    let program = program(&functions, &[]);
    let thread = std::thread::Builder::new().stack_size(256 << 10);
    let running = thread.spawn(move || run(program, &[]));
    let outcome = running.map(|running| running.join().unwrap_or_default()).unwrap_or_default();
    assert_eq!(outcome, (0, rounds.to_string()));
}

/// fib(20) by recursion, deep enough to grow the stack too.
#[test]
fn calls_return_and_stacks_grow() {
    let main = vec![
        wide(Op::LoadInt, 6, 20),
        wide(Op::Call, 5, 1),
        print_int(7),
        wide(Op::LoadInt, 6, 5000),
        wide(Op::Call, 5, 2),
        print_int(7),
        EXIT,
    ];
    let fib = vec![
        abc(Op::JumpGeIntK, 1, 2, 3),
        abc(Op::Move, 2, 1, 0),
        RETURN,
        abc(Op::AddIntK, 11, 1, -1),
        wide(Op::Call, 10, 1),
        abc(Op::Move, 3, 12, 0),
        abc(Op::AddIntK, 11, 1, -2),
        wide(Op::Call, 10, 1),
        abc(Op::AddInt, 2, 3, 12),
        RETURN,
    ];
    let depth = vec![
        abc(Op::JumpNeIntK, 1, 0, 3),
        wide(Op::LoadInt, 2, 0),
        RETURN,
        abc(Op::AddIntK, 11, 1, -1),
        wide(Op::Call, 10, 2),
        abc(Op::AddIntK, 2, 12, 1),
        RETURN,
    ];
    let functions = [("main.main", 0, 0, main), ("main.fib", 1, 1, fib), ("main.depth", 1, 1, depth)];
    assert_eq!(run(program(&functions, &[]), &[]), (0, "67655000".to_owned()));
}

/// main defers print(1); calls f, which defers a recovering function and panics.
fn panicking(recovers: bool) -> Program {
    let main = vec![
        wide(Op::LoadInt, 6, 1),
        wide(Op::Defer, 5, 2),
        Instr::data([1, 0, 0, 0]),
        wide(Op::Call, 5, 1),
        wide(Op::LoadInt, 6, 2),
        wide(Op::Call, 5, 2),
        abc(Op::RunDefers, 0, 0, 0),
        EXIT,
    ];
    let f = vec![
        wide(Op::Defer, 5, 3),
        Instr::data([0; 4]),
        wide(Op::LoadString, 2, 0),
        abc(Op::MakeIface, 2, 2, 1),
        abc(Op::Panic, 2, 0, 0),
        abc(Op::ReturnDefer, 0, 0, 0),
    ];
    let print = vec![print_int(1), RETURN];
    let recover = if recovers {
        vec![abc(Op::Recover, 1, 0, 0), abc(Op::TypeOf, 1, 1, 0), print_int(1), RETURN]
    } else {
        vec![RETURN]
    };
    program(
        &[
            ("main.main", 0, 0, main),
            ("main.f", 0, 0, f),
            ("main.print", 1, 0, print),
            ("main.recover", 0, 0, recover),
        ],
        &[],
    )
}

#[test]
fn a_recovered_panic_returns_from_its_function() {
    assert_eq!(run(panicking(true), &[]), (0, "121".to_owned()));
}

#[test]
fn a_panic_runs_all_deferred_calls_and_reports() {
    let (status, text) = run(panicking(false), &[]);
    assert_eq!(status, 2);
    let expected =
        "1panic: boom\n\ngoroutine 1 [running]:\nmain.f()\n\t?:0 +0x28\nmain.main()\n\t?:0 +0x20\n";
    assert_eq!(text, expected);
}

#[test]
fn division_by_zero_panics_without_package_runtime() {
    let code = vec![wide(Op::LoadInt, 1, 0), abc(Op::DivInt, 1, 1, 1), EXIT];
    let (status, text) = run(program(&[("main.main", 0, 0, code)], &[]), &[]);
    assert_eq!(status, 2);
    assert!(text.starts_with("panic: runtime error: integer divide by zero\n\n"), "{text}");
}

/// A goroutine sends squares; main receives and adds.
#[test]
fn goroutines_talk_over_a_channel() {
    let main = vec![
        wide(Op::LoadInt, 1, 0),
        abc(Op::MakeChan, 2, 1, 3),
        abc(Op::Move, 6, 2, 0),
        wide(Op::Go, 5, 1),
        Instr::data([1, 0, 0, 0]),
        wide(Op::LoadInt, 3, 0),
        abc(Op::RecvOk, 10, 2, 3),
        wide(Op::JumpIfNot, 11, 3),
        abc(Op::AddInt, 3, 3, 10),
        wide(Op::Loop, 0, -3),
        print_int(3),
        EXIT,
    ];
    let squares = vec![
        wide(Op::LoadInt, 2, 0),
        wide(Op::LoadInt, 3, 1000),
        abc(Op::MulInt, 4, 2, 2),
        abc(Op::Send, 1, 4, 3),
        abc(Op::LoopIncLtInt, 2, 3, -2),
        abc(Op::Close, 1, 0, 0),
        RETURN,
    ];
    let functions = [("main.main", 0, 0, main), ("main.squares", 1, 0, squares)];
    assert_eq!(run(program(&functions, &[]), &[]), (0, "332833500".to_owned()));
}

#[test]
fn a_deadlock_is_reported() {
    let main = vec![wide(Op::LoadInt, 1, 0), abc(Op::MakeChan, 2, 1, 3), abc(Op::Recv, 3, 2, 3), EXIT];
    let (status, text) = run(program(&[("main.main", 0, 0, main)], &[]), &[]);
    assert_eq!(status, 2);
    let expected =
        "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()\n";
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn endless_recursion_overflows() {
    let main = vec![wide(Op::Call, 20, 0), EXIT];
    let (status, text) = run(program(&[("main.main", 0, 0, main)], &[]), &[]);
    assert_eq!(status, 2);
    assert!(text.contains("fatal error: stack overflow\n\ngoroutine 1 [running]:\nmain.main()"), "{text}");
    assert!(text.contains(" frames elided...\n"));
}

fn twice(call: &mut native::Call, text: native::Str, count: i64) -> native::Blocked<(String, i64)> {
    let text = text.to_string_lossy().repeat(2);
    call.blocking(move || (text, count * 2))
}

#[test]
fn a_native_blocks_while_its_goroutine_is_parked() {
    let main = vec![
        wide(Op::LoadString, 6, 0),
        wide(Op::LoadInt, 7, 21),
        wide(Op::CallNative, 5, 0),
        abc(Op::Print, 8, 1, 0),
        print_int(9),
        EXIT,
    ];
    let natives = [crate::native!("main.twice", twice)];
    let program = program(&[("main.main", 0, 0, main)], &["main.twice"]);
    assert_eq!(run(program, &natives), (0, "boomboom42".to_owned()));
}
