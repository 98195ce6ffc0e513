//! What a document itself says: the words that it writes with a half-space somewhere.

use super::letters::{HALF, SPACE};
use super::stretch::{Gap, Stretch};

/// So many words are kept; a later one may take the place of an earlier one.
const SLOTS: usize = 4096;

/// The words of two pieces that were read so far, by the hash of all their letters: how many letters the first piece has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    /// None before the first word.
    slots: Vec<(u64, u32)>,
}

impl Document {
    /// Whether it has nothing to say.
    pub(crate) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Forgets: a new document starts.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
    }

    /// Keeps the words of a stretch that have one half-space.
    pub(crate) fn note(&mut self, s: &Stretch) {
        for pair in s.pieces().windows(2) {
            let [left, right] = pair else { continue };
            let sep = |at| if s.is_gap(at) { s.sep(at) } else { SPACE };
            if left.hash != 0
                && sep(right.first) == HALF
                && sep(left.first) != HALF
                && sep(right.past) != HALF
            {
                let hash = s.hash(left.first, right.past);
                self.slots.resize(SLOTS, (0, 0));
                self.slots[slot(hash)] = (hash, (right.first - left.first) as u32);
            }
        }
    }

    /// Calls `each` for the gaps without a half-space where the same letters had one, in ascending order.
    pub(crate) fn gaps(&self, s: &Stretch, mut each: impl FnMut(Gap)) {
        if self.is_empty() {
            return;
        }
        let is_word = |from, at: usize, to| {
            let hash = s.hash(from, to);
            self.slots[slot(hash)] == (hash, (at - from) as u32)
        };
        for (p, piece) in s.pieces().iter().enumerate().filter(|(_, piece)| piece.hash != 0) {
            let (first, past) = (piece.first, piece.past);
            if s.is_gap(first) && s.sep(first) == SPACE && is_word(s.pieces()[p - 1].first, first, past) {
                each(Gap { at: first, left: p - 1, right: p });
            }
            let hash = s.hash(first, past);
            let (word, letters) = self.slots[slot(hash)];
            if word == hash && (letters as usize) < past - first {
                each(Gap { at: first + letters as usize, left: p, right: p });
            }
        }
    }
}

fn slot(hash: u64) -> usize {
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize
}
