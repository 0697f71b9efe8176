//! The debugger: what it reads off a paste, the shapes of headers (built from real digests), and the problems it finds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::process::Command;

use common::encoding::{STANDARD, URL_SAFE, base64, base64_padded, from_hex, to_hex};
use common::prng::Prng;
use common::{now, query_of, vectors};
use zoom_lti_pro::Credentials;
use zoom_lti_pro::explain::{Pasted, ProblemCode, ShapeCode, explain, paste, shape};
use zoom_lti_pro::request::{BASE_URL, MEETING_LIST, SignedRequest, sign};
use zoom_lti_pro::signature::Mac;

const SECRET: &str = "kZ3vR8xTq1Lw5NcYd0HbUs";
const USER: &str = "_vIWeZ76TtuFceCKHkVk4Q";
const KEY: &str = "qAnfmSQeSeKWHOE19lwMYg";
const BASE_STRING: &str = "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20&timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q";

fn signed() -> SignedRequest {
    let credentials = Credentials::new(KEY, SECRET.as_bytes()).unwrap();
    let parameters = [
        ("userId", USER),
        ("isUpComing", "true"),
        ("pageNum", "1"),
        ("pageSize", "20"),
    ];
    sign(&credentials, BASE_URL, MEETING_LIST, parameters, now()).unwrap()
}

/// Real digests: those of the vectors, and random ones.
fn digests() -> Vec<[u8; 20]> {
    let mut prng = Prng::seeded(1);
    let random = (0..1_000).map(|_| prng.digest());
    let of_vectors = vectors::rfc2202()
        .into_iter()
        .map(|vector| vector.digest().try_into().unwrap());
    of_vectors.chain(random).collect()
}

fn right(digest: &[u8; 20]) -> String {
    base64(digest, URL_SAFE)
}

/// Every header made of `digest` has this shape, and is corrected to the right spelling.
#[track_caller]
fn assert_repairable(header: &str, digest: &[u8; 20], code: ShapeCode) {
    let shape = shape(header);
    assert_eq!(
        (shape.code, shape.corrected),
        (code, Some(right(digest))),
        "{header}"
    );
}

#[track_caller]
fn assert_lost(header: &str, code: ShapeCode) {
    let shape = shape(header);
    assert_eq!((shape.code, shape.corrected), (code, None), "{header}");
}

// Shapes, row by row of the table

#[test]
fn a_right_header_has_the_right_shape() {
    for digest in digests() {
        assert_lost(&right(&digest), ShapeCode::Signature);
    }
}

#[test]
fn the_printed_signatures_have_the_right_shape() {
    for vector in vectors::printed().signature_shapes {
        assert_lost(&vector.signature, ShapeCode::Signature);
    }
}

/// The right header with one of the 48 last characters that no 20 bytes give.
fn with_impossible_end(digest: &[u8; 20]) -> String {
    let header = right(digest);
    let (stem, last) = header.split_at(26);
    let place = URL_SAFE
        .iter()
        .position(|byte| last.as_bytes() == [*byte])
        .unwrap();
    format!("{stem}{}", char::from(URL_SAFE[place + 1]))
}

#[test]
fn an_impossible_last_character_is_corruption() {
    for digest in digests() {
        assert_lost(&with_impossible_end(&digest), ShapeCode::Corrupted);
    }
}

#[test]
fn one_padding_character_left_on() {
    for digest in digests() {
        assert_repairable(
            &base64_padded(&digest, URL_SAFE),
            &digest,
            ShapeCode::Padded,
        );
    }
}

/// What was changed on the way cannot be repaired, with padding or without.
#[test]
fn an_impossible_last_character_before_padding_is_not_corrected() {
    for digest in digests() {
        assert_eq!(
            shape(&format!("{}=", with_impossible_end(&digest))).corrected,
            None
        );
    }
}

/// The digests whose standard base64 has a `+` or a `/`.
fn with_standard_characters() -> impl Iterator<Item = [u8; 20]> {
    digests()
        .into_iter()
        .filter(|digest| base64(digest, STANDARD).contains(['+', '/']))
}

#[test]
fn the_standard_alphabet_with_padding() {
    for digest in with_standard_characters() {
        assert_repairable(
            &base64_padded(&digest, STANDARD),
            &digest,
            ShapeCode::StandardAlphabet,
        );
    }
}

#[test]
fn the_standard_alphabet_without_padding() {
    for digest in with_standard_characters() {
        assert_repairable(
            &base64(&digest, STANDARD),
            &digest,
            ShapeCode::StandardAlphabet,
        );
    }
}

#[test]
fn the_standard_alphabet_with_an_impossible_last_character_is_not_corrected() {
    for digest in with_standard_characters() {
        let header = with_impossible_end(&digest)
            .replace('-', "+")
            .replace('_', "/");
        // The change may have taken the only such character.
        if header.contains(['+', '/']) {
            assert_eq!(shape(&header).corrected, None, "{header}");
        }
    }
}

#[test]
fn a_plus_read_as_a_space() {
    for digest in digests()
        .iter()
        .filter(|digest| base64(*digest, STANDARD).contains('+'))
    {
        for header in [base64(digest, STANDARD), base64_padded(digest, STANDARD)] {
            assert_repairable(&header.replace('+', " "), digest, ShapeCode::Space);
        }
    }
}

#[test]
fn percent_encoded_in_capitals() {
    for digest in digests() {
        let header = base64_padded(&digest, STANDARD)
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        assert_repairable(&header, &digest, ShapeCode::PercentEncoded);
    }
}

#[test]
fn percent_encoded_in_small_letters() {
    for digest in digests() {
        let header = base64_padded(&digest, STANDARD)
            .replace('+', "%2b")
            .replace('/', "%2f")
            .replace('=', "%3d");
        assert_repairable(&header, &digest, ShapeCode::PercentEncoded);
    }
}

/// Only `=` was encoded: a `+` beside it stands for itself.
#[test]
fn percent_encoded_in_part() {
    for digest in digests() {
        let header = base64_padded(&digest, STANDARD).replace('=', "%3D");
        assert_repairable(&header, &digest, ShapeCode::PercentEncoded);
    }
}

#[test]
fn forty_hexadecimal_digits() {
    for digest in digests() {
        assert_repairable(&to_hex(&digest), &digest, ShapeCode::Hex);
        assert_repairable(&to_hex(&digest).to_uppercase(), &digest, ShapeCode::Hex);
    }
}

#[test]
fn the_hexadecimal_text_in_base64() {
    for digest in digests() {
        for hex in [to_hex(&digest), to_hex(&digest).to_uppercase()] {
            let (bare, padded) = (
                base64(hex.as_bytes(), URL_SAFE),
                base64_padded(hex.as_bytes(), URL_SAFE),
            );
            assert_eq!((bare.len(), padded.len()), (54, 56));
            assert_repairable(&bare, &digest, ShapeCode::HexBase64);
            assert_repairable(&padded, &digest, ShapeCode::HexBase64);
        }
    }
}

#[test]
fn base64_twice() {
    for digest in digests() {
        for alphabet in [URL_SAFE, STANDARD] {
            for once in [base64(&digest, alphabet), base64_padded(&digest, alphabet)] {
                assert_repairable(
                    &base64(once.as_bytes(), alphabet),
                    &digest,
                    ShapeCode::Base64Twice,
                );
                assert_repairable(
                    &base64_padded(once.as_bytes(), alphabet),
                    &digest,
                    ShapeCode::Base64Twice,
                );
            }
        }
    }
}

