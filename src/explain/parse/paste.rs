//! Reads pasted text. It first finds what could be a request: URLs, request targets, queries, commands and lists of
//! names and values. It takes the likeliest, and then the header, method, host and body beside it. It accepts any text,
//! without recursion and in linear time.

mod answer;
mod body;
mod curl;
mod list;
mod plain;
mod shell;
mod target;
mod value;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use crate::explain::names::{is_documented, nearly};
use crate::explain::parse::parameter::{Parameter, parameters};
use crate::request::{BASE_URL, SIGNATURE_HEADER};
use list::{labels, list};
use target::{METHODS, Target, has_known_name, is_of_the_api, method_before, method_behind, queries, targets};
use value::{Of, closing, field, occurrences};

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
pub(in crate::explain) fn answer_beside(text: &str) -> String {
    if text.matches("\"response\"").nth(1).is_some() {
        return String::new();
    }
    answer::answers(text)
}

/// Reads a pasted request and ignores a response beside it. A base string reads the same as a query whose values contain
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
    let command = command(&lines);
    let of_command = command.as_ref().map(|command| rank(&command.url));
    let mut pasted = match (command, chosen) {
        (Some(command), chosen) if chosen.is_none_or(|target| of_command >= Some(rank(&target.url))) => {
            of_command_line(command)
        }
        (_, Some(target)) if rank(&target.url) > (false, true) || target.query().is_some_and(has_known_name) => {
            of_target(&plain, target)
        }
        (_, chosen) => without_query(&plain, &lines, chosen),
    };
    if pasted.signature.is_none() {
        let place = chosen.map_or(0, |target| target.start);
        let near = headers.iter().min_by_key(|header| header.start.abs_diff(place));
        pasted.signature = near.map(|header| header.value.to_string());
    }
    pasted.computes = pasted.signature.as_deref().is_some_and(is_computed);
    pasted.signature = pasted.signature.filter(|value| !is_computed(value));
    pasted
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
            let value = value::value(text, start, end, Of::Header)?;
            Some(Header { start, value })
        })
        .collect()
}

/// A value that a shell, a template or a program replaces.
fn is_computed(value: &str) -> bool {
    value.starts_with(['$', '`']) || value.starts_with("{{") || value.starts_with("<%")
}

/// The order of preference of a URL: of the API and with a query, of the API, with a query.
fn rank(url: &str) -> (bool, bool) {
    let has_query = url.split_once('?').is_some_and(|(_, query)| query.contains('='));
    (has_query && (is_of_the_api(url) || has_known_name(url)), has_query)
}

