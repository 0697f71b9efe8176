//! Signed requests: timestamps, base URLs, paths, credentials, and the way from parameters to URL.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use common::encoding::percent_decode;
use common::prng::Prng;
use common::{NOW_MS, at, now, oracle, query_of};
use zoom_lti_pro::request::{BASE_URL, MEETING_LIST, SignedRequest, WINDOW_MS, check_base_url, sign};
use zoom_lti_pro::time::Timestamp;
use zoom_lti_pro::{Code, Credentials, Error};

fn credentials() -> Credentials {
    Credentials::new("qAnfmSQeSeKWHOE19lwMYg", b"secret").unwrap()
}

fn signed(base_url: &str, path: &str, parameters: &[(&str, &str)]) -> Result<SignedRequest, Error> {
    sign(&credentials(), base_url, path, parameters.iter().copied(), now())
}

#[track_caller]
fn assert_refused(result: Result<impl Sized, Error>, field: &str, what: &str) {
    let Err(error) = result else {
        panic!("{what:?} is taken")
    };
    assert_eq!(
        (error.code(), error.field()),
        (Code::InvalidArgument, Some(field)),
        "{what:?}"
    );
}

// Constants of the API

#[test]
fn the_window_is_60_minutes() {
    assert_eq!(WINDOW_MS, 60 * 60 * 1000);
}

#[test]
fn base_url_and_path_are_the_articles() {
    let url = [BASE_URL, MEETING_LIST].concat();
    assert_eq!(url, "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list");
}

// Timestamp

#[test]
fn plausible_milliseconds_are_taken() {
    for millis in [1_577_836_800_000, NOW_MS, 4_102_444_800_000, 99_999_999_999_999] {
        assert_eq!(at(millis).as_millis(), millis);
        assert_eq!(Timestamp::parse(&millis.to_string()), Ok(at(millis)));
    }
}

/// Which word of the message tells the kind of mistake.
#[track_caller]
fn assert_named(millis: u64, word: &str) {
    for result in [Timestamp::from_millis(millis), Timestamp::parse(&millis.to_string())] {
        let error = result.unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            (Code::InvalidArgument, Some("timestamp")),
            "{millis}"
        );
        assert!(error.message().contains(word), "{millis}: {error}");
    }
}

#[test]
fn seconds_are_named() {
    for millis in [1_000_000_000, 1_661_494_048, 9_999_999_999] {
        assert_named(millis, "seconds");
    }
}

#[test]
fn microseconds_and_nanoseconds_are_named() {
    for millis in [100_000_000_000_000, NOW_MS * 1000, NOW_MS * 1_000_000, u64::MAX] {
        assert_named(millis, "micro");
    }
}

#[test]
fn an_unset_clock_is_named() {
    for millis in [0, 1, 999_999_999, 10_000_000_000, 1_577_836_799_999] {
        assert_named(millis, "2020");
    }
}

#[test]
fn text_that_is_not_digits_is_no_timestamp() {
    let texts = [
        "",
        " ",
        "01661494048201",
        "001",
        "00",
        "+1661494048201",
        "-1661494048201",
        "1661494048201.0",
        "1.66e12",
        "1,661,494,048,201",
        "1_661_494_048_201",
        " 1661494048201",
        "1661494048201 ",
        "1661494048201\n",
        "0x182d8a1b8c9",
        "2022-08-26T06:07:28Z",
        "١٦٦١٤٩٤٠٤٨٢٠١",
        "１６６１４９４０４８２０１",
        "18446744073709551616",
        "NaN",
        "undefined",
    ];
    for text in texts {
        assert_refused(Timestamp::parse(text), "timestamp", text);
    }
}

#[test]
fn timestamps_are_ordered_by_time() {
    assert!(at(NOW_MS) < at(NOW_MS + 1));
}

// Base URLs

