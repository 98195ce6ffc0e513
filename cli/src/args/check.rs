//! The arguments of `dabir check`.

use super::io::{Input, Work};
use super::normalizer::NormalizerArgs;
use super::values::selector;
use crate::selector::Selector;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Mend what is found: files are rewritten, standard input goes to standard output
    #[arg(long, group = "mode")]
    pub(crate) fix: bool,
    /// Print what would be mended as a unified diff; where it is not coloured, git apply takes it
    #[arg(long, group = "mode")]
    pub(crate) diff: bool,
    /// Print only how many findings each rule and each file has
    #[arg(long, group = "mode")]
    pub(crate) summary: bool,
    /// Write the findings to this file, so that --baseline does not report them again
    #[arg(long, value_name = "FILE", group = "mode")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value = "human", conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub(crate) format: CheckFormat,
    /// Look for this rule only, or for a group such as zwnj; may be given more than once
    #[arg(long, value_name = "RULE", value_parser = selector, help_heading = "What is looked for")]
    pub(crate) rule: Vec<Selector>,
    /// Do not look for this rule or group
    #[arg(long, value_name = "RULE", value_parser = selector, help_heading = "What is looked for")]
    pub(crate) no_rule: Vec<Selector>,
    /// Report only what this file, made by --write-baseline, does not know
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline", help_heading = "What is looked for")]
    pub(crate) baseline: Option<PathBuf>,
    /// What standard input is called in messages, and where its configuration is looked for
    #[arg(long, value_name = "FILE", help_heading = "What is looked for")]
    pub(crate) stdin_name: Option<PathBuf>,
    /// Leave out files that the configuration excludes also if they are named here
    #[arg(long, help_heading = "What is looked for")]
    pub(crate) force_exclude: bool,
    #[command(flatten)]
    pub(crate) normalizer: NormalizerArgs,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) work: Work,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// FILE:LINE:COLUMN: RULE: «before» → «after», and the place in its line
    Human,
    /// An object a line
    Json,
    /// One object in the SARIF 2.1.0 format, for code scanning
    Sarif,
    /// Workflow commands, which GitHub shows in the changed files
    Github,
}
