//! Conventions of languages and of other APIs that programs bring along: each must be proved or certain, with exactly
//! this code and variant.

use hmac::{Hmac, KeyInit, Mac as _};

use super::causes::is_named;
use super::wrong::{Meant, encoded, header, hmac};
use super::*;

use FindingCode::*;

fn sha256(m: &Meant, message: impl AsRef<[u8]>) -> Vec<u8> {
    let keyed = Hmac::<sha2::Sha256>::new_from_slice(m.secret.as_bytes()).unwrap();
    keyed.chain_update(message).finalize().into_bytes().to_vec()
}

/// The mistake, its request and header, and what the finding says.
type Row = (
    &'static str,
    fn(&Meant) -> (String, String),
    FindingCode,
    Option<&'static str>,
);

fn signs(m: &Meant, text: impl AsRef<[u8]>) -> (String, String) {
    (m.url(), header(&m.mac(text.as_ref())))
}

/// The base string with a floating-point number of milliseconds.
fn floating(m: &Meant, steps: u16) -> (String, String) {
    let number = m.timestamp.to_string().parse::<f64>().unwrap() + f64::from(steps) / 4096.0;
    signs(m, m.base().replace(&m.timestamp.to_string(), &number.to_string()))
}

const ROWS: &[Row] = &[
    (
        "Python's time.time() * 1000",
        |m| floating(m, 1),
        TimestampFormat,
        Some("signed"),
    ),
    (
        "JavaScript's timeOrigin",
        |m| floating(m, 1522),
        TimestampFormat,
        Some("signed"),
    ),
    (
        "PHP's microtime(true) * 1000",
        |m| floating(m, 410),
        TimestampFormat,
        Some("signed"),
    ),
    (
        "PHP's http_build_query with &amp;",
        |m| {
            let m = Meant {
                user: "a+b/c==".to_owned(),
                ..m.clone()
            };
            let pairs: Vec<String> = m
                .sorted()
                .iter()
                .map(|(name, value)| format!("{name}={}", encoded(value)))
                .collect();
            signs(&m, pairs.join("&amp;"))
        },
        EscapedSeparator,
        Some("html"),
    ),
    (
        "Go's JSON of the base string",
        |m| signs(m, format!("\"{}\"", m.base().replace('&', "\\u0026"))),
        EscapedSeparator,
        Some("unicode"),
    ),
    (
        "Zoom's webhooks",
        |m| {
            (
                m.url(),
                format!("v0={}", to_hex(&sha256(m, format!("v0:{}:", m.timestamp)))),
            )
        },
        UrlInBaseString,
        Some("timestamp"),
    ),
    (
        "Stripe's webhooks",
        |m| {
            let digest = sha256(m, format!("{}.{}", m.timestamp, m.base()));
            (m.url(), format!("t={},v1={}", m.timestamp, to_hex(&digest)))
        },
        UrlInBaseString,
        Some("timestamp"),
    ),
    (
        "an exchange's method and path",
        |m| {
            let message = format!("{}GET{PATH}?{}", m.timestamp, m.base());
            (m.url(), base64(&sha256(m, message), STANDARD))
        },
        UrlInBaseString,
        Some("timestamp"),
    ),
    (
        "SHA-256 of the secret in quotes",
        |m| {
            let quoted = Meant {
                secret: format!("\"{}\"", m.secret),
                ..m.clone()
            };
            (m.url(), to_hex(&sha256(&quoted, m.base())))
        },
        SecretBlank,
        Some("quotes"),
    ),
    (
        "a JSON Web Token",
        |m| {
            (
                m.url(),
                "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJrZXkifQ.9ZpHh6Q0lQ5nVb2bKk3xF1mYgN0wq8bTq1Xb0s8yZpA".to_owned(),
            )
        },
        HeaderUnknown,
        Some("token"),
    ),
    (
        "a digest of 16 bytes",
        |m| (m.url(), header(&m.mac(m.base().as_bytes())[..16])),
        HeaderCorrupted,
        Some("cut"),
    ),
    (
        "a digest of 10 bytes",
        |m| (m.url(), header(&m.mac(m.base().as_bytes())[..10])),
        HeaderCorrupted,
        Some("cut"),
    ),
];

#[test]
fn each_convention_is_named() {
    let mut prng = Prng::seeded(81);
    for (what, make, code, mistake) in ROWS {
        for _ in 0..3 {
            let meant = Meant::random(&mut prng);
            is_named(what, &make(&meant), &meant.secret, *code, *mistake);
        }
    }
}

/// The secret, what the program makes of it, and the variant.
const SECRETS: &[(&str, &[u8], &str)] = &[
    ("Ab3dEf\\nGh1jKl", b"Ab3dEf\nGh1jKl", "unescaped"),
    ("Ab3d\\\"Gh1j\\\\Kl", b"Ab3d\"Gh1j\\Kl", "unescaped"),
    ("Ab3$$dEf$$Gh1jKl", b"Ab3$dEf$Gh1jKl", "unescaped"),
    ("Ab3%%dEf%%Gh1jKl", b"Ab3%dEf%Gh1jKl", "unescaped"),
    ("Ab3dEf&Gh1jKl", b"Ab3dEf&amp;Gh1jKl", "unescaped"),
    // CryptoJS, then PHP.
    ("a1zzb2c3z9fz", b"\xa1\x00\xb2\xc3\x00\x0f", "hex_decoded"),
    ("a1zzb2c3z9f0", b"\xa1\x00\xb2\xc3\x09\xf0", "hex_decoded"),
    // PHP skips `-`, and Go stops at it.
    ("QUJDREVG-R0hJSktM", b"ABCDEFGHIJKL", "base64_decoded"),
    ("QUJDREVGR0-hJSktM", b"ABCDEF", "base64_decoded"),
];

#[test]
fn each_reading_of_a_secret_is_named() {
    let mut prng = Prng::seeded(82);
    for (secret, used, mistake) in SECRETS {
        let meant = Meant::random(&mut prng);
        let made = (meant.url(), header(&hmac(used, meant.base().as_bytes())));
        is_named(secret, &made, secret, SecretEncoding, Some(mistake));
    }
}

#[test]
fn a_blank_that_was_signed_is_not_looked_for_in_a_raw_request() {
    let mut prng = Prng::seeded(83);
    for _ in 0..10 {
        let meant = Meant::random(&mut prng);
        let header = header(&meant.mac(format!("{} ", meant.base()).as_bytes()));
        let query = meant.url().split_once('?').unwrap().1.to_owned();
        let request =
            format!("GET {PATH}?{query} HTTP/1.1\r\nHost: applications.zoom.us\r\nX-Lti-Signature: {header}\r\n\r\n");
        let secrets = [LabeledSecret {
            label: "LTI",
            secret: &meant.secret,
        }];
        let input = Input {
            request: &request,
            secrets: &secrets,
            ..Input::default()
        };
        let found = diagnose(&input, u64::MAX).findings;
        let found: Vec<_> = found.iter().map(|finding| (finding.grade, finding.what.code)).collect();
        assert_eq!(found, [(Grade::Proved, LineEnd)], "{request}");
    }
}
