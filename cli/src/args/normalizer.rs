//! How text is normalized, as arguments.

use super::values::{confidence, digits, ezafe, preset, protected, rule, selector};
use crate::selector::Selector;
use clap::Args;
use dabir::{Confidence, Digits, Ezafe, Preset, Protected, Rule};
use std::path::PathBuf;

/// What is not given comes from the configuration, or from the library.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "What is corrected")]
pub(crate) struct NormalizerArgs {
    /// Set of rules to start from [default: standard]
    #[arg(long, value_parser = preset())]
    pub(crate) preset: Option<Preset>,
    /// Digits of numbers in Persian text [default: persian; search: ascii]
    #[arg(long, value_parser = digits())]
    pub(crate) digits: Option<Digits>,
    /// Spelling of the ezafe after silent heh [default: keep]
    #[arg(long, value_parser = ezafe())]
    pub(crate) ezafe: Option<Ezafe>,
    /// Switch a rule on
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub(crate) enable: Vec<Rule>,
    /// Switch a rule off, or a group of them such as punctuation
    #[arg(long, value_name = "RULE", value_parser = selector)]
    pub(crate) disable: Vec<Selector>,
    /// Normalize inside spans of this class too
    #[arg(long, value_name = "CLASS", value_parser = protected)]
    pub(crate) unprotect: Vec<Protected>,
    /// How sure the spacing model must be: careful, standard, eager, or a probability such as 0.9 [default: standard]
    #[arg(long, value_name = "HOW", value_parser = confidence, allow_negative_numbers = true)]
    pub(crate) confidence: Option<Confidence>,
    /// Words of your own: one a line as it is written, or after ! to leave it alone; # starts a comment
    #[arg(long, value_name = "FILE")]
    pub(crate) dictionary: Option<PathBuf>,
    /// Let a word that the document writes with a half-space somewhere get it in later places too; one thread
    #[arg(long)]
    pub(crate) evidence: bool,
    /// Spacing model to use instead of the built-in one
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Configuration file to use instead of the dabir.toml nearest to each file, upward from its folder
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Configuration")]
    pub(crate) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, help_heading = "Configuration")]
    pub(crate) no_config: bool,
}
