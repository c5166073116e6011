//! A package as documentation sees it: its declarations with their source texts and comments, cut
//! out of the files by the parser's tree.

use super::comment::above;
use burrow_lang::source::{SourceMap, Span};
use burrow_lang::syntax::ast::{
    Ast, ConstSpec, Decl, ExprId, ExprKind, FieldDecl, FuncDecl, Ident, InterfaceElement, Item, TypeSpec,
    UnaryOp, VarSpec,
};
use burrow_lang::syntax::{Mode, parse};

/// A package.
pub struct Package {
    /// Import path, or how the folder was named.
    pub path: String,
    /// The name in its package clause.
    pub name: String,
    pub doc: String,
    pub values: Vec<Values>,
    pub functions: Vec<Function>,
    pub types: Vec<TypeDeclaration>,
    /// Names that are not exported are shown, too: nobody imports it.
    pub all: bool,
}

/// A const or var declaration, grouped or not.
pub struct Values {
    pub names: Vec<String>,
    /// The whole declaration.
    pub text: String,
    /// The spec of each name, without comments.
    pub specs: Vec<String>,
    /// `const` or `var`.
    pub keyword: &'static str,
    /// The package's type that the first of them with a type has.
    pub ty: Option<String>,
    pub doc: String,
    /// Which names have a comment of their own.
    pub commented: Vec<bool>,
}

/// A function or method.
pub struct Function {
    pub name: String,
    /// The type whose method it is.
    pub receiver: Option<String>,
    /// The package's type that it makes: the only one among its results.
    pub makes: Option<String>,
    /// `func` to the end of the results.
    pub signature: String,
    pub doc: String,
}

/// A type.
pub struct TypeDeclaration {
    pub name: String,
    pub doc: String,
    /// In one line.
    pub summary: String,
    /// In full, what is not exported left out.
    pub text: String,
    /// Fields of a struct, methods of an interface: each with its comment.
    pub members: Vec<Member>,
}

/// A field of a struct or a method of an interface.
pub struct Member {
    pub name: String,
    pub text: String,
    /// Other packages see it.
    pub exported: bool,
}

impl Package {
    /// Whether a name is shown.
    pub fn shows(&self, name: &str) -> bool {
        self.all || is_exported(name)
    }
}

/// Whether other packages see the name.
pub fn is_exported(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

/// Reads a package from its files: names and texts.
pub fn read(path: &str, files: Vec<(String, String)>) -> Package {
    let mut package = Package {
        path: path.to_string(),
        name: String::new(),
        doc: String::new(),
        values: Vec::new(),
        functions: Vec::new(),
        types: Vec::new(),
        all: false,
    };
    for (name, text) in files {
        let mut map = SourceMap::default();
        let Some(file) = map.add(name, text.clone()) else { continue };
        let (ast, _) = parse(&map, file, Mode::Program);
        File { text: &text, base: map.file(file).base, ast: &ast, all: is_program(&ast) }
            .add_to(&mut package);
    }
    package.functions.sort_by(|a, b| a.name.cmp(&b.name));
    package.types.sort_by(|a, b| a.name.cmp(&b.name));
    package.all = package.name == "main";
    if package.name.is_empty() {
        (package.name, package.all) = ("main".into(), true);
    }
    package
}

fn is_program(ast: &Ast) -> bool {
    ast.package.as_ref().is_none_or(|name| &*name.name == "main")
}

/// A file being read.
struct File<'a> {
    text: &'a str,
    base: u32,
    ast: &'a Ast,
    all: bool,
}

