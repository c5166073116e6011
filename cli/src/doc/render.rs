//! Documentation as text, in the layout of `go doc`.

use super::comment::laid_out;
use super::lookup::Symbol;
use super::package::{Function, Package, TypeDeclaration, Values};

/// What stands before everything else.
fn heading(package: &Package) -> String {
    match package.path.as_str() {
        path if path.starts_with(['.', '/']) => format!("package {}\n\n", package.name),
        path => format!("package {} // import \"{path}\"\n\n", package.name),
    }
}

/// A package: its comment and a line for each declaration.
pub fn overview(package: &Package) -> String {
    let mut out = heading(package);
    if !package.doc.is_empty() {
        out += &laid_out(&package.doc, 0);
        out.push('\n');
    }
    let of_type =
        |ty: &Option<String>| ty.as_ref().is_some_and(|ty| package.types.iter().any(|t| t.name == *ty));
    for keyword in ["const", "var"] {
        for values in package.values.iter().filter(|v| v.keyword == keyword && !of_type(&v.ty)) {
            push_summary(&mut out, "", value_summary(package, values));
        }
    }
    let plain = package.functions.iter().filter(|f| f.receiver.is_none() && !of_type(&f.makes));
    for function in plain.filter(|f| package.shows(&f.name)) {
        push_summary(&mut out, "", Some(one_line(&function.signature)));
    }
    for ty in package.types.iter().filter(|t| package.shows(&t.name)) {
        push_summary(&mut out, "", Some(one_line(&ty.summary)));
        for values in package.values.iter().filter(|v| v.ty.as_ref() == Some(&ty.name)) {
            push_summary(&mut out, "    ", value_summary(package, values));
        }
        for function in constructors(package, ty) {
            push_summary(&mut out, "    ", Some(one_line(&function.signature)));
        }
    }
    out
}

fn push_summary(out: &mut String, indent: &str, line: Option<String>) {
    if let Some(line) = line {
        *out += &format!("{indent}{line}\n");
    }
}

fn constructors<'p>(package: &'p Package, ty: &'p TypeDeclaration) -> impl Iterator<Item = &'p Function> {
    let makes = |f: &&Function| f.receiver.is_none() && f.makes.as_ref() == Some(&ty.name);
    package.functions.iter().filter(makes).filter(|f| package.shows(&f.name))
}

fn methods<'p>(package: &'p Package, ty: &'p TypeDeclaration) -> impl Iterator<Item = &'p Function> {
    package
        .functions
        .iter()
        .filter(|f| f.receiver.as_ref() == Some(&ty.name))
        .filter(|f| package.shows(&f.name))
}

/// The first name that is shown and its value; dots stand for more.
fn value_summary(package: &Package, values: &Values) -> Option<String> {
    let shown = |(name, _): &(&String, &String)| package.shows(name);
    let mut specs = values.names.iter().zip(&values.specs).filter(shown);
    let (_, first) = specs.next()?;
    let more = specs.any(|(_, spec)| spec != first);
    let line = one_line(first);
    Some(if more { format!("{} {line} ...", values.keyword) } else { format!("{} {line}", values.keyword) })
}

/// A source text without what its braces hold over several lines.
fn one_line(text: &str) -> String {
    match text.split_once('\n') {
        None => unaligned(text),
        Some((first, _)) if first.trim_end().ends_with(['{', '(']) => {
            let first = first.trim_end();
            let (start, open) = first.split_at(first.len() - 1);
            let close = if open == "{" { "}" } else { ")" };
            format!("{start}{open} ... {close}")
        }
        Some(_) => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A line without the spaces that align it with its neighbours.
fn unaligned(line: &str) -> String {
    let end = line.find(['"', '`', '\'']).unwrap_or(line.len());
    let mut out = String::new();
    for c in line[..end].chars() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out + &line[end..]
}

/// The symbols that a name stands for, one after the other.
pub fn symbols(package: &Package, found: &[Symbol]) -> String {
    let texts: Vec<String> = found.iter().map(|symbol| one(package, symbol)).collect();
    heading(package) + &texts.join("\n")
}

fn one(package: &Package, symbol: &Symbol) -> String {
    match symbol {
        Symbol::Values(values) => declaration(&values.text, &values.doc),
        Symbol::Function(function) => declaration(&function.signature, &function.doc),
        Symbol::Member(ty, member) => {
            let head = ty.text.split('{').next().unwrap_or_default();
            let others = if ty.members.len() > 1 { "\n\t// ... others left out ...\n" } else { "" };
            format!("{head}{{\n{}\n{others}}}\n", member.text)
        }
        Symbol::Type(ty) => type_in_full(package, ty),
    }
}

fn declaration(text: &str, doc: &str) -> String {
    format!("{text}\n{}", laid_out(doc, 4))
}

fn type_in_full(package: &Package, ty: &TypeDeclaration) -> String {
    let mut below = String::new();
    for values in package.values.iter().filter(|v| v.ty.as_ref() == Some(&ty.name)) {
        push_summary(&mut below, "", value_summary(package, values));
    }
    for function in constructors(package, ty).chain(methods(package, ty)) {
        push_summary(&mut below, "", Some(one_line(&function.signature)));
    }
    let text = declaration(&ty.text, &ty.doc);
    if below.is_empty() { text } else { format!("{text}\n{below}") }
}
