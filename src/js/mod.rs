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
#[cfg(any(feature = "wasm-client", feature = "wasm-calendar"))]
#[cfg_attr(
    not(feature = "wasm-client"),
    expect(dead_code, reason = "the calendar has no secrets")
)]
mod frame;
#[cfg(feature = "wasm-client")]
mod policy;
#[cfg(feature = "wasm-client")]
mod tape;
#[cfg(any(feature = "wasm-client", feature = "wasm-calendar"))]
mod times;

#[cfg(feature = "wasm-calendar")]
mod calendar;
#[cfg(feature = "wasm-calendar")]
mod columns;

#[cfg(feature = "wasm-explain")]
mod explain;

#[cfg(any(feature = "wasm-client", feature = "wasm-explain"))]
mod stack;

#[cfg(any(feature = "wasm-freestanding", feature = "wasm-calendar"))]
mod freestanding;
