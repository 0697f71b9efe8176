//! Names made by SHA-1: UIDs, the fingerprint of an event, and the entity tag of a feed.

use alloc::string::String;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha1::{Digest, Sha1};

use super::event::Event;

/// The namespace of the UIDs: a random UUID. Every published version has the same, or all subscribers would see their
/// events twice.
const NAMESPACE: [u8; 16] = [
    0x5e, 0x0c, 0x4a, 0x1b, 0x7d, 0x5f, 0x4c, 0x0e, 0x9a, 0x63, 0x2b, 0x8f, 0x1d, 0xc4, 0x76, 0x3a,
];

/// A name-based UUID, version 5 ([RFC 9562, section 5.5](https://www.rfc-editor.org/rfc/rfc9562#section-5.5)). A UID
/// must not identify a user or a host ([RFC 7986, section
/// 5.3](https://www.rfc-editor.org/rfc/rfc7986#section-5.3)), and the meeting ID cannot be read from it.
pub(super) fn uid(parts: &[&str]) -> String {
    let mut hash = Sha1::new();
    hash.update(NAMESPACE);
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            hash.update(b"\n");
        }
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut text = *b"00000000-0000-0000-0000-000000000000";
    let mut digits = text.iter_mut().filter(|place| **place != b'-');
    for (index, &byte) in digest.iter().take(16).enumerate() {
        let byte = match index {
            6 => 0x50 | (byte & 0x0f),
            8 => 0x80 | (byte & 0x3f),
            _ => byte,
        };
        for (value, place) in [byte >> 4, byte & 0x0f].into_iter().zip(digits.by_ref()) {
            *place = hex_digit(value);
        }
    }
    text.iter().map(|&byte| char::from(byte)).collect()
}

const fn hex_digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}

/// What a reader of the calendar sees change: start, end and title. 12 bytes of SHA-1, in base64url.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint([u8; 16]);

impl Fingerprint {
    pub(super) fn of(event: &Event<'_>) -> Self {
        let mut hash = Sha1::new();
        hash.update(event.start_ms.to_le_bytes());
        hash.update(event.end_ms.to_le_bytes());
        hash.update(event.summary);
        let digest = hash.finalize();
        let mut text = [0; 16];
        // 16 characters hold 12 bytes.
        let _ = URL_SAFE_NO_PAD.encode_slice(digest.get(..12).unwrap_or_default(), &mut text);
        Self(text)
    }

    pub(super) fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A strong entity tag for the text of a feed, with its quotes ([RFC 9110, section
/// 8.8.3](https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3)).
///
/// Two feeds have the same tag with a probability of 2⁻⁶⁴. SHA-1 would take longer than writing the feed, and no one
/// gains by a feed that has the tag of another.
#[must_use]
pub fn entity_tag(text: &str) -> String {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    for (place, &byte) in last.iter_mut().zip(rest) {
        *place = byte;
    }
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let hash = words.iter().chain([&last]).fold(length, |hash, word| {
        // Each step is reversible, so texts that differ in one word never have the same hash.
        let product = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        product ^ (product >> 32)
    });
    let mut tag = String::with_capacity(13);
    tag.push('"');
    URL_SAFE_NO_PAD.encode_string(hash.to_le_bytes(), &mut tag);
    tag.push('"');
    tag
}
