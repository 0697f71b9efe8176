//! The one pass over a body: reads it along the schema and writes the tape.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use super::json::{Json, Number, small};
use super::quick;
use super::schema::{ENVELOPE, Field, Found, Kind, RESULT, ROW};
use super::text::Mark;
use super::tape::{STATUS, EXTRA, HEADER, PIECE, RESULT as RESULT_SLOTS, STRIDE, Slot, Tag, Tape, index, word};
use super::refusal;
use crate::error::{Error, Reason};

/// What was read.
#[derive(Debug)]
pub(super) struct Answer {
    tape: Tape,
    /// `errorCode` and `errorMessage`.
    notes: [Option<String>; 2],
    /// The first fault: of the envelope, of the result, of a meeting.
    flaw: Option<Flaw>,
}

/// A value that is missing or of the wrong type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flaw {
    pub(super) at: usize,
    pub(super) row: Option<usize>,
    pub(super) field: &'static str,
    pub(super) expected: &'static str,
    pub(super) found: Found,
}

impl Answer {
    /// Reads a body, or says why and where it stops being JSON in UTF-8.
    pub(super) fn read(body: &[u8]) -> Result<Self, (Reason, usize)> {
        let mut reader = Reader::new(body);
        match reader.document() {
            Ok(()) => Ok(reader.finish()),
            Err(reason) => Err(fault(body, reason, reader.json.at)),
        }
    }

    /// The tape, if it holds a page.
    pub(super) fn into_tape(self, status: u16) -> Result<Tape, Error> {
        if self.tape.slot(STATUS) == Slot::number(0) {
            return Err(refusal::refused(status, self.notes));
        }
        match self.flaw {
            Some(flaw) => Err(refusal::flawed(status, &flaw)),
            None => Ok(self.tape),
        }
    }
}

struct Reader<'a> {
    json: Json<'a>,
    tape: Tape,
    notes: [Option<String>; 2],
    root: Option<Flaw>,
    flaw: Option<Flaw>,
    /// Where `result` starts.
    result: usize,
    rows: usize,
    /// Where the current piece of text starts.
    piece: (usize, Mark),
    /// The last strings of the fields that tend to repeat.
    repeated: [&'a [u8]; 2],
    /// Where in the body the current meeting has fields that nobody documented.
    extra: Vec<Range<usize>>,
}

impl<'a> Reader<'a> {
    fn new(body: &'a [u8]) -> Self {
        let tape = Tape {
            // A meeting takes 11 slots, and seldom less than 180 bytes of a body.
            slots: Vec::with_capacity(body.len() / 16 + HEADER),
            pieces: Vec::with_capacity(2),
            ascii: Vec::new(),
            wide: Vec::new(),
        };
        Self {
            json: Json::new(body),
            tape,
            notes: [None, None],
            root: None,
            flaw: None,
            result: 0,
            rows: 0,
            piece: (0, Mark::default()),
            repeated: Default::default(),
            extra: Vec::new(),
        }
    }

    fn document(&mut self) -> Result<(), Reason> {
        self.restart(0);
        self.json.space();
        let found = Found::starting(self.json.peek());
        if found == Found::Object {
            self.object(ENVELOPE, 0)?;
        } else {
            self.root = Some(Flaw {
                at: self.json.at,
                row: None,
                field: "",
                expected: "an object",
                found,
            });
            self.json.skip()?;
        }
        self.json.space();
        if self.json.is_at_end() { Ok(()) } else { Err(Reason::Syntax) }
    }

    /// Forgets all slots from `kept` on, and the meetings with them.
    fn restart(&mut self, kept: usize) {
        self.tape.slots.truncate(kept);
        self.tape.slots.resize(HEADER, Slot::MISSING);
        self.flaw = None;
        self.rows = 0;
        self.tape.pieces.clear();
        self.piece = (0, self.json.pools.kept());
        self.repeated = Default::default();
    }

    /// Reads an object whose fields go to the slots from `base` on. Whether all came as expected, in one run.
    fn object(&mut self, fields: &'static [Field], base: usize) -> Result<bool, Reason> {
        self.json.step_in();
        if self.json.ends(b'}') {
            return Ok(false);
        }
        let mut is_one_run = true;
        let mut next = 0;
        loop {
            match self.run(fields, next, base) {
                Some(reached) => next = reached,
                None => {
                    is_one_run = false;
                    next = self.member(fields, base)?;
                }
            }
            if !self.json.more(b'}')? {
                return Ok(is_one_run && next >= EXTRA);
            }
        }
    }

