//! Writes the base string of a recipe.

use alloc::string::String;
use alloc::vec::Vec;

use crate::explain::parse::parameter::Parameter;
use crate::explain::search::model::Model;
use crate::explain::search::recipe::Recipe;
use crate::explain::search::variants::variant::Variant;
use crate::explain::search::variants::writing::{Join, joined};
use crate::explain::search::variants::{affix, mutation, orders};
use crate::time::decimal;

fn chosen<T>(variants: &[Variant<T>], index: Option<usize>) -> Option<&T> {
    index.and_then(|index| variants.get(index)).map(|variant| &variant.what)
}

/// The bytes to sign.
pub(in crate::explain) fn message(model: &Model, recipe: &Recipe) -> Vec<u8> {
    wrapped(model, recipe, text(model, recipe).into_bytes())
}

/// The text, and what the recipe puts around it.
pub(in crate::explain) fn wrapped(model: &Model, recipe: &Recipe, text: Vec<u8>) -> Vec<u8> {
    let affixes = recipe
        .affixes
        .iter()
        .filter_map(|index| chosen(&model.affixes.all, *index));
    affixes.fold(text, affix::wrapped)
}

/// The parameters as a recipe writes them.
pub(in crate::explain) fn text(model: &Model, recipe: &Recipe) -> String {
    let mut pairs = model.pairs.clone();
    mutate_all(model, recipe, &mut pairs);
    if let Some(millis) = recipe.timestamp {
        let digits = decimal(millis);
        for pair in pairs
            .iter_mut()
            .filter(|pair| pair.name.eq_ignore_ascii_case("timestamp"))
        {
            pair.value.clone_from(&digits);
            pair.raw.clone_from(&digits);
        }
    }
    let join = chosen(&model.joins.all, recipe.join).copied().unwrap_or(Join::RIGHT);
    match chosen(&model.orders, recipe.order) {
        Some(other) => orders::arrange(&mut pairs, other),
        None if join.is_as_sent() => {}
        None => orders::by_name(&mut pairs),
    }
    for mutation in recipe
        .mutations
        .iter()
        .filter_map(|index| chosen(&model.mutations.all, *index))
    {
        mutation::apply_sorted(mutation, &mut pairs);
    }
    let spelling = chosen(&model.spellings, recipe.spelling).copied();
    joined(&pairs, spelling, join)
}

/// Changes that refer to positions come first, then changes that move parameters, then additions.
fn mutate_all(model: &Model, recipe: &Recipe, pairs: &mut Vec<Parameter>) {
    let mutations = || {
        recipe
            .mutations
            .iter()
            .filter_map(|index| chosen(&model.mutations.all, *index))
    };
    for mutation in mutations().filter(|mutation| !mutation::moves(mutation)) {
        if !matches!(mutation, mutation::Mutation::Add(_)) {
            mutation::apply(mutation, pairs);
        }
    }
    for mutation in mutations().filter(|mutation| mutation::moves(mutation)) {
        mutation::apply(mutation, pairs);
    }
    for mutation in mutations().filter(|mutation| matches!(mutation, mutation::Mutation::Add(_))) {
        mutation::apply(mutation, pairs);
    }
}

/// The parameters in the order that the recipe signs.
pub(in crate::explain) fn signed_order(model: &Model, order: usize) -> Option<String> {
    let mut pairs = model.pairs.clone();
    orders::arrange(&mut pairs, &model.orders.get(order)?.what);
    Some(orders::names(&pairs))
}
