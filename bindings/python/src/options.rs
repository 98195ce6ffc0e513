//! The arguments of a normalizer: read, checked, and kept so that it can be compared and pickled.

use crate::argument::{names, unknown};
use crate::rules::group;
use dabir::{Confidence, Dictionary, Digits, Ezafe, Model, Normalizer, Preset, Protected, Rule};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};
use std::path::PathBuf;

/// What a normalizer is built from, with the contents of files in the place of their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Options {
    pub(crate) preset: Preset,
    pub(crate) enable: Vec<Rule>,
    pub(crate) disable: Vec<Rule>,
    pub(crate) digits: Option<Digits>,
    pub(crate) ezafe: Ezafe,
    pub(crate) unprotect: Vec<Protected>,
    pub(crate) confidence: Confidence,
    /// The lines of a dictionary.
    pub(crate) dictionary: Option<Source<Vec<String>>>,
    pub(crate) evidence: bool,
    pub(crate) model: Option<Source<Vec<u8>>>,
}

/// What a file held, with its name for messages; or what was given directly.
#[derive(Clone, Debug)]
pub(crate) struct Source<T> {
    file: Option<PathBuf>,
    pub(crate) content: T,
}

impl<T: PartialEq> PartialEq for Source<T> {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content
    }
}

impl<T> Source<T> {
    fn error(&self, what: &str, error: &dyn std::fmt::Display) -> PyErr {
        PyValueError::new_err(match &self.file {
            Some(file) => format!("{}: {error}", file.display()),
            None => format!("{what}: {error}"),
        })
    }
}

impl Options {
    /// # Errors
    /// `ValueError` where the dictionary or the model is none.
    pub(crate) fn build(&self) -> PyResult<Normalizer> {
        let mut builder = Normalizer::builder().preset(self.preset).ezafe(self.ezafe);
        if let Some(digits) = self.digits {
            builder = builder.digits(digits);
        }
        builder = builder.confidence(self.confidence).document_evidence(self.evidence);
        if let Some(source) = &self.dictionary {
            let dictionary = Dictionary::parse(&source.content.join("\n"));
            builder = builder.dictionary(dictionary.map_err(|error| source.error("dictionary", &error))?);
        }
        if let Some(source) = &self.model {
            let model = Model::from_bytes(&*source.content);
            builder = builder.model(model.map_err(|error| source.error("model", &error))?);
        }
        let switches = self.enable.iter().map(|&rule| (rule, true));
        for (rule, on) in switches.chain(self.disable.iter().map(|&rule| (rule, false))) {
            builder = builder.rule(rule, on);
        }
        for &class in &self.unprotect {
            builder = builder.protect(class, false);
        }
        Ok(builder.build())
    }

    /// The arguments that differ from the defaults.
    pub(crate) fn keywords<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let keywords = PyDict::new(py);
        let usual = Self::default();
        let ids = |rules: &[Rule]| rules.iter().map(|rule| rule.id()).collect::<Vec<_>>();
        if self.preset != usual.preset {
            keywords.set_item("preset", self.preset.name())?;
        }
        if !self.enable.is_empty() {
            keywords.set_item("enable", ids(&self.enable))?;
        }
        if !self.disable.is_empty() {
            keywords.set_item("disable", ids(&self.disable))?;
        }
        if let Some(digits) = self.digits {
            keywords.set_item("digits", digits.name())?;
        }
        if self.ezafe != usual.ezafe {
            keywords.set_item("ezafe", self.ezafe.name())?;
        }
        if !self.unprotect.is_empty() {
            let names: Vec<_> = self.unprotect.iter().map(|class| class.name()).collect();
            keywords.set_item("unprotect", names)?;
        }
        match self.confidence {
            // As it was written: 0.95, not all digits that the f32 has as Python's float.
            Confidence::AtLeast(p) => {
                keywords.set_item("confidence", p.to_string().parse().unwrap_or(f64::from(p)))?
            }
            named if named != usual.confidence => keywords.set_item("confidence", named.to_string())?,
            _ => {}
        }
        if let Some(source) = &self.dictionary {
            keywords.set_item("dictionary", &source.content)?;
        }
        if self.evidence {
            keywords.set_item("evidence", true)?;
        }
        if let Some(source) = &self.model {
            keywords.set_item("model", PyBytes::new(py, &source.content))?;
        }
        Ok(keywords)
    }
}

