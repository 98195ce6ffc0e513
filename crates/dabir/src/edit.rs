//! Edits: what changed, where, by which rule.

use crate::rule::Rule;
use core::ops::Range;

/// One change: a span of the input, the span of the output that stands for it, and the rule that asked for it.
///
/// Spans are byte ranges on character boundaries. An empty input span is an insertion, an empty output span a deletion.
/// Edits come sorted, do not overlap, and everything between two of them is the same on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub(crate) input: Range<usize>,
    pub(crate) output: Range<usize>,
    pub(crate) rule: Rule,
    pub(crate) confidence: f32,
}

impl Edit {
    /// The bytes of the input that were replaced.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("سال 12").edits()[0].input(), 7..9);
    /// ```
    #[must_use]
    pub fn input(&self) -> Range<usize> {
        self.input.clone()
    }

    /// The bytes of the output that replaced them.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("سال 12").edits()[0].output(), 7..11);
    /// ```
    #[must_use]
    pub fn output(&self) -> Range<usize> {
        self.output.clone()
    }

    /// The rule that asked for the change. Where a second rule built on the change of a first: the first, unless only the
    /// second is about letters, or is the model's.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("كتاب").edits()[0].rule(), dabir::Rule::LettersArabicKaf);
    /// ```
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How sure the rule is, between 0 and 1. Rules that need no statistics say 1.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("كتاب").edits()[0].confidence(), 1.0);
    /// ```
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.confidence
    }
}

/// Whether two spans of the same text share a byte, one is a point inside the other, or both are the same point.
fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    if a.is_empty() && b.is_empty() { a.start == b.start } else { a.start < b.end && b.start < a.end }
}

/// Of two rules that made one edit, the one it is named by: the first, unless only the second is about letters, or it is the
/// model's, which decides last what stands in a gap.
fn stronger(first: Rule, second: Rule) -> Rule {
    if first.is_spacing() && (!second.is_spacing() || second.is_statistical()) { second } else { first }
}

/// The edits of two steps as those of one: `first` leads from the input to a middle text, `second` from there to the
/// output. Linear in the number of edits.
pub(crate) fn compose(first: &[Edit], second: &[Edit], out: &mut Vec<Edit>) {
    out.clear();
    let (mut i, mut j) = (0, 0);
    // How much longer the middle is than the input, and the output than the middle, before the current place.
    let (mut grown1, mut grown2) = (0isize, 0isize);
    let growth = |e: &Edit| e.output.len() as isize - e.input.len() as isize;
    let shift = |at: usize, by: isize| (at as isize + by) as usize;
    while i < first.len() || j < second.len() {
        let start1 = first.get(i).map(|e| (e.output.start, e.output.end));
        let start2 = second.get(j).map(|e| (e.input.start, e.input.end));
        let from_first = start2.is_none() || (start1.is_some() && start1 <= start2);
        let mut middle = if from_first { first[i].output.clone() } else { second[j].input.clone() };
        let seed = if from_first { &first[i] } else { &second[j] };
        let (mut rule, mut confidence) = (seed.rule, seed.confidence);
        let (begin1, begin2) = (grown1, grown2);
        let (i0, j0) = (i, j);
        // Edits of one step stay apart unless one of the other step ties them together.
        loop {
            if let Some(e) = first
                .get(i)
                .filter(|e| if i == i0 && from_first { true } else { j > j0 && meet(&e.output, &middle) })
            {
                if i == i0 && !from_first && rule.is_spacing() == e.rule.is_spacing() {
                    rule = e.rule;
                }
                rule = stronger(rule, e.rule);
                middle = middle.start.min(e.output.start)..middle.end.max(e.output.end);
                confidence = confidence.min(e.confidence);
                grown1 += growth(e);
                i += 1;
            } else if let Some(e) = second
                .get(j)
                .filter(|e| if j == j0 && !from_first { true } else { i > i0 && meet(&e.input, &middle) })
            {
                rule = stronger(rule, e.rule);
                middle = middle.start.min(e.input.start)..middle.end.max(e.input.end);
                confidence = confidence.min(e.confidence);
                grown2 += growth(e);
                j += 1;
            } else {
                break;
            }
        }
        out.push(Edit {
            input: shift(middle.start, -begin1)..shift(middle.end, -grown1),
            output: shift(middle.start, begin2)..shift(middle.end, grown2),
            rule,
            confidence,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(input: Range<usize>, output: Range<usize>) -> Edit {
        Edit { input, output, rule: Rule::LettersNfc, confidence: 1.0 }
    }

    fn spans(first: &[Edit], second: &[Edit]) -> Vec<(Range<usize>, Range<usize>)> {
        let mut out = Vec::new();
        compose(first, second, &mut out);
        out.into_iter().map(|e| (e.input, e.output)).collect()
    }

    #[test]
    fn apart_edits_stay_apart() {
        // abcdef -> Xbcdef -> XbcdYYf
        assert_eq!(spans(&[edit(0..1, 0..1)], &[edit(4..5, 4..6)]), [(0..1, 0..1), (4..5, 4..6)]);
        // abcdef -> abcdYYf -> Xbc YYf
        assert_eq!(spans(&[edit(4..5, 4..6)], &[edit(0..1, 0..3)]), [(0..1, 0..3), (4..5, 6..8)]);
    }

    #[test]
    fn meeting_edits_become_one() {
        // abc -> aXXc -> aY
        assert_eq!(spans(&[edit(1..2, 1..3)], &[edit(2..4, 2..2)]), [(1..3, 1..2)]);
        // An insertion taken back is an empty edit; the caller drops it.
        assert_eq!(spans(&[edit(1..1, 1..2)], &[edit(1..2, 1..1)]), [(1..1, 1..1)]);
        // A deletion, then an insertion at the same place.
        assert_eq!(spans(&[edit(1..3, 1..1)], &[edit(1..1, 1..2)]), [(1..3, 1..2)]);
    }

    #[test]
    fn one_edit_spans_several() {
        // a b c d -> aXbYcd: then the whole middle is replaced.
        assert_eq!(spans(&[edit(1..1, 1..2), edit(2..2, 3..4)], &[edit(0..5, 0..1)]), [(0..3, 0..1)]);
    }
}
