//! Functions that no source text stands for: methods as interface calls and method values want
//! them. All are `wrapper`s: left out of traces, transparent to recover.

use super::assembler::Assembler;
use super::memory::load_op;
use super::module::{Lowered, Module};
use super::registers::Reg;
use crate::ir::FuncId;
use crate::types::TypeId;
use burrow_bytecode::{Instr, Op, SelectorId};

/// Bytes from a closure's address to its first captured word.
pub const CAPTURES_OFFSET: u16 = 8;

/// What a generated function does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Generated {
    /// Calls `func` with the receiver taken out of the box whose address is the first parameter.
    MethodWrapper { func: FuncId, receiver: TypeId },
    /// A closure over a receiver that calls `func` with it.
    MethodValue { func: FuncId, receiver: TypeId },
    /// A closure over an interface value that calls its method; `signature` is without receiver.
    InterfaceMethodValue { selector: SelectorId, signature: TypeId },
}

/// Lowers a generated function.
pub fn lower_generated(module: &mut Module, what: Generated) -> Lowered {
    match what {
        Generated::MethodWrapper { func, receiver } => method_wrapper(module, func, receiver),
        Generated::MethodValue { func, receiver } => method_value(module, func, receiver),
        Generated::InterfaceMethodValue { selector, signature } => {
            interface_method_value(module, selector, signature)
        }
    }
}

fn finish(module: &Module, func: Option<FuncId>, asm: Assembler, shape: Shape) -> Lowered {
    let func = func.map(|f| &module.ir.funcs[f.0 as usize]);
    let assembled = asm.finish();
    Lowered {
        name: func.map_or_else(|| "interface.method".to_string(), |f| f.name.clone()),
        param_words: shape.params,
        result_words: shape.results,
        closure: shape.closure,
        frame_words: shape.frame,
        recover: None,
        wrapper: true,
        span: func.map(|f| f.span).unwrap_or_default(),
        assembled: assembled.unwrap_or_else(|()| unreachable!("no near jumps in wrappers")),
    }
}

struct Shape {
    params: u32,
    results: u32,
    closure: bool,
    frame: u32,
}

fn move_words(asm: &mut Assembler, to: u32, from: u32, count: u32) {
    match count {
        0 => {}
        1 => asm.op(Op::Move, to as Reg, from as Reg, 0),
        2 => asm.op(Op::Move2, to as Reg, from as Reg, 0),
        _ => asm.op(Op::MoveN, to as Reg, from as Reg, count as u16),
    }
}

/// Takes a value of `ty` out of the box at `pointer`.
fn unbox(module: &mut Module, asm: &mut Assembler, ty: TypeId, to: u32, pointer: u32) {
    let layout = module.layouts.of(ty);
    let (to, pointer) = (to as Reg, pointer as Reg);
    if layout.by_ref {
        let id = module.type_id(ty).0;
        asm.op(Op::CloneMem, to, pointer, id);
    } else if let Some(op) = load_op(layout.mem_kind) {
        asm.op(op, to, pointer, 0);
    } else if !layout.empty() {
        let count = Instr::data([layout.frame_words as u16, 0, 0, 0]);
        asm.op_data(Op::LoadWords, [to, pointer, 0], count);
    }
}

fn method_wrapper(module: &mut Module, func: FuncId, receiver: TypeId) -> Lowered {
    let mut asm = Assembler::new(false);
    let (params, results) = module.func_words(func);
    let words = module.layouts.frame_words(receiver);
    if words == 1 {
        unbox(module, &mut asm, receiver, 1, 1);
        asm.wide(Op::TailCall, 0, module.function_id(func).0);
        let shape = Shape { params, results, closure: false, frame: 1 + params + results };
        return finish(module, Some(func), asm, shape);
    }
    let own_params = params - words + 1;
    let base = 1 + own_params + results;
    unbox(module, &mut asm, receiver, base + 1, 1);
    move_words(&mut asm, base + 1 + words, 2, own_params - 1);
    asm.wide(Op::Call, base as Reg, module.function_id(func).0);
    move_words(&mut asm, 1 + own_params, base + 1 + params, results);
    asm.op(Op::Return, 0, 0, 0);
    let frame = base + 1 + params + results;
    finish(module, Some(func), asm, Shape { params: own_params, results, closure: false, frame })
}

fn method_value(module: &mut Module, func: FuncId, receiver: TypeId) -> Lowered {
    let mut asm = Assembler::new(false);
    let (params, results) = module.func_words(func);
    let words = module.layouts.frame_words(receiver);
    let own_params = params - words;
    let closure = 1 + own_params + results;
    let base = closure + 1;
    let to = (base + 1) as Reg;
    match words {
        0 => {}
        1 => asm.op(Op::LoadWord, to, closure as Reg, CAPTURES_OFFSET),
        _ => {
            let count = Instr::data([words as u16, 0, 0, 0]);
            asm.op_data(Op::LoadWords, [to, closure as Reg, CAPTURES_OFFSET], count);
        }
    }
    if module.layouts.of(receiver).by_ref {
        let id = module.type_id(receiver).0;
        asm.op(Op::CloneMem, to, to, id);
    }
    move_words(&mut asm, base + 1 + words, 1, own_params);
    asm.wide(Op::Call, base as Reg, module.function_id(func).0);
    move_words(&mut asm, 1 + own_params, base + 1 + params, results);
    asm.op(Op::Return, 0, 0, 0);
    let frame = base + 1 + params + results;
    finish(module, Some(func), asm, Shape { params: own_params, results, closure: true, frame })
}

fn interface_method_value(module: &mut Module, selector: SelectorId, signature: TypeId) -> Lowered {
    let mut asm = Assembler::new(false);
    let (params, results) = module.signature_words(signature);
    let closure = 1 + params + results;
    let (iface, base) = (closure + 1, closure + 2);
    asm.op(Op::LoadWord, iface as Reg, closure as Reg, CAPTURES_OFFSET);
    move_words(&mut asm, base + 2, 1, params);
    let cache = Instr::default();
    asm.op_data(Op::CallIface, [base as Reg, iface as Reg, selector.0], cache);
    move_words(&mut asm, 1 + params, base + 2 + params, results);
    asm.op(Op::Return, 0, 0, 0);
    let frame = base + 2 + params + results;
    finish(module, None, asm, Shape { params, results, closure: true, frame })
}
