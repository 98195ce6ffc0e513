//! The figures of the scorers, in seconds.

use crate::corpus::{read, sentences};
use crate::counts::{Blank, Counts, Pair};
use crate::labels::Inflection;
use crate::prepare::normalizer;
use crate::random::Random;
use anyhow::Result;
use dabir::Model;
use dabir::spacing::{
    Confidence, Gap, HALF, NONE, SPACE, State, StateKeys, Stretch, Tables, Thresholds, asked, hash_of,
};
use std::collections::HashMap;
use std::path::Path;

/// How good text is damaged: nothing, all half-spaces gone, all made spaces, a mix, suffixes parted after non-joining letters.
pub(crate) const MODES: [&str; 5] = ["del", "space", "mixed", "detach", "clean"];

/// The development sets.
pub(crate) struct Dev {
    sets: Vec<(&'static str, Vec<(String, Stretch)>)>,
    attest: Counts,
    inflection: Inflection,
}

#[derive(Default)]
struct Tally {
    hit: usize,
    false_half: usize,
    lost_half: usize,
    wrong: usize,
    words: usize,
    errors: HashMap<String, usize>,
}

/// Mends a stretch until nothing changes.
fn mend(s: &mut Stretch, model: &Tables<'_>, thresholds: Thresholds) {
    for _ in 0..12 {
        let state = StateKeys::of(State::of(s));
        let mut seps = s.seps();
        let mut changed = false;
        asked(s, model, |gap| {
            if let Some(decision) =
                model.decide(s, &model.weigh(s, gap), &state).filter(|&d| thresholds.allow(d))
            {
                seps[gap.at] = decision.kind.to();
                changed = true;
            }
        });
        if !changed {
            break;
        }
        s.set_seps(&seps, model);
    }
}

impl Dev {
    pub(crate) fn load(data: &Path, attest: &Path) -> Result<Self> {
        let normalizer = normalizer();
        let mut sets = Vec::new();
        for name in ["perdt", "seraji", "iperudt"] {
            let text = read(&data.join("dev").join(format!("{name}-dev.conllu")))?;
            let lines = sentences(&text).map(|line| {
                let line = normalizer.normalize(line).into_owned();
                let mut s = Stretch::default();
                s.read(&line, 0, |_| None);
                s.look_up(&Blank);
                (line, s)
            });
            sets.push((name, lines.collect()));
        }
        let mut counts = Counts::default();
        for line in read(attest)?.lines() {
            let f: Vec<&str> = line.split('\t').collect();
            let [left, right, none, half, space] = f[..] else { continue };
            let (left, right, both) = (hash_of(left), hash_of(right), hash_of(&format!("{left}{right}")));
            let pair = Pair { none: 0, half: half.parse()?, space: space.parse()? };
            counts.pairs.insert((left, right), pair);
            counts.seen.entry(both).or_default().whole = none.parse()?;
        }
        Ok(Self { sets, attest: counts, inflection: Inflection::default() })
    }

    /// Calls `each` for every damaged sentence of the formal sets, with a judge of what may stand at a gap.
    pub(crate) fn each(
        &self,
        mode: &str,
        lexicon: &Tables<'_>,
        mut each: impl FnMut(&mut Stretch, &dyn Fn(Gap, u8) -> bool),
    ) {
        let mut random = Random(11);
        for (_, lines) in self.sets.iter().filter(|(name, _)| *name != "iperudt") {
            for (_, gold) in lines {
                let mut gaps = vec![None; gold.len()];
                gold.gaps(|gap| gaps[gap.at] = Some(gap));
                let mut bad = gold.clone();
                bad.set_seps(&damage(gold, mode, lexicon, &mut random), lexicon);
                each(&mut bad, &|gap, sep| {
                    gaps[gap.at].is_some_and(|g| self.inflection.accepted(gold, g, &self.attest).has(sep))
                });
            }
        }
    }

    /// Prints the figures of a model, and its most frequent errors.
    pub(crate) fn report(&self, model: &Model, errors: usize) {
        for confidence in [Confidence::Careful, Confidence::Standard, Confidence::Eager] {
            let thresholds = model.thresholds(confidence);
            for (name, lines) in &self.sets {
                let mut figures = format!("{:9} {name:8}", format!("{confidence:?}").to_lowercase());
                for mode in MODES {
                    let tally = self.tally(lines, mode, &model.tables(), thresholds);
                    let Tally { hit, false_half, lost_half, .. } = tally;
                    figures += &match mode {
                        "clean" | "detach" => {
                            format!("  {mode} {:.2}", 1000.0 * tally.wrong as f64 / tally.words as f64)
                        }
                        _ => format!(
                            "  {mode} {:.2}",
                            200.0 * hit as f64 / (2 * hit + false_half + lost_half) as f64
                        ),
                    };
                    if confidence == Confidence::Standard {
                        let mut all: Vec<_> = tally.errors.into_iter().collect();
                        all.sort_by_key(|(t, n)| (usize::MAX - n, t.clone()));
                        for (t, n) in all.iter().take(errors) {
                            eprintln!("{n} {name} {mode} {t}");
                        }
                    }
                }
                println!("{figures}");
            }
        }
    }

    fn tally(
        &self,
        lines: &[(String, Stretch)],
        mode: &str,
        model: &Tables<'_>,
        thresholds: Thresholds,
    ) -> Tally {
        let mut random = Random(7);
        let mut t = Tally::default();
        for (text, gold) in lines {
            let mut s = gold.clone();
            s.set_seps(&damage(gold, mode, model, &mut random), model);
            mend(&mut s, model, thresholds);
            t.words += 1 + gold.seps().iter().filter(|&&sep| sep == SPACE).count();
            gold.gaps(|gap| {
                let (want, got) = (gold.sep(gap.at), s.sep(gap.at));
                if self.inflection.accepted(gold, gap, &self.attest).has(got) {
                    t.hit += usize::from(want == HALF && got == HALF);
                    return;
                }
                t.wrong += 1;
                t.false_half += usize::from(got == HALF);
                t.lost_half += usize::from(want == HALF);
                let show = |sep: u8| ["", "|", "_"][usize::from(sep)];
                let part = |a: usize, b: usize| text.get(gold.start(a)..gold.start(b)).unwrap_or("?");
                let (left, right) = (part(gold.left(gap), gap.at), part(gap.at, gold.right(gap)));
                *t.errors.entry(format!("{left}{{{}>{}}}{right}", show(want), show(got))).or_default() += 1;
            });
        }
        t
    }
}

fn damage(gold: &Stretch, mode: &str, lexicon: &Tables<'_>, random: &mut Random) -> Vec<u8> {
    let suffixes = ["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "تر", "ترین"]
        .map(hash_of);
    let mut seps = gold.seps();
    gold.gaps(|gap| {
        let sep = &mut seps[gap.at];
        match (*sep, mode) {
            (HALF, "del") => *sep = NONE,
            (HALF, "space") => *sep = SPACE,
            (HALF, "mixed") => match random.below(10) {
                0..4 => {}
                4..7 => *sep = NONE,
                _ => *sep = SPACE,
            },
            (SPACE, "mixed") if random.chance(0.02) => *sep = NONE,
            (NONE, "detach") if !gold.joins(gap.at) => {
                let (left, right, _) = gold.hashes(gap);
                if suffixes.contains(&right) && gold.right(gap) - gold.left(gap) > 2 && lexicon.is_word(left)
                {
                    *sep = SPACE;
                }
            }
            _ => {}
        }
    });
    seps
}
