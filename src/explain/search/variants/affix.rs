//! Text around the base string, or instead of it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::variant::Variant;
use crate::explain::encoding::{self, Percent};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::parse::case::Case;
use crate::explain::search::hashes::Hash;
use crate::request::{BASE_URL, SIGNATURE_HEADER};

/// A change to the base string before it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::explain) enum Affix {
    Around(String, String),
    Whole(String),
    Utf16 {
        big_endian: bool,
        mark: bool,
    },
    Lower,
    Upper,
    Encoded(Percent),
    Base64,
    Base64Url,
    Hex,
    Hashed(Hash),
    HashedHex(Hash),
    /// Replaces every occurrence of the first text with the second.
    Swapped(&'static str, &'static str),
    /// Inserts a line feed at this position.
    Broken(usize),
    /// The three parts of an OAuth 1 base string (RFC 5849, section 3.4.1).
    OAuth {
        method: String,
        url: String,
        encoded: Option<Percent>,
    },
}

pub(in crate::explain) fn all(case: &Case<'_>) -> Vec<Variant<Affix>> {
    let mut variants = ends();
    variants.extend(urls(case));
    variants.extend(bodies(case));
    variants.extend(texts());
    variants.extend(artifacts(case));
    variants.extend(case.secret().into_iter().flat_map(secrets));
    variants
}

fn around(before: &str, after: &str, note: Note) -> Variant<Affix> {
    Variant::new(Affix::Around(before.to_string(), after.to_string()), note)
}

