//! How values are encoded and joined into a base string.

use alloc::string::String;
use alloc::vec::Vec;

use super::variant::{Choices, Variant, add};
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
    for (before, after) in AROUND_VALUES {
        let note = Note::variant(Joiner, "around_values");
        add(&mut spellings, Spelling::Between(before, after), note);
    }
    spellings
}

pub(in crate::explain) fn spelled(pair: &Parameter, spelling: Option<Spelling>) -> String {
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
    /// All names, then all values: the text between two of them, and between names and values.
    Apart(&'static str, &'static str),
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

/// The parts of a [`Print`] with `~` between them, which keeps the wasm smaller than a list would. `{n}` is the name
/// again. `{v}` leaves the name out. `¦` is between two rows of one kind.
/// JSON of JavaScript and of Python first.
#[rustfmt::skip]
const PRINTS: &[(FindingCode, &str, &str)] = &[
    (JsonSigned, "", "{~\"~\":\"~\"~,~}"),
    (JsonSigned, "", "{~\"~\": \"~\"~, ~}"),
    (JsonSigned, "indented", "{\n  ~\"~\": \"~\"~,\n  ~\n}"),
    (JsonSigned, "indented", "{\n    ~\"~\": \"~\"~,\n    ~\n}"),
    (JsonSigned, "slashes", "{~\"~\":\"~\"~,~}"),
    (Joiner, "python_dict", "{~'~': '~'~, ~}"),
    (Joiner, "python_pairs", "[~('~', '~')~, ~]"),
    (Joiner, "java_map", "{~~=~~, ~}"),
    (JsonSigned, "indented", concat!(
        "{\n\t~\"~\": \"~\"~,\n\t~\n}¦{\r\n  ~\"~\": \"~\"~,\r\n  ~\r\n}¦",
        "{\r\n    ~\"~\":  \"~\"~,\r\n    ~\r\n}¦{ ~\"~\": \"~\"~, ~ }¦{\n  ~\"~\" : \"~\"~,\n  ~\n}¦",
        "{\n   ~\"~\" : \"~\"~,\n   ~\n}¦{\n~\"~\":\"~\"~,\n~\n}¦{\n\t~\"~\" : \"~\"~,\n\t~\n}",
    )),
    (JsonSigned, "", concat!(
        "{~\"~\":\"~\"~, ~}¦{~\"~\": \"~\"~,~}¦{~\"~\":\"~\"~,~}\n¦{~\"~\": \"~\"~, ~}\n¦{~\"~\" : \"~\"~, ~}¦",
        "{~\"~\" : \"~\"~,~}¦\"{~\\\"~\\\":\\\"~\\\"~,~}\"¦{\"params\":{~\"~\":\"~\"~,~}}¦",
        "{\"query\":{~\"~\":\"~\"~,~}}¦{\"data\":{~\"~\":\"~\"~,~}}",
    )),
    (JsonSigned, "list", concat!(
        "[~[\"~\",\"~\"]~,~]¦[~[\"~\", \"~\"]~, ~]¦[~\"~=~\"~,~]¦[~\"~=~\"~, ~]¦",
        "[~{\"name\":\"~\",\"value\":\"~\"}~,~]¦[~{\"key\":\"~\",\"value\":\"~\"}~,~]¦{~\"~\": [\"~\"]~, ~}¦",
        "{~\"~\":[\"~\"]~,~}¦[~{\"~\":\"~\"}~,~]¦[~{\"Key\":\"~\",\"Value\":\"~\"}~,~]¦",
        "[~{\"Name\":\"~\",\"Value\":\"~\"}~,~]¦[~{\"name\": \"~\", \"value\": \"~\"}~, ~]¦",
        "[~{\"key\": \"~\", \"value\": \"~\"}~, ~]¦[~{v}~\"~\"~,~]¦[~{v}~\"~\"~, ~]",
    )),
    (Joiner, "python_pairs", concat!(
        "~('~', '~')~, ~¦OrderedDict([~('~', '~')~, ~])¦ImmutableMultiDict([~('~', '~')~, ~])¦",
        "dict_items([~('~', '~')~, ~])¦(~('~', '~')~, ~)",
    )),
    (Joiner, "printed", concat!(
        "[~'~=~'~, ~]¦~~,~~,~¦[~~=~~, ~]¦[~~=~~ ~]¦map[~~:~~ ~]¦map[~~:[~]~ ~]¦{~\"~\"=>\"~\"~, ~}¦",
        "{~\"~\" => \"~\"~, ~}¦{~:~=>\"~\"~, ~}¦{~~: \"~\"~, ~}¦Array\n(\n~    [~] => ~\n~~)\n¦",
        "array (\n~  '~' => '~',\n~~)¦{ ~~: '~'~, ~ }¦{\n  ~~: '~'~,\n  ~\n}¦[~\"~\": \"~\"~, ~]¦@{~~=~~; ~}¦",
        "{~~:~~,~}¦%{~\"~\" => \"~\"~, ~}¦{~:~ \"~\"~, ~}¦",
        "Map(~~ -> ~~, ~)¦[~(~, ~)~, ~]¦[~(~, ~)~, ~]¦[~~:~~, ~]¦",
        "map[string]string{~\"~\":\"~\"~, ~}¦map[string]interface {}{~\"~\":\"~\"~, ~}¦",
        "url.Values{~\"~\":[]string{\"~\"}~, ~}¦{~~=[~]~, ~}¦URLSearchParams {~ '~' => '~'~,~ }¦",
        "{~~: ~~, ~}¦{~ ~ = ~~,~ }¦~[~, ~]~, ~¦~[~, ~]~&~¦~[~, ~]~~¦",
        "$VAR1 = {\n~          '~' => '~'~,\n~\n        };\n¦",
        "[~\"~\" => \"~\"~, ~]¦[~'~' => '~'~, ~]¦",
        "[~~ => ~~, ~]¦{~~: '~'~, ~}¦{~~:'~'~,~}¦{~~:\"~\"~,~}",
    )),
    (Joiner, "around_values", concat!(
        "~\"~\"=\"~\"~&~¦~~=\"~\"~, ~¦~~=\"~\"~,~¦~'~'='~'~&~¦~'~'='~'~,~¦~\"~\"=\"~\"~,~¦",
        "~\"~\": \"~\"~, ~¦~\"~\",\"~\"~\n~¦~\"~\",\"~\"\n~~¦~'~': '~'~, ~¦~~='~'~ AND ~¦",
        "~~ = '~'~ AND ~¦~~='~'~, ~¦~~='~'~ ~¦~~=\"~\"~ ~¦~~=\"~\"~\n~¦",
        "~~=<~>~&~¦~~=${~}~&~¦~~={{~}}~&~¦~~=b'~'~&~¦",
        "~~=Optional(\"~\")~&~¦~~=Some(\"~\")~&~¦~~=('~',)~&~¦~~=~\r\n~&~¦~~=~\t~&~¦",
        "~~=~,~&~",
    )),
    (Joiner, "python_dict", "OrderedDict({~'~': '~'~, ~})¦{~'~': ['~']~, ~}"),
    (Joiner, "values_only", concat!(
        "[~{v}~'~'~, ~]¦(~{v}~'~'~, ~)¦dict_values([~{v}~'~'~, ~])¦[~{v}~~~, ~]¦[~{v}~~~ ~]¦[~{v}~~~,~]¦",
        "~{v}~'~'~,~¦~{v}~\"~\"~,~¦~{v}~~\n~~",
    )),
    (Joiner, "other", concat!(
        "~:~=~~&~¦~params[~]=~~&~¦~query[~]=~~&~¦~data[~]=~~&~¦~~[]=~~&~¦~~[0]=~~&~¦~-d ~=~~ ~¦~--~ ~~ ~¦~--~=~~ ~¦",
        "~$~=~~&~¦~?~=~~~¦~~\t~\n~~¦~~\t~\r\n~~",
    )),
    (Joiner, "line_feed", "~~=~\n~~¦~~=~\r\n~~"),
    (Joiner, "colon", "~~: ~\n~~¦~~: ~\r\n~~¦---\n~~: ~\n~~¦~~: \"~\"~\n~¦~~: \"~\"\n~~¦~~:~\n~~¦~~:~\r\n~~"),
    (Joiner, "semicolon", "~~=~;~~"),
    (Joiner, "comma", "~~=~,~~¦~~,~\n~~¦~~,~\r\n~~¦name,value\n~~,~\n~~"),
    (Joiner, "pipe", "~~=~|~~"),
    (Joiner, "space", "~~=~ ~~"),
    (Joiner, "nothing", "~~~\n~~"),
    (Joiner, "spaced", "~~ = ~\n~~"),
    (Joiner, "xml", concat!(
        "~<~>~</{n}>~~¦~<~>~</{n}>~\n~¦<xml>~<~>~</{n}>~~</xml>¦<xml>~<~><![CDATA[~]]></{n}>~~</xml>¦",
        "<xml>\n~<~>~</{n}>\n~~</xml>¦<request>~<~>~</{n}>~~</request>¦<root>~<~>~</{n}>~~</root>¦",
        "<root>\n~  <~>~</{n}>\n~~</root>¦<params>~<~>~</{n}>~~</params>¦<parameters>~<~>~</{n}>~~</parameters>¦",
        "<query>~<~>~</{n}>~~</query>¦<data>~<~>~</{n}>~~</data>¦",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><request>~<~>~</{n}>~~</request>¦",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><root>~<~>~</{n}>~~</root>¦",
        "<?xml version=\"1.0\"?>\n<root>~<~>~</{n}>~~</root>\n¦<request ~~=\"~\"~ ~/>¦<request ~~=\"~\"~ ~ />",
    )),
];

/// The six parts of a row of [`PRINTS`].
fn print(row: &'static str, escapes_slash: bool) -> Print {
    let mut parts = row.split('~');
    let mut next = || parts.next().unwrap_or_default();
    Print {
        open: next(),
        before: next(),
        between: next(),
        after: next(),
        comma: next(),
        close: next(),
        escapes_slash,
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
    let (mut variants, mut rarely) = (Vec::new(), Vec::new());
    for (mistake, name, pair) in BETWEEN {
        add(&mut variants, Join::Between(name, pair), Note::variant(Joiner, mistake));
    }
    for (mistake, name, pair) in ESCAPED {
        let note = Note::variant(FindingCode::EscapedSeparator, mistake);
        add(&mut variants, Join::Between(name, pair), note);
    }
    for &between in &["", "&", ",", "\n", "|", ":", ".", "-", "_", " ", ";", "+"] {
        add(
            &mut variants,
            Join::Values(between),
            Note::variant(Joiner, "values_only"),
        );
    }
    let rows = PRINTS
        .iter()
        .flat_map(|(code, mistake, rows)| rows.split('¦').map(move |row| (*code, *mistake, row)));
    for (place, (code, mistake, row)) in rows.enumerate() {
        // A bit for the order and for each kind of value.
        for kinds in 0..16_u8 {
            let as_sent = kinds & 8 > 0;
            let bare = Bare {
                booleans: kinds & 1 > 0,
                numbers: kinds & 2 > 0,
                timestamp: kinds & 4 > 0,
            };
            let of_json = if as_sent { "url_order" } else { "sorted" };
            let note = Note::variant(code, if mistake.is_empty() { of_json } else { mistake });
            let is_common = place < COMMON_PRINTS && matches!(kinds & 7, 0 | 7);
            let list = if is_common { &mut variants } else { &mut rarely };
            let print = print(row, mistake == "slashes");
            add(list, Join::Printed { print, as_sent, bare }, note);
        }
    }
    for between in RARE_BETWEEN {
        for name in RARE_EQUALS {
            add(
                &mut rarely,
                Join::Between(name, between),
                Note::variant(Joiner, "other"),
            );
        }
        add(&mut rarely, Join::Values(between), Note::variant(Joiner, "values_only"));
        add(&mut rarely, Join::Names(between), Note::variant(Joiner, "names_only"));
        for middle in ["", between, "\n", "&", ",", "|", "=", ":", " "] {
            let note = Note::variant(Joiner, "names_first");
            add(&mut rarely, Join::Apart(between, middle), note);
        }
    }
    rarely.retain(|variant| variant.what != Join::RIGHT);
    Choices::new(variants, if rare { rarely } else { Vec::new() })
}

pub(in crate::explain) fn joined(pairs: &[Parameter], spelling: Option<Spelling>, join: Join) -> String {
    let mut text = String::new();
    if let Join::Apart(between, middle) = join {
        let half = |join| joined(pairs, spelling, join);
        return [&half(Join::Names(between)), middle, &half(Join::Values(between))].concat();
    }
    for (place, pair) in pairs.iter().enumerate() {
        let value = spelled(pair, spelling);
        match join {
            Join::Between(name_value, between) => {
                let before = if place == 0 { "" } else { between };
                text.extend([before, &pair.name, name_value, &value]);
            }
            Join::Values(between) => text.extend([if place == 0 { "" } else { between }, &value]),
            Join::Names(between) => text.extend([if place == 0 { "" } else { between }, &pair.name]),
            // Written above.
            Join::Apart(..) => {}
            Join::Printed { print, bare, .. } => {
                text.push_str(if place == 0 { print.open } else { print.comma });
                if print.before != "{v}" {
                    text.push_str(print.before);
                    push_escaped(&mut text, print, &pair.name);
                }
                let is_bare = print.is_quoted() && is_bare(&pair.name, &value, bare);
                let unquoted = |text: &'static str| if is_bare { text.trim_matches(QUOTES) } else { text };
                text.push_str(if is_bare {
                    print.between.trim_end_matches(QUOTES)
                } else {
                    print.between
                });
                push_escaped(&mut text, print, &value);
                match unquoted(print.after).split_once("{n}") {
                    Some((before, after)) => text.extend([before, &pair.name, after]),
                    None => text.push_str(unquoted(print.after)),
                }
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
