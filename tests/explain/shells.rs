//! Shells.

use super::*;

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
        format!("curl 'https://'\"{}\" -H'{header}'", url.replace("https://", "")),
        format!("$ curl -sSL '{url}' -H '{header}' | jq ."),
        format!("curl \\\r\n '{url}' \\\r\n -H '{header}'\r\n"),
        format!("response=$(curl -H \"{header}\" \"{url}\")"),
    ] {
        assert_whole(&command);
    }
}

/// A shell cuts this URL. The debugger reads the whole URL.
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
    assert_whole(&format!("curl \"{}\" -H \"X-Lti-Signature: {SIGNATURE}\"", url()));
    assert_whole(&format!(
        "curl ^\r\n  {} ^\r\n  -H \"X-Lti-Signature: {SIGNATURE}\"",
        url().replace('&', "^&")
    ));
}

/// In double quotes, cmd keeps the caret, and the server refuses the value.
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
        format!("$h.Add(\"X-Lti-Signature\", \"{SIGNATURE}\")\nInvoke-WebRequest \"{url}\" -Headers $h"),
        format!("curl -Uri \"{url}\" -Headers @{{\"X-Lti-Signature\"=\"{SIGNATURE}\"}}"),
        format!(
            "$session.UserAgent = \"Mozilla\"\nInvoke-WebRequest -UseBasicParsing `\n -Uri \"{url}\" `\n -Headers \
            @{{\n\"referer\"=\"https://lms.example/\"\n\"x-lti-signature\"=\"{SIGNATURE}\"\n}}"
        ),
    ] {
        assert_whole(&command);
    }
}

/// Chromium writes a character outside ASCII by its number, such as `[char]215`.
#[test]
fn power_shell_with_characters_by_number() {
    let request = "Invoke-WebRequest -Uri \"https://lti.example/?a=1$([char]215)tamp=$b&c=$([int]2\"";
    let values: Vec<String> = paste(request).parameters.into_iter().map(|part| part.value).collect();
    assert_eq!(values, ["1×tamp=$b", "$([int]2"]);
}

/// curl 7.88 sends these queries: `g h` has no name, and for `=e=f` curl adds no `=`.
#[test]
fn the_forms_of_data() {
    let pasted = paste(
        "curl -G 'https://lti.example/p?x=1#top' --data-urlencode 'a=b c+d~é' --data-urlencode '=e=f' \
        --data-urlencode 'g h' -d 'raw=1+2' -dz=%41 --data-urlencode name@file -d @file --url-query 'q=a b'",
    );
    let raw: Vec<String> = pasted
        .parameters
        .iter()
        .map(|part| format!("{}={}", part.name, part.raw))
        .collect();
    let expected = ["x=1", "q=a+b", "a=b+c%2bd~%c3%a9", "e=f=", "g h=", "raw=1+2", "z=%41"];
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
        "curl 'https://lms.example/a?b=1' -H 'accept: */*' ;\ncurl '{}' -H 'x-lti-signature: {SIGNATURE}' ;\n\
        curl 'https://lms.example/c'",
        url()
    ));
    assert_whole(&format!(
        "fetch(\"https://lms.example/a\", {{}}); ;\n\
        fetch(\"{}\", {{\"headers\":{{\"x-lti-signature\":\"{SIGNATURE}\"}}}});",
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
        format!("I don't get it:\ncurl '{}' -H 'X-Lti-Signature: {SIGNATURE}'", url()),
        format!("URL='{}'\ncurl \"$URL\" -H 'X-Lti-Signature: {SIGNATURE}'", url()),
    ] {
        assert_whole(&text);
    }
}
