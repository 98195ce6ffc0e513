//! Comments that silence the check: `dabir:off`, `dabir:on`, `dabir:off-line`, `dabir:off-next-line`, each with the rules or
//! groups that are meant, or for all.

use crate::selector::{Selector, unknown};
use dabir::Rule;
use memchr::{memchr, memmem, memrchr};
use std::ops::Range;

/// What a comment starts with, in whatever language.
const COMMENTS: &[&str] = &["<!--", "#", "//", "/*", "*", "%", "--", ";", "..", "{#"];
const VERBS: &[&str] = &["off", "on", "off-line", "off-next-line"];

/// Rules that are silenced.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Silenced {
    #[default]
    Nothing,
    All,
    These(Vec<Selector>),
}

impl Silenced {
    fn of(rules: Vec<Selector>) -> Self {
        if rules.is_empty() { Self::All } else { Self::These(rules) }
    }

    /// Both.
    pub(super) fn and(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::All, _) | (_, Self::Nothing) => {}
            (Self::These(rules), Self::These(others)) => {
                rules.extend(others);
                rules.sort_by_key(|rule| rule.name());
                rules.dedup();
            }
            _ => self.clone_from(other),
        }
    }

    fn without(&mut self, rules: &[Selector]) {
        if rules.is_empty() {
            *self = Self::Nothing;
        } else if let Self::These(mine) = self {
            mine.retain(|rule| !rules.contains(rule));
            if mine.is_empty() {
                *self = Self::Nothing;
            }
        }
    }

    pub(super) fn has(&self, rule: Rule) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::These(rules) => rules.iter().any(|selector| selector.selects(rule)),
        }
    }
}

/// A directive and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Directive {
    pub(super) at: usize,
    /// Its line, without the line end.
    pub(super) line: Range<usize>,
    /// `None` if it makes no sense at all.
    verb: Option<&'static str>,
    rules: Vec<Selector>,
    /// What of it makes no sense.
    pub(super) mistakes: Vec<String>,
}

/// The directives of a text in their order.
pub(super) fn find(text: &str) -> Vec<Directive> {
    const NAME: &str = "dabir:";
    let mut found = Vec::new();
    let mut line = 0..0;
    for at in memmem::find_iter(text.as_bytes(), NAME) {
        if at >= line.end {
            let start = memrchr(b'\n', &text.as_bytes()[line.end..at]).map_or(line.end, |i| line.end + i + 1);
            let end = memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
            line = start..end;
        }
        let Range { start, end } = line;
        let before = text[start..at].trim_end();
        if !COMMENTS.iter().any(|opening| before.ends_with(opening)) {
            continue;
        }
        let rest = &text[at + NAME.len()..end];
        let name = |c: char| c.is_ascii_lowercase() || c == '-';
        let word = rest.split(|c| !name(c)).next().unwrap_or_default();
        // The end of a comment may follow at once.
        let word = word.trim_end_matches('-');
        if word.is_empty() {
            continue;
        }
        let verb = VERBS.iter().copied().find(|&verb| verb == word);
        let (mut rules, mut mistakes) = (Vec::new(), Vec::new());
        if verb.is_none() {
            mistakes.push(unknown("directive", word, VERBS.iter().copied()));
        }
        for name in rest[word.len()..].split([' ', '\t', ',']).filter(|name| !name.is_empty()) {
            if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
                break;
            }
            let name = name.trim_end_matches(|c: char| !c.is_ascii_lowercase());
            match Selector::parse(name) {
                Ok(selector) => rules.push(selector),
                Err(message) => mistakes.push(message),
            }
        }
        // Of rules that do not exist, what remains is nothing, not everything.
        let verb = verb.filter(|_| mistakes.is_empty() || !rules.is_empty());
        found.push(Directive { at, line: start..end, verb, rules, mistakes });
    }
    found
}

/// What is silenced where; carried on from one part of a file to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Silence {
    /// From each place on; the first is the start of the part.
    from: Vec<(usize, Silenced)>,
    /// In single lines.
    lines: Vec<(Range<usize>, Silenced)>,
    /// In the first line of the part to come.
    next_line: Silenced,
}

