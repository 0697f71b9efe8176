//! The boundary: everything that knows JavaScript, and nothing else. wasm32 only.
//!
//! No Rust struct crosses. The synchronous exports take and return numbers; text and bytes travel
//! through two buffers of this module's, whose addresses JavaScript is told (`frame`).

#![expect(
    unreachable_pub,
    reason = "wasm-bindgen exports public functions only; nobody else reaches this module"
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
