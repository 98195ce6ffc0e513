//! Where words of Persian letters end.

use crate::chars::{LETTERS, past_letters};
use crate::sieve::BLOCK;
use core::ops::Range;

/// Where the letters of the Arabic script are in the block that was looked at last: a word is as long as it is, without a
/// branch at its every letter.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    /// The block, which is empty at first, and its bytes that belong to no letter.
    block: Range<usize>,
    others: u64,
}

impl Letters {
    /// The end of the run of letters at byte `at`, where a character starts.
    #[inline]
    pub(super) fn past(&mut self, bytes: &[u8], at: usize) -> usize {
        if self.block.contains(&at) {
            let others = self.others >> (at - self.block.start);
            if others != 0 {
                // The first byte of what is no letter may be that of one.
                return at + (others.trailing_zeros() & !1) as usize;
            }
        }
        self.past_block(bytes, at)
    }

    /// The same where the run is not inside the block.
    #[inline(never)]
    fn past_block(&mut self, bytes: &[u8], at: usize) -> usize {
        let block = bytes.get(at.wrapping_sub(1)..).and_then(<[u8]>::first_chunk);
        let Some(others) = block.and_then(|block| LETTERS.others(block)).filter(|&o| o != 0) else {
            return past_letters(bytes, at);
        };
        (self.block, self.others) = (at..at + BLOCK, others);
        at + (others.trailing_zeros() & !1) as usize
    }
}
