//! A right signature decides how a text is read: what stands before and behind a query, which of several URLs is meant,
//! which strings and lines belong together, and which value belongs to which name.

use super::wrong::{Meant, header, joined};
use super::*;

/// `{base}`, `{url}`, `{sig}` and the values stand for those of one request.
const RIGHT: [&str; 66] = [
    "base:{base}\nX-Lti-Signature: {sig}",
    "签名原串：{base}\n签名：{sig}",
    "app.log:12:{base}\nX-Lti-Signature: {sig}",
    "{{base}}\nX-Lti-Signature: {sig}",
    "[{base}] X-Lti-Signature: {sig}",
    "base({base})\nX-Lti-Signature: {sig}",
    "•{base}\nX-Lti-Signature: {sig}",
    "👉{base}\nX-Lti-Signature: {sig}",
    "-{base}\nX-Lti-Signature: {sig}",
    "_{base}_\nX-Lti-Signature: {sig}",
    "=={base}==\nX-Lti-Signature: {sig}",
    "**{base}**\nX-Lti-Signature: {sig}",
    "...{base}...\nX-Lti-Signature: {sig}",
    "base\u{a0}{base}\nX-Lti-Signature: {sig}",
    "SIG|{base}\nX-Lti-Signature: {sig}",
    "sig={sig}, base={base}",
    "LTI_QUERY='{base}'\nLTI_SIGNATURE='{sig}'",
    "open/meeting/list?{base}\nX-Lti-Signature: {sig}",
    "baseURL: https://applications.zoom.us/api/v1/lti/rich\nGET open/meeting/list?{base}\nX-Lti-Signature: {sig}",
    "host: applications.zoom.us\nbasePath: /api/v1/lti/rich\nGET /open/meeting/list?{base}\nX-Lti-Signature: {sig}",
    "applications.zoom.us/api/v1/lti/rich/open/meeting/list?{base}\nX-Lti-Signature: {sig}",
    "GET applications.zoom.us/api/v1/lti/rich/open/meeting/list?{base}\nX-Lti-Signature: {sig}",
    "applications.zoom.us|/api/v1/lti/rich/open/meeting/list|{base}|{sig}",
    "{url}%\nX-Lti-Signature: {sig}",
    "{base}%\nX-Lti-Signature: {sig}",
    "{url}\nX-Lti-Signature: {sig}%",
    "We call {url}...\nX-Lti-Signature: {sig}",
    "{base}->{sig}",
    "{url}->{sig}",
    "_{url}_\nX-Lti-Signature: _{sig}_",
    "{url}\nX-Lti-Signature: {sig}\n\nThe userId is from https://applications.zoom.us/api/v1/lti/rich/user/all?lti_scid=a",
    "https://applications.zoom.us/lti/rich/launch?lti_scid=a&timestamp=1\n\n{base}\nX-Lti-Signature: {sig}",
    "{url}\nX-Lti-Signature: {sig}\n\nThe code: \"https://applications.zoom.us/api/v1/lti/rich/open/meeting/list\
     ?key=%s&timestamp=%s&userId=%s\"",
    "url = \"https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?key=\" + key + \"&timestamp=\" + ts + \
     \"&userId=\" + userId\n{base}\nX-Lti-Signature: {sig}",
    "{url|halved with + \"\n  \"}\nX-Lti-Signature: {sig}",
    "{url|halved with & \"\n  \"}\nX-Lti-Signature: {sig}",
    "{url|halved with , \"}\nX-Lti-Signature: {sig}",
    "{url|wrapped 24}\nX-Lti-Signature: {sig}",
    "Base string:\n{base|wrapped 30}\nSignature:\n{sig}",
    "Base string:\n{base|wrapped 48}\nSignature:\n{sig}",
    "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?\n{base|lines // }\nX-Lti-Signature: {sig}",
    "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list?\n{base|lines    ; }\nX-Lti-Signature: {sig}",
    "{url|entities}\nX-Lti-Signature: {sig}",
    "{base|entities}\nX-Lti-Signature: {sig}",
    "https://urldefense.com/v3/__{url}__;!!rQPqiT5LAl!tEv$ ({url})\nX-Lti-Signature: {sig}",
    "Request(GET,https://applications.zoom.us/api/v1/lti/rich/open/meeting/list,Map(key -> {key}, timestamp -> \
     {timestamp}, isUpComing -> {isUpComing}, pageNum -> {pageNum}, pageSize -> {pageSize}, userId -> {userId}),\
     Map(X-Lti-Signature -> {sig}))",
    "Request[baseUrl=https://applications.zoom.us/api/v1/lti/rich, path=/open/meeting/list, params={key={key}, \
     timestamp={timestamp}, isUpComing={isUpComing}, pageNum={pageNum}, pageSize={pageSize}, userId={userId}}, \
     signature={sig}]",
    "array:3 [\n  \"base_uri\" => \"https://applications.zoom.us/api/v1/lti/rich/\"\n  \"path\" => \"open/meeting/list\"\n  \
     \"query\" => array:6 [\n    \"key\" => \"{key}\"\n    \"timestamp\" => \"{timestamp}\"\n    \"isUpComing\" => \
     \"{isUpComing}\"\n    \"pageNum\" => \"{pageNum}\"\n    \"pageSize\" => \"{pageSize}\"\n    \"userId\" => \
     \"{userId}\"\n  ]\n  \"headers\" => array:1 [\n    \"X-Lti-Signature\" => \"{sig}\"\n  ]\n]",
    "a:2:{s:5:\"query\";a:6:{s:10:\"isUpComing\";s:4:\"{isUpComing}\";s:3:\"key\";s:22:\"{key}\";s:7:\"pageNum\";s:1:\
     \"{pageNum}\";s:8:\"pageSize\";s:2:\"{pageSize}\";s:9:\"timestamp\";s:13:\"{timestamp}\";s:6:\"userId\";s:22:\
     \"{userId}\";}s:7:\"headers\";a:1:{s:15:\"X-Lti-Signature\";s:27:\"{sig}\";}}",
    "(url.Values) (len=6) {\n (string) (len=3) \"key\": ([]string) (len=1 cap=1) {\n  (string) (len=22) \"{key}\"\n },\n \
     (string) (len=9) \"timestamp\": ([]string) (len=1 cap=1) {\n  (string) (len=13) \"{timestamp}\"\n },\n \
     (string) (len=10) \"isUpComing\": ([]string) (len=1 cap=1) {\n  (string) (len=4) \"{isUpComing}\"\n },\n \
     (string) (len=7) \"pageNum\": ([]string) (len=1 cap=1) {\n  (string) (len=1) \"{pageNum}\"\n },\n \
     (string) (len=8) \"pageSize\": ([]string) (len=1 cap=1) {\n  (string) (len=2) \"{pageSize}\"\n },\n \
     (string) (len=6) \"userId\": ([]string) (len=1 cap=1) {\n  (string) (len=22) \"{userId}\"\n }\n}\n\
     (string) (len=15) \"X-Lti-Signature\": ([]string) (len=1 cap=1) {\n  (string) (len=27) \"{sig}\"\n }",
    "[{<<\"isUpComing\">>,<<\"{isUpComing}\">>},{<<\"key\">>,<<\"{key}\">>},{<<\"pageNum\">>,<<\"{pageNum}\">>},\
     {<<\"pageSize\">>,<<\"{pageSize}\">>},{<<\"timestamp\">>,<<\"{timestamp}\">>},{<<\"userId\">>,<<\"{userId}\">>}]\n\
     [{<<\"X-Lti-Signature\">>,<<\"{sig}\">>}]",
    " $ query  :List of 6\n  ..$ isUpComing: chr \"{isUpComing}\"\n  ..$ key       : chr \"{key}\"\n  ..$ pageNum   : chr \
     \"{pageNum}\"\n  ..$ pageSize  : chr \"{pageSize}\"\n  ..$ timestamp : chr \"{timestamp}\"\n  ..$ userId    : chr \
     \"{userId}\"\n $ headers: Named chr \"{sig}\"\n  ..- attr(*, \"names\")= chr \"X-Lti-Signature\"",
    "・timestamp＝「{timestamp}」\n・isUpComing＝「{isUpComing}」\n・key＝「{key}」\n・pageNum＝「{pageNum}」\n\
     ・pageSize＝「{pageSize}」\n・userId＝「{userId}」\n・X-Lti-Signature＝「{sig}」",
    "Query String\n1\nName\nisUpComing\nValue\n{isUpComing}\n2\nName\nkey\nValue\n{key}\n3\nName\npageNum\nValue\n{pageNum}\n\
     4\nName\npageSize\nValue\n{pageSize}\n5\nName\ntimestamp\nValue\n{timestamp}\n6\nName\nuserId\nValue\n{userId}\n\
     Headers\n1\nName\nX-Lti-Signature\nValue\n{sig}",
    "{\"names\":[\"key\",\"timestamp\",\"isUpComing\",\"pageNum\",\"pageSize\",\"userId\"],\"values\":[\"{key}\",\
     \"{timestamp}\",\"{isUpComing}\",\"{pageNum}\",\"{pageSize}\",\"{userId}\"],\"signature\":\"{sig}\"}",
    "      parameters:\n        - name: isUpComing\n          in: query\n          example: \"{isUpComing}\"\n        \
     - name: key\n          in: query\n          example: \"{key}\"\n        - name: pageNum\n          in: query\n          \
     example: \"{pageNum}\"\n        - name: pageSize\n          in: query\n          example: \"{pageSize}\"\n        \
     - name: timestamp\n          in: query\n          example: \"{timestamp}\"\n        - name: userId\n          \
     in: query\n          example: \"{userId}\"\n        - name: X-Lti-Signature\n          in: header\n          \
     example: \"{sig}\"",
    "WSRequest GET https://applications.zoom.us/api/v1/lti/rich/open/meeting/list queryString=Map(pageNum -> List({pageNum}), \
     pageSize -> List({pageSize}), key -> List({key}), timestamp -> List({timestamp}), isUpComing -> List({isUpComing}), \
     userId -> List({userId})) headers=Map(X-Lti-Signature -> List({sig}))",
    "Given url 'https://applications.zoom.us/api/v1/lti/rich'\nAnd path 'open', 'meeting', 'list'\nAnd param key = '{key}'\n\
     And param timestamp = '{timestamp}'\nAnd param isUpComing = '{isUpComing}'\nAnd param pageNum = '{pageNum}'\n\
     And param pageSize = '{pageSize}'\nAnd param userId = '{userId}'\nAnd header X-Lti-Signature = '{sig}'",
    "$key\n[1] \"{key}\"\n\n$timestamp\n[1] \"{timestamp}\"\n\n$isUpComing\n[1] \"{isUpComing}\"\n\n$pageNum\n[1] \
     \"{pageNum}\"\n\n$pageSize\n[1] \"{pageSize}\"\n\n$userId\n[1] \"{userId}\"\n\n\
     X-Lti-Signature \n\"{sig}\"",
    "curl \"{url|doubled %}\" -H \"X-Lti-Signature: {sig}\"",
    "{url}\nX-Lti-Signature: {sig}\n\nWith ?[REDACTED] it fails, too.",
    "REQUEST_METHOD=GET\nHTTP_HOST=applications.zoom.us\nREQUEST_URI=/api/v1/lti/rich/open/meeting/list?{base}\n\
     HTTP_X_LTI_SIGNATURE={sig}",
    "\"{base|pieces \" +\n\"}\"\nX-Lti-Signature: {sig}",
    "paste0(\"{base|pieces \", \"}\")\nX-Lti-Signature: {sig}",
    "~{base}~\nX-Lti-Signature: {sig}",
    "string—{base}\nX-Lti-Signature: {sig}",
];