/// The likeliest target: first by its URL, then by the distance to the first signature header, then by its place.
fn chosen<'a>(text: &str, targets: &'a [Target], headers: &[Header<'_>]) -> Option<&'a Target> {
    let key = |target: &Target| {
        let is_of_the_api = is_of_the_api(&target.url);
        let (known, has_query) = rank(&target.url);
        let is_own = has_query && !names_another_page(text, target.start);
        (known && is_of_the_api, known, is_of_the_api, is_own)
    };
    let best = targets.iter().map(key).max()?;
    let header = headers.first().map(|header| header.start);
    let distance = |target: &&Target| header.map(|start| target.start.abs_diff(start));
    targets.iter().filter(|target| key(target) == best).min_by_key(distance)
}

/// Whether the URL is the value of a header such as `Referer`.
fn names_another_page(text: &str, start: usize) -> bool {
    const NAMES: [&str; 5] = ["referer", "referrer", "origin", "location", "allow-origin"];
    let before = text.get(..start).unwrap_or_default();
    let before = before.trim_end_matches(|char: char| char.is_whitespace() || ":\"'=".contains(char));
    NAMES.iter().any(|name| {
        let end = before.len().checked_sub(name.len()).and_then(|start| before.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(name))
    })
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

fn of_command_line(command: curl::Request) -> Pasted {
    Pasted {
        method: Some(command.method),
        signature: command.signature,
        body: command.body,
        is_cut: command.is_cut,
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
        doubtful: false,
        source,
        is_cut: false,
        computes: false,
    }
}

fn of_target(text: &str, target: &Target) -> Pasted {
    let Target { start, end, url, doubtful } = target;
    let method = method_before(text, *start).or_else(|| method_behind(text, *end));
    let source = if method.is_some() { Source::Request } else { Source::Url };
    let host = url.starts_with('/').then(|| host(text, *start)).flatten();
    let url = match host {
        Some(host) => [scheme(host), host, url].concat(),
        None => url.clone(),
    };
    let method = method.or_else(|| method_near(text, *start));
    Pasted {
        method: method.map(ToString::to_string).or_else(|| implied(text, *start)),
        body: body(text, *start, *end),
        doubtful: *doubtful,
        is_cut: is_cut(text, *start, &url),
        ..of_url(&url, source)
    }
}

/// A text without a URL that has a query of this API: a query, a list, another URL, or nothing.
fn without_query(text: &str, lines: &str, target: Option<&Target>) -> Pasted {
    let endpoint = target.filter(|target| is_of_the_api(&target.url));
    let base = |source| endpoint.map_or_else(|| of_url("", source), |target| Pasted { source, ..of_target(text, target) });
    if let Some(query) = queries(text).into_iter().next() {
        let parameters = parameters(query.url.trim_start_matches('?')).collect();
        return Pasted { parameters, doubtful: query.doubtful, ..base(Source::Query) };
    }
    if let Some(parameters) = list(text) {
        return Pasted { parameters, ..base(Source::List) };
    }
    if let Some(target) = target.filter(|target| endpoint.is_some() || target.query().is_some()) {
        let is_sure = is_alone(text, target) || method_before(text, target.start).is_some();
        return Pasted { doubtful: !is_sure, ..of_target(text, target) };
    }
    of_text(lines)
}

/// Whether the text is only this URL.
fn is_alone(text: &str, target: &Target) -> bool {
    let around = [text.get(..target.start), text.get(target.end..)];
    let is_blank = |text: &str| text.chars().all(|char| char.is_whitespace() || closing(char).is_some() || "<>()".contains(char));
    around.into_iter().flatten().all(is_blank)
}

/// Reads the text as a query, if its first name could be one.
fn of_text(text: &str) -> Pasted {
    let query = bare_query(text);
    let name = query.split(['=', '&']).next().unwrap_or_default();
    let is_name = query.contains('=') && !name.contains([' ', '\n', '\t', '"', '\'', '(', '<', '{', '`']);
    let parameters: Vec<Parameter> = parameters(query).filter(|_| is_name).collect();
    let is_known = |part: &Parameter| is_documented(&part.name) || nearly(&part.name).is_some();
    let source = if parameters.is_empty() { Source::Nothing } else { Source::Query };
    Pasted {
        doubtful: !parameters.iter().any(is_known),
        parameters,
        ..of_url("", source)
    }
}

/// The text without headers, an introduction such as `base string:`, and quotes around it.
fn bare_query(text: &str) -> &str {
    let mut query = text.trim();
    while let Some((line, rest)) = query.split_once('\n').filter(|(line, _)| field(line.trim()).is_some()) {
        let _ = line;
        query = rest.trim_start();
    }
    let end = query.find("\n\n").into_iter().chain(query.find("\n{")).min();
    let query = query.get(..end.unwrap_or(query.len())).unwrap_or_default();
    let end = query.match_indices('\n').find(|(at, _)| {
        let line = query.get(at + 1..).and_then(|rest| rest.lines().next());
        line.is_some_and(|line| field(line.trim()).is_some())
    });
    let query = query.get(..end.map_or(query.len(), |(at, _)| at)).unwrap_or_default();
    let end = occurrences(query, SIGNATURE_HEADER).find(|(start, _)| {
        query.get(..*start).is_some_and(|before| before.ends_with(char::is_whitespace))
    });
    let query = query.get(..end.map_or(query.len(), |(start, _)| start)).unwrap_or_default();
    let name = query.split(['=', '&']).next().unwrap_or_default();
    let colon = [": ", ":\n"].iter().filter_map(|colon| name.rfind(colon)).max();
    let query = query.get(colon.map_or(0, |colon| colon + 1)..).unwrap_or_default().trim();
    query.strip_prefix('?').unwrap_or(query).trim_matches(|char| closing(char).is_some())
}

/// The distance within which a label belongs to a URL.
const NEAR: usize = 2_000;

fn nearest<T>(places: impl Iterator<Item = (usize, T)>, start: usize) -> Option<T> {
    let near = places.filter(|(place, _)| place.abs_diff(start) < NEAR);
    near.min_by_key(|(place, _)| place.abs_diff(start)).map(|(_, value)| value)
}

/// The nearest `method`: `method: 'GET'`, `-Method GET`, `Method = HttpMethod.Get`.
fn method_near(text: &str, start: usize) -> Option<&'static str> {
    let places = occurrences(text, "method").filter_map(|(place, end)| {
        let line = text.get(end..)?.trim_start_matches(['"', '\'', '\n']).split('\n').next()?;
        let mut words = line.split(|char: char| !char.is_ascii_alphabetic()).filter(|word| !word.is_empty()).take(2);
        let method = words.find_map(|word| METHODS.into_iter().find(|method| word.eq_ignore_ascii_case(method)))?;
        let is_preflight = text.get(..place)?.ends_with("request-") || line.starts_with(char::is_alphabetic);
        (!is_preflight).then_some((place, method))
    });
    nearest(places, start)
}

/// A call of `fetch` or of a cmdlet without a method.
fn implied(text: &str, start: usize) -> Option<String> {
    let before = text.get(..start)?;
    let line = before.rsplit('\n').next()?;
    let names = ["fetch(", "invoke-", "iwr ", "irm "];
    let is_call = |name: &&str| occurrences(line, name).next().is_some();
    names.iter().any(|name| is_call(&name)).then(|| "GET".to_string())
}

/// The host of a target: the nearest `Host`, unless the text names the API's host elsewhere.
fn host(text: &str, start: usize) -> Option<&str> {
    let is_host = |host: &str| host.contains(['.', ':']) || host == "localhost";
    let all = ["host", ":authority", "hostname"].into_iter();
    let places = all.flat_map(|label| labels(text, label));
    let found = nearest(places.filter(|(_, host)| is_host(host) && !host.contains('/')), start);
    let host = found?.strip_suffix(":443").or(found)?;
    Some(host)
}

/// A local server has no certificate.
fn scheme(host: &str) -> &'static str {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let local = matches!(name, "localhost" | "127.0.0.1" | "[::1]" | "::1");
    if local { "http://" } else { "https://" }
}

