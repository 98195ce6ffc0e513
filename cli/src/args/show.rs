//! The arguments of `dabir rules`, `dabir explain` and `dabir diff`.

use super::normalizer::NormalizerArgs;
use super::values::selector;
use crate::selector::Selector;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ReportFormat,
    /// Rules or groups; all if none is given
    #[arg(value_name = "RULE", value_parser = selector)]
    pub(crate) rules: Vec<Selector>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) normalizer: NormalizerArgs,
    /// The text; standard input if none is given
    #[arg(value_name = "TEXT")]
    pub(crate) text: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// Fold also what readers hold for equal: diacritics, hamza, half-spaces (the preset search)
    #[arg(long, conflicts_with = "preset")]
    pub(crate) fold: bool,
    /// Print only how many words are the same, removed and added
    #[arg(long)]
    pub(crate) stat: bool,
    /// Words shown before and after a difference
    #[arg(long, value_name = "WORDS", default_value = "5")]
    pub(crate) context: usize,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) normalizer: NormalizerArgs,
    /// The first text; - is standard input
    #[arg(value_name = "A")]
    pub(crate) a: PathBuf,
    /// The second text
    #[arg(value_name = "B")]
    pub(crate) b: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// JSON
    Json,
}
