//! `dabir check`: a linter for Persian text.

mod baseline;
mod checker;
mod diff;
mod directive;
mod finding;
mod fix;
mod place;
mod report;
mod summary;

pub(crate) use checker::Checker;
pub(crate) use finding::Finding;

use crate::args::{CheckArgs, CheckFormat};
use crate::console::Console;
use crate::input::{Block, Document};
use crate::io::Run;
use crate::output::Target;
use crate::run::{Command, Made};
use crate::settings::AllSettings;
use crate::style::Look;
use crate::{Status, printed};
use anyhow::{Error, anyhow, bail};
use baseline::{Baseline, Counts};
use dabir::Rule;
use diff::Diff;
use fix::Replacement;
use report::Report;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use summary::Summary;

pub(crate) fn run(args: &CheckArgs) -> Result<Status, Error> {
    let mode = Mode::of(args);
    if mode == Mode::Summary && !matches!(args.format, CheckFormat::Human | CheckFormat::Json) {
        bail!("--summary is printed as human or json");
    }
    let settings = Arc::new(AllSettings::for_check(&args.normalizer, &args.rule, &args.no_rule)?);
    let of_folder = settings.of(args.stdin_name.as_deref())?;
    let known = args.baseline.as_deref().or(of_folder.baseline()).filter(|_| mode != Mode::WriteBaseline);
    let known = known.map(Baseline::read).transpose()?;
    let target = match mode {
        Mode::Fix => Target::InPlace { suffix: None, keep_times: false },
        _ => Target::Stdout,
    };
    let mut run = Run::new((&args.input, &args.work), target, None, settings)?;
    run.reader.sources = run.reader.sources.with(args.stdin_name.clone(), args.force_exclude);
    let look = Look::of_stdout();
    let check = Check { known, ..Check::new(args, look, Arc::clone(&run.console)) };
    let reports = mode == Mode::Report;
    let ended = run.start(&check, check.report.head().filter(|_| reports).as_deref())?;
    let Check { report, console, known, tally, .. } = check;
    let tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    printed(|out| {
        if let Some(foot) = report.foot().filter(|_| reports) {
            writeln!(out, "{foot}")?;
        }
        if mode == Mode::Summary {
            tally.summary.write(args.format, &look, out)?;
        }
        Ok(true)
    })?;
    if ended.interrupted {
        return Ok(Status::Interrupted);
    }
    // What is for people does not go where the findings go.
    let (found, sentence) = (tally.summary.findings() > 0, tally.summary.sentence());
    if let Some(baseline) = &tally.baseline {
        baseline.write()?;
        console.conclude(&format!("{sentence} written to {}", baseline.path().display()));
    }
    if let Some(known) = known.filter(|_| tally.unused > 0) {
        let (path, unused) = (known.path().display(), tally.unused);
        console.conclude(&format!(
            "{path}: {unused} of its entries are no longer found; --write-baseline drops them"
        ));
    }
    match mode {
        Mode::Fix if found => console.conclude(&format!("mended {sentence}")),
        Mode::Fix | Mode::WriteBaseline => {}
        _ if found && args.format == CheckFormat::Human => {
            let hint = if tally.failed { "" } else { "; --fix mends, --diff shows how" };
            console.conclude(&format!("{sentence}{hint}"));
        }
        _ => {}
    }
    Ok(match mode {
        _ if console.has_failed() => Status::Failure,
        Mode::Fix | Mode::WriteBaseline => Status::Success,
        _ if found => Status::Different,
        _ => Status::Success,
    })
}

/// What becomes of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Report,
    Fix,
    Diff,
    Summary,
    WriteBaseline,
}

impl Mode {
    fn of(args: &CheckArgs) -> Self {
        match args {
            CheckArgs { fix: true, .. } => Self::Fix,
            CheckArgs { diff: true, .. } => Self::Diff,
            CheckArgs { summary: true, .. } => Self::Summary,
            CheckArgs { write_baseline: Some(_), .. } => Self::WriteBaseline,
            _ => Self::Report,
        }
    }
}

/// Checks documents.
pub(crate) struct Check {
    mode: Mode,
    /// What is not to be reported.
    known: Option<Baseline>,
    report: Report,
    look: Look,
    /// What standard input without a name is called.
    unnamed: &'static str,
    console: Arc<Console>,
    tally: Mutex<Tally>,
}

/// What all documents come to, in their order.
struct Tally {
    summary: Summary,
    /// What is to be written.
    baseline: Option<Baseline>,
    /// How many entries of the known ones were not found.
    unused: usize,
    /// A document could not be read to its end or written: it can't be mended.
    failed: bool,
}

/// What was found in a part of a document.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// It is the first part.
    is_first: bool,
    by_rule: BTreeMap<Rule, usize>,
    /// For the baseline that is to be written.
    counts: Counts,
    /// Directives that make no sense: the line, and what is wrong.
    mistakes: Vec<(usize, String)>,
    /// Known findings that are not there, at the end of the document.
    unused: usize,
}

/// What is carried on from one part of a document to the next.
pub(crate) struct State<'a> {
    checker: Checker<'a>,
    /// What is known and was not yet found.
    known: Counts,
    diff: Diff,
    name: &'a str,
    is_started: bool,
}

impl State<'_> {
    fn found(&mut self) -> Found {
        Found { is_first: !std::mem::replace(&mut self.is_started, true), ..Found::default() }
    }
}

impl Command for Check {
    type State<'a> = State<'a>;

