//! Credentials in place of the signature.

use super::wrong::{Meant, PROGRAMS, run};
use super::*;

/// A secret in the header is recognized in every encoding, and never shown.
#[test]
fn the_secret_as_the_header() {
    let headers = [
        SECRET.to_owned(),
        format!("Bearer {SECRET}"),
        format!("\"{SECRET}\""),
        format!("sha1={SECRET}"),
        format!("{KEY}:{SECRET}"),
        base64(SECRET.as_bytes(), URL_SAFE),
        format!(
            "Basic {}",
            base64_padded(format!("{KEY}:{SECRET}").as_bytes(), STANDARD)
        ),
    ];
    for value in headers {
        let explanation = explain(BASE_STRING, Some(&value), Some(&format!("{SECRET}\n")));
        let header = explanation.header.clone().unwrap();
        assert_eq!(
            (header.shape, header.matches),
            (ShapeCode::Secret, Some(false)),
            "{value}"
        );
        let json = serde_json::to_string(&explanation).unwrap();
        let debug = format!("{explanation:?}");
        assert!(!json.contains(SECRET) && !json.contains(&value), "{json}");
        assert!(!debug.contains(SECRET) && !debug.contains(&value), "{debug}");
    }
}

/// The secrets have characters that a URL encodes and characters that it keeps. They are also reversed.
#[test]
fn a_secret_in_the_query_is_hidden_in_the_url_too() {
    let secret = "Zx81kq:/#%;Wm42+ptQ";
    let reversed: String = secret.chars().rev().collect();
    for pasted in [secret, &reversed, &secret.to_lowercase()] {
        let given = format!("key={KEY}&timestamp=1661494048201&userId={pasted}");
        let explanation = explain(&given, None, Some(secret));
        let url = explanation.stages.url.unwrap();
        assert!(url.contains("userId=••••••••"), "{url}");
        let base_string = explanation.stages.base_string.unwrap();
        assert!(base_string.contains("userId=••••••••"), "{base_string}");
    }
}

/// A header of 40 hexadecimal digits is normally corrected, which would show the secret.
#[test]
fn a_secret_of_hexadecimal_digits_is_not_corrected() {
    let secret = to_hex(&Prng::seeded(8).digest());
    let pasted = format!("curl '{}' -H 'X-Lti-Signature: {secret}'", url());
    let explanation = explain(&pasted, None, Some(&secret));
    assert_eq!(explanation.header.as_ref().unwrap().shape, ShapeCode::Secret);
    let corrected = shape(&secret).corrected.unwrap();
    let shown = format!("{explanation:?}");
    assert!(!shown.contains(&secret) && !shown.contains(&corrected), "{shown}");
}

#[test]
fn the_key_as_the_header() {
    for value in [KEY.to_owned(), format!("Bearer {KEY}"), format!("\"{KEY}\"")] {
        for secret in [None, Some(SECRET), Some(KEY)] {
            let explanation = explain(BASE_STRING, Some(&value), secret);
            let header = explanation.header.unwrap();
            assert_eq!((header.shape, header.value.as_str()), (ShapeCode::Key, value.as_str()));
            let corrected = explanation.corrected.unwrap().header;
            assert_eq!(corrected.is_some(), secret.is_some());
        }
    }
}

#[test]
fn other_headers_contain_neither_secret_nor_key() {
    for (header, secret, shape) in [
        (SIGNATURE, Some(SECRET), ShapeCode::Signature),
        (SIGNATURE, Some("H"), ShapeCode::Signature),
        (SIGNATURE, Some(""), ShapeCode::Signature),
        (SECRET, None, ShapeCode::Md5),
        ("undefined", Some("undefined"), ShapeCode::LanguageArtifact),
        ("\"\"", Some(SECRET), ShapeCode::Prefixed),
    ] {
        let found = explain(&with("key", ""), Some(header), secret).header.unwrap();
        assert_eq!((found.shape, found.value.as_str()), (shape, header));
    }
}

