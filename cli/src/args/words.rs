//! The arguments of the commands that cut text up or look at its words.

use super::io::Io;
use super::values::{newlines, preset, tense, value};
use clap::{Args, ValueEnum};
use dabir::{Newlines, Preset};
use dabir_stem::{Register, StemMode, Tense, VerbLemma, Voice};

#[derive(Debug, Args)]
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
    pub(crate) io: Io,
}

#[derive(Debug, Args)]
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
    pub(crate) io: Io,
}

#[derive(Debug, Args)]
pub(crate) struct StemArgs {
    /// How much is cut off
    #[arg(long, value_enum, default_value = "light")]
    pub(crate) mode: StemModeArg,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: MorphologyFormat,
    #[command(flatten)]
    pub(crate) words: WordInput,
}

#[derive(Debug, Args)]
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
    pub(crate) format: LemmatizeFormat,
    #[command(flatten)]
    pub(crate) words: WordInput,
}

#[derive(Debug, Args)]
pub(crate) struct AnalyzeArgs {
    /// Every reading, best first
    #[arg(long)]
    pub(crate) all: bool,
    /// What to print
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: MorphologyFormat,
    #[command(flatten)]
    pub(crate) words: WordInput,
}

#[derive(Debug, Args)]
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

#[derive(Debug, Args)]
pub(crate) struct WordInput {
    /// Words are what stands between white space
    #[arg(long)]
    pub(crate) pretokenized: bool,
    /// Leave out stop words: از, که, است, هم …
    #[arg(long)]
    pub(crate) stop: bool,
    #[command(flatten)]
    pub(crate) io: Io,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TokenizeFormat {
    /// The tokens of each line with one space between
    Text,
    /// One token a line, an empty line between sentences
    Lines,
    /// An object a token: token, kind, span
    Jsonl,
    /// The columns of Universal Dependencies; with --clitics, tokens of more than one word
    Conllu,
}

impl TokenizeFormat {
    /// The arrangement of tokens one by one; `None` for that of sentences.
    pub(crate) fn arrangement(self) -> Option<MorphologyFormat> {
        match self {
            Self::Text => Some(MorphologyFormat::Text),
            Self::Lines => Some(MorphologyFormat::Lines),
            Self::Jsonl => Some(MorphologyFormat::Jsonl),
            Self::Conllu => None,
        }
    }
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
pub(crate) enum LemmatizeFormat {
    /// What is found of each line, with one space between
    Text,
    /// One a line; empty lines are kept
    Lines,
    /// An object each
    Jsonl,
    /// The columns of Universal Dependencies: words with their lemmas and classes, clitics split off
    Conllu,
}

impl LemmatizeFormat {
    /// The arrangement of words one by one; `None` for that of sentences.
    pub(crate) fn arrangement(self) -> Option<MorphologyFormat> {
        match self {
            Self::Text => Some(MorphologyFormat::Text),
            Self::Lines => Some(MorphologyFormat::Lines),
            Self::Jsonl => Some(MorphologyFormat::Jsonl),
            Self::Conllu => None,
        }
    }
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
