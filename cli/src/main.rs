//! The command `dabir`: normalizes, tokenizes and splits Persian text.

mod args;
mod conjugate;
mod input;
mod morphology;
mod normalize;
mod selector;
mod sentences;
#[expect(dead_code, reason = "walking folders and `dabir check` will ask for the rest")]
mod settings;
mod stem;
mod tokenize;

use anyhow::Error;
use args::{Args, Command};
use clap::Parser;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Something went wrong: a file could not be read, its text is not UTF-8, the arguments make no sense.
const FAILURE: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let result = match args.command {
        Command::Normalize(args) => normalize::run(&args, &mut out),
        Command::Tokenize(args) => tokenize::run(&args, &mut out),
        Command::Sentences(args) => sentences::run(&args, &mut out),
        Command::Stem(args) => stem::stem(&args, &mut out),
        Command::Lemmatize(args) => morphology::lemmatize(&args, &mut out),
        Command::Analyze(args) => morphology::analyze(&args, &mut out),
        Command::Config(args) => settings::run(&args, &mut out),
        Command::Conjugate(args) => conjugate::run(&args, &mut out),
    };
    let result = result.and_then(|clean| out.flush().map(|()| clean).map_err(Error::from));
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILURE),
        // Whoever reads has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(FAILURE)
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
