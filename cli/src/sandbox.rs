//! What a program may touch outside, as the command line gives it: everything, unless `--sandbox`
//! refuses all that is not allowed by name.

use burrow_vm::permissions::{Allowed, Permissions};
use clap::Args;
use std::path::PathBuf;

/// What the program may touch.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Sandbox")]
pub struct SandboxArguments {
    /// Refuse the program files, network and environment, but for what is allowed
    #[arg(long)]
    sandbox: bool,
    /// Allow to read these files and folders, or any; with --sandbox
    #[arg(long, value_name = "PATHS", num_args = 0..=1, require_equals = true, value_delimiter = ',', requires = "sandbox")]
    allow_read: Option<Vec<String>>,
    /// Allow to make, change and remove these files and folders, or any; with --sandbox
    #[arg(long, value_name = "PATHS", num_args = 0..=1, require_equals = true, value_delimiter = ',', requires = "sandbox")]
    allow_write: Option<Vec<String>>,
    /// Allow connections to these hosts (`HOST` or `HOST:PORT`), or any; with --sandbox
    #[arg(long, value_name = "HOSTS", num_args = 0..=1, require_equals = true, value_delimiter = ',', requires = "sandbox")]
    allow_net: Option<Vec<String>>,
    /// Allow to see these variables of the environment, or all; with --sandbox
    #[arg(long, value_name = "NAMES", num_args = 0..=1, require_equals = true, value_delimiter = ',', requires = "sandbox")]
    allow_env: Option<Vec<String>>,
}

impl SandboxArguments {
    /// For the machine.
    pub fn permissions(self) -> Permissions {
        if !self.sandbox {
            return Permissions::default();
        }
        Permissions {
            read: allowed(self.allow_read, from_here),
            write: allowed(self.allow_write, from_here),
            net: allowed(self.allow_net, |host| host),
            env: allowed(self.allow_env, |name| name),
        }
    }
}

/// An option that is not there allows nothing, one without a list everything.
fn allowed<T>(option: Option<Vec<String>>, item: impl Fn(String) -> T) -> Allowed<T> {
    match option {
        None => Allowed::nothing(),
        Some(list) if list.is_empty() => Allowed::All,
        Some(list) => Allowed::Only(list.into_iter().map(item).collect()),
    }
}

/// A path that goes on meaning the same wherever the program changes its directory to.
fn from_here(path: String) -> PathBuf {
    std::path::absolute(&path).unwrap_or_else(|_| path.into())
}
