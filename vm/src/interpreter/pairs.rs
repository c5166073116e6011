//! Pairs of instructions that follow each other often in loops. When a program is loaded, the first
//! one's opcode in the machine's copy of the code becomes that of the pair, whose handler does
//! both and dispatches once. The second one stays as it is, so a jump to it finds it. Only the
//! table of optimised builds knows pairs; a `match` would gain nothing.
//!
//! The first of a pair always goes on with the next instruction when it does not fail.

use burrow_bytecode::{Instr, Op};

/// Calls the macro `$with!` with the list: `name First first_body, Second second_body;`
macro_rules! pairs {
    ($with:ident) => {
        $with! {
        mov_mov Move mov, Move mov;
        mov_call Move mov, Call call;
        mov_ret Move mov, Return ret;
        mov_load_int Move mov, LoadInt load_int;
        load_int_call LoadInt load_int, Call call;
        add_loop AddInt add_int, LoopIncLtInt loop_inc_lt_int;
        add_add AddInt add_int, AddInt add_int;
        add_rem AddInt add_int, RemInt rem_int;
        add_ret AddInt add_int, Return ret;
        add_store AddInt add_int, StoreWord store_word;
        mul_add MulInt mul_int, AddInt add_int;
        mul_ret MulInt mul_int, Return ret;
        rem_loop RemInt rem_int, LoopIncLtInt loop_inc_lt_int;
        add_k_add_k AddIntK add_int_k, AddIntK add_int_k;
        add_k_call AddIntK add_int_k, Call call;
        add_k_index AddIntK add_int_k, IndexWord index_word;
        add_k_set AddIntK add_int_k, SetIndexWord set_index_word;
        add_k_store AddIntK add_int_k, StoreWord store_word;
        add_k_loop_lt AddIntK add_int_k, LoopLtInt loop_lt_int;
        add_k_loop_ne_k AddIntK add_int_k, LoopNeIntK loop_ne_int_k;
        sub_k_call SubInt sub_int, Call call;
        index_index IndexWord index_word, IndexWord index_word;
        index_set IndexWord index_word, SetIndexWord set_index_word;
        index_add IndexWord index_word, AddInt add_int;
        index_mul_f64 IndexWord index_word, MulF64 mul_f64;
        index_jump_le IndexWord index_word, JumpLeInt jump_le_int;
        index_jump_lt IndexWord index_word, JumpLtInt jump_lt_int;
        index_loop_lt IndexWord index_word, LoopLtInt loop_lt_int;
        index_byte_jump_eq IndexU8 index_u8, JumpEqIntK jump_eq_int_k;
        index_byte_jump_lt IndexU8 index_u8, JumpLtIntK jump_lt_int_k;
        set_loop SetIndexWord set_index_word, LoopIncLtInt loop_inc_lt_int;
        set_add_k SetIndexWord set_index_word, AddIntK add_int_k;
        set_set SetIndexWord set_index_word, SetIndexWord set_index_word;
        mul_add_f64 MulF64 mul_f64, AddF64 add_f64;
        mul_sub_f64 MulF64 mul_f64, SubF64 sub_f64;
        mul_mul_f64 MulF64 mul_f64, MulF64 mul_f64;
        mul_f64_load MulF64 mul_f64, LoadWord load_word;
        add_f64_loop AddF64 add_f64, LoopIncLtInt loop_inc_lt_int;
        add_sub_f64 AddF64 add_f64, SubF64 sub_f64;
        add_mul_f64 AddF64 add_f64, MulF64 mul_f64;
        add_f64_store AddF64 add_f64, StoreWord store_word;
        add_f64_jump_lt AddF64 add_f64, JumpLtF64 jump_lt_f64;
        sub_add_f64 SubF64 sub_f64, AddF64 add_f64;
        sub_f64_store SubF64 sub_f64, StoreWord store_word;
        sub_f64_load SubF64 sub_f64, LoadWord load_word;
        load_load LoadWord load_word, LoadWord load_word;
        load_add LoadWord load_word, AddInt add_int;
        load_add_k LoadWord load_word, AddIntK add_int_k;
        load_mul LoadWord load_word, MulInt mul_int;
        load_mul_f64 LoadWord load_word, MulF64 mul_f64;
        load_sub_f64 LoadWord load_word, SubF64 sub_f64;
        load_index LoadWord load_word, IndexWord index_word;
        store_load StoreWord store_word, LoadWord load_word;
        store_store StoreWord store_word, StoreWord store_word;
        store_ret StoreWord store_word, Return ret;
        address_load IndexAddr index_addr, LoadWord load_word;
        }
    };
}
pub(super) use pairs;

macro_rules! declare {
    ($($name:ident $first:ident $first_body:ident, $second:ident $second_body:ident;)*) => {
        /// The pairs in the order of their opcodes, which follow the list's.
        pub(super) const PAIRS: &[(Op, Op)] = &[$((Op::$first, Op::$second)),*];
    };
}
pairs!(declare);

/// Gives the first instruction of each pair in `code` the pair's opcode.
pub(crate) fn fuse(code: &mut [Instr]) {
    let mut pair_of = std::collections::HashMap::new();
    for (index, pair) in PAIRS.iter().enumerate() {
        pair_of.insert(*pair, (Op::ALL.len() + index) as u16);
    }
    let mut last: Option<(usize, Op)> = None;
    let mut at = 0;
    while let Some(op) = code.get(at).and_then(|instr| Op::from_u16(instr.op)) {
        if let Some((first, first_op)) = last
            && let Some(&fused) = pair_of.get(&(first_op, op))
        {
            code[first].op = fused;
        }
        last = Some((at, op));
        at += 1 + op.data_words() as usize + op.variable_words(code[at]) as usize;
    }
}
