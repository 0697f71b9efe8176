//! A marker secret is used everywhere, and no output may contain it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use core::error::Error as _;

use common::encoding::{STANDARD, URL_SAFE, base64, from_hex, to_hex};
use common::{now, query_of};
use zoom_lti_pro::explain::{explain, paste, shape};
use zoom_lti_pro::request::{BASE_URL, MEETING_LIST, SignedRequest, sign, verify};
use zoom_lti_pro::signature::{self, Mac, SigningKey};
use zoom_lti_pro::{Credentials, Error};

const MARKER: &str = "MARKER-secret-7f3a9c";

/// The secret in every form in which it might be written.
fn spellings(secret: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(secret).into_owned();
    let list = format!("{secret:?}").trim_matches(['[', ']']).to_owned();
    vec![
        text,
        list,
        to_hex(secret),
        base64(secret, URL_SAFE),
        base64(secret, STANDARD),
    ]
}

#[track_caller]
fn assert_absent(text: &str, what: &str) {
    for spelling in spellings(MARKER.as_bytes()) {
        assert!(
            !text.contains(&spelling),
            "{what} shows the secret as {spelling}: {text}"
        );
    }
}

fn credentials() -> Credentials {
    Credentials::new("qAnfmSQeSeKWHOE19lwMYg", MARKER.as_bytes()).unwrap()
}

fn signed() -> SignedRequest {
    sign(&credentials(), BASE_URL, MEETING_LIST, [("userId", "u")], now()).unwrap()
}

