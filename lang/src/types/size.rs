//! Sizes as gc has them on amd64: what package unsafe reports and append's growth rounds by. The
//! machine's own layout is another one (`lower`).

use super::{Basic, TypeId, TypeKind, Types};
use crate::hash::HashMap;
use crate::recursion::recurse;

fn align_up(offset: u64, align: u64) -> u64 {
    offset.saturating_add(align - 1) / align * align
}

/// What a variable of a type takes, in bytes.
#[derive(Clone, Copy)]
struct Extent {
    size: u64,
    align: u64,
}

const WORD: Extent = Extent { size: 8, align: 8 };
/// Of what has no size: nothing, and a type within itself, which the checker has reported.
const EMPTY: Extent = Extent { size: 0, align: 1 };

impl Types {
    /// `unsafe.Alignof` of a variable of the type.
    pub fn align_of(&self, ty: TypeId) -> u64 {
        Measure::new(self).extent(ty).align
    }

    /// `unsafe.Sizeof` in bytes; saturates.
    pub fn size_of(&self, ty: TypeId) -> u64 {
        Measure::new(self).extent(ty).size
    }

    /// `unsafe.Offsetof` of each field of a struct.
    pub fn field_offsets(&self, ty: TypeId) -> Vec<u64> {
        let mut measure = Measure::new(self);
        let mut end = 0;
        self.fields(ty)
            .iter()
            .flat_map(|fields| fields.iter())
            .map(|f| measure.place(&mut end, f.ty))
            .collect()
    }

    /// The offset in a struct of the field that a path of field indices leads to.
    pub fn path_offset(&self, base: TypeId, path: &[u32]) -> u64 {
        let (mut ty, mut offset) = (base, 0u64);
        for &index in path {
            let offsets = self.field_offsets(ty);
            offset = offset.saturating_add(offsets.get(index as usize).copied().unwrap_or(0));
            let field = self.fields(ty).and_then(|fields| fields.get(index as usize).map(|f| f.ty));
            ty = field.unwrap_or(TypeId::INVALID);
        }
        offset
    }
}

/// A question for a size: what has been measured on the way is not measured again, since a type may
/// contain another one exponentially often.
struct Measure<'t> {
    types: &'t Types,
    measured: HashMap<TypeId, Extent>,
}

impl<'t> Measure<'t> {
    fn new(types: &'t Types) -> Measure<'t> {
        Measure { types, measured: HashMap::default() }
    }

    fn extent(&mut self, ty: TypeId) -> Extent {
        if let Some(&extent) = self.measured.get(&ty) {
            return extent;
        }
        match self.types.kind(self.types.under(ty)) {
            TypeKind::Basic(basic) => basic_extent(basic),
            TypeKind::Slice(_) => Extent { size: 24, align: 8 },
            TypeKind::Interface(_) => Extent { size: 16, align: 8 },
            TypeKind::Array { len, elem } => {
                let elem = self.part(ty, |m| m.extent(elem));
                Extent { size: elem.size.saturating_mul(len), ..elem }
            }
            TypeKind::Struct(fields) => {
                self.part(ty, |m| m.struct_extent(&mut fields.iter().map(|field| field.ty)))
            }
            _ => WORD,
        }
    }

    /// Measures `ty` by what it is made of.
    fn part(&mut self, ty: TypeId, measure: impl FnOnce(&mut Self) -> Extent) -> Extent {
        self.measured.insert(ty, EMPTY);
        let extent = recurse(|| measure(self));
        self.measured.insert(ty, extent);
        extent
    }

    fn struct_extent(&mut self, fields: &mut dyn Iterator<Item = TypeId>) -> Extent {
        let (mut end, mut align, mut last) = (0u64, 1, 0);
        for ty in fields {
            self.place(&mut end, ty);
            let field = self.extent(ty);
            align = align.max(field.align);
            last = field.size;
        }
        // A last field of size 0 is padded, so that its address stays inside.
        if last == 0 && end > 0 {
            end = end.saturating_add(1);
        }
        Extent { size: align_up(end, align), align }
    }

    /// The offset of a field of type `ty` after others that end at `end`, which moves behind it.
    fn place(&mut self, end: &mut u64, ty: TypeId) -> u64 {
        let field = self.extent(ty);
        let at = align_up(*end, field.align);
        *end = at.saturating_add(field.size);
        at
    }
}

fn basic_extent(basic: Basic) -> Extent {
    match basic {
        Basic::Bool | Basic::Invalid => Extent { size: 1, align: 1 },
        Basic::String => Extent { size: 16, align: 8 },
        basic => {
            let size = u64::from(basic.bits() / 8);
            let align = match basic {
                Basic::Complex64 => 4,
                _ => size.clamp(1, 8),
            };
            Extent { size, align }
        }
    }
}
