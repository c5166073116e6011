//! Interface types and constraints: methods and embedded elements become one flat [`Interface`],
//! its type set the intersection of the sets of all elements.

use super::checker::{Checker, Progress};
use super::info::{Mode, PackageId};
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::HashMap;
use crate::load::Version;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind, InterfaceElement, Name, UnaryOp};
use crate::types::{Interface, InterfaceMethod, Term, TypeId, TypeKind, is_exported};
use std::rc::Rc;

/// More terms in a union are refused, as by gc.
const TERMS_MAX: usize = 100;

/// The type set of an element, or of the elements so far.
#[derive(Clone, Default)]
struct TypeSet {
    terms: Option<Rc<[Term]>>,
    comparable: bool,
}

/// The methods collected so far, with the places they come from.
#[derive(Default)]
struct Methods {
    all: Vec<(InterfaceMethod, Span)>,
    /// Places in `all`.
    by_name: HashMap<(Name, Option<PackageId>), usize>,
}

impl Checker<'_> {
    /// The type of an interface literal.
    pub(super) fn interface_type(&mut self, elements: &[InterfaceElement]) -> TypeId {
        if elements.is_empty() && !self.in_library() {
            let mut spelling = self.types.spelling.get();
            spelling.empty_interface = true;
            self.types.spelling.set(spelling);
        }
        if let Some(ty) = self.pending_embedded(elements) {
            return ty;
        }
        let mut methods = Methods::default();
        let mut set = TypeSet::default();
        for element in elements {
            if let InterfaceElement::Method { name, signature } = element {
                if &*name.name == "_" {
                    let message = "methods must have a unique non-blank name";
                    self.error(Code::BlankIfaceMethod, name.span, message);
                    continue;
                }
                let method = InterfaceMethod {
                    name: name.name.clone(),
                    package: (!is_exported(&name.name)).then_some(self.env.package),
                    signature: self.func_type(None, &[], signature).ty,
                };
                self.note_interface_method(&name.name);
                self.add_interface_method(&mut methods, method, name.span, true);
            }
        }
        for element in elements {
            if let InterfaceElement::Union(terms) = element {
                self.embed_union(&mut methods, &mut set, terms);
            }
        }
        self.types.interface(Interface {
            methods: methods.all.into_iter().map(|(m, _)| m).collect(),
            terms: set.terms,
            comparable: set.comparable,
        })
    }

    /// `interface{ I }` in a signature within the declaration of I itself: as it stands for the same
    /// methods, and cannot be written out, it is taken as I.
    fn pending_embedded(&mut self, elements: &[InterfaceElement]) -> Option<TypeId> {
        let [InterfaceElement::Union(terms)] = elements else { return None };
        let [e] = terms[..] else { return None };
        if !self.env.in_signature || !matches!(self.ast()[e].kind, ExprKind::Ident(_)) {
            return None;
        }
        let ty = self.type_expr(e);
        let id = self.types.as_named(ty)?;
        let object = self.types.with_named(id, |n| n.object);
        matches!(self.state(object).progress, Progress::Pending(_)).then_some(ty)
    }

    fn add_interface_method(
        &mut self,
        methods: &mut Methods,
        method: InterfaceMethod,
        span: Span,
        explicit: bool,
    ) {
        let key = (method.name.clone(), method.package);
        let Some(&index) = methods.by_name.get(&key) else {
            methods.by_name.insert(key, methods.all.len());
            return methods.all.push((method, span));
        };
        let (other, place) = &methods.all[index];
        if explicit || other.signature != method.signature {
            let message = format!("duplicate method {}", method.name);
            let label = format!("other declaration of method {}", method.name);
            self.report(Diagnostic::error(Code::DuplicateDecl, span, message).label(*place, label));
        }
    }

    /// A constraint as written: a type, or terms without an interface around them.
    pub(super) fn constraint(&mut self, e: ExprId) -> TypeId {
        let ast = self.ast();
        let wrapped = matches!(
            ast[e].kind,
            ExprKind::Unary { op: UnaryOp::Tilde, .. } | ExprKind::Binary { op: BinaryOp::Or, .. }
        );
        if wrapped {
            let mut terms = Vec::new();
            self.flatten_union(e, &mut terms);
            let mut set = TypeSet::default();
            self.embed_union(&mut Methods::default(), &mut set, &terms);
            let ty = self.implicit_interface(set);
            self.record_type(e, Mode::Type, ty, None);
            return ty;
        }
        let ty = self.type_expr(e);
        if ty == TypeId::INVALID {
            return self.types.empty_interface();
        }
        if self.types.is_type_param(ty) {
            let message = "cannot use a type parameter as constraint";
            self.error(Code::MisplacedTypeParam, self.expr_span(e), message);
            return self.types.empty_interface();
        }
        if !self.complete(ty) || self.types.is_interface(ty) {
            return ty;
        }
        let term = Term { tilde: false, ty };
        self.implicit_interface(TypeSet { terms: Some(Rc::from([term])), comparable: false })
    }

    fn implicit_interface(&self, set: TypeSet) -> TypeId {
        let TypeSet { terms, comparable } = set;
        self.types.interface(Interface { methods: Rc::from([]), terms, comparable })
    }

    /// The terms of `a | b | c`.
    fn flatten_union(&self, e: ExprId, terms: &mut Vec<ExprId>) {
        let ast = self.ast();
        let mut rest = e;
        let mut reversed = Vec::new();
        while let ExprKind::Binary { op: BinaryOp::Or, x, y, .. } = ast[rest].kind {
            reversed.push(y);
            rest = x;
        }
        terms.push(rest);
        terms.extend(reversed.into_iter().rev());
    }

    /// Intersects the type set so far with an element's.
    fn embed_union(&mut self, methods: &mut Methods, set: &mut TypeSet, exprs: &[ExprId]) {
        if exprs.len() > TERMS_MAX {
            let message =
                format!("cannot handle more than {TERMS_MAX} union terms (implementation limitation)");
            return self.error(Code::InvalidUnion, self.expr_span(exprs[TERMS_MAX]), message);
        }
        let terms: Vec<(ExprId, Term)> = exprs.iter().map(|&e| (e, self.union_term(e))).collect();
        self.require_element(exprs, &terms);
        let embedded = match &terms[..] {
            [(e, Term { tilde: false, ty })] => self.embed_type(methods, *e, *ty),
            many => self.union_set(many),
        };
        if let Some(embedded) = embedded {
            self.intersect(set, &embedded);
        }
    }

    /// Before type sets, only interfaces could be embedded.
    fn require_element(&mut self, exprs: &[ExprId], terms: &[(ExprId, Term)]) {
        let version = Version(18);
        if self.allows(version) || self.env.in_type_params {
            return;
        }
        let what = match *terms {
            [(_, Term { tilde: false, ty })] if ty == TypeId::INVALID || self.types.is_interface(ty) => {
                return;
            }
            [(e, Term { tilde: false, .. })] => {
                format!("embedding non-interface type {}", self.expr_string(e))
            }
            _ => {
                let list: Vec<String> = exprs.iter().map(|&e| self.expr_string(e)).collect();
                format!("embedding interface element {}", list.join(" | "))
            }
        };
        let span = exprs.first().map_or_else(Span::default, |&e| self.expr_span(e));
        self.require(span, version, &what);
    }

    /// A single embedded type: an interface gives methods and type set, anything else is a term.
    fn embed_type(&mut self, methods: &mut Methods, e: ExprId, ty: TypeId) -> Option<TypeSet> {
        if ty == TypeId::INVALID || !self.complete_for(ty) {
            return None;
        }
        let Some(interface) = self.types.as_interface(ty) else {
            if self.types.under(ty) == TypeId::INVALID {
                return None;
            }
            return Some(TypeSet { terms: Some(Rc::from([Term { tilde: false, ty }])), comparable: false });
        };
        let span = self.expr_span(e);
        for method in interface.methods.iter() {
            self.add_interface_method(methods, method.clone(), span, false);
        }
        Some(TypeSet { terms: interface.terms.clone(), comparable: interface.comparable })
    }

    /// The union of the terms' type sets.
    fn union_set(&mut self, terms: &[(ExprId, Term)]) -> Option<TypeSet> {
        let mut all: Vec<Term> = Vec::new();
        let mut everything = false;
        for &(_, term) in terms {
            if term.ty == TypeId::INVALID || !self.complete_for(term.ty) {
                continue;
            }
            match self.types.as_interface(term.ty) {
                Some(interface) => match &interface.terms {
                    Some(inner) => all.extend(inner.iter().copied()),
                    None => everything = true,
                },
                None if term.tilde && self.types.under(term.ty) != term.ty => {}
                None => all.push(term),
            }
        }
        let checked = terms.to_vec();
        self.later(move |c| c.check_union(&checked));
        if everything {
            return Some(TypeSet::default());
        }
        Some(TypeSet { terms: Some(self.simplify_terms(all).into()), comparable: false })
    }

    /// Drops terms that another one contains.
    fn simplify_terms(&self, terms: Vec<Term>) -> Vec<Term> {
        let mut kept: Vec<Term> = Vec::new();
        for term in &terms {
            let contained = terms.iter().any(|t| {
                t != term && t.tilde && !term.tilde && self.types.under(term.ty) == self.types.under(t.ty)
            });
            if !contained && !kept.contains(term) {
                kept.push(*term);
            }
        }
        kept
    }

    fn intersect(&self, set: &mut TypeSet, other: &TypeSet) {
        let terms = self.types.intersect_terms(&set.terms, &other.terms);
        let comparable = set.comparable || other.comparable;
        *set = match terms {
            Some(terms) if comparable => {
                let kept = terms.iter().copied().filter(|t| self.types.is_comparable(t.ty, false));
                TypeSet { terms: Some(kept.collect()), comparable: false }
            }
            terms => TypeSet { terms, comparable },
        };
    }

    /// `T` or `~T`.
    fn union_term(&mut self, e: ExprId) -> Term {
        let ast = self.ast();
        let (tilde, inner) = match ast[e].kind {
            ExprKind::Unary { op: UnaryOp::Tilde, x, .. } => (true, x),
            _ => (false, e),
        };
        let mut ty = self.type_expr(inner);
        if self.types.is_type_param(ty) {
            let message = if tilde {
                format!("type in term {} cannot be a type parameter", self.expr_string(e))
            } else {
                "term cannot be a type parameter".into()
            };
            self.error(Code::MisplacedTypeParam, self.expr_span(inner), message);
            ty = TypeId::INVALID;
        }
        if tilde {
            self.record_type(e, Mode::Type, ty, None);
        }
        Term { tilde, ty }
    }

    /// Reports terms that a union cannot have. Types are complete.
    fn check_union(&mut self, terms: &[(ExprId, Term)]) {
        for (i, &(e, term)) in terms.iter().enumerate() {
            if term.ty == TypeId::INVALID {
                continue;
            }
            if let Some(problem) = self.union_term_problem(term) {
                self.error(Code::InvalidUnion, self.expr_span(e), problem);
                continue;
            }
            if self.types.is_interface(term.ty) {
                continue;
            }
            let overlaps = |&(_, other): &(ExprId, Term)| {
                !self.types.is_interface(other.ty) && self.terms_overlap(other, term)
            };
            if let Some(&(_, other)) = terms[..i].iter().find(|t| overlaps(t)) {
                let message =
                    format!("overlapping terms {} and {}", self.term_string(term), self.term_string(other));
                self.error(Code::InvalidUnion, self.expr_span(e), message);
            }
        }
    }

    fn union_term_problem(&self, term: Term) -> Option<String> {
        let text = self.type_string(term.ty);
        let interface = self.types.as_interface(term.ty);
        let under = self.types.under(term.ty);
        match interface {
            Some(_) if term.tilde => Some(format!("invalid use of ~ ({text} is an interface)")),
            None if term.tilde && under != term.ty => {
                Some(format!("invalid use of ~ (underlying type of {text} is {})", self.type_string(under)))
            }
            Some(i) if !i.methods.is_empty() => {
                Some(format!("cannot use {text} in union ({text} contains methods)"))
            }
            Some(i) if i.comparable && &*text == "comparable" => {
                Some("cannot use comparable in union".into())
            }
            Some(i) if i.comparable => Some(format!("cannot use {text} in union ({text} embeds comparable)")),
            _ => None,
        }
    }

    fn terms_overlap(&self, a: Term, b: Term) -> bool {
        let ux = if b.tilde { self.types.under(a.ty) } else { a.ty };
        let uy = if a.tilde { self.types.under(b.ty) } else { b.ty };
        ux == uy
    }

    fn term_string(&self, term: Term) -> String {
        let tilde = if term.tilde { "~" } else { "" };
        format!("{tilde}{}", self.type_string(term.ty))
    }

    /// Completes a type that an interface (or union) embeds; a type that is being declared around
    /// it would contain itself.
    fn complete_for(&mut self, ty: TypeId) -> bool {
        if self.complete(ty) {
            return true;
        }
        if let TypeKind::Named(id) = self.types.kind(ty) {
            let object = self.types.with_named(id, |n| n.object);
            self.report_pending_cycle(object);
        }
        false
    }
}