fn ends() -> Vec<Variant<Affix>> {
    let line_end = |mistake| Note::variant(FindingCode::LineEnd, mistake);
    let after = |text, mistake| around("", text, line_end(mistake));
    let mut variants = Vec::from([
        after("\n", "line_feed"),
        after("\r\n", "cr_lf"),
        after(" ", "space"),
        after("\r", "cr"),
        after("\t", "tab"),
        after("\0", "nul"),
        after("\n\n", "line_feeds"),
        after(" \n", "space_line_feed"),
        after(" \r\n", "space_cr_lf"),
        after("\\n", "escaped_line_feed"),
        around(" ", "", line_end("space_before")),
        around("\n", "", line_end("line_feed_before")),
        around(
            "\u{feff}",
            "",
            Note::variant(FindingCode::TextEncoding, "byte_order_mark"),
        ),
        around(
            "\u{feff}",
            "\n",
            Note::variant(FindingCode::TextEncoding, "byte_order_mark"),
        ),
    ]);
    let joiner = |mistake| Note::variant(FindingCode::Joiner, mistake);
    variants.push(around("&", "", joiner("ampersand_before")));
    variants.push(around("", "&", joiner("ampersand_after")));
    variants.push(around("", "=", joiner("equals_after")));
    let quotes = [("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("«", "»")];
    variants.extend(
        quotes.map(|(open, close)| around(open, close, Note::variant(FindingCode::InvisibleCharacter, "quotes"))),
    );
    let odd = ["\u{a0}", "\u{200b}", "\u{ad}", "\u{2060}", "\u{200e}"];
    variants.extend(odd.map(|odd| around("", odd, Note::variant(FindingCode::InvisibleCharacter, "after"))));
    variants.extend(odd.map(|odd| around(odd, "", Note::variant(FindingCode::InvisibleCharacter, "before"))));
    variants
}

/// Parts of the URL, before the base string or instead of it.
fn urls(case: &Case<'_>) -> Vec<Variant<Affix>> {
    let endpoint = case.endpoint();
    let (scheme, rest) = endpoint.split_once("://").unwrap_or(("https", &endpoint));
    let (host, path) = rest
        .split_at_checked(rest.find('/').unwrap_or(rest.len()))
        .unwrap_or((rest, ""));
    let base_path = BASE_URL.split_once("zoom.us").map_or("", |(_, path)| path);
    let short = path.strip_prefix(base_path).unwrap_or(path);
    let method = case.method().to_ascii_uppercase();
    let small = method.to_ascii_lowercase();
    let mut variants = Vec::new();
    let mut before = |text: String, mistake| {
        variants.push(around(
            &text,
            "",
            Note::variant(FindingCode::UrlInBaseString, mistake).seen(text.clone()),
        ));
    };
    before("?".to_string(), "question_mark");
    if let Some(timestamp) = case.value("timestamp") {
        // Zoom's webhooks sign the first form.
        for start in [
            format!("v0:{timestamp}:"),
            format!("{timestamp}."),
            format!("{timestamp}\n"),
            format!("{timestamp}:"),
            timestamp.to_string(),
        ] {
            before(start, "timestamp");
        }
    }
    before([&method, "\n\n"].concat(), "method");
    for (start, mistake) in [
        (path.to_string(), "path"),
        (short.to_string(), "short_path"),
        (endpoint.clone(), "url"),
        (rest.to_string(), "host"),
        (host.to_string(), "host"),
        ([scheme, "://", host].concat(), "host"),
        (path.trim_start_matches('/').to_string(), "path"),
        (short.trim_start_matches('/').to_string(), "short_path"),
    ] {
        for between in ["?", "", "&", "\n", "/?"] {
            before([&start, between].concat(), mistake);
        }
    }
    for between in ["&", "\n", " ", "", "?", ":"] {
        before([&method, between].concat(), "method");
        before([&small, between].concat(), "method");
        for (start, mistake) in [
            (path, "method_path"),
            (&endpoint, "method_url"),
            (short, "method_path"),
            (host, "method_host"),
        ] {
            for last in ["?", between, "\n", "&"] {
                before([&method, between, start, last].concat(), mistake);
            }
        }
        before(
            [&method, between, host, between, path, between].concat(),
            "method_host_path",
        );
        before(
            [&method, between, host, between, path, "?"].concat(),
            "method_host_path",
        );
        before([&method, between, path, between, between].concat(), "method_path");
    }
    let behind = |text: &str| around("", text, Note::variant(FindingCode::UrlInBaseString, "path_behind"));
    variants.extend([behind(path), behind(short)]);
    variants.extend(as_sent(case, &endpoint, path, short));
    variants.extend(oauth(&method, &endpoint));
    variants.extend(oauth(&method, path));
    variants
}

/// The text of the request as it was sent, with its query neither sorted nor decoded.
fn as_sent(case: &Case<'_>, endpoint: &str, path: &str, short: &str) -> Vec<Variant<Affix>> {
    let parts: Vec<String> = case
        .pasted
        .parameters
        .iter()
        .map(|part| [&part.name, "=", &part.raw].concat())
        .collect();
    let query = parts.join("&");
    let whole = |start: &str, mistake| {
        let note = Note::variant(FindingCode::UrlInBaseString, mistake).seen(start);
        Variant::new(Affix::Whole([start, &query].concat()), note)
    };
    let method = case.method().to_ascii_uppercase();
    let ask = |text: &str| [text, "?"].concat();
    let start = |between: &str, rest: &str| [&method, between, rest, "?"].concat();
    Vec::from([
        whole(&ask(endpoint), "url"),
        whole(&ask(path), "path"),
        whole(&ask(short), "short_path"),
        whole("?", "question_mark"),
        whole(&start(" ", path), "method_path"),
        whole(&start("&", path), "method_path"),
        whole(&start("", path), "method_path"),
        whole(&start("\n", path), "method_path"),
        whole(&start("&", endpoint), "method_url"),
        whole(&start(" ", endpoint), "method_url"),
        Variant::new(
            Affix::Whole(endpoint.to_string()),
            Note::variant(FindingCode::UrlInBaseString, "url_alone"),
        ),
        Variant::new(
            Affix::Whole(path.to_string()),
            Note::variant(FindingCode::UrlInBaseString, "path_alone"),
        ),
    ])
}

fn oauth(method: &str, url: &str) -> Vec<Variant<Affix>> {
    let variant = |encoded, mistake| {
        let affix = Affix::OAuth {
            method: method.to_string(),
            url: url.to_string(),
            encoded,
        };
        Variant::new(affix, Note::variant(FindingCode::Oauth1BaseString, mistake))
    };
    Vec::from([
        variant(Some(Percent::Strict), "encoded"),
        variant(Some(Percent::StrictLower), "encoded"),
        variant(None, "plain"),
    ])
}

fn bodies(case: &Case<'_>) -> Vec<Variant<Affix>> {
    let Some(body) = case.pasted.body.as_deref().filter(|body| !body.is_empty()) else {
        // Some programs represent the body of a GET as `{}`.
        let note = Note::variant(FindingCode::BodySigned, "appended");
        return Vec::from([around("", "{}", note)]);
    };
    let compact: String = body.lines().map(str::trim).collect();
    let squeezed: String = body.chars().filter(|char| !char.is_whitespace()).collect();
    let mut variants = Vec::new();
    for body in [body, &compact, &squeezed] {
        let note = |mistake| Note::variant(FindingCode::BodySigned, mistake);
        variants.push(Variant::new(Affix::Whole(body.to_string()), note("alone")));
        for between in ["", "&", "\n", "&body=", ".", "?", "\n\n"] {
            variants.push(around("", &[between, body].concat(), note("appended")));
            variants.push(around(&[body, between].concat(), "", note("prepended")));
        }
        for hash in [Hash::Sha1, Hash::Sha256, Hash::Md5] {
            let digest = encoding::hex(&hash.digest(body.as_bytes()));
            for between in ["", "&", "\n"] {
                variants.push(around("", &[between, &digest].concat(), note("hash_appended")));
            }
        }
    }
    variants
}

/// Encodings of the whole base string.
fn texts() -> Vec<Variant<Affix>> {
    let variant = |affix, mistake| Variant::new(affix, Note::variant(FindingCode::TextEncoding, mistake));
    let mut variants = Vec::from([
        variant(
            Affix::Utf16 {
                big_endian: false,
                mark: false,
            },
            "utf16",
        ),
        variant(
            Affix::Utf16 {
                big_endian: false,
                mark: true,
            },
            "utf16_mark",
        ),
        variant(
            Affix::Utf16 {
                big_endian: true,
                mark: false,
            },
            "utf16_big_endian",
        ),
        variant(
            Affix::Utf16 {
                big_endian: true,
                mark: true,
            },
            "utf16_big_endian_mark",
        ),
        variant(Affix::Lower, "lower_case"),
        variant(Affix::Upper, "upper_case"),
        variant(Affix::Base64, "base64"),
        variant(Affix::Base64Url, "base64"),
        variant(Affix::Hex, "hex"),
        Variant::new(
            Affix::Encoded(Percent::Component),
            Note::variant(FindingCode::EncodedValues, "whole"),
        ),
        Variant::new(
            Affix::Encoded(Percent::FormLower),
            Note::variant(FindingCode::EncodedValues, "whole"),
        ),
        Variant::new(
            Affix::Swapped("&timestamp", "×tamp"),
            Note::variant(FindingCode::TimesSign, "signed"),
        ),
        Variant::new(
            Affix::Swapped("&timestamp", "&times;tamp"),
            Note::variant(FindingCode::TimesSign, "signed"),
        ),
        Variant::new(
            Affix::Swapped("&timestamp", "Ã—tamp"),
            Note::variant(FindingCode::TimesSign, "signed"),
        ),
        Variant::new(
            Affix::Swapped("&timestamp", "%C3%97tamp"),
            Note::variant(FindingCode::TimesSign, "signed"),
        ),
        Variant::new(
            Affix::Swapped("&", "&\n"),
            Note::variant(FindingCode::InvisibleCharacter, "line_break"),
        ),
        Variant::new(
            Affix::Swapped("&", "\n&"),
            Note::variant(FindingCode::InvisibleCharacter, "line_break"),
        ),
        Variant::new(
            Affix::Swapped("-", "–"),
            Note::variant(FindingCode::InvisibleCharacter, "dash"),
        ),
        Variant::new(
            Affix::Swapped("-", "\u{2011}"),
            Note::variant(FindingCode::InvisibleCharacter, "dash"),
        ),
    ]);
    variants.extend(Hash::ALL.map(|hash| variant(Affix::HashedHex(hash), "hashed")));
    variants.extend(Hash::ALL.map(|hash| variant(Affix::Hashed(hash), "hashed")));
    let broken = |width| {
        Variant::new(
            Affix::Broken(width),
            Note::variant(FindingCode::InvisibleCharacter, "line_break"),
        )
    };
    variants.extend((1..200).map(broken));
    variants
}

/// What a program prints for a value that is not text, or one part of the base string alone.
fn artifacts(case: &Case<'_>) -> Vec<Variant<Affix>> {
    let whole = |text: &str, note: Note| Variant::new(Affix::Whole(text.to_string()), note);
    let printed = [
        "",
        "undefined",
        "null",
        "None",
        "[object Object]",
        "[object URLSearchParams]",
        "{}",
        "NaN",
        "true",
        "System.Byte[]",
        "Array",
    ];
    let mut variants: Vec<Variant<Affix>> = Vec::new();
    variants.extend(printed.map(|text| whole(text, Note::new(FindingCode::ArtifactSigned).seen(text))));
    let part = |name| case.value(name).unwrap_or_default();
    let (key, timestamp, user) = (part("key"), part("timestamp"), part("userId"));
    for text in [
        timestamp.to_string(),
        key.to_string(),
        user.to_string(),
        [key, timestamp].concat(),
        [timestamp, key].concat(),
        format!("{key}&{timestamp}"),
        format!("{key}:{timestamp}"),
        format!("{key}{timestamp}{user}"),
        format!("{key}.{timestamp}"),
        format!("{key}{user}{timestamp}"),
    ] {
        variants.push(whole(
            &text,
            Note::variant(FindingCode::ParameterNotSigned, "values_only"),
        ));
    }
    let note = Note::new(FindingCode::SignatureSigned).of(SIGNATURE_HEADER);
    variants.push(around("", &["&", SIGNATURE_HEADER, "="].concat(), note));
    variants.extend(
        case.signature()
            .map(|right| whole(&right, Note::variant(FindingCode::SignatureSigned, "alone"))),
    );
    variants
}

fn secrets(secret: &str) -> Vec<Variant<Affix>> {
    let note = || Note::variant(FindingCode::SecretSigned, "appended");
    let mut variants = Vec::new();
    for between in ["", "&", ":", "\n"] {
        variants.push(around("", &[between, secret].concat(), note()));
        variants.push(around(&[secret, between].concat(), "", note()));
    }
    variants
}

pub(in crate::explain) fn wrapped(message: Vec<u8>, affix: &Affix) -> Vec<u8> {
    let text = || String::from_utf8_lossy(&message);
    match affix {
        Affix::Around(before, after) => [before.as_bytes(), &message, after.as_bytes()].concat(),
        Affix::Whole(other) => other.as_bytes().to_vec(),
        Affix::Utf16 { big_endian, mark } => {
            let mark = if *mark { "\u{feff}" } else { "" };
            encoding::utf16([mark.as_bytes(), &message].concat().as_slice(), *big_endian)
        }
        Affix::Lower => text().to_lowercase().into_bytes(),
        Affix::Upper => text().to_uppercase().into_bytes(),
        Affix::Encoded(how) => encoding::percent(&text(), *how).into_bytes(),
        Affix::Base64 => encoding::base64(&message).into_bytes(),
        Affix::Base64Url => encoding::base64url(&message).into_bytes(),
        Affix::Hex => encoding::hex(&message).into_bytes(),
        Affix::Hashed(hash) => hash.digest(&message),
        Affix::HashedHex(hash) => encoding::hex(&hash.digest(&message)).into_bytes(),
        Affix::Swapped(from, to) => text().replace(from, to).into_bytes(),
        Affix::Broken(width) => broken(&message, *width),
        Affix::OAuth { method, url, encoded } => {
            let part = |text: &str| {
                let encoded = encoded.map(|how| encoding::percent(text, how));
                encoded.unwrap_or_else(|| text.to_string())
            };
            [method, "&", &part(url), "&", &part(&text())].concat().into_bytes()
        }
    }
}

/// Inserts one line feed: a terminal or mail program broke the line.
fn broken(message: &[u8], width: usize) -> Vec<u8> {
    match message.split_at_checked(width) {
        Some((first, rest)) if !rest.is_empty() => [first, b"\n", rest].concat(),
        _ => message.to_vec(),
    }
}
