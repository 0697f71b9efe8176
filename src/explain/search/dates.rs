//! Writes instants as dates, so that the search recognizes dates that were signed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::explain::encoding::padded;
use crate::explain::search::variants::variant::rows;
use crate::time;

const DAYS: &str = "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday";
const MONTHS: &str = "January,February,March,April,May,June,July,August,September,October,November,December";

/// Forms of a time in UTC. See [`written`] for the letters behind `%`.
const UTC: &str = concat!(
    "%a, %d %b %Y %H:%M:%S GMT|%a, %d %b %Y %H:%M:%S UTC|%A, %d-%b-%y %H:%M:%S GMT|%Y%m%dT%H%M%SZ|%Y%m%d%H%M%SZ|",
    "%a %b %e %H:%M:%S GMT %Y|%Y%m%dT%H%M%S.%fZ|%Y-%m-%d %H:%M:%S GMT|%Y-%m-%d %H:%M:%S.%f000 +0000 UTC|",
    "%Y-%m-%dT%H:%MZ|%Y-%m-%dT%HZ|%a, %j %b %Y %H:%M:%S GMT|%Y-%m-%dT%H:%M:%S.%f000000Z|",
    "%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)|",
    "%a %b %d %Y %H:%M:%S GMT+0000 (Greenwich Mean Time)",
);

/// Forms of a local time.
const LOCAL: &str = concat!(
    "%Y-%m-%dT%H:%M:%S|%Y-%m-%d %H:%M:%S|%Y-%m-%dT%H:%M:%S.%f|%Y-%m-%d %H:%M:%S.%f|%Y-%m-%dT%H:%M:%S.%f000|",
    "%Y-%m-%d %H:%M:%S.%f000|%Y-%m-%dT%H:%M:%S%Z|%Y-%m-%dT%H:%M:%S%z|%Y-%m-%dT%H:%M:%S.%f%Z|%Y-%m-%dT%H:%M:%S.%f%z|",
    "%Y-%m-%dT%H:%M:%S.%f000%Z|%Y-%m-%dT%H:%M:%S.%f0000%Z|%Y-%m-%d %H:%M:%S%Z|%Y-%m-%d %H:%M:%S.%f000%Z|",
    "%Y-%m-%d %H:%M:%S %z|%Y-%m-%d %H:%M:%S %Z|%a, %d %b %Y %H:%M:%S %z|%a, %j %b %Y %H:%M:%S %z|",
    "%a %b %d %Y %H:%M:%S GMT%z|%a %b %e %H:%M:%S %Y|%a %b %e %H:%M:%S %z %Y|%a %b %e %H:%M:%S UTC %Y|",
    "%a %b %d %H:%M:%S UTC %Y|%a %b %d %H:%M:%S GMT %Y|%a %b %d %H:%M:%S CET %Y|%a %b %d %H:%M:%S CEST %Y|",
    "%a %b %d %H:%M:%S EST %Y|%a %b %d %H:%M:%S EDT %Y|%a %b %d %H:%M:%S PDT %Y|",
    "%a %b %d %H:%M:%S IST %Y|",
    "%n/%j/%Y %h:%M:%S %p|%n/%j/%Y, %h:%M:%S %p|%n/%j/%Y, %h:%M:%S\u{202f}%p|%m/%d/%Y %H:%M:%S|%m/%d/%Y %I:%M:%S %p|",
    "%m/%d/%Y, %I:%M:%S %p|%n/%j/%Y %H:%M|%n/%j/%Y %k:%M:%S|%d/%m/%Y %H:%M:%S|",
    "%d/%m/%Y, %H:%M:%S|%d/%m/%Y %H:%M|",
    "%d.%m.%Y %H:%M:%S|%j.%n.%Y, %H:%M:%S|%d.%m.%Y, %H:%M:%S|%Y/%m/%d %H:%M:%S|",
    "%Y%m%d%H%M%S|%Y%m%d%H%M%S%f|%Y%m%dT%H%M%S|%Y%m%d%H%M|",
    "%Y-%m-%dT%H:%M|%Y-%m-%d %H:%M|%Y-%m-%d-%H.%M.%S.%f000|",
    "%A, %B %j, %Y %h:%M:%S %p|%b %j, %Y %h:%M:%S %p|%b %j, %Y, %h:%M:%S %p|",
    "%d %b %Y %H:%M:%S|%j %b %Y %H:%M:%S|%d-%b-%Y %H:%M:%S|%d/%b/%Y:%H:%M:%S %z|",
    "[%d/%b/%Y:%H:%M:%S %z]|%H:%M:%S|%H:%M:%S.%f|%H%M%S|%H:%M|%Y-%m-%d|%Y%m%d|%m/%d/%Y|",
    "%n/%j/%Y|%d/%m/%Y|%d.%m.%Y|%d-%b-%y|%d-%b-%Y|%a %b %d %Y|",
);

