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
pub(crate) use fix::replace_file;
pub(crate) use report::Report;

use crate::args::{CheckArgs, CheckFormat};
use crate::settings::{AllSettings, Settings};
use crate::style::Look;
use crate::{Status, complain};
use anyhow::{Context, Error, anyhow, bail};
use baseline::Baseline;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use summary::Summary;

/// Bytes that are checked together, up to the next line end.
const BLOCK: usize = 1 << 18;

pub(crate) fn run(args: &CheckArgs, out: &mut impl Write) -> Result<Status, Error> {
    if args.summary && !matches!(args.format, CheckFormat::Human | CheckFormat::Json) {
        bail!("--summary is printed as human or json");
    }
    let settings = AllSettings::for_check(&args.normalizer, &args.rule, &args.no_rule)?;
    let mut run = Run {
        baseline: baseline(args, &settings)?,
        report: Report::new(args.format, Look::of_stdout()),
        look: Look::of_stdout(),
        summary: Summary::default(),
        failed: false,
        settings,
        args,
    };
    if run.reports() {
        run.report.start(out)?;
    }
    let standard_input = [PathBuf::from("-")];
    let files = if args.input.files.is_empty() { &standard_input[..] } else { &args.input.files };
    for path in files {
        let settings = match run.settings.of(run.name_of(path)) {
            Ok(settings) => settings,
            // It would be so for the next file too.
            Err(error) => {
                if run.reports() {
                    run.report.end(out)?;
                }
                return Err(error);
            }
        };
        if let Err(error) = run.file(path, &settings, out) {
            if crate::is_broken_pipe(&error) {
                return Err(error);
            }
            complain(&error);
            run.failed = true;
        }
    }
    run.finish(out)
}

fn baseline(args: &CheckArgs, settings: &AllSettings) -> Result<Option<Baseline>, Error> {
    if let Some(path) = &args.write_baseline {
        return Ok(Some(Baseline::new(path)));
    }
    let of_folder = settings.of(args.stdin_name.as_deref())?;
    args.baseline.as_deref().or(of_folder.baseline()).map(Baseline::read).transpose()
}

/// A run over all files.
struct Run<'a> {
    args: &'a CheckArgs,
    settings: AllSettings,
    baseline: Option<Baseline>,
    report: Report,
    look: Look,
    summary: Summary,
    /// Something went wrong with one of the files.
    failed: bool,
}

impl<'a> Run<'a> {
    /// Whether the findings themselves are printed.
    fn reports(&self) -> bool {
        let CheckArgs { fix, diff, summary, write_baseline, .. } = self.args;
        !(*fix || *diff || *summary || write_baseline.is_some())
    }

    /// What a file is called; standard input may have no name.
    fn name_of<'p>(&self, path: &'p Path) -> Option<&'p Path>
    where
        'a: 'p,
    {
        if path == Path::new("-") { self.args.stdin_name.as_deref() } else { Some(path) }
    }

    fn file(&mut self, path: &Path, settings: &Settings, out: &mut impl Write) -> Result<(), Error> {
        let stdin = path == Path::new("-");
        let named = self.name_of(path);
        let unnamed = if self.args.format == CheckFormat::Human { "standard input" } else { "-" };
        let name = named.map_or(unnamed.to_owned(), |path| path.display().to_string());
        if self.args.force_exclude && named.is_some_and(|path| settings.excludes(path, false)) {
            return Ok(());
        }
        let bytes = read(path, stdin).with_context(|| name.clone())?;
        let before = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let text = simdutf8::compat::from_utf8(&bytes[before..])
            .map_err(|error| {
                let bad = before + error.valid_up_to();
                let line = memchr::memchr_iter(b'\n', &bytes[..bad]).count() + 1;
                anyhow!("line {line}: invalid UTF-8 at byte {bad}")
            })
            .with_context(|| name.clone())?;
        let mut checker = Checker::new(settings, before);
        let baseline_name = self.baseline.as_mut().map(|baseline| baseline.start(named.unwrap_or(path)));
        let mut found_here = 0;
        // What the diff shows around a change may lie in another block.
        let mut all = Vec::new();
        let mut fixed = Vec::new();
        let mut start = before;
        for block in blocks(text) {
            let mut findings = checker.block(block);
            if let (Some(baseline), Some(name)) = (&mut self.baseline, &baseline_name) {
                if self.args.write_baseline.is_some() {
                    baseline.add(name, &findings);
                } else {
                    baseline.filter(name, &mut findings);
                }
            }
            self.summary.add(&findings);
            found_here += findings.len();
            if self.args.fix {
                fixed.extend_from_slice(fix::fixed(block, start, &findings).as_bytes());
            } else if self.args.diff {
                all.append(&mut findings);
            } else if self.reports() {
                self.report.findings(&name, &findings, out)?;
            }
            start += block.len();
        }
        self.summary.end_of_file(&name, found_here);
        for (line, mistake) in checker.mistakes() {
            complain(&anyhow!("{name}:{line}: {mistake}"));
            self.failed = true;
        }
        if self.args.fix && stdin {
            out.write_all(&bytes[..before])?;
            out.write_all(&fixed)?;
        } else if self.args.fix && found_here > 0 {
            replace_file(path, &[&bytes[..before], &fixed].concat())?;
        } else if self.args.diff && found_here > 0 {
            diff::write(&name, text, before, &all, &self.look, out)?;
        }
        Ok(())
    }

    fn finish(self, out: &mut impl Write) -> Result<Status, Error> {
        let CheckArgs { fix, summary, format, write_baseline, .. } = self.args;
        let found = self.summary.findings() > 0;
        if self.reports() {
            self.report.end(out)?;
        }
        if *summary {
            self.summary.write(*format, &self.look, out)?;
        }
        out.flush()?;
        // What is for people does not go where the findings go.
        let note = |text: &str| writeln!(io::stderr(), "{text}").unwrap_or_default();
        let sentence = self.summary.sentence();
        if let Some(baseline) = &self.baseline {
            let path = baseline.path().display();
            if write_baseline.is_some() {
                baseline.write()?;
                note(&format!("{sentence} written to {path}"));
            } else if baseline.unused() > 0 {
                note(&format!(
                    "{path}: {} of its entries are no longer found; --write-baseline drops them",
                    baseline.unused()
                ));
            }
        }
        if *fix && found {
            note(&format!("mended {sentence}"));
        } else if found && write_baseline.is_none() && *format == CheckFormat::Human {
            note(&format!("{sentence}; --fix mends, --diff shows how"));
        }
        Ok(match () {
            () if self.failed => Status::Failure,
            () if found && !fix && write_baseline.is_none() => Status::Different,
            () => Status::Success,
        })
    }
}

/// Whole lines, as many as make a block.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = rest.len().min(BLOCK);
        let end = memchr::memchr(b'\n', &rest.as_bytes()[at..]).map_or(rest.len(), |i| at + i + 1);
        let block;
        (block, rest) = rest.split_at(end);
        Some(block)
    })
}

fn read(path: &Path, stdin: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if stdin {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(path)?;
    }
    Ok(bytes)
}
