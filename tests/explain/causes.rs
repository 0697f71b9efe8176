//! Causes that a person reads by name: each mistake must be proved, with exactly this code and this variant.

use super::wrong::{Meant, encoded, header, hmac, joined, url_of};
use super::*;

use FindingCode::*;

/// The request and its header.
type Made = (String, String);

/// The mistake, the program that makes it, and what the finding says.
type Row = (&'static str, fn(&Meant) -> Made, FindingCode, Option<&'static str>);

/// Signs another text.
fn signs(m: &Meant, text: impl AsRef<[u8]>) -> Made {
    (m.url(), header(&m.mac(text.as_ref())))
}

/// Uses another key.
fn keyed(m: &Meant, key: impl AsRef<[u8]>) -> Made {
    (m.url(), header(&hmac(key.as_ref(), m.base().as_bytes())))
}

/// Signs the base string with something else in place of each value.
fn templated(m: &Meant, value: impl Fn(&str) -> String) -> Made {
    let pairs: Vec<_> = m
        .sorted()
        .into_iter()
        .map(|(name, _)| (name.clone(), value(&name)))
        .collect();
    signs(m, joined(&pairs))
}

/// Signs parameters that are not sent, with this value.
fn unsent(m: &Meant, names: &[&str], value: &str) -> Made {
    let mut sent = m.sent();
    sent.retain(|(name, _)| !names.contains(&name.as_str()));
    let mut signed = sent.clone();
    signed.extend(names.iter().map(|name| ((*name).to_owned(), value.to_owned())));
    signed.sort();
    (url_of(&sent), header(&m.mac(joined(&signed).as_bytes())))
}

/// Another user ID is signed than the one that is sent.
fn user(m: &Meant, sent: &str, signed: &str) -> Made {
    let of = |user: &str| Meant {
        user: user.to_owned(),
        ..m.clone()
    };
    let sent = of(sent);
    signs(&sent, of(signed).base())
}

fn timestamp(m: &Meant, signed: &str) -> Made {
    signs(m, m.base().replace(&m.timestamp.to_string(), signed))
}

/// The secret with this text in its middle, and without it.
fn secret_with(m: &Meant, text: &str) -> (String, String) {
    let middle = m.secret.len() / 2;
    let (start, end) = m.secret.split_at(middle);
    ([start, text, "-", end].concat(), [start, "-", end].concat())
}

