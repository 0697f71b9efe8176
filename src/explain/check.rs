//! Rules that need no secret.

pub(super) mod header;
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
    query::check(case, &mut found);
    values::check(case, &mut found);
    timestamp::check(case, &mut found);
    request::check(case, &mut found);
    response::check(case, &mut found);
    secret::check(case, &mut found);
    found
}
