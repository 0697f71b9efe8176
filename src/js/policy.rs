//! The decisions of `policy`.

use wasm_bindgen::prelude::*;

use super::frame::{self, Fields, Out, to_millis};
use crate::policy::{self, Budget, Completeness, Failure, Next, PageSeen, Paging, Progress, Reading, Sent};

/// What follows a failure. In: the fields of [`Failure`] and [`Budget`] in their order, and a number from 0 to 1.
/// Out: what to do, and how many milliseconds to wait.
#[wasm_bindgen]
#[must_use]
pub fn next_step(length: usize) -> u32 {
    let decided = frame::with_input(length, |frame| {
        let mut fields = Fields::of(frame);
        let failure = Failure {
            read_only: fields.flag(),
            sent: match count(&mut fields) {
                0 => Sent::No,
                1 => Sent::Maybe,
                2 => Sent::Yes,
                _ => Sent::Acted,
            },
            status: u16::try_from(count(&mut fields)).unwrap_or(0),
            retryable: fields.flag(),
            rejected: fields.flag(),
            retry_after_ms: known(&mut fields).map(i64::unsigned_abs),
            clock_offset_ms: known(&mut fields),
            correction_ms: known(&mut fields),
        };
        let budget = Budget {
            retried: count(&mut fields),
            retries: count(&mut fields),
            clock_corrected: fields.flag(),
            clock_remembered: fields.flag(),
            more_secrets: fields.flag(),
            remaining_ms: u64::try_from(to_millis(fields.number())).unwrap_or(0),
        };
        Ok(policy::next(failure, budget, fields.number()))
    });
    frame::finish(decided, |next| {
        let (name, wait_ms) = match next {
            Next::Wait(ms) => ("wait", f64::from(u32::try_from(ms).unwrap_or(u32::MAX))),
            Next::GiveUp => ("give_up", 0.0),
            Next::CorrectClock => ("correct_clock", 0.0),
            Next::OwnClock => ("own_clock", 0.0),
            Next::NextSecret => ("next_secret", 0.0),
            Next::DoubtClock => ("doubt_clock", 0.0),
        };
        frame::write([Out::Text(name), Out::Number(wait_ms)])
    })
}

/// Whether paging goes on: the fields of [`PageSeen`] and [`Progress`] in their order, and the place in [`Paging`].
#[wasm_bindgen]
#[must_use]
pub fn after_page(
    rows: u32,
    new_rows: u32,
    page_size: f64,
    total: f64,
    read: u32,
    size_before: f64,
    stale: u32,
) -> u32 {
    let page = PageSeen {
        rows,
        new_rows,
        page_size: saturated(page_size),
        total: saturated(total),
    };
    let before = Progress {
        rows: read,
        page_size: saturated(size_before),
        stale,
    };
    match policy::after_page(page, before) {
        Paging::More => 0,
        Paging::End => 1,
        Paging::Repeats => 2,
        Paging::Grew => 3,
    }
}

/// What a reading shows: the fields of [`Reading`] in their order, and the place in [`Completeness`].
#[wasm_bindgen]
#[must_use]
pub fn after_reading(
    rows: u32,
    first_rows: u32,
    is_short: bool,
    total: f64,
    repeated: bool,
    agrees: bool,
    readings: u32,
) -> u32 {
    let reading = Reading {
        rows,
        first_rows,
        is_short,
        total: saturated(total),
        repeated,
        agrees,
        readings,
    };
    match policy::after_reading(reading) {
        Completeness::Complete => 0,
        Completeness::Again => 1,
        Completeness::Changed => 2,
        Completeness::Miscounted => 3,
    }
}

fn known(fields: &mut Fields<'_>) -> Option<i64> {
    let ms = fields.number();
    (!ms.is_nan()).then(|| to_millis(ms))
}

/// A count as the server gave it, which may be any number: taken modulo 2³², a large one would look small.
fn count(fields: &mut Fields<'_>) -> u32 {
    saturated(fields.number())
}

fn saturated(number: f64) -> u32 {
    u32::try_from(to_millis(number).max(0)).unwrap_or(u32::MAX)
}
