//! Checking a text, block after block.

use super::directive::{self, Silence, Silenced};
use super::finding::{Change, Finding, findings};
use super::place::Place;
use crate::selector::Selector;
use crate::settings::Settings;
use dabir::{Context, Edit, Normalized, Normalizer, Protected, Rule, Worker};
use memchr::{memchr, memchr_iter, memrchr};
use std::ops::Range;

/// Checks the blocks of one file in their order. What comments silence, and code that fences enclose, is carried from one to
/// the next.
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

/// A change in the block, before it is known where in the file that is.
struct Raw {
    span: Range<usize>,
    inserted: String,
    rule: Rule,
    confidence: f32,
}

impl Raw {
    fn new(edit: &Edit, result: &Normalized<'_>, at: usize) -> Self {
        let span = edit.input();
        Self {
            span: at + span.start..at + span.end,
            inserted: result.inserted(edit).to_owned(),
            rule: edit.rule(),
            confidence: edit.confidence(),
        }
    }
}

impl<'s> Checker<'s> {
    /// Starts with a file, of which some bytes may have been left out before its text.
    pub(crate) fn new(settings: &'s Settings, bytes_before: usize) -> Self {
        Self {
            settings,
            worker: settings.normalizer.worker(),
            silence: Silence::default(),
            context: Context::default(),
            place: Place { byte: bytes_before, ..Place::default() },
            reduced: Vec::new(),
            mistakes: Vec::new(),
        }
    }

    /// What is found in the next block of whole lines, all of which is prose.
    pub(crate) fn block(&mut self, text: &str) -> Vec<Finding> {
        self.stretches(text, std::slice::from_ref(&(0..text.len())))
    }

    /// What is found in the next block of whole lines, of which these stretches, in ascending order, are prose.
    pub(crate) fn stretches(&mut self, text: &str, prose: &[Range<usize>]) -> Vec<Finding> {
        let directives = directive::find(text);
        // A directive that code shows is none. Whether it is in a fence is known when all before it has been read.
        let mut in_code = vec![false; directives.len()];
        let mut next = 0;
        let mut context_at = 0;
        let mut raw = Vec::new();
        for stretch in prose {
            let mut done = stretch.start;
            next += directives[next..].partition_point(|directive| directive.at < stretch.start);
            while let Some(directive) = directives.get(next).filter(|directive| directive.at < stretch.end) {
                let start = directive.line.start.max(done);
                self.normalize(text, done..start, &mut raw);
                done = start;
                self.context = self.context.after(&text[context_at..start]);
                context_at = start;
                in_code[next] = self.context.is_in_code();
                next += 1;
            }
            self.normalize(text, done..stretch.end, &mut raw);
        }
        self.context = self.context.after(&text[context_at..]);
        let mut line = (0..0, Vec::new());
        for (directive, in_code) in directives.iter().zip(&mut in_code) {
            if line.0 != directive.line {
                line = (directive.line.clone(), self.inline_code(&text[directive.line.clone()]));
            }
            let at = directive.at - line.0.start;
            let next = line.1.partition_point(|code| code.end <= at);
            *in_code |= line.1.get(next).is_some_and(|code| code.contains(&at));
        }
        let mut in_code = in_code.into_iter();
        let active: Vec<_> = directives.into_iter().filter(|_| !in_code.next().unwrap_or_default()).collect();
        let (mut line, mut done) = (self.place.line, 0);
        for directive in &active {
            line += memchr_iter(b'\n', &text.as_bytes()[done..directive.at]).count();
            done = directive.at;
            self.mistakes.extend(directive.mistakes.iter().map(|mistake| (line, mistake.clone())));
        }
        self.silence.advance(text, active);
        if !self.silence.is_empty() {
            raw = self.without_silenced(text, prose, raw);
        }
        findings(text, self.placed(text, raw))
    }

    /// The directives that make no sense, so far: the line, and what is wrong with it.
    pub(crate) fn mistakes(&self) -> &[(usize, String)] {
        &self.mistakes
    }

    fn normalize(&mut self, text: &str, span: Range<usize>, raw: &mut Vec<Raw>) {
        if span.is_empty() {
            return;
        }
        let result = self.worker.normalize_next(&text[span.clone()]);
        raw.extend(result.edits().iter().map(|edit| Raw::new(edit, &result, span.start)));
    }

    /// Code between backticks.
    fn inline_code(&self, line: &str) -> Vec<Range<usize>> {
        let protected = self.settings.normalizer.protected(line).into_iter();
        protected.filter(|(_, class)| *class == Protected::Code).map(|(span, _)| span).collect()
    }

    /// Takes out what is silenced.
    ///
    /// A line in which some rules are is normalized without them: what the others would do is not the same as what they did
    /// together (the decimal separator follows the digits).
    fn without_silenced(&mut self, text: &str, prose: &[Range<usize>], raw: Vec<Raw>) -> Vec<Raw> {
        let mut kept = Vec::with_capacity(raw.len());
        let mut changes = raw.into_iter().peekable();
        while let Some(first) = changes.next() {
            let line = piece_of(text, prose, first.span.start);
            let mut of_line = vec![first];
            while let Some(next) = changes.next_if(|next| next.span.start <= line.end) {
                of_line.push(next);
            }
            let mut rules = Vec::new();
            for change in &of_line {
                match self.silence.at(change.span.start) {
                    Silenced::These(these) if these.iter().any(|one| one.selects(change.rule)) => {
                        rules.extend(these);
                    }
                    _ => {}
                }
            }
            if !rules.is_empty() {
                let result = self.without(rules);
                let mut worker = result.worker();
                let result = worker.normalize(&text[line.clone()]);
                of_line = result.edits().iter().map(|edit| Raw::new(edit, &result, line.start)).collect();
            }
            of_line.retain(|change| !self.silence.at(change.span.start).has(change.rule));
            kept.append(&mut of_line);
        }
        kept
    }

