//! Where prose stands in a file, so that it can be edited and all else left byte for byte as it came.
//!
//! A [`Format`] says how a stream may be cut into blocks; the first block opens a [`Document`], which all blocks share,
//! in any order. Prose is handed to an [`Editor`], or only shown. Nothing here reads, writes or starts a thread; time is
//! linear in the block.

pub(crate) mod conllu;
mod csv;
mod html;
mod jsonl;
mod markdown;
mod passage;
mod prose;
mod records;

pub(crate) use csv::{Boundaries, Columns, Dialect};
#[cfg(any(test, fuzzing))]
pub(crate) use html::markup as markup_of_html;
pub(crate) use jsonl::Fields;
#[cfg(any(test, fuzzing))]
pub(crate) use markdown::OPTIONS as MARKDOWN;
pub(crate) use prose::{Editor, Locator, Prose};
pub(crate) use records::{Handling, Malformed};

use anyhow::Error;
use clap::ValueEnum;
use std::ops::Range;

/// Where prose stands in a file.
#[derive(Clone, Debug)]
pub(crate) enum Format {
    /// Everywhere.
    Text,
    /// In these fields of the JSON value on each line.
    Jsonl(Fields),
    /// In these columns of records of cells.
    Csv(Columns),
    /// In what readers see of a Markdown document.
    Markdown,
    /// In what readers see of an HTML document.
    Html,
}

/// A format by name, without what the user has to say about it: where prose stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Everywhere
    Text,
    /// In fields of a JSON value a line (.jsonl, .ndjson); see --field
    Jsonl,
    /// In columns (.csv); see --column
    Csv,
    /// In columns (.tsv, .tab); see --column
    Tsv,
    /// Outside of code, addresses and markup (.md, .markdown)
    Markdown,
    /// Outside of tags, scripts, code (.html, .htm, .xhtml)
    Html,
}

impl Kind {
    /// The format of files whose names end in this, without the dot, in any case; `None` for those that may be text.
    pub(crate) fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "md" | "markdown" | "mkd" | "mdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// How a stream may be cut into blocks that are worked on one by one, in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// After any line end.
    Lines,
    /// Where [`Boundaries`] finds that records end.
    Records(Dialect),
    /// Nowhere.
    Whole,
}

impl Format {
    /// How a stream of the format may be cut.
    pub(crate) fn cut(&self) -> Cut {
        match self {
            Self::Text | Self::Jsonl(_) => Cut::Lines,
            Self::Csv(columns) => Cut::Records(columns.dialect()),
            Self::Markdown | Self::Html => Cut::Whole,
        }
    }

    /// What the first block of a stream says for all of them.
    ///
    /// # Errors
    /// The prose that was asked for is nowhere.
    pub(crate) fn open(&self, head: &str) -> Result<Document, Error> {
        Ok(match self {
            Self::Text => Document::Text,
            Self::Jsonl(fields) => Document::Jsonl(fields.clone()),
            Self::Csv(columns) => Document::Csv(columns.open(head)?),
            Self::Markdown => Document::Markdown,
            Self::Html => Document::Html,
        })
    }
}

/// Where prose stands in the blocks of one stream.
#[derive(Clone, Debug)]
pub(crate) enum Document {
    Text,
    Jsonl(Fields),
    Csv(csv::Cells),
    Markdown,
    Html,
}

impl Document {
    /// Appends the block to `out`: prose as the editor has it, all else as it came.
    ///
    /// `is_first` says that the block starts the stream. Records that cannot be read go to `malformed`, which decides.
    ///
    /// # Errors
    /// The record at which `malformed` said to stop; what stands before it has been written.
    pub(crate) fn rewrite(
        &self,
        block: &str,
        is_first: bool,
        editor: &mut dyn Editor,
        malformed: &mut dyn FnMut(&Malformed) -> Handling,
        out: &mut String,
    ) -> Result<(), Malformed> {
        match self {
            Self::Text => {
                editor.rewrite(block, out);
                Ok(())
            }
            Self::Jsonl(fields) => records::rewrite(block, editor, out, |visit| {
                jsonl::each_part(fields, block, malformed, visit)
            }),
            Self::Csv(cells) => records::rewrite(block, editor, out, |visit| {
                csv::each_part(cells, block, is_first, malformed, visit)
            }),
            Self::Markdown => {
                markdown::rewrite(block, editor, out);
                Ok(())
            }
            Self::Html => {
                html::rewrite(block, editor, out);
                Ok(())
            }
        }
    }

    /// Shows each stretch of prose of the block, in order; the arguments and the error are those of
    /// [`rewrite`](Self::rewrite).
    pub(crate) fn each_prose(
        &self,
        block: &str,
        is_first: bool,
        malformed: &mut dyn FnMut(&Malformed) -> Handling,
        visit: &mut dyn FnMut(&Prose<'_>),
    ) -> Result<(), Malformed> {
        match self {
            Self::Text => {
                visit(&Prose::literal(block, 0));
                Ok(())
            }
            Self::Jsonl(fields) => jsonl::each_part(fields, block, malformed, &mut records::prose_of(visit)),
            Self::Csv(cells) => {
                csv::each_part(cells, block, is_first, malformed, &mut records::prose_of(visit))
            }
            Self::Markdown => {
                markdown::each_passage(block, &mut |passage| visit(&passage.prose()));
                Ok(())
            }
            Self::Html => {
                html::each_passage(block, &mut |passage| visit(&passage.prose()));
                Ok(())
            }
        }
    }
}

impl Document {
    /// Shows each edit that [`rewrite`](Self::rewrite) makes, of Markdown and HTML those of its first round: its number among all that the editor asks for, the bytes of the
    /// block in whose place it stands, and what it puts there, in the form that the format asks for. The other arguments and
    /// the error are those of `rewrite`.
    pub(crate) fn each_edit(
        &self,
        block: &str,
        is_first: bool,
        editor: &mut dyn Editor,
        malformed: &mut dyn FnMut(&Malformed) -> Handling,
        visit: &mut dyn FnMut(usize, Range<usize>, &str),
    ) -> Result<(), Malformed> {
        match self {
            Self::Text => {
                let mut asked = 0..;
                editor.edit(block, &mut |span, with| visit(asked.next().unwrap_or_default(), span, with));
                Ok(())
            }
            Self::Jsonl(fields) => {
                jsonl::each_part(fields, block, malformed, &mut records::edits_of(editor, visit))
            }
            Self::Csv(cells) => {
                csv::each_part(cells, block, is_first, malformed, &mut records::edits_of(editor, visit))
            }
            Self::Markdown => {
                markdown::each_edit(block, editor, visit);
                Ok(())
            }
            Self::Html => {
                html::each_edit(block, editor, visit);
                Ok(())
            }
        }
    }

    /// Whether fences set code apart in it.
    pub(crate) fn has_fences(&self) -> bool {
        matches!(self, Self::Text | Self::Markdown)
    }
}

#[cfg(test)]
mod tests;
