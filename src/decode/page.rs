//! Converts the tape to a page for callers in Rust. JavaScript builds its own page (`npm/wasm/tape.ts`).

use alloc::string::String;
use alloc::vec::Vec;

use super::json::Json;
use super::tape::{EXTRA, HEADER, LIST, RESULT, STRIDE, Slot, Tag, Tape, index};
use crate::meeting::{Meeting, Page};
use crate::time::decimal;

/// Reads a tape.
pub(super) fn page(tape: &Tape) -> Page {
    let reader = Reader::new(tape);
    Page {
        page_num: reader.number(RESULT),
        page_size: reader.number(RESULT + 1),
        total: reader.number(RESULT + 2),
        list: reader.meetings(index(reader.slot(LIST).0)),
    }
}

struct Reader<'a> {
    tape: &'a Tape,
    /// The wide text in UTF-16, because slots count UTF-16 units.
    wide: Vec<u16>,
}

impl<'a> Reader<'a> {
    fn new(tape: &'a Tape) -> Self {
        let wide = core::str::from_utf8(&tape.wide).unwrap_or_default();
        Self {
            tape,
            wide: wide.encode_utf16().collect(),
        }
    }

    fn meetings(&self, count: usize) -> Vec<Meeting> {
        let mut list: Vec<Meeting> = Vec::with_capacity(count);
        let mut keys = Vec::new();
        for row in 0..count {
            let base = HEADER + row * STRIDE;
            let mut meeting = self.meeting(base, list.last());
            meeting.extra = self.extra(base + EXTRA, &mut keys);
            list.push(meeting);
        }
        list
    }

    fn meeting(&self, base: usize, before: Option<&Meeting>) -> Meeting {
        let text = |slot: usize| self.text(base + slot);
        let number = |slot: usize| match self.slot(base + slot).tag() {
            Tag::Null | Tag::Fault => None,
            _ => Some(self.number(base + slot)),
        };
        let repeated = |slot: usize, same: fn(&Meeting) -> &Option<String>| {
            if self.slot(base + slot).tag() == Tag::Same {
                before.map(same).cloned().unwrap_or_default()
            } else {
                text(slot)
            }
        };
        Meeting {
            meeting_id: text(0).unwrap_or_default(),
            meeting_number: text(1).unwrap_or_default(),
            host_id: repeated(2, |before| &before.host_id),
            topic: text(3),
            start_time: text(4),
            duration: number(5),
            timezone: repeated(6, |before| &before.timezone),
            pmi: text(7),
            kind: number(8).map(Into::into),
            status: number(9).map(Into::into),
            extra: None,
        }
    }

    fn slot(&self, at: usize) -> Slot {
        self.tape.slots.get(at).copied().unwrap_or(Slot::MISSING)
    }

    fn text(&self, at: usize) -> Option<String> {
        let slot = self.slot(at);
        let text = self.raw(slot)?;
        if matches!(slot.tag(), Tag::AsciiJson | Tag::WideJson) {
            return Some(unescaped(&text));
        }
        Some(text)
    }

    fn number(&self, at: usize) -> f64 {
        let slot = self.slot(at);
        match self.raw(slot) {
            // Rust parses every JSON number; one that is out of range becomes infinite.
            Some(text) => text.parse().unwrap_or(f64::NAN),
            None => f64::from(slot.0),
        }
    }

    /// The undocumented fields of a meeting. `keys` are those of the last meeting that was stored with its keys.
    fn extra(&self, at: usize, keys: &mut Vec<&'a str>) -> Option<String> {
        let slot = self.slot(at);
        match slot.tag() {
            Tag::AsciiJson => {
                let object = self.json(slot);
                *keys = keys_of(object);
                Some(object.into())
            }
            Tag::Same => Some(self.with_keys(keys, slot)),
            _ => None,
        }
    }

    fn json(&self, slot: Slot) -> &'a str {
        let range = index(slot.0)..index(slot.0) + slot.length();
        let text = self.tape.extra.get(range).unwrap_or_default();
        core::str::from_utf8(text).unwrap_or_default()
    }

    /// An object with these keys and the values of this slot.
    fn with_keys(&self, keys: &[&str], slot: Slot) -> String {
        let values = self.tape.unknown.iter().skip(index(slot.0));
        let mut object = String::new();
        for (key, value) in keys.iter().zip(values.take(slot.length())) {
            object.push_str(key);
            match value.tag() {
                Tag::Same => object.push_str(self.json(*value)),
                Tag::Number => object.push_str(&decimal(u64::from(value.0))),
                Tag::Null => object.push_str("null"),
                _ => {
                    object.push('"');
                    object.push_str(&self.raw(*value).unwrap_or_default());
                    object.push('"');
                }
            }
        }
        object.push('}');
        object
    }

    fn raw(&self, slot: Slot) -> Option<String> {
        let range = index(slot.0)..index(slot.0) + slot.length();
        match slot.tag() {
            Tag::Ascii | Tag::AsciiJson => {
                let text = self.tape.ascii.get(range).unwrap_or_default();
                core::str::from_utf8(text).ok().map(String::from)
            }
            Tag::Wide | Tag::WideJson => {
                let text = self.wide.get(range).unwrap_or_default();
                Some(String::from_utf16_lossy(text))
            }
            Tag::Same | Tag::Number | Tag::Null | Tag::Fault => None,
        }
    }
}

/// The text of a string literal; U+FFFD replaces an unpaired surrogate.
fn unescaped(literal: &str) -> String {
    let mut tape = Tape::EMPTY;
    let mut json = Json::new(literal.as_bytes(), &mut tape);
    let _ = json.value();
    core::str::from_utf8(json.out.pending()).unwrap_or_default().into()
}

/// The keys of a valid object. Each includes the brace or comma before it and everything up to its value.
fn keys_of(object: &str) -> Vec<&str> {
    let mut tape = Tape::EMPTY;
    let mut json = Json::new(object.as_bytes(), &mut tape);
    let mut keys = Vec::new();
    while matches!(json.peek(), b'{' | b',') {
        let start = json.at;
        json.at += 1;
        if json.key(&[]).is_err() {
            break;
        }
        keys.push(object.get(start..json.at).unwrap_or_default());
        if json.skip().is_err() {
            break;
        }
    }
    keys
}
