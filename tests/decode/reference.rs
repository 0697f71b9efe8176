//! A second decoder over `serde_json`: slow, simple, and written from the rules, not from the code.
//!
//! `serde_json` reads numbers into 64 bits and refuses lone surrogates, but the rules keep the literal and the text.
//! So a body that is JSON is rewritten first: each number becomes a string with a mark before it, and each escaped
//! lone surrogate becomes `\ufffd`.

use serde::de::IgnoredAny;
use serde_json::{Map, Value};

/// The mark before the text of a number. No test writes this character.
const NUMBER: char = '\u{e0ff}';

/// What the decoder should return.
#[derive(Debug, PartialEq)]
pub(crate) enum Outcome {
    NotJson,
    Refused {
        code: Option<String>,
        detail: Option<u32>,
    },
    Flaw {
        row: Option<usize>,
        field: Option<String>,
    },
    Page(Vec<Value>),
    /// The meeting has both names of the time zone. A map does not keep which came last.
    Ambiguous,
}

pub(crate) fn outcome(body: &[u8]) -> Outcome {
    match parse(body) {
        None => Outcome::NotJson,
        Some(root) => envelope(&root),
    }
}

/// Reads JSON, numbers as marked strings.
pub(crate) fn parse(body: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let rewritten = rewritten(text);
    Some(serde_json::from_str(&rewritten).unwrap_or_else(|error| panic!("{error}: {rewritten}")))
}

/// A number in the form that [`parse`] returns.
pub(crate) fn number(value: f64) -> Value {
    format!("{NUMBER}{:?}", value.to_bits()).into()
}

fn literal(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix(NUMBER)
}

fn rewritten(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '-' | '0'..='9' => rest
                .find(|c: char| !"+-.eE0123456789".contains(c))
                .unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        match first {
            '"' => out.push_str(&paired(token)),
            '-' | '0'..='9' => out.push_str(&format!("\"{NUMBER}{token}\"")),
            _ => out.push_str(token),
        }
        rest = after;
    }
    out
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    panic!("a string without end in JSON: {text}")
}

/// A string literal with `\ufffd` for each lone surrogate.
fn paired(literal: &str) -> String {
    let mut out = String::new();
    let mut rest = literal;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (escape, after) = match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => rest.split_at(12),
            (Some(0xd800..0xe000), _) => ("\\ufffd", &rest[6..]),
            (Some(_), _) => rest.split_at(6),
            (None, _) => rest.split_at(2),
        };
        out.push_str(escape);
        rest = after;
    }
    out + rest
}

/// The UTF-16 unit of the escape at the start.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

fn envelope(root: &Value) -> Outcome {
    let Some(root) = root.as_object() else {
        return flaw(None, None);
    };
    match root.get("status") {
        Some(Value::Bool(false)) => return refused(root),
        Some(Value::Bool(true)) => {}
        _ => return flaw(None, Some("status")),
    }
    let Some(Value::Object(result)) = root.get("result") else {
        return flaw(None, Some("result"));
    };
    let mut page = Vec::new();
    for name in ["pageNum", "pageSize", "total"] {
        match result.get(name).and_then(as_count) {
            Some(value) => page.push(value),
            None => return flaw(None, Some(name)),
        }
    }
    let list = match result.get("list") {
        Some(Value::Array(list)) => list.as_slice(),
        None | Some(Value::Null) if has_no_meetings(result) => &[],
        _ => return flaw(None, Some("list")),
    };
    let has_both = |item: &Value| item.get("timezone").and(item.get("timeZone")).is_some();
    if list.iter().any(has_both) {
        return Outcome::Ambiguous;
    }
    for (row, item) in list.iter().enumerate() {
        match meeting(item) {
            Ok(meeting) => page.push(meeting),
            Err(field) => return flaw(Some(row), field),
        }
    }
    Outcome::Page(page)
}

/// Only a plain 0 counts.
fn has_no_meetings(result: &Map<String, Value>) -> bool {
    let total = result.get("total");
    total.is_some_and(|total| literal(total).or(total.as_str()) == Some("0"))
}

fn flaw(row: Option<usize>, field: Option<&str>) -> Outcome {
    Outcome::Flaw {
        row,
        field: field.map(Into::into),
    }
}

