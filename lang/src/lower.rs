//! From the typed IR to bytecode. Expressions are compiled towards the registers that want them,
//! conditions to branches, calls into the outgoing window; `layout` says how values lie,
//! `descriptors` what the machine is told of types. After a clean check nothing here can fail.

mod arithmetic;
mod assembler;
mod assign;
mod builtin;
mod call;
mod closure;
mod condition;
mod convert;
mod descriptors;
mod expression;
mod function;
mod generated;
mod hoist;
mod inline;
mod intrinsic;
mod layout;
mod literal;
mod loops;
mod memory;
mod module;
mod names;
mod place;
mod range;
mod registers;
mod returning;
mod statement;
mod switch;

#[cfg(test)]
mod tests;

use crate::ir;
use crate::source::SourceMap;
use module::Module;

/// Lowers a whole program.
pub fn lower(program: &ir::Program, map: &SourceMap) -> burrow_bytecode::Program {
    let mut module = Module::new(program, map);
    for index in 0..program.funcs.len() {
        let lowered = function::lower_function(&mut module, ir::FuncId(index as u32));
        module.add(lowered);
    }
    for dynamic in &program.dynamic_types {
        module.type_id(dynamic.ty);
    }
    module.well_known();
    let mut done = 0;
    loop {
        module.describe_types();
        let Some(&what) = module.generated.get(done) else { break };
        let lowered = generated::lower_generated(&mut module, what);
        module.add(lowered);
        done += 1;
    }
    let lowered = module.finish();
    debug_assert_eq!(burrow_bytecode::verify(&lowered), Ok(()));
    lowered
}
