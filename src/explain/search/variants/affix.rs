//! Text around the base string, or instead of it.

mod body;
mod change;

use alloc::string::ToString;
use alloc::vec::Vec;

use super::characters::{DASHES, INSERTED, PYTHON_BYTES, QUOTES};
use super::constants::{SECRET_NAMES, constants};
use super::mutation::not_sent;
use super::template::Parts;
use super::variant::{Choices, Variant, add as push, rows};
use crate::explain::encoding::{self, Percent};
use crate::explain::finding::{FindingCode, Note};
use crate::explain::parse::case::Case;
use crate::explain::parse::parameter::Parameter;
use crate::explain::search::hashes::Hash;
use body::bodies;
use change::{Text, around};

pub(in crate::explain) use change::{Affix, wrapped};

use FindingCode::{
    ArtifactSigned, InvisibleCharacter, Joiner, LineEnd, Oauth1BaseString, ParameterNotSigned, SecretSigned,
    SignatureSigned, TextEncoding, TimesSign, UrlInBaseString,
};

/// The code of a mistake, its variant, and what was signed.
type Row = (FindingCode, &'static str, &'static str);

#[rustfmt::skip]
const AROUND: &[Row] = &[
    (LineEnd, "line_feed", "{b}\n"),
    (LineEnd, "cr_lf", "{b}\r\n"),
    (LineEnd, "space", "{b} "),
    (LineEnd, "cr", "{b}\r"),
    (LineEnd, "tab", "{b}\t"),
    (LineEnd, "nul", "{b}\0"),
    (LineEnd, "line_feeds", "{b}\n\n"),
    (LineEnd, "space_line_feed", "{b} \n"),
    (LineEnd, "space_cr_lf", "{b} \r\n"),
    (LineEnd, "escaped_line_feed", "{b}\\n"),
    (LineEnd, "escaped_line_feed", "{b}\\r\\n"),
    (LineEnd, "space_before", " {b}"),
    (LineEnd, "line_feed_before", "\n{b}"),
    (LineEnd, "line_feed_before", "\n{b}\n"),
    (TextEncoding, "byte_order_mark", "\u{feff}{b}"),
    (TextEncoding, "byte_order_mark", "\u{feff}{b}\n"),
    (Joiner, "ampersand_before", "&{b}"),
    (Joiner, "ampersand_after", "{b}&"),
    (Joiner, "ampersand_after", "&{b}&"),
    (Joiner, "equals_after", "{b}="),
    (UrlInBaseString, "question_mark", "?{b}"),
    (UrlInBaseString, "question_mark", "?{r}"),
    (UrlInBaseString, "path_behind", "{b}{p}"),
    (UrlInBaseString, "path_behind", "{b}{q}"),
    (UrlInBaseString, "path_behind", "{b}\n{p}"),
    // The schemes of webhooks: Zoom and Slack, then Stripe.
    (UrlInBaseString, "timestamp", "v0:{t}:{b}"),
    (UrlInBaseString, "timestamp", "v0:{t}:"),
    (UrlInBaseString, "timestamp", "v1:{t}:{b}"),
    (UrlInBaseString, "timestamp", "{t}.{b}"),
    (UrlInBaseString, "timestamp", "{t}."),
    (UrlInBaseString, "timestamp", "t={t}.{b}"),
    (UrlInBaseString, "url_alone", "{u}"),
    (UrlInBaseString, "url_alone", "{u%}"),
    (UrlInBaseString, "path_alone", "{p}"),
    (UrlInBaseString, "path_alone", "{q}"),
    // From HTTP message signatures, Azure Service Bus, and AWS signature versions 1, 2 and 4.
    (UrlInBaseString, "method_path", "(request-target): {n} {p}?{b}"),
    (UrlInBaseString, "method_path", "(request-target): {n} {p}?{b}\nhost: {h}"),
    (UrlInBaseString, "method_path", "host: {h}\n(request-target): {n} {p}?{b}"),
    (UrlInBaseString, "url", "{u%}\n{t}"),
    (UrlInBaseString, "method_path", "{m}\n\n\n{t}\n{p}"),
    (UrlInBaseString, "method_path", "{m}\n\n\n{t}\n{p}?{b}"),
    (UrlInBaseString, "method_path", "{m}\n\n\n\n{p}?{b}"),
    (UrlInBaseString, "method_path", "{m}\n\n\n\n\n\n\n\n\n\n\n\n{p}?{b}"),
    (UrlInBaseString, "method_host_path",
        "{m}\n{p}\n{b}\nhost:{h}\n\nhost\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (Oauth1BaseString, "encoded", "{m}&{u%}&{b%}"),
    (Oauth1BaseString, "encoded", "{m}&{u~}&{b~}"),
    (Oauth1BaseString, "plain", "{m}&{u}&{b}"),
    // LTI 1.1 signs a form.
    (Oauth1BaseString, "encoded", "POST&{u%}&{b%}"),
    (Oauth1BaseString, "encoded", "{m}&{p%}&{b%}"),
    (Oauth1BaseString, "encoded", "{m}&{p~}&{b~}"),
    (Oauth1BaseString, "plain", "{m}&{p}&{b}"),
    (Oauth1BaseString, "encoded", "{m}&{h}{p%}&{b%}"),
    // Alibaba Cloud.
    (Oauth1BaseString, "root", "{m}&%2F&{b%}"),
    (Oauth1BaseString, "root", "{m}&%2f&{b~}"),
    (Oauth1BaseString, "root", "{m}&/&{b}"),
    (ParameterNotSigned, "values_only", "{t}"),
    (ParameterNotSigned, "values_only", "{k}"),
    (ParameterNotSigned, "values_only", "{i}"),
    (SignatureSigned, "header", "{b}&X-Lti-Signature="),
    (SignatureSigned, "header", "{b}&X-Lti-Signature"),
    (UrlInBaseString, "method_path", "{m} {p}?{r} HTTP/1.1"),
    (UrlInBaseString, "method_path", "{m} {p}?{b} HTTP/1.1"),
    (UrlInBaseString, "method_path", "{m} {p}?{r} HTTP/1.1\r\n"),
    (UrlInBaseString, "method_path", "{m} {p} HTTP/1.1"),
    (UrlInBaseString, "url", "{u%}%3F{b%}"),
    (UrlInBaseString, "url", "{u%}%3F{r}"),
    (UrlInBaseString, "path", "{p%}%3F{b%}"),
    (UrlInBaseString, "url", "{u}?{b}#"),
    (UrlInBaseString, "url_alone", "{u}?"),
    (UrlInBaseString, "url_alone", "{h}"),
    (UrlInBaseString, "url_alone", "{s}://{h}"),
    (UrlInBaseString, "url_alone", "{s}://{h}/"),
    (UrlInBaseString, "path_alone", "{p}?"),
    (UrlInBaseString, "path_alone", "{P}"),
    (UrlInBaseString, "method_path", "{k}{m}{u}{t}"),
    (SignatureSigned, "alone", "{g}"),
    (SecretSigned, "alone", "{x}"),
    (UrlInBaseString, "method_path", "{k}{m}{u%}{t}"),
    (UrlInBaseString, "method_path", "{k}{m}{u~}{t}"),
    (UrlInBaseString, "url", "{u~}{t}"),
    (UrlInBaseString, "url", "{u%}{t}"),
];

/// A method and a place, with each of [`SEPARATORS`] between them, then each of these.
const TARGETS: [&str; 5] = ["{p}", "{u}", "{q}", "{h}{p}", "{u%}"];
const AFTER_TARGET: &str =
    "¦?{b}¦\n{b}¦&{b}¦{b}¦?{r}¦ {b}¦\n\n{b}¦|{b}¦:{b}¦\n{t}¦{t}¦\n{t}\n{b}¦{t}{b}¦\n{b}\n{t}¦{b}{t}";

/// Some shells print the options of `echo`.
const ECHOED: [&str; 6] = ["-n ", "-e ", "-ne ", "-en ", "-n \"", "-n '"];
const ECHO_ENDS: [&str; 5] = ["", "\n", "\r\n", "\"\n", "'\n"];

/// What is between the base string and the secret, beside [`SEPARATORS`].
const BEFORE_SECRET: [&str; 5] = ["&secret=", "&secretKey=", "&key=", "&secret_key=", "&ltiSecret="];

/// The texts before `{-}` and the base string.
#[rustfmt::skip]
const STARTS: &[(&str, &str)] = &[
    ("path", "{p}"), ("short_path", "{q}"), ("url", "{u}"), ("host", "{h}{p}"), ("host", "{h}"), ("host", "{s}://{h}"),
    ("path", "{P}"), ("short_path", "{Q}"), ("url", "http://{h}{p}"), ("url", "https://{h}:443{p}"), ("url",
    "//{h}{p}"),
    ("url", "HTTPS://{h}{p}"), ("url", "{u%}"),
];
const AFTER_START: [&str; 6] = ["?", "", "&", "\n", "/?", ":"];

/// `{-}` is each of [`SEPARATORS`].
#[rustfmt::skip]
const SEPARATED: &[(&str, &str)] = &[
    ("method", "{m}{-}{b}"), ("method", "{n}{-}{b}"), ("method", "{m}{-}{-}{b}"), ("method", "{b}{-}{m}"),
    ("method_path", "{m}{-}{p}{-}{b}"), ("method_path", "{m}{-}{p}?{b}"), ("method_path", "{m}{-}{p}\n{b}"),
    ("method_path", "{m}{-}{p}&{b}"), ("method_path", "{m}{-}{p}{-}{-}{b}"), ("method_path", "{n}{-}{p}{-}{b}"),
    ("method_path", "{n}{-}{p}?{b}"), ("method_path", "{m}{-}{p}{-}?{b}"),
    ("method_path", "{m}{-}{q}{-}{b}"), ("method_path", "{m}{-}{q}?{b}"), ("method_path", "{m}{-}{q}&{b}"),
    ("method_url", "{m}{-}{u}{-}{b}"), ("method_url", "{m}{-}{u}?{b}"), ("method_url", "{m}{-}{u}&{b}"),
    ("method_host", "{m}{-}{h}{-}{b}"), ("method_host", "{m}{-}{h}?{b}"),
    ("method_host_path", "{m}{-}{h}{-}{p}{-}{b}"), ("method_host_path", "{m}{-}{h}{-}{p}?{b}"),
    ("method_host_path", "{m}{-}{h}{p}{-}{b}"), ("method_host_path", "{m}{-}{h}{p}?{b}"),
    ("method_path", "{m}{-}{p}?{r}"), ("method_url", "{m}{-}{u}?{r}"), ("method_path", "{m}{-}{q}?{r}"),
    ("method_path", "{p}{-}{m}{-}{b}"),
    // Exchanges and message services: timestamp, method and path in many orders.
    ("timestamp", "{t}{-}{b}"), ("timestamp", "{b}{-}{t}"), ("timestamp", "{t}{-}{m}{-}{p}?{b}"),
    ("timestamp", "{t}{-}{m}{-}{p}"), ("timestamp", "{t}{-}{m}{-}{p}{-}{b}"), ("timestamp", "{m}{-}{p}{-}{t}{-}{b}"),
    ("timestamp", "{m}{-}{p}{-}{b}{-}{t}"), ("timestamp", "{m}{-}{t}{-}{p}?{b}"), ("timestamp", "{m}{-}{p}{-}{t}"),
    ("timestamp", "{t}{-}{p}?{b}"), ("timestamp", "{t}{-}{p}"), ("timestamp", "{m}{-}{t}{-}{b}"),
    ("timestamp", "{k}{-}{t}{-}{b}"), ("timestamp", "{t}{-}{k}{-}{b}"), ("timestamp", "{b}{-}{k}{-}{t}"),
    ("timestamp", "{k}{-}{b}{-}{t}"), ("key", "{k}{-}{b}"), ("key", "{b}{-}{k}"),
];
const SEPARATORS: [&str; 8] = ["&", "\n", " ", "", ":", "|", ",", "."];

/// Some values of the parameters, without names.
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "{k}{-}{t}", "{t}{-}{k}", "{k}{-}{t}{-}{i}", "{k}{-}{i}{-}{t}", "{i}{-}{t}", "{t}{-}{i}", "{k}{-}{i}", "{i}{-}{k}",
    "{i}{-}{k}{-}{t}", "{t}{-}{k}{-}{i}",
];

