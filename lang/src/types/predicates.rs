//! Classes of types (spec: "Types", "Comparison operators").

use super::{Basic, TypeId, TypeKind, Types};
use crate::recursion::recurse;

impl Basic {
    /// bool
    pub fn is_boolean(self) -> bool {
        matches!(self, Basic::Bool | Basic::UntypedBool)
    }
    /// Integers, uintptr included.
    pub fn is_integer(self) -> bool {
        self >= Basic::Int && self <= Basic::Uintptr || matches!(self, Basic::UntypedInt | Basic::UntypedRune)
    }
    /// Unsigned integers.
    pub fn is_unsigned(self) -> bool {
        self >= Basic::Uint && self <= Basic::Uintptr
    }
    /// Floats.
    pub fn is_float(self) -> bool {
        matches!(self, Basic::Float32 | Basic::Float64 | Basic::UntypedFloat)
    }
    /// Complex numbers.
    pub fn is_complex(self) -> bool {
        matches!(self, Basic::Complex64 | Basic::Complex128 | Basic::UntypedComplex)
    }
    /// Integers, floats, complex numbers.
    pub fn is_numeric(self) -> bool {
        self.is_integer() || self.is_float() || self.is_complex()
    }
    /// string
    pub fn is_string(self) -> bool {
        matches!(self, Basic::String | Basic::UntypedString)
    }
    /// Has `<`.
    pub fn is_ordered(self) -> bool {
        self.is_integer() || self.is_float() || self.is_string()
    }
    /// Constants can have it.
    pub fn is_constant(self) -> bool {
        self.is_boolean() || self.is_numeric() || self.is_string()
    }
    /// A type of untyped constants (or nil).
    pub fn is_untyped(self) -> bool {
        self >= Basic::UntypedBool
    }
    /// Bits of a sized number; int and uintptr have 64.
    pub fn bits(self) -> u32 {
        match self {
            Basic::Int8 | Basic::Uint8 => 8,
            Basic::Int16 | Basic::Uint16 => 16,
            Basic::Int32 | Basic::Uint32 | Basic::Float32 => 32,
            Basic::Complex128 => 128,
            _ => 64,
        }
    }
}

impl Types {
    fn is(&self, ty: TypeId, pred: impl Fn(Basic) -> bool) -> bool {
        // Type parameters have an interface as underlying type, so they are none of these.
        self.under_basic(ty).is_some_and(pred)
    }
    fn all(&self, ty: TypeId, pred: impl Fn(Basic) -> bool) -> bool {
        self.all_under(ty, |u| self.as_basic(u).is_some_and(&pred))
    }

    /// Its underlying type is boolean (type parameters: no).
    pub fn is_boolean(&self, ty: TypeId) -> bool {
        self.is(ty, Basic::is_boolean)
    }
    pub fn is_integer(&self, ty: TypeId) -> bool {
        self.is(ty, Basic::is_integer)
    }
    pub fn is_unsigned(&self, ty: TypeId) -> bool {
        self.is(ty, Basic::is_unsigned)
    }
    pub fn is_float(&self, ty: TypeId) -> bool {
        self.is(ty, Basic::is_float)
    }
    pub fn is_complex(&self, ty: TypeId) -> bool {
        self.is(ty, Basic::is_complex)
    }
    pub fn is_numeric(&self, ty: TypeId) -> bool {
        self.is(ty, Basic::is_numeric)
    }
    pub fn is_string(&self, ty: TypeId) -> bool {
        self.is(ty, Basic::is_string)
    }
    /// Constants can have this type.
    pub fn is_const_type(&self, ty: TypeId) -> bool {
        self.is(ty, Basic::is_constant)
    }

    /// Like the above, and for type parameters: each type of the type set is one.
    pub fn all_boolean(&self, ty: TypeId) -> bool {
        self.all(ty, Basic::is_boolean)
    }
    pub fn all_integer(&self, ty: TypeId) -> bool {
        self.all(ty, Basic::is_integer)
    }
    pub fn all_unsigned(&self, ty: TypeId) -> bool {
        self.all(ty, Basic::is_unsigned)
    }
    pub fn all_numeric(&self, ty: TypeId) -> bool {
        self.all(ty, Basic::is_numeric)
    }
    pub fn all_string(&self, ty: TypeId) -> bool {
        self.all(ty, Basic::is_string)
    }
    pub fn all_ordered(&self, ty: TypeId) -> bool {
        self.all(ty, Basic::is_ordered)
    }
    pub fn all_numeric_or_string(&self, ty: TypeId) -> bool {
        self.all(ty, |b| b.is_numeric() || b.is_string())
    }

