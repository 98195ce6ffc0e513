//! Scratch space, the loop over lines and passes, and the result that explains itself.

use super::Normalizer;
use super::context::Context;
use super::events::Events;
use super::language::LONGEST;
use super::pass::{Pass, Scratch};
use super::patch::Patch;
use super::spacing::Outcome;
use crate::alignment::Alignment;
use crate::chars::TATWEEL;
use crate::edit::{Edit, compose};
use crate::offset::{Offsets, Position};
use crate::protect::{Fence, Protected};
use core::ops::Range;
use memchr::{memchr2, memchr2_iter};

/// Passes that may change one line. Two settle nearly everything. A line in which each change makes way for another, so often,
/// stays as it came, so that there is an end in any case, and normalizing again finds nothing more to do.
const MOST_PASSES: usize = 24;
/// Capacity that a buffer keeps between texts in any case, in bytes or edits.
const KEPT: usize = 1 << 16;

/// Lines without a change after which lines are passed over together.
const PATIENCE: usize = 2;

/// Normalizes line after line, and knows what of the document reaches over lines: fenced code.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    context: Context,
    scratch: Scratch,
    /// The line after the last pass and before it.
    text: String,
    previous: String,
    /// What changed from the line to `text`; scratch for the next step and for both together.
    edits: Vec<Edit>,
    step: Vec<Edit>,
    both: Vec<Edit>,
}

impl Lines {
    /// Calls `report(start, line, changed)` for each line that changes, until it returns false.
    pub(super) fn each_changed(
        &mut self,
        normalizer: &Normalizer,
        text: &str,
        mut report: impl FnMut(usize, &str, Changed<'_>) -> bool,
    ) {
        let mut events = Events::<true>::new(&normalizer.scanner, text, 0);
        let (mut start, mut first) = (0, 0);
        // So many lines since one that changed: then another is to be expected soon.
        let mut calm = PATIENCE;
        while start < text.len() {
            // Lines in which there is nothing to do are passed over together; the model has to see them.
            if normalizer.config.spacing.is_none() && self.context.fence.is_none() && calm >= PATIENCE {
                (start, first) = events.next_line(start);
            }
            // A carriage return ends a line with or without its line feed; between the two lies an empty line.
            let end = memchr2(b'\n', b'\r', &text.as_bytes()[start..]).map_or(text.len(), |i| start + i);
            let line = &text[start..end];
            // Where a long line is cut depends on all that a pass asks in it.
            let from = if line.len() > LONGEST { 0 } else { first.saturating_sub(start) };
            calm += 1;
            if !self.is_code(normalizer, line)
                && let Some(changed) = self.normalize(normalizer, line, from)
                && !changed.opens_code(normalizer, line)
            {
                calm = 0;
                if !report(start, line, changed) {
                    return;
                }
            }
            start = end + 1;
        }
    }

    /// Whether the line belongs to a fenced block, its fences included.
    #[inline]
    fn is_code(&mut self, normalizer: &Normalizer, line: &str) -> bool {
        normalizer.config.protected.has(Protected::Code) && self.context.pass(line)
    }

    /// Normalizes one line, in which nothing is to do before byte `first`; `None` if nothing changes.
    fn normalize(&mut self, normalizer: &Normalizer, line: &str, first: usize) -> Option<Changed<'_>> {
        let Normalizer { config, scanner } = normalizer;
        // Whether `self.text` has taken the place of the line, and whether the spacing stage has settled it.
        let (mut changed, mut spaced) = (false, false);
        for _ in 0..MOST_PASSES {
            let text = if changed { &self.text } else { line };
            let from = if changed { 0 } else { first };
            let unsettled = Pass::run(config, scanner, text, from, &mut self.scratch);
            if !self.scratch.patch.is_empty() {
                if !changed && !unsettled && config.spacing.is_none() {
                    return Some(Changed::Once(&self.scratch.patch));
                }
                self.apply(line, changed);
                self.scratch.spans.clear();
                (changed, spaced) = (true, false);
                if unsettled {
                    continue;
                }
            }
            // The characters have come to rest: what stands between them is next.
            let Some(spacing) = config.spacing.as_ref().filter(|_| !spaced) else {
                return self.settle(line, changed);
            };
            let text = if changed { &self.text } else { line };
            let outcome = spacing.run(config, text, &mut self.scratch);
            if self.scratch.patch.is_empty() {
                return self.settle(line, changed);
            }
            self.apply(line, changed);
            (changed, spaced) = (true, outcome == Outcome::Settled);
            if spaced && self.scratch.undisturbed {
                return self.settle(line, changed);
            }
        }
        None
    }

    /// Applies the patch to the line, or to what it has become.
    fn apply(&mut self, line: &str, changed: bool) {
        let patch = &self.scratch.patch;
        if !changed {
            apply(patch, line, &mut self.text, &mut self.edits);
            return;
        }
        core::mem::swap(&mut self.text, &mut self.previous);
        apply(patch, &self.previous, &mut self.text, &mut self.step);
        compose(&self.edits, &self.step, &mut self.both);
        core::mem::swap(&mut self.edits, &mut self.both);
    }

