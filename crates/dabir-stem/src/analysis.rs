//! What the analyzer finds.

use crate::affix::Affix;
use crate::lexicon::{Pos, PosSet};
use crate::verbs::Verb;
use std::ops::Range;

/// One reading of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The dictionary word; for a verb past#present without its preverb, as Universal Dependencies has it.
    pub lemma: String,
    /// Its class; `X` for a word nothing is known of.
    pub pos: Pos,
    /// All classes that it may have.
    pub classes: PosSet,
    /// The verb that it is a form of.
    pub verb: Option<Verb>,
    /// The bytes of the form that are no affix.
    pub stem: Range<usize>,
    /// The affixes in the order they are written.
    pub affixes: Vec<Affix>,
    /// How unlikely it is, in quarter bits or so; the best comes first.
    pub cost: i32,
}

impl Analysis {
    /// The surface segments in order: stem and affixes. Together they are the form.
    ///
    /// ```
    /// let analyzer = dabir_stem::Analyzer::new();
    /// let word = "کتاب‌هایمان";
    /// let segments: Vec<_> = analyzer.analyze(word)[0].segments().map(|s| &word[s]).collect();
    /// assert_eq!(segments, ["کتاب\u{200C}", "ها", "ی", "مان"]);
    /// ```
    pub fn segments(&self) -> impl Iterator<Item = Range<usize>> {
        let (before, after) =
            self.affixes.split_at(self.affixes.partition_point(|a| a.span.start < self.stem.start));
        let spans = |affixes: &[Affix]| affixes.iter().map(|a| a.span.clone()).collect::<Vec<_>>();
        spans(before).into_iter().chain([self.stem.clone()]).chain(spans(after)).filter(|s| !s.is_empty())
    }

    /// The form in words: one, or more where clitics start.
    ///
    /// ```
    /// let form = "دیدمش";
    /// let words = dabir_stem::Analyzer::new().analyze(form)[0].words();
    /// assert_eq!(words.into_iter().map(|s| &form[s]).collect::<Vec<_>>(), ["دیدم", "ش"]);
    /// ```
    pub fn words(&self) -> Vec<Range<usize>> {
        let end = self.affixes.last().map_or(self.stem.end, |a| a.span.end.max(self.stem.end));
        let mut words = Vec::new();
        let mut start = 0;
        for clitic in self.affixes.iter().filter(|a| a.function.is_clitic() && a.span.start > 0) {
            words.push(start..clitic.span.start);
            start = clitic.span.start;
        }
        words.push(start..end);
        words
    }
}
