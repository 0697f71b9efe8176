//! A wrong choice.

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
