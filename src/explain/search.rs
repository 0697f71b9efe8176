//! Finds the wrong variant of signing that reproduces the sent header.

pub(super) mod dates;
pub(super) mod deep;
pub(super) mod digests;
pub(super) mod hashes;
pub(super) mod limits;
pub(super) mod message;
pub(super) mod mistakes;
pub(super) mod model;
pub(super) mod recipe;
pub(super) mod single;
pub(super) mod sweep;
pub(super) mod trials;
pub(super) mod variants;

use alloc::vec::Vec;

use serde::Serialize;

use crate::explain::check::header::credential;
use crate::explain::parse::case::Case;
use crate::query::MAX_PARAMETERS;
use deep::Plan;
use digests::Digest;
use limits::{HASHED, is_searched};
use model::Model;
use recipe::Recipe;
use trials::{Match, Search};

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

/// The result of a search.
pub(super) struct Found {
    pub(super) model: Model,
    pub(super) digests: Vec<Digest>,
    /// The recipes that reproduce the header.
    pub(super) matches: Vec<Match>,
    pub(super) searched: Searched,
    /// The number of hypotheses of the whole search, of which this may be a part.
    pub(super) total: u64,
    /// Whether nothing is left to search for.
    pub(super) settled: bool,
}

impl Found {
    fn nothing(case: &Case<'_>, complete: bool) -> Self {
        Self {
            model: Model::right(case),
            digests: Vec::new(),
            matches: Vec::new(),
            searched: Searched {
                complete,
                ..Searched::default()
            },
            total: 0,
            settled: true,
        }
    }
}

/// Tries the correct recipe, then every single mistake.
pub(super) fn one(case: &Case<'_>, limit: u64) -> Found {
    let digests = digests_of(case);
    let is_too_long = case.pasted.parameters.len() > MAX_PARAMETERS;
    if case.secrets.is_empty() || digests.is_empty() || is_too_long {
        return Found::nothing(case, !is_too_long);
    }
    // The first hypothesis is the request without a mistake, so one comparison is always made.
    let limit = if is_searched(case) { limit } else { 1 };
    let right = |search: &mut Search<'_>| search.check(Recipe::default()).into_iter().collect();
    let found = run(case, Model::right(case), digests, limit, &right);
    if limit <= 1 || !found.matches.is_empty() {
        return found;
    }
    let model = model(case, &found.digests, true);
    run(case, model, found.digests, limit, &single::one)
}

fn run(
    case: &Case<'_>,
    model: Model,
    digests: Vec<Digest>,
    limit: u64,
    work: &dyn Fn(&mut Search<'_>) -> Vec<Match>,
) -> Found {
    let mut search = Search::new(&model, &digests, case.timestamp(), limit, HASHED);
    let matches = work(&mut search);
    let searched = searched(&search, 1);
    Found {
        total: searched.hypotheses,
        settled: !matches.is_empty() || !is_searched(case),
        searched,
        matches,
        model,
        digests,
    }
}

/// Tries `count` pairs of mistakes from number `start`.
pub(super) fn two(case: &Case<'_>, start: u64, count: u64) -> Found {
    let digests = digests_of(case);
    if case.secrets.is_empty() || digests.is_empty() || !is_searched(case) {
        return Found::nothing(case, false);
    }
    let model = model(case, &digests, false);
    // `count` already limits this part.
    let mut search = Search::new(&model, &digests, case.timestamp(), u64::MAX, u64::MAX);
    // The signature of what was sent needs no mistake.
    if search.check(Recipe::default()).is_some() {
        return Found::nothing(case, true);
    }
    // `count` is the number of pairs. The check above does not count.
    search.tried = 0;
    let plan = Plan::of(&search);
    let total = plan.total();
    let end = total.min(start.saturating_add(count));
    let matches: Vec<Match> = plan.run(&mut search, start, end).into_iter().collect();
    Found {
        settled: !matches.is_empty(),
        searched: searched(&search, 2),
        total,
        matches,
        model,
        digests,
    }
}

/// A secret or key sent as the signature needs no search.
fn digests_of(case: &Case<'_>) -> Vec<Digest> {
    let header = case
        .header
        .as_deref()
        .filter(|header| credential(header, case).is_none());
    header.map(digests::digests).unwrap_or_default()
}

fn model(case: &Case<'_>, digests: &[Digest], rare: bool) -> Model {
    let lengths: Vec<usize> = digests.iter().map(|digest| digest.bytes.len()).collect();
    Model::of(case, &lengths, rare)
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