/// A longer or shorter digest in every encoding of its own.
#[track_caller]
fn assert_digest_of(length: usize, code: ShapeCode) {
    let mut prng = Prng::seeded(2);
    for _ in 0..1_000 {
        let digest = prng.bytes(length);
        for header in [
            base64(&digest, URL_SAFE),
            base64(&digest, STANDARD),
            base64_padded(&digest, URL_SAFE),
            base64_padded(&digest, STANDARD),
            to_hex(&digest),
            to_hex(&digest).to_uppercase(),
        ] {
            assert_lost(&header, code);
        }
    }
}

#[test]
fn the_length_of_sha256() {
    assert_digest_of(32, ShapeCode::Sha256);
}

#[test]
fn the_length_of_sha512() {
    assert_digest_of(64, ShapeCode::Sha512);
}

#[test]
fn the_length_of_md5() {
    assert_digest_of(16, ShapeCode::Md5);
}

/// As `Buffer.toString()` and `new String(bytes)` do it: what is not UTF-8 becomes U+FFFD.
#[test]
fn a_digest_read_as_utf8() {
    for digest in digests() {
        let text = String::from_utf8_lossy(&digest).into_owned();
        assert_lost(&base64_padded(text.as_bytes(), STANDARD), ShapeCode::Text);
    }
}

/// As `toString("binary")` and ISO-8859-1 do it: each byte becomes a character, and two bytes in UTF-8.
#[test]
fn a_digest_read_as_latin_1() {
    for digest in digests()
        .iter()
        .filter(|digest| digest.iter().filter(|byte| **byte >= 0x80).count() >= 3)
    {
        let text: String = digest.iter().copied().map(char::from).collect();
        assert_lost(&base64_padded(text.as_bytes(), STANDARD), ShapeCode::Text);
    }
}

#[test]
fn what_tools_print_before_a_digest() {
    let prefixes = [
        "sha1=",
        "SHA1=",
        "sha1:",
        "HMAC-SHA1 ",
        "hmac-sha1 ",
        "(stdin)= ",
        "SHA1(stdin)= ",
        "HMAC-SHA1(stdin)= ",
        "Bearer ",
        "bearer ",
        "X-Lti-Signature: ",
        "x-lti-signature: ",
    ];
    for digest in digests() {
        for prefix in prefixes {
            for header in [
                to_hex(&digest),
                right(&digest),
                base64_padded(&digest, STANDARD),
            ] {
                assert_repairable(&format!("{prefix}{header}"), &digest, ShapeCode::Prefixed);
            }
        }
    }
}

#[test]
fn quotes_around_a_digest() {
    for digest in digests() {
        for quote in ['"', '\'', '`'] {
            for header in [
                to_hex(&digest),
                right(&digest),
                base64_padded(&digest, STANDARD),
            ] {
                assert_repairable(
                    &format!("{quote}{header}{quote}"),
                    &digest,
                    ShapeCode::Prefixed,
                );
            }
        }
    }
}

#[test]
fn a_prefix_before_nothing_is_not_corrected() {
    for header in [
        "sha1=",
        "Bearer ",
        "\"\"",
        "HMAC-SHA1 nonsense",
        "(stdin)= ",
    ] {
        assert_lost(header, ShapeCode::Prefixed);
    }
}

#[test]
fn what_languages_print_instead_of_a_value() {
    for header in [
        "[object ArrayBuffer]",
        "[object Promise]",
        "[object Uint8Array]",
        "[object Object]",
        "b'HJbQ5AB1Hydbl2m_pdON4il1j3w'",
        "b\"HJbQ5AB1Hydbl2m_pdON4il1j3w\"",
        "System.Byte[]",
        "undefined",
        "null",
        "None",
        "NaN",
        "<Buffer 1c 96 d0 e4>",
    ] {
        assert_lost(header, ShapeCode::LanguageArtefact);
    }
}

#[test]
fn anything_else_is_unknown() {
    for header in [
        "",
        "x",
        "hello",
        "HJbQ5AB1Hydbl2m_pdON4il1j3",
        "HJbQ5AB1Hydbl2m_pdON4il1j3wA",
        "ünïcödé",
        "HJbQ5AB1Hydbl2m.pdON4il1j3w",
        "===",
        "0123",
        "\0",
    ] {
        assert_lost(header, ShapeCode::Unknown);
    }
}

#[test]
fn whatever_is_corrected_is_a_signature() {
    let mut prng = Prng::seeded(3);
    let pieces = [
        "sha1=",
        "\"",
        "%",
        "%2B",
        "=",
        "+",
        "/",
        " ",
        "HJbQ5AB1Hydbl2m",
        "_pdON4il1j3w",
        "1c96d0e4007",
        "é",
        "A",
        "Bearer ",
    ];
    for _ in 0..100_000 {
        let header: String = (0..prng.below(8)).map(|_| *prng.pick(&pieces)).collect();
        if let Some(corrected) = shape(&header).corrected {
            assert!(Mac::decode(&corrected).is_some(), "{header}: {corrected}");
        }
    }
}

/// 32, 64 and 16 bytes of mangled text are no other digest.
#[test]
fn mangled_text_as_long_as_another_digest() {
    let mut prng = Prng::seeded(5);
    let mut seen = [false; 3];
    for _ in 0..200_000 {
        let length = prng.below(40);
        let text = String::from_utf8_lossy(&prng.bytes(length)).into_owned();
        let place = [16, 32, 64].iter().position(|length| *length == text.len());
        if let Some(place) = place.filter(|_| text.contains('\u{fffd}')) {
            seen[place] = true;
            assert_lost(&base64(text.as_bytes(), URL_SAFE), ShapeCode::Text);
        }
    }
    assert_eq!(seen, [true; 3]);
}

#[test]
fn an_impossible_last_character_is_corrupted_however_it_is_spelt() {
    for digest in digests() {
        let header = with_impossible_end(&digest);
        for header in [
            format!("{header}="),
            header.replace('-', "+").replace('_', "/"),
        ] {
            assert_lost(&header, ShapeCode::Corrupted);
        }
        assert_eq!(
            shape(&base64(header.as_bytes(), URL_SAFE)).corrected,
            None,
            "{header}, twice"
        );
    }
}

#[test]
fn layers_around_layers() {
    for digest in digests() {
        let standard = base64_padded(&digest, STANDARD);
        let encoded = standard
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        assert_repairable(
            &format!("\"X-Lti-Signature: {standard}\""),
            &digest,
            ShapeCode::Prefixed,
        );
        assert_repairable(
            &encoded.replace('%', "%25"),
            &digest,
            ShapeCode::PercentEncoded,
        );
        assert_repairable(
            &format!("{}  -", to_hex(&digest)),
            &digest,
            ShapeCode::Prefixed,
        );
        assert_repairable(
            &format!("“{}”", right(&digest)),
            &digest,
            ShapeCode::Prefixed,
        );
    }
}

/// In a process of its own, which an overflow of the stack would end.
#[test]
fn a_long_run_of_prefixes_does_not_exhaust_the_stack() {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "long_runs", "--ignored"])
        .output()
        .unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stderr)
    );
}