/// Those of all values that are chosen: once each, and always in the same order, so that equal choices compare equal.
pub(crate) fn ordered<T: Copy + PartialEq>(all: &[T], chosen: Vec<T>) -> Vec<T> {
    all.iter().copied().filter(|value| chosen.contains(value)).collect()
}

/// Rules by id; where `groups` may be named, those too.
pub(crate) fn rules(names_of: &Bound<'_, PyAny>, groups: bool) -> PyResult<Vec<Rule>> {
    let mut chosen = Vec::new();
    for name in names(names_of)? {
        let before = chosen.len();
        let is_meant = |rule: Rule| rule.id() == name || groups && group(rule) == name;
        chosen.extend(Rule::ALL.iter().copied().filter(|&rule| is_meant(rule)));
        if chosen.len() == before {
            if Rule::ALL.iter().any(|&rule| group(rule) == name) {
                return Err(PyValueError::new_err(format!("{name:?} is a group; name its rules one by one")));
            }
            return Err(unknown("rule", &name, Rule::ALL.iter().map(|rule| rule.id())));
        }
    }
    Ok(ordered(Rule::ALL, chosen))
}

/// `careful`, `standard`, `eager`, or a probability.
pub(crate) fn confidence(value: &Bound<'_, PyAny>) -> PyResult<Confidence> {
    let known = "careful, standard, eager, or a number between 0 and 1";
    let wrong = |given: String| PyValueError::new_err(format!("no confidence {given}; known: {known}"));
    if let Ok(name) = value.cast::<PyString>() {
        return Confidence::from_name(name.to_str()?).ok_or_else(|| wrong(format!("{:?}", name.to_string())));
    }
    let least: f32 = value
        .extract()
        .map_err(|_| PyTypeError::new_err(format!("confidence must be {known}, not {}", value.get_type())))?;
    // Without the sign of -0.0, which compares equal but looks different.
    if (0.0..=1.0).contains(&least) {
        Ok(Confidence::AtLeast(least.abs()))
    } else {
        Err(wrong(least.to_string()))
    }
}

/// The lines of a file, by its path, or lines as they are given.
pub(crate) fn dictionary(value: &Bound<'_, PyAny>) -> PyResult<Source<Vec<String>>> {
    if let Ok(path) = value.extract::<PathBuf>() {
        let text = read(value)?;
        let text = String::from_utf8(text)
            .map_err(|error| PyValueError::new_err(format!("{}: not UTF-8: {error}", path.display())))?;
        return Ok(Source { content: text.lines().map(str::to_owned).collect(), file: Some(path) });
    }
    let lines = names(value)?.into_iter().enumerate().map(|(i, item)| {
        // A line of an open file ends with its break.
        let mut lines = item.lines();
        match (lines.next().unwrap_or_default(), lines.next()) {
            (line, None) => Ok(line.to_owned()),
            _ => Err(PyValueError::new_err(format!("dictionary: a line break inside of item {i}, {item:?}"))),
        }
    });
    Ok(Source { file: None, content: lines.collect::<PyResult<_>>()? })
}

/// The bytes of a file, by its path, or bytes as they are given.
pub(crate) fn model(value: &Bound<'_, PyAny>) -> PyResult<Source<Vec<u8>>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Source { file: None, content: bytes.as_bytes().to_vec() });
    }
    let path: PathBuf = value.extract()?;
    Ok(Source { content: read(value)?, file: Some(path) })
}

/// Read by Python, so that what goes wrong is told as Python tells it.
fn read(path: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    let file = path.py().import("io")?.call_method1("open", (path, "rb"))?;
    let content = file.call_method0("read");
    file.call_method0("close")?;
    Ok(content?.cast::<PyBytes>()?.as_bytes().to_vec())
}
