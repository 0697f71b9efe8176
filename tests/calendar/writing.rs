use crate::common::calendar::days;
use crate::common::prng::Prng;
use crate::parser::parse;
use crate::{HOUR_MS, START_MS, lecture};
use zoom_lti_pro::calendar::{Event, Feed, entity_tag};

fn feed(events: &[Event<'_>]) -> String {
    Feed {
        name: "My classes",
        refresh_minutes: 60,
    }
    .write(events, None)
}

#[test]
fn a_feed_is_these_lines() {
    let text = feed(&[lecture()]);
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//zoom-lti-pro//calendar//EN",
        "NAME:My classes",
        "X-WR-CALNAME:My classes",
        "REFRESH-INTERVAL;VALUE=DURATION:PT60M",
        "X-PUBLISHED-TTL:PT60M",
        "BEGIN:VEVENT",
        // By Python: uuid.uuid5(uuid.UUID("5e0c4a1b-7d5f-4c0e-9a63-2b8f1dc4763a"), "UxDWPuPdT1OBudHV56kYJQ==")
        "UID:3ad55f1e-556f-5607-9fd9-d6fc955431c4",
        "DTSTAMP:20200101T000000Z",
        "DTSTART:20220804T100000Z",
        "DTEND:20220804T110000Z",
        "SUMMARY:Alpha DevA Course1",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(text.split("\r\n").collect::<Vec<_>>(), expected);
}

#[test]
fn the_order_of_the_list_does_not_matter() {
    let mut prng = Prng::seeded(1);
    let topics: Vec<String> = (0..40).map(|index| format!("Week {index}")).collect();
    let ids: Vec<String> = (0..40).map(|index| format!("id{}", index % 13)).collect();
    let mut events: Vec<Event<'_>> = topics
        .iter()
        .zip(&ids)
        .map(|(summary, meeting_id)| Event {
            meeting_id,
            start_ms: START_MS + prng.between(0, 5) * HOUR_MS,
            summary,
            ..lecture()
        })
        .collect();
    let expected = feed(&events);
    for _ in 0..50 {
        prng.shuffle(&mut events);
        assert_eq!(feed(&events), expected);
        assert_eq!(entity_tag(&feed(&events)), entity_tag(&expected));
    }
}

#[test]
fn an_event_that_is_listed_twice_with_other_texts_is_the_same_in_any_order() {
    for [one, other] in [
        [("a", "", ""), ("b", "", "")],
        [("", "https://a.example/", ""), ("", "https://b.example/", "")],
        [("", "", "a"), ("", "", "b")],
    ] {
        let [one, other] = [one, other].map(|(description, url, location)| Event {
            description,
            url,
            location,
            ..lecture()
        });
        assert_eq!(feed(&[one, other]), feed(&[other, one]));
        assert_eq!(feed(&[other, one]).matches("BEGIN:VEVENT").count(), 1);
    }
}

#[test]
fn texts_are_read_back_whatever_they_contain() {
    let mut prng = Prng::seeded(2);
    let alphabet: Vec<char> =
        "aZ09 ,;:\\\"'\n\t_-=()Ñéß中文字עבריתالعربية日本語हिन्दी한국어🎓👩‍🏫e\u{301}\u{200d}\u{feff}\u{2028}"
            .chars()
            .collect();
    for _ in 0..5_000 {
        let length = prng.below(200);
        let summary = prng.text(&alphabet, length);
        let description = prng.text(&alphabet, 90);
        let event = Event {
            summary: &summary,
            description: &description,
            location: &summary,
            ..lecture()
        };
        let calendar = parse(&feed(&[event]));
        let read = &calendar.events[0];
        assert_eq!(read.get("SUMMARY").map_or("", |text| text), summary);
        assert_eq!(read.get("LOCATION").map_or("", |text| text), summary);
        assert_eq!(read["DESCRIPTION"], description);
    }
}

#[test]
fn every_length_around_the_fold_is_read_back() {
    for unit in ["a", "é", "中", "🎓", ",", "\\"] {
        for length in 0..200 {
            for before in ["", "x", "xy", "xyz"] {
                let summary = format!("{before}{}", unit.repeat(length));
                let event = Event {
                    summary: &summary,
                    ..lecture()
                };
                let calendar = parse(&feed(&[event]));
                assert_eq!(calendar.events[0].get("SUMMARY").map_or("", |text| text), summary);
            }
        }
    }
}

#[test]
fn control_characters_are_dropped_and_line_ends_are_unified() {
    let event = Event {
        summary: "a\0b\u{7}c\u{7f}d\u{85}e\r\nf\rg\nh\ti",
        ..lecture()
    };
    assert_eq!(parse(&feed(&[event])).events[0]["SUMMARY"], "abcde\nf\ng\nh\ti");
}

#[test]
fn a_text_of_which_nothing_is_left_is_omitted() {
    let text = feed(&[Event {
        summary: "\u{7}",
        description: "\0\u{b}\u{85}",
        location: "\t",
        ..lecture()
    }]);
    assert!(!text.contains("SUMMARY") && !text.contains("DESCRIPTION"), "{text}");
    assert!(text.contains("\r\nLOCATION:\t\r\n"));
}

#[test]
fn a_url_is_written_as_it_is_unless_it_would_break_the_line() {
    let url = format!("https://lms.example.edu/course;a,b?x=1&y={}", "é%20".repeat(40));
    let event = Event { url: &url, ..lecture() };
    assert_eq!(parse(&feed(&[event])).events[0]["URL"], url);
    for url in [
        "https://a.example/\r\nSUMMARY:x",
        "https://a.example/ b",
        "https://a.example/\u{85}",
    ] {
        let event = Event { url, ..lecture() };
        assert!(!feed(&[event]).contains("URL"));
    }
}

#[test]
fn an_event_without_a_length_has_no_end() {
    for end_ms in [START_MS, START_MS + 999, START_MS - HOUR_MS, i64::MIN] {
        let event = Event { end_ms, ..lecture() };
        assert!(!feed(&[event]).contains("DTEND"));
    }
}

#[test]
fn times_agree_with_a_calendar_that_counts_single_days() {
    let mut prng = Prng::seeded(3);
    for day in days() {
        let clock = prng.between(0, 86_399);
        let event = Event {
            start_ms: day.millis + clock * 1000 + prng.between(0, 999),
            end_ms: i64::MAX,
            ..lecture()
        };
        let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        let date = day.iso().replace('-', "");
        let expected = format!("{date}T{hour:02}{minute:02}{second:02}Z");
        let text = feed(&[event]);
        assert!(
            text.contains(&format!("\r\nDTSTART:{expected}\r\nDTEND:99991231T235959Z\r\n")),
            "{text}"
        );
    }
}

#[test]
fn a_feed_without_events_has_a_component() {
    let calendar = parse(&feed(&[]));
    assert_eq!((calendar.events.len(), calendar.zones), (0, 1));
    assert_eq!(parse(&feed(&[lecture()])).zones, 0);
    assert_eq!(calendar.properties["NAME"], "My classes");
}
