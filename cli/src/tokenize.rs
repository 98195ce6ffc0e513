//! `dabir tokenize`

use crate::args::{TokenizeArgs, TokenizeFormat};
use crate::input::{Block, Joint, each_batch, lines};
use anyhow::Error;
use dabir::{Alignment, Normalizer, Worker};
use dabir_stem::{Analyzer, stop_class};
use rayon::prelude::*;
use serde::Serialize;
use std::io::Write;

pub(crate) fn run(args: &TokenizeArgs, out: &mut impl Write) -> Result<bool, Error> {
    let normalizer = args.preset.map(|preset| Normalizer::builder().preset(preset).build());
    let splitter = args.clitics.then(Analyzer::new);
    let splitter = splitter.as_ref();
    let mut document = normalizer.as_ref().map(Normalizer::worker);
    let mut joint = Joint::default();
    each_batch(&args.input.files, |batch| {
        // What reaches over lines, fenced code, matters to the normalizer only.
        let printed: Result<Vec<_>, Error> = match &mut document {
            None if batch.len() > 2 => {
                batch.par_iter().map(|block| tokenize(args, splitter, None, block)).collect()
            }
            document => {
                batch.iter().map(|block| tokenize(args, splitter, document.as_mut(), block)).collect()
            }
        };
        if let (Some(document), Some(Block::End(_))) = (&mut document, batch.last()) {
            *document = document.normalizer().worker();
        }
        for (block, printed) in batch.iter().zip(printed?) {
            if args.format == TokenizeFormat::Text {
                out.write_all(joint.before(block))?;
            }
            out.write_all(&printed)?;
        }
        out.flush()?;
        Ok(())
    })
}

#[derive(Serialize)]
struct Token<'a> {
    token: &'a str,
    kind: &'static str,
    /// What its clitics make of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Vec<&'a str>>,
    /// Bytes of the file.
    span: [usize; 2],
}

/// The token, or the words that its clitics make of it.
fn split<'a>(splitter: Option<&Analyzer>, token: &'a str) -> Vec<&'a str> {
    splitter.map_or_else(|| vec![token], |splitter| splitter.split_clitics(token))
}

/// The words to print.
fn words<'t>(args: &TokenizeArgs, text: &'t str) -> impl Iterator<Item = dabir::Token<'t>> {
    dabir::words(text).filter(|word| !args.stop || stop_class(word.text()).is_none())
}

fn tokenize(
    args: &TokenizeArgs,
    splitter: Option<&Analyzer>,
    mut worker: Option<&mut Worker<'_>>,
    block: &Block,
) -> Result<Vec<u8>, Error> {
    let Block::Text { text, offset, .. } = block else { return Ok(Vec::new()) };
    let mut out = Vec::with_capacity(text.len() * 2);
    for (start, line) in lines(text) {
        let normalized = worker.as_mut().map(|worker| worker.normalize_next(line));
        let line_text = normalized.as_ref().map_or(line, dabir::Normalized::text);
        match args.format {
            TokenizeFormat::Text => {
                for (i, token) in words(args, line_text).enumerate() {
                    if i > 0 {
                        out.push(b' ');
                    }
                    out.extend_from_slice(split(splitter, token.text()).join(" ").as_bytes());
                }
                if text[start + line.len()..].starts_with(['\n', '\r']) {
                    out.push(b'\n');
                }
            }
            TokenizeFormat::Lines => {
                for sentence in dabir::sentences(line_text) {
                    let before = out.len();
                    for token in words(args, sentence.text()) {
                        out.extend_from_slice(token.text().as_bytes());
                        let words = split(splitter, token.text());
                        if words.len() > 1 {
                            out.push(b'\t');
                            out.extend_from_slice(words.join(" ").as_bytes());
                        }
                        out.push(b'\n');
                    }
                    if out.len() > before {
                        out.push(b'\n');
                    }
                }
            }
            TokenizeFormat::Jsonl => {
                let alignment = normalized.as_ref().map(dabir::Normalized::alignment);
                for token in words(args, line_text) {
                    let span =
                        alignment.map_or(token.span(), |a: Alignment<'_>| a.range_to_input(token.span()));
                    let span = [offset + start + span.start, offset + start + span.end];
                    let words = splitter.map(|splitter| splitter.split_clitics(token.text()));
                    let token = Token { token: token.text(), kind: token.kind().name(), words, span };
                    serde_json::to_writer(&mut out, &token)?;
                    out.push(b'\n');
                }
            }
        }
    }
    Ok(out)
}
