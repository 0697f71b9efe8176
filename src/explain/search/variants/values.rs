//! Values that people sign instead of the sent ones.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::characters::{INSERTED, QUOTES};
use crate::explain::encoding;
use crate::explain::finding::{FindingCode, Note};
use crate::explain::names::{self, Known};
use crate::explain::parse::parameter::Parameter;
use crate::explain::search::dates::civil;
use crate::parameters::Kind;
use crate::time::decimal;

/// Other values of a parameter, each with its finding.
pub(in crate::explain) fn others(pair: &Parameter) -> Vec<(String, Note)> {
    let code = names::value_code(&pair.name);
    let mut found = match names::parameter(&pair.name) {
        Some(Known { rule, values, .. }) => match rule.kind {
            Kind::Boolean => booleans(code),
            Kind::Whole { .. } => numbers(pair, code, values),
            Kind::Timestamp => timestamps(&pair.value),
            Kind::Text | Kind::UserId => Vec::new(),
        },
        None => Vec::new(),
    };
    found.extend(dressed(pair));
    let note = |(value, note): (String, Note)| {
        let note = note
            .of(pair.name.clone())
            .seen(value.clone())
            .expected(pair.value.clone());
        (value, note)
    };
    found.retain(|(value, _)| *value != pair.value);
    found.into_iter().map(note).collect()
}

/// Values that are rare mistakes.
pub(in crate::explain) fn rare(pair: &Parameter) -> Vec<(String, Note)> {
    let mut found = counted(pair);
    let of_pair = |note: Note, other: &str| note.of(pair.name.clone()).seen(other).expected(pair.value.clone());
    let forms = forms(pair).into_iter().filter(|(other, _)| *other != pair.value);
    found.extend(forms.map(|(other, note)| (other.clone(), of_pair(note, &other))));
    let value = pair.value.as_str();
    let mut others = Vec::from([
        encoding::base64(value.as_bytes()),
        encoding::base64url(value.as_bytes()),
        encoding::hex(value.as_bytes()),
        other_case(value, false),
        other_case(value, true),
    ]);
    // A part, if the value was cut.
    for (place, _) in value.char_indices().skip(1) {
        let (start, end) = value.split_at_checked(place).unwrap_or_default();
        others.extend([start.to_string(), end.to_string()]);
    }
    for mark in [
        "%", "#", "/", "?", ",", ";", ".", "@", "*", "$", "!", ":", "|", "\0", "\\n", "~", "+", "_",
    ] {
        others.extend([[value, mark].concat(), [mark, value].concat()]);
    }
    others.retain(|other| *other != value);
    let differs = |other: String| (other.clone(), of_pair(Note::new(FindingCode::ValueDiffers), &other));
    found.extend(others.into_iter().map(differs));
    found
}

/// Upper or lower case of ASCII, and of the Latin, Greek and Cyrillic letters whose cases are 32 or 80 places apart.
pub(super) fn other_case(text: &str, upper: bool) -> String {
    let apart = |char: char| match char {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' | 'α'..='ω' | 'а'..='я' => 32,
        'ѐ'..='џ' => 80,
        _ => 0,
    };
    let change = |char: char| {
        let code = u32::from(char);
        if upper {
            return char::from_u32(code - apart(char)).unwrap_or(char);
        }
        let lower = [32, 80].into_iter().filter_map(|places| {
            let lower = char::from_u32(code + places)?;
            (apart(lower) == places).then_some(lower)
        });
        lower.into_iter().next().unwrap_or(char)
    };
    text.chars().map(change).collect()
}

/// Every whole number that the parameter may have had.
fn counted(pair: &Parameter) -> Vec<(String, Note)> {
    let Some(known) = names::parameter(&pair.name).filter(|known| matches!(known.rule.kind, Kind::Whole { .. })) else {
        return Vec::new();
    };
    let note = |value: &String| {
        Note::new(FindingCode::ValueDiffers)
            .of(pair.name.clone())
            .seen(value.clone())
            .expected(pair.value.clone())
    };
    let numbers = range(known, 1000).into_iter().filter(|value| *value != pair.value);
    numbers.map(|value| (value.clone(), note(&value))).collect()
}

/// The values of a parameter that has few: whole numbers up to this one.
pub(in crate::explain) fn range(known: &Known, last: u32) -> Vec<String> {
    match known.rule.kind {
        Kind::Boolean => ["true", "false"].map(ToString::to_string).into(),
        Kind::Whole { min, max, .. } => {
            let documented = known.values.iter().map(ToString::to_string);
            let numbers = min..=max.min(last);
            documented.chain(numbers.map(|number| decimal(number.into()))).collect()
        }
        Kind::Text | Kind::UserId | Kind::Timestamp => Vec::new(),
    }
}

