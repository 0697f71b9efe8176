//! Other readings of the same text. If the signature of one of them is in the text, that reading is right.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::assembled::assembled;
use super::case::{Case, canonical};
use super::clues::signatures;
use super::parameter::{Parameter, Test, mapped, parameters};
use super::paste::scan::{LINE_END, back, first, front, is_letter, is_word, limited, until};
use super::paste::{Source, queries, shown, written_alike};
use super::shape::{ShapeCode, shape};
use super::texts::MAX_BYTES;
use crate::explain::blank::{bare, is_blank};
use crate::explain::names::has_parameter;
use crate::signature::sign;

/// How text behind a value may start. Programs that write URLs encode most of these characters.
const BEHIND: &str = ",;[]{(|*<>\"'`…→";

/// How far behind its name the last value of a query can end, and how many places are tried.
const REACH: usize = 400;
const PLACES: usize = 4;
/// With more secrets, the others are used for the search only.
const SECRETS: usize = 4;

impl Case<'_> {
    /// Takes the reading that the signature proves, if there is one.
    pub(super) fn read_again(&mut self, text: &str) -> bool {
        let text = shown(text);
        let sent = self.sent(&text);
        if sent.is_empty() {
            return false;
        }
        let mut proved = None;
        let mut test = |read: Vec<Parameter>| {
            proved = self.right(&read, &sent).map(|header| (header, read));
            proved.is_some()
        };
        let _ = self.readings(&text, &mut test);
        let Some((header, parameters)) = proved else {
            return false;
        };
        if self.pasted.source == Source::Nothing {
            self.pasted.source = Source::List;
        }
        self.header = Some(header);
        self.pasted.parameters = parameters;
        true
    }

    /// The signatures that may have been sent. A display may add marks around the value; a request has none.
    fn sent(&self, text: &str) -> Vec<String> {
        let Some(header) = &self.header else {
            return signatures(text);
        };
        let code = shape(header).code;
        let is_loose = !self.is_given && !self.pasted.exact && matches!(code, ShapeCode::Unknown | ShapeCode::Prefixed);
        if !is_loose {
            return Vec::from([header.clone()]);
        }
        let mut found = signatures(text);
        found.retain(|own| match header.find(own.as_str()) {
            Some(at) => !front(header, at).chars().any(is_word),
            None => code == ShapeCode::Unknown,
        });
        found
    }

    /// The signature of these parameters under a secret, if it was sent.
    fn right(&self, parameters: &[Parameter], sent: &[String]) -> Option<String> {
        // Another separator is a mistake of its own.
        if parameters.iter().any(|part| has_parameter(&part.value)) {
            return None;
        }
        let base = canonical(parameters)?.base_string();
        let secrets = self.secrets.iter().take(SECRETS);
        let mut rights = secrets.map(|given| {
            sign(bare(given.secret).as_bytes(), base.as_bytes())
                .as_str()
                .to_string()
        });
        rights.find(|right| sent.contains(right))
    }

    /// Tries every reading, and ends with the first that passes the test.
    fn readings(&self, text: &str, test: Test<'_>) -> bool {
        let own = &self.pasted.parameters;
        if test(own.clone()) {
            return true;
        }
        // The text has exactly what was sent.
        if self.pasted.exact {
            return false;
        }
        let is_list = self.pasted.source == Source::List;
        let is_last = |part: &Parameter| own.last().is_some_and(|last| core::ptr::eq(part, last));
        let bare = |part: &Parameter| {
            if is_list || is_last(part) {
                without_text_behind(part)
            } else {
                part.clone()
            }
        };
        if test(mapped(own, &bare)) {
            return true;
        }
        let text = limited(text, MAX_BYTES);
        // Of several base strings, the signature is that of one.
        if self.pasted.source == Source::Query && queries(text).take(PLACES).any(&mut *test) {
            return true;
        }
        self.ends(text, test)
            || (matches!(self.pasted.source, Source::List | Source::Nothing) && written_alike(text, test))
            || ((self.pasted.doubtful || own.is_empty()) && assembled(text, test))
    }

    /// The query may end elsewhere in its line. In a base string, a `+` is a `+`, and a value can have blanks.
    fn ends(&self, text: &str, test: Test<'_>) -> bool {
        let own = &self.pasted.parameters;
        let (Some(start), Some(last)) = (own.first(), own.last()) else {
            return false;
        };
        let is_literal = self.pasted.endpoint.is_none() && !own.iter().any(|part| part.raw.contains('%'));
        let start = [&start.name, "=", limited(&start.raw, 8)].concat();
        for (at, _) in text.match_indices(&start).take(PLACES) {
            let line = limited(until(back(text, at), LINE_END), 2048);
            let length: usize = own.iter().map(|part| part.name.len() + part.raw.len() + 2).sum();
            let name = [&last.name, "="].concat();
            let from = (length - 1).saturating_sub(last.raw.len());
            if !front(line, from).ends_with(&name) {
                continue;
            }
            let rest = limited(back(line, from), REACH);
            for at in 0..=rest.len() {
                let Some(behind) = rest.get(at..) else { continue };
                // A shorter value ends at a mark.
                if at < last.raw.len() && is_part(behind) {
                    continue;
                }
                let query = front(line, from + at);
                let read: Vec<Parameter> = parameters(query).collect();
                let literal = |part: &Parameter| Parameter::plain(part.name.as_str(), part.raw.as_str());
                if (is_literal && test(mapped(&read, &literal))) || test(read) {
                    return true;
                }
            }
        }
        false
    }
}

/// The place of the first character that is copied along with a URL, unseen.
fn unseen(text: &str) -> Option<usize> {
    let mut places = text.char_indices();
    let unseen = places.find(|(_, char)| !char.is_ascii() && is_blank(*char));
    unseen.map(|(at, _)| at)
}

/// `pageSize=20,headers`, `userId=u;`, or an invisible character.
fn without_text_behind(part: &Parameter) -> Parameter {
    let unseen = unseen(&part.raw);
    let mut raw = until(front(&part.raw, unseen.unwrap_or(part.raw.len())), BEHIND);
    for mark in ["X-Lti-Signature", "HTTP/", "%20"] {
        raw = front(raw, raw.find(mark).unwrap_or(raw.len()));
    }
    Parameter {
        name: part.name.clone(),
        ..Parameter::read(&["=", raw].concat())
    }
}

/// Whether a value may go on here. A shell writes a `%` at the end of text without a line feed.
fn is_part(behind: &str) -> bool {
    first(behind).is_some_and(|char| is_letter(char) || "%+-_/=&".contains(char))
        && behind != "%"
        && !behind.starts_with("->")
}
