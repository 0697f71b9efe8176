//! The synchronous exports of the client.

use alloc::vec::Vec;

use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::*;

use super::frame::{self, Fields, from_unsigned};
use super::{stack, tape};
use crate::credentials::Credentials;
use crate::decode::Expected;
use crate::error::{Code, Error};
use crate::parameters::RULES;
use crate::query::{self, CanonicalQuery, Pair};
use crate::request::{self, MEETING_LIST, SignedRequest};
use crate::signature::{self, Signature};
use crate::time::Timestamp;

/// Prepared credentials by slot. A slot is valid only in this instance: when JavaScript replaces the instance, it
/// forgets all slots.
static CREDENTIALS: SpinMutex<Slots> = SpinMutex::new(Slots {
    all: Vec::new(),
    free: Vec::new(),
});

struct Slots {
    all: Vec<Option<Credentials>>,
    free: Vec<usize>,
}

/// Prepares credentials. In: key, secret. Out: their slot.
#[wasm_bindgen]
pub fn open(length: usize) -> u32 {
    let opened = frame::with_secret_input(length, length, |frame| {
        let mut fields = Fields::of(frame);
        Credentials::new(fields.text(), fields.bytes())
    });
    frame::finish(opened.and_then(store), |slot| {
        frame::write(|frame| frame.number(slot.into()))
    })
}

/// Wipes credentials and frees their slot.
#[wasm_bindgen]
pub fn close(slot: usize) {
    let Some(mut slots) = CREDENTIALS.try_lock() else {
        return;
    };
    if slots.all.get_mut(slot).and_then(Option::take).is_some() {
        slots.free.push(slot);
    }
}

/// Signs a message, on the hot path. In: the message, without a frame. Out: the signature, over the start of the input.
#[wasm_bindgen]
pub fn sign(slot: usize, length: usize) -> u32 {
    let signed = with_credentials(slot, |credentials| {
        frame::with_input(length, |message| Ok(credentials.signing_key().sign(message)))
    });
    write_signature(signed)
}

/// Signs a message with a secret that is used once. In: the secret and then the message, without a frame. Out: as
/// [`sign`].
#[wasm_bindgen]
pub fn sign_once(secret_length: usize, length: usize) -> u32 {
    let signed = frame::with_secret_input(secret_length, secret_length.saturating_add(length), |input| {
        let (secret, message) = input.split_at_checked(secret_length).unwrap_or_default();
        Ok(signature::sign(secret, message))
    });
    write_signature(signed)
}

/// In: each name followed by its value. Out: the base string.
#[wasm_bindgen]
pub fn base_string(length: usize) -> u32 {
    let base = frame::with_input(length, |frame| {
        CanonicalQuery::from_pairs(pairs(Fields::of(frame))).map(|query| query.base_string())
    });
    frame::finish(base, |base| frame::write(|frame| frame.text(&base)))
}

/// Signs a request for the meeting list. In: base URL (empty: the default), timestamp, the values of the parameters in
/// the order of [`RULES`]. Out: URL, base string (empty if it equals the URL's query), signature, timestamp.
#[wasm_bindgen]
pub fn sign_list(slot: usize, length: usize) -> u32 {
    sign_request(slot, length, |credentials, mut fields| {
        let (base_url, timestamp) = head(&mut fields)?;
        let mut params = Vec::with_capacity(RULES.len() + 2);
        for rule in &RULES {
            let value = query::checked(rule, fields.text())?;
            if !value.is_empty() {
                params.push((rule.name.into(), value.into()));
            }
        }
        request::sign_pairs(credentials, base_url, MEETING_LIST, params, timestamp)
    })
}

/// Signs any request. In: base URL, timestamp, path, then each name followed by its value. Out: as [`sign_list`].
#[wasm_bindgen]
pub fn sign_path(slot: usize, length: usize) -> u32 {
    sign_request(slot, length, |credentials, mut fields| {
        let (base_url, timestamp) = head(&mut fields)?;
        let path = fields.text();
        request::sign_pairs(credentials, base_url, path, pairs(fields), timestamp)
    })
}

/// Verifies a received request. In: its query, its signature, the current time. Out: each name followed by its value.
#[wasm_bindgen]
pub fn verify(slot: usize, length: usize) -> u32 {
    let work = |frame: &[u8]| {
        let mut fields = Fields::of(frame);
        let (query, header) = (fields.text(), fields.text());
        let now = Timestamp::parse(fields.text()).map_err(|error| error.with_field("now"))?;
        // The correct signature of a forged request is a credential. It must not stay on the stack.
        stack::scrubbed(|| with_credentials(slot, |credentials| request::verify(credentials, query, header, now)))
    };
    let verified = frame::with_input(length, work);
    frame::finish(verified, |query| {
        frame::write(|frame| {
            for (name, value) in query.iter() {
                frame.text(name);
                frame.text(value);
            }
        })
    })
}

/// Decodes a response. In: the body, without a frame. Out: nothing; the page is on the tape.
#[wasm_bindgen]
pub fn decode(status: u16, length: usize) -> u32 {
    let decoded = frame::with_input(length, |body| tape::decode(status, body, Expected::Page));
    tape::publish_input(frame::free_large_input());
    frame::finish(decoded, |_| 0)
}

fn store(credentials: Credentials) -> Result<u32, Error> {
    let mut slots = CREDENTIALS.try_lock().ok_or_else(unknown_slot)?;
    let free = slots.free.pop().unwrap_or(slots.all.len());
    match slots.all.get_mut(free) {
        Some(slot) => *slot = Some(credentials),
        None => slots.all.push(Some(credentials)),
    }
    u32::try_from(free).map_err(|_| unknown_slot())
}

fn with_credentials<T>(slot: usize, work: impl FnOnce(&Credentials) -> Result<T, Error>) -> Result<T, Error> {
    let slots = CREDENTIALS.try_lock().ok_or_else(unknown_slot)?;
    let credentials = slots.all.get(slot).and_then(Option::as_ref);
    work(credentials.ok_or_else(unknown_slot)?)
}

fn sign_request(
    slot: usize,
    length: usize,
    sign: impl FnOnce(&Credentials, Fields<'_>) -> Result<SignedRequest, Error>,
) -> u32 {
    let signed = with_credentials(slot, |credentials| {
        frame::with_input(length, |frame| sign(credentials, Fields::of(frame)))
    });
    frame::finish(signed, |signed| {
        let is_query = signed.url.ends_with(&signed.base_string);
        frame::write(|frame| {
            frame.text(&signed.url);
            frame.text(if is_query { "" } else { &signed.base_string });
            frame.text(signed.signature.as_str());
            frame.number(from_unsigned(signed.timestamp.as_millis()));
        })
    })
}

fn head<'a>(fields: &mut Fields<'a>) -> Result<(&'a str, Timestamp), Error> {
    let base_url = match fields.text() {
        "" => request::BASE_URL,
        base_url => base_url,
    };
    Ok((base_url, Timestamp::parse(fields.text())?))
}

fn pairs(mut fields: Fields<'_>) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    while !fields.is_at_end() {
        pairs.push((fields.text().into(), fields.text().into()));
    }
    pairs
}

fn write_signature(signed: Result<Signature, Error>) -> u32 {
    frame::finish(signed, |signature| frame::write_back(signature.as_str()))
}

fn unknown_slot() -> Error {
    Error::new(Code::Internal, "the wasm instance does not have these credentials")
}
