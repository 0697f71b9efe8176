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
use alloc::vec::Vec;

use changes::assign;
use order::order;
use text::Writer;

pub use changes::{Change, MAX_SEQUENCE, next_changes};
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
        let before = changes.unwrap_or_default();
        // Events that the store does not know yet count as changed when the store was written.
        let now = before.iter().map(|change| change.changed_ms).max();
        let assigned = assign(before, events, now.unwrap_or(STAMP_WITHOUT_STORE_MS));
        let mut listed: Vec<(&Event<'_>, &Change)> = Vec::with_capacity(events.len());
        for &(event, change) in &assigned.events {
            if let (Some(event), Some(change)) = (events.get(event), assigned.changes.get(change)) {
                listed.push((event, change));
            }
        }
        let by_start = order(listed.len(), &|a, b| {
            let key = |index: usize| listed.get(index).map(|(event, change)| (event.start_ms, &change.uid));
            key(a).cmp(&key(b))
        });

        let mut out = Writer::with_capacity(200 + 320 * listed.len());
        out.raw("BEGIN:VCALENDAR");
        out.raw("VERSION:2.0");
        out.raw("PRODID:-//zoom-lti-pro//calendar//EN");
        out.text("NAME", self.name);
        out.text("X-WR-CALNAME", self.name);
        out.minutes("REFRESH-INTERVAL;VALUE=DURATION", self.refresh_minutes);
        out.minutes("X-PUBLISHED-TTL", self.refresh_minutes);
        for (event, change) in by_start.iter().filter_map(|&index| listed.get(index)) {
            write_event(&mut out, event, change, changes.is_some());
        }
        if listed.is_empty() {
            UTC_ZONE.iter().for_each(|line| out.raw(line));
        }
        out.raw("END:VCALENDAR");
        out.finish()
    }
}

const UTC_ZONE: [&str; 9] = [
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "TZNAME:UTC",
    "END:STANDARD",
    "END:VTIMEZONE",
];

fn write_event(out: &mut Writer, event: &Event<'_>, change: &Change, has_store: bool) {
    out.raw("BEGIN:VEVENT");
    out.text("UID", &change.uid);
    if has_store {
        out.time("DTSTAMP", change.changed_ms);
        out.time("LAST-MODIFIED", change.changed_ms);
        out.number("SEQUENCE", change.sequence);
    } else {
        out.time("DTSTAMP", STAMP_WITHOUT_STORE_MS);
    }
    out.time("DTSTART", event.start_ms);
    if event.end_ms.div_euclid(1000) > event.start_ms.div_euclid(1000) {
        out.time("DTEND", event.end_ms);
    }
    out.text("SUMMARY", event.summary);
    out.text("DESCRIPTION", event.description);
    out.text("LOCATION", event.location);
    out.uri("URL", event.url);
    out.raw("END:VEVENT");
}
