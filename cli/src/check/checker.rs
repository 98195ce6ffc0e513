//! Checking a document, text after text.

use super::directive::{self, Silence, Silenced};
use super::finding::{Change, Finding, findings};
use super::place::Place;
use crate::format::{Document, Editor, Handling, Malformed};
use crate::selector::Selector;
use crate::settings::Settings;
use dabir::{Context, Edit, Normalized, Normalizer, Protected, Rule, Worker};
use memchr::{memchr_iter, memchr2_iter};
use std::collections::BTreeMap;
use std::ops::Range;

/// Checks the texts of one document in their order. What comments silence, and code that fences enclose, is carried from
/// one to the next.
#[derive(Debug)]
pub(crate) struct Checker<'s> {
    settings: &'s Settings,
    worker: Worker<'s>,
    silence: Silence,
    /// What the text so far leaves open.
    context: Context,
    place: Place,
    /// Normalizers without some of the rules, for lines in which those are silenced.
    reduced: Vec<(Vec<Selector>, Normalizer)>,
    /// Directives that make no sense: the line, and what is wrong.
    mistakes: Vec<(usize, String)>,
}

impl<'s> Checker<'s> {
    pub(crate) fn new(settings: &'s Settings) -> Self {
        Self {
            settings,
            worker: settings.normalizer.worker(),
            silence: Silence::default(),
            context: Context::default(),
            place: Place::default(),
            reduced: Vec::new(),
            mistakes: Vec::new(),
        }
    }

    /// Finds what is wrong in the next text of the document.
    ///
    /// # Errors
    /// The record at which `malformed` said to stop; what was found before it has been given.
    pub(crate) fn text(
        &mut self,
        format: &Document,
        text: &str,
        malformed: &mut dyn FnMut(&Malformed) -> Handling,
        emit: &mut dyn FnMut(Finding),
    ) -> Result<(), Malformed> {
        self.read_directives(format, text);
        let is_silent = !self.silence.is_empty();
        let is_first = self.place.byte == 0;
        let goes_on = matches!(format, Document::Text) || self.settings.evidence;
        let mut asking =
            Asking { worker: &mut self.worker, goes_on, counts: is_silent, line: 0, asked: Asked::default() };
        let mut made = Made::default();
        let result = format.each_edit(text, is_first, &mut asking, malformed, &mut |number, span, with| {
            made.push(number, span, with);
        });
        let mut asked = asking.asked;
        if is_silent {
            let without = self.silenced_lines(&asked, &made);
            if !without.is_empty() {
                let mut again = Again {
                    before: &asked,
                    next: 0,
                    line: 0,
                    without,
                    reduced: &self.reduced,
                    asked: Asked::default(),
                };
                made = Made::default();
                let keep = &mut |_: &Malformed| Handling::Keep;
                // What is malformed has been told.
                drop(format.each_edit(text, is_first, &mut again, keep, &mut |number, span, with| {
                    made.push(number, span, with);
                }));
                asked = again.asked;
            }
            made.list.retain(|(number, span, _)| !self.silence.at(span.start).has(asked.list[*number].rule));
        }
        let (mut place, mut done) = (self.place, 0);
        let mut place_at = |at: usize| {
            place = place.after(&text[done..at]);
            done = at;
            place
        };
        let changes = made.list.into_iter().map(|(number, span, with)| Change {
            start: place_at(span.start),
            end: place_at(span.end),
            removed: text[span.clone()].to_owned(),
            inserted: made.with[with].to_owned(),
            rule: asked.list[number].rule,
            confidence: asked.list[number].confidence,
            span,
        });
        findings(text, changes, emit);
        self.place = place_at(text.len());
        result
    }

    /// Passes over what is no text.
    pub(crate) fn pass(&mut self, bytes: &[u8]) {
        self.place = self.place.after_bytes(bytes);
    }

    /// The directives that make no sense, since this was last asked: the line, and what is wrong with it.
    pub(crate) fn mistakes(&mut self) -> Vec<(usize, String)> {
        std::mem::take(&mut self.mistakes)
    }

    fn read_directives(&mut self, format: &Document, text: &str) {
        let mut directives = directive::find(text);
        let mut read = 0;
        if format.has_fences() {
            // What code shows is no directive.
            let mut line = (0..0, Vec::new());
            directives.retain(|directive| {
                if line.0 != directive.line {
                    line = (directive.line.clone(), self.inline_code(&text[directive.line.clone()]));
                    self.context = self.context.after(&text[read..directive.line.start]);
                    read = directive.line.start;
                }
                let at = directive.at - read;
                let next = line.1.partition_point(|code| code.end <= at);
                !self.context.is_in_code() && !line.1.get(next).is_some_and(|code| code.contains(&at))
            });
            self.context = self.context.after(&text[read..]);
        }
        let (mut line, mut done) = (self.place.line, 0);
        for directive in &directives {
            line += memchr_iter(b'\n', &text.as_bytes()[done..directive.at]).count();
            done = directive.at;
            self.mistakes.extend(directive.mistakes.iter().map(|mistake| (line, mistake.clone())));
        }
        self.silence.advance(text, directives);
    }

    /// Code between backticks.
    fn inline_code(&self, line: &str) -> Vec<Range<usize>> {
        let protected = self.settings.normalizer.protected(line);
        protected.iter().filter(|part| part.class() == Protected::Code).map(|part| part.span()).collect()
    }