/// Both forms of `Debug`.
fn debug(value: impl core::fmt::Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

fn written(error: &Error) -> String {
    [
        error.to_string(),
        debug(error),
        error.message().into(),
        error.hint().unwrap_or_default().into(),
    ]
    .join("\n")
}

#[test]
fn the_spellings_find_a_secret() {
    let shown = [
        MARKER.to_owned(),
        format!("{:?}", MARKER.as_bytes()),
        to_hex(MARKER.as_bytes()),
    ];
    for text in shown {
        assert!(
            spellings(MARKER.as_bytes())
                .iter()
                .any(|spelling| text.contains(spelling))
        );
    }
}

#[test]
fn credentials_show_no_secret() {
    assert_absent(&debug(credentials()), "Credentials");
}

#[test]
fn credentials_show_their_key() {
    assert!(debug(credentials()).contains("qAnfmSQeSeKWHOE19lwMYg"));
}

#[test]
fn a_signing_key_shows_nothing() {
    assert_eq!(format!("{:?}", SigningKey::new(MARKER.as_bytes())), "SigningKey(…)");
    assert_eq!(format!("{:?}", credentials().signing_key()), "SigningKey(…)");
}

#[test]
fn a_mac_shows_nothing() {
    let mac = credentials().signing_key().mac(b"message");
    assert_eq!(format!("{mac:?}"), "Mac(…)");
}

#[test]
fn a_signature_shows_nothing() {
    let signature = signature::sign(MARKER.as_bytes(), b"message");
    assert_eq!(format!("{signature:?}"), "Signature(…)");
}

/// URL and signature together are a credential for an hour.
#[test]
fn a_signed_request_shows_neither_signature_nor_url() {
    let request = signed();
    let shown = debug(&request);
    assert!(!shown.contains(request.signature.as_str()), "{shown}");
    assert!(!shown.contains("https"), "{shown}");
    assert!(!shown.contains("userId"), "{shown}");
}

#[test]
fn a_signed_request_shows_no_secret() {
    assert_absent(&debug(signed()), "SignedRequest");
}

#[test]
fn a_signed_request_contains_no_secret() {
    let SignedRequest {
        url,
        base_string,
        signature,
        ..
    } = signed();
    assert_absent(
        &[&url, &base_string, signature.as_str()].map(String::from).join("\n"),
        "the fields",
    );
}

#[test]
fn refused_secrets_are_not_shown() {
    let refused = [
        format!("{MARKER} "),
        format!(" {MARKER}"),
        format!("{MARKER}\n"),
        format!("\u{feff}{MARKER}"),
        format!("${{{MARKER}}}"),
        format!("<{MARKER}>"),
        format!("your-{MARKER}"),
        format!("process.env.{MARKER}"),
        format!("%{MARKER}%"),
    ];
    for secret in refused {
        let error = Credentials::new("qAnfmSQeSeKWHOE19lwMYg", secret.as_bytes()).unwrap_err();
        assert_absent(&written(&error), &secret);
    }
}

/// Key and secret are swapped: the secret is in the place of the key.
#[test]
fn a_secret_in_the_place_of_the_key_is_not_shown() {
    for key in [format!("{MARKER} "), format!("{MARKER}&"), format!("<{MARKER}>")] {
        let error = Credentials::new(&key, b"s").unwrap_err();
        assert_absent(&written(&error), &key);
    }
}

#[test]
fn refused_requests_show_no_secret() {
    let sign = |base_url, path, name| sign(&credentials(), base_url, path, [(name, "a&b")], now()).unwrap_err();
    for error in [
        sign("http://x", "/p", "n"),
        sign(BASE_URL, "p", "n"),
        sign(BASE_URL, "/p", "n"),
        sign(BASE_URL, "/p", ""),
    ] {
        assert_absent(&written(&error), "a refused request");
    }
}

#[test]
fn a_refused_base_url_is_not_shown() {
    let url = format!("https://user:{MARKER}@example.com/?{MARKER}#{MARKER}");
    let error = sign(&credentials(), &url, "/p", [("n", "v")], now()).unwrap_err();
    assert_absent(&written(&error), "a refused base URL");
}

#[test]
fn a_refused_value_is_not_shown() {
    let value = format!("{MARKER}&");
    let error = sign(&credentials(), BASE_URL, "/p", [("n", value)], now()).unwrap_err();
    assert_absent(&written(&error), "a refused value");
}

#[test]
fn a_failed_verification_shows_neither_secret_nor_signature() {
    let request = signed();
    let other = Credentials::new("qAnfmSQeSeKWHOE19lwMYg", b"another").unwrap();
    for verifier in [&credentials(), &other] {
        let error = verify(verifier, "a=1", request.signature.as_str(), now()).unwrap_err();
        assert_absent(&written(&error), "verification");
        assert!(!written(&error).contains(request.signature.as_str()));
    }
}

/// An attacker would like to read the correct signature in an error.
#[test]
fn a_failed_verification_does_not_show_the_right_signature() {
    let request = signed();
    let error = verify(&credentials(), query_of(&request.url), "", now()).unwrap_err();
    assert!(!written(&error).contains(request.signature.as_str()));
}

#[test]
fn errors_have_no_source() {
    let error = verify(&credentials(), "", "", now()).unwrap_err();
    assert!(error.source().is_none());
}

#[test]
fn a_verified_query_shows_no_secret() {
    let request = signed();
    let query = verify(
        &credentials(),
        query_of(&request.url),
        request.signature.as_str(),
        now(),
    )
    .unwrap();
    assert_absent(&debug(query), "CanonicalQuery");
}

/// Pastes together with the secret: correct, with whitespace, with a correct and a wrong header.
fn explanations() -> Vec<zoom_lti_pro::explain::Explanation> {
    let request = signed();
    let padded = format!("{}=", request.signature.as_str());
    let secrets = [MARKER.to_owned(), format!("{MARKER}\n"), format!("${{{MARKER}}}")];
    let headers = [
        None,
        Some(request.signature.as_str()),
        Some(padded.as_str()),
        Some("sha1=nonsense"),
    ];
    let pastes = [
        request.url.as_str(),
        request.base_string.as_str(),
        "",
        "n=%zz",
        "a=1&a=2",
    ];
    let mut all = Vec::new();
    for secret in &secrets {
        for header in headers {
            all.extend(pastes.map(|pasted| explain(pasted, header, Some(secret))));
        }
    }
    all
}

#[test]
fn an_explanation_shows_no_secret_as_json() {
    for explanation in explanations() {
        assert_absent(&serde_json::to_string(&explanation).unwrap(), "the explanation's JSON");
    }
}

#[test]
fn an_explanation_shows_no_secret_in_debug() {
    for explanation in explanations() {
        assert_absent(&debug(explanation), "the explanation");
    }
}

/// The test would prove nothing if the secret were not used.
#[test]
fn an_explanation_uses_the_secret() {
    let request = signed();
    let stages = explain(&request.url, None, Some(MARKER)).stages;
    assert_eq!(stages.signature.as_deref(), Some(request.signature.as_str()));
    let mac = Mac::decode(request.signature.as_str()).unwrap();
    assert_eq!(from_hex(&stages.mac.unwrap()), mac.as_bytes());
}

#[test]
fn the_result_of_reading_a_paste_shows_no_secret() {
    assert_absent(&debug(paste("key=k&timestamp=1")), "Pasted");
    assert_absent(&debug(shape("abc")), "Shape");
}
