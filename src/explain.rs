//! The debugger: reads a pasted request, shows every stage of its signature, and finds the mistake that reproduces the
//! sent header. It returns data only; `src/npm/explain/wording.ts` has the wording.

mod answer;
mod case;
mod checks;
mod clues;
mod corrected;
mod dates;
mod deep;
mod digests;
mod encoding;
mod finding;
mod hashes;
mod header;
mod hypotheses;
mod mask;
mod message;
mod names;
mod paste;
mod proof;
mod search;
mod shape;
mod sweep;
mod verdict;

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

pub use case::{Clock, Input, LabelledSecret};
pub use corrected::{Corrected, Curl};
pub use finding::{Finding, FindingCode, Grade, Note, Stage};
pub use header::Header;
pub use paste::{Parameter, Pasted, paste};
pub use shape::{Shape, ShapeCode, shape};
pub use verdict::Verdict;

use case::Case;
use deep::Plan;
use digests::Digest;
use hypotheses::Model;
use mask::Hidden;
use proof::Proof;
use search::Search;

use crate::query::{CanonicalQuery, MAX_PARAMETERS};
use crate::signature::SigningKey;

/// The result of explaining a pasted request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The overall result.
    pub verdict: Verdict,
    /// Mistakes and possible mistakes, the most certain first.
    pub findings: Vec<Finding>,
    /// The corrected request; `None` if its parameters cannot be read.
    pub corrected: Option<Corrected>,
    /// The stages of signing the request as it was pasted, as far as the input allows.
    pub stages: Stages,
    /// The parameters in the order of the request; at most the first hundred.
    pub parameters: Vec<Parameter>,
    /// The sent header, if there is one.
    pub header: Option<Header>,
    /// The label of the secret that the header was made with.
    pub signed_with: Option<String>,
    /// The text that the header was made from; `None` if the search did not find it.
    pub signed: Option<String>,
    /// How much was searched.
    pub searched: Searched,
}

/// The stages of signing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stages {
    /// The text to sign; `None` if the parameters cannot be signed.
    pub base_string: Option<String>,
    /// HMAC-SHA1 of the base string, in hex; `None` without a secret.
    pub mac: Option<String>,
    /// The correct header; `None` without a secret.
    pub signature: Option<String>,
    /// The URL to send with the header.
    pub url: Option<String>,
}

/// How much a search covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Searched {
    /// The number of digests that were computed and compared.
    pub hypotheses: u64,
    /// The number of base strings among them.
    pub base_strings: u64,
    /// The number of keys that were available.
    pub keys: u64,
    /// The number of timestamps among the base strings.
    pub timestamps: u64,
    /// The number of mistakes that were combined: 0, 1 or 2.
    pub depth: u8,
    /// Whether the search ended before it reached its limit.
    pub complete: bool,
}

/// A part of the search for two mistakes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Slice {
    /// The number of hypotheses in the whole search.
    pub total: u64,
    /// How much this part covered.
    pub searched: Searched,
    /// The explanation, once a pair of mistakes is proved.
    pub explanation: Option<Explanation>,
}

/// Explains a pasted request by rules only, without a search for mistakes. `signature` overrides the signature in the
/// request. `secret` is used and not stored.
///
/// ```
/// use zoom_lti_pro::explain::{ShapeCode, explain};
///
/// let pasted = "key=k&timestamp=1661494048201&userId=u&isUpComing=true&pageNum=1&pageSize=20";
/// let explanation = explain(pasted, Some("qUqP5cyxm6YcTAhz05Hph5gvu9M="), None);
/// assert_eq!(
///     explanation.stages.base_string.as_deref(),
///     Some("isUpComing=true&key=k&pageNum=1&pageSize=20&timestamp=1661494048201&userId=u"),
/// );
/// let header = explanation.header.unwrap();
/// assert_eq!(header.shape, ShapeCode::Padded);
/// assert_eq!(header.corrected.as_deref(), Some("qUqP5cyxm6YcTAhz05Hph5gvu9M"));
/// ```
#[must_use]
pub fn explain(request: &str, signature: Option<&str>, secret: Option<&str>) -> Explanation {
    let secrets = secret.map(|secret| LabelledSecret {
        label: "secret",
        secret,
    });
    let input = Input {
        request,
        signature,
        secrets: secrets.as_slice(),
        ..Input::default()
    };
    diagnose(&input, 1)
}

