//! Reads pasted text. It first finds what could be a request: URLs, request targets, queries, commands and lists of
//! names and values. It takes the likeliest, and then the header, method, host and body beside it. It accepts any text,
//! without recursion and in linear time.

mod body;
mod curl;
mod list;
mod plain;
mod responses;
pub(in crate::explain) mod scan;
mod shell;
mod target;
mod value;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use crate::explain::names::{PATHS, is_documented, nearly, parameter};
use crate::explain::parse::address::Address;
use crate::explain::parse::parameter::{Parameter, parameters};
use crate::request::{BASE_URL, SIGNATURE_HEADER};
use crate::signature::Signature;
pub(in crate::explain) use list::written_alike;
use list::{labels, list};
pub(in crate::explain) use plain::without_entities;
use scan::{
    QUOTES, SPACE, back, ends, ends_name, find, first, front, is_word, last, last_line, limited, skip, skip_back,
    starts, until, word, word_back,
};
use target::{
    METHODS, Target, has_api_path, is_computed, is_of_the_api, known_names, method_before, method_behind, targets,
};
use value::Of;
pub(in crate::explain) use value::{mark_behind, occurrences};

/// A parsed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// The method, if the text states it or the tool's rules imply it.
    pub method: Option<String>,
    /// The URL before its query, if there is one.
    pub endpoint: Option<String>,
    /// The parameters of the query, in its order.
    pub parameters: Vec<Parameter>,
    /// The whole value of the signature header beside the URL.
    pub signature: Option<String>,
    /// The body, as far as the text contains it.
    pub body: Option<String>,
    /// Whether the text may be something else than this request. What rests on it is a possible mistake at most.
    pub doubtful: bool,
    /// Whether nothing shows that the request is to this API.
    pub foreign: bool,
    /// Whether the text has exactly what was sent: a command, or a request with its version of HTTP.
    pub exact: bool,
    /// What the request was read from.
    pub source: Source,
    /// Whether a shell ends the command at an `&` in the URL.
    pub is_cut: bool,
    /// Whether the text computes its signature header, so that the sent value is unknown.
    pub computes: bool,
}

/// What a request was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A command of curl.
    Curl,
    /// A request target with its method: raw HTTP, a log, a pane of a browser.
    Request,
    /// A URL.
    Url,
    /// A query or base string.
    Query,
    /// A list of names and values.
    List,
    /// The text is not a request.
    Nothing,
}

/// The response beside a pasted request. An archive with several responses gives none: they may belong to other
/// requests.
pub(in crate::explain) fn response_beside(text: &str) -> String {
    if text.matches("\"response\"").nth(1).is_some() {
        return String::new();
    }
    responses::responses(&plain::lines(text))
}

/// The parameters of each query that stands alone.
pub(in crate::explain) fn queries(text: &str) -> impl Iterator<Item = Vec<Parameter>> {
    target::queries(text).map(|query| parameters(skip(&query.url, "?")).collect())
}

/// The text without what a display adds.
pub(in crate::explain) fn shown(text: &str) -> String {
    plain::plain(&plain::lines(text))
}

/// Reads a pasted request and ignores a response beside it. A base string reads the same as a query whose values have
/// no `%` and no `+`.
///
/// ```
/// use zoom_lti_pro::explain::paste;
///
/// let pasted = paste("curl -G https://lti.example/list --data-urlencode 'key=a b' -H 'X-Lti-Signature: s'");
/// assert_eq!(pasted.endpoint.as_deref(), Some("https://lti.example/list"));
/// assert_eq!(pasted.parameters[0].value, "a b");
/// assert_eq!(pasted.signature.as_deref(), Some("s"));
/// ```
#[must_use]
pub fn paste(text: &str) -> Pasted {
    let lines = plain::lines(text);
    let plain = plain::plain(&lines);
    let headers = headers(&plain);
    let targets = targets(&plain);
    let chosen = chosen(&plain, &targets, &headers);
    let command = match lines.contains(['“', '‘']) {
        // Word processors replace straight quotes with curly ones.
        true => command(&lines.replace(['“', '”'], "\"").replace(['‘', '’'], "'")),
        false => command(&lines),
    };
    let of_command = command.as_ref().map(|command| rank(&command.url));
    let mut pasted = match (command, chosen) {
        (Some(command), chosen) if chosen.is_none_or(|target| of_command >= Some(rank(&target.url))) => {
            of_command_line(command, &lines)
        }
        (_, Some(target)) if rank(&target.url).0 && !target.is_template(&plain) => of_target(&plain, target),
        (_, chosen) => without_query(&plain, &lines, chosen),
    };
    if pasted.signature.is_none() {
        let distance = |header: &&Header<'_>| chosen.map_or(header.start, |target| target.distance(header.start));
        let near = headers.iter().min_by_key(distance);
        pasted.signature = near.map(|header| header.value.to_string());
    }
    // This is a program or a template, not the request that it sent.
    // A signature between marks is not a template.
    let is_computed_header = |value: &str| is_computed(value) && value.len() != Signature::LENGTH + 2;
    let is_sent = pasted
        .signature
        .as_deref()
        .is_some_and(|value| !is_computed_header(value));
    let is_blank = |part: &&Parameter| is_computed(&part.value) || (!is_sent && is_placeholder(&part.value));
    if pasted.parameters.iter().filter(is_blank).nth(1).is_some() {
        pasted.parameters.clear();
        pasted.source = Source::Nothing;
        pasted.doubtful = true;
    }
    let has_header = is_sent || (pasted.source == Source::Curl && pasted.signature.is_some());
    pasted.foreign = !(has_header || is_for_the_api(&pasted, &plain));
    pasted.doubtful |= pasted.foreign;
    pasted.computes = pasted.signature.as_deref().is_some_and(is_computed_header);
    pasted.signature = pasted.signature.filter(|value| !is_computed_header(value));
    pasted
}

