//! The command `dabir`: normalizes, tokenizes and splits Persian text.

mod args;
mod conjugate;
mod conllu;
mod console;
mod format;
mod input;
mod io;
mod morphology;
mod normalize;
mod output;
mod run;
mod selector;
mod sentences;
#[allow(dead_code, reason = "`dabir check` will ask for the rest")]
mod settings;
mod stats;
mod stem;
mod tokenize;

use anyhow::Error;
use args::{Args, Command};
use clap::Parser;
use std::io::{BufWriter, StdoutLock, Write};
use std::process::ExitCode;

/// Something went wrong: a file could not be read, its text is not UTF-8, the arguments make no sense.
const FAILURE: u8 = 2;
/// Somebody asked for an end (128 and the number of SIGINT).
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let result = match Args::parse().command {
        Command::Normalize(args) => normalize::run(&args),
        Command::Tokenize(args) => tokenize::run(&args),
        Command::Sentences(args) => sentences::run(&args),
        Command::Stem(args) => stem::stem(&args),
        Command::Lemmatize(args) => morphology::lemmatize(&args),
        Command::Analyze(args) => morphology::analyze(&args),
        Command::Config(args) => printed(|out| settings::run(&args, out)),
        Command::Conjugate(args) => printed(|out| conjugate::run(&args, out)),
    };
    match result {
        Ok(code) => code,
        // Whoever reads has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is gone there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "dabir: {error:#}");
            ExitCode::from(FAILURE)
        }
    }
}

/// Hands standard output to what prints to it, and says whether all went well.
fn printed(
    print: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> Result<bool, Error>,
) -> Result<ExitCode, Error> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let clean = print(&mut out)?;
    out.flush()?;
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::from(FAILURE) })
}

fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        kind.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
