//! How values are encoded and joined into a base string.

use alloc::string::String;
use alloc::vec::Vec;

use super::variant::Variant;
use crate::explain::encoding::{Percent, percent};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::parse::parameter::Parameter;
use crate::query::percent_decode;

/// How a value is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) enum Spelling {
    /// As it is in the URL.
    Raw,
    Encoded(Percent),
    Double,
    /// Percent-decoded, but `+` is not changed to a space.
    PlusKept,
    DecodedTwice,
}

pub(in crate::explain) fn spellings() -> Vec<Variant<Spelling>> {
    let encoded = |spelling, mistake| Variant::new(spelling, Note::variant(FindingCode::EncodedValues, mistake));
    Vec::from([
        // Before the raw query: a `+` alone is not percent-encoded.
        Variant::new(Spelling::PlusKept, Note::new(FindingCode::PlusInUrl)),
        encoded(Spelling::Raw, "as_in_url"),
        encoded(Spelling::Encoded(Percent::Component), "encode_uri_component"),
        encoded(Spelling::Encoded(Percent::Strict), "rfc3986"),
        encoded(Spelling::Encoded(Percent::Quote), "slash_kept"),
        encoded(Spelling::Encoded(Percent::Escape), "escape"),
        encoded(Spelling::Encoded(Percent::Form), "form"),
        encoded(Spelling::Encoded(Percent::StrictLower), "lower_case"),
        encoded(Spelling::Encoded(Percent::FormLower), "form_lower_case"),
        encoded(Spelling::Double, "twice"),
        encoded(Spelling::DecodedTwice, "decoded_twice"),
    ])
}

pub(in crate::explain) fn spelt(pair: &Parameter, spelling: Option<Spelling>) -> String {
    match spelling {
        None => pair.value.clone(),
        Some(Spelling::Raw) => pair.raw.clone(),
        Some(Spelling::Encoded(how)) => percent(&pair.value, how),
        Some(Spelling::Double) => percent(&percent(&pair.value, Percent::Component), Percent::Component),
        Some(Spelling::PlusKept) => percent_decode(&pair.raw.replace('+', "%2B")).unwrap_or_else(|_| pair.raw.clone()),
        Some(Spelling::DecodedTwice) => percent_decode(&pair.value).unwrap_or_else(|_| pair.value.clone()),
    }
}

/// How names and values are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) enum Join {
    /// The text between name and value, and between parameters.
    Between(&'static str, &'static str),
    /// Only the values, with this text between them.
    Values(&'static str),
    /// A printed object. `as_sent`: in the order of the URL. `typed`: numbers and booleans are not quoted.
    Printed { print: Print, as_sent: bool, typed: bool },
}

/// How a program prints an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) struct Print {
    open: &'static str,
    quote: &'static str,
    colon: &'static str,
    comma: &'static str,
    close: &'static str,
    escapes_slash: bool,
}

#[rustfmt::skip]
const PRINTS: [(Print, FindingCode, Option<&str>); 8] = [
    (print(["{", "\"", ":", ",", "}"]), FindingCode::JsonSigned, None),
    // The format of Python's JSON.
    (print(["{", "\"", ": ", ", ", "}"]), FindingCode::JsonSigned, None),
    (print(["{\n  ", "\"", ": ", ",\n  ", "\n}"]), FindingCode::JsonSigned, Some("indented")),
    (print(["{\n    ", "\"", ": ", ",\n    ", "\n}"]), FindingCode::JsonSigned, Some("indented")),
    (Print { escapes_slash: true, ..print(["{", "\"", ":", ",", "}"]) }, FindingCode::JsonSigned, Some("slashes")),
    (print(["{", "'", ": ", ", ", "}"]), FindingCode::Joiner, Some("python_dict")),
    (print(["[('", "", "', '", "'), ('", "')]"]), FindingCode::Joiner, Some("python_pairs")),
    (print(["{", "", "=", ", ", "}"]), FindingCode::Joiner, Some("java_map")),
];

