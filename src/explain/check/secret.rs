//! Checks the secrets without showing them.

use alloc::vec::Vec;

use crate::credentials::Credentials;
use crate::explain::blank::bare;
use crate::explain::finding::{Finding, FindingCode, Note};
use crate::explain::parse::case::Case;

pub(super) fn check(case: &Case<'_>, found: &mut Vec<Finding>) {
    for given in &case.secrets {
        let text = bare(given.secret);
        let code = if text != given.secret {
            FindingCode::SecretBlank
        } else if Credentials::new("key", text.as_bytes()).is_err() {
            FindingCode::SecretPlaceholder
        } else if case.value("key") == Some(text) {
            FindingCode::KeyAsSecret
        } else {
            continue;
        };
        found.push(Finding::possible(Note::variant(code, "given").of(given.label)));
    }
}
