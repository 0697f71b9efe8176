//! How values are encoded and joined into a base string.

use alloc::string::String;
use alloc::vec::Vec;

use super::variant::{Choices, Variant};
use crate::explain::encoding::{Percent, percent};
use crate::explain::finding::FindingCode::{self, Joiner, JsonSigned};
use crate::explain::finding::Note;
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
    /// With this text before and after each value.
    Between(&'static str, &'static str),
}

/// Text around each value: quotes, and the printed form of a list with one item.
const AROUND_VALUES: [(&str, &str); 12] = [
    ("\"", "\""),
    ("'", "'"),
    ("[", "]"),
    ("['", "']"),
    ("[\"", "\"]"),
    ("\\\"", "\\\""),
    ("{", "}"),
    ("", " "),
    (" ", ""),
    (" ", " "),
    ("", "\n"),
    ("", "\r"),
];

pub(in crate::explain) fn spellings() -> Vec<Variant<Spelling>> {
    let encoded = |spelling, mistake| Variant::new(spelling, Note::variant(FindingCode::EncodedValues, mistake));
    let mut spellings = Vec::from([
        // Before the raw query: a `+` alone is not percent-encoded.
        Variant::new(Spelling::PlusKept, Note::new(FindingCode::PlusInUrl)),
        encoded(Spelling::Raw, "as_in_url"),
        encoded(Spelling::Encoded(Percent::Component), "encode_uri_component"),
        encoded(Spelling::Encoded(Percent::Strict), "rfc3986"),
        encoded(Spelling::Encoded(Percent::Quote), "slash_kept"),
        encoded(Spelling::Encoded(Percent::Uri), "encode_uri"),
        encoded(Spelling::Encoded(Percent::Escape), "escape"),
        encoded(Spelling::Encoded(Percent::Form), "form"),
        encoded(Spelling::Encoded(Percent::StrictLower), "lower_case"),
        encoded(Spelling::Encoded(Percent::FormLower), "form_lower_case"),
        encoded(Spelling::Double, "twice"),
        encoded(Spelling::DecodedTwice, "decoded_twice"),
    ]);
    spellings.extend(AROUND_VALUES.map(|(before, after)| {
        let note = Note::variant(Joiner, "around_values");
        Variant::new(Spelling::Between(before, after), note)
    }));
    spellings
}

pub(in crate::explain) fn spelt(pair: &Parameter, spelling: Option<Spelling>) -> String {
    match spelling {
        None => pair.value.clone(),
        Some(Spelling::Raw) => pair.raw.clone(),
        Some(Spelling::Encoded(how)) => percent(&pair.value, how),
        Some(Spelling::Double) => percent(&percent(&pair.value, Percent::Component), Percent::Component),
        Some(Spelling::PlusKept) => percent_decode(&pair.raw.replace('+', "%2B")).unwrap_or_else(|_| pair.raw.clone()),
        Some(Spelling::Between(before, after)) => [before, &pair.value, after].concat(),
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
    /// Only the names.
    Names(&'static str),
    /// A printed object. `as_sent`: in the order of the URL.
    Printed { print: Print, as_sent: bool, bare: Bare },
}

/// Which kinds of values are printed without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) struct Bare {
    booleans: bool,
    numbers: bool,
    timestamp: bool,
}

/// How a program prints an object: `open`, then for each parameter `before` name `between` value `after`, with `comma`
/// between two parameters, then `close`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::explain) struct Print {
    open: &'static str,
    before: &'static str,
    between: &'static str,
    after: &'static str,
    comma: &'static str,
    close: &'static str,
    escapes_slash: bool,
}

/// How many of [`PRINTS`] are common.
const COMMON_PRINTS: usize = 8;

