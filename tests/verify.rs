//! `request::verify`: what it accepts and refuses. Every refusal is the same error.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use common::encoding::{STANDARD, URL_SAFE, base64, base64_padded, to_hex};
use common::prng::Prng;
use common::{NOW_MS, at, now, oracle, query_of};
use zoom_lti_pro::query::{CanonicalQuery, MAX_PARAMETER_BYTES, MAX_PARAMETERS};
use zoom_lti_pro::request::{BASE_URL, MEETING_LIST, WINDOW_MS, sign, verify};
use zoom_lti_pro::signature::Mac;
use zoom_lti_pro::{Code, Credentials, Error};

const KEY: &str = "qAnfmSQeSeKWHOE19lwMYg";

fn credentials() -> Credentials {
    Credentials::new(KEY, b"secret").unwrap()
}

/// A received request with the article's parameters.
struct Received {
    query: String,
    signature: String,
}

fn received() -> Received {
    with(&[
        ("userId", "12dd589465Z="),
        ("isUpComing", "true"),
        ("pageNum", "1"),
        ("pageSize", "20"),
    ])
}

fn with(parameters: &[(&str, &str)]) -> Received {
    let signed = sign(
        &credentials(),
        BASE_URL,
        MEETING_LIST,
        parameters.iter().copied(),
        now(),
    )
    .unwrap();
    Received {
        query: query_of(&signed.url).into(),
        signature: signed.signature.as_str().into(),
    }
}

/// Signs a query without checks: the decoded pairs, sorted.
fn signed_as_is(query: &str, base_string: &str) -> Received {
    let signature = credentials().signing_key().sign(base_string.as_bytes());
    Received {
        query: query.into(),
        signature: signature.as_str().into(),
    }
}

fn verified(received: &Received) -> Result<CanonicalQuery<'static>, Error> {
    verify(&credentials(), &received.query, &received.signature, now())
}

/// The error of an empty signature, which is also the error of every other cause.
fn the_one_error() -> Error {
    verify(&credentials(), &received().query, "", now()).unwrap_err()
}

#[track_caller]
fn assert_refused(result: Result<CanonicalQuery<'_>, Error>, what: &str) {
    let Err(error) = result else { panic!("{what}: verified") };
    assert_eq!(error, the_one_error(), "{what}");
}

#[track_caller]
fn assert_signature_refused(signature: &str, what: &str) {
    assert_refused(verify(&credentials(), &received().query, signature, now()), what);
}

// Accepted requests

