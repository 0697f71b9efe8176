//! An event of a feed.

/// A meeting with a fixed time. Empty texts are omitted from the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Event<'a> {
    /// The meeting ID. It identifies the event from one version of the feed to the next.
    pub meeting_id: &'a str,
    /// The start as the API sent it. It tells the meetings of a series apart, whose ID is the same.
    pub start_time: &'a str,
    /// The start, in milliseconds since 1970. Fractions of a second are ignored.
    pub start_ms: i64,
    /// The end, in milliseconds since 1970. An event that ends in the second in which it starts, or before, has no
    /// `DTEND`: by RFC 5545 (section 3.6.1), it ends when it starts.
    pub end_ms: i64,
    /// The title.
    pub summary: &'a str,
    /// An absolute URL, already percent-encoded.
    pub url: &'a str,
    /// A text that calendars show with the event.
    pub description: &'a str,
    /// The place, often a link to join.
    pub location: &'a str,
}