const ROWS: &[Row] = &[
    (
        "str() of bytes signed",
        |m| signs(m, format!("b'{}'", m.base())),
        TextEncoding,
        Some("python_bytes"),
    ),
    (
        "str() of bytes as the key",
        |m| keyed(m, format!("b'{}'", m.secret)),
        SecretEncoding,
        Some("python_bytes"),
    ),
    (
        "a Java byte array signed",
        |m| signs(m, format!("{:?}", m.base().as_bytes())),
        TextEncoding,
        Some("numbers"),
    ),
    (
        "a Ruby hash of symbols",
        |m| {
            let parts: Vec<String> = m
                .sorted()
                .iter()
                .map(|(name, value)| format!(":{name}={value}"))
                .collect();
            signs(m, parts.join("&"))
        },
        Joiner,
        Some("other"),
    ),
    (
        "None for an unsent page",
        |m| unsent(m, &["pageNum"], "None"),
        ParameterNotSent,
        None,
    ),
    (
        "null for all unsent ones",
        |m| unsent(m, &["isUpComing", "pageNum", "pageSize"], "null"),
        ParameterNotSent,
        None,
    ),
    (
        "two empty unsent ones",
        |m| unsent(m, &["pageNum", "pageSize"], ""),
        ParameterNotSent,
        None,
    ),
    (
        "undefined for two unsent ones",
        |m| unsent(m, &["isUpComing", "pageSize"], "undefined"),
        ParameterNotSent,
        None,
    ),
    (
        "a method signed",
        |m| {
            let (url, base) = (m.url(), m.base().replace("&pageNum", "&method=POST&pageNum"));
            (url, header(&m.mac(base.as_bytes())))
        },
        ParameterNotSent,
        None,
    ),
    (
        "a template with braces",
        |m| templated(m, |name| format!("{{{name}}}")),
        ArtifactSigned,
        Some("template"),
    ),
    (
        "a template of a shell",
        |m| templated(m, |name| format!("${name}")),
        ArtifactSigned,
        Some("template"),
    ),
    (
        "a template of printf",
        |m| templated(m, |_| "%s".to_owned()),
        ArtifactSigned,
        Some("template"),
    ),
    (
        "a timestamp of 32 bits",
        |m| {
            let low = u32::try_from(m.timestamp % (1 << 32)).unwrap();
            timestamp(m, &low.cast_signed().to_string())
        },
        TimestampFormat,
        Some("overflow"),
    ),
    (
        "a timestamp of 32 bits without a sign",
        |m| timestamp(m, &(m.timestamp % (1 << 32)).to_string()),
        TimestampFormat,
        Some("overflow"),
    ),
    (
        "a timestamp at the end of 32 bits",
        |m| timestamp(m, &i32::MAX.to_string()),
        TimestampFormat,
        Some("overflow"),
    ),
    (
        "user ID with entities of HTML",
        |m| user(m, "R<D>-7", "R&lt;D&gt;-7"),
        ValueDiffers,
        None,
    ),
    (
        "user ID in JSON's escapes",
        |m| user(m, "Zo\u{eb}-7", "Zo\\u00eb-7"),
        ValueDiffers,
        None,
    ),
    (
        "user ID in ASCII",
        |m| user(m, "Zo\u{eb}-\u{e9}-7", "Zo?-?-7"),
        ValueDiffers,
        None,
    ),
    (
        "user ID without other letters",
        |m| user(m, "Zo\u{eb}-7", "Zo-7"),
        ValueDiffers,
        None,
    ),
    (
        "user ID without accents",
        |m| user(m, "Zo\u{eb}-7", "Zoe-7"),
        ValueDiffers,
        None,
    ),
    (
        "user ID in NFD",
        |m| user(m, "Zo\u{eb}-7", "Zoe\u{308}-7"),
        ValueDiffers,
        None,
    ),
    (
        "user ID read as Latin-1",
        |m| user(m, "Zo\u{eb}-7", "Zo\u{c3}\u{ab}-7"),
        ValueDiffers,
        None,
    ),
    (
        "user ID as a list of one",
        |m| user(m, &m.user, &format!("['{}']", m.user)),
        ValueDiffers,
        None,
    ),
    (
        "the URL with a fragment",
        |m| signs(m, format!("{}?{}#", ENDPOINT, m.base())),
        UrlInBaseString,
        Some("url"),
    ),
    (
        "the secret as key",
        |m| signs(m, m.base().replace(&m.key, &m.secret)),
        SecretSigned,
        Some("parameter"),
    ),
    (
        "the base string twice",
        |m| signs(m, m.base().repeat(2)),
        TextEncoding,
        Some("doubled"),
    ),
    (
        "the JSON of a secrets manager as the secret",
        |m| keyed(m, format!("{{\"LTI_SECRET\": \"{}\"}}", m.secret)),
        SecretBlank,
        Some("assignment"),
    ),
    (
        "the JSON of a secrets manager, with the key",
        |m| keyed(m, format!("{{\"key\":\"{}\",\"secret\":\"{}\"}}", m.key, m.secret)),
        SecretEncoding,
        Some("with_key"),
    ),
    (
        "the seconds before, with a fraction",
        |m| timestamp(m, &format!("{}.0", m.timestamp / 1000 * 1000 - 1000)),
        TimestampFormat,
        Some("signed"),
    ),
    (
        "three decimals",
        |m| timestamp(m, &format!("{}.610", m.timestamp)),
        TimestampFormat,
        Some("signed"),
    ),
    (
        "microseconds",
        |m| timestamp(m, &format!("{}417", m.timestamp)),
        TimestampUnit,
        Some("signed"),
    ),
    (
        "the key of Zoom's article",
        |m| signs(m, m.base().replace(&m.key, "qAnfmSQeSeKWHOE19lwMYg")),
        ValueDiffers,
        None,
    ),
    (
        "the user ID of Zoom's article",
        |m| user(m, &m.user, USER),
        ValueDiffers,
        None,
    ),
    (
        "a placeholder for the key",
        |m| signs(m, m.base().replace(&m.key, "YOUR_KEY")),
        ValueDiffers,
        None,
    ),
    (
        "a key sent in quotes",
        |m| {
            let sent = m.url().replace(&m.key, &format!("%22{}%22", m.key));
            (sent, header(&m.mac(m.base().as_bytes())))
        },
        InvisibleCharacter,
        Some("sent"),
    ),
    (
        "the names of Zoom's REST API",
        |m| {
            let base = m.base().replace("pageNum", "page_number");
            signs(m, base.replace("pageSize", "page_size"))
        },
        NameDiffers,
        None,
    ),
    (
        "a signature of LTI 1.1",
        |m| {
            let (endpoint, base) = (encoded(ENDPOINT), encoded(&m.base()));
            let digest = hmac(
                format!("{}&", m.secret).as_bytes(),
                format!("POST&{endpoint}&{base}").as_bytes(),
            );
            (m.url(), base64_padded(&digest, STANDARD))
        },
        Oauth1BaseString,
        Some("encoded"),
    ),
    (
        "BigBlueButton's checksum",
        |m| {
            use sha1::Digest as _;
            let text = ["getMeetings", &m.base(), &m.secret].concat();
            (m.url(), to_hex(&sha1::Sha1::digest(text.as_bytes())))
        },
        PlainHash,
        Some("sha1"),
    ),
    (
        "the HMAC of the HMAC",
        |m| (m.url(), header(&m.mac(&m.mac(m.base().as_bytes())))),
        PlainHash,
        Some("twice"),
    ),
    (
        "full-width marks",
        |m| signs(m, m.base().replace('=', "\u{ff1d}")),
        Joiner,
        Some("other"),
    ),
];

