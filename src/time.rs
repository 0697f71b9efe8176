//! The times of this API: signed timestamps, start times, HTTP dates and ISO 8601 dates. This module has no clock and
//! no time zone database: the current time and the offsets of a zone are arguments.

use alloc::string::String;

use crate::error::{Code, Error};

/// The earliest valid timestamp: 2020-01-01, before the API existed. A clock that shows an earlier time was never set,
/// or is the clock of a Worker outside a request, which shows 0.
const EARLIEST_MS: u64 = 1_577_836_800_000;

/// The first value that cannot be milliseconds, because that would be the year 5138.
const FIRST_MICROSECONDS: u64 = 100_000_000_000_000;

const MS_PER_DAY: i64 = 86_400_000;

/// The time for which a request is signed: a plausible number of milliseconds since 1970.
///
/// ```
/// use zoom_lti_pro::time::Timestamp;
///
/// assert_eq!(Timestamp::from_millis(1661494048201)?.as_millis(), 1661494048201);
/// assert!(Timestamp::from_millis(1661494048).is_err()); // seconds
/// # Ok::<(), zoom_lti_pro::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(u64);

const USE_MILLISECONDS: &str = "Use milliseconds since 1970, as Date.now() returns inside a request handler. At the \
    top level of a Worker it returns 0.";

impl Timestamp {
    /// A timestamp of this many milliseconds since 1970.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] for a number that can only be seconds, microseconds or the time of an unset clock.
    pub fn from_millis(millis: u64) -> Result<Self, Error> {
        let problem = match millis {
            EARLIEST_MS..FIRST_MICROSECONDS => return Ok(Self(millis)),
            FIRST_MICROSECONDS.. => "timestamp is in microseconds or nanoseconds",
            1_000_000_000..10_000_000_000 => "timestamp is in seconds",
            _ => "timestamp is before 2020",
        };
        Err(Error::new(Code::InvalidArgument, problem)
            .with_hint(USE_MILLISECONDS)
            .with_field("timestamp"))
    }

    /// Reads a timestamp from decimal digits.
    ///
    /// # Errors
    ///
    /// [`Code::InvalidArgument`] as [`Timestamp::from_millis`], and for a text that is not only digits.
    pub fn parse(digits: &str) -> Result<Self, Error> {
        match whole(digits) {
            Some(millis) if digits == "0" || !digits.starts_with('0') => Self::from_millis(millis),
            _ => Err(
                Error::new(Code::InvalidArgument, "timestamp is not a whole number of milliseconds")
                    .with_field("timestamp"),
            ),
        }
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }
}

/// Reads a date and time without a UTC offset (wall-clock time). Returns milliseconds as if the clock showed UTC.
///
/// Reads the API's `2022-08-04 10:00:00`. The seconds may be missing or have a fraction, and `T` may replace the
/// space. Returns `None` for any other text, for days that do not exist, and for a time with a UTC offset, which is an
/// instant ([`instant_ms`]).
///
/// ```
/// use zoom_lti_pro::time::wall_clock_ms;
///
/// assert_eq!(wall_clock_ms("2022-08-04 10:00:00"), Some(1_659_607_200_000));
/// assert_eq!(wall_clock_ms("2022-08-04T10:00"), Some(1_659_607_200_000));
/// assert_eq!(wall_clock_ms("2022-08-04 10:00:00Z"), None);
/// assert_eq!(wall_clock_ms("2022-02-30 10:00:00"), None);
/// ```
#[must_use]
pub fn wall_clock_ms(text: &str) -> Option<i64> {
    match date_time(text)? {
        (wall_ms, None) => Some(wall_ms),
        (_, Some(_)) => None,
    }
}

/// Reads a date and time with a UTC offset. Returns milliseconds since 1970.
///
/// Reads [ISO 8601](https://www.rfc-editor.org/rfc/rfc3339#section-5.6): the forms of [`wall_clock_ms`] followed by
/// `Z`, `UTC`, `GMT`, or an offset such as `+02:00`, `+0200` or `+02`. Zoom's REST API writes start times this way, and
/// its documentation shows `Retry-After: 2026-11-29T00:00:00Z`. Returns `None` for any other text.
///
/// ```
/// use zoom_lti_pro::time::instant_ms;
///
/// assert_eq!(instant_ms("2022-08-04T10:00:00Z"), Some(1_659_607_200_000));
/// assert_eq!(instant_ms("2022-08-04T12:00:00.000+02:00"), Some(1_659_607_200_000));
/// assert_eq!(instant_ms("2022-08-04 10:00:00"), None);
/// ```
#[must_use]
pub fn instant_ms(text: &str) -> Option<i64> {
    let (wall_ms, offset_ms) = date_time(text)?;
    Some(wall_ms - offset_ms?)
}

