//! The arguments of `dabir config`.

use super::normalizer::NormalizerArgs;
use super::values::selector;
use crate::selector::Selector;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    #[command(flatten)]
    pub(crate) normalizer: NormalizerArgs,
    /// As of dabir check: look for this rule or group only
    #[arg(long, value_name = "RULE", value_parser = selector, help_heading = "What is looked for")]
    pub(crate) rule: Vec<Selector>,
    /// As of dabir check: do not look for this rule or group
    #[arg(long, value_name = "RULE", value_parser = selector, help_heading = "What is looked for")]
    pub(crate) no_rule: Vec<Selector>,
    /// What to print
    #[arg(long, value_enum, default_value = "toml", help_heading = "Options")]
    pub(crate) format: ConfigFormat,
    /// The file whose settings to show; the working folder's if not given
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConfigFormat {
    /// A configuration file that says the same, with the origin of each value
    Toml,
    /// One object: the files; key, value and origin of each setting
    Json,
}
