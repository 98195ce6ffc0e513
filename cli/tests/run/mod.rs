//! Runs the command.
#![allow(dead_code, reason = "each suite uses a part")]

use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use tempfile::TempDir;

/// The command with its input and output at hand.
pub(crate) fn start(args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_dabir"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What the command prints for this input.
pub(crate) fn dabir(args: &[&str], input: &str) -> String {
    dabir_in_parts(args, input, usize::MAX)
}

/// The same where the input comes in parts of so many bytes.
pub(crate) fn dabir_in_parts(args: &[&str], input: &str, bytes: usize) -> String {
    finish(start(args), input, bytes)
}

/// What a running command prints for this input, given in parts of so many bytes.
pub(crate) fn finish(mut child: Child, input: &str, bytes: usize) -> String {
    let mut stdin = child.stdin.take().unwrap();
    let mut output = String::new();
    thread::scope(|scope| {
        scope.spawn(move || {
            input.as_bytes().chunks(bytes).for_each(|part| stdin.write_all(part).unwrap());
        });
        child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    });
    assert!(child.wait().unwrap().success());
    output
}

/// Lines of JSON.
pub(crate) fn objects(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// A run of the command in a folder.
pub(crate) fn in_folder(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dabir")).args(args).current_dir(folder).output().unwrap()
}

/// What a run said on standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
