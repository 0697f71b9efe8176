//! Signs requests and verifies received ones. Sends nothing.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::credentials::Credentials;
use crate::endpoints;
use crate::error::{Code, Error};
use crate::query::{CanonicalQuery, Pair, cut, invalid};
use crate::signature::Signature;
use crate::time::{Timestamp, decimal, whole};

pub use crate::endpoints::BASE_URL;

/// The path of the meeting list, after the base URL.
pub const MEETING_LIST: &str = endpoints::MEETING_LIST.path;

/// The header with the signature.
pub const SIGNATURE_HEADER: &str = "X-Lti-Signature";

/// The maximum difference between a signed timestamp and the verifier's clock: 60 minutes, in milliseconds.
pub const WINDOW_MS: u64 = 3_600_000;

/// A signed request: a URL, and the signature for [`SIGNATURE_HEADER`].
///
/// The URL and the signature together are a credential for an hour. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedRequest {
    /// The whole URL, with its query in the signed order.
    pub url: String,
    /// The text that was signed.
    pub base_string: String,
    /// The signature.
    pub signature: Signature,
    /// The time for which it was signed.
    pub timestamp: Timestamp,
}

impl core::fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SignedRequest")
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// Signs a request for `base_url` followed by `path`. Adds `key` and `timestamp` to the parameters.
///
/// ```
/// use zoom_lti_pro::{Credentials, request, query::MeetingQuery, time::Timestamp};
///
/// let credentials = Credentials::new("qAnfmSQeSeKWHOE19lwMYg", b"secret")?;
/// let query = MeetingQuery::new("_vIWeZ76TtuFceCKHkVk4Q")?.page_size(20)?;
/// let at = Timestamp::from_millis(1661494048201)?;
/// let signed = request::sign(&credentials, request::BASE_URL, request::MEETING_LIST, query.params(), at)?;
/// assert_eq!(
///     signed.base_string,
///     "isUpComing=true&key=qAnfmSQeSeKWHOE19lwMYg&pageNum=1&pageSize=20\
///      &timestamp=1661494048201&userId=_vIWeZ76TtuFceCKHkVk4Q"
/// );
/// # Ok::<(), zoom_lti_pro::Error>(())
/// ```
///
/// # Errors
///
/// [`Code::InvalidArgument`] if the base URL, the path or a parameter is not valid, or if the parameters contain
/// `key` or `timestamp`.
pub fn sign<'a, N, V>(
    credentials: &'a Credentials,
    base_url: &str,
    path: &str,
    params: impl IntoIterator<Item = (N, V)>,
    timestamp: Timestamp,
) -> Result<SignedRequest, Error>
where
    N: Into<Cow<'a, str>>,
    V: Into<Cow<'a, str>>,
{
    let params = params.into_iter().map(|(name, value)| (name.into(), value.into()));
    sign_pairs(credentials, base_url, path, params.collect(), timestamp)
}

/// [`sign`] without type parameters, so that the wasm contains it only once.
pub(crate) fn sign_pairs<'a>(
    credentials: &'a Credentials,
    base_url: &str,
    path: &str,
    mut params: Vec<Pair<'a>>,
    timestamp: Timestamp,
) -> Result<SignedRequest, Error> {
    let base_url = check_base_url(base_url)?;
    check_path(path)?;
    params.push(("key".into(), credentials.key().into()));
    params.push(("timestamp".into(), decimal(timestamp.as_millis()).into()));
    let query = CanonicalQuery::from_pairs(params)?;
    let base_string = query.base_string();
    let encoded = if CanonicalQuery::is_plain(&base_string) {
        None
    } else {
        Some(query.encoded())
    };
    let sent = encoded.as_deref().unwrap_or(&base_string);
    Ok(SignedRequest {
        url: [base_url, path, "?", sent].concat(),
        signature: credentials.signing_key().sign(base_string.as_bytes()),
        base_string,
        timestamp,
    })
}

/// Checks a received request: its query (the part of the URL after `?`) and its signature header.
///
/// The header must have the length and the alphabet of a signature; any other header is refused before the query is
/// read. The query may have [`MAX_PARAMETERS`](crate::query::MAX_PARAMETERS) parameters and
/// [`MAX_PARAMETER_BYTES`](crate::query::MAX_PARAMETER_BYTES). The header must be the signature of the canonical query,
/// `key` must be the key of the credentials, and `timestamp` must be at most [`WINDOW_MS`] before or after `now`.
/// Returns the verified parameters.
///
/// ```
/// use zoom_lti_pro::{Code, Credentials, request, time::Timestamp};
///
/// let credentials = Credentials::new("k", b"secret")?;
/// let now = Timestamp::from_millis(1661494048201)?;
/// let signed = request::sign(&credentials, request::BASE_URL, "/meeting/bulkImport", [("userId", "u")], now)?;
/// let query = signed.url.split_once('?').unwrap().1;
/// let verified = request::verify(&credentials, query, signed.signature.as_str(), now)?;
/// assert_eq!(verified.value("userId"), Some("u"));
///
/// let error = request::verify(&credentials, query, "", now).unwrap_err();
/// assert_eq!(error.code(), Code::VerificationFailed);
/// # Ok::<(), zoom_lti_pro::Error>(())
/// ```
///
/// # Errors
///
/// [`Code::VerificationFailed`]. The error is the same for every cause, so that an attacker learns nothing from it.
pub fn verify(
    credentials: &Credentials,
    query: &str,
    signature: &str,
    now: Timestamp,
) -> Result<CanonicalQuery<'static>, Error> {
    verified(credentials, query, signature, now).ok_or_else(|| {
        Error::new(Code::VerificationFailed, "the request does not have a valid signature")
            .with_hint("To find the mistake, give the request to zoom-lti-pro/explain or the signature debugger.")
    })
}

