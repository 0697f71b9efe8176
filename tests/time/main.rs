//! Start times, zones and HTTP dates, compared with a calendar that counts single days.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;

mod http_dates;
mod start_times;
mod zones;

use common::calendar::{DAY_MS, days, length};
use common::prng::Prng;
use zoom_lti_pro::time::{Instant, Shift, http_date_ms, in_zone, instant_ms, wall_clock_ms};

const HOUR_MS: i64 = 3_600_000;
const MINUTE_MS: i64 = 60_000;
