//! Decodes the bytes of a response into a page of meetings, or into one error that says what is wrong.
//!
//! One pass over the body checks everything and writes a tape: slots of fixed size, and the text that they refer to.
//! [`decode`] makes a [`Page`] of the tape. In the wasm, JavaScript makes it.

use core::ops::Range;

use crate::error::{Error, Reason};
use crate::meeting::Page;

mod body;
mod json;
mod octets;
mod output;
mod page;
mod quick;
mod quote;
mod refusal;
mod schema;
mod tape;

pub(crate) use body::Expected;
pub(crate) use tape::Tape;

/// The maximum size of a body: the tape stores a length in 29 bits.
const MAX_BYTES: usize = 256 << 20;

/// Decodes a response to `GET /open/meeting/list`: `status` is its HTTP status, `body` its bytes.
///
/// The body decides, because the HTTP status of a refusal is not documented: `status: true` is a page and
/// `status: false` is an error, whatever the HTTP status is. JSON is read strictly
/// ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)), and may be nested 128 levels deep. If a name occurs twice, the
/// last value counts. A byte order mark at the start is skipped.
///
/// `meetingId` and `meetingNumber` are required. Any other field of a meeting may be null or missing. A number may be a
/// string and a string may be a whole number; any other type is an error. `pageNum`, `pageSize` and `total` must be
/// whole numbers from 0 to 2^53 - 1 (`25.0` is also accepted). A `list` that is null or missing counts as empty if
/// `total` is 0. A `result` that is null or missing is an error: it does not say that there are no meetings.
///
/// ```
/// use zoom_lti_pro::decode::decode;
///
/// let body = br#"{"status":true,"result":{"pageNum":1,"pageSize":12,"total":0,"list":[]}}"#;
/// let page = decode(200, body)?;
/// assert_eq!((page.total, page.list.len()), (0.0, 0));
/// # Ok::<(), zoom_lti_pro::Error>(())
/// ```
///
/// A body in another shape comes from something else, such as a gateway. The error's message quotes its `errorMessage`,
/// `message` or `error`: at most 200 characters, without URL queries and without text that may be a token, a meeting
/// number or a timestamp. It quotes nothing else. If you know other values that must not be shown, call
/// [`Error::mask`].
///
/// # Errors
///
/// - [`Code::SignatureRejected`] and [`Code::ApiError`]: the API responded with `status: false`.
/// - [`Code::TruncatedBody`]: the body is empty or incomplete. Another attempt may succeed.
/// - [`Code::InvalidResponse`]: the body is not UTF-8, not JSON, or not the documented response.
/// - [`Code::BodyTooLarge`]: more than 256 MiB.
/// - [`Code::HttpStatus`]: any of the last three, with an HTTP status other than 2xx.
///
/// [`Code::SignatureRejected`]: crate::Code::SignatureRejected
/// [`Code::ApiError`]: crate::Code::ApiError
/// [`Code::TruncatedBody`]: crate::Code::TruncatedBody
/// [`Code::InvalidResponse`]: crate::Code::InvalidResponse
/// [`Code::BodyTooLarge`]: crate::Code::BodyTooLarge
/// [`Code::HttpStatus`]: crate::Code::HttpStatus
pub fn decode(status: u16, body: &[u8]) -> Result<Page, Error> {
    let mut tape = Tape::EMPTY;
    write(&mut tape, status, body, Expected::Page)?;
    Ok(page::page(&tape))
}

/// Decodes a body and writes the tape, for the wasm. Returns the range of the result in the body. After an error, and
/// with [`Expected::Any`], the content of the tape is not valid.
pub(crate) fn write(
    tape: &mut Tape,
    status: u16,
    body: &[u8],
    expected: Expected,
) -> Result<Option<Range<usize>>, Error> {
    match sniff(body) {
        None => body::read(tape, status, body, expected),
        // Responses with these statuses never have a body.
        Some((Reason::Empty, _)) if expected == Expected::Any && matches!(status, 204 | 205) => Ok(None),
        Some((reason, at)) => Err(refusal::undecodable(status, reason, at)),
    }
}

/// Decodes a response of any endpoint of this API. Returns its `result` as JSON text, or `None` without a `result`.
///
/// The rules are those of [`decode`]. The whole body is checked, but the `result` may be any JSON. If a response that
/// refuses the request has a result, [`Error::result`] says where it is. A response with status 204 or 205 has no body
/// and no result.
///
/// ```
/// use zoom_lti_pro::decode::decode_result;
///
/// assert_eq!(decode_result(200, br#"{"status":true,"result":{"id":5}}"#)?, Some(r#"{"id":5}"#));
///
/// let body = br#"{"status":false,"errorMessage":"Not associated","result":{"id":5}}"#;
/// let error = decode_result(200, body).unwrap_err();
/// assert_eq!(error.result().and_then(|place| body.get(place)), Some(br#"{"id":5}"#.as_slice()));
/// # Ok::<(), zoom_lti_pro::Error>(())
/// ```
///
/// # Errors
///
/// Those of [`decode`].
pub fn decode_result(status: u16, body: &[u8]) -> Result<Option<&str>, Error> {
    let mut tape = Tape::EMPTY;
    let place = write(&mut tape, status, body, Expected::Any)?;
    // Outside strings JSON is ASCII, and strings were checked.
    Ok(place.and_then(|place| body.get(place).and_then(|result| core::str::from_utf8(result).ok())))
}

/// Recognizes bodies that need no JSON parser.
fn sniff(body: &[u8]) -> Option<(Reason, usize)> {
    if body.len() > MAX_BYTES {
        return Some((Reason::TooLarge, MAX_BYTES));
    }
    let start = octets::space(body, octets::start(body));
    match body.get(start) {
        None => Some((Reason::Empty, start)),
        Some(b'<') => Some((Reason::Html, start)),
        Some(_) => None,
    }
}
