//! The synchronous exports of the client.

use alloc::string::String;
use alloc::vec::Vec;

use spin::mutex::SpinMutex;
use wasm_bindgen::prelude::*;

use super::frame::{self, Fields};
use super::tape;
use crate::credentials::Credentials;
use crate::error::{Code, Error};
use crate::query::{CanonicalQuery, MeetingQuery};
use crate::request::{self, MEETING_LIST, SignedRequest};
use crate::signature::{self, Signature};
use crate::time::{self, Shift, Timestamp};

/// Prepared credentials by slot. A slot is good for the instance that gave it: the facade forgets all
/// of them when it replaces the instance.
static CREDENTIALS: SpinMutex<Slots> = SpinMutex::new(Slots {
    all: Vec::new(),
    free: Vec::new(),
});

struct Slots {
    all: Vec<Option<Credentials>>,
    free: Vec<usize>,
}

/// Prepares credentials. In: key, secret. Out: the slot.
#[wasm_bindgen]
pub fn open(length: usize) -> u32 {
    let opened = frame::with_secret_input(length, |frame| {
        let mut fields = Fields::of(frame);
        Credentials::new(fields.text(), fields.bytes())
    });
    match opened.and_then(place) {
        Ok(slot) => slot,
        Err(error) => frame::fail(&error),
    }
}

/// Forgets credentials.
#[wasm_bindgen]
pub fn close(slot: usize) {
    let Some(mut slots) = CREDENTIALS.try_lock() else {
        return;
    };
    if slots.all.get_mut(slot).and_then(Option::take).is_some() {
        slots.free.push(slot);
    }
}

/// The hot path. In: a message, bare. Out: the signature, bare, over the start of the input, which has room for it.
#[wasm_bindgen]
pub fn sign(slot: usize, length: usize) -> u32 {
    let signed = with_credentials(slot, |credentials| {
        frame::with_input(length, |message| Ok(credentials.signing_key().sign(message)))
    });
    bare(signed)
}

/// The same with a secret used once. In: secret and message, end to end.
#[wasm_bindgen]
pub fn sign_once(secret_length: usize, length: usize) -> u32 {
    let signed = frame::with_secret_input(secret_length.saturating_add(length), |input| {
        let (secret, message) = input.split_at_checked(secret_length).unwrap_or_default();
        Ok(signature::sign(secret, message))
    });
    bare(signed)
}

/// In: names and values in turn. Out: the base string, bare.
#[wasm_bindgen]
pub fn base_string(length: usize) -> u32 {
    let base = frame::with_input(length, |frame| {
        CanonicalQuery::from_pairs(pairs(Fields::of(frame))).map(|query| query.base_string())
    });
    match base {
        Ok(base) => frame::write_bare(&base),
        Err(error) => frame::fail(&error),
    }
}

/// Signs a request for the meeting list. In: base URL (empty: the default), timestamp, userId, isUpComing, pageNum,
/// pageSize. Out: URL, base string, signature, timestamp.
#[wasm_bindgen]
pub fn sign_list(slot: usize, length: usize) -> u32 {
    sign_request(slot, length, |credentials, mut fields| {
        let (base_url, timestamp) = head(&mut fields)?;
        let query = MeetingQuery::parse(fields.text(), fields.text(), fields.text(), fields.text())?;
        let params = query.params().map(|(name, value)| (name.into(), value));
        request::sign_pairs(credentials, base_url, MEETING_LIST, params.into(), timestamp)
    })
}

/// Signs any request. In: base URL, timestamp, path, then names and values in turn. Out: as [`sign_list`].
#[wasm_bindgen]
pub fn sign_path(slot: usize, length: usize) -> u32 {
    sign_request(slot, length, |credentials, mut fields| {
        let (base_url, timestamp) = head(&mut fields)?;
        let path = fields.text();
        request::sign_pairs(credentials, base_url, path, pairs(fields), timestamp)
    })
}

