//! The parts of a URL.

use super::paste::scan::{back, until};

/// The parts of a URL.
pub(in crate::explain) struct Address<'a> {
    pub(in crate::explain) scheme: &'a str,
    /// The host with its port.
    pub(in crate::explain) host: &'a str,
    pub(in crate::explain) path: &'a str,
}

impl<'a> Address<'a> {
    pub(in crate::explain) fn of(url: &'a str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
        let authority = until(rest, "/");
        let host = authority.rsplit('@').next().unwrap_or(authority);
        Self {
            scheme,
            host: host.strip_suffix(":443").unwrap_or(host),
            path: back(rest, authority.len()),
        }
    }
}
