//! `dabir sentences`

use crate::args::{SentencesArgs, SentencesFormat};
use crate::input::{Block, each_batch};
use anyhow::Error;
use dabir::{Alignment, Newlines, Normalized, Normalizer, SentenceOptions, Worker};
use serde::Serialize;
use std::io::Write;

/// The longest sentence that is held back to see how it goes on.
const LONGEST: usize = 1 << 20;

pub(crate) fn run(args: &SentencesArgs, out: &mut impl Write) -> Result<bool, Error> {
    let normalizer = args.preset.map(|preset| Normalizer::builder().preset(preset).build());
    let mut options = SentenceOptions::default();
    options.newlines = args.newlines.into();
    options.semicolon = args.semicolon;
    let mut worker = normalizer.as_ref().map(Normalizer::worker);
    let mut printer = Printer { format: args.format, options, held: String::new(), offset: 0, end: 0 };
    each_batch(&args.input.files, |batch| {
        for block in batch {
            printer.block(block, &mut worker, out)?;
        }
        out.flush()?;
        Ok(())
    })
}

struct Printer {
    format: SentencesFormat,
    options: SentenceOptions,
    /// A sentence that may go on in the next block, and where it starts and ends in the file.
    held: String,
    offset: usize,
    end: usize,
}

#[derive(Serialize)]
struct Sentence<'a> {
    sentence: &'a str,
    /// Bytes of the file.
    span: [usize; 2],
}

impl Printer {
    fn block(
        &mut self,
        block: &Block,
        worker: &mut Option<Worker<'_>>,
        out: &mut impl Write,
    ) -> Result<(), Error> {
        let Block::Text { text, offset, cut } = block else {
            if !self.held.is_empty() {
                let held = std::mem::take(&mut self.held);
                self.print(&held, [self.offset, self.end], out)?;
            }
            *worker = worker.as_ref().map(|worker| worker.normalizer().worker());
            return Ok(());
        };
        let normalized = worker.as_mut().map(|worker| worker.normalize_next(text));
        let alignment = normalized.as_ref().map(Normalized::alignment);
        let new = normalized.as_ref().map_or(text.as_str(), Normalized::text);
        let before = self.held.len();
        let begin = self.offset;
        // Where a place of held and new text lies in the file.
        let place = |at: usize| match at.checked_sub(before) {
            None => (begin + at).min(*offset),
            Some(at) => offset + alignment.map_or(at, |a: Alignment<'_>| a.to_input(at)),
        };
        let all = std::mem::take(&mut self.held) + new + if *cut { " " } else { "" };
        self.end = offset + text.len();
        let complete = self.options.newlines == Newlines::Break && all.ends_with('\n');
        let mut sentences = self.options.sentences(&all).peekable();
        while let Some(sentence) = sentences.next() {
            if sentences.peek().is_none() && !complete && sentence.text().len() < LONGEST {
                self.offset = place(sentence.span().start);
                self.held = sentence.text().to_owned();
                return Ok(());
            }
            let trimmed = sentence.text().trim_start();
            let start = sentence.span().end - trimmed.len();
            let end = start + trimmed.trim_end().len();
            self.print(sentence.trimmed(), [place(start), place(end)], out)?;
        }
        Ok(())
    }

    /// Line breaks inside a sentence become spaces: one sentence stays one line.
    fn print(&self, sentence: &str, span: [usize; 2], out: &mut impl Write) -> Result<(), Error> {
        let sentence = sentence.trim();
        if sentence.is_empty() {
            return Ok(());
        }
        let joined = sentence
            .split(['\n', '\r'])
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        match self.format {
            SentencesFormat::Text => out.write_all(joined.as_bytes())?,
            SentencesFormat::Jsonl => {
                serde_json::to_writer(&mut *out, &Sentence { sentence: &joined, span })?
            }
        }
        Ok(out.write_all(b"\n")?)
    }
}
