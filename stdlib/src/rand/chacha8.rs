//! Blocks of the ChaCha8 generator of math/rand/v2: four blocks of ChaCha with eight rounds, their
//! words interleaved, without adding the constants and the counter at the end (C2SP's chacha8rand).

/// Words of a state.
const WORDS: usize = 16;
/// Blocks made at a time.
const LANES: usize = 4;

fn quarter(block: &mut [u32; WORDS], [a, b, c, d]: [usize; 4]) {
    for (left, right) in [(16, 12), (8, 7)] {
        block[a] = block[a].wrapping_add(block[b]);
        block[d] = (block[d] ^ block[a]).rotate_left(left);
        block[c] = block[c].wrapping_add(block[d]);
        block[b] = (block[b] ^ block[c]).rotate_left(right);
    }
}

/// One block: the key added at the end, the rest not.
fn block(key: &[u32], counter: u32) -> [u32; WORDS] {
    let mut block = [0; WORDS];
    block[..4].copy_from_slice(&[0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
    for (word, key) in block[4..12].iter_mut().zip(key) {
        *word = *key;
    }
    block[12] = counter;
    for _ in 0..4 {
        for column in 0..4 {
            quarter(&mut block, [column, column + 4, column + 8, column + 12]);
        }
        for column in 0..4 {
            let at = |row: usize| row * 4 + (column + row) % 4;
            quarter(&mut block, [at(0), at(1), at(2), at(3)]);
        }
    }
    for (word, key) in block[4..12].iter_mut().zip(key) {
        *word = word.wrapping_add(*key);
    }
    block
}

/// 32 numbers for a seed of four words and the counter of the first block.
pub fn numbers(seed: &[u64], counter: u32) -> Vec<u64> {
    let key: Vec<u32> = seed.iter().flat_map(|&word| [word as u32, (word >> 32) as u32]).collect();
    let blocks: Vec<[u32; WORDS]> = (0..LANES as u32).map(|lane| block(&key, counter + lane)).collect();
    let word = |at: usize| u64::from(blocks[at % LANES][at / LANES]);
    (0..WORDS * LANES / 2).map(|i| word(2 * i) | word(2 * i + 1) << 32).collect()
}
