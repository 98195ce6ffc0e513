//! What commands make of a file.

use super::input::cut_up;
use crate::args::{Args, CheckFormat, Command, MorphologyFormat, NormalizeFormat, SentencesFormat};
use crate::check::Check;
use crate::console::Console;
use crate::normalize::Normalize;
use crate::sentences::Split;
use crate::settings::{AllSettings, Settings};
use crate::style::Look;
use crate::tokenize::Tokenize;
use crate::{morphology, stem, tokenize};
use clap::Parser;
use serde::de::IgnoredAny;
use std::sync::{Arc, LazyLock};

/// The commands that read files, with arguments that each branch of theirs is for.
pub(super) const COMMANDS: &[&str] = &[
    "normalize --no-config --stats",
    "normalize --no-config --evidence --digits ascii --disable letters --unprotect code",
    "normalize --no-config --preset search --format jsonl",
    "check --no-config",
    "check --no-config --format json",
    "check --no-config --format github --rule zwnj --no-rule zwnj.plural",
    "check --no-config --format sarif --confidence careful",
    "check --no-config --fix",
    "check --no-config --diff",
    "check --no-config --summary",
    "check --no-config --write-baseline known.jsonl",
    "tokenize",
    "tokenize --clitics --stop --format lines",
    "tokenize --preset standard --clitics --format jsonl",
    "tokenize --preset search --clitics --format conllu",
    "sentences",
    "sentences --newlines ignore --preset standard --semicolon",
    "sentences --newlines paragraph --preset standard --format jsonl",
    "stem --stop",
    "stem --mode aggressive --format jsonl",
    "lemmatize --pretokenized --format jsonl",
    "lemmatize --pretokenized --pos --become-as-do --format lines",
    "lemmatize --verb-lemma infinitive --format conllu",
    "analyze --format lines",
    "analyze --all --format jsonl",
];

static PARSED: LazyLock<Vec<(Args, Arc<Settings>)>> = LazyLock::new(|| {
    let parsed = |line: &&str| {
        let args = Args::parse_from(["dabir"].into_iter().chain(line.split(' ')));
        let settings = match &args.command {
            Command::Normalize(args) => AllSettings::new(&args.normalizer),
            Command::Check(args) => AllSettings::for_check(&args.normalizer, &args.rule, &args.no_rule),
            _ => Ok(AllSettings::built_in()),
        };
        (args, settings.and_then(|settings| settings.of(None)).unwrap())
    };
    COMMANDS.iter().map(parsed).collect()
});

/// A command makes the same of a file whatever blocks it is cut into; where it prints objects, each line is one. `number`
/// says which command, `choice` and `cut` are those of [`blocks`](super::blocks), but that a bit of `cut` says whether in
/// colours.
///
/// # Panics
/// Where that does not hold.
pub fn commands(number: u8, choice: u8, cut: u8, bytes: &[u8]) {
    let number = usize::from(number) % COMMANDS.len();
    let (args, settings) = &PARSED[number];
    let look = if cut & 2 == 0 { Look::on_page() } else { Look::coloured() };
    let cut = [cut, cut.rotate_left(3)];
    macro_rules! made {
        ($command:expr) => {
            cut_up(&$command, settings, choice, cut, bytes)
        };
    }
    let outcome = match &args.command {
        Command::Normalize(args) => made!(Normalize { format: args.format, counts: args.stats.is_some() }),
        Command::Check(args) => {
            made!(Check::new(args, look, Arc::new(Console::new(&args.work, false))))
        }
        Command::Tokenize(args) => match args.format.arrangement() {
            Some(format) => made!(Tokenize::new(args, format)),
            None => made!(tokenize::conllu(args)),
        },
        Command::Sentences(args) => made!(Split::new(args)),
        Command::Stem(args) => made!(stem::stems(args)),
        Command::Lemmatize(args) => match args.format.arrangement() {
            Some(format) => made!(morphology::lemmas(args, format)),
            None => made!(morphology::conllu(args)),
        },
        Command::Analyze(args) => made!(morphology::analyses(args)),
        _ => None,
    };
    if let Some(outcome) = outcome.filter(|_| prints_objects(&args.command)) {
        for line in outcome.text.lines() {
            assert!(serde_json::from_str::<IgnoredAny>(line).is_ok(), "{}: {line:?}", COMMANDS[number]);
        }
    }
}

/// Whether each line that the command prints is an object.
fn prints_objects(command: &Command) -> bool {
    match command {
        Command::Normalize(args) => args.format == NormalizeFormat::Jsonl,
        Command::Check(args) => args.format == CheckFormat::Json,
        Command::Tokenize(args) => args.format.arrangement() == Some(MorphologyFormat::Jsonl),
        Command::Sentences(args) => args.format == SentencesFormat::Jsonl,
        Command::Stem(args) => args.format == MorphologyFormat::Jsonl,
        Command::Lemmatize(args) => args.format.arrangement() == Some(MorphologyFormat::Jsonl),
        Command::Analyze(args) => args.format == MorphologyFormat::Jsonl,
        _ => false,
    }
}
