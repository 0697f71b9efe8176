//! What the native test files share.

#![allow(dead_code, reason = "no test file uses all of it")]

pub(crate) mod calendar;
pub(crate) mod encoding;
pub(crate) mod oracle;
pub(crate) mod prng;
pub(crate) mod stages;
pub(crate) mod vectors;

use zoom_lti_pro::time::Timestamp;

/// The present in most tests: the timestamp in KB0065241.
pub(crate) const NOW_MS: u64 = 1_661_494_048_201;

pub(crate) fn now() -> Timestamp {
    at(NOW_MS)
}

#[track_caller]
pub(crate) fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis).expect("a plausible timestamp")
}

/// The part of a URL after its `?`.
#[track_caller]
pub(crate) fn query_of(url: &str) -> &str {
    url.split_once('?').expect("a URL with a query").1
}
