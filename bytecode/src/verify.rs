//! Checks a program's code against its tables: operands in range, jumps inside their function and
//! to the start of an instruction. Run on what `lang` writes in debug builds and in tests.

use crate::{FunctionId, Instr, Op, OperandRole, Program};

/// Why a program is not well-formed.
pub type Problem = String;

/// Checks all functions.
pub fn verify(program: &Program) -> Result<(), Problem> {
    for index in 0..program.functions.len() {
        verify_function(program, FunctionId(index as u32))
            .map_err(|problem| format!("{}: {problem}", program.functions[index].name))?;
    }
    for ty in &program.types {
        let ids = [ty.elem, ty.key].into_iter().chain(ty.params.iter().copied());
        let ids = ids.chain(ty.results.iter().copied()).chain(ty.fields.iter().map(|f| f.ty));
        for id in ids {
            in_range("type", id.index(), program.types.len())?;
        }
        for function in ty.methods.iter().filter_map(|m| m.function) {
            in_range("method", function.0 as usize, program.functions.len())?;
        }
    }
    in_range("entry", program.entry.0 as usize, program.functions.len())
}

fn in_range(what: &str, index: usize, len: usize) -> Result<(), Problem> {
    if index < len { Ok(()) } else { Err(format!("{what} {index} of {len}")) }
}

fn verify_function(program: &Program, id: FunctionId) -> Result<(), Problem> {
    let f = &program.functions[id.0 as usize];
    if f.end as usize > program.code.len() || f.entry >= f.end {
        return Err(format!("code from {} to {}", f.entry, f.end));
    }
    let starts = instruction_starts(program, f.entry, f.end)?;
    let last = starts.last().copied().unwrap_or(f.entry);
    for &pc in &starts {
        verify_instruction(program, id, pc, &starts).map_err(|problem| format!("{pc}: {problem}"))?;
    }
    if let Some(pc) = f.recover_pc {
        jump_target(&starts, i64::from(pc))?;
    }
    let op = Op::from_u16(program.code[last as usize].op);
    if op.is_some_and(falls_through) {
        return Err(format!("{last}: {op:?} at the end"));
    }
    Ok(())
}

fn falls_through(op: Op) -> bool {
    !matches!(
        op,
        Op::Return
            | Op::ReturnDefer
            | Op::TailCall
            | Op::Panic
            | Op::Unreachable
            | Op::ExitMain
            | Op::Jump
            | Op::Loop
            | Op::Select
    )
}

fn instruction_starts(program: &Program, entry: u32, end: u32) -> Result<Vec<u32>, Problem> {
    let (mut starts, mut pc) = (Vec::new(), entry);
    while pc < end {
        let instr = program.code[pc as usize];
        let op = Op::from_u16(instr.op).ok_or_else(|| format!("{pc}: no opcode {}", instr.op))?;
        starts.push(pc);
        pc += 1 + op.data_words() + op.variable_words(instr);
    }
    if pc == end { Ok(starts) } else { Err(format!("{pc}: data words pass the end")) }
}

fn jump_target(starts: &[u32], target: i64) -> Result<(), Problem> {
    let found = u32::try_from(target).is_ok_and(|t| starts.binary_search(&t).is_ok());
    if found { Ok(()) } else { Err(format!("jump to {target}")) }
}

/// Registers that may stand for something left out.
const NONE: i64 = 0xffff;

fn verify_instruction(program: &Program, id: FunctionId, pc: u32, starts: &[u32]) -> Result<(), Problem> {
    let f = &program.functions[id.0 as usize];
    let instr = program.code[pc as usize];
    let Some(op) = Op::from_u16(instr.op) else { return Ok(()) };
    let data = (op.data_words() > 0).then(|| program.code[pc as usize + 1]);
    for (i, operand) in op.operands().iter().enumerate() {
        let raw = instr.operand(op, i, data);
        let index = raw as usize;
        let what = operand.name;
        match operand.role {
            OperandRole::Dst | OperandRole::Src | OperandRole::Base => {
                if !(raw == NONE && may_be_left_out(op)) {
                    in_range(what, index, usize::from(f.frame_words))?;
                }
            }
            OperandRole::Jump16 | OperandRole::Jump32 => jump_target(starts, i64::from(pc) + raw)?,
            OperandRole::Type16 => in_range(what, index, program.types.len())?,
            OperandRole::Selector16 => in_range(what, index, program.selectors.len())?,
            OperandRole::Func32 => verify_callee(program, f.frame_words, instr, op, index)?,
            OperandRole::Native32 => in_range(what, index, program.natives.len())?,
            OperandRole::String32 => in_range(what, index, program.strings.len())?,
            OperandRole::Const32 => in_range(what, index, program.constants.len())?,
            OperandRole::Global32 => in_range(what, index, program.global_words as usize + 1)?,
            OperandRole::Imm16 | OperandRole::Count16 | OperandRole::Imm32 | OperandRole::Count32 => {}
        }
    }
    Ok(())
}

fn may_be_left_out(op: Op) -> bool {
    matches!(op, Op::SliceString | Op::SliceSlice | Op::SliceArray | Op::MapNext)
}

fn verify_callee(program: &Program, frame: u16, instr: Instr, op: Op, index: usize) -> Result<(), Problem> {
    in_range("function", index, program.functions.len())?;
    let callee = &program.functions[index];
    let window = u32::from(instr.a) + 1 + u32::from(callee.param_words) + u32::from(callee.result_words);
    if op == Op::Call && window > u32::from(frame) {
        return Err(format!("the window of {} passes the frame", callee.name));
    }
    if matches!(op, Op::Call | Op::TailCall | Op::Go | Op::Defer | Op::LoadFunc) && callee.closure {
        return Err(format!("{} wants a closure", callee.name));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Function;

    fn program(code: Vec<Instr>) -> Program {
        let function = Function {
            name: "f".into(),
            entry: 0,
            end: code.len() as u32,
            param_words: 0,
            result_words: 0,
            closure: false,
            frame_words: 2,
            recover_pc: None,
            wrapper: false,
            position: crate::Position::default(),
        };
        Program { code, functions: vec![function], ..Program::default() }
    }

    #[test]
    fn finds_what_is_out_of_range() {
        let end = Instr::abc(Op::Return, 0, 0, 0);
        assert_eq!(verify(&program(vec![Instr::abc(Op::Move, 1, 0, 0), end])), Ok(()));
        assert!(verify(&program(vec![Instr::abc(Op::Move, 2, 0, 0), end])).is_err());
        assert!(verify(&program(vec![Instr::wide(Op::Jump, 0, 2), end])).is_err());
        assert!(verify(&program(vec![Instr::abc(Op::Move, 1, 0, 0)])).is_err());
    }
}