/// JSON of JavaScript and of Python first.
#[rustfmt::skip]
const PRINTS: &[(Print, FindingCode, &str)] = &[
    (print(["{", "\"", "\":\"", "\"", ",", "}"]), JsonSigned, ""),
    (print(["{", "\"", "\": \"", "\"", ", ", "}"]), JsonSigned, ""),
    (print(["{\n  ", "\"", "\": \"", "\"", ",\n  ", "\n}"]), JsonSigned, "indented"),
    (print(["{\n    ", "\"", "\": \"", "\"", ",\n    ", "\n}"]), JsonSigned, "indented"),
    (Print { escapes_slash: true, ..print(["{", "\"", "\":\"", "\"", ",", "}"]) }, JsonSigned, "slashes"),
    (print(["{", "'", "': '", "'", ", ", "}"]), Joiner, "python_dict"),
    (print(["[", "('", "', '", "')", ", ", "]"]), Joiner, "python_pairs"),
    (print(["{", "", "=", "", ", ", "}"]), Joiner, "java_map"),
    (print(["{\n\t", "\"", "\": \"", "\"", ",\n\t", "\n}"]), JsonSigned, "indented"),
    (print(["{\r\n  ", "\"", "\": \"", "\"", ",\r\n  ", "\r\n}"]), JsonSigned, "indented"),
    (print(["{\r\n    ", "\"", "\":  \"", "\"", ",\r\n    ", "\r\n}"]), JsonSigned, "indented"),
    (print(["{ ", "\"", "\": \"", "\"", ", ", " }"]), JsonSigned, "indented"),
    (print(["{", "\"", "\":\"", "\"", ", ", "}"]), JsonSigned, ""),
    (print(["{", "\"", "\": \"", "\"", ",", "}"]), JsonSigned, ""),
    (print(["{", "\"", "\":\"", "\"", ",", "}\n"]), JsonSigned, ""),
    (print(["{", "\"", "\": \"", "\"", ", ", "}\n"]), JsonSigned, ""),
    // Lists of pairs, and of names and values together.
    (print(["[", "[\"", "\",\"", "\"]", ",", "]"]), JsonSigned, "list"),
    (print(["[", "[\"", "\", \"", "\"]", ", ", "]"]), JsonSigned, "list"),
    (print(["[", "\"", "=", "\"", ",", "]"]), JsonSigned, "list"),
    (print(["[", "\"", "=", "\"", ", ", "]"]), JsonSigned, "list"),
    (print(["[", "{\"name\":\"", "\",\"value\":\"", "\"}", ",", "]"]), JsonSigned, "list"),
    (print(["[", "{\"key\":\"", "\",\"value\":\"", "\"}", ",", "]"]), JsonSigned, "list"),
    (print(["", "('", "', '", "')", ", ", ""]), Joiner, "python_pairs"),
    (print(["[", "'", "=", "'", ", ", "]"]), Joiner, "printed"),
    (print(["", "", ",", "", ",", ""]), Joiner, "printed"),
    (print(["[", "", "=", "", ", ", "]"]), Joiner, "printed"),
    (print(["[", "", "=", "", " ", "]"]), Joiner, "printed"),
    // Go's maps and url.Values, Ruby's hashes, PHP's print_r and var_export, JavaScript's console, Swift, PowerShell.
    (print(["map[", "", ":", "", " ", "]"]), Joiner, "printed"),
    (print(["map[", "", ":[", "]", " ", "]"]), Joiner, "printed"),
    (print(["{", "\"", "\"=>\"", "\"", ", ", "}"]), Joiner, "printed"),
    (print(["{", "\"", "\" => \"", "\"", ", ", "}"]), Joiner, "printed"),
    (print(["{", ":", "=>\"", "\"", ", ", "}"]), Joiner, "printed"),
    (print(["{", "", ": \"", "\"", ", ", "}"]), Joiner, "printed"),
    (print(["Array\n(\n", "    [", "] => ", "\n", "", ")\n"]), Joiner, "printed"),
    (print(["array (\n", "  '", "' => '", "',\n", "", ")"]), Joiner, "printed"),
    (print(["{ ", "", ": '", "'", ", ", " }"]), Joiner, "printed"),
    (print(["{\n  ", "", ": '", "'", ",\n  ", "\n}"]), Joiner, "printed"),
    (print(["[", "\"", "\": \"", "\"", ", ", "]"]), Joiner, "printed"),
    (print(["@{", "", "=", "", "; ", "}"]), Joiner, "printed"),
    (print(["{", "", ":", "", ",", "}"]), Joiner, "printed"),
    (print(["", "\"", "\"=\"", "\"", "&", ""]), Joiner, "around_values"),
    (print(["", "", "=\"", "\"", ", ", ""]), Joiner, "around_values"),
    (print(["", "", "=\"", "\"", ",", ""]), Joiner, "around_values"),
];

