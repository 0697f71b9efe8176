//! Fields as nearly all meetings have them: in the expected order, short, plain. Nearly all of a page is read here, and nearly
//! all of the time goes here. Whatever is not so plain is left where it is.

use super::json::{Json, byte, bytes_before, space, stops};
use super::output::{Mark, Output};
use super::schema::{Field, Kind, ROW, head};
use super::tape::{Slot, Tag, Tape, word};

/// What [`run`] stopped at.
pub(super) enum End {
    /// A key that was not expected.
    Key,
    /// The value of a field, which is not plain.
    Value(&'static Field),
    /// What follows a value, if not another field.
    AfterValue,
}

/// How far [`run`] came.
pub(super) struct Run<'a> {
    /// What it left.
    pub(super) rest: &'a [u8],
    /// The field expected next, by the documented order.
    pub(super) next: usize,
    /// The slots it filled, a bit for each.
    pub(super) filled: u32,
    pub(super) end: End,
}

/// What the meetings before were like.
#[derive(Default)]
pub(super) struct Habits<'a> {
    /// The last strings, in their quotes, of the fields that tend to repeat.
    pub(super) repeated: [&'a [u8]; 2],
    /// The field last found where another was expected, by the latter's place.
    pub(super) order: [usize; ROW.len()],
}

/// Reads fields into the slots from `base` on, until one is not plain.
#[inline(never)]
pub(super) fn run<'a>(
    from: &'a [u8],
    mut next: usize,
    fields: &'static [Field],
    base: usize,
    out: &mut Output<'_>,
    Habits { repeated, order }: &mut Habits<'a>,
) -> Run<'a> {
    let Output {
        tape: Tape { slots, ascii, .. },
        kept: Mark { ascii: kept, .. },
        ..
    } = out;
    let slots = slots.get_mut(base..).unwrap_or_default();
    let (mut rest, mut filled, mut at) = (from, 0, *kept);
    let end = loop {
        let (low, high) = head(rest);
        let expected = match fields.get(next) {
            Some(field) if field.is_first(low, high) => Some(field),
            _ => order
                .get(next)
                .and_then(|&guess| fields.get(guess))
                .filter(|field| field.is_first(low, high)),
        };
        let Some(field) = expected else {
            break End::Key;
        };
        let (Some(from), Some(slot)) = (rest.get(field.length..), slots.get_mut(field.slot)) else {
            break End::Key;
        };
        rest = after_space(from);
        next = field.slot + 1;
        let value = match rest.first() {
            Some(b'"') if is_text(field.kind) => {
                let same = repeated.get(field.repeated).and_then(|last| after(rest, last));
                match same {
                    Some(after) if *slot == Slot::MISSING => Some((Slot::SAME, after)),
                    _ => quick_text(rest, ascii, at).map(|(length, after)| {
                        let text = Slot::text(word(at), word(length), Tag::Ascii);
                        at += length;
                        if let Some(last) = repeated.get_mut(field.repeated) {
                            *last = rest.get(..length + 2).unwrap_or_default();
                        }
                        (text, after)
                    }),
                }
            }
            Some(b'n') if matches!(field.kind, Kind::Start | Kind::Pmi | Kind::MaybeNumber) => quick_null(rest),
            Some(_) if matches!(field.kind, Kind::Count | Kind::MaybeNumber) => quick_number(rest),
            Some(b't') if field.kind == Kind::Flag => quick_true(rest),
            _ => None,
        };
        let Some((value, after)) = value else {
            break End::Value(field);
        };
        *slot = value;
        filled |= 1 << field.slot;
        rest = after;
        match rest.split_first() {
            Some((b',', after)) => rest = after_space(after),
            _ => break End::AfterValue,
        }
    };
    *kept = at;
    Run {
        rest,
        next,
        filled,
        end,
    }
}

/// Reads a string onto the tape, if it is plain.
pub(super) fn text(json: &mut Json<'_>) -> Option<Slot> {
    if json.peek() != b'"' {
        return None;
    }
    let at = json.out.kept.ascii;
    let from = json.body.get(json.at..)?;
    let (length, _) = quick_text(from, &mut json.out.tape.ascii, at)?;
    json.at += length + 2;
    json.out.kept.ascii += length;
    Some(Slot::text(word(at), word(length), Tag::Ascii))
}

/// The place of the field whose key stands at the start.
#[inline(never)]
pub(super) fn search(fields: &[Field], from: &[u8]) -> Option<usize> {
    let (low, high) = head(from);
    fields.iter().position(|field| field.is_first(low, high))
}

#[inline(always)]
pub(super) fn is_text(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Text | Kind::MaybeText | Kind::Topic | Kind::Start | Kind::Pmi
    )
}

#[inline(always)]
fn after_space(from: &[u8]) -> &[u8] {
    match from {
        [b' ', rest @ ..] if rest.first() > Some(&b' ') => rest,
        [0..=b' ', ..] => from.get(space(from, 0)..).unwrap_or_default(),
        _ => from,
    }
}

/// What follows `known`, if that comes next and is of eight bytes or more.
#[inline(always)]
fn after<'a>(from: &'a [u8], known: &[u8]) -> Option<&'a [u8]> {
    let (here, rest) = from.split_at_checked(known.len())?;
    let (end, known_end) = (here.last_chunk::<8>()?, known.last_chunk::<8>()?);
    let (blocks, _) = known.as_chunks::<8>();
    let is_same = here.as_chunks::<8>().0.iter().zip(blocks).all(|(a, b)| a == b);
    if is_same && end == known_end { Some(rest) } else { None }
}

/// Copies a string without escapes, of ASCII only, to `ascii`; its length, and what follows it.
#[inline(always)]
fn quick_text<'a>(from: &'a [u8], ascii: &mut [u8], at: usize) -> Option<(usize, &'a [u8])> {
    let mut from = from.get(1..)?;
    let all = from.len();
    let mut to = ascii.get_mut(at..)?;
    loop {
        let (eight, rest) = from.split_first_chunk::<8>()?;
        let (place, room) = to.split_first_chunk_mut::<8>()?;
        *place = *eight;
        let stops = stops(u64::from_le_bytes(*eight));
        if stops != 0 {
            let (quote, rest) = from.get(bytes_before(stops)..)?.split_first()?;
            let length = all - rest.len() - 1;
            return if *quote == b'"' && length > 0 {
                Some((length, rest))
            } else {
                None
            };
        }
        from = rest;
        to = room;
    }
}

#[inline(always)]
fn quick_null(from: &[u8]) -> Option<(Slot, &[u8])> {
    let (word, rest) = from.split_first_chunk()?;
    if word == b"null" {
        Some((Slot::NULL, rest))
    } else {
        None
    }
}

#[inline(always)]
fn quick_true(from: &[u8]) -> Option<(Slot, &[u8])> {
    Some((Slot::number(1), from.strip_prefix(b"true")?))
}

/// Reads up to nine digits.
#[inline(always)]
fn quick_number(from: &[u8]) -> Option<(Slot, &[u8])> {
    let mut rest = from;
    let mut value = 0u32;
    let next = loop {
        let (&next, tail) = rest.split_first()?;
        let digit = next.wrapping_sub(b'0');
        if digit > 9 {
            break next;
        }
        value = value.wrapping_mul(10).wrapping_add(u32::from(digit));
        rest = tail;
    };
    let length = from.len() - rest.len();
    let is_odd =
        length == 0 || length > 9 || (length > 1 && byte(from, 0) == b'0') || matches!(next, b'.' | b'e' | b'E');
    if is_odd {
        None
    } else {
        Some((Slot::number(value), rest))
    }
}
