//! The instruction set, declared once in [`instructions!`]: the enum, the operand table, the
//! disassembler and both dispatch back ends of the machine come from this one list.
//!
//! A code word is 64 bits: a 16-bit opcode and three 16-bit lanes `a`, `b`, `c`. Operands fill the
//! lanes in order; a 32-bit operand takes `b` and `c`. Operands after a `;` stand in one data word
//! that follows (four 16-bit lanes; a 32-bit operand takes an even-aligned pair of them).
//!
//! Registers are slots of the running function's window. Scalars in registers are canonical:
//! signed integers sign-extended to 64 bits, unsigned ones and bools zero-extended, float32 as its
//! bits zero-extended. Arithmetic on types narrower than 64 bits is the 64-bit instruction followed
//! by an `Ext…`. "Words of T" below are T's `frame_words`, in consecutive registers.
//!
//! Jumps are relative to the jumping instruction's own word, in words. `Jump…` go forward;
//! `Loop…` go backward and are safepoints.

/// What an operand means, and how wide it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OperandRole {
    /// First register written.
    Dst,
    /// First register read.
    Src,
    /// First register of the window of a call: the callee's slot 0.
    Base,
    /// Signed 16-bit constant.
    Imm16,
    /// Unsigned 16-bit count or offset.
    Count16,
    /// Jump distance, signed 16 bits.
    Jump16,
    /// Type id.
    Type16,
    /// Selector id.
    Selector16,
    /// Signed 32-bit constant.
    Imm32,
    /// Unsigned 32-bit count.
    Count32,
    /// Jump distance, signed 32 bits.
    Jump32,
    /// Function id.
    Func32,
    /// Native id.
    Native32,
    /// Index into the constants.
    Const32,
    /// Index into the strings.
    String32,
    /// Word offset among the globals.
    Global32,
}

impl OperandRole {
    /// Takes two lanes.
    pub const fn wide(self) -> bool {
        matches!(
            self,
            OperandRole::Imm32
                | OperandRole::Count32
                | OperandRole::Jump32
                | OperandRole::Func32
                | OperandRole::Native32
                | OperandRole::Const32
                | OperandRole::String32
                | OperandRole::Global32
        )
    }
    const fn signed(self) -> bool {
        matches!(self, OperandRole::Imm16 | OperandRole::Jump16 | OperandRole::Imm32 | OperandRole::Jump32)
    }
}

/// An operand of an instruction.
#[derive(Clone, Copy, Debug)]
pub struct Operand {
    /// Its name in the list.
    pub name: &'static str,
    /// Its meaning.
    pub role: OperandRole,
    /// It stands in the data word.
    pub in_data: bool,
}

/// A code word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(C, align(8))]
pub struct Instr {
    /// Opcode (of a data word: its first lane).
    pub op: u16,
    /// First lane.
    pub a: u16,
    /// Second lane.
    pub b: u16,
    /// Third lane.
    pub c: u16,
}

impl Instr {
    /// An instruction with three narrow operands.
    #[inline(always)]
    pub const fn abc(op: Op, a: u16, b: u16, c: u16) -> Instr {
        Instr { op: op as u16, a, b, c }
    }
    /// An instruction with one narrow and one 32-bit operand.
    #[inline(always)]
    pub const fn wide(op: Op, a: u16, bc: u32) -> Instr {
        Instr { op: op as u16, a, b: bc as u16, c: (bc >> 16) as u16 }
    }
    /// A data word of four 16-bit lanes.
    #[inline(always)]
    pub const fn data(lanes: [u16; 4]) -> Instr {
        Instr { op: lanes[0], a: lanes[1], b: lanes[2], c: lanes[3] }
    }
    /// A data word of two 32-bit lanes.
    #[inline(always)]
    pub const fn data32(low: u32, high: u32) -> Instr {
        Instr::data([low as u16, (low >> 16) as u16, high as u16, (high >> 16) as u16])
    }
    /// Lanes `b` and `c` as one unsigned number.
    #[inline(always)]
    pub const fn bc(self) -> u32 {
        self.b as u32 | (self.c as u32) << 16
    }
    /// A data word's first two lanes as one number.
    #[inline(always)]
    pub const fn low32(self) -> u32 {
        self.op as u32 | (self.a as u32) << 16
    }
    /// The whole word.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.low32() as u64 | (self.bc() as u64) << 32
    }
    /// Operand `index` of `op`, read from this instruction and its data word.
    pub fn operand(self, op: Op, index: usize, data: Option<Instr>) -> i64 {
        let mut lane = 1;
        let mut in_data = false;
        for (i, operand) in op.operands().iter().enumerate() {
            if operand.in_data && !in_data {
                (in_data, lane) = (true, 0);
            }
            if operand.role.wide() && in_data {
                lane = (lane + 1) & !1;
            }
            if operand.role.wide() && !in_data {
                lane = 2;
            }
            let word = if in_data { data.unwrap_or_default() } else { self };
            let lanes = [word.op, word.a, word.b, word.c];
            let raw = if operand.role.wide() {
                u32::from(lanes[lane]) | u32::from(lanes[lane + 1]) << 16
            } else {
                u32::from(lanes[lane])
            };
            if i == index {
                return match (operand.role.wide(), operand.role.signed()) {
                    (true, true) => i64::from(raw as i32),
                    (false, true) => i64::from(raw as u16 as i16),
                    _ => i64::from(raw),
                };
            }
            lane += if operand.role.wide() { 2 } else { 1 };
        }
        0
    }
}

