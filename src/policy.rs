//! Which request is sent again and when, and where paging ends: pure decisions over plain values, without clock, random
//! numbers or sleep.

use crate::error::Code;
use crate::time;

/// Whether the same request, signed again, may succeed later.
///
/// True for transport faults and for the HTTP statuses 408, 429, 500, 502, 503 and 504. The only public client of this
/// API retries these statuses except 408 (request timeout). Never true for a rejected signature.
///
/// `status` is the HTTP status; 0 without a response.
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
        Code::Network | Code::Timeout | Code::TruncatedBody => true,
        Code::HttpStatus | Code::ApiError => {
            matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
        }
        _ => false,
    }
}

/// Reads a `Retry-After` header: the milliseconds to wait from `now_ms` (milliseconds since 1970).
///
/// The header is a number of seconds or an HTTP date
/// ([RFC 9110, 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#field.retry-after)), or an ISO 8601 date with its UTC
/// offset. The last is not in the RFC: Zoom's REST documentation shows `Retry-After: 2026-11-29T00:00:00Z` for its
/// daily rate limits ([`time::instant_ms`]). A date in the past means no wait. Any other text is `None`.
///
/// ```
/// use zoom_lti_pro::policy::retry_after_ms;
///
/// assert_eq!(retry_after_ms("120", 0), Some(120_000));
/// assert_eq!(retry_after_ms("Thu, 01 Jan 1970 00:00:05 GMT", 1_000), Some(4_000));
/// assert_eq!(retry_after_ms("1970-01-01T00:00:05Z", 1_000), Some(4_000));
/// assert_eq!(retry_after_ms("soon", 0), None);
/// ```
#[must_use]
pub fn retry_after_ms(header: &str, now_ms: i64) -> Option<u64> {
    let header = header.trim_ascii();
    if let Some(seconds) = time::whole(header) {
        return Some(seconds * 1000);
    }
    let until = time::http_date_ms(header).or_else(|| time::instant_ms(header))?;
    Some(u64::try_from(until.saturating_sub(now_ms)).unwrap_or(0))
}

/// Whether a request reached the server, as far as its sender can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sent {
    /// It was not sent.
    No,
    /// It was sent, and no response came.
    #[default]
    Maybe,
    /// A response came, at least its head.
    Yes,
    /// The response refused the request but has a result: the server did something.
    Acted,
}

/// What [`next`] needs to know of a failed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failure {
    /// Whether the request only reads (GET). Then it may be sent twice.
    pub read_only: bool,
    /// Whether it reached the server.
    pub sent: Sent,
    /// The HTTP status of the response; 0 without a response.
    pub status: u16,
    /// Whether the same request, signed again, may succeed later ([`retryable`]).
    pub retryable: bool,
    /// Whether the signature was rejected ([`Code::SignatureRejected`]).
    pub rejected: bool,
    /// How long the server asked to wait, in milliseconds ([`retry_after_ms`]).
    pub retry_after_ms: Option<u64>,
    /// The server's clock minus the signed timestamp, in milliseconds; `None` if unknown.
    pub clock_offset_ms: Option<i64>,
    /// The server's clock minus our own, in milliseconds: the correction to add. `None` if unknown.
    pub correction_ms: Option<i64>,
}

/// What a call has used up, and what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Budget {
    /// The number of retries so far.
    pub retried: u32,
    /// The maximum number of retries.
    pub retries: u32,
    /// Whether the clock was corrected in this call.
    pub clock_corrected: bool,
    /// Whether the request was signed with the correction of an earlier call.
    pub clock_remembered: bool,
    /// Whether there is another secret to try.
    pub more_secrets: bool,
    /// Milliseconds until the deadline of the call.
    pub remaining_ms: u64,
}

/// What to do about a failed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Report the failure.
    GiveUp,
    /// Sign and send the request again after this many milliseconds.
    Wait(u64),
    /// Sign it with the server's time and send it again at once.
    CorrectClock,
    /// Sign it with our own time and send it again at once: the correction of an earlier call is not valid any more.
    OwnClock,
    /// Sign it with the next secret and send it again at once.
    NextSecret,
    /// Report the failure, and that the server's clock is too far from ours.
    ClockTooFar,
    /// Report the failure. The request may have changed something: check that before you send it again.
    DoNotRepeat,
}

