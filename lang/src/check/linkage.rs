//! What gc finds only after a clean check: endless instantiation, functions without a body, a program without `main`,
//! channels whose elements are too large. Reported when there is no other error.

use super::checker::Checker;
use super::info::{ObjectKind, PackageId};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::syntax::ast::ExprKind;
use crate::types::TypeKind;

/// Channel elements are smaller, in bytes.
const CHANNEL_ELEMENT_MAX: u64 = 1 << 16;

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
