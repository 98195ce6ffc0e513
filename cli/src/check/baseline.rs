//! Findings that are known and not to be reported again.
//!
//! An entry names the file, the rule and the words before and after, and how often they stand there: lines may move, and
//! nothing else is stored that a change elsewhere in the file would touch.

use super::finding::Finding;
use crate::output::replace;
use anyhow::{Context, Error, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
struct Key {
    rule: String,
    from: String,
    to: String,
}

#[derive(Deserialize, Serialize)]
struct Entry {
    /// From the folder of the baseline, with `/`.
    file: String,
    #[serde(flatten)]
    key: Key,
    count: usize,
}

/// How often findings of a file are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts(BTreeMap<Key, usize>);

impl Counts {
    /// Counts a finding.
    pub(super) fn add(&mut self, finding: &Finding) {
        self.add_key(Key::of(finding), 1);
    }

    fn add_key(&mut self, key: Key, count: usize) {
        *self.0.entry(key).or_default() += count;
    }

    /// Takes a finding away; false if it is not known, or not so often.
    pub(super) fn take(&mut self, finding: &Finding) -> bool {
        let count = if self.0.is_empty() { None } else { self.0.get_mut(&Key::of(finding)) };
        let Some(count) = count.filter(|count| **count > 0) else { return false };
        *count -= 1;
        true
    }

    /// How many entries are left.
    pub(super) fn left(&self) -> usize {
        self.0.values().filter(|&&count| count > 0).count()
    }
}

impl Key {
    fn of(finding: &Finding) -> Self {
        Self { rule: finding.rule().id().to_owned(), from: finding.from.clone(), to: finding.to.clone() }
    }
}

/// Known findings, by the names of their files.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    path: PathBuf,
    files: BTreeMap<String, Counts>,
}

impl Baseline {
    /// An empty one, to be written to this file.
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), files: BTreeMap::new() }
    }

    /// # Errors
    /// The file can't be read or makes no sense.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut baseline = Self::new(path);
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str(line) {
                Ok(Entry { file, key, count }) => {
                    baseline.files.entry(file).or_default().add_key(key, count);
                }
                Err(error) => bail!("{}:{}: no entry of a baseline: {error}", path.display(), number + 1),
            }
        }
        Ok(baseline)
    }

    /// The file as seen from the folder of the baseline.
    fn name(&self, file: &Path) -> String {
        let folder = crate::settings::real(&self.path);
        let file = crate::settings::real(file);
        let folder = folder.parent().unwrap_or(Path::new(""));
        let name = file.strip_prefix(folder).unwrap_or(&file);
        name.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// What is known of a file.
    pub(super) fn of(&self, file: &Path) -> Counts {
        self.files.get(&self.name(file)).cloned().unwrap_or_default()
    }

    /// Adds what was found in a file.
    pub(super) fn add(&mut self, file: &Path, Counts(counts): Counts) {
        let known = self.files.entry(self.name(file)).or_default();
        counts.into_iter().for_each(|(key, count)| known.add_key(key, count));
    }

    /// An object a line, sorted.
    pub(super) fn write(&self) -> Result<(), Error> {
        let mut bytes = Vec::new();
        for (file, Counts(counts)) in &self.files {
            for (key, &count) in counts {
                serde_json::to_writer(&mut bytes, &Entry { file: file.clone(), key: key.clone(), count })?;
                writeln!(bytes)?;
            }
        }
        replace(&self.path, &bytes)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
