//! HMAC keys that differ from the secret.

mod encoded;
mod stand_ins;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use super::characters::{DASHES, INSERTED, PYTHON_BYTES, QUOTES};
use super::template::Parts;
use super::values::typos;
use super::variant::{Choices, rows};
use crate::explain::blank::{bare, is_blank};
use crate::explain::encoding::{self, Percent, percent};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::names::styled;
use crate::explain::parse::case::Case;
use crate::explain::search::dates::written;
use crate::explain::search::hashes::Hash;
use encoded::{Changed, encodings, push, rare_encodings, text};

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
pub(in crate::explain) fn all(case: &Case<'_>, rare: bool) -> Choices<Key> {
    let mut all = Vec::new();
    let mut others = Vec::new();
    for (place, given) in case.secrets.iter().enumerate() {
        let swapped = case.has_secret_as_key();
        let code = if swapped {
            FindingCode::KeyAndSecretSwapped
        } else {
            FindingCode::OtherSecret
        };
        let other = (place > 0).then(|| Note::new(code).of(given.label));
        let secret = bare(given.secret);
        all.push(key(place, secret, other.clone().into_iter().collect()));
        let made = |(bytes, note)| Key {
            bytes,
            notes: other.clone().into_iter().chain([note]).collect(),
            secret: place,
        };
        all.extend(changed(secret, given.secret, case).into_iter().map(made));
        if rare {
            let mut rest = misprinted(secret);
            rest.append(&mut labeled(secret));
            rest.append(&mut joined(secret, case));
            rest.append(&mut rare_encodings(secret));
            rest.retain(|(bytes, _)| bytes.as_slice() != secret.as_bytes());
            others.extend(rest.into_iter().map(made));
        }
    }
    if case.secret().is_some() {
        all.extend(public(case));
        all.extend(stand_ins::placeholders().map(placeholder));
        if rare {
            others.extend(stand_ins::variables().iter().map(|text| placeholder(text)));
        }
    }
    // A key that equals the correct one is not a mistake.
    let right = case.secret().unwrap_or_default();
    let mut place = 0;
    all.retain(|key| {
        place += 1;
        place == 1 || key.bytes.as_slice() != right.as_bytes()
    });
    Choices::new(all, others)
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

fn changed(secret: &str, given: &str, case: &Case<'_>) -> Vec<Changed> {
    let mut found = blanks(secret);
    if given != secret {
        push(
            &mut found,
            given.to_string().into_bytes(),
            FindingCode::SecretBlank,
            "as_given",
        );
    }
    found.extend(encodings(secret));
    found.extend(cut(secret));
    found.extend(oauth(secret));
    found.extend(with_key(secret, case.value("key").unwrap_or_default()));
    found.retain(|(bytes, _)| bytes.as_slice() != secret.as_bytes());
    found
}

/// Text before and after the secret. Some of it is not UTF-8: a no-break space in Latin-1, and C's string terminator.
#[rustfmt::skip]
const AROUND: &[(&str, &str)] = &[
    ("\n", "line_feed"), ("\r\n", "cr_lf"), (" ", "space"), ("\r", "cr"), ("\t", "tab"), ("\u{a0}", "no_break_space"),
    ("\u{200b}", "zero_width_space"), ("\u{feff}", "byte_order_mark"), ("\u{ad}", "soft_hyphen"),
    ("\u{2060}", "word_joiner"), ("\u{200c}", "zero_width_space"), ("\u{200d}", "zero_width_space"),
    ("\u{200e}", "direction_mark"), ("\u{200f}", "direction_mark"), ("\u{202f}", "no_break_space"),
    ("\u{2009}", "space"), ("\u{3000}", "space"), ("\u{2028}", "line_feed"), ("  ", "spaces"), (" \n", "space"),
    (" \r\n", "space"), ("\n\n", "line_feed"), ("\r\n\r\n", "cr_lf"), ("\\n", "escaped_line_feed"),
    ("\\r\\n", "escaped_line_feed"), (";", "semicolon"), (",", "comma"), (".", "full_stop"), (":", "colon"),
    ("\\", "backslash"),
];

/// How programs print a text.
const PRINTED: [(&str, &str); 5] = [
    ("['", "']"),
    ("[\"", "\"]"),
    ("{\"secret\":\"", "\"}"),
    ("${", "}"),
    ("('", "',)"),
];

fn blanks(secret: &str) -> Vec<Changed> {
    let mut found = Vec::new();
    let mut add = |before: &str, after: &str, mistake| {
        let text = [before, secret, after].concat();
        push(&mut found, text.into_bytes(), FindingCode::SecretBlank, mistake);
    };
    for (blank, mistake) in AROUND {
        add("", blank, mistake);
        add(blank, "", mistake);
        add(blank, blank, mistake);
    }
    for (open, close) in QUOTES {
        add(open, close, "quotes");
        add(open, "", "quotes");
        add("", close, "quotes");
    }
    // A line of a settings file.
    for &name in &["secret", "SECRET", "LTI_SECRET", "Secret"] {
        add(&[name, "="].concat(), "", "assignment");
        add(&[name, ": "].concat(), "", "assignment");
    }
    let inner: String = secret.chars().filter(|char| !is_blank(*char)).collect();
    push(&mut found, inner.into_bytes(), FindingCode::SecretBlank, "inside");
    for (byte, mistake) in [(0xa0, "no_break_space"), (0, "nul")] {
        let bytes = secret.bytes().chain([byte]).collect();
        push(&mut found, bytes, FindingCode::SecretBlank, mistake);
    }
    found
}

/// Characters before or after the secret that are rare.
const MARKS_AROUND: &str = "%¦$¦#¦=¦|¦/¦!¦*¦?¦\u{1a}¦-¦_¦@¦\0\0\0\0";

/// A line of a settings file, and JSON. `~` is the name.
const ASSIGNED: &str = "~=¦export ~=¦\"~\":\"¦~ = ¦~:¦~: ¦{\"~\":\"¦{\"~\": \"";

/// The secret with text around it that is rare.
fn labeled(secret: &str) -> Vec<Changed> {
    let mut found = Vec::new();
    let mut add = |before: &str, after: &str, mistake| {
        let text = [before, secret, after].concat();
        push(&mut found, text.into_bytes(), FindingCode::SecretBlank, mistake);
    };
    for mark in rows(MARKS_AROUND, '¦') {
        add("", mark, "other");
        add(mark, "", "other");
        add(mark, mark, "other");
    }
    for (before, after) in PRINTED {
        add(before, after, "quotes");
    }
    for (before, after) in PYTHON_BYTES {
        let text = [before, secret, after].concat();
        push(
            &mut found,
            text.into_bytes(),
            FindingCode::SecretEncoding,
            "python_bytes",
        );
    }
    let mut add = |before: &str, after: &str, mistake| {
        let text = [before, secret, after].concat();
        push(&mut found, text.into_bytes(), FindingCode::SecretBlank, mistake);
    };
    for &label in &[
        "Bearer ", "base64:", "AWS4", "hex:", "Secret ", "sha1=", "sk_", "HMAC ", "Basic ",
    ] {
        add(label, "", "label");
    }
    for owner in rows(stand_ins::OWNERS, ',') {
        for word in rows(stand_ins::WORDS, ',') {
            let words = [owner, " ", word].concat();
            // `lti_secret`, `LTI_SECRET`, `ltiSecret`
            for name in styled(words.trim_start()).get(..3).unwrap_or_default() {
                for before in rows(ASSIGNED, '¦') {
                    let after = if before.starts_with('{') { "\"}" } else { "" };
                    add(&before.replace('~', name), after, "assignment");
                }
            }
        }
    }
    found
}

/// Characters that settings files and shells do not read as a part of a value.
const MEANT: &str = "#$=;&|<>()'\"`";

/// The secret with a character too many, missing or replaced at one of its places.
fn misprinted(secret: &str) -> Vec<Changed> {
    use FindingCode::{SecretBlank, SecretEncoding};
    let mut found = Vec::new();
    for (place, char) in secret.char_indices() {
        let (before, rest) = secret.split_at_checked(place).unwrap_or_default();
        let after = rest.get(char.len_utf8()..).unwrap_or_default();
        let mut add = |middle: &str, rest: &str, code, mistake| {
            push(&mut found, [before, middle, rest].concat().into_bytes(), code, mistake);
        };
        for (inserted, _) in INSERTED {
            add(inserted, rest, SecretBlank, "inserted");
        }
        let mistake = if MEANT.contains(char) { "cut_at_mark" } else { "cut" };
        add("", "", SecretEncoding, mistake);
        for other in alike(char) {
            add(other, after, SecretEncoding, "misprinted");
        }
        push(&mut found, rest.to_string().into_bytes(), SecretEncoding, "cut");
    }
    for (inserted, _) in INSERTED {
        push(
            &mut found,
            [secret, inserted].concat().into_bytes(),
            SecretBlank,
            "inserted",
        );
    }
    for text in typos(secret) {
        push(&mut found, text.into_bytes(), SecretEncoding, "misprinted");
    }
    for dash in DASHES {
        push(
            &mut found,
            secret.replace('-', dash).into_bytes(),
            SecretEncoding,
            "dash",
        );
    }
    found
}

/// Characters that people and programs confuse with this one.
fn alike(char: char) -> &'static [&'static str] {
    match char {
        '-' => &["–", "—", "\u{2010}", "\u{2011}", "\u{2012}", "−", "_", ""],
        '_' => &["-", " ", "\\_"],
        'O' => &["0", "o", "Q"],
        '0' => &["O", "o"],
        'l' => &["1", "I"],
        'I' => &["l", "1"],
        '1' => &["l", "I"],
        '5' => &["S"],
        'S' => &["5"],
        'B' => &["8"],
        '8' => &["B"],
        'Z' => &["2"],
        '2' => &["Z"],
        '\'' => &["’", "‘"],
        '"' => &["“", "”"],
        _ => &[],
    }
}

