//! Sessions: programs that grow by one input after the other, as a REPL has them. Each input is
//! checked with all inputs before it, read again in the same order, which gives a program that begins
//! with the one before (see [`burrow_bytecode::Program::extends`]): an input with mistakes leaves no
//! trace.

mod incomplete;
mod query;
mod script;

pub use incomplete::is_incomplete;
pub use query::{Kind, Member};

use super::dump::{Stage, disassemble_file};
use super::{Library, Packages, Reader, Sources, lower_files};
use crate::check::info::{Checked, Redeclared};
use crate::check::{check_session, checker::ParsedFile};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::SourceMap;
use crate::syntax::Mode;

/// The inputs so far.
#[derive(Clone, Default)]
pub struct Session {
    inputs: Vec<Input>,
    /// Counts inputs, those with mistakes too.
    number: usize,
}

#[derive(Clone)]
struct Input {
    /// As diagnostics and traces name it.
    name: String,
    text: String,
}

/// The inputs of a session with a new one, checked.
pub struct Checking {
    /// All texts.
    pub map: SourceMap,
    /// What is wrong with the new input or strange in it.
    pub diagnostics: Vec<Diagnostic>,
    files: Vec<ParsedFile>,
    packages: Packages,
    /// `None`: the new input cannot even be read.
    checked: Option<Checked>,
}

impl Session {
    /// Checks a text as the next input, and counts it. Nothing is added.
    pub fn next(&mut self, text: &str, sources: &dyn Sources) -> Checking {
        self.number += 1;
        self.check(text, &format!("input {}", self.number), sources)
    }

    /// Checks a text as an input of this name.
    pub fn check(&self, text: &str, name: &str, sources: &dyn Sources) -> Checking {
        let last = Input { name: name.to_string(), text: text.to_string() };
        Checking::of(self.inputs.iter().chain([&last]), sources)
    }

    /// The session without a new input.
    pub fn start(&self, sources: &dyn Sources) -> Checking {
        Checking::of(self.inputs.iter(), sources)
    }

    /// Adds the input that [`Session::next`] has checked; nothing was wrong with it.
    pub fn accept(&mut self, text: &str) {
        self.inputs.push(Input { name: format!("input {}", self.number), text: text.to_string() });
    }

    /// The texts of all inputs.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().map(|input| &*input.text)
    }
}

impl Checking {
    fn of<'a>(inputs: impl Iterator<Item = &'a Input>, sources: &dyn Sources) -> Checking {
        let mut reader = Reader::default();
        // The library's texts come first: they are always the same.
        let library = Library::load(sources.library_paths(), sources, &mut reader.map);
        let packages = Packages::of_library(library);
        let mut files: Vec<ParsedFile> = Vec::new();
        for input in inputs {
            reader.diagnostics.clear();
            files.extend(reader.read(input.name.clone(), input.text.clone().into_bytes(), Mode::Program));
        }
        let Reader { map, mut diagnostics } = reader;
        let whole = diagnostics.iter().all(|d| d.code != Code::InvalidSyntaxTree);
        let mut checked = whole.then(|| check_session(files.clone(), &packages, &map));
        if let Some(checked) = &mut checked {
            // What was strange in earlier inputs has been told.
            let begin = files.last().map_or(0, |(file, _)| map.file(*file).base);
            checked.diagnostics.retain(|d| d.severity == Severity::Error || d.span.lo >= begin);
            diagnostics.append(&mut checked.diagnostics);
        }
        diagnostics.sort_by_key(|d| (d.span.lo, d.span.hi));
        Checking { map, diagnostics, files, packages, checked }
    }

    /// Nothing is wrong.
    pub fn has_no_errors(&self) -> bool {
        self.checked.is_some() && self.diagnostics.iter().all(|d| d.severity != Severity::Error)
    }

    /// Names that the last input declares anew.
    pub fn redeclared(&self) -> &[Redeclared] {
        let layers = self.checked.as_ref().map_or(&[][..], |checked| &checked.layers);
        layers.last().map_or(&[], |layer| &layer.redeclared)
    }

    /// The program with all inputs, whose entry runs the last one, and what it has been made of: texts,
    /// and what is strange in the last input. With mistakes it is empty.
    pub fn into_program(self) -> (burrow_bytecode::Program, SourceMap, Vec<Diagnostic>) {
        let checked = if self.has_no_errors() { self.checked } else { None };
        let program = checked.map(|checked| lower_files(checked, &self.map, self.files.iter()));
        (program.unwrap_or_default(), self.map, self.diagnostics)
    }

    /// What a stage makes of the last input.
    pub fn dump(self, stage: Stage) -> String {
        let Some((file, ast)) = self.files.last() else { return String::new() };
        match (stage, self.checked) {
            (Stage::Tokens, _) => crate::syntax::dump::tokens(&self.map, *file),
            (Stage::Ast, _) => crate::syntax::dump::ast(&self.map, ast),
            (Stage::Ir, Some(checked)) => crate::ir::dump::dump(&crate::ir::build::build(checked)),
            (Stage::Bytecode, Some(checked)) => {
                disassemble_file(&lower_files(checked, &self.map, self.files.iter()), *file)
            }
            (Stage::Ir | Stage::Bytecode, None) => String::new(),
        }
    }
}
