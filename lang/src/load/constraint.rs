//! Build constraints: `//go:build` expressions (as in go/build/constraint), the tags that hold here,
//! and file names that end in an operating system or a processor.

use super::Version;
use crate::hash::HashSet;
use crate::recursion::recurse;

/// Operators in one expression, as many as Go's own tools take.
const SIZE_MAX: usize = 1000;

const SYSTEMS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
];
const PROCESSORS: &[&str] = &[
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// A `//go:build` expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Constraint {
    /// Holds when the tag is set.
    Tag(String),
    /// `!x`
    Not(Box<Constraint>),
    /// `x && y`
    And(Box<Constraint>, Box<Constraint>),
    /// `x || y`
    Or(Box<Constraint>, Box<Constraint>),
}

impl Constraint {
    /// Reads a line that begins with `//go:build`. `Err` says what is wrong, as Go does.
    pub fn parse(line: &str) -> Result<Constraint, String> {
        let text = line.strip_prefix("//go:build").unwrap_or(line);
        let mut parser = Parser { rest: text.trim(), size: 0 };
        let constraint = parser.or()?;
        match parser.token()? {
            None => Ok(constraint),
            Some(token) => Err(format!("unexpected token {token}")),
        }
    }

    /// Whether it holds where `holds` says which tags do.
    pub fn eval(&self, holds: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Constraint::Tag(tag) => holds(tag),
            Constraint::Not(x) => !x.eval(holds),
            Constraint::And(x, y) => x.eval(holds) && y.eval(holds),
            Constraint::Or(x, y) => x.eval(holds) || y.eval(holds),
        }
    }

    /// The earliest language version that it can hold for; `None`: it names none.
    pub fn version(&self) -> Option<Version> {
        self.bound(true)
    }

    /// `positive`: not under an odd number of negations. A negated tag implies nothing.
    fn bound(&self, positive: bool) -> Option<Version> {
        match self {
            Constraint::Tag(_) if !positive => None,
            Constraint::Tag(tag) => Version::parse(tag).filter(|v| *tag == v.to_string() || tag == "go1"),
            Constraint::Not(x) => x.bound(!positive),
            Constraint::And(x, y) if positive => x.bound(positive).max(y.bound(positive)),
            Constraint::Or(x, y) if !positive => x.bound(positive).max(y.bound(positive)),
            Constraint::And(x, y) | Constraint::Or(x, y) => x.bound(positive).min(y.bound(positive)),
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
    size: usize,
}

impl<'a> Parser<'a> {
    /// The next token; it is taken.
    fn token(&mut self) -> Result<Option<&'a str>, String> {
        let rest = self.rest.trim_start_matches([' ', '\t']);
        let length = match rest.as_bytes() {
            [] => return Ok(None),
            [b'(' | b')' | b'!', ..] => 1,
            [b'&', b'&', ..] | [b'|', b'|', ..] => 2,
            [b @ (b'&' | b'|'), ..] => return Err(format!("invalid syntax at {}", char::from(*b))),
            _ => rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len()),
        };
        if length == 0 {
            return Err(format!("invalid syntax at {}", rest.chars().next().unwrap_or(' ')));
        }
        let (token, after) = rest.split_at(length);
        self.rest = after;
        Ok(Some(token))
    }

    fn take(&mut self, wanted: &str) -> Result<bool, String> {
        let before = self.rest;
        let found = self.token()? == Some(wanted);
        if !found {
            self.rest = before;
        }
        Ok(found)
    }

    fn grow(&mut self) -> Result<(), String> {
        self.size += 1;
        if self.size > SIZE_MAX { Err("build expression too large".into()) } else { Ok(()) }
    }

    fn or(&mut self) -> Result<Constraint, String> {
        let mut x = self.and()?;
        while self.take("||")? {
            self.grow()?;
            x = Constraint::Or(Box::new(x), Box::new(self.and()?));
        }
        Ok(x)
    }

    fn and(&mut self) -> Result<Constraint, String> {
        let mut x = self.not()?;
        while self.take("&&")? {
            self.grow()?;
            x = Constraint::And(Box::new(x), Box::new(self.not()?));
        }
        Ok(x)
    }

    fn not(&mut self) -> Result<Constraint, String> {
        self.grow()?;
        if !self.take("!")? {
            return self.atom();
        }
        if self.take("!")? {
            return Err("double negation not allowed".into());
        }
        Ok(Constraint::Not(Box::new(self.atom()?)))
    }

    fn atom(&mut self) -> Result<Constraint, String> {
        match self.token()? {
            None => Err("unexpected end of expression".into()),
            Some("(") => {
                let x = recurse(|| self.or())?;
                if self.take(")")? { Ok(x) } else { Err("missing close paren".into()) }
            }
            Some(token @ (")" | "&&" | "||" | "!")) => Err(format!("unexpected token {token}")),
            Some(tag) => Ok(Constraint::Tag(tag.to_string())),
        }
    }
}

