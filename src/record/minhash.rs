//! Near-copies by MinHash (Broder, "On the resemblance and containment of documents", 1997) over 5-word shingles.

use base64::Engine;

use crate::base::hash::mix;
use crate::text::{Document, Shape};

/// Number of hashes.
pub const SIZE: usize = 64;
const SHINGLE: usize = 5;

/// The signature of a document: for each of 64 hash functions the least value over the text's 5-word shingles. A shorter
/// text is one shingle.
#[must_use]
pub fn of(document: &Document) -> [u32; SIZE] {
    let words: Vec<u64> = document.tokens.iter().filter(|t| !t.shape.has(Shape::PUNCT)).map(|t| t.word).collect();
    let mut least = [u32::MAX; SIZE];
    if words.is_empty() {
        return least;
    }
    for shingle in words.windows(SHINGLE.min(words.len())) {
        let hash = shingle.iter().fold(0, |h, &w| mix(h, w));
        let (low, high) = (hash as u32, (hash >> 32) as u32 | 1);
        // Hash function i is low + i * high, mixed once (Kirsch and Mitzenmacher, "Less hashing, same performance", 2008).
        let mut value = low;
        for slot in &mut least {
            value = value.wrapping_add(high);
            let mixed = value ^ (value >> 15);
            *slot = (*slot).min(mixed.wrapping_mul(0x2c1b_3c6d));
        }
    }
    least
}

/// Base64 of the values in little-endian order.
#[must_use]
pub fn encode(signature: &[u32; SIZE]) -> String {
    let bytes: Vec<u8> = signature.iter().flat_map(|v| v.to_le_bytes()).collect();
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
