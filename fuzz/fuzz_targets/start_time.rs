//! Start times and timestamps: any text is judged, start times read as the crate `jiff` reads them, and an instant found
//! in a zone shows the time that was sought.

#![no_main]

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::time::{Shift, Timestamp, in_zone, wall_clock_ms};

fuzz_target!(|data: &[u8]| {
    let (zone, text) = data.split_first_chunk().unwrap_or((&[0; 12], data));
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    let wall = wall_clock_ms(text);
    if is_of_the_form(text) {
        assert_eq!(wall, theirs(text), "{text}");
    } else {
        assert_eq!(wall, None, "{text}");
    }
    if let Some(wall) = wall {
        assert_is_found(wall, *zone);
    }
    timestamp(text);
});

/// `2022-08-04 10:00:00`, with any digits. `jiff` reads other forms too.
fn is_of_the_form(text: &str) -> bool {
    let form = "dddd-dd-dd_dd:dd:dd";
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            b'_' => matches!(byte, b' ' | b'T'),
            _ => byte == form,
        })
}

/// `jiff` takes a leap second for the one before.
fn theirs(text: &str) -> Option<i64> {
    let (text, beyond) = match text.strip_suffix("60") {
        Some(minute) => (format!("{minute}59"), 1000),
        None => (text.to_owned(), 0),
    };
    let read: DateTime = text.parse().ok()?;
    let instant = read.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(instant.as_millisecond() + beyond)
}

/// In a zone that changes its offset once, near the time sought.
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
