//! The spacing stage: asks the model about the gaps of a settled line, and names each change by its rule.

use super::config::Config;
use super::pass::Scratch;
use crate::chars::{Info, ZWNJ, next_char};
use crate::protect::{number, protected_at};
use crate::rule::Rule;
use crate::spacing::{Gap, HALF, Kind, Model, NONE, State, Stretch, Thresholds, asked};
use core::ops::Range;

/// What the stage works with, made once.
#[derive(Clone, Debug)]
pub(crate) struct Spacing {
    pub(super) model: Model,
    pub(super) thresholds: Thresholds,
}

impl Spacing {
    /// Fills the patch of `scratch` with the spaces and half-spaces that `line` lacks or has too many.
    pub(super) fn run(&self, config: &Config, line: &str, scratch: &mut Scratch) {
        let Scratch { patch, language, stretch: s } = scratch;
        patch.clear();
        language.clear();
        let mut from = 0;
        while from < line.len() {
            from = s.read(line, from, |at| {
                let number = || number::at(line, at).map(|number| at..number.end);
                protected_at(line, at, config.protected).map(|(span, _)| span).or_else(number)
            });
            s.look_up(&self.model);
            let state = State::of(s);
            asked(s, &self.model, |gap| {
                let decision = self.model.decide(s, gap, state).filter(|&d| self.thresholds.allow(d));
                let Some(decision) = decision else { return };
                let Some(span) = separator(line, s, gap, decision.kind) else { return };
                let rule = rule_of(line, s, gap, decision.kind);
                if config.has(rule) && language.is_persian(line, s.start(gap.at - 1)) {
                    let text = match decision.kind {
                        Kind::NoneHalf | Kind::SpaceHalf => "\u{200c}",
                        Kind::NoneSpace => " ",
                        Kind::SpaceNone => "",
                    };
                    patch.push_likely(span, text, rule, self.model.probability(decision));
                }
            });
        }
    }
}

/// The bytes between the two letters of a gap, if they are nothing or a single space, and the change can stand there.
fn separator(line: &str, s: &Stretch, gap: Gap, kind: Kind) -> Option<Range<usize>> {
    let end = s.start(gap.at);
    // The model folds letters, some of which join and some do not.
    let letter = next_char(line, s.start(gap.at - 1)).map(Info::of);
    if kind.to() == HALF && !letter.is_some_and(Info::joins_next) {
        return None;
    }
    if s.sep(gap.at) == NONE {
        return Some(end..end);
    }
    let start = line[..end].strip_suffix(' ')?.len();
    (!line[..start].ends_with([' ', ZWNJ])).then_some(start..end)
}

/// The rule that a change goes by: what stands left and right of the gap up to the next separators.
fn rule_of(line: &str, s: &Stretch, gap: Gap, kind: Kind) -> Rule {
    let letters = |from: usize, to: usize| line[s.start(from)..s.start(to)].trim_end_matches([' ', ZWNJ]);
    let left = letters(s.left(gap), gap.at);
    match kind {
        Kind::SpaceNone => Rule::SpaceDetachedSuffix,
        Kind::NoneSpace if left == "و" => Rule::SpaceFusedConjunction,
        Kind::NoneSpace => Rule::SpaceJoinedWords,
        Kind::NoneHalf | Kind::SpaceHalf => inflection(left, letters(gap.at, s.right(gap))),
    }
}

/// Inflections by their form. `ام` after a participle is the copula, after a noun the possessive: it goes by the copula.
fn inflection(left: &str, right: &str) -> Rule {
    let verb = left.strip_suffix("می").map(|l| l.strip_suffix('ن').unwrap_or(l));
    match right {
        _ if matches!(verb, Some("" | "ه" | "بر" | "در" | "باز" | "وا" | "فرا" | "فرو")) => Rule::ZwnjVerbPrefix,
        "تر" | "ترین" | "تری" | "ترها" | "ترهای" | "ترینها" => Rule::ZwnjDegree,
        "ام" | "ایم" | "ای" | "اید" | "اند" | "ست" | "است" => Rule::ZwnjCopula,
        "م" | "ت" | "ش" | "ات" | "اش" | "مان" | "تان" | "شان" | "مون" | "تون" | "شون" | "ی" | "رو" | "و" => Rule::ZwnjClitic,
        _ if is_plural(right) => Rule::ZwnjPlural,
        _ => Rule::ZwnjCompound,
    }
}

/// ها, and what may follow it.
fn is_plural(right: &str) -> bool {
    right.strip_prefix("ها").is_some_and(|rest| {
        matches!(
            rest,
            "" | "ی" | "یی" | "یم" | "یت" | "یش" | "یمان" | "یتان" | "یشان" | "م" | "ت" | "ش" | "مون" | "تون" | "شون"
                | "ست" | "ئی" | "یند"
        )
    })
}
