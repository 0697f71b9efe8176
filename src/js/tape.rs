//! The page decoded last, laid open to JavaScript (`npm/meetings.ts`).

use core::ops::Range;
use core::sync::atomic::{AtomicU32, Ordering};

use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::*;

use crate::decode::{self, Expected, Tape};
use crate::error::{Code, Error};

static TAPE: SpinMutex<Tape> = SpinMutex::new(Tape::EMPTY);

/// Tapes with room for this many bytes of text or less are kept for the next page: reading a few
/// meetings takes little more time than allocating for them.
const SMALL: usize = 64 << 10;

/// Where the page is: the addresses of its slots, pieces, ASCII text, other text, unknown fields and the values of more of them;
/// then whether it is worth freeing, and the clock of the server that sent it. A static, so that it never moves and
/// JavaScript asks for its address once.
static PARTS: [AtomicU32; 8] = [const { AtomicU32::new(0) }; 8];

/// Decodes a response and puts the page, if one is expected, where JavaScript finds it, in place of the one before.
/// Where the result stands in the body.
pub(super) fn decode(status: u16, body: &[u8], expected: Expected) -> Result<Option<Range<usize>>, Error> {
    let mut tape = TAPE
        .try_lock()
        .ok_or_else(|| Error::new(Code::Internal, "the last page is still being read"))?;
    let written = decode::write(&mut tape, status, body, expected);
    if written.is_err() || expected == Expected::Any {
        *tape = Tape::EMPTY;
    }
    lay_open(&tape);
    written
}

fn lay_open(tape: &Tape) {
    let parts = [
        tape.slots.as_ptr().addr(),
        tape.pieces.as_ptr().addr(),
        tape.ascii.as_ptr().addr(),
        tape.wide.as_ptr().addr(),
        tape.extra.as_ptr().addr(),
        tape.unknown.as_ptr().addr(),
        usize::from(tape.ascii.capacity() > SMALL),
    ];
    for (place, part) in PARTS.iter().zip(parts) {
        place.store(u32::try_from(part).unwrap_or(0), Ordering::Relaxed);
    }
}

/// Tells the server's clock, in seconds since 1970; 0 where it is not known.
pub(super) fn lay_open_clock(server_ms: Option<i64>) {
    let seconds = server_ms.and_then(|ms| u32::try_from(ms / 1000).ok()).unwrap_or(0);
    if let Some(place) = PARTS.last() {
        place.store(seconds, Ordering::Relaxed);
    }
}

/// The address of eight words that tell where the page is; they are valid until the next call of any export.
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
