//! Up to eight bytes of letters as a number, so that affixes are told apart by one comparison.

/// Letters of eight bytes at most, the first in the lowest byte; no letter has a byte of 0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters {
    bytes: u64,
    bits: u32,
}

impl Letters {
    /// Those of the text, whose length the compiler checks in tables.
    pub(crate) const fn new(text: &str) -> Self {
        assert!(text.len() <= 8);
        let (mut bytes, mut i) = (0, 0);
        while i < text.len() {
            bytes |= (text.as_bytes()[i] as u64) << (8 * i);
            i += 1;
        }
        Self { bytes, bits: 8 * text.len() as u32 }
    }

    /// Those of the text, if it is short enough.
    pub(crate) fn of(text: &str) -> Option<Self> {
        (text.len() <= 8).then(|| Self::new(text))
    }

    /// The last eight bytes of the text, or all of a shorter one; it may start inside of a letter.
    pub(crate) fn last(text: &str) -> Self {
        let tail = &text.as_bytes()[text.len().saturating_sub(8)..];
        let bytes = tail.iter().rev().fold(0, |bytes, &byte| bytes << 8 | u64::from(byte));
        Self { bytes, bits: 8 * tail.len() as u32 }
    }

    /// Whether they end in these.
    pub(crate) fn end_in(self, suffix: Self) -> bool {
        self.bits
            .checked_sub(suffix.bits)
            .is_some_and(|before| self.bytes.checked_shr(before).unwrap_or(0) == suffix.bytes)
    }

    /// How many bytes they are.
    pub(crate) fn len(self) -> usize {
        self.bits as usize / 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_those_of_strings() {
        let texts = ["", "ن", "ان", "شان", "یشان", "کتاب‌هایشان", "های", "a", "ab", "دان"];
        for text in texts {
            for suffix in texts.into_iter().filter(|suffix| suffix.len() <= 8) {
                let ends = Letters::last(text).end_in(Letters::new(suffix));
                assert_eq!(ends, text.ends_with(suffix), "{text} {suffix}");
                assert_eq!(Letters::of(text) == Some(Letters::new(suffix)), text == suffix);
            }
        }
    }
}
