//! Declarations and the two roots: a file of Go, and a script.

use super::Grammar;
use super::expressions::{expression_list, operations, primary};
use super::input::{In, Parsed, Read, Rule, rule};
use super::parameters::{PARAMETERS, ParamList, optional_type_params, param_list, type_params};
use super::recovery::{List, read_list};
use super::types::{SEMICOLONS, array_type, name, name_list, slice_type};
use crate::source::Span;
use crate::syntax::ast::{
    BinaryOp, ConstSpec, Decl, ExprId, ExprKind, FuncDecl, Ident, Import, Item, Param, Signature, StmtKind,
    TypeSpec, UnaryOp, VarSpec,
};
use crate::syntax::literal::string_text;
use crate::syntax::token::{Token, TokenSet};
use std::rc::Rc;

const DECLARATIONS: TokenSet =
    TokenSet::of(&[Token::Import, Token::Const, Token::Type, Token::Var, Token::Func]);
const AFTER_SPEC: TokenSet = SEMICOLONS.union(TokenSet::of(&[Token::RightParen]));

/// `SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } .`
pub fn file(g: &Grammar) -> impl Rule<()> + use<> {
    let top = Top::new(g);
    rule(move |inp| {
        if inp.token() != Token::Package {
            inp.complain("package statement must be first");
            skip_to_end(inp);
            return Ok(());
        }
        package_clause(inp);
        let here = inp.here();
        if inp.state().has_errors_before(here) {
            skip_to_end(inp);
            return Ok(());
        }
        top.read_declarations(inp)?;
        inp.skip();
        Ok(())
    })
}

fn package_clause(inp: &mut In<'_>) {
    inp.skip();
    let package = name(inp);
    inp.state().ast.package = Some(package);
    if !inp.got_semicolon() {
        inp.complain("after package clause");
    }
}

/// Everything up to and including the end, which is where chumsky wants a root to stop.
fn skip_to_end(inp: &mut In<'_>) {
    while inp.token() != Token::End {
        inp.skip();
    }
    inp.skip();
}

/// Declarations without a package clause.
pub fn part(g: &Grammar) -> impl Rule<()> + use<> {
    let top = Top::new(g);
    rule(move |inp| {
        top.read_declarations(inp)?;
        inp.skip();
        Ok(())
    })
}

/// Imports, declarations and statements in any order.
pub fn script(g: &Grammar) -> impl Rule<()> + use<> {
    let (g, top) = (g.clone(), Top::new(g));
    rule(move |inp| {
        // Keywords that start statements are good places to go on from, as inside functions.
        inp.state().functions = 1;
        while inp.token() != Token::End {
            let before = inp.index();
            script_item(&g, &top, inp)?;
            if inp.token() != Token::End && !inp.got_semicolon() {
                if inp.index() == before {
                    inp.complain("expected statement");
                    inp.skip();
                } else {
                    inp.complain("at end of statement");
                }
                inp.advance(SEMICOLONS.union(DECLARATIONS));
                inp.got_semicolon();
            }
        }
        inp.skip();
        Ok(())
    })
}

fn script_item(g: &Grammar, top: &Top, inp: &mut In<'_>) -> Parsed<()> {
    match inp.token() {
        Token::Import | Token::Const | Token::Type | Token::Var => top.declaration(inp),
        Token::Func if declares_function(inp) => top.function(inp),
        token if token.is_semicolon() => Ok(()),
        _ => {
            if let Some(statement) = inp.parse(&g.statement)? {
                let empty = matches!(inp.state().ast[statement].kind, StmtKind::Empty);
                if !empty {
                    inp.state().ast.items.push(Item::Stmt(statement));
                }
            }
            Ok(())
        }
    }
}

/// Whether `func` begins a declaration and not a function literal: `func name` or, behind a
/// receiver, `func (…) name (` or `func (…) name [`.
fn declares_function(inp: &mut In<'_>) -> bool {
    if inp.token_after(1) != Token::LeftParen {
        return inp.token_after(1) == Token::Name;
    }
    let (mut ahead, mut depth) = (1, 0u32);
    loop {
        match inp.token_after(ahead) {
            Token::LeftParen => depth += 1,
            Token::RightParen => depth -= 1,
            Token::End => return false,
            _ => {}
        }
        ahead += 1;
        if depth == 0 {
            break;
        }
    }
    inp.token_after(ahead) == Token::Name
        && matches!(inp.token_after(ahead + 1), Token::LeftParen | Token::LeftBracket)
}

