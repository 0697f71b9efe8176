//! Credentials in place of the signature.

use super::*;

/// The secret is told, and never shown again, however it was dressed.
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
            (header.shape, header.corrected, header.matches),
            (ShapeCode::Secret, None, Some(false)),
            "{value}"
        );
        let json = serde_json::to_string(&explanation).unwrap();
        let debug = format!("{explanation:?}");
        assert!(!json.contains(SECRET) && !json.contains(&value), "{json}");
        assert!(
            !debug.contains(SECRET) && !debug.contains(&value),
            "{debug}"
        );
    }
}

/// Forty hexadecimal digits would be put right, and so shown.
#[test]
fn a_secret_of_hexadecimal_digits_is_not_corrected() {
    let secret = to_hex(&Prng::seeded(8).digest());
    let pasted = format!("curl '{}' -H 'X-Lti-Signature: {secret}'", url());
    let header = explain(&pasted, None, Some(&secret)).header.unwrap();
    assert_eq!((header.shape, header.corrected), (ShapeCode::Secret, None));
    assert!(!header.value.contains(&secret));
}

#[test]
fn the_key_as_the_header() {
    for value in [
        KEY.to_owned(),
        format!("Bearer {KEY}"),
        format!("\"{KEY}\""),
    ] {
        for secret in [None, Some(SECRET), Some(KEY)] {
            let header = explain(BASE_STRING, Some(&value), secret).header.unwrap();
            assert_eq!(
                (header.shape, header.value.as_str(), header.corrected),
                (ShapeCode::Key, value.as_str(), None)
            );
        }
    }
}

#[test]
fn neither_is_seen_where_it_is_not() {
    for (header, secret, shape) in [
        (SIGNATURE, Some(SECRET), ShapeCode::Signature),
        (SIGNATURE, Some("H"), ShapeCode::Signature),
        (SIGNATURE, Some(""), ShapeCode::Signature),
        (SECRET, None, ShapeCode::Md5),
        ("undefined", Some("undefined"), ShapeCode::LanguageArtefact),
        ("\"\"", Some(SECRET), ShapeCode::Prefixed),
    ] {
        let found = explain(&with("key", ""), Some(header), secret)
            .header
            .unwrap();
        assert_eq!((found.shape, found.value.as_str()), (shape, header));
    }
}
