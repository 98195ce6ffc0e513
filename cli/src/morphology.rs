//! `dabir lemmatize` and `dabir analyze`

use crate::Status;
use crate::args::{AnalyzeArgs, LemmatizeArgs, MorphologyFormat, WordInput};
use crate::conllu::Conllu;
use crate::format::{Locator, Prose};
use crate::input::{Block, Document, lines};
use crate::io;
use crate::run::{Command, Made};
use crate::settings::AllSettings;
use anyhow::{Context, Error, anyhow, bail};
use dabir::TokenKind;
use dabir_stem::{Analyzer, Lemmatizer, Pos, Verb, stop_class};
use memchr::memchr_iter;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::Arc;

/// A word of the input, with what a column beside it says of its class.
pub(crate) struct Word<'a> {
    pub(crate) text: &'a str,
    /// It is a word, not a number, a mark, an address: those stay as they are.
    pub(crate) is_word: bool,
    pos: Option<Pos>,
    /// Where it is in the file, in bytes.
    pub(crate) span: [usize; 2],
}

impl Word<'_> {
    /// From its place in a prose to that in the file.
    fn place(&mut self, places: &mut Locator<'_>, offset: usize) {
        let [start, end] = self.span;
        let span = places.cover(start..end);
        self.span = [offset + span.start, offset + span.end];
    }
}

#[derive(Serialize)]
struct Lemma<'a> {
    token: &'a str,
    lemma: Cow<'a, str>,
    span: [usize; 2],
}

#[derive(Serialize)]
struct Analysis<'a> {
    token: &'a str,
    lemma: String,
    pos: &'static str,
    /// The infinitive.
    #[serde(skip_serializing_if = "Option::is_none")]
    verb: Option<String>,
    stem: &'a str,
    affixes: Vec<Affix<'a>>,
    segments: Vec<&'a str>,
    words: Vec<&'a str>,
    cost: i32,
    span: [usize; 2],
}

#[derive(Serialize)]
struct Affix<'a> {
    text: &'a str,
    function: &'static str,
}

pub(crate) fn lemmatize(args: &LemmatizeArgs) -> Result<Status, Error> {
    if let Some(format) = args.format.arrangement() {
        return run(&lemmas(args, format), &args.words);
    }
    if args.words.stop || args.words.pretokenized {
        bail!("--format conllu is for running text, with all its tokens: not for --stop or --pretokenized");
    }
    conllu(args).run(&args.words.io)
}

/// Lemmas one by one.
pub(crate) fn lemmas(args: &LemmatizeArgs, format: MorphologyFormat) -> impl Command {
    let lemmatizer = lemmatizer(args);
    EachWord::new(&args.words, args.pos, format, move |word, out| {
        let lemma =
            if word.is_word { lemmatizer.lemmatize(word.text, word.pos) } else { Cow::Borrowed(word.text) };
        if format == MorphologyFormat::Jsonl {
            serde_json::to_writer(out, &Lemma { token: word.text, lemma, span: word.span })?;
        } else {
            out.extend_from_slice(lemma.as_bytes());
        }
        Ok(())
    })
}

/// What `--format conllu` asks for.
pub(crate) fn conllu(args: &LemmatizeArgs) -> Conllu {
    let analyzer = Analyzer::new();
    let splitter = Some(analyzer.clone());
    Conllu { normalizer: None, splitter, lemmatizer: Some((lemmatizer(args), analyzer)) }
}

fn lemmatizer(args: &LemmatizeArgs) -> Lemmatizer {
    Lemmatizer::new().verb_lemma(args.verb_lemma.into()).become_as_do(args.become_as_do)
}

pub(crate) fn analyze(args: &AnalyzeArgs) -> Result<Status, Error> {
    run(&analyses(args), &args.words)
}

/// Analyses one by one.
pub(crate) fn analyses(args: &AnalyzeArgs) -> impl Command {
    let analyzer = Analyzer::new();
    EachWord::new(&args.words, false, args.format, move |word, out| {
        let text = word.text;
        let mut analyses = analyzer.analyze(text);
        if !args.all {
            analyses.truncate(1);
        }
        for (i, a) in analyses.into_iter().enumerate() {
            if args.format == MorphologyFormat::Jsonl {
                let affixes = a
                    .affixes
                    .iter()
                    .map(|x| Affix { text: &text[x.span.clone()], function: x.function.name() });
                let analysis = Analysis {
                    token: text,
                    affixes: affixes.collect(),
                    segments: a.segments().map(|s| &text[s]).collect(),
                    words: a.words().into_iter().map(|s| &text[s]).collect(),
                    stem: &text[a.stem.clone()],
                    pos: a.pos.name(),
                    verb: a.verb.map(Verb::infinitive),
                    lemma: a.lemma,
                    cost: a.cost,
                    span: word.span,
                };
                out.extend_from_slice(if i > 0 { b"\n" } else { b"" });
                serde_json::to_writer(&mut *out, &analysis)?;
            } else {
                out.extend_from_slice(if i > 0 { b"/" } else { b"" });
                let segments: Vec<_> = a.segments().map(|s| &text[s]).collect();
                out.extend_from_slice(segments.join("|").as_bytes());
            }
        }
        Ok(())
    })
}

