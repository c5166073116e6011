//! Language versions: `go1.21` in build constraints and on the command line, `1.21.3` in `go.mod`.
//! Only the minor number counts for the language.

use std::fmt;

/// A version of the language, `go1.N`, by its N.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Version(pub u16);

impl Version {
    /// The one that burrow implements.
    pub const CURRENT: Version = Version(27);
    /// The earliest that a build constraint can ask for, and the one that introduced that.
    pub const FILE_MIN: Version = Version(21);
    /// What `go.mod` means when it names none.
    pub const UNNAMED: Version = Version(16);
    /// The first with loop variables of each iteration's own.
    pub const LOOP_VARIABLES: Version = Version(22);

    /// `go1.21`, or a release of it (`go1.21.3`, `go1.21rc1`).
    pub fn parse(text: &str) -> Option<Version> {
        text.strip_prefix("go").and_then(Version::parse_number)
    }

    /// The same without `go`, as in `go.mod`.
    pub fn parse_number(text: &str) -> Option<Version> {
        let rest = match text.strip_prefix('1')? {
            "" => return Some(Version(0)),
            rest => rest.strip_prefix('.')?,
        };
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (minor, release) = rest.split_at(digits);
        let release = release.strip_prefix('.').unwrap_or(release);
        let release = release.trim_start_matches("rc").trim_start_matches("beta");
        let valid =
            release.bytes().all(|b| b.is_ascii_digit()) && (minor.len() == 1 || !minor.starts_with('0'));
        if valid { minor.parse().ok().map(Version) } else { None }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "go1.{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_have_releases() {
        for text in ["go1.21", "go1.21.3", "go1.21rc1", "go1.21beta2"] {
            assert_eq!(Version::parse(text), Some(Version(21)), "{text}");
        }
        for text in ["1.21", "go2", "go1.x", "go1.", "go1.21a", "go1.021"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        assert_eq!(Version::parse("go1"), Some(Version(0)));
    }
}
