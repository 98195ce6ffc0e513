//! Which forms in ی and which participles are words of their own, by what texts write next to them.
//!
//! دولتی is an adjective, مردی a man: nothing in the letters tells. For each of these classes a logistic regression learns
//! it from annotated words, with features of the whole word in running text.

use crate::contexts::{Context, Contexts, KINDS, Neighbours};
use dabir_stem::{Analysis, Analyzer, Function, Lexicon, Pos, PosSet, key};
use std::collections::{BTreeMap, HashMap};

/// What is known of words beside their contexts.
pub(crate) struct Evidence<'a> {
    pub(crate) counts: &'a BTreeMap<String, u32>,
    pub(crate) classes: &'a HashMap<String, PosSet>,
    pub(crate) contexts: &'a Contexts,
}

/// Kinds of forms that may be words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// ی, یی or ای behind a noun: دولتی or مردی
    Yeh,
    /// The same behind an adjective: زیبایی, a quality, or عجیبی
    Quality,
    /// A past stem and ه
    Participle,
}

impl Evidence<'_> {
    /// What ending the key has, and what it is an ending of.
    pub(crate) fn ending<'k>(&self, key: &'k str) -> Option<(Ending, &'k str)> {
        if let Some(base) = key.strip_suffix('ه') {
            return is_participle(key).then_some((Ending::Participle, base));
        }
        let known = |base: &&str| {
            base.chars().nth(1).is_some()
                && (self.counts.contains_key(*base) || self.classes.contains_key(*base))
        };
        let base = key.strip_suffix('ی')?;
        let count = |key: &str| self.counts.get(key).copied().unwrap_or_default();
        let vocalic = base.strip_suffix('ی').filter(|base| base.ends_with(['ا', 'و']));
        let heh = base.strip_suffix('ا').filter(|base| base.ends_with('ه'));
        // کتاب‌های is a plural, and گونه‌ای none.
        let plural = base.strip_suffix("ها").filter(known);
        if plural.is_some_and(|noun| heh.is_none_or(|heh| count(heh) <= count(noun))) || self.is_verb(key) {
            return None;
        }
        let base = vocalic.into_iter().chain(heh).chain([base]).find(known)?;
        // دریای is no word: after a vowel ی alone is the ezafe.
        let ezafe = base.ends_with(['ا', 'و']) && base.len() + 2 == key.len();
        let class = self.classes.get(base).copied().unwrap_or_default();
        let ending = if class.has(Pos::Adj) { Ending::Quality } else { Ending::Yeh };
        (!ezafe).then_some((ending, base))
    }

    /// Whether the key has the prefix of a verb, and no list has it as a noun: بریزی.
    fn is_verb(&self, key: &str) -> bool {
        let class = self.classes.get(key).copied().unwrap_or_default();
        let prefix = [Function::Negation, Function::Subjunctive, Function::Imperfective];
        !class.has(Pos::Noun)
            && !class.has(Pos::Adj)
            && analyses(key)
                .iter()
                .any(|a| a.verb.is_some() && a.affixes.first().is_some_and(|f| prefix.contains(&f.function)))
    }

    /// The features of a key: a constant, frequencies, classes, related forms, shares of neighbours.
    fn features(&self, key: &str, base: &str, neighbours: &Neighbours) -> Vec<f64> {
        let count = |key: &str| f64::from(self.counts.get(key).copied().unwrap_or_default());
        let all = |of: &str, endings: &[&str]| {
            (1.0 + endings.iter().map(|ending| count(&format!("{of}{ending}"))).sum::<f64>()).ln()
        };
        let class = self.classes.get(key).copied().unwrap_or_default();
        let of_base = self.classes.get(base).copied().unwrap_or_default();
        let is = |yes: bool| f64::from(u8::from(yes));
        let (own, others) = (count(key), count(base));
        let stem = key.trim_start_matches(['ن', 'ب']);
        let mut features = vec![
            1.0,
            (own + 0.5).ln(),
            (others + 0.5).ln(),
            ((own + 0.5) / (others + 0.5)).ln(),
            is(own == 0.0),
            is(class.has(Pos::Adj)),
            is(class.has(Pos::Noun)),
            is(!class.is_empty()),
            is(of_base.has(Pos::Adj)),
            is(of_base.has(Pos::Noun)),
            is(of_base.is_empty()),
            is(key.starts_with('ن')),
            is(stem.len() < key.len()),
            is(base.chars().nth(2).is_none()),
            is(base.ends_with(['ا', 'و'])),
            is(key.ends_with("های")),
            all(key, &["ها", "های", "ای", "هایی"]),
            all(key, &["تر", "ترین"]),
            all(key, &["اند", "ام", "ایم"]),
            all(base, &["ها", "های"]),
            all(base, &["گان"]),
            all(base, &["تر", "ترین"]),
        ];
        let unseen = Context::default();
        let context = self.contexts.of.get(key).unwrap_or(&unseen);
        for kinds in [&context.before, &context.after] {
            features.extend(kinds.iter().map(|&n| (f64::from(n) + 0.2) / (own + 2.0)));
        }
        let odds = self.contexts.odds(key, neighbours);
        features.extend(odds);
        features.push(odds.iter().sum::<f64>() * (1.0 + own).ln());
        features
    }
}

