//! What each stage makes of a program, as text.

use super::{Compilation, Options, Parsed, Program as Input, Sources, check, lower, parse_program};
use crate::source::FileId;
use crate::syntax;
use burrow_bytecode::{FunctionId, Program, disassemble};

/// A stage whose result can be printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Tokens of the program's files.
    Tokens,
    /// Trees of the program's files.
    Ast,
    /// The typed program.
    Ir,
    /// The compiled program.
    Bytecode,
}

/// Compiles as far as `stage` and prints its result: nothing when it could not be reached.
pub fn dump(input: Input, sources: &dyn Sources, options: &Options, stage: Stage) -> (String, Compilation) {
    let parsed = parse_program(input, sources, options);
    match stage {
        Stage::Tokens => {
            let files = parsed.program.files.iter();
            let text = files.map(|(file, _)| syntax::dump::tokens(&parsed.map, *file)).collect();
            (text, outcome(parsed))
        }
        Stage::Ast => {
            let files = parsed.program.files.iter();
            let text = files.map(|(_, ast)| syntax::dump::ast(&parsed.map, ast)).collect();
            (text, outcome(parsed))
        }
        Stage::Ir | Stage::Bytecode => {
            let (parsed, checked) = check(parsed);
            let text = match (checked, stage) {
                (Some(checked), Stage::Ir) => crate::ir::dump::dump(&crate::ir::build::build(checked)),
                (Some(checked), _) => disassemble_all(&lower(checked, &parsed)),
                (None, _) => String::new(),
            };
            (text, outcome(parsed))
        }
    }
}

/// The functions that stand in a file.
pub(super) fn disassemble_file(program: &Program, file: FileId) -> String {
    let all = (0..program.functions.len() as u32).map(FunctionId);
    let here = all.filter(|function| {
        let position = program.functions[function.0 as usize].position;
        position.line > 0 && position.file == file.0
    });
    here.map(|function| disassemble(program, function)).collect()
}

fn disassemble_all(program: &Program) -> String {
    let all = (0..program.functions.len() as u32).map(FunctionId);
    all.map(|function| disassemble(program, function)).collect()
}

fn outcome(parsed: Parsed) -> Compilation {
    Compilation { map: parsed.map, diagnostics: parsed.diagnostics, program: None }
}
