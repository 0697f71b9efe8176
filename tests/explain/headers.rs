//! What the debugger says about the header.

use super::*;

#[test]
fn a_right_header_matches() {
    let request = signed();
    let header = explain(&request.url, Some(request.signature.as_str()), Some(SECRET))
        .header
        .unwrap();
    assert_eq!((header.shape, header.matches), (ShapeCode::Signature, Some(true)));
}

#[test]
fn a_wrong_header_does_not_match() {
    let header = explain(&signed().url, Some(SIGNATURE), Some(SECRET)).header.unwrap();
    assert_eq!((header.shape, header.matches), (ShapeCode::Signature, Some(false)));
}

/// The check is as strict as the server: the correct digest with padding is not a correct header.
#[test]
fn a_repairable_header_does_not_match() {
    let request = signed();
    let right = request.signature.as_str();
    for secret in [None, Some(SECRET)] {
        let explanation = explain(&request.url, Some(&format!("{right}=")), secret);
        let corrected = explanation.corrected.unwrap().header;
        assert_eq!(
            (explanation.header.unwrap().matches, corrected.as_deref()),
            (Some(false), Some(right))
        );
    }
}

#[test]
fn without_a_secret_nothing_matches_or_fails_to() {
    let header = explain(&signed().url, Some(SIGNATURE), None).header.unwrap();
    assert_eq!(header.matches, None);
}

#[test]
fn the_header_given_overrides_the_one_pasted() {
    let pasted = format!("curl '{}' -H 'X-Lti-Signature: pasted'", url());
    assert_eq!(explain(&pasted, Some(SIGNATURE), None).header.unwrap().value, SIGNATURE);
    assert_eq!(explain(&pasted, None, None).header.unwrap().value, "pasted");
}

#[test]
fn white_space_around_a_header_is_taken_off() {
    let header = explain(BASE_STRING, Some(" HJbQ5AB1Hydbl2m_pdON4il1j3w\r\n"), None)
        .header
        .unwrap();
    assert_eq!((header.value.as_str(), header.shape), (SIGNATURE, ShapeCode::Signature));
}

#[test]
fn a_missing_or_empty_header_is_not_reported() {
    for header in [None, Some(""), Some(" \n")] {
        assert_eq!(explain(BASE_STRING, header, Some(SECRET)).header, None);
    }
}