/// The maximum `Retry-After` to wait for, in milliseconds.
pub const MAX_RETRY_AFTER_MS: u64 = 20_000;
/// The maximum difference between two clocks that is ignored, in milliseconds. A signature is valid for 60 minutes
/// before and after its timestamp, so a small difference does not explain a rejection.
pub const CLOCK_TOLERANCE_MS: u64 = 5 * 60_000;
/// The maximum correction of our clock, in milliseconds. Otherwise a malicious server could make us sign for any time
/// in the future, and use that signature then.
pub const MAX_CORRECTION_MS: u64 = 24 * 3_600_000;
/// The maximum wait before the first retry, in milliseconds. It doubles for each further retry.
const FIRST_BACKOFF_MS: u32 = 250;
const MAX_BACKOFF_MS: u32 = 8_000;

/// Decides what follows a failure. `random` is a number from 0 to 1 that spreads the retries of many clients ("full
/// jitter").
///
/// After a rejected signature, the request is sent again with the server's time if the clocks differ, and with each
/// further secret. It is never sent again unchanged. If the server's clock is more than 24 hours from ours, it is not
/// used ([`Next::ClockTooFar`]).
///
/// A request that changes something is sent again only if it certainly had no effect: it was not sent, or the server
/// refused it without a result, by a rejected signature or by status 429 with `Retry-After`. A status of 500 or more
/// means that the server failed, whatever else the response says.
///
/// ```
/// use zoom_lti_pro::policy::{Budget, Failure, Next, next};
///
/// let failure = Failure { retryable: true, read_only: true, ..Failure::default() };
/// let budget = Budget { retries: 2, remaining_ms: 30_000, ..Budget::default() };
/// assert_eq!(next(failure, budget, 0.5), Next::Wait(125));
/// assert_eq!(next(failure, Budget { retried: 2, ..budget }, 0.5), Next::GiveUp);
/// assert_eq!(next(Failure { read_only: false, ..failure }, budget, 0.5), Next::DoNotRepeat);
/// ```
#[must_use]
pub fn next(failure: Failure, budget: Budget, random: f64) -> Next {
    if !may_repeat(failure) {
        return Next::DoNotRepeat;
    }
    if failure.rejected && failure.status != 0 {
        return after_rejection(failure, budget);
    }
    if !failure.retryable || budget.retried >= budget.retries {
        return Next::GiveUp;
    }
    let asked = failure.retry_after_ms.unwrap_or(0);
    let wait = asked.max(backoff_ms(budget.retried, random));
    if asked > MAX_RETRY_AFTER_MS || wait >= budget.remaining_ms {
        return Next::GiveUp;
    }
    Next::Wait(wait)
}

/// Whether sending the request again cannot make anything happen twice.
fn may_repeat(failure: Failure) -> bool {
    let turned_away = failure.rejected || (failure.status == 429 && failure.retry_after_ms.is_some());
    let acted = failure.sent == Sent::Acted || failure.status >= 500;
    failure.read_only || failure.sent == Sent::No || (turned_away && !acted)
}

fn after_rejection(failure: Failure, budget: Budget) -> Next {
    let offset = failure.clock_offset_ms.map(i64::unsigned_abs);
    let is_off = offset.is_some_and(|offset| offset > CLOCK_TOLERANCE_MS);
    let correction = failure.correction_ms.map(i64::unsigned_abs);
    if !budget.clock_corrected {
        let our_clock_is_right = is_off && correction.is_some_and(|ms| ms <= CLOCK_TOLERANCE_MS);
        if budget.clock_remembered && (offset.is_none() || our_clock_is_right) {
            return Next::OwnClock;
        }
        if is_off && correction.is_some_and(|ms| ms <= MAX_CORRECTION_MS) {
            return Next::CorrectClock;
        }
    }
    if budget.more_secrets {
        return Next::NextSecret;
    }
    if is_off && correction.is_some_and(|ms| ms > MAX_CORRECTION_MS) {
        return Next::ClockTooFar;
    }
    Next::GiveUp
}

#[expect(
    clippy::as_conversions,
    reason = "`as` saturates and converts NaN to 0; the result is at most MAX_BACKOFF_MS"
)]
fn backoff_ms(retried: u32, random: f64) -> u64 {
    let ceiling = FIRST_BACKOFF_MS
        .saturating_mul(2_u32.saturating_pow(retried))
        .min(MAX_BACKOFF_MS);
    (f64::from(ceiling) * random.clamp(0.0, 1.0)) as u64
}

/// A page of a list that is read page by page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageSeen {
    /// The number of meetings on it.
    pub rows: u32,
    /// The number of its meetings that were not on an earlier page.
    pub new_rows: u32,
    /// The page size that the server used.
    pub page_size: u32,
    /// The server's count of all meetings.
    pub total: u32,
}

