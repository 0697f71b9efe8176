//! The debugger: reads a request as it was pasted, and shows every stage of its signature beside the
//! header that was sent. Data only; the wording is JavaScript's (`src/npm/explain/wording.ts`).

mod paste;
mod shape;

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

pub use paste::{Parameter, Pasted, paste};
pub use shape::{Shape, ShapeCode, shape};

use crate::credentials::Credentials;
use crate::query::CanonicalQuery;
use crate::request::{BASE_URL, MEETING_LIST};
use crate::signature::{Mac, SigningKey};
use crate::time::Timestamp;

/// Everything there is to say about a pasted request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The parameters in the order of the request.
    pub parameters: Vec<Parameter>,
    /// What breaks a rule whatever the secret.
    pub problems: Vec<Problem>,
    /// The signature, stage by stage, as far as what was given reaches.
    pub stages: Stages,
    /// The header that was sent, where one was given.
    pub header: Option<Header>,
}

/// The stages of signing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stages {
    /// What has to be signed; none where the parameters cannot be.
    pub base_string: Option<String>,
    /// HMAC-SHA1 of it, in hex; none without a secret.
    pub mac: Option<String>,
    /// The right header; none without a secret.
    pub signature: Option<String>,
    /// The URL to send with it.
    pub url: Option<String>,
}

/// A header that was sent, by its looks, and beside the right one where a secret was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// The header as read: without white space around it, and masked where it shows the secret.
    pub value: String,
    /// What it looks like.
    pub shape: ShapeCode,
    /// The right spelling, where only the encoding is wrong.
    pub corrected: Option<String>,
    /// Whether it is the right signature; none without a secret.
    pub matches: Option<bool>,
}

/// Something that breaks a rule whatever the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Which rule.
    pub code: ProblemCode,
    /// The parameter concerned.
    pub name: Option<String>,
    /// What was found there.
    pub seen: Option<String>,
}

/// The rules a request can break whatever the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// There is no parameter in what was pasted.
    NoParameters,
    /// A documented parameter is missing.
    MissingParameter,
    /// A parameter that is not documented.
    UnknownParameter,
    /// A parameter is given twice.
    DuplicateParameter,
    /// A value holds `&`, a control character, or is not percent-encoded UTF-8.
    UnsignableValue,
    /// The timestamp is not one of milliseconds.
    Timestamp,
    /// `isUpComing` is neither `true` nor `false`.
    IsUpComing,
    /// `pageNum` is not a whole number from 1.
    PageNum,
    /// `pageSize` is not a whole number from 1 to 1000.
    PageSize,
    /// `userId` is empty or an e-mail address.
    UserId,
    /// Text extractors read `&times` as `×`.
    TimesSign,
    /// The secret is a placeholder or has white space at an end.
    Secret,
}

/// Explains a pasted request. `signature` overrides the one found in it; `secret` is used and not kept.
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
    let pasted = paste(request);
    let stages = stages(&pasted, secret);
    let header = signature
        .or(pasted.signature.as_deref())
        .map(str::trim)
        .filter(|header| !header.is_empty());
    Explanation {
        problems: problems(&pasted, secret),
        header: header.map(|value| read_header(value, &pasted, secret, &stages)),
        parameters: pasted.parameters,
        stages,
    }
}

/// None where the parameters cannot be signed. Sorted first: the query inserts each in its place,
/// which is quick at the end only.
fn canonical(pasted: &Pasted) -> Option<CanonicalQuery> {
    let mut sorted: Vec<(&str, &str)> = pasted
        .parameters
        .iter()
        .map(|parameter| (parameter.name.as_str(), parameter.value.as_str()))
        .collect();
    sorted.sort_unstable();
    let query = CanonicalQuery::new(sorted).ok();
    query.filter(|_| !pasted.parameters.is_empty())
}

fn stages(pasted: &Pasted, secret: Option<&str>) -> Stages {
    let query = canonical(pasted);
    let base_string = query.as_ref().map(CanonicalQuery::base_string);
    let mac = base_string
        .as_deref()
        .zip(secret.filter(|secret| !secret.is_empty()))
        .map(|(base, secret)| SigningKey::new(secret.as_bytes()).mac(base.as_bytes()));
    let default = || [BASE_URL, MEETING_LIST].concat();
    let endpoint = pasted.endpoint.clone().unwrap_or_else(default);
    Stages {
        base_string,
        mac: mac.as_ref().map(hex),
        signature: mac.map(|mac| mac.encode().as_str().to_string()),
        url: query.map(|query| [&endpoint, "?", &query.encoded()].concat()),
    }
}

fn hex(mac: &Mac) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    mac.as_bytes()
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// What is shown in place of the secret.
const MASK: &str = "••••••••";

fn read_header(value: &str, pasted: &Pasted, secret: Option<&str>, stages: &Stages) -> Header {
    let Shape { code, corrected } = match credential(value, pasted, secret) {
        // Corrected, it would be the secret in another spelling.
        Some(code) => Shape {
            code,
            corrected: None,
        },
        None => shape(value),
    };
    let shown = if code == ShapeCode::Secret {
        MASK
    } else {
        value
    };
    Header {
        value: shown.to_string(),
        shape: code,
        corrected,
        matches: stages.signature.as_ref().map(|right| right == value),
    }
}

