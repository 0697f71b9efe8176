//! From a header to the digests it may stand for: every decoder that could undo what an encoder did, so that the
//! encodings need no search of their own.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::encoding::{hex_bytes, lenient};
use super::finding::{FindingCode, Note};
use super::shape::{self, shape};
use crate::signature::Signature;

/// A digest, and how the header spells it where that is not the right way.
#[derive(Debug, Clone)]
pub(super) struct Digest {
    pub(super) bytes: Vec<u8>,
    pub(super) note: Option<Note>,
}

/// Lengths of the digests people take.
const LENGTHS: [usize; 6] = [16, 20, 28, 32, 48, 64];

pub(super) fn digests(header: &str) -> Vec<Digest> {
    let mut found = Vec::new();
    for (depth, text) in shape::layers(header).enumerate() {
        let outer = (depth > 0).then(|| Note::new(code_of(header)));
        of_text(&text, outer, &mut found);
    }
    if let Some(inner) = inside_artefact(header) {
        of_text(
            inner,
            Some(Note::new(FindingCode::HeaderArtefact)),
            &mut found,
        );
    }
    found.extend(
        byte_list(header)
            .into_iter()
            .chain(escaped_bytes(header))
            .map(|bytes| Digest {
                bytes,
                note: Some(Note::way(FindingCode::HeaderArtefact, "bytes")),
            }),
    );
    found.retain(|digest| LENGTHS.contains(&digest.bytes.len()));
    found
}

fn code_of(header: &str) -> FindingCode {
    super::checks::header::code(shape(header).code).unwrap_or(FindingCode::HeaderPrefixed)
}

fn of_text(text: &str, outer: Option<Note>, found: &mut Vec<Digest>) {
    let or = |code, mistake: Option<&'static str>| {
        outer.clone().or_else(|| {
            Some(Note {
                mistake,
                ..Note::new(code)
            })
        })
    };
    let text: String = text.split(char::is_whitespace).collect();
    if let Some(bytes) = hexadecimal(&text) {
        let mistake = text.contains(['-', ':']).then_some("separated");
        found.push(Digest {
            bytes,
            note: or(FindingCode::HeaderHex, mistake),
        });
    }
    let Some(decoded) = lenient(&text) else {
        return;
    };
    let right = text.len() == Signature::LENGTH && decoded.canonical && !text.contains(['+', '/']);
    let code = if text.contains(['+', '/']) {
        FindingCode::HeaderStandardAlphabet
    } else if decoded.canonical {
        FindingCode::HeaderPadded
    } else {
        FindingCode::HeaderCorrupted
    };
    let unpadded = !text.ends_with('=') && !text.contains(['+', '/']) && decoded.canonical;
    let note = if right || unpadded {
        outer.clone()
    } else {
        or(code, None)
    };
    inside(&decoded.bytes, &or, found);
    found.push(Digest {
        bytes: decoded.bytes,
        note,
    });
}

/// Base64 of text: of hexadecimal digits, of what a tool prints around them, of base64 once more, of bytes as characters.
fn inside(
    bytes: &[u8],
    or: &impl Fn(FindingCode, Option<&'static str>) -> Option<Note>,
    found: &mut Vec<Digest>,
) {
    let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let Ok(text) = core::str::from_utf8(&narrow) else {
        return;
    };
    let innermost = shape::layers(text.trim()).last().unwrap_or_default();
    let innermost: String = innermost.split(char::is_whitespace).collect();
    let line_feed = bytes.ends_with(b"\n").then_some("line_feed");
    if let Some(bytes) = hexadecimal(&innermost) {
        found.push(Digest {
            bytes,
            note: or(FindingCode::HeaderHexBase64, line_feed),
        });
    }
    if let Some(inner) = lenient(&innermost) {
        if let Some(bytes) = core::str::from_utf8(&inner.bytes)
            .ok()
            .and_then(hexadecimal)
        {
            found.push(Digest {
                bytes,
                note: or(FindingCode::HeaderBase64Twice, Some("hex")),
            });
        }
        found.push(Digest {
            bytes: inner.bytes,
            note: or(FindingCode::HeaderBase64Twice, line_feed),
        });
    }
    let latin: Option<Vec<u8>> = text
        .chars()
        .map(|char| u8::try_from(u32::from(char)).ok())
        .collect();
    found.extend(
        latin
            .filter(|latin| latin.len() < bytes.len())
            .map(|bytes| Digest {
                bytes,
                note: or(FindingCode::HeaderText, Some("latin1")),
            }),
    );
}

/// Digits in either case, with `-`, `:` or `0x` (.NET's `BitConverter`, OpenSSL's `-c`).
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: String = text
        .trim_start_matches("0x")
        .chars()
        .filter(|char| !"-:".contains(*char))
        .collect();
    hex_bytes(digits.as_bytes()).filter(|bytes| LENGTHS.contains(&bytes.len()))
}

/// What stands inside `b'…'`, `<Buffer …>`, `bytearray(…)`.
fn inside_artefact(header: &str) -> Option<&str> {
    let ends = [
        ("b'", "'"),
        ("b\"", "\""),
        ("<Buffer ", ">"),
        ("bytes(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("Optional(\"", "\")"),
        ("Some(\"", "\")"),
    ];
    ends.iter()
        .find_map(|(open, close)| header.strip_prefix(open)?.strip_suffix(close))
}

/// `28,150,208` or `[28, -106, -48]`: bytes as numbers, signed ones in Java.
fn byte_list(header: &str) -> Option<Vec<u8>> {
    let inner = header.trim_matches(['[', ']', '(', ')', '{', '}', ' ']);
    let separator = if inner.contains(',') { ',' } else { ' ' };
    let number = |part: &str| {
        let number: i16 = part.trim().parse().ok()?;
        let unsigned = if number < 0 { number + 256 } else { number };
        u8::try_from(unsigned).ok()
    };
    let parts = inner.split(separator).take(100);
    parts
        .map(number)
        .collect::<Option<Vec<u8>>>()
        .filter(|bytes| LENGTHS.contains(&bytes.len()))
}

/// Python's `b'\x1c\x96Q'`.
fn escaped_bytes(header: &str) -> Option<Vec<u8>> {
    let inner = header
        .strip_prefix("bytearray(")
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(header);
    let inner = inner.strip_prefix('b')?;
    let quote = inner
        .chars()
        .next()
        .filter(|char| matches!(char, '\'' | '"'))?;
    let mut chars = inner.strip_prefix(quote)?.strip_suffix(quote)?.chars();
    let mut bytes = Vec::new();
    while let Some(char) = chars.next() {
        bytes.push(if char == '\\' {
            escape(&mut chars)?
        } else {
            u8::try_from(u32::from(char)).ok()?
        });
        if bytes.len() > 64 {
            return None;
        }
    }
    LENGTHS.contains(&bytes.len()).then_some(bytes)
}

fn escape(chars: &mut core::str::Chars<'_>) -> Option<u8> {
    match chars.next()? {
        'x' => {
            let digits = [chars.next()?, chars.next()?]
                .iter()
                .map(ToString::to_string)
                .collect::<String>();
            hex_bytes(digits.as_bytes())?.first().copied()
        }
        'n' => Some(b'\n'),
        'r' => Some(b'\r'),
        't' => Some(b'\t'),
        other => u8::try_from(u32::from(other)).ok(),
    }
}
