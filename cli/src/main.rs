//! The command `dabir`.

use std::process::ExitCode;

fn main() -> ExitCode {
    dabir_cli::main()
}