fn differs(value: impl Into<String>) -> (String, Note) {
    (value.into(), Note::new(FindingCode::ValueDiffers))
}

fn booleans(code: FindingCode) -> Vec<(String, Note)> {
    let spelt = ["true", "false", "True", "False", "TRUE", "FALSE", "1", "0", "yes", "no"];
    let note = || Note::variant(code, "signed");
    spelt.map(|value| (value.to_string(), note())).into()
}

/// The same number in other spellings, and common defaults.
fn numbers(pair: &Parameter, code: FindingCode, usual: &[&str]) -> Vec<(String, Note)> {
    let number = pair.value.trim();
    let bare = number.split('.').next().unwrap_or(number).trim_start_matches('0');
    let spelt = [
        [number, ".0"].concat(),
        ["0", number].concat(),
        ["+", number].concat(),
        [number, ".00"].concat(),
        bare.to_string(),
        number.to_string(),
    ];
    let note = || Note::variant(code, "signed");
    let mut found: Vec<(String, Note)> = spelt.map(|value| (value, note())).into();
    found.extend(usual.iter().map(|value| differs(*value)));
    found
}

/// The value with text around it, in other case, or replaced by the text of a missing variable.
fn dressed(pair: &Parameter) -> Vec<(String, Note)> {
    let value = pair.value.as_str();
    let blank = |text: String| (text, Note::variant(FindingCode::InvisibleCharacter, "blank"));
    let mut found: Vec<(String, Note)> = Vec::new();
    for (extra, _) in INSERTED {
        found.push(blank([value, extra].concat()));
        found.push(blank([extra, value].concat()));
    }
    let stripped: String = value
        .chars()
        .filter(|char| !crate::explain::blank::is_blank(*char))
        .collect();
    found.push(blank(stripped));
    found.extend(QUOTES.map(|(open, close)| differs([open, value, close].concat())));
    found.extend(MISSING.map(differs));
    found.push(differs(value.to_ascii_lowercase()));
    found.push(differs(value.to_ascii_uppercase()));
    found.push(differs(value.trim_end_matches('=')));
    found.push(differs([value, "="].concat()));
    found.push(differs([value, "=="].concat()));
    found
}

/// Rare forms of a value, by its kind.
fn forms(pair: &Parameter) -> Vec<(String, Note)> {
    let value = pair.value.as_str();
    let Some(known) = names::parameter(&pair.name) else {
        return Vec::new();
    };
    let code = names::value_code(&pair.name);
    let with_end = |ends: &[&str]| ends.iter().map(|end| [value, end].concat()).collect::<Vec<_>>();
    let (code, texts) = match known.rule.kind {
        Kind::Boolean => (code, BOOLEANS.map(ToString::to_string).into()),
        Kind::Whole { .. } => {
            let mut texts = with_end(&[".", "L", ",0", ",00", "e0", "n", ".000000", "f", "d", "%"]);
            texts.extend(["00", "-", "000"].map(|start| [start, value].concat()));
            texts.extend(grouped(value));
            texts.extend(["1,000", "1.000", "2000", "5000", "9999", "10000"].map(ToString::to_string));
            (code, texts)
        }
        Kind::Timestamp => (FindingCode::TimestampFormat, timestamp_forms(value)),
        Kind::Text | Kind::UserId => return Vec::new(),
    };
    texts
        .into_iter()
        .map(|text| (text, Note::variant(code, "signed")))
        .collect()
}

const BOOLEANS: [&str; 19] = [
    "on", "off", "Yes", "No", "YES", "NO", "Y", "N", "y", "n", "t", "f", "T", "F", "$true", "$false", ":true", "-1",
    "1.0",
];

fn timestamp_forms(sent: &str) -> Vec<String> {
    let number = sent.parse::<u64>().ok().filter(|_| sent.len() <= 19);
    let Some(number) = number else {
        return Vec::new();
    };
    let after = [".000000", ".00", ".5", ".", "L", "n", "Z", "ms", "d", "0"];
    let mut found: Vec<String> = after.map(|end| [sent, end].concat()).into();
    let seconds = format!("{}.{:03}", number / 1000, number % 1000);
    found.extend(["000", "000000", "0", "00"].map(|zeros| [&seconds, zeros].concat()));
    found.push(seconds.trim_end_matches(['0', '.']).to_string());
    found.extend(exponent(sent));
    found.extend(grouped(sent));
    found.extend(iso(number));
    found
}

/// What programs print for a missing value.
const MISSING: [&str; 14] = [
    "",
    "undefined",
    "null",
    "None",
    "NaN",
    "nil",
    "[object Object]",
    "0",
    "-1",
    "Infinity",
    "(null)",
    "<nil>",
    "NULL",
    "me",
];

