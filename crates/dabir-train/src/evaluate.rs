//! The figures of the scorers, in seconds.

use crate::Args;
use crate::corpus::{read, sentences};
use crate::counts::{Blank, Counts, Pair};
use crate::labels::Inflection;
use crate::learn::{Weights, decide};
use crate::random::Random;
use anyhow::Result;
use dabir::Normalizer;
use dabir::spacing::{HALF, Lexicon, NONE, SPACE, State, Stretch, asked, hash_of};
use std::collections::HashMap;

pub(crate) struct Dev {
    sets: Vec<(&'static str, Vec<(String, Stretch)>)>,
    attest: Counts,
}

const MARGINS: [Margins; 6] = [
    Margins { none_half: 0.0, none_space: 2.0, space_half: 0.0, space_none: 1.0 },
    Margins { none_half: -0.5, none_space: 2.0, space_half: -0.5, space_none: 1.0 },
    Margins { none_half: -1.0, none_space: 2.0, space_half: -0.5, space_none: 1.0 },
    Margins { none_half: -1.0, none_space: 3.0, space_half: -1.0, space_none: 1.0 },
    Margins { none_half: -1.5, none_space: 3.0, space_half: -1.0, space_none: 1.0 },
    Margins { none_half: -1.0, none_space: 4.0, space_half: -0.5, space_none: 2.0 },
];

/// Margins in log odds by kind of change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Margins {
    pub none_half: f32,
    pub none_space: f32,
    pub space_half: f32,
    pub space_none: f32,
}

impl Margins {
    fn of(&self, from: u8, to: u8) -> f32 {
        match (from, to) {
            (NONE, HALF) => self.none_half,
            (NONE, _) => self.none_space,
            (_, HALF) => self.space_half,
            _ => self.space_none,
        }
    }
}

/// Mends a stretch until nothing changes.
pub(crate) fn mend(s: &mut Stretch, weights: &Weights, lexicon: &impl Lexicon, margins: &Margins) {
    for _ in 0..6 {
        s.look_up(lexicon);
        let state = State::of(s);
        let mut seps = s.seps().to_vec();
        let mut changed = false;
        asked(s, lexicon, |gap| {
            let (to, score) = decide(s, gap, state, weights, lexicon);
            if score > margins.of(s.sep(gap.at), to) {
                seps[gap.at] = to;
                changed = true;
            }
        });
        if !changed {
            break;
        }
        s.set_seps(&seps);
    }
}

impl Dev {
    pub(crate) fn load(args: &Args) -> Result<Self> {
        let normalizer = Normalizer::new();
        let mut sets = Vec::new();
        for name in ["perdt", "seraji", "iperudt"] {
            let text = read(&args.data.join("dev").join(format!("{name}-dev.conllu")))?;
            let lines = sentences(&text).map(|line| {
                let line = normalizer.normalize(line).into_owned();
                let mut s = Stretch::default();
                s.read(&line, 0, |_| None);
                s.look_up(&Blank);
                (line, s)
            });
            sets.push((name, lines.collect()));
        }
        let mut attest = Counts::default();
        for line in read(&args.data.join("../eval/attest.tsv"))?.lines() {
            let f: Vec<&str> = line.split('\t').collect();
            let [left, right, none, half, space] = f[..] else { continue };
            let (left, right, both) = (hash_of(left), hash_of(right), hash_of(&format!("{left}{right}")));
            let pair = Pair { none: 0, half: half.parse()?, space: space.parse()? };
            attest.pairs.insert((left, right), pair);
            attest.seen.entry(both).or_default().whole = none.parse()?;
        }
        Ok(Self { sets, attest })
    }

    pub(crate) fn report(&self, weights: &Weights, lexicon: &Counts, args: &Args) {
        let inflection = Inflection::default();
        for (margin, margins) in MARGINS.iter().enumerate() {
            for (name, lines) in &self.sets {
                print!("{margin} {name:8}");
                for mode in ["del", "space", "mixed", "detach", "clean"] {
                    let mut random = Random(7);
                    let (mut tp, mut fp, mut fne, mut wrong, mut words) = (0, 0, 0, 0, 0);
                    let mut errors = HashMap::<String, usize>::new();
                    for (text, gold) in lines {
                        let mut s = gold.clone();
                        s.set_seps(&damage(gold, mode, lexicon, &mut random));
                        mend(&mut s, weights, lexicon, margins);
                        words += 1;
                        words += gold.seps().iter().filter(|&&sep| sep == SPACE).count();
                        gold.gaps(|gap| {
                            let i = gap.at;
                            let accepted = inflection.accepted(gold, gap, &self.attest);
                            let (g, got) = (gold.sep(i), s.sep(i));
                            if accepted.has(got) {
                                tp += usize::from(g == HALF && got == HALF);
                                return;
                            }
                            wrong += 1;
                            fp += usize::from(got == HALF);
                            fne += usize::from(g == HALF);
                            if args.errors > 0
                                && (mode == "clean" || mode == "del" || mode == "space")
                                && margin == 0
                            {
                                let show = ["", "|", "_"];
                                let part = |a: usize, b: usize| {
                                    text.get(gold.start(a)..gold.start(b)).unwrap_or("?")
                                };
                                let (l, r) = (part(gold.left(gap), i), part(i, gold.right(gap)));
                                let t = format!(
                                    "{name} {mode} {l}{{{}>{}}}{r}",
                                    show[g as usize], show[got as usize]
                                );
                                *errors.entry(t).or_default() += 1;
                            }
                        });
                    }
                    let (p, r) = (tp as f64 / (tp + fp).max(1) as f64, tp as f64 / (tp + fne).max(1) as f64);
                    let rate = 1000.0 * wrong as f64 / words as f64;
                    match mode {
                        "clean" | "detach" => print!("  {mode} {rate:.2}"),
                        _ => print!(
                            "  {mode} {:.2} ({:.2}/{:.2})",
                            200.0 * p * r / (p + r),
                            100.0 * p,
                            100.0 * r
                        ),
                    }
                    let mut errors: Vec<_> = errors.into_iter().collect();
                    errors.sort_by_key(|(t, n)| (usize::MAX - n, t.clone()));
                    for (t, n) in errors.iter().take(args.errors) {
                        eprintln!("{n} {t}");
                    }
                }
                println!();
            }
        }
    }
}

fn damage(gold: &Stretch, mode: &str, lexicon: &Counts, random: &mut Random) -> Vec<u8> {
    let suffixes = ["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "تر", "ترین"]
        .map(hash_of);
    let mut seps = gold.seps().to_vec();
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
                if suffixes.contains(&right)
                    && gold.right(gap) - gold.left(gap) > 2
                    && lexicon.seen.get(&left).is_some_and(|w| w.whole > 0)
                {
                    *sep = SPACE;
                }
            }
            _ => {}
        }
    });
    seps
}
