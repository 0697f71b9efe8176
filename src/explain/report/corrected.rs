//! The corrected request.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;

use super::verdict::Verdict;
use crate::explain::blank::is_blank;
use crate::explain::check::timestamp::millis;
use crate::explain::check::values::boolean;
use crate::explain::finding::{Finding, FindingCode, Grade, Note};
use crate::explain::names::{DOCUMENTED, PATHS, is_documented, is_signature, is_tool, nearly, parameter};
use crate::explain::parse::address::Address;
use crate::explain::parse::case::{Case, canonical};
use crate::explain::parse::parameter::Parameter;
use crate::parameters::Kind;
use crate::query::{MAX_PARAMETERS, percent_decode};
use crate::request::{BASE_URL, MEETING_LIST, SIGNATURE_HEADER};
use crate::signature::SigningKey;
use crate::time::Timestamp;

/// The corrected request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Corrected {
    /// The text to sign.
    pub base_string: String,
    /// The URL to send.
    pub url: String,
    /// The signature under the secret, or the sent signature in the correct encoding.
    pub header: Option<String>,
    /// Commands that send the request.
    pub curl: Option<Curl>,
}

/// The same command, quoted for three shells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Curl {
    /// `'…'`
    pub bash: String,
    /// `"…"`
    pub cmd: String,
    /// `'…'`, where `''` is a quote.
    pub powershell: String,
}

/// Only what is proved or certain is corrected.
pub(in crate::explain) fn corrected(
    case: &Case<'_>,
    findings: &[Finding],
    verdict: Verdict,
    repaired: Option<&str>,
) -> Option<Corrected> {
    if case.pasted.doubtful || case.pasted.parameters.len() > MAX_PARAMETERS {
        return None;
    }
    let is_wrong = |finding: &Finding| finding.grade < Grade::Possible;
    let pairs = if verdict != Verdict::Correct && findings.iter().any(is_wrong) {
        pairs(case, findings)
    } else {
        case.pasted.parameters.clone()
    };
    let query = canonical(&pairs)?;
    let base_string = query.base_string();
    let endpoint = endpoint(case, findings);
    let url = [&endpoint, "?", &query.encoded()].concat();
    let unchanged = case
        .pasted
        .parameters
        .iter()
        .all(|parameter| query.value(&parameter.name) == Some(&parameter.value))
        && query.iter().count() == case.pasted.parameters.len();
    let signed = case.secret().map(|secret| {
        SigningKey::new(secret.as_bytes())
            .sign(base_string.as_bytes())
            .as_str()
            .to_string()
    });
    let header = signed.or_else(|| repaired.filter(|_| unchanged).map(ToString::to_string));
    let curl = header
        .as_deref()
        .map(|header| curl(method(case, &endpoint), &url, header));
    Some(Corrected {
        base_string,
        url,
        header,
        curl,
    })
}

/// The corrected parameters, as far as they can be known.
fn pairs(case: &Case<'_>, findings: &[Finding]) -> Vec<Parameter> {
    let mut kept: Vec<Parameter> = Vec::new();
    // A parameter that a tool added may have been signed, too.
    let is_of_signing =
        |finding: &Finding| finding.grade == Grade::Proved || finding.what.code == FindingCode::HeaderInQuery;
    let is_signed_wrongly = findings.iter().any(is_of_signing);
    let mut names: Vec<String> = Vec::new();
    for pair in apart(case.pasted.parameters.iter().map(with_plus).collect()) {
        let bare: String = pair.name.chars().filter(|char| !is_blank(*char)).collect();
        let bare = bare.strip_prefix("amp;").unwrap_or(&bare);
        let is_known = is_documented(bare) || nearly(bare).is_some();
        let name = if is_known { bare } else { pair.name.as_str() };
        let meant = nearly(name).filter(|meant| case.value(meant).is_none());
        let name = meant.unwrap_or(name);
        let is_extra = is_tool(name) || (pair.value.is_empty() && !is_documented(name));
        let added = is_signature(name) || (is_extra && is_signed_wrongly);
        if !added && !names.iter().any(|known| known == name) {
            names.push(name.to_string());
            let value = signed_timestamp(name, findings).unwrap_or_else(|| value(name, &pair.value));
            kept.push(Parameter::plain(name, value));
        }
    }
    let missing = findings
        .iter()
        .filter(|finding| finding.what.code == FindingCode::ParameterNotSent);
    for Note { name, seen, .. } in missing.map(|finding| &finding.what) {
        let (Some(added), Some(values)) = (name, seen) else {
            continue;
        };
        for (name, value) in added.split(", ").zip(values.split(", ")) {
            if is_documented(name) && !names.iter().any(|known| known == name) {
                names.push(name.to_string());
                kept.push(Parameter::plain(name, value));
            }
        }
    }
    kept
}