/// The request as it was sent, its query neither sorted nor decoded.
#[rustfmt::skip]
const AS_SENT: &[(&str, &str)] = &[
    ("url", "{u}?{r}"), ("host", "{h}?{r}"), ("host", "{s}://{h}?{r}"), ("host", "{s}://{h}/?{r}"),
    ("path", "{p}?{r}"), ("short_path", "{q}?{r}"), ("url", "http://{h}{p}?{r}"),
    ("url", "https://{h}:443{p}?{r}"), ("host", "{h}{p}?{r}"), ("url", "{u}/?{r}"), ("path", "{P}?{r}"),
];

/// What a program prints for a value that is not text.
const PRINTED: &str = concat!(
    "|undefined|null|None|[object Object]|[object URLSearchParams]|{}|[]|NaN|true|System.Byte[]|Array|",
    "[object Promise]",
);

const RARELY_PRINTED: &str = concat!(
    "[object Map]|[object FormData]|[object Array]|[object Uint8Array]|nil|false|\n|System.String[]|",
    "System.Collections.Hashtable|System.Collections.Specialized.NameValueCollection|",
    "System.Collections.Generic.Dictionary`2[System.String,System.String]",
);

/// Encodings of the whole base string.
#[rustfmt::skip]
const TEXTS: &[(Text, FindingCode, &str)] = &[
    (Text::Utf16 { big_endian: false }, TextEncoding, "utf16"),
    (Text::Utf16 { big_endian: true }, TextEncoding, "utf16_big_endian"),
    (Text::Lower, TextEncoding, "lower_case"),
    (Text::Upper, TextEncoding, "upper_case"),
    (Text::Doubled, TextEncoding, "doubled"),
    (Text::Base64, TextEncoding, "base64"),
    (Text::Base64Url, TextEncoding, "base64"),
    (Text::Hex, TextEncoding, "hex"),
    (Text::HexUpper, TextEncoding, "hex"),
    (Text::Utf32 { big_endian: false }, TextEncoding, "utf32"),
    (Text::Utf32 { big_endian: true }, TextEncoding, "utf32"),
    (Text::Latin1, TextEncoding, "latin1"),
    (Text::Encoded(Percent::Component), FindingCode::EncodedValues, "whole"),
    (Text::Encoded(Percent::Strict), FindingCode::EncodedValues, "whole"),
    (Text::Encoded(Percent::StrictLower), FindingCode::EncodedValues, "whole"),
    (Text::Encoded(Percent::Uri), FindingCode::EncodedValues, "whole"),
    (Text::Encoded(Percent::Escape), FindingCode::EncodedValues, "whole"),
    (Text::Encoded(Percent::Form), FindingCode::EncodedValues, "whole"),
    (Text::Encoded(Percent::FormLower), FindingCode::EncodedValues, "whole"),
    (Text::Replaced("&timestamp", "×tamp"), TimesSign, "signed"),
    (Text::Replaced("&timestamp", "&times;tamp"), TimesSign, "signed"),
    (Text::Replaced("&timestamp", "Ã—tamp"), TimesSign, "signed"),
    (Text::Replaced("&timestamp", "%C3%97tamp"), TimesSign, "signed"),
    (Text::Replaced("&", "&\n"), InvisibleCharacter, "line_break"),
    (Text::Replaced("&", "\n&"), InvisibleCharacter, "line_break"),
    (Text::Replaced("&", "&\r\n"), InvisibleCharacter, "line_break"),
    (Text::Replaced("&", "\\&"), FindingCode::EscapedSeparator, "backslash"),
    (Text::Replaced("&", "^&"), FindingCode::EscapedSeparator, "caret"),
    (Text::Replaced("&", "`&"), FindingCode::EscapedSeparator, "quoted"),
    (Text::Replaced("&", "'&'"), FindingCode::EscapedSeparator, "quoted"),
    (Text::Replaced("&", "\"&\""), FindingCode::EscapedSeparator, "quoted"),
    (Text::Replaced("&", "&#38;"), FindingCode::EscapedSeparator, "html"),
    (Text::Replaced("&", "&#x26;"), FindingCode::EscapedSeparator, "html"),
    (Text::Replaced("&", "&amp;amp;"), FindingCode::EscapedSeparator, "html"),
    (Text::Replaced("&", "%2526"), FindingCode::EscapedSeparator, "percent"),
    (Text::Replaced("=", "=\n"), InvisibleCharacter, "line_break"),
    (Text::Replaced("--", "—"), InvisibleCharacter, "dash"),
    (Text::Replaced("=", "＝"), Joiner, "other"),
    (Text::Replaced("&", "＆"), Joiner, "other"),
];

