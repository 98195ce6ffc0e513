//! On a terminal: colours, and marks that keep right-to-left words on their side of an arrow.
#![cfg(unix)]

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};

/// What the command writes to a terminal.
fn on_terminal(args: &[&str], env: &[(&str, &str)]) -> String {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let screen = File::options().read(true).write(true).open(name.to_str().unwrap()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dabir"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let mut child = command
        .args(args)
        .env("TERM", "xterm-256color")
        .envs(env.iter().copied())
        .stdin(Stdio::null())
        .stdout(screen)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The terminal is at its end when nobody has it open any more.
    drop(command);
    let mut bytes = Vec::new();
    let _ = File::from(terminal).read_to_end(&mut bytes);
    child.wait().unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn colours_on_a_terminal() {
    let rules = ["rules", "zwnj.plural"];
    let escape = '\u{1b}';
    let shown = on_terminal(&rules, &[]);
    assert!(shown.contains(escape), "{shown:?}");
    assert!(shown.contains("\u{200e} → \u{200e}"), "{shown:?}");
    for plain in [
        on_terminal(&rules, &[("NO_COLOR", "1")]),
        on_terminal(&rules, &[("CLICOLOR", "0")]),
        on_terminal(&["--color=never", "rules", "zwnj.plural"], &[]),
        on_terminal(&rules, &[("TERM", "dumb")]),
    ] {
        assert!(!plain.contains(escape), "{plain:?}");
    }
    assert!(on_terminal(&["--color=always", "rules", "zwnj"], &[("NO_COLOR", "1")]).contains(escape));
}