/// The secret after a copying mistake: a character is missing or there are too many.
fn cut(secret: &str) -> Vec<Changed> {
    let mut chars = secret.chars();
    chars.next();
    let without_first = chars.as_str().to_string();
    let mut chars = secret.chars();
    chars.next_back();
    let without_last = chars.as_str().to_string();
    let mut found = Vec::new();
    for text in [without_first, without_last] {
        push(&mut found, text.into_bytes(), FindingCode::SecretEncoding, "cut");
    }
    push(
        &mut found,
        [secret, "="].concat().into_bytes(),
        FindingCode::SecretEncoding,
        "padded",
    );
    push(
        &mut found,
        [secret, "=="].concat().into_bytes(),
        FindingCode::SecretEncoding,
        "padded",
    );
    push(
        &mut found,
        secret.trim_end_matches('=').to_string().into_bytes(),
        FindingCode::SecretEncoding,
        "padding_removed",
    );
    push(
        &mut found,
        [secret, secret].concat().into_bytes(),
        FindingCode::SecretEncoding,
        "doubled",
    );
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

fn with_key(secret: &str, key: &str) -> Vec<Changed> {
    let mut found = Vec::new();
    for &between in &["", ":", "&", ".", "-", "_", "\n"] {
        push(
            &mut found,
            [key, between, secret].concat().into_bytes(),
            FindingCode::SecretEncoding,
            "with_key",
        );
        push(
            &mut found,
            [secret, between, key].concat().into_bytes(),
            FindingCode::SecretEncoding,
            "with_key",
        );
    }
    push(
        &mut found,
        (encoding::base64([key, ":", secret].concat().as_bytes())).into_bytes(),
        FindingCode::SecretEncoding,
        "with_key",
    );
    found
}

/// The secret together with another value of the request.
fn joined(secret: &str, case: &Case<'_>) -> Vec<Changed> {
    let mut found = Vec::new();
    for &(name, mistake) in &[
        ("key", "with_key"),
        ("timestamp", "with_value"),
        ("userId", "with_value"),
    ] {
        let other = case.value(name).unwrap_or_default();
        for &between in &["", ":", "&", ".", "-", "_", "\n", ",", "|", " ", ";"] {
            push(
                &mut found,
                [other, between, secret].concat().into_bytes(),
                FindingCode::SecretEncoding,
                mistake,
            );
            push(
                &mut found,
                [secret, between, other].concat().into_bytes(),
                FindingCode::SecretEncoding,
                mistake,
            );
        }
        for hash in Hash::ALL {
            for (one, two) in [(secret, other), (other, secret)] {
                derived(&mut found, hash.hmac(one.as_bytes(), two.as_bytes()), "derived");
                for &between in &["", ":", "&", ".", "|", "-"] {
                    let digest = hash.digest([one, between, two].concat().as_bytes());
                    derived(&mut found, digest, "hashed");
                }
            }
        }
    }
    let parts = Parts::of(case);
    for template in rows(IN_JSON, '|') {
        let filled = parts.fill(template).unwrap_or_default();
        push(&mut found, filled.into_bytes(), FindingCode::SecretEncoding, "with_key");
    }
    found.extend(dated(secret, case));
    found
}

/// What a secrets manager has, with key and secret.
const IN_JSON: &str = concat!(
    r#"{"key":"{k}","secret":"{x}"}|{"ltiKey":"{k}","ltiSecret":"{x}"}|{"lti_key":"{k}","lti_secret":"{x}"}|"#,
    r#"{"LTI_KEY":"{k}","LTI_SECRET":"{x}"}|{"key": "{k}", "secret": "{x}"}|"#,
    r#"{"ltiKey": "{k}", "ltiSecret": "{x}"}|{"lti_key": "{k}", "lti_secret": "{x}"}|"#,
    r#"{"LTI_KEY": "{k}", "LTI_SECRET": "{x}"}"#,
);

/// A digest as bytes and as text.
fn derived(found: &mut Vec<Changed>, digest: Vec<u8>, mistake: &'static str) {
    for text in [encoding::hex(&digest), encoding::base64(&digest)] {
        push(found, text.into_bytes(), FindingCode::SecretEncoding, mistake);
    }
    push(found, digest, FindingCode::SecretEncoding, mistake);
}

/// Keys of one day, and the chain of AWS signature version 4: date, region, service.
fn dated(secret: &str, case: &Case<'_>) -> Vec<Changed> {
    let mut found = Vec::new();
    let millis = case.timestamp().unwrap_or_default();
    for start in [secret, &["AWS4", secret].concat()] {
        for &form in &["%Y%m%d", "%Y-%m-%d", "%Y%m%dT%H%M%SZ", "%Y-%m-%dT%H:%M:%SZ", "%Y%m%d%H"] {
            for &hash in &[Hash::Sha1, Hash::Sha256] {
                let of_date = hash.hmac(start.as_bytes(), written(form, millis, 0).as_bytes());
                if form == "%Y%m%d" {
                    for region in rows(REGIONS, ',') {
                        let of_region = hash.hmac(&of_date, region.as_bytes());
                        for service in rows(SERVICES, ',') {
                            let of_service = hash.hmac(&of_region, service.as_bytes());
                            derived(&mut found, hash.hmac(&of_service, b"aws4_request"), "derived");
                        }
                        derived(&mut found, of_region, "derived");
                    }
                }
                derived(&mut found, of_date, "derived");
            }
        }
    }
    found
}

const REGIONS: &str = "us-east-1,us-east-2,us-west-1,us-west-2,eu-west-1,eu-central-1,ap-southeast-1,global,auto";
const SERVICES: &str = "execute-api,s3,lti,zoom,lambda,sts,iam,service";

/// Keys that are not secrets.
fn public(case: &Case<'_>) -> Vec<Key> {
    let of_key = case.value("key").unwrap_or_default();
    let as_secret = |mistake| Vec::from([Note::variant(FindingCode::KeyAsSecret, mistake)]);
    let mut keys = Vec::new();
    let mut add = |text: &str, mistake| keys.push(key(0, text, as_secret(mistake)));
    add(of_key, "key");
    add(case.value("userId").unwrap_or_default(), "user_id");
    add(case.value("timestamp").unwrap_or_default(), "timestamp");
    for (before, after) in [
        ("", "&"),
        ("", "\n"),
        (" ", ""),
        ("", " "),
        ("", ":"),
        (of_key, ""),
        (of_key, "&"),
    ] {
        add(&[before, of_key, after].concat(), "key");
    }
    keys.extend(encoding::lenient(of_key).map(|decoded| Key {
        bytes: Zeroizing::new(decoded.bytes),
        notes: as_secret("key"),
        secret: 0,
    }));
    keys
}

fn placeholder(text: &str) -> Key {
    let note = Note::new(FindingCode::SecretPlaceholder).seen(text);
    key(0, text, Vec::from([note]))
}
