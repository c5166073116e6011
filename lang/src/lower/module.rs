//! What all functions of a program share while they are lowered: the pools of constants, strings
//! and natives, the places of globals, descriptors, and the list of functions that lowering itself
//! generates.

use super::assembler::Assembled;
use super::descriptors::Descriptors;
use super::generated::Generated;
use super::inline::Candidate;
use super::layout::Layouts;
use super::names::TypeNames;
use crate::hash::HashMap;
use crate::ir;
use crate::source::{SourceMap, Span};
use crate::types::TypeId;
use burrow_bytecode as bytecode;
use bytecode::{Constant, FunctionId, LineEntry, NativeId, Position};
use std::collections::VecDeque;
use std::rc::Rc;

/// A program on its way to bytecode.
pub struct Module<'p> {
    pub ir: &'p ir::Program,
    pub layouts: Layouts<'p>,
    pub descriptors: Descriptors,
    /// The dynamic types by type.
    pub dynamic: HashMap<TypeId, &'p ir::DynamicType>,
    /// The IR's functions of the layers so far.
    function_ids: Vec<FunctionId>,
    /// Functions that lowering generates and that are not there yet, see [`Module::generated`].
    generated: VecDeque<Generated>,
    generated_ids: HashMap<Generated, FunctionId>,
    /// The id of the next function that lowering generates.
    next_generated: u32,
    /// Functions looked at for lowering them in place.
    pub candidates: HashMap<ir::FuncId, Option<Rc<Candidate>>>,
    map: &'p SourceMap,
    constants: Pool<u64>,
    strings: Pool<Rc<[u8]>>,
    natives: Pool<String>,
    /// Word offset of each global.
    globals: Vec<u32>,
    out: bytecode::Program,
}

/// Numbers for values, each value once.
struct Pool<T> {
    list: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T: Clone + Eq + std::hash::Hash> Pool<T> {
    fn new() -> Pool<T> {
        Pool { list: Vec::new(), numbers: HashMap::default() }
    }
    fn number(&mut self, value: T) -> u32 {
        if let Some(&number) = self.numbers.get(&value) {
            return number;
        }
        let number = self.list.len() as u32;
        self.list.push(value.clone());
        self.numbers.insert(value, number);
        number
    }
}

/// A lowered function without its code's place.
pub struct Lowered {
    pub name: String,
    pub param_words: u32,
    pub result_words: u32,
    pub closure: bool,
    pub frame_words: u32,
    /// In words from its start.
    pub recover: Option<u32>,
    pub wrapper: bool,
    pub span: Span,
    pub assembled: Assembled,
}

impl<'p> Module<'p> {
    /// Nothing lowered yet.
    pub fn new(ir: &'p ir::Program, map: &'p SourceMap) -> Module<'p> {
        let layouts = Layouts::new(&ir.types);
        let mut out = bytecode::Program::default();
        let files = map.files().iter();
        out.files = files.map(|f| bytecode::SourceFile { name: f.name.clone(), library: true }).collect();
        let mut globals = Vec::with_capacity(ir.globals.len());
        for global in &ir.globals {
            globals.push(out.global_words);
            out.global_words = out.global_words.saturating_add(layouts.of(global.ty).mem_words);
        }
        Module {
            ir,
            layouts,
            descriptors: Descriptors::new(),
            dynamic: HashMap::default(),
            function_ids: Vec::with_capacity(ir.funcs.len()),
            generated: VecDeque::new(),
            generated_ids: HashMap::default(),
            next_generated: 0,
            candidates: HashMap::default(),
            map,
            constants: Pool::new(),
            strings: Pool::new(),
            natives: Pool::new(),
            globals,
            out,
        }
    }