    /// What the line has become; one pass may have taken back what another did.
    fn settle(&mut self, line: &str, changed: bool) -> Option<Changed<'_>> {
        if !changed {
            return None;
        }
        let text = &self.text;
        self.edits.retain(|e| line[e.input.clone()] != text[e.output.clone()]);
        (!self.edits.is_empty()).then_some(Changed::Often(&self.text, &self.edits))
    }

    /// Forgets what reaches over lines: a new document starts.
    fn start(&mut self, context: Context) {
        self.context = context;
        self.scratch.document.clear();
    }

    /// Clears, and gives back memory beyond so many edits and bytes.
    fn shrink(&mut self, most_edits: usize, most_bytes: usize) {
        self.scratch.patch.shrink(most_edits, most_bytes);
        for text in [&mut self.text, &mut self.previous] {
            text.clear();
            text.shrink_to(most_bytes);
        }
        for edits in [&mut self.edits, &mut self.step, &mut self.both] {
            edits.clear();
            edits.shrink_to(most_edits);
        }
    }
}

/// Writes the patched `source` to `out`, and what changed to `edits`. Both are cleared first.
fn apply(patch: &Patch, source: &str, out: &mut String, edits: &mut Vec<Edit>) {
    out.clear();
    edits.clear();
    let done = patch.apply(source, 0, 0, out, edits);
    out.push_str(&source[done..]);
}

/// What became of a line.
pub(super) enum Changed<'a> {
    /// Settled in one pass: its patch, which nobody had to apply yet.
    Once(&'a Patch),
    /// The line after the last pass, and the edits of all passes together.
    Often(&'a str, &'a [Edit]),
}

impl Changed<'_> {
    /// Whether the line has become a fence, as where invisible characters stood between its marks: then it stays as it came,
    /// for the next time all that follows would be code.
    fn opens_code(&self, normalizer: &Normalizer, line: &str) -> bool {
        // Letters before the marks would stay there.
        let Some(third) = memchr2_iter(b'`', b'~', line.as_bytes()).nth(2) else { return false };
        let letter = |c: char| c != TATWEEL && c.is_alphanumeric();
        if line[..third].contains(letter) || !normalizer.config.protected.has(Protected::Code) {
            return false;
        }
        match self {
            Changed::Once(patch) => {
                let mut text = String::new();
                let done = patch.pieces(line, 0, 0, |piece| text.push_str(piece));
                Fence::opened_by(&(text + &line[done..])).is_some()
            }
            Changed::Often(text, _) => Fence::opened_by(text).is_some(),
        }
    }

    /// Calls `push` with each piece of the normalized text from byte `done` of `text` to the last change of the line
    /// that starts at byte `start`, or further. Returns from where `text` has yet to be copied.
    pub(super) fn pieces(
        self,
        text: &str,
        done: usize,
        (start, line): (usize, &str),
        mut push: impl FnMut(&str),
    ) -> usize {
        match self {
            Changed::Once(patch) => patch.pieces(text, done, start, push),
            Changed::Often(changed, _) => {
                push(&text[done..start]);
                push(changed);
                start + line.len()
            }
        }
    }

    /// The same into a string, with what changed.
    fn apply(
        self,
        text: &str,
        done: usize,
        (start, line): (usize, &str),
        out: &mut String,
        edits: &mut Vec<Edit>,
    ) -> usize {
        match self {
            Changed::Once(patch) => patch.apply(text, done, start, out, edits),
            Changed::Often(changed, changes) => {
                out.push_str(&text[done..start]);
                let base = out.len();
                edits.extend(changes.iter().map(|e| Edit {
                    input: e.input.start + start..e.input.end + start,
                    output: e.output.start + base..e.output.end + base,
                    ..*e
                }));
                out.push_str(changed);
                start + line.len()
            }
        }
    }
}

/// Normalizes texts one after the other with the same buffers, and tells what changed. One per thread.
///
/// What it keeps between texts is bounded: after a huge text, at the next, its buffers shrink to what that may take.
#[derive(Clone, Debug)]
pub struct Worker<'n> {
    normalizer: &'n Normalizer,
    lines: Lines,
    text: String,
    edits: Vec<Edit>,
}

impl<'n> Worker<'n> {
    pub(super) fn new(normalizer: &'n Normalizer) -> Self {
        Self { normalizer, lines: Lines::default(), text: String::new(), edits: Vec::new() }
    }

