//! Gives JavaScript access to the page that was decoded last.

use core::ops::Range;
use core::sync::atomic::{AtomicU32, Ordering};

use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::*;

use crate::decode::{self, Expected, Tape};
use crate::error::{Code, Error};

static TAPE: SpinMutex<Tape> = SpinMutex::new(Tape::EMPTY);

/// A tape with at most this many bytes of text is reused for the next page. For a few meetings, allocating a new one
/// takes about as long as decoding.
const SMALL: usize = 64 << 10;

/// What JavaScript reads after a call: the addresses of the fields of [`Tape`] in their order; whether the tape is
/// large and should be freed; the server's clock; and whether the input was freed. A static never moves, so JavaScript
/// requests its address only once.
static PARTS: [AtomicU32; 9] = [const { AtomicU32::new(0) }; 9];
const LARGE: usize = 6;
const CLOCK: usize = 7;
const INPUT_FREED: usize = 8;

/// Decodes a response and replaces the content of the tape. Returns the range of the result in the body.
pub(super) fn decode(status: u16, body: &[u8], expected: Expected) -> Result<Option<Range<usize>>, Error> {
    let mut tape = TAPE
        .try_lock()
        .ok_or_else(|| Error::new(Code::Internal, "a response was decoded during another call"))?;
    let written = decode::write(&mut tape, status, body, expected);
    if written.is_err() || expected == Expected::Any {
        *tape = Tape::EMPTY;
    }
    publish(&tape);
    written
}

fn publish(tape: &Tape) {
    let parts = [
        tape.slots.as_ptr().addr(),
        tape.pieces.as_ptr().addr(),
        tape.ascii.as_ptr().addr(),
        tape.wide.as_ptr().addr(),
        tape.extra.as_ptr().addr(),
        tape.unknown.as_ptr().addr(),
    ];
    for (place, part) in PARTS.iter().zip(parts) {
        place.store(u32::try_from(part).unwrap_or(0), Ordering::Relaxed);
    }
    store(LARGE, (tape.ascii.capacity() > SMALL).into());
}

/// Publishes the server's clock, in seconds since 1970; 0 if it is unknown.
pub(super) fn publish_clock(server_ms: Option<i64>) {
    let seconds = server_ms.and_then(|ms| u32::try_from(ms / 1000).ok()).unwrap_or(0);
    store(CLOCK, seconds);
}

/// Publishes whether the input buffer was freed, so that JavaScript asks for a new one.
pub(super) fn publish_input(is_freed: bool) {
    store(INPUT_FREED, is_freed.into());
}

fn store(index: usize, value: u32) {
    if let Some(part) = PARTS.get(index) {
        part.store(value, Ordering::Relaxed);
    }
}

/// The address of [`PARTS`]. Its values are valid until the next call of any export.
#[wasm_bindgen]
#[must_use]
pub fn tape() -> usize {
    PARTS.as_ptr().addr()
}

/// Frees the page.
#[wasm_bindgen]
pub fn tape_free() {
    if let Some(mut tape) = TAPE.try_lock() {
        *tape = Tape::EMPTY;
    }
}
