//! Values that people sign instead of the sent ones.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::characters::{INSERTED, QUOTES};
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

/// Every whole number that the parameter may have had.
pub(in crate::explain) fn counted(pair: &Parameter) -> Vec<(String, Note)> {
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
    found.extend(["", "undefined", "null", "None", "NaN", "nil", "[object Object]"].map(differs));
    found.push(differs(value.to_ascii_lowercase()));
    found.push(differs(value.to_ascii_uppercase()));
    found.push(differs(value.trim_end_matches('=')));
    found.push(differs([value, "="].concat()));
    found.push(differs([value, "=="].concat()));
    found
}

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
        ([sent, ".0"].concat(), format()),
        ([sent, ".000"].concat(), format()),
        (format!("{}.{:03}", number / 1000, number % 1000), format()),
        (
            decimal(number / 1000 * 1000),
            Note::variant(FindingCode::TimestampDiffers, "whole_seconds"),
        ),
        ("0".to_string(), Note::variant(FindingCode::TimestampZero, "signed")),
    ]);
    found.extend(iso(number).into_iter().map(|text| (text, format())));
    found.extend(exponent(sent).into_iter().map(|text| (text, format())));
    found.extend(grouped(sent).map(|text| (text, format())));
    found.extend(zones(number));
    found
}

fn grouped(digits: &str) -> [String; 4] {
    [",", ".", " ", "_"].map(|separator| {
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
    let (first, rest) = digits.split_at_checked(1).unwrap_or_default();
    let (rest, power) = (rest.trim_end_matches('0'), rest.len());
    ["e+", "E+", "e", "E"]
        .map(|mark| format!("{first}.{rest}{mark}{power}"))
        .into()
}

/// The instant as ISO 8601.
fn iso(millis: u64) -> Vec<String> {
    let (date, time) = civil(millis / 1000);
    let fraction = format!("{:03}", millis % 1000);
    Vec::from([
        format!("{date}T{time}.{fraction}Z"),
        format!("{date}T{time}Z"),
        format!("{date}T{time}+00:00"),
        format!("{date}T{time}.{fraction}+00:00"),
        format!("{date} {time}"),
        format!("{date}T{time}"),
    ])
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
