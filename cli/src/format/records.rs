//! What formats of one record after another have in common: values that hold prose, and records that are malformed.

use super::csv::{self, Cell};
use super::jsonl::{self, Style, escapes};
use super::prose::{Editor, Prose};
use crate::input::Invalid;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// Line ends of the block before the place.
    pub(crate) line: usize,
    /// Bytes of the block before the record.
    pub(crate) start: usize,
    /// What is wrong.
    pub(crate) message: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What to do about a record that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handling {
    /// End the work.
    Stop,
    /// Leave it out.
    Drop,
    /// Leave it as it came.
    Keep,
}

impl Handling {
    /// As with invalid bytes.
    pub(crate) fn of(invalid: Invalid) -> Self {
        match invalid {
            Invalid::Error => Self::Stop,
            Invalid::Skip => Self::Drop,
            Invalid::Replace | Invalid::Keep => Self::Keep,
        }
    }
}

/// Part of a record.
pub(super) enum Part<'a> {
    /// Holds prose.
    Value(Value<'a>),
    /// Bytes of the block that are to go.
    Dropped(Range<usize>),
}

/// A value that holds prose.
pub(super) struct Value<'a> {
    /// Its bytes in the block.
    pub(super) span: Range<usize>,
    /// The same, escaped as they are.
    pub(super) form: &'a str,
    /// What they mean; borrowed if that is what they are.
    pub(super) text: Cow<'a, str>,
    pub(super) syntax: Syntax,
}

/// How values are written.
pub(super) enum Syntax {
    /// Between the quotes of a string on this line.
    Json(Style),
    /// In a cell of CSV.
    Csv(Cell),
}

impl Value<'_> {
    /// Appends the form of a new text to `out`, in the way of the old one; false if it has none.
    fn write(&self, text: &str, out: &mut String) -> bool {
        match &self.syntax {
            Syntax::Json(style) => jsonl::escape(text, &escapes(self.form), *style, out),
            Syntax::Csv(cell) => return cell.write(text, out),
        }
        true
    }

    /// Shows each edit that the editor asks for, as [`Document::each_edit`](super::Document::each_edit) does; before this
    /// value it has asked for so many.
    fn each_edit(
        &self,
        editor: &mut dyn Editor,
        asked: &mut usize,
        visit: &mut dyn FnMut(usize, Range<usize>, &str),
    ) {
        let mut edits = Vec::new();
        editor.edit(&self.text, &mut |span, with| edits.push((span, with.to_owned())));
        let can_stand = self.can_stand(&edits);
        let prose = self.prose();
        let mut places = prose.locator();
        let escapes = escapes(self.form);
        let mut form = String::new();
        for (span, with) in edits {
            let number = *asked;
            *asked += 1;
            form.clear();
            match &self.syntax {
                Syntax::Json(style) => jsonl::escape(&with, &escapes, *style, &mut form),
                Syntax::Csv(cell) if can_stand && cell.write_part(self.form, &with, &mut form) => {}
                Syntax::Csv(_) => continue,
            }
            if let Some(place) = places.find(span) {
                visit(number, place, &form);
            }
        }
    }

    /// Whether the cell can hold what the edits make of it, without other quotes than it has.
    fn can_stand(&self, edits: &[(Range<usize>, String)]) -> bool {
        let Syntax::Csv(cell) = &self.syntax else { return true };
        let (mut edited, mut done) = (String::new(), 0);
        for (span, with) in edits {
            edited.push_str(&self.text[done..span.start]);
            edited.push_str(with);
            done = span.end;
        }
        edited.push_str(&self.text[done..]);
        cell.takes(&edited)
    }

    fn prose(&self) -> Prose<'_> {
        match (&self.text, &self.syntax) {
            (Cow::Borrowed(text), _) => Prose::literal(text, self.span.start),
            (Cow::Owned(text), Syntax::Json(_)) => {
                Prose::escaped(text, self.form, self.span.start, jsonl::unit)
            }
            (Cow::Owned(text), Syntax::Csv(_)) => Prose::escaped(text, self.form, self.span.start, csv::unit),
        }
    }
}

/// Shows the prose of values.
pub(super) fn prose_of(visit: &mut dyn FnMut(&Prose<'_>)) -> impl FnMut(Part<'_>) {
    |part| {
        if let Part::Value(value) = part {
            visit(&value.prose());
        }
    }
}

/// Shows the edits of values.
pub(super) fn edits_of(
    editor: &mut dyn Editor,
    visit: &mut dyn FnMut(usize, Range<usize>, &str),
) -> impl FnMut(Part<'_>) {
    let mut asked = 0;
    move |part| {
        if let Part::Value(value) = part {
            value.each_edit(editor, &mut asked, visit);
        }
    }
}

/// Appends the block to `out`, with the values edited that `each_part` gives in ascending order.
pub(super) fn rewrite(
    block: &str,
    editor: &mut dyn Editor,
    out: &mut String,
    each_part: impl FnOnce(&mut dyn FnMut(Part<'_>)) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let mut at = 0;
    let mut edited = String::new();
    let result = each_part(&mut |part| match part {
        Part::Value(value) => {
            edited.clear();
            editor.rewrite(&value.text, &mut edited);
            out.push_str(&block[at..value.span.start]);
            if edited == *value.text || !value.write(&edited, out) {
                out.push_str(&block[value.span.clone()]);
            }
            at = value.span.end;
        }
        Part::Dropped(span) => {
            out.push_str(&block[at..span.start]);
            at = span.end;
        }
    });
    // Of a record that can't be read nothing is written.
    let end = match &result {
        Ok(()) => block.len(),
        Err(malformed) => malformed.start,
    };
    out.push_str(block.get(at..end).unwrap_or_default());
    result
}