/// Whether the path is the API's, or the parameters are those that only this API has together: two at Zoom, three
/// elsewhere. Other URLs and prose also have a `pageSize`. An escaped `&` makes a name or a value of the rest of the
/// query.
fn is_for_the_api(pasted: &Pasted, text: &str) -> bool {
    let is_at_zoom = is_of_the_api(text) && pasted.endpoint.as_deref().is_some_and(is_of_the_api);
    let meant = |part: &Parameter| {
        let name = part.name.strip_prefix("amp;").unwrap_or(&part.name);
        let known = parameter(name).map(|known| known.rule.name);
        let own = known.or_else(|| nearly(name)).filter(|known| OWN.contains(known));
        // Other launches of LTI have such names.
        own.or(known.filter(|_| is_at_zoom))
            .filter(|_| !name.starts_with("oauth"))
    };
    let mut names: Vec<&str> = Vec::new();
    let (mut exact, mut has_user, mut has_key, mut has_time) = (0, false, false, false);
    for part in &pasted.parameters {
        let (name, value) = (meant(part), part.value.as_str());
        exact += usize::from(OWN.contains(&part.name.as_str()));
        has_user |= name == Some("userId") && is_id(value, 20, 24);
        has_key |= name == Some("key") && is_id(value, 16, 48);
        has_time |= name == Some("timestamp") && value.len() > 8 && starts(value, "0123456789");
        let inner = OWN.into_iter().filter(|own| has_inner(&part.raw, own));
        for name in name.into_iter().chain(inner) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let is_list = pasted.source == Source::List;
    if is_list || pasted.source == Source::Query {
        let is_long = pasted.parameters.len() > 4;
        // A list has other meanings, too: a line of a log, the fields of a program's type, a cookie.
        let is_filled = match pasted.endpoint {
            Some(_) => has_user || has_key || (has_time && is_long),
            None => has_key && (has_user || is_long),
        };
        let is_other = || !is_filled || occurrences(text, "cookie:").next().is_some();
        return (exact >= 2 || names.len() >= 3) && !(is_list && is_other());
    }
    let endpoint = pasted.endpoint.as_deref().unwrap_or_default();
    // Other hosts have users and times, too.
    let is_own = is_at_zoom || names.contains(&"isUpComing");
    has_api_path(endpoint) || (is_own && names.len() + usize::from(is_at_zoom || has_user) >= 3)
}

/// The names that few other APIs have together.
const OWN: [&str; 4] = ["key", "timestamp", "userId", "isUpComing"];

/// Whether a value has the characters of an ID or a key, and this length.
fn is_id(value: &str, min: usize, max: usize) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+/=".contains(&byte);
    (min..=max).contains(&value.len()) && value.bytes().all(is_part)
}

/// Whether a value contains another parameter behind an escaped `&`.
fn has_inner(raw: &str, name: &str) -> bool {
    let mut places = raw.match_indices(name);
    places.any(|(at, _)| {
        let (before, behind) = (front(raw, at), back(raw, at + name.len()));
        let is_any = |marks: &[&str], test: &dyn Fn(&str) -> bool| marks.iter().any(|mark| test(mark));
        is_any(&["&", "%26", "\\u0026", ";", "%2526"], &|mark| before.ends_with(mark))
            && is_any(&["=", "%3D", "%253D", "\\u003d"], &|mark| behind.starts_with(mark))
    })
}

