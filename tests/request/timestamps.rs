//! Timestamps.

use super::*;

#[test]
fn plausible_milliseconds_are_accepted() {
    for millis in [1_577_836_800_000, NOW_MS, 4_102_444_800_000, 99_999_999_999_999] {
        assert_eq!(at(millis).as_millis(), millis);
        assert_eq!(Timestamp::parse(&millis.to_string()), Ok(at(millis)));
    }
}

/// Asserts that the message names the kind of mistake by this word.
#[track_caller]
fn assert_named(millis: u64, word: &str) {
    for result in [Timestamp::from_millis(millis), Timestamp::parse(&millis.to_string())] {
        let error = result.unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            (Code::InvalidArgument, Some("timestamp")),
            "{millis}"
        );
        assert!(error.message().contains(word), "{millis}: {error}");
    }
}

#[test]
fn seconds_are_recognized() {
    for millis in [1_000_000_000, 1_661_494_048, 9_999_999_999] {
        assert_named(millis, "seconds");
    }
}

#[test]
fn microseconds_and_nanoseconds_are_recognized() {
    for millis in [100_000_000_000_000, NOW_MS * 1000, NOW_MS * 1_000_000, u64::MAX] {
        assert_named(millis, "micro");
    }
}

#[test]
fn an_unset_clock_is_recognized() {
    for millis in [0, 1, 999_999_999, 10_000_000_000, 1_577_836_799_999] {
        assert_named(millis, "2020");
    }
}

#[test]
fn text_other_than_digits_is_refused() {
    let texts = [
        "",
        " ",
        "01661494048201",
        "001",
        "00",
        "+1661494048201",
        "-1661494048201",
        "1661494048201.0",
        "1.66e12",
        "1,661,494,048,201",
        "1_661_494_048_201",
        " 1661494048201",
        "1661494048201 ",
        "1661494048201\n",
        "0x182d8a1b8c9",
        "2022-08-26T06:07:28Z",
        "١٦٦١٤٩٤٠٤٨٢٠١",
        "１６６１４９４０４８２０１",
        "18446744073709551616",
        "NaN",
        "undefined",
    ];
    for text in texts {
        assert_refused(Timestamp::parse(text), "timestamp", text);
    }
}

#[test]
fn timestamps_are_ordered_by_time() {
    assert!(at(NOW_MS) < at(NOW_MS + 1));
}