/// A longer base string is not given another character at each of its places.
const MAX_INSERTED_AT: usize = 400;

pub(in crate::explain) fn all(case: &Case<'_>, rare: bool) -> Choices<Variant<Affix>> {
    let parts = Parts::of(case);
    // The query as it was sent is not what was signed before the parameters.
    let query = parts.fill("{r}").unwrap_or_default();
    let mut all = Vec::new();
    let mut add = |code, mistake, template: &str| {
        let affix = parts.fill(template).map(|filled| split(&filled));
        if let Some(affix) = affix {
            let before = affix.before.strip_suffix(&query).unwrap_or(&affix.before);
            let seen = Some(before.to_string()).filter(|before| code == UrlInBaseString && !before.is_empty());
            let note = Note {
                seen,
                ..Note::variant(code, mistake)
            };
            push(&mut all, affix, note);
        }
    };
    for (code, mistake, template) in AROUND {
        add(*code, mistake, template);
    }
    for option in ECHOED {
        for end in ECHO_ENDS {
            add(LineEnd, "echo_option", &[option, "{b}", end].concat());
        }
    }
    for between in BEFORE_SECRET {
        add(SecretSigned, "appended", &["{b}", between, "{x}"].concat());
    }
    for (open, close) in QUOTES {
        add(InvisibleCharacter, "quotes", &[open, "{b}", close].concat());
    }
    for (mistake, template) in AS_SENT {
        add(UrlInBaseString, mistake, template);
    }
    for (mistake, start) in STARTS {
        for between in AFTER_START {
            add(UrlInBaseString, mistake, &[start, between, "{b}"].concat());
        }
    }
    for separator in SEPARATORS {
        for (mistake, template) in SEPARATED {
            add(UrlInBaseString, mistake, &template.replace("{-}", separator));
        }
        for template in VALUES {
            add(ParameterNotSigned, "values_only", &template.replace("{-}", separator));
        }
        add(SecretSigned, "appended", &["{b}", separator, "{x}"].concat());
        add(SecretSigned, "appended", &["{x}", separator, "{b}"].concat());
        add(
            SecretSigned,
            "appended",
            &["{x}", separator, "{b}", separator, "{x}"].concat(),
        );
    }
    all.extend(bodies(case));
    for text in rows(PRINTED, '|') {
        push(
            &mut all,
            around(text, Text::LeftOut, ""),
            Note::new(ArtifactSigned).seen(text),
        );
    }
    for (text, code, mistake) in TEXTS {
        changed(&mut all, *text, *code, mistake);
    }
    for &(big_endian, mistake) in &[(false, "utf16_mark"), (true, "utf16_big_endian_mark")] {
        let affix = around("\u{feff}", Text::Utf16 { big_endian }, "");
        push(&mut all, affix, Note::variant(TextEncoding, mistake));
    }
    for hash in Hash::ALL {
        changed(&mut all, Text::HashedHex(hash), TextEncoding, "hashed");
        changed(&mut all, Text::Hashed(hash), TextEncoding, "hashed");
    }
    for dash in DASHES {
        changed(&mut all, Text::Replaced("-", dash), InvisibleCharacter, "dash");
    }
    Choices::new(all, if rare { rarely(case, &parts) } else { Vec::new() })
}

