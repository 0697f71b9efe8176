//! Fields as nearly all meetings have them: in the expected order, short, plain. Nearly all of a page is read here, and nearly
//! all of the time goes here. Whatever is not so plain is left where it is.

use super::json::{byte, space};
use super::output::{Mark, Output};
use super::schema::{Field, Kind, head};
use super::tape::{Slot, Tag, Tape, word};

/// What [`run`] stopped at.
pub(super) enum End {
    /// A key that is none of the fields, or not plain.
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
    /// The field expected next.
    pub(super) next: usize,
    /// The slots it filled, a bit for each.
    pub(super) filled: u32,
    pub(super) end: End,
}

/// Reads fields into the slots from `base` on, until one is not plain. `repeated`: the last strings, in their quotes, of fields
/// that tend to repeat.
#[inline(never)]
pub(super) fn run<'a>(
    from: &'a [u8],
    next: usize,
    fields: &'static [Field],
    base: usize,
    out: &mut Output<'_>,
    repeated: &mut [&'a [u8]; 2],
) -> Run<'a> {
    let Output {
        tape: Tape { slots, ascii, .. },
        kept: Mark { ascii: kept, .. },
        ..
    } = out;
    let slots = slots.get_mut(base..).unwrap_or_default();
    let (mut rest, mut next, mut filled, mut at) = (from, next, 0, *kept);
    let end = loop {
        let (low, high) = head(rest);
        let expected = match fields.get(next) {
            Some(field) if field.is_first(low, high) => Some(field),
            _ => search(fields, low, high),
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
            Some(b'"') if matches!(field.kind, Kind::Text | Kind::Start | Kind::Pmi) => {
                let same = repeated
                    .get(field.repeated)
                    .and_then(|last| after(rest, last));
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
            Some(b'n') if matches!(field.kind, Kind::Start | Kind::Pmi) => quick_null(rest),
            Some(_) if field.kind == Kind::Number => quick_number(rest),
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

/// The field whose key stands at the start.
#[inline(never)]
fn search(fields: &'static [Field], low: u64, high: u64) -> Option<&'static Field> {
    fields.iter().find(|field| field.is_first(low, high))
}

#[inline(always)]
fn after_space(from: &[u8]) -> &[u8] {
    match from.first() {
        Some(0..=b' ') => from.get(space(from, 0)..).unwrap_or_default(),
        _ => from,
    }
}

/// What follows `known`, if that comes next and is of eight bytes or more.
#[inline(always)]
fn after<'a>(from: &'a [u8], known: &[u8]) -> Option<&'a [u8]> {
    let (here, rest) = from.split_at_checked(known.len())?;
    let (end, known_end) = (here.last_chunk::<8>()?, known.last_chunk::<8>()?);
    let (blocks, _) = known.as_chunks::<8>();
    let is_same = here
        .as_chunks::<8>()
        .0
        .iter()
        .zip(blocks)
        .all(|(a, b)| a == b);
    if is_same && end == known_end {
        Some(rest)
    } else {
        None
    }
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
            let plain = usize::try_from(stops.trailing_zeros() / 8).unwrap_or(0);
            let (quote, rest) = from.get(plain..)?.split_first()?;
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
    let is_odd = length == 0
        || length > 9
        || (length > 1 && byte(from, 0) == b'0')
        || matches!(next, b'.' | b'e' | b'E');
    if is_odd {
        None
    } else {
        Some((Slot::number(value), rest))
    }
}

/// The bytes of eight that need thought inside a string, by their high bits: the quote, the backslash, control characters,
/// parts of longer characters. Only the first is right.
#[inline(always)]
pub(super) fn stops(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    // Each term sets the high bit of a byte it looks for, and of others only after such a one. Flipping one bit puts the
    // quote next to the control characters. Of a byte above 0x7f at least one term keeps the high bit.
    let quote_or_control = (eight ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (eight ^ (ONES * 0x5c)).wrapping_sub(ONES);
    (quote_or_control | backslash) & ONES << 7
}
