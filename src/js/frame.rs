//! How text and bytes cross: a frame is a run of fields, each a length (4 bytes, little-endian) and
//! that many bytes. JavaScript writes one into the input buffer and reads one from the output buffer.

use alloc::string::String;
use alloc::vec::Vec;

use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::*;
use zeroize::Zeroize;

use crate::error::{Code, Error};
use crate::time::decimal;

/// Set in a length that an export returns: the frame describes an error.
const FAILED: u32 = 1 << 31;

/// More than any request, and than the largest page the API documents usually takes.
const LARGE: usize = 1 << 20;

static INPUT: SpinMutex<Vec<u8>> = SpinMutex::new(Vec::new());
static OUTPUT: SpinMutex<Vec<u8>> = SpinMutex::new(Vec::new());

/// The address of an input buffer of at least `length` bytes. Valid until the next call with a
/// greater length.
#[wasm_bindgen]
pub fn input(length: usize) -> usize {
    let Some(mut buffer) = INPUT.try_lock() else {
        return 0;
    };
    if buffer.len() < length {
        // What may be a secret must not stay behind in the block given up.
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

/// The linear memory of this instance.
#[wasm_bindgen]
#[must_use]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Hands the first `length` bytes of the input to `read`.
pub(super) fn with_input<T>(length: usize, read: impl FnOnce(&[u8]) -> Result<T, Error>) -> Result<T, Error> {
    let buffer = INPUT.try_lock().ok_or_else(busy)?;
    read(buffer.get(..length).ok_or_else(busy)?)
}

/// The same for input that holds a secret: wipes it afterwards.
pub(super) fn with_secret_input<T>(length: usize, read: impl FnOnce(&[u8]) -> Result<T, Error>) -> Result<T, Error> {
    let result = with_input(length, read);
    if let Some(used) = INPUT.try_lock().as_mut().and_then(|buffer| buffer.get_mut(..length)) {
        used.zeroize();
    }
    result
}

/// Writes text over the start of the input, whose address the caller has at hand. Returns its length.
pub(super) fn write_back(text: &str) -> u32 {
    let Some(mut buffer) = INPUT.try_lock() else {
        return FAILED;
    };
    for (place, byte) in buffer.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    u32::try_from(text.len()).unwrap_or(0)
}

/// Frees an input buffer that a large body left behind; whether there was one.
pub(super) fn give_up_large_input() -> bool {
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

    /// The next field; empty past the end.
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

    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

/// Writes fields; returns the frame's length.
pub(super) fn write<'a>(fields: impl IntoIterator<Item = &'a str>) -> u32 {
    let Some(mut buffer) = OUTPUT.try_lock() else {
        return FAILED;
    };
    buffer.clear();
    for field in fields {
        let length = u32::try_from(field.len()).unwrap_or(0);
        buffer.extend_from_slice(&length.to_le_bytes());
        buffer.extend_from_slice(field.as_bytes());
    }
    u32::try_from(buffer.len()).unwrap_or(0)
}

/// Writes one text without a length before it; returns its length.
pub(super) fn write_bare(text: &str) -> u32 {
    let Some(mut buffer) = OUTPUT.try_lock() else {
        return FAILED;
    };
    buffer.clear();
    buffer.extend_from_slice(text.as_bytes());
    u32::try_from(text.len()).unwrap_or(0)
}

/// Writes an error, an empty field for what it does not say.
pub(super) fn fail(error: &Error) -> u32 {
    let number = |value: Option<u64>| value.map_or(String::new(), decimal);
    let index = |value: Option<usize>| number(value.and_then(|value| u64::try_from(value).ok()));
    let length = write([
        error.code().as_str(),
        error.message(),
        error.hint().unwrap_or_default(),
        error.error_code().unwrap_or_default(),
        &number(error.detail().map(u64::from)),
        &number(error.status().map(u64::from)),
        if error.is_retryable() { "1" } else { "" },
        &number(error.retry_after_ms()),
        error.reason().map_or("", crate::error::Reason::as_str),
        &index(error.offset()),
        &index(error.row()),
        error.field().unwrap_or_default(),
    ]);
    length | FAILED
}

fn busy() -> Error {
    Error::new(
        Code::Internal,
        "a call entered the wasm instance while another was in it",
    )
}