#[test]
#[ignore = "the test above runs it in a process of its own"]
fn long_runs() {
    let _ = shape(&"sha1=".repeat(200_000));
    let _ = shape(&"\"".repeat(400_000));
    let _ = explain("", Some(&"Bearer ".repeat(200_000)), None);
    let _ = shape(&["%", &"25".repeat(400_000)].concat());
    let _ = shape(&"%25".repeat(400_000));
    let _ = paste(&"{\"request\":".repeat(200_000));
    let _ = paste(&["[", &"{\"url\":\"h/\",\"x\":".repeat(100_000)].concat());
}

// Pastes

#[track_caller]
fn assert_article(pasted: &Pasted) {
    let names: Vec<(&str, &str)> = pasted
        .parameters
        .iter()
        .map(|part| (part.name.as_str(), part.value.as_str()))
        .collect();
    let expected = [
        ("isUpComing", "true"),
        ("key", KEY),
        ("pageNum", "1"),
        ("pageSize", "20"),
        ("timestamp", "1661494048201"),
        ("userId", USER),
    ];
    assert_eq!(names, expected);
}

const ENDPOINT: &str = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";
const SIGNATURE: &str = "HJbQ5AB1Hydbl2m_pdON4il1j3w";

/// Parameters, endpoint and signature are found.
#[track_caller]
fn assert_whole(text: &str) {
    let pasted = paste(text);
    assert_article(&pasted);
    assert_eq!(pasted.endpoint.as_deref(), Some(ENDPOINT), "{text}");
    assert_eq!(pasted.signature.as_deref(), Some(SIGNATURE), "{text}");
}

fn url() -> String {
    format!("{ENDPOINT}?{BASE_STRING}")
}

#[test]
fn a_url() {
    let pasted = paste(&url());
    assert_article(&pasted);
    assert_eq!(
        (pasted.endpoint.as_deref(), pasted.signature),
        (Some(ENDPOINT), None)
    );
}

#[test]
fn a_url_among_white_space_and_quotes() {
    for text in [
        format!("\n  {}\t\n", url()),
        format!("\"{}\"", url()),
        format!("<{}>", url()),
        format!("see {} for it", url()),
    ] {
        let pasted = paste(&text);
        assert_article(&pasted);
        assert_eq!(pasted.endpoint.as_deref(), Some(ENDPOINT), "{text}");
    }
}

#[test]
fn a_url_with_a_fragment() {
    assert_article(&paste(&format!("{}#top", url())));
}

#[test]
fn a_url_without_a_query() {
    let pasted = paste(ENDPOINT);
    assert_eq!(
        (pasted.parameters.len(), pasted.endpoint.as_deref()),
        (0, Some(ENDPOINT))
    );
}

#[test]
fn a_base_string() {
    let pasted = paste(BASE_STRING);
    assert_article(&pasted);
    assert_eq!(pasted.endpoint, None);
}

#[test]
fn a_base_string_in_quotes() {
    for quote in ['"', '\'', '`'] {
        assert_article(&paste(&format!(" {quote}{BASE_STRING}{quote}\n")));
    }
}

#[test]
fn a_query_with_its_question_mark() {
    assert_article(&paste(&format!("?{BASE_STRING}")));
}

#[test]
fn curl_for_bash() {
    assert_whole(&format!(
        "curl '{}' -H 'X-Lti-Signature: {SIGNATURE}'",
        url()
    ));
}

#[test]
fn curl_with_the_header_first() {
    assert_whole(&format!(
        "curl --header \"X-Lti-Signature: {SIGNATURE}\" --location \"{}\"",
        url()
    ));
}

#[test]
fn curl_over_several_lines() {
    assert_whole(&format!(
        "curl \\\n  --request GET \\\n  --header 'X-Lti-Signature: {SIGNATURE}' \\\n  '{}'\n",
        url()
    ));
}

#[test]
fn curl_as_the_developer_tools_copy_it() {
    assert_whole(&format!(
        "curl '{}' \\\n  -H 'accept: */*' \\\n  -H 'referer: https://lms.example/courses/1' \\\n  -H 'x-lti-signature: {SIGNATURE}' \\\n  --compressed",
        url()
    ));
}

/// "Copy as cURL (cmd)": a caret before each character that cmd reads.
#[test]
fn curl_for_cmd() {
    let escaped = url().replace('&', "^&");
    assert_whole(&format!(
        "curl ^\"{escaped}^\" ^\r\n  -H ^\"x-lti-signature: {SIGNATURE}^\""
    ));
}

#[test]
fn curl_with_its_parameters_as_data() {
    let data: Vec<String> = BASE_STRING
        .split('&')
        .map(|part| format!("--data-urlencode '{part}'"))
        .collect();
    assert_whole(&format!(
        "curl -G '{ENDPOINT}' {} -H 'X-Lti-Signature: {SIGNATURE}'",
        data.join(" ")
    ));
}

#[test]
fn curl_with_another_url_in_a_header_first() {
    assert_whole(&format!(
        "curl -H 'Referer: https://lms.example/' -H 'X-Lti-Signature: {SIGNATURE}' '{}'",
        url()
    ));
}

#[test]
fn power_shell_as_the_developer_tools_copy_it() {
    assert_whole(&format!(
        "Invoke-WebRequest -UseBasicParsing -Uri \"{}\" `\n-Headers @{{\n\"accept\"=\"*/*\"\n  \"x-lti-signature\"=\"{SIGNATURE}\"\n}}",
        url()
    ));
}

#[test]
fn power_shell_with_backticks_at_the_ends_of_lines() {
    assert_whole(&format!(
        "curl.exe `\n  -H \"X-Lti-Signature: {SIGNATURE}\" `\n  \"{}\"",
        url()
    ));
}

#[test]
fn fetch_as_the_developer_tools_copy_it() {
    assert_whole(&format!(
        "fetch(\"{}\", {{\n  \"headers\": {{\n    \"accept\": \"*/*\",\n    \"x-lti-signature\": \"{SIGNATURE}\"\n  }},\n  \"method\": \"GET\"\n}});",
        url()
    ));
}

#[test]
fn a_har_entry() {
    assert_whole(&format!(
        r#"{{"request":{{"method":"GET","url":"{}","headers":[{{"name":"accept","value":"*/*"}},{{"name":"x-lti-signature","value":"{SIGNATURE}"}}]}}}}"#,
        url()
    ));
}

#[test]
fn a_har_entry_over_several_lines() {
    assert_whole(&format!(
        "{{\n  \"url\": \"{}\",\n  \"headers\": [\n    {{\n      \"name\": \"X-Lti-Signature\",\n      \"value\": \"{SIGNATURE}\"\n    }}\n  ]\n}}",
        url()
    ));
}

const PATH: &str = "/api/v1/lti/rich/open/meeting/list";

#[test]
fn a_raw_http_request() {
    let pasted = paste(&format!(
        "GET {PATH}?{BASE_STRING} HTTP/1.1\r\nHost: applications.zoom.us\r\nX-Lti-Signature: {SIGNATURE}\r\n\r\n"
    ));
    assert_article(&pasted);
    assert_eq!(pasted.signature.as_deref(), Some(SIGNATURE));
}

#[test]
fn a_raw_http_request_with_urls_in_its_headers() {
    let pasted = paste(&format!(
        "GET {PATH}?{BASE_STRING} HTTP/1.1\r\nHost: applications.zoom.us\r\nOrigin: https://lms.example\r\nReferer: https://lms.example/courses?id=1\r\nX-Lti-Signature: {SIGNATURE}\r\n\r\n"
    ));
    assert_article(&pasted);
}

