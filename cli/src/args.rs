//! The arguments.

use anyhow::{Context, Error};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as ArgGroup, Parser, Subcommand, ValueEnum};
use dabir::{
    Confidence, Dictionary, Digits, Ezafe, Model, Newlines, Normalizer, NormalizerBuilder, Preset, Protected,
    Rule,
};
use dabir_stem::{Register, StemMode, Tense, VerbLemma, Voice};
use std::fs;
use std::path::PathBuf;

/// What every help ends with, in front of what is its own.
macro_rules! with_exit_codes {
    ($help:literal) => {
        concat!(
            "Exit codes: 0 success, also if the reader of the output stops early; 2 an error: wrong arguments, a\n\
             file that can't be read or is not UTF-8 (the other files are still processed), output that can't be\n\
             written. There is no other.\n",
            $help
        )
    };
}

/// Persian text: normalize, tokenize, split into sentences
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = with_exit_codes!("Text is UTF-8. Without FILE, or with -, standard input is read. Output goes to standard output.

Examples:
  dabir normalize article.txt > clean.txt
  curl -s https://example.ir/page.txt | dabir normalize | dabir sentences
  dabir tokenize --format lines article.txt | sort | uniq -c | sort -rn | head")
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Correct letters, digits, punctuation, spaces and half-spaces; lines stay lines
    #[command(after_help = with_exit_codes!("
Examples:
  echo 'قيمت کتابهای قدیمی 12.5% بالا رفت,چرا?' | dabir normalize
      قیمت کتاب‌های قدیمی ۱۲٫۵٪ بالا رفت، چرا؟
  dabir normalize --preset characters --digits ascii article.txt
  dabir normalize --disable punctuation.quotes --enable letters.harakat article.txt
  dabir normalize --format jsonl article.txt      each line with its edits and their rules
  dabir normalize --confidence 0.99 --dictionary names.txt article.txt

The rules and what each does: docs/rules.md. URLs, e-mail, mentions, hashtags, code, HTML, Markdown
links, emoji and Latin words leave as they came; so do Arabic, Urdu, Kurdish and Pashto."))]
    Normalize(NormalizeArgs),
    /// Cut text into tokens: words, numbers, marks, addresses
    #[command(after_help = with_exit_codes!("
Examples:
  echo 'می‌رویم؟ ۱۲٫۵٪ بله!' | dabir tokenize
      می‌رویم ؟ ۱۲٫۵٪ بله !
  dabir tokenize --format lines article.txt       one token a line, an empty line between sentences
  dabir tokenize --format jsonl article.txt       token, kind and byte span in the file
  dabir tokenize --preset standard article.txt    normalized tokens; spans still point into the file"))]
    Tokenize(TokenizeArgs),
    /// Cut text into sentences, one a line
    #[command(after_help = with_exit_codes!("
Examples:
  echo 'م. رضایی آمد. چرا؟بله!' | dabir sentences
      م. رضایی آمد.
      چرا؟
      بله!
  dabir sentences --newlines paragraph book.txt   lines that were wrapped at a width"))]
    Sentences(SentencesArgs),
    /// The stem of each word, for search: کتاب‌هایشان and کتابها are both found by کتاب
    #[command(after_help = with_exit_codes!("
Examples:
  echo 'پرندگان ایرانی از شهرهایشان رفتند' | dabir stem
      پرنده ایرانی از شهر رفتند
  echo 'پرندگان ایرانی از شهرهایشان رفتند' | dabir stem --mode aggressive --stop
      پرنده ایران شهر رفتند
  dabir stem --format lines article.txt | sort | uniq -c | sort -rn | head
  dabir stem --pretokenized --format lines words.txt   a word a line, and its stem in the same line
  dabir stem --format jsonl article.txt                token, stem and byte span in the file

light cuts inflection: plural, degree, possessive, ezafe, indefinite, copula. aggressive cuts
derivation too: it finds more, and more that was not meant. Verbs are left alone: dabir lemmatize
knows them."))]
    Stem(StemArgs),
    /// The lemma of each word: کتاب‌هایشان is a form of کتاب
    #[command(after_help = with_exit_codes!("
Examples:
  echo 'کتاب‌هایم را می‌خواندند' | dabir lemmatize
      کتاب را خواند#خوان
  dabir lemmatize --verb-lemma infinitive --format jsonl article.txt
  dabir lemmatize --pretokenized --pos words.tsv  lines of WORD, tab, class (UPOS)"))]
    Lemmatize(LemmatizeArgs),
    /// The parts of each word: کتاب|ها|ی|مان
    #[command(after_help = with_exit_codes!("
Examples:
  echo 'کتابهایمان' | dabir analyze
      کتاب|ها|ی|مان
  dabir analyze --format jsonl --all article.txt  lemma, class, stem, affixes, words; every reading"))]
    Analyze(AnalyzeArgs),
    /// All forms of a verb
    #[command(after_help = with_exit_codes!("
Examples:
  dabir conjugate رفتن
  dabir conjugate --tense past --register formal رفتن
      past (ماضی ساده)
        رفتم - رفتی - رفت - رفتیم - رفتید - رفتند
        نرفتم - نرفتی - نرفت - نرفتیم - نرفتید - نرفتند
  dabir conjugate --format jsonl 'شمرد#شمر'       each form with tense, mood, person, number ...

A verb is named by its infinitive, or by both stems with # between. One that Dabir does not know is an
error; nothing is guessed."))]
    Conjugate(ConjugateArgs),
}

