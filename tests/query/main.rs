//! The canonical query: order, refusals, percent-encoding, and the limits of `MeetingQuery`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod encoding;
mod limits;
mod meeting_query;
mod order;
mod received;
mod refusals;

use common::encoding::{KEPT, percent_encode};
use common::oracle;
use common::prng::Prng;
use zoom_lti_pro::query::{CanonicalQuery, MAX_PARAMETER_BYTES, MAX_PARAMETERS, MeetingQuery, base_string};
use zoom_lti_pro::{Code, Error};

fn canonical(parameters: &[(&str, &str)]) -> Result<CanonicalQuery<'static>, Error> {
    CanonicalQuery::new(
        parameters
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string())),
    )
}

#[track_caller]
fn assert_refused(result: Result<impl Sized, Error>, field: &str) {
    let error = result.err().expect("an error");
    assert_eq!((error.code(), error.field()), (Code::InvalidArgument, Some(field)));
}
