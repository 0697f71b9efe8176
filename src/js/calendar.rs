//! The exports of the calendar.

use alloc::vec::Vec;

use wasm_bindgen::prelude::*;

use super::frame::{self, Fields, from_millis, to_millis};
use crate::calendar::{Change, Event, Feed, entity_tag, next_changes as changes_after};

/// Writes a feed. In: the name, the minutes until the next request, whether there is a store, its changes, the events.
/// Out: the text, its entity tag.
#[wasm_bindgen]
pub fn calendar_feed(length: usize) -> u32 {
    let written = frame::with_input(length, |frame| {
        let mut fields = Fields::of(frame);
        let feed = Feed {
            name: fields.text(),
            refresh_minutes: whole(fields.number()),
        };
        let has_store = fields.flag();
        let changes = changes(&mut fields);
        Ok(feed.write(&events(fields), has_store.then_some(&changes)))
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
        let mut fields = Fields::of(frame);
        let now = to_millis(fields.number());
        let changes = changes(&mut fields);
        Ok(changes_after(&changes, &events(fields), now))
    });
    frame::finish(next, |changes| {
        frame::write(|frame| {
            for change in &changes {
                frame.text(&change.uid);
                frame.text(&change.meeting_id);
                frame.number(from_millis(change.start_ms));
                frame.text(&change.fingerprint);
                frame.number(change.sequence.into());
                frame.number(from_millis(change.changed_ms));
                frame.number(change.removed_ms.map_or(f64::NAN, from_millis));
            }
        })
    })
}

/// The number of changes, and then the seven fields of each.
fn changes(fields: &mut Fields<'_>) -> Vec<Change> {
    let count = whole(fields.number());
    let mut changes = Vec::new();
    for _ in 0..count {
        if fields.is_at_end() {
            break;
        }
        changes.push(Change {
            uid: fields.text().into(),
            meeting_id: fields.text().into(),
            start_ms: to_millis(fields.number()),
            fingerprint: fields.text().into(),
            sequence: whole(fields.number()),
            changed_ms: to_millis(fields.number()),
            removed_ms: Some(fields.number()).filter(|millis| !millis.is_nan()).map(to_millis),
        });
    }
    changes
}

/// The eight fields of each event, to the end of the frame.
fn events(mut fields: Fields<'_>) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    while !fields.is_at_end() {
        events.push(Event {
            meeting_id: fields.text(),
            start_time: fields.text(),
            start_ms: to_millis(fields.number()),
            end_ms: to_millis(fields.number()),
            summary: fields.text(),
            url: fields.text(),
            description: fields.text(),
            location: fields.text(),
        });
    }
    events
}

#[expect(clippy::as_conversions, reason = "`as` saturates, and converts NaN to 0")]
fn whole(number: f64) -> u32 {
    number as u32
}
