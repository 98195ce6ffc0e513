//! Findings as JSON, an object a line.

use crate::check::finding::{Change, Finding};
use anyhow::Error;
use serde::Serialize;
use std::io::Write;

#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    /// From 1; columns in characters (code points). The end is the place behind the last character.
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    rule: &'static str,
    /// All rules that had a part in it.
    rules: Vec<&'static str>,
    description: &'static str,
    /// The words around, before and after.
    from: &'a str,
    to: &'a str,
    /// Where those words stand: bytes, characters and UTF-16 units from the start of the file.
    span: [usize; 2],
    chars: [usize; 2],
    utf16: [usize; 2],
    confidence: f32,
    edits: Vec<Edit<'a>>,
}

/// What exactly is to be replaced.
#[derive(Serialize)]
struct Edit<'a> {
    rule: &'static str,
    span: [usize; 2],
    chars: [usize; 2],
    utf16: [usize; 2],
    from: &'a str,
    to: &'a str,
}

impl<'a> Edit<'a> {
    fn of(change: &'a Change) -> Self {
        let Change { start, end, removed, inserted, rule, .. } = change;
        Self {
            rule: rule.id(),
            span: [start.byte, end.byte],
            chars: [start.char, end.char],
            utf16: [start.utf16, end.utf16],
            from: removed,
            to: inserted,
        }
    }
}

pub(super) fn write(file: &str, finding: &Finding, out: &mut impl Write) -> Result<(), Error> {
    let Finding { start, end, .. } = finding;
    let object = Object {
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        rule: finding.rule().id(),
        rules: super::ids(finding),
        description: finding.rule().description(),
        from: &finding.from,
        to: &finding.to,
        span: [start.byte, end.byte],
        chars: [start.char, end.char],
        utf16: [start.utf16, end.utf16],
        confidence: finding.confidence(),
        edits: finding.changes.iter().map(Edit::of).collect(),
    };
    serde_json::to_writer(&mut *out, &object)?;
    Ok(out.write_all(b"\n")?)
}