fn timestamps(sent: &str) -> Vec<(String, Note)> {
    let number = sent.parse::<u64>().ok().filter(|_| sent.len() <= 19);
    let Some(number) = number else {
        return Vec::new();
    };
    let seconds = || Note::variant(FindingCode::TimestampSeconds, "signed");
    let unit = || Note::variant(FindingCode::TimestampUnit, "signed");
    let format = || Note::variant(FindingCode::TimestampFormat, "signed");
    let times = |factor: u64| decimal(number.saturating_mul(factor));
    let mut found = Vec::from([
        (decimal(number / 1000), seconds()),
        (decimal(number.saturating_add(500) / 1000), seconds()),
        (times(1000), unit()),
        (times(1_000_000), unit()),
        (
            decimal(number / 1000 * 1000),
            Note::variant(FindingCode::TimestampDiffers, "whole_seconds"),
        ),
        ("0".to_string(), Note::variant(FindingCode::TimestampZero, "signed")),
    ]);
    let seconds = format!("{}.{:03}", number / 1000, number % 1000);
    let forms = [[sent, ".0"].concat(), [sent, ".000"].concat(), seconds];
    found.extend(forms.map(|text| (text, format())));
    found.extend(zones(number));
    found
}

fn grouped(digits: &str) -> [String; 8] {
    [",", ".", " ", "_", "'", "’", "\u{202f}", "\u{a0}"].map(|separator| {
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(separator);
            }
            text.push(digit);
        }
        text
    })
}

/// `1.661494048201e+12`, a printed floating-point number.
fn exponent(digits: &str) -> Vec<String> {
    let power = digits.len().saturating_sub(1);
    let number: u64 = digits.parse().unwrap_or_default();
    let mut found = Vec::new();
    // C prints six decimals, Excel five, and others all that are not zero.
    for decimals in [6, 5, 2, power] {
        let cut = 10_u64.saturating_pow(u32::try_from(power.saturating_sub(decimals)).unwrap_or_default());
        let rounded = decimal((number + cut / 2) / cut);
        let (first, rest) = rounded.split_at_checked(1).unwrap_or_default();
        for rest in [rest, rest.trim_end_matches('0')] {
            for mark in ["e+", "E+", "e", "E", "E+0", "e+0"] {
                let point = if rest.is_empty() { "" } else { "." };
                found.push(format!("{first}{point}{rest}{mark}{power}"));
            }
        }
    }
    found
}

/// The instant as ISO 8601.
fn iso(millis: u64) -> Vec<String> {
    let (date, time) = civil(millis / 1000);
    let fraction = format!("{:03}", millis % 1000);
    let compact = |text: &str| text.replace(['-', ':'], "");
    let mut found = Vec::from([
        date.clone(),
        compact(&date),
        compact(&[&date, &time].map(String::as_str).concat()),
    ]);
    for between in ["T", " "] {
        for fraction in [
            "",
            &[".", &fraction].concat(),
            &[".", &fraction, "000"].concat(),
            ".000",
        ] {
            for zone in ["Z", "", "+00:00", "+0000", " UTC", "+00", " +0000 UTC"] {
                found.push([&date, between, &time, fraction, zone].concat());
            }
        }
    }
    found.push([&compact(&date), "T", &compact(&time), "Z"].concat());
    found.extend(http_date(millis / 1000, &date, &time));
    found
}

/// `Fri, 26 Aug 2022 06:07:28 GMT`
fn http_date(seconds: u64, date: &str, time: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let weekday = DAYS.get(usize::try_from(seconds / 86_400 % 7).ok()?)?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{weekday}, {day} {month} {year} {time} GMT"))
}

const QUARTER_HOUR_MS: i64 = 900_000;

/// The same time shifted by a time zone.
fn zones(number: u64) -> Vec<(String, Note)> {
    let quarters = (-56..=56_i64).filter(|quarters| *quarters != 0);
    let shifted = quarters.filter_map(|quarters| number.checked_add_signed(quarters * QUARTER_HOUR_MS));
    shifted
        .map(|millis| (decimal(millis), Note::variant(FindingCode::TimestampZone, "signed")))
        .collect()
}

/// The finding for two different clock readings, or for one reading in seconds and milliseconds.
pub(in crate::explain) fn clocks(signed: u64, sent: &str) -> Note {
    let signed_digits = decimal(signed);
    let note = match (signed_digits.len(), sent.len()) {
        (13, 10) => Note::variant(FindingCode::TimestampSeconds, "sent"),
        (10, 13) => Note::variant(FindingCode::TimestampSeconds, "signed"),
        _ => Note::variant(FindingCode::TimestampDiffers, "two_clock_reads"),
    };
    note.of("timestamp").seen(signed_digits).expected(sent)
}