/// A signature header in the text.
struct Header<'a> {
    start: usize,
    value: &'a str,
}

fn headers(text: &str) -> Vec<Header<'_>> {
    let places = occurrences(text, SIGNATURE_HEADER);
    places
        .filter_map(|(start, end)| {
            let value = value::value(text, start_of_name(text, start), end, Of::Header)?;
            Some(Header { start, value })
        })
        .collect()
}

/// Logs put their own words before a name in quotes: `"_X-Lti-Signature"`, `"request.headers.X-Lti-Signature"`.
fn start_of_name(text: &str, start: usize) -> usize {
    let before = front(text, start);
    let near = limited(before, before.len().saturating_sub(MAX_WORDS)).len();
    let mut bare = skip_back(back(before, near), "_.-");
    while ends(before, "_.") && last(bare).is_some_and(is_word) {
        bare = skip_back(front(bare, bare.len() - word_back(bare).len()), "_.-");
    }
    let is_apart = ends(before, "_.") && ends(bare, QUOTES);
    if is_apart { near + bare.len() } else { start }
}

/// The maximum length of the words before a name.
const MAX_WORDS: usize = 60;

/// `:userId`, `YOUR_USER_ID`
fn is_placeholder(value: &str) -> bool {
    let is_capital = |byte: u8| byte.is_ascii_uppercase() || byte == b'_';
    let name = back(value, 1);
    value.len() > 2
        && ((value.contains('_') && value.bytes().all(is_capital)) || (value.starts_with(':') && word(name) == name))
}

/// The order of preference of a URL: of the API and with a query, with a query. Zoom's host has other pages.
fn rank(url: &str) -> (bool, bool) {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let has_query = query.contains('=');
    (has_query && (has_api_path(path) || known_names(query) > 1), has_query)
}

