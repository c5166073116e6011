//! Prints code, one instruction a line, from the operand roles of the `instructions!` list.

use crate::{FunctionId, Op, OperandRole, Program};
use std::fmt::Write;

/// The code of `function` as text.
pub fn disassemble(program: &Program, function: FunctionId) -> String {
    let f = &program.functions[function.0 as usize];
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} (params {}, results {}, frame {}):",
        f.name, f.param_words, f.result_words, f.frame_words
    );
    let mut pc = f.entry;
    while pc < f.end {
        let instr = program.code[pc as usize];
        let Some(op) = Op::from_u16(instr.op) else {
            let _ = writeln!(out, "{pc:6}  ? {:#x}", instr.bits());
            pc += 1;
            continue;
        };
        let _ = write!(out, "{pc:6}  {:<16}", format!("{op:?}"));
        let data = (op.data_words() > 0).then(|| program.code[pc as usize + 1]);
        for (i, operand) in op.operands().iter().enumerate() {
            let raw = instr.operand(op, i, data);
            let separator = if i == 0 { " " } else { ", " };
            let _ = match operand.role {
                OperandRole::Dst | OperandRole::Src | OperandRole::Base => {
                    write!(out, "{separator}{}=r{raw}", operand.name)
                }
                OperandRole::Jump16 | OperandRole::Jump32 => {
                    write!(out, "{separator}{}={}", operand.name, i64::from(pc) + raw)
                }
                OperandRole::Type16 => {
                    let name = program.types.get(raw as usize).map_or("?", |t| &t.name);
                    write!(out, "{separator}{name}")
                }
                OperandRole::Func32 => {
                    let name = program.functions.get(raw as usize).map_or("?", |f| &f.name);
                    write!(out, "{separator}{name}")
                }
                OperandRole::Native32 => {
                    let name = program.natives.get(raw as usize).map_or("?", |n| n);
                    write!(out, "{separator}{name}")
                }
                OperandRole::String32 => {
                    let text = program.strings.get(raw as usize).map_or(&b"?"[..], |s| s);
                    write!(out, "{separator}{:?}", String::from_utf8_lossy(text))
                }
                OperandRole::Const32 => {
                    write!(out, "{separator}{:?}", program.constants.get(raw as usize))
                }
                OperandRole::Imm16
                | OperandRole::Count16
                | OperandRole::Selector16
                | OperandRole::Imm32
                | OperandRole::Count32
                | OperandRole::Global32 => write!(out, "{separator}{}={raw}", operand.name),
            };
        }
        out.push('\n');
        pc += 1 + op.data_words() + op.variable_words(instr);
    }
    out
}