    /// The type of an untyped constant or nil.
    pub fn is_untyped(&self, ty: TypeId) -> bool {
        self.as_basic(ty).is_some_and(Basic::is_untyped)
    }
    pub fn is_typed(&self, ty: TypeId) -> bool {
        !self.is_untyped(ty)
    }
    pub fn is_untyped_numeric(&self, ty: TypeId) -> bool {
        self.as_basic(ty).is_some_and(|b| b.is_untyped() && b.is_numeric())
    }
    pub fn is_type_param(&self, ty: TypeId) -> bool {
        self.as_type_param(ty).is_some()
    }
    /// An interface, and not a type parameter.
    pub fn is_interface(&self, ty: TypeId) -> bool {
        !self.is_type_param(ty) && self.as_interface(ty).is_some()
    }
    pub fn is_pointer(&self, ty: TypeId) -> bool {
        self.pointer_elem(ty).is_some()
    }
    /// `[]byte` underlying.
    pub fn is_bytes(&self, ty: TypeId) -> bool {
        self.slice_elem_is(ty, Basic::Uint8)
    }
    /// `[]rune` underlying.
    pub fn is_runes(&self, ty: TypeId) -> bool {
        self.slice_elem_is(ty, Basic::Int32)
    }
    fn slice_elem_is(&self, ty: TypeId, basic: Basic) -> bool {
        match self.kind(self.under(ty)) {
            TypeKind::Slice(elem) => self.under_basic(elem) == Some(basic),
            _ => false,
        }
    }

    /// nil can be converted to it (type parameters: to each of the type set).
    pub fn has_nil(&self, ty: TypeId) -> bool {
        let nilable = |u: TypeId| match self.kind(u) {
            TypeKind::Basic(b) => matches!(b, Basic::UnsafePointer | Basic::UntypedNil),
            TypeKind::Pointer(_)
            | TypeKind::Slice(_)
            | TypeKind::Map { .. }
            | TypeKind::Chan { .. }
            | TypeKind::Func(_)
            | TypeKind::Interface(_) => true,
            _ => false,
        };
        self.all_under(ty, nilable)
    }

    /// `==` may be used. `dynamic`: ordinary interfaces count (as for operators); without it only
    /// strictly comparable types do.
    pub fn is_comparable(&self, ty: TypeId, dynamic: bool) -> bool {
        self.comparable_unseen(ty, dynamic, &mut Vec::new())
    }

    /// `seen`: the types on the way here. A constraint may refer to its own parameter.
    fn comparable_unseen(&self, ty: TypeId, dynamic: bool, seen: &mut Vec<TypeId>) -> bool {
        if let TypeKind::Basic(basic) = self.kind(self.under(ty)) {
            return basic != Basic::UntypedNil;
        }
        if seen.contains(&ty) {
            return true;
        }
        seen.push(ty);
        let result = recurse(|| self.comparable_kind(ty, dynamic, seen));
        seen.pop();
        result
    }

    fn comparable_kind(&self, ty: TypeId, dynamic: bool, seen: &mut Vec<TypeId>) -> bool {
        match self.kind(self.under(ty)) {
            TypeKind::Pointer(_) | TypeKind::Chan { .. } => true,
            TypeKind::Interface(i) => {
                let ordinary = !self.is_type_param(ty) && !self.is_constraint_only(&i);
                dynamic && ordinary
                    || i.comparable
                    || i.terms.as_ref().is_some_and(|terms| {
                        !terms.is_empty() && terms.iter().all(|t| self.comparable_unseen(t.ty, false, seen))
                    })
            }
            TypeKind::Struct(fields) => fields.iter().all(|f| self.comparable_unseen(f.ty, dynamic, seen)),
            TypeKind::Array { elem, .. } => self.comparable_unseen(elem, dynamic, seen),
            _ => false,
        }
    }

    /// The type that an untyped operand takes where nothing else decides (spec: "Constants").
    pub fn default_type(&self, ty: TypeId) -> TypeId {
        let basic = match self.as_basic(ty) {
            Some(Basic::UntypedBool) => Basic::Bool,
            Some(Basic::UntypedInt) => Basic::Int,
            Some(Basic::UntypedRune) => Basic::Int32,
            Some(Basic::UntypedFloat) => Basic::Float64,
            Some(Basic::UntypedComplex) => Basic::Complex128,
            Some(Basic::UntypedString) => Basic::String,
            _ => return ty,
        };
        self.basic(basic)
    }
}
