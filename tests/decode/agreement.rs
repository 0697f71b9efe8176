//! The decoder beside the reference, for the tests and for the fuzzer.

use serde_json::Value;
use zoom_lti_pro::decode::{decode, decode_result};
use zoom_lti_pro::{Code, Reason};

use crate::reference::{self, Outcome};

/// Asserts that the decoder and the reference agree. Returns whether the body is JSON.
#[track_caller]
pub(crate) fn assert_agrees(body: &[u8]) -> bool {
    let found = decode(200, body);
    let shown = || String::from_utf8_lossy(body).into_owned();
    assert_result_agrees(body);
    match (reference::outcome(body), found) {
        (Outcome::NotJson, Err(error)) => {
            let is_syntax = !matches!(error.reason(), None | Some(Reason::Schema));
            assert!(is_syntax, "{error:?}: {}", shown());
            false
        }
        (Outcome::Refused { code, detail }, Err(error)) => {
            let expected = if detail == Some(2203) {
                Code::SignatureRejected
            } else {
                Code::ApiError
            };
            assert_eq!((error.code(), error.detail()), (expected, detail), "{}", shown());
            assert_eq!(error.error_code().is_some(), code.is_some(), "{}", shown());
            true
        }
        (Outcome::Flaw { row, field }, Err(error)) => {
            let found = (error.reason(), error.row(), error.field());
            assert_eq!(found, (Some(Reason::Schema), row, field.as_deref()), "{}", shown());
            true
        }
        (Outcome::Page(expected), Ok(page)) => {
            assert_eq!(reference::page(&page), expected, "{}", shown());
            true
        }
        (Outcome::Ambiguous, found) => {
            let reason = found.err().and_then(|error| error.reason());
            assert!(matches!(reason, None | Some(Reason::Schema)), "{}", shown());
            true
        }
        (expected, found) => panic!("{expected:?}\n{found:?}\n{}", shown()),
    }
}

/// The result is the one that the reference finds, also on an error.
#[track_caller]
fn assert_result_agrees(body: &[u8]) {
    let shown = || String::from_utf8_lossy(body).into_owned();
    let found = decode_result(200, body);
    let Some(root) = reference::parse(body) else {
        let reason = found.err().and_then(|error| error.reason());
        assert!(
            !matches!(reason, None | Some(Reason::Schema)),
            "{reason:?}: {}",
            shown()
        );
        return;
    };
    let expected = root.get("result");
    let parsed = |text: Option<&[u8]>| text.and_then(reference::parse);
    match (root.get("status"), found) {
        (Some(Value::Bool(true)), Ok(text)) => {
            assert_eq!(parsed(text.map(str::as_bytes)).as_ref(), expected, "{}", shown());
        }
        (Some(Value::Bool(false)), Err(error)) => {
            let is_refusal = matches!(error.code(), Code::ApiError | Code::SignatureRejected);
            assert!(is_refusal, "{error:?}: {}", shown());
            let text = error.result().and_then(|place| body.get(place));
            assert_eq!(parsed(text).as_ref(), expected, "{}", shown());
        }
        (status, found) => {
            let error = found.expect_err("a status that is neither true nor false");
            let field = root.is_object().then_some("status");
            assert_eq!(
                (error.reason(), error.field()),
                (Some(Reason::Schema), field),
                "{status:?}: {}",
                shown()
            );
        }
    }
}