/// Declarations at the top of a file.
#[derive(Clone)]
struct Top {
    g: Grammar,
    specs: Specs,
}

impl Top {
    fn new(g: &Grammar) -> Top {
        Top { g: g.clone(), specs: Specs::new(g) }
    }

    fn read_declarations(&self, inp: &mut In<'_>) -> Parsed<()> {
        let mut previous = Token::Import;
        let mut bodiless = false;
        while inp.token() != Token::End {
            let token = inp.token();
            if token == Token::Import && previous != Token::Import {
                inp.complain("imports must appear before other declarations");
            }
            previous = token;
            match token {
                Token::Func => {
                    self.function(inp)?;
                    let last = inp.state().ast.items.last();
                    bodiless = matches!(last, Some(Item::Func(f)) if f.body.is_none());
                }
                Token::Import | Token::Const | Token::Type | Token::Var => self.declaration(inp)?,
                _ => {
                    if token == Token::LeftBrace && bodiless {
                        inp.complain("unexpected semicolon or newline before {");
                    } else {
                        inp.complain("non-declaration statement outside function body");
                    }
                    inp.advance(DECLARATIONS);
                    continue;
                }
            }
            if inp.token() != Token::End && !inp.got_semicolon() {
                inp.complain("after top level declaration");
                inp.advance(DECLARATIONS);
            }
        }
        Ok(())
    }

    /// An import, const, type or var declaration.
    fn declaration(&self, inp: &mut In<'_>) -> Parsed<()> {
        if inp.token() == Token::Import {
            inp.skip();
            return group(inp, |inp, _| {
                import_spec(inp);
                Ok(())
            });
        }
        let decl = self.specs.declaration(inp)?;
        inp.state().ast.items.push(Item::Decl(decl));
        Ok(())
    }

    /// A function or method.
    fn function(&self, inp: &mut In<'_>) -> Parsed<()> {
        let index = inp.index();
        let doc = inp.state().doc_above(index);
        let start = inp.bump();
        let (mut receiver, has_receiver) = (None, inp.token() == Token::LeftParen);
        if has_receiver {
            receiver = self.receiver(inp)?;
        }
        let (name, type_params, signature) = if inp.token() == Token::Name {
            let name = name(inp);
            let type_params = optional_type_params(&self.g, inp)?;
            (name, type_params, inp.parse(&self.g.signature)?)
        } else {
            let here = inp.here().start();
            inp.complain(if has_receiver { "expected name" } else { "expected name or (" });
            inp.advance(SEMICOLONS.union(TokenSet::of(&[Token::LeftBrace])));
            let signature = Signature { params: Vec::new(), results: Vec::new(), span: here };
            (inp.state().new_identifier("_".into(), here), Vec::new(), signature)
        };
        let body =
            if inp.token() == Token::LeftBrace { Some(inp.parse(&self.g.function_body)?) } else { None };
        let span = inp.since(start);
        let decl = FuncDecl { name, receiver, type_params, signature, body, span, doc };
        inp.state().ast.items.push(Item::Func(Rc::new(decl)));
        Ok(())
    }

    fn receiver(&self, inp: &mut In<'_>) -> Parsed<Option<Param>> {
        inp.skip();
        let mut params = param_list(&self.g, inp, None, ParamList { dots_allowed: false, ..PARAMETERS })?;
        let here = inp.here();
        match params.len() {
            0 => inp.state().error(here, "method has no receiver"),
            1 => {}
            _ => inp.state().error(here, "method has multiple receivers"),
        }
        Ok(if params.is_empty() { None } else { Some(params.swap_remove(0)) })
    }
}

/// A const, type or var declaration, as a statement or at the top.
pub fn declaration(g: &Grammar) -> impl Rule<Decl> + use<> {
    let specs = Specs::new(g);
    rule(move |inp| specs.declaration(inp))
}

/// `spec` or `( spec; spec; … )`. The second argument of `spec` is its index.
fn group(inp: &mut In<'_>, mut spec: impl FnMut(&mut In<'_>, u32) -> Parsed<()>) -> Parsed<()> {
    if !inp.got(Token::LeftParen) {
        return spec(inp, 0);
    }
    let shape =
        List { context: "grouped declaration", separator: Token::Semicolon, close: Token::RightParen };
    let mut index = 0;
    read_list(inp, shape, |inp| {
        spec(inp, index)?;
        index += 1;
        Ok(false)
    })?;
    Ok(())
}

