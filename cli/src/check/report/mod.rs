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

/// Prints the findings of one file after the other.
#[derive(Debug)]
pub(crate) struct Report {
    format: CheckFormat,
    look: Look,
    /// Nothing has been printed yet.
    first: bool,
}

impl Report {
    pub(crate) fn new(format: CheckFormat, look: Look) -> Self {
        Self { format, look, first: true }
    }

    /// What comes before all findings.
    pub(crate) fn start(&self, out: &mut impl Write) -> Result<(), Error> {
        match self.format {
            CheckFormat::Sarif => sarif::start(out),
            _ => Ok(()),
        }
    }

    /// The next findings of a file.
    pub(crate) fn findings(
        &mut self,
        file: &str,
        findings: &[Finding],
        out: &mut impl Write,
    ) -> Result<(), Error> {
        for finding in findings {
            match self.format {
                CheckFormat::Human => human::write(file, finding, &self.look, out)?,
                CheckFormat::Json => json::write(file, finding, out)?,
                CheckFormat::Sarif => sarif::write(file, finding, self.first, out)?,
                CheckFormat::Github => github::write(file, finding, out)?,
            }
            self.first = false;
        }
        Ok(())
    }

    /// What comes after all findings.
    pub(crate) fn end(&self, out: &mut impl Write) -> Result<(), Error> {
        match self.format {
            CheckFormat::Sarif => sarif::end(out),
            _ => Ok(()),
        }
    }
}

/// The ids of the rules, the chief one first.
fn ids(finding: &Finding) -> Vec<&'static str> {
    finding.rules().into_iter().map(dabir::Rule::id).collect()
}