    /// The lines of prose in which rules are silenced that would change something, and the normalizer without them.
    ///
    /// What the others do then is not the same as what they did together (the decimal separator follows the digits).
    fn silenced_lines(&mut self, asked: &Asked, made: &Made) -> BTreeMap<usize, usize> {
        let mut rules: BTreeMap<usize, Vec<Selector>> = BTreeMap::new();
        for (number, span, _) in &made.list {
            let Ask { rule, line, .. } = asked.list[*number];
            match self.silence.at(span.start) {
                Silenced::These(these) if these.iter().any(|one| one.selects(rule)) => {
                    let rules = rules.entry(line).or_default();
                    these.iter().for_each(|one| {
                        if !rules.contains(one) {
                            rules.push(*one)
                        }
                    });
                }
                _ => {}
            }
        }
        rules.into_iter().map(|(line, rules)| (line, self.without(rules))).collect()
    }

    /// Which of the reduced normalizers is without these rules.
    fn without(&mut self, mut rules: Vec<Selector>) -> usize {
        rules.sort_by_key(|rule| rule.name());
        let known = self.reduced.iter().position(|(of, _)| *of == rules);
        known.unwrap_or_else(|| {
            let off = Rule::ALL.iter().filter(|&&rule| rules.iter().any(|one| one.selects(rule)));
            let builder = off.fold(self.settings.builder.clone(), |builder, &rule| builder.rule(rule, false));
            self.reduced.push((rules, builder.build()));
            self.reduced.len() - 1
        })
    }
}

/// The edits that the format makes: the number among those that were asked for, the bytes of the text, what is put in.
#[derive(Default)]
struct Made {
    list: Vec<(usize, Range<usize>, Range<usize>)>,
    with: String,
}

impl Made {
    fn push(&mut self, number: usize, span: Range<usize>, with: &str) {
        let start = self.with.len();
        self.with.push_str(with);
        self.list.push((number, span, start..self.with.len()));
    }
}

/// The edits that were asked for.
#[derive(Default)]
struct Asked {
    list: Vec<Ask>,
    with: String,
}

struct Ask {
    rule: Rule,
    confidence: f32,
    /// Lines of prose before it, if they are counted.
    line: usize,
    /// Bytes of the prose, and those of the text of all edits that replace them.
    span: Range<usize>,
    with: Range<usize>,
}

impl Asked {
    /// Asks for an edit in a line that starts at this byte of the prose.
    fn ask(
        &mut self,
        result: &Normalized<'_>,
        edit: &Edit,
        (line, start): (usize, usize),
        replace: &mut dyn FnMut(Range<usize>, &str),
    ) {
        let Range { start: from, end: to } = edit.input();
        let (span, with) = (start + from..start + to, self.with.len());
        let inserted = result.inserted(edit);
        self.with.push_str(inserted);
        let with = with..self.with.len();
        self.list.push(Ask {
            rule: edit.rule(),
            confidence: edit.confidence(),
            line,
            span: span.clone(),
            with,
        });
        replace(span, inserted);
    }
}

/// Asks for what the normalizer does.
struct Asking<'w, 'n> {
    worker: &'w mut Worker<'n>,
    /// One stretch of prose goes on where the one before ends.
    goes_on: bool,
    /// Whether lines are counted.
    counts: bool,
    line: usize,
    asked: Asked,
}

impl Editor for Asking<'_, '_> {
    fn edit(&mut self, text: &str, replace: &mut dyn FnMut(Range<usize>, &str)) {
        if !self.goes_on {
            self.worker.start_in(Context::default());
        }
        let result = self.worker.normalize_next(text);
        let ends = |part: Range<usize>| memchr2_iter(b'\n', b'\r', &text.as_bytes()[part]).count();
        let mut done = 0;
        for edit in result.edits() {
            if self.counts {
                self.line += ends(done..edit.input().start);
                done = edit.input().start;
            }
            self.asked.ask(&result, edit, (self.line, 0), replace);
        }
        if self.counts {
            self.line += ends(done..text.len()) + 1;
        }
    }
}

/// Asks for the same once more, but in some lines for what others than the silenced rules do.
struct Again<'a> {
    before: &'a Asked,
    next: usize,
    line: usize,
    /// For lines by their number, one of the normalizers.
    without: BTreeMap<usize, usize>,
    reduced: &'a [(Vec<Selector>, Normalizer)],
    asked: Asked,
}

impl Editor for Again<'_> {
    fn edit(&mut self, text: &str, replace: &mut dyn FnMut(Range<usize>, &str)) {
        let mut start = 0;
        for end in memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
            let rest = &self.before.list[self.next..];
            let old = &rest[..rest.iter().take_while(|ask| ask.line == self.line).count()];
            self.next += old.len();
            if let Some(&reduced) = self.without.get(&self.line) {
                let mut worker = self.reduced[reduced].1.worker();
                let result = worker.normalize(&text[start..end]);
                for edit in result.edits() {
                    self.asked.ask(&result, edit, (self.line, start), replace);
                }
            } else {
                for ask in old {
                    let (with, from) = (&self.before.with[ask.with.clone()], self.asked.with.len());
                    self.asked.with.push_str(with);
                    let ask = Ask { span: ask.span.clone(), with: from..self.asked.with.len(), ..*ask };
                    replace(ask.span.clone(), with);
                    self.asked.list.push(ask);
                }
            }
            self.line += 1;
            start = end + 1;
        }
    }
}

#[cfg(test)]
mod tests;