/// The headers of JSON Web Tokens.
const TOKENS: &[&str] = &[
    r#"{"alg":"HS1","typ":"JWT"}"#,
    r#"{"alg":"HS256","typ":"JWT"}"#,
    r#"{"typ":"JWT","alg":"HS256"}"#,
    r#"{"typ":"JWT","alg":"HS1"}"#,
    r#"{"alg":"HS256"}"#,
    r#"{"alg":"HS1"}"#,
];

/// A character before or after the base string, and a word before it.
const MARKS: &str = concat!(
    r#"?¦#¦/¦;¦,¦.¦|¦\¦:¦$¦@¦!¦*¦~¦_¦-¦+¦'¦"¦`¦%¦(¦)¦[¦]¦{¦}¦<¦>¦^¦&&¦=¦&=¦?&¦/?¦&?"#,
    "¦\u{1a}¦\u{4}¦\t¦\r¦\u{a0}¦\u{b}",
);
const LABELS: &str = concat!(
    "query=|data=|params=|message=|string=|text=|q=|GET |get |GET|query:|data:|query |stringToSign=|base=|body=|",
    "getMeetings|list|payload=|sign=|signature=|sha1=|HMAC-SHA1 |params: |parameters=|queryString=|url=|str=|msg=",
);

/// Mistakes that are tried alone only.
fn rarely(case: &Case<'_>, parts: &Parts) -> Vec<Variant<Affix>> {
    let mut all = inserted(case);
    let mut add = |code, mistake, template: &str| {
        let affix = parts.fill(template).map(|filled| split(&filled));
        if let Some(affix) = affix {
            push(&mut all, affix, Note::variant(code, mistake));
        }
    };
    for mark in rows(MARKS, '¦') {
        add(Joiner, "extra_character", &[mark, "{b}"].concat());
        add(Joiner, "extra_character", &["{b}", mark].concat());
        add(Joiner, "extra_character", &[mark, "{b}", mark].concat());
    }
    for label in rows(LABELS, '|') {
        add(UrlInBaseString, "label", &[label, "{b}"].concat());
    }
    for &(open, close) in &[("['", "']"), ("[\"", "\"]"), ("$'", "'"), ("@\"", "\"")] {
        add(InvisibleCharacter, "quotes", &[open, "{b}", close].concat());
    }
    for (open, close) in PYTHON_BYTES {
        add(TextEncoding, "python_bytes", &[open, "{b}", close].concat());
    }
    // `echo` of cmd.exe prints quotes, and the space before a pipe.
    for &quote in &["\"", "'", "\\\""] {
        for &end in &[" \r\n", " \n", "\r\n", " ", "\n"] {
            add(InvisibleCharacter, "quotes", &[quote, "{b}", quote, end].concat());
        }
    }
    for name in rows(SECRET_NAMES, '|') {
        add(SecretSigned, "appended", &[name, "={x}&{b}"].concat());
        add(SecretSigned, "appended", &["{b}&", name, "={x}"].concat());
    }
    for &method in &["{m}", "{n}"] {
        for separator in SEPARATORS {
            for target in TARGETS {
                for after in rows(AFTER_TARGET, '¦') {
                    add(
                        UrlInBaseString,
                        "method_path",
                        &[method, separator, target, after].concat(),
                    );
                }
            }
        }
    }
    for target in TARGETS {
        for after in rows(AFTER_TARGET, '¦') {
            add(UrlInBaseString, "path", &[target, after].concat());
        }
    }
    for &method in &["{n}", "POST", "post", "Get", "HEAD"] {
        for (mistake, template) in SEPARATED.iter().filter(|(_, template)| template.contains("{m}")) {
            let template = template.replace("{m}", method);
            for separator in SEPARATORS {
                add(UrlInBaseString, mistake, &template.replace("{-}", separator));
            }
        }
        for &start in &["&{u%}&{b%}", "&{u~}&{b~}", "&{p%}&{b%}", "&{u}&{b}", "&%2F&{b%}"] {
            add(Oauth1BaseString, "encoded", &[method, start].concat());
        }
    }
    let endpoint = case.endpoint();
    let path = endpoint.split_once("://").map_or("", |(_, rest)| rest);
    for (place, _) in path.match_indices('/') {
        for start in [place, place + 1] {
            let part = path.get(start..).unwrap_or_default();
            for &between in &["?", "", "&", "\n"] {
                add(UrlInBaseString, "path", &[part, between, "{b}"].concat());
            }
            add(UrlInBaseString, "path", &[part, "?{r}"].concat());
            add(UrlInBaseString, "path_alone", part);
        }
    }
    for separator in SEPARATORS {
        for &template in &[
            "{m}{-}{p}",
            "{m}{-}{u}",
            "{n}{-}{p}",
            "{n}{-}{u}",
            "{m}{-}{u}?{b}{-}{t}",
            "{m}{-}{u}\n{b}",
            "{m}{-}{h}{-}{p}",
        ] {
            add(UrlInBaseString, "method_path", &template.replace("{-}", separator));
        }
    }
    for hash in Hash::ALL {
        changed(&mut all, Text::HashedBase64(hash), TextEncoding, "hashed");
    }
    for &end in &["\n", "\r\n"] {
        for &text in &[Text::Base64, Text::Hex, Text::HexUpper] {
            push(&mut all, around("", text, end), Note::variant(TextEncoding, "base64"));
        }
    }
    // Java's MIME encoder, PHP's chunk_split and Python's encodebytes; OpenSSL.
    for &(text, end) in &[
        (Text::Base64Lines(76, "\n"), "\n"),
        (Text::Base64Lines(76, "\n"), ""),
        (Text::Base64Lines(76, "\r\n"), ""),
        (Text::Base64Lines(76, "\r\n"), "\r\n"),
        (Text::Base64Lines(64, "\n"), "\n"),
        (Text::Base64Lines(64, "\n"), ""),
        (Text::Base64Lines(60, "\n"), "\n"),
    ] {
        push(&mut all, around("", text, end), Note::variant(TextEncoding, "base64"));
    }
    for token in TOKENS {
        let start = [&encoding::base64url(token.as_bytes()), "."].concat();
        let affix = around(&start, Text::Base64Url, "");
        push(&mut all, affix, Note::variant(TextEncoding, "token"));
    }
    for text in rows(RARELY_PRINTED, '|') {
        push(
            &mut all,
            around(text, Text::LeftOut, ""),
            Note::new(ArtifactSigned).seen(text),
        );
    }
    changed(&mut all, Text::HexDashed, TextEncoding, "hex");
    for &(open, between, close) in &[
        ("[", ", ", "]"),
        ("[", ",", "]"),
        ("[", " ", "]"),
        ("", ",", ""),
        ("", " ", ""),
    ] {
        let affix = around(open, Text::Numbers(between), close);
        push(&mut all, affix, Note::variant(TextEncoding, "numbers"));
    }
    for Parameter { name, value, .. } in &case.pasted.parameters {
        let note = Note::variant(FindingCode::DuplicateParameter, "signed");
        beside(&mut all, name, value, note.of(name.as_str()));
    }
    for (name, value) in constants(parts, &case.pasted.parameters) {
        let note = not_sent(&[Parameter::plain(name.as_str(), value.as_str())]);
        beside(&mut all, &name, &value, note);
    }
    all
}

