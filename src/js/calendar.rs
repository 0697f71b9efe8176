//! The exports of the calendar.

use alloc::vec::Vec;

use wasm_bindgen::prelude::*;

use super::columns::{Columns, OutColumns};
use super::frame::{self, from_millis, to_millis};
use crate::calendar::{Event, Feed, Record, entity_tag, next_records};
use crate::time::date_time;

/// Reads the start times of a list: a call for each would take up to a seventh of the time of a feed. In: their texts.
/// Out: for each, the two numbers of [`start_time`](super::times::start_time).
#[wasm_bindgen]
pub fn start_times(length: usize) -> u32 {
    let read = frame::with_input(length, |frame| {
        let mut values = Columns::of(frame);
        let mut out = OutColumns::default();
        while !values.is_at_end() {
            let (wall, offset) = date_time(values.name()).unzip();
            for millis in [wall, offset.flatten()] {
                out.number(millis.map_or(f64::NAN, from_millis));
            }
        }
        Ok(out)
    });
    frame::finish(read, OutColumns::finish)
}

/// Writes a feed. In: the name, the minutes until the next request, 1 if there is a store, its changes, the events.
/// Out: the text, its entity tag.
#[wasm_bindgen]
pub fn calendar_feed(length: usize) -> u32 {
    let written = frame::with_input(length, |frame| {
        let mut values = Columns::of(frame);
        let feed = Feed {
            name: values.text(),
            refresh_minutes: whole(values.number()),
        };
        let has_store = values.number() == 1.0;
        let records = records(&mut values);
        Ok(feed.write_records(&events(values), has_store.then_some(&*records)))
    });
    frame::finish(written, |text| {
        frame::write(|frame| {
            frame.text(&text);
            frame.text(&entity_tag(&text));
        })
    })
}

/// What a store keeps next. In: the current time, the changes, the events. Out: the changes.
#[wasm_bindgen]
pub fn next_changes(length: usize) -> u32 {
    let next = frame::with_input(length, |frame| {
        let mut values = Columns::of(frame);
        let now = to_millis(values.number());
        let records = records(&mut values);
        let mut out = OutColumns::default();
        for record in next_records(&records, &events(values), now) {
            out.text(&record.uid);
            out.text(record.meeting_id);
            out.text(&record.fingerprint);
            out.number(from_millis(record.start_ms));
            out.number(record.sequence.into());
            out.number(from_millis(record.changed_ms));
            out.number(record.removed_ms.map_or(f64::NAN, from_millis));
        }
        Ok(out)
    });
    frame::finish(next, OutColumns::finish)
}

/// The number of changes, and then the three names and four numbers of each.
fn records<'a>(values: &mut Columns<'a>) -> Vec<Record<'a>> {
    let count = whole(values.number());
    let mut records = Vec::new();
    for _ in 0..count {
        if values.is_at_end() {
            break;
        }
        records.push(Record {
            uid: values.name().into(),
            meeting_id: values.name(),
            fingerprint: values.name().into(),
            start_ms: to_millis(values.number()),
            sequence: whole(values.number()),
            changed_ms: to_millis(values.number()),
            removed_ms: Some(values.number()).filter(|millis| !millis.is_nan()).map(to_millis),
        });
    }
    records
}

/// The three names, three texts and two numbers of each event, to the end.
fn events(mut values: Columns<'_>) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    while !values.is_at_end() {
        events.push(Event {
            meeting_id: values.name(),
            start_time: values.name(),
            url: values.name(),
            summary: values.text(),
            description: values.text(),
            location: values.text(),
            start_ms: to_millis(values.number()),
            end_ms: to_millis(values.number()),
        });
    }
    events
}

#[expect(clippy::as_conversions, reason = "`as` saturates, and converts NaN to 0")]
fn whole(number: f64) -> u32 {
    number as u32
}
