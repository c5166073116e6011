//! Language versions: what is newer than the version that a file is written in is refused, as in
//! types2's version.go.

use super::checker::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Version;
use crate::source::Span;

impl Checker<'_> {
    /// Whether the current file may use what came with `version`.
    pub(super) fn allows(&self, version: Version) -> bool {
        self.files.get(self.env.file.0 as usize).is_none_or(|file| file.language.version >= version)
    }

    /// Refuses `what`, which came with `version`, in an older file; false if it did.
    pub(super) fn require(&mut self, span: Span, version: Version, what: &str) -> bool {
        let allowed = self.allows(version);
        if !allowed {
            let message = format!("{what} requires {version} or later");
            self.error(Code::UnsupportedFeature, span, message);
        }
        allowed
    }

    /// As gc, says where the version comes from that a message finds too old.
    pub(super) fn explain_version(&self, diagnostic: &mut Diagnostic) {
        if !diagnostic.message.ends_with(" or later") || !diagnostic.message.contains("requires go1.") {
            return;
        }
        let Some(file) = self.files.get(self.env.file.0 as usize) else { return };
        let version = file.language.version;
        diagnostic.message += &match file.language.declared {
            true => format!(" (file declares //go:build {version})"),
            false => format!(" (-lang was set to {version}; check go.mod)"),
        };
    }
}