/// The wall-clock time, and the UTC offset if the text has one.
pub(crate) fn date_time(text: &str) -> Option<(i64, Option<i64>)> {
    let (head, rest) = text.trim_ascii().as_bytes().split_at_checked(16)?;
    let mut parts = parts(head, b"0000-11-22~33:44")?;
    let mut fraction_ms = 0;
    let mut zone = rest;
    if let Some(after) = rest.strip_prefix(b":") {
        let (seconds, after) = after.split_at_checked(2)?;
        parts[5] = digits(seconds)?;
        zone = after;
        if let [b'.' | b',', after @ ..] = after {
            let length = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (fraction, after) = after.split_at_checked(length)?;
            fraction_ms = thousandths(fraction)?;
            zone = after;
        }
    }
    Some((
        millis(parts)? + i64::from(fraction_ms),
        offset_ms(zone.trim_ascii_start())?,
    ))
}

/// The UTC offset of a zone designator; the inner `None` if there is no designator.
fn offset_ms(zone: &[u8]) -> Option<Option<i64>> {
    let (sign, distance) = match zone {
        [] => return Some(None),
        b"Z" | b"z" | b"UTC" | b"GMT" => return Some(Some(0)),
        [sign, distance @ ..] => (sign, distance),
    };
    let forms: [&[u8]; 3] = [b"33", b"3344", b"33:44"];
    let [_, _, _, hour, minute, _] = forms.iter().find_map(|form| parts(distance, form))?;
    let distance = i64::from(day_ms(hour, minute, 0)?);
    match sign {
        b'+' => Some(Some(distance)),
        b'-' => Some(Some(-distance)),
        _ => None,
    }
}

/// The digits of a fraction of a second, in whole milliseconds.
fn thousandths(fraction: &[u8]) -> Option<u32> {
    let number = digits(fraction.get(..3).unwrap_or(fraction))?;
    Some(match fraction.len() {
        1 => number * 100,
        2 => number * 10,
        _ => number,
    })
}

/// Year, month, day, hour, minute and second.
type Parts = [u32; 6];

/// Reads a text of a fixed form. In the form, a digit stands for any digit of the part with this index, `~` for the
/// separator of date and time, `_` for a digit of the day or a space, `?` for any byte, and another byte for itself.
fn parts(text: &[u8], form: &[u8]) -> Option<Parts> {
    let mut parts = [0; 6];
    if text.len() != form.len() {
        return None;
    }
    for (byte, form) in text.iter().zip(form) {
        let index = match (form, byte) {
            (b'0'..=b'5', _) => usize::from(form - b'0'),
            (b'~', b' ' | b'T' | b't') | (b'?', _) | (b'_', b' ') => continue,
            (b'_', _) => 2,
            _ if form == byte => continue,
            _ => return None,
        };
        let part = parts.get_mut(index).filter(|_| byte.is_ascii_digit())?;
        *part = *part * 10 + u32::from(byte - b'0');
    }
    Some(parts)
}

/// Milliseconds since 1970; `None` if there is no such time.
fn millis([year, month, day, hour, minute, second]: Parts) -> Option<i64> {
    Some(day_number(year, month, day)? * MS_PER_DAY + i64::from(day_ms(hour, minute, second)?))
}

/// An instant found for a wall-clock time in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant {
    /// Milliseconds since 1970.
    pub millis: i64,
    /// Whether the clocks of the zone skipped or repeated that time.
    pub shift: Shift,
}

/// How often the clocks of a zone showed a wall-clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Once.
    None,
    /// Never: they skipped it. The instant is later by the length of the gap.
    Gap,
    /// Twice. The instant is the earlier one.
    Overlap,
}

/// The instant at which the clocks of a zone show `wall_ms` (from [`wall_clock_ms`]).
///
/// `offset_ms` returns the zone's offset from UTC at an instant, in milliseconds, positive to the east. If it returns
/// `None`, the zone is unknown, and the result is `None`.
///
/// ```
/// use zoom_lti_pro::time::{Shift, in_zone, wall_clock_ms};
///
/// let shanghai = |_instant| Some(8 * 3_600_000);
/// let wall = wall_clock_ms("2022-08-04 10:00:00").unwrap();
/// let instant = in_zone(wall, shanghai).unwrap();
/// assert_eq!(instant.millis, wall - 8 * 3_600_000);
/// assert_eq!(instant.shift, Shift::None);
/// ```
pub fn in_zone(wall_ms: i64, mut offset_ms: impl FnMut(i64) -> Option<i64>) -> Option<Instant> {
    // From one day before to one day after, the offset changes at most once.
    let before = offset_ms(wall_ms.checked_sub(MS_PER_DAY)?)?;
    let after = offset_ms(wall_ms.checked_add(MS_PER_DAY)?)?;
    let by_before = wall_ms.checked_sub(before)?;
    let by_after = wall_ms.checked_sub(after)?;
    let before_holds = offset_ms(by_before)? == before;
    let after_holds = offset_ms(by_after)? == after;
    let (millis, shift) = match (before_holds, after_holds) {
        (true, true) if before != after => (by_before.min(by_after), Shift::Overlap),
        (true, _) => (by_before, Shift::None),
        (false, true) => (by_after, Shift::None),
        // In a gap, the offset before the gap applies.
        (false, false) => (by_before, Shift::Gap),
    };
    Some(Instant { millis, shift })
}

