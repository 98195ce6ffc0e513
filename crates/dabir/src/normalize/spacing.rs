//! The spacing stage: asks the model about the gaps of a settled line, and names each change by its rule.

use super::config::Config;
use super::language::Language;
use super::pass::Scratch;
use crate::chars::{Class, HAMZA_ABOVE, Info, ZWNJ};
use crate::protect::{Protected, number, protected_at};
use crate::rule::Rule;
use crate::spacing::{
    Dictionary, Document, Gap, HALF, Model, NONE, SPACE, State, StateKeys, Stretch, Tables, Thresholds,
    Weighed,
};
use core::ops::Range;
use std::sync::Arc;

/// So often the gaps of a stretch are looked at again after a change. Two settle nearly everything; a stretch that is not at
/// rest then stays as it came.
const MOST_ROUNDS: u8 = 16;
/// The log odds that a half-space gains if the document has the same word with one elsewhere.
const SEEN_ELSEWHERE: f32 = 6.0;

/// What the stage works with, made once.
#[derive(Clone, Debug)]
pub(crate) struct Spacing {
    pub(super) model: Model,
    pub(super) thresholds: Thresholds,
    pub(super) dictionary: Option<Arc<Dictionary>>,
    /// Whether what a document writes in one place counts in another.
    pub(super) document: bool,
}

/// How a line leaves the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// With the changes of the patch made, the stage has no more to say about it.
    Settled,
    /// The stage must see the result: something beside the gaps took part in the decisions.
    Again,
}

/// A change of the gap before symbol `at`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    at: usize,
    to: u8,
    /// In which round, once it is over.
    round: u8,
    confidence: f32,
}

impl Spacing {
    /// Fills the patch of `scratch` with the spaces and half-spaces that `line` lacks or has too many.
    pub(super) fn run(&self, config: &Config, line: &str, scratch: &mut Scratch) -> Outcome {
        scratch.patch.clear();
        scratch.language.clear();
        let model = self.model.tables();
        let mut outcome = Outcome::Settled;
        // Whether code, HTML or a link may end, or not, further in the line than can be told from here. Protected spans of other
        // kinds are told by their own characters and those next to them, which are no gaps; but for the names of files.
        let mut looks_far = false;
        // What the pass was told about the same line need not be asked again.
        let mut told = 0;
        let mut from = 0;
        while from < line.len() {
            let Scratch { stretch, spans, .. } = &mut *scratch;
            from = stretch.read(line, from, |at| {
                if stands_alone(line, at) {
                    return None;
                }
                if let Some(end) = number::plain(line, at) {
                    return Some(at..end);
                }
                looks_far |= matches!(line.as_bytes()[at], b'`' | b'<' | b']');
                told += spans[told..].iter().take_while(|(before, _)| *before < at).count();
                let protected = match spans.get(told) {
                    Some((same, span)) if *same == at => span.clone(),
                    _ => protected_at(line, at, config.protected),
                };
                let Some((span, class)) = protected else {
                    return number::at(line, at).map(|number| at..number.end);
                };
                if class == Protected::FileName {
                    outcome = Outcome::Again;
                }
                Some(span)
            });
            scratch.stretch.look_up(&model);
            match self.mend(config, line, &model, scratch) {
                Some(Outcome::Settled) => {}
                Some(Outcome::Again) => outcome = Outcome::Again,
                None => scratch.made.clear(),
            }
            self.write(line, scratch);
        }
        if looks_far { Outcome::Again } else { outcome }
    }

    /// Changes the separators of the stretch until nothing is left to change; `None` if there is no end to it.
    fn mend(
        &self,
        config: &Config,
        line: &str,
        model: &Tables<'_>,
        scratch: &mut Scratch,
    ) -> Option<Outcome> {
        let Scratch { language, stretch: s, made, forced, asked, document, .. } = scratch;
        let mut outcome = Outcome::Settled;
        made.clear();
        asked.all(s, model);
        // Nobody has anything to say.
        if asked.gaps().is_empty() && self.dictionary.is_none() && document.is_empty() {
            if self.document {
                document.note(s);
            }
            return Some(outcome);
        }
        let mut known = None;
        // Each round asks for the language of places from the first on; the next stretch asks for what comes after them.
        let start = language.clone();
        for round in 0..MOST_ROUNDS {
            let before = made.len();
            let mut rewound = start.clone();
            let language = if made.is_empty() { &mut *language } else { &mut rewound };
            let place = Place { config, line, language };
            let state = State::of(s);
            let keys = StateKeys::of(state);
            let mut voices = Round { spacing: self, model, s, place, keys: &keys, forced, made, before };
            voices.obey_dictionary();
            // In the same state the model says again what it said. Only a dictionary may have been in the way.
            let all = known.replace(state) != Some(state) || self.dictionary.is_some();
            if voices.obey_model(asked.gaps().iter().filter(|gap| all || gap.is_new)) == Outcome::Again {
                outcome = Outcome::Again;
            }
            voices.follow_document(document);
            if made.len() == before {
                if self.document {
                    document.note(s);
                }
                return Some(outcome);
            }
            // Neither of the two sorts takes memory.
            made[before..].sort_unstable_by_key(|change| change.at);
            for change in &mut made[before..] {
                change.round = round;
                s.set_sep(change.at, change.to);
            }
            let changes = made[before..].iter().map(|change| change.at);
            s.recut(changes.clone(), model);
            asked.again(s, model, changes);
        }
        None
    }

