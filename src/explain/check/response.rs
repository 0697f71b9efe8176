//! Checks what the response says about the signature.

use alloc::vec::Vec;

use crate::explain::finding::{Finding, FindingCode, Note};
use crate::explain::parse::case::Case;

/// The code of a wrong signature, and of other refusals.
const UNAUTHORIZED: &str = "401";

/// The number in "Verify LTI signature failed(2203).", or the code itself.
const SIGNATURE_FAILED: &str = "2203";

pub(super) fn check(case: &Case<'_>, found: &mut Vec<Finding>) {
    let response = &case.response;
    let detail = response.detail.as_deref();
    match response.accepted {
        Some(true) if response.is_empty_list => found.push(Finding::certain(Note::new(FindingCode::ResponseEmptyList))),
        Some(true) => found.push(Finding::certain(Note::new(FindingCode::ResponseAccepted))),
        _ if detail.or(response.error_code.as_deref()) == Some(SIGNATURE_FAILED) => {}
        // This is the same refusal without its message, or with a part of it.
        _ if detail.is_none() && response.error_code.as_deref() == Some(UNAUTHORIZED) => {}
        _ => {
            let seen = detail.or(response.error_code.as_deref());
            found.extend(seen.map(|seen| Finding::certain(Note::new(FindingCode::ResponseOtherError).seen(seen))));
        }
    }
}
