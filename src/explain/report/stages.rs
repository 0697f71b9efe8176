//! The stages of signing: the corrected values, and yours where they differ.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::corrected::Corrected;
use super::header::Header;
use super::proof::Proof;
use crate::explain::encoding;
use crate::explain::parse::case::Case;
use crate::query::CanonicalQuery;
use crate::signature::SigningKey;

/// The stages of signing the corrected request. A value is never a wrong one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stages {
    /// The text to sign; `None` if the parameters cannot be corrected.
    pub base_string: Option<String>,
    /// HMAC-SHA1 of the base string, in hex; `None` without a secret.
    pub mac: Option<String>,
    /// The correct header, as in [`Corrected::header`].
    pub signature: Option<String>,
    /// The URL to send with the header.
    pub url: Option<String>,
    /// The pasted request's values, where they are known and differ.
    pub yours: Option<Yours>,
}

/// The pasted request's values at the stages where they differ from the corrected ones.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Yours {
    /// The text that was signed if the search found it; otherwise the base string of the request as it was pasted.
    pub base_string: Option<String>,
    /// The digest in the header, in hex, if the search found how it was made.
    pub mac: Option<String>,
    /// The header.
    pub signature: Option<String>,
    /// The URL of the request.
    pub url: Option<String>,
}

pub(in crate::explain) fn stages(
    case: &Case<'_>,
    header: Option<&Header>,
    corrected: Option<&Corrected>,
    proof: Option<&Proof>,
) -> Stages {
    let Some(corrected) = corrected else {
        return Stages::default();
    };
    let secret = case.secret();
    let mac = secret.map(|secret| SigningKey::new(secret.as_bytes()).mac(corrected.base_string.as_bytes()));
    let mac = mac.map(|mac| encoding::hex(mac.as_bytes()));
    let pasted = case.canonical_query();
    let signed = proof.map(|proof| proof.signed.clone());
    let yours = Yours {
        base_string: differing(
            signed.unwrap_or_else(|| pasted.as_ref().map(CanonicalQuery::base_string)),
            Some(&corrected.base_string),
        ),
        mac: differing(proof.map(|proof| encoding::hex(&proof.digest)), mac.as_ref()),
        signature: differing(header.map(|header| header.value.clone()), corrected.header.as_ref()),
        url: differing(Some(url(case, pasted.as_ref())), Some(&corrected.url)),
    };
    Stages {
        base_string: Some(corrected.base_string.clone()),
        mac,
        signature: corrected.header.clone(),
        url: Some(corrected.url.clone()),
        yours: (yours != Yours::default()).then_some(yours),
    }
}

/// The order of the parameters in a URL does not matter, so the URL is written in the order of the corrected one.
fn url(case: &Case<'_>, query: Option<&CanonicalQuery<'_>>) -> String {
    let as_pasted = || {
        let parts = case.examined().map(|part| [&part.name, "=", &part.raw].concat());
        parts.collect::<Vec<_>>().join("&")
    };
    let plus = case.examined().any(|part| part.raw.contains('+'));
    let query = query.filter(|_| !plus).map_or_else(as_pasted, CanonicalQuery::encoded);
    [&case.endpoint(), "?", &query].concat()
}

/// A value of yours that differs; `None` if there is no corrected value to compare it with.
fn differing(yours: Option<String>, corrected: Option<&String>) -> Option<String> {
    let corrected = corrected?;
    yours.filter(|yours| yours != corrected)
}
