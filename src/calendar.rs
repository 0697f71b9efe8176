//! Calendar feeds: the meetings of one person as an iCalendar stream ([RFC
//! 5545](https://www.rfc-editor.org/rfc/rfc5545)), for calendars that subscribe to a URL.
//!
//! A feed depends only on its arguments: the same events give the same bytes, in whatever order they are listed. This
//! module has no clock and no store. [`next_changes`] computes what a store has to keep between two versions of a feed.
//!
//! ```
//! use zoom_lti_pro::calendar::{Event, Feed};
//!
//! let lecture = Event {
//!     meeting_id: "UxDWPuPdT1OBudHV56kYJQ==",
//!     start_time: "2022-08-04 10:00:00",
//!     start_ms: 1_659_607_200_000,
//!     end_ms: 1_659_610_800_000,
//!     summary: "Biology, week 1",
//!     ..Event::default()
//! };
//! let text = Feed { name: "My classes", ..Feed::default() }.write(&[lecture], None);
//! assert!(text.contains("\r\nDTSTART:20220804T100000Z\r\nDTEND:20220804T110000Z\r\nSUMMARY:Biology\\, week 1\r\n"));
//! ```

mod changes;
mod event;
mod order;
mod text;
mod uid;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use changes::{Assigned, assign};
use order::{order, time_key};
use text::{UtcTime, Writer};

pub use changes::{Change, MAX_SEQUENCE, next_changes};
#[cfg_attr(
    not(feature = "wasm-calendar"),
    expect(unused_imports, reason = "only the boundary uses them")
)]
pub(crate) use changes::{Record, next_records};
pub use event::Event;
pub use uid::entity_tag;

/// The `DTSTAMP` of a feed without a store: 2020-01-01. The current time would change the feed at each request.
pub const STAMP_WITHOUT_STORE_MS: i64 = 1_577_836_800_000;

/// What a feed says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed<'a> {
    /// The name of the calendar.
    pub name: &'a str,
    /// How often calendars should request the feed again, in minutes. Most have a rhythm of their own.
    pub refresh_minutes: u32,
}

impl Default for Feed<'_> {
    fn default() -> Self {
        Self {
            name: "",
            refresh_minutes: 60,
        }
    }
}

impl Feed<'_> {
    /// Writes the feed: CRLF line ends, UTC times, lines of at most 75 bytes, events by start.
    ///
    /// `changes` is what [`next_changes`] returned for these events. It supplies `UID`, `SEQUENCE`, `LAST-MODIFIED` and
    /// `DTSTAMP`. Without it, a UID is made of the meeting ID, and of the start if the list has the ID more than once;
    /// `DTSTAMP` is [`STAMP_WITHOUT_STORE_MS`].
    ///
    /// An event that is listed twice is written once. A feed without events has a `VTIMEZONE`, because RFC 5545
    /// (section 3.6) requires one component.
    #[must_use]
    pub fn write(&self, events: &[Event<'_>], changes: Option<&[Change]>) -> String {
        let records = changes.map(|changes| changes.iter().map(Record::from).collect::<Vec<_>>());
        self.write_records(events, records.as_deref())
    }

    pub(crate) fn write_records(&self, events: &[Event<'_>], records: Option<&[Record<'_>]>) -> String {
        let before = records.unwrap_or_default();
        // Events that the store does not know yet count as changed when the store was written.
        let now = before.iter().map(|record| record.changed_ms).max();
        let assigned = assign(before, events, now.unwrap_or(STAMP_WITHOUT_STORE_MS));
        let listed = in_order_of_list(&assigned, events);
        let start_key = |index: usize| listed.get(index).map_or(0, |(event, ..)| time_key(event.start_ms));
        let by_start = order(listed.len(), &start_key, &|a, b| {
            let key = |index: usize| listed.get(index).map(|(_, record, place)| (&record.uid, place));
            key(a).cmp(&key(b))
        });

        let mut out = Writer::with_capacity(200 + 320 * listed.len());
        out.raw("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//zoom-lti-pro//calendar//EN\r\n");
        out.text("NAME", self.name);
        out.text("X-WR-CALNAME", self.name);
        out.minutes("REFRESH-INTERVAL;VALUE=DURATION", self.refresh_minutes);
        out.minutes("X-PUBLISHED-TTL", self.refresh_minutes);
        for (event, record, _) in by_start.iter().filter_map(|&index| listed.get(index)) {
            write_event(&mut out, event, record, records.is_some());
        }
        if listed.is_empty() {
            out.raw(UTC_ZONE);
        }
        out.raw("END:VCALENDAR\r\n");
        out.finish()
    }
}

/// Each event with its record and the record's place. A list is mostly in the order of time, and then sorting is fast.
fn in_order_of_list<'r, 'a>(
    assigned: &'r Assigned<'a>,
    events: &'r [Event<'a>],
) -> Vec<(&'r Event<'a>, &'r Record<'a>, usize)> {
    let mut places = vec![None; events.len()];
    for &(event, record) in &assigned.events {
        if let Some(place) = places.get_mut(event) {
            *place = Some(record);
        }
    }
    let pairs = events.iter().zip(places);
    pairs
        .filter_map(|(event, place)| Some((event, assigned.records.get(place?)?, place?)))
        .collect()
}

const UTC_ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n\
    TZOFFSETTO:+0000\r\nTZNAME:UTC\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

fn write_event(out: &mut Writer, event: &Event<'_>, record: &Record<'_>, has_store: bool) {
    out.raw("BEGIN:VEVENT\r\n");
    out.text("UID", &record.uid);
    if has_store {
        let changed = UtcTime::of(record.changed_ms);
        out.time("DTSTAMP", &changed);
        out.time("LAST-MODIFIED", &changed);
        out.number("SEQUENCE", record.sequence);
    } else {
        out.time("DTSTAMP", &UtcTime::of(STAMP_WITHOUT_STORE_MS));
    }
    out.time("DTSTART", &UtcTime::of(event.start_ms));
    if event.end_ms.div_euclid(1000) > event.start_ms.div_euclid(1000) {
        out.time("DTEND", &UtcTime::of(event.end_ms));
    }
    out.text("SUMMARY", event.summary);
    out.text("DESCRIPTION", event.description);
    out.text("LOCATION", event.location);
    out.uri("URL", event.url);
    out.raw("END:VEVENT\r\n");
}
