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
use crate::settings::AllSettings;
use crate::style::Look;
use crate::{Status, complain};
use anyhow::{Context, Error, anyhow, bail};
use baseline::Baseline;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use summary::Summary;

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
        if let Err(error) = run.file(path, out) {
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

impl Run<'_> {
    /// Whether the findings themselves are printed.
    fn reports(&self) -> bool {
        let CheckArgs { fix, diff, summary, write_baseline, .. } = self.args;
        !(*fix || *diff || *summary || write_baseline.is_some())
    }

    fn file(&mut self, path: &Path, out: &mut impl Write) -> Result<(), Error> {
        let stdin = path == Path::new("-");
        let named = if stdin { self.args.stdin_name.as_deref() } else { Some(path) };
        let unnamed = if self.args.format == CheckFormat::Human { "standard input" } else { "-" };
        let name = named.map_or(unnamed.to_owned(), |path| path.display().to_string());
        let settings = self.settings.of(named)?;
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
        let mut checker = Checker::new(&settings, before);
        let mut findings = checker.block(text);
        for (line, mistake) in checker.mistakes() {
            complain(&anyhow!("{name}:{line}: {mistake}"));
            self.failed = true;
        }
        if let Some(baseline) = &mut self.baseline {
            let path = named.unwrap_or(path);
            if self.args.write_baseline.is_some() {
                baseline.add(path, &findings);
            } else {
                baseline.filter(path, &mut findings);
            }
        }
        self.summary.add(&name, &findings);
        if self.args.fix {
            let fixed = || fix::fixed(text, before, &findings);
            if stdin {
                out.write_all(&bytes[..before])?;
                out.write_all(fixed().as_bytes())?;
            } else if !findings.is_empty() {
                replace_file(path, &[&bytes[..before], fixed().as_bytes()].concat())?;
            }
        } else if self.args.diff && !findings.is_empty() {
            diff::write(&name, text, before, &findings, &self.look, out)?;
        } else if self.reports() {
            self.report.findings(&name, &findings, out)?;
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

fn read(path: &Path, stdin: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if stdin {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(path)?;
    }
    Ok(bytes)
}