    /// Prints types' names.
    pub fn type_names(&self) -> TypeNames<'p> {
        TypeNames { types: &self.ir.types, packages: &self.ir.packages }
    }

    /// Gives numbers to the functions of the next layer, and returns them.
    pub fn begin_layer(&mut self, layer: &ir::Layer) -> impl Iterator<Item = ir::FuncId> + use<> {
        let added = self.function_ids.len() as u32..layer.funcs;
        let first = self.out.functions.len() as u32;
        self.function_ids.extend(added.clone().zip(first..).map(|(_, id)| FunctionId(id)));
        self.next_generated = first + added.len() as u32;
        added.map(ir::FuncId)
    }

    /// The number of a function.
    pub fn function_id(&self, func: ir::FuncId) -> FunctionId {
        self.function_ids[func.0 as usize]
    }

    /// The function that lowering generates for `what`.
    pub fn generated(&mut self, what: Generated) -> FunctionId {
        let next = FunctionId(self.next_generated);
        let id = *self.generated_ids.entry(what).or_insert(next);
        if id == next {
            self.generated.push_back(what);
            self.next_generated += 1;
        }
        id
    }

    /// The next function that somebody has asked for.
    pub fn next_generated(&mut self) -> Option<Generated> {
        self.generated.pop_front()
    }

    /// Index of a 64-bit constant.
    pub fn constant(&mut self, word: u64) -> u32 {
        self.constants.number(word)
    }

    /// Index of a string constant.
    pub fn string(&mut self, text: &Rc<[u8]>) -> u32 {
        self.strings.number(text.clone())
    }

    /// The native function that a function without a body stands for.
    pub fn native(&mut self, func: &ir::Func) -> NativeId {
        let plain = func.name.split('[').next().unwrap_or_default();
        NativeId(self.natives.number(plain.to_string()))
    }

    /// Where a global lies.
    pub fn global(&self, id: ir::GlobalId) -> u32 {
        self.globals[id.0 as usize]
    }

    /// Words of parameters and of results.
    pub fn signature_words(&self, signature: TypeId) -> (u32, u32) {
        let Some(signature) = self.ir.types.signature(signature) else { return (0, 0) };
        let words = |types: &[TypeId]| types.iter().map(|&t| self.layouts.frame_words(t)).sum();
        (words(&signature.params), words(&signature.results))
    }

    /// Words of a function's parameters and results.
    pub fn func_words(&self, func: ir::FuncId) -> (u32, u32) {
        let func = &self.ir.funcs[func.0 as usize];
        let words = |locals: &[ir::LocalId]| {
            let types = locals.iter().map(|l| func.locals[l.0 as usize].ty);
            types.map(|t| self.layouts.frame_words(t)).sum()
        };
        (words(&func.params), words(&func.results))
    }

    fn position(&self, span: Span) -> Position {
        if self.map.files().is_empty() || span == Span::default() {
            return Position::default();
        }
        let place = self.map.locate(span);
        Position { file: place.file.0, line: place.line, column: place.column }
    }

    /// Adds a function behind the others; its id is the number of functions before it.
    pub fn add(&mut self, lowered: Lowered) {
        let entry = self.out.code.len() as u32;
        let mut last = None;
        for &(pc, span) in &lowered.assembled.lines {
            let position = self.position(span);
            if last != Some(position) {
                self.out.lines.push(LineEntry { pc: entry + pc, position });
                last = Some(position);
            }
        }
        self.out.code.extend(lowered.assembled.code);
        let position = self.position(lowered.span);
        self.out.functions.push(bytecode::Function {
            name: lowered.name,
            entry,
            end: self.out.code.len() as u32,
            param_words: lowered.param_words as u16,
            result_words: lowered.result_words as u16,
            closure: lowered.closure,
            frame_words: lowered.frame_words as u16,
            recover_pc: lowered.recover.map(|pc| entry + pc),
            wrapper: lowered.wrapper,
            position,
        });
    }

    /// The finished program.
    pub fn finish(mut self) -> bytecode::Program {
        self.out.entry = self.ir.layers.last().map_or(FunctionId(0), |layer| self.function_id(layer.entry));
        let mut out = self.out;
        (out.types, out.selectors) = self.descriptors.into_tables();
        out.constants = self.constants.list.into_iter().map(Constant::Word).collect();
        out.strings = self.strings.list.iter().map(|s| s.to_vec()).collect();
        out.natives = self.natives.list;
        out
    }

    /// Gives numbers to all types and selectors that the machine looks for.
    pub fn well_known(&mut self) {
        use crate::types::Basic;
        let types = &self.ir.types;
        for (name, ty) in &self.ir.well_known {
            let id = self.type_id(*ty);
            let known = &mut self.out.well_known;
            match name.trim_start_matches('*') {
                "runtime.errorString" => known.runtime_error = id,
                "runtime.plainError" => known.plain_error = id,
                "runtime.boundsError" => known.bounds_error = id,
                "runtime.TypeAssertionError" => known.type_assertion_error = id,
                "runtime.PanicNilError" => known.panic_nil_error = id,
                _ => {}
            }
        }
        self.out.well_known.string = self.type_id(types.basic(Basic::String));
        self.out.well_known.int = self.type_id(types.basic(Basic::Int));
        let text = types.func(&[], &[types.basic(Basic::String)], false);
        self.out.well_known.error_method = Some(self.selector(&Rc::from("Error"), None, text));
        self.out.well_known.string_method = Some(self.selector(&Rc::from("String"), None, text));
    }
}
