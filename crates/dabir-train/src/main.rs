//! Builds Dabir's lexicon and spacing model from public corpora, and measures them.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool reports")]

mod corpus;
mod corrupt;
mod counts;
mod evaluate;
mod labels;
mod learn;
mod random;

use anyhow::Result;
use clap::Parser;
use std::path::PathBuf;

/// Trains and measures the spacing model.
#[derive(Parser)]
struct Args {
    /// Folder with train/, dev/ and lexicon/.
    #[arg(long)]
    data: PathBuf,
    #[arg(long, default_value_t = 8)]
    epochs: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, default_value_t = 40)]
    errors: usize,
}

fn main() -> Result<()> {
    let args = Args::parse();
    learn::run(&args)
}
