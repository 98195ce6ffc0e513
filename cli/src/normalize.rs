//! `dabir normalize`

use crate::Status;
use crate::args::{NormalizeArgs, NormalizeFormat};
use crate::format::Editor;
use crate::input::{Block, Document, Place, lines};
use crate::io;
use crate::run::{Command, Made};
use crate::settings::AllSettings;
use crate::stats::Stats;
use anyhow::{Error, anyhow, bail};
use dabir::{Context, Normalized, Offsets, Worker};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

pub(crate) fn run(args: &NormalizeArgs) -> Result<Status, Error> {
    if args.format != NormalizeFormat::Text && args.in_place.in_place.is_some() {
        bail!("--in-place puts text in the place of text: not with --format jsonl");
    }
    if args.in_place.in_place.is_some() && args.io.input.has_stdin() {
        bail!("--in-place replaces files; standard input is none");
    }
    let settings = Arc::new(AllSettings::new(&args.normalizer)?);
    let normalize = Normalize { format: args.format, counts: args.stats.is_some() };
    io::run(&normalize, &args.io, Some(&args.in_place), args.stats, settings)
}

/// Normalizes blocks.
pub(crate) struct Normalize {
    pub(crate) format: NormalizeFormat,
    /// What is read is counted.
    pub(crate) counts: bool,
}

impl Command for Normalize {
    type State<'a> = Worker<'a>;

    fn state<'a>(&'a self, document: &'a Document) -> Worker<'a> {
        document.settings.normalizer.worker()
    }

    fn keeps_bom(&self) -> bool {
        self.format == NormalizeFormat::Text
    }

    /// What a document says of a word counts in later places.
    fn is_ordered(&self, document: &Document) -> bool {
        document.settings.evidence
    }

    fn block<'a>(
        &'a self,
        worker: &mut Worker<'a>,
        document: &'a Document,
        block: &Block,
        made: &mut Made,
    ) -> Result<(), Error> {
        if !self.is_ordered(document) {
            worker.start_in(block.context);
        }
        if self.format == NormalizeFormat::Jsonl {
            return self.explain(worker, document, block, made);
        }
        let (is_text, keeps) = (document.is_text(), document.settings.evidence);
        let goes_on = is_text || keeps;
        let mut editor = Normalizing {
            worker,
            is_text,
            keeps,
            goes_on,
            counts: self.counts,
            again: false,
            edits: 0,
            stats: None,
        };
        // Where markup does not allow an edit it is not made.
        if document.rewrite(block, &mut editor, made)? {
            made.edits += editor.edits;
        }
        made.stats = editor.stats;
        if !editor.goes_on {
            worker.start_in(Context::default());
        }
        if block.cut {
            made.bytes.push(b' ');
        }
        Ok(())
    }
}

/// Sets the worker, if there is one, to the next stretch of prose: but in text, no code goes on in it.
pub(crate) fn start_prose(worker: Option<&mut Worker<'_>>, document: &Document) {
    if let Some(worker) = worker.filter(|_| !document.is_text()) {
        worker.start_in(Context::default());
    }
}

/// Normalizes prose.
struct Normalizing<'w, 'n> {
    worker: &'w mut Worker<'n>,
    /// One stretch of prose goes on where the one before ends.
    is_text: bool,
    /// Evidence of one stretch of prose counts in the next.
    keeps: bool,
    /// The worker need not start anew for the next stretch.
    goes_on: bool,
    counts: bool,
    /// The document has been counted.
    again: bool,
    edits: usize,
    stats: Option<Box<Stats>>,
}

impl Normalizing<'_, '_> {
    fn normalize<'a>(&'a mut self, text: &'a str) -> Normalized<'a> {
        if !self.goes_on {
            self.worker.start_in(Context::default());
        }
        // A fence that is left open encloses nothing of the next stretch, which has to do without the evidence then.
        self.goes_on = self.is_text || self.keeps && !Context::default().after(text).is_in_code();
        let normalized = self.worker.normalize_next(text);
        if !self.again {
            self.edits += normalized.edits().len();
        }
        if self.counts && !self.again {
            self.stats.get_or_insert_default().count(text, normalized);
        }
        normalized
    }
}

impl Editor for Normalizing<'_, '_> {
    fn edit(&mut self, text: &str, replace: &mut dyn FnMut(Range<usize>, &str)) {
        let normalized = self.normalize(text);
        normalized.edits().iter().for_each(|edit| replace(edit.input(), normalized.inserted(edit)));
    }

    fn start_again(&mut self) {
        (self.goes_on, self.again) = (false, true);
    }

    fn rewrite(&mut self, text: &str, out: &mut String) {
        out.push_str(self.normalize(text).text());
    }
}

/// A line, or the next part of one too long to hold, and what was done to it.
#[derive(Serialize)]
struct Line<'a> {
    line: usize,
    text: &'a str,
    edits: Vec<Edit<'a>>,
}

/// Spans count from the start of the line.
#[derive(Serialize)]
struct Edit<'a> {
    rule: &'static str,
    /// Bytes of the line as it was read.
    span: [usize; 2],
    /// The same in characters.
    chars: [usize; 2],
    from: &'a str,
    to: &'a str,
    confidence: f32,
}

impl Normalize {
    /// Prints each line with its edits.
    fn explain(
        &self,
        worker: &mut Worker<'_>,
        document: &Document,
        block: &Block,
        made: &mut Made,
    ) -> Result<(), Error> {
        if !document.is_text() {
            return Err(anyhow!("--format jsonl is for text"));
        }
        let mut place = block.start;
        for text in block.texts() {
            match text {
                Ok(text) => explain(worker, text, &mut place, made)?,
                Err(_) => place.lines += 1,
            }
        }
        Ok(())
    }
}

fn explain(worker: &mut Worker<'_>, text: &str, place: &mut Place, made: &mut Made) -> Result<(), Error> {
    for (start, line) in lines(text) {
        // Where a line was cut right before its end, nothing is left of it.
        if place.line_bytes == 0 || !line.is_empty() {
            let result = worker.normalize_next(line);
            let edits = edits(line, result, place);
            made.edits += edits.len();
            serde_json::to_writer(
                &mut made.bytes,
                &Line { line: place.lines + 1, text: result.text(), edits },
            )?;
            made.bytes.push(b'\n');
        }
        if text[start + line.len()..].trim_start_matches('\r').starts_with('\n') {
            *place = Place { lines: place.lines + 1, ..Place::default() };
        }
    }
    Ok(())
}

fn edits<'a>(line: &str, result: Normalized<'a>, place: &Place) -> Vec<Edit<'a>> {
    let mut offsets = Offsets::new(line);
    let mut char_at = |byte| place.line_chars + offsets.at_byte(byte).char;
    let mut edits = Vec::with_capacity(result.edits().len());
    for edit in result.edits() {
        let span = edit.input();
        edits.push(Edit {
            rule: edit.rule().id(),
            span: [place.line_bytes + span.start, place.line_bytes + span.end],
            chars: [char_at(span.start), char_at(span.end)],
            from: result.removed(edit),
            to: result.inserted(edit),
            confidence: edit.confidence(),
        });
    }
    edits
}