/// The key or the secret, sent in the place of the signature. The key first: it is no secret, even
/// where it was given as one.
fn credential(header: &str, pasted: &Pasted, secret: Option<&str>) -> Option<ShapeCode> {
    let mut parameters = pasted.parameters.iter();
    let key = parameters.find(|parameter| parameter.name == "key" && !parameter.value.is_empty());
    if key.is_some_and(|key| shape::layers(header).any(|layer| layer == key.value)) {
        return Some(ShapeCode::Key);
    }
    // A placeholder is no secret.
    let secret = secret
        .map(str::trim)
        .filter(|secret| Credentials::new("key", secret.as_bytes()).is_ok())?;
    let shows = |text: &str| shows(text, secret);
    let found = shape::layers(header).any(|layer| {
        let encoded = shape::base64_text(&layer);
        shows(&layer) || encoded.is_some_and(|text| shows(&text))
    });
    found.then_some(ShapeCode::Secret)
}

/// A short secret may stand in a longer text by chance.
fn shows(text: &str, secret: &str) -> bool {
    text == secret || (secret.len() >= 8 && text.contains(secret))
}

/// The parameters of the meeting list (KB0065241).
const DOCUMENTED: [&str; 6] = [
    "isUpComing",
    "key",
    "pageNum",
    "pageSize",
    "timestamp",
    "userId",
];

fn problems(pasted: &Pasted, secret: Option<&str>) -> Vec<Problem> {
    let mut found = Vec::new();
    if pasted.parameters.is_empty() {
        found.push(problem(ProblemCode::NoParameters));
    } else {
        missing(pasted, &mut found);
    }
    wrong(pasted, &mut found);
    let refused = |secret: &str| Credentials::new("key", secret.as_bytes()).is_err();
    if secret.is_some_and(|secret| !secret.is_empty() && refused(secret)) {
        found.push(problem(ProblemCode::Secret));
    }
    found
}

fn problem(code: ProblemCode) -> Problem {
    Problem {
        code,
        name: None,
        seen: None,
    }
}

fn wrong(pasted: &Pasted, found: &mut Vec<Problem>) {
    let mut names = BTreeSet::new();
    for parameter in &pasted.parameters {
        let duplicate = !names.insert(parameter.name.as_str());
        let codes = [
            duplicate.then_some(ProblemCode::DuplicateParameter),
            unknown(parameter, pasted),
            unsignable(parameter),
            wrong_value(parameter),
        ];
        found.extend(codes.into_iter().flatten().map(|code| Problem {
            code,
            name: Some(parameter.name.clone()),
            seen: Some(parameter.raw.clone()),
        }));
    }
}

/// What the meeting list needs; other paths need `key` and `timestamp` alone.
fn missing(pasted: &Pasted, found: &mut Vec<Problem>) {
    let has = |name: &str| {
        pasted
            .parameters
            .iter()
            .any(|parameter| parameter.name == name)
    };
    let needed = DOCUMENTED
        .iter()
        .filter(|name| is_list(pasted) || matches!(**name, "key" | "timestamp"));
    found.extend(needed.filter(|name| !has(name)).map(|name| Problem {
        code: ProblemCode::MissingParameter,
        name: Some((*name).to_string()),
        seen: None,
    }));
}

/// A bare query is taken for one of the meeting list; everywhere else the endpoint decides.
fn is_list(pasted: &Pasted) -> bool {
    pasted.endpoint.as_ref().is_none_or(|endpoint| {
        let path = endpoint.strip_suffix('/').unwrap_or(endpoint);
        path.ends_with(MEETING_LIST)
    })
}

fn unknown(parameter: &Parameter, pasted: &Pasted) -> Option<ProblemCode> {
    if parameter.name.contains('×') || parameter.value.contains("×tamp=") {
        return Some(ProblemCode::TimesSign);
    }
    let documented = DOCUMENTED.contains(&parameter.name.as_str());
    (is_list(pasted) && !documented).then_some(ProblemCode::UnknownParameter)
}

fn unsignable(parameter: &Parameter) -> Option<ProblemCode> {
    let alone = [(parameter.name.as_str(), parameter.value.as_str())];
    let signable = parameter.decodes && CanonicalQuery::new(alone).is_ok();
    (!signable).then_some(ProblemCode::UnsignableValue)
}

fn wrong_value(parameter: &Parameter) -> Option<ProblemCode> {
    use crate::query::MeetingQuery;
    let value = parameter.value.as_str();
    let any_user = "u";
    let (right, code) = match parameter.name.as_str() {
        "timestamp" => (Timestamp::parse(value).is_ok(), ProblemCode::Timestamp),
        "userId" => (MeetingQuery::new(value).is_ok(), ProblemCode::UserId),
        "isUpComing" => (matches!(value, "true" | "false"), ProblemCode::IsUpComing),
        "pageNum" => (
            MeetingQuery::parse(any_user, "", value, "").is_ok() && !value.is_empty(),
            ProblemCode::PageNum,
        ),
        "pageSize" => (
            MeetingQuery::parse(any_user, "", "", value).is_ok() && !value.is_empty(),
            ProblemCode::PageSize,
        ),
        _ => return None,
    };
    (!right).then_some(code)
}
