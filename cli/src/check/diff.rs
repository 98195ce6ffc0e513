//! Changes as a unified diff.

use super::fix::{Replacement, apply};
use crate::style::Look;
use crate::visible::{printable, visible};
use std::collections::VecDeque;
use std::io::{self, Write};
use std::ops::Range;

/// Lines around a change.
const CONTEXT: usize = 3;

/// Writes what changes in a document. Lines stay lines, so the diff follows from the changes. Without colours it is a patch.
///
/// A hunk is written as soon as no change can join it. Nothing else is held but the lines that may be shown before the next.
#[derive(Debug, Default)]
pub(super) struct Diff {
    /// The line that has not ended.
    line: Line,
    /// Lines that have ended.
    lines: usize,
    /// The last lines before the next hunk.
    before: VecDeque<Line>,
    hunk: Vec<Line>,
    /// Lines at the end of the hunk without a change.
    unchanged: usize,
    /// The names of the files have been written.
    is_named: bool,
}

/// A line, with its line end, and what is replaced in it.
#[derive(Debug, Default)]
struct Line {
    /// UTF-8 if something is replaced.
    old: Vec<u8>,
    replacements: Vec<Replacement>,
}

impl Diff {
    /// Goes on with a text and what is replaced in it, in ascending order.
    pub(super) fn text(
        &mut self,
        name: &str,
        text: &[u8],
        replacements: Vec<Replacement>,
        look: &Look,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let mut replacements = replacements.into_iter().peekable();
        let mut start = 0;
        for part in text.split_inclusive(|&b| b == b'\n') {
            let end = start + part.len();
            // Where the part starts in its line.
            let at = self.line.old.len();
            self.line.old.extend_from_slice(part);
            while let Some((span, with)) =
                replacements.next_if(|(span, _)| span.start < end || end == text.len())
            {
                let span = at + span.start - start..at + span.end - start;
                self.line.replacements.push((span, with));
            }
            if part.ends_with(b"\n") {
                self.end_line(name, look, out)?;
            }
            start = end;
        }
        Ok(())
    }

    /// Ends the document.
    pub(super) fn end(&mut self, name: &str, look: &Look, out: &mut Vec<u8>) -> io::Result<()> {
        if !self.line.old.is_empty() {
            self.end_line(name, look, out)?;
        }
        self.end_hunk(name, look, out)
    }

    fn end_line(&mut self, name: &str, look: &Look, out: &mut Vec<u8>) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.lines += 1;
        if !line.replacements.is_empty() {
            self.hunk.extend(self.before.drain(..));
            self.hunk.push(line);
            self.unchanged = 0;
        } else if !self.hunk.is_empty() {
            self.hunk.push(line);
            self.unchanged += 1;
            if self.unchanged == 2 * CONTEXT {
                self.end_hunk(name, look, out)?;
            }
        } else {
            if self.before.len() == CONTEXT {
                self.before.pop_front();
            }
            self.before.push_back(line);
        }
        Ok(())
    }

    fn end_hunk(&mut self, name: &str, look: &Look, out: &mut Vec<u8>) -> io::Result<()> {
        if self.hunk.is_empty() {
            return Ok(());
        }
        let (heading, faint) = (look.heading, look.faint);
        if !std::mem::replace(&mut self.is_named, true) {
            let file = name.trim_start_matches('/');
            writeln!(out, "{heading}--- a/{file}{heading:#}\n{heading}+++ b/{file}{heading:#}")?;
        }
        let from = self.lines - self.hunk.len();
        let rest = self.hunk.split_off(self.hunk.len() - self.unchanged.saturating_sub(CONTEXT));
        let lines = &self.hunk[..];
        writeln!(out, "{faint}@@ -{},{1} +{0},{1} @@{faint:#}", from + 1, lines.len())?;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if line.replacements.is_empty() {
                line.write(' ', look, out)?;
                at += 1;
                continue;
            }
            let block = lines[at..].iter().take_while(|line| !line.replacements.is_empty()).count();
            for sign in ['-', '+'] {
                for line in &lines[at..at + block] {
                    line.write(sign, look, out)?;
                }
            }
            at += block;
        }
        self.hunk.clear();
        self.unchanged = 0;
        self.before = rest.into();
        Ok(())
    }
}

impl Line {
    fn write(&self, sign: char, look: &Look, out: &mut Vec<u8>) -> io::Result<()> {
        let style = match sign {
            '-' => look.removed,
            '+' => look.inserted,
            _ => anstyle::Style::new(),
        };
        let (text, end) = match self.old.strip_suffix(b"\n") {
            Some(text) => (text, "\n"),
            None => (&self.old[..], "\n\\ No newline at end of file\n"),
        };
        let Some(text) = str::from_utf8(text).ok().filter(|_| look.coloured || sign == '+') else {
            write!(out, "{sign}")?;
            out.extend_from_slice(text);
            return out.write_all(end.as_bytes());
        };
        if !look.coloured {
            write!(out, "{sign}")?;
            apply(text.as_bytes(), &self.replacements, out);
            return out.write_all(end.as_bytes());
        }
        let strong = style.bold().underline();
        write!(out, "{style}{sign}")?;
        let mut done = 0;
        for words in self.words(text) {
            write!(out, "{}{style:#}", printable(&text[done..words.start]))?;
            write!(out, "{strong}{}{strong:#}{style}", visible(&self.piece(text, words.clone(), sign)))?;
            done = words.end;
        }
        write!(out, "{}{style:#}{end}", printable(&text[done..]))
    }

    /// A piece of the line as it is, or as it becomes.
    fn piece(&self, text: &str, piece: Range<usize>, sign: char) -> String {
        if sign != '+' {
            return text[piece].to_owned();
        }
        let mut new = String::with_capacity(piece.len() + 8);
        let mut done = piece.start;
        let first = self.replacements.partition_point(|(span, _)| span.start < piece.start);
        for (span, with) in self.replacements[first..].iter().take_while(|(span, _)| span.end <= piece.end) {
            new.push_str(&text[done..span.start]);
            new.push_str(with);
            done = span.end;
        }
        new.push_str(&text[done..piece.end]);
        new
    }

    /// Whole words around what is replaced: a colour that begins inside a word would tear its letters apart.
    fn words(&self, text: &str) -> Vec<Range<usize>> {
        let mut words: Vec<Range<usize>> = Vec::with_capacity(self.replacements.len());
        for (Range { start: from, end: to }, _) in self.replacements.iter().cloned() {
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
}
