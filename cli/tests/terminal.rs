//! On a terminal: colours, and marks that keep right-to-left words on their side of an arrow.
#![cfg(unix)]

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};

/// What the command writes to a terminal.
fn on_terminal(args: &[&str], env: &[(&str, &str)]) -> String {
    on(args, env, |command, screen| {
        command.stdout(screen).stderr(Stdio::null());
    })
}

/// What the command writes to a terminal with as much of its output and its messages as `connect` connects.
fn on(args: &[&str], env: &[(&str, &str)], connect: impl FnOnce(&mut Command, File)) -> String {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let screen = File::options().read(true).write(true).open(name.to_str().unwrap()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dabir"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command.args(args).env("TERM", "xterm-256color").envs(env.iter().copied()).stdin(Stdio::null());
    connect(&mut command, screen);
    let mut child = command.spawn().unwrap();
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

#[test]
fn progress_on_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    std::fs::write(&file, "قيمت کتاب ها بالا رفت\n".repeat(1 << 19)).unwrap();
    let file = file.to_str().unwrap();
    let messages = |args: &[&str]| {
        on(&[&["normalize", file], args].concat(), &[], |command, screen| {
            command.stdout(Stdio::null()).stderr(screen);
        })
    };
    for args in [&[][..], &["--out-dir", folder.path().join("out").to_str().unwrap()]] {
        let shown = messages(args);
        // The rate, and the time that is left.
        assert!(shown.contains("MiB/s") && shown.contains(" left"), "{args:?}: {shown:?}");
    }
    assert_eq!(messages(&["--progress", "never"]), "");
    assert_eq!(messages(&["--quiet"]), "");
    // Text and progress do not share a terminal, unless somebody wants them to.
    let both = |args: &[&str]| {
        on(&[&["normalize", file], args].concat(), &[], |command, screen| {
            command.stdout(screen.try_clone().unwrap()).stderr(screen);
        })
    };
    assert!(!both(&[]).contains("MiB/s"));
    assert!(both(&["--progress", "always"]).contains("MiB/s"));
}

#[test]
fn progress_into_a_file_if_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    std::fs::write(&file, "قيمت کتاب ها بالا رفت\n".repeat(1 << 19)).unwrap();
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dabir")).args(args).arg(&file).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(run(&["normalize"]), "");
    let shown = run(&["normalize", "--progress", "always"]);
    assert!(shown.contains("MiB/s") && !shown.contains('\u{1b}'), "{shown:?}");
}
