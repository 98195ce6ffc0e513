//! Training: a linear softmax over hashed features by FTRL-proximal, averaged over the later epochs.

use crate::corrupt::Corruptor;
use crate::counts::{Seen, Without, count_spaced, count_words};
use crate::labels::Inflection;
use crate::prepare::{Corpus, LITTLE, Line};
use crate::random::Random;
use clap::Args;
use dabir::spacing::{Gap, HALF, Kind, LASTING, LEXICAL, OF_STATE, SPACE, State, StateKeys, asked, extract};
use std::collections::HashMap;
use std::thread;

/// How to train.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Passes over the corpora
    #[arg(long, default_value_t = 6)]
    epochs: usize,
    /// Where randomness starts: the same seed gives the same model
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// From so many seeds, this and the next ones, the corpora are learnt; their weights are averaged
    #[arg(long, default_value_t = 4)]
    rounds: u64,
    /// log2 of the number of weights
    #[arg(long, default_value_t = 19)]
    bits: u32,
    /// Learning rate
    #[arg(long, default_value_t = 0.15)]
    rate: f32,
    /// L1 regularization: what was seen too rarely to be sure of weighs nothing
    #[arg(long, default_value_t = 1.0)]
    l1: f32,
    /// How often the features that name words are left out, so that the others learn to do without
    #[arg(long, default_value_t = 0.35)]
    dropout: f32,
}

/// What a feature says for the first and the second change of a gap.
pub(crate) struct Weights {
    pub(crate) values: Vec<[f32; 2]>,
}

/// What FTRL-proximal knows of a weight.
#[derive(Clone, Copy, Default)]
struct Coordinate {
    z: f32,
    n: f32,
    w: f32,
}

struct Learner<'a> {
    corpus: &'a Corpus,
    options: &'a Options,
    inflection: Inflection,
    random: Random,
    coordinates: Vec<[Coordinate; 2]>,
    asked: usize,
    gaps: usize,
    loss: f64,
}

/// Trains from several seeds at once, telling `step` about each pass, and averages what they learnt: what one of them owes to
/// the damage it happened to see evens out.
pub(crate) fn train(corpus: &Corpus, options: &Options, step: impl Fn(&str) + Sync) -> Weights {
    let step = &step;
    let learners: Vec<_> = thread::scope(|scope| {
        let start = |round| scope.spawn(move || learn(corpus, options, options.seed + round, step));
        let threads: Vec<_> = (0..options.rounds).map(start).collect();
        threads.into_iter().map(|thread| thread.join().expect("learning does not panic")).collect()
    });
    let mut sum = vec![[0f32; 2]; 1 << options.bits];
    for values in &learners {
        for (sum, [a, b]) in sum.iter_mut().zip(values) {
            *sum = [sum[0] + a / learners.len() as f32, sum[1] + b / learners.len() as f32];
        }
    }
    Weights { values: sum }
}

/// The weights that one seed leads to, averaged over the later passes.
fn learn(corpus: &Corpus, options: &Options, seed: u64, step: &impl Fn(&str)) -> Vec<[f32; 2]> {
    let mut learner = Learner {
        corpus,
        options,
        inflection: Inflection::default(),
        random: Random(seed),
        coordinates: vec![[Coordinate::default(); 2]; 1 << options.bits],
        asked: 0,
        gaps: 0,
        loss: 0.0,
    };
    let corruptor = Corruptor::default();
    let mut sum = vec![[0f32; 2]; 1 << options.bits];
    let mut order: Vec<usize> = (0..corpus.lines.len()).collect();
    let mut averaged = 0.0;
    for epoch in 0..options.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, learner.random.below(i + 1));
        }
        (learner.asked, learner.gaps, learner.loss) = (0, 0, 0.0);
        for &index in &order {
            let line = &corpus.lines[index];
            // Of what counts little, only a part.
            if line.weight < LITTLE && !learner.random.chance(0.35) {
                continue;
            }
            learner.learn(line, &corruptor);
        }
        step(&format!(
            "seed {seed}, pass {}: asked about {:.1} % of the symbols, loss {:.4}",
            epoch + 1,
            100.0 * learner.asked as f32 / learner.gaps as f32,
            learner.loss / learner.asked as f64
        ));
        if epoch * 2 >= options.epochs {
            averaged += 1.0;
            for (sum, [a, b]) in sum.iter_mut().zip(&learner.coordinates) {
                *sum = [sum[0] + a.w, sum[1] + b.w];
            }
        }
    }
    for sum in &mut sum {
        *sum = sum.map(|w| w / averaged);
    }
    sum
}

