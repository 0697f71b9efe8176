//! Reads a body in one pass, checks it against the schema and writes the tape.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::json::{Json, Step, Stop, is_count, number, small};
use super::octets;
use super::output::Mark;
use super::quick::{self, End, Pattern};
use super::quote;
use super::refusal::{self, Flaw};
use super::schema::{ANY_ENVELOPE, ENVELOPE, Field, Found, Kind, RESULT, ROW, UNKNOWN};
use super::tape::{
    ERROR_CODE, EXTRA, HEADER, LIST, PIECE, RESULT as RESULT_SLOTS, STATUS, STRIDE, Slot, TOTAL, Tag, Tape, index, word,
};
use crate::error::{Error, Reason};

/// The expected result of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// A page of meetings, which is written to the tape.
    Page,
    /// Any JSON value, which stays in the body.
    Any,
}

/// Reads a body and replaces the content of the tape. Returns the range of the result in the body, if there is one.
pub(super) fn read(
    tape: &mut Tape,
    status: u16,
    body: &[u8],
    expected: Expected,
) -> Result<Option<Range<usize>>, Error> {
    let (envelope, result) = match expected {
        Expected::Page => (ENVELOPE, RESULT),
        Expected::Any => (ANY_ENVELOPE, [].as_slice()),
    };
    let mut reader = Reader::new(body, tape, envelope);
    let end = reader.document();
    match reader.error(status, end, result) {
        Some(error) => Err(error),
        None => Ok(reader.result()),
    }
}

/// The reason and place to report. Invalid UTF-8 comes first, because the pass checks it only in strings.
fn fault(body: &[u8], reason: Reason, at: usize) -> (Reason, usize) {
    match core::str::from_utf8(body) {
        Err(error) if error.error_len().is_some() => (Reason::Encoding, error.valid_up_to()),
        // The body ends inside a character.
        Err(_) => (Reason::Truncated, body.len()),
        Ok(_) if reason == Reason::Syntax && at >= body.len() => (Reason::Truncated, at),
        Ok(_) => (reason, at),
    }
}

/// A position between two meetings, where text may be cut.
#[derive(Clone, Copy, Default)]
struct Piece {
    row: usize,
    text: Mark,
    extra: usize,
}

/// The position of an undocumented field in the body.
#[derive(Clone, Copy)]
struct Unknown {
    start: usize,
    value: usize,
    end: usize,
}

/// Whether JavaScript would list the keys in this order: it sorts numeric keys first and lists each key once.
fn are_plain(keys: &[&[u8]]) -> bool {
    let is_plain = |key: &[u8]| {
        matches!(key, [b'"', first, ..] if first.is_ascii_alphabetic()) && key.iter().all(|&byte| byte != b'\\')
    };
    keys.len() <= 32
        && keys.iter().enumerate().all(|(count, key)| {
            let mut before = keys.iter().take(count);
            is_plain(key) && !before.any(|other| name(other) == name(key))
        })
}

/// The name inside a key without escapes. A colon and whitespace follow the name.
fn name(key: &[u8]) -> Option<&[u8]> {
    key.split(|&byte| byte == b'"').nth(1)
}

struct Reader<'a> {
    json: Json<'a>,
    envelope: &'static [Field],
    /// `errorCode` and `errorMessage`.
    notes: [Option<String>; 2],
    /// The fault of a response that is not an object.
    root: Option<Flaw>,
    /// The first fault in a meeting.
    flaw: Option<Flaw>,
    /// The range of `result`; empty until it is found.
    result: Range<usize>,
    rows: usize,
    /// The start of the current piece of text.
    piece: Piece,
    pattern: Pattern<'a>,
    /// The undocumented fields of this meeting.
    unknown: Vec<Unknown>,
    /// The undocumented keys of the previous meeting, up to their values. Empty if the next meeting cannot reuse them.
    known: Vec<&'a [u8]>,
    /// How many of `unknown` match `known`, in the same order.
    alike: usize,
}

impl<'a> Reader<'a> {
    fn new(body: &'a [u8], tape: &'a mut Tape, envelope: &'static [Field]) -> Self {
        Self {
            json: Json::new(body, tape),
            envelope,
            notes: [None, None],
            root: None,
            flaw: None,
            result: 0..0,
            rows: 0,
            piece: Piece::default(),
            pattern: Pattern::default(),
            unknown: Vec::new(),
            known: Vec::new(),
            alike: 0,
        }
    }

