//! Feeds of any texts and times: each line has at most 75 bytes, and every event is read back, in whatever order the
//! list is. A store keeps one UID for each event and loses none, no sequence shrinks, and a second call with the same
//! list changes nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoom_lti_pro::calendar::{Change, Event, Feed, next_changes};

/// A short input has no room for more, except for empty events. Those would take most of the time.
const NIGHTS: usize = 3;
const EVENTS: usize = 12;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut store: Vec<Change> = Vec::new();
    for (list, night) in text.split('\u{1}').take(NIGHTS).zip(1..) {
        let mut events: Vec<Event<'_>> = list.split('\n').take(EVENTS).map(event).collect();
        let next = next_changes(&store, &events, night);
        assert_eq!(next_changes(&next, &events, night), next);
        let expected = expected(&events);
        check_store(&store, &next, expected.len());
        store = next;
        // Without a store, the nights do not differ.
        let changes = (night > 1 || text.len() % 2 == 0).then_some(&*store);
        let feed = write(&events, changes);
        events.reverse();
        assert_eq!(write(&events, changes), feed);
        read_back(&feed, &expected);
    }
});

/// A line: the first character is the ID, the second the start, the rest the title. What follows U+0002 is the
/// description.
fn event(line: &str) -> Event<'_> {
    let (meeting_id, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
    let second = rest.chars().next();
    let (start_time, texts) = rest.split_at(second.map_or(0, char::len_utf8));
    let (summary, description) = texts.split_once('\u{2}').unwrap_or((texts, ""));
    let start_ms = second.map_or(0, |start| i64::from(u32::from(start)) * 500_000_000);
    Event {
        meeting_id,
        start_time,
        start_ms,
        end_ms: start_ms + i64::try_from(summary.len()).unwrap() * 60_000,
        summary,
        description,
        url: texts,
        ..Event::default()
    }
}

fn write(events: &[Event<'_>], changes: Option<&[Change]>) -> String {
    let feed = Feed {
        name: "n",
        ..Feed::default()
    };
    feed.write(events, changes)
}

fn check_store(before: &[Change], after: &[Change], listed: usize) {
    let by_uid = |changes: &[Change]| {
        let mut found: Vec<(String, u32)> = Vec::with_capacity(changes.len());
        found.extend(changes.iter().map(|change| (change.uid.clone(), change.sequence)));
        found.sort_unstable();
        found
    };
    let found = by_uid(after);
    assert!(found.windows(2).all(|pair| pair[0].0 != pair[1].0), "a UID twice");
    for (uid, sequence) in by_uid(before) {
        let place = found.binary_search_by(|(other, _)| other.cmp(&uid)).unwrap();
        assert!(found[place].1 >= sequence, "a sequence that shrinks");
    }
    let is_listed = |change: &&Change| change.removed_ms.is_none();
    assert_eq!(after.iter().filter(is_listed).count(), listed);
}

/// What a calendar reads of an event.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Read {
    summary: String,
    description: String,
    url: String,
    has_end: bool,
}

/// The events, each once. Of those that differ only in the description, the feed has the one with the least.
fn expected(events: &[Event<'_>]) -> Vec<Read> {
    fn key<'a>(event: &Event<'a>) -> (&'a str, i64, &'a str) {
        (event.meeting_id, event.start_ms, event.summary)
    }
    let mut sorted: Vec<&Event<'_>> = events.iter().collect();
    sorted.sort_unstable_by_key(|event| (key(event), event.start_time, event.description, event.url));
    sorted.dedup_by_key(|event| key(event));
    let read = |event: &Event<'_>| Read {
        summary: plain(event.summary),
        description: plain(event.description),
        url: if is_uri(event.url) { event.url } else { "" }.into(),
        has_end: event.end_ms > event.start_ms,
    };
    let mut expected: Vec<Read> = sorted.into_iter().map(read).collect();
    expected.sort_unstable();
    expected
}

fn read_back(feed: &str, expected: &[Read]) {
    let mut found: Vec<Read> = Vec::with_capacity(expected.len());
    let mut line = String::new();
    for part in feed.strip_suffix("\r\n").unwrap().split("\r\n") {
        assert!(!part.is_empty() && part.len() <= 75, "{part:?}");
        assert!(!part.contains(|c: char| c.is_control() && c != '\t'), "{part:?}");
        if let Some(rest) = part.strip_prefix(' ') {
            line.push_str(rest);
            continue;
        }
        property(&line, &mut found);
        line.clear();
        line.push_str(part);
    }
    assert_eq!(line, "END:VCALENDAR");
    found.sort_unstable();
    assert_eq!(found, expected);
}

/// A line that is unfolded.
fn property(line: &str, found: &mut Vec<Read>) {
    let Some((name, value)) = line.split_once(':') else {
        assert!(line.is_empty(), "{line:?}");
        return;
    };
    if line == "BEGIN:VEVENT" {
        found.push(Read::default());
    }
    let Some(event) = found.last_mut() else { return };
    match name {
        "SUMMARY" => event.summary = unescape(value),
        "DESCRIPTION" => event.description = unescape(value),
        "URL" => event.url.push_str(value),
        "DTEND" => event.has_end = true,
        _ => {}
    }
}

fn is_uri(url: &str) -> bool {
    !url.contains(|c: char| c.is_control() || c.is_whitespace())
}

/// A text as a feed has it: one kind of line end, and no other control characters than tabs.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
        .collect()
}

fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().unwrap() {
                'n' => text.push('\n'),
                escaped @ ('\\' | ';' | ',') => text.push(escaped),
                other => panic!("no escape of RFC 5545: \\{other}"),
            },
            ';' | ',' => panic!("{character} is not escaped in {value:?}"),
            _ => text.push(character),
        }
    }
    text
}
