//! Reads a feed: unfolds lines, then unescapes the text values. Panics where a line breaks a rule of RFC 5545.

use std::collections::BTreeMap;

pub(crate) type Properties = BTreeMap<String, String>;

pub(crate) struct Calendar {
    pub(crate) properties: Properties,
    pub(crate) events: Vec<Properties>,
    pub(crate) zones: usize,
}

pub(crate) fn parse(feed: &str) -> Calendar {
    let body = feed.strip_suffix("\r\n").expect("the feed ends with CRLF");
    for line in body.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.is_empty(), "an empty line");
        assert!(
            !line.chars().any(|c| c.is_control() && c != '\t'),
            "a control character: {line:?}"
        );
    }
    let unfolded = body.replace("\r\n ", "");
    let mut calendar = Calendar {
        properties: Properties::new(),
        events: Vec::new(),
        zones: 0,
    };
    let mut open: Vec<&str> = Vec::new();
    for line in unfolded.split("\r\n") {
        let (name, value) = line.split_once(':').expect("a name and a value");
        match name {
            "BEGIN" => {
                open.push(value);
                match value {
                    "VEVENT" => calendar.events.push(Properties::new()),
                    "VTIMEZONE" => calendar.zones += 1,
                    _ => {}
                }
            }
            "END" => assert_eq!(open.pop(), Some(value)),
            _ => {
                let properties = match open.as_slice() {
                    ["VCALENDAR"] => &mut calendar.properties,
                    ["VCALENDAR", "VEVENT"] => calendar.events.last_mut().unwrap(),
                    _ => continue,
                };
                let is_text = matches!(
                    name,
                    "SUMMARY" | "DESCRIPTION" | "LOCATION" | "UID" | "NAME" | "X-WR-CALNAME"
                );
                let value = if is_text { unescape(value) } else { value.to_owned() };
                assert!(properties.insert(name.to_owned(), value).is_none(), "{name} twice");
            }
        }
    }
    assert!(open.is_empty());
    calendar
}

fn unescape(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().expect("a character after a backslash") {
                'n' => text.push('\n'),
                escaped @ ('\\' | ';' | ',') => text.push(escaped),
                other => panic!("no escape of RFC 5545: \\{other}"),
            },
            ';' | ',' => panic!("{character} must be escaped in {value}"),
            _ => text.push(character),
        }
    }
    text
}
