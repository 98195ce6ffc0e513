//! `dabir diff`: how two texts differ, orthography aside.

use crate::Status;
use crate::args::{DiffArgs, NormalizerArgs, ReportFormat};
use crate::settings::{AllSettings, Settings};
use crate::style::Look;
use crate::visible::visible;
use anyhow::{Context, Error};
use dabir::{Preset, Token, TokenKind};
use serde::Serialize;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};
use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::ops::Range;
use std::path::Path;

pub(crate) fn run(args: &DiffArgs, out: &mut impl Write) -> Result<Status, Error> {
    let fold = args.fold.then_some(Preset::Search);
    let normalizer = NormalizerArgs { preset: fold.or(args.normalizer.preset), ..args.normalizer.clone() };
    let settings = AllSettings::new(&normalizer)?;
    let text = |path| normalized(path, &settings);
    let (a, b) = (text(&args.a)?, text(&args.b)?);
    let (a, b) = (Words::of(&a), Words::of(&b));
    let ops = compare(&a, &b);
    let same: usize = ops.iter().filter(|op| op.tag() == DiffTag::Equal).map(|op| op.old_range().len()).sum();
    let stat = Stat { same, removed: a.words.len() - same, added: b.words.len() - same };
    let look = Look::of_stdout();
    match (args.stat, args.format) {
        (true, ReportFormat::Text) => {
            writeln!(out, "{} words the same, {} removed, {} added", stat.same, stat.removed, stat.added)?;
        }
        (true, ReportFormat::Json) => {
            serde_json::to_writer(&mut *out, &stat)?;
            writeln!(out)?;
        }
        (false, format) => hunks(ops, [&a, &b], (args.context, format, &look), out)?,
    }
    Ok(if stat.removed + stat.added == 0 { Status::Success } else { Status::Different })
}

/// Prints what differs with so many words around it.
pub(crate) fn hunks(
    ops: Vec<DiffOp>,
    [a, b]: [&Words<'_>; 2],
    (context, format, look): (usize, ReportFormat, &Look),
    out: &mut impl Write,
) -> Result<(), Error> {
    for hunk in group_diff_ops(ops, context) {
        match format {
            ReportFormat::Text => print(&hunk, a, b, look, out)?,
            ReportFormat::Json => json(&hunk, a, b, out)?,
        }
    }
    Ok(())
}

fn normalized(path: &Path, settings: &AllSettings) -> Result<String, Error> {
    let stdin = path == Path::new("-");
    let name = if stdin { "standard input".to_owned() } else { path.display().to_string() };
    let settings: &Settings = &*settings.of((!stdin).then_some(path))?;
    let text = if stdin {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    let text = text.context(name)?;
    Ok(settings.normalizer.normalize(text.trim_start_matches('\u{FEFF}')).into_owned())
}

/// The words and marks of a text; each with the line it stands in, which is that of the file: lines stay lines.
pub(crate) struct Words<'t> {
    text: &'t str,
    words: Vec<Token<'t>>,
    lines: Vec<usize>,
}

impl<'t> Words<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let (mut words, mut lines, mut line) = (Vec::new(), Vec::new(), 1);
        for token in dabir::tokens(text) {
            match token.kind() {
                TokenKind::Newline => line += 1,
                kind if kind.is_space() => {}
                _ => {
                    words.push(token);
                    lines.push(line);
                }
            }
        }
        Self { text, words, lines }
    }

    #[cfg(any(test, fuzzing))]
    pub(crate) fn count(&self) -> usize {
        self.words.len()
    }

    /// Words one by one.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn each(&self, words: Range<usize>) -> impl Iterator<Item = &'t str> {
        self.words[words].iter().map(Token::text)
    }

    fn line(&self, word: usize) -> usize {
        self.lines.get(word).or(self.lines.last()).copied().unwrap_or(1)
    }

    /// As they stand in the text, on one line.
    fn text(&self, words: Range<usize>) -> String {
        match &self.words[words] {
            [] => String::new(),
            [first, .., last] => self.text[first.span().start..last.span().end].replace(['\n', '\r'], " "),
            [word] => word.text().to_owned(),
        }
    }

    /// A space, unless the word follows right after the one before.
    fn gap(&self, word: usize) -> &'static str {
        match word.checked_sub(1).map(|before| &self.words[before]) {
            Some(before) if before.span().end == self.words[word].span().start => "",
            _ => " ",
        }
    }
}

