//! Searches for two mistakes at once. Every pair of choices has a number, so each range can be searched alone.

use alloc::vec::Vec;

use crate::explain::search::model::Model;
use crate::explain::search::recipe::Recipe;
use crate::explain::search::single::singles;
use crate::explain::search::sweep;
use crate::explain::search::trials::{Match, Search};
use crate::explain::search::variants::orders::NAMED;

/// How far from the sent timestamp to search, in both directions, when there is another mistake.
const REACH_MS: u64 = 10_000;

/// A step of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Mutation,
    Order,
    Spelling,
    Join,
    Affix,
    Key,
    Function,
}

impl Step {
    fn choices(self, model: &Model) -> usize {
        match self {
            Self::Mutation => model.mutations.len(),
            Self::Order => model.orders.len(),
            Self::Spelling => model.spellings.len(),
            Self::Join => model.joins.len(),
            Self::Affix => model.affixes.len(),
            Self::Key => model.keys.len().saturating_sub(1),
            Self::Function => model.functions.len().saturating_sub(1),
        }
    }

    /// Sets the choice in the first free place.
    fn choose(self, recipe: &mut Recipe, choice: usize) {
        match self {
            Self::Mutation => put(&mut recipe.mutations, choice),
            Self::Order => recipe.order = Some(choice),
            Self::Spelling => recipe.spelling = Some(choice),
            Self::Join => recipe.join = Some(choice),
            Self::Affix => put(&mut recipe.affixes, choice),
            Self::Key => recipe.key = choice + 1,
            Self::Function => recipe.function = choice + 1,
        }
    }
}

fn put(places: &mut [Option<usize>; 2], choice: usize) {
    if let Some(free) = places.iter_mut().find(|place| place.is_none()) {
        *free = Some(choice);
    }
}

/// Pairs of steps, the most likely first. The second step varies faster, so one base string serves many keys.
const PAIRS: [(Step, Step); 22] = [
    (Step::Spelling, Step::Affix),
    (Step::Spelling, Step::Join),
    (Step::Spelling, Step::Key),
    (Step::Spelling, Step::Function),
    (Step::Join, Step::Affix),
    (Step::Join, Step::Key),
    (Step::Join, Step::Function),
    (Step::Affix, Step::Key),
    (Step::Affix, Step::Function),
    (Step::Affix, Step::Affix),
    (Step::Mutation, Step::Key),
    (Step::Mutation, Step::Spelling),
    (Step::Mutation, Step::Function),
    (Step::Mutation, Step::Join),
    (Step::Mutation, Step::Affix),
    (Step::Key, Step::Function),
    (Step::Order, Step::Spelling),
    (Step::Order, Step::Key),
    (Step::Order, Step::Function),
    (Step::Order, Step::Join),
    (Step::Mutation, Step::Order),
    (Step::Mutation, Step::Mutation),
];

/// What the numbers mean: first pairs of steps, then timestamps together with every single mistake.
pub(in crate::explain) struct Plan {
    pairs: Vec<(Step, Step, u64, u64)>,
    beside: Vec<Recipe>,
    ranges: Vec<sweep::Range>,
}

impl Plan {
    pub(in crate::explain) fn of(search: &Search<'_>) -> Self {
        let model = search.model;
        let of_hmac = search.wants(20);
        let fits = |(one, other): &&(Step, Step)| of_hmac || *one == Step::Function || *other == Step::Function;
        let count = |step: Step| u64::try_from(step.choices(model)).unwrap_or(0);
        let pairs = PAIRS.iter().chain(&[(Step::Order, Step::Affix)]).filter(fits);
        let beside = singles(model)
            .into_iter()
            .filter(|recipe| recipe.order.is_none_or(|order| order < NAMED));
        let fitting = |recipe: &Recipe| of_hmac || recipe.function > 0;
        Self {
            pairs: pairs
                .map(|(one, other)| (*one, *other, count(*one), count(*other)))
                .collect(),
            beside: beside.filter(fitting).collect(),
            ranges: sweep::ranges(search.timestamp, REACH_MS),
        }
    }

    pub(in crate::explain) fn total(&self) -> u64 {
        let pairs: u64 = self.pairs.iter().map(|(_, _, one, other)| one * other).sum();
        let beside = u64::try_from(self.beside.len()).unwrap_or(0);
        pairs + beside * self.timestamps()
    }

    fn timestamps(&self) -> u64 {
        self.ranges.iter().map(|range| range.count).sum()
    }

    /// Tries the numbers from `start` up to, but not including, `end`.
    pub(in crate::explain) fn run(&self, search: &mut Search<'_>, start: u64, end: u64) -> Option<Match> {
        let mut first = 0;
        for (one, other, ones, others) in &self.pairs {
            let after = first + ones * others;
            let numbers = start.max(first)..end.min(after);
            for number in numbers {
                let (one_choice, other_choice) = ((number - first) / others, (number - first) % others);
                let recipe = pair(*one, one_choice, *other, other_choice);
                let found = recipe.and_then(|recipe| search.check(recipe));
                if found.is_some() {
                    return found;
                }
            }
            first = after;
        }
        self.run_timestamps(search, start.max(first) - first, end.max(first) - first)
    }

    fn run_timestamps(&self, search: &mut Search<'_>, start: u64, end: u64) -> Option<Match> {
        let mut first = 0;
        for recipe in &self.beside {
            for range in &self.ranges {
                let after = first + range.count;
                let (from, to) = (start.max(first), end.min(after));
                if from < to {
                    let part = sweep::Range {
                        first: range.first + (from - first),
                        count: to - from,
                    };
                    let found = sweep::run(search, *recipe, &part);
                    if found.is_some() {
                        return found;
                    }
                }
                first = after;
            }
        }
        None
    }
}

/// Two choices for the same step must differ. Two changes to the parameters are tried in one order only.
fn pair(one: Step, one_choice: u64, other: Step, other_choice: u64) -> Option<Recipe> {
    if one == other && (one_choice == other_choice || (one == Step::Mutation && other_choice < one_choice)) {
        return None;
    }
    let mut recipe = Recipe::default();
    one.choose(&mut recipe, usize::try_from(one_choice).ok()?);
    other.choose(&mut recipe, usize::try_from(other_choice).ok()?);
    Some(recipe)
}