const fn print([open, before, between, after, comma, close]: [&'static str; 6]) -> Print {
    Print {
        open,
        before,
        between,
        after,
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

/// Texts between name and value, and between parameters, which are tried with each other but not with other mistakes.
const RARE_EQUALS: [&str; 16] = [
    "=", ":", ": ", " = ", "", ".", "-", "_", "\t", "\n", "=>", " => ", " ", ",", "%3D", "|",
];
const RARE_BETWEEN: [&str; 30] = [
    "&", ",", ", ", ";", "; ", "", "\n", "\r\n", "\t", " ", "|", "||", "&&", "/", ".", ":", "-", "_", "+", "\0", "\\n",
    "~", "#", "*", "%", "$", "^", "!", "?", " & ",
];

pub(in crate::explain) fn joins(rare: bool) -> Choices<Variant<Join>> {
    let variant = |code, mistake, name, pair| Variant::new(Join::Between(name, pair), Note::variant(code, mistake));
    let mut variants: Vec<Variant<Join>> = Vec::new();
    variants.extend(
        BETWEEN
            .iter()
            .map(|(mistake, name, pair)| variant(Joiner, *mistake, *name, *pair)),
    );
    variants.extend(
        ESCAPED
            .iter()
            .map(|(mistake, name, pair)| variant(FindingCode::EscapedSeparator, *mistake, *name, *pair)),
    );
    let values = |between| Variant::new(Join::Values(between), Note::variant(Joiner, "values_only"));
    variants.extend(["", "&", ",", "\n", "|", ":", ".", "-", "_", " ", ";", "+"].map(values));
    let mut rarely = Vec::new();
    for (place, (print, code, mistake)) in PRINTS.iter().enumerate() {
        for as_sent in [false, true] {
            for kinds in 0..8_u8 {
                let bare = Bare {
                    booleans: kinds & 1 > 0,
                    numbers: kinds & 2 > 0,
                    timestamp: kinds & 4 > 0,
                };
                let of_json = if as_sent { "url_order" } else { "sorted" };
                let note = Note::variant(*code, if mistake.is_empty() { of_json } else { mistake });
                let join = Join::Printed {
                    print: *print,
                    as_sent,
                    bare,
                };
                let is_common = place < COMMON_PRINTS && (kinds == 0 || kinds == 7);
                let list = if is_common { &mut variants } else { &mut rarely };
                list.push(Variant::new(join, note));
            }
        }
    }
    for between in RARE_BETWEEN {
        for name in RARE_EQUALS {
            rarely.push(variant(Joiner, "other", name, between));
        }
        rarely.push(values(between));
        rarely.push(Variant::new(Join::Names(between), Note::variant(Joiner, "names_only")));
    }
    rarely.retain(|variant| variant.what != Join::RIGHT);
    Choices::new(variants, if rare { rarely } else { Vec::new() })
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
            Join::Names(between) => text.extend([if place == 0 { "" } else { between }, &pair.name]),
            Join::Printed { print, bare, .. } => {
                text.push_str(if place == 0 { print.open } else { print.comma });
                text.push_str(print.before);
                push_escaped(&mut text, print, &pair.name);
                let is_bare = print.is_quoted() && is_bare(&pair.name, &value, bare);
                let unquoted = |text: &'static str| if is_bare { text.trim_matches(QUOTES) } else { text };
                text.push_str(if is_bare {
                    print.between.trim_end_matches(QUOTES)
                } else {
                    print.between
                });
                push_escaped(&mut text, print, &value);
                text.push_str(unquoted(print.after));
            }
        }
    }
    if let Join::Printed { print, .. } = join {
        text.push_str(print.close);
    }
    text
}

const QUOTES: [char; 2] = ['"', '\''];

impl Print {
    /// Whether values are in quotes.
    fn is_quoted(self) -> bool {
        self.between.ends_with(QUOTES)
    }
}

fn is_bare(name: &str, value: &str, bare: Bare) -> bool {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    if name.eq_ignore_ascii_case("timestamp") {
        return bare.timestamp && is_number;
    }
    (bare.booleans && matches!(value, "true" | "false")) || (bare.numbers && is_number)
}

fn push_escaped(text: &mut String, print: Print, value: &str) {
    for char in value.chars() {
        match char {
            '"' | '\\' => text.extend(['\\', char]),
            '/' if print.escapes_slash => text.push_str("\\/"),
            '\n' => text.push_str("\\n"),
            other => text.push(other),
        }
    }
}
