//! Rules that need no secret.

pub(super) mod header;
mod placeholder;
pub(super) mod query;
pub(super) mod request;
pub(super) mod response;
pub(super) mod secret;
pub(super) mod timestamp;
pub(super) mod values;

use alloc::vec::Vec;

use crate::explain::finding::Finding;
use crate::explain::parse::case::Case;

pub(super) fn all(case: &Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    // A request to another host is not about this API, so its other mistakes come later.
    request::check_address(case, &mut found);
    query::check(case, &mut found);
    values::check(case, &mut found);
    timestamp::check(case, &mut found);
    request::check(case, &mut found);
    response::check(case, &mut found);
    secret::check(case, &mut found);
    found
}