/// Explains a pasted request and searches for the one mistake that reproduces the sent header. The search tries at most
/// `limit` hypotheses; all of them, about 130,000, take a fraction of a second.
///
/// ```
/// use zoom_lti_pro::explain::{FindingCode, Grade, Input, LabelledSecret, Verdict, diagnose};
/// use zoom_lti_pro::signature::sign;
///
/// // The parameters are signed in the order of the URL.
/// let query = "key=k&timestamp=1661494048201&isUpComing=true&pageNum=1&pageSize=20&userId=u";
/// let header = sign(b"not-a-real-one", query.as_bytes());
/// let secrets = [LabelledSecret { label: "LTI", secret: "not-a-real-one" }];
/// let input = Input { request: query, signature: Some(header.as_str()), secrets: &secrets, ..Input::default() };
///
/// let explanation = diagnose(&input, u64::MAX);
/// assert_eq!(explanation.verdict, Verdict::Proved);
/// assert_eq!(explanation.findings[0].grade, Grade::Proved);
/// assert_eq!(explanation.findings[0].what.code, FindingCode::ParameterOrder);
/// ```
#[must_use]
pub fn diagnose(input: &Input<'_>, limit: u64) -> Explanation {
    let case = Case::read(input);
    let digests = digests_of(&case);
    let is_too_long = case.pasted.parameters.len() > MAX_PARAMETERS;
    if case.secrets.is_empty() || digests.is_empty() || is_too_long {
        let searched = Searched {
            complete: !is_too_long,
            ..Searched::default()
        };
        return assemble(&case, None, searched);
    }
    // The first hypothesis is the request without a mistake, so one comparison is always made.
    let limit = if is_searched(&case) { limit } else { 1 };
    let model = model(&case, &digests, limit);
    let mut search = Search::new(&model, &digests, case.timestamp(), limit, HASHED);
    let found = search.one();
    let proof = Proof::of(&case, &model, &digests, &found);
    let searched = searched(&search, 1);
    assemble(&case, proof.as_ref(), searched)
}

/// Searches one part of the pairs of mistakes: `count` pairs from number `start`. The parts share no state.
#[must_use]
pub fn search(input: &Input<'_>, start: u64, count: u64) -> Slice {
    let case = Case::read(input);
    let digests = digests_of(&case);
    if case.secrets.is_empty() || digests.is_empty() || !is_searched(&case) {
        return Slice {
            total: 0,
            searched: Searched::default(),
            explanation: None,
        };
    }
    let model = model(&case, &digests, u64::MAX);
    // `count` already limits this part.
    let mut search = Search::new(&model, &digests, case.timestamp(), u64::MAX, u64::MAX);
    let plan = Plan::of(&search);
    let total = plan.total();
    let end = total.min(start.saturating_add(count));
    let found = plan.run(&mut search, start, end);
    let searched = searched(&search, 2);
    let found: Vec<_> = found.into_iter().collect();
    let proof = Proof::of(&case, &model, &digests, &found);
    Slice {
        total,
        searched,
        explanation: proof.map(|proof| assemble(&case, Some(&proof), searched)),
    }
}

/// A secret or key sent as the signature needs no search.
fn digests_of(case: &Case<'_>) -> Vec<Digest> {
    let header = case
        .header
        .as_deref()
        .filter(|header| header::credential(header, case).is_none());
    header.map(digests::digests).unwrap_or_default()
}

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
const HASHED: u64 = 256 << 20;

