//! Replaces two parts of std: the allocator and the panic handler. Without std, the client's wasm is a fifth smaller.
//! This allocator takes 1.6 KB (brotli) less than dlmalloc, the allocator of std.

use core::panic::PanicInfo;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Traps. The facade sees a `RuntimeError` and replaces the instance before the next call.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
