//! A wrong variant of signing, as a choice for each step.

use alloc::vec::Vec;

use crate::explain::finding::Note;
use crate::explain::search::model::Model;
use crate::explain::search::variants::functions::Function;
use crate::explain::search::variants::values;
use crate::explain::search::variants::variant::Variant;

/// A choice for each step. `None` is the correct choice; for key and function it is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::explain) struct Recipe {
    pub(in crate::explain) mutations: [Option<usize>; 2],
    pub(in crate::explain) order: Option<usize>,
    pub(in crate::explain) spelling: Option<usize>,
    pub(in crate::explain) join: Option<usize>,
    pub(in crate::explain) affixes: [Option<usize>; 2],
    /// The timestamp that was signed instead of the sent one.
    pub(in crate::explain) timestamp: Option<u64>,
    pub(in crate::explain) key: usize,
    pub(in crate::explain) function: usize,
}

impl Recipe {
    /// The mistakes, in the order of signing.
    pub(in crate::explain) fn notes(&self, model: &Model, timestamp: &str) -> Vec<Note> {
        fn one<T>(variants: &[Variant<T>], index: Option<usize>) -> Option<&Note> {
            index.and_then(|index| variants.get(index)).map(|variant| &variant.note)
        }
        let [first, second] = self.mutations;
        let [inner, outer] = self.affixes;
        let of_message = [
            one(&model.mutations.all, first),
            one(&model.mutations.all, second),
            one(&model.orders, self.order),
            one(&model.spellings, self.spelling),
            one(&model.joins.all, self.join),
            one(&model.affixes.all, inner),
            one(&model.affixes.all, outer),
        ];
        let mut notes: Vec<Note> = of_message.into_iter().flatten().cloned().collect();
        notes.extend(self.timestamp.map(|signed| values::clocks(signed, timestamp)));
        notes.extend(model.keys.get(self.key).into_iter().flat_map(|key| key.notes.clone()));
        let function = model.functions.get(self.function);
        notes.extend(
            function
                .filter(|variant| variant.what != Function::RIGHT)
                .map(|variant| variant.note.clone()),
        );
        notes
    }
}