#[test]
fn a_request_target() {
    assert_article(&paste(&format!("{PATH}?{BASE_STRING}")));
}

/// Bulk import needs `key` and `timestamp` alone.
#[test]
fn a_raw_http_request_of_another_path_is_not_taken_for_the_list() {
    let raw = "POST /api/v1/lti/rich/meeting/bulkImport?key=k&timestamp=1661494048201 HTTP/1.1\r\nHost: applications.zoom.us\r\n\r\n";
    assert_eq!(problems(raw), []);
}

/// The header's whole value is looked at, so that its shape can be told.
#[test]
fn a_header_with_spaces_inside_is_found_whole() {
    for value in [
        "HJbQ5AB1Hydbl2m pdON4il1j3w=",
        "Bearer HJbQ5AB1Hydbl2m_pdON4il1j3w",
        "(stdin)= 1c96d0e400751f275b97",
    ] {
        let curl = format!("curl '{}' -H 'X-Lti-Signature: {value}'", url());
        assert_eq!(paste(&curl).signature.as_deref(), Some(value));
    }
}

#[test]
fn the_header_is_found_in_any_case() {
    for name in ["X-Lti-Signature", "x-lti-signature", "X-LTI-SIGNATURE"] {
        let pasted = paste(&format!("{}\n{name}: {SIGNATURE}", url()));
        assert_eq!(pasted.signature.as_deref(), Some(SIGNATURE), "{name}");
    }
}

#[test]
fn a_paste_keeps_the_raw_and_the_decoded_value() {
    let pasted = paste("n=a%2Bb+c");
    let part = &pasted.parameters[0];
    assert_eq!(
        (part.raw.as_str(), part.value.as_str(), part.decodes),
        ("a%2Bb+c", "a+b c", true)
    );
}

#[test]
fn a_value_that_does_not_decode_stays_as_it_is() {
    let pasted = paste("n=a%zz");
    let part = &pasted.parameters[0];
    assert_eq!(
        (part.raw.as_str(), part.value.as_str(), part.decodes),
        ("a%zz", "a%zz", false)
    );
}

#[test]
fn a_paste_keeps_order_and_duplicates() {
    let pasted = paste("b=1&a=2&b=3&&c");
    let parts: Vec<(&str, &str)> = pasted
        .parameters
        .iter()
        .map(|part| (part.name.as_str(), part.value.as_str()))
        .collect();
    assert_eq!(parts, [("b", "1"), ("a", "2"), ("b", "3"), ("c", "")]);
}

#[test]
fn any_paste_is_read_without_a_panic() {
    let mut prng = Prng::seeded(4);
    let pieces = [
        "https://",
        "x-lti-signature",
        ": ",
        "?",
        "&",
        "=",
        "%",
        "%2B",
        "×tamp=",
        "key",
        "GET ",
        "/p?",
        "\n",
        "\"",
        "'",
        "é",
        "😀",
        "\0",
        "^",
        "{",
    ];
    for _ in 0..50_000 {
        let text: String = (0..prng.below(12)).map(|_| *prng.pick(&pieces)).collect();
        let _ = explain(&text, None, Some("s"));
    }
}

// Shells

/// `curl` with the URL and the header in quotes of each kind.
#[test]
fn curl_in_every_quoting_of_bash() {
    let (url, header) = (url(), format!("X-Lti-Signature: {SIGNATURE}"));
    let escaped: String = url
        .chars()
        .flat_map(|char| match char {
            '&' | '?' | '=' => vec!['\\', char],
            _ => vec![char],
        })
        .collect();
    for command in [
        format!("curl \"{url}\" -H \"{header}\""),
        format!("curl $'{url}' -H $'{header}'"),
        format!(
            "curl $'{}' -H $'{header}'",
            url.replace('&', "\\u0026").replace('=', "\\x3d")
        ),
        format!("curl {escaped} -H X-Lti-Signature:\\ {SIGNATURE}"),
        format!(
            "curl 'https://'\"{}\" -H'{header}'",
            url.replace("https://", "")
        ),
        format!("$ curl -sSL '{url}' -H '{header}' | jq ."),
        format!("curl \\\r\n '{url}' \\\r\n -H '{header}'\r\n"),
        format!("response=$(curl -H \"{header}\" \"{url}\")"),
    ] {
        assert_whole(&command);
    }
}

/// A shell would have cut it; it is read as it was meant.
#[test]
fn curl_without_quotes() {
    let pasted = paste(&format!("curl {} -H X-Lti-Signature:{SIGNATURE}", url()));
    assert_article(&pasted);
    assert_eq!(pasted.signature.as_deref(), Some(SIGNATURE));
}

#[test]
fn curl_with_its_header_in_every_form() {
    let url = url();
    for header in [
        format!("-H 'X-Lti-Signature: {SIGNATURE}'"),
        format!("-H'X-Lti-Signature: {SIGNATURE}'"),
        format!("-H X-Lti-Signature:{SIGNATURE}"),
        format!("-HX-Lti-Signature:{SIGNATURE}"),
        format!("-sH 'x-lti-signature: {SIGNATURE}'"),
        format!("-sSLH'x-lti-signature: {SIGNATURE}'"),
        format!("--header 'X-Lti-Signature: {SIGNATURE}'"),
        format!("--header='X-Lti-Signature: {SIGNATURE}'"),
    ] {
        assert_whole(&format!("curl {header} '{url}'"));
        assert_whole(&format!("curl '{url}' {header}"));
        assert_whole(&format!("curl --url '{url}' {header}"));
        assert_whole(&format!(
            "curl -e https://lms.example/ {header} -x http://proxy:1 '{url}'"
        ));
    }
}

#[test]
fn curl_for_cmd_in_double_quotes() {
    assert_whole(&format!(
        "curl \"{}\" -H \"X-Lti-Signature: {SIGNATURE}\"",
        url()
    ));
    assert_whole(&format!(
        "curl ^\r\n  {} ^\r\n  -H \"X-Lti-Signature: {SIGNATURE}\"",
        url().replace('&', "^&")
    ));
}

/// Within double quotes cmd passes the caret on, and the server refuses the value.
#[test]
fn a_caret_in_quotes_is_a_character() {
    let pasted = paste(&format!("curl \"{}\" ^\n -L", url().replace('&', "^&")));
    assert_eq!(pasted.parameters[0].value, "true^");
}

#[test]
fn power_shell_in_other_spellings() {
    let url = url();
    for command in [
        format!("Invoke-RestMethod '{url}' -Headers @{{ 'X-Lti-Signature' = '{SIGNATURE}' }}"),
        format!("irm -Headers @{{'X-Lti-Signature'='{SIGNATURE}'; accept='*/*'}} -Uri \"{url}\""),
        format!("$h = @{{\"X-Lti-Signature\" = \"{SIGNATURE}\"}}\niwr -uri \"{url}\" -headers $h"),
        format!(
            "$h.Add(\"X-Lti-Signature\", \"{SIGNATURE}\")\nInvoke-WebRequest \"{url}\" -Headers $h"
        ),
        format!("curl -Uri \"{url}\" -Headers @{{\"X-Lti-Signature\"=\"{SIGNATURE}\"}}"),
        format!(
            "$session.UserAgent = \"Mozilla\"\nInvoke-WebRequest -UseBasicParsing `\n -Uri \"{url}\" `\n -Headers @{{\n\"referer\"=\"https://lms.example/\"\n\"x-lti-signature\"=\"{SIGNATURE}\"\n}}"
        ),
    ] {
        assert_whole(&command);
    }
}

