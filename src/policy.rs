//! What may be tried again, and when: pure decisions over plain values, without clock or sleep.

use crate::error::Code;
use crate::time;

/// Whether the same request, signed anew, may succeed later.
///
/// Only transport faults and the HTTP statuses 408, 429, 500, 502, 503 and 504 are: those the one
/// public client of this API retries, and the request timeout. A rejected signature never is.
///
/// `status` is the HTTP status, 0 where there was no answer.
///
/// ```
/// use zoom_lti_pro::{Code, policy};
///
/// assert!(policy::retryable(Code::HttpStatus, 503));
/// assert!(!policy::retryable(Code::SignatureRejected, 200));
/// ```
#[must_use]
pub const fn retryable(code: Code, status: u16) -> bool {
    match code {
        Code::Network | Code::Timeout | Code::TruncatedBody | Code::InstanceReset => true,
        Code::HttpStatus | Code::ApiError => {
            matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
        }
        _ => false,
    }
}

/// Reads a `Retry-After` header: the milliseconds to wait from `now_ms` (milliseconds since 1970).
///
/// The header is a number of seconds or an HTTP date
/// ([RFC 9110, 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#field.retry-after)); a date in the
/// past means no wait, anything else is `None`.
///
/// ```
/// use zoom_lti_pro::policy::retry_after_ms;
///
/// assert_eq!(retry_after_ms("120", 0), Some(120_000));
/// assert_eq!(retry_after_ms("Thu, 01 Jan 1970 00:00:05 GMT", 1_000), Some(4_000));
/// assert_eq!(retry_after_ms("soon", 0), None);
/// ```
#[must_use]
pub fn retry_after_ms(header: &str, now_ms: i64) -> Option<u64> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(
            header
                .parse::<u64>()
                .unwrap_or(u64::MAX)
                .saturating_mul(1000),
        );
    }
    let until = time::http_date_ms(header)?;
    Some(u64::try_from(until.saturating_sub(now_ms)).unwrap_or(0))
}