#[derive(Debug, ArgGroup)]
pub(crate) struct NormalizeArgs {
    /// Set of rules to start from
    #[arg(long, default_value = "standard", value_parser = preset())]
    preset: Preset,
    /// Digits of numbers in Persian text [default: persian; search: ascii]
    #[arg(long, value_parser = digits())]
    digits: Option<Digits>,
    /// Spelling of the ezafe after silent heh
    #[arg(long, default_value = "keep", value_parser = ezafe())]
    ezafe: Ezafe,
    /// Switch a rule on
    #[arg(long, value_name = "RULE", value_parser = rule)]
    enable: Vec<Rule>,
    /// Switch a rule off
    #[arg(long, value_name = "RULE", value_parser = rule)]
    disable: Vec<Rule>,
    /// Normalize inside spans of this class too
    #[arg(long, value_name = "CLASS", value_parser = protected)]
    unprotect: Vec<Protected>,
    /// How sure the spacing model must be: careful, standard, eager, or a probability such as 0.9
    #[arg(long, value_name = "HOW", default_value = "standard", value_parser = confidence, allow_negative_numbers = true)]
    confidence: Confidence,
    /// Words of your own: one a line as it is written, or after ! to leave it alone; # starts a comment
    #[arg(long, value_name = "FILE")]
    dictionary: Option<PathBuf>,
    /// Let a word that the document writes with a half-space somewhere get it in later places too; one thread
    #[arg(long)]
    pub(crate) evidence: bool,
    /// Spacing model to use instead of the built-in one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// What to print: the text, or each line as JSON with its edits
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: NormalizeFormat,
    #[command(flatten)]
    pub(crate) input: Input,
}

impl NormalizeArgs {
    pub(crate) fn normalizer(&self) -> Result<Normalizer, Error> {
        let mut builder = Normalizer::builder()
            .preset(self.preset)
            .ezafe(self.ezafe)
            .confidence(self.confidence)
            .document_evidence(self.evidence);
        if let Some(path) = &self.dictionary {
            let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
            builder =
                builder.dictionary(Dictionary::parse(&text).with_context(|| path.display().to_string())?);
        }
        if let Some(path) = &self.model {
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            builder = builder.model(Model::from_bytes(bytes).with_context(|| path.display().to_string())?);
        }
        if let Some(digits) = self.digits {
            builder = builder.digits(digits);
        }
        let switch = |builder: NormalizerBuilder, rules: &[Rule], on| {
            rules.iter().fold(builder, |builder, &rule| builder.rule(rule, on))
        };
        builder = switch(builder, &self.enable, true);
        builder = switch(builder, &self.disable, false);
        Ok(self.unprotect.iter().fold(builder, |builder, &class| builder.protect(class, false)).build())
    }
}