    fn document(&mut self) -> Step {
        self.restart(0);
        self.json.at = octets::start(self.json.body);
        self.json.space();
        if self.json.peek() == b'{' {
            self.object(self.envelope, 0)?;
        } else {
            self.root = Some(self.not_an_object(None));
            self.json.skip()?;
        }
        self.json.space();
        if self.json.at < self.json.body.len() {
            Err(Stop)
        } else {
            Ok(())
        }
    }

    fn not_an_object(&self, row: Option<usize>) -> Flaw {
        let found = Found::starting(self.json.peek());
        Flaw {
            at: self.json.at,
            row,
            field: &UNKNOWN,
            found,
        }
    }

    /// Removes all slots from `kept` on, and all meetings.
    fn restart(&mut self, kept: usize) {
        self.json.out.tape.slots.truncate(kept);
        self.json.out.tape.slots.resize(HEADER, Slot::MISSING);
        self.flaw = None;
        self.rows = 0;
        self.json.out.tape.pieces.clear();
        self.json.out.tape.unknown.clear();
        self.piece = self.here();
        self.pattern = Pattern::default();
        self.known.clear();
    }

    fn here(&self) -> Piece {
        Piece {
            row: self.rows,
            text: self.json.out.kept,
            extra: self.json.out.tape.extra.len(),
        }
    }

    /// Reads an object into the slots from `base` on. Returns whether `quick::run` alone filled all slots of a meeting.
    fn object(&mut self, fields: &'static [Field], base: usize) -> Step<bool> {
        self.json.step_in();
        if self.json.ends(b'}') {
            return Ok(false);
        }
        let mut is_plain = true;
        let mut filled = 0;
        let mut next = 0;
        loop {
            let start = self.json.at;
            let from = self.json.body.get(start..).unwrap_or_default();
            let run = quick::run(from, next, fields, base, &mut self.json.out, &mut self.pattern);
            next = run.next;
            self.json.at = self.json.body.len() - run.rest.len();
            filled |= run.filled;
            match run.end {
                End::Key if base >= HEADER && self.read_alike()? => {}
                End::Key => {
                    if let Some(found) = quick::search(fields, run.rest) {
                        if let Some(place) = self.pattern.order.get_mut(next) {
                            *place = found;
                        }
                        next = found;
                        continue;
                    }
                    is_plain &= self.member(fields, base)?;
                }
                End::Value(field) => {
                    self.value(field, base)?;
                    is_plain = false;
                }
                End::AfterValue => {}
            }
            if !self.json.more(b'}')? {
                return Ok(is_plain && filled == (1 << EXTRA) - 1);
            }
        }
    }

    /// Reads an undocumented field if its key is the same as in the previous meeting.
    fn read_alike(&mut self) -> Step<bool> {
        let start = self.json.at;
        let known = self.known.get(self.unknown.len());
        if !known.is_some_and(|key| self.json.pass(key)) {
            return Ok(false);
        }
        self.alike += 1;
        let value = self.json.at;
        let slot = match quick::text(&mut self.json) {
            Some(slot) => slot,
            None => {
                self.json.skip()?;
                match self.json.since(value) {
                    b"null" => Slot::NULL,
                    source => small(source).map_or_else(|| self.json.out.keep_source(source), Slot::number),
                }
            }
        };
        self.json.out.tape.unknown.push(slot);
        let end = self.json.at;
        self.unknown.push(Unknown { start, value, end });
        Ok(true)
    }

    /// Reads any key and its value. Returns whether the key is undocumented.
    fn member(&mut self, fields: &'static [Field], base: usize) -> Step<bool> {
        let start = self.json.at;
        let field = self.json.key(fields)?;
        if field.kind != Kind::Unknown {
            self.value(field, base)?;
            return Ok(false);
        }
        if base < HEADER {
            self.json.skip()?;
        } else {
            self.unknown(start)?;
        }
        Ok(true)
    }

    /// Reads the value of an undocumented field of a meeting; the key starts at `start`.
    fn unknown(&mut self, start: usize) -> Step {
        let value = self.json.at;
        self.json.skip()?;
        let end = self.json.at;
        self.unknown.push(Unknown { start, value, end });
        Ok(())
    }

    fn set(&mut self, index: usize, slot: Slot) {
        if let Some(place) = self.json.out.tape.slots.get_mut(index) {
            *place = slot;
        }
    }

    /// Reads any value of a field into its slot.
    fn value(&mut self, field: &'static Field, base: usize) -> Step {
        let start = self.json.at;
        let found = Found::starting(self.json.peek());
        let slot = match (field.kind, found) {
            (Kind::Result, Found::Object) => self.page()?,
            (Kind::List, Found::Array) => self.list()?,
            _ => {
                self.json.value()?;
                let source = self.json.since(start);
                self.plain_value(field, found, source)
                    .unwrap_or(Slot::fault(start, found))
            }
        };
        if matches!(field.kind, Kind::Result | Kind::Any) {
            self.result = start..self.json.at;
        }
        self.set(base + field.slot, slot);
        Ok(())
    }

