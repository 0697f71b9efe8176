//! Feeds of any texts and times: each line has at most 75 bytes, and every event is read back. A store keeps one UID
//! for each event, and a second call with the same list changes nothing.

#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::calendar::{Change, Event, Feed, next_changes};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut lists = text
        .split('\u{1}')
        .map(|list| list.split('\n').map(event).collect::<Vec<_>>());
    let mut store: Vec<Change> = Vec::new();
    for (events, night) in lists.by_ref().take(4).zip(1..) {
        store = next_changes(&store, &events, night);
        assert_eq!(next_changes(&store, &events, night), store);
        let uids: BTreeSet<&str> = store.iter().map(|change| &*change.uid).collect();
        assert_eq!(uids.len(), store.len());
        read_back(&events, Some(&store));
        read_back(&events, None);
    }
});

/// A line: the first character is the ID, the second the start, the rest the title.
fn event(line: &str) -> Event<'_> {
    let first = line.chars().next().map_or(0, char::len_utf8);
    let (meeting_id, rest) = line.split_at(first);
    let second = rest.chars().next().map_or(0, char::len_utf8);
    let (start_time, summary) = rest.split_at(second);
    let start_ms = start_time
        .chars()
        .next()
        .map_or(0, |start| i64::from(u32::from(start)) * 500_000_000);
    Event {
        meeting_id,
        start_time,
        start_ms,
        end_ms: start_ms + i64::try_from(summary.len()).unwrap() * 60_000,
        summary,
        description: line,
        url: rest,
        ..Event::default()
    }
}

fn read_back(events: &[Event<'_>], store: Option<&[Change]>) {
    let feed = Feed {
        name: "n",
        ..Feed::default()
    }
    .write(events, store);
    for line in feed.split_terminator("\r\n") {
        assert!(!line.is_empty() && line.len() <= 75, "{line:?}");
        assert!(
            !line
                .chars()
                .any(|character| character.is_control() && character != '\t'),
            "{line:?}"
        );
    }
    let unfolded = feed.replace("\r\n ", "");
    let distinct: BTreeSet<_> = events
        .iter()
        .map(|event| (event.meeting_id, event.start_ms, event.end_ms, event.summary))
        .collect();
    assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT\r\n").count(), distinct.len());
    let mut wanted: Vec<String> = distinct
        .iter()
        .map(|event| plain(event.3))
        .filter(|text| !text.is_empty())
        .collect();
    let mut found: Vec<String> = unfolded
        .split("\r\n")
        .filter_map(|line| line.strip_prefix("SUMMARY:"))
        .map(unescape)
        .filter(|text| !text.is_empty())
        .collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
}

/// A title as a feed has it: without control characters, except tabs.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|&character| character == '\n' || character == '\t' || !character.is_control())
        .collect()
}

fn unescape(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().unwrap() {
                'n' => text.push('\n'),
                escaped => text.push(escaped),
            },
            _ => text.push(character),
        }
    }
    text
}
