//! `go.mod` files: which module a folder belongs to and which language version it asks for. What
//! only matters where modules are fetched (`require`, `replace`, `exclude`, …) is read over.

use super::Version;

/// The module of a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Module {
    /// The import path of its root folder.
    pub path: String,
    /// The language version of its packages.
    pub language: Version,
}

/// Directives that say nothing about how the module's own packages are compiled.
const READ_OVER: &[&str] =
    &["require", "replace", "exclude", "retract", "toolchain", "godebug", "tool", "ignore", "use"];

impl Module {
    /// Reads the text of a `go.mod` file, which `name` names. `Err` says what is wrong, as Go does.
    pub fn parse(name: &str, text: &str) -> Result<Module, String> {
        let mut reader = Reader { path: None, language: None, block: None };
        for (number, line) in text.lines().enumerate() {
            let problem = |what: String| format!("errors parsing {name}:\n{name}:{}: {what}", number + 1);
            reader.line(line).map_err(problem)?;
        }
        if let Some(version) = reader.language.as_deref() {
            let language = Version::parse_number(version).unwrap_or(Version::CURRENT);
            if language > Version::CURRENT {
                return Err(format!("{name} requires go >= {version} (burrow has {})", Version::CURRENT));
            }
        }
        let language = reader.language.as_deref().and_then(Version::parse_number);
        match reader.path {
            Some(path) => Ok(Module { path, language: language.unwrap_or(Version::UNNAMED) }),
            None => Err(format!("error reading {name}: missing module declaration")),
        }
    }

    /// The folder of the package `path`, from the module's root; `None`: it is not of this module.
    pub fn folder_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        match path.strip_prefix(&*self.path)? {
            "" => Some(""),
            rest => rest.strip_prefix('/'),
        }
    }

    /// The import path of the package in a folder, given from the module's root.
    pub fn path_of(&self, folder: &str) -> String {
        if folder.is_empty() { self.path.clone() } else { format!("{}/{folder}", self.path) }
    }
}

/// What has been read so far.
struct Reader {
    path: Option<String>,
    language: Option<String>,
    /// The directive whose parentheses are open.
    block: Option<String>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let words = words(line)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let Some(block) = &self.block {
            let block = block.clone();
            return match words[..] {
                [] => Ok(()),
                [")"] => {
                    self.block = None;
                    Ok(())
                }
                _ => self.directive(&block, &words),
            };
        }
        match words[..] {
            [] => Ok(()),
            [verb, "("] => {
                self.block = Some(verb.to_string());
                if matches!(verb, "module") || READ_OVER.contains(&verb) {
                    Ok(())
                } else {
                    Err(format!("unknown block type: {verb}"))
                }
            }
            [verb, ref arguments @ ..] => self.directive(verb, arguments),
        }
    }

    fn directive(&mut self, verb: &str, arguments: &[&str]) -> Result<(), String> {
        match (verb, arguments) {
            ("module", [path]) => {
                check_path(path)?;
                match self.path.replace((*path).to_string()) {
                    None => Ok(()),
                    Some(_) => Err("repeated module statement".into()),
                }
            }
            ("module", _) => Err("usage: module module/path".into()),
            ("go", [version]) => {
                if Version::parse_number(version).is_none_or(|v| v.0 == 0) {
                    return Err(format!("invalid go version '{version}': must match format 1.23.0"));
                }
                match self.language.replace((*version).to_string()) {
                    None => Ok(()),
                    Some(_) => Err("repeated go statement".into()),
                }
            }
            ("go", _) => Err("go directive expects exactly one argument".into()),
            (verb, _) if READ_OVER.contains(&verb) => Ok(()),
            (verb, _) => Err(format!("unknown directive: {verb}")),
        }
    }
}

/// The words of a line, quotes and comments taken off. Parentheses are words of their own.
fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            break;
        }
        let (word, after) = match first {
            '"' | '`' => {
                rest[1..].split_once(first).ok_or_else(|| "unexpected newline in string".to_string())?
            }
            '(' | ')' | ',' | '[' | ']' => rest.split_at(1),
            _ => {
                let end = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '[' | ']');
                rest.split_at(rest.find(end).unwrap_or(rest.len()))
            }
        };
        words.push(word.to_string());
        rest = after.trim_start();
    }
    Ok(words)
}

/// A module's path is an import path that is not relative.
fn check_path(path: &str) -> Result<(), String> {
    let valid = |c: char| c.is_ascii_alphanumeric() || "-._~+/".contains(c);
    if let Some(bad) = path.chars().find(|&c| !valid(c)) {
        return Err(format!("malformed module path {path:?}: invalid char {bad:?}"));
    }
    match path.split('/').find(|element| element.is_empty() || element.bytes().all(|b| b == b'.')) {
        Some("") => Err(format!("malformed module path {path:?}: empty path element")),
        Some(element) => Err(format!("malformed module path {path:?}: invalid path element {element:?}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::Module;
    use crate::load::Version;

    #[test]
    fn reads_over_what_needs_no_reading() {
        let text = "// A module.\nmodule \"example.com/m\" // its path\n\ngo 1.21.3\n\nrequire (\n\tx.y/z v1.2.3 // \
                    indirect\n)\nreplace x.y/z => ../z\nretract [v1.0.0, v1.2.0]\ntoolchain go1.22.0\n";
        let module = Module::parse("go.mod", text).expect("it is right");
        assert_eq!(module, Module { path: "example.com/m".into(), language: Version(21) });
        assert_eq!(module.folder_of("example.com/m/a/b"), Some("a/b"));
        assert_eq!(module.folder_of("example.com/m"), Some(""));
        assert_eq!(module.folder_of("example.com/mm"), None);
        assert_eq!(module.path_of("a"), "example.com/m/a");
    }

    #[test]
    fn mistakes_have_go_s_words() {
        let wrong = |text: &str| Module::parse("go.mod", text).expect_err(text);
        assert_eq!(wrong("module x y\n"), "errors parsing go.mod:\ngo.mod:1: usage: module module/path");
        assert_eq!(wrong("module x\nfoo 1\n"), "errors parsing go.mod:\ngo.mod:2: unknown directive: foo");
        assert!(wrong("go 1.27\n").starts_with("error reading go.mod: missing module declaration"));
        assert!(wrong("module x\ngo 1.99\n").starts_with("go.mod requires go >= 1.99"));
        assert!(wrong("module x\ngo a\n").ends_with("invalid go version 'a': must match format 1.23.0"));
        assert!(wrong("module ./x\n").ends_with("malformed module path \"./x\": invalid path element \".\""));
    }
}
