//! What follows a failed request, and where paging ends: the decisions of `policy`, as tables.

use zoom_lti_pro::policy::{
    Budget, CLOCK_TOLERANCE_MS, Completeness, Failure, MAX_CORRECTION_MS, MAX_READINGS, MAX_RETRY_AFTER_MS, Next,
    PageSeen, Paging, Progress, Reading, Sent, after_page, after_reading, next,
};

const PASSING: Failure = Failure {
    read_only: true,
    sent: Sent::Maybe,
    status: 0,
    retryable: true,
    rejected: false,
    retry_after_ms: None,
    clock_offset_ms: None,
    correction_ms: None,
};
const REJECTED: Failure = Failure {
    read_only: false,
    sent: Sent::Yes,
    status: 401,
    retryable: false,
    rejected: true,
    retry_after_ms: None,
    clock_offset_ms: None,
    correction_ms: None,
};
const FRESH: Budget = Budget {
    retried: 0,
    retries: 2,
    clock_corrected: false,
    clock_remembered: false,
    more_secrets: false,
    remaining_ms: 30_000,
};

#[test]
fn a_temporary_failure_is_retried_as_often_as_allowed() {
    for retries in 0..=3 {
        for retried in 0..=4 {
            let budget = Budget {
                retried,
                retries,
                ..FRESH
            };
            let given_up = next(PASSING, budget, 0.5) == Next::GiveUp;
            assert_eq!(given_up, retried >= retries, "{retried} of {retries}");
        }
    }
}

#[test]
fn the_wait_doubles_up_to_eight_seconds_and_is_randomly_shorter() {
    let wait = |retried, random| {
        let budget = Budget {
            retried,
            retries: 99,
            ..FRESH
        };
        next(PASSING, budget, random)
    };
    let ceilings = [250, 500, 1000, 2000, 4000, 8000, 8000, 8000];
    for (retried, ceiling) in (0..).zip(ceilings) {
        assert_eq!(wait(retried, 1.0), Next::Wait(ceiling), "retry {retried}");
        assert_eq!(wait(retried, 0.5), Next::Wait(ceiling / 2));
        assert_eq!(wait(retried, 0.0), Next::Wait(0));
    }
    assert_eq!(wait(40, 1.0), Next::Wait(8000));
    for (odd, ms) in [(f64::NAN, 0), (-1.0, 0), (7.0, 250), (f64::INFINITY, 250)] {
        assert_eq!(wait(0, odd), Next::Wait(ms), "chance {odd}");
    }
}

#[test]
fn retry_after_is_the_minimum_wait_and_has_a_maximum() {
    let asked = |ms| Failure {
        retry_after_ms: Some(ms),
        ..PASSING
    };
    assert_eq!(next(asked(7000), FRESH, 1.0), Next::Wait(7000));
    assert_eq!(next(asked(10), FRESH, 1.0), Next::Wait(250));
    let maximum = MAX_RETRY_AFTER_MS;
    assert_eq!(next(asked(maximum), FRESH, 1.0), Next::Wait(maximum));
    for beyond in [maximum + 1, u64::MAX] {
        assert_eq!(next(asked(beyond), FRESH, 1.0), Next::GiveUp);
    }
}

#[test]
fn no_wait_reaches_the_deadline() {
    let left = |remaining_ms| Budget { remaining_ms, ..FRESH };
    assert_eq!(next(PASSING, left(251), 1.0), Next::Wait(250));
    assert_eq!(next(PASSING, left(250), 1.0), Next::GiveUp);
    assert_eq!(next(PASSING, left(0), 0.0), Next::GiveUp);
}

