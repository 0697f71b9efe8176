//! The rules by which events are recognized, one by one.

use crate::{DAY_MS, HOUR_MS, START_MS, lecture};
use std::collections::BTreeSet;
use zoom_lti_pro::calendar::{Change, Event, Feed, MAX_SEQUENCE, next_changes};

const NIGHT: i64 = START_MS - 30 * DAY_MS;

/// The occurrence of a series in a week.
fn week(number: i64) -> Event<'static> {
    const TEXTS: [&str; 6] = ["week 0", "week 1", "week 2", "week 3", "week 4", "week 5"];
    let start_ms = START_MS + 7 * number * DAY_MS;
    Event {
        start_time: TEXTS[usize::try_from(number).unwrap()],
        start_ms,
        end_ms: start_ms + HOUR_MS,
        ..lecture()
    }
}

fn listed(changes: &[Change]) -> Vec<(i64, &str, u32)> {
    let listed = changes.iter().filter(|change| change.removed_ms.is_none());
    listed
        .map(|change| (change.start_ms, &*change.uid, change.sequence))
        .collect()
}

#[test]
fn the_same_list_changes_nothing() {
    let events = [
        week(0),
        week(1),
        Event {
            meeting_id: "other",
            ..lecture()
        },
    ];
    let first = next_changes(&[], &events, NIGHT);
    assert_eq!(next_changes(&first, &events, NIGHT + DAY_MS), first);
    assert_eq!(listed(&first).len(), 3);
}

#[test]
fn a_meeting_that_moves_keeps_its_uid() {
    let first = next_changes(&[], &[lecture()], NIGHT);
    for start_ms in [START_MS + HOUR_MS, START_MS - 400 * DAY_MS] {
        let moved = Event { start_ms, ..lecture() };
        let second = next_changes(&first, &[moved], NIGHT + DAY_MS);
        assert_eq!(second.len(), 1);
        assert_eq!((&second[0].uid, second[0].sequence), (&first[0].uid, 1));
        assert_eq!((second[0].start_ms, second[0].changed_ms), (start_ms, NIGHT + DAY_MS));
    }
}

#[test]
fn a_series_that_shrinks_to_one_row_keeps_the_uid_of_that_row() {
    let series = [week(0), week(1), week(2)];
    let first = next_changes(&[], &series, NIGHT);
    for (row, before) in series.iter().zip(listed(&first)) {
        let second = next_changes(&first, &[*row], NIGHT + DAY_MS);
        assert_eq!(listed(&second), [before]);
    }
}

#[test]
fn a_meeting_that_becomes_a_series_keeps_its_uid() {
    let first = next_changes(&[], &[week(1)], NIGHT);
    let second = next_changes(&first, &[week(0), week(1), week(2)], NIGHT + DAY_MS);
    assert_eq!(listed(&second)[1], listed(&first)[0]);
}

#[test]
fn an_occurrence_that_moves_keeps_its_uid_and_the_others_do_not_change() {
    let first = next_changes(&[], &[week(0), week(1), week(2)], NIGHT);
    let moved = Event {
        start_ms: week(1).start_ms + DAY_MS,
        ..week(1)
    };
    let second = next_changes(&first, &[week(0), moved, week(2)], NIGHT + DAY_MS);
    let (before, after) = (listed(&first), listed(&second));
    assert_eq!(after[1], (moved.start_ms, before[1].1, 1));
    assert_eq!((after[0], after[2]), (before[0], before[2]));
}

#[test]
fn an_occurrence_that_is_over_does_not_become_the_next_new_one() {
    let first = next_changes(&[], &[week(0), week(1), week(2)], NIGHT);
    let second = next_changes(&first, &[week(1), week(2), week(3)], week(0).end_ms);
    let (before, after) = (listed(&first), listed(&second));
    assert_eq!(after[..2], before[1..]);
    assert!(before.iter().all(|(_, uid, _)| *uid != after[2].1));
    assert_eq!(after[2].2, 0);
}

#[test]
fn an_event_that_returns_keeps_its_uid_and_its_sequence_grows() {
    let first = next_changes(&[], &[lecture()], NIGHT);
    let gone = next_changes(&first, &[], NIGHT + DAY_MS);
    assert_eq!(gone[0].removed_ms, Some(NIGHT + DAY_MS));
    let back = next_changes(&gone, &[lecture()], NIGHT + 2 * DAY_MS);
    assert_eq!(listed(&back), [(START_MS, &*first[0].uid, 1)]);
    assert_eq!(back.len(), 1);
}

#[test]
fn a_removed_event_is_forgotten_after_90_days() {
    let first = next_changes(&[], &[lecture()], NIGHT);
    let gone = next_changes(&first, &[], NIGHT);
    assert_eq!(next_changes(&gone, &[], NIGHT + 90 * DAY_MS).len(), 1);
    assert_eq!(next_changes(&gone, &[], NIGHT + 90 * DAY_MS + 1).len(), 0);
}

#[test]
fn a_clock_that_was_set_back_makes_no_event_older() {
    let first = next_changes(&[], &[lecture()], NIGHT);
    let renamed = Event {
        summary: "Renamed",
        ..lecture()
    };
    let second = next_changes(&first, &[renamed], NIGHT - DAY_MS);
    assert_eq!((second[0].sequence, second[0].changed_ms), (1, NIGHT));
}

#[test]
fn the_sequence_stays_an_integer_of_rfc_5545() {
    let mut first = next_changes(&[], &[lecture()], NIGHT);
    first[0].sequence = MAX_SEQUENCE;
    let renamed = Event {
        summary: "Renamed",
        ..lecture()
    };
    assert_eq!(next_changes(&first, &[renamed], NIGHT)[0].sequence, MAX_SEQUENCE);
}