/// Whether mistakes are searched for.
fn is_searched(case: &Case<'_>) -> bool {
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

fn model(case: &Case<'_>, digests: &[Digest], limit: u64) -> Model {
    if limit <= 1 {
        return Model::right(case);
    }
    let lengths: Vec<usize> = digests.iter().map(|digest| digest.bytes.len()).collect();
    Model::of(case, &lengths)
}

fn searched(search: &Search<'_>, depth: u8) -> Searched {
    Searched {
        hypotheses: search.tried,
        base_strings: search.base_strings,
        keys: u64::try_from(search.model.keys.len()).unwrap_or(u64::MAX),
        timestamps: search.timestamps,
        depth,
        complete: !search.is_over(),
    }
}

fn assemble(case: &Case<'_>, proof: Option<&Proof>, searched: Searched) -> Explanation {
    let stages = stages(case);
    let header = case.header.as_deref().map(|header| header::read(header, case, &stages));
    let findings = findings(case, header.as_ref(), proof);
    let repaired = header.as_ref().and_then(|header| header.corrected.as_deref());
    let signed_with = proof.and_then(|proof| case.secrets.get(proof.secret));
    let mut explanation = Explanation {
        verdict: verdict::verdict(case, &findings, proof),
        corrected: corrected::corrected(case, &findings, repaired),
        findings,
        stages,
        parameters: case.examined().cloned().collect(),
        header,
        signed_with: signed_with.map(|given| given.label.to_string()),
        signed: proof.and_then(|proof| proof.signed.clone()),
        searched,
    };
    let is_swapped = explanation
        .findings
        .iter()
        .any(|finding| finding.what.code == FindingCode::KeyAndSecretSwapped);
    Hidden::of(case, is_swapped).hide(&mut explanation);
    explanation
}

/// Findings in the order proved, certain, possible.
fn findings(case: &Case<'_>, header: Option<&Header>, proof: Option<&Proof>) -> Vec<Finding> {
    let mut findings = proof.map(Proof::findings).unwrap_or_default();
    let proved = findings.len();
    let looks = header.and_then(|header| checks::header::code(header.shape));
    let looks = looks.filter(|code| !proof.is_some_and(|proof| proof.explains(*code)));
    let of_looks = looks.map(|code| Finding::certain(Note::new(code)));
    findings.extend(of_looks.into_iter().chain(checks::all(case)));
    let mut known = BTreeSet::new();
    let mut index = 0;
    findings.retain(|finding| {
        index += 1;
        known.insert(key(&finding.what)) || index <= proved
    });
    findings.sort_by_key(|finding| finding.grade);
    findings
}

/// Two findings with the same key are duplicates.
fn key(note: &Note) -> String {
    let number = FindingCode::ALL.iter().position(|code| *code == note.code);
    [
        number.unwrap_or_default().to_string().as_str(),
        note.name.as_deref().map_or("", |_| "/"),
        note.name.as_deref().unwrap_or_default(),
    ]
    .concat()
}

/// `None` if the parameters cannot be signed.
fn canonical(pasted: &Pasted) -> Option<CanonicalQuery<'_>> {
    if pasted.parameters.is_empty() || pasted.parameters.len() > MAX_PARAMETERS {
        return None;
    }
    let parameters = pasted.parameters.iter();
    CanonicalQuery::new(parameters.map(|parameter| (parameter.name.as_str(), parameter.value.as_str()))).ok()
}

fn stages(case: &Case<'_>) -> Stages {
    let query = canonical(&case.pasted);
    let base_string = query.as_ref().map(CanonicalQuery::base_string);
    let mac = base_string
        .as_deref()
        .zip(case.secret())
        .map(|(base, secret)| SigningKey::new(secret.as_bytes()).mac(base.as_bytes()));
    Stages {
        base_string,
        mac: mac.as_ref().map(|mac| encoding::hex(mac.as_bytes())),
        signature: mac.map(|mac| mac.encode().as_str().to_string()),
        url: query.map(|query| [&case.endpoint(), "?", &query.encoded()].concat()),
    }
}
