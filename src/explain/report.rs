//! Says what was found: findings, verdict, stages and the corrected request. It hides the secrets.

pub(super) mod corrected;
pub(super) mod explanation;
pub(super) mod header;
mod mask;
mod proof;
pub(super) mod stages;
pub(super) mod verdict;

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::check;
use super::finding::{Finding, FindingCode, Grade, Note, Stage};
use super::parse::case::Case;
use super::search::{Found, Searched};
use corrected::corrected;
use explanation::{Explanation, Slice};
use header::Header;
use mask::Hidden;
use proof::Proof;
use stages::stages;
use verdict::verdict;

/// The whole result of a search.
pub(super) fn explanation(case: &Case<'_>, found: &Found) -> Explanation {
    assemble(case, Proof::of(case, found).as_ref(), found.searched)
}

/// The result of one part of a search for two mistakes.
pub(super) fn slice(case: &Case<'_>, found: &Found) -> Slice {
    let proof = Proof::of(case, found);
    Slice {
        total: found.total,
        searched: found.searched,
        explanation: proof.map(|proof| assemble(case, Some(&proof), found.searched)),
    }
}

fn assemble(case: &Case<'_>, proof: Option<&Proof>, searched: Searched) -> Explanation {
    let stages = stages(case);
    let header = case.header.as_deref().map(|header| header::read(header, case, &stages));
    let findings = findings(case, header.as_ref(), proof);
    let repaired = header.as_ref().and_then(|header| header.corrected.as_deref());
    let signed_with = proof.and_then(|proof| case.secrets.get(proof.secret));
    let mut explanation = Explanation {
        verdict: verdict(case, &findings, proof),
        corrected: corrected(case, &findings, repaired),
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
    let looks = header.and_then(|header| check::header::code(header.shape));
    let looks = looks.filter(|code| !proof.is_some_and(|proof| proof.explains(*code)));
    let of_looks = looks.map(|code| Finding::certain(Note::new(code)));
    findings.extend(of_looks);
    findings.extend(check::all(case).into_iter().map(|finding| graded(case, finding)));
    let mut known = BTreeSet::new();
    let mut index = 0;
    findings.retain(|finding| {
        index += 1;
        known.insert(key(&finding.what)) || index <= proved
    });
    findings.sort_by_key(|finding| finding.grade);
    findings
}

/// A text that may be no request proves nothing.
fn graded(case: &Case<'_>, finding: Finding) -> Finding {
    let rests_on_text = matches!(finding.stage, Stage::Query | Stage::Request);
    let is_doubtful = case.pasted.doubtful && rests_on_text && finding.grade == Grade::Certain;
    Finding {
        grade: if is_doubtful { Grade::Possible } else { finding.grade },
        ..finding
    }
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
