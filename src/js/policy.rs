//! The decisions of `policy`, by numbers.

use wasm_bindgen::prelude::*;

use super::client::to_millis;
use crate::policy::{self, Budget, Failure, Next, PageSeen, Paging, Progress};

/// What follows a failure: the milliseconds to wait, or -1 to give up, -2 to correct the clock, -3 to
/// use the next secret. Each of `retry_after_ms` and `clock_offset_ms` is NaN where the server told none.
#[expect(
    clippy::too_many_arguments,
    clippy::fn_params_excessive_bools,
    reason = "numbers cross, structs do not"
)]
#[wasm_bindgen]
#[must_use]
pub fn next_step(
    retryable: bool,
    rejected: bool,
    retry_after_ms: f64,
    clock_offset_ms: f64,
    retried: u32,
    retries: u32,
    clock_corrected: bool,
    more_secrets: bool,
    remaining_ms: f64,
    random: f64,
) -> f64 {
    let known = |ms: f64| (!ms.is_nan()).then(|| to_millis(ms));
    let failure = Failure {
        retryable,
        rejected,
        retry_after_ms: known(retry_after_ms).map(i64::unsigned_abs),
        clock_offset_ms: known(clock_offset_ms),
    };
    let budget = Budget {
        retried,
        retries,
        clock_corrected,
        more_secrets,
        remaining_ms: u64::try_from(to_millis(remaining_ms)).unwrap_or(0),
    };
    match policy::next(failure, budget, random) {
        Next::Wait(ms) => f64::from(u32::try_from(ms).unwrap_or(u32::MAX)),
        Next::GiveUp => -1.0,
        Next::CorrectClock => -2.0,
        Next::NextSecret => -3.0,
    }
}

/// Whether paging goes on: 0 with the next page, 1 not, 2 the server repeats itself, 3 its pages grew.
#[wasm_bindgen]
#[must_use]
pub fn after_page(
    rows: u32,
    new_rows: u32,
    page_size: f64,
    total: f64,
    rows_before: f64,
    page_size_before: f64,
    stale: u32,
) -> u32 {
    let page = PageSeen {
        rows,
        new_rows,
        page_size: count(page_size),
        total: count(total),
    };
    let before = Progress {
        rows: count(rows_before),
        page_size: count(page_size_before),
        stale,
    };
    match policy::after_page(page, before) {
        Paging::More => 0,
        Paging::End => 1,
        Paging::Repeats => 2,
        Paging::Grew => 3,
    }
}

/// A count as the server told it, which may be any number: taken modulo 2³², a large one would look small.
fn count(told: f64) -> u32 {
    u32::try_from(to_millis(told).max(0)).unwrap_or(u32::MAX)
}
