//! Other texts.

use super::*;

#[test]
fn a_raw_http_request_names_its_host() {
    assert_whole(&format!(
        "GET {PATH}?{BASE_STRING} HTTP/1.1\r\nReferer: https://lms.example/\r\nhost: applications.zoom.us\r\n\
        X-Lti-Signature:{SIGNATURE}\r\n\r\n"
    ));
    let local = paste("GET /list?a=1 HTTP/1.1\nHost: 127.0.0.1:8787\n");
    assert_eq!(local.endpoint.as_deref(), Some("http://127.0.0.1:8787/list"));
}

#[test]
fn the_headers_of_http_2() {
    assert_whole(&format!(
        ":authority: applications.zoom.us\n:method: GET\n:path: {PATH}?{BASE_STRING}\n:scheme: https\n\
        referer: https://lms.example/\nx-lti-signature: {SIGNATURE}"
    ));
}

#[test]
fn a_line_of_a_log() {
    let pasted = paste(&format!(
        "127.0.0.1 - - [26/Aug/2022:06:07:28 +0000] \"GET {PATH}?{BASE_STRING} HTTP/1.1\" 200 72 \
        \"https://lms.example/\" \"curl/8\""
    ));
    assert_article(&pasted);
    assert_eq!(pasted.endpoint.as_deref(), Some(ENDPOINT));
}

/// The article's paths are relative to the base URL. A path without a host is checked as a URL is.
#[test]
fn a_path_alone_belongs_to_the_api() {
    for path in [PATH, "/open/meeting/list"] {
        let pasted = paste(&format!("GET {path}?{BASE_STRING}"));
        assert_eq!(pasted.endpoint.as_deref(), Some(ENDPOINT), "{path}");
    }
    assert_eq!(certain("/meeting/bulkImport?key=k&timestamp=1661494048201"), []);
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
            "fetch(\"{}\", {{ headers: {{ \"X-Lti-Signature\": \"{SIGNATURE}\" }}, referrer: \"https://lms.example/\" \
            }})",
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
        {{"_initiator":{{"type":"script",
            "stack":{{"callFrames":[{{"url":"https://lms.example/app.js?v=timestamp=1"}}]}}}},
          "request":{{"method":"GET","url":"{}","headers":[{{"value":"{SIGNATURE}","name":"X-Lti-Signature"}},
            {{"name":"Referer","value":"https://lms.example/"}}]}},
          "response":{{"status":200,"headers":[{{"name":"date","value":"Fri, 26 Aug 2022 06:07:28 GMT"}}],
            "content":{{"text":"{{\"status\":false}}"}}}}}}]}}}}"#,
        url().replace('&', "\\u0026")
    ));
}

/// An archive that is cut off is read up to its end.
#[test]
fn an_archive_that_ends_early() {
    assert_whole(&format!(
        r#"{{"request":{{"headers":[{{"name":"x-lti-signature","value":"{SIGNATURE}"}}],"url":"{}","#,
        url()
    ));
}

const RESPONSES: [&str; 6] = [
    r#"{"status":false,"errorCode":"401","errorMessage":"Verify LTI signature failed(2203)."}"#,
    "{\n  \"status\": true,\n  \"result\": {\"pageNum\": 1, \"list\": [{\"topic\": \"} see \
    https://x.example/?a=1\"}]}\n}",
    "HTTP/1.1 200 OK\r\nDate: Fri, 26 Aug 2022 06:07:28 GMT\r\nLocation: https://x.example/?a=1\r\n\r\n\
    {\"status\":false,\"errorCode\":\"401\"}",
    "Date: Fri, 26 Aug 2022 06:07:28 GMT\nContent-Type: application/json",
    "< HTTP/2 200\n< date: Fri, 26 Aug 2022 06:07:28 GMT\n<\n* Connection left intact\n{\"status\":false}",
    r#"{"status":false,"errorMessage":"cut"#,
];

#[test]
fn a_response_beside_the_request_is_ignored() {
    let requests = [
        format!("curl '{}' -H 'X-Lti-Signature: {SIGNATURE}'", url()),
        format!("GET {PATH}?{BASE_STRING} HTTP/1.1\nHost: applications.zoom.us\nX-Lti-Signature: {SIGNATURE}\n"),
        format!("{}\nX-Lti-Signature: {SIGNATURE}", url()),
        format!(
            "fetch('{}', {{ headers: {{ 'X-Lti-Signature': '{SIGNATURE}' }} }})",
            url()
        ),
    ];
    for response in RESPONSES {
        for request in &requests {
            assert_whole(&format!("{request}\n{response}"));
            assert_whole(&format!("{response}\n\n{request}"));
        }
        assert_article(&paste(&format!("{BASE_STRING}\n{response}")));
        assert_article(&paste(&format!("{response}\n\n{BASE_STRING}")));
        assert_article(&paste(&format!("{BASE_STRING}\nX-Lti-Signature: x\n\n{response}")));
    }
}

#[test]
fn what_curl_says_when_verbose() {
    assert_whole(&format!(
        "*   Trying 1.2.3.4:443...\n* Connected to applications.zoom.us\n> GET {PATH}?{BASE_STRING} HTTP/2\n\
        > Host: applications.zoom.us\n> accept: */*\n> x-lti-signature: {SIGNATURE}\n>\n< HTTP/2 200\n\
        < location: https://x.example/?a=1\n<\n{{\"status\":false}}"
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
    assert_eq!((pasted.endpoint, pasted.signature.as_deref()), (None, Some(SIGNATURE)));
}

#[test]
fn headers_are_found_whole_in_every_text() {
    let value = "(stdin)= 1c96 d0e4+/=";
    for text in [
        format!("curl '{}' -H \"X-Lti-Signature: {value}\"", url()),
        format!("curl ^\"{}^\" ^\n -H ^\"X-Lti-Signature: {value}^\"", url()),
        format!("iwr '{}' -Headers @{{\"X-Lti-Signature\" = \"{value}\"}}", url()),
        format!("GET {PATH}?{BASE_STRING} HTTP/1.1\r\nX-Lti-Signature: {value}  \r\nHost: h\r\n\r\n"),
        format!("fetch('{}', {{headers: {{\"X-Lti-Signature\": \"{value}\"}}}})", url()),
        format!(
            "{{\"url\":\"{}\",\"headers\":[{{\"name\":\"X-Lti-Signature\",\"value\":\"{value}\"}}]}}",
            url()
        ),
        format!("{}\nX-Lti-Signature: {value}", url()),
        format!("{BASE_STRING}\n\nx-lti-signature: {value}"),
        format!("requests.get('{}', headers={{'X-Lti-Signature': '{value}'}})", url()),
        format!("wget --header='X-Lti-Signature: {value}' '{}'", url()),
    ] {
        assert_eq!(paste(&text).signature.as_deref(), Some(value), "{text}");
    }
}

/// Quotes inside the value are the mistake to report.
#[test]
fn quotes_inside_a_raw_header_are_kept() {
    let raw = format!("GET {PATH}?{BASE_STRING} HTTP/1.1\nX-Lti-Signature: \"{SIGNATURE}\"\n");
    let explanation = explain(&raw, None, None);
    assert_eq!(
        (
            explanation.header.unwrap().shape,
            explanation.corrected.unwrap().header.as_deref()
        ),
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
