//! Which mistakes are known, for the test that compares them with the texts.

use alloc::vec::Vec;

use super::digests::digests;
use super::model::Model;
use crate::explain::finding::{FindingCode, Note};
use crate::explain::parse::case::{Case, Input};

/// Every mistake that the search knows for this request: its code, and its variant if there are several.
#[doc(hidden)]
#[must_use]
pub fn mistakes(input: &Input<'_>) -> Vec<(FindingCode, Option<&'static str>)> {
    let case = Case::read(input);
    let digests = case.header.as_deref().map(digests).unwrap_or_default();
    let Model {
        mutations,
        orders,
        spellings,
        joins,
        affixes,
        keys,
        functions,
        pairs: _,
    } = Model::of(&case, &[16, 20, 28, 32, 48, 64], true);
    let mut notes: Vec<Note> = Vec::new();
    notes.extend(mutations.all.into_iter().map(|variant| variant.note));
    notes.extend(orders.into_iter().map(|variant| variant.note));
    notes.extend(spellings.into_iter().map(|variant| variant.note));
    notes.extend(joins.all.into_iter().map(|variant| variant.note));
    notes.extend(affixes.all.into_iter().map(|variant| variant.note));
    notes.extend(keys.all.into_iter().flat_map(|key| key.notes));
    notes.extend(functions.into_iter().map(|variant| variant.note));
    notes.extend(digests.into_iter().filter_map(|digest| digest.note));
    notes.into_iter().map(|note| (note.code, note.mistake)).collect()
}
