//! Documentation of packages and what they declare, as `go doc` shows it: signatures and comments,
//! read from the sources of the library and of the program's own folder. A name goes in as people
//! write it (`fmt`, `strings.Cut`, `sync.Mutex.Lock`, `./shapes.Circle`), text for people comes out.
//! Nothing here prints.

mod comment;
mod lookup;
mod package;
mod render;

use package::Package;
use std::path::Path;

/// The documentation of what `name` names, seen from `folder`: a package (`fmt`, `math/rand`, `rand`),
/// something it declares, or a method or field of that. An empty name, and a name without a package,
/// mean the package in the folder. `Err` says what there is not, and what there is instead.
pub fn document(name: &str, folder: &Path) -> Result<String, String> {
    let (package, rest) = lookup::package(name, folder)?;
    if rest.is_empty() {
        return Ok(render::overview(&package));
    }
    let found = lookup::symbols(&package, rest);
    if found.is_empty() {
        return Err(missing(&package, rest));
    }
    Ok(render::symbols(&package, &found))
}

fn missing(package: &Package, rest: &str) -> String {
    let (symbol, member) = rest.split_once('.').unwrap_or((rest, ""));
    let message = match member {
        "" => format!("no symbol {symbol} in package {}", package.path),
        _ => format!("no symbol {symbol} with member {member} in package {}", package.path),
    };
    let names = lookup::names(package, !member.is_empty());
    match crate::nearest::nearest(rest, names.iter().map(String::as_str)) {
        Some(name) => format!("{message}; is it {}.{name}?", package.name),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::document;
    use std::path::Path;

    fn shown(name: &str) -> String {
        document(name, Path::new("/")).unwrap_or_else(|message| panic!("{name}: {message}"))
    }

    #[test]
    fn functions_are_shown_with_their_signature_and_comment() {
        let text = shown("strings.Cut");
        let start = "package strings // import \"strings\"\n\n\
            func Cut(s, sep string) (before, after string, found bool)\n    Cut slices s around";
        assert!(text.starts_with(start), "{text}");
        assert_eq!(text, shown("strings.cut"), "case does not matter");
    }

    #[test]
    fn types_are_shown_with_what_belongs_to_them() {
        let text = shown("time.Duration");
        for line in
            ["type Duration int64", "const Nanosecond Duration = 1 ...", "func (d Duration) String() string"]
        {
            assert!(text.lines().any(|l| l == line), "{line:?} in\n{text}");
        }
        assert!(text.contains("func ParseDuration(s string) (Duration, error)\n"), "{text}");
        assert!(shown("sync.Mutex").contains("type Mutex struct {\n\t// Has unexported fields.\n}\n"));
    }

    #[test]
    fn members_are_found() {
        assert!(shown("sync.Mutex.Lock").contains("\nfunc (m *Mutex) Lock()\n"));
        assert!(
            shown("io.Reader.Read")
                .contains("type Reader interface {\n\tRead(p []byte) (n int, err error)\n")
        );
        assert!(shown("strconv.NumError.Num").contains("\n\tNum  string"));
    }

    #[test]
    fn packages_are_found_by_path_and_by_last_element() {
        assert!(shown("container/list").contains("\ntype List struct{ ... }\n    func New() *List\n"));
        assert_eq!(shown("list"), shown("container/list"));
        assert_eq!(shown("rand"), shown("math/rand"));
        for name in ["rand/v2.N", "rand.N"] {
            assert!(shown(name).contains("import \"math/rand/v2\""));
        }
        assert!(shown("io").contains("\nvar EOF = errors.New(\"EOF\")\n"));
    }

    #[test]
    fn what_is_not_there_is_said_with_the_nearest_name() {
        let wrong = |name: &str| document(name, Path::new("/")).expect_err(name);
        assert_eq!(wrong("strings.Cuz"), "no symbol Cuz in package strings; is it strings.Cut?");
        assert_eq!(
            wrong("sync.Mutex.Luck"),
            "no symbol Mutex with member Luck in package sync; is it sync.Mutex.Lock?"
        );
        assert_eq!(wrong("stringz"), "no package stringz; is it strings?");
        assert_eq!(wrong("stringz.Cut"), "no package stringz; is it strings?");
    }

    #[test]
    fn every_exported_name_of_the_library_is_documented() {
        let mut bare = Vec::new();
        for path in burrow_stdlib::sources::paths() {
            let package = super::lookup::library(&path).expect("it is listed");
            bare.extend(super::lookup::undocumented(&package));
        }
        assert!(bare.is_empty(), "without a comment: {bare:?}");
    }
}
