//! The page decoded last, laid open to JavaScript (`npm/meetings.ts`).

use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::*;

use crate::decode::{self, Tape};
use crate::error::{Code, Error};

static TAPE: SpinMutex<Option<Tape>> = SpinMutex::new(None);

/// Tapes with room for this many bytes of text or less are kept for the next page: reading a few
/// meetings takes little more time than allocating for them.
const SMALL: usize = 64 << 10;

/// Decodes an answer and puts the page where JavaScript finds it, in place of the one before.
pub(super) fn decode(status: u16, body: &[u8]) -> Result<(), Error> {
    let mut place = TAPE
        .try_lock()
        .ok_or_else(|| Error::new(Code::Internal, "the last page is still being read"))?;
    let spare = place.take().unwrap_or_default();
    *place = Some(decode::tape_in(spare, status, body)?);
    Ok(())
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

/// Frees the page, if it is worth it.
#[wasm_bindgen]
pub fn tape_free() {
    if let Some(mut place) = TAPE.try_lock() {
        place.take_if(|tape| tape.ascii.capacity() > SMALL);
    }
}