/// As curl 7.88 sends them: `g h` has no name, `=e=f` no `=` of its own before it.
#[test]
fn the_forms_of_data() {
    let pasted = paste(
        "curl -G 'https://lti.example/p?x=1#top' --data-urlencode 'a=b c+d~é' --data-urlencode '=e=f' --data-urlencode 'g h' -d 'raw=1+2' -dz=%41 --data-urlencode name@file -d @file --url-query 'q=a b'",
    );
    let raw: Vec<String> = pasted
        .parameters
        .iter()
        .map(|part| format!("{}={}", part.name, part.raw))
        .collect();
    let expected = [
        "x=1",
        "q=a+b",
        "a=b+c%2bd~%c3%a9",
        "e=f=",
        "g h=",
        "raw=1+2",
        "z=%41",
    ];
    assert_eq!(raw, expected);
    assert_eq!(pasted.parameters[2].value, "b c+d~é");
    assert_eq!(pasted.endpoint.as_deref(), Some("https://lti.example/p"));
}

#[test]
fn data_without_get_is_a_body() {
    let pasted = paste(&format!("curl '{}' -d 'meetingId=1'", url()));
    assert_article(&pasted);
    assert_eq!(pasted.method.as_deref(), Some("POST"));
}

#[test]
fn the_method_is_kept() {
    let url = url();
    let curl = [
        ("", "GET"),
        ("-X PUT", "PUT"),
        ("-XDELETE", "DELETE"),
        ("--request PATCH", "PATCH"),
        ("-I", "HEAD"),
        ("-d a", "POST"),
        ("-G -d a=1", "GET"),
        ("--json {}", "POST"),
    ];
    for (options, method) in curl {
        let pasted = paste(&format!("curl {options} '{url}'"));
        assert_eq!(pasted.method.as_deref(), Some(method), "{options}");
    }
    for text in [
        format!("POST {PATH}?{BASE_STRING} HTTP/1.1\nHost: applications.zoom.us"),
        format!("post {PATH}?{BASE_STRING}"),
        format!("fetch('{url}', {{ method: 'POST' }})"),
        format!("Invoke-WebRequest -Method POST -Uri '{url}'"),
        format!("{{\"method\": \"POST\", \"url\": \"{url}\"}}"),
    ] {
        let pasted = paste(&text);
        assert_eq!(pasted.method.as_deref(), Some("POST"), "{text}");
        assert_article(&pasted);
    }
    for text in [url.as_str(), BASE_STRING] {
        assert_eq!(paste(text).method, None);
    }
}

#[test]
fn several_commands_give_the_one_to_the_api() {
    assert_whole(&format!(
        "curl 'https://lms.example/a?b=1' -H 'accept: */*' ;\ncurl '{}' -H 'x-lti-signature: {SIGNATURE}' ;\ncurl 'https://lms.example/c'",
        url()
    ));
    assert_whole(&format!(
        "fetch(\"https://lms.example/a\", {{}}); ;\nfetch(\"{}\", {{\"headers\":{{\"x-lti-signature\":\"{SIGNATURE}\"}}}});",
        url()
    ));
}

#[test]
fn prose_about_curl_is_no_command() {
    for text in [
        format!(
            "I don't get it: curl and fetch both say 2203.\n{}\nX-Lti-Signature: {SIGNATURE}",
            url()
        ),
        format!(
            "I don't get it:\ncurl '{}' -H 'X-Lti-Signature: {SIGNATURE}'",
            url()
        ),
        format!(
            "URL='{}'\ncurl \"$URL\" -H 'X-Lti-Signature: {SIGNATURE}'",
            url()
        ),
    ] {
        assert_whole(&text);
    }
}

// Other texts

#[test]
fn a_raw_http_request_names_its_host() {
    assert_whole(&format!(
        "GET {PATH}?{BASE_STRING} HTTP/1.1\r\nReferer: https://lms.example/\r\nhost: applications.zoom.us\r\nX-Lti-Signature:{SIGNATURE}\r\n\r\n"
    ));
    let local = paste("GET /list?a=1 HTTP/1.1\nHost: 127.0.0.1:8787\n");
    assert_eq!(
        local.endpoint.as_deref(),
        Some("http://127.0.0.1:8787/list")
    );
}

#[test]
fn the_headers_of_http_2() {
    assert_whole(&format!(
        ":authority: applications.zoom.us\n:method: GET\n:path: {PATH}?{BASE_STRING}\n:scheme: https\nreferer: https://lms.example/\nx-lti-signature: {SIGNATURE}"
    ));
}

#[test]
fn a_line_of_a_log() {
    let pasted = paste(&format!(
        "127.0.0.1 - - [26/Aug/2022:06:07:28 +0000] \"GET {PATH}?{BASE_STRING} HTTP/1.1\" 200 72 \"https://lms.example/\" \"curl/8\""
    ));
    assert_article(&pasted);
    assert_eq!(pasted.endpoint.as_deref(), Some(ENDPOINT));
}

/// The article's own paths stand below the base URL, and a path alone decides as a URL does.
#[test]
fn a_path_alone_belongs_to_the_api() {
    for path in [PATH, "/open/meeting/list"] {
        let pasted = paste(&format!("GET {path}?{BASE_STRING}"));
        assert_eq!(pasted.endpoint.as_deref(), Some(ENDPOINT), "{path}");
    }
    assert_eq!(
        problems("/meeting/bulkImport?key=k&timestamp=1661494048201"),
        []
    );
}

#[test]
fn fetch_in_other_spellings() {
    let url = url();
    for call in [
        format!("await fetch('{url}', {{ headers: {{ 'X-Lti-Signature': '{SIGNATURE}' }} }});"),
        format!("fetch(`{url}`, {{ headers: [[\"X-Lti-Signature\", \"{SIGNATURE}\"]] }})"),
        format!(
            "fetch(new Request(\"{url}\", {{ headers: new Headers({{ \"X-Lti-Signature\": \"{SIGNATURE}\" }}) }}))"
        ),
        format!(
            "fetch(\"{ENDPOINT}?\" +\n  \"{BASE_STRING}\", {{ headers: {{ \"X-Lti-Signature\": \"{SIGNATURE}\" }} }})"
        ),
        format!(
            "fetch(\"{}\", {{ headers: {{ \"X-Lti-Signature\": \"{SIGNATURE}\" }}, referrer: \"https://lms.example/\" }})",
            url.replace('&', "\\u0026").replace('/', "\\/")
        ),
    ] {
        assert_whole(&call);
    }
}

#[test]
fn an_archive_as_chrome_writes_it() {
    assert_whole(&format!(
        r#"{{"log":{{"entries":[
        {{"request":{{"method":"GET","url":"https://lms.example/?a=1","headers":[]}},"response":{{"status":200}}}},
        {{"_initiator":{{"type":"script","stack":{{"callFrames":[{{"url":"https://lms.example/app.js?v=timestamp=1"}}]}}}},
          "request":{{"method":"GET","url":"{}","headers":[{{"value":"{SIGNATURE}","name":"X-Lti-Signature"}},{{"name":"Referer","value":"https://lms.example/"}}]}},
          "response":{{"status":200,"headers":[{{"name":"date","value":"Fri, 26 Aug 2022 06:07:28 GMT"}}],"content":{{"text":"{{\"status\":false}}"}}}}}}]}}}}"#,
        url().replace('&', "\\u0026")
    ));
}