/// Calls the macro `$with!` with the whole list. Each entry:
/// `/// doc` `Name body_function (operand: Role, …; operand: Role, …);`
#[macro_export]
macro_rules! instructions {
    ($with:ident) => { $with! {
    // ---- Moves and constants
    /// `dst = src`.
    Move mov (dst: Dst, src: Src);
    /// Two words.
    Move2 move2 (dst: Dst, src: Src);
    /// `count` words; the ranges may overlap.
    MoveN move_n (dst: Dst, src: Src, count: Count16);
    /// `dst = 0`: nil, zero, false, "".
    Zero zero (dst: Dst);
    /// `count` zero words.
    ZeroN zero_n (dst: Dst, count: Count16);
    /// A small integer.
    LoadInt load_int (dst: Dst, value: Imm32);
    /// A 64-bit constant.
    LoadConst load_const (dst: Dst, constant: Const32);
    /// A string constant.
    LoadString load_string (dst: Dst, string: String32);
    /// The func value of a function that captures nothing (made once, never collected).
    LoadFunc load_func (dst: Dst, function: Func32);

    // ---- Integers
    /// Wrapping 64-bit addition.
    AddInt add_int (dst: Dst, left: Src, right: Src);
    /// Wrapping subtraction.
    SubInt sub_int (dst: Dst, left: Src, right: Src);
    /// Wrapping multiplication.
    MulInt mul_int (dst: Dst, left: Src, right: Src);
    /// Signed quotient, truncated; panics when `right` is 0; the most negative by -1 wraps.
    DivInt div_int (dst: Dst, left: Src, right: Src);
    /// Signed remainder, likewise.
    RemInt rem_int (dst: Dst, left: Src, right: Src);
    /// Unsigned quotient; panics when `right` is 0.
    DivUint div_uint (dst: Dst, left: Src, right: Src);
    /// Unsigned remainder, likewise.
    RemUint rem_uint (dst: Dst, left: Src, right: Src);
    /// `left & right`.
    AndInt and_int (dst: Dst, left: Src, right: Src);
    /// `left | right`.
    OrInt or_int (dst: Dst, left: Src, right: Src);
    /// `left ^ right`.
    XorInt xor_int (dst: Dst, left: Src, right: Src);
    /// `left &^ right`.
    AndNotInt and_not_int (dst: Dst, left: Src, right: Src);
    /// `left << count`; a count of 64 or more (as unsigned) gives 0.
    ShlInt shl_int (dst: Dst, left: Src, count: Src);
    /// Arithmetic `left >> count`; large counts give 0 or -1.
    ShrInt shr_int (dst: Dst, left: Src, count: Src);
    /// Logical `left >> count`; large counts give 0.
    ShrUint shr_uint (dst: Dst, left: Src, count: Src);
    /// Panics "negative shift amount" when `count`, signed, is negative.
    CheckShift check_shift (count: Src);
    /// `-src`.
    NegInt neg_int (dst: Dst, src: Src);
    /// `^src`.
    NotInt not_int (dst: Dst, src: Src);
    /// `!src` of a bool.
    NotBool not_bool (dst: Dst, src: Src);
    /// `left + right` with a constant.
    AddIntK add_int_k (dst: Dst, left: Src, right: Imm16);
    /// `left * right` with a constant.
    MulIntK mul_int_k (dst: Dst, left: Src, right: Imm16);
    /// Signed quotient by a constant other than 0.
    DivIntK div_int_k (dst: Dst, left: Src, right: Imm16);
    /// Signed remainder by a constant other than 0.
    RemIntK rem_int_k (dst: Dst, left: Src, right: Imm16);
    /// `left & right` with a constant (sign-extended).
    AndIntK and_int_k (dst: Dst, left: Src, right: Imm16);
    /// `left << right`, 0 to 63.
    ShlIntK shl_int_k (dst: Dst, left: Src, right: Imm16);
    /// Arithmetic shift by 0 to 63.
    ShrIntK shr_int_k (dst: Dst, left: Src, right: Imm16);
    /// Logical shift by 0 to 63.
    ShrUintK shr_uint_k (dst: Dst, left: Src, right: Imm16);
    /// Low 8 bits, sign-extended.
    ExtI8 ext_i8 (dst: Dst, src: Src);
    /// Low 16 bits, sign-extended.
    ExtI16 ext_i16 (dst: Dst, src: Src);
    /// Low 32 bits, sign-extended.
    ExtI32 ext_i32 (dst: Dst, src: Src);
    /// Low 8 bits, zero-extended.
    ExtU8 ext_u8 (dst: Dst, src: Src);
    /// Low 16 bits, zero-extended.
    ExtU16 ext_u16 (dst: Dst, src: Src);
    /// Low 32 bits, zero-extended.
    ExtU32 ext_u32 (dst: Dst, src: Src);

    // ---- Floats: F64 on float64, F32 on float32 bits
    AddF64 add_f64 (dst: Dst, left: Src, right: Src);
    SubF64 sub_f64 (dst: Dst, left: Src, right: Src);
    MulF64 mul_f64 (dst: Dst, left: Src, right: Src);
    DivF64 div_f64 (dst: Dst, left: Src, right: Src);
    NegF64 neg_f64 (dst: Dst, src: Src);
    AddF32 add_f32 (dst: Dst, left: Src, right: Src);
    SubF32 sub_f32 (dst: Dst, left: Src, right: Src);
    MulF32 mul_f32 (dst: Dst, left: Src, right: Src);
    DivF32 div_f32 (dst: Dst, left: Src, right: Src);
    NegF32 neg_f32 (dst: Dst, src: Src);
    /// Go's builtin min of two floats: NaN wins, -0 is below +0.
    MinF64 min_f64 (dst: Dst, left: Src, right: Src);
    /// Likewise max.
    MaxF64 max_f64 (dst: Dst, left: Src, right: Src);
    /// Signed integer to float64.
    IntToF64 int_to_f64 (dst: Dst, src: Src);
    /// Unsigned integer to float64.
    UintToF64 uint_to_f64 (dst: Dst, src: Src);
    /// Signed integer to float32, rounded once.
    IntToF32 int_to_f32 (dst: Dst, src: Src);
    /// Unsigned integer to float32, rounded once.
    UintToF32 uint_to_f32 (dst: Dst, src: Src);
    /// float64 to int64 as gc on amd64 does it (out of range: the most negative).
    F64ToInt f64_to_int (dst: Dst, src: Src);
    /// float64 to uint64 as gc on amd64 does it.
    F64ToUint f64_to_uint (dst: Dst, src: Src);
    /// Widens.
    F32ToF64 f32_to_f64 (dst: Dst, src: Src);
    /// Rounds.
    F64ToF32 f64_to_f32 (dst: Dst, src: Src);
    /// complex128 product: two words each.
    MulC128 mul_c128 (dst: Dst, left: Src, right: Src);
    /// complex128 quotient, with Go's rules for infinities and NaN.
    DivC128 div_c128 (dst: Dst, left: Src, right: Src);

    // ---- Comparisons to a bool
    EqInt eq_int (dst: Dst, left: Src, right: Src);
    NeInt ne_int (dst: Dst, left: Src, right: Src);
    LtInt lt_int (dst: Dst, left: Src, right: Src);
    LeInt le_int (dst: Dst, left: Src, right: Src);
    EqIntK eq_int_k (dst: Dst, left: Src, right: Imm16);
    NeIntK ne_int_k (dst: Dst, left: Src, right: Imm16);
    LtIntK lt_int_k (dst: Dst, left: Src, right: Imm16);
    LeIntK le_int_k (dst: Dst, left: Src, right: Imm16);
    GtIntK gt_int_k (dst: Dst, left: Src, right: Imm16);
    GeIntK ge_int_k (dst: Dst, left: Src, right: Imm16);
    LtUint lt_uint (dst: Dst, left: Src, right: Src);
    LeUint le_uint (dst: Dst, left: Src, right: Src);
    EqF64 eq_f64 (dst: Dst, left: Src, right: Src);
    NeF64 ne_f64 (dst: Dst, left: Src, right: Src);
    LtF64 lt_f64 (dst: Dst, left: Src, right: Src);
    LeF64 le_f64 (dst: Dst, left: Src, right: Src);
    EqString eq_string (dst: Dst, left: Src, right: Src);
    NeString ne_string (dst: Dst, left: Src, right: Src);
    LtString lt_string (dst: Dst, left: Src, right: Src);
    LeString le_string (dst: Dst, left: Src, right: Src);
    /// Interface values; panics on uncomparable dynamic types.
    EqIface eq_iface (dst: Dst, left: Src, right: Src);
    /// Values of any comparable type, in frame representation.
    EqValue eq_value (dst: Dst, left: Src, right: Src; ty: Type16);

    // ---- Control flow
    Jump jump (distance: Jump32);
    /// Jumps back; a safepoint.
    Loop loop_back (distance: Jump32);
    JumpIf jump_if (condition: Src, distance: Jump32);
    JumpIfNot jump_if_not (condition: Src, distance: Jump32);
    LoopIf loop_if (condition: Src, distance: Jump32);
    LoopIfNot loop_if_not (condition: Src, distance: Jump32);
    JumpEqInt jump_eq_int (left: Src, right: Src, distance: Jump16);
    JumpNeInt jump_ne_int (left: Src, right: Src, distance: Jump16);
    JumpLtInt jump_lt_int (left: Src, right: Src, distance: Jump16);
    JumpLeInt jump_le_int (left: Src, right: Src, distance: Jump16);
    JumpLtUint jump_lt_uint (left: Src, right: Src, distance: Jump16);
    JumpLeUint jump_le_uint (left: Src, right: Src, distance: Jump16);
    JumpEqIntK jump_eq_int_k (left: Src, right: Imm16, distance: Jump16);
    JumpNeIntK jump_ne_int_k (left: Src, right: Imm16, distance: Jump16);
    JumpLtIntK jump_lt_int_k (left: Src, right: Imm16, distance: Jump16);
    JumpLeIntK jump_le_int_k (left: Src, right: Imm16, distance: Jump16);
    JumpGtIntK jump_gt_int_k (left: Src, right: Imm16, distance: Jump16);
    JumpGeIntK jump_ge_int_k (left: Src, right: Imm16, distance: Jump16);
    JumpLtF64 jump_lt_f64 (left: Src, right: Src, distance: Jump16);
    JumpLeF64 jump_le_f64 (left: Src, right: Src, distance: Jump16);
    /// Jumps when not `left < right`, NaN included.
    JumpNotLtF64 jump_not_lt_f64 (left: Src, right: Src, distance: Jump16);
    JumpNotLeF64 jump_not_le_f64 (left: Src, right: Src, distance: Jump16);
    LoopEqInt loop_eq_int (left: Src, right: Src, distance: Jump16);
    LoopNeInt loop_ne_int (left: Src, right: Src, distance: Jump16);
    LoopLtInt loop_lt_int (left: Src, right: Src, distance: Jump16);
    LoopLeInt loop_le_int (left: Src, right: Src, distance: Jump16);
    LoopLtUint loop_lt_uint (left: Src, right: Src, distance: Jump16);
    LoopLeUint loop_le_uint (left: Src, right: Src, distance: Jump16);
    LoopEqIntK loop_eq_int_k (left: Src, right: Imm16, distance: Jump16);
    LoopNeIntK loop_ne_int_k (left: Src, right: Imm16, distance: Jump16);
    LoopLtIntK loop_lt_int_k (left: Src, right: Imm16, distance: Jump16);
    LoopLeIntK loop_le_int_k (left: Src, right: Imm16, distance: Jump16);
    LoopGtIntK loop_gt_int_k (left: Src, right: Imm16, distance: Jump16);
    LoopGeIntK loop_ge_int_k (left: Src, right: Imm16, distance: Jump16);
    LoopLtF64 loop_lt_f64 (left: Src, right: Src, distance: Jump16);
    LoopLeF64 loop_le_f64 (left: Src, right: Src, distance: Jump16);
    /// Back to the head of a counted loop: `counter += 1`, then jumps while `counter < limit`.
    LoopIncLtInt loop_inc_lt_int (counter: Src, limit: Src, distance: Jump16);

    // ---- Memory. `pointer + offset` bytes; a nil pointer panics. Small loads sign- or zero-extend.
    LoadWord load_word (dst: Dst, pointer: Src, offset: Count16);
    LoadI8 load_i8 (dst: Dst, pointer: Src, offset: Count16);
    LoadU8 load_u8 (dst: Dst, pointer: Src, offset: Count16);
    LoadI16 load_i16 (dst: Dst, pointer: Src, offset: Count16);
    LoadU16 load_u16 (dst: Dst, pointer: Src, offset: Count16);
    LoadI32 load_i32 (dst: Dst, pointer: Src, offset: Count16);
    LoadU32 load_u32 (dst: Dst, pointer: Src, offset: Count16);
    /// `count` words from memory into consecutive registers.
    LoadWords load_words (dst: Dst, pointer: Src, offset: Count16; count: Count16);
    StoreWord store_word (pointer: Src, offset: Count16, src: Src);
    Store8 store8 (pointer: Src, offset: Count16, src: Src);
    Store16 store16 (pointer: Src, offset: Count16, src: Src);
    Store32 store32 (pointer: Src, offset: Count16, src: Src);
    /// `count` consecutive registers into memory.
    StoreWords store_words (pointer: Src, offset: Count16, src: Src; count: Count16);
    /// `count` words from memory to memory; the ranges may overlap; nil panics. Of an array of small
    /// elements only `bytes` of them, if not 0: a pointer to it may have come from a slice.
    CopyMem copy_mem (to: Src, from: Src; count: Count32, bytes: Count32);
    /// `count` words of memory set to zero; nil panics.
    ZeroMem zero_mem (pointer: Src, count: Imm32);
    /// `dst = pointer + offset` bytes; nil panics.
    AddrOffset addr_offset (dst: Dst, pointer: Src; offset: Count32);
    /// Panics when `pointer` is nil (also for interface and func words).
    NilCheck nil_check (pointer: Src);
    /// Address of a new zeroed object of `ty` (`mem_words`); of no words: one fixed address.
    New new_object (dst: Dst, ty: Type16);
    /// A new object of `ty` with the words at `from` (a copy of a by-reference value); nil panics.
    CloneMem clone_mem (dst: Dst, from: Src, ty: Type16);
    LoadGlobal load_global (dst: Dst, global: Global32);
    StoreGlobal store_global (src: Src, global: Global32);
    /// Address of a global.
    AddrGlobal addr_global (dst: Dst, global: Global32);

    // ---- Strings
    LenString len_string (dst: Dst, string: Src);
    /// The byte at `index`; panics out of range.
    IndexString index_string (dst: Dst, string: Src, index: Src);
    /// `string[low:high]`; a register of 0xffff is left out.
    SliceString slice_string (dst: Dst, string: Src; low: Src, high: Src);
    /// Concatenation of `count` strings in consecutive registers.
    Concat concat (dst: Dst, first: Src, count: Count16);
    StringToBytes string_to_bytes (dst: Dst, string: Src);
    BytesToString bytes_to_string (dst: Dst, slice: Src);
    StringToRunes string_to_runes (dst: Dst, string: Src);
    RunesToString runes_to_string (dst: Dst, slice: Src);
    /// `string(rune)`; the operand is any integer.
    RuneToString rune_to_string (dst: Dst, rune: Src);
    /// Decodes the rune at byte `index`: `dst` = rune, `dst + 1` = index after it. When `index` is
    /// at the end, jumps.
    StringNext string_next (dst: Dst, string: Src, index: Src; distance: Jump32);

    // ---- Slices and arrays
    LenSlice len_slice (dst: Dst, slice: Src);
    CapSlice cap_slice (dst: Dst, slice: Src);
    /// Element of a slice; panics out of range. One instruction for each `MemKind`.
    IndexWord index_word (dst: Dst, slice: Src, index: Src);
    IndexI8 index_i8 (dst: Dst, slice: Src, index: Src);
    IndexU8 index_u8 (dst: Dst, slice: Src, index: Src);
    IndexI16 index_i16 (dst: Dst, slice: Src, index: Src);
    IndexU16 index_u16 (dst: Dst, slice: Src, index: Src);
    IndexI32 index_i32 (dst: Dst, slice: Src, index: Src);
    IndexU32 index_u32 (dst: Dst, slice: Src, index: Src);
    SetIndexWord set_index_word (slice: Src, index: Src, src: Src);
    SetIndex8 set_index8 (slice: Src, index: Src, src: Src);
    SetIndex16 set_index16 (slice: Src, index: Src, src: Src);
    SetIndex32 set_index32 (slice: Src, index: Src, src: Src);
    /// Address of a slice's element of `bytes` bytes; panics out of range.
    IndexAddr index_addr (dst: Dst, slice: Src, index: Src; bytes: Count32);
    /// Address of the element `index` of the array of `len` elements of `bytes` bytes at `pointer`;
    /// panics when nil or out of range.
    ArrayAddr array_addr (dst: Dst, pointer: Src, index: Src; len: Count32, bytes: Count32);
    /// Element `index` of the array of `len` elements at `pointer + offset` bytes; panics when nil or
    /// out of range. One instruction for each `MemKind`.
    ArrayWord array_word (dst: Dst, pointer: Src, index: Src; len: Count32, offset: Count32);
    ArrayI8 array_i8 (dst: Dst, pointer: Src, index: Src; len: Count32, offset: Count32);
    ArrayU8 array_u8 (dst: Dst, pointer: Src, index: Src; len: Count32, offset: Count32);
    ArrayI16 array_i16 (dst: Dst, pointer: Src, index: Src; len: Count32, offset: Count32);
    ArrayU16 array_u16 (dst: Dst, pointer: Src, index: Src; len: Count32, offset: Count32);
    ArrayI32 array_i32 (dst: Dst, pointer: Src, index: Src; len: Count32, offset: Count32);
    ArrayU32 array_u32 (dst: Dst, pointer: Src, index: Src; len: Count32, offset: Count32);
    /// Stores to an element, likewise.
    SetArrayWord set_array_word (pointer: Src, index: Src, src: Src; len: Count32, offset: Count32);
    SetArray8 set_array8 (pointer: Src, index: Src, src: Src; len: Count32, offset: Count32);
    SetArray16 set_array16 (pointer: Src, index: Src, src: Src; len: Count32, offset: Count32);
    SetArray32 set_array32 (pointer: Src, index: Src, src: Src; len: Count32, offset: Count32);
    /// `slice[low:high:max]` of elements of `bytes` bytes (`bytes_high` are the upper 16 bits);
    /// registers of 0xffff are left out.
    SliceSlice slice_slice (dst: Dst, slice: Src, bytes: Count16; low: Src, high: Src, max: Src, bytes_high: Count16);
    /// `array[low:high:max]` through the array's address; `ty` is the array's type.
    SliceArray slice_array (dst: Dst, pointer: Src, ty: Type16; low: Src, high: Src, max: Src);
    /// `make([]E, len, cap)`; `ty` is the slice's type. Panics on bad sizes.
    MakeSlice make_slice (dst: Dst, len: Src, cap: Src; ty: Type16);
    /// `append(slice, values…)`: `count` values in frame representation in consecutive registers.
    Append append (dst: Dst, slice: Src, first: Src; ty: Type16, count: Count16);
    /// `append(slice, other...)`.
    AppendSlice append_slice (dst: Dst, slice: Src, other: Src; ty: Type16);
    /// `append([]byte, string...)`.
    AppendString append_string (dst: Dst, slice: Src, string: Src; ty: Type16);
    /// `copy(to, from)`; `dst` = elements copied.
    CopySlice copy_slice (dst: Dst, to: Src, from: Src; ty: Type16);
    /// `copy([]byte, string)`.
    CopyString copy_string (dst: Dst, to: Src, from: Src);
    /// `clear(slice)`.
    ClearSlice clear_slice (slice: Src, ty: Type16);
    /// Address of a slice's first element as a pointer to an array of `len`; panics when too short.
    SliceToArray slice_to_array (dst: Dst, slice: Src; len: Count32);
    /// `unsafe.Slice(pointer, len)`; `ty` is the slice's type.
    UnsafeSlice unsafe_slice (dst: Dst, pointer: Src, len: Src; ty: Type16);
    /// `unsafe.String(pointer, len)`
    UnsafeString unsafe_string (dst: Dst, pointer: Src, len: Src);
    /// `unsafe.StringData(string)`
    StringData string_data (dst: Dst, string: Src);

    // ---- Maps. `ty` is the map's type; keys and values in frame representation.
    MakeMap make_map (dst: Dst, hint: Src, ty: Type16);
    LenMap len_map (dst: Dst, map: Src);
    /// The value, or zero words.
    MapGet map_get (dst: Dst, map: Src, key: Src; ty: Type16);
    /// The value or zero words, then a bool in the register after it.
    MapGetOk map_get_ok (dst: Dst, map: Src, key: Src; ty: Type16);
    MapSet map_set (map: Src, key: Src, value: Src; ty: Type16);
    MapDelete map_delete (map: Src, key: Src, ty: Type16);
    ClearMap clear_map (map: Src, ty: Type16);
    /// An iterator that starts at a random place.
    MapIter map_iter (dst: Dst, map: Src, ty: Type16);
    /// Next key and value; jumps when there is none. Registers of 0xffff are not written.
    MapNext map_next (iterator: Src, key: Dst, value: Dst; distance: Jump32, ty: Type16);

    // ---- Interfaces
    /// An interface value of dynamic type `ty` from a value in frame representation.
    MakeIface make_iface (dst: Dst, src: Src, ty: Type16);
    /// The dynamic type's id; 0 for nil.
    TypeOf type_of (dst: Dst, src: Src);
    /// `x.(T)`, T concrete: its words; panics otherwise. `iface` is x's static type.
    AssertType assert_type (dst: Dst, src: Src, ty: Type16; iface: Type16);
    /// Words of T (zero when it fails), then a bool.
    AssertTypeOk assert_type_ok (dst: Dst, src: Src, ty: Type16);
    /// `x.(I)`, I an interface: the same word; panics otherwise.
    AssertIface assert_iface (dst: Dst, src: Src, ty: Type16; iface: Type16);
    AssertIfaceOk assert_iface_ok (dst: Dst, src: Src, ty: Type16);
    /// Words of T out of an interface word already known to hold one (type switches).
    Unbox unbox (dst: Dst, src: Src, ty: Type16);

    // ---- Functions
    /// Arguments stand at `base + 1`; results are read after them, at `base + 1 + param_words`.
    Call call (base: Base, function: Func32);
    CallClosure call_closure (base: Base, closure: Src);
    /// Writes the payload of `iface` to `base + 1`; the data word is an inline cache.
    CallIface call_iface (base: Base, iface: Src, selector: Selector16; cache_low: Count32, cache_high: Count32);
    CallNative call_native (base: Base, native: Native32);
    /// Back to the caller; results stand in their slots.
    Return ret ();
    /// Runs this frame's deferred calls, last first, then returns.
    ReturnDefer ret_defer ();
    /// Runs this frame's deferred calls, last first, then goes on with the next instruction: for
    /// functions whose results live in boxes that deferred calls may still change.
    RunDefers run_defers ();
    /// Goes on in `function` with this frame as its window: parameters stand in their slots, the
    /// link stays. A call as to limits and safepoints. `function` takes no closure.
    TailCall tail_call (function: Func32);
    /// A func value with `count` captured words, at 8 bytes behind its address and up.
    MakeClosure make_closure (dst: Dst, first: Src, count: Count16; function: Func32);
    /// Starts a goroutine with `words` argument words from `base + 1`. With an interface's method,
    /// `base + 1` is the receiver's slot, counted in `words`; the instruction writes the payload.
    Go go_call (base: Base, function: Func32; words: Count16);
    GoClosure go_closure (base: Base, closure: Src; words: Count16);
    GoIface go_iface (base: Base, iface: Src, selector: Selector16; words: Count16);
    /// Defers a call with `words` argument words from `base + 1`; interfaces as above. A nil func
    /// value panics when it is called, a nil interface at once.
    Defer defer_call (base: Base, function: Func32; words: Count16);
    DeferClosure defer_closure (base: Base, closure: Src; words: Count16);
    DeferIface defer_iface (base: Base, iface: Src, selector: Selector16; words: Count16);
    /// `panic(v)`, an interface word.
    Panic panic_value (value: Src);
    /// `recover()`, an interface word.
    Recover recover (dst: Dst);
    /// Where deferred calls that a panic runs return to: the machine's own, never in a program.
    PanicReturn panic_return ();
    /// Code that cannot be reached (a missing return the checker has ruled out).
    Unreachable unreachable ();
    /// The last instruction of the entry function: the program ends with status 0.
    ExitMain exit_main ();
    /// One operand of `print`/`println` to standard error: `ty`'s kind decides.
    Print print_value (src: Src, ty: Type16);
    /// A constant text of `print`/`println`.
    PrintText print_text (string: String32);

    // ---- Atomic operations: sequentially consistent; a nil pointer panics. 32-bit results extended.
    AtomicLoad64 atomic_load64 (dst: Dst, pointer: Src);
    AtomicLoadI32 atomic_load_i32 (dst: Dst, pointer: Src);
    AtomicLoadU32 atomic_load_u32 (dst: Dst, pointer: Src);
    AtomicStore64 atomic_store64 (pointer: Src, src: Src);
    AtomicStore32 atomic_store32 (pointer: Src, src: Src);
    /// `dst` = the sum.
    AtomicAdd64 atomic_add64 (dst: Dst, pointer: Src, delta: Src);
    AtomicAddI32 atomic_add_i32 (dst: Dst, pointer: Src, delta: Src);
    AtomicAddU32 atomic_add_u32 (dst: Dst, pointer: Src, delta: Src);
    /// `dst` = what was there.
    AtomicSwap64 atomic_swap64 (dst: Dst, pointer: Src, new: Src);
    AtomicSwapI32 atomic_swap_i32 (dst: Dst, pointer: Src, new: Src);
    AtomicSwapU32 atomic_swap_u32 (dst: Dst, pointer: Src, new: Src);
    /// Stores `new` if `old` is there; `dst` = whether it was.
    AtomicSwapIf64 atomic_swap_if64 (dst: Dst, pointer: Src, old: Src; new: Src);
    AtomicSwapIf32 atomic_swap_if32 (dst: Dst, pointer: Src, old: Src; new: Src);
    /// `sync.(*Mutex).Lock`
    LockMutex lock_mutex (mutex: Src);
    /// `sync.(*Mutex).Unlock`
    UnlockMutex unlock_mutex (mutex: Src);
    /// `sync.(*RWMutex).RLock`
    LockRead lock_read (mutex: Src);
    /// `sync.(*RWMutex).RUnlock`
    UnlockRead unlock_read (mutex: Src);
    /// `sync.(*RWMutex).Lock`
    LockWrite lock_write (mutex: Src);
    /// `sync.(*RWMutex).Unlock`
    UnlockWrite unlock_write (mutex: Src);

    // ---- Channels
    MakeChan make_chan (dst: Dst, size: Src, ty: Type16);
    /// `channel <- value`; `ty` is the channel's type.
    Send send (channel: Src, value: Src, ty: Type16);
    /// `dst = <-channel`.
    Recv recv (dst: Dst, channel: Src, ty: Type16);
    /// Words of the element, then a bool.
    RecvOk recv_ok (dst: Dst, channel: Src, ty: Type16);
    Close close_chan (channel: Src);
    LenChan len_chan (dst: Dst, channel: Src);
    CapChan cap_chan (dst: Dst, channel: Src);
    /// `count` cases follow, a data word each: lanes channel register, value register (source of a
    /// send, destination of a receive; 0xffff for none), ok register (0xffff for none), flags
    /// (bit 0: a send). `dst` = index of the chosen case, -1 for default. `flags` bit 0: there is
    /// a default.
    Select select (dst: Dst, count: Count16, flags: Count16);
    }};
}