/// The body of a raw request, or the nearest value of a label for one.
fn body(text: &str, start: usize, end: usize) -> Option<String> {
    let head = text.get(end..)?;
    if let Some(method) = method_before(text, start) {
        let places = [head.find("\n\n"), head.find("\n\r\n")];
        let body = places.into_iter().flatten().min().and_then(|place| head.get(place..))?;
        let body = body.trim_start().split("\n\n").next()?.trim();
        let has_body = matches!(method, "POST" | "PUT" | "PATCH") && !body.starts_with(['*', '<']);
        return of_body(body, has_body && !body.starts_with("HTTP/"));
    }
    let labelled = ["body", "text"].into_iter().find_map(|label| {
        let (place, value) = labels(head, label).find(|(place, _)| *place < NEAR)?;
        let rest = head.get(place..)?;
        let own = rest.find(value).and_then(|at| rest.get(at..))?;
        Some(if value.starts_with('{') { answer::object(own) } else { value })
    });
    labelled.and_then(|body| of_body(body, false))
}

/// JSON or a form, or any text that is surely a body. The response is not a body.
fn of_body(text: &str, is_sure: bool) -> Option<String> {
    let is_json = text.starts_with(['{', '[']) && text.get(1..)?.trim_start().starts_with(['"', '{', '}', ']']);
    let name = text.split('=').next().unwrap_or_default();
    let is_form = name.len() < text.len() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
    let is_body = (is_sure && !text.is_empty()) || is_json || is_form;
    (is_body && !answer::is_answer(text)).then(|| text.to_string())
}

/// Whether a shell cuts the URL of a command that is not curl.
fn is_cut(text: &str, start: usize, url: &str) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start_matches(['$', ' ']);
    url.contains('&') && before.ends_with(' ') && ["wget ", "http ", "https "].iter().any(|name| line.starts_with(name))
}

/// A path alone belongs to the API's host. Zoom's article gives its paths relative to the base URL.
fn absolute(endpoint: &str) -> Option<String> {
    let origin = BASE_URL.split_once("/api/").map_or("", |(origin, _)| origin);
    let before = if ["/open/", "/meeting/"].iter().any(|path| endpoint.starts_with(path)) {
        BASE_URL
    } else if endpoint.starts_with('/') {
        origin
    } else if endpoint.contains("://") || endpoint.starts_with(['$', '{', '%', '<']) {
        ""
    } else {
        "https://"
    };
    (!endpoint.is_empty()).then(|| [before, endpoint].concat())
}
