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
    for vector in vectors::stages() {
        // A secret that is not text cannot be given to the debugger; a slash at the end is kept.
        let Ok(secret) = String::from_utf8(vector.secret()) else {
            continue;
        };
        let stages = explain(&vector.url, None, Some(&secret)).stages;
        assert_eq!(
            stages.base_string.as_deref(),
            Some(vector.base_string.as_str()),
            "{}, stage base string",
            vector.name
        );
        assert_eq!(
            stages.mac.map(|mac| from_hex(&mac)),
            Some(vector.mac()),
            "{}, stage MAC",
            vector.name
        );
        assert_eq!(
            stages.signature.as_deref(),
            Some(vector.signature.as_str()),
            "{}, stage signature",
            vector.name
        );
        assert_eq!(
            stages.url.as_deref(),
            Some(vector.url.as_str()),
            "{}, stage URL",
            vector.name
        );
    }
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
