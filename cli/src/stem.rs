//! `dabir stem`

use crate::Status;
use crate::args::{MorphologyFormat, StemArgs};
use crate::morphology::{EachWord, run};
use crate::run::Command;
use anyhow::Error;
use dabir_stem::Stemmer;
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
struct Stem<'a> {
    token: &'a str,
    stem: &'a str,
    span: [usize; 2],
}

pub(crate) fn stem(args: &StemArgs) -> Result<Status, Error> {
    run(&stems(args), &args.words)
}

/// Stems one by one.
pub(crate) fn stems(args: &StemArgs) -> impl Command {
    let stemmer = Stemmer::with_mode(args.mode.into());
    EachWord::new(&args.words, false, args.format, move |word, out| {
        let stem = if word.is_word { stemmer.stem(word.text) } else { Cow::Borrowed(word.text) };
        if args.format == MorphologyFormat::Jsonl {
            serde_json::to_writer(out, &Stem { token: word.text, stem: &stem, span: word.span })?;
        } else {
            out.extend_from_slice(stem.as_bytes());
        }
        Ok(())
    })
}
