//! The boundary: everything that knows JavaScript, and nothing else. wasm32 only.
//!
//! No Rust struct crosses. The synchronous exports take and return numbers; text and bytes travel
//! through two buffers of this module, whose addresses JavaScript asks for (`frame`).

#![expect(
    unreachable_pub,
    reason = "wasm-bindgen exports only public functions; this module is not reachable otherwise"
)]

#[cfg(feature = "wasm-client")]
mod client;
#[cfg(feature = "wasm-client")]
mod fetch;
#[cfg(feature = "wasm-client")]
mod frame;
#[cfg(feature = "wasm-client")]
mod policy;
#[cfg(feature = "wasm-client")]
mod tape;

#[cfg(feature = "wasm-explain")]
mod explain;

mod stack;

#[cfg(feature = "wasm-freestanding")]
mod freestanding;
