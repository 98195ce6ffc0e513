//! How findings are printed.

mod github;
mod human;
mod json;
mod sarif;

use super::finding::Finding;
use crate::args::CheckFormat;
use crate::style::Look;
use anyhow::Error;
use std::io::Write;

/// Prints findings, each by itself.
#[derive(Debug)]
pub(super) struct Report {
    format: CheckFormat,
    look: Look,
}

impl Report {
    pub(super) fn new(format: CheckFormat, look: Look) -> Self {
        Self { format, look }
    }

    /// The line before all findings.
    pub(super) fn head(&self) -> Option<String> {
        (self.format == CheckFormat::Sarif).then(sarif::head)
    }

    /// A finding.
    pub(super) fn finding(&self, file: &str, finding: &Finding, out: &mut impl Write) -> Result<(), Error> {
        match self.format {
            CheckFormat::Human => human::write(file, finding, &self.look, out),
            CheckFormat::Json => json::write(file, finding, out),
            CheckFormat::Sarif => sarif::write(file, finding, out),
            CheckFormat::Github => github::write(file, finding, out),
        }
    }

    /// What sets each finding off from those before it; it is not wanted before the first of all.
    pub(super) fn separator(&self) -> &'static [u8] {
        if self.format == CheckFormat::Sarif { sarif::SEPARATOR } else { b"" }
    }

    /// The line after all findings.
    pub(super) fn foot(&self) -> Option<&'static str> {
        (self.format == CheckFormat::Sarif).then_some(sarif::FOOT)
    }
}

/// The ids of the rules, the chief one first.
fn ids(finding: &Finding) -> Vec<&'static str> {
    finding.rules().into_iter().map(dabir::Rule::id).collect()
}
