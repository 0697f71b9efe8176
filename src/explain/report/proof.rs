//! Turns the matches of a search into findings.

use alloc::string::String;
use alloc::vec::Vec;

use crate::explain::finding::{Finding, FindingCode, Grade, Note};
use crate::explain::parse::case::Case;
use crate::explain::parse::paste::{Pasted, Source};
use crate::explain::search::Found;
use crate::explain::search::message::{message, signed_order};
use crate::explain::search::model::Model;
use crate::explain::search::recipe::Recipe;
use crate::explain::search::trials::Match;
use crate::explain::sorting::sort;

/// How the header was made. The search found only this recipe and its alternatives.
#[derive(Debug, Clone)]
pub(in crate::explain) struct Proof {
    /// The mistakes; empty if the digest is correct.
    pub(in crate::explain) notes: Vec<Note>,
    pub(in crate::explain) alternatives: Vec<Note>,
    /// How the header encodes the digest, if the encoding is wrong.
    pub(in crate::explain) spelling: Option<Note>,
    /// Whether the digest is correct under the first secret.
    pub(in crate::explain) is_right: bool,
    /// The index of the secret that was used.
    pub(in crate::explain) secret: usize,
    /// The text that was signed, if it can be shown.
    pub(in crate::explain) signed: Option<String>,
    /// The bytes in the header.
    pub(in crate::explain) digest: Vec<u8>,
}

impl Proof {
    /// Of several matches, the one with the fewest mistakes wins.
    pub(in crate::explain) fn of(case: &Case<'_>, found: &Found) -> Option<Self> {
        let Found {
            model,
            digests,
            matches,
            ..
        } = found;
        let timestamp = case.value("timestamp").unwrap_or_default();
        let notes = |found: &Match| notes(model, &found.recipe, timestamp);
        let mut variants: Vec<(Vec<Note>, &Match)> = matches.iter().map(|found| (notes(found), found)).collect();
        sort(&mut variants, &|(one, _), (other, _)| one.len() < other.len());
        let mut variants = variants.into_iter();
        let (mut notes, first) = variants.next()?;
        // Key and secret have the same value: one of them was used twice.
        if notes.is_empty() && case.has_secret_as_key() {
            notes.push(Note::variant(FindingCode::KeyAsSecret, "key"));
        }
        let mut alternatives: Vec<Note> = Vec::new();
        for (others, _) in variants {
            if let [other] = others.as_slice()
                && !is_same(notes.as_slice(), other)
                && !alternatives
                    .iter()
                    .any(|known| is_same(core::slice::from_ref(known), other))
            {
                alternatives.push(other.clone());
            }
        }
        let key = model.keys.get(first.recipe.key);
        let shows_secret = notes.iter().any(|note| note.code == FindingCode::SecretSigned);
        let signed = String::from_utf8(message(model, &first.recipe)).ok();
        Some(Self {
            signed: signed.filter(|_| !shows_secret),
            is_right: notes.is_empty() && first.recipe == Recipe::default(),
            notes,
            alternatives,
            spelling: digests.get(first.digest).and_then(|digest| digest.note.clone()),
            secret: key.map_or(0, |key| key.secret),
            digest: digests
                .get(first.digest)
                .map(|digest| digest.bytes.clone())
                .unwrap_or_default(),
        })
    }

    /// If the text may not be the request as it was sent, it proves no difference from what was signed.
    pub(in crate::explain) fn findings(&self, pasted: &Pasted) -> Vec<Finding> {
        use FindingCode::{
            EncodedValues, InvisibleCharacter, IsUpComing, PageNum, PageSize, ParameterNotSent, ParameterNotSigned,
            PlusInUrl, TextEncoding, TimestampFormat, ValueDiffers,
        };
        let is_of_sending = |note: &Note| {
            let codes = [
                EncodedValues,
                InvisibleCharacter,
                IsUpComing,
                PageNum,
                PageSize,
                ParameterNotSent,
                ParameterNotSigned,
                PlusInUrl,
                TimestampFormat,
                ValueDiffers,
            ];
            codes.contains(&note.code)
        };
        // Words of a display can stand before a base string, without a space.
        let is_cut =
            |note: &Note| (note.code, note.mistake) == (TextEncoding, Some("cut")) && pasted.source == Source::Query;
        let grade = |note: &Note| {
            if (pasted.doubtful && is_of_sending(note)) || is_cut(note) {
                Grade::Possible
            } else {
                Grade::Proved
            }
        };
        let all = self.notes.iter().chain(&self.spelling);
        let mut findings: Vec<Finding> = all.map(|note| Finding::new(grade(note), note.clone())).collect();
        if let Some(first) = findings.first_mut().filter(|_| !self.notes.is_empty()) {
            first.alternatives.clone_from(&self.alternatives);
        }
        findings
    }

    /// Whether the search already explains this finding about the header's shape.
    pub(in crate::explain) fn explains(&self, code: FindingCode) -> bool {
        use FindingCode::{DigestAlgorithm, HeaderMd5, HeaderSha256, HeaderSha512, HeaderUnknown, PlainHash};
        let is_hash = |note: &Note| matches!(note.code, DigestAlgorithm | PlainHash | FindingCode::ArgumentsSwapped);
        let length = matches!(code, HeaderMd5 | HeaderSha256 | HeaderSha512 | HeaderUnknown);
        (length && self.notes.iter().any(is_hash)) || self.spelling.is_some()
    }
}

fn is_same(notes: &[Note], other: &Note) -> bool {
    notes
        .iter()
        .any(|note| note.code == other.code && note.mistake == other.mistake && note.name == other.name)
}

fn notes(model: &Model, recipe: &Recipe, timestamp: &str) -> Vec<Note> {
    let mut notes = recipe.notes(model, timestamp);
    let order = recipe.order.and_then(|order| signed_order(model, order));
    for note in notes.iter_mut().filter(|note| note.code == FindingCode::ParameterOrder) {
        note.seen.clone_from(&order);
        note.expected = Some(sorted(model));
    }
    // The same mistake in name and value counts once.
    notes.dedup_by(|one, other| one.code == other.code && one.code == FindingCode::EscapedSeparator);
    notes
}

fn sorted(model: &Model) -> String {
    let mut names: Vec<&str> = model.pairs.iter().map(|pair| pair.name.as_str()).collect();
    sort(&mut names, &|one, other| one < other);
    names.join(", ")
}
