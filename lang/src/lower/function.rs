//! One function: its frame, and what happens on entry. A function's window holds the link,
//! parameters, results, the closure's address, then captured words (loaded once, on entry), locals
//! and temporaries.

use super::assembler::{Assembler, Label};
use super::generated::CAPTURES_OFFSET;
use super::hoist::Hoisted;
use super::inline::{Inlining, LateCall};
use super::layout::Layout;
use super::memory::Location;
use super::module::{Lowered, Module};
use super::registers::{Reg, Registers};
use crate::hash::HashMap;
use crate::ir::walk::Facts;
use crate::ir::{Block, Capture, Func, FuncId, LabelId, LocalId};
use crate::types::{Basic, TypeId, Types};
use burrow_bytecode::{Instr, Op};
use std::rc::Rc;

/// Slots of a frame at most: operands have 16 bits, and some values of them mean other things.
const FRAME_WORDS_MAX: u32 = 65_000;

/// Where a local lives.
#[derive(Clone, Copy, Debug)]
pub enum Home {
    /// Its value lies in registers.
    Registers(Reg),
    /// The register holds the address of its object: boxed locals and by-reference values.
    Memory(Reg),
}

impl Home {
    /// As a location.
    pub fn location(self) -> Location {
        match self {
            Home::Registers(reg) => Location::Registers(reg),
            Home::Memory(pointer) => Location::Memory { pointer, offset: 0, checked: true },
        }
    }
    /// The first register.
    pub fn reg(self) -> Reg {
        match self {
            Home::Registers(reg) | Home::Memory(reg) => reg,
        }
    }
}

/// Where break and continue go.
#[derive(Clone, Copy, Debug)]
pub struct Targets {
    pub leave: Label,
    pub again: Option<Label>,
}

/// Lowers one function.
pub struct Lowerer<'m, 'p> {
    pub module: &'m mut Module<'p>,
    pub func: &'p Func,
    pub asm: Assembler,
    pub regs: Registers,
    pub captures: Vec<Home>,
    pub facts: Facts,
    pub hoisted: Hoisted,
    pub targets: HashMap<LabelId, Targets>,
    pub gotos: HashMap<LabelId, Label>,
    /// The next case's body, for each switch around.
    pub fallthrough: Vec<Label>,
    /// First slot of each result.
    pub result_slots: Vec<Reg>,
    /// Where functions with deferred calls and boxed results return.
    pub exit: Label,
    pub is_entry: bool,
    /// A callee's body is being lowered as part of this function.
    pub inlining: Option<Inlining>,
    /// Its parameters whose arguments are constants of one word.
    pub constants: HashMap<LocalId, i64>,
    pub late: Vec<LateCall>,
    homes: Vec<Option<Home>>,
}

/// Lowers `id`.
pub fn lower_function(module: &mut Module, id: FuncId) -> Lowered {
    match attempt(module, id, false) {
        Ok(lowered) => lowered,
        Err(()) => {
            attempt(module, id, true).unwrap_or_else(|()| unreachable!("long branches reach everything"))
        }
    }
}

fn attempt<'p>(module: &mut Module<'p>, id: FuncId, long: bool) -> Result<Lowered, ()> {
    let ir = module.ir;
    let func = &ir.funcs[id.0 as usize];
    let (param_words, result_words) = module.func_words(id);
    let mut asm = Assembler::new(long);
    asm.set_span(func.span);
    let exit = asm.label();
    let mut lowerer = Lowerer {
        facts: func.body.as_ref().map(|b| Facts::of(func, b)).unwrap_or_default(),
        func,
        asm,
        regs: Registers::new(),
        hoisted: Hoisted::default(),
        captures: Vec::new(),
        targets: HashMap::default(),
        gotos: HashMap::default(),
        fallthrough: Vec::new(),
        result_slots: Vec::new(),
        exit,
        is_entry: ir.ends_with(id),
        inlining: None,
        constants: HashMap::default(),
        late: Vec::new(),
        homes: vec![None; func.locals.len()],
        module,
    };
    let recover = match &func.body {
        Some(body) => lowerer.body(body),
        None => {
            lowerer.native_stub(param_words, result_words);
            None
        }
    };
    let mut recover = recover;
    if lowerer.regs.frame_words() > FRAME_WORDS_MAX {
        recover = lowerer.too_large(param_words + result_words);
    }
    let frame_words = lowerer.regs.frame_words();
    Ok(Lowered {
        name: func.name.clone(),
        param_words,
        result_words,
        closure: !func.captures.is_empty(),
        frame_words,
        recover,
        wrapper: func.wrapper,
        span: func.span,
        assembled: lowerer.asm.finish()?,
    })
}

