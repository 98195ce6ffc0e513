//! The rules, for those who want to see or choose them.

use crate::record::{Tuple, record};
use pyo3::prelude::*;

record! {
    /// A reason to change text.
    ///
    /// >>> from dabir import rules
    /// >>> yeh = rules()[0]
    /// >>> yeh.id, yeh.example
    /// ('letters.arabic-yeh', ('علي', 'علی'))
    Rule {
        /// The stable, readable id, such as ``letters.arabic-yeh``.
        id: String,
        /// What the rule does, in a line.
        description: String,
        /// A text, and what this rule alone makes of it.
        example: (String, String),
        /// The presets that start with it switched on.
        presets: Tuple<String>,
        /// Whether it is about spaces and half-spaces only.
        is_spacing: bool,
        /// Whether the spacing model decides, with a confidence below 1.
        is_statistical: bool,
    }
}

/// All rules, grouped by the first part of the id.
///
/// >>> from dabir import rules
/// >>> [rule.id for rule in rules() if rule.is_statistical][:2]
/// ['zwnj.verb-prefix', 'zwnj.plural']
#[pyfunction]
pub(crate) fn rules() -> Vec<Rule> {
    let presets = |rule: dabir::Rule| dabir::Preset::ALL.iter().filter(move |&&preset| rule.is_in(preset));
    let all = dabir::Rule::ALL.iter();
    all.map(|&rule| Rule {
        id: rule.id().to_owned(),
        description: rule.description().to_owned(),
        example: (rule.example().0.to_owned(), rule.example().1.to_owned()),
        presets: Tuple(presets(rule).map(|preset| preset.name().to_owned()).collect()),
        is_spacing: rule.is_spacing(),
        is_statistical: rule.is_statistical(),
    })
    .collect()
}

/// The first part of the id.
pub(crate) fn group(rule: dabir::Rule) -> &'static str {
    rule.id().split_once('.').map_or(rule.id(), |(group, _)| group)
}
