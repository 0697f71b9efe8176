//! The overall result.

use serde::Serialize;

use crate::explain::finding::{Finding, FindingCode, Grade, Stage};
use crate::explain::parse::case::Case;
use crate::explain::report::proof::Proof;

/// The overall result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The header is the correct signature of this request. Findings say what else may be wrong.
    Correct,
    /// The header is the correct signature, but with another of the given secrets than the first.
    OtherSecret,
    /// A mistake reproduces the header.
    Proved,
    /// The request breaks a rule that does not depend on the secret.
    Certain,
    /// Nothing is certain, but there is a possible cause.
    Possible,
    /// No known mistake reproduces the header. Most likely the secret is wrong.
    NotFound,
    /// Nothing is wrong as far as can be checked without the secret.
    NoSecret,
    /// There is no header to explain. The correct one is shown if a secret was given.
    NoSignature,
    /// There is no request in the text.
    NoRequest,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 9] = [
        Self::Correct,
        Self::OtherSecret,
        Self::Proved,
        Self::Certain,
        Self::Possible,
        Self::NotFound,
        Self::NoSecret,
        Self::NoSignature,
        Self::NoRequest,
    ];
}

pub(in crate::explain) fn verdict(case: &Case<'_>, findings: &[Finding], proof: Option<&Proof>) -> Verdict {
    if !case.is_request() {
        return Verdict::NoRequest;
    }
    if let Some(found) = proved(findings, proof) {
        return found;
    }
    let any = |grade| findings.iter().any(|finding| finding.grade == grade);
    if any(Grade::Certain) {
        Verdict::Certain
    } else if case.header.is_none() {
        Verdict::NoSignature
    } else if proof.is_some_and(|proof| !proof.is_right) {
        Verdict::Possible
    } else if !case.secrets.is_empty() {
        Verdict::NotFound
    } else if any(Grade::Possible) {
        Verdict::Possible
    } else {
        Verdict::NoSecret
    }
}

fn proved(findings: &[Finding], proof: Option<&Proof>) -> Option<Verdict> {
    let proof = proof?;
    let mistakes = findings.iter().filter(|finding| finding.grade == Grade::Proved);
    let only_other = mistakes
        .clone()
        .all(|finding| finding.what.code == FindingCode::OtherSecret);
    if mistakes.count() > 0 {
        return Some(if only_other {
            Verdict::OtherSecret
        } else {
            Verdict::Proved
        });
    }
    let broken = findings
        .iter()
        .any(|finding| finding.grade == Grade::Certain && !is_beside(finding));
    (proof.is_right && !broken).then_some(Verdict::Correct)
}

/// Whether the finding is unrelated to how the signature was made.
fn is_beside(finding: &Finding) -> bool {
    use FindingCode::{TimestampAhead, TimestampExpired, TimestampZone};
    finding.stage == Stage::Response || matches!(finding.what.code, TimestampAhead | TimestampExpired | TimestampZone)
}
