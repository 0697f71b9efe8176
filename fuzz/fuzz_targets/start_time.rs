//! Start times and timestamps: any text is accepted as input. Start times are read as the crate `jiff` reads them. An
//! instant that was found in a zone shows the requested time.

#![no_main]

use jiff::civil::DateTime;
use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::time::{Shift, Timestamp, in_zone, instant_ms, wall_clock_ms};

fuzz_target!(|data: &[u8]| {
    let (zone, text) = data.split_first_chunk().unwrap_or((&[0; 12], data));
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let wall = wall_clock_ms(text);
    let (expected, offset) = theirs(text).unzip();
    let expected_instant = expected.zip(offset.flatten()).map(|(wall, offset)| wall - offset);
    assert_eq!(wall, expected.filter(|_| offset == Some(None)), "{text}");
    assert_eq!(instant_ms(text), expected_instant, "{text}");
    if let Some(wall) = wall {
        assert_is_found(wall, *zone);
    }
    timestamp(text);
});

/// `jiff` accepts other forms too, so it gets only the parts of the documented forms: the wall clock and the offset.
fn theirs(text: &str) -> Option<(i64, Option<i64>)> {
    let text = text.trim_ascii();
    let (minute, rest) = prefix(text, "dddd-dd-dd_dd:dd")?;
    let (second, rest) = prefix(rest, ":dd").unwrap_or((":00", rest));
    let (fraction, zone) = match rest.strip_prefix(['.', ',']).filter(|_| text.len() - rest.len() > 16) {
        Some(rest) => rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count()),
        None => ("0", rest),
    };
    if fraction.is_empty() {
        return None;
    }
    let millis: i64 = format!("{fraction:0<3}")[..3].parse().unwrap();
    // `jiff` reads a leap second as the second before.
    let (second, beyond) = if second == ":60" { (":59", 1000) } else { (second, 0) };
    let read: DateTime = format!("{minute}{second}").to_uppercase().parse().ok()?;
    let epoch: DateTime = "1970-01-01T00:00:00".parse().unwrap();
    let wall = i64::try_from(read.duration_since(epoch).as_millis()).unwrap() + millis + beyond;
    Some((wall, offset(zone.trim_ascii_start())?))
}

fn offset(zone: &str) -> Option<Option<i64>> {
    if matches!(zone, "" | "Z" | "z" | "UTC" | "GMT") {
        return Some((!zone.is_empty()).then_some(0));
    }
    let form = ["sdd", "sdddd", "sdd:dd"]
        .into_iter()
        .find(|form| form.len() == zone.len())?;
    prefix(zone, form)?;
    let minutes: i64 = if form == "sdd" {
        0
    } else {
        zone[zone.len() - 2..].parse().unwrap()
    };
    let hours: i64 = zone[1..3].parse().unwrap();
    let distance = (hours * 60 + minutes) * 60_000;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    (hours < 24 && minutes < 60).then_some(Some(sign * distance))
}

/// Splits off a start of this form: `d` is a digit, `_` a space or T, `s` a sign.
fn prefix<'a>(text: &'a str, form: &str) -> Option<(&'a str, &'a str)> {
    let (head, rest) = text.split_at_checked(form.len())?;
    let is_of_the_form = head.bytes().zip(form.bytes()).all(|(byte, form)| match form {
        b'd' => byte.is_ascii_digit(),
        b'_' => matches!(byte, b' ' | b'T' | b't'),
        b's' => matches!(byte, b'+' | b'-'),
        _ => byte == form,
    });
    is_of_the_form.then_some((head, rest))
}

/// Checks a zone that changes its offset once, near the requested time.
fn assert_is_found(wall: i64, zone: [u8; 12]) {
    let [a, b, c, d, e, f, g, h, rest @ ..] = zone;
    let hours_18 = 18 * 3_600_000;
    let before = i64::from(i32::from_le_bytes([a, b, c, d])) % hours_18;
    let after = i64::from(i32::from_le_bytes([e, f, g, h])) % hours_18;
    let change = wall + i64::from(i32::from_le_bytes(rest)) % 86_400_000;
    let offset = |instant: i64| if instant < change { before } else { after };
    let found = in_zone(wall, |instant| Some(offset(instant))).unwrap();
    let shown = found.millis + offset(found.millis);
    match found.shift {
        Shift::None | Shift::Overlap => assert_eq!(shown, wall),
        Shift::Gap => assert_eq!(shown, wall + (after - before)),
    }
}

fn timestamp(text: &str) {
    if let Ok(timestamp) = Timestamp::parse(text) {
        assert_eq!(timestamp.as_millis().to_string(), text);
    }
}