    /// The slot for the value that was read, if the field accepts it.
    fn plain_value(&mut self, field: &Field, found: Found, source: &'a [u8]) -> Option<Slot> {
        if let Some(last) = self.pattern.repeated.get_mut(field.repeated) {
            *last = source;
        }
        match (field.kind, found) {
            (Kind::Note, _) => Some(self.note(field, found, source)),
            (Kind::Any, _) => Some(Slot::NULL),
            (Kind::Flag, Found::Boolean) => Some(Slot::number(u32::from(source == b"true"))),
            (Kind::Count | Kind::MaybeNumber, Found::Number | Found::String) => {
                if found == Found::Number {
                    self.json.out.pend(source);
                }
                self.number(field)
            }
            (kind, Found::String) if quick::is_text(kind) => Some(self.text(field, source)),
            (kind, Found::Number) if quick::is_text(kind) && kind != Kind::Start => self.digits(source),
            (kind, Found::Null) if kind.is_optional() => Some(Slot::NULL),
            _ => None,
        }
    }

    fn text(&mut self, field: &Field, source: &[u8]) -> Slot {
        let out = &mut self.json.out;
        if out.is_lone() {
            out.pend(source);
            return out.keep(true);
        }
        if out.pending().is_empty() && matches!(field.kind, Kind::MaybeText | Kind::Start | Kind::Pmi) {
            return Slot::NULL;
        }
        out.keep(false)
    }