/// No key and no user ID contains a space, so a `+` in one is a `+`.
fn with_plus(pair: &Parameter) -> Parameter {
    let kind = parameter(&pair.name).map(|parameter| parameter.rule.kind);
    let is_plus = matches!(kind, Some(Kind::Text | Kind::UserId)) && pair.decodes && pair.raw.contains('+');
    let value = is_plus.then(|| percent_decode(&pair.raw.replace('+', "%2B")).ok());
    Parameter::plain(
        pair.name.as_str(),
        value.flatten().unwrap_or_else(|| pair.value.clone()),
    )
}

/// The signed timestamp in milliseconds, if only the sent one is in seconds.
fn signed_timestamp(name: &str, findings: &[Finding]) -> Option<String> {
    let is_sent =
        |finding: &&Finding| finding.what.code == FindingCode::TimestampSeconds && finding.what.mistake == Some("sent");
    let found = findings.iter().find(is_sent).filter(|_| name == "timestamp")?;
    found.what.seen.clone()
}

/// Splits a value that contains other parameters because their separator was escaped or changed.
fn apart(pairs: Vec<Parameter>) -> Vec<Parameter> {
    let mut found = Vec::new();
    for pair in pairs {
        let name = pair.name.strip_prefix("amp;").unwrap_or(&pair.name);
        let mut text = [name, "=", &pair.value].concat();
        for mark in ["×tamp", "&times;tamp"] {
            text = text.replace(mark, "&timestamp");
        }
        for mark in ["&amp;", "%26", "\\u0026"] {
            text = text.replace(mark, "&");
        }
        for known in &DOCUMENTED {
            let name = known.rule.name;
            text = text.replace(&[";", name, "="].concat(), &["&", name, "="].concat());
        }
        let parts = text.split('&').filter(|part| !part.is_empty());
        found.extend(parts.map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Parameter::plain(name, value)
        }));
    }
    found
}

fn value(name: &str, value: &str) -> String {
    let bare: String = value
        .chars()
        .filter(|char| !is_blank(*char) && !"\"'“”‘’".contains(*char))
        .collect();
    match parameter(name).map(|parameter| parameter.rule.kind) {
        Some(Kind::Timestamp) if Timestamp::parse(&bare).is_err() => millis(&bare).unwrap_or(bare),
        Some(Kind::Boolean) => boolean(&bare).map_or(bare, ToString::to_string),
        Some(Kind::Whole { .. }) => whole(&bare),
        Some(Kind::Text | Kind::UserId | Kind::Timestamp) => bare,
        None => value.to_string(),
    }
}

fn whole(text: &str) -> String {
    let number = text.split('.').next().unwrap_or(text).trim_start_matches(['0', '+']);
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if digits { number.to_string() } else { text.to_string() }
}

fn endpoint(case: &Case<'_>, findings: &[Finding]) -> String {
    let endpoint = case.endpoint();
    let expected = |code| {
        // The address may be a proxy's, so it stays.
        let is_wrong = |finding: &&Finding| finding.what.code == code && finding.grade == Grade::Certain;
        let mut wrong = findings.iter().filter(is_wrong);
        wrong.find_map(|finding| finding.what.expected.clone())
    };
    let host = expected(FindingCode::WrongHost);
    let path = expected(FindingCode::WrongPath);
    if host.is_none() && path.is_none() && expected(FindingCode::NotHttps).is_none() {
        return endpoint;
    }
    let own = Address::of(&endpoint);
    // A local server has no certificate.
    let is_kept = host.is_none() && expected(FindingCode::NotHttps).is_none();
    let scheme = if is_kept { own.scheme } else { "https" };
    let path = path.unwrap_or_else(|| {
        if own.path.len() > 1 {
            own.path.to_string()
        } else {
            [Address::of(BASE_URL).path, MEETING_LIST].concat()
        }
    });
    [scheme, "://", host.as_deref().unwrap_or(own.host), &path].concat()
}

/// The documented method of a documented endpoint; the sent method for others.
fn method<'a>(case: &'a Case<'_>, endpoint: &str) -> &'a str {
    let documented = PATHS.iter().find(|(path, _)| endpoint.ends_with(path));
    documented.map_or_else(|| case.method(), |(_, method)| method)
}

fn curl(method: &str, url: &str, header: &str) -> Curl {
    let field = [SIGNATURE_HEADER, ": ", header].concat();
    let command = |name: &str, quoted: &dyn Fn(&str) -> String| {
        let verb = if method.eq_ignore_ascii_case("GET") {
            String::new()
        } else {
            [" -X ", &quoted(method)].concat()
        };
        [name, &verb, " ", &quoted(url), " -H ", &quoted(&field)].concat()
    };
    Curl {
        bash: command("curl", &|text| ["'", &text.replace('\'', "'\\''"), "'"].concat()),
        cmd: command("curl.exe", &|text| ["\"", &text.replace('"', "%22"), "\""].concat()),
        powershell: command("curl.exe", &|text| ["'", &text.replace('\'', "''"), "'"].concat()),
    }
}