pub(crate) fn compare<'t>(a: &Words<'t>, b: &Words<'t>) -> Vec<DiffOp> {
    // Numbers are compared faster than words.
    let mut numbers = HashMap::new();
    let mut number = |word: &'t str| {
        let next = numbers.len();
        *numbers.entry(word).or_insert(next)
    };
    let a: Vec<_> = a.words.iter().map(|word| number(word.text())).collect();
    let b: Vec<_> = b.words.iter().map(|word| number(word.text())).collect();
    // Where the shortest difference would take too long, this algorithm takes one that is longer: by what it has done, not by
    // a clock, so that the outcome is the same everywhere.
    capture_diff_slices(Algorithm::Myers, &a, &b)
}

#[derive(Serialize)]
struct Stat {
    same: usize,
    removed: usize,
    added: usize,
}

/// A line: where in A and B, and the words; what is removed in `[-…-]`, what is added in `{+…+}`, or both in colours.
fn print(
    hunk: &[DiffOp],
    a: &Words<'_>,
    b: &Words<'_>,
    look: &Look,
    out: &mut impl Write,
) -> Result<(), Error> {
    let Look { place, removed, inserted, .. } = look;
    let (line_a, line_b) = lines(hunk, a, b);
    write!(out, "{place}{line_a},{line_b}:{place:#}")?;
    let [minus, plus] = if look.coloured { [("", ""), ("", "")] } else { [("[-", "-]"), ("{+", "+}")] };
    for op in hunk {
        let (old, new) = (op.old_range(), op.new_range());
        if op.tag() == DiffTag::Equal {
            write!(out, "{}{}", a.gap(old.start), visible(&a.text(old)))?;
            continue;
        }
        if !old.is_empty() {
            let gap = a.gap(old.start);
            write!(out, "{gap}{removed}{}{}{}{removed:#}", minus.0, visible(&a.text(old)), minus.1)?;
        }
        if !new.is_empty() {
            let gap = b.gap(new.start);
            write!(out, "{gap}{inserted}{}{}{}{inserted:#}", plus.0, visible(&b.text(new)), plus.1)?;
        }
    }
    writeln!(out)?;
    Ok(())
}

/// The lines of the first difference.
fn lines(hunk: &[DiffOp], a: &Words<'_>, b: &Words<'_>) -> (usize, usize) {
    let first = hunk.iter().find(|op| op.tag() != DiffTag::Equal);
    first.map_or((1, 1), |op| (a.line(op.old_range().start), b.line(op.new_range().start)))
}

#[derive(Serialize)]
struct Hunk {
    /// The lines of A and B in which it starts.
    line_a: usize,
    line_b: usize,
    parts: Vec<Part>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Part {
    Same(String),
    Removed(String),
    Added(String),
}

fn json(hunk: &[DiffOp], a: &Words<'_>, b: &Words<'_>, out: &mut impl Write) -> Result<(), Error> {
    let (line_a, line_b) = lines(hunk, a, b);
    let mut parts = Vec::new();
    for op in hunk {
        let (old, new) = (a.text(op.old_range()), b.text(op.new_range()));
        if op.tag() == DiffTag::Equal {
            parts.push(Part::Same(old));
            continue;
        }
        let changed = [Part::Removed(old), Part::Added(new)];
        parts.extend(changed.into_iter().filter(|part| {
            let (Part::Same(text) | Part::Removed(text) | Part::Added(text)) = part;
            !text.is_empty()
        }));
    }
    serde_json::to_writer(&mut *out, &Hunk { line_a, line_b, parts })?;
    Ok(out.write_all(b"\n")?)
}
