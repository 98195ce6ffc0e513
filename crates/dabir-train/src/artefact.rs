//! From counts and weights to the bytes of a model.

use crate::counts::Counts;
use crate::learn::Weights;
use anyhow::Result;
use dabir::Model;
use dabir::spacing::{Calibration, Entry};

/// log2 of the shelves of the lexicon, of 16 words each.
const LEXICON_BITS: u8 = 14;

/// A model in the making.
pub(crate) struct Artefact {
    entries: Vec<(u64, Entry)>,
    weights: Vec<[i8; 2]>,
    unit: f32,
    pub(crate) kinds: [Calibration; 4],
}

impl Artefact {
    pub(crate) fn new(counts: &Counts, weights: &Weights) -> Self {
        let mut entries: Vec<_> = counts.seen.iter().map(|(&hash, seen)| (hash, seen.entry())).collect();
        entries.retain(|(_, entry)| *entry != Entry::default());
        // Where there is no place, a rare word goes without.
        entries.sort_unstable_by_key(|&(hash, _)| (u32::MAX - counts.seen[&hash].worth(), hash));
        let most = weights.values.iter().flatten().fold(0f32, |most, w| most.max(w.abs()));
        let unit = most.max(1e-3) / 127.0;
        let quantize = |w: f32| (w / unit).round() as i8;
        Self {
            entries,
            weights: weights.values.iter().map(|w| w.map(quantize)).collect(),
            unit,
            kinds: [Calibration { slope: 1.0, offset: 0.0, least: [0.0; 3] }; 4],
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let (bytes, lost) = Model::write(&self.entries, LEXICON_BITS, &self.weights, self.unit, &self.kinds);
        let (full, zero) =
            (self.entries.len(), self.weights.as_flattened().iter().filter(|w| **w == 0).count());
        eprintln!(
            "lexicon: {full} words, {lost} without a place; weights: {zero} of {} are zero",
            2 * self.weights.len()
        );
        bytes
    }

    pub(crate) fn model(&self) -> Result<Model> {
        Ok(Model::from_bytes(self.bytes())?)
    }
}
