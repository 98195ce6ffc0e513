//! Reading `dabir.toml`.

use super::layer::{CheckLayer, Given, Layer, Origin, Patterns};
use super::shown;
use crate::selector::{self, Selector, unknown};
use anyhow::{Context, Error, anyhow};
use dabir::{Confidence, Digits, Ezafe, Preset, Protected, Rule};
use ignore::gitignore::GitignoreBuilder;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const KEYS: &[&str] = &[
    "check",
    "confidence",
    "dictionary",
    "digits",
    "disable",
    "enable",
    "evidence",
    "exclude",
    "extend",
    "ezafe",
    "include",
    "model",
    "preset",
    "unprotect",
];
const CHECK_KEYS: &[&str] = &["baseline", "no-rule", "rule"];

type Value<'a> = Spanned<DeValue<'a>>;

/// What a file says, and the file that it extends.
pub(super) fn read(path: &Arc<Path>) -> Result<(Layer, Option<PathBuf>), Error> {
    let text = fs::read_to_string(path).with_context(|| shown(path))?;
    parse(path, &text)
}

/// The same of the text of a file.
pub(super) fn parse(path: &Arc<Path>, text: &str) -> Result<(Layer, Option<PathBuf>), Error> {
    let text = text.trim_start_matches('\u{FEFF}');
    let file = File { path, text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        file.error(at, error.message())
    })?;
    let (mut layer, mut extend) = (Layer::default(), None);
    for (key, value) in table.get_ref() {
        match &**key.get_ref() {
            "extend" => extend = Some(file.path(value)?.value),
            "preset" => layer.preset = Some(file.named(value, "preset", Preset::ALL, Preset::name)?),
            "digits" => {
                layer.digits = Some(file.named(value, "value of digits", Digits::ALL, Digits::name)?)
            }
            "ezafe" => layer.ezafe = Some(file.named(value, "value of ezafe", Ezafe::ALL, Ezafe::name)?),
            "confidence" => layer.confidence = Some(file.confidence(value)?),
            "evidence" => layer.evidence = Some(file.bool(value)?),
            "dictionary" => layer.dictionary = file.list(value, |one| file.path(one))?,
            "model" => layer.model = Some(file.path(value)?),
            "enable" => {
                let rules = file.list(value, |one| file.rule(one))?;
                layer.switches.extend(rules.into_iter().map(|rule| rule.map(|rule| (rule, true))));
            }
            "disable" => {
                for selector in file.list(value, |one| file.selector(one))? {
                    let rules = Rule::ALL.iter().filter(|&&rule| selector.value.selects(rule));
                    layer.switches.extend(rules.map(|&rule| selector.clone().map(|_| (rule, false))));
                }
            }
            "unprotect" => {
                layer.unprotect =
                    file.list(value, |one| file.named(one, "class", Protected::ALL, Protected::name))?;
            }
            "include" => layer.include = Some(file.patterns(value)?),
            "exclude" => layer.exclude = Some(file.patterns(value)?),
            "check" => layer.check = file.check(value)?,
            other => return Err(file.error(key.span().start, unknown("key", other, KEYS.iter().copied()))),
        }
    }
    Ok((layer, extend))
}

impl<T> Given<T> {
    fn map<U>(self, f: impl FnOnce(T) -> U) -> Given<U> {
        Given { value: f(self.value), origin: self.origin }
    }
}

/// The file being read.
struct File<'a> {
    path: &'a Arc<Path>,
    text: &'a str,
}

