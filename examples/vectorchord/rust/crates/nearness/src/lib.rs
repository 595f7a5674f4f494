//! Compares two counts.

/// One where there is nothing to share.
pub fn share(common: u32, all: u32) -> f64 {
    if all == 0 {
        1.0
    } else {
        f64::from(common) / f64::from(all)
    }
}