/// The likeliest target: first by its URL, then by the distance to the first signature header, then by its place.
fn chosen<'a>(text: &str, targets: &'a [Target], headers: &[Header<'_>]) -> Option<&'a Target> {
    let key = |target: &Target| {
        let is_of_the_api = is_of_the_api(until(&target.url, "?"));
        let (known, has_query) = rank(&target.url);
        let is_own = has_query && !names_another_page(text, target.start);
        // A log of undici writes two slashes.
        let has_method = method_before(text, target.start).is_some() && !target.url.contains("zoom.us//");
        let is_filled = !target.is_template(text);
        (
            is_filled,
            known && is_of_the_api,
            known,
            is_of_the_api,
            is_own,
            has_method,
        )
    };
    let best = targets.iter().map(key).max()?;
    let header = headers.first().map(|header| header.start);
    let distance = |target: &&Target| header.map(|start| target.distance(start));
    targets.iter().filter(|target| key(target) == best).min_by_key(distance)
}

/// Whether the URL is the value of a header such as `Referer`.
fn names_another_page(text: &str, start: usize) -> bool {
    const NAMES: [&str; 5] = ["referer", "referrer", "origin", "location", "allow-origin"];
    let before = skip_back(front(text, start), " \t\r\n:\"'=");
    NAMES.iter().any(|name| ends_name(before, name))
}

/// The command with the likeliest URL.
fn command(text: &str) -> Option<curl::Request> {
    let mut best: Option<curl::Request> = None;
    for request in curl::requests(text) {
        let order = |request: &curl::Request| (rank(&request.url), is_of_the_api(&request.url));
        if best.as_ref().is_none_or(|known| order(&request) > order(known)) {
            best = Some(request);
        }
    }
    best
}

fn of_command_line(command: curl::Request, lines: &str) -> Pasted {
    // A list of processes prints arguments without their quotes.
    let is_listing = command.signature.is_none() && occurrences(lines, "-h X-Lti-Signature: ").next().is_some();
    Pasted {
        method: Some(command.method),
        signature: command.signature,
        body: command.body,
        is_cut: command.is_cut && !is_listing,
        doubtful: command.is_wrapped,
        exact: !command.is_wrapped,
        ..of_url(&command.url, Source::Curl)
    }
}

fn of_url(url: &str, source: Source) -> Pasted {
    let url = url.split('#').next().unwrap_or_default();
    let (endpoint, query) = url.split_once('?').unwrap_or((url, ""));
    Pasted {
        method: None,
        endpoint: absolute(endpoint),
        parameters: parameters(query).collect(),
        signature: None,
        body: None,
        // The query is hidden, or a program computes it.
        doubtful: starts(query, "[{(<$*") || (!query.is_empty() && !query.contains('=')),
        foreign: false,
        exact: false,
        source,
        is_cut: false,
        computes: false,
    }
}

fn of_target(text: &str, target: &Target) -> Pasted {
    let Target {
        start,
        end,
        url,
        doubtful,
    } = target;
    let beside = method_before(text, *start).or_else(|| method_behind(text, *end));
    let exact = back(text, *end).starts_with(" HTTP/");
    let base = Address::of(BASE_URL).path;
    let host = host(text, *start).or_else(|| host_of_same(text, url));
    let host = host
        .or_else(|| host_of_same(text, base))
        .filter(|_| url.starts_with('/'));
    let is_apart = is_of_base(url) && !exact && text.contains(base);
    let url = match host {
        Some(host) => [scheme(host), host, if is_apart { base } else { "" }, url].concat(),
        None => url.clone(),
    };
    let read = of_url(&url, if beside.is_some() { Source::Request } else { Source::Url });
    let line = last_line(front(text, *start));
    let method = beside.or_else(|| method_near(text, *start)).or_else(|| implied(line));
    Pasted {
        method: method.map(ToString::to_string),
        body: body(back(text, *end), beside),
        doubtful: *doubtful || read.doubtful,
        is_cut: url.contains('&') && is_cut(line),
        exact,
        ..read
    }
}

/// A text without a URL that has a query of this API: a query, a list, another URL, or nothing.
fn without_query(text: &str, lines: &str, target: Option<&Target>) -> Pasted {
    let endpoint = target.filter(|target| is_of_the_api(&target.url));
    let mut base = endpoint.map_or_else(|| of_url("", Source::Nothing), |target| of_target(text, target));
    base.endpoint = base.endpoint.map(|endpoint| completed(text, endpoint));
    if let Some(query) = target::queries(text).next() {
        let parameters = parameters(skip(&query.url, "?")).collect();
        return Pasted {
            parameters,
            doubtful: query.doubtful,
            source: Source::Query,
            ..base
        };
    }
    if let Some(list) = list(text) {
        return Pasted {
            parameters: list.parameters,
            doubtful: list.doubtful,
            source: Source::List,
            ..base
        };
    }
    let Some(target) = target else {
        return of_text(lines);
    };
    if target.is_template(text) {
        return of_url("", Source::Nothing);
    }
    let around = [front(text, target.start), back(text, target.end)].concat();
    let line = last_line(front(text, target.start));
    let is_sure = skip(&around, " \t\r\n\"'`<>()").is_empty()
        || method_before(text, target.start).is_some()
        || implied(line).is_some();
    if !is_sure && endpoint.is_none() {
        return of_text(lines);
    }
    let request = of_target(text, target);
    let source = if is_sure { request.source } else { Source::Nothing };
    Pasted {
        doubtful: !is_sure || request.doubtful,
        source,
        ..request
    }
}

/// The endpoint with the rest of its path. Many programs keep the base URL and the path in two places.
fn completed(text: &str, endpoint: String) -> String {
    let base = skip_back(&endpoint, "/");
    let path = Address::of(base).path;
    let rest = PATHS.iter().find_map(|(known, _)| {
        let whole = [Address::of(BASE_URL).path, known].concat();
        let rest = whole.strip_prefix(path)?.strip_prefix('/')?;
        (rest.contains('/') && text.contains(rest)).then(|| [base, "/", rest].concat())
    });
    rest.unwrap_or(endpoint)
}

/// Reads the first paragraph as a query, if its first name could be one.
fn of_text(text: &str) -> Pasted {
    let text = text.trim();
    let query = skip(
        skip_back(front(text, text.find("\n\n").unwrap_or(text.len())), QUOTES),
        "?\"'`",
    );
    let is_name = query.contains('=') && find(until(query, "=&"), " \t\r\n\"'(<{`/:").is_none();
    let parameters: Vec<Parameter> = parameters(query).filter(|_| is_name).collect();
    let is_known = |part: &Parameter| is_documented(&part.name) || nearly(&part.name).is_some();
    let is_sure = parameters.iter().any(is_known);
    Pasted {
        doubtful: !is_sure,
        parameters,
        ..of_url("", if is_sure { Source::Query } else { Source::Nothing })
    }
}

/// The distance within which a label belongs to a URL.
const NEAR: usize = 2_000;

/// The nearest `method`: `method: 'GET'`, `-Method GET`, `Method = HttpMethod.Get`.
fn method_near(text: &str, start: usize) -> Option<&'static str> {
    let mut best = (NEAR, None);
    for (place, end) in occurrences(text, "method") {
        let mut rest = back(text, end);
        if place.abs_diff(start) >= best.0
            || first(rest).is_some_and(is_word)
            || front(text, place).ends_with("request-")
        {
            continue;
        }
        for _ in 0..2 {
            rest = skip(rest, " \t\r\n\"'`:=>(,.");
            let own = word(rest);
            let method = METHODS.into_iter().find(|method| own.eq_ignore_ascii_case(method));
            if method.is_some() {
                best = (place.abs_diff(start), method);
                break;
            }
            rest = back(rest, own.len());
        }
    }
    best.1
}

