//! All choices for a request.

use alloc::vec::Vec;

use crate::explain::parse::case::Case;
use crate::explain::parse::parameter::Parameter;
use crate::explain::search::variants::affix::{self, Affix};
use crate::explain::search::variants::functions::{self, Function};
use crate::explain::search::variants::keys::{self, Key};
use crate::explain::search::variants::mutation::{self, Mutation};
use crate::explain::search::variants::orders::{self, Order};
use crate::explain::search::variants::variant::{Choices, Variant};
use crate::explain::search::variants::writing::{self, Join, Spelling};

/// All choices for a request.
pub(in crate::explain) struct Model {
    pub(in crate::explain) pairs: Vec<Parameter>,
    pub(in crate::explain) mutations: Choices<Variant<Mutation>>,
    pub(in crate::explain) orders: Vec<Variant<Order>>,
    pub(in crate::explain) spellings: Vec<Variant<Spelling>>,
    pub(in crate::explain) joins: Choices<Variant<Join>>,
    pub(in crate::explain) affixes: Choices<Variant<Affix>>,
    pub(in crate::explain) keys: Choices<Key>,
    pub(in crate::explain) functions: Vec<Variant<Function>>,
}

impl Model {
    /// `rare` adds the choices that are tried only as a single mistake.
    pub(in crate::explain) fn of(case: &Case<'_>, lengths: &[usize], rare: bool) -> Self {
        let pairs = case.pasted.parameters.clone();
        Self {
            mutations: mutation::all(case, &pairs, rare),
            orders: orders::all(&pairs),
            spellings: writing::spellings(),
            joins: writing::joins(rare),
            affixes: affix::all(case, rare),
            keys: keys::all(case, rare),
            functions: functions::all(lengths),
            pairs,
        }
    }

    /// A model that has no wrong choices.
    pub(in crate::explain) fn right(case: &Case<'_>) -> Self {
        Self {
            pairs: case.pasted.parameters.clone(),
            mutations: Choices::new(Vec::new(), Vec::new()),
            orders: Vec::new(),
            spellings: Vec::new(),
            joins: Choices::new(Vec::new(), Vec::new()),
            affixes: Choices::new(Vec::new(), Vec::new()),
            keys: Choices::new(keys::right(case).into_iter().collect(), Vec::new()),
            functions: functions::all(&[]),
        }
    }
}
