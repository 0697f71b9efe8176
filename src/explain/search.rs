//! Looks for the recipe that gives the very digest that was sent.

use alloc::vec::Vec;

use super::digests::Digest;
use super::hypotheses::macs::Function;
use super::hypotheses::{Model, Recipe};
use super::message::message;
use super::sweep;
use crate::signature::SigningKey;

/// What is searched, and what was gone through so far.
pub(super) struct Search<'a> {
    pub(super) model: &'a Model,
    pub(super) digests: &'a [Digest],
    pub(super) timestamp: Option<u64>,
    keys: Vec<Option<SigningKey>>,
    last: Option<(Recipe, Vec<u8>)>,
    pub(super) tried: u64,
    /// Tried at most.
    pub(super) limit: u64,
    pub(super) base_strings: u64,
    pub(super) timestamps: u64,
}

/// A recipe that gives one of the digests.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) recipe: Recipe,
    /// Which of the digests.
    pub(super) digest: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        model: &'a Model,
        digests: &'a [Digest],
        timestamp: Option<u64>,
        limit: u64,
    ) -> Self {
        let mut keys = Vec::new();
        keys.resize_with(model.keys.len(), || None);
        Self {
            model,
            digests,
            timestamp,
            keys,
            last: None,
            tried: 0,
            limit,
            base_strings: 0,
            timestamps: 0,
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.tried >= self.limit
    }

    /// Whether a digest of this many bytes was sent.
    pub(super) fn wants(&self, length: usize) -> bool {
        self.digests
            .iter()
            .any(|digest| digest.bytes.len() == length)
    }

    pub(super) fn position(&self, digest: &[u8]) -> Option<usize> {
        self.digests
            .iter()
            .position(|wanted| wanted.bytes == digest)
    }

    pub(super) fn key(&mut self, place: usize) -> Option<SigningKey> {
        let bytes = &self.model.keys.get(place)?.bytes;
        let slot = self.keys.get_mut(place)?;
        Some(slot.get_or_insert_with(|| SigningKey::new(bytes)).clone())
    }

    /// Tries one recipe.
    pub(super) fn check(&mut self, recipe: Recipe) -> Option<Match> {
        let model = self.model;
        let function = model.functions.get(recipe.function)?.what;
        if function == Function::RIGHT && !self.wants(20) {
            return None;
        }
        self.tried += 1;
        self.prepare(recipe);
        let digest = if function == Function::RIGHT {
            let key = self.keys.get_mut(recipe.key)?;
            let bytes = &model.keys.get(recipe.key)?.bytes;
            let key = key.get_or_insert_with(|| SigningKey::new(bytes));
            let (_, message) = self.last.as_ref()?;
            let mac = key.mac(message);
            self.position(mac.as_bytes())
        } else {
            let (_, message) = self.last.as_ref()?;
            let key = &model.keys.get(recipe.key)?.bytes;
            self.position(&function.digest(key, message))
        };
        digest.map(|digest| Match { recipe, digest })
    }

    /// Writes the base string, unless it is the one of the recipe before.
    fn prepare(&mut self, recipe: Recipe) {
        let bare = Recipe {
            key: 0,
            function: 0,
            ..recipe
        };
        if self.last.as_ref().is_none_or(|(last, _)| *last != bare) {
            self.base_strings += 1;
            self.last = Some((bare, message(self.model, &bare)));
        }
    }

    /// The right way first; then every way that is one mistake away. All that fit, since several may give the same bytes.
    pub(super) fn one(&mut self) -> Vec<Match> {
        let right = self.check(Recipe::default());
        if let Some(right) = right {
            return Vec::from([right]);
        }
        let singles = singles(self.model);
        let found = self.all(singles);
        if !found.is_empty() {
            return found;
        }
        let found = self.all(habits(self.model));
        if !found.is_empty() {
            return found;
        }
        sweep::near(self).into_iter().collect()
    }

    fn all(&mut self, recipes: Vec<Recipe>) -> Vec<Match> {
        let mut found = Vec::new();
        for recipe in recipes {
            if self.is_over() {
                break;
            }
            found.extend(self.check(recipe));
        }
        found
    }
}

/// Every recipe with one wrong choice, the likely ones first.
pub(super) fn singles(model: &Model) -> Vec<Recipe> {
    let right = Recipe::default();
    let mut recipes = Vec::new();
    recipes.extend((0..model.orders.len()).map(|order| Recipe {
        order: Some(order),
        ..right
    }));
    recipes.extend((0..model.spellings.len()).map(|spelling| Recipe {
        spelling: Some(spelling),
        ..right
    }));
    recipes.extend((0..model.wraps.len()).map(|wrap| Recipe {
        wraps: [Some(wrap), None],
        ..right
    }));
    recipes.extend((0..model.alters.len()).map(|alter| Recipe {
        alters: [Some(alter), None],
        ..right
    }));
    recipes.extend((0..model.joins.len()).map(|join| Recipe {
        join: Some(join),
        ..right
    }));
    recipes.extend((1..model.functions.len()).map(|function| Recipe { function, ..right }));
    recipes.extend((1..model.keys.len()).map(|key| Recipe { key, ..right }));
    recipes
}

/// Pairs that come of one habit: the URL's query as it stands, UTF-16 for everything.
fn habits(model: &Model) -> Vec<Recipe> {
    use super::hypotheses::order::NAMED;
    let right = Recipe::default();
    let mut recipes = Vec::new();
    for order in (0..NAMED.min(model.orders.len())).map(Some) {
        recipes.extend((0..model.spellings.len()).map(|spelling| Recipe {
            order,
            spelling: Some(spelling),
            ..right
        }));
        recipes.extend((0..model.joins.len()).map(|join| Recipe {
            order,
            join: Some(join),
            ..right
        }));
        recipes.extend((0..model.wraps.len()).map(|wrap| Recipe {
            order,
            wraps: [Some(wrap), None],
            ..right
        }));
        recipes.extend((1..model.functions.len()).map(|function| Recipe {
            order,
            function,
            ..right
        }));
    }
    let wide = |mistake: Option<&str>| mistake.is_some_and(|mistake| mistake.starts_with("utf16"));
    let keys = model.keys.iter().enumerate();
    for (key, _) in keys.filter(|(_, key)| key.notes.iter().any(|note| wide(note.mistake))) {
        let wraps = model
            .wraps
            .iter()
            .enumerate()
            .filter(|(_, way)| wide(way.note.mistake));
        recipes.extend(wraps.map(|(wrap, _)| Recipe {
            key,
            wraps: [Some(wrap), None],
            ..right
        }));
    }
    recipes
}
