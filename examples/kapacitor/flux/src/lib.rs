//! What is computed over a window of points. C calls it: see flux.h.
#![cfg_attr(not(test), no_std)]

#[cfg(not(test))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

/// The mean, without a sum that could overflow; 0 of nothing.
///
/// # Safety
/// `values` points at `count` numbers.
#[no_mangle]
pub unsafe extern "C" fn flux_mean(values: *const f64, count: usize) -> f64 {
    if count == 0 {
        return 0.0;
    }
    let values = core::slice::from_raw_parts(values, count);
    let mut mean = 0.0;
    for (index, value) in values.iter().enumerate() {
        mean += (value - mean) / (index + 1) as f64;
    }
    mean
}
