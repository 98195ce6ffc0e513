//! `dabir explain`: each step of normalizing a text, for people.

use crate::args::{ExplainArgs, ReportFormat};
use crate::check::{Checker, Finding};
use crate::format::{Document, Handling};
use crate::settings::AllSettings;
use crate::style::Look;
use crate::visible::{printable, visible};
use anyhow::{Context, Error, anyhow};
use dabir::Normalizer;
use serde::Serialize;
use std::io::{self, Read, Write};

pub(crate) fn run(args: &ExplainArgs, out: &mut impl Write) -> Result<bool, Error> {
    let settings = AllSettings::new(&args.normalizer)?.of(None)?;
    let text = match &*args.text {
        [] => {
            let mut text = String::new();
            io::stdin().lock().read_to_string(&mut text).context("standard input")?;
            text
        }
        words => words.join(" "),
    };
    // One line end is that of the command line, not of the text.
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let mut findings = Vec::new();
    // Nothing in plain text is malformed.
    Checker::new(&settings)
        .text(&Document::Text, text, &mut |_| Handling::Stop, &mut |finding| findings.push(finding))
        .map_err(|malformed| anyhow!("{malformed}"))?;
    match args.format {
        ReportFormat::Text => print(&settings.normalizer, text, &findings, &Look::of_stdout(), out)?,
        ReportFormat::Json => {
            json(&settings.normalizer, text, &findings, out)?;
        }
    }
    Ok(true)
}

fn print(
    normalizer: &Normalizer,
    text: &str,
    findings: &[Finding],
    look: &Look,
    out: &mut impl Write,
) -> Result<(), Error> {
    let Look { heading, rule: style, faint, .. } = look;
    if findings.is_empty() {
        writeln!(out, "{heading}nothing to change{heading:#}")?;
    } else {
        writeln!(out, "{heading}changes{heading:#}")?;
    }
    let lines = text.contains('\n');
    for (number, finding) in findings.iter().enumerate() {
        let rules = finding.rules();
        let ids: Vec<_> = rules.iter().map(|rule| rule.id()).collect();
        let (start, end) = (finding.start, finding.end);
        let change = look.change(&visible(&finding.from), &visible(&finding.to));
        let line = if lines { format!("line {}, ", start.line) } else { String::new() };
        let last = end.column.max(start.column + 1) - 1;
        writeln!(out, "{:3}. {change}", number + 1)?;
        writeln!(out, "     {style}{}{style:#}", ids.join(", "))?;
        for rule in rules {
            writeln!(out, "     {}", rule.description())?;
        }
        write!(
            out,
            "     {faint}{line}characters {}–{last}, bytes {}–{}",
            start.column, start.byte, end.byte
        )?;
        if finding.changes.iter().any(|change| change.rule.is_statistical()) {
            write!(out, ", confidence {:.3}", finding.confidence())?;
        }
        writeln!(out, "{faint:#}")?;
    }
    let protected = normalizer.protected(text);
    if !protected.is_empty() {
        writeln!(out, "\n{heading}left as it came{heading:#}")?;
    }
    for part in protected {
        writeln!(out, "     {style}{}{style:#} {}", part.class(), printable(&text[part.span()]))?;
    }
    let normalized = normalizer.normalize(text);
    writeln!(out, "\n{heading}result{heading:#}")?;
    for line in normalized.lines() {
        writeln!(out, "     {}", printable(line))?;
    }
    writeln!(out, "\n{heading}tokens{heading:#}")?;
    for token in dabir::words(&normalized) {
        let kind = token.kind().name();
        writeln!(out, "     {faint}{kind:11}{faint:#} {}", visible(token.text()))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Explained<'a> {
    text: &'a str,
    changes: Vec<Change<'a>>,
    protected: Vec<Protected<'a>>,
    normalized: &'a str,
    tokens: Vec<Token<'a>>,
}

/// Edits that belong together, and the words around them.
#[derive(Serialize)]
struct Change<'a> {
    from: &'a str,
    to: &'a str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    rule: &'static str,
    description: &'static str,
    /// Bytes of the text.
    span: [usize; 2],
    chars: [usize; 2],
    from: &'a str,
    to: &'a str,
    confidence: f32,
}

#[derive(Serialize)]
struct Protected<'a> {
    class: &'static str,
    text: &'a str,
    span: [usize; 2],
}

/// Spans are those of the normalized text.
#[derive(Serialize)]
struct Token<'a> {
    token: &'a str,
    kind: &'static str,
    span: [usize; 2],
}

fn json(
    normalizer: &Normalizer,
    text: &str,
    findings: &[Finding],
    out: &mut impl Write,
) -> Result<(), Error> {
    fn change(finding: &Finding) -> Change<'_> {
        let edits = finding.changes.iter().map(|change| Edit {
            rule: change.rule.id(),
            description: change.rule.description(),
            span: [change.start.byte, change.end.byte],
            chars: [change.start.char, change.end.char],
            from: &change.removed,
            to: &change.inserted,
            confidence: change.confidence,
        });
        Change { from: &finding.from, to: &finding.to, edits: edits.collect() }
    }
    let protected = normalizer.protected(text);
    let protected = protected.iter().map(|part| Protected {
        class: part.class().name(),
        text: &text[part.span()],
        span: [part.span().start, part.span().end],
    });
    let normalized = normalizer.normalize(text);
    let tokens = dabir::words(&normalized).map(|token| Token {
        token: token.text(),
        kind: token.kind().name(),
        span: [token.span().start, token.span().end],
    });
    let explained = Explained {
        text,
        changes: findings.iter().map(change).collect(),
        protected: protected.collect(),
        normalized: &normalized,
        tokens: tokens.collect(),
    };
    serde_json::to_writer(&mut *out, &explained)?;
    Ok(out.write_all(b"\n")?)
}
