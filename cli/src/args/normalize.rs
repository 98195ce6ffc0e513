//! The arguments of `dabir normalize`.

use super::io::{InPlace, Io};
use super::normalizer::NormalizerArgs;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct NormalizeArgs {
    #[command(flatten)]
    pub(crate) normalizer: NormalizerArgs,
    /// What to print: the text, or each line as JSON with its edits
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: NormalizeFormat,
    /// Say on standard error what was read, changed and counted
    #[arg(long, value_enum, value_name = "HOW", num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    pub(crate) stats: Option<StatsFormat>,
    #[command(flatten)]
    pub(crate) io: Io,
    #[command(flatten)]
    pub(crate) in_place: InPlace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NormalizeFormat {
    /// The normalized text
    Text,
    /// An object a line: the text and its edits; a line over 1 MiB comes in parts of the same number
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatsFormat {
    /// A name and a number a line
    Table,
    /// One object
    Json,
}
