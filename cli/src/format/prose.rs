//! A stretch of prose, what is done to it, and where each part of it comes from.

use super::passage::{Piece, cover, locate};
use std::ops::Range;

/// What is done to prose.
pub(crate) trait Editor {
    /// Calls `replace` for each change: bytes of the text, in ascending order and apart from each other, and what they
    /// become.
    fn edit(&mut self, text: &str, replace: &mut dyn FnMut(Range<usize>, &str));

    /// What follows is the same document once more, as far as it has been edited.
    fn start_again(&mut self) {}

    /// Appends what the text becomes to `out`: the same as its edits, for editors that have a shorter way.
    fn rewrite(&mut self, text: &str, out: &mut String) {
        let mut at = 0;
        self.edit(text, &mut |span, with| {
            out.push_str(&text[at..span.start]);
            out.push_str(with);
            at = span.end;
        });
        out.push_str(&text[at..]);
    }
}

/// A stretch of prose as its readers see it: without markup, with escapes resolved.
#[derive(Clone, Debug)]
pub(crate) struct Prose<'a> {
    pub(crate) text: &'a str,
    source: Source<'a>,
}

/// Where a text stands in its block.
#[derive(Clone, Copy, Debug)]
enum Source<'a> {
    /// As it is, from this byte on.
    Literal(usize),
    /// In an escaped form that starts at this byte.
    Escaped(&'a str, usize, Unit),
    /// In pieces, which make up a text of so many bytes.
    Pieces(&'a [Piece], usize),
}

/// How many bytes of the escaped form the next character takes up, or a run of them that stand for themselves, and how
/// many bytes of the text: none of those that end what is escaped.
pub(super) type Unit = fn(&str) -> (usize, usize);

impl<'a> Prose<'a> {
    /// A text that stands in the block as it is.
    pub(super) fn literal(text: &'a str, at: usize) -> Self {
        Self { text, source: Source::Literal(at) }
    }

    /// A text that stands in the block in an escaped form.
    pub(super) fn escaped(text: &'a str, form: &'a str, at: usize, unit: Unit) -> Self {
        Self { text, source: Source::Escaped(form, at, unit) }
    }

    /// A text that is put together from pieces of the block.
    pub(super) fn pieces(text: &'a str, pieces: &'a [Piece]) -> Self {
        Self { text, source: Source::Pieces(pieces, text.len()) }
    }

    /// Finds the places of the text in its block.
    pub(crate) fn locator(&self) -> Locator<'a> {
        Locator { source: self.source, raw: 0, text: 0, is_plain: false }
    }
}

/// Finds the places of a text in its block, in one pass.
#[derive(Debug)]
pub(crate) struct Locator<'a> {
    source: Source<'a>,
    /// A place of the escaped form, and the same place in the text.
    raw: usize,
    text: usize,
    /// From here on the form stands for itself.
    is_plain: bool,
}

impl Locator<'_> {
    /// The bytes of the block that this part of the text comes from; `None` if it cannot be edited there, since it
    /// reaches over markup. Spans are asked for in ascending order.
    pub(crate) fn find(&mut self, span: Range<usize>) -> Option<Range<usize>> {
        match self.source {
            Source::Literal(at) => Some(at + span.start..at + span.end),
            Source::Pieces(pieces, len) => locate(pieces, len, span),
            Source::Escaped(form, at, unit) => {
                let mut start = self.in_form(form, unit, span.start);
                // What stands for nothing is no part of what follows it.
                while start == self.raw && start < form.len() && self.next(form, unit).1 == 0 {
                    self.advance(form, unit);
                    start = self.raw;
                }
                Some(at + start..at + self.in_form(form, unit, span.end))
            }
        }
    }

    /// The bytes of the block from where this part of the text begins to where it ends, markup between included.
    pub(crate) fn cover(&mut self, span: Range<usize>) -> Range<usize> {
        match self.source {
            Source::Pieces(pieces, len) => cover(pieces, len, span),
            Source::Literal(_) | Source::Escaped(..) => self.find(span.clone()).unwrap_or(span),
        }
    }

    fn in_form(&mut self, form: &str, unit: Unit, at: usize) -> usize {
        while self.text < at && self.raw < form.len() {
            let (raw, text) = self.next(form, unit);
            if raw == text && self.text + text > at {
                // Inside characters that stand for themselves.
                return self.raw + (at - self.text);
            }
            self.advance(form, unit);
        }
        self.raw
    }

    fn next(&self, form: &str, unit: Unit) -> (usize, usize) {
        let rest = &form[self.raw..];
        if self.is_plain { (rest.len(), rest.len()) } else { unit(rest) }
    }

    fn advance(&mut self, form: &str, unit: Unit) {
        let (raw, text) = self.next(form, unit);
        self.raw += raw;
        self.text += text;
        self.is_plain |= text == 0;
    }
}

#[cfg(test)]
pub(super) mod testing {
    //! Editors for tests.

    use super::Editor;
    use std::ops::Range;

    /// Replaces each of the strings by the one beside it.
    pub(crate) struct Replace<'a>(pub(crate) &'a [(&'a str, &'a str)]);

    impl Editor for Replace<'_> {
        fn edit(&mut self, text: &str, replace: &mut dyn FnMut(Range<usize>, &str)) {
            let mut at = 0;
            while at < text.len() {
                let found = self.0.iter().find(|(from, _)| text[at..].starts_with(from));
                at += match found {
                    Some((from, to)) => {
                        replace(at..at + from.len(), to);
                        from.len()
                    }
                    None => text[at..].chars().next().map_or(1, char::len_utf8),
                };
            }
        }
    }

    /// Changes nothing.
    pub(crate) fn nothing() -> Replace<'static> {
        Replace(&[])
    }

    /// What people type instead of Persian letters and marks.
    pub(crate) fn persian() -> Replace<'static> {
        Replace(&[("ي", "ی"), ("ك", "ک"), (" ,", "،"), (",", "،"), (" ها", "\u{200C}ها"), ("...", "…")])
    }
}