#[test]
fn no_two_events_have_the_same_uid() {
    // The first event has the name of the ID alone; then all names of a later series are tried against the store.
    let mut changes = next_changes(&[], &[week(0)], NIGHT);
    for night in 1..6 {
        let mut events: Vec<Event<'_>> = (0..=night).map(week).collect();
        // Two different meetings with the same ID and start, and one that is listed twice.
        events.push(Event {
            summary: "Another",
            ..week(0)
        });
        events.push(week(night));
        changes = next_changes(&changes, &events, NIGHT + night * DAY_MS);
        let uids: BTreeSet<&str> = changes.iter().map(|change| &*change.uid).collect();
        assert_eq!(uids.len(), changes.len());
        assert_eq!(listed(&changes).len(), events.len() - 1);
        let feed = Feed::default().write(&events, Some(&changes));
        assert_eq!(feed.matches("BEGIN:VEVENT").count(), events.len() - 1);
    }
}

#[test]
fn two_meetings_with_the_same_id_and_start_keep_their_uids() {
    for seed in 0..20 {
        let (one, other) = (format!("One {seed}"), format!("Other {seed}"));
        let named = |summary| Event { summary, ..lecture() };
        let first = next_changes(&[], &[named(&one), named(&other)], NIGHT);
        assert_eq!(
            next_changes(&first, &[named(&other), named(&one)], NIGHT + DAY_MS),
            first
        );
        let renamed = next_changes(&first, &[named(&one), named("Renamed")], NIGHT + DAY_MS);
        let kept = first.iter().filter(|change| renamed.contains(change)).count();
        assert_eq!((kept, listed(&renamed).len(), renamed.len()), (1, 2, 2));
    }
}

#[test]
fn a_removed_event_does_not_take_the_place_of_one_that_is_listed() {
    let titled = |summary| Event { summary, ..lecture() };
    // Events are in the order of their hashes. With these titles, the removed one is before the other and behind it.
    for (stays, goes) in [("Lecture", "Exercise"), ("Exercise", "Lecture")] {
        let first = next_changes(&[], &[titled(stays), titled(goes)], NIGHT);
        let second = next_changes(&first, &[titled(stays)], NIGHT + DAY_MS);
        let third = next_changes(&second, &[titled("Renamed")], NIGHT + 2 * DAY_MS);
        assert_eq!(listed(&third)[0].1, listed(&second)[0].1, "{stays}");
        assert_eq!((listed(&third)[0].2, third.len()), (1, 2));
    }
}

#[test]
fn one_start_in_two_spellings_gives_two_uids() {
    const SUMMARIES: [&str; 10] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    let spellings = ["2022-08-04 10:00:00", "2022-08-04T10:00"];
    let spelled = |(index, summary): (usize, &'static str)| Event {
        start_time: spellings[index % 2],
        summary,
        ..lecture()
    };
    let events: Vec<Event<'_>> = SUMMARIES.into_iter().enumerate().map(spelled).collect();
    let changes = next_changes(&[], &events, NIGHT);
    let uids: BTreeSet<&str> = changes.iter().map(|change| &*change.uid).collect();
    assert_eq!((changes.len(), uids.len()), (10, 10));
}

#[test]
fn a_uid_in_use_is_not_given_again() {
    // The only event has the name of the ID. It moves to week 2, and a new one takes its old place.
    let first = next_changes(&[], &[week(0)], NIGHT);
    let moved = next_changes(&first, &[week(2)], NIGHT + DAY_MS);
    let both = next_changes(&moved, &[week(0), week(2)], NIGHT + 2 * DAY_MS);
    let uids = listed(&both);
    assert_eq!(uids[1].1, first[0].uid);
    assert_ne!(uids[0].1, first[0].uid);
    // Both vanish, then the first is listed alone under another ID's name: its own UID comes back.
    let gone = next_changes(&both, &[], NIGHT + 3 * DAY_MS);
    let back = next_changes(&gone, &[week(0)], NIGHT + 4 * DAY_MS);
    assert_eq!(listed(&back)[0].1, uids[0].1);
}

#[test]
fn a_uid_is_a_uuid_of_version_5_and_does_not_show_the_id() {
    let changes = next_changes(
        &[],
        &[
            lecture(),
            Event {
                meeting_id: "other",
                ..lecture()
            },
        ],
        NIGHT,
    );
    for change in &changes {
        let groups: Vec<usize> = change.uid.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
        assert!(change.uid.bytes().all(|byte| b"0123456789abcdef-".contains(&byte)));
        assert_eq!(change.uid.as_bytes()[14], b'5');
        assert!(b"89ab".contains(&change.uid.as_bytes()[19]));
        assert!(!change.uid.contains(&change.meeting_id));
    }
}

#[test]
fn a_feed_has_what_its_store_says() {
    let first = next_changes(&[], &[lecture()], START_MS - DAY_MS);
    let renamed = Event {
        summary: "Renamed",
        ..lecture()
    };
    let second = next_changes(&first, &[renamed], START_MS);
    let text = Feed::default().write(&[renamed], Some(&second));
    assert!(text.contains(&format!("\r\nUID:{}\r\n", first[0].uid)));
    assert!(text.contains("\r\nDTSTAMP:20220804T100000Z\r\nLAST-MODIFIED:20220804T100000Z\r\nSEQUENCE:1\r\n"));
}

#[test]
fn an_event_that_the_store_does_not_know_yet_is_in_the_feed() {
    let changes = next_changes(&[], &[week(0)], NIGHT);
    let text = Feed::default().write(&[week(0), week(1)], Some(&changes));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
    assert!(text.contains(&changes[0].uid));
}