#[derive(Debug, ArgGroup)]
pub(crate) struct TokenizeArgs {
    /// Normalize with this preset first
    #[arg(long, value_parser = preset())]
    pub(crate) preset: Option<Preset>,
    /// Split clitics off: after a word in two, with --format lines, a tab and its words
    #[arg(long)]
    pub(crate) clitics: bool,
    /// Leave out stop words: از, که, است, هم …
    #[arg(long)]
    pub(crate) stop: bool,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: TokenizeFormat,
    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct SentencesArgs {
    /// Normalize with this preset first
    #[arg(long, value_parser = preset())]
    pub(crate) preset: Option<Preset>,
    /// What a line break means
    #[arg(long, default_value = "break", value_parser = newlines())]
    pub(crate) newlines: Newlines,
    /// End sentences at ؛ too
    #[arg(long)]
    pub(crate) semicolon: bool,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: SentencesFormat,
    #[command(flatten)]
    pub(crate) input: Input,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct StemArgs {
    /// How much is cut off
    #[arg(long, value_enum, default_value = "light")]
    pub(crate) mode: StemModeArg,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: MorphologyFormat,
    #[command(flatten)]
    pub(crate) input: WordInput,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct LemmatizeArgs {
    /// The second column says the class of the word (UPOS)
    #[arg(long, requires = "pretokenized")]
    pub(crate) pos: bool,
    /// How the lemma of a verb is written
    #[arg(long, value_enum, default_value = "past-present")]
    pub(crate) verb_lemma: VerbLemmaArg,
    /// Give forms of شدن the lemma of کردن, to compare with the treebank UD Persian-Seraji, which does
    #[arg(long)]
    pub(crate) become_as_do: bool,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: MorphologyFormat,
    #[command(flatten)]
    pub(crate) input: WordInput,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct AnalyzeArgs {
    /// Every reading, best first
    #[arg(long)]
    pub(crate) all: bool,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: MorphologyFormat,
    #[command(flatten)]
    pub(crate) input: WordInput,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct ConjugateArgs {
    /// Only this tense; may be given more than once
    #[arg(long, value_name = "TENSE", value_parser = tense)]
    pub(crate) tense: Vec<Tense>,
    /// Only written or only spoken Persian
    #[arg(long, value_enum)]
    pub(crate) register: Option<RegisterArg>,
    /// Only active or only passive
    #[arg(long, value_enum)]
    pub(crate) voice: Option<VoiceArg>,
    /// What to print
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: ConjugationFormat,
    /// The verb: رفتن or رفت#رو
    #[arg(value_name = "VERB", required = true)]
    pub(crate) verbs: Vec<String>,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct WordInput {
    /// Words are what stands between white space
    #[arg(long)]
    pub(crate) pretokenized: bool,
    /// Leave out stop words: از, که, است, هم …
    #[arg(long)]
    pub(crate) stop: bool,
    /// Files to read; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, ArgGroup)]
pub(crate) struct Input {
    /// Files to read; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NormalizeFormat {
    /// The normalized text
    Text,
    /// An object a line: the text and its edits; a line over 1 MiB comes in parts of the same number
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TokenizeFormat {
    /// The tokens of each line with one space between
    Text,
    /// One token a line, an empty line between sentences
    Lines,
    /// An object a token: token, kind, span
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MorphologyFormat {
    /// What is found of each line, with one space between
    Text,
    /// One a line; empty lines are kept
    Lines,
    /// An object each
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConjugationFormat {
    /// A block a tense, a line for what affirms and one for what denies
    Table,
    /// An object a form
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SentencesFormat {
    /// One sentence a line
    Text,
    /// An object a sentence: sentence, span
    Jsonl,
}

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

value!(StemModeArg for StemMode {
    /// Inflection: شهرهایشان becomes شهر
    Light,
    /// Derivation too: ایرانی becomes ایران
    Aggressive,
});
value!(VerbLemmaArg for VerbLemma {
    /// رفت
    Past,
    /// رفتن
    Infinitive,
    /// رفت#رو
    PastPresent,
});
value!(RegisterArg for Register {
    /// می‌گویم
    Formal,
    /// می‌گم
    Informal,
});
value!(VoiceArg for Voice {
    /// گفت
    Active,
    /// گفته شد
    Passive,
});
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

fn preset() -> impl TypedValueParser<Value = Preset> {
    named(Preset::ALL, Preset::name, Preset::from_name, |preset| match preset {
        Preset::Standard => "Publishable text",
        Preset::Characters => "Characters only, no spacing",
        Preset::Search => "Folds what readers hold for equal when they search",
        Preset::Corpus => "Text for language models and counts",
        _ => "",
    })
}

fn digits() -> impl TypedValueParser<Value = Digits> {
    named(Digits::ALL, Digits::name, Digits::from_name, |digits| match digits {
        Digits::Persian => "۰–۹",
        Digits::Ascii => "0–9",
        Digits::Arabic => "٠–٩",
        Digits::Keep => "As they are",
        _ => "",
    })
}

fn ezafe() -> impl TypedValueParser<Value = Ezafe> {
    named(Ezafe::ALL, Ezafe::name, Ezafe::from_name, |ezafe| match ezafe {
        Ezafe::Keep => "As the writer has it",
        Ezafe::Hamza => "خانهٔ",
        Ezafe::Ye => "خانه‌ی",
        _ => "",
    })
}

fn newlines() -> impl TypedValueParser<Value = Newlines> {
    named(Newlines::ALL, Newlines::name, Newlines::from_name, |newlines| match newlines {
        Newlines::Break => "It ends a sentence",
        Newlines::Paragraph => "An empty line ends a sentence, a line break is a space",
        Newlines::Ignore => "It is a space",
        _ => "",
    })
}

fn confidence(name: &str) -> Result<Confidence, &'static str> {
    Confidence::from_name(name).ok_or("expected careful, standard, eager, or a number between 0 and 1")
}

fn tense(name: &str) -> Result<Tense, String> {
    Tense::from_name(name).ok_or_else(|| one_of(Tense::ALL.iter().map(|t| t.name())))
}

fn rule(id: &str) -> Result<Rule, String> {
    Rule::from_id(id).ok_or_else(|| one_of(Rule::ALL.iter().map(|r| r.id())))
}

fn protected(name: &str) -> Result<Protected, String> {
    Protected::from_name(name).ok_or_else(|| one_of(Protected::ALL.iter().map(|p| p.name())))
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("expected one of: {}", names.collect::<Vec<_>>().join(", "))
}
