//! `calendar-judges FEEDS OUT`: the crates calcard and icalendar read the feeds of a JSON file.

use std::collections::BTreeMap;
use std::{env, fs};

use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Feed {
    text: String,
}

/// What a program read of an event. A property that the event does not have is null.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    uid: Option<String>,
    start: Option<i64>,
    end: Option<i64>,
    summary: Option<String>,
    description: Option<String>,
    location: Option<String>,
    url: Option<String>,
    sequence: Option<i64>,
    last_modified: Option<i64>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Read {
    Events(Vec<Event>),
    Problem(String),
}

#[derive(Serialize)]
struct Judge {
    version: &'static str,
    read: Vec<Read>,
}

fn main() {
    let [_, source, out] = env::args().collect::<Vec<_>>().try_into().expect("two arguments");
    let feeds: Vec<Feed> = serde_json::from_str(&fs::read_to_string(source).unwrap()).unwrap();
    let by = |name: &str, read: fn(&str) -> Read| Judge {
        version: version(name),
        read: feeds.iter().map(|feed| read(&feed.text)).collect(),
    };
    let judges = BTreeMap::from([
        ("calcard", by("calcard", by_calcard)),
        ("icalendar", by("icalendar", by_icalendar)),
    ]);
    fs::write(out, serde_json::to_string(&judges).unwrap()).unwrap();
}

fn version(name: &str) -> &'static str {
    let (_, rest) = include_str!("../Cargo.lock")
        .split_once(&format!("name = \"{name}\"\nversion = \""))
        .unwrap();
    rest.split('"').next().unwrap()
}

fn by_calcard(text: &str) -> Read {
    use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty};

    fn event(component: &ICalendarComponent) -> Event {
        let value = |name| component.property(&name).and_then(|entry| entry.values.first());
        let text = |name| value(name).and_then(|value| value.as_text()).map(str::to_owned);
        let millis = |name| {
            let time = value(name)?.as_partial_date_time()?;
            // A time without `Z` is in no known zone.
            time.has_zone()
                .then(|| time.to_timestamp())?
                .map(|seconds| seconds * 1000)
        };
        let start = millis(ICalendarProperty::Dtstart);
        Event {
            uid: text(ICalendarProperty::Uid),
            start,
            end: millis(ICalendarProperty::Dtend).or(start),
            summary: text(ICalendarProperty::Summary),
            description: text(ICalendarProperty::Description),
            location: text(ICalendarProperty::Location),
            url: text(ICalendarProperty::Url),
            sequence: value(ICalendarProperty::Sequence).and_then(|value| value.as_integer()),
            last_modified: millis(ICalendarProperty::LastModified),
        }
    }

    match ICalendar::parse(text) {
        Ok(calendar) => {
            let is_event = |part: &&ICalendarComponent| part.component_type == ICalendarComponentType::VEvent;
            Read::Events(calendar.components.iter().filter(is_event).map(event).collect())
        }
        Err(problem) => Read::Problem(format!("{problem:?}")),
    }
}

fn by_icalendar(text: &str) -> Read {
    use icalendar::{Calendar, CalendarComponent, CalendarDateTime, Component, DatePerhapsTime, EventLike};

    fn millis(time: Option<DatePerhapsTime>) -> Option<i64> {
        match time? {
            DatePerhapsTime::DateTime(CalendarDateTime::Utc(time)) => Some(time.timestamp_millis()),
            _ => None,
        }
    }

    fn event(event: &icalendar::Event) -> Event {
        let text = |value: Option<&str>| value.map(str::to_owned);
        let start = millis(event.get_start());
        Event {
            uid: text(event.get_uid()),
            start,
            end: millis(event.get_end()).or(start),
            summary: text(event.get_summary()),
            description: text(event.get_description()),
            location: text(event.get_location()),
            url: text(event.get_url()),
            sequence: event.get_sequence().map(i64::from),
            last_modified: event.get_last_modified().map(|time| time.timestamp_millis()),
        }
    }

    match text.parse::<Calendar>() {
        Ok(calendar) => {
            let read = |part: &CalendarComponent| match part {
                CalendarComponent::Event(found) => Some(event(found)),
                _ => None,
            };
            Read::Events(calendar.components.iter().filter_map(read).collect())
        }
        Err(problem) => Read::Problem(problem),
    }
}