impl Learner<'_> {
    fn learn(&mut self, line: &Line, corruptor: &Corruptor) {
        let (good, counts) = (&line.stretch, &self.corpus.counts);
        let mut own = HashMap::<u64, Seen>::default();
        if line.counted {
            count_words(good, &mut own);
            count_spaced(good, counts, &mut own);
        }
        let lexicon = Without { all: counts, line: &own };
        let is_word = |h| counts.seen.get(&h).is_some_and(|w| w.whole >= 5 || w.listed);
        let mut good_gaps = vec![Gap { at: 0, left: 0, right: 0 }; good.len()];
        good.gaps(|gap| good_gaps[gap.at] = gap);
        let mut bad = good.clone();
        bad.set_seps(&corruptor.damage(good, is_word, &mut self.random), &lexicon);
        let state = StateKeys::of(State::of(&bad));
        let mut gaps = Vec::new();
        asked(&bad, &lexicon, |gap| gaps.push(gap));
        self.gaps += bad.len();
        self.asked += gaps.len();
        let mut features = Vec::with_capacity(LASTING + OF_STATE);
        for gap in gaps {
            let seen = bad.sep(gap.at);
            let accepted = self.inflection.accepted(good, good_gaps[gap.at], counts);
            let (mut label, mut weight) = (good.sep(gap.at), line.weight);
            if accepted.is_optional() {
                // Where writers differ, what stands there is right.
                weight *= 0.5;
                if accepted.has(seen) {
                    label = seen;
                }
            } else if label == HALF && seen == SPACE && self.inflection.is_phrase(good, good_gaps[gap.at]) {
                (label, weight) = (SPACE, 0.5 * weight);
            }
            let kinds = Kind::of(seen, bad.joins(gap.at));
            let hits = kinds.map(|kind| kind.map(|kind| kind.to() == label));
            if label != seen && !hits.contains(&Some(true)) {
                continue;
            }
            features.clear();
            let words = extract(&bad, gap, &lexicon, |feature| features.push(feature));
            features.extend(words.in_state(&state));
            let from = if self.random.chance(self.options.dropout) { LEXICAL } else { 0 };
            self.update(&features[from..], hits, weight);
        }
    }

    /// One step: `hits` says of each change that is open whether it is right; if none is, the gap stays.
    fn update(&mut self, features: &[u32], hits: [Option<bool>; 2], weight: f32) {
        let shift = 32 - self.options.bits;
        let mut scores = [0f32; 2];
        for &f in features {
            let [a, b] = &self.coordinates[(f >> shift) as usize];
            scores = [scores[0] + a.w, scores[1] + b.w];
        }
        let odds = [0, 1].map(|k| hits[k].map_or(0.0, |_| scores[k].clamp(-30.0, 30.0).exp()));
        let total = 1.0 + odds[0] + odds[1];
        let mut right = 1.0 / total;
        for k in 0..2 {
            let Some(hit) = hits[k] else { continue };
            let p = odds[k] / total;
            if hit {
                right = p;
            }
            let gradient = (p - f32::from(u8::from(hit))) * weight;
            if gradient.abs() < 1e-4 {
                continue;
            }
            for &f in features {
                let c = &mut self.coordinates[(f >> shift) as usize][k];
                let n = c.n + gradient * gradient;
                c.z += gradient - (n.sqrt() - c.n.sqrt()) / self.options.rate * c.w;
                c.n = n;
                c.w = if c.z.abs() <= self.options.l1 {
                    0.0
                } else {
                    (c.z.signum() * self.options.l1 - c.z) * self.options.rate / (0.5 + n.sqrt())
                };
            }
        }
        self.loss -= f64::from(right.max(1e-9).ln());
    }
}