#[test]
fn a_write_is_sent_again_only_if_it_certainly_changed_nothing() {
    let statuses = [0, 200, 302, 401, 408, 429, 500, 502, 503, 504];
    for sent in [Sent::No, Sent::Maybe, Sent::Yes, Sent::Acted] {
        for status in statuses {
            for retry_after_ms in [None, Some(0), Some(2000)] {
                let failure = Failure {
                    read_only: false,
                    sent,
                    status,
                    retry_after_ms,
                    ..PASSING
                };
                let turned_away = status == 429 && retry_after_ms.is_some() && sent != Sent::Acted;
                let repeats = sent == Sent::No || turned_away;
                let decided = next(failure, FRESH, 1.0);
                assert_eq!(matches!(decided, Next::Wait(_)), repeats, "{failure:?}");
                assert_eq!(decided == Next::DoNotRepeat, !repeats, "{failure:?}");
                let read = Failure {
                    read_only: true,
                    ..failure
                };
                assert!(matches!(next(read, FRESH, 1.0), Next::Wait(_)), "{read:?}");
                let lasting = Failure {
                    retryable: false,
                    ..failure
                };
                let given_up = if repeats { Next::GiveUp } else { Next::DoNotRepeat };
                assert_eq!(next(lasting, FRESH, 1.0), given_up, "{lasting:?}");
            }
        }
    }
}

#[test]
fn a_rejected_signature_may_be_corrected_for_reads_and_writes() {
    let off = Failure {
        clock_offset_ms: Some(3_600_000),
        correction_ms: Some(3_600_000),
        ..REJECTED
    };
    for read_only in [false, true] {
        let failure = Failure { read_only, ..off };
        assert_eq!(next(failure, FRESH, 0.5), Next::CorrectClock);
    }
}

#[test]
fn a_rejection_with_a_result_or_a_server_error_may_have_changed_something() {
    let clock = Failure {
        clock_offset_ms: Some(3_600_000),
        correction_ms: Some(3_600_000),
        ..REJECTED
    };
    let more = Budget {
        more_secrets: true,
        clock_corrected: true,
        ..FRESH
    };
    for (sent, status, repeats) in [
        (Sent::Yes, 200, true),
        (Sent::Yes, 499, true),
        (Sent::Yes, 500, false),
        (Sent::Yes, 503, false),
        (Sent::Acted, 200, false),
        (Sent::Acted, 401, false),
    ] {
        for budget in [FRESH, more] {
            let failure = Failure { sent, status, ..clock };
            assert_eq!(next(failure, budget, 0.5) == Next::DoNotRepeat, !repeats, "{failure:?}");
            let read = Failure {
                read_only: true,
                ..failure
            };
            assert_ne!(next(read, budget, 0.5), Next::GiveUp, "{read:?}");
        }
    }
}

#[test]
fn a_permanent_failure_is_not_retried() {
    let read = Failure {
        read_only: true,
        ..Failure::default()
    };
    assert_eq!(next(read, FRESH, 0.5), Next::GiveUp);
}

#[test]
fn a_rejected_signature_gets_the_servers_clock_once_and_then_each_secret() {
    let tolerated = i64::try_from(CLOCK_TOLERANCE_MS).unwrap_or(i64::MAX);
    let off = |ms| Failure {
        clock_offset_ms: Some(ms),
        correction_ms: Some(ms),
        ..REJECTED
    };
    let corrected = Budget {
        clock_corrected: true,
        ..FRESH
    };
    let secrets = Budget {
        more_secrets: true,
        ..FRESH
    };
    let both = Budget {
        more_secrets: true,
        ..corrected
    };
    let day = i64::try_from(MAX_CORRECTION_MS).unwrap_or(i64::MAX);
    let far = [tolerated + 1, -tolerated - 1, day, -day];
    for offset in far {
        assert_eq!(next(off(offset), FRESH, 0.5), Next::CorrectClock);
        assert_eq!(next(off(offset), secrets, 0.5), Next::CorrectClock);
        assert_eq!(next(off(offset), corrected, 0.5), Next::GiveUp);
        assert_eq!(next(off(offset), both, 0.5), Next::NextSecret);
    }
    for near in [off(tolerated), off(-tolerated), off(0), REJECTED] {
        assert_eq!(next(near, FRESH, 0.5), Next::GiveUp, "{near:?}");
        assert_eq!(next(near, secrets, 0.5), Next::NextSecret, "{near:?}");
    }
}

