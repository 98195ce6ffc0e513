//! Builds Dabir's lexicon and spacing model from public corpora, and measures them.

#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool reports")]

mod artefact;
mod calibrate;
mod contexts;
mod corpus;
mod corrupt;
mod counts;
mod evaluate;
mod forms;
mod inflect;
mod labels;
mod learn;
mod lexicon;
mod prepare;
mod productive;
mod random;

use anyhow::{Context, Result};
use clap::Parser;
use dabir::Model;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

/// Trains the spacing model, measures one, or builds the lexicon.
#[derive(Debug, Parser)]
#[command(version)]
struct Args {
    /// Folder with train/, dev/ and lexicon/, as docs/training.md describes it
    #[arg(long)]
    data: PathBuf,
    /// Counts of how texts write pairs of pieces: where they differ, either is right
    #[arg(long, required_unless_present = "lexicon")]
    attest: Option<PathBuf>,
    /// Write the lexicon of the lemmatizer here, and do nothing else
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Where to write the model
    #[arg(long, required_unless_present_any = ["measure", "lexicon"])]
    out: Option<PathBuf>,
    /// Measure this model instead of training one
    #[arg(long, value_name = "MODEL")]
    measure: Option<PathBuf>,
    /// Show so many of the most frequent errors
    #[arg(long, default_value_t = 0)]
    errors: usize,
    #[command(flatten)]
    training: learn::Options,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let clock = Instant::now();
    let step = |what: &str| eprintln!("{:6.1} s  {what}", clock.elapsed().as_secs_f32());
    if let Some(path) = &args.lexicon {
        let bytes = lexicon::build(&args.data)?;
        step(&format!("{} bytes", bytes.len()));
        return fs::write(path, bytes).with_context(|| path.display().to_string());
    }
    let attest = args.attest.as_deref().context("--attest is missing")?;
    let dev = evaluate::Dev::load(&args.data, attest)?;
    let bytes = match (&args.measure, &args.out) {
        (Some(path), _) => fs::read(path).with_context(|| path.display().to_string())?,
        (None, out) => {
            let corpus = prepare::Corpus::load(&args.data)?;
            step(&format!("{} stretches, {} strings", corpus.lines.len(), corpus.counts.seen.len()));
            let weights = learn::train(&corpus, &args.training, step);
            let mut artefact = artefact::Artefact::new(&corpus.counts, &weights);
            artefact.kinds = calibrate::fit(&dev, &artefact.model()?);
            let bytes = artefact.bytes();
            step(&format!("{} bytes", bytes.len()));
            if let Some(out) = out {
                fs::write(out, &bytes).with_context(|| out.display().to_string())?;
            }
            bytes
        }
    };
    dev.report(&Model::from_bytes(bytes)?, args.errors);
    step("measured");
    Ok(())
}
