//! Says what was found: findings, verdict, stages and the corrected request. It hides the secrets.

pub(super) mod corrected;
pub(super) mod explanation;
pub(super) mod header;
mod mask;
mod proof;
pub(super) mod stages;
pub(super) mod verdict;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::check;
use super::finding::{Finding, FindingCode, Grade, Note, Stage};
use super::parse::case::Case;
use super::parse::paste::Source;
use super::parse::shape::{Shape, ShapeCode};
use super::search::Found;
use super::sorting::sort;
use corrected::corrected;
use explanation::{Explanation, Slice};
use mask::Hidden;
use proof::Proof;
use stages::stages;
use verdict::{Verdict, verdict};

/// The whole result of a search.
pub(super) fn explanation(case: &Case<'_>, found: &Found) -> Explanation {
    assemble(case, Proof::of(case, found).as_ref(), found)
}

/// The result of one part of a search for two mistakes.
pub(super) fn slice(case: &Case<'_>, found: &Found) -> Slice {
    let proof = Proof::of(case, found);
    Slice {
        total: found.total,
        searched: found.searched,
        explanation: proof.map(|proof| assemble(case, Some(&proof), found)),
    }
}

fn assemble(case: &Case<'_>, proof: Option<&Proof>, found: &Found) -> Explanation {
    let shape = case.header.as_deref().map(|header| header::seen(header, case));
    let right = case.signature();
    let damage = case.header.as_deref().zip(right.as_deref());
    let damage = damage.and_then(|(header, right)| check::header::damage(header, right));
    let mut findings = findings(case, shape.as_ref(), damage.clone(), proof);
    let verdict = verdict(case, &findings, proof);
    let is_request = verdict != Verdict::NoRequest;
    // There is nothing to judge.
    findings.retain(|_| is_request);
    let repaired = shape.as_ref().and_then(|shape| shape.corrected.as_deref());
    let corrected = corrected(case, &findings, verdict, repaired).filter(|_| is_request);
    let right = corrected.as_ref().and_then(|corrected| corrected.header.as_deref());
    // A part of the correct signature may be as long as another digest.
    let is_damaged = damage.is_some() && proof.is_none();
    let read = |(header, shape): (&String, &Shape)| {
        let code = match &damage {
            Some(note) if is_damaged => shape_of(note),
            _ => shape.code,
        };
        header::read(header, code, right)
    };
    let signed_with = proof.and_then(|proof| case.secrets.get(proof.secret));
    let header = case.header.as_ref().zip(shape.as_ref()).map(read);
    let mut explanation = Explanation {
        verdict,
        findings,
        stages: stages(case, header.as_ref(), corrected.as_ref(), proof),
        header,
        corrected,
        parameters: case.examined().filter(|_| is_request).cloned().collect(),
        signed_with: signed_with.map(|given| given.label.to_string()),
        signed: proof.and_then(|proof| proof.signed.clone()),
        searched: found.searched,
        settled: found.settled || damage.is_some() || case.pasted.parameters.is_empty() || !is_request,
        source: case.pasted.source,
    };
    let is_swapped = explanation
        .findings
        .iter()
        .any(|finding| finding.what.code == FindingCode::KeyAndSecretSwapped);
    Hidden::of(case, is_swapped).hide(&mut explanation);
    explanation
}

fn shape_of(damage: &Note) -> ShapeCode {
    match damage.code {
        FindingCode::HeaderPrefixed => ShapeCode::Prefixed,
        FindingCode::HeaderHex => ShapeCode::Hex,
        _ => ShapeCode::Corrupted,
    }
}

/// Findings in the order proved, certain, possible.
fn findings(case: &Case<'_>, shape: Option<&Shape>, damage: Option<Note>, proof: Option<&Proof>) -> Vec<Finding> {
    let mut findings = proof.map(|proof| proof.findings(&case.pasted)).unwrap_or_default();
    let proved = findings.len();
    let looks = shape.and_then(|shape| check::header::code(shape.code));
    let looks = looks.filter(|code| !proof.is_some_and(|proof| proof.explains(*code)));
    let of_looks = match damage.filter(|_| proof.is_none()) {
        Some(damage) => Some(damage),
        None => looks.map(|code| match (code, &case.header) {
            (FindingCode::HeaderUnknown, Some(header)) if check::header::is_token(header) => {
                Note::variant(code, "token")
            }
            _ => Note::new(code),
        }),
    };
    let graded = |finding| graded(case, proof.is_some(), finding);
    let of_looks = of_looks.map(|note| graded(Finding::certain(note)));
    findings.extend(of_looks);
    findings.extend(check::all(case).into_iter().map(graded));
    let mut kept: Vec<Finding> = Vec::new();
    for (index, finding) in findings.into_iter().enumerate() {
        if index < proved || !kept.iter().any(|other| is_same(&other.what, &finding.what)) {
            kept.push(finding);
        }
    }
    sort(&mut kept, &|one, other| one.grade < other.grade);
    kept
}

/// If the text may not be the request, the rules that it breaks are only possible mistakes. `is_explained`: what was
/// read gives the header.
fn graded(case: &Case<'_>, is_explained: bool, finding: Finding) -> Finding {
    let rests_on_text = matches!(finding.stage, Stage::Query | Stage::Request);
    // Elsewhere, a display can have other text around a value.
    let is_exact = case.pasted.exact || case.is_given;
    let is_of_display = finding.what.mistake != Some("token")
        && matches!(
            finding.what.code,
            FindingCode::HeaderUnknown | FindingCode::HeaderPrefixed | FindingCode::HeaderKey
        );
    let rests_on_header =
        finding.stage == Stage::Signature && (case.is_header_doubtful || (is_of_display && !is_exact));
    // A list can have marks around its values, and other names.
    let is_of_list = finding.what.mistake == Some("placeholder")
        || matches!(
            finding.what.code,
            FindingCode::DuplicateParameter
                | FindingCode::MisspeltParameter
                | FindingCode::KeyPlaceholder
                | FindingCode::UserId
        );
    let is_list = case.pasted.source == Source::List;
    // A part of a list can be missed. So can the rest of a base string in a display.
    let is_query = case.pasted.source == Source::Query;
    let is_loose = is_query && case.header.is_some() && !case.secrets.is_empty();
    let is_missed = match finding.what.code {
        FindingCode::MissingParameter | FindingCode::MisspeltParameter => is_list || is_loose,
        FindingCode::WrongHost | FindingCode::WrongPath | FindingCode::WrongMethod | FindingCode::NotHttps => is_list,
        _ => false,
    };
    let is_listed = (is_of_list && is_list) || (is_missed && !is_explained);
    // A test and a mock server also have the response that they expect.
    let is_accepted = matches!(
        finding.what.code,
        FindingCode::ResponseAccepted | FindingCode::ResponseEmptyList
    );
    let is_expected = is_accepted && !case.is_response_sure;
    let is_read_with_doubt = is_expected
        || is_listed
        || case.pasted.source == Source::Nothing
        || case.pasted.foreign
        || (case.pasted.doubtful && rests_on_text)
        || rests_on_header;
    let is_doubtful = is_read_with_doubt && finding.grade == Grade::Certain;
    Finding {
        grade: if is_doubtful { Grade::Possible } else { finding.grade },
        ..finding
    }
}

/// Whether one of the two findings is enough.
fn is_same(one: &Note, other: &Note) -> bool {
    // Only the rule names the parameter of these; the search is about all parameters.
    let is_of_all = matches!(one.code, FindingCode::EscapedSeparator | FindingCode::PlusInUrl);
    one.code == other.code && (one.name == other.name || is_of_all)
}
