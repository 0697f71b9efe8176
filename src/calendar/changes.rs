//! What a store keeps between two versions of a feed: the UID of each event, and how often and when it changed.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::mem;

use super::event::Event;
use super::order::order;
use super::uid::{fingerprint, uid};
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
    assign(before, events, now_ms).changes
}

/// The changes, and for each event the index of its change. An event that is listed twice has one.
pub(super) struct Assigned {
    pub(super) changes: Vec<Change>,
    pub(super) events: Vec<(usize, usize)>,
}

pub(super) fn assign(before: &[Change], events: &[Event<'_>], now_ms: i64) -> Assigned {
    let records = order(before.len(), &|a, b| {
        let key = |index: usize| {
            before.get(index).map(|change| {
                let is_removed = change.removed_ms.is_some();
                (
                    &change.meeting_id,
                    change.start_ms,
                    &change.fingerprint,
                    is_removed,
                    &change.uid,
                )
            })
        };
        key(a).cmp(&key(b))
    });
    let fingerprints: Vec<String> = events.iter().map(fingerprint).collect();
    let listed: Vec<Row<'_>> = (0..)
        .zip(events)
        .zip(&fingerprints)
        .map(|((index, event), fingerprint)| Row {
            index,
            event,
            fingerprint,
        })
        .collect();
    let rows = order(listed.len(), &|a, b| {
        let key = |index: usize| {
            let Row { event, fingerprint, .. } = *listed.get(index)?;
            Some((
                (event.meeting_id, event.start_ms, fingerprint, event.start_time),
                // Of an event that is listed twice, the first is in the feed, in whatever order they are listed.
                (event.description, event.url, event.location),
            ))
        };
        key(a).cmp(&key(b))
    });
    let records: Vec<&Change> = records.iter().filter_map(|&index| before.get(index)).collect();
    let mut rows: Vec<Row<'_>> = rows.iter().filter_map(|&index| listed.get(index).copied()).collect();
    // The fingerprint covers start, end and title.
    rows.dedup_by_key(|row| (row.event.meeting_id, row.fingerprint));

    let mut assigned = Assigned {
        changes: Vec::with_capacity(rows.len()),
        events: Vec::with_capacity(rows.len()),
    };
    let mut records = records.as_slice();
    let mut rows = rows.as_slice();
    loop {
        let listed = rows.first().map(|row| row.event.meeting_id);
        let known = records.first().map(|change| change.meeting_id.as_str());
        let Some(id) = [listed, known].into_iter().flatten().min() else {
            return assigned;
        };
        let known = split(&mut records, |change| change.meeting_id == id);
        let listed = split(&mut rows, |row| row.event.meeting_id == id);
        assign_meeting(known, listed, now_ms, &mut assigned);
    }
}

#[derive(Clone, Copy)]
struct Row<'a> {
    index: usize,
    event: &'a Event<'a>,
    fingerprint: &'a str,
}

/// Takes the items at the start that belong together.
fn split<'a, T>(items: &mut &'a [T], belongs: impl Fn(&T) -> bool) -> &'a [T] {
    let length = items.iter().take_while(|item| belongs(item)).count();
    let (group, rest) = items.split_at_checked(length).unwrap_or((items, &[]));
    *items = rest;
    group
}

/// The events of one meeting ID. Both lists are in the order of their starts, and then of their fingerprints.
fn assign_meeting(records: &[&Change], rows: &[Row<'_>], now_ms: i64, assigned: &mut Assigned) {
    let mut free: Vec<Option<&Change>> = records.iter().map(|&record| Some(record)).collect();
    let mut matches = vec![None; rows.len()];
    // Two meetings may have the same ID and start, so an event that did not change comes first.
    match_same(&mut free, rows, &mut matches, true, |start_ms, fingerprint| {
        (start_ms, fingerprint)
    });
    // An event that is still in the feed comes before one that was removed.
    for with_removed in [false, true] {
        match_same(&mut free, rows, &mut matches, with_removed, |start_ms, _| {
            (start_ms, "")
        });
    }
    match_moved(&mut free, rows.len(), &mut matches, now_ms);

    let uids = order(records.len(), &|a, b| {
        let key = |index: usize| records.get(index).map(|record| &record.uid);
        key(a).cmp(&key(b))
    });
    let is_known = |uid: &str| {
        let found = uids.binary_search_by(|&index| records.get(index).map_or("", |record| &record.uid).cmp(uid));
        found.is_ok()
    };
    let mut names = Names {
        is_series: rows.len() > 1,
        start_ms: None,
        count: 0,
    };
    for (row, record) in rows.iter().zip(matches) {
        let change = match record {
            Some(record) => updated(record, *row, now_ms),
            None => Change {
                uid: names.next(row.event, &is_known),
                meeting_id: row.event.meeting_id.into(),
                start_ms: row.event.start_ms,
                fingerprint: row.fingerprint.into(),
                sequence: 0,
                changed_ms: now_ms,
                removed_ms: None,
            },
        };
        assigned.events.push((row.index, assigned.changes.len()));
        assigned.changes.push(change);
    }
    for record in free.into_iter().flatten() {
        let removed_ms = record.removed_ms.unwrap_or(now_ms);
        if now_ms.saturating_sub(removed_ms) <= REMEMBERED_MS {
            assigned.changes.push(Change {
                removed_ms: Some(removed_ms),
                ..record.clone()
            });
        }
    }
}

/// Takes for each row without a record one with the same key. Both lists are in the order of their keys.
fn match_same<'a>(
    free: &mut [Option<&'a Change>],
    rows: &[Row<'_>],
    matches: &mut [Option<&'a Change>],
    with_removed: bool,
    key: impl for<'b> Fn(i64, &'b str) -> (i64, &'b str),
) {
    let mut records = free
        .iter_mut()
        .filter(|record| record.is_some_and(|record| with_removed || record.removed_ms.is_none()))
        .peekable();
    for (slot, row) in matches.iter_mut().zip(rows).filter(|(slot, _)| slot.is_none()) {
        let wanted = key(row.event.start_ms, row.fingerprint);
        let compare =
            |record: &Option<&Change>| record.map(|record| key(record.start_ms, &record.fingerprint).cmp(&wanted));
        while records
            .next_if(|record| compare(record) == Some(Ordering::Less))
            .is_some()
        {}
        let record = records.next_if(|record| compare(record) == Some(Ordering::Equal));
        *slot = record.and_then(mem::take);
    }
}

/// Takes records for the rows without one: what had another start before.
fn match_moved<'a>(free: &mut [Option<&'a Change>], rows: usize, matches: &mut [Option<&'a Change>], now_ms: i64) {
    let listed_once = rows == 1 && {
        let listed = |record: &&&Change| record.removed_ms.is_none();
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

fn updated(record: &Change, row: Row<'_>, now_ms: i64) -> Change {
    let is_changed = row.fingerprint != record.fingerprint || record.removed_ms.is_some();
    Change {
        start_ms: row.event.start_ms,
        fingerprint: row.fingerprint.into(),
        sequence: record.sequence.saturating_add(is_changed.into()).min(MAX_SEQUENCE),
        // A clock that was set back must not make an event older.
        changed_ms: if is_changed {
            now_ms.max(record.changed_ms)
        } else {
            record.changed_ms
        },
        removed_ms: None,
        ..record.clone()
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
