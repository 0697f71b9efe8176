//! Searches for one mistake.

use alloc::vec::Vec;
use core::ops::Range;

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
    let found = search.all(of_other_hmac(search));
    if !found.is_empty() {
        return found;
    }
    sweep::near(search).into_iter().collect()
}

/// Makes one choice of a recipe.
type Choose = fn(&mut Recipe, usize);

/// The recipe with each of the choices. Not inlined: each of the many calls would add its own copy of this code to the
/// wasm.
#[inline(never)]
fn each(recipes: &mut Vec<Recipe>, choices: Range<usize>, recipe: Recipe, choose: Choose) {
    for choice in choices {
        let mut recipe = recipe;
        choose(&mut recipe, choice);
        recipes.push(recipe);
    }
}

fn with_order(recipe: &mut Recipe, choice: usize) {
    recipe.order = Some(choice);
}

fn with_spelling(recipe: &mut Recipe, choice: usize) {
    recipe.spelling = Some(choice);
}

fn with_affix(recipe: &mut Recipe, choice: usize) {
    recipe.affixes = [Some(choice), None];
}

fn with_mutation(recipe: &mut Recipe, choice: usize) {
    recipe.mutations = [Some(choice), None];
}

fn with_join(recipe: &mut Recipe, choice: usize) {
    recipe.join = Some(choice);
}

fn with_function(recipe: &mut Recipe, choice: usize) {
    recipe.function = choice;
}

fn with_key(recipe: &mut Recipe, choice: usize) {
    recipe.key = choice;
}

/// Every recipe with one wrong choice, the most likely first.
pub(in crate::explain) fn singles(model: &Model) -> Vec<Recipe> {
    let right = Recipe::default();
    let mut recipes = Vec::new();
    let mut each = |choices, choose| each(&mut recipes, choices, right, choose);
    each(0..model.orders.len(), with_order);
    each(0..model.spellings.len(), with_spelling);
    each(0..model.affixes.common, with_affix);
    each(0..model.mutations.len(), with_mutation);
    each(0..model.joins.len(), with_join);
    each(1..model.functions.len(), with_function);
    each(1..model.keys.len(), with_key);
    // A base string that was cut is also one without its last parameter, which is the likelier mistake.
    each(model.affixes.common..model.affixes.len(), with_affix);
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
                for &key in &keys {
                    if key > 0 || affix.is_some() {
                        recipes.push(Recipe {
                            order: order.checked_sub(1),
                            spelling: spelling.checked_sub(1),
                            affixes: [affix, None],
                            key,
                            ..Recipe::default()
                        });
                    }
                }
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
        // BigBlueButton hashes the name of a call, the query and the secret.
        if variant.note.mistake == Some("label") {
            each(
                &mut recipes,
                1..model.functions.len(),
                Recipe { affixes, ..right },
                with_function,
            );
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
    let others = under_other_hmac(model, &recipes);
    recipes.extend(others);
    for (mutation, variant) in model.mutations.common().iter().enumerate() {
        if matches!(variant.what, Mutation::Keep(_)) {
            let mutations = [Some(mutation), None];
            let right = Recipe { mutations, ..right };
            each(&mut recipes, 0..NAMED.min(model.orders.len()), right, with_order);
        }
    }
    recipes
}

/// Pairs of mistakes that have one cause: an unsorted query, UTF-16 everywhere, or one line for each parameter.
fn habits(model: &Model) -> Vec<Recipe> {
    let right = Recipe::default();
    let mut recipes = Vec::new();
    for order in (0..NAMED.min(model.orders.len())).map(Some) {
        let right = Recipe { order, ..right };
        each(&mut recipes, 0..model.spellings.len(), right, with_spelling);
        each(&mut recipes, 0..model.joins.common, right, with_join);
        each(&mut recipes, 0..model.affixes.common, right, with_affix);
        each(&mut recipes, 1..model.functions.len(), right, with_function);
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
        let affixes = [Some(affix), None];
        each(
            &mut recipes,
            0..model.joins.common,
            Recipe { affixes, ..right },
            with_join,
        );
    }
    // Some services sign the URL or method, then names and values with nothing or a line feed between them.
    let joins = model.joins.common().iter().enumerate();
    for (join, _) in
        joins.filter(|(_, variant)| matches!(variant.note.mistake, Some("nothing" | "line_feed" | "colon")))
    {
        let join = Some(join);
        each(
            &mut recipes,
            0..model.affixes.common,
            Recipe { join, ..right },
            with_affix,
        );
    }
    // AWS signs the URL and percent-encoded values.
    let encoded = model.spellings.iter().enumerate();
    for (spelling, _) in encoded.filter(|(_, variant)| variant.note.code == FindingCode::EncodedValues) {
        let spelling = Some(spelling);
        each(
            &mut recipes,
            0..model.affixes.common,
            Recipe { spelling, ..right },
            with_affix,
        );
    }
    // Page and page size have the names of another API.
    let sizes = renamings(model, "pageSize");
    for number in renamings(model, "pageNum") {
        for &size in &sizes {
            recipes.push(Recipe {
                mutations: [Some(number), Some(size)],
                ..right
            });
        }
    }
    recipes.extend(escaped(model));
    recipes.extend(oauth(model));
    recipes.extend(tokens(model));
    recipes
}

/// The renamings of this parameter.
#[inline(never)]
fn renamings(model: &Model, name: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (place, variant) in model.mutations.all.iter().enumerate() {
        if matches!(variant.what, Mutation::Name { .. }) && variant.note.name.as_deref() == Some(name) {
            found.push(place);
        }
    }
    found
}

/// PHP writes `&amp;` between encoded values, and JSON writes `\\u0026` inside quotes.
fn escaped(model: &Model) -> Vec<Recipe> {
    let mut recipes = Vec::new();
    let joins = model.joins.common().iter().enumerate();
    for (join, _) in joins.filter(|(_, variant)| variant.note.code == FindingCode::EscapedSeparator) {
        let right = Recipe {
            join: Some(join),
            ..Recipe::default()
        };
        for order in [None, Some(0)] {
            each(
                &mut recipes,
                0..model.spellings.len(),
                Recipe { order, ..right },
                with_spelling,
            );
        }
        each(&mut recipes, 0..model.affixes.common, right, with_affix);
    }
    recipes
}

/// Another HMAC is often taken from another API, together with its other rules.
fn of_other_hmac(search: &Search<'_>) -> Vec<Recipe> {
    let model = search.model;
    if search.wants(20) {
        return Vec::new();
    }
    let is_common = |recipe: &Recipe| {
        let choices = [
            (recipe.mutations[0], model.mutations.common),
            (recipe.join, model.joins.common),
            (recipe.affixes[0], model.affixes.common),
            (Some(recipe.key), model.keys.common),
        ];
        choices
            .iter()
            .all(|(choice, common)| choice.is_none_or(|choice| choice < *common))
    };
    let recipes: Vec<Recipe> = singles(model).into_iter().filter(is_common).collect();
    under_other_hmac(model, &recipes)
}

/// The recipes with each HMAC of another hash.
#[inline(never)]
fn under_other_hmac(model: &Model, recipes: &[Recipe]) -> Vec<Recipe> {
    let mut others = Vec::new();
    for &recipe in recipes {
        for (function, variant) in model.functions.iter().enumerate().skip(1) {
            if matches!(variant.what, Function::Hmac(_)) {
                others.push(Recipe { function, ..recipe });
            }
        }
    }
    others
}
