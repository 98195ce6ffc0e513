//! Prose that markup runs through: put together for its readers, and edited in its places.

use super::prose::{Editor, Prose};
use std::ops::Range;

/// What stands in a text for something that is no text: a picture, a piece of code, an escaped sign.
pub(super) const OBJECT: &str = "\u{FFFC}";

/// A paragraph, heading or cell, as its readers see it, and where its parts stand in the block.
#[derive(Debug, Default)]
pub(super) struct Passage {
    text: String,
    pieces: Vec<Piece>,
    /// Where something goes that is put in before the next piece, if there is markup before it.
    seam: Option<usize>,
    /// The last thing that was added is the end of markup.
    is_closed: bool,
}

/// Part of a passage that markup or an escape sets apart from the next.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Where it starts in the text.
    text: usize,
    /// Where it stands in the block.
    source: Range<usize>,
    /// Where something goes in the block that is put in before it.
    seam: usize,
    /// It stands there as it is, and can be edited.
    is_literal: bool,
}

impl Passage {
    /// Adds text that stands in the block as it is.
    pub(super) fn push_literal(&mut self, text: &str, start: usize) {
        match self.pieces.last_mut() {
            Some(last) if last.is_literal && last.source.end == start && self.seam.is_none() => {
                last.source.end += text.len();
                self.text.push_str(text);
            }
            _ => self.push(text, start..start + text.len(), true),
        }
    }

    /// Adds text that stands in the block in another form, and has to stay.
    pub(super) fn push_fixed(&mut self, text: &str, source: Range<usize>) {
        self.push(text, source, false);
    }

    fn push(&mut self, text: &str, source: Range<usize>, is_literal: bool) {
        if !text.is_empty() {
            self.is_closed = false;
            let seam = self.seam.take().unwrap_or(source.start);
            self.pieces.push(Piece { text: self.text.len(), source, seam, is_literal });
            self.text.push_str(text);
        }
    }

    /// The last piece reaches to here.
    pub(super) fn extend_last(&mut self, end: usize) {
        if let Some(last) = self.pieces.last_mut() {
            last.source.end = end;
        }
    }

    /// Markup starts here that holds what follows: what is put in between goes before it.
    ///
    /// Right behind other markup, it starts another word: two links in a row are two links.
    pub(super) fn open(&mut self, start: usize) {
        if self.is_closed && !self.pieces.is_empty() {
            self.push_fixed(OBJECT, start..start);
        }
        self.seam.get_or_insert(start);
    }

    /// Markup ends here that holds what went before: what is put in between goes after it.
    pub(super) fn close(&mut self, end: usize) {
        self.seam = Some(end);
        self.is_closed = true;
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.seam = None;
        self.is_closed = false;
    }

    /// There is something to read and to edit.
    pub(super) fn is_prose(&self) -> bool {
        self.pieces.iter().any(|piece| piece.is_literal) && !self.text.trim().is_empty()
    }

    pub(super) fn prose(&self) -> Prose<'_> {
        Prose::pieces(&self.text, &self.pieces)
    }

    /// Adds the edits of the passage, where they fall on the block.
    ///
    /// Edits that touch each other are of one mind: if one reaches over markup, or is not `allowed`, none is made, but for
    /// letters that take the place of letters.
    pub(super) fn edit(
        &self,
        editor: &mut dyn Editor,
        changes: &mut Changes,
        allowed: impl Fn(&Range<usize>, &str) -> bool,
    ) {
        // The end in the text of the edit before, and the first of those that touch it.
        let mut before = None;
        let mut first = changes.list.len();
        let mut is_dropped = false;
        let mut least = 0;
        editor.edit(&self.text, &mut |span, with| {
            // A letter for a letter is right whatever becomes of what is beside it.
            let is_letters = |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic);
            let alone = is_letters(with) && is_letters(&self.text[span.clone()]);
            // And it is no bond between what stands on its two sides: the next time it is not there.
            if !alone {
                if before != Some(span.start) {
                    first = changes.list.len();
                    is_dropped = false;
                }
                before = Some(span.end);
            }
            let number = changes.asked;
            changes.asked += 1;
            let source = locate(&self.pieces, self.text.len(), span);
            let may_stand = alone || !is_dropped;
            match source.filter(|source| may_stand && source.start >= least && allowed(source, with)) {
                Some(source) => {
                    least = source.end;
                    changes.push(source, with, number, alone);
                }
                None if alone => {}
                None => {
                    is_dropped = true;
                    let touching = changes.list.split_off(first);
                    changes.list.extend(touching.into_iter().filter(|change| change.alone));
                    least = changes.list.last().map_or(0, |change| change.span.end);
                }
            }
        });
    }
}