    fn state<'a>(&'a self, document: &'a Document) -> State<'a> {
        let name = if document.named.is_none() { self.unnamed } else { &document.name };
        let known = self.known.as_ref().map(|known| known.of(path_of(document))).unwrap_or_default();
        let checker = Checker::new(&document.settings);
        State { checker, known, diff: Diff::default(), name, is_started: false }
    }

    /// Comments silence what comes after them, and places count what came before.
    fn is_ordered(&self, _: &Document) -> bool {
        true
    }

    fn block<'a>(
        &'a self,
        state: &mut State<'a>,
        document: &'a Document,
        block: &Block,
        made: &mut Made,
    ) -> Result<(), Error> {
        let mut found = state.found();
        let mut at = block.start;
        let mut result = Ok(());
        for text in block.texts() {
            let mut bytes = text.map_or_else(|kept| kept, str::as_bytes);
            let mut replacements = Vec::new();
            match text {
                Ok(text) => {
                    let Made { bytes: out, edits, malformed, .. } = &mut *made;
                    let State { checker, known, name, .. } = &mut *state;
                    let mut printed = Ok(());
                    let checked = checker.text(
                        &document.format,
                        text,
                        &mut |record| document.malformed(record, at, malformed),
                        &mut |finding| {
                            if printed.is_ok() && !known.take(&finding) {
                                *edits += finding.changes.len();
                                printed = self.take(name, finding, &mut found, &mut replacements, out);
                            }
                        },
                    );
                    printed?;
                    if let Err(record) = checked {
                        result = Err(document.error(&record, at));
                        bytes = &bytes[..record.start];
                    }
                }
                Err(_) => state.checker.pass(bytes),
            }
            self.show(state, bytes, replacements, made)?;
            if result.is_err() {
                // No more comes: what was found is shown all the same.
                state.diff.end(state.name, &self.look, &mut made.bytes)?;
                break;
            }
            at = at.after(bytes);
        }
        if block.cut {
            state.checker.pass(b" ");
            self.show(state, b" ", Vec::new(), made)?;
        }
        found.mistakes = state.checker.mistakes();
        made.found = Some(Box::new(found));
        result
    }

    fn end<'a>(&'a self, state: &mut State<'a>, _: &'a Document, made: &mut Made) -> Result<(), Error> {
        let mut found = made.found.take().unwrap_or_else(|| Box::new(state.found()));
        found.unused = state.known.left();
        made.found = Some(found);
        Ok(state.diff.end(state.name, &self.look, &mut made.bytes)?)
    }

    fn in_turn(&self, document: &Document, made: &mut Made) -> Result<(), Error> {
        let Some(found) = made.found.take() else { return Ok(()) };
        let name = if document.named.is_none() { self.unnamed } else { &document.name };
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        if tally.summary.findings() == 0 && self.mode == Mode::Report && !made.bytes.is_empty() {
            made.bytes.drain(..self.report.separator().len());
        }
        if found.is_first {
            tally.summary.start(name);
        }
        tally.summary.add(&found.by_rule);
        tally.unused += found.unused;
        if let Some(baseline) = &mut tally.baseline {
            baseline.add(path_of(document), found.counts);
        }
        for (line, mistake) in found.mistakes {
            self.console.error(&anyhow!("{name}:{line}: {mistake}"));
        }
        Ok(())
    }

    /// What is not written is not mended.
    fn ended(&self, good: bool) {
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.summary.end(good || self.mode != Mode::Fix);
        tally.failed |= !good;
    }

    fn keeps_bom(&self) -> bool {
        self.mode == Mode::Fix
    }

    fn leaves_unedited(&self) -> bool {
        true
    }
}

impl Check {
    /// What the arguments ask for, where nothing is known.
    pub(crate) fn new(args: &CheckArgs, look: Look, console: Arc<Console>) -> Self {
        let baseline = args.write_baseline.as_deref().map(Baseline::new);
        Self {
            mode: Mode::of(args),
            known: None,
            report: Report::new(args.format, look),
            look,
            unnamed: if args.format == CheckFormat::Human { "standard input" } else { "-" },
            console,
            tally: Mutex::new(Tally { summary: Summary::default(), baseline, unused: 0, failed: false }),
        }
    }

    /// Does with a finding what is to be done with it.
    fn take(
        &self,
        name: &str,
        finding: Finding,
        found: &mut Found,
        replacements: &mut Vec<Replacement>,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        *found.by_rule.entry(finding.rule()).or_default() += 1;
        match self.mode {
            Mode::Report => self.report.finding(name, &finding, out)?,
            Mode::Fix | Mode::Diff => {
                replacements.extend(finding.changes.into_iter().map(|change| (change.span, change.inserted)));
            }
            Mode::WriteBaseline => found.counts.add(&finding),
            Mode::Summary => {}
        }
        Ok(())
    }

    /// Writes the text, or what becomes of it, where that is what the findings are for.
    fn show(
        &self,
        state: &mut State<'_>,
        text: &[u8],
        mut replacements: Vec<Replacement>,
        made: &mut Made,
    ) -> Result<(), Error> {
        // Findings may be entangled.
        replacements.sort_by_key(|(span, _)| (span.start, span.end));
        match self.mode {
            Mode::Fix => fix::apply(text, &replacements, &mut made.bytes),
            Mode::Diff => state.diff.text(state.name, text, replacements, &self.look, &mut made.bytes)?,
            Mode::Report | Mode::Summary | Mode::WriteBaseline => {}
        }
        Ok(())
    }
}

/// The path that a document goes by.
fn path_of(document: &Document) -> &Path {
    document.named.as_deref().unwrap_or(Path::new("-"))
}
