//! What is in force for a file: how its text is normalized.

use crate::args::NormalizerArgs;
use anyhow::{Context, Error};
use dabir::{Dictionary, Model, Normalizer, NormalizerBuilder, Rule};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// What is in force for one file.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) normalizer: Normalizer,
    /// What a document says of a word counts in later places: its parts must be normalized in order.
    pub(crate) evidence: bool,
}

/// Finds the settings of each file, and keeps them.
#[derive(Debug)]
pub(crate) struct AllSettings {
    given: Arc<Settings>,
}

impl Default for AllSettings {
    fn default() -> Self {
        Self { given: Arc::new(Settings { normalizer: Normalizer::new(), evidence: false }) }
    }
}

impl AllSettings {
    /// # Errors
    /// A file that the arguments name can't be read or makes no sense.
    pub(crate) fn new(args: &NormalizerArgs) -> Result<Self, Error> {
        let normalizer = normalizer(args)?;
        Ok(Self { given: Arc::new(Settings { normalizer, evidence: args.evidence }) })
    }

    /// The settings for a file, or for standard input.
    pub(crate) fn of(&self, _file: Option<&Path>) -> Result<Arc<Settings>, Error> {
        Ok(Arc::clone(&self.given))
    }
}

fn normalizer(args: &NormalizerArgs) -> Result<Normalizer, Error> {
    let mut builder = Normalizer::builder()
        .preset(args.preset.unwrap_or_default())
        .ezafe(args.ezafe.unwrap_or_default())
        .confidence(args.confidence.unwrap_or_default())
        .document_evidence(args.evidence);
    if let Some(path) = &args.dictionary {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        builder = builder.dictionary(Dictionary::parse(&text).with_context(|| path.display().to_string())?);
    }
    if let Some(path) = &args.model {
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        builder = builder.model(Model::from_bytes(bytes).with_context(|| path.display().to_string())?);
    }
    if let Some(digits) = args.digits {
        builder = builder.digits(digits);
    }
    let switch = |builder: NormalizerBuilder, rules: &[Rule], on| {
        rules.iter().fold(builder, |builder, &rule| builder.rule(rule, on))
    };
    builder = switch(builder, &args.enable, true);
    builder = switch(builder, &args.disable, false);
    Ok(args.unprotect.iter().fold(builder, |builder, &class| builder.protect(class, false)).build())
}