/// What the rules alone make of a key.
fn analyses(key: &str) -> Vec<Analysis> {
    thread_local! {
        static RULES: Analyzer = Analyzer::with_lexicon(Lexicon::empty());
    }
    RULES.with(|rules| rules.analyze(key))
}

/// Whether the key is a past stem and ه, with a preverb or a negation or without.
fn is_participle(key: &str) -> bool {
    let last = |a: &Analysis| a.affixes.last().map(|affix| affix.function);
    analyses(key).iter().any(|a| last(a) == Some(Function::Participle))
}

/// A logistic regression.
struct Model {
    weights: Vec<f64>,
}

/// Features and whether the form is a word of its own.
type Example = (Vec<f64>, bool);

impl Model {
    /// Fits with a penalty of half the squared weights, by Newton's method; the features are scaled to a deviation of 1.
    fn fit(examples: &[Example]) -> Self {
        let n = examples.first().map_or(0, |(x, _)| x.len());
        let total = examples.len() as f64;
        let mean: Vec<f64> =
            (0..n).map(|i| examples.iter().map(|(x, _)| x[i]).sum::<f64>() / total).collect();
        let deviation: Vec<f64> = (0..n)
            .map(|i| {
                (examples.iter().map(|(x, _)| (x[i] - mean[i]).powi(2)).sum::<f64>() / total).sqrt() + 1e-9
            })
            .collect();
        // The first feature is the constant.
        let scaled = |x: &[f64]| -> Vec<f64> {
            (0..n).map(|i| if i == 0 { 1.0 } else { (x[i] - mean[i]) / deviation[i] }).collect()
        };
        let scaled: Vec<(Vec<f64>, f64)> =
            examples.iter().map(|(x, word)| (scaled(x), f64::from(u8::from(*word)))).collect();
        let mut weights = vec![0.0; n];
        for _ in 0..25 {
            // The gradient as the last column.
            let mut system = vec![vec![0.0; n + 1]; n];
            for (x, y) in &scaled {
                let p = sigmoid(x.iter().zip(&weights).map(|(x, w)| x * w).sum());
                for i in 0..n {
                    for j in 0..n {
                        system[i][j] += x[i] * x[j] * p * (1.0 - p);
                    }
                    system[i][n] += x[i] * (p - y);
                }
            }
            for (i, row) in system.iter_mut().enumerate() {
                row[i] += 1.0;
                row[n] += weights[i];
            }
            for (weight, step) in weights.iter_mut().zip(solve(system)) {
                *weight -= step;
            }
        }
        // Back to the features as they are.
        let shift: f64 = (1..n).map(|i| weights[i] * mean[i] / deviation[i]).sum();
        let weights =
            (0..n).map(|i| if i == 0 { weights[0] - shift } else { weights[i] / deviation[i] }).collect();
        Self { weights }
    }

    /// The log odds of a word of its own.
    fn score(&self, features: &[f64]) -> f64 {
        self.weights.iter().zip(features).map(|(w, x)| w * x).sum()
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Gauss's elimination; the right side is the last column. The matrix is positive definite: it needs no pivots.
fn solve(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    let n = system.len();
    for i in 0..n {
        let pivot = system[i].clone();
        for row in &mut system[i + 1..] {
            let factor = row[i] / pivot[i];
            for (cell, above) in row.iter_mut().zip(&pivot).skip(i) {
                *cell -= factor * above;
            }
        }
    }
    let mut solution = vec![0.0; n];
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| system[i][j] * solution[j]).sum();
        solution[i] = (system[i][n] - known) / system[i][i];
    }
    solution
}

/// The model of an ending.
struct Kind {
    neighbours: Neighbours,
    model: Model,
}

