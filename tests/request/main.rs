//! Signed requests: timestamps, base URLs, paths, credentials, and from parameters to a URL.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod base_urls;
mod credentials;
mod signing;
mod timestamps;

use common::encoding::percent_decode;
use common::prng::Prng;
use common::{NOW_MS, at, now, oracle, query_of};
use zoom_lti_pro::request::{BASE_URL, MEETING_LIST, SignedRequest, WINDOW_MS, check_base_url, sign};
use zoom_lti_pro::time::Timestamp;
use zoom_lti_pro::{Code, Credentials, Error};

fn credentials() -> Credentials {
    Credentials::new("qAnfmSQeSeKWHOE19lwMYg", b"secret").unwrap()
}

fn signed(base_url: &str, path: &str, parameters: &[(&str, &str)]) -> Result<SignedRequest, Error> {
    sign(&credentials(), base_url, path, parameters.iter().copied(), now())
}

#[track_caller]
fn assert_refused(result: Result<impl Sized, Error>, field: &str, what: &str) {
    let Err(error) = result else {
        panic!("{what:?} is taken")
    };
    assert_eq!(
        (error.code(), error.field()),
        (Code::InvalidArgument, Some(field)),
        "{what:?}"
    );
}
