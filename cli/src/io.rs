//! The arguments put to work: where text comes from, where it goes, and what people are told.

use crate::Status;
use crate::args::{InPlace, Io, StatsFormat};
use crate::console::Console;
use crate::input::{Formats, Reader, Sources};
use crate::output::{Output, Target};
use crate::run::{self, Command, Summary};
use crate::settings::AllSettings;
use crate::stats::Report;
use anyhow::Error;
use std::io;
use std::sync::Arc;
use std::time::Instant;

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
    let console = Arc::new(Console::new(&io.work, matches!(target, Target::Stdout)));
    let output = Output::new(target, io.output.compress)?;
    let reader = Reader {
        sources: Sources::new(&io.input, output.target())?,
        settings,
        formats: Formats::new(&io.input)?,
        encoding: io.input.encoding,
        invalid: io.input.invalid,
        block_size: io.work.block_size,
        console: Arc::clone(&console),
        read: Arc::default(),
    };
    let summary = run::run(command, reader, output, io.work.jobs)?;
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
    Ok(match () {
        () if summary.interrupted => Status::Interrupted,
        () => Status::from(!console.has_failed()),
    })
}

fn target(io: &Io, in_place: Option<&InPlace>) -> Target {
    match in_place {
        Some(InPlace { dry_run: true, .. }) => Target::Nowhere,
        Some(InPlace { in_place: Some(suffix), keep_times, .. }) => Target::InPlace {
            suffix: Some(suffix.clone()).filter(|suffix| !suffix.is_empty()),
            keep_times: *keep_times,
        },
        _ => io.output.out_dir.clone().map_or(Target::Stdout, Target::Folder),
    }
}
