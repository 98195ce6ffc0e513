//! `dabir tokenize` and `dabir lemmatize` with `--format conllu`: sentences, tokens and words in the columns of Universal
//! Dependencies.

use crate::Status;
use crate::args::Io;
use crate::format::conllu::{Sentence, Start, Token, Word, write};
use crate::input::{Block, Document, lines};
use crate::io;
use crate::run::{Command, Made};
use crate::settings::AllSettings;
use anyhow::Error;
use dabir::{Context, Normalizer, TokenKind, Worker};
use dabir_stem::{Analyzer, Lemmatizer};
use std::sync::Arc;

/// What is known of the words beside their forms.
#[derive(Default)]
pub(crate) struct Conllu {
    /// Text is normalized first.
    pub(crate) normalizer: Option<Normalizer>,
    /// Tokens are split into words.
    pub(crate) splitter: Option<Analyzer>,
    /// Words have lemmas and classes.
    pub(crate) lemmatizer: Option<(Lemmatizer, Analyzer)>,
}

impl Conllu {
    pub(crate) fn run(&self, io: &Io) -> Result<Status, Error> {
        io::run(self, io, None, None, Arc::new(AllSettings::built_in()))
    }

    fn words<'t>(&'t self, token: &dabir::Token<'t>) -> Vec<Word<'t>> {
        let forms = match &self.splitter {
            Some(splitter) if token.kind() == TokenKind::Word => splitter.split_clitics(token.text()),
            _ => vec![token.text()],
        };
        forms.into_iter().map(|form| self.word(form, token.kind())).collect()
    }

    fn word<'t>(&'t self, form: &'t str, kind: TokenKind) -> Word<'t> {
        let Some((lemmatizer, analyzer)) = &self.lemmatizer else {
            return Word { form, lemma: None, upos: None };
        };
        if kind == TokenKind::Word {
            let upos = analyzer.analyze(form).first().map(|best| best.pos.name());
            return Word { form, lemma: Some(lemmatizer.lemmatize(form, None)), upos };
        }
        let upos = match kind {
            TokenKind::Number => "NUM",
            TokenKind::Punctuation => "PUNCT",
            TokenKind::Symbol | TokenKind::Emoji => "SYM",
            _ => "X",
        };
        Word { form, lemma: Some(form.into()), upos: Some(upos) }
    }

    /// Appends the sentences of a line that starts at byte `at` of the document.
    fn line(&self, text: &str, document: &Document, at: usize, is_first: bool, out: &mut String) {
        let mut start = if is_first { Start::Document(&document.name) } else { Start::Paragraph };
        for sentence in dabir::sentences(text) {
            let from = sentence.span().start;
            let body = sentence.text().trim_end();
            let tokens: Vec<_> = dabir::words(body)
                .map(|token| Token { span: token.span(), words: self.words(&token) })
                .collect();
            if tokens.is_empty() {
                continue;
            }
            let blank_follows = body.len() < sentence.text().len() || sentence.span().end == text.len();
            // A number that needs no count of what other threads work on, and says where the sentence is.
            let id = format!(
                "{}:{}",
                document.path.as_ref().map_or("-".into(), |path| path.to_string_lossy()),
                at + from
            );
            write(&Sentence { id: &id, start, text: body, blank_follows, tokens }, out);
            start = Start::Sentence;
        }
    }
}

impl Command for Conllu {
    type State<'a> = Option<Worker<'a>>;

    fn state<'a>(&'a self, _: &'a Document) -> Option<Worker<'a>> {
        self.normalizer.as_ref().map(Normalizer::worker)
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
        let mut is_first = block.start.bytes == 0;
        let mut out = String::new();
        document.each_prose(block, made, &mut |prose, at, _| {
            if let Some(worker) = worker.as_mut().filter(|_| !document.is_text()) {
                worker.start_in(Context::default());
            }
            let mut places = prose.locator();
            for (start, line) in lines(prose.text) {
                let at = at + places.cover(start..start).start;
                let normalized = worker.as_mut().map(|worker| worker.normalize_next(line));
                let text = normalized.as_ref().map_or(line, dabir::Normalized::text);
                let before = out.len();
                self.line(text, document, at, is_first, &mut out);
                is_first &= out.len() == before;
            }
            Ok(())
        })?;
        made.bytes = out.into_bytes();
        Ok(())
    }
}