const GOOD: [&str; 22] = [
    BASE_URL,
    "https://example.com",
    "https://example.com:8443",
    "https://example.com/a/b",
    "https://EXAMPLE.com",
    "HTTPS://example.com",
    "https://localhost",
    "https://127.0.0.1",
    "https://[2001:db8::1]",
    "https://xn--bcher-kva.example",
    "http://localhost",
    "http://localhost:8787",
    "http://LOCALHOST:8787",
    "HTTP://localhost",
    "http://localhost/api",
    "http://127.0.0.1",
    "http://127.0.0.1:8787/api/v1/lti/rich",
    "http://127.0.0.2",
    "http://127.255.255.255",
    "http://[::1]",
    "http://[::1]:8787",
    "http://[::1]/api",
];

#[test]
fn good_base_urls_are_taken() {
    for url in GOOD {
        assert_eq!(check_base_url(url), Ok(url));
    }
}

#[test]
fn a_slash_at_the_end_is_taken_off() {
    for url in GOOD {
        assert_eq!(check_base_url(&format!("{url}/")), Ok(url));
    }
}

#[test]
fn http_is_refused_to_all_but_loopback() {
    let urls = [
        "http://applications.zoom.us",
        "http://example.com",
        "http://10.0.0.1",
        "http://192.168.0.1",
        "http://0.0.0.0",
        "http://128.0.0.1",
        "http://1.127.0.0",
        "http://[::2]",
        "http://[::ffff:7f00:1]",
        "http://[2001:db8::1]",
        "http://::1",
    ];
    for url in urls {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn loopback_look_alikes_are_refused() {
    let urls = [
        "http://127.evil.com",
        "http://127.0.0.1.evil.com",
        "http://127.0.0.evil",
        "http://localhost.evil.com",
        "http://evil-localhost",
        "http://localhost-evil.com",
        "http://evil.com/localhost",
        "http://evil.com:localhost",
        "http://localhost:80.evil.com",
        "http://127.0.0.1:80.evil.com",
        "http://[::1].evil.com",
        "http://[::1]:80evil",
        "http://[::1",
        "http://127.0.0.1:80:80",
        "http://127.0.0.1.1",
        "http://127.0.0",
        "http://127.0.0.",
        "http://.127.0.0.1",
        "http://127.0.0.256",
        "http://1270.0.0.1",
        "http://127.0.0.1.",
        "http://localhost.",
        "http://localhost..evil.com",
        "http://127。0。0。1",
        "http://ⓛocalhost",
    ];
    for url in urls {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

/// A URL parser reads a leading zero as octal: `0127.0.0.1` is 87.0.0.1, a public address.
#[test]
fn octal_look_alikes_are_refused() {
    for url in ["http://0127.0.0.1", "http://00127.0.0.1:8787"] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

/// No URL parser takes these for numbers, so that they are names to look up.
#[test]
fn signed_look_alikes_are_refused() {
    for url in ["http://127.0.0.+1", "http://+127.0.0.1", "http://127.+0.+0.+1"] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn credentials_in_a_base_url_are_refused() {
    for url in [
        "https://user@example.com",
        "https://user:pw@example.com",
        "http://localhost@evil.com",
        "http://127.0.0.1:80@evil.com",
        "https://@example.com",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn queries_and_fragments_in_a_base_url_are_refused() {
    for url in [
        "https://example.com?",
        "https://example.com?a=b",
        "https://example.com/?a",
        "https://example.com#",
        "https://example.com/#a",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

/// A URL parser reads a backslash as a slash.
#[test]
fn backslashes_in_a_base_url_are_refused() {
    for url in [
        "https:\\\\example.com",
        "http://evil.com\\@localhost",
        "http://localhost\\.evil.com",
        "https://example.com\\a",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

/// A URL parser drops tabs and newlines, and trims spaces.
#[test]
fn white_space_and_controls_in_a_base_url_are_refused() {
    for url in [
        " https://example.com",
        "https://example.com ",
        "https://exa\tmple.com",
        "https://example.com\n",
        "ht\ntps://example.com",
        "https://example.com/\0",
        "https://example.com/\u{7f}",
        "https://\u{a0}example.com",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn other_schemes_and_no_scheme_are_refused() {
    let urls = [
        "",
        "example.com",
        "//example.com",
        "/api",
        "ftp://example.com",
        "ws://localhost",
        "file:///etc/passwd",
        "data:,x",
        "javascript:alert(1)",
        "https:example.com",
        "https:/example.com",
        "httpss://example.com",
        "xhttps://example.com",
        "http",
        "https://",
    ];
    for url in urls {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn a_base_url_without_a_host_is_refused() {
    for url in [
        "https://",
        "https:///",
        "https:///path",
        "http://",
        "http:///localhost",
        "https://:443",
        "https://:443/path",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn a_refused_base_url_is_refused_in_signing() {
    assert_refused(signed("http://example.com", MEETING_LIST, &[]), "baseUrl", "http");
}

#[test]
fn any_text_is_judged_without_a_panic() {
    let mut prng = Prng::seeded(1);
    let pieces: Vec<char> = "htps:/.@127 0localhost[]\\?#%é\u{feff}😀".chars().collect();
    for _ in 0..100_000 {
        let length = prng.below(24);
        let text = prng.text(&pieces, length);
        let _ = check_base_url(&text);
        let _ = check_base_url(&format!("http://{text}"));
    }
}

// Paths

#[test]
fn plain_paths_are_taken() {
    for path in ["/", MEETING_LIST, "/meeting/bulkImport", "/a-b_c.d~e/0", "/a./b.."] {
        assert!(signed(BASE_URL, path, &[]).is_ok(), "{path}");
    }
}

#[test]
fn other_paths_are_refused() {
    for path in [
        "",
        "open",
        "open/meeting/list",
        "/a?b",
        "/a#b",
        "/a b",
        "/a%20b",
        "/a\\b",
        "/é",
        "/a\n",
        "/a&b",
        "/a@b",
        "https://evil.com",
        "/.",
        "/..",
        "/a/../b",
        "/a/./b",
        "/a/..",
        "/.a",
    ] {
        assert_refused(signed(BASE_URL, path, &[]), "path", path);
    }
}

// Signing

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
fn a_duplicate_is_refused_in_signing() {
    assert_refused(signed(BASE_URL, "/p", &[("n", "1"), ("n", "1")]), "n", "a duplicate");
}

#[test]
fn an_unsignable_value_is_refused_in_signing() {
    assert_refused(signed(BASE_URL, "/p", &[("n", "a&b")]), "n", "an ampersand");
}

#[test]
fn a_request_signs_alike_each_time() {
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

/// What is signed is what is sent: the URL's query decoded once, and sorted, is the base string.
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

/// The order sent is the order signed: decoded, but not sorted.
#[test]
fn the_query_is_sent_in_the_order_signed() {
    let mut prng = Prng::seeded(3);
    for _ in 0..10_000 {
        let request = sign(&credentials(), BASE_URL, "/p", oracle::parameters(&mut prng), now()).unwrap();
        assert_eq!(percent_decode(query_of(&request.url)), request.base_string);
    }
}

#[test]
fn a_url_holds_printable_ascii_only() {
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

// Credentials

const KEY: &str = "qAnfmSQeSeKWHOE19lwMYg";
const SECRET: &str = "kZ3vR8xTq1Lw5NcYd0HbUs";

#[track_caller]
fn assert_pair_refused(key: &str, secret: &[u8], field: &str) {
    let Err(error) = Credentials::new(key, secret) else {
        panic!("{field} is taken: {key:?} {secret:?}")
    };
    assert_eq!(
        (error.code(), error.field()),
        (Code::InvalidCredentials, Some(field)),
        "{key:?} {secret:?}"
    );
}

#[track_caller]
fn assert_text_refused(text: &str) {
    assert_pair_refused(text, SECRET.as_bytes(), "key");
    assert_pair_refused(KEY, text.as_bytes(), "secret");
}

#[test]
fn an_empty_key_or_secret_is_refused() {
    assert_text_refused("");
}

#[test]
fn blanks_at_an_end_of_key_or_secret_are_refused() {
    let blanks = [
        " ", "\t", "\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{a0}", "\u{ad}", "\u{1680}", "\u{2003}",
        "\u{2007}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{200e}", "\u{200f}", "\u{2028}", "\u{202f}", "\u{2060}",
        "\u{3000}", "\u{feff}",
    ];
    for blank in blanks {
        assert_text_refused(&format!("{SECRET}{blank}"));
        assert_text_refused(&format!("{blank}{SECRET}"));
        assert_text_refused(blank);
    }
}

#[test]
fn placeholders_are_refused() {
    let placeholders = [
        "undefined",
        "null",
        "NaN",
        "None",
        "none",
        "NULL",
        "Undefined",
        "true",
        "false",
        "changeme",
        "CHANGEME",
        "$SECRET",
        "$LTI_SECRET",
        "$1",
        "${LTI_SECRET}",
        "${}",
        "{{secret}}",
        "{{ secret }}",
        "<secret>",
        "<your secret here>",
        "%LTI_SECRET%",
        "$(cat secret)",
        "[object Object]",
        "[object Promise]",
        "your_secret",
        "your-lti-secret",
        "YOUR_LTI_KEY",
        "Your-Key",
        "process.env.LTI_SECRET",
        "env.LTI_SECRET",
    ];
    for placeholder in placeholders {
        assert_text_refused(placeholder);
    }
}

#[test]
fn real_looking_pairs_are_taken() {
    let texts = [
        KEY,
        SECRET,
        "te2BnjG2QUOxSxiQZBHYAw",
        "KLAIJC9OTI2Hm-vxn3UVHK",
        "k",
        "two words",
        "a$b",
        "$abc",
        "$Abc",
        "yours",
        "nullable",
        "undefined-not",
        "<a",
        "a>",
        "{{a",
        "%a",
        "trueish",
        "environment",
        "0",
        "-",
        "_",
    ];
    for text in texts {
        assert!(Credentials::new(text, text.as_bytes()).is_ok(), "{text:?}");
    }
}

#[test]
fn the_emulators_pair_is_taken() {
    assert!(Credentials::new("emulator-key-not-for-zoom", b"emulator-secret-not-for-zoom").is_ok());
}

#[test]
fn random_keys_of_22_url_safe_characters_are_taken() {
    let mut prng = Prng::seeded(5);
    let alphabet: Vec<char> = common::encoding::URL_SAFE.iter().copied().map(char::from).collect();
    for _ in 0..20_000 {
        let (key, secret) = (prng.text(&alphabet, 22), prng.text(&alphabet, 22));
        assert!(Credentials::new(&key, secret.as_bytes()).is_ok(), "{key} {secret}");
    }
}

#[test]
fn a_key_that_cannot_be_signed_is_refused() {
    for key in ["a&b", "a\nb", "a\0b", "a\u{85}b"] {
        assert_pair_refused(key, SECRET.as_bytes(), "key");
    }
}

#[test]
fn a_secret_of_any_bytes_is_taken() {
    for secret in [&[0xff, 0xfe][..], &[0x80], &[0xc3, 0x28], b"a&b=c", b"a\nb", &[0; 20]] {
        assert!(Credentials::new(KEY, secret).is_ok(), "{secret:02x?}");
    }
}

#[test]
fn the_ends_of_a_secret_that_is_not_utf8_are_looked_at() {
    assert_pair_refused(KEY, b"\xff\xfe\n", "secret");
    assert_pair_refused(KEY, b" \xff\xfe", "secret");
    for blank in ["\x0b", "\u{a0}", "\u{200b}"] {
        assert_pair_refused(KEY, &[b"\xff", blank.as_bytes()].concat(), "secret");
        assert_pair_refused(KEY, &[blank.as_bytes(), b"a\xff"].concat(), "secret");
    }
}

#[test]
fn refused_credentials_tell_where_to_find_them() {
    let hint = Credentials::new("", b"").unwrap_err().hint();
    assert!(hint.is_some_and(|hint| hint.contains("configuration page")));
}

#[test]
fn credentials_know_their_key() {
    assert_eq!(Credentials::new(KEY, b"s").unwrap().key(), KEY);
}

#[test]
fn a_clone_signs_alike() {
    let first = credentials();
    let second = first.clone();
    assert_eq!(first.signing_key().sign(b"m"), second.signing_key().sign(b"m"));
}
