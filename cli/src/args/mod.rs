//! The arguments.

mod check;
mod completions;
mod config;
mod io;
mod normalize;
mod normalizer;
mod show;
mod values;
mod words;

pub(crate) use check::{CheckArgs, CheckFormat};
use clap::{Parser, Subcommand};
pub(crate) use completions::{CompletionsArgs, ManArgs};
pub(crate) use config::{ConfigArgs, ConfigFormat};
pub(crate) use io::{InPlace, Input, Io, When, Work};
pub(crate) use normalize::{NormalizeArgs, NormalizeFormat, StatsFormat};
pub(crate) use normalizer::NormalizerArgs;
pub(crate) use show::{DiffArgs, ExplainArgs, ReportFormat, RulesArgs};
pub(crate) use words::{
    AnalyzeArgs, ConjugateArgs, ConjugationFormat, LemmatizeArgs, MorphologyFormat, SentencesArgs,
    SentencesFormat, StemArgs, TokenizeArgs, WordInput,
};

/// What every help ends with, in front of what is its own.
macro_rules! with_exit_codes {
    ($help:literal) => {
        concat!(
            "Exit codes: 0 success, also if the reader of the output stops early; 2 an error: wrong arguments, a\n\
             file that can't be read (the other files are still processed), output that can't be written;\n\
             130 interrupted.\n",
            $help
        )
    };
}

/// Persian text: normalize, check, tokenize, split into sentences
#[derive(Debug, Parser)]
#[command(
    name = "dabir",
    version,
    max_term_width = 100,
    after_help = "\
Exit codes: 0 success, also if the reader of the output stops early; 1 check found something, or
the texts of diff differ; 2 an error: wrong arguments, a file that can't be read (the other files are
still processed), output that can't be written; 130 interrupted.
FILE may be a folder. Without FILE, or with -, standard input is read. Output is UTF-8.

Examples:
  dabir normalize article.txt > clean.txt
  curl -s https://example.ir/page.txt | dabir normalize | dabir sentences
  dabir tokenize --format lines article.txt | sort | uniq -c | sort -rn | head
  dabir check article.txt"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) color: colorchoice_clap::Color,
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
  dabir normalize corpus --out-dir clean          a folder
  dabir normalize --field text dump.jsonl.gz      a field of JSON lines
  dabir normalize --in-place README.md docs       prose of Markdown, in place
  dabir normalize --confidence 0.99 --dictionary names.txt article.txt

The rules and what each does: docs/rules.md. URLs, e-mail, mentions, hashtags, code, HTML, Markdown
links, emoji and Latin words leave as they came; so do Arabic, Urdu, Kurdish and Pashto."))]
    Normalize(NormalizeArgs),
    /// Show what normalize would change, where and why: a linter
    #[command(after_help = "\
Exit codes: 0 nothing was found, or all was mended; 1 something was found; 2 an error: wrong
arguments, a file that can't be read or is not UTF-8 (the other files are still checked).

Examples:
  dabir check docs                                all files in a folder
  dabir check article.txt
      article.txt:1:7: zwnj.plural: «همکاری های» → «همکاری‿های» (0.97)
  dabir check --fix --rule zwnj --confidence careful *.md
  dabir check --diff article.txt | git apply
  dabir check --format github docs/*.md           in a workflow; sarif for code scanning
  dabir check --write-baseline known.jsonl *.md   what is there now is not reported with --baseline

Columns count characters (code points) from 1. ‿ stands for a half-space, ␣ for a space that would
not be seen. Comments silence: <!-- dabir:off zwnj.compound --> … <!-- dabir:on -->,
dabir:off-line, dabir:off-next-line; also after # and //. docs/check.md has the rest.")]
    Check(CheckArgs),
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
    /// The rules, with an example of each
    #[command(after_help = with_exit_codes!("
Examples:
  dabir rules                                     all of them
  dabir rules zwnj                                of a group
  dabir rules zwnj.compound                       one in detail
  dabir rules --format json | jq -r '.[].id'"))]
    Rules(RulesArgs),
    /// Show each step of normalizing a text: what changes, why, and what is left alone
    #[command(after_help = with_exit_codes!("
Examples:
  dabir explain 'قيمت کتابهای قدیمی 12.5% بالا رفت,چرا?'
  dabir explain --format json --confidence eager < article.txt"))]
    Explain(ExplainArgs),
    /// Show how two texts differ, orthography aside
    #[command(after_help = "\
Exit codes: 0 the texts are the same, orthography aside; 1 they differ; 2 an error.

Examples:
  dabir diff old.txt new.txt
      3,3: قیمت کتاب‿های [-قدیمی-] {+تازه+} بالا رفت
  dabir diff --fold --stat old.txt new.txt
  dabir normalize article.txt | dabir diff - article.txt    always the same

Both texts are normalized, then compared word by word; spaces and line breaks don't count. A line
of output has the lines of A and B in which a difference starts, and the words around it. Where
the shortest difference would take too long to find it is a longer one, the same on every machine.")]
    Diff(DiffArgs),
    /// The settings in force for a file, and where each comes from
    #[command(after_help = with_exit_codes!("
Examples:
  dabir config                                    of the working folder, as a configuration file
  dabir config docs/a.md --format json
  dabir config --preset corpus > dabir.toml       to start with

docs/config.md has every key. The dabir.toml (or .dabir.toml) in the folder of a file, or else in
the nearest folder above, is the one that counts; what it extends lies under it, arguments over it."))]
    Config(ConfigArgs),
    /// The script that completes the command in a shell
    #[command(after_help = with_exit_codes!("
Examples:
  dabir completions bash > ~/.local/share/bash-completion/completions/dabir
  dabir completions zsh > ~/.zfunc/_dabir         with ~/.zfunc in fpath
  dabir completions fish > ~/.config/fish/completions/dabir.fish"))]
    Completions(CompletionsArgs),
    /// The manual page, or one of each command
    #[command(after_help = with_exit_codes!("
Examples:
  dabir man | man -l -
  dabir man --out-dir ~/.local/share/man/man1"))]
    Man(ManArgs),
}
