//! Sorts lists.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// The indices of a list, sorted. Not generic: each further copy of the library's sort would add kilobytes to the wasm.
pub(super) fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    order
}
