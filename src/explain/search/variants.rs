//! Every wrong way of signing, as a choice for each step: which parameters, their order, spelling and joining, the text
//! around them, the key and the function.

pub(in crate::explain) mod affix;
pub(in crate::explain) mod functions;
pub(in crate::explain) mod keys;
pub(in crate::explain) mod mutation;
pub(in crate::explain) mod orders;
pub(in crate::explain) mod values;
pub(in crate::explain) mod writing;

use alloc::vec::Vec;

use crate::explain::finding::Note;
use crate::explain::parse::case::Case;
use crate::explain::parse::parameter::Parameter;
use affix::Wrap;
use functions::Function;
use keys::Key;
use mutation::Alter;
use orders::Order;
use writing::{Join, Spelling};

/// A choice for a step, and the finding that reports it.
pub(in crate::explain) struct Way<T> {
    pub(in crate::explain) what: T,
    pub(in crate::explain) note: Note,
}

impl<T> Way<T> {
    pub(in crate::explain) fn new(what: T, note: Note) -> Self {
        Self { what, note }
    }
}

/// All choices for a request.
pub(in crate::explain) struct Model {
    pub(in crate::explain) pairs: Vec<Parameter>,
    pub(in crate::explain) alters: Vec<Way<Alter>>,
    pub(in crate::explain) orders: Vec<Way<Order>>,
    pub(in crate::explain) spellings: Vec<Way<Spelling>>,
    pub(in crate::explain) joins: Vec<Way<Join>>,
    pub(in crate::explain) wraps: Vec<Way<Wrap>>,
    pub(in crate::explain) keys: Vec<Key>,
    pub(in crate::explain) functions: Vec<Way<Function>>,
}

impl Model {
    pub(in crate::explain) fn of(case: &Case<'_>, lengths: &[usize]) -> Self {
        let pairs = case.pasted.parameters.clone();
        Self {
            alters: mutation::all(case, &pairs),
            orders: orders::all(&pairs),
            spellings: writing::spellings(),
            joins: writing::joins(),
            wraps: affix::all(case),
            keys: keys::all(case),
            functions: functions::all(lengths),
            pairs,
        }
    }

    /// A model that has no wrong choices.
    pub(in crate::explain) fn right(case: &Case<'_>) -> Self {
        Self {
            pairs: case.pasted.parameters.clone(),
            alters: Vec::new(),
            orders: Vec::new(),
            spellings: Vec::new(),
            joins: Vec::new(),
            wraps: Vec::new(),
            keys: keys::right(case).into_iter().collect(),
            functions: functions::all(&[]),
        }
    }
}

/// A choice for each step. `None` is the correct choice; for key and function it is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::explain) struct Recipe {
    pub(in crate::explain) alters: [Option<usize>; 2],
    pub(in crate::explain) order: Option<usize>,
    pub(in crate::explain) spelling: Option<usize>,
    pub(in crate::explain) join: Option<usize>,
    pub(in crate::explain) wraps: [Option<usize>; 2],
    /// The timestamp that was signed instead of the sent one.
    pub(in crate::explain) timestamp: Option<u64>,
    pub(in crate::explain) key: usize,
    pub(in crate::explain) function: usize,
}

impl Recipe {
    /// The mistakes, in the order of signing.
    pub(in crate::explain) fn notes(&self, model: &Model, timestamp: &str) -> Vec<Note> {
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