/// Where a span of a text of so many bytes, put together from pieces, stands in the block; `None` if it is not a part of
/// one literal piece.
pub(super) fn locate(pieces: &[Piece], text_len: usize, span: Range<usize>) -> Option<Range<usize>> {
    let index = pieces.partition_point(|piece| piece.text <= span.start).checked_sub(1)?;
    let piece = &pieces[index];
    if span.is_empty() && span.start == piece.text {
        return Some(piece.seam..piece.seam);
    }
    if span.is_empty() && span.start == text_len {
        return Some(piece.source.end..piece.source.end);
    }
    let end = pieces.get(index + 1).map_or(text_len, |next| next.text);
    let in_source = |at: usize| piece.source.start + (at - piece.text);
    (piece.is_literal && span.end <= end).then(|| in_source(span.start)..in_source(span.end))
}

/// The bytes of the block from where a span of a text of so many bytes, put together from pieces, begins to where it ends;
/// of a piece that stands there in another form, all.
pub(super) fn cover(pieces: &[Piece], text_len: usize, span: Range<usize>) -> Range<usize> {
    // The piece that holds this byte, and whether its places are those of its source.
    let piece = |at: usize| {
        let index = pieces.partition_point(|piece| piece.text <= at).saturating_sub(1);
        let piece = pieces.get(index)?;
        let end = pieces.get(index + 1).map_or(text_len, |next| next.text);
        // Text as long as its source is the same, or one character.
        let is_same = piece.is_literal || end - piece.text == piece.source.len();
        Some((piece, is_same))
    };
    let start = piece(span.start)
        .map_or(0, |(piece, is_same)| piece.source.start + if is_same { span.start - piece.text } else { 0 });
    if span.is_empty() {
        return start..start;
    }
    let end = piece(span.end - 1).map_or(start, |(piece, is_same)| {
        if is_same { piece.source.start + (span.end - piece.text) } else { piece.source.end }
    });
    start..end
}

/// Edits of a block.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// In ascending order.
    list: Vec<Change>,
    with: String,
    /// How many edits the editor has asked for.
    asked: usize,
}

#[derive(Debug)]
struct Change {
    /// Bytes of the block.
    span: Range<usize>,
    /// The bytes of the text of all changes that replace them.
    with: Range<usize>,
    /// Its number among the edits that were asked for.
    number: usize,
    /// It takes letters for letters, and stands by itself.
    alone: bool,
}

impl Changes {
    fn push(&mut self, span: Range<usize>, with: &str, number: usize, alone: bool) {
        let start = self.with.len();
        self.with.push_str(with);
        self.list.push(Change { span, with: start..self.with.len(), number, alone });
    }

    /// Some edits were made, and others not.
    pub(super) fn are_unsettled(&self) -> bool {
        !self.list.is_empty() && self.list.len() < self.asked
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Each edit, and what it puts in.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.list.iter().map(|change| (change.span.clone(), &self.with[change.with.clone()]))
    }

    /// Shows some of the edits: the number among those that were asked for, the bytes of the block, what is put in.
    pub(super) fn show(&self, part: Range<usize>, visit: &mut dyn FnMut(usize, Range<usize>, &str)) {
        for Change { span, with, number, .. } in &self.list[part] {
            visit(*number, span.clone(), &self.with[with.clone()]);
        }
    }
}

/// Documents are edited so often at most. Two rounds settle nearly everything; of one that finds no rest the last stands.
const MOST_ROUNDS: usize = 8;

/// Appends the document to `out`, edited until nothing is left to change: an edit that markup does not allow may hide others
/// beside it, which are asked for when those around them have been made.
///
/// `edit` appends it as it is after one round, and says whether there may be more to do.
pub(super) fn settle(
    document: &str,
    editor: &mut dyn Editor,
    out: &mut String,
    edit: fn(&str, &mut dyn Editor, &mut String) -> bool,
) {
    let start = out.len();
    let mut is_unsettled = edit(document, editor, out);
    for _ in 1..MOST_ROUNDS {
        if !is_unsettled {
            return;
        }
        let before = out.split_off(start);
        editor.start_again();
        is_unsettled = edit(&before, editor, out);
    }
}

/// Appends a part of the block to `out`, with edits that lie in it.
pub(super) fn apply<'c>(
    block: &str,
    part: Range<usize>,
    changes: impl Iterator<Item = (Range<usize>, &'c str)>,
    out: &mut String,
) {
    let mut at = part.start;
    for (span, with) in changes {
        out.push_str(&block[at..span.start]);
        out.push_str(with);
        at = span.end;
    }
    out.push_str(&block[at..part.end]);
}