/// What was read before that page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// The number of meetings, each counted once.
    pub rows: u32,
    /// The page size of the last page with meetings; 0 before the first one.
    pub page_size: u32,
    /// The number of successive pages without new meetings.
    pub stale: u32,
}

/// Whether to request another page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paging {
    /// Request the next page.
    More,
    /// This was the last page.
    End,
    /// The server sends the same meetings again and again: the rest cannot be read.
    Repeats,
    /// The page size grew from one page to the next, so meetings were skipped.
    Grew,
}

/// Decides whether to request another page, only from what the server sent. A server may use another page size than the
/// requested one, count wrongly, or send its last page again for every later one.
///
/// A full page is always followed by another request, a short or empty page only if `total` promises more meetings. One
/// page without new meetings is possible: meetings are added while the list is read, or removed from a page that was
/// already short. After a second such page, an empty page ends the list.
///
/// ```
/// use zoom_lti_pro::policy::{PageSeen, Paging, Progress, after_page};
///
/// let full = PageSeen { rows: 20, new_rows: 20, page_size: 20, total: 20 };
/// assert_eq!(after_page(full, Progress::default()), Paging::More);
/// let short = PageSeen { rows: 19, new_rows: 19, total: 19, ..full };
/// assert_eq!(after_page(short, Progress::default()), Paging::End);
/// ```
#[must_use]
pub fn after_page(page: PageSeen, before: Progress) -> Paging {
    let complete = before.rows.saturating_add(page.new_rows) >= page.total;
    if before.page_size != 0 && page.page_size > before.page_size && page.rows > 0 {
        return Paging::Grew;
    }
    if complete && (page.rows < page.page_size || page.new_rows == 0) {
        return Paging::End;
    }
    match (page.rows, page.new_rows, before.stale) {
        (_, 1.., _) | (_, _, 0) => Paging::More,
        (0, ..) => Paging::End,
        _ => Paging::Repeats,
    }
}

/// The maximum number of times that a list of several pages is read until two readings agree.
pub const MAX_READINGS: u32 = 4;

/// A list that was read to its end, page by page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// The number of meetings, each counted once, including those before the first page that was read.
    pub rows: u32,
    /// The same number after the first page.
    pub first_rows: u32,
    /// Whether the first page had room for more meetings.
    pub is_short: bool,
    /// The server's count of all meetings on the first page.
    pub total: u32,
    /// Whether a meeting of an earlier page was on a later page again.
    pub repeated: bool,
    /// Whether the previous reading gave the same meetings in the same order with equal fields.
    pub agrees: bool,
    /// The number of readings, including this one.
    pub readings: u32,
}

/// What a reading shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// These are the meetings of the list at one moment.
    Complete,
    /// The list may have changed meanwhile: read it again.
    Again,
    /// No two readings agree: the list keeps changing.
    Changed,
    /// Two readings agree, but the server counts more meetings, or repeats some and counts fewer.
    Miscounted,
}

/// Decides whether a reading is the whole list: one response contained it, or two successive readings agree.
///
/// The pages of a reading show the list at different moments. If a meeting is deleted meanwhile, the later meetings
/// move up, and the reading misses the first meeting of the next page. If two successive readings agree, each of their
/// meetings was on the list when the second reading started, unless it was removed and restored unchanged. If the
/// server counted the same number at that moment, these are all meetings. If it counted fewer, its count is wrong; then
/// a reading without repeated meetings is complete.
///
/// ```
/// use zoom_lti_pro::policy::{Completeness, Reading, after_reading};
///
/// let one = Reading { rows: 25, first_rows: 25, is_short: true, total: 25, readings: 1, ..Reading::default() };
/// assert_eq!(after_reading(one), Completeness::Complete);
/// let three_pages = Reading { first_rows: 10, is_short: false, ..one };
/// assert_eq!(after_reading(three_pages), Completeness::Again);
/// let same = Reading { agrees: true, readings: 2, ..three_pages };
/// assert_eq!(after_reading(same), Completeness::Complete);
/// ```
#[must_use]
pub const fn after_reading(reading: Reading) -> Completeness {
    let Reading {
        rows, total, readings, ..
    } = reading;
    let is_counted = rows == total || reading.is_short && rows > total;
    if rows == reading.first_rows && is_counted {
        return Completeness::Complete;
    }
    if !reading.agrees {
        return if readings < MAX_READINGS {
            Completeness::Again
        } else {
            Completeness::Changed
        };
    }
    if rows == total || rows > total && !reading.repeated {
        return Completeness::Complete;
    }
    Completeness::Miscounted
}
