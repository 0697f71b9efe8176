//! The boundary to JavaScript. Only this module knows JavaScript. wasm32 only.
//!
//! No Rust struct crosses the boundary. The exports take and return numbers. Text and bytes are in two buffers, whose
//! addresses JavaScript requests (`frame`).

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
