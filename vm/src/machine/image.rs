//! What a machine makes of a program: its own copy of the code, tables of functions, constants, types
//! and globals. A machine for a session takes over what a later program adds (see
//! [`Program::extends`]) while all its workers stand still. Code, functions, func values and globals
//! never move: goroutines and their values point into them.

use crate::interpreter::{self, Callee};
use crate::native::{Native, NativeFn};
use crate::panic::PANIC_RETURN;
use crate::runtime_types::RuntimeTypes;
use crate::value::{Closure, StringHeader, Word, store_word};
use burrow_bytecode::{Constant, Function, FunctionId, Instr, Op, Program, SourceFile};
use std::borrow::Cow;
use std::cell::UnsafeCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a session's code may come to: addresses are set aside for it. In instructions, functions and
/// words of globals.
const SESSION_CODE: usize = 1 << 24;
const SESSION_FUNCTIONS: usize = 1 << 20;
const SESSION_GLOBALS: usize = 1 << 22;

/// How to make an image.
#[derive(Clone, Copy)]
pub(super) struct ImageOptions {
    /// Sequences of instructions get handlers of their own.
    pub fuse: bool,
    /// There is room for later programs.
    pub grows: bool,
}

/// A program, ready to run.
pub(crate) struct Image {
    pub(crate) program: Arc<Program>,
    pub(crate) types: RuntimeTypes,
    pub(crate) natives: Vec<NativeFn>,
    /// [`PANIC_RETURN`], then the machine's own copy of the program's code, with inline caches in
    /// data words.
    code: Vec<UnsafeCell<Instr>>,
    callees: Vec<Callee>,
    constants: Vec<Word>,
    /// Words of string constants: addresses of `headers`, 0 for "".
    strings: Vec<Word>,
    headers: Vec<Box<[StringHeader]>>,
    /// The strings' bytes: the first program's are its own.
    _texts: (Arc<Program>, Vec<Box<[u8]>>),
    /// Func values of functions that capture nothing.
    funcs: Vec<Closure>,
    globals: Vec<UnsafeCell<Word>>,
    file_names: Vec<Cow<'static, str>>,
    options: ImageOptions,
}

/// Why a program cannot be run after another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExtendError {
    /// It is not the earlier program with something added: this part differs.
    Differs(&'static str),
    /// Natives that it calls and nobody has.
    MissingNatives(Vec<String>),
    /// There is no room for more code or globals.
    Full,
}

impl std::fmt::Display for ExtendError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ExtendError::Differs(part) => {
                write!(f, "the program does not continue the one that runs: its {part} differ")
            }
            ExtendError::MissingNatives(names) => write!(f, "not supported yet: {}", names.join(", ")),
            ExtendError::Full => f.write_str("there is no room for more code"),
        }
    }
}

impl std::error::Error for ExtendError {}

impl Image {
    /// `Err`: natives that nobody has.
    pub(super) fn new(
        program: Arc<Program>,
        natives: &[Native],
        options: ImageOptions,
    ) -> Result<Image, Vec<String>> {
        let room = |grows: usize, exact: usize| if options.grows { grows.max(exact) } else { exact };
        let functions = room(SESSION_FUNCTIONS, program.functions.len());
        let headers: Box<[StringHeader]> = program.strings.iter().map(|s| header(s)).collect();
        let mut image = Image {
            types: RuntimeTypes::new(&program),
            natives: bind(&program.natives, natives)?,
            code: Vec::with_capacity(room(SESSION_CODE, program.code.len() + 1)),
            callees: Vec::with_capacity(functions),
            constants: program.constants.iter().map(constant_word).collect(),
            strings: headers.iter().map(string_word).collect(),
            headers: vec![headers],
            _texts: (program.clone(), Vec::new()),
            funcs: Vec::with_capacity(functions),
            globals: Vec::with_capacity(room(SESSION_GLOBALS, program.global_words as usize)),
            file_names: program.files.iter().map(file_name).collect(),
            options,
            program: Arc::new(Program::default()),
        };
        image.code.push(UnsafeCell::new(PANIC_RETURN));
        image.add_code(&program);
        image.program = program;
        Ok(image)
    }

    /// Takes over what `program` adds to the one so far.
    pub(super) fn extend(&mut self, program: Arc<Program>, natives: &[Native]) -> Result<(), ExtendError> {
        program.extends(&self.program).map_err(ExtendError::Differs)?;
        let full = program.code.len() + 1 > self.code.capacity()
            || program.functions.len() > self.callees.capacity().min(self.funcs.capacity())
            || program.global_words as usize > self.globals.capacity();
        if full {
            return Err(ExtendError::Full);
        }
        let bound = bind(&program.natives[self.natives.len()..], natives);
        self.natives.extend(bound.map_err(ExtendError::MissingNatives)?);
        self.types = RuntimeTypes::new(&program);
        self.constants.extend(program.constants[self.constants.len()..].iter().map(constant_word));
        let texts: Vec<Box<[u8]>> =
            program.strings[self.strings.len()..].iter().map(|text| text.as_slice().into()).collect();
        let headers: Box<[StringHeader]> = texts.iter().map(|text| header(text)).collect();
        self.strings.extend(headers.iter().map(string_word));
        self.headers.push(headers);
        self._texts.1.extend(texts);
        self.file_names.extend(program.files[self.file_names.len()..].iter().map(file_name));
        self.forget_methods();
        self.add_code(&program);
        self.program = program;
        Ok(())
    }

