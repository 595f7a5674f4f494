//! Counts bits.

pub fn ones(value: u64) -> u32 {
    value.count_ones()
}
