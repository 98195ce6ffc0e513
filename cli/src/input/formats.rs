//! The format of each file: what the arguments say, or else its name.

use super::compression::Compression;
use crate::args::Input;
use crate::format::{Columns, Dialect, Fields, Format, Kind};
use anyhow::{Error, anyhow};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// The field of JSON lines in which most corpora have their text.
const FIELD: &str = "text";

/// Says of each file where prose stands in it.
#[derive(Debug)]
pub(crate) struct Formats {
    kind: Option<Kind>,
    /// Of files whose name says nothing.
    other: Kind,
    fields: Fields,
    columns: Vec<String>,
    delimiter: Option<char>,
    has_header: bool,
    /// There was a file with fields or columns, if some are named.
    met: AtomicBool,
}

impl Formats {
    /// # Errors
    /// The arguments make no sense.
    pub(crate) fn new(input: &Input) -> Result<Self, Error> {
        let fields = match &input.field[..] {
            [] => Fields::parse(&[FIELD]),
            fields => Fields::parse(fields),
        };
        // Fields are only in JSON, columns only in tables.
        let other = match (&input.field[..], &input.column[..]) {
            ([_, ..], _) => Kind::Jsonl,
            (_, [_, ..]) => Kind::Csv,
            _ => Kind::Text,
        };
        let formats = Self {
            kind: input.input_format,
            other,
            fields: fields?,
            columns: input.column.clone(),
            delimiter: input.delimiter,
            has_header: !input.no_header,
            met: AtomicBool::new(false),
        };
        // What is wrong with the columns is said before anything is read.
        for kind in [Kind::Csv, Kind::Tsv] {
            if !formats.columns.is_empty() {
                formats.columns(kind)?;
            }
        }
        Ok(formats)
    }

    /// The format of a file, or of standard input.
    ///
    /// # Errors
    /// The columns that hold prose are not named.
    pub(crate) fn of(&self, path: Option<&Path>) -> Result<Format, Error> {
        let kind = self.kind.or_else(|| by_name(path?)).unwrap_or(self.other);
        if kind == self.other || (self.other, kind) == (Kind::Csv, Kind::Tsv) {
            self.met.store(true, Ordering::Relaxed);
        }
        Ok(match kind {
            Kind::Text => Format::Text,
            Kind::Jsonl => Format::Jsonl(self.fields.clone()),
            Kind::Markdown => Format::Markdown,
            Kind::Html => Format::Html,
            kind @ (Kind::Csv | Kind::Tsv) => Format::Csv(self.columns(kind)?),
        })
    }

    /// What was asked for in vain: fields or columns where no file has such.
    pub(crate) fn unmet(&self) -> Option<&'static str> {
        match self.other {
            _ if self.met.load(Ordering::Relaxed) => None,
            Kind::Jsonl => {
                Some("--field: no file is JSON lines by its name; --input-format jsonl takes all for that")
            }
            Kind::Csv => {
                Some("--column: no file is a table by its name; --input-format csv takes all for that")
            }
            _ => None,
        }
    }

    /// Whether a file that was found, not named, holds prose, as its name says or the arguments.
    pub(crate) fn is_prose(&self, path: &Path) -> bool {
        match self.kind.or_else(|| by_name(path)) {
            // Which columns hold prose nobody has said.
            Some(Kind::Csv | Kind::Tsv) => !self.columns.is_empty(),
            kind => kind.is_some(),
        }
    }

    fn columns(&self, kind: Kind) -> Result<Columns, Error> {
        if self.columns.is_empty() {
            return Err(anyhow!(
                "--column must say which columns hold prose; --input-format text takes all for prose"
            ));
        }
        let dialect = if kind == Kind::Csv { Dialect::CSV } else { Dialect::TSV };
        let dialect = self.delimiter.map_or(Ok(dialect), |delimiter| dialect.with_delimiter(delimiter))?;
        Columns::new(self.columns.clone(), dialect, self.has_header)
    }
}

/// The format of files of this name, compressed or not.
fn by_name(path: &Path) -> Option<Kind> {
    Kind::of_extension(Compression::plain_name(path).extension()?.to_str()?)
}