#[test]
fn a_clock_that_differs_by_more_than_a_day_is_ignored() {
    let day = i64::try_from(MAX_CORRECTION_MS).unwrap_or(i64::MAX);
    for corrected in [false, true] {
        for remembered in [false, true] {
            for ms in [day + 1, -day - 1, i64::MAX, i64::MIN] {
                let failure = Failure {
                    clock_offset_ms: Some(ms),
                    correction_ms: Some(ms),
                    ..REJECTED
                };
                let budget = Budget {
                    clock_corrected: corrected,
                    clock_remembered: remembered,
                    ..FRESH
                };
                let secrets = Budget {
                    more_secrets: true,
                    ..budget
                };
                assert_eq!(next(failure, budget, 0.5), Next::ClockTooFar, "{ms}");
                assert_eq!(next(failure, secrets, 0.5), Next::NextSecret, "{ms}");
            }
        }
    }
}

/// A stored correction does not extend the limit: the limit is relative to our own clock.
#[test]
fn a_stored_correction_does_not_extend_the_limit() {
    let hour = 3_600_000;
    let failure = Failure {
        clock_offset_ms: Some(2 * hour),
        correction_ms: Some(25 * hour),
        ..REJECTED
    };
    let remembered = Budget {
        clock_remembered: true,
        ..FRESH
    };
    assert_eq!(next(failure, remembered, 0.5), Next::ClockTooFar);
}

#[test]
fn a_stored_correction_that_no_longer_works_is_dropped_first() {
    let hour = 3_600_000;
    let remembered = Budget {
        clock_remembered: true,
        more_secrets: true,
        ..FRESH
    };
    let rejected = |offset, correction| Failure {
        clock_offset_ms: offset,
        correction_ms: correction,
        ..REJECTED
    };
    let table = [
        ("the server does not say", rejected(None, None), Next::OwnClock),
        (
            "our clock was set right",
            rejected(Some(-hour), Some(0)),
            Next::OwnClock,
        ),
        (
            "our clock was set to another wrong time",
            rejected(Some(-hour), Some(2 * hour)),
            Next::CorrectClock,
        ),
        ("it is not the clock", rejected(Some(0), Some(hour)), Next::NextSecret),
    ];
    for (what, failure, follows) in table {
        assert_eq!(next(failure, remembered, 0.5), follows, "{what}");
    }
}

#[test]
fn a_rejected_signature_is_never_sent_again_unchanged() {
    let passing_too = Failure {
        retryable: true,
        ..REJECTED
    };
    assert_eq!(next(passing_too, FRESH, 0.5), Next::GiveUp);
}

