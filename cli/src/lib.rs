//! The command `dabir`: normalizes, checks, tokenizes and splits Persian text.
//!
//! A library so that it can be fuzzed; whoever wants to call Dabir from Rust is better served by the crate `dabir`.

#![forbid(unsafe_code)]

mod args;
mod check;
mod completions;
mod conjugate;
mod conllu;
mod console;
mod diff;
mod explain;
mod format;
mod input;
mod io;
#[cfg(any(test, fuzzing))]
pub mod laws;
mod morphology;
mod normalize;
mod output;
mod rules;
mod run;
mod selector;
mod sentences;
mod settings;
mod stats;
mod stem;
mod style;
mod tokenize;
mod visible;

use anyhow::Error;
use args::{Args, Command};
use clap::Parser;
use std::io::{BufWriter, StdoutLock, Write};
use std::process::ExitCode;

/// How a run ended, and its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Success = 0,
    /// There were findings, or the texts differ.
    Different = 1,
    /// Something went wrong: a file could not be read, its text is not UTF-8, the arguments make no sense.
    Failure = 2,
    /// Somebody asked for an end (128 and the number of SIGINT).
    Interrupted = 130,
}

impl From<bool> for Status {
    fn from(clean: bool) -> Self {
        if clean { Self::Success } else { Self::Failure }
    }
}

/// Does what the arguments of the process ask for.
#[must_use]
pub fn main() -> ExitCode {
    let args = Args::parse();
    args.color.write_global();
    let result = match args.command {
        Command::Normalize(args) => normalize::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Tokenize(args) => tokenize::run(&args),
        Command::Sentences(args) => sentences::run(&args),
        Command::Stem(args) => stem::stem(&args),
        Command::Lemmatize(args) => morphology::lemmatize(&args),
        Command::Analyze(args) => morphology::analyze(&args),
        Command::Conjugate(args) => printed(|out| conjugate::run(&args, out)),
        Command::Rules(args) => printed(|out| rules::run(&args, out)),
        Command::Explain(args) => printed(|out| explain::run(&args, out)),
        Command::Diff(args) => printed(|out| diff::run(&args, out)),
        Command::Config(args) => printed(|out| settings::run(&args, out)),
        Command::Completions(args) => printed(|out| completions::completions(&args, out)),
        Command::Man(args) => printed(|out| completions::man(&args, out)),
    };
    match result {
        Ok(status) => ExitCode::from(status as u8),
        // Whoever reads has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(Status::Failure as u8)
        }
    }
}

/// Tells the user what went wrong; the run may go on with the next file.
fn complain(error: &Error) {
    // If standard error is gone there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "dabir: {error:#}");
}

/// Hands standard output to what prints to it, and says how that ended.
fn printed<S: Into<Status>>(
    print: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> Result<S, Error>,
) -> Result<Status, Error> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let status = print(&mut out)?;
    out.flush()?;
    Ok(status.into())
}

fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        kind.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
