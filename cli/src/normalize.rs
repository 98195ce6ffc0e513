//! `dabir normalize`

use crate::args::{NormalizeArgs, NormalizeFormat};
use crate::input::{Block, each_batch, lines};
use crate::settings::AllSettings;
use anyhow::Error;
use dabir::{Normalized, Normalizer, Offsets, Worker};
use memchr::memmem;
use rayon::prelude::*;
use serde::Serialize;
use std::io::Write;

pub(crate) fn run(args: &NormalizeArgs, out: &mut impl Write) -> Result<bool, Error> {
    let settings = AllSettings::new(&args.normalizer)?.of(None)?;
    let normalizer = &settings.normalizer;
    let mut document = normalizer.worker();
    let mut place = Place::default();
    let mut printer = Printer::default();
    each_batch(&args.input.files, |batch| {
        if args.format == NormalizeFormat::Text
            && batch.len() > 2
            && !settings.evidence
            && !document.is_in_code()
            && !has_fences(batch)
        {
            parallel(normalizer, batch, &mut printer, out)?;
        } else {
            for block in batch.iter() {
                match block {
                    Block::Text { text, cut, .. } if args.format == NormalizeFormat::Text => {
                        printer.print(document.normalize_next(text).text(), *cut, out)?;
                    }
                    Block::Text { text, cut, .. } => explain(&mut document, text, *cut, &mut place, out)?,
                    Block::End(_) => {
                        printer.ended = true;
                        document = normalizer.worker();
                        place = Place::default();
                    }
                }
            }
        }
        out.flush()?;
        Ok(())
    })
}

/// Without fenced code a line says nothing about the next: blocks can be normalized in any order.
fn parallel(
    normalizer: &Normalizer,
    batch: &[Block],
    printer: &mut Printer,
    out: &mut impl Write,
) -> Result<(), Error> {
    let texts: Vec<_> = batch
        .par_iter()
        .map(|block| match block {
            Block::Text { text, cut, .. } => Some((normalizer.normalize(text), *cut)),
            Block::End(_) => None,
        })
        .collect();
    for text in texts {
        match text {
            Some((text, cut)) => printer.print(&text, cut, out)?,
            None => printer.ended = true,
        }
    }
    Ok(())
}

/// Prints the texts of one file after the other.
#[derive(Default)]
struct Printer {
    /// The file is at its end.
    ended: bool,
    /// What was printed last did not end its line.
    inside: bool,
}

impl Printer {
    /// With the space at which a line too long to hold was cut; the last line of one file does not run into the first of
    /// the next.
    fn print(&mut self, text: &str, cut: bool, out: &mut impl Write) -> Result<(), Error> {
        if std::mem::take(&mut self.ended) && self.inside {
            out.write_all(b"\n")?;
        }
        out.write_all(text.as_bytes())?;
        out.write_all(if cut { b" " } else { b"" })?;
        self.inside = cut || !text.ends_with('\n');
        Ok(())
    }
}

fn has_fences(batch: &[Block]) -> bool {
    batch.iter().any(|block| match block {
        Block::Text { text, .. } => {
            ["```", "~~~"].iter().any(|f| memmem::find(text.as_bytes(), f.as_bytes()).is_some())
        }
        Block::End(_) => false,
    })
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

/// How far into a file the lines are.
#[derive(Default)]
struct Place {
    line: usize,
    /// The text before ended in the middle of the line, so many bytes and characters into it.
    inside: bool,
    bytes: usize,
    chars: usize,
}

impl Place {
    fn advance(&mut self, bytes: usize, chars: usize) {
        self.inside = true;
        self.bytes += bytes;
        self.chars += chars;
    }
}

fn explain(
    document: &mut Worker<'_>,
    text: &str,
    cut: bool,
    place: &mut Place,
    out: &mut impl Write,
) -> Result<(), Error> {
    for (start, line) in lines(text) {
        let goes_on = place.inside;
        if !goes_on {
            *place = Place { line: place.line + 1, ..Place::default() };
        }
        // Where a line was cut right before its end, nothing is left of it.
        if !goes_on || !line.is_empty() {
            let result = document.normalize_next(line);
            let edits = edits(line, result, place);
            serde_json::to_writer(&mut *out, &Line { line: place.line, text: result.text(), edits })?;
            out.write_all(b"\n")?;
        }
        let rest = &text[start + line.len()..];
        if rest.trim_start_matches('\r').starts_with('\n') {
            place.inside = false;
        } else {
            let whole = &text[start..];
            place.advance(whole.len(), whole.chars().count());
        }
    }
    if cut {
        place.advance(1, 1);
    }
    Ok(())
}

fn edits<'a>(line: &str, result: Normalized<'a>, place: &Place) -> Vec<Edit<'a>> {
    let mut offsets = Offsets::new(line);
    let mut char_at = |byte| place.chars + offsets.at_byte(byte).char;
    let mut edits = Vec::with_capacity(result.edits().len());
    for edit in result.edits() {
        let span = edit.input();
        edits.push(Edit {
            rule: edit.rule().id(),
            span: [place.bytes + span.start, place.bytes + span.end],
            chars: [char_at(span.start), char_at(span.end)],
            from: result.removed(edit),
            to: result.inserted(edit),
            confidence: edit.confidence(),
        });
    }
    edits
}
