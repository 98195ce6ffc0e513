//! Runs the command.
#![allow(dead_code, reason = "each suite uses a part")]

use serde_json::Value;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

/// The command with its input and output at hand, on so many threads.
pub(crate) fn start(args: &[&str], jobs: &str) -> Child {
    run(&[args, &["--jobs", jobs]].concat())
}

/// The same of a command that has no threads.
pub(crate) fn run(args: &[&str]) -> Child {
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
    finish(start(args, "2"), input, bytes)
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
