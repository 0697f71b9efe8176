//! Exports the decisions of `policy`.

use wasm_bindgen::prelude::*;

use super::frame::{self, Fields, to_millis};
use crate::policy::{self, Budget, Completeness, Failure, Next, PageSeen, Paging, Progress, Reading, Sent};

/// Decides what follows a failure. In: the fields of [`Failure`] and [`Budget`] in their order, and a random number
/// from 0 to 1. Returns the decision in the lowest three bits, and the number of milliseconds to wait in the others.
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
        let next = policy::next(failure, budget, fields.number());
        let wait_ms = if let Next::Wait(ms) = next { ms } else { 0 };
        let code = match next {
            Next::Wait(_) => 0,
            Next::GiveUp => 1,
            Next::CorrectClock => 2,
            Next::OwnClock => 3,
            Next::NextSecret => 4,
            Next::ClockTooFar => 5,
            Next::DoNotRepeat => 6,
        };
        // Bit 31 stays free for errors: `policy` limits a wait to 20 s.
        code | u32::try_from(wait_ms).unwrap_or(0) << 3
    })
}

/// Decides whether to request another page. In: the fields of [`PageSeen`] and [`Progress`] in their order.
/// Returns the decision.
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
        match policy::after_page(page, before) {
            Paging::More => 0,
            Paging::End => 1,
            Paging::Repeats => 2,
            Paging::Grew => 3,
        }
    })
}

/// Decides whether a reading is the whole list. In: the fields of [`Reading`] in their order. Returns the decision.
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
        match policy::after_reading(reading) {
            Completeness::Complete => 0,
            Completeness::Again => 1,
            Completeness::Changed => 2,
            Completeness::Miscounted => 3,
        }
    })
}

/// Not generic, so that the wasm contains it only once.
fn decide(length: usize, decision: fn(&mut Fields<'_>) -> u32) -> u32 {
    let decided = frame::with_input(length, |frame| Ok(decision(&mut Fields::of(frame))));
    frame::finish(decided, |code| code)
}

fn known(fields: &mut Fields<'_>) -> Option<i64> {
    let ms = fields.number();
    (!ms.is_nan()).then(|| to_millis(ms))
}

/// A count. The server may have sent any number. Saturates, because a large number modulo 2³² could be small.
fn count(fields: &mut Fields<'_>) -> u32 {
    u32::try_from(to_millis(fields.number()).max(0)).unwrap_or(u32::MAX)
}
