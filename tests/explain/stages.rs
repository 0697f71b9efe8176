//! Stages.

use super::*;

#[test]
fn the_stages_are_those_of_signing() {
    let request = signed();
    let stages = explain(&request.url, None, Some(SECRET)).stages;
    assert_eq!(stages.base_string.as_deref(), Some(request.base_string.as_str()));
    assert_eq!(
        from_hex(&stages.mac.unwrap()),
        Mac::decode(request.signature.as_str()).unwrap().as_bytes()
    );
    assert_eq!(stages.signature.as_deref(), Some(request.signature.as_str()));
    assert_eq!(stages.url.as_deref(), Some(request.url.as_str()));
}

#[test]
fn the_stages_of_every_vector() {
    let mut compared = 0;
    for vector in vectors::stages() {
        // A secret that is not text cannot be given to the debugger; a slash at the end is kept.
        let Ok(secret) = String::from_utf8(vector.secret()) else {
            continue;
        };
        let stages = explain(&vector.url, None, Some(&secret)).stages;
        let name = &vector.name;
        // A vector may contain something that nobody sends on purpose, such as an invisible character.
        if let Some(yours) = stages.yours {
            assert_eq!(yours.base_string, Some(vector.base_string), "{name}, stage base string");
            assert_eq!(yours.url, Some(vector.url), "{name}, stage URL");
            continue;
        }
        compared += 1;
        assert_eq!(
            stages.base_string,
            Some(vector.base_string.clone()),
            "{name}, stage base string"
        );
        let mac = stages.mac.map(|mac| from_hex(&mac));
        assert_eq!(mac, Some(vector.mac()), "{name}, stage MAC");
        assert_eq!(stages.signature, Some(vector.signature), "{name}, stage signature");
        assert_eq!(stages.url, Some(vector.url), "{name}, stage URL");
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn without_a_secret_there_is_no_mac() {
    for secret in [None, Some("")] {
        let stages = explain(BASE_STRING, None, secret).stages;
        assert_eq!(stages.base_string.as_deref(), Some(BASE_STRING));
        assert_eq!((stages.mac, stages.signature), (None, None));
    }
}

#[test]
fn unsignable_parameters_have_no_stages() {
    for request in ["", "a=1&a=2", "a=%26", "a=%00"] {
        let stages = explain(request, None, Some(SECRET)).stages;
        assert_eq!(
            (stages.base_string, stages.mac, stages.signature, stages.url),
            (None, None, None, None),
            "{request}"
        );
    }
}

#[test]
fn a_base_string_goes_to_the_meeting_list() {
    let stages = explain(BASE_STRING, None, None).stages;
    assert_eq!(stages.url, Some(url()));
}

#[test]
fn parameters_in_another_order_are_sorted() {
    let query = query_of(&signed().url).split('&').rev().collect::<Vec<_>>().join("&");
    assert_eq!(
        explain(&query, None, None).stages.base_string.as_deref(),
        Some(BASE_STRING)
    );
}

/// A stage has the value of the corrected request, and `yours` has the value of the pasted one.
#[test]
fn a_stage_never_shows_a_wrong_value_as_right() {
    let right = signed();
    let seconds = with("timestamp", "1661494048");
    let header = wrong::header(&wrong::hmac(SECRET.as_bytes(), seconds.as_bytes()));
    let request = format!("{ENDPOINT}?{seconds}");
    let explanation = diagnosed(&request, &header, SECRET);
    // The milliseconds are not known.
    let corrected = explanation.corrected.unwrap();
    assert!(corrected.url.contains("timestamp=1661494048000&"), "{}", corrected.url);
    let stages = explanation.stages;
    assert_eq!(stages.base_string.as_ref(), Some(&corrected.base_string));
    assert_eq!((stages.url, stages.signature), (Some(corrected.url), corrected.header));
    let yours = stages.yours.unwrap();
    assert_eq!(yours.base_string, Some(seconds));
    assert_eq!((yours.url, yours.signature), (Some(request), Some(header)));
    assert_eq!(explanation.header.unwrap().matches, Some(false));

    let unsorted: Vec<&str> = BASE_STRING.split('&').rev().collect();
    let digest = wrong::hmac(SECRET.as_bytes(), unsorted.join("&").as_bytes());
    let explanation = diagnosed(&right.url, &to_hex(&digest), SECRET);
    assert_eq!(explanation.stages.signature.as_deref(), Some(right.signature.as_str()));
    assert_eq!(explanation.corrected.unwrap().header, explanation.stages.signature);
    let yours = explanation.stages.yours.unwrap();
    assert_eq!(yours.base_string, Some(unsorted.join("&")));
    assert_eq!(yours.mac, Some(to_hex(&digest)));
    assert_eq!((yours.signature, yours.url), (Some(to_hex(&digest)), None));
}

#[test]
fn a_correct_request_differs_at_no_stage() {
    let right = signed();
    for request in [
        right.url.clone(),
        format!("{ENDPOINT}?{}", reversed(&right.base_string)),
    ] {
        let explanation = diagnosed(&request, right.signature.as_str(), SECRET);
        assert_eq!(explanation.stages.yours, None, "{request}");
        assert!(explanation.settled);
    }
}

fn reversed(query: &str) -> String {
    query.split('&').rev().collect::<Vec<_>>().join("&")
}

/// The request breaks a rule, but its signature is correct: there is no signing mistake to search for.
#[test]
fn nothing_is_left_to_search_if_what_was_sent_was_signed_correctly() {
    for (request, code) in [
        (
            format!("{ENDPOINT}?{}", with("timestamp", "1661494048")),
            FindingCode::TimestampSeconds,
        ),
        (
            url().replace("applications.zoom.us", "api.zoom.us"),
            FindingCode::WrongHost,
        ),
        (
            format!("{ENDPOINT}?{}", with("isUpComing", "True")),
            FindingCode::IsUpComing,
        ),
    ] {
        let signed = query_of(&request);
        let header = wrong::header(&wrong::hmac(SECRET.as_bytes(), signed.as_bytes()));
        let explanation = diagnosed(&request, &header, SECRET);
        let codes: Vec<_> = explanation.findings.iter().map(|finding| finding.what.code).collect();
        assert_eq!((explanation.verdict, codes), (Verdict::Certain, vec![code]));
        assert!(explanation.settled);
        let secrets = [LabeledSecret {
            label: "LTI",
            secret: SECRET,
        }];
        let input = Input {
            request: &request,
            signature: Some(&header),
            secrets: &secrets,
            ..Input::default()
        };
        let slice = search(&input, 0, 200_000);
        assert_eq!((slice.total, slice.explanation), (0, None));
    }
    assert!(!diagnosed(&url(), SIGNATURE, SECRET).settled);
}

fn signature_of(text: &str) -> String {
    zoom_lti_pro::signature::sign(SECRET.as_bytes(), text.as_bytes())
        .as_str()
        .to_owned()
}

/// The fix and the corrected request name the same value.
#[test]
fn a_timestamp_sent_in_seconds_is_the_signed_one() {
    let header = signature_of(BASE_STRING);
    let sent = format!("{ENDPOINT}?{}", with("timestamp", "1661494048"));
    let explanation = diagnosed(&sent, &header, SECRET);
    let note = &explanation.findings[0].what;
    assert_eq!(
        (note.code, note.seen.as_deref()),
        (FindingCode::TimestampSeconds, Some("1661494048201"))
    );
    let corrected = explanation.corrected.unwrap();
    assert_eq!(
        (corrected.base_string.as_str(), corrected.header),
        (BASE_STRING, Some(header))
    );
}

#[test]
fn a_plus_is_corrected_to_a_plus() {
    let base = with("userId", "12dd+89465Z");
    let header = signature_of(&base);
    let explanation = diagnosed(&format!("{ENDPOINT}?{base}"), &header, SECRET);
    let codes: Vec<_> = explanation.findings.iter().map(|finding| finding.what.code).collect();
    assert_eq!(codes, [FindingCode::PlusInUrl]);
    let corrected = explanation.corrected.unwrap();
    assert_eq!(
        (corrected.base_string.as_str(), corrected.header),
        (base.as_str(), Some(header))
    );
    assert!(corrected.url.ends_with("userId=12dd%2B89465Z"), "{}", corrected.url);
}

#[test]
fn what_was_signed_before_the_parameters_is_only_that() {
    for before in ["?", "/api/v1/lti/rich/open/meeting/list?"] {
        let header = signature_of(&format!("{before}{BASE_STRING}"));
        let note = diagnosed(&url(), &header, SECRET).findings.swap_remove(0).what;
        assert_eq!(
            (note.code, note.seen.as_deref()),
            (FindingCode::UrlInBaseString, Some(before))
        );
    }
}

#[test]
fn a_part_of_the_signature_is_not_another_digest() {
    let header = signature_of(BASE_STRING);
    let explanation = diagnosed(&url(), &header[..22], SECRET);
    assert_eq!(explanation.header.unwrap().shape, ShapeCode::Corrupted);
}

#[test]
fn without_parameters_nothing_is_left_to_search() {
    let header = signature_of(BASE_STRING);
    assert!(diagnosed(ENDPOINT, &header, SECRET).settled);
}
