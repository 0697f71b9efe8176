//! What a store keeps between two versions of a feed: the UID of each event, and how often and when it changed.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::mem;

use super::event::Event;
use super::order::{order, text_key};
use super::uid::{Fingerprint, uid};
use crate::time::decimal;

/// The maximum of `SEQUENCE`: the maximum of an INTEGER (RFC 5545, section 3.3.8).
pub const MAX_SEQUENCE: u32 = 2_147_483_647;

/// How long a removed event stays in the store: 90 days. If it returns later, its sequence starts again.
const REMEMBERED_MS: i64 = 90 * 86_400_000;

/// What a store keeps of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The UID. It never changes.
    pub uid: String,
    /// The meeting ID.
    pub meeting_id: String,
    /// The last known start, in milliseconds since 1970.
    pub start_ms: i64,
    /// A hash of the start, the end and the title.
    pub fingerprint: String,
    /// How often the event changed, for `SEQUENCE`.
    pub sequence: u32,
    /// When the event last changed, in milliseconds since 1970, for `LAST-MODIFIED` and `DTSTAMP`.
    pub changed_ms: i64,
    /// When the event was first missing from the list; `None` while it is listed.
    pub removed_ms: Option<i64>,
}

/// The changes to keep after `events` were listed at `now_ms`. `before` is what the last call returned, at first empty.
///
/// `events` must be the complete list: what is missing from it counts as removed.
///
/// An event is recognized by its meeting ID and its start. The rest of the rules is for events that moved:
///
/// 1. A meeting that was listed once, and still is, is the same event at any start.
/// 2. In a series, an event with a new start is one of those that vanished before they began, the earliest first.
/// 3. Any other event is new. Its UID is made of the meeting ID if it is the only one with that ID, otherwise of the
///    meeting ID and its start. No two events of a store have the same UID.
///
/// If start, end or title changed, or if the event returned after it was removed, `sequence` grows by one and
/// `changed_ms` is `now_ms`. Removed events are kept for 90 days.
#[must_use]
pub fn next_changes(before: &[Change], events: &[Event<'_>], now_ms: i64) -> Vec<Change> {
    let before: Vec<Record<'_>> = before.iter().map(Record::from).collect();
    let next = next_records(&before, events, now_ms);
    next.into_iter().map(Change::from).collect()
}

/// [`next_changes`] without copies of the texts that stay.
pub(crate) fn next_records<'a>(before: &[Record<'a>], events: &[Event<'a>], now_ms: i64) -> Vec<Record<'a>> {
    assign(before, events, now_ms).records
}

/// A [`Change`] that borrows its texts where it can. Most changes stay as they are.
#[derive(Clone)]
pub(crate) struct Record<'a> {
    pub(crate) uid: Cow<'a, str>,
    pub(crate) meeting_id: &'a str,
    pub(crate) start_ms: i64,
    pub(crate) fingerprint: Cow<'a, str>,
    pub(crate) sequence: u32,
    pub(crate) changed_ms: i64,
    pub(crate) removed_ms: Option<i64>,
}

impl<'a> From<&'a Change> for Record<'a> {
    fn from(change: &'a Change) -> Self {
        Self {
            uid: Cow::Borrowed(&change.uid),
            meeting_id: &change.meeting_id,
            start_ms: change.start_ms,
            fingerprint: Cow::Borrowed(&change.fingerprint),
            sequence: change.sequence,
            changed_ms: change.changed_ms,
            removed_ms: change.removed_ms,
        }
    }
}

impl From<Record<'_>> for Change {
    fn from(record: Record<'_>) -> Self {
        Self {
            uid: record.uid.into_owned(),
            meeting_id: record.meeting_id.into(),
            start_ms: record.start_ms,
            fingerprint: record.fingerprint.into_owned(),
            sequence: record.sequence,
            changed_ms: record.changed_ms,
            removed_ms: record.removed_ms,
        }
    }
}

/// The changes, and for each event the index of its change. An event that is listed twice has one.
pub(super) struct Assigned<'a> {
    pub(super) records: Vec<Record<'a>>,
    pub(super) events: Vec<(usize, usize)>,
}

