//! What one place says about the settings, and how such layers lie on each other.

use crate::args::NormalizerArgs;
use crate::selector::{Selector, group};
use anyhow::{Context, Error, anyhow};
use dabir::{
    Confidence, Dictionary, Digits, Ezafe, Model, Normalizer, NormalizerBuilder, Preset, Protected, Rule,
};
use ignore::gitignore::Gitignore;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    /// A line of a configuration file.
    File(Arc<Path>, usize),
    /// An argument of the command.
    Argument(&'static str),
}

/// A value, and who gave it.
#[derive(Clone, Debug)]
pub(crate) struct Given<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// Globs in the manner of `.gitignore`, seen from the folder of the configuration.
#[derive(Clone, Debug)]
pub(crate) struct Patterns {
    pub(crate) globs: Vec<String>,
    pub(crate) matcher: Gitignore,
}

impl Patterns {
    /// Whether the path, or a folder in which it lies, matches.
    pub(super) fn matches(&self, path: &Path, is_dir: bool) -> bool {
        path.starts_with(self.matcher.path())
            && self.matcher.matched_path_or_any_parents(path, is_dir).is_ignore()
    }
}

/// What the arguments or a configuration file say. What they do not say is `None` or empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    pub(crate) preset: Option<Given<Preset>>,
    pub(crate) digits: Option<Given<Digits>>,
    pub(crate) ezafe: Option<Given<Ezafe>>,
    pub(crate) confidence: Option<Given<Confidence>>,
    pub(crate) evidence: Option<Given<bool>>,
    pub(crate) dictionary: Vec<Given<PathBuf>>,
    pub(crate) model: Option<Given<PathBuf>>,
    /// Rules switched on and off; the last word on a rule counts.
    pub(crate) switches: Vec<Given<(Rule, bool)>>,
    pub(crate) unprotect: Vec<Given<Protected>>,
    pub(crate) include: Option<Given<Patterns>>,
    pub(crate) exclude: Option<Given<Patterns>>,
    pub(crate) check: CheckLayer,
}

/// What only `dabir check` looks at.
#[derive(Clone, Debug, Default)]
pub(crate) struct CheckLayer {
    /// Only these rules; all if it is empty.
    pub(crate) rule: Vec<Given<Selector>>,
    pub(crate) no_rule: Vec<Given<Selector>>,
    pub(crate) baseline: Option<Given<PathBuf>>,
}

impl Layer {
    pub(super) fn of_arguments(args: &NormalizerArgs) -> Self {
        fn given<T>(value: Option<T>, name: &'static str) -> Option<Given<T>> {
            value.map(|value| Given { value, origin: Origin::Argument(name) })
        }
        let switch = |rule, on, name| Given { value: (rule, on), origin: Origin::Argument(name) };
        let enabled = args.enable.iter().map(|&rule| switch(rule, true, "--enable"));
        let disabled = Rule::ALL.iter().filter(|&&rule| args.disable.iter().any(|d| d.selects(rule)));
        let unprotect = args.unprotect.iter();
        Self {
            preset: given(args.preset, "--preset"),
            digits: given(args.digits, "--digits"),
            ezafe: given(args.ezafe, "--ezafe"),
            confidence: given(args.confidence, "--confidence"),
            evidence: given(args.evidence.then_some(true), "--evidence"),
            dictionary: given(args.dictionary.clone(), "--dictionary").into_iter().collect(),
            model: given(args.model.clone(), "--model"),
            switches: enabled.chain(disabled.map(|&rule| switch(rule, false, "--disable"))).collect(),
            unprotect: unprotect.filter_map(|&class| given(Some(class), "--unprotect")).collect(),
            ..Self::default()
        }
    }