    fn digits(&mut self, source: &[u8]) -> Option<Slot> {
        if source.iter().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
            return None;
        }
        self.json.out.pend(source);
        Some(self.json.out.keep(false))
    }

    /// The slot for the pending text, if it is a number that the field accepts.
    fn number(&mut self, field: &Field) -> Option<Slot> {
        let text = self.json.out.pending();
        if text.is_empty() && field.kind == Kind::MaybeNumber {
            return Some(Slot::NULL);
        }
        let mut end = 0;
        let is_other = field.kind == Kind::Count && !is_count(text);
        if is_other || !number(text, &mut end) || end < text.len() {
            return None;
        }
        match small(text) {
            Some(value) => Some(Slot::number(value)),
            None => Some(self.json.out.keep(true)),
        }
    }

    fn note(&mut self, field: &Field, found: Found, source: &[u8]) -> Slot {
        let bytes = match found {
            Found::String => Some(self.json.out.pending()),
            Found::Number => Some(source),
            _ => None,
        };
        let text = bytes
            .and_then(|bytes| core::str::from_utf8(bytes).ok())
            .map(String::from);
        let [code, message] = &mut self.notes;
        *(if field.slot == ERROR_CODE { code } else { message }) = text;
        Slot::NULL
    }

    /// The range of the result in the body, if there is one.
    fn result(&self) -> Option<Range<usize>> {
        Some(self.result.clone()).filter(|result| !result.is_empty())
    }

    fn page(&mut self) -> Step<Slot> {
        if !self.result.is_empty() {
            self.restart(RESULT_SLOTS);
        }
        self.object(RESULT, RESULT_SLOTS)?;
        Ok(Slot::NULL)
    }

    fn list(&mut self) -> Step<Slot> {
        if !self.json.out.tape.pieces.is_empty() {
            self.restart(HEADER);
        }
        self.json.step_in();
        if !self.json.ends(b']') {
            loop {
                self.row()?;
                self.rows += 1;
                if !self.json.more(b']')? {
                    break;
                }
            }
        }
        self.end_piece();
        self.piece = self.here();
        self.end_piece();
        Ok(Slot::number(word(self.rows)))
    }

    fn row(&mut self) -> Step {
        let start = self.json.at;
        if self.json.peek() != b'{' {
            let flaw = self.not_an_object(Some(self.rows));
            self.flaw.get_or_insert(flaw);
            return self.json.skip();
        }
        let base = self.json.out.tape.slots.len();
        let here = self.here();
        self.unknown.clear();
        self.alike = 0;
        self.json.out.tape.slots.resize(base + STRIDE, Slot::MISSING);
        if !self.object(ROW, base)? {
            self.forget_missing(base);
            self.flaw = self.flaw.or_else(|| self.first_flaw(ROW, base, start, Some(self.rows)));
        }
        if !self.unknown.is_empty() {
            self.keep_unknown(base, here);
        }
        self.cut(here);
        Ok(())
    }

    /// A field that is missing in this meeting cannot repeat in the next one.
    #[inline(never)]
    fn forget_missing(&mut self, base: usize) {
        for field in ROW {
            let slot = self.json.out.tape.slots.get(base + field.slot);
            if let Some(last) = self.pattern.repeated.get_mut(field.repeated)
                && slot == Some(&Slot::MISSING)
            {
                *last = &[];
            }
        }
    }

    /// Keeps the undocumented fields of the meeting at `base`. Some may already be on the tape, after `here`.
    fn keep_unknown(&mut self, base: usize, here: Piece) {
        let Tape { extra, unknown, .. } = &mut *self.json.out.tape;
        let first = unknown.len() - self.alike;
        if [self.known.len(), self.unknown.len()] == [self.alike; 2] {
            self.set(base + EXTRA, Slot::text(word(first), word(self.alike), Tag::Same));
            return;
        }
        unknown.truncate(first);
        extra.truncate(here.extra);
        let body = |from: usize, to: usize| self.json.body.get(from..to).unwrap_or_default();
        extra.push(b'{');
        self.known.clear();
        for field in &self.unknown {
            extra.extend_from_slice(body(field.start, field.end));
            extra.push(b',');
            self.known.push(body(field.start, field.value));
        }
        extra.pop();
        extra.extend_from_slice(b"},");
        if !are_plain(&self.known) {
            self.known.clear();
        }
        let length = extra.len() - 1 - here.extra;
        self.set(base + EXTRA, Slot::text(word(here.extra), word(length), Tag::AsciiJson));
    }

    /// If the current piece of text is full, starts a new one with this meeting, which starts at `here`.
    fn cut(&mut self, here: Piece) {
        let (text, start) = (self.json.out.kept, self.piece);
        let is_full = text.ascii - start.text.ascii > PIECE
            || text.wide - start.text.wide > PIECE
            || self.json.out.tape.extra.len() - start.extra > PIECE;
        if is_full && self.rows > start.row {
            self.end_piece();
            self.piece = here;
        }
    }

    fn end_piece(&mut self) {
        let Piece {
            row,
            text: Mark { ascii, wide, units },
            extra,
        } = self.piece;
        self.json
            .out
            .tape
            .pieces
            .push([row, ascii, wide, units, extra].map(word));
    }

    /// The error if the body is not the documented response. `result` are the fields of its result.
    fn error(&mut self, status: u16, end: Step, result: &'static [Field]) -> Option<Error> {
        if end.is_err() {
            let (reason, at) = fault(self.json.body, self.json.reason, self.json.at);
            return Some(refusal::undecodable(status, reason, at));
        }
        if self.json.out.tape.slots.get(STATUS) == Some(&Slot::number(0)) {
            let [code, text] = &self.notes;
            let text = text.as_deref().unwrap_or_default();
            let said = if text.is_empty() {
                quote::find(self.json.body)
            } else {
                None
            };
            let error = refusal::refused(status, code.as_deref(), text, said);
            return Some(error.with_result(self.result()));
        }
        self.settle_list();
        let flaw = self
            .root
            .or_else(|| self.first_flaw(self.envelope, 0, 0, None))
            .or_else(|| self.first_flaw(result, RESULT_SLOTS, self.result.start, None))
            .or(self.flaw)?;
        let said = if flaw.row.is_none() {
            quote::find(self.json.body)
        } else {
            None
        };
        Some(refusal::flawed(status, &flaw, said))
    }

    /// Without meetings, a list that is null or missing counts as empty.
    fn settle_list(&mut self) {
        let slots = &mut self.json.out.tape.slots;
        let is_empty = slots.get(TOTAL) == Some(&Slot::number(0));
        if let Some(list) = slots.get_mut(LIST)
            && is_empty
            && list.tag() == Tag::Fault
            && matches!(Found::from_code(list.length()), Found::Nothing | Found::Null)
        {
            *list = Slot::number(0);
            // The flaw is from an earlier `list`, which this one replaces.
            self.flaw = None;
        }
    }

    /// The first fault in the slots of an object that starts at `start`.
    #[inline(never)]
    fn first_flaw(&self, fields: &'static [Field], base: usize, start: usize, row: Option<usize>) -> Option<Flaw> {
        fields.iter().find_map(|field| {
            let slot = self.json.out.tape.slots.get(base + field.slot)?;
            let found = Found::from_code(slot.length());
            let is_missing = found == Found::Nothing;
            if slot.tag() != Tag::Fault || is_missing && field.kind.is_optional() {
                return None;
            }
            let at = if is_missing { start } else { index(slot.0) };
            Some(Flaw { at, row, field, found })
        })
    }
}
