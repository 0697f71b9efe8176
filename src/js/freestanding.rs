//! What std would bring along: an allocator, and what happens on a panic. Without std the client's
//! wasm is a fifth smaller; this allocator takes 1.6 KB (brotli) less than std's dlmalloc.

use core::panic::PanicInfo;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Traps. The facade sees a `RuntimeError` and replaces the instance before the next call.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
