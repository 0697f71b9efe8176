//! How values cross the boundary. A frame is a sequence of fields, each a length (4 bytes, little-endian) and that many
//! bytes. A field is text (UTF-8), bytes, or a number (an `f64`, little-endian; NaN if unknown). The position of a
//! field decides its type. JavaScript writes a frame into the input buffer and reads one from the output buffer.
//!
//! An export that can fail returns the length of the frame in the output. Bit 31 is set if that frame is an error. For
//! speed, two results are not in the output: a signature is written over the start of the input, and a page of meetings
//! is on the tape.

use alloc::vec::Vec;

use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::*;
use zeroize::Zeroize;

#[cfg(feature = "wasm-client")]
use super::stack;
use crate::error::{Code, Error, Reason};

/// Set in the length that an export returns if the frame is an error.
const FAILED: u32 = 1 << 31;

/// Larger than any request, and than most pages of 1000 meetings.
const LARGE: usize = 1 << 20;

static INPUT: SpinMutex<Vec<u8>> = SpinMutex::new(Vec::new());
static OUTPUT: SpinMutex<Vec<u8>> = SpinMutex::new(Vec::new());

/// The address of an input buffer of at least `length` bytes. Valid until the next call with a greater length.
#[wasm_bindgen]
pub fn input(length: usize) -> usize {
    let Some(mut buffer) = INPUT.try_lock() else {
        return 0;
    };
    if buffer.len() < length {
        // The freed block may hold a secret.
        buffer.zeroize();
        *buffer = alloc::vec![0; length];
    }
    buffer.as_ptr().addr()
}

/// The address of the output buffer. Valid until the next call of any export.
#[wasm_bindgen]
pub fn output() -> usize {
    OUTPUT.try_lock().map_or(0, |buffer| buffer.as_ptr().addr())
}

/// Calls `read` with the first `length` bytes of the input.
pub(super) fn with_input<T>(length: usize, read: impl FnOnce(&[u8]) -> Result<T, Error>) -> Result<T, Error> {
    let buffer = INPUT.try_lock().ok_or_else(busy)?;
    read(buffer.get(..length).ok_or_else(busy)?)
}

/// The same for input that holds a secret in its first `secret` bytes. Wipes them afterward, and the stack.
#[cfg(feature = "wasm-client")]
pub(super) fn with_secret_input<T>(
    secret: usize,
    length: usize,
    read: impl FnOnce(&[u8]) -> Result<T, Error>,
) -> Result<T, Error> {
    let result = stack::scrubbed(|| with_input(length, read));
    if let Some(used) = INPUT.try_lock().as_mut().and_then(|buffer| buffer.get_mut(..secret)) {
        used.zeroize();
    }
    result
}

/// Writes text over the start of the input: JavaScript already knows that address. Returns the length of the text.
pub(super) fn write_back(text: &str) -> u32 {
    let Some(mut buffer) = INPUT.try_lock() else {
        return FAILED;
    };
    for (place, byte) in buffer.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    u32::try_from(text.len()).unwrap_or(0)
}

/// Frees the input buffer if it is large. Returns whether it was.
pub(super) fn free_large_input() -> bool {
    let Some(mut buffer) = INPUT.try_lock() else {
        return false;
    };
    let is_large = buffer.len() > LARGE;
    if is_large {
        *buffer = Vec::new();
    }
    is_large
}

/// The fields of an input frame, in order.
pub(super) struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    pub(super) fn of(frame: &'a [u8]) -> Self {
        Self(frame)
    }

    /// The next field; empty after the last one.
    pub(super) fn bytes(&mut self) -> &'a [u8] {
        let Some((length, rest)) = self.0.split_first_chunk() else {
            return &[];
        };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (field, rest) = rest.split_at_checked(length).unwrap_or_default();
        self.0 = rest;
        field
    }

    /// The next field as text. JavaScript encodes it, so it is UTF-8.
    pub(super) fn text(&mut self) -> &'a str {
        core::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The next field as a number; NaN if it is not a number.
    pub(super) fn number(&mut self) -> f64 {
        self.bytes().try_into().map_or(f64::NAN, f64::from_le_bytes)
    }

    /// The next field as yes or no.
    pub(super) fn flag(&mut self) -> bool {
        self.number() == 1.0
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

/// The output, while a frame is written into it.
pub(super) struct Frame<'a>(&'a mut Vec<u8>);

impl Frame<'_> {
    /// Adds a text.
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Adds a number.
    pub(super) fn number(&mut self, number: f64) {
        self.bytes(&number.to_le_bytes());
    }

    /// Adds bytes.
    #[inline(never)]
    pub(super) fn bytes(&mut self, field: &[u8]) {
        self.0
            .extend_from_slice(&u32::try_from(field.len()).unwrap_or(0).to_le_bytes());
        self.0.extend_from_slice(field);
    }
}

/// Writes a frame into the output. Returns its length.
pub(super) fn write(fields: impl FnOnce(&mut Frame<'_>)) -> u32 {
    let Some(mut buffer) = OUTPUT.try_lock() else {
        return FAILED;
    };
    buffer.clear();
    fields(&mut Frame(&mut buffer));
    u32::try_from(buffer.len()).unwrap_or(0)
}

/// The return value of an export: the length of the frame that `write` writes, or of the error's frame.
pub(super) fn finish<T>(result: Result<T, Error>, write: impl FnOnce(T) -> u32) -> u32 {
    match result {
        Ok(value) => write(value),
        Err(error) => fail(&error),
    }
}

/// Writes an error. `readError` in JavaScript reads the fields in the same order.
fn fail(error: &Error) -> u32 {
    let result = error.result();
    let length = write(|frame| {
        frame.text(error.code().as_str());
        frame.text(error.message());
        frame.text(error.hint().unwrap_or_default());
        frame.text(error.error_code().unwrap_or_default());
        frame.text(error.reason().map_or("", Reason::as_str));
        frame.text(error.field().unwrap_or_default());
        frame.number(error.detail().map_or(f64::NAN, f64::from));
        frame.number(error.status().map_or(f64::NAN, f64::from));
        frame.number(if error.is_retryable() { 1.0 } else { 0.0 });
        frame.number(error.retry_after_ms().map_or(f64::NAN, from_unsigned));
        frame.number(index(error.offset()));
        frame.number(index(error.row()));
        frame.number(index(result.as_ref().map(|result| result.start)));
        frame.number(index(result.map(|result| result.end)));
    });
    length | FAILED
}

/// An index as a number; NaN without one.
pub(super) fn index(index: Option<usize>) -> f64 {
    index
        .and_then(|index| u32::try_from(index).ok())
        .map_or(f64::NAN, f64::from)
}

#[expect(clippy::as_conversions, reason = "exact: milliseconds of dates stay below 2^53")]
pub(super) fn from_millis(millis: i64) -> f64 {
    millis as f64
}

#[expect(clippy::as_conversions, reason = "exact below 2^53; a larger number is rounded")]
pub(super) fn from_unsigned(millis: u64) -> f64 {
    millis as f64
}

#[expect(clippy::as_conversions, reason = "`as` saturates, and converts NaN to 0")]
pub(super) fn to_millis(millis: f64) -> i64 {
    millis as i64
}

fn busy() -> Error {
    Error::new(Code::Internal, "a call entered the wasm instance during another call")
}
