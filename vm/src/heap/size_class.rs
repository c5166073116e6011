//! Size classes: which block an object of so many bytes goes to, and the arithmetic that finds an
//! object's number in its block from an interior offset.

/// Bytes of a block; every block is aligned to it.
pub const BLOCK_BYTES: usize = 1 << BLOCK_SHIFT;
/// log2 of [`BLOCK_BYTES`].
pub const BLOCK_SHIFT: usize = 16;
/// Largest object that shares a block with others.
pub const SMALL_BYTES_MAX: usize = BLOCK_BYTES / 2;
/// Number of classes.
pub const CLASSES: usize = 62;

/// Bytes of an object of each class (two entries more than classes, so that indexing by six bits
/// needs no test): steps of 8 up to 128, then eight steps a doubling up to 2 KiB,
/// four up to 8 KiB, then divisors of a block.
pub static CLASS_BYTES: [u32; 64] = BYTES;
const BYTES: [u32; 64] = class_bytes();
/// Objects in a block of each class.
pub static CLASS_OBJECTS: [u32; 64] = class_objects();
/// `offset * magic >> 32` is the object's number, exact for offsets within a block.
pub static CLASS_MAGIC: [u64; 64] = class_magic();

/// Objects up to this size find their class by eighths, larger ones by [`COARSE_STEP`].
pub const FINE_BYTES_MAX: usize = 2048;
const COARSE_STEP: usize = 128;

static FINE_CLASS: [u8; FINE_BYTES_MAX / 8 + 1] = fine_classes();
static COARSE_CLASS: [u8; SMALL_BYTES_MAX / COARSE_STEP + 1] = coarse_classes();

/// The class of objects of `bytes` bytes, at most [`SMALL_BYTES_MAX`].
pub fn class_of(bytes: usize) -> usize {
    if bytes <= FINE_BYTES_MAX {
        fine_class_of(bytes)
    } else {
        usize::from(COARSE_CLASS[bytes.div_ceil(COARSE_STEP)])
    }
}

/// The class of objects of at most [`FINE_BYTES_MAX`] bytes.
#[inline(always)]
pub fn fine_class_of(bytes: usize) -> usize {
    usize::from(FINE_CLASS[bytes.div_ceil(8)])
}

const fn class_bytes() -> [u32; 64] {
    let mut out = [0; 64];
    let mut class = 0;
    let mut bytes = 0;
    while bytes < 8192 {
        bytes += if bytes < 128 {
            8
        } else if bytes < 256 {
            16
        } else if bytes < 512 {
            32
        } else if bytes < 1024 {
            64
        } else if bytes < 2048 {
            128
        } else if bytes < 4096 {
            512
        } else {
            1024
        };
        out[class] = bytes;
        class += 1;
    }
    let mut objects = 7;
    while objects >= 2 {
        out[class] = BLOCK_BYTES as u32 / objects / 8 * 8;
        class += 1;
        objects -= 1;
    }
    assert!(class == CLASSES);
    out
}

const fn class_objects() -> [u32; 64] {
    let mut out = [0; 64];
    let mut class = 0;
    while class < CLASSES {
        out[class] = BLOCK_BYTES as u32 / BYTES[class];
        class += 1;
    }
    out
}

const fn class_magic() -> [u64; 64] {
    let mut out = [0; 64];
    let mut class = 0;
    while class < CLASSES {
        out[class] = (1u64 << 32).div_ceil(BYTES[class] as u64);
        class += 1;
    }
    out
}

const fn smallest_class(bytes: usize) -> u8 {
    let mut class = 0;
    while (BYTES[class] as usize) < bytes {
        class += 1;
    }
    class as u8
}

const fn fine_classes() -> [u8; FINE_BYTES_MAX / 8 + 1] {
    let mut out = [0; FINE_BYTES_MAX / 8 + 1];
    let mut eighth = 0;
    while eighth < out.len() {
        out[eighth] = smallest_class(eighth * 8);
        eighth += 1;
    }
    out
}

const fn coarse_classes() -> [u8; SMALL_BYTES_MAX / COARSE_STEP + 1] {
    let mut out = [0; SMALL_BYTES_MAX / COARSE_STEP + 1];
    let mut step = 0;
    while step < out.len() {
        out[step] = smallest_class(step * COARSE_STEP);
        step += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_fits_its_class() {
        for bytes in 1..=SMALL_BYTES_MAX {
            let class = class_of(bytes);
            assert!(CLASS_BYTES[class] as usize >= bytes);
            assert!(bytes > 2048 || class == 0 || (CLASS_BYTES[class - 1] as usize) < bytes);
        }
    }

    #[test]
    fn offsets_find_their_object() {
        for class in 0..CLASSES {
            let bytes = u64::from(CLASS_BYTES[class]);
            for offset in 0..BLOCK_BYTES as u64 {
                assert_eq!((offset * CLASS_MAGIC[class]) >> 32, offset / bytes);
            }
        }
    }
}