/// A secret, what the program used instead, and what the finding says.
const USED: &[(&str, &str, &str)] = &[
    (
        "4b1f8c2e-77aa-41d0-9e3b-5c6d7e8f9a0b",
        "4b1f8c2e77aa41d09e3b5c6d7e8f9a0b",
        "exchanged",
    ),
    ("Hw3kLq9ZxT#vB7nMc2Yd", "Hw3kLq9ZxT", "cut_at_mark"),
    ("Hw3kLq9ZxT$vB7nMc2Yd", "Hw3kLq9ZxT", "cut_at_mark"),
    ("Hw3kLq9ZxT=vB7nMc2Yd", "Hw3kLq9ZxT", "cut_at_mark"),
    ("Hw3kLq9ZxTvB7nMc2Yd", "Hw3kLq9ZxT", "cut"),
    ("Hw3kLq9ZxT<vB7nMc2Yd", "Hw3kLq9ZxT&lt;vB7nMc2Yd", "unescaped"),
    ("Hw3kLqOZxTvBlnMc2Yd", "Hw3kLq0ZxTvB1nMc2Yd", "exchanged"),
];

/// Changes to a secret that not every secret has room for.
const SECRETS: &[(&str, &str, &str)] = &[
    ("a variable of the shell", "$pa55", "expanded"),
    ("a parameter of the shell", "$1", "expanded"),
];

/// As C prints signed characters with `%02x`.
pub(crate) fn signed_hex(bytes: &[u8]) -> String {
    let byte = |byte: &u8| match byte {
        128.. => format!("ffffff{byte:02x}"),
        _ => format!("{byte:02x}"),
    };
    bytes.iter().map(byte).collect()
}

/// The mistake, how it writes the digest, and what the finding says.
type Written = (&'static str, fn(&[u8]) -> String, FindingCode, Option<&'static str>);

/// Encodings of the digest.
const HEADERS: &[Written] = &[
    ("signed bytes in C", signed_hex, HeaderHex, Some("signed")),
    (
        "C#'s BitConverter",
        |digest| {
            let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
            pairs.join("-")
        },
        HeaderHex,
        Some("separated"),
    ),
    (
        "btoa() of an array of bytes",
        |digest| {
            let numbers: Vec<String> = digest.iter().map(ToString::to_string).collect();
            base64_padded(numbers.join(",").as_bytes(), STANDARD)
        },
        HeaderArtifact,
        Some("bytes"),
    ),
    (
        "str() of the signature",
        |digest| format!("b'{}'", header(digest)),
        HeaderArtifact,
        None,
    ),
];

#[track_caller]
pub(crate) fn is_named(what: &str, made: &Made, secret: &str, code: FindingCode, mistake: Option<&str>) {
    let (request, header) = made;
    let explanation = diagnosed(request, header, secret);
    let sure = explanation
        .findings
        .iter()
        .filter(|finding| finding.grade < Grade::Possible);
    let named: Vec<_> = sure.map(|finding| (finding.what.code, finding.what.mistake)).collect();
    assert!(
        named.contains(&(code, mistake)),
        "{what}: {named:?} for {header} of {request}"
    );
}

#[test]
fn each_cause_is_named() {
    let mut prng = Prng::seeded(77);
    for (what, make, code, mistake) in ROWS {
        for _ in 0..2 {
            let meant = Meant::random(&mut prng);
            is_named(what, &make(&meant), &meant.secret, *code, *mistake);
        }
    }
}

#[test]
fn each_change_to_a_secret_is_named() {
    let mut prng = Prng::seeded(78);
    for (what, text, mistake) in SECRETS {
        let mut meant = Meant::random(&mut prng);
        let (secret, used) = secret_with(&meant, text);
        meant.secret = secret;
        is_named(what, &keyed(&meant, used), &meant.secret, SecretEncoding, Some(mistake));
    }
}

#[test]
fn each_change_to_a_certain_secret_is_named() {
    let mut prng = Prng::seeded(80);
    for (secret, used, mistake) in USED {
        let meant = Meant::random(&mut prng);
        is_named(used, &keyed(&meant, used), secret, SecretEncoding, Some(mistake));
    }
}

#[test]
fn a_parameter_that_was_signed_twice_has_its_name() {
    let meant = Meant::random(&mut Prng::seeded(81));
    let (request, header) = signs(&meant, format!("key={}&{}", meant.key, meant.base()));
    let explanation = diagnosed(&request, &header, &meant.secret);
    let [finding] = explanation.findings.as_slice() else {
        panic!("{:?}", explanation.findings)
    };
    assert_eq!(
        (finding.what.code, finding.what.name.as_deref()),
        (DuplicateParameter, Some("key"))
    );
}

#[test]
fn each_form_of_the_digest_is_named() {
    let mut prng = Prng::seeded(79);
    for (what, write, code, mistake) in HEADERS {
        let meant = Meant::random(&mut prng);
        let written = write(&meant.mac(meant.base().as_bytes()));
        is_named(what, &(meant.url(), written), &meant.secret, *code, *mistake);
    }
}
