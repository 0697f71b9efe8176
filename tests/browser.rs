//! The wasm suite in a page.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;
#[path = "common/wasm.rs"]
mod wasm;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