const QUARTER_HOUR: i64 = 15;

/// The instant in every form, a local one in every time zone.
pub(in crate::explain) fn forms(millis: u64) -> Vec<String> {
    let mut found: Vec<String> = rows(UTC, '|')
        .into_iter()
        .map(|form| written(form, millis, 0))
        .collect();
    let local = rows(LOCAL, '|');
    for quarters in -48..=56 {
        found.extend(local.iter().map(|form| written(form, millis, quarters * QUARTER_HOUR)));
    }
    found
}

/// As C's `strftime`. Others: `%f` milliseconds, `%j` `%n` `%k` `%h` day, month and hours without a zero, `%z` `+0100`,
/// `%Z` `+01:00`. `offset` is in minutes.
pub(in crate::explain) fn written(form: &str, millis: u64, offset: i64) -> String {
    let local = i64::try_from(millis)
        .unwrap_or(i64::MAX)
        .saturating_add(offset * 60_000);
    let [year, month, day, hour, minute, second] = time::civil(local);
    let mut text = String::new();
    let mut chars = form.chars();
    while let Some(char) = chars.next() {
        if char != '%' {
            text.push(char);
            continue;
        }
        let letter = chars.next().unwrap_or_default();
        let (number, width) = match letter {
            'Y' => (year, 4),
            'y' => (year % 100, 2),
            'm' => (month, 2),
            'n' => (month, 1),
            'd' | 'e' => (day, 2),
            'j' => (day, 1),
            'H' => (hour, 2),
            'k' => (hour, 1),
            'I' => ((hour + 11) % 12 + 1, 2),
            'h' => ((hour + 11) % 12 + 1, 1),
            'M' => (minute, 2),
            'S' => (second, 2),
            'f' => (u16::try_from(millis % 1000).unwrap_or_default(), 3),
            _ => {
                text.push_str(&words(letter, local, offset));
                continue;
            }
        };
        let digits = time::decimal(number.into());
        for _ in digits.len()..width {
            text.push(if letter == 'e' { ' ' } else { '0' });
        }
        text.push_str(&digits);
    }
    text
}

/// Names, and the offset from UTC.
fn words(letter: char, local: i64, offset: i64) -> String {
    let [_, month, _, hour, ..] = time::civil(local);
    let weekday = (local.div_euclid(86_400_000) + 4).rem_euclid(7);
    let (names, place) = match letter {
        'a' | 'A' => (DAYS, usize::try_from(weekday).unwrap_or_default()),
        'b' | 'B' => (MONTHS, usize::from(month) - 1),
        'p' => ("AM,PM", usize::from(hour / 12)),
        _ => {
            let minutes = offset.unsigned_abs();
            let between = if letter == 'Z' { ":" } else { "" };
            let sign = if offset < 0 { "-" } else { "+" };
            return [sign, &padded(minutes / 60, 2), between, &padded(minutes % 60, 2)].concat();
        }
    };
    let name = rows(names, ',').get(place).copied().unwrap_or_default();
    let length = if matches!(letter, 'a' | 'b') { 3 } else { name.len() };
    name.get(..length).unwrap_or_default().to_string()
}