fn verified(
    credentials: &Credentials,
    query: &str,
    signature: &str,
    now: Timestamp,
) -> Option<CanonicalQuery<'static>> {
    // This fast check goes first: an invalid request must not cost the time to read a long query.
    if !looks_signed(signature) {
        return None;
    }
    let query = CanonicalQuery::parse(query).ok()?;
    let signed = credentials
        .signing_key()
        .verifies(query.base_string().as_bytes(), signature);
    let timestamp = Timestamp::parse(query.value("timestamp")?).ok()?;
    let in_time = timestamp.as_millis().abs_diff(now.as_millis()) <= WINDOW_MS;
    let ours = query.value("key") == Some(credentials.key());
    (signed && in_time && ours).then_some(query)
}

/// Whether a header has the length and the alphabet of a signature.
fn looks_signed(header: &str) -> bool {
    let is_base64url = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    header.len() == Signature::LENGTH && header.bytes().all(is_base64url)
}

/// Checks a base URL and removes a slash at its end. It is https, or http to a loopback address, and has no
/// credentials, query or fragment.
///
/// # Errors
///
/// [`Code::InvalidArgument`].
pub fn check_base_url(url: &str) -> Result<&str, Error> {
    let refused = |problem| Err(invalid("baseUrl", problem));
    let plain = |byte: u8| {
        byte.is_ascii_graphic()
            && !matches!(
                byte,
                b'\\' | b'?' | b'#' | b'@' | b'"' | b'<' | b'>' | b'^' | b'`' | b'{' | b'|' | b'}'
            )
    };
    if !url.bytes().all(plain) {
        return refused("baseUrl contains a query, a fragment, credentials or an invalid character");
    }
    let refused_scheme = || refused("baseUrl must be https, or http to a loopback address");
    let secure = after(url, "https://");
    let Some(authority) = secure.or_else(|| after(url, "http://")).map(host_of) else {
        return refused_scheme();
    };
    match without_port(authority) {
        None | Some("") => refused("baseUrl has no host or an invalid port"),
        Some(host) if secure.is_some() || is_loopback(host) => Ok(url.strip_suffix('/').unwrap_or(url)),
        Some(_) => refused_scheme(),
    }
}

fn after<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    let start = url.get(..scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then(|| url.get(scheme.len()..))?
}

/// Host and port, without the path.
fn host_of(rest: &str) -> &str {
    cut(rest, b'/').map_or(rest, |(host, _)| host)
}

/// Scheme, host and port of an absolute URL; `None` for any other text, and for a URL with a user name or a password.
#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "wasm-client")),
    expect(dead_code, reason = "only the boundary uses it")
)]
pub(crate) fn origin(url: &str) -> Option<&str> {
    let rest = after(url, "https://").or_else(|| after(url, "http://"))?;
    let authority = host_of(rest);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
    let whole = !authority.is_empty() && authority.len() <= 255 && authority.bytes().all(plain);
    let end = url.len() - rest.len() + authority.len();
    if whole { url.get(..end) } else { None }
}

/// The host without the port; `None` if the port is not valid.
fn without_port(authority: &str) -> Option<&str> {
    if authority.ends_with(']') {
        return Some(authority);
    }
    let Some(colon) = authority.bytes().rposition(|byte| byte == b':') else {
        return Some(authority);
    };
    let port = whole(authority.get(colon + 1..)?)?;
    u16::try_from(port).ok().and_then(|_| authority.get(..colon))
}

fn is_loopback(host: &str) -> bool {
    let octets = || host.as_bytes().split(|&byte| byte == b'.');
    let in_127 = host.starts_with("127.") && octets().count() == 4 && octets().all(is_octet);
    in_127 || host == "[::1]" || host.eq_ignore_ascii_case("localhost")
}

/// A number from 0 to 255 without leading zeros: URL parsers read 0127 as octal.
fn is_octet(text: &[u8]) -> bool {
    let canonical = text == b"0" || text.first() != Some(&b'0');
    let value = text.iter().try_fold(0_u8, |value, byte| {
        let digit = char::from(*byte).to_digit(10)?;
        value.checked_mul(10)?.checked_add(u8::try_from(digit).ok()?)
    });
    canonical && !text.is_empty() && value.is_some()
}

fn check_path(path: &str) -> Result<(), Error> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
    // `fetch` resolves `..`, so the request would reach another endpoint.
    let is_hidden = path.as_bytes().windows(2).any(|pair| pair == b"/.");
    if path.starts_with('/') && path.bytes().all(plain) && !is_hidden {
        return Ok(());
    }
    Err(invalid(
        "path",
        "path must start with `/` and contain only letters, digits and `/ - _ . ~`; no segment may start with `.`",
    ))
}
