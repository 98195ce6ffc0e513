//! What is found: changes that belong together, with the words around them.

use super::place::Place;
use dabir::Rule;
use std::collections::VecDeque;
use std::ops::Range;

/// Characters of a source line that are shown on each side of a finding.
const AROUND: usize = 40;
/// Characters of a finding that are shown; of a longer one both ends are.
const LONGEST: usize = 72;
/// Findings before one that it may belong to.
const LOOK_BACK: usize = 3;
/// Findings that are held back for a quotation that may still end.
const MOST_HELD: usize = 1 << 12;
/// Bytes of a word that is one finding; of a longer one each part is.
const LONGEST_PART: usize = 256;
/// Bytes between two changes of a finding that are shown.
const NEAR: usize = 64;
/// Characters of a word, as far as one is looked for.
const LONGEST_WORD: usize = 48;

/// A change that the normalizer asks for, in a block of text.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// Bytes of the block.
    pub(crate) span: Range<usize>,
    /// Where that is in the file.
    pub(crate) start: Place,
    pub(crate) end: Place,
    pub(crate) removed: String,
    pub(crate) inserted: String,
    pub(crate) rule: Rule,
    pub(crate) confidence: f32,
}

/// Changes that make sense only together, nearly always one, and how they read.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// Where `from` stands in the file.
    pub(crate) start: Place,
    pub(crate) end: Place,
    /// In ascending order; at least one.
    pub(crate) changes: Vec<Change>,
    /// The words around, before and after the change; ` … ` stands for what lies between two changes that are far apart.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) source: Source,
}

/// The source line around a finding; … where it goes on.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Finding {
    /// The rule that the finding goes by.
    pub(crate) fn rule(&self) -> Rule {
        self.changes[0].rule
    }

    /// The rules of all changes, each once.
    pub(crate) fn rules(&self) -> Vec<Rule> {
        let mut rules: Vec<_> = Vec::with_capacity(1);
        for change in &self.changes {
            if !rules.contains(&change.rule) {
                rules.push(change.rule);
            }
        }
        rules
    }

    /// How sure the least sure rule is.
    pub(crate) fn confidence(&self) -> f32 {
        self.changes.iter().map(|change| change.confidence).fold(1.0, f32::min)
    }
}

/// Gives the findings in a text: changes, in ascending order, put together and shown with the words around. No more of
/// them are held than may still grow.
pub(super) fn findings(text: &str, changes: impl Iterator<Item = Change>, emit: &mut dyn FnMut(Finding)) {
    let mut groups: VecDeque<Group> = VecDeque::new();
    // How many have been given.
    let mut given = 0;
    // Quotation marks of this line that are yet to be closed, by the numbers of their groups.
    let (mut open, mut line) = (VecDeque::new(), 0);
    for change in changes {
        if line != change.start.line {
            line = change.start.line;
            open.clear();
        }
        let words = words_around(text, &change);
        let mut group = None;
        if change.rule == Rule::PunctuationQuotes {
            match &*change.inserted {
                "«" => open.push_back(given + groups.len()),
                "»" => group = open.pop_back().map(|number| number - given),
                _ => {}
            }
        } else {
            // Changes of another kind may stand in between.
            let first = groups.len().saturating_sub(LOOK_BACK);
            group = (first..groups.len()).rev().find(|&i| groups[i].takes(text, &words, &change));
        }
        match group {
            Some(group) => groups[group].push(words, change),
            None => groups.push_back(Group { pieces: vec![words], changes: vec![change] }),
        }
        if groups.len() > MOST_HELD && open.front() == Some(&given) {
            open.pop_front();
        }
        while groups.len() > LOOK_BACK && open.front() != Some(&given) {
            groups.pop_front().into_iter().for_each(|group| emit(group.finding(text)));
            given += 1;
        }
    }
    groups.into_iter().for_each(|group| emit(group.finding(text)));
}

/// Changes that belong together, and the pieces of the text that show them.
struct Group {
    pieces: Vec<Range<usize>>,
    changes: Vec<Change>,
}

impl Group {
    /// Whether a change that follows is best understood together with these: letters of one word, the parts of a number,
    /// what belongs to one mark.
    fn takes(&self, text: &str, words: &Range<usize>, change: &Change) -> bool {
        let last = &self.changes[self.changes.len() - 1];
        let in_one_word = self
            .pieces
            .last()
            .is_some_and(|piece| words.start < piece.end && change.span.end - piece.start <= LONGEST_PART);
        match (group(last.rule), group(change.rule)) {
            ("letters", "letters") | ("digits" | "numbers", "digits" | "numbers") => in_one_word,
            ("zwnj" | "space" | "invisible", _) => in_one_word && last.rule == change.rule,
            ("spaces" | "punctuation", "spaces" | "punctuation") => {
                let between = &text[last.span.end..change.span.start];
                last.rule != Rule::PunctuationQuotes && between.len() <= NEAR && between.chars().all(is_mark)
            }
            _ => false,
        }
    }

    fn push(&mut self, words: Range<usize>, change: Change) {
        match self.pieces.last_mut().filter(|piece| words.start <= piece.end + NEAR) {
            Some(piece) => piece.end = piece.end.max(words.end),
            None => self.pieces.push(words),
        }
        self.changes.push(change);
    }

