//! From files to labelled stretches and counts.

use crate::corpus::{SOURCES, read};
use crate::counts::{Blank, Counts, Seen, count_pairs, count_spaced, count_words};
use crate::inflect;
use crate::labels::Inflection;
use crate::productive::Productive;
use anyhow::Result;
use dabir::spacing::{Stretch, hash_of};
use dabir::{Normalizer, Rule};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// A stretch of good text and the weight of its gaps in the loss.
pub(crate) struct Line {
    pub stretch: Stretch,
    pub weight: f32,
    /// Its words are among the counts.
    pub counted: bool,
}

/// Of corpora with less weight only a part is used.
pub(crate) const LITTLE: f32 = 0.15;

/// All that is trained on.
pub(crate) struct Corpus {
    pub lines: Vec<Line>,
    pub counts: Counts,
}

/// The standard preset without the model that is yet to be trained.
pub(crate) fn normalizer() -> Normalizer {
    let statistical = Rule::ALL.iter().filter(|rule| rule.is_statistical());
    statistical.fold(Normalizer::builder(), |builder, &rule| builder.rule(rule, false)).build()
}

impl Corpus {
    pub(crate) fn load(data: &Path) -> Result<Self> {
        let mut lines = stretches(data)?;
        let lists = lists(data)?;
        // What is mended changes the counts that tell what to mend: once is enough.
        let counts = count(lists.clone(), &lines);
        let verbs = glued_verbs(&read(&data.join("train/iperudt-train.conllu.gz"))?);
        let productive = Productive::find(&lines, &counts);
        let inflection = Inflection::default();
        for line in &mut lines {
            let s = &line.stretch;
            let mut seps = s.seps();
            s.gaps(|gap| seps[gap.at] = inflection.mended(s, gap, &counts, &productive, &verbs));
            line.stretch.set_seps(&seps, &Blank);
        }
        let counts = count(lists, &lines);
        lines.extend(inflect::lines(&read(&data.join("lexicon/lilak-lexicon.csv.gz"))?));
        Ok(Self { lines, counts })
    }
}

fn stretches(data: &Path) -> Result<Vec<Line>> {
    let normalizer = normalizer();
    let mut lines = Vec::new();
    for source in SOURCES {
        let text = read(&data.join("train").join(format!("{}.txt.gz", source.file)))?;
        for line in text.lines() {
            let line = normalizer.normalize(line);
            // What counts little tells little of how words are written.
            let counted = source.weight >= LITTLE;
            let mut at = 0;
            while at < line.len() {
                let mut stretch = Stretch::default();
                at = stretch.read(&line, at, |_| None);
                stretch.look_up(&Blank);
                lines.push(Line { stretch, weight: source.weight, counted });
            }
        }
    }
    Ok(lines)
}

fn lists(data: &Path) -> Result<Counts> {
    let mut counts = Counts::default();
    counts.add_list(&read(&data.join("lexicon/lilak-lexicon.csv.gz"))?);
    counts.add_compounds(&read(&data.join("lexicon/shekar-compounds.csv.gz"))?);
    Ok(counts)
}

fn count(mut counts: Counts, lines: &[Line]) -> Counts {
    for line in lines.iter().filter(|line| line.counted) {
        count_pairs(&line.stretch, &mut counts.pairs);
        count_words(&line.stretch, &mut counts.seen);
    }
    counts.add_verbs();
    let mut spaced = HashMap::<u64, Seen>::new();
    for line in lines.iter().filter(|line| line.counted) {
        count_spaced(&line.stretch, &counts, &mut spaced);
    }
    #[expect(clippy::iter_over_hash_type, reason = "each entry goes to its own place")]
    for (hash, seen) in spaced {
        counts.seen.entry(hash).or_default().spaced = seen.spaced;
    }
    counts
}

/// What follows می and نمی in verbs that an annotated corpus writes in one (میگم), with every personal ending.
fn glued_verbs(conllu: &str) -> HashSet<u64> {
    const ENDINGS: [&str; 9] = ["یم", "ین", "ید", "ند", "ن", "م", "ی", "ه", "د"];
    let mut verbs = HashSet::new();
    for line in conllu.lines() {
        let mut fields = line.split('\t').skip(1);
        let (Some(form), Some("VERB" | "AUX")) = (fields.next(), fields.nth(1)) else { continue };
        let verb = form.strip_prefix('ن').unwrap_or(form).strip_prefix("می");
        let Some(verb) = verb.filter(|v| v.chars().count() > 1 && !v.contains('\u{200c}')) else { continue };
        verbs.insert(hash_of(verb));
        // Of stems of one letter (میگم) only the forms that are there: else میزم were a verb.
        let stem = ENDINGS.iter().find_map(|ending| verb.strip_suffix(ending));
        if let Some(stem) = stem.filter(|stem| stem.chars().nth(1).is_some()) {
            verbs.extend(ENDINGS.iter().map(|ending| hash_of(&format!("{stem}{ending}"))));
        }
    }
    verbs
}
