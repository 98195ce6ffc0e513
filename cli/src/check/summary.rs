//! How much was found, by rule and by file.

use crate::args::CheckFormat;
use crate::style::Look;
use anyhow::Error;
use dabir::Rule;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Debug, Default)]
pub(super) struct Summary {
    /// Files that were read.
    files: usize,
    by_file: Vec<(String, usize)>,
    by_rule: BTreeMap<Rule, usize>,
    /// Of the file that has not ended.
    in_file: BTreeMap<Rule, usize>,
}

impl Summary {
    /// A file comes next.
    pub(super) fn start(&mut self, file: &str) {
        self.files += 1;
        // Of a file without findings nothing is said.
        if self.by_file.last().is_none_or(|(_, count)| *count > 0) {
            self.by_file.push((String::new(), 0));
        }
        if let Some((name, _)) = self.by_file.last_mut() {
            file.clone_into(name);
        }
    }

    /// Adds what was found in the file.
    pub(super) fn add(&mut self, by_rule: &BTreeMap<Rule, usize>) {
        for (&rule, count) in by_rule {
            *self.by_rule.entry(rule).or_default() += count;
            *self.in_file.entry(rule).or_default() += count;
        }
        if let Some((_, sum)) = self.by_file.last_mut() {
            *sum += by_rule.values().sum::<usize>();
        }
    }

    /// The file has ended; what was found in it is taken back unless it `counts`.
    pub(super) fn end(&mut self, counts: bool) {
        let in_file = std::mem::take(&mut self.in_file);
        for (rule, count) in in_file.into_iter().filter(|_| !counts) {
            *self.by_rule.entry(rule).or_default() -= count;
            if let Some((_, sum)) = self.by_file.last_mut() {
                *sum -= count;
            }
        }
    }

    fn hit(&self) -> impl Iterator<Item = &(String, usize)> {
        self.by_file.iter().filter(|(_, count)| *count > 0)
    }

    pub(super) fn findings(&self) -> usize {
        self.by_rule.values().sum()
    }

    /// `12 findings in 2 of 3 files`
    pub(super) fn sentence(&self) -> String {
        let count = |count: usize, of: &str| format!("{count} {of}{}", if count == 1 { "" } else { "s" });
        let findings = count(self.findings(), "finding");
        match (self.hit().count(), self.files) {
            (hit, files) if hit == files => format!("{findings} in {}", count(files, "file")),
            (hit, files) => format!("{findings} in {hit} of {}", count(files, "file")),
        }
    }

    /// Most frequent first.
    fn rules(&self) -> Vec<(Rule, usize)> {
        let mut rules: Vec<_> = self.by_rule.iter().map(|(&rule, &count)| (rule, count)).collect();
        rules.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        rules
    }

    pub(super) fn write(&self, format: CheckFormat, look: &Look, out: &mut impl Write) -> Result<(), Error> {
        if format == CheckFormat::Json {
            let map = |counts: &mut dyn Iterator<Item = (String, usize)>| -> Map<String, Value> {
                counts.map(|(name, count)| (name, count.into())).collect()
            };
            let rules = map(&mut self.rules().into_iter().map(|(rule, count)| (rule.id().to_owned(), count)));
            let files = map(&mut self.hit().cloned());
            let object = json!({
                "findings": self.findings(), "checked": self.files, "rules": rules, "files": files,
            });
            writeln!(out, "{object}")?;
            return Ok(());
        }
        let Look { place, rule: style, .. } = look;
        for (rule, count) in self.rules() {
            writeln!(out, "{count:7} {style}{rule}{style:#} {}", rule.description())?;
        }
        if self.findings() > 0 {
            writeln!(out)?;
        }
        for (file, count) in self.hit() {
            writeln!(out, "{count:7} {place}{file}{place:#}")?;
        }
        Ok(())
    }
}
