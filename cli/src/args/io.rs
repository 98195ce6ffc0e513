//! Where text comes from, where it goes and how the work is done, as arguments.

use crate::format::Kind;
use crate::input::{Compression, Encoding, Invalid};
use clap::{Args, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct Input {
    /// Files, and folders with all texts in them (.txt .text .md .html .jsonl …); - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Of folders, the files that this glob matches, such as '*.srt', and no others; may be given more than once
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// Of folders, not the files and folders that this glob matches; may be given more than once
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Of folders, hidden files too
    #[arg(long)]
    pub(crate) hidden: bool,
    /// Of folders, what .gitignore and .ignore name too
    #[arg(long)]
    pub(crate) no_ignore: bool,
    /// Where prose stands in the files [default: what the name of the file says, else text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input_format: Option<Kind>,
    /// Of JSON lines, a field that holds prose: text, meta.title, messages[].content; may be given more than once
    #[arg(long, value_name = "PATH")]
    pub(crate) field: Vec<String>,
    /// Of CSV and TSV, a column that holds prose, by name or by number from 1; may be given more than once
    #[arg(long, value_name = "COLUMN")]
    pub(crate) column: Vec<String>,
    /// Of CSV and TSV, what stands between the cells
    #[arg(long, value_name = "CHAR")]
    pub(crate) delimiter: Option<char>,
    /// The first record of CSV and TSV holds no names
    #[arg(long)]
    pub(crate) no_header: bool,
    /// Encoding of the text: utf-8, auto, windows-1256, utf-16le …; a byte order mark beats it. Output is UTF-8
    #[arg(long, value_name = "NAME", default_value = "utf-8", value_parser = Encoding::parse)]
    pub(crate) encoding: Encoding,
    /// What to do with bytes that the encoding does not know, and records that can't be read
    #[arg(long, value_enum, value_name = "HOW", default_value = "error")]
    pub(crate) invalid: Invalid,
}

impl Input {
    /// Whether standard input is read.
    pub(crate) fn has_stdin(&self) -> bool {
        self.files.is_empty() || self.files.iter().any(|file| file.as_os_str() == "-")
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// Write a file for each file into this folder, in the same tree, instead of standard output
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Compress what is written [default: as the input if it goes to a file, else none]
    #[arg(long, value_enum, value_name = "HOW")]
    pub(crate) compress: Option<Compression>,
}

/// Where text comes from, where it goes, and how the work is done.
#[derive(Debug, Args)]
pub(crate) struct Io {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) work: Work,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct InPlace {
    /// Replace each file, whole or not at all; with SUFFIX, keep the old one under its name with the suffix
    #[arg(long, value_name = "SUFFIX", num_args = 0..=1, require_equals = true, default_missing_value = "", conflicts_with_all = ["out_dir", "compress"], value_parser = suffix)]
    pub(crate) in_place: Option<OsString>,
    /// Keep the times of files that are replaced
    #[arg(long, requires = "in_place")]
    pub(crate) keep_times: bool,
    /// Write nothing, only say which files would change
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Work")]
pub(crate) struct Work {
    /// Threads that work at a time [default: one for each processor]; the output does not depend on it
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
    /// Bytes that are worked on in one piece, as whole lines: 64K, 1M
    #[arg(long, value_name = "SIZE", default_value = "256K", value_parser = size)]
    pub(crate) block_size: usize,
    /// A progress bar on standard error
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) progress: When,
    /// Say nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Say what is done to each file
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

/// When something for people is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    Auto,
    Always,
    Never,
}

/// What is put behind the name of a file that is kept.
fn suffix(text: &str) -> Result<OsString, &'static str> {
    if text.contains(std::path::is_separator) { Err("a suffix has no folder") } else { Ok(text.into()) }
}

/// What blocks may have.
const SIZES: std::ops::RangeInclusive<usize> = 1 << 10..=1 << 24;

/// A number of bytes, perhaps with K or M behind it.
fn size(text: &str) -> Result<usize, String> {
    let (digits, unit) = match text.strip_suffix(['K', 'k']) {
        Some(digits) => (digits, 1 << 10),
        None => text.strip_suffix(['M', 'm']).map_or((text, 1), |digits| (digits, 1 << 20)),
    };
    let bytes = digits.parse::<usize>().ok().and_then(|n| n.checked_mul(unit));
    bytes.filter(|bytes| SIZES.contains(bytes)).ok_or_else(|| "expected a size between 1K and 16M".to_owned())
}
