//! One request in every form in which people paste one. The writers know nothing of the reader.

use super::wrong::{encoded, joined};
use super::*;

/// The parts of a request that was sent.
pub(crate) struct Parts {
    method: String,
    host: String,
    target: String,
    url: String,
    header: String,
    pairs: Vec<(String, String)>,
}

impl Parts {
    pub(crate) fn new(method: &str, host: &str, path: &str, pairs: &[(String, String)], header: &str) -> Self {
        let query: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let target = format!("{path}?{}", query.join("&"));
        Self {
            method: method.to_owned(),
            url: format!("https://{host}{target}"),
            host: host.to_owned(),
            target,
            header: header.to_owned(),
            pairs: pairs.to_vec(),
        }
    }

    fn base_string(&self) -> String {
        let mut pairs = self.pairs.clone();
        pairs.sort();
        joined(&pairs)
    }

    fn path(&self) -> &str {
        self.target.split_once('?').unwrap().0
    }

    /// A raw request, its lines ended so.
    fn raw(&self, end: &str) -> String {
        let Self {
            method,
            target,
            host,
            header,
            ..
        } = self;
        [
            format!("{method} {target} HTTP/1.1"),
            format!("Host: {host}"),
            "Accept: */*".to_owned(),
            format!("X-Lti-Signature: {header}"),
            "User-Agent: node".to_owned(),
            String::new(),
            String::new(),
        ]
        .join(end)
    }
}

/// As a string of JSON.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