impl Silence {
    /// Goes on to the next part, with these directives.
    pub(super) fn advance(&mut self, text: &str, directives: Vec<Directive>) {
        let mut now = self.from.pop().map_or(Silenced::Nothing, |(_, silenced)| silenced);
        self.from = vec![(0, now.clone())];
        let end_of_line = |start| memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |i| start + i);
        self.lines = vec![(0..end_of_line(0), std::mem::take(&mut self.next_line))];
        for Directive { at, line, verb, rules, .. } in directives {
            match verb.unwrap_or_default() {
                "off" => now.and(&Silenced::of(rules)),
                "on" => now.without(&rules),
                "off-line" => {
                    self.add_line(line, rules);
                    continue;
                }
                "" => continue,
                _ if line.end + 1 == text.len() => {
                    self.next_line.and(&Silenced::of(rules));
                    continue;
                }
                _ if line.end < text.len() => {
                    self.add_line(line.end + 1..end_of_line(line.end + 1), rules);
                    continue;
                }
                _ => continue,
            }
            self.from.push((at, now.clone()));
        }
        self.lines.sort_by_key(|(line, _)| line.start);
    }

    fn add_line(&mut self, line: Range<usize>, rules: Vec<Selector>) {
        match self.lines.last_mut().filter(|(last, _)| *last == line) {
            Some((_, silenced)) => silenced.and(&Silenced::of(rules)),
            None => self.lines.push((line, Silenced::of(rules))),
        }
    }

    /// Whether nothing is silenced anywhere in the part.
    pub(super) fn is_empty(&self) -> bool {
        self.from.iter().all(|(_, silenced)| *silenced == Silenced::Nothing)
            && self.lines.iter().all(|(_, silenced)| *silenced == Silenced::Nothing)
    }

    /// What is silenced at a place.
    pub(super) fn at(&self, place: usize) -> Silenced {
        let index = self.from.partition_point(|(from, _)| *from <= place);
        let mut silenced = index.checked_sub(1).map_or(Silenced::Nothing, |i| self.from[i].1.clone());
        let first = self.lines.partition_point(|(line, _)| line.end < place);
        for (line, of_line) in self.lines[first..].iter().take_while(|(line, _)| line.start <= place) {
            if line.contains(&place) || line.end == place {
                silenced.and(of_line);
            }
        }
        silenced
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn silence(text: &str) -> Silence {
        let mut silence = Silence::default();
        silence.advance(text, find(text));
        silence
    }

    #[test]
    fn comments_of_every_kind() {
        for text in [
            "<!-- dabir:off -->",
            "<!--dabir:off-->",
            "# dabir:off",
            "// dabir:off zwnj -- a title",
            "/* dabir:off zwnj.compound, letters */",
            "% dabir:off",
        ] {
            assert_eq!(find(text).len(), 1, "{text}");
            assert!(find(text)[0].mistakes.is_empty(), "{text}: {:?}", find(text));
        }
        for text in ["dabir:off", "use dabir:off here", "# dabir: the command", "# dabir:"] {
            assert!(find(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        assert_eq!(find("# dabir:of")[0].mistakes[0], r#"no directive "of"; did you mean "off"?"#);
        assert_eq!(
            find("# dabir:off zwnj.plurals")[0].mistakes[0],
            r#"no rule "zwnj.plurals"; did you mean "zwnj.plural"?"#
        );
    }

    #[test]
    fn off_and_on_nest_by_rule() {
        let text = "a\n# dabir:off zwnj\nb\n# dabir:off letters\nc\n# dabir:on zwnj\nd\n# dabir:on\ne";
        let silence = silence(text);
        let at = |c: &str| silence.at(text.rfind(c).unwrap());
        assert_eq!(at("a\n#"), Silenced::Nothing);
        assert!(at("\nb\n").has(Rule::ZwnjPlural) && !at("\nb\n").has(Rule::LettersArabicYeh));
        assert!(at("\nc\n").has(Rule::ZwnjPlural) && at("\nc\n").has(Rule::LettersArabicYeh));
        assert!(!at("\nd\n").has(Rule::ZwnjPlural) && at("\nd\n").has(Rule::LettersArabicYeh));
        assert_eq!(at("\ne"), Silenced::Nothing);
    }

    #[test]
    fn single_lines() {
        let text = "a <!-- dabir:off-line -->\nb\n# dabir:off-next-line\nc\nd\n# dabir:off-next-line zwnj\n";
        let mut silence = silence(text);
        assert_eq!(silence.at(0), Silenced::All);
        assert_eq!(silence.at(text.find("\nb").unwrap() + 1), Silenced::Nothing);
        assert_eq!(silence.at(text.find("\nc").unwrap() + 1), Silenced::All);
        assert_eq!(silence.at(text.find("\nd").unwrap() + 1), Silenced::Nothing);
        // The next line may be in the next part.
        silence.advance("e\nf\n", Vec::new());
        assert!(silence.at(0).has(Rule::ZwnjPlural));
        assert_eq!(silence.at(2), Silenced::Nothing);
    }
}
