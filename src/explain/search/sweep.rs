//! Tries every timestamp near the sent one in the base string: the program may have read the clock twice.

use alloc::vec::Vec;

use crate::explain::search::message::message;
use crate::explain::search::recipe::Recipe;
use crate::explain::search::trials::{Match, Search};
use crate::explain::search::variants::functions::Function;
use crate::time::decimal;

/// How far from the sent timestamp to search, in both directions, when it is the only mistake.
const MINUTE_MS: u64 = 60_000;

/// Consecutive timestamps to try.
pub(in crate::explain) struct Range {
    pub(in crate::explain) first: u64,
    pub(in crate::explain) count: u64,
}

/// Timestamps near the sent one, in milliseconds and in seconds: the signed unit can differ from the sent unit.
pub(in crate::explain) fn ranges(sent: Option<u64>, reach_ms: u64) -> Vec<Range> {
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

/// Tries a wrong timestamp as the only mistake.
pub(in crate::explain) fn near(search: &mut Search<'_>) -> Option<Match> {
    if !search.wants(20) {
        return None;
    }
    let ranges = ranges(search.timestamp, MINUTE_MS);
    ranges
        .into_iter()
        .find_map(|range| run(search, Recipe::default(), &range))
}

/// Every timestamp of a range under one recipe.
pub(in crate::explain) fn run(search: &mut Search<'_>, recipe: Recipe, range: &Range) -> Option<Match> {
    let template = message(
        search.model,
        &Recipe {
            timestamp: Some(range.first),
            ..recipe
        },
    );
    let function = search.model.functions.get(recipe.function)?.what;
    let place = place_of(&template, &decimal(range.first)).filter(|_| function == Function::RIGHT);
    // The bytes before the digits are hashed only once.
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

/// The position of the digits, if they occur exactly once.
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
