//! A request that a reader found.

use alloc::string::String;

use crate::explain::names::PATHS;

/// A request that a reader found, with its URL.
pub(super) struct Request {
    pub(super) method: Option<String>,
    /// An absolute URL, a path, or a URL with variables of a shell or template.
    pub(super) url: String,
    pub(super) signature: Option<String>,
    pub(super) body: Option<String>,
}

/// The first request to this API, otherwise the first request.
pub(super) fn likeliest(requests: impl Iterator<Item = Request>) -> Option<Request> {
    let mut first = None;
    for request in requests {
        if is_of_the_api(&request.url) {
            return Some(request);
        }
        first = first.or(Some(request));
    }
    first
}

pub(super) fn is_of_the_api(url: &str) -> bool {
    url.contains("/lti/rich/") || PATHS.iter().any(|(path, _)| url.contains(path)) || url.contains("timestamp=")
}
