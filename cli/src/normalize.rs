//! `dabir normalize`

use crate::args::{NormalizeArgs, NormalizeFormat};
use crate::input::{Block, each_batch, lines};
use anyhow::Error;
use dabir::{Normalized, Normalizer, Offsets, Worker};
use memchr::memmem;
use rayon::prelude::*;
use serde::Serialize;
use std::io::Write;

pub(crate) fn run(args: &NormalizeArgs, out: &mut impl Write) -> Result<bool, Error> {
    let normalizer = args.normalizer();
    let mut document = normalizer.worker();
    let mut line_number = 0;
    each_batch(&args.input.files, |batch| {
        if args.format == NormalizeFormat::Text
            && batch.len() > 2
            && !document.is_in_code()
            && !has_fences(batch)
        {
            parallel(&normalizer, batch, out)?;
        } else {
            for block in batch.iter() {
                match block {
                    Block::Text { text, cut, .. } if args.format == NormalizeFormat::Text => {
                        out.write_all(document.normalize_next(text).text().as_bytes())?;
                        write_cut(*cut, out)?;
                    }
                    Block::Text { text, .. } => explain(&mut document, text, &mut line_number, out)?,
                    Block::End(_) => {
                        document = normalizer.worker();
                        line_number = 0;
                    }
                }
            }
        }
        out.flush()?;
        Ok(())
    })
}

/// Without fenced code a line says nothing about the next: blocks can be normalized in any order.
fn parallel(normalizer: &Normalizer, batch: &[Block], out: &mut impl Write) -> Result<(), Error> {
    let texts: Vec<_> = batch
        .par_iter()
        .map(|block| match block {
            Block::Text { text, cut, .. } => (normalizer.normalize(text), *cut),
            Block::End(_) => ("".into(), false),
        })
        .collect();
    for (text, cut) in texts {
        out.write_all(text.as_bytes())?;
        write_cut(cut, out)?;
    }
    Ok(())
}

/// The space at which a line too long to hold was cut.
fn write_cut(cut: bool, out: &mut impl Write) -> Result<(), Error> {
    Ok(out.write_all(if cut { b" " } else { b"" })?)
}

fn has_fences(batch: &[Block]) -> bool {
    batch.iter().any(|block| match block {
        Block::Text { text, .. } => {
            ["```", "~~~"].iter().any(|f| memmem::find(text.as_bytes(), f.as_bytes()).is_some())
        }
        Block::End(_) => false,
    })
}

/// A line and what was done to it.
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

fn explain(
    document: &mut Worker<'_>,
    text: &str,
    number: &mut usize,
    out: &mut impl Write,
) -> Result<(), Error> {
    for (_, line) in lines(text) {
        *number += 1;
        let result = document.normalize_next(line);
        serde_json::to_writer(
            &mut *out,
            &Line { line: *number, text: result.text(), edits: edits(line, result) },
        )?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn edits<'a>(line: &str, result: Normalized<'a>) -> Vec<Edit<'a>> {
    let mut offsets = Offsets::new(line);
    let mut edits = Vec::with_capacity(result.edits().len());
    for edit in result.edits() {
        let span = edit.input();
        edits.push(Edit {
            rule: edit.rule().id(),
            span: [span.start, span.end],
            chars: [offsets.at_byte(span.start).char, offsets.at_byte(span.end).char],
            from: result.removed(edit),
            to: result.inserted(edit),
            confidence: edit.confidence(),
        });
    }
    edits
}
