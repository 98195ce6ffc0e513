//! `dabir tokenize`

use crate::Status;
use crate::args::{MorphologyFormat, TokenizeArgs};
use crate::conllu::Conllu;
use crate::format::Prose;
use crate::input::{Block, Document, lines};
use crate::io;
use crate::normalize::start_prose;
use crate::run::{Command, Made};
use crate::settings::AllSettings;
use anyhow::{Error, bail};
use dabir::{Alignment, Normalizer, Worker};
use dabir_stem::{Analyzer, stop_class};
use serde::Serialize;
use std::sync::Arc;

pub(crate) fn run(args: &TokenizeArgs) -> Result<Status, Error> {
    let Some(format) = args.format.arrangement() else {
        if args.stop {
            bail!("--format conllu has all tokens of a sentence: --stop can't leave any out");
        }
        return conllu(args).run(&args.io);
    };
    io::run(&Tokenize::new(args, format), &args.io, None, None, Arc::new(AllSettings::built_in()))
}

/// What `--format conllu` asks for.
pub(crate) fn conllu(args: &TokenizeArgs) -> Conllu {
    let (normalizer, splitter) = tools(args);
    Conllu { normalizer, splitter, lemmatizer: None }
}

fn tools(args: &TokenizeArgs) -> (Option<Normalizer>, Option<Analyzer>) {
    let normalizer = args.preset.map(|preset| Normalizer::builder().preset(preset).build());
    (normalizer, args.clitics.then(Analyzer::new))
}

/// Prints tokens one by one.
pub(crate) struct Tokenize<'a> {
    args: &'a TokenizeArgs,
    format: MorphologyFormat,
    normalizer: Option<Normalizer>,
    splitter: Option<Analyzer>,
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

impl Command for Tokenize<'_> {
    type State<'a>
        = Option<Worker<'a>>
    where
        Self: 'a;

    fn state<'a>(&'a self, _: &'a Document) -> Option<Worker<'a>> {
        self.normalizer.as_ref().map(Normalizer::worker)
    }

    fn ends_lines(&self) -> bool {
        self.format == MorphologyFormat::Text
    }

    fn block<'a>(
        &'a self,
        worker: &mut Option<Worker<'a>>,
        document: &'a Document,
        block: &Block,
        made: &mut Made,
    ) -> Result<(), Error> {
        if let Some(worker) = worker {
            worker.start_in(block.context);
        }
        if self.format == MorphologyFormat::Text && block.start.line_bytes > 0 {
            // The line was cut between two words.
            made.bytes.push(b' ');
        }
        document.each_prose(block, made, &mut |prose, at, made| {
            start_prose(worker.as_mut(), document);
            self.tokenize(worker.as_mut(), prose, at, &mut made.bytes)?;
            if self.format == MorphologyFormat::Text && !document.is_text() {
                made.bytes.push(b'\n');
            }
            Ok(())
        })
    }
}

impl<'a> Tokenize<'a> {
    pub(crate) fn new(args: &'a TokenizeArgs, format: MorphologyFormat) -> Self {
        let (normalizer, splitter) = tools(args);
        Self { args, format, normalizer, splitter }
    }
}

impl Tokenize<'_> {
    /// The token, or the words that its clitics make of it.
    fn split<'a>(&self, token: &'a str) -> Vec<&'a str> {
        self.splitter.as_ref().map_or_else(|| vec![token], |splitter| splitter.split_clitics(token))
    }

    /// The words to print.
    fn words<'t>(&self, text: &'t str) -> impl Iterator<Item = dabir::Token<'t>> {
        let all = !self.args.stop;
        dabir::words(text).filter(move |word| all || stop_class(word.text()).is_none())
    }

    fn tokenize(
        &self,
        mut worker: Option<&mut Worker<'_>>,
        prose: &Prose<'_>,
        offset: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let text = prose.text;
        let mut places = prose.locator();
        for (start, line) in lines(text) {
            let normalized = worker.as_mut().map(|worker| worker.normalize_next(line));
            let line_text = normalized.as_ref().map_or(line, dabir::Normalized::text);
            match self.format {
                MorphologyFormat::Text => {
                    for (i, token) in self.words(line_text).enumerate() {
                        if i > 0 {
                            out.push(b' ');
                        }
                        out.extend_from_slice(self.split(token.text()).join(" ").as_bytes());
                    }
                    if text[start + line.len()..].starts_with(['\n', '\r']) {
                        out.push(b'\n');
                    }
                }
                MorphologyFormat::Lines => self.lines(line_text, out),
                MorphologyFormat::Jsonl => {
                    let alignment = normalized.as_ref().map(dabir::Normalized::alignment);
                    for token in self.words(line_text) {
                        let span =
                            alignment.map_or(token.span(), |a: Alignment<'_>| a.range_to_input(token.span()));
                        let span = places.cover(start + span.start..start + span.end);
                        let span = [offset + span.start, offset + span.end];
                        let words =
                            self.splitter.as_ref().map(|splitter| splitter.split_clitics(token.text()));
                        let token = Token { token: token.text(), kind: token.kind().name(), words, span };
                        serde_json::to_writer(&mut *out, &token)?;
                        out.push(b'\n');
                    }
                }
            }
        }
        Ok(())
    }

    /// A token a line, an empty line between sentences.
    fn lines(&self, text: &str, out: &mut Vec<u8>) {
        for sentence in dabir::sentences(text) {
            let before = out.len();
            for token in self.words(sentence.text()) {
                out.extend_from_slice(token.text().as_bytes());
                let words = self.split(token.text());
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
}