/// A call of `fetch` or of a cmdlet without a method.
fn implied(line: &str) -> Option<&'static str> {
    let mut names = ["fetch(", "invoke-", "iwr ", "irm "].iter();
    names
        .any(|name| occurrences(line, name).next().is_some())
        .then_some("GET")
}

/// The host of a target: the nearest `Host`.
fn host(text: &str, start: usize) -> Option<&str> {
    let mut best = (NEAR, None);
    for label in ["host", ":authority", "hostname"] {
        for (place, host) in labels(text, label) {
            let is_host = host.contains(['.', ':']) && !host.contains('/') || host == "localhost";
            if is_host && place.abs_diff(start) < best.0 {
                best = (
                    place.abs_diff(start),
                    host.strip_suffix(":443").or(host.strip_suffix('.')).or(Some(host)),
                );
            }
        }
    }
    best.1
}

/// The host of a URL in the text with the same path and query.
fn host_of_same<'a>(text: &'a str, target: &str) -> Option<&'a str> {
    let mut places = text.match_indices(target).take(16);
    places.find_map(|(at, _)| {
        let before = front(text, at);
        let near = limited(before, before.len().saturating_sub(MAX_HOST)).len();
        let near = back(before, near);
        let host = back(near, near.rfind('/')? + 1);
        let is_url = front(near, near.len() - host.len()).ends_with("://");
        (is_url && find(host, " \t\r\n\"'").is_none()).then_some(host)
    })
}

/// The maximum length of a name in DNS, with a port.
const MAX_HOST: usize = 260;

/// A local server has no certificate.
fn scheme(host: &str) -> &'static str {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let local = matches!(name, "localhost" | "127.0.0.1" | "[::1]" | "::1");
    if local { "http://" } else { "https://" }
}

/// The body of a raw request, or the first value of a label for one.
fn body(text: &str, method: Option<&str>) -> Option<String> {
    if let Some(method) = method {
        let place = text.find("\n\n").into_iter().chain(text.find("\n\r\n")).min()?;
        let body = back(text, place).trim_start();
        let body = front(body, body.find("\n\n").unwrap_or(body.len())).trim();
        let has_body = matches!(method, "POST" | "PUT" | "PATCH") && !starts(body, "*<") && !body.starts_with("HTTP/");
        return of_body(body, has_body);
    }
    let near = limited(text, NEAR);
    ["body", "text"].into_iter().find_map(|label| {
        let (place, value) = labels(near, label).next()?;
        let rest = back(text, place);
        let own = back(rest, rest.find(value)?);
        of_body(
            if value.starts_with('{') {
                responses::object(own)
            } else {
                value
            },
            false,
        )
    })
}

/// JSON or a form, or any text that is surely a body. The response is not a body.
fn of_body(text: &str, is_sure: bool) -> Option<String> {
    let is_json = starts(text, "{[") && starts(skip(back(text, 1), SPACE), "\"{}]");
    let name = word(text);
    let is_form = !name.is_empty() && back(text, name.len()).starts_with('=');
    let is_body = (is_sure && !text.is_empty()) || is_json || is_form;
    (is_body && !responses::is_response(text)).then(|| text.to_string())
}

/// Whether a shell cuts the URL of a command that is not curl, by the line before it.
fn is_cut(line: &str) -> bool {
    let command = skip(line, "$ ");
    line.ends_with(' ')
        && line.matches('"').count().is_multiple_of(2)
        && ["wget ", "http ", "https "]
            .iter()
            .any(|name| command.starts_with(name))
}

/// A path alone belongs to the API's host.
fn absolute(endpoint: &str) -> Option<String> {
    let origin = BASE_URL.split_once("/api/").map_or("", |(origin, _)| origin);
    let before = if is_of_base(endpoint) {
        BASE_URL
    } else if endpoint.starts_with('/') {
        origin
    } else if endpoint.contains("://") || starts(endpoint, "${%<") {
        ""
    } else {
        "https://"
    };
    (!endpoint.is_empty()).then(|| [before, endpoint].concat())
}

/// Whether a path is written as Zoom's article writes it, relative to the base URL.
fn is_of_base(path: &str) -> bool {
    ["/open/", "/meeting/"].iter().any(|start| path.starts_with(start))
}