#[test]
fn a_signed_request_is_verified() {
    let query = verified(&received()).unwrap();
    let expected = [
        ("isUpComing", "true"),
        ("key", KEY),
        ("pageNum", "1"),
        ("pageSize", "20"),
        ("timestamp", "1661494048201"),
        ("userId", "12dd589465Z="),
    ];
    assert_eq!(query.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn the_order_of_the_query_does_not_matter() {
    let Received { query, signature } = received();
    let mut parts: Vec<&str> = query.split('&').collect();
    let mut prng = Prng::seeded(1);
    for _ in 0..1000 {
        prng.shuffle(&mut parts);
        assert!(
            verify(&credentials(), &parts.join("&"), &signature, now()).is_ok(),
            "{parts:?}"
        );
    }
}

#[test]
fn a_plus_reads_as_a_space() {
    let mut received = with(&[("topic", "two words")]);
    received.query = received.query.replace("%20", "+");
    assert_eq!(verified(&received).unwrap().value("topic"), Some("two words"));
}

#[test]
fn unnecessary_percent_encoding_is_read() {
    let mut received = received();
    received.query = received.query.replace("userId", "%75ser%49d").replace("true", "%74rue");
    assert!(verified(&received).is_ok());
}

#[test]
fn random_parameters_are_read_back() {
    let mut prng = Prng::seeded(2);
    for _ in 0..100_000 {
        let parameters = oracle::parameters(&mut prng);
        let signed = sign(&credentials(), BASE_URL, MEETING_LIST, parameters.clone(), now()).unwrap();
        let query = verify(&credentials(), query_of(&signed.url), signed.signature.as_str(), now()).unwrap();
        let mut expected = parameters;
        expected.extend([("key".into(), KEY.into()), ("timestamp".into(), NOW_MS.to_string())]);
        expected.sort();
        let given: Vec<(String, String)> = query.iter().map(|(name, value)| (name.into(), value.into())).collect();
        assert_eq!(given, expected);
    }
}

// The signature

#[test]
fn every_single_bit_flip_is_refused() {
    let mac = *Mac::decode(&received().signature).unwrap().as_bytes();
    let mut flips = 0;
    for index in 0..mac.len() {
        for bit in 0..8 {
            let mut flipped = mac;
            flipped[index] ^= 1 << bit;
            assert_signature_refused(
                Mac::from_bytes(flipped).encode().as_str(),
                &format!("byte {index}, bit {bit}"),
            );
            flips += 1;
        }
    }
    assert_eq!(flips, 160);
}

#[test]
fn every_change_of_one_character_is_refused() {
    let signature = received().signature;
    for (index, present) in signature.char_indices() {
        for other in (' '..='~')
            .chain(['\0', '\n', 'é', '＿'])
            .filter(|other| *other != present)
        {
            let changed = [&signature[..index], &other.to_string(), &signature[index + 1..]].concat();
            assert_signature_refused(&changed, &format!("{other:?} at {index}"));
        }
    }
}

#[test]
fn every_truncation_is_refused() {
    let signature = received().signature;
    for length in 0..signature.len() {
        assert_signature_refused(&signature[..length], &format!("the first {length}"));
        assert_signature_refused(&signature[signature.len() - length..], &format!("the last {length}"));
    }
}

#[test]
fn every_extension_is_refused() {
    let signature = received().signature;
    for char in (' '..='~').chain(['\0', '\n', 'é']) {
        assert_signature_refused(&format!("{signature}{char}"), &format!("{char:?} behind"));
        assert_signature_refused(&format!("{char}{signature}"), &format!("{char:?} before"));
    }
    assert_signature_refused(&signature.repeat(2), "twice");
    assert_signature_refused(&signature.repeat(10_000), "ten thousand times");
}

#[test]
fn padding_is_refused() {
    let signature = received().signature;
    assert_signature_refused(&format!("{signature}="), "=");
    assert_signature_refused(&format!("{signature}=="), "==");
}

#[test]
fn whitespace_is_refused() {
    let signature = received().signature;
    for blank in [" ", "\t", "\n", "\r\n", "\u{a0}", "\u{200b}", "\u{feff}"] {
        assert_signature_refused(&format!("{signature}{blank}"), "behind");
        assert_signature_refused(&format!("{blank}{signature}"), "before");
        assert_signature_refused(&format!("{}{blank}{}", &signature[..13], &signature[13..]), "inside");
    }
}

/// Random requests, because only some signatures have a `-` or a `_`.
#[test]
fn the_standard_alphabet_is_refused() {
    let mut tried = 0;
    for page in 1..200 {
        let received = with(&[("pageNum", &page.to_string())]);
        let standard = received.signature.replace('-', "+").replace('_', "/");
        if standard != received.signature {
            assert_refused(verify(&credentials(), &received.query, &standard, now()), &standard);
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

/// The two bits that the last character does not use.
#[test]
fn a_last_character_that_is_not_canonical_is_refused() {
    let Received { query, signature } = received();
    let (stem, last) = signature.split_at(26);
    let place = URL_SAFE.iter().position(|byte| last.as_bytes() == [*byte]).unwrap();
    for unused in 1..4 {
        let changed = format!("{stem}{}", char::from(URL_SAFE[place + unused]));
        assert_refused(verify(&credentials(), &query, &changed, now()), &changed);
    }
}

#[test]
fn other_encodings_of_the_digest_are_refused() {
    let mac = *Mac::decode(&received().signature).unwrap().as_bytes();
    let hex = to_hex(&mac);
    assert_signature_refused(&hex, "hex");
    assert_signature_refused(&base64(hex.as_bytes(), URL_SAFE), "base64 of hex");
    assert_signature_refused(&base64_padded(&mac, URL_SAFE), "padded");
    assert_signature_refused(&base64_padded(&mac, STANDARD), "standard");
}

#[test]
fn another_secret_is_refused() {
    let other = Credentials::new(KEY, b"another").unwrap();
    let Received { query, signature } = received();
    assert_refused(verify(&other, &query, &signature, now()), "another secret");
}

// The query

#[test]
fn every_change_of_the_query_is_refused() {
    let Received { query, signature } = received();
    let changes = [
        query.replace("true", "false"),
        query.replace("true", "True"),
        query.replace("pageNum=1", "pageNum=2"),
        query.replace("pageNum", "pagenum"),
        query.replace("&pageNum=1", ""),
        query.replace("12dd589465Z=", "12dd589465Z"),
        format!("{query}&extra=1"),
        format!("{query}&extra"),
        format!("?{query}"),
        format!("{query}#"),
        format!("{query} "),
        format!("{query}%00"),
        String::new(),
    ];
    for changed in changes {
        assert_refused(verify(&credentials(), &changed, &signature, now()), &changed);
    }
}

#[test]
fn a_duplicate_with_the_same_value_is_refused() {
    let Received { query, signature } = received();
    for part in query.split('&') {
        let doubled = format!("{query}&{part}");
        assert_refused(verify(&credentials(), &doubled, &signature, now()), &doubled);
    }
}

/// Signed with its duplicate, by someone who knows the secret.
#[test]
fn a_signed_duplicate_is_refused() {
    let base = format!("a=1&a=1&key={KEY}&timestamp={NOW_MS}");
    assert_refused(verified(&signed_as_is(&base, &base)), "a signed duplicate");
}

/// Both would have the same base string, so one signature would be valid for two requests.
#[test]
fn an_encoded_ampersand_is_refused() {
    let base = format!("a=1&b=2&key={KEY}&timestamp={NOW_MS}");
    assert!(verified(&signed_as_is(&base, &base)).is_ok());
    let smuggled = base.replace("&b=", "%26b%3D");
    assert_refused(verified(&signed_as_is(&smuggled, &base)), "a smuggled parameter");
}

#[test]
fn an_encoded_equals_sign_in_a_name_is_refused() {
    let base = format!("a=b=2&key={KEY}&timestamp={NOW_MS}");
    let smuggled = base.replace("a=b=", "a%3Db=");
    assert_refused(verified(&signed_as_is(&smuggled, &base)), "a smuggled equals sign");
}

#[test]
fn malformed_percent_encoding_is_refused() {
    for part in ["a=%", "a=%2", "a=%zz", "a=%FF", "a=%C3", "%=1"] {
        let query = format!("{part}&key={KEY}&timestamp={NOW_MS}");
        assert_refused(verified(&signed_as_is(&query, &query)), part);
    }
}

#[test]
fn another_key_is_refused() {
    for key in ["another", "", "qAnfmSQeSeKWHOE19lwMYg ", "qanfmsqeSeKWHOE19lwMYg"] {
        let base = format!("key={key}&timestamp={NOW_MS}");
        assert_refused(verified(&signed_as_is(&base, &base)), key);
    }
}

#[test]
fn a_missing_key_is_refused() {
    let base = format!("timestamp={NOW_MS}");
    assert_refused(verified(&signed_as_is(&base, &base)), "no key");
}

#[test]
fn a_missing_timestamp_is_refused() {
    let base = format!("key={KEY}");
    assert_refused(verified(&signed_as_is(&base, &base)), "no timestamp");
}

#[test]
fn an_implausible_timestamp_is_refused() {
    for timestamp in [
        "",
        "0",
        "1661494048",
        "1661494048201000",
        "01661494048201",
        "+1661494048201",
        "1661494048201.0",
        "1661494048201 ",
        "now",
    ] {
        let base = format!("key={KEY}&timestamp={timestamp}");
        assert_refused(verified(&signed_as_is(&base, &base)), timestamp);
    }
}

// The window

fn verified_at(millis: u64) -> Result<CanonicalQuery<'static>, Error> {
    let Received { query, signature } = received();
    verify(&credentials(), &query, &signature, at(millis))
}

#[test]
fn sixty_minutes_late_is_accepted() {
    assert!(verified_at(NOW_MS + WINDOW_MS).is_ok());
}

#[test]
fn a_millisecond_more_than_sixty_minutes_late_is_refused() {
    assert_refused(verified_at(NOW_MS + WINDOW_MS + 1), "late");
}

#[test]
fn sixty_minutes_early_is_accepted() {
    assert!(verified_at(NOW_MS - WINDOW_MS).is_ok());
}

#[test]
fn a_millisecond_more_than_sixty_minutes_early_is_refused() {
    assert_refused(verified_at(NOW_MS - WINDOW_MS - 1), "early");
}

#[test]
fn extreme_times_are_refused() {
    assert_refused(verified_at(1_577_836_800_000), "the first timestamp");
    assert_refused(verified_at(99_999_999_999_999), "the last timestamp");
}

// The error

#[test]
fn the_error_does_not_tell_the_cause() {
    let error = the_one_error();
    assert_eq!(error.code(), Code::VerificationFailed);
    assert_eq!(
        (error.field(), error.reason(), error.status(), error.offset()),
        (None, None, None, None)
    );
    assert!(!error.is_retryable());
}

#[test]
fn no_input_panics() {
    let mut prng = Prng::seeded(3);
    let pieces: Vec<char> = "key=timestamp&%+2BFé😀\0=&&1661494048201".chars().collect();
    for _ in 0..100_000 {
        let (of_query, of_signature) = (prng.below(60), prng.below(30));
        let query = prng.text(&pieces, of_query);
        let signature = prng.text(&pieces, of_signature);
        assert!(verify(&credentials(), &query, &signature, now()).is_err());
    }
}

// Limits

/// Signed without checks, so that only the limit can refuse it.
#[test]
fn a_query_beyond_the_limits_does_not_verify() {
    let of = |count: usize| {
        let mut pairs: Vec<(String, String)> = (10_000..10_000 + count - 2)
            .map(|number| (number.to_string(), "v".into()))
            .collect();
        pairs.extend([("key".into(), KEY.into()), ("timestamp".into(), NOW_MS.to_string())]);
        let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        signed_as_is(&pairs.join("&"), &pairs.join("&"))
    };
    assert!(verified(&of(MAX_PARAMETERS)).is_ok());
    assert_refused(verified(&of(MAX_PARAMETERS + 1)), "101 parameters");

    let of = |length: usize| {
        let rest = format!("key={KEY}&timestamp={NOW_MS}");
        let value = "v".repeat(length - rest.len() + 3 - 1);
        let query = format!("a={value}&{rest}");
        signed_as_is(&query, &query)
    };
    assert!(verified(&of(MAX_PARAMETER_BYTES)).is_ok());
    assert_refused(verified(&of(MAX_PARAMETER_BYTES + 1)), "too long");
}