/// Reads an HTTP date. Returns milliseconds since 1970.
///
/// Reads the form that servers send, `Sun, 06 Nov 1994 08:49:37 GMT` ([RFC 9110,
/// 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)), and the two obsolete forms. Returns `None` for any
/// other text. The name of the weekday is not compared with the date.
///
/// ```
/// use zoom_lti_pro::time::http_date_ms;
///
/// assert_eq!(http_date_ms("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777_000));
/// assert_eq!(http_date_ms("Sunday, 06-Nov-94 08:49:37 GMT"), Some(784_111_777_000));
/// assert_eq!(http_date_ms("Sun Nov  6 08:49:37 1994"), Some(784_111_777_000));
/// ```
#[must_use]
pub fn http_date_ms(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let weekday = WEEKDAYS.iter().find(|name| name.get(..3) == bytes.get(..3))?;
    let short = bytes.get(3..)?;
    let long = bytes.strip_prefix(*weekday).unwrap_or_default();
    let parts = dated(short, b", 22 ??? 0000 33:44:55 GMT", 5)
        // asctime writes a day of one digit with a space before it.
        .or_else(|| dated(short, b" ??? _2 33:44:55 0000", 1))
        .or_else(|| {
            let mut parts = dated(long, b", 22-???-00 33:44:55 GMT", 5)?;
            parts[0] = full_year(parts[0]);
            Some(parts)
        })?;
    millis(parts)
}

/// Reads a date of a fixed form ([`parts`]) with the name of a month at an index.
fn dated(text: &[u8], form: &[u8], month: usize) -> Option<Parts> {
    let mut parts = parts(text, form)?;
    parts[1] = month_number(text.get(month..month + 3)?)?;
    Some(parts)
}

const WEEKDAYS: [&[u8]; 7] = [
    b"Sunday",
    b"Monday",
    b"Tuesday",
    b"Wednesday",
    b"Thursday",
    b"Friday",
    b"Saturday",
];

/// Two digits mean a year from 1970 to 2069.
const fn full_year(two_digits: u32) -> u32 {
    if two_digits < 70 {
        two_digits + 2000
    } else {
        two_digits + 1900
    }
}

fn month_number(name: &[u8]) -> Option<u32> {
    const NAMES: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut months = (1..).zip(NAMES.chunks(3));
    months.find_map(|(number, month)| (month == name).then_some(number))
}

/// Milliseconds since midnight. A leap second counts as the first of the next minute.
fn day_ms(hour: u32, minute: u32, second: u32) -> Option<u32> {
    let valid = hour < 24 && minute < 60 && second <= 60;
    valid.then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

fn digits(text: &[u8]) -> Option<u32> {
    let mut number = 0;
    for &byte in text {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u32::from(byte - b'0');
    }
    (!text.is_empty()).then_some(number)
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar; `None` if there is no such day.
///
/// Counts in years that begin in March, so that the leap day comes last
/// (Howard Hinnant, [chrono-compatible date algorithms](https://howardhinnant.github.io/date_algorithms.html)).
fn day_number(year: u32, month: u32, day: u32) -> Option<i64> {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    // Counted from 400 years before the year 0, so that no number is negative.
    let year = year + 400 - u32::from(month <= 2);
    let from_march = (month + 9) % 12;
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year;
    Some(i64::from(days) - 719_468 - 146_097)
}

/// Year, month, day, hour, minute and second in UTC, of the years 0 to 9999. A time outside is moved to the nearest one
/// inside.
#[cfg(any(feature = "calendar", feature = "explain"))]
pub(crate) fn civil(millis: i64) -> [u16; 6] {
    const FIRST: i64 = -62_167_219_200;
    const LAST: i64 = 253_402_300_799;
    let seconds = millis.div_euclid(1000).clamp(FIRST, LAST);
    let (days, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // The inverse of `day_number`, in eras of 400 years that begin in March.
    let from_march = days + 719_468;
    let (era, day_of_era) = (from_march.div_euclid(146_097), from_march.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    [year, month, day, clock / 3600, clock / 60 % 60, clock % 60].map(|part| u16::try_from(part).unwrap_or(0))
}

/// The number in decimal digits, at most 2^53; `None` for any other text.
pub(crate) fn whole(digits: &str) -> Option<u64> {
    let number = digits.bytes().try_fold(0, |number: u64, byte| {
        let digit = char::from(byte).to_digit(10)?;
        // With `saturating_mul` the wasm would contain a multiplication of 128 bits.
        Some((number * 10 + u64::from(digit)).min(1 << 53))
    });
    number.filter(|_| !digits.is_empty())
}

/// The decimal digits of a number. The standard library's formatting would add kilobytes to the wasm.
pub(crate) fn decimal(mut number: u64) -> String {
    let mut buffer = [b'0'; 20];
    let mut start = buffer.len();
    for slot in buffer.iter_mut().rev() {
        *slot = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
        start -= 1;
        if number == 0 {
            break;
        }
    }
    let digits = buffer.get(start..).unwrap_or_default();
    core::str::from_utf8(digits).unwrap_or_default().into()
}
