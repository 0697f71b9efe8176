//! Encodings written from their definitions, without the code of the crate.

/// Percent-encoding: these characters stay, and every other byte becomes `%` and two upper-case digits.
pub(crate) const KEPT: &str = "!$()*,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";

pub(crate) fn percent_encode(text: &str) -> String {
    text.chars().map(encode_char).collect()
}

fn encode_char(char: char) -> String {
    if KEPT.contains(char) {
        return char.to_string();
    }
    char.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Decodes well-formed percent-encoding. A `+` stays a `+`.
#[track_caller]
pub(crate) fn percent_decode(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[track_caller]
pub(crate) fn from_hex(text: &str) -> Vec<u8> {
    let digit = |index: usize| u8::from_str_radix(text.get(index..index + 2).expect("an even length"), 16);
    (0..text.len())
        .step_by(2)
        .map(|index| digit(index).expect("hexadecimal digits"))
        .collect()
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
pub(crate) const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 by its definition: the bits in groups of six, the last one filled up with zeros. No padding.
pub(crate) fn base64(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    bits.as_bytes()
        .chunks(6)
        .map(|group| {
            let group: String = group.iter().copied().map(char::from).collect();
            let index = usize::from_str_radix(&format!("{group:0<6}"), 2).expect("binary digits");
            char::from(*alphabet.get(index).expect("six bits"))
        })
        .collect()
}

/// The same with `=` up to a multiple of four.
pub(crate) fn base64_padded(bytes: &[u8], alphabet: &[u8; 64]) -> String {
    let mut text = base64(bytes, alphabet);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}
