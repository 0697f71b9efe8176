//! Text behind a value, and what a display adds to it, is not a part of the request.

use super::wrong::{Meant, header, hmac};
use super::*;

/// `{u}` is the URL, `{s}` the signature, `{t}` the target.
const TEXTS: [&str; 39] = [
    "GET {t} HTTP/1.1$\nHost: applications.zoom.us$\nX-Lti-Signature: {s}$\n$",
    "GET {t} HTTP/1.1^M$\nHost: applications.zoom.us^M$\nX-Lti-Signature: {s}^M$\n^M$",
    "08:07|DEBUG|GET {u}|X-Lti-Signature: {s}",
    "08:07|DEBUG|X-Lti-Signature: {s}|GET {u}|",
    "```curl '{u}' -H 'X-Lti-Signature: {s}'```",
    "<![CDATA[curl '{u}' -H 'X-Lti-Signature: {s}']]></body>",
    "GET {u} X-Lti-Signature: {s}]]></message>",
    "[code]{u}\nX-Lti-Signature: {s}[/code]",
    "[url={u}]link[/url] X-Lti-Signature: {s}",
    "I called {u}. The header was X-Lti-Signature: {s}. Why?",
    "url: {u}; X-Lti-Signature: {s}; status: 401",
    "GET(GET,{u},NoBody,List(Accept: gzip, X-Lti-Signature: {s}),As)",
    "HttpRequest(GET,{u},List(X-Lti-Signature: {s}),Entity)",
    "?url\n{u}\n?sig\nX-Lti-Signature: {s}",
    "\u{1b}[32mGET\u{1b}[0m {u}\u{1b}[0m\nX-Lti-Signature: \u{1b}[33m{s}\u{1b}[0m",
    "{u}\u{200b}\nX-Lti-Signature: {s}\u{200b}",
    "- get:\n    url: \"{u}\"\n    headers:\n      X-Lti-Signature: \"{s}\"",
    "GET {u}\nHeaders:\n* X-Lti-Signature: \"{s}\"\nBody: empty",
    "{\"url\": \"{u}\", \"headers\": {\"X-Lti-Signature\": {\"value\": \"{s}\", \"enabled\": true}}}",
    "bob 1234 pts/0 curl -H X-Lti-Signature: {s} {u}",
    "GET {t} HTTP/1.1.\nHost: applications.zoom.us.\nX-Lti-Signature: {s}.\nAccept: */*.\n",
    "08:07:28\tGET\t{u}\tX-Lti-Signature: {s}\tweb-1",
    "url `{u}`\n\n**X-Lti-Signature:** `{s}`",
    "URL\u{ff1a}{u}\u{3000}X-Lti-Signature: {s}\u{3000}2203",
    "{u};\nX-Lti-Signature: {s}",
    "{u}]\nX-Lti-Signature: {s}",
    "{u}…\nX-Lti-Signature: {s}",
    "{u}[1]\nX-Lti-Signature: {s}",
    "{u}*\nX-Lti-Signature: {s}",
    "{u}(x)\nX-Lti-Signature: {s}",
    "{u}HTTP/1.1\nX-Lti-Signature: {s}",
    "{u}X-Lti-Signature: {s}",
    "{u}|{s}",
    "{u}→{s}",
    "[code]<pre>curl '{u}' -H 'X-Lti-Signature: {s}'</pre>[/code]",
    "<td>curl '{u}' -H 'X-Lti-Signature: {s}'</td>",
    "[code]curl '{u}' -H 'X-Lti-Signature: {s}'[/code]",
    "1793680561.562000 [0 127.0.0.1:52992] \"HSET\" \"last\" \"url\" \"{u}\" \"X-Lti-Signature\" \"{s}\"",
    "curl 'https://applications.zoom.us:443{t}' -H 'X-Lti-Signature: {s}'",
];

#[test]
fn a_program_whose_variable_has_the_query_is_not_accused() {
    for query in ["$BASE", "${BASE}", "${new URLSearchParams(p)}", "{query}"] {
        let text = format!(
            "curl \"https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?{query}\" \
                -H \"X-Lti-Signature: $SIG\""
        );
        let input = Input {
            request: &text,
            ..Input::default()
        };
        let explanation = diagnose(&input, u64::MAX);
        let missing = |found: &&Finding| found.what.code == FindingCode::MissingParameter;
        let accused = explanation
            .findings
            .iter()
            .filter(missing)
            .any(|found| found.grade != Grade::Possible);
        assert!(!accused, "{text}\n{:?}", explanation.findings);
    }
}

#[test]
fn a_right_signature_with_text_behind_it_is_correct() {
    let mut prng = Prng::seeded(31);
    for text in TEXTS {
        let meant = Meant::random(&mut prng);
        let right = header(&meant.mac(meant.base().as_bytes()));
        let url = meant.url();
        let target = url.strip_prefix("https://applications.zoom.us").unwrap();
        let text = text.replace("{u}", &url).replace("{t}", target).replace("{s}", &right);
        let secrets = [LabeledSecret {
            label: "LTI",
            secret: &meant.secret,
        }];
        let input = Input {
            request: &text,
            secrets: &secrets,
            ..Input::default()
        };
        let explanation = diagnose(&input, u64::MAX);
        let accused = explanation.findings.iter().any(|found| found.grade != Grade::Possible);
        assert!(!accused, "{text}\n{:?}", explanation.findings);
        assert_eq!(explanation.verdict, Verdict::Correct, "{text}");
    }
}

#[test]
fn the_secret_behind_the_base_string_is_proved() {
    let meant = Meant::random(&mut Prng::seeded(32));
    let signed = format!("{}&secret={}", meant.base(), meant.secret);
    let sent = header(&hmac(meant.secret.as_bytes(), signed.as_bytes()));
    let explanation = diagnosed(&meant.url(), &sent, &meant.secret);
    assert_eq!(explanation.verdict, Verdict::Proved);
    assert_eq!(explanation.findings[0].what.code, FindingCode::SecretSigned);
}