    /// Reads fields for as long as each is the one expected, from `next` on, and plainly written. If it stopped after a value
    /// and not before a key, returns the next field.
    fn run(&mut self, fields: &[Field], next: usize, base: usize) -> Option<usize> {
        let body = self.json.body;
        // The second name of a slot is not expected.
        let fields = fields.get(next..fields.len().min(EXTRA))?;
        let slots = self.tape.slots.get_mut(base + fields.first()?.slot..)?;
        let run = quick::run(
            body.get(self.json.at..)?,
            fields,
            slots,
            self.json.pools.ascii(),
            &mut self.repeated,
        );
        self.json.at = body.len() - run.rest.len();
        self.json.pools.keep_to(run.kept);
        run.is_after_value.then_some(next + run.fields)
    }

    /// Reads any key and its value; returns the field expected next.
    fn member(&mut self, fields: &'static [Field], base: usize) -> Result<usize, Reason> {
        let start = self.json.at;
        let Some(field) = self.json.key(fields)? else {
            self.json.skip()?;
            if base >= HEADER {
                self.extra.push(start..self.json.at);
            }
            return Ok(usize::MAX);
        };
        let slot = self.value(field.kind)?;
        self.tape.set(base + field.slot, slot);
        Ok(field.slot + 1 - fields.first().map_or(0, |first| first.slot))
    }

    fn value(&mut self, kind: Kind) -> Result<Slot, Reason> {
        let start = self.json.at;
        let found = Found::starting(self.json.peek());
        match (kind, found) {
            (Kind::Text | Kind::Start | Kind::Pmi, Found::String) => self.text(kind),
            (Kind::Repeated(which), Found::String) => self.repeated(which),
            (Kind::Text | Kind::Pmi, Found::Number) => self.digits(),
            (Kind::Repeated(which), Found::Number) => {
                let slot = self.digits()?;
                self.remember(which, start);
                Ok(slot)
            }
            (Kind::Start | Kind::Pmi, Found::Null) => self.json.skip().map(|()| Slot::NULL),
            (Kind::Number, Found::Number) => self.number(),
            (Kind::Number, Found::String) => self.quoted_number(),
            (Kind::Flag, Found::Boolean) => self.flag(),
            (Kind::Note(which), _) => self.note(which, found),
            (Kind::Result, Found::Object) => self.result(),
            (Kind::List, Found::Array) => self.list(),
            _ => self.json.skip().map(|()| Slot::fault(start, found)),
        }
    }

    fn text(&mut self, kind: Kind) -> Result<Slot, Reason> {
        let start = self.json.at;
        let text = self.json.string()?;
        if text.is_lone {
            return Ok(self.json.keep_json(self.json.since(start)));
        }
        if text.length == 0 && kind == Kind::Start {
            return Ok(Slot::NULL);
        }
        Ok(self.json.pools.keep(text))
    }

    fn repeated(&mut self, which: usize) -> Result<Slot, Reason> {
        let start = self.json.at;
        let slot = self.text(Kind::Text)?;
        self.remember(which, start);
        Ok(slot)
    }

    fn remember(&mut self, which: usize, start: usize) {
        if let Some(last) = self.repeated.get_mut(which) {
            *last = self.json.since(start);
        }
    }

    fn digits(&mut self) -> Result<Slot, Reason> {
        let start = self.json.at;
        if !self.json.number()?.is_integer {
            return Ok(Slot::fault(start, Found::Number));
        }
        let text = self.json.pend(self.json.since(start));
        Ok(self.json.pools.keep(text))
    }

    fn number(&mut self) -> Result<Slot, Reason> {
        let start = self.json.at;
        self.json.number()?;
        let source = self.json.since(start);
        match small(source) {
            Some(value) => Ok(Slot::number(value)),
            None => Ok(self.json.keep_json(source)),
        }
    }

    fn quoted_number(&mut self) -> Result<Slot, Reason> {
        let start = self.json.at;
        let text = self.json.string()?;
        let source = self.json.pools.pending(text);
        let number = Number::starting(source);
        if !number.is_valid || number.length < source.len() {
            return Ok(Slot::fault(start, Found::String));
        }
        match small(source) {
            Some(value) => Ok(Slot::number(value)),
            None => Ok(self.json.pools.keep_json(text)),
        }
    }

    fn flag(&mut self) -> Result<Slot, Reason> {
        let is_true = self.json.peek() == b't';
        self.json.skip()?;
        Ok(Slot::number(u32::from(is_true)))
    }

