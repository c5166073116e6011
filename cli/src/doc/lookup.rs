//! What a name means: which package, and what of it.

use super::package::{Function, Member, Package, TypeDeclaration, Values, read};
use crate::files;
use crate::nearest::nearest;
use burrow_lang::compile::Options;
use burrow_stdlib::sources;
use std::borrow::Cow;
use std::path::Path;

/// Something that a name names in a package.
pub enum Symbol<'p> {
    Values(&'p Values),
    Function(&'p Function),
    Type(&'p TypeDeclaration),
    Member(&'p TypeDeclaration, &'p Member),
}

/// Where several library packages have the same last element, the one that is meant.
const PREFERRED: &[&str] = &["math/rand"];

/// The library package of that import path.
pub fn library(path: &str) -> Option<Package> {
    let files = sources::package(path)?.files.iter();
    Some(read(path, files.map(|file| (file.name.to_string(), file.text.to_string())).collect()))
}

/// The package in a folder.
fn in_folder(path: &str, folder: &Path) -> Option<Package> {
    let files = files::load(&folder.to_string_lossy(), &Options::default()).ok()?.program.files;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Some(read(path, files.into_iter().map(|(name, bytes)| (name, text(bytes))).collect()))
}

/// The package that `name` begins with, and what follows its dot.
pub fn package<'n>(name: &'n str, folder: &Path) -> Result<(Package, &'n str), String> {
    if name.is_empty() || name == "." {
        let package = in_folder(".", folder);
        return package.map(|p| (p, "")).ok_or_else(|| format!("no Go files in {}", folder.display()));
    }
    // A path may have dots in all elements; in the last one, the first dot ends it.
    let last = name.rfind('/').map_or(0, |i| i + 1);
    let (path, rest) = match name[last..].find('.').filter(|&dot| dot > 0) {
        Some(dot) => (&name[..last + dot], &name[last + dot + 1..]),
        None => (name, ""),
    };
    let mut candidates = named(path, folder);
    if !candidates.is_empty() {
        let has = |package: &Package| !rest.is_empty() && !symbols(package, rest).is_empty();
        let at = candidates.iter().position(has).unwrap_or(0);
        return Ok((candidates.swap_remove(at), rest));
    }
    if !name.contains('/')
        && let Some(package) = in_folder(".", folder)
        && !symbols(&package, name).is_empty()
    {
        return Ok((package, name));
    }
    let message = format!("no package {path}");
    let paths = sources::paths();
    let public = paths.iter().filter(|path| !is_internal(path)).map(|path| &**path);
    Err(match nearest(path, public) {
        Some(near) => format!("{message}; is it {near}?"),
        None => message,
    })
}

fn is_internal(path: &str) -> bool {
    path.split('/').any(|element| element == "internal")
}

/// The packages that are called so, the likeliest first: a folder, an import path of the library, or
/// all that end so.
fn named(path: &str, folder: &Path) -> Vec<Package> {
    if path.starts_with('.') || path.starts_with('/') {
        return in_folder(path, &folder.join(path)).into_iter().collect();
    }
    if let Some(package) = library(path) {
        return vec![package];
    }
    let own = folder.join(path);
    if own.is_dir()
        && let Some(package) = in_folder(path, &own)
    {
        return vec![package];
    }
    let paths = sources::paths();
    let mut ending: Vec<&Cow<str>> = paths.iter().filter(|p| !is_internal(p) && ends_with(p, path)).collect();
    ending.sort_by_key(|path| !PREFERRED.contains(&&***path));
    ending.into_iter().filter_map(|path| library(path)).collect()
}

/// Whether the last elements of an import path are `end`; a version is no element of its own.
fn ends_with(path: &str, end: &str) -> bool {
    let is_version = |last: &str| last.strip_prefix('v').is_some_and(|digits| digits.parse::<u32>().is_ok());
    let unversioned =
        path.rsplit_once('/').filter(|(_, last)| is_version(last)).map_or(path, |(rest, _)| rest);
    [path, unversioned].iter().any(|path| path.strip_suffix(end).is_some_and(|rest| rest.ends_with('/')))
}

/// What `name` (`Symbol` or `Symbol.Member`) names: written exactly so, or else in other case.
pub fn symbols<'p>(package: &'p Package, name: &str) -> Vec<Symbol<'p>> {
    let exact = matching(package, name, |a, b| a == b);
    if exact.is_empty() {
        matching(package, name, |a, b| a.to_lowercase() == b.to_lowercase())
    } else {
        exact
    }
}

