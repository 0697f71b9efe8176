//! The page decoded last, laid open to JavaScript (`npm/meetings.ts`).

use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::*;

use crate::decode::Tape;

static TAPE: SpinMutex<Option<Tape>> = SpinMutex::new(None);

/// Puts a page where JavaScript finds it, in place of the one before.
pub(super) fn store(tape: Tape) {
    if let Some(mut place) = TAPE.try_lock() {
        *place = Some(tape);
    }
}

/// Where the page is: the addresses of its slots (0), pieces (1), ASCII text (2), other text (3)
/// and unknown fields (4). 0 where there is no page. Valid until the next call of any export.
#[wasm_bindgen]
pub fn tape(part: u32) -> usize {
    let place = TAPE.try_lock();
    let Some(tape) = place.as_ref().and_then(|place| place.as_ref()) else {
        return 0;
    };
    match part {
        0 => tape.slots.as_ptr().addr(),
        1 => tape.pieces.as_ptr().addr(),
        2 => tape.ascii.as_ptr().addr(),
        3 => tape.wide.as_ptr().addr(),
        _ => tape.extra.as_ptr().addr(),
    }
}

/// Frees the page.
#[wasm_bindgen]
pub fn tape_free() {
    if let Some(mut place) = TAPE.try_lock() {
        *place = None;
    }
}
