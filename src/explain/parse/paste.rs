//! Reads pasted text: a URL, a command for curl or PowerShell, a raw HTTP request, a HAR entry, a `fetch` call, a query
//! or a base string. It accepts any text, without recursion and in linear time.

mod answer;
mod bare;
mod body;
mod cmdlet;
mod curl;
mod fetch;
mod har;
mod header;
mod http;
mod literals;
mod request;
mod shell;

use alloc::string::String;
use alloc::vec::Vec;

use crate::explain::names::{is_documented, nearly};
use crate::explain::parse::parameter::{Parameter, parameters};
use crate::request::BASE_URL;
use request::Request;

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
}

/// The response beside a pasted request. An archive with several responses gives none: they may belong to other
/// requests.
pub(in crate::explain) fn answer_beside(text: &str) -> String {
    if text.matches("\"response\"").nth(1).is_some() {
        return String::new();
    }
    answer::apart(text).1
}

/// Reads a pasted request and ignores a response beside it. Text without a URL counts as a query. A base string reads
/// the same as a query whose values contain no `%` and no `+`.
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
    let (text, _) = answer::apart(text);
    let text = text.trim();
    let readers = [har::read, curl::read, cmdlet::read, fetch::read, http::read, bare::url];
    let found = readers.iter().find_map(|read| read(text));
    let mut pasted = found.map_or_else(|| of_query(&bare::query(text)), of_request);
    pasted.signature = pasted.signature.or_else(|| header::find(text));
    pasted
}

fn of_request(request: Request) -> Pasted {
    let url = request.url.split('#').next().unwrap_or_default();
    let (endpoint, query) = url.split_once('?').unwrap_or((url, ""));
    Pasted {
        method: request.method,
        endpoint: absolute(endpoint),
        parameters: parameters(query).collect(),
        signature: request.signature,
        body: request.body,
        doubtful: false,
    }
}

/// Text without a URL is surely a query if it has a name of one.
fn of_query(query: &str) -> Pasted {
    let parameters: Vec<Parameter> = parameters(query).collect();
    let is_known = |part: &Parameter| is_documented(&part.name) || nearly(&part.name).is_some();
    Pasted {
        method: None,
        endpoint: None,
        doubtful: !parameters.iter().any(is_known),
        parameters,
        signature: None,
        body: None,
    }
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