/// `ImportSpec = [ "." | PackageName ] ImportPath .`
fn import_spec(inp: &mut In<'_>) {
    let start = inp.here();
    let local = match inp.token() {
        Token::Name => Some(name(inp)),
        Token::Dot => {
            inp.skip();
            Some(inp.state().new_identifier(".".into(), start))
        }
        _ => None,
    };
    let path_span = inp.here();
    match inp.token() {
        Token::String => {
            inp.skip();
            let path = string_text(inp.state().text(path_span));
            inp.state().ast.imports.push(Import { name: local, path, path_span });
        }
        token if token.is_literal() => {
            inp.complain("import path must be a string");
            inp.skip();
        }
        _ => {
            inp.complain("missing import path");
            inp.advance(AFTER_SPEC);
        }
    }
}

/// A list of expressions.
type Values = dyn Fn(&mut In<'_>) -> Parsed<Vec<ExprId>>;

/// The specs of declarations, with the rule for their values.
#[derive(Clone)]
struct Specs {
    g: Grammar,
    values: Rc<Values>,
}

impl Specs {
    fn new(g: &Grammar) -> Specs {
        let list = expression_list(g);
        Specs { g: g.clone(), values: Rc::new(move |inp| inp.parse(&list)) }
    }

    fn declaration(&self, inp: &mut In<'_>) -> Parsed<Decl> {
        let keyword = inp.token();
        let doc_index = inp.index();
        inp.skip();
        match keyword {
            Token::Const => {
                let mut specs = Vec::new();
                group(inp, |inp, iota| self.constant(inp, iota).map(|spec| specs.push(spec)))?;
                Ok(Decl::Const(specs))
            }
            Token::Var => {
                let mut specs = Vec::new();
                group(inp, |inp, _| self.variable(inp).map(|spec| specs.push(spec)))?;
                Ok(Decl::Var(specs))
            }
            _ => {
                let grouped = inp.token() == Token::LeftParen;
                let mut specs = Vec::new();
                group(inp, |inp, _| {
                    let index = if grouped { inp.index() } else { doc_index };
                    self.type_spec(inp, index).map(|spec| specs.push(Rc::new(spec)))
                })?;
                Ok(Decl::Type(specs))
            }
        }
    }

    /// `ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] .`
    fn constant(&self, inp: &mut In<'_>, iota: u32) -> Parsed<ConstSpec> {
        let start = inp.here();
        let first = name(inp);
        let names = name_list(inp, first);
        let (mut ty, mut values) = (None, Vec::new());
        let token = inp.token();
        if token != Token::End && !token.is_semicolon() && token != Token::RightParen {
            ty = inp.parse(&self.g.type_or_none)?;
            if inp.got_assign() {
                values = (self.values)(inp)?;
            }
        }
        Ok(ConstSpec { names, ty, values, iota, span: inp.since(start) })
    }

    /// `VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) .`
    fn variable(&self, inp: &mut In<'_>) -> Parsed<VarSpec> {
        let start = inp.here();
        let first = name(inp);
        let names = name_list(inp, first);
        let (mut ty, mut values) = (None, Vec::new());
        let mut assigned = inp.got_assign();
        if !assigned {
            ty = Some(inp.parse(&self.g.ty)?);
            assigned = inp.got_assign();
        }
        if assigned {
            values = (self.values)(inp)?;
        }
        Ok(VarSpec { names, ty, values, span: inp.since(start) })
    }

    /// `TypeSpec = identifier [ TypeParams ] [ "=" ] Type .`
    fn type_spec(&self, inp: &mut In<'_>, doc_index: usize) -> Parsed<TypeSpec> {
        let doc = inp.state().doc_above(doc_index);
        let start = inp.here();
        let name = name(inp);
        let (mut params, mut alias) = (Vec::new(), false);
        let mut ty = None;
        if inp.token() == Token::LeftBracket {
            match self.after_bracket(inp)? {
                Bracket::Type(array) => ty = Some(array),
                Bracket::Params(list) => params = list,
            }
        }
        if ty.is_none() {
            alias = inp.got_assign();
            ty = inp.parse(&self.g.type_or_none)?;
        }
        let ty = match ty {
            Some(ty) => ty,
            None => {
                let bad = inp.bad_expression();
                inp.complain("in type declaration");
                inp.advance(AFTER_SPEC);
                bad
            }
        };
        Ok(TypeSpec { name, params, alias, ty, span: inp.since(start), doc })
    }

    /// What `type T [` begins: an array or slice type, or type parameters. `P *C` could be both: it
    /// is read as an expression and taken apart when it must be a parameter.
    fn after_bracket(&self, inp: &mut In<'_>) -> Parsed<Bracket> {
        let open = inp.bump();
        match inp.token() {
            Token::Name => {}
            Token::RightBracket => {
                inp.skip();
                return slice_type(&self.g, inp, open).map(Bracket::Type);
            }
            _ => return array_type(&self.g, inp, open, None).map(Bracket::Type),
        }
        let first = name(inp);
        let span = first.span;
        let mut x = inp.state().expression(ExprKind::Ident(first), span);
        if inp.token() != Token::LeftBracket {
            inp.state().nesting += 1;
            x = primary(&self.g, inp, x)?;
            x = operations(&self.g, inp, x)?;
            inp.state().nesting -= 1;
        }
        let comma = inp.token() == Token::Comma;
        match split_type_param(inp, x, comma) {
            Some((name, ty)) if ty.is_some() || inp.token() != Token::RightBracket => {
                type_params(&self.g, inp, Some((name, ty))).map(Bracket::Params)
            }
            _ => array_type(&self.g, inp, open, Some(x)).map(Bracket::Type),
        }
    }
}

enum Bracket {
    Type(ExprId),
    Params(Vec<crate::syntax::ast::TypeParam>),
}

/// Takes `P *C`, `P (C)` or `P *C|D`, read as an expression, apart into name and constraint, if the
/// right side can only be a type or if `force`d. A name alone is a name without constraint.
fn split_type_param(inp: &mut In<'_>, x: ExprId, force: bool) -> Option<(Ident, Option<ExprId>)> {
    let expr = &inp.state().ast[x];
    let span = expr.span;
    match expr.kind.clone() {
        ExprKind::Ident(name) => Some((name, None)),
        ExprKind::Binary { op: BinaryOp::Mul, op_span, x: left, y } => {
            let name = identifier(inp, left)?;
            if !force && !is_type_element(inp, y) {
                return None;
            }
            let kind = ExprKind::Unary { op: UnaryOp::Star, op_span, x: y };
            let pointer = inp.state().expression(kind, Span::new(op_span.lo, span.hi));
            Some((name, Some(pointer)))
        }
        ExprKind::Binary { op: BinaryOp::Or, op_span, x: left, y } => {
            let force = force || is_type_element(inp, y);
            let (name, constraint) = split_type_param(inp, left, force)?;
            let x = constraint?;
            let start = inp.state().ast[x].span;
            let kind = ExprKind::Binary { op: BinaryOp::Or, op_span, x, y };
            Some((name, Some(inp.state().expression(kind, Span::new(start.lo, span.hi)))))
        }
        ExprKind::Call { fun, args, ellipsis: None, .. } => {
            let name = identifier(inp, fun)?;
            match args[..] {
                [only] if force || is_type_element(inp, only) => Some((name, Some(only))),
                _ => None,
            }
        }
        _ => None,
    }
}

fn identifier(inp: &mut In<'_>, x: ExprId) -> Option<Ident> {
    match &inp.state().ast[x].kind {
        ExprKind::Ident(name) => Some(name.clone()),
        _ => None,
    }
}

/// Whether x can only be a type, or a union of them.
fn is_type_element(inp: &mut In<'_>, x: ExprId) -> bool {
    let ast = &inp.state().ast;
    let mut open = vec![x];
    while let Some(x) = open.pop() {
        match &ast[x].kind {
            ExprKind::ArrayType { .. }
            | ExprKind::StructType { .. }
            | ExprKind::FuncType { .. }
            | ExprKind::InterfaceType { .. }
            | ExprKind::SliceType { .. }
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. }
            | ExprKind::Unary { op: UnaryOp::Tilde, .. } => return true,
            ExprKind::Unary { x, .. } | ExprKind::Paren(x) => open.push(*x),
            ExprKind::Binary { x, y, .. } => open.extend([*x, *y]),
            _ => {}
        }
    }
    false
}
