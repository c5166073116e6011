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
    for layer in &program.layers {
        add_layer(&mut module, layer);
    }
    let lowered = module.finish();
    debug_assert_eq!(burrow_bytecode::verify(&lowered), Ok(()));
    lowered
}

/// Adds a layer's functions, then those that lowering generates for them. Everything of the layers
/// before it keeps its number.
fn add_layer<'p>(module: &mut Module<'p>, layer: &'p ir::Layer) {
    for func in module.begin_layer(layer) {
        let lowered = function::lower_function(module, func);
        module.add(lowered);
    }
    module.describe_dynamic_types(layer);
    module.well_known();
    loop {
        module.describe_types();
        let Some(what) = module.next_generated() else { break };
        let lowered = generated::lower_generated(module, what);
        module.add(lowered);
    }
}
