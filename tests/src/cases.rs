//! The case files under `tests/cases`: what they hold, and how to read them.
//!
//! A file holds one JSON object a line. Its folder says what is tested (`normalize`, `tokens`, `sentences`, `morphology`), its name
//! what its cases are about: ids are `name/what-it-shows`. Characters that no reader would see are written as `\u` escapes.
//! Any front end can run the files: they know nothing of Rust.

use dabir::{
    Confidence, Dictionary, Digits, Ezafe, Newlines, Normalizer, Preset, Protected, Rule, SentenceOptions,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A text and what the normalizer makes of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NormalizeCase {
    /// `file/what-it-shows`
    pub id: String,
    /// The text as it came.
    pub input: String,
    /// The text as it should be.
    pub output: String,
    /// What differs from the defaults.
    #[serde(default)]
    pub options: Options,
    /// Why the output is right.
    #[serde(default)]
    pub note: String,
}

/// A text and its tokens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenCase {
    /// `file/what-it-shows`
    pub id: String,
    /// The text.
    pub input: String,
    /// The tokens that are not white space.
    pub output: Vec<String>,
    /// Their kinds, by the names of [`dabir::TokenKind::name`], where the case is about them.
    pub kinds: Option<Vec<String>>,
    /// Why the output is right.
    #[serde(default)]
    pub note: String,
}

/// A text and its sentences.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentenceCase {
    /// `file/what-it-shows`
    pub id: String,
    /// The text.
    pub input: String,
    /// The sentences without the white space around them.
    pub output: Vec<String>,
    /// What differs from the defaults.
    #[serde(default)]
    pub options: SplitOptions,
    /// Why the output is right.
    #[serde(default)]
    pub note: String,
}

/// A word and its stem.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StemCase {
    /// `file/what-it-shows`
    pub id: String,
    /// The word.
    pub input: String,
    /// Its stem.
    pub output: String,
    /// `light` or `aggressive`; `light` if absent.
    pub mode: Option<String>,
    /// Why the output is right.
    #[serde(default)]
    pub note: String,
}

/// The choices from which a [`Normalizer`] is built, by the names that users write.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// `standard` if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// `persian`, `ascii`, `arabic`, `keep`; the preset's if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digits: Option<String>,
    /// `keep`, `hamza`, `ye`; `keep` if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ezafe: Option<String>,
    /// `careful`, `eager`, or a probability; `standard` if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<String>,
    /// Whether what the document writes elsewhere counts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub evidence: bool,
    /// The lines of a user dictionary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dictionary: Vec<String>,
    /// Rules switched on or off, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, bool>,
    /// Classes of protected spans switched on or off, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub protect: BTreeMap<String, bool>,
}

impl Options {
    /// The normalizer that these choices ask for.
    ///
    /// # Errors
    /// Says which name is unknown.
    pub fn normalizer(&self) -> Result<Normalizer, String> {
        let preset = named("preset", self.preset.as_deref(), Preset::from_name)?.unwrap_or_default();
        let mut builder = Normalizer::builder().preset(preset);
        if let Some(digits) = named("digits", self.digits.as_deref(), Digits::from_name)? {
            builder = builder.digits(digits);
        }
        if let Some(ezafe) = named("ezafe", self.ezafe.as_deref(), Ezafe::from_name)? {
            builder = builder.ezafe(ezafe);
        }
        if let Some(confidence) = named("confidence", self.confidence.as_deref(), Confidence::from_name)? {
            builder = builder.confidence(confidence);
        }
        builder = builder.document_evidence(self.evidence);
        if !self.dictionary.is_empty() {
            let dictionary = Dictionary::parse(&self.dictionary.join("\n")).map_err(|e| e.to_string())?;
            builder = builder.dictionary(dictionary);
        }
        for (id, &on) in &self.rules {
            builder = builder.rule(known("rule", id, Rule::from_id)?, on);
        }
        for (name, &on) in &self.protect {
            builder = builder.protect(known("class", name, Protected::from_name)?, on);
        }
        Ok(builder.build())
    }
}

/// The choices for cutting a text into sentences, by the names that users write.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct SplitOptions {
    /// `break`, `paragraph`, `ignore`; `break` if absent.
    pub newlines: Option<String>,
    /// Whether ؛ ends a sentence.
    pub semicolon: bool,
}

impl SplitOptions {
    /// The options that these choices ask for.
    ///
    /// # Errors
    /// Says which name is unknown.
    pub fn sentence_options(&self) -> Result<SentenceOptions, String> {
        let mut options = SentenceOptions::default();
        options.semicolon = self.semicolon;
        options.newlines =
            named("newlines", self.newlines.as_deref(), Newlines::from_name)?.unwrap_or_default();
        Ok(options)
    }
}

/// What a name stands for, if one is given.
fn named<T>(what: &str, name: Option<&str>, from: fn(&str) -> Option<T>) -> Result<Option<T>, String> {
    name.map(|name| known(what, name, from)).transpose()
}

fn known<T>(what: &str, name: &str, from: fn(&str) -> Option<T>) -> Result<T, String> {
    from(name).ok_or_else(|| format!("unknown {what}: {name}"))
}

/// A case and the name of the file it stands in, without the extension.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// The file's name without `.jsonl`.
    pub file: String,
    /// The case.
    pub case: T,
}

/// All cases of one folder, `normalize`, `tokens` or `sentences`, in the order of file names and lines.
///
/// # Errors
/// Says which file can't be read, or which line is no case.
pub fn load<T: DeserializeOwned>(folder: &str) -> Result<Vec<Loaded<T>>, String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&directory)
        .map_err(|e| format!("{}: {e}", directory.display()))?
        .map(|entry| entry.map(|entry| entry.path()).map_err(|e| e.to_string()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let file = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let case =
                serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), number + 1))?;
            cases.push(Loaded { file: file.clone(), case });
        }
    }
    Ok(cases)
}
