//! Random numbers and texts for tests, the same in every run.

/// A linear congruential generator.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 40) as usize % limit
    }
}

/// So many texts of so many of these pieces.
pub(crate) fn texts(pieces: &[&str], length: usize, count: usize) -> impl Iterator<Item = String> {
    let mut random = Random(1);
    (0..count).map(move |_| (0..length).map(|_| pieces[random.below(pieces.len())]).collect())
}