/// A parameter after the base string, and before it.
fn beside(all: &mut Vec<Variant<Affix>>, name: &str, value: &str, note: Note) {
    let pair = [name, "=", value].concat();
    push(all, around("", Text::Kept, &["&", &pair].concat()), note.clone());
    push(all, around(&[&pair, "&"].concat(), Text::Kept, ""), note);
}

/// Another character at each place.
fn inserted(case: &Case<'_>) -> Vec<Variant<Affix>> {
    let parts = case.pasted.parameters.iter();
    let length: usize = parts.map(|part| part.name.len() + part.value.len() + 2).sum();
    let mut all = Vec::new();
    for place in 0..=length.min(MAX_INSERTED_AT) {
        for (text, mistake) in INSERTED {
            changed(&mut all, Text::Inserted(place, text), InvisibleCharacter, mistake);
        }
        for text in [Text::From(place), Text::To(place), Text::Without(place)] {
            changed(&mut all, text, TextEncoding, "cut");
        }
    }
    all
}

fn changed(all: &mut Vec<Variant<Affix>>, text: Text, code: FindingCode, mistake: &'static str) {
    push(all, around("", text, ""), Note::variant(code, mistake));
}

/// Splits a filled template at its base string.
fn split(filled: &str) -> Affix {
    let marks = [
        ("{b}", Text::Kept),
        ("{b%}", Text::Encoded(Percent::Strict)),
        ("{b~}", Text::Encoded(Percent::StrictLower)),
    ];
    let mut found = marks.iter().filter_map(|(mark, text)| {
        let (before, after) = filled.split_once(mark)?;
        Some(around(before, *text, after))
    });
    found.next().unwrap_or_else(|| around(filled, Text::LeftOut, ""))
}