/// The tags that hold.
#[derive(Clone, Debug)]
pub struct Tags {
    system: &'static str,
    processor: &'static str,
    own: HashSet<String>,
}

impl Tags {
    /// Those of this machine and of burrow, and those that the user has set.
    pub fn new(own: &[String]) -> Tags {
        let system = match std::env::consts::OS {
            "macos" => "darwin",
            other => other,
        };
        let processor = match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            "x86" => "386",
            "loongarch64" => "loong64",
            other => other,
        };
        Tags { system, processor, own: own.iter().cloned().collect() }
    }

    /// Whether a tag holds.
    pub fn holds(&self, tag: &str) -> bool {
        let release =
            || Version::parse(tag).is_some_and(|v| v.0 > 0 && v <= Version::CURRENT && tag == v.to_string());
        tag == self.system
            || tag == self.processor
            || matches!(tag, "gc" | "burrow")
            || tag == "unix" && !matches!(self.system, "windows" | "plan9" | "wasip1" | "js")
            || self.own.contains(tag)
            || release()
    }

    /// Whether a file belongs to a program here as far as its name tells: `x_linux.go`,
    /// `x_amd64.go`, `x_linux_amd64.go`, and the same before `_test`.
    pub fn match_name(&self, name: &str) -> bool {
        let stem = name.split('.').next().unwrap_or(name);
        let Some((_, after)) = stem.split_once('_') else { return true };
        let mut parts: Vec<&str> = after.split('_').collect();
        if parts.last() == Some(&"test") {
            parts.pop();
        }
        match parts[..] {
            [.., system, processor] if SYSTEMS.contains(&system) && PROCESSORS.contains(&processor) => {
                self.holds(system) && self.holds(processor)
            }
            [.., last] if SYSTEMS.contains(&last) || PROCESSORS.contains(&last) => self.holds(last),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Constraint, Tags};
    use crate::load::Version;

    fn holds(line: &str, tags: &[&str]) -> bool {
        Constraint::parse(line).expect("it is right").eval(&|tag| tags.contains(&tag))
    }

    #[test]
    fn and_binds_closer_than_or() {
        assert!(holds("//go:build a || b && c", &["a"]));
        assert!(!holds("//go:build (a || b) && c", &["a"]));
        assert!(holds("//go:build !a && (b||c)", &["c"]));
    }

    #[test]
    fn mistakes_are_named_as_go_does() {
        let wrong = |line: &str| Constraint::parse(line).expect_err(line);
        assert_eq!(wrong("//go:build"), "unexpected end of expression");
        assert_eq!(wrong("//go:build a b"), "unexpected token b");
        assert_eq!(wrong("//go:build !!a"), "double negation not allowed");
        assert_eq!(wrong("//go:build (a"), "missing close paren");
        assert_eq!(wrong("//go:build a & b"), "invalid syntax at &");
        assert_eq!(wrong(&format!("//go:build {}a", "(".repeat(5000))), "build expression too large");
    }

    #[test]
    fn a_constraint_implies_a_version() {
        let version = |line: &str| Constraint::parse(line).expect("it is right").version();
        assert_eq!(version("//go:build go1.21"), Some(Version(21)));
        assert_eq!(version("//go:build linux && go1.22 && go1.20"), Some(Version(22)));
        assert_eq!(version("//go:build go1.22 || go1.20"), Some(Version(20)));
        assert_eq!(version("//go:build go1.22 || linux"), None);
        assert_eq!(version("//go:build !go1.22"), None);
        assert_eq!(version("//go:build !(!go1.22 || x)"), Some(Version(22)));
    }

    #[test]
    fn names_end_in_systems_and_processors() {
        let tags =
            Tags { system: "linux", processor: "amd64", own: std::iter::once("x".to_string()).collect() };
        for name in
            ["a.go", "linux.go", "a_linux.go", "a_linux_amd64.go", "a_amd64_test.go", "a_x.go", "windows.go"]
        {
            assert!(tags.match_name(name), "{name}");
        }
        for name in ["a_windows.go", "a_linux_arm64.go", "a_windows_amd64.go", "a_arm_test.go"] {
            assert!(!tags.match_name(name), "{name}");
        }
        assert!(tags.holds("go1.1") && tags.holds("go1.27") && tags.holds("unix") && tags.holds("x"));
        assert!(
            !tags.holds("go1.28") && !tags.holds("go1.21.1") && !tags.holds("ignore") && !tags.holds("cgo")
        );
    }
}
