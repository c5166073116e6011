//! Types as text, as gc's messages print them.

use super::{Basic, Interface, PackageId, Signature, Term, TypeId, TypeKind, Types};
use crate::syntax::ast::ChanDir;
use std::fmt::Write;

/// How to name a package before a type's name; `None`: not at all.
pub type Qualifier<'a> = &'a dyn Fn(PackageId) -> Option<String>;

impl Types {
    /// `ty` as written in messages.
    pub fn type_string(&self, ty: TypeId, qualifier: Qualifier) -> String {
        let mut out = String::new();
        self.write_type(&mut out, ty, qualifier, 0);
        out
    }

    /// Parameters and results of a func type, without `func`.
    pub fn signature_string(&self, signature: &Signature, qualifier: Qualifier) -> String {
        let mut out = String::new();
        self.write_signature(&mut out, signature, qualifier, 0);
        out
    }

    fn write_type(&self, out: &mut String, ty: TypeId, q: Qualifier, depth: u32) {
        if depth > 100 {
            out.push('…');
            return;
        }
        let sub = |out: &mut String, t: TypeId| self.write_type(out, t, q, depth + 1);
        match self.kind(ty) {
            TypeKind::Basic(basic) => out.push_str(self.basic_name(basic)),
            TypeKind::Named(id) => {
                let (name, package, args) = self.with_named(id, |n| {
                    let args = n.instance.as_ref().map(|i| i.args.clone());
                    (n.name.clone(), n.package, args)
                });
                if let Some(package) = package.and_then(q) {
                    let _ = write!(out, "{package}.");
                }
                out.push_str(&name);
                if let Some(args) = args.filter(|a| !a.is_empty()) {
                    out.push('[');
                    self.write_list(out, &args, ",", q, depth);
                    out.push(']');
                }
            }
            TypeKind::TypeParam(id) => out.push_str(&self.type_param(id).name),
            TypeKind::Pointer(elem) => {
                out.push('*');
                sub(out, elem);
            }
            TypeKind::Slice(elem) => {
                out.push_str("[]");
                sub(out, elem);
            }
            TypeKind::Array { len, elem } => {
                let _ = write!(out, "[{len}]");
                sub(out, elem);
            }
            TypeKind::Map { key, value } => {
                out.push_str("map[");
                sub(out, key);
                out.push(']');
                sub(out, value);
            }
            TypeKind::Chan { dir, elem } => {
                let parenthesised = dir != ChanDir::Recv
                    && matches!(self.kind(elem), TypeKind::Chan { dir: ChanDir::Recv, .. });
                out.push_str(match dir {
                    ChanDir::Both => "chan ",
                    ChanDir::Send => "chan<- ",
                    ChanDir::Recv => "<-chan ",
                });
                if parenthesised {
                    out.push('(');
                }
                sub(out, elem);
                if parenthesised {
                    out.push(')');
                }
            }
            TypeKind::Struct(fields) => {
                out.push_str("struct{");
                for (i, f) in fields.iter().enumerate() {
                    out.push_str(if i > 0 { "; " } else { "" });
                    if !f.embedded {
                        let _ = write!(out, "{} ", f.name);
                    }
                    sub(out, f.ty);
                    if !f.tag.is_empty() {
                        let _ = write!(out, " {:?}", f.tag);
                    }
                }
                out.push('}');
            }
            TypeKind::Func(s) => {
                out.push_str("func");
                self.write_signature(out, &s, q, depth);
            }
            TypeKind::Interface(i) => self.write_interface(out, &i, q, depth),
            TypeKind::Tuple(types) => {
                out.push('(');
                self.write_list(out, &types, ", ", q, depth);
                out.push(')');
            }
        }
    }

    fn write_list(&self, out: &mut String, types: &[TypeId], separator: &str, q: Qualifier, depth: u32) {
        for (i, &ty) in types.iter().enumerate() {
            out.push_str(if i > 0 { separator } else { "" });
            self.write_type(out, ty, q, depth + 1);
        }
    }

    fn write_signature(&self, out: &mut String, s: &Signature, q: Qualifier, depth: u32) {
        out.push('(');
        let variadic = if s.variadic { s.params.len().checked_sub(1) } else { None };
        for (i, &ty) in s.params.iter().enumerate() {
            out.push_str(if i > 0 { ", " } else { "" });
            match self.kind(ty) {
                TypeKind::Slice(elem) if variadic == Some(i) => {
                    out.push_str("...");
                    self.write_type(out, elem, q, depth + 1);
                }
                _ => self.write_type(out, ty, q, depth + 1),
            }
        }
        out.push(')');
        match &*s.results {
            [] => {}
            [one] => {
                out.push(' ');
                self.write_type(out, *one, q, depth + 1);
            }
            many => {
                out.push_str(" (");
                self.write_list(out, many, ", ", q, depth);
                out.push(')');
            }
        }
    }

    fn write_interface(&self, out: &mut String, i: &Interface, q: Qualifier, depth: u32) {
        let mut parts: Vec<String> = Vec::new();
        for m in i.methods.iter() {
            let mut part = m.name.to_string();
            if let TypeKind::Func(s) = self.kind(m.signature) {
                self.write_signature(&mut part, &s, q, depth + 1);
            }
            parts.push(part);
        }
        if i.comparable {
            parts.push("comparable".into());
        }
        if let Some(terms) = &i.terms {
            parts.push(self.terms_string(terms, q, depth));
        }
        let plain = parts.is_empty();
        if plain && !self.spelling.get().empty_interface {
            out.push_str("any");
        } else {
            let _ = write!(out, "interface{{{}}}", parts.join("; "));
        }
    }

    fn terms_string(&self, terms: &[Term], q: Qualifier, depth: u32) -> String {
        let term = |t: &Term| {
            let mut text = String::from(if t.tilde { "~" } else { "" });
            self.write_type(&mut text, t.ty, q, depth + 1);
            text
        };
        terms.iter().map(term).collect::<Vec<_>>().join(" | ")
    }

    /// A basic type's name.
    pub fn basic_name(&self, basic: Basic) -> &'static str {
        let spelling = self.spelling.get();
        match basic {
            Basic::Invalid => "invalid type",
            Basic::Bool => "bool",
            Basic::Int => "int",
            Basic::Int8 => "int8",
            Basic::Int16 => "int16",
            Basic::Int32 if spelling.int32 => "int32",
            Basic::Int32 => "rune",
            Basic::Int64 => "int64",
            Basic::Uint => "uint",
            Basic::Uint8 if spelling.uint8 => "uint8",
            Basic::Uint8 => "byte",
            Basic::Uint16 => "uint16",
            Basic::Uint32 => "uint32",
            Basic::Uint64 => "uint64",
            Basic::Uintptr => "uintptr",
            Basic::Float32 => "float32",
            Basic::Float64 => "float64",
            Basic::Complex64 => "complex64",
            Basic::Complex128 => "complex128",
            Basic::String => "string",
            Basic::UnsafePointer => "unsafe.Pointer",
            Basic::UntypedBool => "untyped bool",
            Basic::UntypedInt => "untyped int",
            Basic::UntypedRune => "untyped rune",
            Basic::UntypedFloat => "untyped float",
            Basic::UntypedComplex => "untyped complex",
            Basic::UntypedString => "untyped string",
            Basic::UntypedNil => "untyped nil",
        }
    }
}
