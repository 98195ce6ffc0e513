//! The arguments of `dabir normalize`.

use super::io::Input;
use super::normalizer::NormalizerArgs;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct NormalizeArgs {
    #[command(flatten)]
    pub(crate) normalizer: NormalizerArgs,
    /// What to print: the text, or each line as JSON with its edits
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: NormalizeFormat,
    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NormalizeFormat {
    /// The normalized text
    Text,
    /// An object a line: the text and its edits; a line over 1 MiB comes in parts of the same number
    Jsonl,
}
