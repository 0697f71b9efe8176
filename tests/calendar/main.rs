//! Calendar feeds, read back by a parser written from RFC 5545 alone.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod nights;
mod parser;
mod uids;
mod writing;

use zoom_lti_pro::calendar::Event;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// 2022-08-04T10:00:00Z, the start in KB0065241.
const START_MS: i64 = 1_659_607_200_000;

fn lecture() -> Event<'static> {
    Event {
        meeting_id: "UxDWPuPdT1OBudHV56kYJQ==",
        start_time: "2022-08-04 10:00:00",
        start_ms: START_MS,
        end_ms: START_MS + HOUR_MS,
        summary: "Alpha DevA Course1",
        ..Event::default()
    }
}