    /// Adds code, functions and globals; there is room for them.
    fn add_code(&mut self, program: &Program) {
        let (first, known) = (self.program.code.len(), self.callees.len());
        let mut code = program.code[first..].to_vec();
        if self.options.fuse {
            interpreter::fuse(&mut code);
        }
        self.code.extend(code.into_iter().map(UnsafeCell::new));
        for function in &program.functions[known..] {
            let callee = self.callee(function, program);
            self.callees.push(callee);
        }
        let ids = self.funcs.len() as u32..program.functions.len() as u32;
        self.funcs.extend(ids.map(|id| Closure { function: FunctionId(id), captures: 0 }));
        let words = program.global_words as usize - self.globals.len();
        self.globals.extend((0..words).map(|_| UnsafeCell::new(0)));
    }

    fn callee(&self, function: &Function, program: &Program) -> Callee {
        Callee::new(function, program.code[function.entry as usize], self.code_at(function.entry))
    }

    /// Methods may have been declared anew: calls through interfaces look again.
    fn forget_methods(&mut self) {
        let mut at = 0;
        while let Some(op) = self.program.code.get(at).and_then(|instr| Op::from_u16(instr.op)) {
            if op == Op::CallIface {
                // SAFETY: the data word behind the instruction; no worker runs.
                unsafe { store_word(self.code_at(at as u32 + 1) as Word, 0) };
            }
            at += 1 + op.data_words() as usize + op.variable_words(self.program.code[at]) as usize;
        }
    }

    /// Functions by id.
    pub(super) fn callees(&self) -> &[Callee] {
        &self.callees
    }
    /// 64-bit constants.
    pub(super) fn constants(&self) -> *const Word {
        self.constants.as_ptr()
    }
    /// Words of string constants.
    pub(super) fn strings(&self) -> *const Word {
        self.strings.as_ptr()
    }
    /// Words of globals.
    pub(super) fn globals(&self) -> &[UnsafeCell<Word>] {
        &self.globals
    }

    /// The func value of a function that captures nothing.
    #[inline(always)]
    pub(crate) fn static_func(&self, function: u32) -> Word {
        &raw const self.funcs[function as usize] as Word
    }
    /// The id of a function given by its entry in the table.
    pub(crate) fn function_of_callee(&self, callee: &Callee) -> FunctionId {
        let distance = callee as *const Callee as usize - self.callees.as_ptr() as usize;
        FunctionId((distance / size_of::<Callee>()) as u32)
    }
    /// The index of an instruction; that of [`Image::panic_return`] is no function's.
    pub(crate) fn pc_index(&self, pc: *const Instr) -> u32 {
        let distance = (pc as usize).wrapping_sub(self.code.as_ptr() as usize) / size_of::<Instr>();
        (distance as u32).wrapping_sub(1)
    }
    /// The instruction at an index.
    pub(crate) fn code_at(&self, index: u32) -> *const Instr {
        self.code[index as usize + 1].get()
    }
    /// Where deferred calls run by a panic return to.
    pub(crate) fn panic_return(&self) -> *const Instr {
        self.code[0].get()
    }
    /// The function whose code holds this index.
    pub(crate) fn function_at(&self, index: u32) -> Option<&Function> {
        self.program.function_at(index).map(|id| &self.program.functions[id.0 as usize])
    }
    /// Slots of the window of the function whose code holds this index.
    pub(crate) fn frame_words_at(&self, index: u32) -> usize {
        self.function_at(index).map_or(1, |f| usize::from(f.frame_words))
    }
    /// A source file's name as traces print it.
    pub(crate) fn file_name(&self, file: u32) -> &str {
        self.file_names.get(file as usize).map_or("?", |name| name)
    }
}

fn bind(wanted: &[String], natives: &[Native]) -> Result<Vec<NativeFn>, Vec<String>> {
    // A program uses few of them.
    let names: HashSet<&str> = wanted.iter().map(String::as_str).collect();
    let known: HashMap<&str, NativeFn> =
        natives.iter().filter(|n| names.contains(n.name)).map(|n| (n.name, n.function)).collect();
    let mut missing = Vec::new();
    let mut bound = Vec::with_capacity(wanted.len());
    for name in wanted {
        match known.get(name.as_str()) {
            Some(&function) => bound.push(function),
            None => missing.push(name.clone()),
        }
    }
    if missing.is_empty() { Ok(bound) } else { Err(missing) }
}

fn constant_word(constant: &Constant) -> Word {
    let Constant::Word(word) = constant;
    *word
}

/// The bytes stay where they are.
fn header(bytes: &[u8]) -> StringHeader {
    StringHeader { data: bytes.as_ptr(), len: bytes.len() }
}

fn string_word(header: &StringHeader) -> Word {
    if header.len == 0 { 0 } else { std::ptr::from_ref(header) as Word }
}

/// As Go prints file names: absolute. Names of the library's own files stay as they are.
fn file_name(file: &SourceFile) -> Cow<'static, str> {
    let path = std::path::Path::new(&*file.name);
    let full = if !file.library && path.exists() { std::path::absolute(path).ok() } else { None };
    full.map_or_else(|| file.name.clone(), |full| full.to_string_lossy().into_owned().into())
}
