//! Decodes a header into the digests that it may stand for. The search then needs no hypotheses about encodings.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::explain::check;
use crate::explain::encoding::{digests_in_other_encodings, hex_bytes, lenient};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::parse::shape::{self, shape};
use crate::signature::Signature;

/// A digest, and how the header encodes it if the encoding is wrong.
#[derive(Debug, Clone)]
pub(in crate::explain) struct Digest {
    pub(in crate::explain) bytes: Vec<u8>,
    pub(in crate::explain) note: Option<Note>,
    /// A text decoder replaced the invalid bytes, so only the valid ones are known.
    pub(in crate::explain) is_lossy: bool,
}

impl Digest {
    /// Whether the bytes can come from this digest.
    pub(in crate::explain) fn is_of(&self, digest: &[u8]) -> bool {
        // Most digests differ in the first byte.
        (self.bytes.first() == digest.first() && self.bytes == digest)
            || (self.is_lossy
                && (String::from_utf8_lossy(digest).as_bytes() == self.bytes
                    || (self.bytes.is_ascii() && ascii(digest) == self.bytes)))
    }
}

/// Replaces bytes as .NET's ASCII and Java's `US_ASCII` do.
fn ascii(digest: &[u8]) -> Vec<u8> {
    let bytes = digest.iter();
    bytes.map(|byte| if byte.is_ascii() { *byte } else { b'?' }).collect()
}

/// The lengths of common digests.
const LENGTHS: [usize; 6] = [16, 20, 28, 32, 48, 64];

pub(in crate::explain) fn digests(header: &str) -> Vec<Digest> {
    let mut found = Vec::new();
    for (depth, text) in shape::layers(header).enumerate() {
        let outer = (depth > 0).then(|| Note::new(code_of(header)));
        of_text(&text, outer, &mut found);
    }
    if let Some(inner) = inside_artifact(header) {
        of_text(inner, Some(Note::new(FindingCode::HeaderArtifact)), &mut found);
    }
    // A JSON Web Token ends with its signature.
    if header.starts_with("eyJ") {
        let last = header.split('.').next_back().unwrap_or_default();
        of_text(last, Some(Note::new(FindingCode::HeaderPrefixed)), &mut found);
    }
    let lists = byte_lists(header).into_iter().chain(escaped_bytes(header));
    found.extend(lists.map(|bytes| exact(bytes, Note::variant(FindingCode::HeaderArtifact, "bytes"))));
    found.extend(reversed(header, &found));
    for text in shape::layers(header) {
        let others = digests_in_other_encodings(&text).into_iter();
        found.extend(others.map(|(bytes, name)| exact(bytes, Note::variant(FindingCode::HeaderEncoding, name))));
    }
    found.retain(|digest| LENGTHS.contains(&digest.bytes.len()) || digest.is_lossy);
    found
}

fn exact(bytes: Vec<u8>, note: Note) -> Digest {
    Digest {
        bytes,
        note: Some(note),
        is_lossy: false,
    }
}

/// The digests with their bytes, words or digits in the opposite order.
fn reversed(header: &str, found: &[Digest]) -> Vec<Digest> {
    let note = || Note::variant(FindingCode::HeaderEncoding, "reversed");
    let mut others = Vec::new();
    for Digest { bytes, .. } in found.iter().filter(|digest| digest.bytes.len() == 20) {
        let words = bytes.chunks(4).flat_map(|word| word.iter().rev().copied()).collect();
        others.push(exact(bytes.iter().rev().copied().collect(), note()));
        others.push(exact(words, note()));
    }
    let digits: String = header.chars().rev().collect();
    let decoded = hexadecimal(&digits).or_else(|| Some(lenient(&digits)?.bytes));
    others.extend(decoded.map(|bytes| exact(bytes, note())));
    others
}

fn code_of(header: &str) -> FindingCode {
    check::header::code(shape(header).code).unwrap_or(FindingCode::HeaderPrefixed)
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
            is_lossy: false,
            bytes,
            note: or(FindingCode::HeaderHex, mistake),
        });
    }
    if let Some(bytes) = signed_hexadecimal(&text) {
        found.push(Digest {
            is_lossy: false,
            bytes,
            note: or(FindingCode::HeaderHex, Some("signed")),
        });
    }
    // Hexadecimal digits of a text that encodes the digest.
    if let Some(bytes) = hex_bytes(text.as_bytes()).filter(|bytes| bytes.is_ascii()) {
        inside(&bytes, &|_, _| or(FindingCode::HeaderHex, Some("of_text")), found);
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
        is_lossy: false,
        bytes: decoded.bytes,
        note,
    });
}

