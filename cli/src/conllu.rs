//! `dabir tokenize` and `dabir lemmatize` with `--format conllu`: sentences, tokens and words in the columns of Universal
//! Dependencies.

use crate::Status;
use crate::args::Io;
use crate::format::conllu::{Sentence, Start, Token, Word, document as start_of, write};
use crate::input::{Block, Document, lines};
use crate::io;
use crate::normalize::start_prose;
use crate::run::{Command, Made};
use crate::settings::AllSettings;
use anyhow::Error;
use dabir::{Normalizer, TokenKind, Worker};
use dabir_stem::{Analyzer, Lemmatizer, StopClass, stop_class};
use std::sync::Arc;
use std::sync::atomic::Ordering;

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
            // Of function words the class that a list gives them is right more often than any analysis without context.
            let of_list = stop_class(form).and_then(upos_of);
            let upos = of_list.or_else(|| analyzer.analyze(form).first().map(|best| best.pos.name()));
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

    /// Appends the sentences of a line, whose places `place` finds in the document.
    fn line(&self, text: &str, document: &Document, place: &mut dyn FnMut(usize) -> usize, out: &mut String) {
        let mut start = Start::Paragraph;
        for sentence in dabir::sentences(text) {
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
                place(sentence.span().start)
            );
            write(&Sentence { id: &id, start, text: body, blank_follows, tokens }, out);
            start = Start::Sentence;
        }
    }
}

/// The universal class of a function word, where all of its class have one.
fn upos_of(class: StopClass) -> Option<&'static str> {
    match class {
        StopClass::Preposition => Some("ADP"),
        StopClass::Pronoun => Some("PRON"),
        StopClass::Determiner => Some("DET"),
        StopClass::Adverb => Some("ADV"),
        _ => None,
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
        // What markup or an edit makes one place of are still two sentences.
        let mut free = 0;
        let mut out = String::new();
        let result = document.each_prose(block, made, &mut |prose, at, _| {
            start_prose(worker.as_mut(), document);
            let mut places = prose.locator();
            for (start, line) in lines(prose.text) {
                let normalized = worker.as_mut().map(|worker| worker.normalize_next(line));
                let text = normalized.as_ref().map_or(line, dabir::Normalized::text);
                let alignment = normalized.as_ref().map(dabir::Normalized::alignment);
                let mut place = |from: usize| {
                    let from = start + alignment.map_or(from, |a| a.range_to_input(from..from).start);
                    let place = free.max(at + places.cover(from..from).start);
                    free = place + 1;
                    place
                };
                self.line(text, document, &mut place, &mut out);
            }
            Ok(())
        });
        // What stands before a record that ends the work is good.
        made.bytes = out.into_bytes();
        result
    }

    /// Only in turn is it known which sentence is the first.
    fn in_turn(&self, document: &Document, made: &mut Made) -> Result<(), Error> {
        if !made.bytes.is_empty() && !document.begun.swap(true, Ordering::Relaxed) {
            made.bytes.splice(..0, start_of(&document.name).into_bytes());
        }
        Ok(())
    }
}
