//! Training: a linear softmax over hashed features, AdaGrad, averaged.

use crate::Args;
use crate::corpus::{SOURCES, read};
use crate::corrupt::Corruptor;
use crate::counts::{Blank, Counts, Seen, Without, count_pairs, count_spaced, count_words};
use crate::evaluate;
use crate::labels::Inflection;
use crate::random::Random;
use anyhow::Result;
use dabir::spacing::{
    Gap, HALF, LEXICAL, Lexicon, MOST, NONE, SPACE, State, Stretch, asked, extract, hash_of,
};
use dabir::{Normalizer, Preset};
use std::collections::HashSet;
use std::time::Instant;

/// Buckets of the hashed weights.
pub(crate) const BITS: u32 = 21;

#[derive(Clone)]
pub(crate) struct Weights(pub Vec<[f32; 2]>);

impl Weights {
    pub(crate) fn new() -> Self {
        Self(vec![[0.0; 2]; 1 << BITS])
    }
    pub(crate) fn score(&self, features: &[u32]) -> [f32; 2] {
        features.iter().fold([0.0; 2], |[a, b], &f| {
            let w = self.0[(f >> (32 - BITS)) as usize];
            [a + w[0], b + w[1]]
        })
    }
}

pub(crate) struct Line {
    pub stretch: Stretch,
    pub weight: f32,
}

pub(crate) fn load(args: &Args) -> Result<Vec<Line>> {
    let normalizer = Normalizer::builder().preset(Preset::Standard).build();
    let mut lines = Vec::new();
    for source in SOURCES {
        let text = read(&args.data.join("train").join(format!("{}.txt.gz", source.file)))?;
        for line in text.lines() {
            let line = normalizer.normalize(line);
            let mut at = 0;
            while at < line.len() {
                let mut stretch = Stretch::default();
                at = stretch.read(&line, at, |_| None);
                stretch.look_up(&Blank);
                lines.push(Line { stretch, weight: source.weight });
            }
        }
    }
    Ok(lines)
}

fn count(args: &Args, lines: &[Line]) -> Result<Counts> {
    let mut counts = Counts::default();
    counts.add_list(&read(&args.data.join("lexicon/lilak-lexicon.csv.gz"))?);
    counts.add_compounds(&read(&args.data.join("lexicon/shekar-compounds.csv.gz"))?);
    for line in lines {
        count_pairs(&line.stretch, &mut counts.pairs);
        count_words(&line.stretch, &mut counts.seen);
    }
    let mut spaced = std::collections::HashMap::new();
    for line in lines {
        count_spaced(&line.stretch, &counts, &mut spaced);
    }
    #[expect(clippy::iter_over_hash_type, reason = "each entry goes to its own place")]
    for (hash, seen) in spaced {
        counts.seen.entry(hash).or_default().spaced = seen.spaced;
    }
    Ok(counts)
}

/// Verbs that an annotated corpus writes with their prefix glued.
fn glued_verbs(conllu: &str) -> HashSet<u64> {
    let mut verbs = HashSet::new();
    for line in conllu.lines() {
        let mut fields = line.split('\t').skip(1);
        let (Some(form), Some("VERB" | "AUX")) = (fields.next(), fields.nth(1)) else { continue };
        if (form.starts_with("می") || form.starts_with("نمی"))
            && form.chars().count() > 4
            && !form.contains('\u{200c}')
        {
            verbs.insert(hash_of(form));
        }
    }
    verbs
}

