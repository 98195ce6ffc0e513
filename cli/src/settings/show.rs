//! `dabir config`

use super::layer::{Given, Layer, Origin};
use super::{AllSettings, Settings, shown};
use crate::args::{ConfigArgs, ConfigFormat};
use anyhow::Error;
use dabir::{Digits, Preset};
use serde::Serialize;
use serde_json::Value;
use std::io::Write;

pub(crate) fn run(args: &ConfigArgs, out: &mut impl Write) -> Result<bool, Error> {
    let settings = AllSettings::for_check(&args.normalizer, &args.rule, &args.no_rule)?;
    let settings = settings.of(args.file.as_deref())?;
    let entries = entries(&settings.layer);
    match args.format {
        ConfigFormat::Toml => toml(&settings, &entries, out)?,
        ConfigFormat::Json => {
            let files: Vec<_> = settings.files.iter().map(|file| file.display().to_string()).collect();
            serde_json::to_writer_pretty(&mut *out, &Shown { files, settings: entries })?;
            writeln!(out)?;
        }
    }
    Ok(true)
}

#[derive(Serialize)]
struct Shown {
    /// The configuration files, that which was found first.
    files: Vec<String>,
    settings: Vec<Entry>,
}

/// A setting with what it is in force for. What nobody set is what the library does.
#[derive(Serialize)]
struct Entry {
    key: &'static str,
    /// A list if the setting is one; `null` if there is no such thing.
    value: Value,
    /// Of the value, or of each of the list.
    origin: Vec<String>,
}

impl Entry {
    fn one<T: ToString>(key: &'static str, given: &Option<Given<T>>, default: Value) -> Self {
        match given {
            Some(given) => {
                Self { key, value: Value::String(given.value.to_string()), origin: vec![name(&given.origin)] }
            }
            None => Self { key, value: default, origin: vec!["default".to_owned()] },
        }
    }

    fn list<'a>(key: &'static str, values: impl Iterator<Item = (String, &'a Origin)>) -> Self {
        let (values, origin): (Vec<_>, Vec<_>) = values.map(|(value, origin)| (value, name(origin))).unzip();
        let origin = if origin.is_empty() { vec!["default".to_owned()] } else { origin };
        Self { key, value: values.into(), origin }
    }
}

fn name(origin: &Origin) -> String {
    match origin {
        Origin::File(file, line) => format!("{}:{line}", shown(file)),
        Origin::Argument(name) => (*name).to_owned(),
    }
}

fn entries(layer: &Layer) -> Vec<Entry> {
    let preset = layer.preset.as_ref().map_or(Preset::default(), |given| given.value);
    let digits = if preset == Preset::Search { Digits::Ascii } else { Digits::Persian };
    let path = |given: &Given<std::path::PathBuf>| given.value.display().to_string();
    let optional_path = |key, given: &Option<Given<std::path::PathBuf>>| {
        let given = given.as_ref().map(|given| Given { value: path(given), origin: given.origin.clone() });
        Entry::one(key, &given, Value::Null)
    };
    let switched = |on| {
        let switches = layer.switches.iter().filter(move |given| given.value.1 == on);
        switches.map(|given| (given.value.0.id().to_owned(), &given.origin))
    };
    let globs = |key, given: &Option<Given<super::layer::Patterns>>| match given {
        Some(given) => Entry::list(key, given.value.globs.iter().map(|g| (g.clone(), &given.origin))),
        None => Entry { key, value: Value::Null, origin: vec!["default".to_owned()] },
    };
    let evidence = layer.evidence.as_ref();
    let selectors = |given: &Given<crate::selector::Selector>| given.value.name().to_owned();
    let check = &layer.check;
    vec![
        Entry::one("preset", &layer.preset, preset.name().into()),
        Entry::one("digits", &layer.digits, digits.name().into()),
        Entry::one("ezafe", &layer.ezafe, "keep".into()),
        Entry::one("confidence", &layer.confidence, "standard".into()),
        Entry {
            value: evidence.is_some_and(|given| given.value).into(),
            ..Entry::one("evidence", &layer.evidence, Value::Null)
        },
        Entry::list("dictionary", layer.dictionary.iter().map(|given| (path(given), &given.origin))),
        optional_path("model", &layer.model),
        Entry::list("enable", switched(true)),
        Entry::list("disable", switched(false)),
        Entry::list("unprotect", layer.unprotect.iter().map(|g| (g.value.name().to_owned(), &g.origin))),
        globs("include", &layer.include),
        globs("exclude", &layer.exclude),
        Entry::list("check.rule", check.rule.iter().map(|given| (selectors(given), &given.origin))),
        Entry::list("check.no-rule", check.no_rule.iter().map(|given| (selectors(given), &given.origin))),
        optional_path("check.baseline", &check.baseline),
    ]
}

/// A file that says the same, with the origin of each value after it.
fn toml(settings: &Settings, entries: &[Entry], out: &mut impl Write) -> Result<(), Error> {
    match &*settings.files {
        [] => writeln!(out, "# no configuration file")?,
        files => {
            let files: Vec<_> = files.iter().map(|file| shown(file)).collect();
            writeln!(out, "# from {}", files.join(", which extends "))?;
        }
    }
    let mut table = None;
    for Entry { key, value, origin } in entries {
        let (of, key) = key.split_once('.').map_or((None, *key), |(of, key)| (Some(of), key));
        if of != table {
            writeln!(out, "\n[{}]", of.unwrap_or_default())?;
            table = of;
        }
        match value {
            // There is no value that says so.
            Value::Null if key == "model" => writeln!(out, "# model: built in")?,
            Value::Null => writeln!(out, "# {key}: none")?,
            // A string of JSON is one of TOML.
            Value::Array(values) if !values.is_empty() => {
                writeln!(out, "{key} = [")?;
                for (value, origin) in values.iter().zip(origin) {
                    writeln!(out, "  {value}, # {origin}")?;
                }
                writeln!(out, "]")?;
            }
            value => writeln!(out, "{key} = {value} # {}", origin.join(", "))?,
        }
    }
    Ok(())
}