/// Decodes text inside base64: hexadecimal digits with or without a tool's output around them, base64 again, or bytes
/// as characters.
fn inside(bytes: &[u8], or: &dyn Fn(FindingCode, Option<&'static str>) -> Option<Note>, found: &mut Vec<Digest>) {
    through_text(bytes, or, found);
    let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let Ok(text) = core::str::from_utf8(&narrow) else {
        return;
    };
    let innermost = shape::layers(text.trim()).last().unwrap_or_default();
    let innermost: String = innermost.split(char::is_whitespace).collect();
    let line_feed = bytes.ends_with(b"\n").then_some("line_feed");
    let digits: String = text.split_whitespace().collect();
    if let Some(bytes) = hexadecimal(&innermost).or_else(|| hexadecimal(&digits)) {
        found.push(Digest {
            is_lossy: false,
            bytes,
            note: or(FindingCode::HeaderHexBase64, line_feed),
        });
    }
    if let Some(inner) = lenient(&innermost) {
        if let Some(bytes) = core::str::from_utf8(&inner.bytes).ok().and_then(hexadecimal) {
            found.push(Digest {
                is_lossy: false,
                bytes,
                note: or(FindingCode::HeaderBase64Twice, Some("hex")),
            });
        }
        if inner.bytes.is_ascii() && inner.bytes.len() < bytes.len() {
            let again = |_: FindingCode, _: Option<&'static str>| or(FindingCode::HeaderBase64Twice, None);
            inside(&inner.bytes, &again, found);
        }
        found.push(Digest {
            is_lossy: false,
            bytes: inner.bytes,
            note: or(FindingCode::HeaderBase64Twice, line_feed),
        });
    }
    // `btoa(new Uint8Array(mac))`. Digits with spaces between them are read above.
    for bytes in byte_lists(text) {
        found.push(exact(bytes, Note::variant(FindingCode::HeaderArtifact, "bytes")));
    }
}

/// Undoes a conversion of the digest's bytes to characters.
fn through_text(bytes: &[u8], or: &dyn Fn(FindingCode, Option<&'static str>) -> Option<Note>, found: &mut Vec<Digest>) {
    let Ok(text) = core::str::from_utf8(bytes) else {
        return;
    };
    let marks = bytes.iter().filter(|byte| **byte == b'?').count();
    if text.contains(char::REPLACEMENT_CHARACTER) {
        found.push(Digest {
            is_lossy: true,
            bytes: bytes.to_vec(),
            note: or(FindingCode::HeaderText, Some("utf8")),
        });
    }
    // About ten of 20 random bytes are not ASCII.
    if bytes.is_ascii() && bytes.len() == 20 && marks >= 3 {
        found.push(Digest {
            is_lossy: true,
            bytes: bytes.to_vec(),
            note: or(FindingCode::HeaderText, Some("ascii")),
        });
    }
    let latin: Option<Vec<u8>> = text.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect();
    found.extend(latin.filter(|latin| latin.len() < bytes.len()).map(|bytes| Digest {
        is_lossy: false,
        bytes,
        note: or(FindingCode::HeaderText, Some("latin1")),
    }));
}

/// Decodes digits of either case, with `-`, `:` or `0x` (.NET's `BitConverter`, OpenSSL's `-c`).
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: String = text
        .strip_prefix("0x")
        .unwrap_or(text)
        .chars()
        .filter(|char| !"-:".contains(*char))
        .collect();
    hex_bytes(digits.as_bytes()).filter(|bytes| LENGTHS.contains(&bytes.len()))
}

/// C's `printf("%02x")` of signed bytes: `1cffffff96`.
fn signed_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let (mut digits, mut rest) = (String::new(), text);
    while !rest.is_empty() {
        rest = rest.strip_prefix("ffffff").unwrap_or(rest);
        let (byte, after) = rest.split_at_checked(2)?;
        digits.push_str(byte);
        rest = after;
    }
    hex_bytes(digits.as_bytes()).filter(|bytes| digits.len() < text.len() && bytes.len() == 20)
}

/// The text inside `b'…'`, `<Buffer …>`, `bytearray(…)`.
fn inside_artifact(header: &str) -> Option<&str> {
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

/// Bytes as numbers: `28,150,208`, `[28, -106, -48]` as in Java, `{"0":28,"1":150}`, `0x1c, 0x96`, `1c:96:5`.
fn byte_lists(header: &str) -> Vec<Vec<u8>> {
    let inner = header
        .rfind(['[', '(', '{'])
        .and_then(|open| header.get(open + 1..))
        .unwrap_or(header);
    let inner = inner.split([']', ')', '}']).next().unwrap_or_default();
    let parts = inner.split(|char: char| !char.is_ascii_alphanumeric() && char != '-');
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).take(130).collect();
    let is_place = |(place, part): (usize, &&str)| place % 2 == 1 || part.parse() == Ok(place / 2);
    if parts.len().is_multiple_of(2) && parts.iter().enumerate().all(is_place) {
        parts = parts.into_iter().skip(1).step_by(2).collect();
    }
    let number = |part: &&str, radix: u32| {
        let bare = part.strip_prefix('0').unwrap_or(part);
        let digits = bare.strip_prefix('x').unwrap_or(part);
        let radix = if digits.len() < part.len() { 16 } else { radix };
        let number = i16::from_str_radix(digits, radix).ok()?;
        u8::try_from(if number < 0 { number + 256 } else { number }).ok()
    };
    let lists = [2, 10, 16].map(|radix| {
        parts
            .iter()
            .map(|part| number(part, radix))
            .collect::<Option<Vec<u8>>>()
    });
    let fits = |bytes: &Vec<u8>| LENGTHS.contains(&bytes.len());
    lists.into_iter().flatten().filter(fits).collect()
}

/// Python's `b'\x1c\x96Q'`.
fn escaped_bytes(header: &str) -> Option<Vec<u8>> {
    let inner = header
        .strip_prefix("bytearray(")
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(header);
    let inner = inner.strip_prefix('b')?;
    let quote = inner.chars().next().filter(|char| matches!(char, '\'' | '"'))?;
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
