//! `dabir lemmatize` and `dabir analyze`

use crate::args::{AnalyzeArgs, LemmatizeArgs, MorphologyFormat, WordInput};
use crate::input::{Block, Joint, each_batch, lines};
use anyhow::{Context, Error, anyhow};
use dabir::TokenKind;
use dabir_stem::{Analyzer, Lemmatizer, Pos, Verb, stop_class};
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;

/// A word of the input, with what a column beside it says of its class.
pub(crate) struct Word<'a> {
    pub(crate) text: &'a str,
    /// It is a word, not a number, a mark, an address: those stay as they are.
    pub(crate) is_word: bool,
    pos: Option<Pos>,
    /// Where it is in the file, in bytes.
    pub(crate) start: usize,
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

pub(crate) fn lemmatize(args: &LemmatizeArgs, out: &mut impl Write) -> Result<bool, Error> {
    let lemmatizer = Lemmatizer::new().verb_lemma(args.verb_lemma.into()).become_as_do(args.become_as_do);
    run(&args.input, args.pos, args.format, out, |word, out| {
        let lemma =
            if word.is_word { lemmatizer.lemmatize(word.text, word.pos) } else { Cow::Borrowed(word.text) };
        if args.format == MorphologyFormat::Jsonl {
            let span = [word.start, word.start + word.text.len()];
            serde_json::to_writer(out, &Lemma { token: word.text, lemma, span })?;
        } else {
            out.extend_from_slice(lemma.as_bytes());
        }
        Ok(())
    })
}

pub(crate) fn analyze(args: &AnalyzeArgs, out: &mut impl Write) -> Result<bool, Error> {
    let analyzer = Analyzer::new();
    run(&args.input, false, args.format, out, |word, out| {
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
                    span: [word.start, word.start + text.len()],
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

/// Prints what `print` makes of each word of the input, in the arrangement that `format` asks for.
pub(crate) fn run(
    input: &WordInput,
    with_pos: bool,
    format: MorphologyFormat,
    out: &mut impl Write,
    print: impl Fn(&Word<'_>, &mut Vec<u8>) -> Result<(), Error> + Sync,
) -> Result<bool, Error> {
    let print = |(block, before): (&Block, usize)| -> Result<Vec<u8>, Error> {
        let Block::Text { text, offset, .. } = block else { return Ok(Vec::new()) };
        let mut out = Vec::with_capacity(text.len() * 2);
        for (start, line) in lines(text) {
            let at = offset + start;
            let words = if with_pos {
                let number = || before + text[..start].matches('\n').count() + 1;
                with_class(line, at).with_context(|| format!("line {}", number()))?.into_iter().collect()
            } else if input.pretokenized {
                given(line, at)
            } else {
                found(line, at)
            };
            let shown = |word: &&Word<'_>| !input.stop || stop_class(word.text).is_none();
            for (i, word) in words.iter().filter(shown).enumerate() {
                if format == MorphologyFormat::Text && i > 0 {
                    out.push(b' ');
                }
                print(word, &mut out)?;
                if format != MorphologyFormat::Text {
                    out.push(b'\n');
                }
            }
            let ends = text[start + line.len()..].starts_with(['\n', '\r']);
            // Between the lines of words that are given stands what stood there.
            let blank = format == MorphologyFormat::Lines && line.trim().is_empty();
            if format == MorphologyFormat::Text && ends || blank {
                out.push(b'\n');
            }
        }
        Ok(out)
    };
    let mut joint = Joint::default();
    let mut before = 0;
    each_batch(&input.files, |batch| {
        let lines: Vec<usize> = batch.iter().map(|block| lines_before(block, &mut before)).collect();
        let printed: Result<Vec<_>, Error> = batch.par_iter().zip(lines).map(print).collect();
        for (block, printed) in batch.iter().zip(printed?) {
            if format == MorphologyFormat::Text {
                out.write_all(joint.before(block))?;
            }
            out.write_all(&printed)?;
        }
        out.flush()?;
        Ok(())
    })
}

/// The words of running text.
fn found(line: &str, offset: usize) -> Vec<Word<'_>> {
    let word = |token: dabir::Token<'_>| Word {
        text: &line[token.span()],
        is_word: token.kind() == TokenKind::Word,
        pos: None,
        start: offset + token.span().start,
    };
    dabir::words(line).map(word).collect()
}

/// How many lines of its file come before the block; `before` goes on to the next.
fn lines_before(block: &Block, before: &mut usize) -> usize {
    match block {
        Block::Text { text, .. } => {
            let first = *before;
            *before += text.matches('\n').count();
            first
        }
        Block::End(_) => std::mem::take(before),
    }
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
    Ok((!text.is_empty()).then_some(Word { text, is_word: true, pos, start: offset }))
}

/// The words between white space.
fn given(line: &str, offset: usize) -> Vec<Word<'_>> {
    let mut at = 0;
    let mut words = Vec::new();
    for text in line.split(char::is_whitespace) {
        if !text.is_empty() {
            words.push(Word { text, is_word: true, pos: None, start: offset + at });
        }
        at += text.len() + line[at + text.len()..].chars().next().map_or(0, char::len_utf8);
    }
    words
}