fn env(name: &str, or: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(or)
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let clock = Instant::now();
    let mut lines = load(args)?;
    let mut counts = count(args, &lines)?;
    eprintln!("{:?} read: {} lines, {} strings", clock.elapsed(), lines.len(), counts.seen.len());
    let verbs = glued_verbs(&read(&args.data.join("train/iperudt-train.conllu.gz"))?);
    // Mend the labels, then count again.
    let inflection = Inflection::default();
    let mut mended = 0;
    for line in &mut lines {
        let s = &line.stretch;
        let mut seps = s.seps().to_vec();
        s.gaps(|gap| {
            let label = inflection.mended(s, gap, &counts, &verbs);
            mended += usize::from(label != seps[gap.at]);
            seps[gap.at] = label;
        });
        line.stretch.set_seps(&seps);
        line.stretch.look_up(&Blank);
    }
    counts = count(args, &lines)?;
    eprintln!("{:?} mended {mended}", clock.elapsed());

    let dev = evaluate::Dev::load(args)?;
    let mut random = Random(args.seed);
    let mut weights = Weights::new();
    let mut sums = vec![[[0f32; 2]; 2]; 1 << BITS];
    let (l1, l2, drop) = (env("L1", 1.0), env("L2", 0.0), env("DROP", 0.35));
    let mut sum = Weights::new();
    let mut averaged = 0.0f32;
    let corruptor = Corruptor::default();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let mut bad = Stretch::default();
    let mut features = [0; MOST];
    let mut asked_gaps = Vec::new();
    let mut good_gaps = Vec::new();
    for epoch in 0..args.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let rate = env("RATE", 0.15);
        let (mut count, mut gaps, mut loss) = (0usize, 0usize, 0.0f64);
        for &index in &order {
            let line = &lines[index];
            if line.weight < 0.15 && !random.chance(0.35) {
                continue;
            }
            let good = &line.stretch;
            let mut own = std::collections::HashMap::<u64, Seen>::default();
            count_words(good, &mut own);
            count_spaced(good, &counts, &mut own);
            let lexicon = Without { all: &counts, line: &own };
            let is_word = |h| counts.seen.get(&h).is_some_and(|w| w.whole >= 5 || w.listed);
            good_gaps.clear();
            good_gaps.resize(good.len(), Gap { at: 0, left: 0, right: 0 });
            good.gaps(|gap| good_gaps[gap.at] = gap);
            let seps = corruptor.damage(good, is_word, &mut random);
            bad.clone_from(good);
            bad.set_seps(&seps);
            bad.look_up(&lexicon);
            let state = State::of(&bad);
            asked_gaps.clear();
            asked(&bad, &lexicon, |gap| asked_gaps.push(gap));
            gaps += bad.len();
            count += asked_gaps.len();
            for &gap in &asked_gaps {
                let i = gap.at;
                let seen = bad.sep(i);
                let accepted = inflection.accepted(good, good_gaps[i], &counts);
                let mut weight = line.weight;
                let mut label = good.sep(i);
                if accepted.is_optional() {
                    if accepted.has(seen) {
                        label = seen;
                    }
                    weight *= 0.5;
                }
                // The class that each column of the weights speaks for.
                let columns = match (seen, bad.joins(i)) {
                    (NONE, true) => [HALF, SPACE],
                    (NONE, false) => [9, SPACE],
                    (_, true) => [HALF, 9],
                    (_, false) => [NONE, 9],
                };
                if label != seen && !columns.contains(&label) {
                    continue;
                }
                let n = extract(&bad, gap, state, &lexicon, &mut features);
                let from = if random.chance(drop) { LEXICAL } else { 0 };
                let features = &features[from..n];
                let scores = weights.score(features);
                let e =
                    [0, 1].map(|k| if columns[k] == 9 { 0.0 } else { scores[k].clamp(-30.0, 30.0).exp() });
                let total = 1.0 + e[0] + e[1];
                for k in 0..2 {
                    if columns[k] == 9 {
                        continue;
                    }
                    let p = e[k] / total;
                    let hit = f32::from(u8::from(columns[k] == label));
                    if hit > 0.0 {
                        loss -= f64::from(p.max(1e-9).ln());
                    }
                    let g = (p - hit) * weight;
                    if g.abs() < 1e-4 {
                        continue;
                    }
                    for &f in features {
                        let at = (f >> (32 - BITS)) as usize;
                        // FTRL-proximal: what was seen too rarely to be sure of weighs nothing.
                        let [z, n] = &mut sums[at][k];
                        let w = &mut weights.0[at][k];
                        let step = ((*n + g * g).sqrt() - n.sqrt()) / rate;
                        *z += g - step * *w;
                        *n += g * g;
                        *w = if z.abs() <= l1 {
                            0.0
                        } else {
                            (z.signum() * l1 - *z) / ((0.5 + n.sqrt()) / rate + l2)
                        };
                    }
                }
                if label == seen {
                    loss -= f64::from((1.0 / total).max(1e-9).ln());
                }
            }
        }
        eprintln!(
            "{:?} epoch {epoch}: asked {:.3} of the gaps, loss {:.5}",
            clock.elapsed(),
            count as f32 / gaps as f32,
            loss / count as f64
        );
        if epoch * 2 >= args.epochs {
            averaged += 1.0;
            for (s, w) in sum.0.iter_mut().zip(&weights.0) {
                s[0] += w[0];
                s[1] += w[1];
            }
        }
    }
    for s in &mut sum.0 {
        s[0] /= averaged;
        s[1] /= averaged;
    }
    let zero = sum.0.iter().flatten().filter(|w| w.abs() < 1e-6).count();
    let most = sum.0.iter().flatten().fold(0f32, |m, w| m.max(w.abs()));
    eprintln!("weights: {} of {} nothing, most {most}", zero, 2 << BITS);
    dev.report(&sum, &counts, args);
    Ok(())
}

/// What the model wants at a gap: the separator, and by how much it beats what stands there.
pub(crate) fn decide(
    s: &Stretch,
    gap: Gap,
    state: State,
    weights: &Weights,
    lexicon: &impl Lexicon,
) -> (u8, f32) {
    let mut features = [0; MOST];
    let n = extract(s, gap, state, lexicon, &mut features);
    let [a, b] = weights.score(&features[..n]);
    match (s.sep(gap.at), s.joins(gap.at)) {
        (NONE, true) if a >= b => (HALF, a),
        (NONE, _) => (SPACE, b),
        (_, true) => (HALF, a),
        (_, false) => (NONE, a),
    }
}
