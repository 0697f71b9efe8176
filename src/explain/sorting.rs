//! Sorts short lists. The library's sort adds 5 KB to the wasm for each type.

/// Insertion sort. Equal items stay in their order.
pub(super) fn sort<T>(items: &mut [T], is_before: &dyn Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        let Some(sorted) = items.get_mut(..=end) else {
            return;
        };
        let place = sorted
            .split_last()
            .map(|(last, before)| before.iter().rposition(|item| !is_before(last, item)));
        let place = place.flatten().map_or(0, |place| place + 1);
        if let Some(moved) = sorted.get_mut(place..) {
            moved.rotate_right(1);
        }
    }
}
