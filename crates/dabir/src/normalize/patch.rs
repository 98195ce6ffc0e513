//! The edits of one pass over one line, before they have a place in the output.

use crate::edit::Edit;
use crate::rule::Rule;
use core::ops::Range;

#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) span: Range<usize>,
    /// Where the replacement lies in the pool.
    text: Range<usize>,
    rule: Rule,
    confidence: f32,
    /// A change that waits for its other half, such as an opening quotation mark.
    pub(super) waits: bool,
}

/// A change that waits, by its number, and whether Persian is known to stand behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    change: usize,
    pub(super) persian: bool,
}

/// Changes in ascending order, their replacements in one pool.
#[derive(Clone, Debug, Default)]
pub(super) struct Patch {
    pub(super) changes: Vec<Change>,
    pool: String,
    /// The opening quotation marks that wait, the innermost last.
    pub(super) open: Vec<Open>,
}

impl Patch {
    pub(super) fn clear(&mut self) {
        self.changes.clear();
        self.pool.clear();
        self.open.clear();
    }

    /// Clears, and gives back memory beyond so many changes and bytes.
    pub(super) fn shrink(&mut self, most_changes: usize, most_bytes: usize) {
        self.clear();
        self.changes.shrink_to(most_changes);
        self.pool.shrink_to(most_bytes);
        self.open.shrink_to(most_changes);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub(super) fn push(&mut self, span: Range<usize>, text: &str, rule: Rule) {
        self.push_likely(span, text, rule, 1.0);
    }

    /// Adds the replacement of a span by one character.
    #[inline]
    pub(super) fn push_char(&mut self, span: Range<usize>, to: char, rule: Rule) {
        let start = self.pool.len();
        self.pool.push(to);
        self.add(span, start, rule, 1.0);
    }

    /// Adds the replacement of a span by some characters.
    pub(super) fn push_chars(&mut self, span: Range<usize>, to: impl Iterator<Item = char>, rule: Rule) {
        let start = self.pool.len();
        self.pool.extend(to);
        self.add(span, start, rule, 1.0);
    }

    /// Adds a change of which the rule is not certain.
    pub(super) fn push_likely(&mut self, span: Range<usize>, text: &str, rule: Rule, confidence: f32) {
        let start = self.pool.len();
        self.pool.push_str(text);
        self.add(span, start, rule, confidence);
    }

    /// Adds a change whose replacement is the pool from byte `start` on.
    #[inline]
    fn add(&mut self, span: Range<usize>, start: usize, rule: Rule, confidence: f32) {
        // Neighbours of the same rule are one change to a reader.
        if let Some(last) = self.changes.last_mut()
            && last.span.end == span.start
            && last.rule == rule
            && last.confidence == confidence
            && last.text.end == start
            && !last.waits
        {
            last.span.end = span.end;
            last.text.end = self.pool.len();
            return;
        }
        self.changes.push(Change { span, text: start..self.pool.len(), rule, confidence, waits: false });
    }

    /// Adds a change that waits for its other half.
    pub(super) fn push_waiting(&mut self, span: Range<usize>, text: &str, rule: Rule) {
        let start = self.pool.len();
        self.pool.push_str(text);
        self.open.push(Open { change: self.changes.len(), persian: false });
        self.changes.push(Change { span, text: start..self.pool.len(), rule, confidence: 1.0, waits: true });
    }

    /// What the innermost change that waits replaces.
    pub(super) fn waiting(&self) -> Option<(Range<usize>, Open)> {
        let open = *self.open.last()?;
        Some((self.changes.get(open.change)?.span.clone(), open))
    }

    /// The innermost change that waits has found its other half. What is around it has Persian in it.
    pub(super) fn pair(&mut self) {
        if let Some(change) = self.open.pop().and_then(|open| self.changes.get_mut(open.change)) {
            change.waits = false;
        }
        if let Some(around) = self.open.last_mut() {
            around.persian = true;
        }
    }

    /// Takes back the changes that start at `from` or later.
    pub(super) fn retract(&mut self, from: usize) {
        while self.changes.last().is_some_and(|c| c.span.start >= from) {
            self.changes.pop();
        }
        while self.open.last().is_some_and(|open| open.change >= self.changes.len()) {
            self.open.pop();
        }
    }

    /// The end of the last change.
    pub(super) fn end(&self) -> usize {
        self.changes.last().map_or(0, |c| c.span.end)
    }

    /// Drops the changes whose other half never came.
    pub(super) fn settle(&mut self) {
        self.changes.retain(|c| !c.waits);
    }

    /// How much longer the changes make the text.
    pub(super) fn growth(&self) -> isize {
        let growth = |c: &Change| c.text.len() as isize - c.span.len() as isize;
        self.changes.iter().map(growth).sum()
    }

    /// Calls `push` with each piece of the patched text from byte `done` of `text` to the end of the last change, which
    /// is returned. What was patched starts at byte `start` of it.
    pub(super) fn pieces(&self, text: &str, done: usize, start: usize, mut push: impl FnMut(&str)) -> usize {
        let mut done = done;
        for change in &self.changes {
            push(&text[done..start + change.span.start]);
            push(&self.pool[change.text.clone()]);
            done = start + change.span.end;
        }
        done
    }

    /// The same into a string, with what changed.
    pub(super) fn apply(
        &self,
        text: &str,
        done: usize,
        start: usize,
        out: &mut String,
        edits: &mut Vec<Edit>,
    ) -> usize {
        let mut done = done;
        for change in &self.changes {
            let input = start + change.span.start..start + change.span.end;
            out.push_str(&text[done..input.start]);
            done = input.end;
            let output = out.len()..out.len() + change.text.len();
            out.push_str(&self.pool[change.text.clone()]);
            edits.push(Edit { input, output, rule: change.rule, confidence: change.confidence });
        }
        done
    }
}