/// Does with the words of the input what the command does.
pub(crate) fn run(command: &impl Command, words: &WordInput) -> Result<Status, Error> {
    io::run(command, &words.io, None, None, Arc::new(AllSettings::built_in()))
}

/// Prints what `print` makes of each word, in the arrangement that `format` asks for.
pub(crate) struct EachWord<'a, P> {
    words: &'a WordInput,
    with_pos: bool,
    format: MorphologyFormat,
    print: P,
}

impl<'a, P: Fn(&Word<'_>, &mut Vec<u8>) -> Result<(), Error> + Sync> EachWord<'a, P> {
    pub(crate) fn new(words: &'a WordInput, with_pos: bool, format: MorphologyFormat, print: P) -> Self {
        Self { words, with_pos, format, print }
    }
}

impl<P: Fn(&Word<'_>, &mut Vec<u8>) -> Result<(), Error> + Sync> Command for EachWord<'_, P> {
    type State<'a>
        = ()
    where
        Self: 'a;

    fn state<'a>(&'a self, _: &'a Document) {}

    fn ends_lines(&self) -> bool {
        self.format == MorphologyFormat::Text
    }

    fn block<'a>(
        &'a self,
        (): &mut (),
        document: &'a Document,
        block: &Block,
        made: &mut Made,
    ) -> Result<(), Error> {
        if self.format == MorphologyFormat::Text && block.start.line_bytes > 0 {
            // The line was cut between two words.
            made.bytes.push(b' ');
        }
        document.each_prose(block, made, &mut |prose, at, made| {
            self.lines(prose, at, block, &mut made.bytes)?;
            if self.format == MorphologyFormat::Text && !document.is_text() {
                made.bytes.push(b'\n');
            }
            Ok(())
        })
    }
}

impl<P: Fn(&Word<'_>, &mut Vec<u8>) -> Result<(), Error>> EachWord<'_, P> {
    /// Prints the words of a prose, whose places count from byte `offset` of the document.
    fn lines(&self, prose: &Prose<'_>, offset: usize, block: &Block, out: &mut Vec<u8>) -> Result<(), Error> {
        let text = prose.text;
        let mut places = prose.locator();
        for (start, line) in lines(text) {
            let mut words = if self.with_pos {
                let word = with_class(line, start).with_context(|| {
                    let before = offset + places.cover(start..start).start - block.start.bytes;
                    let ended = memchr_iter(b'\n', &block.bytes[..before]).count();
                    format!("line {}", block.start.lines + ended + 1)
                })?;
                word.into_iter().collect()
            } else if self.words.pretokenized {
                given(line, start)
            } else {
                found(line, start)
            };
            if self.format == MorphologyFormat::Jsonl {
                for word in &mut words {
                    word.place(&mut places, offset);
                }
            }
            let shown = |word: &&Word<'_>| !self.words.stop || stop_class(word.text).is_none();
            for (i, word) in words.iter().filter(shown).enumerate() {
                if self.format == MorphologyFormat::Text && i > 0 {
                    out.push(b' ');
                }
                (self.print)(word, out)?;
                if self.format != MorphologyFormat::Text {
                    out.push(b'\n');
                }
            }
            let ends = text[start + line.len()..].starts_with(['\n', '\r']);
            // Between the lines of words that are given stands what stood there.
            let blank = self.format == MorphologyFormat::Lines && line.trim().is_empty();
            if self.format == MorphologyFormat::Text && ends || blank {
                out.push(b'\n');
            }
        }
        Ok(())
    }
}

/// The words of running text.
fn found(line: &str, offset: usize) -> Vec<Word<'_>> {
    let word = |token: dabir::Token<'_>| Word {
        text: &line[token.span()],
        is_word: token.kind() == TokenKind::Word,
        pos: None,
        span: [offset + token.span().start, offset + token.span().end],
    };
    dabir::words(line).map(word).collect()
}

/// The word in the first field of the line, with the class in the second; empty or `_` says nothing.
fn with_class(line: &str, offset: usize) -> Result<Option<Word<'_>>, Error> {
    let (text, rest) = line.split_once('\t').unwrap_or((line, ""));
    let name = rest.split('\t').next().unwrap_or_default().trim();
    let pos = match name {
        "" | "_" => None,
        _ => Some(Pos::from_name(name).ok_or_else(|| {
            let names: Vec<_> = Pos::ALL.iter().map(|pos| pos.name()).collect();
            anyhow!("{name} is no word class; known are {}", names.join(" "))
        })?),
    };
    Ok((!text.is_empty()).then_some(Word { text, is_word: true, pos, span: [offset, offset + text.len()] }))
}

/// The words between white space.
fn given(line: &str, offset: usize) -> Vec<Word<'_>> {
    let mut at = 0;
    let mut words = Vec::new();
    for text in line.split(char::is_whitespace) {
        if !text.is_empty() {
            words.push(Word {
                text,
                is_word: true,
                pos: None,
                span: [offset + at, offset + at + text.len()],
            });
        }
        at += text.len() + line[at + text.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}