/// Cut off somewhere, it is read as far as it reaches.
#[test]
fn an_archive_that_ends_early() {
    assert_whole(&format!(
        r#"{{"request":{{"headers":[{{"name":"x-lti-signature","value":"{SIGNATURE}"}}],"url":"{}","#,
        url()
    ));
}

const ANSWERS: [&str; 6] = [
    r#"{"status":false,"errorCode":"401","errorMessage":"Verify LTI signature failed(2203)."}"#,
    "{\n  \"status\": true,\n  \"result\": {\"pageNum\": 1, \"list\": [{\"topic\": \"} see https://x.example/?a=1\"}]}\n}",
    "HTTP/1.1 200 OK\r\nDate: Fri, 26 Aug 2022 06:07:28 GMT\r\nLocation: https://x.example/?a=1\r\n\r\n{\"status\":false,\"errorCode\":\"401\"}",
    "Date: Fri, 26 Aug 2022 06:07:28 GMT\nContent-Type: application/json",
    "< HTTP/2 200\n< date: Fri, 26 Aug 2022 06:07:28 GMT\n<\n* Connection left intact\n{\"status\":false}",
    r#"{"status":false,"errorMessage":"cut"#,
];

#[test]
fn an_answer_beside_the_request_is_left_out() {
    let requests = [
        format!("curl '{}' -H 'X-Lti-Signature: {SIGNATURE}'", url()),
        format!(
            "GET {PATH}?{BASE_STRING} HTTP/1.1\nHost: applications.zoom.us\nX-Lti-Signature: {SIGNATURE}\n"
        ),
        format!("{}\nX-Lti-Signature: {SIGNATURE}", url()),
        format!(
            "fetch('{}', {{ headers: {{ 'X-Lti-Signature': '{SIGNATURE}' }} }})",
            url()
        ),
    ];
    for answer in ANSWERS {
        for request in &requests {
            assert_whole(&format!("{request}\n{answer}"));
            assert_whole(&format!("{answer}\n\n{request}"));
        }
        assert_article(&paste(&format!("{BASE_STRING}\n{answer}")));
        assert_article(&paste(&format!("{answer}\n\n{BASE_STRING}")));
        assert_article(&paste(&format!(
            "{BASE_STRING}\nX-Lti-Signature: x\n\n{answer}"
        )));
    }
}

#[test]
fn what_curl_says_when_verbose() {
    assert_whole(&format!(
        "*   Trying 1.2.3.4:443...\n* Connected to applications.zoom.us\n> GET {PATH}?{BASE_STRING} HTTP/2\n> Host: applications.zoom.us\n> accept: */*\n> x-lti-signature: {SIGNATURE}\n>\n< HTTP/2 200\n< location: https://x.example/?a=1\n<\n{{\"status\":false}}"
    ));
}

#[test]
fn a_base_string_with_words_before_it() {
    for text in [
        format!("base string: {BASE_STRING}"),
        format!("My base string:\n{BASE_STRING}"),
        format!("X-Lti-Signature: {SIGNATURE}\n{BASE_STRING}"),
        format!("{BASE_STRING} X-Lti-Signature: {SIGNATURE}"),
    ] {
        assert_article(&paste(&text));
    }
    let pasted = paste(&format!("{BASE_STRING}\nX-Lti-Signature: {SIGNATURE}"));
    assert_eq!(
        (pasted.endpoint, pasted.signature.as_deref()),
        (None, Some(SIGNATURE))
    );
}

#[test]
fn headers_are_found_whole_in_every_text() {
    let value = "(stdin)= 1c96 d0e4+/=";
    for text in [
        format!("curl '{}' -H \"X-Lti-Signature: {value}\"", url()),
        format!("curl ^\"{}^\" ^\n -H ^\"X-Lti-Signature: {value}^\"", url()),
        format!(
            "iwr '{}' -Headers @{{\"X-Lti-Signature\" = \"{value}\"}}",
            url()
        ),
        format!(
            "GET {PATH}?{BASE_STRING} HTTP/1.1\r\nX-Lti-Signature: {value}  \r\nHost: h\r\n\r\n"
        ),
        format!(
            "fetch('{}', {{headers: {{\"X-Lti-Signature\": \"{value}\"}}}})",
            url()
        ),
        format!(
            "{{\"url\":\"{}\",\"headers\":[{{\"name\":\"X-Lti-Signature\",\"value\":\"{value}\"}}]}}",
            url()
        ),
        format!("{}\nX-Lti-Signature: {value}", url()),
        format!("{BASE_STRING}\n\nx-lti-signature: {value}"),
        format!(
            "requests.get('{}', headers={{'X-Lti-Signature': '{value}'}})",
            url()
        ),
        format!("wget --header='X-Lti-Signature: {value}' '{}'", url()),
    ] {
        assert_eq!(paste(&text).signature.as_deref(), Some(value), "{text}");
    }
}

/// Quotes that belong to the value are the mistake to be told.
#[test]
fn quotes_inside_a_raw_header_are_kept() {
    let raw = format!("GET {PATH}?{BASE_STRING} HTTP/1.1\nX-Lti-Signature: \"{SIGNATURE}\"\n");
    let header = explain(&raw, None, None).header.unwrap();
    assert_eq!(
        (header.shape, header.corrected.as_deref()),
        (ShapeCode::Prefixed, Some(SIGNATURE))
    );
}

#[test]
fn a_name_without_a_value_is_no_header() {
    for text in [
        "access-control-allow-headers: x-lti-signature, accept\naccess-control-request-headers: x-lti-signature",
        "X-Lti-Signature:",
        "{\"X-Lti-Signature\": \"\"}",
        "the header X-Lti-Signature is missing",
        "iwr 'https://h/' -Headers @{\"X-Lti-Signature\"=\"\"}",
        "iwr 'https://h/' -Headers @{\"X-Lti-Signature\" = \"\"\n\"accept\"=\"a\"}",
    ] {
        assert_eq!(paste(text).signature, None, "{text}");
    }
}

// Total

fn samples() -> Vec<String> {
    let header = format!("X-Lti-Signature: {SIGNATURE}");
    let url = url();
    vec![
        url.clone(),
        BASE_STRING.to_owned(),
        format!("curl '{url}' \\\n -H $'{header}' -G -sSLd a=b --data-urlencode 'c=d e'"),
        format!(
            "curl ^\"{}^\" ^\r\n -H ^\"{header}^\"",
            url.replace('&', "^&")
        ),
        format!(
            "Invoke-WebRequest -Uri \"{url}\" `\n-Headers @{{\n\"x-lti-signature\"=\"{SIGNATURE}\"\n}}"
        ),
        format!(
            "GET {PATH}?{BASE_STRING} HTTP/1.1\r\nHost: applications.zoom.us\r\n{header}\r\n\r\n"
        ),
        format!(
            "fetch(\"{url}\", {{\"headers\": {{\"x-lti-signature\": \"\\u0041\\ud83d\\ude00\"}}, \"method\": \"GET\"}});"
        ),
        format!(
            "{{\"request\":{{\"method\":\"GET\",\"url\":\"{url}\",\"headers\":[{{\"name\":\"x-lti-signature\",\"value\":\"{SIGNATURE}\"}}]}}}}"
        ),
        format!("{{\"status\":false,\"errorCode\":\"401\"}}\nHTTP/1.1 200 OK\nDate: x\n\n{url}"),
        format!(":path: {PATH}?{BASE_STRING}\n:authority: h\n{header}"),
    ]
}

