//! Names of the library as values of arguments.

use crate::selector::{self, Selector};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use dabir::{Confidence, Digits, Ezafe, Newlines, Preset, Protected, Rule};
use dabir_stem::Tense;

/// An enumeration of the library as an argument.
macro_rules! value {
    ($name:ident for $of:ident { $($(#[$about:meta])* $value:ident),* $(,)? }) => {
        #[derive(Clone, Copy, Debug, ValueEnum)]
        pub(crate) enum $name { $($(#[$about])* $value),* }

        impl From<$name> for $of {
            fn from(value: $name) -> $of {
                match value { $($name::$value => $of::$value),* }
            }
        }
    };
}

pub(super) use value;

/// Parses the name of a value; the help says of each what it is about.
fn named<T: Copy + Send + Sync + 'static>(
    all: &[T],
    name: fn(T) -> &'static str,
    from_name: fn(&str) -> Option<T>,
    about: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let values = all.iter().map(|&value| PossibleValue::new(name(value)).help(about(value)));
    PossibleValuesParser::new(values).try_map(move |chosen| from_name(&chosen).ok_or("no such value"))
}

pub(super) fn preset() -> impl TypedValueParser<Value = Preset> {
    named(Preset::ALL, Preset::name, Preset::from_name, |preset| match preset {
        Preset::Standard => "Publishable text",
        Preset::Characters => "Characters only, no spacing",
        Preset::Search => "Folds what readers hold for equal when they search",
        Preset::Corpus => "Text for language models and counts",
        _ => "",
    })
}

pub(super) fn digits() -> impl TypedValueParser<Value = Digits> {
    named(Digits::ALL, Digits::name, Digits::from_name, |digits| match digits {
        Digits::Persian => "۰–۹",
        Digits::Ascii => "0–9",
        Digits::Arabic => "٠–٩",
        Digits::Keep => "As they are",
        _ => "",
    })
}

pub(super) fn ezafe() -> impl TypedValueParser<Value = Ezafe> {
    named(Ezafe::ALL, Ezafe::name, Ezafe::from_name, |ezafe| match ezafe {
        Ezafe::Keep => "As the writer has it",
        Ezafe::Hamza => "خانهٔ",
        Ezafe::Ye => "خانه‌ی",
        _ => "",
    })
}

pub(super) fn newlines() -> impl TypedValueParser<Value = Newlines> {
    named(Newlines::ALL, Newlines::name, Newlines::from_name, |newlines| match newlines {
        Newlines::Break => "It ends a sentence",
        Newlines::Paragraph => "An empty line ends a sentence, a line break is a space",
        Newlines::Ignore => "It is a space",
        _ => "",
    })
}

pub(super) fn confidence(name: &str) -> Result<Confidence, &'static str> {
    Confidence::from_name(name).ok_or("expected careful, standard, eager, or a number between 0 and 1")
}

pub(super) fn tense(name: &str) -> Result<Tense, String> {
    Tense::from_name(name).ok_or_else(|| one_of(Tense::ALL.iter().map(|t| t.name())))
}

pub(super) fn rule(id: &str) -> Result<Rule, String> {
    selector::rule(id)
}

pub(super) fn selector(name: &str) -> Result<Selector, String> {
    Selector::parse(name)
}

pub(super) fn protected(name: &str) -> Result<Protected, String> {
    Protected::from_name(name).ok_or_else(|| one_of(Protected::ALL.iter().map(|p| p.name())))
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("expected one of: {}", names.collect::<Vec<_>>().join(", "))
}
