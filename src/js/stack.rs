//! The stack in linear memory. After a call, the values of its variables are still there.

use core::hint::black_box;

/// The size of the stack, which `scripts/build.mjs` sets.
#[cfg(feature = "wasm-explain")]
pub(super) const SIZE: usize = 65_536;

/// Overwrites `LENGTH` bytes below the caller's variables.
#[inline(never)]
pub(super) fn scrub<const LENGTH: usize>() {
    black_box(&mut [0_u8; LENGTH]);
}

/// Does work that uses a secret, and then overwrites the part of the stack that it used.
#[cfg(feature = "wasm-client")]
pub(super) fn scrubbed<T>(work: impl FnOnce() -> T) -> T {
    let result = not_inlined(work);
    scrub::<1024>();
    result
}

/// Puts the variables of `work` below the caller's, where [`scrub`] overwrites them.
#[cfg(feature = "wasm-client")]
#[inline(never)]
fn not_inlined<T>(work: impl FnOnce() -> T) -> T {
    work()
}