    /// Writes what was made of the stretch into the patch.
    fn write(&self, line: &str, scratch: &mut Scratch) {
        let Scratch { patch, stretch: s, made, undisturbed, .. } = scratch;
        // Of several changes of one gap the last counts.
        made.sort_unstable_by_key(|change| (change.at, change.round));
        for (i, change) in made.iter().enumerate() {
            if made.get(i + 1).is_some_and(|next| next.at == change.at) {
                continue;
            }
            let gap = s.gap_at(change.at);
            // Beside a new space a lone ی may be an ezafe.
            let is_lone = s.left(gap) + 1 == gap.at || gap.at + 1 == s.right(gap);
            *undisturbed = *undisturbed && !(change.to == SPACE && is_lone);
            let Some(span) = separator(line, s, gap.at) else { continue };
            let rule = rule_of(line, s, gap, change.to);
            let text = match change.to {
                HALF => "\u{200c}",
                SPACE => " ",
                _ => "",
            };
            if line[span.clone()] != *text {
                patch.push_likely(span, text, rule, change.confidence);
            }
        }
    }
}

/// One look at all gaps of a stretch. Of two voices about a gap the first counts: the dictionary, the model, the document.
struct Round<'a> {
    spacing: &'a Spacing,
    model: &'a Tables<'a>,
    s: &'a Stretch,
    place: Place<'a>,
    keys: &'a StateKeys,
    /// The gaps that the dictionary decides, in ascending order.
    forced: &'a mut Vec<(Gap, Option<u8>)>,
    /// The changes so far; those of this round come after the first `before`.
    made: &'a mut Vec<Made>,
    before: usize,
}

impl Round<'_> {
    fn obey_dictionary(&mut self) {
        self.forced.clear();
        let Some(dictionary) = &self.spacing.dictionary else { return };
        dictionary.find(self.s, self.forced);
        for &(gap, to) in self.forced.iter() {
            if let Some(to) = to.filter(|&to| to != self.s.sep(gap.at) && self.place.allows(self.s, gap, to))
            {
                self.made.push(Made { at: gap.at, to, round: 0, confidence: 1.0 });
            }
        }
    }

    /// [`Outcome::Again`] if something beside the gaps kept the model from a change.
    fn obey_model<'g>(&mut self, gaps: impl Iterator<Item = &'g Weighed>) -> Outcome {
        let Spacing { model, thresholds, .. } = self.spacing;
        let mut outcome = Outcome::Settled;
        for weighed in gaps {
            let decision = self.model.decide(self.s, weighed, self.keys).filter(|&d| thresholds.allow(d));
            let Some(decision) = decision.filter(|_| !self.is_forced(weighed.at)) else { continue };
            let gap = self.s.gap_at(weighed.at);
            let to = decision.kind.to();
            if !self.place.allows(self.s, gap, to) {
                outcome = Outcome::Again;
                continue;
            }
            let change = Made { at: gap.at, to, round: 0, confidence: model.probability(decision) };
            // Of two changes around a single letter the surer: نامه‌ای, not نام‌ه‌ای or نام‌ه است.
            match self.made[self.before..].last_mut() {
                Some(last) if last.at + 1 == gap.at && last.to == HALF => {
                    if change.confidence > last.confidence {
                        *last = change;
                    }
                }
                _ => {
                    self.wait(gap, change);
                    self.made.push(change);
                }
            }
        }
        outcome
    }

    /// Of three half-spaces in a row, of which `change` is the last, the one between waits for the next round if it is the least
    /// sure: in سی ام دی ماه it has no place once the others stand.
    fn wait(&mut self, gap: Gap, change: Made) {
        let [.., first, between] = self.made[self.before..] else { return };
        let starts = |p: usize, made: Made| made.to == HALF && self.s.pieces()[p].first == made.at;
        if change.to == HALF
            && gap.left > 1
            && starts(gap.left, between)
            && starts(gap.left - 1, first)
            && between.confidence < first.confidence.min(change.confidence)
        {
            self.made.pop();
        }
    }

    /// Half-spaces that the document has in the same words elsewhere.
    fn follow_document(&mut self, document: &Document) {
        let Spacing { model, thresholds, .. } = self.spacing;
        document.gaps(self.s, |gap| {
            let Some(decision) = self.model.half(self.s, gap, self.keys) else { return };
            let decision = model.raised(decision, SEEN_ELSEWHERE);
            if !thresholds.allow(decision) {
                return;
            }
            let is_free = !self.is_forced(gap.at)
                && self.made[self.before..].iter().all(|change| change.at.abs_diff(gap.at) > 1);
            if is_free && self.place.allows(self.s, gap, HALF) {
                let confidence = model.probability(decision);
                self.made.push(Made { at: gap.at, to: HALF, round: 0, confidence });
            }
        });
    }

    fn is_forced(&self, at: usize) -> bool {
        self.forced.binary_search_by_key(&at, |(gap, _)| gap.at).is_ok()
    }
}