    /// Normalizes a whole document.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// let result = worker.normalize("كتاب ,قلم");
    /// assert_eq!(result.text(), "کتاب، قلم");
    /// let rules: Vec<_> = result.edits().iter().map(|e| e.rule().id()).collect();
    /// assert_eq!(rules[0], "letters.arabic-kaf");
    /// ```
    pub fn normalize<'a>(&'a mut self, text: &'a str) -> Normalized<'a> {
        self.start_in(Context::default());
        self.normalize_next(text)
    }

    /// Starts with a document, or with a part of one that was cut out at line ends, in the [`Context`] that the parts
    /// before it leave; [`Worker::normalize_next`] goes on from there. What other parts said of words is forgotten: with
    /// [`document_evidence`](crate::NormalizerBuilder::document_evidence) all parts must go through `normalize_next` in
    /// their order.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// worker.start_in(dabir::Context::default().after("```\n"));
    /// assert_eq!(worker.normalize_next("x = \"ي\"\n").text(), "x = \"ي\"\n");
    /// ```
    pub fn start_in(&mut self, context: Context) {
        self.lines.start(context);
    }

    /// Normalizes the next part of the same document: what reaches over lines, fenced code, is carried on. Parts must be
    /// cut at line ends.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("```\n").text(), "```\n");
    /// assert_eq!(worker.normalize_next("x = \"يك\"\n").text(), "x = \"يك\"\n");
    /// ```
    pub fn normalize_next<'a>(&'a mut self, text: &'a str) -> Normalized<'a> {
        self.shrink(text);
        let (out, edits) = (&mut self.text, &mut self.edits);
        let mut done = 0;
        self.lines.each_changed(self.normalizer, text, |start, line, changed| {
            if edits.is_empty() {
                out.reserve(text.len() + 16);
            }
            done = changed.apply(text, done, (start, line), out, edits);
            true
        });
        if edits.is_empty() {
            return Normalized { input: text, text, edits: &[] };
        }
        out.push_str(&text[done..]);
        Normalized { input: text, text: &self.text, edits: &self.edits }
    }

    /// The normalizer this worker works for.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert!(worker.normalizer().is_normalized("کتاب"));
    /// ```
    #[must_use]
    pub fn normalizer(&self) -> &'n Normalizer {
        self.normalizer
    }

    /// Clears, and gives back memory that the next text can't need.
    fn shrink(&mut self, next: &str) {
        // An edit for each letter, and a text twice as long.
        let (most_edits, most_bytes) = (KEPT.max(next.len() / 2), KEPT.max(2 * next.len()));
        self.lines.shrink(most_edits, most_bytes);
        self.text.clear();
        self.text.shrink_to(most_bytes);
        self.edits.clear();
        self.edits.shrink_to(most_edits);
    }
}

/// A normalized text and how it came about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normalized<'a> {
    input: &'a str,
    text: &'a str,
    edits: &'a [Edit],
}

impl<'a> Normalized<'a> {
    /// The normalized text.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("كتاب").text(), "کتاب");
    /// ```
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The changes in ascending order. Applied to the input they give the text, exactly.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert!(worker.normalize("کتاب").edits().is_empty());
    /// ```
    #[must_use]
    pub fn edits(&self) -> &'a [Edit] {
        self.edits
    }

    /// The edits with their spans in another unit than bytes, characters say. Linear in input and text together.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// let result = worker.normalize("سال 12");
    /// assert_eq!(result.edits()[0].output(), 7..11);
    /// assert_eq!(result.edits_in(|position| position.char)[0].output(), 4..6);
    /// ```
    #[must_use]
    pub fn edits_in(&self, unit: impl Fn(Position) -> usize) -> Vec<Edit> {
        let (mut input, mut output) = (Offsets::new(self.input), Offsets::new(self.text));
        let span = |offsets: &mut Offsets<'_>, bytes: &Range<usize>| {
            unit(offsets.at_byte(bytes.start))..unit(offsets.at_byte(bytes.end))
        };
        let edits = self.edits.iter();
        edits
            .map(|e| Edit { input: span(&mut input, &e.input), output: span(&mut output, &e.output), ..*e })
            .collect()
    }

    /// What stood where the edit is now.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// let result = worker.normalize("كتاب");
    /// let edit = &result.edits()[0];
    /// assert_eq!((result.removed(edit), result.inserted(edit)), ("ك", "ک"));
    /// ```
    #[must_use]
    pub fn removed(&self, edit: &Edit) -> &'a str {
        self.input.get(edit.input()).unwrap_or_default()
    }

    /// What stands there instead.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// let result = worker.normalize("ﻻ");
    /// assert_eq!(result.inserted(&result.edits()[0]), "لا");
    /// ```
    #[must_use]
    pub fn inserted(&self, edit: &Edit) -> &'a str {
        self.text.get(edit.output()).unwrap_or_default()
    }

    /// Maps offsets between input and text.
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("كتاب").alignment().to_output(4), 4);
    /// ```
    #[must_use]
    pub fn alignment(&self) -> Alignment<'a> {
        Alignment::new(self.edits, self.input.len(), self.text.len())
    }
}
