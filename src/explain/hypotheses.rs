//! Every wrong way of signing, as a choice for each step: which parameters, their order, spelling and joining, the text
//! around them, the key and the function.

pub(super) mod alter;
pub(super) mod keys;
pub(super) mod macs;
pub(super) mod order;
pub(super) mod values;
pub(super) mod wrap;
pub(super) mod write;

use alloc::string::String;
use alloc::vec::Vec;

use super::case::Case;
use super::finding::Note;
use alter::Alter;
use keys::Key;
use macs::Function;
use order::Order;
use wrap::Wrap;
use write::{Join, Spelling};

/// A choice for a step, and the finding that reports it.
pub(super) struct Way<T> {
    pub(super) what: T,
    pub(super) note: Note,
}

impl<T> Way<T> {
    pub(super) fn new(what: T, note: Note) -> Self {
        Self { what, note }
    }
}

/// A parameter that is about to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) name: String,
    /// As it is in the URL.
    pub(super) raw: String,
    /// Decoded, as a server reads it.
    pub(super) value: String,
}

impl Pair {
    pub(super) fn plain(name: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        Self {
            name: name.into(),
            raw: value.clone(),
            value,
        }
    }
}

/// All choices for a request.
pub(super) struct Model {
    pub(super) pairs: Vec<Pair>,
    pub(super) alters: Vec<Way<Alter>>,
    pub(super) orders: Vec<Way<Order>>,
    pub(super) spellings: Vec<Way<Spelling>>,
    pub(super) joins: Vec<Way<Join>>,
    pub(super) wraps: Vec<Way<Wrap>>,
    pub(super) keys: Vec<Key>,
    pub(super) functions: Vec<Way<Function>>,
}

impl Model {
    pub(super) fn of(case: &Case<'_>, lengths: &[usize]) -> Self {
        let pairs = case.pairs();
        Self {
            alters: alter::all(case, &pairs),
            orders: order::all(&pairs),
            spellings: write::spellings(),
            joins: write::joins(),
            wraps: wrap::all(case),
            keys: keys::all(case),
            functions: macs::all(lengths),
            pairs,
        }
    }

    /// A model that has no wrong choices.
    pub(super) fn right(case: &Case<'_>) -> Self {
        Self {
            pairs: case.pairs(),
            alters: Vec::new(),
            orders: Vec::new(),
            spellings: Vec::new(),
            joins: Vec::new(),
            wraps: Vec::new(),
            keys: keys::right(case).into_iter().collect(),
            functions: macs::all(&[]),
        }
    }
}

/// A choice for each step. `None` is the correct choice; for key and function it is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Recipe {
    pub(super) alters: [Option<usize>; 2],
    pub(super) order: Option<usize>,
    pub(super) spelling: Option<usize>,
    pub(super) join: Option<usize>,
    pub(super) wraps: [Option<usize>; 2],
    /// The timestamp that was signed instead of the sent one.
    pub(super) timestamp: Option<u64>,
    pub(super) key: usize,
    pub(super) function: usize,
}

impl Recipe {
    /// The mistakes, in the order of signing.
    pub(super) fn notes(&self, model: &Model, timestamp: &str) -> Vec<Note> {
        fn one<T>(ways: &[Way<T>], index: Option<usize>) -> Option<&Note> {
            index.and_then(|index| ways.get(index)).map(|way| &way.note)
        }
        let [first, second] = self.alters;
        let [inner, outer] = self.wraps;
        let of_message = [
            one(&model.alters, first),
            one(&model.alters, second),
            one(&model.orders, self.order),
            one(&model.spellings, self.spelling),
            one(&model.joins, self.join),
            one(&model.wraps, inner),
            one(&model.wraps, outer),
        ];
        let mut notes: Vec<Note> = of_message.into_iter().flatten().cloned().collect();
        notes.extend(self.timestamp.map(|signed| values::clocks(signed, timestamp)));
        notes.extend(model.keys.get(self.key).into_iter().flat_map(|key| key.notes.clone()));
        let function = model.functions.get(self.function);
        notes.extend(
            function
                .filter(|way| way.what != Function::RIGHT)
                .map(|way| way.note.clone()),
        );
        notes
    }
}
