//! The command `dabir`.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    dabir_cli::main()
}
