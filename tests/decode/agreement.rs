//! The decoder beside the reference, for the tests and for the fuzzer.

use zoom_lti_pro::decode::decode;
use zoom_lti_pro::{Code, Reason};

use crate::reference::{self, Outcome};

/// The decoder answers as the reference does; returns whether the body is JSON.
#[track_caller]
pub(crate) fn assert_agrees(body: &[u8]) -> bool {
    let found = decode(200, body);
    let shown = || String::from_utf8_lossy(body).into_owned();
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
