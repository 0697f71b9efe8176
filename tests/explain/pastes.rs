//! Pastes.

use super::*;

#[test]
fn a_url() {
    let pasted = paste(&url());
    assert_article(&pasted);
    assert_eq!((pasted.endpoint.as_deref(), pasted.signature), (Some(ENDPOINT), None));
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
    assert_whole(&format!("curl '{}' -H 'X-Lti-Signature: {SIGNATURE}'", url()));
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
        "curl '{}' \\\n  -H 'accept: */*' \\\n  -H 'referer: https://lms.example/courses/1' \\\n  -H \
        'x-lti-signature: {SIGNATURE}' \\\n  --compressed",
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
        "Invoke-WebRequest -UseBasicParsing -Uri \"{}\" `\n-Headers @{{\n\
        \"accept\"=\"*/*\"\n  \"x-lti-signature\"=\"{SIGNATURE}\"\n}}",
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
        "fetch(\"{}\", {{\n  \"headers\": {{\n    \"accept\": \"*/*\",\n    \"x-lti-signature\": \"{SIGNATURE}\"\n  \
        }},\n  \"method\": \"GET\"\n}});",
        url()
    ));
}

#[test]
fn a_har_entry() {
    assert_whole(&format!(
        r#"{{"request":{{"method":"GET","url":"{}","headers":[
            {{"name":"accept","value":"*/*"}},{{"name":"x-lti-signature","value":"{SIGNATURE}"}}]}}}}"#,
        url()
    ));
}

#[test]
fn a_har_entry_over_several_lines() {
    assert_whole(&format!(
        "{{\n  \"url\": \"{}\",\n  \"headers\": [\n    {{\n      \"name\": \"X-Lti-Signature\",\n      \"value\": \
        \"{SIGNATURE}\"\n    }}\n  ]\n}}",
        url()
    ));
}

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
        "GET {PATH}?{BASE_STRING} HTTP/1.1\r\nHost: applications.zoom.us\r\nOrigin: https://lms.example\r\n\
        Referer: https://lms.example/courses?id=1\r\nX-Lti-Signature: {SIGNATURE}\r\n\r\n"
    ));
    assert_article(&pasted);
}

#[test]
fn a_request_target() {
    assert_article(&paste(&format!("{PATH}?{BASE_STRING}")));
}

/// Bulk import requires only `key` and `timestamp`.
#[test]
fn a_raw_http_request_of_another_path_is_not_taken_for_the_list() {
    let raw = "POST /api/v1/lti/rich/meeting/bulkImport?key=k&timestamp=1661494048201 HTTP/1.1\r\n\
        Host: applications.zoom.us\r\n\r\n";
    assert_eq!(certain(raw), []);
}

/// The whole value of the header is read, so that its shape can be recognized.
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
