//! A wrong choice.

use alloc::vec::Vec;

use crate::explain::finding::Note;

/// A choice for a step, and the finding that reports it.
pub(in crate::explain) struct Variant<T> {
    pub(in crate::explain) what: T,
    pub(in crate::explain) note: Note,
}

impl<T> Variant<T> {
    pub(in crate::explain) fn new(what: T, note: Note) -> Self {
        Self { what, note }
    }
}

/// Not inlined: each of the many calls would add its own copy of this code to the wasm.
#[inline(never)]
pub(in crate::explain) fn add<T>(variants: &mut Vec<Variant<T>>, what: T, note: Note) {
    variants.push(Variant::new(what, note));
}

/// The parts of a table that is written as one text, which keeps the wasm smaller than a list would. Not inlined: each
/// loop over a split text would add a copy of its code.
#[inline(never)]
pub(in crate::explain) fn rows(table: &'static str, separator: char) -> Vec<&'static str> {
    table.split(separator).collect()
}

/// The parts of a table of pairs: `before~after¦before~after`.
#[inline(never)]
pub(in crate::explain) fn halves(table: &'static str) -> Vec<(&'static str, &'static str)> {
    table.split('¦').filter_map(|pair| pair.split_once('~')).collect()
}

/// The choices for a step. There are too many rare ones to try them together with other mistakes.
pub(in crate::explain) struct Choices<T> {
    pub(in crate::explain) all: Vec<T>,
    /// How many of the first ones are common.
    pub(in crate::explain) common: usize,
}

impl<T> Choices<T> {
    pub(in crate::explain) fn new(common: Vec<T>, rare: Vec<T>) -> Self {
        let mut all = common;
        let common = all.len();
        all.extend(rare);
        Self { all, common }
    }

    pub(in crate::explain) fn get(&self, place: usize) -> Option<&T> {
        self.all.get(place)
    }

    pub(in crate::explain) fn common(&self) -> &[T] {
        self.all.get(..self.common).unwrap_or_default()
    }

    pub(in crate::explain) fn len(&self) -> usize {
        self.all.len()
    }
}
