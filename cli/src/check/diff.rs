//! The changes of a file as a unified diff.

use super::finding::{Change, Finding};
use crate::style::Look;
use crate::visible::printable;
use anyhow::Error;
use std::io::Write;

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
    let strong = style.bold().underline();
    let (text, end) = match line.old.strip_suffix('\n') {
        Some(text) => (text, "\n"),
        None => (line.old, "\n\\ No newline at end of file\n"),
    };
    write!(out, "{style}{sign}{style:#}")?;
    let mut done = 0;
    let plain = |piece: &str| if look.coloured { printable(piece) } else { piece.to_owned() };
    for change in &line.changes {
        let (from, to) = (change.start.byte - line.start, change.end.byte - line.start);
        let piece = if sign == '-' { &change.removed } else { &change.inserted };
        write!(out, "{style}{}{style:#}", plain(&text[done..from]))?;
        if look.coloured {
            write!(out, "{strong}{}{strong:#}", shown(piece))?;
        } else {
            write!(out, "{piece}")?;
        }
        done = to;
    }
    write!(out, "{style}{}{style:#}{end}", plain(&text[done..]))?;
    Ok(())
}

/// A piece that changes, with all that is invisible in it; its spaces too, for they are what changes.
fn shown(piece: &str) -> String {
    crate::visible::visible(piece)
}
