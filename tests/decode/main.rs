//! The decoder: every rule by name, conformance cases, and a million broken responses against `serde_json`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod agreement;
mod conformance;
mod differential;
mod documented;
mod duplicates;
mod envelope;
mod fields;
mod messages;
mod not_json;
mod other_json;
mod random;
mod reference;
mod refusals;
mod repeated;
mod strings;
mod syntax;
mod unknown;

use agreement::assert_agrees;
use common::prng::Prng;
use zoom_lti_pro::decode::{decode, decode_result};
use zoom_lti_pro::{Code, Error, Meeting, MeetingStatus, MeetingType, Page, Reason};

const ARTICLE: &str = include_str!("../vectors/article-response.json");
const REFUSAL: &str = include_str!("../vectors/article-refusal.json");
const ROW: &str = concat!(
    r#""meetingId":"UxDWPuPdT1OBudHV56kYJQ==","meetingNumber":"86756778157","hostId":"_vIWeZ76TtuFceCKHkVk4Q","#,
    r#""topic":"Alpha DevA Course1","startTime":"2022-08-04 10:00:00","duration":60,"timezone":"Asia/Shanghai","#,
    r#""pmi":null,"type":3,"status":0"#,
);

fn response(rows: &[String]) -> String {
    let rows = rows.join(",");
    format!(r#"{{"status":true,"result":{{"pageNum":1,"pageSize":12,"total":1,"list":[{rows}]}}}}"#)
}

/// A response with one meeting: `ROW` and then a field. The last duplicate wins.
fn response_with(field: &str) -> String {
    response(&[format!("{{{ROW},{field}}}")])
}

/// A response with one meeting, without a field.
fn response_without(name: &str) -> String {
    let row: Vec<_> = ROW
        .split(',')
        .filter(|field| !field.starts_with(&format!("\"{name}\"")))
        .collect();
    response(&[format!("{{{}}}", row.join(","))])
}

#[track_caller]
fn page(body: impl AsRef<[u8]>) -> Page {
    decode(200, body.as_ref()).expect("a page")
}

#[track_caller]
fn meeting(field: &str) -> Meeting {
    page(response_with(field)).list.pop().expect("a meeting")
}

#[track_caller]
fn error(status: u16, body: impl AsRef<[u8]>) -> Error {
    let body = body.as_ref();
    decode(status, body).expect_err(&String::from_utf8_lossy(body))
}

#[track_caller]
fn assert_flaw(body: &str, row: Option<usize>, field: Option<&str>, message: &str) {
    let error = error(200, body);
    assert_eq!(
        (error.code(), error.reason()),
        (Code::InvalidResponse, Some(Reason::Schema)),
        "{body}"
    );
    assert_eq!(
        (error.row(), error.field(), error.message()),
        (row, field, message),
        "{body}"
    );
    assert!(error.offset().is_some_and(|offset| offset <= body.len()));
    assert_eq!((error.status(), error.is_retryable()), (Some(200), false));
}

#[track_caller]
fn assert_undecodable(body: impl AsRef<[u8]>, code: Code, reason: Reason, offset: usize) {
    let body = body.as_ref();
    let found = error(200, body);
    assert_eq!(
        (found.code(), found.reason(), found.offset()),
        (code, Some(reason), Some(offset)),
        "{found:?}"
    );
    assert_eq!(found.is_retryable(), code == Code::TruncatedBody);
    let found = error(404, body);
    assert_eq!(
        (found.code(), found.reason(), found.status()),
        (Code::HttpStatus, Some(reason), Some(404))
    );
}
