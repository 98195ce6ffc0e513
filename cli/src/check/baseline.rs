//! Findings that are known and not to be reported again.
//!
//! An entry names the file, the rule and the words before and after, and how often they stand there: lines may move, and
//! nothing else is stored that a change elsewhere in the file would touch.

use super::finding::Finding;
use anyhow::{Context, Error, bail};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
struct Key {
    /// From the folder of the baseline, with `/`.
    file: String,
    rule: String,
    from: String,
    to: String,
}

impl Key {
    fn of(file: &str, finding: &Finding) -> Self {
        Self {
            file: file.to_owned(),
            rule: finding.rule().id().to_owned(),
            from: finding.from.clone(),
            to: finding.to.clone(),
        }
    }
}

#[derive(Deserialize, Serialize)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    count: usize,
}

/// The counts of known findings.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    path: PathBuf,
    known: BTreeMap<Key, usize>,
    /// Files that have been checked.
    checked: BTreeSet<String>,
}

impl Baseline {
    /// An empty one, to be written to this file.
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// # Errors
    /// The file can't be read or makes no sense.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let mut baseline = Self::new(path);
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let entry: Entry = match serde_json::from_str(line) {
                Ok(entry) => entry,
                Err(error) => bail!("{}:{}: no entry of a baseline: {error}", path.display(), number + 1),
            };
            *baseline.known.entry(entry.key).or_default() += entry.count;
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

    /// A file is checked; says what it is called here.
    pub(super) fn start(&mut self, file: &Path) -> String {
        let name = self.name(file);
        self.checked.insert(name.clone());
        name
    }

    /// Takes out what is known of a file.
    pub(super) fn filter(&mut self, file: &str, findings: &mut Vec<Finding>) {
        findings.retain(|finding| match self.known.get_mut(&Key::of(file, finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
    }

    /// How many of the entries for files that were checked have not been found.
    pub(super) fn unused(&self) -> usize {
        self.known.iter().filter(|(key, count)| **count > 0 && self.checked.contains(&key.file)).count()
    }

    /// Adds what was found in a file.
    pub(super) fn add(&mut self, file: &str, findings: &[Finding]) {
        for finding in findings {
            *self.known.entry(Key::of(file, finding)).or_default() += 1;
        }
    }

    /// An object a line, sorted.
    pub(super) fn write(&self) -> Result<(), Error> {
        let mut bytes = Vec::new();
        for (key, &count) in &self.known {
            serde_json::to_writer(&mut bytes, &Entry { key: key.clone(), count })?;
            writeln!(bytes)?;
        }
        super::replace_file(&self.path, &bytes)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}
