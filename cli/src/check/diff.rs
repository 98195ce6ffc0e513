//! The changes of a file as a unified diff.

use super::finding::{Change, Finding};
use crate::style::Look;
use crate::visible::{printable, visible};
use anyhow::Error;
use std::io::Write;
use std::ops::Range;

/// Lines around a change.
const CONTEXT: usize = 3;

/// A line of the file and what becomes of it.
struct Line<'a> {
    old: &'a str,
    /// The byte of the file at which it starts.
    start: usize,
    changes: Vec<&'a Change>,
}

/// Writes what the findings change in the text, which starts `before` bytes into its file. Lines stay lines, so the diff
/// follows from the changes. Without colours it is a patch.
pub(super) fn write(
    name: &str,
    text: &str,
    before: usize,
    findings: &[Finding],
    look: &Look,
    out: &mut impl Write,
) -> Result<(), Error> {
    let lines = lines(text, before, findings);
    let (heading, faint) = (look.heading, look.faint);
    let file = name.trim_start_matches('/');
    writeln!(out, "{heading}--- a/{file}{heading:#}\n{heading}+++ b/{file}{heading:#}")?;
    let mut changed = (0..lines.len()).filter(|&i| !lines[i].changes.is_empty()).peekable();
    while let Some(first) = changed.next() {
        let mut last = first;
        while let Some(next) = changed.next_if(|next| next - last <= 2 * CONTEXT) {
            last = next;
        }
        let (from, to) = (first.saturating_sub(CONTEXT), lines.len().min(last + CONTEXT + 1));
        writeln!(out, "{faint}@@ -{},{1} +{0},{1} @@{faint:#}", from + 1, to - from)?;
        let mut at = from;
        while at < to {
            if lines[at].changes.is_empty() {
                write_line(' ', &lines[at], look, out)?;
                at += 1;
                continue;
            }
            let block = lines[at..to].iter().take_while(|line| !line.changes.is_empty()).count();
            for sign in ['-', '+'] {
                for line in &lines[at..at + block] {
                    write_line(sign, line, look, out)?;
                }
            }
            at += block;
        }
    }
    Ok(())
}

fn lines<'a>(text: &'a str, before: usize, findings: &'a [Finding]) -> Vec<Line<'a>> {
    let mut start = before;
    let mut lines: Vec<Line<'_>> = Vec::new();
    for old in text.split_inclusive('\n') {
        lines.push(Line { old, start, changes: Vec::new() });
        start += old.len();
    }
    for change in findings.iter().flat_map(|finding| &finding.changes) {
        lines[change.start.line - 1].changes.push(change);
    }
    for line in &mut lines {
        line.changes.sort_by_key(|change| (change.start.byte, change.end.byte));
    }
    lines
}

fn write_line(sign: char, line: &Line<'_>, look: &Look, out: &mut impl Write) -> Result<(), Error> {
    let style = match sign {
        '-' => look.removed,
        '+' => look.inserted,
        _ => anstyle::Style::new(),
    };
    let (text, end) = match line.old.strip_suffix('\n') {
        Some(text) => (text, "\n"),
        None => (line.old, "\n\\ No newline at end of file\n"),
    };
    if !look.coloured {
        return Ok(write!(out, "{sign}{}{end}", applied(text, 0..text.len(), line, sign))?);
    }
    let strong = style.bold().underline();
    write!(out, "{style}{sign}")?;
    let mut done = 0;
    for words in words(text, line) {
        write!(out, "{}{style:#}", printable(&text[done..words.start]))?;
        write!(out, "{strong}{}{strong:#}{style}", visible(&applied(text, words.clone(), line, sign)))?;
        done = words.end;
    }
    Ok(write!(out, "{}{style:#}{end}", printable(&text[done..]))?)
}

/// A piece of the line as it is, or as it becomes.
fn applied(text: &str, piece: Range<usize>, line: &Line<'_>, sign: char) -> String {
    if sign != '+' {
        return text[piece].to_owned();
    }
    let mut new = String::with_capacity(piece.len() + 8);
    let mut done = piece.start;
    let first = line.changes.partition_point(|change| change.start.byte < line.start + piece.start);
    for change in &line.changes[first..] {
        let (from, to) = (change.start.byte - line.start, change.end.byte - line.start);
        if to > piece.end {
            break;
        }
        new.push_str(&text[done..from]);
        new.push_str(&change.inserted);
        done = to;
    }
    new.push_str(&text[done..piece.end]);
    new
}

/// Whole words around the changes: a colour that begins inside a word would tear its letters apart.
fn words(text: &str, line: &Line<'_>) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::with_capacity(line.changes.len());
    for change in &line.changes {
        let (from, to) = (change.start.byte - line.start, change.end.byte - line.start);
        if let Some(last) = words.last_mut().filter(|last| from <= last.end) {
            last.end = last.end.max(to);
            last.end += text[last.end..].find(' ').unwrap_or(text.len() - last.end);
            continue;
        }
        let start = words.last().map_or(0, |last| last.end);
        let start = text[start..from].rfind(' ').map_or(start, |space| start + space + 1);
        words.push(start..to + text[to..].find(' ').unwrap_or(text.len() - to));
    }
    words
}