/// The text, in another form.
fn formed(text: &str, form: &str) -> String {
    let in_pieces = |length: usize, between: &str| {
        let chars: Vec<char> = text.chars().collect();
        let pieces: Vec<String> = chars.chunks(length).map(|piece| piece.iter().collect()).collect();
        pieces.join(between)
    };
    let (name, detail) = form.split_once(' ').unwrap_or((form, ""));
    match name {
        "wrapped" => in_pieces(detail.parse().unwrap(), "\n"),
        "lines" => {
            let start = form.split_at(6).1;
            format!("{start}{}", text.replace('&', &format!("\n{start}&")))
        }
        "pieces" => text.replace('&', &format!("{detail}&")),
        "halved" => {
            let (path, query) = text.split_once('?').unwrap();
            format!("\"{path}?\" {}{query}\"", detail.strip_prefix("with ").unwrap())
        }
        "entities" => text.replace('&', "&#x26;").replace('=', "&#61;"),
        "doubled" => text.replace('%', "%%"),
        _ => unreachable!("{form}"),
    }
}

/// The template with the values of a request.
fn written(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in values {
        while let Some((before, rest)) = text.split_once(&format!("{{{name}|")) {
            let (form, after) = rest.split_once('}').unwrap();
            text = format!("{before}{}{after}", formed(value, form));
        }
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

#[test]
fn a_right_signature_decides_how_a_text_is_read() {
    let mut prng = Prng::seeded(117);
    let mut wrong = Vec::new();
    for template in RIGHT {
        for _ in 0..4 {
            let meant = Meant::random(&mut prng);
            let mut pairs = meant.sent();
            pairs.sort();
            let base = joined(&pairs);
            let sig = header(&meant.mac(base.as_bytes()));
            let url = format!("{ENDPOINT}?{base}");
            let mut values: Vec<(&str, &str)> = vec![("base", &base), ("url", &url), ("sig", &sig)];
            values.extend(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let text = written(template, &values);
            let explanation = explain(&text, None, Some(&meant.secret));
            let accused = explanation
                .findings
                .iter()
                .any(|finding| finding.grade != Grade::Possible);
            if accused || explanation.verdict != Verdict::Correct {
                wrong.push(format!("{:?} {:?}\n{text}", explanation.verdict, explanation.findings));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// A program that builds the URL, and a query that somebody hid, are not requests that were sent.
#[test]
fn a_template_is_never_accused() {
    const URL: &str = "https://applications.zoom.us/api/v1/lti/rich/open/meeting/list";
    for text in [
        "String url = \"{URL}?key=\" + key + \"&timestamp=\" + ts + \"&userId=\" + userId;",
        "var url = '{URL}?key=' + key + '&timestamp=' + ts;",
        "url = \"{URL}?key=#{key}&timestamp=#{ts}&userId=#{user}\"",
        "sprintf(\"{URL}?key=%s&timestamp=%d&userId=%s\", key, ts, user)",
        "let url = \"{URL}?key=\\(key)&timestamp=\\(ts)&userId=\\(user)\"",
        "\"{URL}?key={}&timestamp={}&userId={}\".format(key, ts, user)",
        "{URL}?key={{ key }}&timestamp={{ ts }}&userId={{ user }}",
        "set URL={URL}?key=%KEY%^&timestamp=%TS%^&userId=%USERID%",
        "base = \"isUpComing=\" + up + \"&key=\" + key + \"&timestamp=\" + ts + \"&userId=\" + userId",
        "GET {URL}?[REDACTED]\nX-Lti-Signature: [REDACTED]",
        "GET {URL}?***",
        "GET {URL}?…",
    ] {
        let text = text.replace("{URL}", URL);
        for secret in [None, Some(SECRET)] {
            let findings = explain(&text, None, secret).findings;
            let accused = findings.iter().any(|finding| finding.grade != Grade::Possible);
            assert!(!accused, "{text}\n{findings:?}");
        }
    }
}

/// What a command or a raw request has was sent.
#[test]
fn what_an_exact_text_has_is_not_read_away() {
    use FindingCode::*;
    let right = header(&wrong::hmac(SECRET.as_bytes(), BASE_STRING.as_bytes()));
    let url = format!("{BASE_URL}{MEETING_LIST}?{BASE_STRING}");
    let behind = |mark: &str| url.replace("&pageNum", &format!("{mark}&pageNum"));
    let command = |url: &str, header: &str| format!("curl -H '{header}' '{url}'");
    let signed = format!("X-Lti-Signature: {right}");
    let mut texts = vec![
        (command(&behind("%20"), &signed), InvisibleCharacter),
        (command(&behind(";"), &signed), ValueDiffers),
        (command(&behind("("), &signed), ValueDiffers),
        (command(&format!("{url})"), &signed), ValueDiffers),
    ];
    for value in [
        format!("'\\''{right}'\\''"),
        format!("<{right}>"),
        format!("`{right}`"),
        format!("X-Lti-Signature: {right}"),
    ] {
        texts.push((command(&url, &format!("X-Lti-Signature: {value}")), HeaderPrefixed));
    }
    for name in ["X-Hmac-Signature", "X-Lti-Pro-Signature", "X-Auth-Signature"] {
        texts.push((command(&url, &format!("{name}: {right}")), HeaderName));
    }
    for (text, code) in texts {
        let secrets = [LabeledSecret {
            label: "LTI",
            secret: SECRET,
        }];
        let input = Input {
            request: &text,
            secrets: &secrets,
            ..Input::default()
        };
        let explanation = diagnose(&input, u64::MAX);
        let found = explanation
            .findings
            .iter()
            .any(|found| found.what.code == code && found.grade != Grade::Possible);
        assert!(
            found && explanation.verdict != Verdict::Correct,
            "{text}\n{explanation:?}"
        );
    }
}

/// The field for the signature takes a whole line, too.
#[test]
fn the_signature_can_be_given_as_a_line() {
    let right = header(&wrong::hmac(SECRET.as_bytes(), BASE_STRING.as_bytes()));
    for given in [
        format!("X-Lti-Signature: {right}"),
        format!("\"{right}\""),
        format!("x-lti-signature: '{right}'"),
    ] {
        let explanation = explain(BASE_STRING, Some(&given), Some(SECRET));
        assert_eq!(explanation.verdict, Verdict::Correct, "{given}");
        assert_eq!(
            explanation
                .findings
                .iter()
                .filter(|finding| finding.grade != Grade::Possible)
                .count(),
            0
        );
    }
}