pub(super) fn assign<'a>(before: &[Record<'a>], events: &[Event<'a>], now_ms: i64) -> Assigned<'a> {
    let records = sorted_records(before);
    let rows = sorted_rows(events);
    let mut assigned = Assigned {
        records: Vec::with_capacity(rows.len()),
        events: Vec::with_capacity(rows.len()),
    };
    let mut records = records.as_slice();
    let mut rows = rows.as_slice();
    let mut groups = Groups::default();
    loop {
        let listed = rows.first().map(|row| row.event.meeting_id);
        let known = records.first().map(|record| record.meeting_id);
        let Some(id) = [listed, known].into_iter().flatten().min() else {
            return assigned;
        };
        let known = split(&mut records, |record| record.meeting_id == id);
        let listed = split(&mut rows, |row| row.event.meeting_id == id);
        groups.assign(known, listed, now_ms, &mut assigned);
    }
}

fn sorted_records<'r, 'a>(records: &'r [Record<'a>]) -> Vec<&'r Record<'a>> {
    let id_key = |index: usize| records.get(index).map_or(0, |record| text_key(record.meeting_id));
    let order = order(records.len(), &id_key, &|a, b| {
        let key = |index: usize| {
            records.get(index).map(|record| {
                let is_removed = record.removed_ms.is_some();
                (
                    record.meeting_id,
                    record.start_ms,
                    &record.fingerprint,
                    is_removed,
                    &record.uid,
                )
            })
        };
        key(a).cmp(&key(b))
    });
    order.into_iter().filter_map(|index| records.get(index)).collect()
}

/// The events by meeting ID, and then by start. What is listed twice is there once.
fn sorted_rows<'e, 'a>(events: &'e [Event<'a>]) -> Vec<Row<'e, 'a>> {
    let listed: Vec<Row<'_, '_>> = (0..)
        .zip(events)
        .map(|(index, event)| Row {
            index,
            event,
            fingerprint: Fingerprint::of(event),
        })
        .collect();
    let id_key = |index: usize| events.get(index).map_or(0, |event| text_key(event.meeting_id));
    let order = order(listed.len(), &id_key, &|a, b| {
        let key = |index: usize| {
            let Row { event, fingerprint, .. } = listed.get(index)?;
            Some((
                (event.meeting_id, event.start_ms, fingerprint.as_str(), event.start_time),
                // Of an event that is listed twice, the first is in the feed, in whatever order they are listed.
                (event.description, event.url, event.location),
            ))
        };
        key(a).cmp(&key(b))
    });
    let mut rows: Vec<Row<'_, '_>> = order.iter().filter_map(|&index| listed.get(index).copied()).collect();
    // The fingerprint covers start, end and title.
    rows.dedup_by(|a, b| a.event.meeting_id == b.event.meeting_id && a.fingerprint == b.fingerprint);
    rows
}

#[derive(Clone, Copy)]
struct Row<'e, 'a> {
    index: usize,
    event: &'e Event<'a>,
    fingerprint: Fingerprint,
}

/// Takes the items at the start that belong together.
fn split<'s, T>(items: &mut &'s [T], belongs: impl Fn(&T) -> bool) -> &'s [T] {
    let length = items.iter().take_while(|item| belongs(item)).count();
    let (group, rest) = items.split_at_checked(length).unwrap_or((items, &[]));
    *items = rest;
    group
}

/// The events of one meeting ID after the other. The lists are kept, so that a meeting takes no memory of its own.
#[derive(Default)]
struct Groups<'r, 'a> {
    /// The records that no event has yet.
    free: Vec<Option<&'r Record<'a>>>,
    /// The record of each event.
    matches: Vec<Option<&'r Record<'a>>>,
}

impl<'r, 'a> Groups<'r, 'a> {
    /// Both lists are in the order of their starts, and then of their fingerprints.
    fn assign(&mut self, records: &[&'r Record<'a>], rows: &[Row<'_, 'a>], now_ms: i64, assigned: &mut Assigned<'a>) {
        let Self { free, matches } = self;
        free.clear();
        free.extend(records.iter().map(|&record| Some(record)));
        matches.clear();
        matches.resize(rows.len(), None);
        // Two meetings may have the same ID and start, so an event that did not change comes first.
        match_same(free, rows, matches, true, |start_ms, fingerprint| {
            (start_ms, fingerprint)
        });
        // An event that is still in the feed comes before one that was removed.
        for with_removed in [false, true] {
            match_same(free, rows, matches, with_removed, |start_ms, _| (start_ms, ""));
        }
        match_moved(free, rows.len(), matches, now_ms);

        let uids = if matches.iter().all(Option::is_some) {
            Vec::new()
        } else {
            sorted_uids(records)
        };
        let mut names = Names {
            is_series: rows.len() > 1,
            start_ms: None,
            count: 0,
        };
        for (row, record) in rows.iter().zip(matches) {
            let record = match record {
                Some(record) => updated(record, row, now_ms),
                None => Record {
                    uid: names.next(row.event, &|uid| uids.binary_search(&uid).is_ok()).into(),
                    meeting_id: row.event.meeting_id,
                    start_ms: row.event.start_ms,
                    fingerprint: String::from(row.fingerprint.as_str()).into(),
                    sequence: 0,
                    changed_ms: now_ms,
                    removed_ms: None,
                },
            };
            assigned.events.push((row.index, assigned.records.len()));
            assigned.records.push(record);
        }
        for record in free.iter().flatten() {
            let removed_ms = record.removed_ms.unwrap_or(now_ms);
            if now_ms.saturating_sub(removed_ms) <= REMEMBERED_MS {
                assigned.records.push(Record {
                    removed_ms: Some(removed_ms),
                    ..Record::clone(record)
                });
            }
        }
    }
}