pub(crate) type Guise = (&'static str, fn(&Parts) -> String);

pub(crate) const GUISES: &[Guise] = &[
    ("URL and header", |p| {
        format!("{}\nX-Lti-Signature: {}", p.url, p.header)
    }),
    ("header and URL", |p| {
        format!("X-Lti-Signature: {}\n\n{}", p.header, p.url)
    }),
    ("base string and header", |p| {
        // A base string has no address to be wrong.
        let text = if p.url.starts_with(ENDPOINT) {
            p.base_string()
        } else {
            p.url.clone()
        };
        format!("{text}\nX-Lti-Signature: {}", p.header)
    }),
    ("curl", |p| {
        format!("curl '{}' -H 'X-Lti-Signature: {}'", p.url, p.header)
    }),
    ("curl on several lines", |p| {
        format!(
            "curl -sS \\\n  -H \"X-Lti-Signature: {}\" \\\n  -H 'Accept: */*' \\\n  \"{}\"",
            p.header, p.url
        )
    }),
    ("curl of cmd", |p| {
        let url = p.url.replace('%', "^%").replace('&', "^&");
        format!(
            "curl ^\"{url}^\" ^\r\n  -H ^\"accept: */*^\" ^\r\n  -H ^\"x-lti-signature: {}^\"",
            p.header
        )
    }),
    ("curl of PowerShell", |p| {
        format!("curl.exe '{}' `\n  -H 'X-Lti-Signature: {}'", p.url, p.header)
    }),
    ("curl -G", |p| {
        let data: Vec<String> = p
            .pairs
            .iter()
            .map(|(name, value)| format!(" --data-urlencode '{name}={value}'"))
            .collect();
        format!(
            "curl -G 'https://{}{}'{} -H 'X-Lti-Signature: {}'",
            p.host,
            p.path(),
            data.concat(),
            p.header
        )
    }),
    ("curl and the URL", |p| {
        format!(
            "curl '{}' -H 'X-Lti-Signature: {}'\n\nThe URL:\n{}",
            p.url, p.header, p.url
        )
    }),
    ("curl -v", |p| {
        format!(
            "*   Trying 1.2.3.4:443...\n* Connected to {} (1.2.3.4) port 443\n> GET {} HTTP/2\n> Host: {}\n\
             > User-Agent: \
             curl/8.5.0\n> Accept: */*\n> X-Lti-Signature: {}\n>\n< HTTP/2 200\n< content-type: application/json\n<\n",
            p.host, p.target, p.host, p.header
        )
    }),
    ("Invoke-WebRequest", |p| {
        format!(
            "Invoke-WebRequest -UseBasicParsing -Uri \"{}\" `\n\
             -Headers @{{\n\"Accept\"=\"*/*\"\n  \"X-Lti-Signature\"=\"{}\"\n}}",
            p.url, p.header
        )
    }),
    ("raw HTTP", |p| p.raw("\r\n")),
    ("raw HTTP with line feeds", |p| p.raw("\n")),
    ("pseudo-headers", |p| {
        format!(
            ":authority: {}\n:method: {}\n:path: {}\n:scheme: https\naccept: */*\nx-lti-signature: {}",
            p.host, p.method, p.target, p.header
        )
    }),
    ("an archive", |p| {
        let query: Vec<String> = p
            .pairs
            .iter()
            .map(|(name, value)| format!("{{\"name\":{},\"value\":{}}}", quoted(name), quoted(value)))
            .collect();
        format!(
            "{{\"log\":{{\"entries\":[{{\"request\":{{\"method\":\"{}\",\"url\":{},\"headers\":[{{\"name\":\"accept\",\
             \"value\":\"*/*\"}},{{\"name\":\"x-lti-signature\",\"value\":\"{}\"}}],\"queryString\":[{}]}}}}]}}}}",
            p.method,
            quoted(&p.url),
            p.header,
            query.join(",")
        )
    }),
    ("fetch", |p| {
        format!(
            "fetch({}, {{\n  \"headers\": {{\n    \"accept\": \"*/*\",\n    \"x-lti-signature\": \"{}\"\n  }},\n  \
             \"body\": null,\n  \"method\": \"{}\"\n}});",
            quoted(&p.url),
            p.header,
            p.method
        )
    }),
    ("axios's error as JSON", |p| {
        format!(
            "{{\"message\":\"Request failed\",\"name\":\"AxiosError\",\
             \"config\":{{\"headers\":{{\"Accept\":\"application/json, \
             text/plain, */*\",\"X-Lti-Signature\":\"{}\"}},\"method\":\"{}\",\"url\":{}}},\"status\":401}}",
            p.header,
            p.method.to_lowercase(),
            quoted(&p.url)
        )
    }),
    ("a log line", |p| {
        format!(
            "2026-11-28T14:00:00.000Z INFO calling {} with X-Lti-Signature: {}",
            p.url, p.header
        )
    }),
    ("Python's debug output", |p| format!("send: b'{}'", p.raw("\\r\\n"))),
    ("a tool's console, all headers quoted", |p| {
        format!(
            "GET {}\nRequest Headers\nUser-Agent: \"PostmanRuntime/7.39.0\"\nAccept: \"*/*\"\nX-Lti-Signature: \"{}\"\n\
             Host: \"{}\"",
            p.url, p.header, p.host
        )
    }),
    ("wrangler tail", |p| {
        format!(
            "GET https://w.example.workers.dev/?user=1 - Ok @ 11/28/2026, 2:00:00 PM\n\
             \x20 (log) {} {{ 'X-Lti-Signature': '{}' }}",
            p.url, p.header
        )
    }),
    ("a request file", |p| {
        format!("### List\nGET {}\nAccept: */*\nX-Lti-Signature: {}\n", p.url, p.header)
    }),
    ("an escaped log", |p| {
        let text = format!("GET {} with headers {{\"X-Lti-Signature\":\"{}\"}}", p.url, p.header);
        format!("{{\"level\":\"info\",\"message\":{}}}", quoted(&text))
    }),
];

/// Displays as templates: `=== name`, then the text. `{url}`, `{sig}` and others stand for the parts of a request,
/// `{each}…{/each}` is repeated for each parameter, and `{{` is a brace.
const FORMS: &str = include_str!("forms.txt");

/// The names and the templates.
pub(crate) fn forms() -> Vec<(&'static str, &'static str)> {
    let forms = FORMS.split("\n=== ").skip(1);
    forms
        .map(|form| form.trim_end_matches('\n').split_once('\n').unwrap())
        .collect()
}

/// The template with the parts of this request.
pub(crate) fn filled(template: &str, parts: &Parts) -> String {
    let html = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, repeated)) = rest.split_once("{each}") {
        let (inner, after) = repeated.split_once("{/each}").unwrap();
        text.push_str(before);
        for (name, value) in &parts.pairs {
            let own = inner.replace("{name}", name).replace("{value}", value);
            text.push_str(&own.replace("{value|html}", &html(value)));
        }
        rest = after;
    }
    text.push_str(rest);
    let query = parts.target.split_once('?').unwrap().1;
    let (root, rest) = parts.path().split_once("/open").unwrap();
    let values: [(&str, &str); 22] = [
        ("{root}", root),
        ("{rest}", &format!("/open{rest}")),
        ("{url}", &parts.url),
        ("{sig}", &parts.header),
        ("{host}", &parts.host),
        ("{path}", parts.path()),
        ("{query}", query),
        ("{base}", &parts.base_string()),
        ("{url|html}", &html(&parts.url)),
        ("{url|encoded}", &encoded(&parts.url)),
        ("{url|slashes}", &parts.url.replace('/', "\\/")),
        ("{nbsp}", "\u{a0}"),
        ("{zws}", "\u{200b}"),
        ("{wj}", "\u{2060}"),
        ("{rlm}", "\u{200f}"),
        ("{fsi}", "\u{2068}"),
        ("{pdi}", "\u{2069}"),
        ("{bom}", "\u{feff}"),
        ("{cr}", "\r"),
        ("{esc}", "\u{1b}"),
        ("{{", "{"),
        ("}}", "}"),
    ];
    values
        .iter()
        .fold(text, |text, (name, value)| text.replace(name, value))
}

/// Words, blank lines and marks of mail around a text.
pub(crate) fn noise(text: &str, prng: &mut Prng) -> String {
    match prng.below(8) {
        0 => format!("\n\n{text}\n\n"),
        1 => format!("  {text}"),
        2 => format!(
            "{text}\n\n{{\"status\":false,\"errorCode\":\"401\",\
             \"errorMessage\":\"Verify LTI signature failed(2203).\"}}"
        ),
        3 => format!("We get error 2203. This is what we send:\n\n{text}"),
        4 => format!("{text}\n\nAny idea?"),
        5 => format!("```\n{text}\n```"),
        _ => text.to_owned(),
    }
}
