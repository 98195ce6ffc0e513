//! Rules as users name them: one by its id, or a group of them.

use dabir::Rule;

/// One rule, or a group: `zwnj.compound`, `zwnj`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Selector(&'static str);

impl Selector {
    /// # Errors
    /// There is no such rule, and no such group; says what may have been meant.
    pub(crate) fn parse(name: &str) -> Result<Self, String> {
        Self::all().find(|&known| known == name).map(Self).ok_or_else(|| unknown("rule", name, Self::all()))
    }

    /// The names of all groups and rules.
    fn all() -> impl Iterator<Item = &'static str> + Clone {
        Rule::ALL.iter().flat_map(|rule| [group(*rule), rule.id()])
    }

    pub(crate) fn name(self) -> &'static str {
        self.0
    }

    pub(crate) fn selects(self, rule: Rule) -> bool {
        self.0 == rule.id() || self.0 == group(rule)
    }

    /// The rule, if it is named by its id.
    pub(crate) fn rule(self) -> Option<Rule> {
        Rule::from_id(self.0)
    }
}

/// One rule by its id.
///
/// # Errors
/// There is no such rule. A group may hold one that nobody wants with the others, such as `zwnj.fold`.
pub(crate) fn rule(name: &str) -> Result<Rule, String> {
    if Rule::ALL.iter().any(|&rule| group(rule) == name) {
        return Err(format!("{name:?} is a group; `dabir rules {name}` lists its rules"));
    }
    Rule::from_id(name).ok_or_else(|| unknown("rule", name, Rule::ALL.iter().map(|rule| rule.id())))
}

/// The first part of the id.
pub(crate) fn group(rule: Rule) -> &'static str {
    rule.id().split_once('.').map_or(rule.id(), |(group, _)| group)
}

/// Says that there is no such thing, and what may have been meant.
pub(crate) fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let score = |known: &str| strsim::jaro_winkler(name, known);
    let best = known.clone().max_by(|a, b| score(a).total_cmp(&score(b)));
    match best.filter(|best| score(best) > 0.8) {
        Some(best) => format!("no {what} {name:?}; did you mean {best:?}?"),
        // A list of all rules would hide the message.
        None if known.clone().count() > 20 => format!("no {what} {name:?}; `dabir rules` lists them"),
        None => {
            format!("no {what} {name:?}; expected one of: {}", known.collect::<Vec<_>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_select_rules_and_groups() {
        let plural = Selector::parse("zwnj.plural").unwrap();
        let group = Selector::parse("zwnj").unwrap();
        assert!(plural.selects(Rule::ZwnjPlural) && !plural.selects(Rule::ZwnjCompound));
        assert!(group.selects(Rule::ZwnjPlural) && !group.selects(Rule::SpaceJoinedWords));
        assert_eq!((plural.rule(), group.rule()), (Some(Rule::ZwnjPlural), None));
    }

    #[test]
    fn what_may_have_been_meant() {
        assert_eq!(rule("zwnj").unwrap_err(), r#""zwnj" is a group; `dabir rules zwnj` lists its rules"#);
        assert_eq!(
            Selector::parse("zwnj.compond").unwrap_err(),
            r#"no rule "zwnj.compond"; did you mean "zwnj.compound"?"#
        );
        assert_eq!(Selector::parse("کتاب").unwrap_err(), r#"no rule "کتاب"; `dabir rules` lists them"#);
    }
}
