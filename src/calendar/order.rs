//! Sorts lists.

use alloc::vec::Vec;
use core::cmp::Ordering;
use core::mem;

/// The indices of a list, sorted by `key` and, where keys are equal, by `compare`.
///
/// A merge sort, because the library's sort would add 1 KB (brotli) to the wasm. A sorted list takes one pass.
pub(super) fn order(
    length: usize,
    key: &dyn Fn(usize) -> u64,
    compare: &dyn Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let in_order = |a: &Item, b: &Item| match a.key.cmp(&b.key) {
        Ordering::Equal => compare(a.index, b.index) != Ordering::Greater,
        ordering => ordering == Ordering::Less,
    };
    let items = (0..length).map(|index| Item { key: key(index), index }).collect();
    sorted(items, &in_order).into_iter().map(|item| item.index).collect()
}

#[derive(Clone, Copy)]
struct Item {
    key: u64,
    index: usize,
}

/// Stable. `in_order` says whether two items may stay as they are.
fn sorted(mut items: Vec<Item>, in_order: &dyn Fn(&Item, &Item) -> bool) -> Vec<Item> {
    if items.is_sorted_by(in_order) {
        return items;
    }
    let mut merged = Vec::with_capacity(items.len());
    let mut run = 1;
    while run < items.len() {
        for pair in items.chunks(2 * run) {
            let (left, right) = pair.split_at_checked(run).unwrap_or((pair, &[]));
            merge(left, right, in_order, &mut merged);
        }
        mem::swap(&mut items, &mut merged);
        merged.clear();
        run *= 2;
    }
    items
}

fn merge(mut left: &[Item], mut right: &[Item], in_order: &dyn Fn(&Item, &Item) -> bool, out: &mut Vec<Item>) {
    while let (Some((a, left_rest)), Some((b, right_rest))) = (left.split_first(), right.split_first()) {
        if in_order(a, b) {
            out.push(*a);
            left = left_rest;
        } else {
            out.push(*b);
            right = right_rest;
        }
    }
    out.extend_from_slice(left);
    out.extend_from_slice(right);
}

/// The start of a text as a key: texts in order have keys in order.
pub(super) fn text_key(text: &str) -> u64 {
    let mut start = [0; 8];
    for (place, byte) in start.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    u64::from_be_bytes(start)
}

/// A time as a key.
pub(super) fn time_key(millis: i64) -> u64 {
    millis.cast_unsigned() ^ (1 << 63)
}