/// Cuts, doubles, swaps, replaces and joins.
fn mutated(prng: &mut Prng, samples: &[String]) -> String {
    const PIECES: [&str; 24] = [
        "\"",
        "'",
        "`",
        "\\",
        "^",
        "$'",
        "{",
        "}",
        "\n",
        "\r\n",
        "&",
        "=",
        "%",
        "\\u",
        "\\x",
        "é",
        "😀",
        "×tamp=",
        "\0",
        "curl ",
        "fetch(",
        " -H",
        "https://",
        "X-Lti-Signature:",
    ];
    let mut chars: Vec<char> = prng.pick(samples).chars().collect();
    for _ in 0..=prng.below(6) {
        let start = prng.below(chars.len() + 1);
        let end = start + prng.below((chars.len() - start).min(40) + 1);
        let piece: Vec<char> = match prng.below(5) {
            0 => Vec::new(),
            1 => chars[start..end].repeat(2),
            2 => chars[start..end].iter().rev().copied().collect(),
            3 => prng.pick(&PIECES).chars().collect(),
            _ => prng.pick(samples).chars().skip(start).take(60).collect(),
        };
        chars.splice(start..end, piece);
    }
    chars.into_iter().collect()
}

#[test]
fn mutated_pastes_are_read_without_a_panic() {
    let (mut prng, samples) = (Prng::seeded(6), samples());
    for _ in 0..200_000 {
        let text = mutated(&mut prng, &samples);
        let header = explain(&text, None, Some(SECRET)).header;
        assert!(
            header.is_none_or(|header| !header.value.is_empty()),
            "{text}"
        );
    }
}

/// Without a clock: a reader that took the square of these lengths would not come back.
#[test]
fn long_pastes_take_time_in_proportion() {
    let mut prng = Prng::seeded(7);
    let mut pieces: Vec<String> = samples();
    pieces.extend(
        [
            "a",
            " ",
            "\n",
            "\"",
            "'",
            "`",
            "\\",
            "^",
            "$'",
            "{",
            "}",
            "&",
            "&a",
            "a=1&",
            "%",
            "%25",
            "curl ",
            "curl\u{1}",
            "curl -",
            "curl h/",
            "fetch(",
            "fetch('h/',",
            "https://",
            "http://h ",
            "Referer: ",
            "X-Lti-Signature",
            "X-Lti-Signature:",
            "X-Lti-Signature: \n",
            "\"X-Lti-Signature\":\"",
            "{\"status\":",
            "{\"status\":{}}",
            "{\"url\":\"h/\",\"x\":",
            "[{\"url\":\"h/\"},",
            "GET ",
            "GET /a?b\n",
            "HTTP/1.1 200 OK\n",
            "Host: h\n",
            "iwr ",
            "iwr h:// ",
            "-Uri ",
            "-H a ",
            "sha1=",
            "é",
            "😀",
            ":",
            ": ",
            "a: ",
        ]
        .map(String::from),
    );
    let long = |piece: &str| piece.repeat(200_000 / piece.len());
    for piece in &pieces {
        for start in [
            "",
            "{",
            "curl ",
            "curl ^\"",
            "iwr ",
            "fetch(",
            "GET /?",
            "X-Lti-Signature: ",
        ] {
            let _ = explain(&[start, &long(piece)].concat(), None, Some(SECRET));
        }
        let _ = explain("", Some(&long(piece)), Some(SECRET));
        let _ = explain(&long(&mutated(&mut prng, &pieces)), None, Some(SECRET));
    }
    let names: Vec<String> = (0..100_000)
        .rev()
        .map(|number| format!("{number}=1"))
        .collect();
    let explanation = explain(&names.join("&"), None, Some(SECRET));
    assert!(explanation.stages.base_string.is_some());
}

// Stages

#[test]
fn the_stages_are_those_of_signing() {
    let request = signed();
    let stages = explain(&request.url, None, Some(SECRET)).stages;
    assert_eq!(
        stages.base_string.as_deref(),
        Some(request.base_string.as_str())
    );
    assert_eq!(
        from_hex(&stages.mac.unwrap()),
        Mac::decode(request.signature.as_str()).unwrap().as_bytes()
    );
    assert_eq!(
        stages.signature.as_deref(),
        Some(request.signature.as_str())
    );
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
    let query = query_of(&signed().url)
        .split('&')
        .rev()
        .collect::<Vec<_>>()
        .join("&");
    assert_eq!(
        explain(&query, None, None).stages.base_string.as_deref(),
        Some(BASE_STRING)
    );
}

// The header beside them

#[test]
fn a_right_header_matches() {
    let request = signed();
    let header = explain(&request.url, Some(request.signature.as_str()), Some(SECRET))
        .header
        .unwrap();
    assert_eq!(
        (header.shape, header.matches, header.corrected),
        (ShapeCode::Signature, Some(true), None)
    );
}

#[test]
fn a_wrong_header_does_not_match() {
    let header = explain(&signed().url, Some(SIGNATURE), Some(SECRET))
        .header
        .unwrap();
    assert_eq!(
        (header.shape, header.matches),
        (ShapeCode::Signature, Some(false))
    );
}

/// As strict as the server: the right digest with padding is not the right header.
#[test]
fn a_repairable_header_does_not_match() {
    let request = signed();
    let right = request.signature.as_str();
    let header = explain(&request.url, Some(&format!("{right}=")), Some(SECRET))
        .header
        .unwrap();
    assert_eq!(
        (header.matches, header.corrected.as_deref()),
        (Some(false), Some(right))
    );
}

#[test]
fn without_a_secret_nothing_matches_or_fails_to() {
    let header = explain(&signed().url, Some(SIGNATURE), None)
        .header
        .unwrap();
    assert_eq!(header.matches, None);
}

#[test]
fn the_header_given_overrides_the_one_pasted() {
    let pasted = format!("curl '{}' -H 'X-Lti-Signature: pasted'", url());
    assert_eq!(
        explain(&pasted, Some(SIGNATURE), None)
            .header
            .unwrap()
            .value,
        SIGNATURE
    );
    assert_eq!(explain(&pasted, None, None).header.unwrap().value, "pasted");
}

#[test]
fn white_space_around_a_header_is_taken_off() {
    let header = explain(BASE_STRING, Some(" HJbQ5AB1Hydbl2m_pdON4il1j3w\r\n"), None)
        .header
        .unwrap();
    assert_eq!(
        (header.value.as_str(), header.shape),
        (SIGNATURE, ShapeCode::Signature)
    );
}

#[test]
fn without_a_header_there_is_none() {
    for header in [None, Some(""), Some(" \n")] {
        assert_eq!(explain(BASE_STRING, header, Some(SECRET)).header, None);
    }
}

// Credentials in place of the signature

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

// Problems: each is found, and none on a correct request

fn problems(request: &str) -> Vec<(ProblemCode, Option<String>)> {
    let problems = explain(request, None, None).problems;
    problems
        .into_iter()
        .map(|problem| (problem.code, problem.name))
        .collect()
}

