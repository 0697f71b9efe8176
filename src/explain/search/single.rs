//! Searches for one mistake.

use alloc::vec::Vec;

use crate::explain::finding::FindingCode;
use crate::explain::search::model::Model;
use crate::explain::search::recipe::Recipe;
use crate::explain::search::sweep;
use crate::explain::search::trials::{Match, Search};
use crate::explain::search::variants::functions::Function;
use crate::explain::search::variants::mutation::Mutation;
use crate::explain::search::variants::orders::NAMED;

/// Tries the correct recipe first, then every single mistake. Returns all matches, because several mistakes can
/// give the same bytes.
pub(in crate::explain) fn one(search: &mut Search<'_>) -> Vec<Match> {
    let right = search.check(Recipe::default());
    if let Some(right) = right {
        return Vec::from([right]);
    }
    // This goes first: later hypotheses can give the same bytes by chance.
    let found = search.all(escaped_both(search.model));
    if !found.is_empty() {
        return found;
    }
    let singles = singles(search.model);
    let found = search.all(singles);
    if !found.is_empty() {
        return found;
    }
    let found = search.all(habits(search.model));
    if !found.is_empty() {
        return found;
    }
    sweep::near(search).into_iter().collect()
}

/// Every recipe with one wrong choice, the most likely first.
pub(in crate::explain) fn singles(model: &Model) -> Vec<Recipe> {
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
    let affix = |affix: usize| Recipe {
        affixes: [Some(affix), None],
        ..right
    };
    recipes.extend((0..model.affixes.common).map(affix));
    recipes.extend((0..model.mutations.len()).map(|mutation| Recipe {
        mutations: [Some(mutation), None],
        ..right
    }));
    recipes.extend((0..model.joins.len()).map(|join| Recipe {
        join: Some(join),
        ..right
    }));
    recipes.extend((1..model.functions.len()).map(|function| Recipe { function, ..right }));
    recipes.extend((1..model.keys.len()).map(|key| Recipe { key, ..right }));
    // A base string that was cut is also one without its last parameter, which is the likelier mistake.
    recipes.extend((model.affixes.common..model.affixes.len()).map(affix));
    recipes
}

/// The same wrong separator in the request and in the base string.
fn escaped_both(model: &Model) -> Vec<Recipe> {
    use FindingCode::EscapedSeparator;
    let mut recipes = Vec::new();
    for (mutation, variant) in model.mutations.common().iter().enumerate() {
        for (join, other) in model.joins.common().iter().enumerate() {
            if variant.note.code == EscapedSeparator && other.note.code == EscapedSeparator {
                recipes.extend([None, Some(0)].map(|order| Recipe {
                    mutations: [Some(mutation), None],
                    join: Some(join),
                    order,
                    ..Recipe::default()
                }));
            }
        }
    }
    recipes
}

/// OAuth 1 as a whole: its base string, with values encoded once or twice, and its key.
fn oauth(model: &Model) -> Vec<Recipe> {
    use FindingCode::{Oauth1BaseString, Oauth1Key};
    let affixes = model.affixes.common().iter().enumerate();
    let affixes = affixes.filter(|(_, variant)| variant.note.code == Oauth1BaseString);
    let affixes: Vec<_> = [None]
        .into_iter()
        .chain(affixes.map(|(affix, _)| Some(affix)))
        .collect();
    let keys = model.keys.common().iter().enumerate();
    let keys = keys.filter(|(_, key)| key.notes.iter().any(|note| note.code == Oauth1Key));
    let keys: Vec<_> = [0].into_iter().chain(keys.map(|(key, _)| key)).collect();
    let mut recipes = Vec::new();
    for order in 0..=NAMED.min(model.orders.len()) {
        for spelling in 0..=model.spellings.len() {
            for &affix in &affixes {
                let keys = keys.iter().filter(|&&key| key > 0 || affix.is_some());
                recipes.extend(keys.map(|&key| Recipe {
                    order: order.checked_sub(1),
                    spelling: spelling.checked_sub(1),
                    affixes: [affix, None],
                    key,
                    ..Recipe::default()
                }));
            }
        }
    }
    recipes
}

