//! What a program may touch outside: files to read and to write, hosts, variables of the environment.
//! The machine only keeps it; natives ask before they act (`Call::permissions`).

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// What a program may touch. Standard streams, arguments, time and chance are always there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Permissions {
    /// Files and folders to read.
    pub read: Allowed<PathBuf>,
    /// Files and folders to make, change and remove.
    pub write: Allowed<PathBuf>,
    /// Hosts to connect to, as they stand in a URL; with `:PORT` only that port.
    pub net: Allowed<String>,
    /// Variables of the environment to see.
    pub env: Allowed<String>,
}

/// All of a kind, or some.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Allowed<T> {
    /// All.
    #[default]
    All,
    /// These and, of folders, what is in them.
    Only(Vec<T>),
}

impl<T> Allowed<T> {
    /// Nothing at all.
    pub fn nothing() -> Allowed<T> {
        Allowed::Only(Vec::new())
    }

    /// There is something that is not allowed.
    pub fn is_restricted(&self) -> bool {
        matches!(self, Allowed::Only(_))
    }

    fn any(&self, matches: impl FnMut(&T) -> bool) -> bool {
        match self {
            Allowed::All => true,
            Allowed::Only(list) => list.iter().any(matches),
        }
    }
}

impl Allowed<PathBuf> {
    /// Whether `path` is one of these or lies in one: where it really lies, links followed.
    pub fn path(&self, path: &Path) -> bool {
        if !self.is_restricted() {
            return true;
        }
        let Some(real) = real_path(path) else { return false };
        self.any(|allowed| real_path(allowed).is_some_and(|allowed| real.starts_with(allowed)))
    }
}

impl Permissions {
    /// Nothing outside.
    pub fn none() -> Permissions {
        Permissions {
            read: Allowed::nothing(),
            write: Allowed::nothing(),
            net: Allowed::nothing(),
            env: Allowed::nothing(),
        }
    }

    /// Whether `path` may be read.
    pub fn may_read(&self, path: &Path) -> bool {
        self.read.path(path)
    }

    /// Whether `path` may be made, changed or removed.
    pub fn may_write(&self, path: &Path) -> bool {
        self.write.path(path)
    }

    /// Whether links may be made: with them a path would mean what it did not when it was allowed.
    pub fn may_link(&self) -> bool {
        !self.read.is_restricted() && !self.write.is_restricted()
    }

    /// Whether a connection to a host may be opened.
    pub fn may_connect(&self, host: &str, port: u16) -> bool {
        let with_port = format!("{host}:{port}");
        self.net.any(|allowed| allowed.eq_ignore_ascii_case(host) || allowed.eq_ignore_ascii_case(&with_port))
    }

    /// Whether a variable of the environment may be seen.
    pub fn may_see(&self, name: &OsStr) -> bool {
        self.env.any(|allowed| OsStr::new(allowed) == name)
    }
}

/// Where a path leads, all links followed as far as it exists. `None`: nowhere that is certain.
fn real_path(path: &Path) -> Option<PathBuf> {
    let mut existing = std::path::absolute(path).ok()?;
    let mut rest = Vec::new();
    loop {
        match existing.canonicalize() {
            Ok(mut real) => {
                real.extend(rest.iter().rev());
                return Some(real);
            }
            // A link to nowhere, or something that cannot be looked into.
            Err(error) if error.kind() != std::io::ErrorKind::NotFound || existing.is_symlink() => {
                return None;
            }
            Err(_) => match existing.components().next_back()? {
                Component::Normal(name) => rest.push(name.to_os_string()),
                _ => return None,
            },
        }
        existing.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowed, Permissions};
    use std::ffi::OsStr;
    use std::path::Path;

    #[test]
    fn paths_are_allowed_by_where_they_lead() {
        let folder = std::env::temp_dir().join(format!("burrow-permissions-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("in")).expect("a folder can be made");
        std::os::unix::fs::symlink("/etc", folder.join("in/link")).expect("a link can be made");
        std::os::unix::fs::symlink("/nowhere/at/all", folder.join("in/broken")).expect("a link can be made");
        let some = Allowed::Only(vec![folder.join("in")]);
        let may = |path: &str| some.path(&folder.join(path));
        assert!(may("in") && may("in/new") && may("in/new/newer") && may("in/../in/new"));
        assert!(!may("") && !may("inner") && !may("in/..") && !may("in/../out") && !may("in/new/../../out"));
        assert!(!may("in/link/passwd") && !may("in/broken"));
        assert!(Allowed::All.path(Path::new("/etc/passwd")));
        assert!(!Allowed::nothing().path(&folder));
        std::fs::remove_dir_all(folder).expect("it can be removed");
    }

    #[test]
    fn hosts_and_variables_are_named() {
        let some = Permissions {
            net: Allowed::Only(vec!["Example.com".into(), "localhost:80".into()]),
            env: Allowed::Only(vec!["HOME".into()]),
            ..Permissions::none()
        };
        assert!(some.may_connect("example.com", 443) && some.may_connect("localhost", 80));
        assert!(!some.may_connect("localhost", 81) && !some.may_connect("www.example.com", 80));
        assert!(some.may_see(OsStr::new("HOME")) && !some.may_see(OsStr::new("PATH")));
        assert!(!some.may_link() && Permissions::default().may_link());
    }
}
