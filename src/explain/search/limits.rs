//! The limits of the search. A longer request is not searched: no request to this API needs to be as long.

use alloc::string::String;

use crate::explain::parse::case::Case;

/// The maximum number of parameters of a request whose mistakes are searched for. No request to this API has more.
pub const MAX_SEARCHED_PARAMETERS: usize = 24;
/// The maximum length of such a request's URL in bytes, without separators.
pub const MAX_SEARCHED_BYTES: usize = 4096;
/// The maximum length of such a request's body in bytes.
pub const MAX_SEARCHED_BODY_BYTES: usize = 65_536;
/// The maximum number of secrets.
pub const MAX_SEARCHED_SECRETS: usize = 16;
/// The maximum length of each secret in bytes: 1024 characters of up to four bytes.
pub const MAX_SECRET_BYTES: usize = 4096;

/// The maximum number of bytes that the search for one mistake hashes: several times the need of a 200-byte request.
pub(in crate::explain) const HASHED: u64 = 256 << 20;

/// Whether mistakes are searched for.
pub(in crate::explain) fn is_searched(case: &Case<'_>) -> bool {
    let parameters = &case.pasted.parameters;
    let lengths = parameters.iter().map(|part| part.name.len() + part.raw.len());
    let lengths = lengths.chain(case.pasted.endpoint.as_ref().map(String::len));
    let body = case.pasted.body.as_deref().map_or(0, str::len);
    parameters.len() <= MAX_SEARCHED_PARAMETERS
        && lengths.sum::<usize>() <= MAX_SEARCHED_BYTES
        && body <= MAX_SEARCHED_BODY_BYTES
        && case.secrets.len() <= MAX_SEARCHED_SECRETS
        && case.secrets.iter().all(|given| given.secret.len() <= MAX_SECRET_BYTES)
}
