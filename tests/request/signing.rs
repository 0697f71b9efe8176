//! From parameters to a signed URL.

use super::*;

#[test]
fn the_window_is_60_minutes() {
    assert_eq!(WINDOW_MS, 60 * 60 * 1000);
}

#[test]
fn base_url_and_path_are_those_of_the_article() {
    let url = [BASE_URL, MEETING_LIST].concat();
    assert_eq!(url, "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list");
}

#[test]
fn the_url_is_base_path_and_encoded_query() {
    let request = signed("https://example.com/base/", "/p", &[("n", "a+b")]).unwrap();
    assert_eq!(
        request.url,
        "https://example.com/base/p?key=qAnfmSQeSeKWHOE19lwMYg&n=a%2Bb&timestamp=1661494048201"
    );
}

#[test]
fn key_and_timestamp_are_refused_as_parameters() {
    for name in ["key", "timestamp"] {
        assert_refused(signed(BASE_URL, "/p", &[(name, "1")]), name, name);
    }
}

#[test]
fn sign_refuses_a_duplicate() {
    assert_refused(signed(BASE_URL, "/p", &[("n", "1"), ("n", "1")]), "n", "a duplicate");
}

#[test]
fn sign_refuses_an_invalid_value() {
    assert_refused(signed(BASE_URL, "/p", &[("n", "a&b")]), "n", "an ampersand");
}

#[test]
fn signing_again_gives_the_same_signature() {
    let parameters = [("n", "v")];
    assert_eq!(signed(BASE_URL, "/p", &parameters), signed(BASE_URL, "/p", &parameters));
}

#[test]
fn another_millisecond_gives_another_signature() {
    let sign_at = |millis| {
        sign(&credentials(), BASE_URL, "/p", [("n", "v")], at(millis))
            .unwrap()
            .signature
    };
    assert_ne!(sign_at(NOW_MS), sign_at(NOW_MS + 1));
}

/// The URL's query, decoded once and sorted, is the base string: what is signed is sent.
#[test]
fn the_decoded_query_sorted_is_the_base_string() {
    let mut prng = Prng::seeded(2);
    for _ in 0..100_000 {
        let request = sign(&credentials(), BASE_URL, "/p", oracle::parameters(&mut prng), now()).unwrap();
        let parts = query_of(&request.url)
            .split('&')
            .map(|part| part.split_once('=').unwrap());
        let mut pairs: Vec<_> = parts
            .map(|(name, value)| (percent_decode(name), percent_decode(value)))
            .collect();
        pairs.sort();
        let joined: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(joined.join("&"), request.base_string);
    }
}

/// The query has the order of the base string: it is decoded here, but not sorted.
#[test]
fn the_query_is_sent_in_the_order_signed() {
    let mut prng = Prng::seeded(3);
    for _ in 0..10_000 {
        let request = sign(&credentials(), BASE_URL, "/p", oracle::parameters(&mut prng), now()).unwrap();
        assert_eq!(percent_decode(query_of(&request.url)), request.base_string);
    }
}

#[test]
fn a_url_has_only_printable_ascii() {
    let mut prng = Prng::seeded(4);
    for _ in 0..10_000 {
        let request = sign(&credentials(), BASE_URL, "/p", oracle::parameters(&mut prng), now()).unwrap();
        assert!(
            request.url.bytes().all(|byte| byte.is_ascii_graphic()),
            "{}",
            request.url
        );
    }
}