/// Where a gap stands.
struct Place<'a> {
    config: &'a Config,
    line: &'a str,
    language: &'a mut Language,
}

impl Place<'_> {
    /// Whether a gap may be changed: the rule is on, the text there is Persian, and the new separator can stand there.
    fn allows(&mut self, s: &Stretch, gap: Gap, to: u8) -> bool {
        separator(self.line, s, gap.at).is_some_and(|span| self.can_stand(span.start, to))
            && self.config.has(rule_of(self.line, s, gap, to))
            && self.language.is_persian(self.line, s.start(gap.at - 1), |_| s.start(s.first_after_break(gap)))
    }

    /// Whether a separator can stand after what ends at byte `end`.
    fn can_stand(&self, end: usize, to: u8) -> bool {
        let before = &self.line[..end];
        match to {
            // The model folds letters, some of which join and some do not; and after the ezafe of خانهٔ a word ends.
            HALF => {
                let letter = before.chars().rev().map(Info::of).find(|c| c.class() != Class::Extend);
                !before.ends_with(HAMZA_ABOVE) && letter.is_some_and(Info::joins_next)
            }
            // No «و و».
            SPACE => before.strip_suffix('و').is_none_or(|before| !before.ends_with(" و ")),
            _ => true,
        }
    }
}

/// Whether a mark is at byte `at` that starts neither a protected span nor a number.
fn stands_alone(line: &str, at: usize) -> bool {
    match line.as_bytes()[at..] {
        [b'"' | b'!' | b'?' | b')' | b'[' | b',' | b'-' | b'/', ..] => true,
        // ، ؛ ؟ « »
        [0xD8, 0x8C | 0x9B | 0x9F, ..] | [0xC2, 0xAB | 0xBB, ..] => true,
        _ => false,
    }
}

/// The bytes between the letters before and at symbol `at`, if they are nothing, one space or one half-space.
fn separator(line: &str, s: &Stretch, at: usize) -> Option<Range<usize>> {
    let separators = [' ', ZWNJ];
    let end = s.start(at);
    let Some(before) = line[..end].strip_suffix(separators) else { return Some(end..end) };
    (!before.ends_with(separators)).then_some(before.len()..end)
}

/// The rule that a change goes by: what stands left and right of the gap up to the next separators.
fn rule_of(line: &str, s: &Stretch, gap: Gap, to: u8) -> Rule {
    let letters = |from: usize, to: usize| line[s.start(from)..s.start(to)].trim_end_matches([' ', ZWNJ]);
    let left = letters(s.left(gap), gap.at);
    match to {
        NONE => Rule::SpaceDetachedSuffix,
        SPACE if left == "و" => Rule::SpaceFusedConjunction,
        SPACE => Rule::SpaceJoinedWords,
        _ => inflection(left, letters(gap.at, s.right(gap))),
    }
}

/// Inflections by their form. `ام` after a participle is the copula, after a noun the possessive: it goes by the copula.
fn inflection(left: &str, right: &str) -> Rule {
    let verb = left.strip_suffix("می").map(|left| left.strip_suffix('ن').unwrap_or(left));
    match right {
        _ if matches!(verb, Some("" | "ه" | "بر" | "در" | "باز" | "وا" | "فرا" | "فرو")) => {
            Rule::ZwnjVerbPrefix
        }
        "تر" | "ترین" | "تری" | "ترها" | "ترهای" | "ترینها" => Rule::ZwnjDegree,
        "ام" | "ایم" | "ای" | "اید" | "اند" | "ست" | "است" => Rule::ZwnjCopula,
        "م" | "ت" | "ش" | "ات" | "اش" | "مان" | "تان" | "شان" | "مون" | "تون" | "شون" | "ی" | "رو" | "و" => {
            Rule::ZwnjClitic
        }
        _ if is_plural(right) => Rule::ZwnjPlural,
        _ => Rule::ZwnjCompound,
    }
}

/// ها, and what may follow it.
fn is_plural(right: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "", "ی", "یی", "ئی", "یم", "یت", "یش", "یمان", "یتان", "یشان", "یند", "م", "ت", "ش", "مون", "تون",
        "شون", "ست",
    ];
    right.strip_prefix("ها").is_some_and(|rest| ENDINGS.contains(&rest))
}

#[cfg(test)]
mod tests;
