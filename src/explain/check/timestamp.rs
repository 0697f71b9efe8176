//! Checks the timestamp: its unit, and its age if a time is known.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::explain::check::placeholder::placeholder;
use crate::explain::encoding::padded;
use crate::explain::finding::{Finding, FindingCode, Note};
use crate::explain::parse::case::{Case, Clock};
use crate::request::WINDOW_MS;
use crate::time::{Timestamp, decimal};

const MINUTE_MS: i64 = 60_000;
const CENTURY_MS: i64 = 100 * 366 * 86_400_000;
const QUARTER_HOUR_MS: i64 = 15 * MINUTE_MS;

pub(super) fn check(case: &Case<'_>, found: &mut Vec<Finding>) {
    let Some(value) = case.value("timestamp") else {
        return;
    };
    let note = |code| Note::new(code).of("timestamp").seen(value);
    match Timestamp::parse(value) {
        _ if is_date(value) => {
            let mistake = Some("date");
            found.push(Finding::certain(Note {
                mistake,
                ..note(FindingCode::TimestampFormat)
            }));
        }
        Ok(timestamp) => found.extend(aged(timestamp, case.clock, &note)),
        Err(_) if placeholder("timestamp", value).is_some() => {}
        Err(_) => found.push(Finding::certain(wrong(value, &note))),
    }
}

/// Whether this is a date, perhaps with the time: `20261129110640`. As milliseconds, it is in 1970, 1976 or after 2600.
fn is_date(value: &str) -> bool {
    let is_digits = value.bytes().all(|byte| byte.is_ascii_digit());
    is_digits && matches!(value.len(), 8 | 12 | 14 | 17) && value.starts_with("20")
}

fn wrong(value: &str, note: &impl Fn(FindingCode) -> Note) -> Note {
    let expected = millis(value);
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let code = match value.len() {
        _ if !digits || (value.starts_with('0') && value != "0") => FindingCode::TimestampFormat,
        // From 2017 to 2033. Other numbers are not seconds: a program kept 32 bits of the milliseconds.
        10 if ("15".."2").contains(&value) => FindingCode::TimestampSeconds,
        16.. => FindingCode::TimestampUnit,
        14 | 15 => FindingCode::TimestampUnit,
        _ => FindingCode::TimestampZero,
    };
    Note { expected, ..note(code) }
}

/// The same instant in milliseconds, if the unit is clear.
pub(in crate::explain) fn millis(value: &str) -> Option<String> {
    let whole = value.split('.').next().unwrap_or_default();
    let digits: String = whole.chars().filter(|char| !", _'".contains(*char)).collect();
    let number: u64 = digits.parse().ok()?;
    let millis = match digits.len() {
        10 => {
            let fraction: String = value
                .split('.')
                .nth(1)
                .unwrap_or_default()
                .chars()
                .chain("000".chars())
                .take(3)
                .collect();
            number * 1000 + fraction.parse().unwrap_or(0)
        }
        13 => number,
        16 => number / 1000,
        19 => number / 1_000_000,
        _ => return None,
    };
    Timestamp::from_millis(millis)
        .ok()
        .map(|timestamp| decimal(timestamp.as_millis()))
}

/// Each finding by the clock. Only the age breaks a rule: an age that a time zone explains can be chance.
fn aged(timestamp: Timestamp, clock: Clock, note: &impl Fn(FindingCode) -> Note) -> Vec<Finding> {
    let (now, known) = match clock {
        Clock::Unknown => return Vec::new(),
        Clock::Present(now) => (now, false),
        Clock::Sent(now) => (now, true),
    };
    let sent = i64::try_from(timestamp.as_millis()).unwrap_or(i64::MAX);
    // The clock can have any value, so the age is limited to a century.
    let age = now.saturating_sub(sent).clamp(-CENTURY_MS, CENTURY_MS);
    let window = i64::try_from(WINDOW_MS).unwrap_or(i64::MAX);
    let code = if age > 0 {
        FindingCode::TimestampExpired
    } else {
        FindingCode::TimestampAhead
    };
    // The reader already knows the current time.
    let by_clock = |code| Note {
        expected: known.then(|| now.to_string()),
        ..note(code)
    };
    // A request cannot be sent before it is signed, so a timestamp ahead of the clock is always a mistake.
    let is_sure = known || age < 0;
    let mut found = Vec::new();
    if age.abs() > window && is_sure {
        found.push(Finding::certain(by_clock(code)));
    } else if age > window - 5 * MINUTE_MS || age < -5 * MINUTE_MS {
        found.push(Finding::possible(by_clock(code)));
    }
    // The age of a request that was pasted later says nothing about time zones.
    let zone = zone(age, window).filter(|_| is_sure);
    found.extend(zone.map(|zone| Finding::possible(by_clock(FindingCode::TimestampZone).seen(zone))));
    found
}

/// The UTC offset that explains the age, such as `+02:00`. Offsets under an hour and ages well within the window are
/// left out.
fn zone(age: i64, window: i64) -> Option<String> {
    const TRANSIT_MS: i64 = 2 * MINUTE_MS;
    let quarters = (age + QUARTER_HOUR_MS / 2).div_euclid(QUARTER_HOUR_MS);
    let off = age - quarters * QUARTER_HOUR_MS;
    let is_near = (4..=56).contains(&quarters.abs()) && off.abs() <= TRANSIT_MS && age.abs() > window - TRANSIT_MS;
    // Whole and half hours, Nepal, Eucla, and the Chatham Islands.
    let is_zone = quarters % 2 == 0 || matches!(quarters.abs(), 23 | 35 | 51 | 55);
    (is_near && is_zone).then(|| {
        let sign = if quarters > 0 { "-" } else { "+" };
        let quarters = quarters.unsigned_abs();
        [sign, &padded(quarters / 4, 2), ":", &padded(quarters % 4 * 15, 2)].concat()
    })
}