fn matching<'p>(package: &'p Package, name: &str, same: fn(&str, &str) -> bool) -> Vec<Symbol<'p>> {
    let (symbol, member) = name.split_once('.').unwrap_or((name, ""));
    if !member.is_empty() {
        return members(package, symbol, member, same);
    }
    let values = package.values.iter().filter(|v| v.names.iter().any(|n| same(n, name)));
    let functions = package.functions.iter().filter(|f| f.receiver.is_none() && same(&f.name, name));
    let types = package.types.iter().filter(|t| same(&t.name, name));
    let found: Vec<Symbol> = values
        .map(Symbol::Values)
        .chain(functions.map(Symbol::Function))
        .chain(types.map(Symbol::Type))
        .collect();
    if !found.is_empty() {
        return found;
    }
    // A method's name alone names it, too.
    let methods = package.functions.iter().filter(|f| f.receiver.is_some() && same(&f.name, name));
    methods.filter(|f| package.shows(&f.name)).map(Symbol::Function).collect()
}

fn members<'p>(
    package: &'p Package,
    symbol: &str,
    member: &str,
    same: fn(&str, &str) -> bool,
) -> Vec<Symbol<'p>> {
    let is_method =
        |f: &&Function| f.receiver.as_ref().is_some_and(|r| same(r, symbol)) && same(&f.name, member);
    let methods = package.functions.iter().filter(is_method).map(Symbol::Function);
    let types = package.types.iter().filter(|t| same(&t.name, symbol));
    let fields = types
        .flat_map(|t| t.members.iter().filter(|m| same(&m.name, member)).map(move |m| Symbol::Member(t, m)));
    methods.chain(fields).collect()
}

/// The names that can be asked for: declarations, or their members.
pub fn names(package: &Package, members: bool) -> Vec<String> {
    let mut names = Vec::new();
    if members {
        for function in package.functions.iter().filter(|f| package.shows(&f.name)) {
            names.extend(function.receiver.as_ref().map(|r| format!("{r}.{}", function.name)));
        }
        for ty in &package.types {
            names.extend(ty.members.iter().map(|member| format!("{}.{}", ty.name, member.name)));
        }
    } else {
        names.extend(package.values.iter().flat_map(|values| values.names.iter().cloned()));
        names.extend(package.functions.iter().filter(|f| f.receiver.is_none()).map(|f| f.name.clone()));
        names.extend(package.types.iter().map(|ty| ty.name.clone()));
    }
    names.retain(|name| name.split('.').all(|part| package.shows(part)));
    names
}

/// Exported declarations without a comment.
#[cfg(test)]
pub fn undocumented(package: &Package) -> Vec<String> {
    use super::package::is_exported;
    let name = |name: &str| format!("{}.{name}", package.path);
    let mut bare = Vec::new();
    for values in &package.values {
        let each = values.names.iter().zip(&values.commented);
        let without = each.filter(|(n, commented)| is_exported(n) && values.doc.is_empty() && !**commented);
        bare.extend(without.map(|(n, _)| name(n)));
    }
    for function in package.functions.iter().filter(|f| is_exported(&f.name) && f.doc.is_empty()) {
        match &function.receiver {
            None => bare.push(name(&function.name)),
            Some(receiver) if is_exported(receiver) => {
                bare.push(name(&format!("{receiver}.{}", function.name)))
            }
            Some(_) => {}
        }
    }
    bare.extend(
        package.types.iter().filter(|t| is_exported(&t.name) && t.doc.is_empty()).map(|t| name(&t.name)),
    );
    bare
}
