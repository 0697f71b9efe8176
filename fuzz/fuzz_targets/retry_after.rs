//! `Retry-After` and HTTP dates: any header is accepted as input, and dates are read as the crate `httpdate` reads
//! them.

#![no_main]

use std::time::{Duration, UNIX_EPOCH};

use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::policy::retry_after_ms;
use zoom_lti_pro::time::{http_date_ms, instant_ms};

fuzz_target!(|data: &[u8]| {
    let (now, text) = data.split_first_chunk().unwrap_or((&[0; 8], data));
    let now = i64::from_le_bytes(*now);
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let date = http_date_ms(text);
    theirs(text, date);
    ours(text, date);
    header(text, now);
});

/// `httpdate` requires the right weekday, rejects leap seconds and ignores some bytes. So only dates that both read, or
/// that `httpdate` would write the same way, are compared.
fn theirs(text: &str, date: Option<i64>) {
    let Ok(theirs) = httpdate::parse_http_date(text) else {
        return;
    };
    let since = theirs.duration_since(UNIX_EPOCH).unwrap().as_millis();
    let is_canonical = httpdate::fmt_http_date(theirs) == text;
    if date.is_some() || is_canonical {
        assert_eq!(date.map(i128::from), i128::try_from(since).ok(), "{text}");
    }
}

/// A date that was read and written again is unchanged, except for the weekday and leap seconds.
fn ours(text: &str, date: Option<i64>) {
    let Some(millis) = date else { return };
    let Ok(since) = u64::try_from(millis) else {
        return;
    };
    let written = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(since));
    let is_plain = text.len() == written.len() && text.get(3..5) == Some(", ");
    if is_plain && !text.contains(":60 ") {
        assert_eq!(text.get(5..), written.get(5..));
    }
}

fn header(text: &str, now: i64) {
    let wait = retry_after_ms(text, now);
    let trimmed = text.trim_ascii();
    let is_number = !trimmed.is_empty() && trimmed.bytes().all(|byte| byte.is_ascii_digit());
    let expected = if is_number {
        let seconds = trimmed.bytes().fold(0_u64, |sum, digit| {
            sum.saturating_mul(10).saturating_add((digit - b'0').into())
        });
        Some(seconds.saturating_mul(1000))
    } else {
        // `start_time` compares `instant_ms` with `jiff`.
        http_date_ms(trimmed).or_else(|| instant_ms(trimmed)).map(|until| {
            let wait = i128::from(until) - i128::from(now);
            u64::try_from(wait.clamp(0, i64::MAX.into())).unwrap()
        })
    };
    assert_eq!(wait, expected, "{text}");
}
