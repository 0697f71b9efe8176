//! Looks at the bytes of a body, eight at a time.

/// Where the text of a body starts: after a byte order mark, if there is one.
pub(super) fn start(body: &[u8]) -> usize {
    if body.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }
}

/// The eight bytes at `at`, with zeros after the end.
#[inline(always)]
pub(super) fn eight(from: &[u8], at: usize) -> u64 {
    let rest = from.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => short(rest),
    }
}

#[inline(never)]
pub(super) fn short(rest: &[u8]) -> u64 {
    rest.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte))
}

const ONES: u64 = u64::MAX / 255;
/// The high bit of each of eight bytes.
pub(super) const HIGHS: u64 = ONES << 7;

/// Marks by their high bits the bytes that are not plain in a string: quotes, backslashes, control characters and
/// non-ASCII. Only the first mark is reliable.
#[inline(always)]
pub(super) fn stops(eight: u64) -> u64 {
    // Each term sets the high bit of the bytes that it looks for; a borrow can only affect bytes after the first match.
    // Flipping one bit puts the quote next to the control characters. A byte above 0x7f keeps its high bit in at least
    // one term.
    let quote_or_control = (eight ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (eight ^ (ONES * 0x5c)).wrapping_sub(ONES);
    (quote_or_control | backslash) & HIGHS
}

/// The same, without marks for non-ASCII bytes.
#[inline(always)]
pub(super) fn ends(eight: u64) -> u64 {
    stops(eight) & !eight
}

/// The number of bytes before the first one with its high bit set.
#[inline(always)]
pub(super) fn bytes_before(highs: u64) -> usize {
    usize::try_from(highs.trailing_zeros() / 8).unwrap_or(0)
}

/// The end of the whitespace at `at`.
#[inline(never)]
pub(super) fn space(body: &[u8], mut at: usize) -> usize {
    loop {
        // Most whitespace is indentation.
        while eight(body, at) == ONES * 0x20 {
            at += 8;
        }
        if !matches!(byte(body, at), b' ' | b'\t' | b'\n' | b'\r') {
            return at;
        }
        at += 1;
    }
}

/// The byte at `at`. Past the end it is 0, which never occurs unescaped in JSON.
#[inline(always)]
pub(super) fn byte(body: &[u8], at: usize) -> u8 {
    body.get(at).copied().unwrap_or(0)
}
