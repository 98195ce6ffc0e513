//! What holds of the command whatever it reads, as functions that panic where it does not; property tests and fuzz targets
//! share them. What holds of the library is in `tests/src/laws.rs`.

mod check;
mod commands;
mod diff;
mod formats;
mod input;
mod settings;
#[cfg(test)]
mod tests;

pub use check::check;
pub use commands::commands;
pub use diff::diff;
pub use formats::rewrite;
#[cfg(test)]
pub(crate) use input::Drops;
pub use input::{blocks, decode};
pub use settings::settings;

use crate::format::{Columns, Dialect, Editor, Fields, Format};
use dabir::Worker;
use std::ops::Range;

/// The normalizer as an editor.
pub(crate) struct Normalize<'n>(pub(crate) Worker<'n>);

impl Editor for Normalize<'_> {
    fn edit(&mut self, text: &str, replace: &mut dyn FnMut(Range<usize>, &str)) {
        let result = self.0.normalize(text);
        for edit in result.edits() {
            replace(edit.input(), result.inserted(edit));
        }
    }

    fn rewrite(&mut self, text: &str, out: &mut String) {
        out.push_str(self.0.normalize(text).text());
    }
}

/// A format by number: text, fields of JSON, columns of CSV with a header and without, of TSV, Markdown, HTML.
fn format(number: u8) -> Format {
    let fields = |paths: &[&str]| Format::Jsonl(Fields::parse(paths).unwrap());
    let columns = |names: &[&str], dialect, has_header| {
        Format::Csv(
            Columns::new(names.iter().map(|&name| name.to_owned()).collect(), dialect, has_header).unwrap(),
        )
    };
    match number % 9 {
        0 => Format::Text,
        1 => fields(&["text"]),
        2 => fields(&[".", "[]", "[0].a", "a.b[].c"]),
        3 => columns(&["1", "3"], Dialect::CSV, true),
        4 => columns(&["2"], Dialect::CSV.with_delimiter(';').unwrap(), false),
        5 => columns(&["1", "2"], Dialect::TSV, false),
        6 => Format::Markdown,
        _ => Format::Html,
    }
}

/// The text as a document of the format that has it as prose.
fn dressed(format: &Format, text: &str) -> String {
    match format {
        Format::Jsonl(_) => text
            .split('\n')
            .map(|line| {
                serde_json::json!({ "id": 1.50, "text": line, "a": { "b": [{ "c": line }, line] } })
                    .to_string()
                    + "\n"
            })
            .collect(),
        Format::Csv(_) => {
            let cell = text.replace('"', "\"\"");
            format!("a,b;c\td\n\"{cell}\",x;\"{cell}\"\t{cell}\n{text}")
        }
        _ => text.to_owned(),
    }
}
