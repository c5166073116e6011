//! Which of a folder's files make up its package, its tests and its external tests: by build
//! constraints, by their names and by their package clauses. Only the head of each file is read.

use super::constraint::{Constraint, Tags};
use super::{Files, FolderSource};

/// A folder's files, sorted into packages.
#[derive(Debug, Default)]
pub struct Folder {
    /// Where it is, for messages.
    pub place: String,
    /// The package itself.
    pub files: Files,
    /// `_test.go` files of the same package.
    pub test_files: Files,
    /// `_test.go` files of the package with `_test` after its name.
    pub external_test_files: Files,
    /// Names of files that build constraints leave out.
    pub left_out: Vec<String>,
}

impl Folder {
    /// Sorts a folder's files. `Err` says what is wrong with them, in the go command's words.
    pub fn select(source: FolderSource, tags: &Tags) -> Result<Folder, String> {
        let mut folder = Folder { place: source.place, ..Folder::default() };
        let mut package: Option<(String, String)> = None;
        for (name, bytes) in source.files {
            let base = base(&name).to_string();
            let head = Head::of(&bytes);
            let wanted = tags.match_name(&base)
                && head.build.as_ref().map_or(Ok(true), |line| {
                    let constraint = Constraint::parse(line);
                    let constraint =
                        constraint.map_err(|e| format!("{name}: parsing //go:build line: {e}"))?;
                    Ok::<bool, String>(constraint.eval(&|tag| tags.holds(tag)))
                })?;
            let clause = head.package.unwrap_or_default();
            if !wanted || clause == "documentation" {
                folder.left_out.push(name);
                continue;
            }
            let test = base.ends_with("_test.go");
            let external = clause.strip_suffix("_test").filter(|_| test);
            let own = external.unwrap_or(&clause).to_string();
            match &package {
                // The parser complains about a missing clause.
                _ if own.is_empty() => {}
                Some((first, first_name)) if *first != own => {
                    return Err(format!(
                        "found packages {first} ({first_name}) and {own} ({base}) in {}",
                        folder.place
                    ));
                }
                Some(_) => {}
                None => package = Some((own, base)),
            }
            match (test, external.is_some()) {
                (false, _) => folder.files.push((name, bytes)),
                (true, false) => folder.test_files.push((name, bytes)),
                (true, true) => folder.external_test_files.push((name, bytes)),
            }
        }
        Ok(folder)
    }

    /// Why there is no package, when there are no files for one.
    pub fn emptiness(&self) -> String {
        let place = &self.place;
        if !self.left_out.is_empty() {
            format!("build constraints exclude all Go files in {place}")
        } else if self.test_files.is_empty() && self.external_test_files.is_empty() {
            format!("no Go files in {place}")
        } else {
            format!("no non-test Go files in {place}")
        }
    }
}

/// The last element of a path.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// What stands before a file's declarations.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The `//go:build` line.
    pub build: Option<String>,
    /// The name in the package clause.
    pub package: Option<String>,
}

impl Head {
    /// Reads comments up to the package clause.
    pub fn of(bytes: &[u8]) -> Head {
        let mut head = Head::default();
        let mut rest = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        loop {
            rest = rest.trim_ascii_start();
            if rest.starts_with(b"//") || rest.starts_with(b"#!") {
                let end = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
                let line = String::from_utf8_lossy(&rest[..end]);
                let after = line.strip_prefix("//go:build");
                if head.build.is_none()
                    && after.is_some_and(|a| a.is_empty() || a.starts_with([' ', '\t', '\r']))
                {
                    head.build = Some(line.trim_end().to_string());
                }
                rest = &rest[end..];
            } else if rest.starts_with(b"/*") {
                let Some(end) = rest.windows(2).skip(2).position(|w| w == b"*/") else { return head };
                rest = &rest[end + 4..];
            } else {
                head.package = clause(rest);
                return head;
            }
        }
    }
}

/// The name in the package clause at the start of `rest`.
fn clause(rest: &[u8]) -> Option<String> {
    let after = rest.strip_prefix(b"package")?;
    let name = after.trim_ascii_start();
    if name.len() == after.len() {
        return None;
    }
    let end = name.iter().position(|&b| !(b == b'_' || b >= 0x80 || b.is_ascii_alphanumeric()));
    let name = String::from_utf8_lossy(&name[..end.unwrap_or(name.len())]).into_owned();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Folder, Head};
    use crate::load::FolderSource;
    use crate::load::constraint::Tags;

    fn select(files: &[(&str, &str)]) -> Result<Folder, String> {
        let files =
            files.iter().map(|(name, text)| (format!("p/{name}"), text.as_bytes().to_vec())).collect();
        Folder::select(FolderSource { place: "/p".into(), files }, &Tags::new(&[]))
    }

    #[test]
    fn the_head_ends_at_the_package_clause() {
        let head = Head::of(b"// c\n/* x\n*/ //go:build a\npackage p // d\n//go:build b\n");
        assert_eq!((head.build.as_deref(), head.package.as_deref()), (Some("//go:build a"), Some("p")));
        assert_eq!(Head::of(b"//go:builds a\npackagep"), Head::default());
        assert_eq!(Head::of(b"/* open"), Head::default());
    }

    #[test]
    fn tests_are_told_apart() {
        let folder = select(&[
            ("a.go", "package p"),
            ("a_test.go", "package p"),
            ("b_test.go", "package p_test"),
            ("c.go", "//go:build ignore\n\npackage main"),
            ("d.go", "package documentation"),
        ])
        .expect("one package");
        let names = |files: &crate::load::Files| files.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
        assert_eq!(names(&folder.files), ["p/a.go"]);
        assert_eq!(names(&folder.test_files), ["p/a_test.go"]);
        assert_eq!(names(&folder.external_test_files), ["p/b_test.go"]);
        assert_eq!(folder.left_out.len(), 2);
    }

    #[test]
    fn a_folder_has_one_package() {
        let wrong = select(&[("a.go", "package p"), ("b.go", "package q")]).expect_err("two packages");
        assert_eq!(wrong, "found packages p (a.go) and q (b.go) in /p");
        let wrong = select(&[("a.go", "//go:build a &&\npackage p")]).expect_err("no constraint");
        assert_eq!(wrong, "p/a.go: parsing //go:build line: unexpected end of expression");
        assert_eq!(select(&[]).expect("empty").emptiness(), "no Go files in /p");
    }
}
