//! The arguments put to work: where text comes from, where it goes, and what people are told.

use crate::Status;
use crate::args::{InPlace, Input, Io, StatsFormat, Work};
use crate::console::Console;
use crate::input::{Compression, Formats, Reader, Sources};
use crate::output::{Output, Target};
use crate::run::{self, Command, Summary};
use crate::settings::AllSettings;
use crate::stats::Report;
use anyhow::Error;
use std::io;
use std::sync::Arc;
use std::time::Instant;

/// A run that is ready to start.
pub(crate) struct Run {
    pub(crate) reader: Reader,
    pub(crate) output: Output,
    pub(crate) console: Arc<Console>,
    jobs: Option<u16>,
}

impl Run {
    /// # Errors
    /// The arguments or the configuration make no sense.
    pub(crate) fn new(
        (input, work): (&Input, &Work),
        target: Target,
        compress: Option<Compression>,
        settings: Arc<AllSettings>,
    ) -> Result<Self, Error> {
        let console = Arc::new(Console::new(work, matches!(target, Target::Stdout)));
        let output = Output::new(target, compress)?;
        let reader = Reader {
            sources: Sources::new(input, output.target(), Arc::clone(&settings))?,
            settings,
            formats: Formats::new(input)?,
            takes_all: !input.include.is_empty(),
            encoding: input.encoding,
            invalid: input.invalid,
            block_size: work.block_size,
            console: Arc::clone(&console),
            read: Arc::default(),
        };
        Ok(Self { reader, output, console, jobs: work.jobs })
    }

    /// Runs a command over the documents; `head` is a line that is printed before.
    ///
    /// # Errors
    /// A configuration makes no sense: nothing has been written then; or standard output can't be written.
    pub(crate) fn start<C: Command>(mut self, command: &C, head: Option<&str>) -> Result<Summary, Error> {
        self.reader.sources.configure()?;
        head.map_or(Ok(()), |head| self.output.say(head))?;
        run::run(command, self.reader, self.output, self.jobs)
    }
}

/// Runs a command over its documents.
///
/// # Errors
/// The arguments make no sense, or standard output can't be written.
pub(crate) fn run<C: Command>(
    command: &C,
    io: &Io,
    in_place: Option<&InPlace>,
    stats: Option<StatsFormat>,
    settings: Arc<AllSettings>,
) -> Result<Status, Error> {
    let start = Instant::now();
    let target = target(io, in_place);
    let counts_changes = !matches!(target, Target::Stdout | Target::Folder(_));
    let run = Run::new((&io.input, &io.work), target, io.output.compress, settings)?;
    let console = Arc::clone(&run.console);
    let summary = run.start(command, None)?;
    let Summary { documents, changed, .. } = summary;
    if counts_changes {
        let would = if in_place.is_some_and(|i| i.dry_run) { "would be changed" } else { "changed" };
        console.warn(format_args!("{changed} of {documents} files {would}"));
    }
    if let Some(format) = stats {
        let report =
            Report { documents, changed, stats: &summary.stats, seconds: start.elapsed().as_secs_f64() };
        match format {
            StatsFormat::Table => report.write_table(&mut io::stderr())?,
            StatsFormat::Json => report.write_json(&mut io::stderr())?,
        }
    }
    Ok(summary.status(!console.has_failed()))
}

fn target(io: &Io, in_place: Option<&InPlace>) -> Target {
    match in_place {
        Some(InPlace { dry_run: true, in_place, .. }) => {
            Target::Nowhere { suffix: in_place.clone().filter(|suffix| !suffix.is_empty()) }
        }
        Some(InPlace { in_place: Some(suffix), keep_times, .. }) => Target::InPlace {
            suffix: Some(suffix.clone()).filter(|suffix| !suffix.is_empty()),
            keep_times: *keep_times,
        },
        _ => io.output.out_dir.clone().map_or(Target::Stdout, Target::Folder),
    }
}
