//! Converts instants to dates, so that the search recognizes dates that were signed.

use alloc::format;
use alloc::string::String;

/// The UTC date and time of day, `2022-08-26` and `06:07:28`, for a number of seconds since 1970.
///
/// The years begin in March, so that the leap day is the last day of a year (Howard Hinnant, [chrono-compatible date
/// algorithms](https://howardhinnant.github.io/date_algorithms.html)).
pub(in crate::explain) fn civil(seconds: u64) -> (String, String) {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    (date, time)
}
