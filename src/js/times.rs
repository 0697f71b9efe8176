//! The exports that read start times, in the client and in the calendar.

use wasm_bindgen::prelude::*;

use super::frame::{self, Fields, from_millis, to_millis};
use crate::time::{self, Shift};

/// Reads a start time. In: its text. Out: milliseconds as if the clock showed UTC (NaN if the text is not a time); its
/// UTC offset in milliseconds (NaN without an offset).
#[wasm_bindgen]
pub fn start_time(length: usize) -> u32 {
    let read = frame::with_input(length, |frame| Ok(time::date_time(Fields::of(frame).text())));
    frame::finish(read, |read| {
        let (wall, offset) = read.unzip();
        frame::write(|frame| {
            frame.number(wall.map_or(f64::NAN, from_millis));
            frame.number(offset.flatten().map_or(f64::NAN, from_millis));
        })
    })
}

#[wasm_bindgen]
extern "C" {
    /// A time zone.
    pub type Zone;
    /// Its offset from UTC at an instant, in milliseconds, positive to the east; NaN if unknown. Does not throw.
    #[wasm_bindgen(method, js_name = offsetMs)]
    fn offset_ms(this: &Zone, instant: f64) -> f64;
}

/// The instant of a wall-clock time in a zone. In: milliseconds from [`start_time`]. Out: the instant in milliseconds,
/// NaN if the offsets of the zone are unknown; then "gap", "overlap" or nothing.
#[wasm_bindgen]
pub fn in_zone(length: usize, zone: &Zone) -> u32 {
    let wall = frame::with_input(length, |frame| Ok(to_millis(Fields::of(frame).number())));
    let offset = |instant| {
        let offset = zone.offset_ms(from_millis(instant));
        (!offset.is_nan()).then(|| to_millis(offset))
    };
    let found = wall.map(|wall| time::in_zone(wall, offset));
    frame::finish(found, |found| {
        let millis = found.as_ref().map_or(f64::NAN, |found| from_millis(found.millis));
        let flag = match found.map(|found| found.shift) {
            Some(Shift::Gap) => "gap",
            Some(Shift::Overlap) => "overlap",
            _ => "",
        };
        frame::write(|frame| {
            frame.number(millis);
            frame.text(flag);
        })
    })
}