/// Verifies a received request. In: its query, its signature, the present. Out: the parameters, names and
/// values in turn.
#[wasm_bindgen]
pub fn verify(slot: usize, length: usize) -> u32 {
    let verified = with_credentials(slot, |credentials| {
        frame::with_input(length, |frame| {
            let mut fields = Fields::of(frame);
            let (query, header) = (fields.text(), fields.text());
            request::verify(
                credentials,
                query,
                header,
                Timestamp::parse(fields.text()).map_err(|error| error.with_field("now"))?,
            )
        })
    });
    match verified {
        Ok(query) => frame::write(query.iter().flat_map(|(name, value)| [name, value])),
        Err(error) => frame::fail(&error),
    }
}

/// Decodes an answer. In: the body, bare. Out: a page on the tape; and whether the input buffer is gone.
#[wasm_bindgen]
pub fn decode(status: u16, length: usize) -> u32 {
    let decoded = frame::with_input(length, |body| tape::decode(status, body));
    let is_gone = frame::give_up_large_input();
    match decoded {
        Ok(()) => u32::from(is_gone),
        Err(error) => frame::fail(&error),
    }
}

/// Reads a start time. In: its text. Out: milliseconds as if the clock showed UTC; NaN where it is none.
#[wasm_bindgen]
pub fn wall_clock(length: usize) -> f64 {
    let wall = frame::with_input(length, |text| {
        Ok(time::wall_clock_ms(core::str::from_utf8(text).unwrap_or_default()))
    });
    wall.ok().flatten().map_or(f64::NAN, from_millis)
}

#[wasm_bindgen]
extern "C" {
    /// The clocks of a time zone.
    pub type Zone;
    /// Their offset from UTC at an instant, in milliseconds, east positive; NaN where it cannot be told. Does not throw.
    #[wasm_bindgen(method, js_name = offsetMs)]
    fn offset_ms(this: &Zone, instant: f64) -> f64;
}

/// The instant of a wall-clock time in a zone. In: milliseconds from [`wall_clock`]. Out: four times the instant's
/// milliseconds, plus 1 for a gap and 2 for an overlap; NaN where the zone's offsets cannot be told.
#[wasm_bindgen]
pub fn in_zone(wall_ms: f64, zone: &Zone) -> f64 {
    let offset = |instant| {
        let offset = zone.offset_ms(from_millis(instant));
        (!offset.is_nan()).then(|| to_millis(offset))
    };
    let Some(found) = time::in_zone(to_millis(wall_ms), offset) else {
        return f64::NAN;
    };
    let shift = match found.shift {
        Shift::None => 0,
        Shift::Gap => 1,
        Shift::Overlap => 2,
    };
    from_millis(found.millis.saturating_mul(4).saturating_add(shift))
}

fn place(credentials: Credentials) -> Result<u32, Error> {
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
    match signed {
        Ok(signed) => frame::write([
            signed.url.as_str(),
            &signed.base_string,
            signed.signature.as_str(),
            &time::decimal(signed.timestamp.as_millis()),
        ]),
        Err(error) => frame::fail(&error),
    }
}

fn head<'a>(fields: &mut Fields<'a>) -> Result<(&'a str, Timestamp), Error> {
    let base_url = match fields.text() {
        "" => request::BASE_URL,
        base_url => base_url,
    };
    Ok((base_url, Timestamp::parse(fields.text())?))
}

fn pairs(mut fields: Fields<'_>) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    while !fields.is_at_end() {
        pairs.push((fields.text().into(), fields.text().into()));
    }
    pairs
}

fn bare(signed: Result<Signature, Error>) -> u32 {
    match signed {
        Ok(signature) => frame::write_back(signature.as_str()),
        Err(error) => frame::fail(&error),
    }
}

#[expect(
    clippy::as_conversions,
    reason = "exact: a four-digit year's milliseconds stay below 2^53"
)]
pub(super) fn from_millis(millis: i64) -> f64 {
    millis as f64
}

#[expect(clippy::as_conversions, reason = "saturates, and NaN is 0: total")]
pub(super) fn to_millis(millis: f64) -> i64 {
    millis as i64
}

fn unknown_slot() -> Error {
    Error::new(Code::Internal, "the wasm instance does not hold these credentials")
}
