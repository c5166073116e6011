//! What gc finds only after a clean check: endless instantiation, functions without a body, a program without `main`,
//! channels whose elements are too large, types and parameters that no memory holds. Reported when there is no other error.

use super::checker::Checker;
use super::info::{FuncObject, ObjectKind, PackageId};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::syntax::ast::ExprKind;
use crate::types::{TypeId, TypeKind};

/// Channel elements are smaller, in bytes.
const CHANNEL_ELEMENT_MAX: u64 = 1 << 16;
/// Types are smaller, in bytes.
const ADDRESS_SPACE: u64 = 1 << 50;
/// Parameters and results of a function take no more, in bytes.
const FRAME_MAX: u64 = 1 << 30;

impl Checker<'_> {
    /// Checks what only matters once all types are right.
    pub(super) fn check_linkage(&mut self, own: &[PackageId]) {
        if self.diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return;
        }
        self.check_instantiation_cycles();
        for &package in own {
            self.check_function_bodies(package);
            self.check_channel_elements(package);
            self.check_sizes(package);
        }
        if let Some(&program) = own.last()
            && self.diagnostics.iter().all(|d| d.severity != Severity::Error)
        {
            self.check_main(program);
        }
    }

    fn check_function_bodies(&mut self, package: PackageId) {
        let objects = self.package_objects.iter().map(|&o| self.object(o));
        let missing: Vec<Span> = objects
            .filter(|object| object.package == Some(package))
            .filter_map(|object| match &object.kind {
                ObjectKind::Func(f) if f.decl.body.is_none() => Some(f.decl.name.span),
                _ => None,
            })
            .collect();
        for span in missing {
            self.error(Code::MissingBody, span, "missing function body");
        }
    }

    fn check_channel_elements(&mut self, package: PackageId) {
        let mut large = Vec::new();
        for file in &self.packages[package.0 as usize].files {
            let info = &self.files[file.0 as usize];
            for (expr, found) in info.ast.exprs.iter().zip(&info.exprs) {
                if let ExprKind::ChanType { .. } = expr.kind
                    && let TypeKind::Chan { elem, .. } = self.types.kind(found.ty)
                    && !self.types.is_parameterized(elem)
                    && self.types.size_of(elem) >= CHANNEL_ELEMENT_MAX
                {
                    large.push(expr.span);
                }
            }
        }
        for span in large {
            self.error(Code::InvalidChanElem, span, "channel element type too large (>64kB)");
        }
    }

    /// Arrays and the parameters of functions have their largest sizes.
    fn check_sizes(&mut self, package: PackageId) {
        let mut found = Vec::new();
        for &object in &self.package_objects {
            let object = self.object(object);
            if object.package != Some(package) || self.types.is_generic(object.ty) {
                continue;
            }
            let problem = match &object.kind {
                ObjectKind::TypeName => self.oversized_array(self.types.under(object.ty)),
                ObjectKind::Var(_) => self.oversized_array(object.ty),
                ObjectKind::Func(f) if f.type_params.is_empty() => self.oversized_frame(f, object.ty),
                _ => None,
            };
            let place = match &object.kind {
                // Methods stand where their receiver does.
                ObjectKind::Func(f) if f.receiver.is_some() => {
                    let start = f.decl.span.lo + "func ".len() as u32;
                    Span::new(start, start)
                }
                _ => object.span,
            };
            found.extend(problem.map(|problem| (place, problem)));
        }
        found.sort_unstable_by_key(|(place, _)| *place);
        for (span, (code, message)) in found {
            self.error(code, span, message);
        }
    }

    /// An array in `ty`, outside of defined types, that no address space holds.
    fn oversized_array(&self, ty: TypeId) -> Option<(Code, String)> {
        match self.types.kind(ty) {
            TypeKind::Array { .. } if self.types.size_of(ty) >= ADDRESS_SPACE => {
                let message = format!("type {} larger than address space", self.type_string(ty));
                Some((Code::TypeTooLarge, message))
            }
            TypeKind::Array { elem, .. } => self.oversized_array(elem),
            TypeKind::Struct(fields) => fields.iter().find_map(|f| self.oversized_array(f.ty)),
            _ => None,
        }
    }

    /// Parameters and results that no frame of gc holds.
    fn oversized_frame(&self, function: &FuncObject, ty: TypeId) -> Option<(Code, String)> {
        let TypeKind::Func(signature) = self.types.kind(ty) else { return None };
        let receiver = function.receiver.map(|receiver| self.object(receiver).ty);
        let all =
            receiver.into_iter().chain(signature.params.iter().chain(signature.results.iter()).copied());
        let bytes = all.fold(0u64, |bytes, ty| bytes.saturating_add(self.types.size_of(ty)));
        let message = || format!("stack frame too large (>1GB): 0 MB locals + {} MB args", bytes >> 20);
        (bytes > FRAME_MAX).then(|| (Code::TypeTooLarge, message()))
    }

    /// A program has a function main.
    fn check_main(&mut self, package: PackageId) {
        let program = &self.packages[package.0 as usize];
        if program.script || &*program.name != "main" || program.scope.contains_key("main") {
            return;
        }
        let span = program.files.first().and_then(|f| {
            let ast = &self.files[f.0 as usize].ast;
            ast.package.as_ref().map(|p| p.span)
        });
        let message = "function main is undeclared in the main package";
        self.report(
            Diagnostic::error(Code::MissingMain, span.unwrap_or_default(), message)
                .hint("add: func main() { … }"),
        );
    }
}