/// A form with its base, and whether it is a word of its own.
type Labelled = (String, String, bool);

/// How often what stands next to words is learnt again from the words that a model is sure of,
const ROUNDS: usize = 2;
/// and from which log odds on it is sure.
const SURE: f64 = 2.0;

impl Kind {
    /// Learns from annotated words, and from all words with the ending what stands next to them: at first those that the list has are
    /// taken for words and the others for forms, then the model tells.
    fn learn(all: &[(&str, &str)], examples: &[Labelled], evidence: &Evidence<'_>) -> Self {
        let fit = |neighbours: &Neighbours| {
            let features = |(key, base, word): &Labelled| (evidence.features(key, base, neighbours), *word);
            Model::fit(&examples.iter().map(features).collect::<Vec<_>>())
        };
        let listed = all.iter().map(|&(key, _)| (key, evidence.classes.contains_key(key)));
        let neighbours = evidence.contexts.learn(listed);
        let mut kind = Self { model: fit(&neighbours), neighbours };
        for _ in 0..ROUNDS {
            let scored = all.iter().map(|&(key, base)| (key, kind.score(key, base, evidence)));
            let sure = scored.filter(|(_, score)| score.abs() > SURE).map(|(key, score)| (key, score > 0.0));
            let neighbours = evidence.contexts.learn(sure);
            kind = Self { model: fit(&neighbours), neighbours };
        }
        kind
    }

    fn score(&self, key: &str, base: &str, evidence: &Evidence<'_>) -> f64 {
        self.model.score(&evidence.features(key, base, &self.neighbours))
    }
}

/// A model for each ending.
pub(crate) struct Forms {
    yeh: Kind,
    quality: Kind,
    participle: Kind,
}

impl Forms {
    /// Learns from annotated words, in CoNLL-U.
    pub(crate) fn learn(treebank: &str, evidence: &Evidence<'_>) -> Self {
        let (mut yeh, mut quality, mut participle) = (Vec::new(), Vec::new(), Vec::new());
        for line in treebank.lines() {
            let fields: Vec<_> = line.split('\t').collect();
            let &[_, form, lemma, pos, ..] = &fields[..] else { continue };
            let form = key(form);
            let lemma = key(lemma.split('#').next().unwrap_or_default());
            let Some((ending, base)) = evidence.ending(&form) else { continue };
            let nominal = matches!(pos, "NOUN" | "PROPN" | "ADJ" | "ADV" | "NUM" | "DET");
            let shorter = lemma == form || lemma.len() < form.len();
            let example = || (form.clone(), base.to_owned(), lemma == form);
            match ending {
                Ending::Yeh if nominal && shorter => yeh.push(example()),
                Ending::Quality if nominal && shorter => quality.push(example()),
                Ending::Participle if nominal || matches!(pos, "VERB" | "AUX") => participle.push(example()),
                _ => {}
            }
        }
        let endings: Vec<_> =
            evidence.contexts.of.keys().filter_map(|key| Some((&**key, evidence.ending(key)?))).collect();
        let learn = |ending, examples: &[_]| {
            let all = endings.iter().filter(|(_, (e, _))| *e == ending).map(|&(key, (_, base))| (key, base));
            Kind::learn(&all.collect::<Vec<_>>(), examples, evidence)
        };
        Self {
            yeh: learn(Ending::Yeh, &yeh),
            quality: learn(Ending::Quality, &quality),
            participle: learn(Ending::Participle, &participle),
        }
    }

    /// Whether the key is a word of its own; `None` if it has no such ending.
    pub(crate) fn is_word(&self, key: &str, evidence: &Evidence<'_>) -> Option<bool> {
        let (ending, base) = evidence.ending(key)?;
        let listed = |pos| evidence.classes.get(key).is_some_and(|class| class.has(pos));
        // To leave a noun alone does less harm than to cut one. Lists have no indefinites, but adjectives that look so (هوایی), which
        // are believed up to odds of a hundred to one; less so nouns, for a list of those has وحشتناکی.
        let (kind, least) = match ending {
            Ending::Yeh if listed(Pos::Adj) => (&self.yeh, -4.6),
            Ending::Yeh => (&self.yeh, -1.6),
            Ending::Quality if listed(Pos::Noun) => (&self.quality, -2.0),
            Ending::Quality => (&self.quality, -1.6),
            Ending::Participle => (&self.participle, 0.0),
        };
        Some(kind.score(key, base, evidence) > least)
    }
}

const _: () = assert!(KINDS <= 32, "kinds are bits");
