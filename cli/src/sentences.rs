//! `dabir sentences`

use crate::Status;
use crate::args::{SentencesArgs, SentencesFormat};
use crate::input::{Block, Document};
use crate::io;
use crate::normalize::start_prose;
use crate::run::{Command, Made};
use crate::settings::AllSettings;
use anyhow::Error;
use dabir::{Newlines, Normalizer, SentenceOptions, Worker};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// The longest sentence in bytes; a longer one is cut at the last space before.
const LONGEST: usize = 1 << 20;
/// A sentence that goes on for more bytes is searched for its end again only when twice as much is there: else each block
/// would pay for all those before it.
const SHORT: usize = 1 << 14;

pub(crate) fn run(args: &SentencesArgs) -> Result<Status, Error> {
    io::run(&Split::new(args), &args.io, None, None, Arc::new(AllSettings::built_in()))
}

/// Splits text into sentences.
pub(crate) struct Split {
    options: SentenceOptions,
    normalizer: Option<Normalizer>,
    format: SentencesFormat,
}

impl Command for Split {
    type State<'a> = (Option<Worker<'a>>, Pending);

    fn state<'a>(&'a self, _: &'a Document) -> Self::State<'a> {
        (self.normalizer.as_ref().map(Normalizer::worker), Pending::default())
    }

    /// A sentence goes on in the next block.
    fn is_ordered(&self, _: &Document) -> bool {
        true
    }

    fn block<'a>(
        &'a self,
        (worker, pending): &mut Self::State<'a>,
        document: &'a Document,
        block: &Block,
        made: &mut Made,
    ) -> Result<(), Error> {
        document.each_prose(block, made, &mut |prose, at, made| {
            if document.is_text() {
                // What is no text ends the sentence.
                if at > pending.end {
                    self.print(pending, true, &mut |span| span, &mut made.bytes)?;
                }
                pending.push(prose.text, at, worker.as_mut());
                return Ok(());
            }
            start_prose(worker.as_mut(), document);
            let mut places = prose.locator();
            pending.push(prose.text, 0, worker.as_mut());
            let mut place = |[start, end]: [usize; 2]| {
                let span = places.cover(start..end);
                [at + span.start, at + span.end]
            };
            self.print(pending, true, &mut place, &mut made.bytes)
        })?;
        if block.cut {
            pending.push(" ", block.start.bytes + block.bytes.len(), None);
        }
        let complete = self.options.newlines == Newlines::Break && pending.text.ends_with('\n');
        self.print(pending, complete, &mut |span| span, &mut made.bytes)
    }

    fn end<'a>(
        &'a self,
        (_, pending): &mut Self::State<'a>,
        _: &'a Document,
        made: &mut Made,
    ) -> Result<(), Error> {
        self.print(pending, true, &mut |span| span, &mut made.bytes)
    }
}

impl Split {
    pub(crate) fn new(args: &SentencesArgs) -> Self {
        let mut options = SentenceOptions::default();
        options.newlines = args.newlines;
        options.semicolon = args.semicolon;
        let normalizer = args.preset.map(|preset| Normalizer::builder().preset(preset).build());
        Self { options, normalizer, format: args.format }
    }

    /// Prints the sentences whose end is sure, and drops them: the last may go on, unless the text is `complete`.
    ///
    /// Spans are given as `place` makes them of places in what was pushed.
    fn print(
        &self,
        pending: &mut Pending,
        complete: bool,
        place: &mut dyn FnMut([usize; 2]) -> [usize; 2],
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        if !complete && pending.searched > SHORT && pending.text.len() < 2 * pending.searched {
            return Ok(());
        }
        let mut at = 0;
        // Each sentence is looked for in what follows the one before, so that it does not matter where blocks end.
        while let Some(sentence) = self.options.sentences(&pending.text[at..]).next() {
            let end = at + longest(sentence.text());
            if end == pending.text.len() && !complete {
                break;
            }
            let sentence = pending.text[at..end].trim();
            if !sentence.is_empty() {
                let start = end - pending.text[at..end].trim_start().len();
                let span = pending.in_file(start..start + sentence.len());
                write(sentence, place(span), self.format, out)?;
            }
            at = end;
        }
        pending.drop_before(at);
        pending.searched = pending.text.len();
        Ok(())
    }
}