    fn note(&mut self, which: usize, found: Found) -> Result<Slot, Reason> {
        let start = self.json.at;
        let bytes = if found == Found::String {
            let text = self.json.string()?;
            Some(self.json.pools.pending(text))
        } else {
            self.json.skip()?;
            (found == Found::Number).then_some(self.json.since(start))
        };
        let text = bytes.and_then(|bytes| core::str::from_utf8(bytes).ok()).map(String::from);
        if let Some(note) = self.notes.get_mut(which) {
            *note = text;
        }
        Ok(Slot::NULL)
    }

    fn result(&mut self) -> Result<Slot, Reason> {
        self.result = self.json.at;
        self.restart(RESULT_SLOTS);
        self.object(RESULT, 0)?;
        Ok(Slot::NULL)
    }

    fn list(&mut self) -> Result<Slot, Reason> {
        self.restart(HEADER);
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
        self.piece = (self.rows, self.json.pools.kept());
        self.end_piece();
        Ok(Slot::number(word(self.rows)))
    }

    fn row(&mut self) -> Result<(), Reason> {
        let start = self.json.at;
        if self.json.peek() != b'{' {
            self.not_a_row();
            return self.json.skip();
        }
        let base = self.tape.slots.len();
        let mark = self.json.pools.kept();
        self.tape.slots.resize(base + STRIDE, Slot::MISSING);
        if !self.object(ROW, base)? {
            self.check_row(base, start);
        }
        self.cut(mark);
        Ok(())
    }

    /// Completes a meeting that starts at `start` and was not read in one run.
    #[inline(never)]
    fn check_row(&mut self, base: usize, start: usize) {
        self.extra(base);
        if self.flaw.is_none() {
            self.flaw =
                flaw(&self.tape, ROW, base, start).map(|flaw| Flaw { row: Some(self.rows), ..flaw });
        }
    }

    fn not_a_row(&mut self) {
        let found = Found::starting(self.json.peek());
        self.flaw.get_or_insert(Flaw {
            at: self.json.at,
            row: Some(self.rows),
            field: "",
            expected: "an object",
            found,
        });
    }

    /// Keeps the fields that nobody documented, as one object.
    fn extra(&mut self, base: usize) {
        if self.extra.is_empty() {
            return;
        }
        self.json.pools.begin();
        let mut before = b'{';
        for source in self.extra.drain(..) {
            self.json.pools.push(before);
            self.json.pools.extend(self.json.source(source));
            before = b',';
        }
        self.json.pools.push(b'}');
        let object = self.json.pools.end(false);
        let slot = self.json.pools.keep_json(object);
        self.tape.set(base + EXTRA, slot);
    }

    /// Begins a new piece of text with this meeting, whose text starts at `mark`, if the current one is full.
    fn cut(&mut self, mark: Mark) {
        let now = self.json.pools.kept();
        let (row, start) = self.piece;
        if (now.ascii - start.ascii > PIECE || now.wide - start.wide > PIECE) && self.rows > row {
            self.end_piece();
            self.piece = (self.rows, mark);
        }
    }

    fn end_piece(&mut self) {
        let (row, Mark { ascii, wide, units }) = self.piece;
        self.tape.pieces.push([row, ascii, wide, units].map(word));
    }

    fn finish(self) -> Answer {
        let flaw = self
            .root
            .or_else(|| flaw(&self.tape, ENVELOPE, 0, 0))
            .or_else(|| flaw(&self.tape, RESULT, 0, self.result))
            .or(self.flaw);
        let (ascii, wide) = self.json.pools.into_parts();
        let Tape { slots, pieces, .. } = self.tape;
        Answer { tape: Tape { slots, pieces, ascii, wide }, notes: self.notes, flaw }
    }
}

/// The first fault among the slots of an object that starts at `start`.
fn flaw(tape: &Tape, fields: &[Field], base: usize, start: usize) -> Option<Flaw> {
    fields.iter().find_map(|field| {
        let slot = tape.slot(base + field.slot);
        if slot.tag() != Tag::Fault {
            return None;
        }
        let found = Found::from_code(slot.length());
        if found == Found::Nothing && field.kind.is_optional() {
            return None;
        }
        let at = if found == Found::Nothing { start } else { index(slot.0) };
        Some(Flaw { at, row: None, field: field.name, expected: field.kind.expected(), found })
    })
}

/// What to report of a pass that stopped at `at`: first of all that the body is not UTF-8, which the pass sees only in strings.
fn fault(body: &[u8], reason: Reason, at: usize) -> (Reason, usize) {
    match core::str::from_utf8(body) {
        Err(error) if error.error_len().is_some() => (Reason::Encoding, error.valid_up_to()),
        // The body ends inside a character.
        Err(_) => (Reason::Truncated, body.len()),
        Ok(_) if reason == Reason::Syntax && at >= body.len() => (Reason::Truncated, at),
        Ok(_) => (reason, at),
    }
}
