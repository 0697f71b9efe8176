//! HMAC keys that differ from the secret.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use crate::explain::blank::bare;
use crate::explain::encoding::{self, Percent, percent};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::parse::case::Case;
use crate::explain::search::hashes::Hash;

/// A key of the HMAC, and the mistakes that lead to it; none for the correct key. `Debug` hides the bytes.
pub(in crate::explain) struct Key {
    pub(in crate::explain) bytes: Zeroizing<Vec<u8>>,
    pub(in crate::explain) notes: Vec<Note>,
    /// The index of the secret that the key was made from.
    pub(in crate::explain) secret: usize,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// The correct key first, then keys with one mistake, then keys with two: see [`Key::notes`].
pub(in crate::explain) fn all(case: &Case<'_>) -> Vec<Key> {
    let mut keys = Vec::new();
    for (place, given) in case.secrets.iter().enumerate() {
        let swapped = case.has_secret_as_key();
        let code = if swapped {
            FindingCode::KeyAndSecretSwapped
        } else {
            FindingCode::OtherSecret
        };
        let other = (place > 0).then(|| Note::new(code).of(given.label));
        let secret = bare(given.secret);
        keys.push(key(place, secret, other.clone().into_iter().collect()));
        for (bytes, note) in changed(secret, given.secret, case.value("key").unwrap_or_default()) {
            let notes = other.clone().into_iter().chain([note]).collect();
            keys.push(Key {
                bytes,
                notes,
                secret: place,
            });
        }
    }
    keys.extend(case.secret().map(|_| public(case)).into_iter().flatten());
    // A key that equals the correct one is not a mistake.
    let right = case.secret().unwrap_or_default();
    let mut place = 0;
    keys.retain(|key| {
        place += 1;
        place == 1 || key.bytes.as_slice() != right.as_bytes()
    });
    keys
}

pub(in crate::explain) fn right(case: &Case<'_>) -> Option<Key> {
    case.secret().map(|secret| key(0, secret, Vec::new()))
}

fn key(secret: usize, text: &str, notes: Vec<Note>) -> Key {
    Key {
        bytes: Zeroizing::new(text.as_bytes().to_vec()),
        notes,
        secret,
    }
}

type Changed = (Zeroizing<Vec<u8>>, Note);

fn changed(secret: &str, given: &str, key: &str) -> Vec<Changed> {
    let mut found = blanks(secret);
    if given != secret {
        found.push(text(
            given.to_string(),
            Note::variant(FindingCode::SecretBlank, "as_given"),
        ));
    }
    found.extend(encodings(secret));
    found.extend(cut(secret));
    found.extend(oauth(secret));
    found.extend(joined(secret, key));
    found.retain(|(bytes, _)| bytes.as_slice() != secret.as_bytes());
    found
}

fn text(text: String, note: Note) -> Changed {
    (Zeroizing::new(text.into_bytes()), note)
}

fn blanks(secret: &str) -> Vec<Changed> {
    let mut found = Vec::new();
    for (blank, mistake) in [
        ("\n", "line_feed"),
        ("\r\n", "cr_lf"),
        (" ", "space"),
        ("\r", "cr"),
        ("\t", "tab"),
        ("\u{a0}", "no_break_space"),
        ("\u{200b}", "zero_width_space"),
        ("\u{feff}", "byte_order_mark"),
        ("\u{ad}", "soft_hyphen"),
        ("\u{2060}", "word_joiner"),
        ("\u{200c}", "zero_width_space"),
        ("\u{200d}", "zero_width_space"),
        ("\u{200e}", "direction_mark"),
        ("  ", "spaces"),
        (" \n", "space"),
        ("\n\n", "line_feed"),
        ("\\n", "escaped_line_feed"),
        (";", "semicolon"),
        (",", "comma"),
        (".", "full_stop"),
    ] {
        let note = || Note::variant(FindingCode::SecretBlank, mistake);
        found.push(text([secret, blank].concat(), note()));
        found.push(text([blank, secret].concat(), note()));
        found.push(text([blank, secret, blank].concat(), note()));
    }
    for (open, close) in [
        ("\"", "\""),
        ("'", "'"),
        ("`", "`"),
        ("“", "”"),
        ("‘", "’"),
        ("<", ">"),
        ("{", "}"),
        ("[", "]"),
        ("(", ")"),
        ("\"", "\"\n"),
        ("'", "'\n"),
    ] {
        found.push(text(
            [open, secret, close].concat(),
            Note::variant(FindingCode::SecretBlank, "quotes"),
        ));
        found.push(text(
            [open, secret].concat(),
            Note::variant(FindingCode::SecretBlank, "quotes"),
        ));
        found.push(text(
            [secret, close].concat(),
            Note::variant(FindingCode::SecretBlank, "quotes"),
        ));
    }
    let inner: String = secret
        .chars()
        .filter(|char| !crate::explain::blank::is_blank(*char))
        .collect();
    found.push(text(inner, Note::variant(FindingCode::SecretBlank, "inside")));
    // Bytes that are not UTF-8 text: a no-break space in Latin-1, and C's string terminator.
    for (byte, mistake) in [(0xa0, "no_break_space"), (0, "nul")] {
        let bytes = secret.bytes().chain([byte]).collect();
        found.push((Zeroizing::new(bytes), Note::variant(FindingCode::SecretBlank, mistake)));
    }
    found
}

fn encodings(secret: &str) -> Vec<Changed> {
    let note = |mistake| Note::variant(FindingCode::SecretEncoding, mistake);
    let bytes = secret.as_bytes();
    let decoded = |found: Option<Vec<u8>>, mistake| {
        found
            .filter(|bytes| !bytes.is_empty())
            .map(|bytes| (Zeroizing::new(bytes), note(mistake)))
    };
    let utf16 = |big_endian, marked: bool| {
        let mark: &[u8] = if marked { "\u{feff}".as_bytes() } else { b"" };
        Zeroizing::new(encoding::utf16(&[mark, bytes].concat(), big_endian))
    };
    let mut found: Vec<Changed> = Vec::new();
    found.extend(decoded(
        encoding::lenient(secret.trim_end_matches('=')).map(|decoded| decoded.bytes),
        "base64_decoded",
    ));
    found.extend(decoded(forgiving(secret), "base64_decoded"));
    found.extend(decoded(encoding::hex_bytes(bytes), "hex_decoded"));
    found.extend(decoded(leading_hex(bytes), "hex_decoded"));
    found.push(text(encoding::base64(bytes), note("base64_encoded")));
    found.push(text(encoding::base64_unpadded(bytes), note("base64_encoded")));
    found.push(text(encoding::base64url(bytes), note("base64_encoded")));
    found.push(text([&encoding::base64(bytes), "\n"].concat(), note("base64_encoded")));
    found.push(text(encoding::hex(bytes), note("hex_encoded")));
    found.push(text(encoding::hex(bytes).to_uppercase(), note("hex_encoded")));
    found.push((utf16(false, false), note("utf16")));
    found.push((utf16(false, true), note("utf16_mark")));
    found.push((utf16(true, false), note("utf16_big_endian")));
    found.push((utf16(true, true), note("utf16_big_endian_mark")));
    found.push(text(secret.to_lowercase(), note("lower_case")));
    found.push(text(secret.to_uppercase(), note("upper_case")));
    found.push(text(percent(secret, Percent::Component), note("percent_encoded")));
    found.push(text(percent(secret, Percent::Form), note("percent_encoded")));
    found.extend(
        crate::query::percent_decode(secret)
            .ok()
            .map(|plain| text(plain, note("percent_decoded"))),
    );
    found.push(text(
        secret.replace('-', "+").replace('_', "/"),
        note("standard_alphabet"),
    ));
    found.push(text(secret.replace('+', "-").replace('/', "_"), note("url_alphabet")));
    found.push(text(secret.replace('+', " "), note("plus_as_space")));
    found.push(text(secret.chars().rev().collect(), note("reversed")));
    for hash in Hash::ALL {
        let digest = hash.digest(bytes);
        found.push(text(encoding::hex(&digest), note("hashed")));
        found.push((Zeroizing::new(digest), note("hashed")));
    }
    found
}

/// Node's `Buffer.from(secret, "base64")` accepts any length and ignores an incomplete last group.
fn forgiving(secret: &str) -> Option<Vec<u8>> {
    let kept: String = secret
        .chars()
        .filter(|char| char.is_ascii_alphanumeric() || "+/-_".contains(*char))
        .collect();
    let whole = if kept.len() % 4 == 1 {
        kept.len() - 1
    } else {
        kept.len()
    };
    encoding::lenient(kept.get(..whole)?).map(|decoded| decoded.bytes)
}

/// Node's `Buffer.from(secret, "hex")` stops at the first character that is not a digit.
fn leading_hex(secret: &[u8]) -> Option<Vec<u8>> {
    let digits = secret.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    encoding::hex_bytes(secret.get(..digits - digits % 2)?)
}

/// The secret after a copying mistake: a character is missing or there are too many.
fn cut(secret: &str) -> Vec<Changed> {
    let note = || Note::variant(FindingCode::SecretEncoding, "cut");
    let mut chars = secret.chars();
    chars.next();
    let without_first = chars.as_str().to_string();
    let mut chars = secret.chars();
    chars.next_back();
    let without_last = chars.as_str().to_string();
    let mut found = Vec::from([text(without_first, note()), text(without_last, note())]);
    found.push(text(
        [secret, "="].concat(),
        Note::variant(FindingCode::SecretEncoding, "padded"),
    ));
    found.push(text(
        [secret, "=="].concat(),
        Note::variant(FindingCode::SecretEncoding, "padded"),
    ));
    found.push(text(
        secret.trim_end_matches('=').to_string(),
        Note::variant(FindingCode::SecretEncoding, "padding_removed"),
    ));
    found.push(text(
        [secret, secret].concat(),
        Note::variant(FindingCode::SecretEncoding, "doubled"),
    ));
    found
}

fn oauth(secret: &str) -> Vec<Changed> {
    let note = || Note::new(FindingCode::Oauth1Key);
    let strict = percent(secret, Percent::Strict);
    Vec::from([
        text([secret, "&"].concat(), note()),
        text([&strict, "&"].concat(), note()),
        text(["&", secret].concat(), note()),
        text([secret, "&", secret].concat(), note()),
    ])
}

fn joined(secret: &str, key: &str) -> Vec<Changed> {
    let note = || Note::variant(FindingCode::SecretEncoding, "with_key");
    let mut found = Vec::new();
    for between in ["", ":", "&", ".", "-", "_", "\n"] {
        found.push(text([key, between, secret].concat(), note()));
        found.push(text([secret, between, key].concat(), note()));
    }
    found.push(text(encoding::base64([key, ":", secret].concat().as_bytes()), note()));
    found
}

/// Keys that are not secrets.
fn public(case: &Case<'_>) -> Vec<Key> {
    let of_key = case.value("key").unwrap_or_default();
    let as_secret = |mistake| Vec::from([Note::variant(FindingCode::KeyAsSecret, mistake)]);
    let mut keys = Vec::from([
        key(0, of_key, as_secret("key")),
        key(0, &[of_key, "&"].concat(), as_secret("key")),
        key(0, &[of_key, "\n"].concat(), as_secret("key")),
        key(0, case.value("userId").unwrap_or_default(), as_secret("user_id")),
        key(0, case.value("timestamp").unwrap_or_default(), as_secret("timestamp")),
    ]);
    keys.extend(encoding::lenient(of_key).map(|decoded| Key {
        bytes: Zeroizing::new(decoded.bytes),
        notes: as_secret("key"),
        secret: 0,
    }));
    let placeholder = |text: &str| {
        key(
            0,
            text,
            Vec::from([Note::new(FindingCode::SecretPlaceholder).seen(text)]),
        )
    };
    keys.extend(PLACEHOLDERS.map(placeholder));
    for name in VARIABLES {
        for (before, after) in [
            ("", ""),
            ("$", ""),
            ("${", "}"),
            ("{{", "}}"),
            ("{{ ", " }}"),
            ("%", "%"),
            ("<", ">"),
            ("{", "}"),
            ("process.env.", ""),
            ("env.", ""),
            ("$(", ")"),
            ("${env:", "}"),
            ("$env:", ""),
            ("${process.env.", "}"),
            ("${{ secrets.", " }}"),
        ] {
            keys.push(placeholder(&[before, name, after].concat()));
        }
    }
    keys
}

const PLACEHOLDERS: [&str; 27] = [
    "",
    "undefined",
    "null",
    "None",
    "NaN",
    "nil",
    "false",
    "true",
    "[object Object]",
    "[object Promise]",
    "[object Undefined]",
    "changeme",
    "CHANGEME",
    "your-secret",
    "your_secret",
    "YOUR_SECRET",
    "your-lti-secret",
    "your_lti_secret",
    "YOUR_LTI_SECRET",
    "yourSecret",
    "xxx",
    "xxxx",
    "secret_key",
    "secret-key",
    "not-a-real-secret",
    "***",
    "\n",
];

const VARIABLES: [&str; 13] = [
    "SECRET",
    "LTI_SECRET",
    "secret",
    "ltiSecret",
    "lti_secret",
    "ZOOM_LTI_SECRET",
    "ZOOM_SECRET",
    "LTI_PRO_SECRET",
    "CLIENT_SECRET",
    "API_SECRET",
    "LTISECRET",
    "zoom_secret",
    "your-secret",
];