/// How much of a sentence is printed as one.
fn longest(sentence: &str) -> usize {
    if sentence.len() <= LONGEST {
        return sentence.len();
    }
    let end = (0..=LONGEST).rev().find(|&i| sentence.is_char_boundary(i)).unwrap_or(LONGEST);
    let space = sentence[..end].rfind(char::is_whitespace);
    space.filter(|&i| i > LONGEST / 2).unwrap_or(end)
}

#[derive(Serialize)]
struct Sentence<'a> {
    sentence: &'a str,
    /// Bytes of the file.
    span: [usize; 2],
}

/// Line breaks inside a sentence become spaces: one sentence stays one line.
fn write(sentence: &str, span: [usize; 2], format: SentencesFormat, out: &mut Vec<u8>) -> Result<(), Error> {
    let lines = sentence.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let sentence = &lines.collect::<Vec<_>>().join(" ");
    match format {
        SentencesFormat::Text => out.extend_from_slice(sentence.as_bytes()),
        SentencesFormat::Jsonl => serde_json::to_writer(&mut *out, &Sentence { sentence, span })?,
    }
    out.push(b'\n');
    Ok(())
}

/// Text that is yet to be printed, and where it comes from.
#[derive(Default)]
pub(crate) struct Pending {
    text: String,
    /// The byte of the file at which it starts.
    offset: usize,
    /// The byte of the file at which it ends.
    end: usize,
    /// How much of it was searched for the end of a sentence in vain.
    searched: usize,
    /// What the normalizer changed, in ascending order.
    changes: Vec<Change>,
}

/// Bytes of the text that stand for bytes of the file.
struct Change {
    text: Range<usize>,
    file: Range<usize>,
}

impl Pending {
    /// Adds what comes next in the file, normalized if there is a worker for that.
    fn push(&mut self, text: &str, offset: usize, worker: Option<&mut Worker<'_>>) {
        let before = self.text.len();
        if before == 0 {
            self.offset = offset;
        }
        self.end = offset + text.len();
        let Some(normalized) = worker.map(|worker| worker.normalize_next(text)) else {
            self.text += text;
            return;
        };
        self.text += normalized.text();
        let moved = |range: Range<usize>, by| range.start + by..range.end + by;
        self.changes.extend(
            normalized
                .edits()
                .iter()
                .map(|edit| Change { text: moved(edit.output(), before), file: moved(edit.input(), offset) }),
        );
    }

    /// The bytes of the file that a span of the text comes from; changes that it cuts are taken in whole.
    fn in_file(&self, span: Range<usize>) -> [usize; 2] {
        // What was deleted or inserted at an edge of the span is no part of it.
        let start = self.changes.partition_point(|change| change.text.end <= span.start);
        let end = self.changes.partition_point(|Change { text, .. }| {
            text.end < span.end || text.end == span.end && !text.is_empty()
        });
        let cut = |index: usize, at| self.changes.get(index).filter(|change| change.text.start < at);
        [
            cut(start, span.start).map_or_else(|| self.after(start, span.start), |change| change.file.start),
            cut(end, span.end).map_or_else(|| self.after(end, span.end), |change| change.file.end),
        ]
    }

    /// The place in the file of one in unchanged text behind so many changes.
    fn after(&self, changes: usize, at: usize) -> usize {
        match changes.checked_sub(1).map(|last| &self.changes[last]) {
            Some(last) => last.file.end + (at - last.text.end),
            None => self.offset + at,
        }
    }

    /// Forgets the first `bytes` of the text.
    fn drop_before(&mut self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        [self.offset, _] = self.in_file(bytes..bytes);
        self.changes.retain(|change| change.text.end > bytes);
        for Change { text, .. } in &mut self.changes {
            *text = text.start.saturating_sub(bytes)..text.end - bytes;
        }
        self.text.drain(..bytes);
    }
}