// Paging: (rows, new rows, page size, total), (rows before, page size before, stale), the expected decision.
#[test]
fn a_list_continues_according_to_the_page_received() {
    let table = [
        ("a full first page", (20, 20, 20, 50), (0, 0, 0), Paging::More),
        (
            "a full page that is all of it",
            (20, 20, 20, 20),
            (0, 0, 0),
            Paging::More,
        ),
        (
            "a short page that is all of it",
            (19, 19, 20, 19),
            (0, 0, 0),
            Paging::End,
        ),
        ("a short last page", (10, 10, 20, 50), (40, 20, 0), Paging::End),
        (
            "a short page, and the total promises more",
            (10, 10, 20, 50),
            (0, 0, 0),
            Paging::More,
        ),
        ("no meetings at all", (0, 0, 20, 0), (0, 0, 0), Paging::End),
        (
            "an empty page, and the total promises more",
            (0, 0, 20, 50),
            (20, 20, 0),
            Paging::More,
        ),
        (
            "an empty first page, and the total promises more",
            (0, 0, 20, 50),
            (0, 0, 0),
            Paging::More,
        ),
        (
            "an empty page where all is read",
            (0, 0, 20, 20),
            (20, 20, 0),
            Paging::End,
        ),
        (
            "a second empty page, whatever the total says",
            (0, 0, 20, 50),
            (20, 20, 1),
            Paging::End,
        ),
        ("an empty page of no size", (0, 0, 0, 50), (20, 20, 0), Paging::More),
        (
            "a smaller page size than asked for",
            (12, 12, 12, 45),
            (0, 0, 0),
            Paging::More,
        ),
        ("nothing new once", (20, 0, 20, 50), (20, 20, 0), Paging::More),
        ("nothing new twice", (20, 0, 20, 50), (20, 20, 1), Paging::Repeats),
        (
            "nothing new, and all is read",
            (20, 0, 20, 20),
            (20, 20, 0),
            Paging::End,
        ),
        ("a page size that grew", (30, 30, 30, 90), (20, 20, 0), Paging::Grew),
        ("a page size that shrank", (10, 10, 10, 90), (20, 20, 0), Paging::More),
        (
            "counts at their limit",
            (u32::MAX, u32::MAX, u32::MAX, u32::MAX),
            (u32::MAX, u32::MAX, 0),
            Paging::More,
        ),
    ];
    for (what, (rows, new_rows, page_size, total), (before, size_before, stale), follows) in table {
        let page = PageSeen {
            rows,
            new_rows,
            page_size,
            total,
        };
        let progress = Progress {
            rows: before,
            page_size: size_before,
            stale,
        };
        assert_eq!(after_page(page, progress), follows, "{what}");
    }
}

#[test]
fn a_reading_is_complete_if_one_response_or_two_readings_show_it() {
    let one = Reading {
        rows: 5,
        first_rows: 5,
        is_short: true,
        total: 5,
        repeated: false,
        agrees: false,
        readings: 1,
    };
    let full = Reading { is_short: false, ..one };
    let several = Reading { first_rows: 2, ..full };
    let second = Reading { readings: 2, ..several };
    let agreed = Reading { agrees: true, ..second };
    let repeated = Reading {
        repeated: true,
        ..agreed
    };
    let last = Reading {
        readings: MAX_READINGS,
        ..several
    };
    let empty = Reading {
        is_short: true,
        readings: 1,
        ..Reading::default()
    };
    let counting = |reading: Reading, total| Reading { total, ..reading };
    let table = [
        ("one short page", one, Completeness::Complete),
        ("no meetings", empty, Completeness::Complete),
        (
            "no meetings on a page of no size",
            Reading {
                is_short: false,
                ..empty
            },
            Completeness::Complete,
        ),
        (
            "one short page, counted too low",
            counting(one, 0),
            Completeness::Complete,
        ),
        (
            "one short page, and more are counted",
            counting(one, 6),
            Completeness::Again,
        ),
        ("one full page", full, Completeness::Complete),
        ("one full page, counted too low", counting(full, 0), Completeness::Again),
        ("several pages", several, Completeness::Again),
        (
            "an empty page first",
            Reading {
                first_rows: 0,
                ..several
            },
            Completeness::Again,
        ),
        ("a second reading that differs", second, Completeness::Again),
        ("the last reading", last, Completeness::Changed),
        (
            "the last reading agrees",
            Reading { agrees: true, ..last },
            Completeness::Complete,
        ),
        ("two that agree", agreed, Completeness::Complete),
        (
            "two that agree, and more are counted",
            counting(agreed, 6),
            Completeness::Miscounted,
        ),
        (
            "two that agree, counted too low",
            counting(agreed, 4),
            Completeness::Complete,
        ),
        ("two that agree, with repeats", repeated, Completeness::Complete),
        (
            "two with repeats, counted too low",
            counting(repeated, 4),
            Completeness::Miscounted,
        ),
        (
            "two with repeats, and more are counted",
            counting(repeated, 6),
            Completeness::Miscounted,
        ),
        (
            "a count at its limit",
            counting(agreed, u32::MAX),
            Completeness::Miscounted,
        ),
    ];
    for (what, reading, shows) in table {
        assert_eq!(after_reading(reading), shows, "{what}");
    }
}