#[track_caller]
fn assert_problem(request: &str, code: ProblemCode, name: &str) {
    assert_eq!(
        problems(request),
        [(code, Some(name.to_owned()))],
        "{request}"
    );
}

/// The article's parameters with one value changed.
fn with(name: &str, value: &str) -> String {
    let change = |part: &str| match part.split_once('=').unwrap() {
        (other, _) if other == name => format!("{name}={value}"),
        _ => part.to_owned(),
    };
    BASE_STRING
        .split('&')
        .map(change)
        .collect::<Vec<_>>()
        .join("&")
}

#[test]
fn a_correct_request_has_no_problem() {
    for request in [
        BASE_STRING.to_owned(),
        url(),
        signed().url,
        format!("curl '{}' -H 'X-Lti-Signature: x'", url()),
    ] {
        let explanation = explain(&request, None, Some(SECRET));
        assert_eq!(explanation.problems, [], "{request}");
    }
}

#[test]
fn a_correct_request_of_another_path_has_no_problem() {
    let endpoint = "https://applications.zoom.us/api/v1/lti/rich/meeting/bulkImport";
    for query in [
        "key=k&timestamp=1661494048201",
        "key=k&timestamp=1661494048201&userId=12dd589465Z=",
    ] {
        assert_eq!(problems(&format!("{endpoint}?{query}")), []);
    }
}

#[test]
fn no_parameters() {
    for request in ["", " ", ENDPOINT, "?", "&&"] {
        assert_eq!(
            problems(request),
            [(ProblemCode::NoParameters, None)],
            "{request}"
        );
    }
}

#[test]
fn each_missing_parameter() {
    for missing in [
        "isUpComing",
        "key",
        "pageNum",
        "pageSize",
        "timestamp",
        "userId",
    ] {
        let kept: Vec<&str> = BASE_STRING
            .split('&')
            .filter(|part| !part.starts_with(&format!("{missing}=")))
            .collect();
        assert_problem(&kept.join("&"), ProblemCode::MissingParameter, missing);
    }
}

#[test]
fn unknown_parameters() {
    for name in ["_", "utm_source", "lti_scid", "path"] {
        assert_problem(
            &format!("{BASE_STRING}&{name}=1"),
            ProblemCode::UnknownParameter,
            name,
        );
    }
}

#[test]
fn a_misspelt_parameter_is_unknown_and_missing() {
    let found = problems(&BASE_STRING.replace("isUpComing", "isUpcoming"));
    let expected = [
        (ProblemCode::MissingParameter, Some("isUpComing".to_owned())),
        (ProblemCode::UnknownParameter, Some("isUpcoming".to_owned())),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_parameter_given_twice() {
    for part in BASE_STRING.split('&') {
        let name = part.split_once('=').unwrap().0;
        assert_problem(
            &format!("{BASE_STRING}&{part}"),
            ProblemCode::DuplicateParameter,
            name,
        );
    }
}

#[test]
fn unsignable_values() {
    for value in ["a%26b", "a%0Ab", "a%zz", "a%FF", "a%"] {
        assert!(
            problems(&with("key", value))
                .contains(&(ProblemCode::UnsignableValue, Some("key".into()))),
            "{value}"
        );
    }
}

#[test]
fn timestamps_that_are_not_milliseconds() {
    for value in [
        "1661494048",
        "1661494048201000",
        "0",
        "1661494048201.0",
        "1.66e12",
        "2022-08-26T06:07:28Z",
        "1,661,494,048,201",
        "",
    ] {
        assert_problem(
            &with("timestamp", value),
            ProblemCode::Timestamp,
            "timestamp",
        );
    }
}

#[test]
fn upcoming_in_other_spellings() {
    for value in ["True", "TRUE", "1", "yes", ""] {
        assert_problem(
            &with("isUpComing", value),
            ProblemCode::IsUpComing,
            "isUpComing",
        );
    }
}

#[test]
fn page_numbers_that_are_none() {
    for value in ["0", "1.0", "01", "1+", "-1", ""] {
        assert_problem(&with("pageNum", value), ProblemCode::PageNum, "pageNum");
    }
}

#[test]
fn page_sizes_that_are_none() {
    for value in ["0", "1001", "20.0", "020", "20+", ""] {
        assert_problem(&with("pageSize", value), ProblemCode::PageSize, "pageSize");
    }
}

#[test]
fn user_ids_that_are_none() {
    for value in [
        "teacher@example.edu",
        "teacher%40example.edu",
        "",
        "undefined",
    ] {
        assert_problem(&with("userId", value), ProblemCode::UserId, "userId");
    }
}

/// Text extractors read `&times` as `×`.
#[test]
fn the_multiplication_sign_within_the_key() {
    let found = problems(&BASE_STRING.replace("pageSize=20&timestamp", "pageSize=20×tamp"));
    assert!(
        found.contains(&(ProblemCode::TimesSign, Some("pageSize".into()))),
        "{found:?}"
    );
}

#[test]
fn the_multiplication_sign_in_a_name() {
    let found = problems(&BASE_STRING.replace("timestamp", "×tamp"));
    assert!(
        found.contains(&(ProblemCode::TimesSign, Some("×tamp".into()))),
        "{found:?}"
    );
}

#[test]
fn a_secret_that_is_none() {
    for secret in [
        "secret\n",
        " secret",
        "${SECRET}",
        "undefined",
        "\u{feff}secret",
    ] {
        let found: Vec<ProblemCode> = explain(BASE_STRING, None, Some(secret))
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        assert_eq!(found, [ProblemCode::Secret], "{secret:?}");
    }
}

#[test]
fn a_problem_shows_what_was_seen() {
    let problems = explain(&with("userId", "teacher%40example.edu"), None, None).problems;
    assert_eq!(problems[0].seen.as_deref(), Some("teacher%40example.edu"));
}

// The names JavaScript knows (src/npm/explain/types.ts)

const TYPES: &str = include_str!("../src/npm/explain/types.ts");
const WORDING: &str = include_str!("../src/npm/explain/wording.ts");

fn name(code: impl serde::Serialize) -> String {
    serde_json::to_value(code)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn every_problem_has_a_name_javascript_knows() {
    use ProblemCode::*;
    for code in [
        NoParameters,
        MissingParameter,
        UnknownParameter,
        DuplicateParameter,
        UnsignableValue,
        Timestamp,
        IsUpComing,
        PageNum,
        PageSize,
        UserId,
        TimesSign,
        Secret,
    ] {
        let quoted = format!("\"{}\"", name(code));
        assert!(TYPES.contains(&quoted), "{code:?}: {quoted}");
        assert!(
            WORDING.contains(&format!("\n  {}: ", name(code))),
            "{code:?}: {quoted}"
        );
    }
}

#[test]
fn every_shape_has_a_name_javascript_knows() {
    use ShapeCode::*;
    for code in [
        Signature,
        Corrupted,
        Padded,
        StandardAlphabet,
        Space,
        PercentEncoded,
        Hex,
        HexBase64,
        Base64Twice,
        Sha256,
        Sha512,
        Md5,
        Text,
        Prefixed,
        LanguageArtefact,
        Secret,
        Key,
        Unknown,
    ] {
        let quoted = format!("\"{}\"", name(code));
        assert!(TYPES.contains(&quoted), "{code:?}: {quoted}");
        assert!(
            WORDING.contains(&format!("\n  {}: ", name(code))),
            "{code:?}: {quoted}"
        );
    }
}
