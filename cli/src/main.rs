//! The command `dabir`: normalizes, tokenizes and splits Persian text.

mod args;
mod check;
mod completions;
mod conjugate;
mod diff;
mod explain;
mod input;
mod morphology;
mod normalize;
mod rules;
mod selector;
mod sentences;
mod settings;
mod stem;
mod style;
mod tokenize;
mod visible;

use anyhow::Error;
use args::{Args, Command};
use clap::Parser;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// How a run ended, and its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Success = 0,
    /// There were findings, or the texts differ.
    Different = 1,
    /// Something went wrong: a file could not be read, its text is not UTF-8, the arguments make no sense.
    Failure = 2,
}

impl From<bool> for Status {
    fn from(clean: bool) -> Self {
        if clean { Self::Success } else { Self::Failure }
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    args.color.write_global();
    let result = match args.command {
        Command::Check(args) => check::run(&args, &mut out),
        Command::Normalize(args) => normalize::run(&args, &mut out).map(Status::from),
        Command::Tokenize(args) => tokenize::run(&args, &mut out).map(Status::from),
        Command::Sentences(args) => sentences::run(&args, &mut out).map(Status::from),
        Command::Stem(args) => stem::stem(&args, &mut out).map(Status::from),
        Command::Lemmatize(args) => morphology::lemmatize(&args, &mut out).map(Status::from),
        Command::Analyze(args) => morphology::analyze(&args, &mut out).map(Status::from),
        Command::Rules(args) => rules::run(&args, &mut out).map(Status::from),
        Command::Explain(args) => explain::run(&args, &mut out).map(Status::from),
        Command::Diff(args) => diff::run(&args, &mut out),
        Command::Completions(args) => completions::completions(&args, &mut out).map(Status::from),
        Command::Man(args) => completions::man(&args, &mut out).map(Status::from),
        Command::Config(args) => settings::run(&args, &mut out).map(Status::from),
        Command::Conjugate(args) => conjugate::run(&args, &mut out).map(Status::from),
    };
    let result = result.and_then(|status| out.flush().map(|()| status).map_err(Error::from));
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
    let _ = writeln!(io::stderr(), "dabir: {error:#}");
}

fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        kind.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}
