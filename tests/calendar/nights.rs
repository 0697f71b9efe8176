//! Fifty nights of a list that shrinks, moves and is renamed. The model knows which event is which; the store does not.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::prng::Prng;
use crate::parser::{Properties, parse};
use crate::{DAY_MS, HOUR_MS, START_MS};
use zoom_lti_pro::calendar::{Change, Event, Feed, next_changes};

#[derive(Clone)]
struct Meeting {
    id: String,
    start_ms: i64,
    minutes: i64,
    topic: String,
}

impl Meeting {
    fn event<'a>(&'a self, start_time: &'a str) -> Event<'a> {
        Event {
            meeting_id: &self.id,
            start_time,
            start_ms: self.start_ms,
            end_ms: self.start_ms + self.minutes * 60_000,
            summary: &self.topic,
            ..Event::default()
        }
    }
}

struct World {
    prng: Prng,
    meetings: Vec<Meeting>,
    count: usize,
}

impl World {
    fn add(&mut self, now: i64) {
        self.count += 1;
        let occurrences = if self.prng.below(3) == 0 {
            1 + self.prng.below(8)
        } else {
            1
        };
        let start_ms = now + self.prng.between(1, 40) * DAY_MS + self.prng.between(0, 23) * HOUR_MS;
        for week in 0..occurrences {
            self.meetings.push(Meeting {
                id: format!("meeting {}", self.count),
                start_ms: start_ms + i64::try_from(week).unwrap() * 7 * DAY_MS,
                minutes: 60,
                topic: format!("Course {}", self.count),
            });
        }
    }

    /// One night's work of the teachers. Returns what was changed on purpose, by ID.
    fn change(&mut self, now: i64) {
        for _ in 0..self.prng.below(4) {
            self.add(now);
        }
        for _ in 0..self.prng.below(4) {
            if self.meetings.is_empty() {
                return;
            }
            let index = self.prng.below(self.meetings.len());
            let id = self.meetings[index].id.clone();
            match self.prng.below(5) {
                0 => {
                    self.meetings.remove(index);
                }
                1 => self.meetings.retain(|meeting| meeting.id != id),
                2 => self.meetings[index].topic.push('!'),
                3 => self.meetings[index].minutes += 15,
                _ => self.meetings[index].start_ms += self.prng.between(1, 300) * 60_000,
            }
        }
    }
}

#[test]
fn fifty_nights_give_right_sequences_stable_uids_and_no_duplicate() {
    for seed in 0..100 {
        let mut world = World {
            prng: Prng::seeded(seed),
            meetings: Vec::new(),
            count: 0,
        };
        let mut store: Vec<Change> = Vec::new();
        let mut shown: BTreeMap<String, Properties> = BTreeMap::new();
        let mut highest: BTreeMap<String, u32> = BTreeMap::new();
        for night in 0..50 {
            let now = START_MS + night * DAY_MS;
            world.change(now);
            let starts: Vec<String> = world
                .meetings
                .iter()
                .map(|meeting| meeting.start_ms.to_string())
                .collect();
            let events: Vec<Event<'_>> = world
                .meetings
                .iter()
                .zip(&starts)
                .map(|(meeting, start_time)| meeting.event(start_time))
                .collect();
            let before = store.clone();
            store = next_changes(&before, &events, now);
            assert_eq!(
                next_changes(&store, &events, now),
                store,
                "a second run changes nothing"
            );
            let feed = Feed::default().write(&events, Some(&store));
            let calendar = parse(&feed);
            check_events(&events, &calendar.events);
            check_sequences(&calendar.events, &mut shown, &mut highest, night);
            check_uids(&before, &store, &events);
        }
    }
}

/// The feed has every event, and no other.
fn check_events(events: &[Event<'_>], read: &[Properties]) {
    let distinct: BTreeSet<(&str, i64, i64, &str)> = events
        .iter()
        .map(|event| (event.meeting_id, event.start_ms, event.end_ms, event.summary))
        .collect();
    assert_eq!(read.len(), distinct.len());
    let uids: BTreeSet<&str> = read.iter().map(|event| &*event["UID"]).collect();
    assert_eq!(uids.len(), read.len(), "a UID twice");
    let mut topics: Vec<&str> = read.iter().map(|event| &*event["SUMMARY"]).collect();
    let mut expected: Vec<&str> = distinct.iter().map(|event| event.3).collect();
    topics.sort_unstable();
    expected.sort_unstable();
    assert_eq!(topics, expected);
}

/// What a subscriber sees: an event that changed has a higher sequence, one that did not is the same to the byte.
fn check_sequences(
    read: &[Properties],
    shown: &mut BTreeMap<String, Properties>,
    highest: &mut BTreeMap<String, u32>,
    night: i64,
) {
    let visible =
        |event: &Properties| ["DTSTART", "DTEND", "SUMMARY"].map(|name| event.get(name).cloned().unwrap_or_default());
    let mut now_shown = BTreeMap::new();
    for event in read {
        let uid = event["UID"].clone();
        let sequence: u32 = event["SEQUENCE"].parse().unwrap();
        match (shown.get(&uid), highest.get(&uid)) {
            (Some(previous), _) if visible(previous) == visible(event) => assert_eq!(previous, event),
            (Some(previous), _) => {
                let before: u32 = previous["SEQUENCE"].parse().unwrap();
                assert_eq!(sequence, before + 1, "night {night}");
                assert!(event["DTSTAMP"] > previous["DTSTAMP"]);
                assert_eq!(event["DTSTAMP"], event["LAST-MODIFIED"]);
            }
            (None, Some(before)) => assert_eq!(sequence, before + 1, "an event that returned"),
            (None, None) => assert_eq!(sequence, 0),
        }
        highest.insert(uid.clone(), sequence);
        now_shown.insert(uid, event.clone());
    }
    *shown = now_shown;
}

/// Whatever is listed with the same ID and start as before is the same event, and so is the only one of its ID.
fn check_uids(before: &[Change], after: &[Change], events: &[Event<'_>]) {
    let listed = |changes: &[Change], id: &str| -> Vec<Change> {
        let of_id = changes
            .iter()
            .filter(|change| change.meeting_id == id && change.removed_ms.is_none());
        of_id.cloned().collect()
    };
    for event in events {
        let (old, new) = (listed(before, event.meeting_id), listed(after, event.meeting_id));
        if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
            assert_eq!(old.uid, new.uid, "the only event of its ID");
        }
        for old in &old {
            let here = |changes: &[Change]| changes.iter().filter(|change| change.start_ms == old.start_ms).count();
            if here(&new) == 1
                && listed(before, event.meeting_id)
                    .iter()
                    .filter(|c| c.start_ms == old.start_ms)
                    .count()
                    == 1
            {
                let same = new.iter().find(|change| change.start_ms == old.start_ms).unwrap();
                assert_eq!(same.uid, old.uid, "the same ID and start");
            }
        }
    }
}
