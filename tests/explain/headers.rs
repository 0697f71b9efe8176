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

/// A mark behind the signature is not a part of it. A raw request shows what was sent.
#[test]
fn a_mark_at_the_end_is_named() {
    let right = signed().signature;
    let right = right.as_str();
    let marked = |request: &str| {
        let explanation = explain(request, None, Some(SECRET));
        let ends = explanation
            .findings
            .into_iter()
            .filter(|finding| finding.what.code == FindingCode::HeaderPrefixed && finding.what.mistake == Some("end"));
        (
            explanation.verdict,
            ends.map(|finding| finding.grade).collect::<Vec<_>>(),
        )
    };
    for mark in [";", ",", "; "] {
        let lines = [
            format!("GET {PATH}?{BASE_STRING} HTTP/1.1"),
            "Host: applications.zoom.us".to_owned(),
            format!("X-Lti-Signature: {right}{mark}"),
            "Accept: */*".to_owned(),
        ];
        for end in ["\r\n", "\n", "\n> "] {
            let raw = lines.join(end);
            assert_eq!(marked(&raw), (Verdict::Certain, vec![Grade::Certain]), "{raw}");
        }
        // The display ends each line so.
        let list = lines.join(&format!("{mark}\n")).replace(&format!("{mark}{mark}"), mark);
        assert_eq!(marked(&list), (Verdict::Correct, vec![]), "{list}");
        let text = format!("{}\nX-Lti-Signature: {right}{mark}\nWhy?", url());
        assert_eq!(marked(&text), (Verdict::Correct, vec![Grade::Possible]), "{text}");
        let text = format!("{}\nX-Lti-Signature: {right}{mark} sent from the LMS", url());
        assert_eq!(marked(&text), (Verdict::Correct, vec![]), "{text}");
        let command = format!("curl '{}' -H 'X-Lti-Signature: {right}{mark}'", url());
        assert_eq!(marked(&command), (Verdict::Certain, vec![Grade::Certain]), "{command}");
    }
}

/// Some alphabets of base64 have other characters, also for the padding.
#[test]
fn another_alphabet_is_not_called_text_around_the_signature() {
    let mut prng = Prng::seeded(81);
    for marks in ["._-", "-_.", "-_*", "!-_", "~-~", "-_,", ".,=", "*!-", "$_~"] {
        let marks: Vec<char> = marks.chars().collect();
        for _ in 0..40 {
            let meant = wrong::Meant::random(&mut prng);
            let right = wrong::header(&meant.mac(meant.base().as_bytes()));
            let write = |char| match char {
                '-' => marks[0],
                '_' => marks[1],
                other => other,
            };
            let header: String = right.chars().map(write).chain([marks[2]]).collect();
            let explanation = diagnosed(&meant.url(), &header, &meant.secret);
            let first = &explanation.findings[0];
            let is_around = first.what.code == FindingCode::HeaderPrefixed && first.what.mistake != Some("end");
            let is_typed = first.what.mistake == Some("typed");
            assert!(
                !is_around && !is_typed && first.grade < Grade::Possible,
                "{header}: {first:?}"
            );
        }
    }
}
