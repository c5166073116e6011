//! How `append` chooses a new capacity, such that `cap` prints what it prints in programs built by
//! gc: doubling that turns into growth by a quarter, rounded up to gc's allocation sizes. Sizes here
//! are Go's, not this machine's.

/// gc's sizes of small objects.
static GO_SIZES: [u16; 68] = [
    0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384,
    416, 448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072,
    3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568,
    14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768,
];

/// Objects with addresses in them above this size begin with a word of gc's own.
const HEADER_ABOVE: u64 = 512;
const HEADER_BYTES: u64 = 8;
const SMALL_MAX: u64 = 32768 - HEADER_BYTES;
const PAGE_BYTES: u64 = 8192;
/// From here on slices no longer double.
const DOUBLE_BELOW: u64 = 256;
/// Largest object gc allocates.
pub const MAX_BYTES: u64 = 1 << 48;

/// The size of the object gc would allocate for `bytes`.
pub fn round_up(bytes: u64, pointer_free: bool) -> u64 {
    if bytes > SMALL_MAX {
        return bytes.checked_next_multiple_of(PAGE_BYTES).unwrap_or(bytes);
    }
    let header = if !pointer_free && bytes > HEADER_ABOVE { HEADER_BYTES } else { 0 };
    let at = GO_SIZES.partition_point(|&size| u64::from(size) < bytes + header);
    u64::from(GO_SIZES[at]) - header
}

/// The capacity of a slice that had `old` and must hold `len` elements of `size` bytes; `None` when
/// that is too much for an address space.
pub fn grown_capacity(len: u64, old: u64, size: u64, pointer_free: bool) -> Option<u64> {
    if size == 0 {
        return Some(len);
    }
    let bytes = next_capacity(len, old).checked_mul(size)?;
    if bytes > MAX_BYTES {
        return None;
    }
    Some(round_up(bytes, pointer_free) / size)
}

fn next_capacity(len: u64, old: u64) -> u64 {
    if len > old.saturating_mul(2) {
        return len;
    }
    if old < DOUBLE_BELOW {
        return old * 2;
    }
    let mut capacity = old;
    while capacity < len {
        capacity += (capacity + 3 * DOUBLE_BELOW) / 4;
    }
    // At least one step, as when the old capacity was just used up.
    if capacity == old { old + (old + 3 * DOUBLE_BELOW) / 4 } else { capacity }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacities_are_those_of_gc() {
        // append one by one to []int
        let mut seen = Vec::new();
        let mut cap = 0;
        for len in 1..=2000 {
            if len > cap {
                cap = grown_capacity(len, cap, 8, true).expect("small");
                seen.push(cap);
            }
        }
        assert_eq!(seen, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 848, 1280, 1792, 2560]);
        assert_eq!(grown_capacity(5, 0, 1, true), Some(8));
        assert_eq!(grown_capacity(5, 0, 8, true), Some(6));
        assert_eq!(grown_capacity(65, 64, 16, false), Some(143));
        assert_eq!(grown_capacity(7, 3, 0, true), Some(7));
        assert_eq!(grown_capacity(1 << 60, 0, 8, true), None);
    }
}