impl<'m, 'p> Lowerer<'m, 'p> {
    /// All types.
    pub fn types(&self) -> &'p Types {
        &self.module.ir.types
    }

    /// The layout of a type.
    pub fn layout(&self, ty: TypeId) -> Layout {
        self.module.layouts.of(ty)
    }

    /// Registers that a value of the type takes.
    pub fn words(&self, ty: TypeId) -> u32 {
        self.layout(ty).frame_words
    }

    /// The type of a local.
    pub fn local_ty(&self, local: LocalId) -> TypeId {
        self.func.locals[local.0 as usize].ty
    }

    /// The local lives in a heap object that others may see.
    pub fn boxed(&self, local: LocalId) -> bool {
        self.func.locals[local.0 as usize].boxed
    }

    /// Where a local lives; it gets its slot when it is first asked for.
    pub fn home(&mut self, local: LocalId) -> Home {
        if let Some(home) = self.homes[local.0 as usize] {
            return home;
        }
        let layout = self.layout(self.local_ty(local));
        let home = if self.boxed(local) || layout.by_ref {
            Home::Memory(self.regs.take(1))
        } else {
            Home::Registers(self.regs.take(layout.frame_words))
        };
        self.homes[local.0 as usize] = Some(home);
        home
    }

    /// A local's first slot.
    pub fn slot(&mut self, local: LocalId) -> Reg {
        self.home(local).reg()
    }

    /// A local that comes into scope gets a new slot.
    pub fn declare(&mut self, local: LocalId) -> Home {
        self.homes[local.0 as usize] = None;
        self.home(local)
    }

    /// Other locals' homes: those until now.
    pub fn swap_homes(&mut self, homes: Vec<Option<Home>>) -> Vec<Option<Home>> {
        std::mem::replace(&mut self.homes, homes)
    }

    /// The local lies in these registers, which are somebody else's.
    pub fn alias(&mut self, local: LocalId, home: Home) {
        self.homes[local.0 as usize] = Some(home);
    }

    /// A native function as a func value, a method or a goroutine: its own window is the call's.
    fn native_stub(&mut self, param_words: u32, result_words: u32) {
        self.regs.take(param_words + result_words);
        if !self.intrinsic_body(&self.func.name, param_words) {
            let native = self.module.native(self.func).0;
            self.asm.wide(Op::CallNative, 0, native);
        }
        self.asm.op(Op::Return, 0, 0, 0);
    }

    /// A function whose frame would be too large panics when it is called.
    fn too_large(&mut self, words: u32) -> Option<u32> {
        self.asm = Assembler::new(false);
        self.asm.set_span(self.func.span);
        self.regs = Registers::new();
        self.regs.take(words);
        let message = self.regs.take(1);
        let text = format!("function {} needs too many variables", self.func.name);
        let string = self.module.string(&Rc::from(text.as_bytes()));
        let id = self.module.type_id(self.types().basic(Basic::String)).0;
        self.asm.wide(Op::LoadString, message, string);
        self.asm.op(Op::MakeIface, message, message, id);
        self.asm.op(Op::Panic, message, 0, 0);
        None
    }

    fn body(&mut self, body: &'p Block) -> Option<u32> {
        self.enter();
        self.block(body);
        self.asm.set_span(body.end);
        if self.asm.reachable() {
            if self.func.results.is_empty() {
                self.return_now();
            } else {
                self.asm.op(Op::Unreachable, 0, 0, 0);
                self.asm.end_of_flow();
            }
        }
        let recover = self.func.has_defer.then(|| self.deferred_exit());
        self.late_calls();
        recover
    }

    /// Parameters, results, captures: slots, boxes, zeroes.
    fn enter(&mut self) {
        let func = self.func;
        let params: Vec<Reg> = func.params.iter().map(|&p| self.take_words_of(p)).collect();
        self.result_slots = func.results.iter().map(|&r| self.take_words_of(r)).collect();
        if !func.captures.is_empty() {
            self.enter_closure();
        }
        for (&local, &slot) in func.params.iter().zip(&params) {
            self.enter_param(local, slot);
        }
        for (i, &local) in func.results.iter().enumerate() {
            self.enter_result(local, self.result_slots[i]);
        }
    }

    fn take_words_of(&mut self, local: LocalId) -> Reg {
        let words = self.words(self.local_ty(local));
        self.regs.take(words)
    }

    fn enter_closure(&mut self) {
        let func = self.func;
        let closure = self.regs.take(1);
        let words_of = |this: &Self, c: &Capture| if c.by_value { this.words(c.ty) } else { 1 };
        let total: u32 = func.captures.iter().map(|c| words_of(self, c)).sum();
        let first = self.regs.take(total);
        let mut next = first;
        for capture in &func.captures {
            let in_memory = !capture.by_value || self.layout(capture.ty).by_ref;
            let home = if in_memory { Home::Memory(next) } else { Home::Registers(next) };
            self.captures.push(home);
            next += words_of(self, capture) as Reg;
        }
        match total {
            0 => {}
            1 => self.asm.op(Op::LoadWord, first, closure, CAPTURES_OFFSET),
            _ => {
                let count = Instr::data([total as u16, 0, 0, 0]);
                self.asm.op_data(Op::LoadWords, [first, closure, CAPTURES_OFFSET], count);
            }
        }
    }

    fn enter_param(&mut self, local: LocalId, slot: Reg) {
        let ty = self.local_ty(local);
        if self.layout(ty).by_ref {
            // The caller has made a private copy, which serves as the box too.
            self.alias(local, Home::Memory(slot));
        } else if self.boxed(local) {
            let place = self.new_box(local);
            self.store(place, ty, slot);
        } else {
            self.alias(local, Home::Registers(slot));
        }
    }

    fn enter_result(&mut self, local: LocalId, slot: Reg) {
        let ty = self.local_ty(local);
        if self.boxed(local) {
            self.new_box(local);
            return;
        }
        let by_ref = self.layout(ty).by_ref;
        self.alias(local, if by_ref { Home::Memory(slot) } else { Home::Registers(slot) });
        let read = self.func.has_defer || self.facts.bare_return;
        if read || self.facts.mentioned[local.0 as usize] {
            self.zero_into(ty, slot);
        }
    }
}