fn refused(root: &Map<String, Value>) -> Outcome {
    let note = |name| root.get(name).and_then(|value| literal(value).or(value.as_str()));
    let message = note("errorMessage").unwrap_or_default();
    let message = message.strip_suffix('.').unwrap_or(message);
    let detail = message.strip_suffix(')').and_then(|message| {
        let (_, digits) = message.rsplit_once('(')?;
        let is_detail = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_detail.then(|| digits.parse().unwrap())
    });
    Outcome::Refused {
        code: note("errorCode").map(Into::into),
        detail,
    }
}

fn meeting(item: &Value) -> Result<Value, Option<&'static str>> {
    let Value::Object(item) = item else {
        return Err(None);
    };
    let mut meeting = Map::new();
    let mut rest = item.clone();
    if let Some(zone) = rest.remove("timeZone") {
        rest.insert("timezone".into(), zone);
    }
    let mut take = |name: &'static str, read: fn(&Value) -> Option<Value>| -> Result<(), Option<&'static str>> {
        let value = rest.remove(name);
        let is_required = matches!(name, "meetingId" | "meetingNumber");
        let value = match value.unwrap_or(Value::Null) {
            Value::Null if !is_required => Value::Null,
            Value::String(text) if text.is_empty() && !is_required && name != "topic" => Value::Null,
            value => read(&value).ok_or(Some(name))?,
        };
        meeting.insert(name.into(), value);
        Ok(())
    };
    take("meetingId", as_text)?;
    take("meetingNumber", as_text)?;
    take("hostId", as_text)?;
    take("topic", as_text)?;
    take("startTime", as_start)?;
    take("duration", as_number)?;
    take("timezone", as_text)?;
    take("pmi", as_text)?;
    take("type", as_code)?;
    take("status", as_code)?;
    if !rest.is_empty() {
        meeting.insert("extra".into(), rest.into());
    }
    Ok(meeting.into())
}

fn as_text(value: &Value) -> Option<Value> {
    match literal(value) {
        Some(number) if number.contains(['.', 'e', 'E']) => None,
        Some(number) => Some(number.into()),
        None => value.as_str().map(Into::into),
    }
}

fn as_start(value: &Value) -> Option<Value> {
    if literal(value).is_some() {
        return None;
    }
    value.as_str().map(Into::into)
}

fn as_number(value: &Value) -> Option<Value> {
    let text = literal(value).or(value.as_str())?;
    // Inside a string, `serde_json` would accept whitespace.
    let is_bare = !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace);
    let first = text.trim_start_matches('-').chars().next()?;
    let is_number = is_bare && first.is_ascii_digit() && serde_json::from_str::<IgnoredAny>(text).is_ok();
    is_number.then(|| number(text.parse().unwrap()))
}

/// A whole number from 0 that JavaScript keeps exactly, without a sign or an exponent.
fn as_count(value: &Value) -> Option<Value> {
    let count = as_number(value)?;
    let text = literal(value).or(value.as_str())?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let exact: u64 = whole.parse().ok()?;
    let is_count = fraction.bytes().all(|byte| byte == b'0') && exact < 1 << 53;
    is_count.then_some(count)
}

/// A code of 0 has no sign.
fn as_code(value: &Value) -> Option<Value> {
    let code = as_number(value)?;
    Some(if code == number(-0.0) { number(0.0) } else { code })
}

/// The same for the result of the decoder.
pub(crate) fn page(page: &zoom_lti_pro::Page) -> Vec<Value> {
    let mut values: Vec<_> = [page.page_num, page.page_size, page.total].map(number).into();
    for meeting in &page.list {
        let text = |text: &str| Value::from(text);
        let maybe = |text: &Option<String>| text.as_deref().map_or(Value::Null, Into::into);
        let mut object = Map::new();
        let mut put = |name: &str, value| object.insert(name.into(), value);
        put("meetingId", text(&meeting.meeting_id));
        put("meetingNumber", text(&meeting.meeting_number));
        put("hostId", maybe(&meeting.host_id));
        put("topic", maybe(&meeting.topic));
        put("startTime", maybe(&meeting.start_time));
        put("duration", meeting.duration.map_or(Value::Null, number));
        put("timezone", maybe(&meeting.timezone));
        put("pmi", maybe(&meeting.pmi));
        put("type", meeting.kind.map_or(Value::Null, |kind| number(kind.into())));
        put(
            "status",
            meeting.status.map_or(Value::Null, |status| number(status.into())),
        );
        if let Some(extra) = &meeting.extra {
            put("extra", parse(extra.as_bytes()).expect("extra is JSON"));
        }
        values.push(object.into());
    }
    values
}
