//! The fast path for fields in the expected order with short, plain values. It reads nearly all of a page, so it takes
//! nearly all of the time. It leaves everything else to `json.rs`.

use super::json::Json;
use super::octets::{byte, bytes_before, space, stops};
use super::output::{Mark, Output};
use super::schema::{Field, Kind, ROW, head};
use super::tape::{Slot, Tag, Tape, word};

/// The reason why [`run`] stopped.
pub(super) enum End {
    /// An unexpected key.
    Key,
    /// A value that is not plain.
    Value(&'static Field),
    /// The text after a value is not another field.
    AfterValue,
}

/// The progress of [`run`].
pub(super) struct Run<'a> {
    /// The rest of the body.
    pub(super) rest: &'a [u8],
    /// The index of the next field in the documented order.
    pub(super) next: usize,
    /// The slots that were filled, one bit for each.
    pub(super) filled: u32,
    pub(super) end: End,
}

/// What the previous meetings had in common.
#[derive(Default)]
pub(super) struct Pattern<'a> {
    /// The last strings, with their quotes, of the fields that often repeat.
    pub(super) repeated: [&'a [u8]; 2],
    /// For each expected field, the index of the field that was last found instead.
    pub(super) order: [usize; ROW.len()],
}

/// Reads fields into the slots from `base` on, until a field is not plain.
#[inline(never)]
pub(super) fn run<'a>(
    from: &'a [u8],
    mut next: usize,
    fields: &'static [Field],
    base: usize,
    out: &mut Output<'_>,
    Pattern { repeated, order }: &mut Pattern<'a>,
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

/// Reads a plain string onto the tape.
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

/// The index of the field whose key comes next.
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

/// The rest after `known`, if it comes next and has at least eight bytes.
#[inline(always)]
fn after<'a>(from: &'a [u8], known: &[u8]) -> Option<&'a [u8]> {
    let (here, rest) = from.split_at_checked(known.len())?;
    let (end, known_end) = (here.last_chunk::<8>()?, known.last_chunk::<8>()?);
    let (blocks, _) = known.as_chunks::<8>();
    let is_same = here.as_chunks::<8>().0.iter().zip(blocks).all(|(a, b)| a == b);
    if is_same && end == known_end { Some(rest) } else { None }
}

/// Copies an ASCII string without escapes to `ascii`. Returns its length and the rest.
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

/// Reads a number of at most nine digits.
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