/// Nor does a finding show an encoding of the secret that a person can decode at sight.
#[test]
fn no_finding_shows_the_secret() {
    let mut prng = Prng::seeded(41);
    for program in PROGRAMS {
        let meant = Meant::random(&mut prng);
        let wrong = run(*program, &meant);
        let explanation = diagnosed(&wrong.request, &wrong.header, &meant.secret);
        let shown = serde_json::to_string(&explanation).unwrap() + &format!("{explanation:?}");
        for spelling in [
            meant.secret.clone(),
            meant.secret.to_lowercase(),
            meant.secret.chars().rev().collect(),
            base64(meant.secret.as_bytes(), URL_SAFE),
            base64(meant.secret.as_bytes(), STANDARD),
            to_hex(meant.secret.as_bytes()),
        ] {
            assert!(!shown.contains(&spelling), "{:?}", wrong.code);
        }
    }
}

#[test]
fn a_secret_signed_along_is_masked() {
    let meant = Meant::random(&mut Prng::seeded(42));
    let with_secret = format!(
        "{}&secret={}",
        meant.base().split("&timestamp").next().unwrap(),
        meant.secret
    );
    let signed = format!("{with_secret}&timestamp={}&userId={}", meant.timestamp, meant.user);
    let header = wrong::header(&meant.mac(signed.as_bytes()));
    let explanation = diagnosed(&meant.url(), &header, &meant.secret);
    assert_eq!(explanation.findings[0].what.code, FindingCode::SecretSigned);
    assert!(!format!("{explanation:?}").contains(&meant.secret));
}

/// In the query, some characters of the secret are encoded, and others are not.
#[test]
fn a_secret_sent_along_is_masked_in_every_url() {
    let secret = "kZ3+R8xT/1Lw5Nc 0HbUs==";
    for spelling in [
        secret.to_owned(),
        secret.to_uppercase(),
        base64_padded(secret.as_bytes(), STANDARD),
    ] {
        let request = format!("{}&secret={}", url(), wrong::encoded(&spelling));
        let explanation = diagnosed(&request, SIGNATURE, secret);
        let shown = serde_json::to_string(&explanation).unwrap();
        for part in [&spelling[4..8], &spelling[9..15]] {
            assert!(!shown.contains(part), "{shown}");
        }
    }
}

/// An unencoded secret with a separator is read as two parameters, one after the other.
#[test]
fn a_secret_across_parameters_is_masked_in_every_url() {
    let secret = "kZ3Rx8]T&y5N[c0HbUs";
    let request = format!("{}&x={secret}", url());
    let explanation = diagnosed(&request, SIGNATURE, secret);
    let shown = serde_json::to_string(&explanation.stages).unwrap();
    for part in ["kZ3Rx8", "c0HbUs"] {
        assert!(!shown.contains(part), "{shown}");
    }
}

#[test]
fn inputs_show_no_secret_in_debug() {
    let secrets = [LabeledSecret {
        label: "LTI",
        secret: SECRET,
    }];
    let input = Input {
        request: SECRET,
        secrets: &secrets,
        ..Input::default()
    };
    assert!(!format!("{input:?}").contains(SECRET));
}

/// In the URL, the secret's `%` is encoded once more.
#[test]
fn a_secret_that_was_encoded_before_it_was_sent_is_not_shown() {
    let secret = "kZ3vR8x/q1Lw5+cYd0HbUs";
    let sent = "key=k&userId=kZ3vR8x%252Fq1Lw5%252BcYd0HbUs";
    let request = format!("https://applications.zoom.us/api/v1/lti/rich{MEETING_LIST}?{sent}");
    let explanation = explain(&request, Some(SIGNATURE), Some(secret));
    let shown = format!("{explanation:?}");
    assert!(!shown.contains("kZ3vR8x%252Fq1Lw5"), "{shown}");
    let url = explanation.stages.url.unwrap();
    assert!(url.starts_with("https://applications.zoom.us/") && url.contains("••••••••"));
}
