//! Sizes as gc has them on amd64: what package unsafe reports and append's growth rounds by. The
//! machine's own layout is another one (`lower`).

use super::{Basic, TypeId, TypeKind, Types};

fn align_up(offset: u64, align: u64) -> u64 {
    offset.saturating_add(align - 1) / align * align
}

impl Types {
    /// `unsafe.Alignof` of a variable of the type.
    pub fn align_of(&self, ty: TypeId) -> u64 {
        match self.kind(self.under(ty)) {
            TypeKind::Array { elem, .. } => self.align_of(elem),
            TypeKind::Struct(fields) => fields.iter().map(|f| self.align_of(f.ty)).max().unwrap_or(1),
            TypeKind::Basic(Basic::Complex64) => 4,
            TypeKind::Basic(Basic::Complex128 | Basic::String) => 8,
            TypeKind::Basic(_) => self.size_of(ty).clamp(1, 8),
            _ => 8,
        }
    }

    /// `unsafe.Sizeof` in bytes; saturates.
    pub fn size_of(&self, ty: TypeId) -> u64 {
        match self.kind(self.under(ty)) {
            TypeKind::Basic(Basic::Bool | Basic::Invalid) => 1,
            TypeKind::Basic(Basic::String) => 16,
            TypeKind::Basic(basic) => u64::from(basic.bits() / 8),
            TypeKind::Slice(_) => 24,
            TypeKind::Interface(_) => 16,
            TypeKind::Array { len, elem } => self.size_of(elem).saturating_mul(len),
            TypeKind::Struct(fields) => {
                let offsets = self.field_offsets(ty);
                let Some(last) = fields.last() else { return 0 };
                let size = self.size_of(last.ty);
                let end = offsets[fields.len() - 1].saturating_add(size);
                // A last field of size 0 is padded, so that its address stays inside.
                let end = if size == 0 && end > 0 { end + 1 } else { end };
                align_up(end, self.align_of(ty))
            }
            _ => 8,
        }
    }

    /// `unsafe.Offsetof` of each field of a struct.
    pub fn field_offsets(&self, ty: TypeId) -> Vec<u64> {
        let mut offset = 0u64;
        let fields = self.fields(ty);
        fields
            .iter()
            .flat_map(|f| f.iter())
            .map(|f| {
                let at = align_up(offset, self.align_of(f.ty));
                offset = at.saturating_add(self.size_of(f.ty));
                at
            })
            .collect()
    }
}
