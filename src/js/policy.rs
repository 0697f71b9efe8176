//! Exports the decisions of `policy`.

use wasm_bindgen::prelude::*;

use super::frame::{self, Fields, Out, to_millis};
use crate::policy::{self, Budget, Completeness, Failure, Next, PageSeen, Paging, Progress, Reading, Sent};

/// Decides what follows a failure. In: the fields of [`Failure`] and [`Budget`] in their order, and a random number
/// from 0 to 1. Out: the name of the decision, and the number of milliseconds to wait.
#[wasm_bindgen]
#[must_use]
pub fn next_step(length: usize) -> u32 {
    decide(length, |fields| {
        let failure = Failure {
            read_only: fields.flag(),
            sent: match count(fields) {
                0 => Sent::No,
                1 => Sent::Maybe,
                2 => Sent::Yes,
                _ => Sent::Acted,
            },
            status: u16::try_from(count(fields)).unwrap_or(0),
            retryable: fields.flag(),
            rejected: fields.flag(),
            retry_after_ms: known(fields).map(i64::unsigned_abs),
            clock_offset_ms: known(fields),
            correction_ms: known(fields),
        };
        let budget = Budget {
            retried: count(fields),
            retries: count(fields),
            clock_corrected: fields.flag(),
            clock_remembered: fields.flag(),
            more_secrets: fields.flag(),
            remaining_ms: u64::try_from(to_millis(fields.number())).unwrap_or(0),
        };
        match policy::next(failure, budget, fields.number()) {
            Next::Wait(ms) => ("wait", u32::try_from(ms).unwrap_or(u32::MAX)),
            Next::GiveUp => ("give_up", 0),
            Next::CorrectClock => ("correct_clock", 0),
            Next::OwnClock => ("own_clock", 0),
            Next::NextSecret => ("next_secret", 0),
            Next::ClockTooFar => ("clock_too_far", 0),
            Next::DoNotRepeat => ("do_not_repeat", 0),
        }
    })
}

/// Decides whether to request another page. In: the fields of [`PageSeen`] and [`Progress`] in their order. Out: the
/// name of the decision, and 0.
#[wasm_bindgen]
#[must_use]
pub fn after_page(length: usize) -> u32 {
    decide(length, |fields| {
        let page = PageSeen {
            rows: count(fields),
            new_rows: count(fields),
            page_size: count(fields),
            total: count(fields),
        };
        let before = Progress {
            rows: count(fields),
            page_size: count(fields),
            stale: count(fields),
        };
        let name = match policy::after_page(page, before) {
            Paging::More => "more",
            Paging::End => "end",
            Paging::Repeats => "repeated_page",
            Paging::Grew => "page_size",
        };
        (name, 0)
    })
}

/// Decides whether a reading is the whole list. In: the fields of [`Reading`] in their order. Out: the name of the
/// decision, and 0.
#[wasm_bindgen]
#[must_use]
pub fn after_reading(length: usize) -> u32 {
    decide(length, |fields| {
        let reading = Reading {
            rows: count(fields),
            first_rows: count(fields),
            is_short: fields.flag(),
            total: count(fields),
            repeated: fields.flag(),
            agrees: fields.flag(),
            readings: count(fields),
        };
        let name = match policy::after_reading(reading) {
            Completeness::Complete => "complete",
            Completeness::Again => "again",
            Completeness::Changed => "list_changed",
            Completeness::Miscounted => "total_mismatch",
        };
        (name, 0)
    })
}

/// Not generic, so that the wasm contains it only once.
fn decide(length: usize, decision: fn(&mut Fields<'_>) -> (&'static str, u32)) -> u32 {
    let decided = frame::with_input(length, |frame| Ok(decision(&mut Fields::of(frame))));
    frame::finish(decided, |(name, wait_ms)| {
        frame::write([Out::Text(name), Out::Number(wait_ms.into())])
    })
}

fn known(fields: &mut Fields<'_>) -> Option<i64> {
    let ms = fields.number();
    (!ms.is_nan()).then(|| to_millis(ms))
}

/// A count. The server may have sent any number. Saturates, because a large number modulo 2³² could be small.
fn count(fields: &mut Fields<'_>) -> u32 {
    u32::try_from(to_millis(fields.number()).max(0)).unwrap_or(u32::MAX)
}
