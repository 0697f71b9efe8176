//! Total.

use zoom_lti_pro::query::MAX_PARAMETERS;

use super::*;

fn samples() -> Vec<String> {
    let header = format!("X-Lti-Signature: {SIGNATURE}");
    let url = url();
    vec![
        url.clone(),
        BASE_STRING.to_owned(),
        format!("curl '{url}' \\\n -H $'{header}' -G -sSLd a=b --data-urlencode 'c=d e'"),
        format!("curl ^\"{}^\" ^\r\n -H ^\"{header}^\"", url.replace('&', "^&")),
        format!("Invoke-WebRequest -Uri \"{url}\" `\n-Headers @{{\n\"x-lti-signature\"=\"{SIGNATURE}\"\n}}"),
        format!("GET {PATH}?{BASE_STRING} HTTP/1.1\r\nHost: applications.zoom.us\r\n{header}\r\n\r\n"),
        format!(
            "fetch(\"{url}\", {{\"headers\": {{\"x-lti-signature\": \"\\u0041\\ud83d\\ude00\"}}, \"method\": \
            \"GET\"}});"
        ),
        format!(
            "{{\"request\":{{\"method\":\"GET\",\"url\":\"{url}\",\"headers\":[\
            {{\"name\":\"x-lti-signature\",\"value\":\"{SIGNATURE}\"}}]}}}}"
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
    let mut prng = Prng::seeded(6);
    let samples: Vec<String> = samples().into_iter().chain(fixtures::short_texts()).collect();
    for _ in 0..40_000 {
        let text = mutated(&mut prng, &samples);
        let header = explain(&text, None, Some(SECRET)).header;
        assert!(header.is_none_or(|header| !header.value.is_empty()), "{text}");
    }
}

/// Headers, secrets and responses of any kind. The search is limited, because each full search takes long.
#[test]
fn mutated_headers_secrets_and_responses_are_read_without_a_panic() {
    let mut prng = Prng::seeded(8);
    let pastes = samples();
    let answers = [
        r#"{"status":false,"errorCode":"401","errorMessage":"Verify LTI signature failed(2203)."}"#,
        "HTTP/1.1 200 OK\r\nDate: Fri, 26 Aug 2022 07:14:28 GMT\r\n\r\n{\"status\":true,\"result\":{\"list\":[]}}",
    ];
    let answers = answers.map(String::from);
    let headers = [SIGNATURE, "b'\\x1c\\x96'", "[28, -106, 3]", "(stdin)= 1c96", SECRET].map(String::from);
    for _ in 0..2_000 {
        let (request, header) = (mutated(&mut prng, &pastes), mutated(&mut prng, &headers));
        let (secret, answer) = (mutated(&mut prng, &headers), mutated(&mut prng, &answers));
        let secrets = [&secret, &header].map(|secret| LabeledSecret { label: "LTI", secret });
        let input = Input {
            request: &request,
            signature: Some(&header),
            secrets: &secrets,
            response: Some(&answer),
            clock: Clock::Present(i64::from_le_bytes(prng.next().to_le_bytes())),
            base_url: Some(&header),
        };
        let _ = diagnose(&input, 40);
        let _ = search(&input, prng.next() % 1_000_000, 3);
    }
}

/// No clock is needed: a reader of quadratic cost would take minutes for these lengths.
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
            "/",
            "=/",
            "a)=",
            " /open/meeting/list?a=b",
            "method: GET ",
            "host: h.i ",
            "key: 1 ",
            "\"key\": \"k\", ",
            "isUpComing=1&timestamp=",
            "\"\\\"",
            "0000: ",
            "> ",
            "“",
            "&\n",
            "\"https://h/\",",
            "'/open/meeting/list?a=1',",
        ]
        .map(String::from),
    );
    let long = |piece: &str| piece.repeat(50_000 / piece.len().max(1));
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
    let names: Vec<String> = (0..400_000).rev().map(|number| format!("{number}=1")).collect();
    let explanation = explain(&format!("{ENDPOINT}?{}", names.join("&")), None, Some(SECRET));
    assert!(explanation.stages.base_string.is_none());
    assert!(
        explanation
            .findings
            .iter()
            .any(|found| found.what.code == FindingCode::QueryTooLong)
    );
    assert_eq!(explanation.parameters.len(), MAX_PARAMETERS);
}

/// Each name looks for a value in the rest of its line. In quadratic time this takes a minute.
#[test]
fn many_names_in_one_line_take_linear_time() {
    let started = std::time::Instant::now();
    for name in ["X-Lti-Signatur: ", "signature: ", "authorization: "] {
        let _ = explain(&name.repeat(200_000 / name.len()), None, Some(SECRET));
    }
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