const fn print([open, quote, colon, comma, close]: [&'static str; 5]) -> Print {
    Print {
        open,
        quote,
        colon,
        comma,
        close,
        escapes_slash: false,
    }
}

impl Join {
    pub(in crate::explain) const RIGHT: Self = Self::Between("=", "&");

    /// Whether the parameters are always in the order of the URL.
    pub(in crate::explain) fn is_as_sent(self) -> bool {
        matches!(self, Self::Printed { as_sent: true, .. })
    }
}

#[rustfmt::skip]
const BETWEEN: &[(&str, &str, &str)] = &[
    ("nothing", "", ""), ("nothing", "=", ""), ("nothing", "", "&"), ("nothing", "", ","), ("nothing", "", ", "),
    ("nothing", "", ";"), ("nothing", "", "\n"), ("nothing", "", "|"), ("nothing", "", " "), ("nothing", "", ":"),
    ("colon", ":", " "), ("colon", ": ", "&"), ("colon", ": ", ","), ("colon", ": ", "; "),
    ("comma", "=", ","), ("comma", "=", ", "), ("semicolon", "=", ";"), ("semicolon", "=", "; "),
    ("line_feed", "=", "\n"), ("line_feed", "=", "\r\n"), ("space", "=", " "), ("pipe", "=", "|"), ("plus", "=", "+"),
    ("colon", ":", "&"), ("colon", ":", ","), ("colon", ":", ", "), ("colon", ":", ""), ("colon", ":", "\n"),
    ("colon", ":", ";"), ("colon", ":", "|"),
    ("colon", ": ", "\n"), ("colon", ": ", ", "), ("spaced", " = ", "&"), ("spaced", "=", " & "),
    ("doubled", "==", "&"), ("question_mark", "=", "?"), ("slash", "/", "/"), ("slash", "=", "/"),
];

const ESCAPED: [(&str, &str, &str); 5] = [
    ("html", "=", "&amp;"),
    ("percent", "=", "%26"),
    ("percent", "%3D", "%26"),
    ("unicode", "=", "\\u0026"),
    ("unicode", "\\u003d", "\\u0026"),
];

pub(in crate::explain) fn joins() -> Vec<Variant<Join>> {
    let variant = |code, mistake, name, pair| Variant::new(Join::Between(name, pair), Note::variant(code, mistake));
    let mut variants: Vec<Variant<Join>> = Vec::new();
    variants.extend(
        BETWEEN
            .iter()
            .map(|(mistake, name, pair)| variant(FindingCode::Joiner, *mistake, *name, *pair)),
    );
    variants.extend(
        ESCAPED
            .iter()
            .map(|(mistake, name, pair)| variant(FindingCode::EscapedSeparator, *mistake, *name, *pair)),
    );
    variants.extend(
        ["", "&", ",", "\n", "|", ":", ".", "-", "_", " ", ";", "+"]
            .map(|between| Variant::new(Join::Values(between), Note::variant(FindingCode::Joiner, "values_only"))),
    );
    for (print, code, mistake) in PRINTS {
        for as_sent in [false, true] {
            for typed in [false, true] {
                let of_json = if as_sent { "url_order" } else { "sorted" };
                let note = Note::variant(code, mistake.unwrap_or(of_json));
                variants.push(Variant::new(Join::Printed { print, as_sent, typed }, note));
            }
        }
    }
    variants
}

pub(in crate::explain) fn joined(pairs: &[Parameter], spelling: Option<Spelling>, join: Join) -> String {
    let mut text = String::new();
    for (place, pair) in pairs.iter().enumerate() {
        let value = spelt(pair, spelling);
        match join {
            Join::Between(name_value, between) => {
                let before = if place == 0 { "" } else { between };
                text.extend([before, &pair.name, name_value, &value]);
            }
            Join::Values(between) => text.extend([if place == 0 { "" } else { between }, &value]),
            Join::Printed { print, typed, .. } => {
                text.push_str(if place == 0 { print.open } else { print.comma });
                push_quoted(&mut text, print, &pair.name);
                text.push_str(print.colon);
                if typed && is_bare(&value) {
                    text.push_str(&value);
                } else {
                    push_quoted(&mut text, print, &value);
                }
            }
        }
    }
    if let Join::Printed { print, .. } = join {
        text.push_str(print.close);
    }
    text
}

fn is_bare(value: &str) -> bool {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    matches!(value, "true" | "false") || (digits && !value.is_empty())
}

fn push_quoted(text: &mut String, print: Print, value: &str) {
    text.push_str(print.quote);
    for char in value.chars() {
        match char {
            '"' | '\\' => text.extend(['\\', char]),
            '/' if print.escapes_slash => text.push_str("\\/"),
            '\n' => text.push_str("\\n"),
            other => text.push(other),
        }
    }
    text.push_str(print.quote);
}
