//! Converts instants to dates, so that the search recognizes dates that were signed.

use alloc::format;
use alloc::string::String;

use crate::time;

/// The UTC date and time of day, `2022-08-26` and `06:07:28`, for a number of seconds since 1970.
pub(in crate::explain) fn civil(seconds: u64) -> (String, String) {
    let millis = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000);
    let [year, month, day, hour, minute, second] = time::civil(millis);
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    (date, time)
}