    fn finding(self, text: &str) -> Finding {
        let Self { pieces, changes } = self;
        let (mut from, mut to) = (String::new(), String::new());
        let mut rest = changes.iter().peekable();
        for piece in &pieces {
            if piece.start != pieces[0].start {
                from.push_str(" … ");
                to.push_str(" … ");
            }
            from.push_str(&text[piece.clone()]);
            let mut done = piece.start;
            while let Some(change) = rest.next_if(|change| change.span.end <= piece.end) {
                to.push_str(&text[done..change.span.start]);
                to.push_str(&change.inserted);
                done = change.span.end;
            }
            to.push_str(&text[done..piece.end]);
        }
        let (first, last) = (&changes[0], &changes[changes.len() - 1]);
        let words = pieces[0].start..pieces[pieces.len() - 1].end;
        Finding {
            start: first.start.before(&text[words.start..first.span.start]),
            end: last.end.after(&text[last.span.end..words.end]),
            source: source(text, words),
            changes,
            from,
            to,
        }
    }
}

fn group(rule: Rule) -> &'static str {
    crate::selector::group(rule)
}

/// The change with the words, or the marks, that it touches.
fn words_around(text: &str, change: &Change) -> Range<usize> {
    let Range { start, end } = change.span;
    let left = |at, of: fn(char) -> bool| {
        let chars = text[..at].chars().rev().take_while(|&c| of(c)).take(LONGEST_WORD);
        at - chars.map(char::len_utf8).sum::<usize>()
    };
    let right = |at, of: fn(char) -> bool| {
        let chars = text[at..].chars().take_while(|&c| of(c)).take(LONGEST_WORD);
        at + chars.map(char::len_utf8).sum::<usize>()
    };
    match group(change.rule) {
        "digits" | "numbers" => {
            let (from, to) = (left(start, is_in_number), right(end, is_in_number));
            // Marks at its edges are no part of the number.
            let edge = |c: char| !c.is_alphanumeric() && !"%٪".contains(c);
            let from = start - text[from..start].trim_start_matches(edge).len();
            from..end + text[end..to].trim_end_matches(edge).len()
        }
        "spaces" if matches!(change.rule, Rule::SpacesAfterNumber | Rule::SpacesBeforeNumber) => {
            left(start, is_in_number)..right(end, is_in_number)
        }
        "spaces" => {
            let start = left(left(left(start, |c| c == ' '), is_mark), is_in_word);
            start..right(right(end, is_mark), is_in_word)
        }
        _ => {
            let words = after_escape(text, left(start, is_in_word), start)..right(end, is_in_word);
            // A mark alone tells nothing.
            let alone = words == change.span && group(change.rule) == "punctuation";
            if alone { left(start, |c| !c.is_whitespace())..end } else { words }
        }
    }
}

/// Where a word starts that stands after an escape such as the \\n of JSON, whose letters are no part of it.
fn after_escape(text: &str, word: usize, limit: usize) -> usize {
    let rest = &text[word..limit];
    let escape = match rest.as_bytes() {
        [b'u', ..] if rest.len() >= 5 && rest[1..].bytes().take(4).all(|b| b.is_ascii_hexdigit()) => 5,
        [b'n' | b'r' | b't' | b'b' | b'f', ..] => 1,
        _ => 0,
    };
    let is_escape =
        text[..word].ends_with('\\') && !rest[escape..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if is_escape { word + escape } else { word }
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '¬'
        || (crate::visible::is_invisible(c) && !c.is_whitespace() && !c.is_control())
}

fn is_in_number(c: char) -> bool {
    c.is_alphanumeric() || ".,٫٬%٪/:-+−".contains(c)
}

fn is_mark(c: char) -> bool {
    !is_in_word(c) && !c.is_whitespace() && !c.is_control()
}

fn source(text: &str, Range { start, end }: Range<usize>) -> Source {
    let before = window(text[..start].chars().rev());
    let after = window(text[end..].chars());
    let cut = |cut| if cut { "…" } else { "" };
    Source {
        before: format!("{}{}", cut(before.1), text[start - before.0..start].trim_start()),
        after: format!("{}{}", text[end..end + after.0].trim_end(), cut(after.1)),
    }
}

/// How many bytes of the line are shown, and whether it goes on.
fn window(chars: impl Iterator<Item = char>) -> (usize, bool) {
    let (mut bytes, mut whole_words) = (0, 0);
    for (count, c) in chars.enumerate() {
        if matches!(c, '\n' | '\r') {
            return (bytes, false);
        }
        if c == ' ' {
            whole_words = bytes;
        }
        if count == AROUND {
            return (if whole_words > 0 { whole_words } else { bytes }, true);
        }
        bytes += c.len_utf8();
    }
    (bytes, false)
}

/// A text without its middle if it is long.
pub(crate) fn shortened(text: &str) -> String {
    if text.len() <= LONGEST || text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let end = text.char_indices().nth(LONGEST / 2).map_or(text.len(), |(i, _)| i);
    let start = text.char_indices().rev().nth(LONGEST / 2).map_or(0, |(i, _)| i);
    let end = text[..end].rfind(' ').unwrap_or(end);
    let start = text[start..].find(' ').map_or(start, |i| start + i + 1);
    format!("{} … {}", &text[..end], &text[start..])
}
