//! Tries recipes against the sent digests, and counts what was tried.

use alloc::vec::Vec;

use crate::explain::search::digests::Digest;
use crate::explain::search::message::{text, wrapped};
use crate::explain::search::model::Model;
use crate::explain::search::recipe::Recipe;
use crate::explain::search::variants::functions::Function;
use crate::signature::SigningKey;

/// A search and its progress.
pub(in crate::explain) struct Search<'a> {
    pub(in crate::explain) model: &'a Model,
    pub(in crate::explain) digests: &'a [Digest],
    pub(in crate::explain) timestamp: Option<u64>,
    keys: Vec<Option<SigningKey>>,
    last: Option<(Recipe, Vec<u8>)>,
    text: Option<(Recipe, Vec<u8>)>,
    pub(in crate::explain) tried: u64,
    /// The maximum number of hypotheses.
    pub(in crate::explain) limit: u64,
    /// The number of bytes that may still be hashed.
    budget: u64,
    pub(in crate::explain) base_strings: u64,
    pub(in crate::explain) timestamps: u64,
}

/// A recipe that reproduces one of the digests.
#[derive(Debug, Clone)]
pub(in crate::explain) struct Match {
    pub(in crate::explain) recipe: Recipe,
    /// The index of the digest.
    pub(in crate::explain) digest: usize,
}

impl<'a> Search<'a> {
    /// `budget` is the maximum number of bytes to hash.
    pub(in crate::explain) fn new(
        model: &'a Model,
        digests: &'a [Digest],
        timestamp: Option<u64>,
        limit: u64,
        budget: u64,
    ) -> Self {
        let mut keys = Vec::new();
        keys.resize_with(model.keys.len(), || None);
        Self {
            model,
            digests,
            timestamp,
            keys,
            last: None,
            text: None,
            tried: 0,
            limit,
            budget,
            base_strings: 0,
            timestamps: 0,
        }
    }

    pub(in crate::explain) fn is_over(&self) -> bool {
        self.tried >= self.limit || self.budget == 0
    }

    /// How many more hypotheses of this length may be tried.
    pub(in crate::explain) fn left(&self, bytes: usize) -> u64 {
        let left = self.limit.saturating_sub(self.tried);
        left.min(self.budget.div_ceil(cost(bytes)))
    }

    /// Ends the search.
    pub(in crate::explain) fn end(&mut self) {
        self.budget = 0;
    }

    /// Counts hypotheses of this length.
    pub(in crate::explain) fn count(&mut self, hypotheses: u64, bytes: usize) {
        self.tried += hypotheses;
        self.budget = self.budget.saturating_sub(hypotheses.saturating_mul(cost(bytes)));
    }

    /// Whether the sent digest has this length.
    pub(in crate::explain) fn wants(&self, length: usize) -> bool {
        let is_wanted = |digest: &Digest| digest.bytes.len() == length || (digest.is_lossy && length == 20);
        self.digests.iter().any(is_wanted)
    }

    pub(in crate::explain) fn position(&self, digest: &[u8]) -> Option<usize> {
        self.digests.iter().position(|wanted| wanted.is_of(digest))
    }

    pub(in crate::explain) fn key(&mut self, place: usize) -> Option<SigningKey> {
        let bytes = &self.model.keys.get(place)?.bytes;
        let slot = self.keys.get_mut(place)?;
        Some(slot.get_or_insert_with(|| SigningKey::new(bytes)).clone())
    }

    /// Tries one recipe.
    pub(in crate::explain) fn check(&mut self, recipe: Recipe) -> Option<Match> {
        let model = self.model;
        let function = model.functions.get(recipe.function)?.what;
        if function == Function::RIGHT && !self.wants(20) {
            return None;
        }
        self.prepare(recipe);
        let bytes = self.last.as_ref().map_or(0, |(_, message)| message.len());
        self.count(1, bytes);
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

    /// Writes the base string. Reuses the last one, or the last text inside it, if the recipe allows it.
    fn prepare(&mut self, recipe: Recipe) {
        let whole = Recipe {
            key: 0,
            function: 0,
            ..recipe
        };
        if self.last.as_ref().is_some_and(|(last, _)| *last == whole) {
            return;
        }
        let inner = Recipe {
            affixes: [None, None],
            ..whole
        };
        if self.text.as_ref().is_none_or(|(text, _)| *text != inner) {
            self.text = Some((inner, text(self.model, &inner).into_bytes()));
        }
        self.base_strings += 1;
        let bytes = self.text.as_ref().map(|(_, text)| text.clone());
        let bytes = wrapped(self.model, &whole, bytes.unwrap_or_default());
        self.last = Some((whole, bytes));
    }

    /// Tries every recipe of a list.
    pub(in crate::explain) fn all(&mut self, recipes: Vec<Recipe>) -> Vec<Match> {
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

/// The number of bytes that HMAC hashes for a message: HMAC adds two blocks.
fn cost(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(128)
}
