//! Two clock reads: the base string with every timestamp near the one sent, its digits counted up in place.

use alloc::vec::Vec;

use super::hypotheses::Recipe;
use super::hypotheses::macs::Function;
use super::message::message;
use super::search::{Match, Search};
use crate::time::decimal;

/// How far the clock of a single mistake is searched, either way.
const MINUTE_MS: u64 = 60_000;

/// Runs of timestamps to try.
pub(super) struct Range {
    pub(super) first: u64,
    pub(super) count: u64,
}

/// About the timestamp sent: in milliseconds, and in seconds. What was sent in seconds may have been signed in either.
pub(super) fn ranges(sent: Option<u64>, reach_ms: u64) -> Vec<Range> {
    const SECONDS: core::ops::Range<u64> = 1_000_000_000..10_000_000_000;
    const MILLIS: core::ops::Range<u64> = 1_000_000_000_000..10_000_000_000_000;
    let around = |middle: u64, reach: u64| Range {
        first: middle - reach,
        count: 2 * reach + 1,
    };
    match sent {
        Some(sent) if MILLIS.contains(&sent) => {
            Vec::from([around(sent, reach_ms), around(sent / 1000, reach_ms / 1000)])
        }
        Some(sent) if SECONDS.contains(&sent) => Vec::from([
            around(sent, reach_ms / 1000),
            Range {
                first: sent * 1000 - reach_ms,
                count: 2 * reach_ms + 1000,
            },
        ]),
        _ => Vec::new(),
    }
}

/// The right recipe but for the timestamp.
pub(super) fn near(search: &mut Search<'_>) -> Option<Match> {
    if !search.wants(20) {
        return None;
    }
    let ranges = ranges(search.timestamp, MINUTE_MS);
    ranges
        .into_iter()
        .find_map(|range| run(search, Recipe::default(), &range))
}

/// Every timestamp of a range under one recipe.
pub(super) fn run(search: &mut Search<'_>, recipe: Recipe, range: &Range) -> Option<Match> {
    let template = message(
        search.model,
        &Recipe {
            timestamp: Some(range.first),
            ..recipe
        },
    );
    let function = search.model.functions.get(recipe.function)?.what;
    let place = place_of(&template, &decimal(range.first)).filter(|_| function == Function::RIGHT);
    // What stands before the digits is hashed once.
    let hashed = template.len() - place.unwrap_or(0);
    let count = range.count.min(search.left(hashed));
    search.timestamps += count;
    let found = match place {
        Some(place) => fast(search, recipe, &template, place, range.first, count),
        None => (0..count).find_map(|step| {
            let timestamp = Some(range.first + step);
            search.check(Recipe { timestamp, ..recipe })
        }),
    };
    if count < range.count {
        search.end();
    }
    found
}

/// Where the digits stand, if they stand there once.
fn place_of(template: &[u8], digits: &str) -> Option<usize> {
    let mut windows = template.windows(digits.len()).enumerate();
    let mut places = windows.by_ref().filter(|(_, window)| *window == digits.as_bytes());
    let (place, _) = places.next()?;
    places.next().is_none().then_some(place)
}

fn fast(
    search: &mut Search<'_>,
    recipe: Recipe,
    template: &[u8],
    place: usize,
    first: u64,
    count: u64,
) -> Option<Match> {
    let (before, rest) = template.split_at_checked(place)?;
    let digits = decimal(first).len();
    let (blocks, before) = before.as_chunks();
    let key = search.key(recipe.key)?.begun(blocks);
    let place = before.len()..before.len() + digits;
    let mut rest = [before, rest].concat();
    search.base_strings += count;
    for step in 0..count {
        search.count(1, rest.len());
        let mac = key.mac(&rest);
        if let Some(digest) = search.position(mac.as_bytes()) {
            let timestamp = Some(first + step);
            return Some(Match {
                recipe: Recipe { timestamp, ..recipe },
                digest,
            });
        }
        count_up(rest.get_mut(place.clone())?);
    }
    None
}

fn count_up(digits: &mut [u8]) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
}