fn sorted_uids<'r>(records: &[&'r Record<'_>]) -> Vec<&'r str> {
    let uid = |index: usize| records.get(index).map_or("", |record| &*record.uid);
    let order = order(records.len(), &|index| text_key(uid(index)), &|a, b| uid(a).cmp(uid(b)));
    order.into_iter().map(uid).collect()
}

/// Takes for each row without a record one with the same key. Both lists are in the order of their keys.
fn match_same<'r, 'a>(
    free: &mut [Option<&'r Record<'a>>],
    rows: &[Row<'_, 'a>],
    matches: &mut [Option<&'r Record<'a>>],
    with_removed: bool,
    key: impl for<'k> Fn(i64, &'k str) -> (i64, &'k str),
) {
    let mut records = free
        .iter_mut()
        .filter(|record| record.is_some_and(|record| with_removed || record.removed_ms.is_none()))
        .peekable();
    for (slot, row) in matches.iter_mut().zip(rows).filter(|(slot, _)| slot.is_none()) {
        let wanted = key(row.event.start_ms, row.fingerprint.as_str());
        let compare =
            |record: &Option<&Record<'_>>| record.map(|record| key(record.start_ms, &record.fingerprint).cmp(&wanted));
        while records
            .next_if(|record| compare(record) == Some(Ordering::Less))
            .is_some()
        {}
        let record = records.next_if(|record| compare(record) == Some(Ordering::Equal));
        *slot = record.and_then(mem::take);
    }
}

/// Takes records for the rows without one: what had another start before.
fn match_moved<'r, 'a>(
    free: &mut [Option<&'r Record<'a>>],
    rows: usize,
    matches: &mut [Option<&'r Record<'a>>],
    now_ms: i64,
) {
    let listed_once = rows == 1 && {
        let listed = |record: &&&Record<'_>| record.removed_ms.is_none();
        free.len() == 1 || free.iter().flatten().filter(listed).count() == 1
    };
    let is_only = free.len() == 1;
    let mut candidates = free.iter_mut().filter(|record| {
        record.is_some_and(|record| {
            let is_listed = record.removed_ms.is_none();
            (listed_once && (is_listed || is_only)) || (is_listed && record.start_ms >= now_ms)
        })
    });
    for slot in matches.iter_mut().filter(|slot| slot.is_none()) {
        let Some(record) = candidates.next() else {
            return;
        };
        *slot = mem::take(record);
    }
}

fn updated<'a>(record: &Record<'a>, row: &Row<'_, 'a>, now_ms: i64) -> Record<'a> {
    let has_same_content = row.fingerprint.as_str() == record.fingerprint;
    let is_changed = !has_same_content || record.removed_ms.is_some();
    Record {
        start_ms: row.event.start_ms,
        fingerprint: if has_same_content {
            record.fingerprint.clone()
        } else {
            String::from(row.fingerprint.as_str()).into()
        },
        sequence: record.sequence.saturating_add(is_changed.into()).min(MAX_SEQUENCE),
        // A clock that was set back must not make an event older.
        changed_ms: if is_changed {
            now_ms.max(record.changed_ms)
        } else {
            record.changed_ms
        },
        removed_ms: None,
        uid: record.uid.clone(),
        meeting_id: record.meeting_id,
    }
}

/// The UIDs of new events of one meeting ID.
struct Names {
    is_series: bool,
    start_ms: Option<i64>,
    /// How many names were tried for this start.
    count: u64,
}

impl Names {
    fn next(&mut self, event: &Event<'_>, is_known: &dyn Fn(&str) -> bool) -> String {
        if !self.is_series {
            let name = uid(&[event.meeting_id]);
            if !is_known(&name) {
                return name;
            }
        }
        if self.start_ms != Some(event.start_ms) {
            self.start_ms = Some(event.start_ms);
            self.count = 0;
        }
        loop {
            self.count += 1;
            let name = match self.count {
                1 => uid(&[event.meeting_id, event.start_time]),
                count => uid(&[event.meeting_id, event.start_time, &decimal(count)]),
            };
            if !is_known(&name) {
                return name;
            }
        }
    }
}