impl File<'_> {
    fn add_to(&self, package: &mut Package) {
        if let Some(name) = &self.ast.package {
            package.name = name.name.to_string();
            let doc = above(self.text, self.at(name.span).0);
            if package.doc.is_empty() {
                package.doc = doc;
            }
        }
        for item in &self.ast.items {
            match item {
                Item::Decl(Decl::Const(specs)) => package.values.extend(self.constants(specs)),
                Item::Decl(Decl::Var(specs)) => package.values.extend(self.variables(specs)),
                Item::Decl(Decl::Type(specs)) => {
                    package.types.extend(specs.iter().map(|spec| self.type_declaration(spec)));
                }
                Item::Func(function) => package.functions.push(self.function(function)),
                Item::Stmt(_) => {}
            }
        }
    }

    /// Bytes of the text.
    fn at(&self, span: Span) -> (usize, usize) {
        ((span.lo - self.base) as usize, (span.hi - self.base) as usize)
    }
    fn source(&self, span: Span) -> &str {
        let (from, to) = self.at(span);
        &self.text[from..to]
    }

    /// The last line that begins with `keyword`, up to `at`.
    fn keyword_before(&self, keyword: &str, at: usize) -> usize {
        let is_start = |i: usize| self.text[..i].is_empty() || self.text[..i].ends_with('\n');
        self.text[..at].rmatch_indices(keyword).map(|(i, _)| i).find(|&i| is_start(i)).unwrap_or(at)
    }

    fn constants(&self, specs: &[ConstSpec]) -> Option<Values> {
        let parts = specs.iter().map(|s| (s.names.as_slice(), s.span, s.ty));
        self.values("const", parts.collect())
    }
    fn variables(&self, specs: &[VarSpec]) -> Option<Values> {
        let parts = specs.iter().map(|s| (s.names.as_slice(), s.span, s.ty));
        self.values("var", parts.collect())
    }

    fn values(&self, keyword: &'static str, specs: Vec<(&[Ident], Span, Option<ExprId>)>) -> Option<Values> {
        let (first, last) = (specs.first()?.1, specs.last()?.1);
        let start = self.keyword_before(keyword, self.at(first).0);
        let grouped = self.text[start + keyword.len()..].trim_start().starts_with('(');
        let end = if grouped { self.closing(self.at(last).1) } else { self.at(last).1 };
        let mut values = Values {
            names: Vec::new(),
            text: self.text[start..end].to_string(),
            specs: Vec::new(),
            keyword,
            ty: specs.iter().find_map(|(_, _, ty)| self.base_name(*ty.as_ref()?)),
            doc: above(self.text, start),
            commented: Vec::new(),
        };
        for (names, span, _) in specs {
            let (from, to) = self.at(span);
            let behind =
                self.text[to..].lines().next().is_some_and(|rest| rest.trim_start().starts_with("//"));
            for name in names {
                values.names.push(name.name.to_string());
                values.specs.push(self.source(span).to_string());
                values.commented.push(behind || grouped && !above(self.text, from).is_empty());
            }
        }
        Some(values)
    }

    /// Behind the parenthesis that closes a group whose last spec ends at `at`.
    fn closing(&self, at: usize) -> usize {
        let mut place = at;
        for line in self.text[at..].split_inclusive('\n') {
            let code = line.split("//").next().unwrap_or(line);
            if let Some(i) = code.find(')') {
                return place + i + 1;
            }
            place += line.len();
        }
        self.text.len()
    }

    fn function(&self, function: &FuncDecl) -> Function {
        let (start, end) = self.at(function.span);
        let end = function.body.as_ref().map_or(end, |body| self.at(body.span).0);
        let made: Vec<String> =
            function.signature.results.iter().filter_map(|r| self.base_name(r.ty)).collect();
        Function {
            name: function.name.name.to_string(),
            receiver: function.receiver.as_ref().map(|r| self.receiver_name(r.ty)),
            makes: if made.len() == 1 { made.into_iter().next() } else { None },
            signature: self.text[start..end].trim_end().to_string(),
            doc: above(self.text, start),
        }
    }

    fn receiver_name(&self, ty: ExprId) -> String {
        let text = self.source(self.ast[ty].span).trim_start_matches(['*', '(']);
        text.split(['[', ')', ' ']).next().unwrap_or(text).to_string()
    }

    /// The package's type that a type expression is about: `T`, `*T`, `[]T`, `T[P]`.
    fn base_name(&self, ty: ExprId) -> Option<String> {
        match &self.ast[ty].kind {
            ExprKind::Ident(name) => is_exported(&name.name).then(|| name.name.to_string()).or_else(|| {
                let predeclared = name.name.chars().all(char::is_lowercase);
                (self.all && !predeclared).then(|| name.name.to_string())
            }),
            ExprKind::Unary { op: UnaryOp::Star, x, .. } | ExprKind::Paren(x) => self.base_name(*x),
            ExprKind::Index { x, .. } => self.base_name(*x),
            ExprKind::SliceType { elem } => self.base_name(*elem),
            _ => None,
        }
    }

    fn type_declaration(&self, spec: &TypeSpec) -> TypeDeclaration {
        let (start, end) = self.at(spec.span);
        let doc = match above(self.text, start) {
            doc if doc.is_empty() => above(self.text, self.keyword_before("type", start)),
            doc => doc,
        };
        let (head, rest) = (self.head(spec), &self.ast[spec.ty].kind);
        let (summary, text, members) = match rest {
            ExprKind::StructType { fields } => {
                let members = self.fields(fields);
                (format!("{head} struct{{ ... }}"), self.body(spec, "fields", &members), members)
            }
            ExprKind::InterfaceType { elements } => {
                let members = self.elements(elements);
                (format!("{head} interface{{ ... }}"), self.body(spec, "methods", &members), members)
            }
            _ => {
                let text = format!("type {}", &self.text[start..end]);
                (text.clone(), text, Vec::new())
            }
        };
        let strip = |members: Vec<(Span, Member)>| members.into_iter().map(|(_, member)| member).collect();
        TypeDeclaration { name: spec.name.name.to_string(), doc, summary, text, members: strip(members) }
    }

    /// `type T[P any]`, and `=` for an alias.
    fn head(&self, spec: &TypeSpec) -> String {
        let (start, _) = self.at(spec.span);
        let (ty, _) = self.at(self.ast[spec.ty].span);
        format!("type {}", self.text[start..ty].trim_end())
    }

    fn member(&self, name: &str, span: Span) -> (Span, Member) {
        let (from, to) = self.at(span);
        let first = self.text[..from].rfind('\n').map_or(0, |i| i + 1);
        let before = self.text[..first].trim_end_matches('\n').rsplit('\n');
        let comments: usize =
            before.take_while(|l| l.trim_start().starts_with("//")).map(|line| line.len() + 1).sum();
        let last = self.text[to..].find('\n').map_or(self.text.len(), |i| to + i);
        let text = self.text[first - comments.min(first)..last].trim_end().to_string();
        (span, Member { name: name.to_string(), text, exported: is_exported(name) })
    }

    fn fields(&self, fields: &[FieldDecl]) -> Vec<(Span, Member)> {
        let name = |field: &FieldDecl| match &field.name {
            Some(name) => name.name.to_string(),
            None => {
                let ty = self.source(self.ast[field.ty].span).trim_start_matches('*');
                let ty = ty.split('[').next().unwrap_or(ty);
                ty.rsplit('.').next().unwrap_or(ty).to_string()
            }
        };
        fields.iter().map(|field| self.member(&name(field), field.span)).collect()
    }

    fn elements(&self, elements: &[InterfaceElement]) -> Vec<(Span, Member)> {
        let member = |element: &InterfaceElement| match element {
            InterfaceElement::Method { name, signature } => {
                Some(self.member(&name.name, name.span.to(signature.span)))
            }
            InterfaceElement::Union(terms) => {
                let (first, last) = (terms.first()?, terms.last()?);
                let span = self.ast[*first].span.to(self.ast[*last].span);
                let (span, member) = self.member(self.source(span), span);
                // What is embedded is part of the whole.
                Some((span, Member { exported: true, ..member }))
            }
        };
        elements.iter().filter_map(member).collect()
    }

    /// A struct or interface type in full, members that are not exported left out.
    fn body(&self, spec: &TypeSpec, what: &str, members: &[(Span, Member)]) -> String {
        let whole = format!("type {}", self.source(spec.span));
        let shown = |member: &Member| self.all || member.exported;
        if members.iter().all(|(_, member)| shown(member)) {
            return whole;
        }
        let keyword = if what == "fields" { "struct" } else { "interface" };
        let mut text = format!("{} {keyword} {{\n", self.head(spec));
        let mut last_line = None;
        for (span, member) in members.iter().filter(|(_, member)| shown(member)) {
            let line = self.text[..self.at(*span).0].matches('\n').count();
            if last_line.replace(line) != Some(line) {
                text.push_str(&member.text);
                text.push('\n');
            }
        }
        text + &format!("\t// Has unexported {what}.\n}}")
    }
}