    /// Lays `over` on top: what it says counts, what it does not say shows through.
    pub(super) fn under(mut self, over: &Self) -> Self {
        fn cover<T: Clone>(value: &mut Option<T>, over: &Option<T>) {
            if over.is_some() {
                value.clone_from(over);
            }
        }
        fn cover_list<T: Clone>(list: &mut Vec<T>, over: &[T]) {
            if !over.is_empty() {
                *list = over.to_vec();
            }
        }
        if over.digits.is_some() {
            self.switches.retain(|switch| group(switch.value.0) != "digits");
        }
        cover(&mut self.preset, &over.preset);
        cover(&mut self.digits, &over.digits);
        cover(&mut self.ezafe, &over.ezafe);
        cover(&mut self.confidence, &over.confidence);
        cover(&mut self.evidence, &over.evidence);
        cover_list(&mut self.dictionary, &over.dictionary);
        cover(&mut self.model, &over.model);
        for switch in &over.switches {
            self.switches.retain(|before| before.value.0 != switch.value.0);
            self.switches.push(switch.clone());
        }
        for class in &over.unprotect {
            self.unprotect.retain(|before| before.value != class.value);
            self.unprotect.push(class.clone());
        }
        cover(&mut self.include, &over.include);
        cover(&mut self.exclude, &over.exclude);
        cover_list(&mut self.check.rule, &over.check.rule);
        self.check.no_rule.extend(over.check.no_rule.iter().cloned());
        cover(&mut self.check.baseline, &over.check.baseline);
        self
    }

    /// The normalizer that all this describes.
    ///
    /// # Errors
    /// The dictionary or the model can't be read, or makes no sense.
    pub(super) fn builder(&self) -> Result<NormalizerBuilder, Error> {
        fn value<T: Copy + Default>(given: &Option<Given<T>>) -> T {
            given.as_ref().map(|given| given.value).unwrap_or_default()
        }
        let mut builder = Normalizer::builder()
            .preset(value(&self.preset))
            .ezafe(value(&self.ezafe))
            .confidence(value(&self.confidence))
            .document_evidence(value(&self.evidence));
        if !self.dictionary.is_empty() {
            builder = builder.dictionary(dictionary(&self.dictionary)?);
        }
        if let Some(Given { value: path, origin }) = &self.model {
            let name = || named(path, origin);
            let bytes = fs::read(path).with_context(name)?;
            builder = builder.model(Model::from_bytes(bytes).with_context(name)?);
        }
        if let Some(digits) = &self.digits {
            builder = builder.digits(digits.value);
        }
        let switches = self.switches.iter();
        builder = switches.fold(builder, |builder, &Given { value: (rule, on), .. }| builder.rule(rule, on));
        Ok(self.unprotect.iter().fold(builder, |builder, class| builder.protect(class.value, false)))
    }

    /// The same with only the rules that `dabir check` is to look for.
    ///
    /// A rule that is named by its id is on; of a group those are on that are on anyway.
    pub(super) fn restrict(&self, mut builder: NormalizerBuilder) -> NormalizerBuilder {
        let CheckLayer { rule: only, no_rule: except, .. } = &self.check;
        for &rule in Rule::ALL {
            if except.iter().any(|given| given.value.selects(rule)) {
                builder = builder.rule(rule, false);
            } else if only.iter().any(|given| given.value.rule() == Some(rule)) {
                builder = builder.rule(rule, true);
            } else if !only.is_empty() && !only.iter().any(|given| given.value.selects(rule)) {
                builder = builder.rule(rule, false);
            }
        }
        builder
    }
}

/// The file, and who asks for it if that is not the user just now.
fn named(path: &Path, origin: &Origin) -> String {
    match origin {
        Origin::File(file, line) => format!("{}:{line}: {}", super::shown(file), super::shown(path)),
        Origin::Argument(_) => path.display().to_string(),
    }
}

/// The words of all the files.
fn dictionary(files: &[Given<PathBuf>]) -> Result<Dictionary, Error> {
    let (mut words, mut lines) = (String::new(), Vec::new());
    for Given { value: path, origin } in files {
        let text = fs::read_to_string(path).with_context(|| named(path, origin))?;
        let text = text.trim_start_matches('\u{FEFF}');
        // What is wrong with one file is said of its line.
        Dictionary::parse(text).with_context(|| named(path, origin))?;
        words.extend(text.lines().flat_map(|line| [line, "\n"]));
        lines.push(words.lines().count());
    }
    Dictionary::parse(&words).map_err(|error| {
        // Each by itself is right: a word is written otherwise in a file before.
        let line = error.line().unwrap_or_default();
        let file = lines.partition_point(|&end| end < line).min(files.len().saturating_sub(1));
        let start = file.checked_sub(1).map_or(0, |before| lines[before]);
        let reason = error.to_string();
        let reason = reason.split_once(": ").map_or(&*reason, |(_, reason)| reason);
        match files.get(file) {
            Some(Given { value, origin }) => {
                anyhow!("{}: line {}: {reason}", named(value, origin), line - start)
            }
            None => Error::from(error),
        }
    })
}
