//! What is retried, and the names of the codes: every row of every table.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use common::calendar::days;
use common::prng::Prng;
use zoom_lti_pro::policy::{retry_after_ms, retryable};
use zoom_lti_pro::{Code, Reason};

// Retries

/// Statuses of temporary failures. 408 is the request timeout.
const TRANSIENT: [u16; 6] = [408, 429, 500, 502, 503, 504];

#[test]
fn every_code_under_every_status() {
    for code in Code::ALL {
        for status in 0..=999 {
            let expected = match code {
                Code::Network | Code::Timeout | Code::TruncatedBody => true,
                Code::HttpStatus | Code::ApiError => TRANSIENT.contains(&status),
                Code::InvalidArgument
                | Code::InvalidCredentials
                | Code::SignatureRejected
                | Code::RedirectRefused
                | Code::Aborted
                | Code::BodyTooLarge
                | Code::InvalidResponse
                | Code::VerificationFailed
                | Code::WasmUnavailable
                | Code::Internal => false,
            };
            assert_eq!(retryable(code, status), expected, "{code:?} under {status}");
        }
    }
}

#[test]
fn a_rejected_signature_is_never_tried_again() {
    assert!((0..=u16::MAX).all(|status| !retryable(Code::SignatureRejected, status)));
}

// Retry-After

const NOW: i64 = 784_111_777_000;

#[test]
fn seconds_are_read() {
    let table = [
        ("0", 0),
        ("1", 1_000),
        ("20", 20_000),
        ("120", 120_000),
        ("00120", 120_000),
        ("3600", 3_600_000),
        (" 120 ", 120_000),
        ("\t120", 120_000),
    ];
    for (header, expected) in table {
        assert_eq!(retry_after_ms(header, NOW), Some(expected), "{header:?}");
    }
}

#[test]
fn every_second_of_a_day_is_read() {
    for seconds in 0..86_400 {
        assert_eq!(retry_after_ms(&seconds.to_string(), NOW), Some(seconds * 1_000));
    }
}

#[test]
fn seconds_that_are_too_large_saturate() {
    for header in [
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999999",
    ] {
        assert_eq!(retry_after_ms(header, NOW), Some(1000 << 53), "{header}");
    }
}

#[test]
fn a_date_means_a_wait_until_then() {
    assert_eq!(retry_after_ms("Sun, 06 Nov 1994 08:49:42 GMT", NOW), Some(5_000));
}

#[test]
fn the_obsolete_forms_of_a_date_are_read() {
    for header in ["Sunday, 06-Nov-94 08:49:42 GMT", "Sun Nov  6 08:49:42 1994"] {
        assert_eq!(retry_after_ms(header, NOW), Some(5_000), "{header}");
    }
}

/// Zoom's REST documentation shows `2026-11-29T00:00:00Z`.
#[test]
fn an_iso_8601_date_with_its_offset_is_read() {
    for header in [
        "1994-11-06T08:49:42Z",
        " 1994-11-06T08:49:42Z ",
        "1994-11-06T08:49:42.000Z",
        "1994-11-06T08:49:42.000000Z",
        "1994-11-06T08:49:42+00:00",
        "1994-11-06T08:49:42-00:00",
        "1994-11-06T10:49:42+02:00",
        "1994-11-06T03:19:42-0530",
        "1994-11-06 08:49:42Z",
        "1994-11-06 08:49:42 UTC",
    ] {
        assert_eq!(retry_after_ms(header, NOW), Some(5_000), "{header}");
    }
    assert_eq!(retry_after_ms("1994-11-06T08:49:37.250Z", NOW), Some(250));
    assert_eq!(retry_after_ms("2026-11-29T00:00:00Z", 1_795_910_340_000), Some(60_000));
}

#[test]
fn the_present_as_a_date_means_no_wait() {
    assert_eq!(retry_after_ms("Sun, 06 Nov 1994 08:49:37 GMT", NOW), Some(0));
}