    /// The normalizer without some rules.
    fn without(&mut self, mut rules: Vec<Selector>) -> &Normalizer {
        rules.sort_by_key(|rule| rule.name());
        rules.dedup();
        let known = self.reduced.iter().position(|(of, _)| *of == rules);
        let index = known.unwrap_or_else(|| {
            let off = Rule::ALL.iter().filter(|&&rule| rules.iter().any(|one| one.selects(rule)));
            let builder = off.fold(self.settings.builder.clone(), |builder, &rule| builder.rule(rule, false));
            self.reduced.push((rules, builder.build()));
            self.reduced.len() - 1
        });
        &self.reduced[index].1
    }

    /// The changes with their places in the file; moves on to the end of the block.
    fn placed(&mut self, text: &str, raw: Vec<Raw>) -> Vec<Change> {
        let mut done = 0;
        let mut place_at = |place: &mut Place, at: usize| {
            *place = place.after(&text[done..at]);
            done = at;
            *place
        };
        let mut changes = Vec::with_capacity(raw.len());
        for Raw { span, inserted, rule, confidence } in raw {
            let (start, end) = (place_at(&mut self.place, span.start), place_at(&mut self.place, span.end));
            let removed = text[span.clone()].to_owned();
            changes.push(Change { span, start, end, removed, inserted, rule, confidence });
        }
        place_at(&mut self.place, text.len());
        changes
    }
}

/// The line around a place, as far as it belongs to the same stretch of prose.
fn piece_of(text: &str, prose: &[Range<usize>], at: usize) -> Range<usize> {
    let stretch = prose.partition_point(|stretch| stretch.end < at);
    let stretch = prose.get(stretch).cloned().unwrap_or(0..text.len());
    let start = memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
    let end = memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
    start.max(stretch.start)..end.min(stretch.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::NormalizerArgs;
    use crate::settings::AllSettings;
    use std::sync::Arc;

    fn settings() -> Arc<Settings> {
        let args = NormalizerArgs { no_config: true, ..NormalizerArgs::default() };
        AllSettings::new(&args).unwrap().of(None).unwrap()
    }

    /// Line, column, byte and words of each finding.
    fn told(findings: &[Finding]) -> Vec<(usize, usize, usize, String)> {
        let tell =
            |f: &Finding| (f.start.line, f.start.column, f.start.byte, format!("{} → {}", f.from, f.to));
        findings.iter().map(tell).collect()
    }

    #[test]
    fn it_does_not_matter_where_blocks_end() {
        let settings = settings();
        let text = "علي\n# dabir:off zwnj\nمی روم و علي\n# dabir:off-next-line\nعلي\n```\n# dabir:on\nعلي\n```\nمی روم\n\
                    # dabir:on\nمی روم \"با\nعلي\"";
        let whole = told(&Checker::new(&settings, 0).block(text));
        assert_eq!(whole.len(), 4, "{whole:?}");
        for (cut, _) in text.match_indices('\n') {
            let mut checker = Checker::new(&settings, 0);
            let (first, second) = text.split_at(cut + 1);
            let mut parts = told(&checker.block(first));
            parts.extend(told(&checker.block(second)));
            assert_eq!(parts, whole, "{first:?}");
        }
    }

    #[test]
    fn code_that_shows_a_comment_is_none() {
        let settings = settings();
        let text = "با `<!-- dabir:off -->` خاموش می شود\nعلي <!-- dabir:off -->\nعلي\n";
        assert_eq!(Checker::new(&settings, 0).block(text).len(), 2);
    }

    #[test]
    fn only_prose_is_checked_but_all_comments_count() {
        let settings = settings();
        let text = "<p lang=\"علي\">علي</p><!-- dabir:off --><p>علي</p>\n<!-- dabir:on --><p>علي\nعلي</p>\n";
        let stretch = |from: &str, nth: usize| {
            let start = text.match_indices(from).nth(nth).unwrap().0 + from.len() - "علي".len();
            start..start + "علي".len()
        };
        let last = stretch("<p>علي", 1);
        let prose = [stretch(">علي", 0), stretch("<p>علي", 0), last.start..text.len() - "</p>\n".len()];
        let found = told(&Checker::new(&settings, 3).stretches(text, &prose));
        let places: Vec<_> = found.iter().map(|&(line, column, byte, _)| (line, column, byte)).collect();
        let at = |span: &Range<usize>| span.start + 3;
        assert_eq!(places, [(1, 15, at(&prose[0])), (2, 21, at(&last)), (3, 1, at(&last) + "علي\n".len())]);
    }

    #[test]
    fn a_line_of_many_findings_is_checked_in_linear_time() {
        let settings = settings();
        let text = "علي, \"می روم\" <!-- dabir:off-line zwnj --> ".repeat(20_000);
        let found = Checker::new(&settings, 0).block(&text);
        assert!(found.len() >= 40_000, "{}", found.len());
        assert!(found.iter().all(|finding| finding.from.len() < 100));
    }
}