#[test]
fn a_header_that_the_shell_computes_shows_possible_mistakes() {
    for (command, code) in [
        (
            "$(echo -n \"$Q\" | openssl dgst -sha1 -hmac \"$S\" | base64)",
            FindingCode::HeaderHexBase64,
        ),
        (
            "$(echo \"$Q\" | openssl dgst -sha1 -hmac \"$S\" -binary | base64)",
            FindingCode::LineEnd,
        ),
    ] {
        let request = format!("curl \"{}\" -H \"X-Lti-Signature: {command}\"", url());
        let explanation = explain(&request, None, None);
        assert_eq!(explanation.verdict, Verdict::NoSignature, "{request}");
        assert!(
            explanation
                .findings
                .iter()
                .any(|found| found.what.code == code && found.grade == Grade::Possible),
            "{request}: {:?}",
            explanation.findings
        );
    }
}

/// Other dumps than curl's: xxd, with 16 bytes a line.
#[test]
fn a_dump_of_xxd_is_read() {
    let raw = format!(
        "GET {PATH}?{BASE_STRING} HTTP/1.1\r\nHost: applications.zoom.us\r\nX-Lti-Signature: {SIGNATURE}\r\n\r\n"
    );
    let mut dump = String::new();
    for (place, bytes) in raw.as_bytes().chunks(16).enumerate() {
        let digits: Vec<String> = bytes.chunks(2).map(to_hex).collect();
        let shown: String = bytes
            .iter()
            .map(|byte| {
                if byte.is_ascii_graphic() {
                    char::from(*byte)
                } else {
                    '.'
                }
            })
            .collect();
        dump.push_str(&format!("{:08x}: {:<39}  {shown}\n", place * 16, digits.join(" ")));
    }
    assert_whole(&dump);
}

/// A part of a search counts its pairs only.
#[test]
fn a_part_of_a_search_stays_within_its_count() {
    let text = "em/eting/a?key=k&timesta=1&user=d=f";
    let secrets = [LabeledSecret {
        label: "a",
        secret: "secret-1",
    }];
    let input = Input {
        request: text,
        signature: Some("z9CR58n_rNRhh6XVzi-r7OWKQT6"),
        secrets: &secrets,
        ..Input::default()
    };
    for start in (0..4_000).step_by(20) {
        assert!(search(&input, start, 20).searched.hypotheses <= 20);
    }
}

/// The two parameters of an import, in every place of a text where programs and tables write them.
#[test]
fn a_request_with_only_key_and_timestamp_is_not_accused() {
    const SECRET: &str = "b7GgCzYw0dB9c1xvNq4L5tRkE2sUiJh8";
    let base = "key=KLAIJC9OTI2Hm-vxn3UVHK&timestamp=1634769623355";
    let sent = header(&hmac(SECRET.as_bytes(), base.as_bytes()));
    let url = "https://applications.zoom.us/api/v1/lti/rich/meeting/bulkImport";
    let key = "KLAIJC9OTI2Hm-vxn3UVHK";
    let time = "1634769623355";
    for text in [
        format!("{base}\nX-Lti-Signature: {sent}"),
        format!("base=[{base}] X-Lti-Signature: {sent}"),
        format!("POST {url}\nquery: map[key:[{key}] timestamp:[{time}]]\nheader: map[X-Lti-Signature:[{sent}]]"),
        format!("POST {url}\nX-Lti-Signature: {sent}\n[QueryStringParams]\nkey: {key}\ntimestamp: {time}"),
        format!(
            "$client->request('POST', '{url}', [\n 'query' => [\n  'key' => '{key}',\n  'timestamp' => '{time}',\n \
             ],\n 'headers' => ['X-Lti-Signature' => '{sent}'],\n]);"
        ),
        format!(
            "{{\"url\": \"{url}\", \"params\": {{\"key\": \"{key}\", \"timestamp\": \"{time}\"}}, \
             \"headers\": {{\"X-Lti-Signature\": \"{sent}\"}}}}"
        ),
        format!(
            "(drakma:http-request \"{url}\" :method :post\n :parameters '((\"key\" . \"{key}\") (\"timestamp\" . \
             \"{time}\"))\n :additional-headers '((\"X-Lti-Signature\" . \"{sent}\")))"
        ),
        format!(
            "let opts = defaults & header \"X-Lti-Signature\" .~ [\"{sent}\"]\n & param \"key\" .~ [\"{key}\"]\n \
             & param \"timestamp\" .~ [\"{time}\"]\npostWith opts \"{url}\" body"
        ),
        format!("|===\n|key\n|{key}\n\n|timestamp\n|{time}\n\n|X-Lti-Signature\n|{sent}\n|===\n{url}"),
    ] {
        let explanation = diagnosed(&text, &sent, SECRET);
        let accused = explanation.findings.iter().any(|found| found.grade != Grade::Possible);
        assert!(!accused, "{text}\n{:?}", explanation.findings);
        assert_eq!(explanation.verdict, Verdict::Correct, "{text}");
    }
}

/// A program that joins the host and the path that it writes elsewhere.
#[test]
fn a_path_beside_the_host_is_possible_at_most() {
    let text = format!(
        "Web.Contents(\"https://applications.zoom.us\", [RelativePath = \"{}\", Query = [{}], \
         Headers = [#\"X-Lti-Signature\" = \"{SIGNATURE}\"]])",
        &PATH[1..],
        BASE_STRING.replace('=', " = \"").replace('&', "\", ") + "\""
    );
    assert_eq!(certain(&text), []);
}
