//! Types' names as a running program prints them (`%T`, panics): packages by their names, the
//! predeclared aliases by what they stand for.

use crate::ir::PackageName;
use crate::recursion::recurse;
use crate::syntax::ast::ChanDir;
use crate::types::{Basic, Field, Interface, NamedId, Signature, TypeId, TypeKind, Types};
use std::fmt::Write;

/// Prints types.
pub struct TypeNames<'a> {
    /// All types.
    pub types: &'a Types,
    /// Packages by id.
    pub packages: &'a [PackageName],
}

impl TypeNames<'_> {
    /// The name of `ty`.
    pub fn name(&self, ty: TypeId) -> String {
        let mut out = String::new();
        self.write(&mut out, ty);
        out
    }

    fn write(&self, out: &mut String, ty: TypeId) {
        recurse(|| self.write_kind(out, ty));
    }

    fn write_kind(&self, out: &mut String, ty: TypeId) {
        match self.types.kind(ty) {
            TypeKind::Basic(basic) => out.push_str(basic_name(basic)),
            TypeKind::Named(id) => self.named(out, id),
            TypeKind::TypeParam(id) => out.push_str(&self.types.type_param(id).name),
            TypeKind::Pointer(elem) => self.prefixed(out, "*", elem),
            TypeKind::Slice(elem) => self.prefixed(out, "[]", elem),
            TypeKind::Array { len, elem } => self.prefixed(out, &format!("[{len}]"), elem),
            TypeKind::Map { key, value } => {
                self.prefixed(out, "map[", key);
                self.prefixed(out, "]", value);
            }
            TypeKind::Chan { dir, elem } => self.chan(out, dir, elem),
            TypeKind::Struct(fields) => self.structure(out, &fields),
            TypeKind::Func(signature) => {
                out.push_str("func");
                self.signature(out, &signature);
            }
            TypeKind::Interface(interface) => self.interface(out, &interface),
            TypeKind::Tuple(types) => self.tuple(out, &types),
        }
    }

    fn prefixed(&self, out: &mut String, prefix: &str, ty: TypeId) {
        out.push_str(prefix);
        self.write(out, ty);
    }

    fn named(&self, out: &mut String, id: NamedId) {
        let (name, package, args) = self.types.with_named(id, |n| {
            let args = n.instance.as_ref().map(|i| i.args.clone());
            (n.name.clone(), n.package, args)
        });
        if let Some(package) = package.and_then(|p| self.packages.get(p.0 as usize)) {
            let _ = write!(out, "{}.", package.name);
        }
        out.push_str(&name);
        let Some(args) = args.filter(|a| !a.is_empty()) else { return };
        for (i, &arg) in args.iter().enumerate() {
            self.prefixed(out, if i == 0 { "[" } else { "," }, arg);
        }
        out.push(']');
    }

    fn chan(&self, out: &mut String, dir: ChanDir, elem: TypeId) {
        let nested = matches!(self.types.kind(elem), TypeKind::Chan { dir: ChanDir::Recv, .. });
        out.push_str(match dir {
            ChanDir::Recv => "<-chan ",
            ChanDir::Send => "chan<- ",
            ChanDir::Both => "chan ",
        });
        if nested && dir != ChanDir::Recv {
            self.prefixed(out, "(", elem);
            out.push(')');
        } else {
            self.write(out, elem);
        }
    }

    fn structure(&self, out: &mut String, fields: &[Field]) {
        if fields.is_empty() {
            return out.push_str("struct {}");
        }
        for (i, field) in fields.iter().enumerate() {
            out.push_str(if i == 0 { "struct { " } else { "; " });
            if !field.embedded {
                let _ = write!(out, "{} ", field.name);
            }
            self.write(out, field.ty);
            if !field.tag.is_empty() {
                let _ = write!(out, " {:?}", field.tag);
            }
        }
        out.push_str(" }");
    }

    fn signature(&self, out: &mut String, signature: &Signature) {
        let last = signature.params.len().wrapping_sub(1);
        out.push('(');
        for (i, &param) in signature.params.iter().enumerate() {
            out.push_str(if i == 0 { "" } else { ", " });
            match self.types.kind(param) {
                TypeKind::Slice(elem) if signature.variadic && i == last => {
                    self.prefixed(out, "...", elem);
                }
                _ => self.write(out, param),
            }
        }
        out.push(')');
        match *signature.results {
            [] => {}
            [one] => self.prefixed(out, " ", one),
            ref many => {
                out.push(' ');
                self.tuple(out, many);
            }
        }
    }

    fn tuple(&self, out: &mut String, types: &[TypeId]) {
        out.push('(');
        for (i, &ty) in types.iter().enumerate() {
            self.prefixed(out, if i == 0 { "" } else { ", " }, ty);
        }
        out.push(')');
    }

    fn interface(&self, out: &mut String, interface: &Interface) {
        if interface.methods.is_empty() {
            return out.push_str("interface {}");
        }
        for (i, method) in interface.methods.iter().enumerate() {
            out.push_str(if i == 0 { "interface { " } else { "; " });
            if let Some(package) = method.package.and_then(|p| self.packages.get(p.0 as usize))
                && !crate::types::is_exported(&method.name)
            {
                let _ = write!(out, "{}.", package.name);
            }
            out.push_str(&method.name);
            if let TypeKind::Func(signature) = self.types.kind(method.signature) {
                self.signature(out, &signature);
            }
        }
        out.push_str(" }");
    }
}

fn basic_name(basic: Basic) -> &'static str {
    match basic {
        Basic::Invalid => "invalid type",
        Basic::Bool | Basic::UntypedBool => "bool",
        Basic::Int | Basic::UntypedInt => "int",
        Basic::Int8 => "int8",
        Basic::Int16 => "int16",
        Basic::Int32 | Basic::UntypedRune => "int32",
        Basic::Int64 => "int64",
        Basic::Uint => "uint",
        Basic::Uint8 => "uint8",
        Basic::Uint16 => "uint16",
        Basic::Uint32 => "uint32",
        Basic::Uint64 => "uint64",
        Basic::Uintptr => "uintptr",
        Basic::Float32 => "float32",
        Basic::Float64 | Basic::UntypedFloat => "float64",
        Basic::Complex64 => "complex64",
        Basic::Complex128 | Basic::UntypedComplex => "complex128",
        Basic::String | Basic::UntypedString => "string",
        Basic::UnsafePointer => "unsafe.Pointer",
        Basic::UntypedNil => "nil",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_run_time() {
        let types = Types::new();
        let names = TypeNames { types: &types, packages: &[] };
        let int = types.basic(Basic::Int);
        let strings = types.slice(types.basic(Basic::String));
        let func = types.func(&[int, strings], &[int], true);
        assert_eq!(names.name(func), "func(int, ...string) int");
        let recv = types.chan(ChanDir::Recv, types.empty_interface());
        assert_eq!(names.name(types.chan(ChanDir::Both, recv)), "chan (<-chan interface {})");
        assert_eq!(names.name(types.map(int, types.struct_(Vec::new()))), "map[int]struct {}");
    }
}