impl File<'_> {
    /// The number of the line of a byte, from 1, and where that line starts.
    fn line(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |end| end + 1))
    }

    fn error(&self, at: usize, message: impl AsRef<str>) -> Error {
        let (line, start) = self.line(at);
        let column = self.text.get(start..at).unwrap_or_default().chars().count() + 1;
        anyhow!("{}:{line}:{column}: {}", shown(self.path), message.as_ref())
    }

    fn given<T>(&self, at: &Value<'_>, value: T) -> Given<T> {
        Given { value, origin: Origin::File(Arc::clone(self.path), self.line(at.span().start).0) }
    }

    fn expected(&self, what: &str, value: &Value<'_>) -> Error {
        self.error(value.span().start, format!("expected {what}, not {}", value.get_ref().type_str()))
    }

    fn str<'v>(&self, value: &'v Value<'_>) -> Result<&'v str, Error> {
        value.get_ref().as_str().ok_or_else(|| self.expected("a string", value))
    }

    fn bool(&self, value: &Value<'_>) -> Result<Given<bool>, Error> {
        let on = value.get_ref().as_bool().ok_or_else(|| self.expected("true or false", value))?;
        Ok(self.given(value, on))
    }

    /// A value of the library by its name.
    fn named<T: Copy>(
        &self,
        value: &Value<'_>,
        what: &str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<Given<T>, Error> {
        let wanted = self.str(value)?;
        let found = all.iter().copied().find(|&one| name(one) == wanted);
        let found = found.ok_or_else(|| {
            self.error(value.span().start, unknown(what, wanted, all.iter().map(|&one| name(one))))
        })?;
        Ok(self.given(value, found))
    }

    fn rule(&self, value: &Value<'_>) -> Result<Given<Rule>, Error> {
        let rule = selector::rule(self.str(value)?);
        Ok(self.given(value, rule.map_err(|message| self.error(value.span().start, message))?))
    }

    fn selector(&self, value: &Value<'_>) -> Result<Given<Selector>, Error> {
        let selector = Selector::parse(self.str(value)?);
        Ok(self.given(value, selector.map_err(|message| self.error(value.span().start, message))?))
    }

    fn confidence(&self, value: &Value<'_>) -> Result<Given<Confidence>, Error> {
        let name = match value.get_ref() {
            DeValue::String(name) => name,
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) => number.as_str(),
            _ => "",
        };
        let confidence = Confidence::from_name(name).ok_or_else(|| {
            let expected = "expected careful, standard, eager, or a number between 0 and 1";
            self.error(value.span().start, expected)
        })?;
        Ok(self.given(value, confidence))
    }

    /// A path, seen from the folder of the configuration.
    fn path(&self, value: &Value<'_>) -> Result<Given<PathBuf>, Error> {
        let path = self.str(value)?;
        Ok(self.given(value, self.folder().join(path)))
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// One value or several.
    fn list<T>(
        &self,
        value: &Value<'_>,
        read: impl Fn(&Value<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().map(read).collect(),
            DeValue::String(_) => Ok(vec![read(value)?]),
            _ => Err(self.expected("a string or a list of strings", value)),
        }
    }

    fn patterns(&self, value: &Value<'_>) -> Result<Given<Patterns>, Error> {
        let globs = self.list(value, |one| Ok((self.str(one)?.to_owned(), one.span().start)))?;
        let mut builder = GitignoreBuilder::new(self.folder());
        for (glob, at) in &globs {
            builder.add_line(None, glob).map_err(|error| self.error(*at, error.to_string()))?;
        }
        let matcher = builder.build().map_err(|error| self.error(value.span().start, error.to_string()))?;
        let globs = globs.into_iter().map(|(glob, _)| glob).collect();
        Ok(self.given(value, Patterns { globs, matcher }))
    }

    fn check(&self, value: &Value<'_>) -> Result<CheckLayer, Error> {
        let table = value.get_ref().as_table().ok_or_else(|| self.expected("a table", value))?;
        let mut layer = CheckLayer::default();
        for (key, value) in table {
            match &**key.get_ref() {
                "rule" => layer.rule = self.list(value, |one| self.selector(one))?,
                "no-rule" => layer.no_rule = self.list(value, |one| self.selector(one))?,
                "baseline" => layer.baseline = Some(self.path(value)?),
                other => {
                    let message = unknown("key of [check]", other, CHECK_KEYS.iter().copied());
                    return Err(self.error(key.span().start, message));
                }
            }
        }
        Ok(layer)
    }
}