#[test]
fn a_date_in_the_past_means_no_wait() {
    for header in [
        "Sun, 06 Nov 1994 08:49:36 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 1900 00:00:00 GMT",
        "1994-11-06T08:49:37Z",
        "1994-11-06T08:49:36Z",
        "0000-01-01T00:00:00+23:59",
    ] {
        assert_eq!(retry_after_ms(header, NOW), Some(0), "{header}");
    }
}

#[test]
fn every_day_is_a_wait_of_the_exact_milliseconds() {
    for day in days() {
        let expected = u64::try_from(day.millis - NOW).unwrap_or(0);
        assert_eq!(retry_after_ms(&day.imf("00:00:00"), NOW), Some(expected));
        assert_eq!(retry_after_ms(&format!("{}T00:00:00Z", day.iso()), NOW), Some(expected));
    }
}

#[test]
fn an_invalid_retry_after_gives_none() {
    for header in [
        "",
        " ",
        "soon",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "1s",
        "0x10",
        "1 2",
        "1,2",
        "120, 120",
        "١٢٠",
        "NaN",
        "Infinity",
        "2022-08-04",
        "2022-08-04T10:00:00",
        "2022-08-04 10:00:00",
        "2022-02-30T10:00:00Z",
        "20220804T100000Z",
    ] {
        assert_eq!(retry_after_ms(header, NOW), None, "{header:?}");
    }
}

#[test]
fn extreme_times_do_not_panic() {
    for now in [i64::MIN, -1, 0, i64::MAX] {
        assert!(retry_after_ms("Sun, 06 Nov 1994 08:49:37 GMT", now).is_some());
        assert!(retry_after_ms("1994-11-06T08:49:37Z", now).is_some());
    }
}

#[test]
fn no_header_panics() {
    let mut prng = Prng::seeded(1);
    let pieces = [
        "Sun",
        ",",
        " ",
        "06",
        "Nov",
        "94",
        "1994",
        "08:49:37",
        "GMT",
        "-",
        "9",
        "é",
        "\u{a0}",
        "\0",
        "1994-11-06T08:49:37",
        "Z",
        "+02:00",
        ".5",
    ];
    for _ in 0..100_000 {
        let header: String = (0..prng.below(12)).map(|_| *prng.pick(&pieces)).collect();
        let _ = retry_after_ms(&header, NOW);
    }
}

// Names

#[test]
fn every_code_has_its_name() {
    let names = [
        "invalid_argument",
        "invalid_credentials",
        "signature_rejected",
        "api_error",
        "http_status",
        "redirect_refused",
        "network",
        "timeout",
        "aborted",
        "body_too_large",
        "truncated_body",
        "invalid_response",
        "verification_failed",
        "wasm_unavailable",
        "internal",
    ];
    assert_eq!(Code::ALL.map(Code::as_str), names);
}

/// The codes are the names of the variants in snake case: no two are exchanged.
#[test]
fn every_code_is_named_after_its_variant() {
    for code in Code::ALL {
        assert_eq!(snake_case(&format!("{code:?}")), code.as_str());
    }
}

#[test]
fn every_reason_is_named_after_its_variant() {
    let reasons = [
        Reason::Empty,
        Reason::Truncated,
        Reason::Html,
        Reason::TooDeep,
        Reason::TooLarge,
        Reason::Encoding,
        Reason::Syntax,
        Reason::Schema,
    ];
    for reason in reasons {
        assert_eq!(snake_case(&format!("{reason:?}")), reason.as_str());
    }
}

/// The closed union `ErrorCode`, in the order of declaration.
#[test]
fn every_code_is_known_to_javascript() {
    let types = include_str!("../src/npm/generated/error-codes.ts");
    let union = types.split_once("export type ErrorCode =").unwrap().1;
    let union = union.split("export").next().unwrap();
    let arms = union.lines().filter_map(|line| line.trim().strip_prefix("| \""));
    let names: Vec<&str> = arms.map(|arm| arm.trim_end_matches(['"', ';'])).collect();
    assert_eq!(names, Code::ALL.map(Code::as_str));
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for char in name.chars() {
        if char.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(char.to_lowercase());
    }
    text
}