macro_rules! declare {
    ($($(#[$doc:meta])* $name:ident $body:ident ($($o:ident : $r:ident),* $(; $($eo:ident : $er:ident),*)?);)*) => {
        /// An opcode.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u16)]
        #[allow(missing_docs)] // names say it; semantics stand in the list
        pub enum Op { $($(#[$doc])* $name),* }

        impl Op {
            /// All opcodes in order.
            pub const ALL: &'static [Op] = &[$(Op::$name),*];

            /// The operands in order.
            pub fn operands(self) -> &'static [Operand] {
                match self {
                    $(Op::$name => &[
                        $(Operand { name: stringify!($o), role: OperandRole::$r, in_data: false },)*
                        $($(Operand { name: stringify!($eo), role: OperandRole::$er, in_data: true },)*)?
                    ],)*
                }
            }
        }
    };
}
instructions!(declare);

impl Op {
    /// The opcode of this number.
    pub fn from_u16(op: u16) -> Option<Op> {
        Op::ALL.get(usize::from(op)).copied()
    }

    /// Words of operands that follow: 0 or 1.
    pub fn data_words(self) -> u32 {
        u32::from(self.operands().iter().any(|o| o.in_data))
    }

    /// Further data words whose number an operand gives: the cases of [`Op::Select`].
    pub fn variable_words(self, instr: Instr) -> u32 {
        if self == Op::Select { u32::from(instr.b) } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_fit_their_words() {
        for &op in Op::ALL {
            let (mut lanes, mut data) = (0, 0);
            for o in op.operands() {
                let width = if o.role.wide() { 2 } else { 1 };
                if o.in_data {
                    data = if o.role.wide() { (data + 1) & !1 } else { data } + width;
                } else {
                    lanes = if o.role.wide() { 1 } else { lanes } + width;
                }
            }
            assert!(lanes <= 3 && data <= 4, "{op:?}: {lanes} lanes, {data} data lanes");
        }
    }

    #[test]
    fn operands_are_read_back() {
        let i = Instr::wide(Op::LoadInt, 7, -5i32 as u32);
        assert_eq!((i.operand(Op::LoadInt, 0, None), i.operand(Op::LoadInt, 1, None)), (7, -5));
        let i = Instr::abc(Op::MapNext, 1, 2, 3);
        let data = Some(Instr::data([40, 0, 9, 0]));
        assert_eq!(i.operand(Op::MapNext, 3, data), 40);
        assert_eq!(i.operand(Op::MapNext, 4, data), 9);
    }
}
