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
    let mut text = String::with_capacity(36);
    for (index, &byte) in digest.iter().take(16).enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let byte = match index {
            6 => 0x50 | (byte & 0x0f),
            8 => 0x80 | (byte & 0x3f),
            _ => byte,
        };
        text.push(hex_digit(byte >> 4));
        text.push(hex_digit(byte & 0x0f));
    }
    text
}

fn hex_digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 })
}

/// What a reader of the calendar sees change: start, end and title. 12 bytes of SHA-1, in base64url.
pub(super) fn fingerprint(event: &Event<'_>) -> String {
    let mut hash = Sha1::new();
    hash.update(event.start_ms.to_le_bytes());
    hash.update(event.end_ms.to_le_bytes());
    hash.update(event.summary);
    let digest = hash.finalize();
    URL_SAFE_NO_PAD.encode(digest.get(..12).unwrap_or_default())
}

/// A strong entity tag for the text of a feed, with its quotes ([RFC 9110, section
/// 8.8.3](https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3)).
#[must_use]
pub fn entity_tag(text: &str) -> String {
    let mut tag = String::with_capacity(29);
    tag.push('"');
    URL_SAFE_NO_PAD.encode_string(Sha1::digest(text), &mut tag);
    tag.push('"');
    tag
}
