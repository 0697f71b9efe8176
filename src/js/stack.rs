//! The stack in linear memory, on which calls leave what they had in variables.

use core::hint::black_box;

/// As `scripts/build.mjs` sets it.
#[cfg(feature = "wasm-explain")]
pub(super) const SIZE: usize = 65_536;

/// Overwrites so many bytes below the caller's variables.
#[inline(never)]
pub(super) fn scrub<const LENGTH: usize>() {
    black_box(&mut [0_u8; LENGTH]);
}

/// Does work that sees a secret, and overwrites the part of the stack that it used.
#[cfg(feature = "wasm-client")]
pub(super) fn scrubbed<T>(work: impl FnOnce() -> T) -> T {
    let result = apart(work);
    scrub::<1024>();
    result
}

/// Never inlined, so that its variables lie where the scrubbing comes to lie.
#[cfg(feature = "wasm-client")]
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}
