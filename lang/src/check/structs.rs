//! Struct types: fields, their names, and what may be embedded.

use super::checker::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::HashMap;
use crate::source::Span;
use crate::syntax::ast::{Ast, ExprId, ExprKind, FieldDecl, Ident, Name, UnaryOp};
use crate::types::{Basic, Field, TypeId, TypeKind, is_exported};
use std::rc::Rc;

impl Checker<'_> {
    pub(super) fn struct_type(&mut self, declarations: &[FieldDecl]) -> TypeId {
        let ast = self.ast();
        let mut fields = Vec::with_capacity(declarations.len());
        let mut seen: HashMap<Name, Span> = HashMap::default();
        let mut previous: Option<(ExprId, TypeId)> = None;
        for declaration in declarations {
            // `a, b T` shares one type expression.
            let ty = match previous {
                Some((e, ty)) if e == declaration.ty => ty,
                _ => self.var_type(declaration.ty),
            };
            previous = Some((declaration.ty, ty));
            let embedded = declaration.name.is_none();
            let name = declaration.name.as_ref().or_else(|| embedded_name(&ast, declaration.ty));
            let Some(ident) = name else {
                let text = self.expr_string(declaration.ty);
                let message = format!("invalid embedded field type {text}");
                self.error(Code::InvalidSyntaxTree, self.expr_span(declaration.ty), message);
                continue;
            };
            if &*ident.name != "_"
                && let Some(&first) = seen.get(&ident.name)
            {
                let message = format!("{} redeclared", ident.name);
                let label = format!("other declaration of {}", ident.name);
                self.report(Diagnostic::error(Code::DuplicateDecl, ident.span, message).label(first, label));
                continue;
            }
            seen.insert(ident.name.clone(), ident.span);
            if embedded {
                self.check_embedded(self.expr_span(declaration.ty), ty);
            }
            self.note_field(ident, embedded, ty);
            fields.push(Field {
                name: ident.name.clone(),
                package: (!is_exported(&ident.name)).then_some(self.env.package),
                ty,
                embedded,
                tag: declaration.tag.clone().unwrap_or_else(|| Rc::from("")),
            });
        }
        self.types.struct_(fields)
    }

    /// Remembers where a field of a struct type stands, for messages that name both.
    fn note_field(&mut self, ident: &Ident, embedded: bool, ty: TypeId) {
        let key = (self.env.package, ident.name.clone(), ty, embedded);
        self.field_places.entry(key).or_insert(ident.span);
    }

    /// Puts off the check that the type of an embedded field may be embedded.
    fn check_embedded(&mut self, span: Span, ty: TypeId) {
        self.later(move |c| {
            let (base, pointer) = c.types.deref(ty);
            let problem = match c.types.kind(c.types.under(base)) {
                _ if base == TypeId::INVALID => return,
                TypeKind::Basic(Basic::UnsafePointer) => "embedded field type cannot be unsafe.Pointer",
                TypeKind::Pointer(_) => "embedded field type cannot be a pointer",
                _ if c.types.is_type_param(base) => {
                    let message = "embedded field type cannot be a (pointer to a) type parameter";
                    return c.error(Code::MisplacedTypeParam, span, message);
                }
                TypeKind::Interface(_) if pointer => {
                    "embedded field type cannot be a pointer to an interface"
                }
                _ => return,
            };
            c.error(Code::InvalidPtrEmbed, span, problem);
        });
    }
}

/// The name of an embedded field: its type's.
fn embedded_name(ast: &Ast, e: ExprId) -> Option<&Ident> {
    match &ast[e].kind {
        ExprKind::Ident(ident) => Some(ident),
        ExprKind::Unary { op: UnaryOp::Star, x, .. } => match &ast[*x].kind {
            ExprKind::Unary { op: UnaryOp::Star, .. } => None,
            _ => embedded_name(ast, *x),
        },
        ExprKind::Paren(x) => embedded_name(ast, *x),
        ExprKind::Selector { sel, .. } => Some(sel),
        ExprKind::Index { x, .. } => embedded_name(ast, *x),
        _ => None,
    }
}