/// JSON in base64, what a JSON Web Token signs, the secret signed under the key, and some parameters as they were sent.
fn tokens(model: &Model) -> Vec<Recipe> {
    let right = Recipe::default();
    let mut recipes = Vec::new();
    for (affix, variant) in model.affixes.all.iter().enumerate() {
        let affixes = [Some(affix), None];
        if matches!(variant.note.mistake, Some("base64" | "token")) {
            for (join, variant) in model.joins.all.iter().enumerate() {
                if variant.note.code == FindingCode::JsonSigned {
                    let join = Some(join);
                    recipes.push(Recipe { join, affixes, ..right });
                }
            }
        }
        if variant.note.code == FindingCode::SecretSigned {
            for (key, other) in model.keys.common().iter().enumerate() {
                if other.notes.iter().any(|note| note.code == FindingCode::KeyAsSecret) {
                    recipes.push(Recipe { key, affixes, ..right });
                }
            }
        }
    }
    // The messages of tokens under the functions of tokens.
    for place in 0..recipes.len() {
        for (function, variant) in model.functions.iter().enumerate().skip(1) {
            if let (Some(recipe), Function::Hmac(_)) = (recipes.get(place).copied(), variant.what) {
                recipes.push(Recipe { function, ..recipe });
            }
        }
    }
    for (mutation, variant) in model.mutations.common().iter().enumerate() {
        if matches!(variant.what, Mutation::Keep(_)) {
            let mutations = [Some(mutation), None];
            let orders = (0..NAMED.min(model.orders.len())).map(Some);
            recipes.extend(orders.map(|order| Recipe {
                mutations,
                order,
                ..right
            }));
        }
    }
    recipes
}

/// Pairs of mistakes that have one cause: an unsorted query, UTF-16 everywhere, or one line for each parameter.
fn habits(model: &Model) -> Vec<Recipe> {
    let right = Recipe::default();
    let mut recipes = Vec::new();
    for order in (0..NAMED.min(model.orders.len())).map(Some) {
        recipes.extend((0..model.spellings.len()).map(|spelling| Recipe {
            order,
            spelling: Some(spelling),
            ..right
        }));
        recipes.extend((0..model.joins.common).map(|join| Recipe {
            order,
            join: Some(join),
            ..right
        }));
        recipes.extend((0..model.affixes.common).map(|affix| Recipe {
            order,
            affixes: [Some(affix), None],
            ..right
        }));
        recipes.extend((1..model.functions.len()).map(|function| Recipe {
            order,
            function,
            ..right
        }));
    }
    let wide = |mistake: Option<&str>| mistake.is_some_and(|mistake| mistake.starts_with("utf16"));
    let keys = model.keys.common().iter().enumerate();
    for (key, _) in keys.filter(|(_, key)| key.notes.iter().any(|note| wide(note.mistake))) {
        let affixes = model
            .affixes
            .common()
            .iter()
            .enumerate()
            .filter(|(_, variant)| wide(variant.note.mistake));
        recipes.extend(affixes.map(|(affix, _)| Recipe {
            key,
            affixes: [Some(affix), None],
            ..right
        }));
    }
    let ends = model.affixes.common().iter().enumerate();
    for (affix, _) in ends.filter(|(_, variant)| variant.note.code == FindingCode::LineEnd) {
        recipes.extend((0..model.joins.common).map(|join| Recipe {
            join: Some(join),
            affixes: [Some(affix), None],
            ..right
        }));
    }
    // Some services sign the URL or method, then names and values with nothing or a line feed between them.
    let joins = model.joins.common().iter().enumerate();
    for (join, _) in
        joins.filter(|(_, variant)| matches!(variant.note.mistake, Some("nothing" | "line_feed" | "colon")))
    {
        recipes.extend((0..model.affixes.common).map(|affix| Recipe {
            join: Some(join),
            affixes: [Some(affix), None],
            ..right
        }));
    }
    // AWS signs the URL and percent-encoded values.
    let encoded = model.spellings.iter().enumerate();
    for (spelling, _) in encoded.filter(|(_, variant)| variant.note.code == FindingCode::EncodedValues) {
        recipes.extend((0..model.affixes.common).map(|affix| Recipe {
            spelling: Some(spelling),
            affixes: [Some(affix), None],
            ..right
        }));
    }
    recipes.extend(oauth(model));
    recipes.extend(tokens(model));
    recipes
}
