//! Text of many blocks: the threads do not show, and neither does a reader that has had enough.

mod run;

use run::{finish, start};
use std::io::{Read, Write};
use std::thread;

/// Some 1.5 MiB, which come in six blocks or more.
fn text() -> String {
    let lines: Vec<String> = (0..25_000).map(|i| format!("قيمت کتابهای {i} بالا رفت ,علي می روم .")).collect();
    lines.join("\n")
}

#[test]
fn the_number_of_threads_does_not_show() {
    let text = text();
    for args in [
        &["normalize"][..],
        &["normalize", "--evidence"],
        &["normalize", "--format", "jsonl"],
        &["tokenize", "--format", "jsonl"],
        &["sentences", "--preset", "corpus"],
        &["analyze"],
    ] {
        let run = |more: &[&str], part| finish(start(&[args, more].concat()), &text, part);
        let [one, four] = ["1", "4"].map(|jobs| run(&["--jobs", jobs], usize::MAX));
        assert!(one == four, "{args:?}");
        assert!(one == run(&["--jobs", "3", "--block-size", "3000"], 70_001), "{args:?} in small blocks");
    }
}

/// What the command prints about a folder with files of one block and of many.
#[test]
fn the_number_of_threads_does_not_show_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..40 {
        std::fs::write(folder.path().join(format!("{i}.txt")), format!("علي {i}a , # dabir:off\nمی روم"))
            .unwrap();
    }
    std::fs::write(folder.path().join("big.txt"), text()).unwrap();
    std::fs::write(folder.path().join("empty.txt"), "").unwrap();
    let path = folder.path().to_str().unwrap();
    for args in [
        &["check", "--format", "json", path][..],
        &["check", "--format", "sarif", path],
        &["check", "--diff", path],
        &["check", "--summary", path],
        &["sentences", path],
    ] {
        let [one, four] =
            ["1", "4"].map(|jobs| start(&[args, &["--jobs", jobs]].concat()).wait_with_output().unwrap());
        assert!(one.status.code() == four.status.code() && one.stdout == four.stdout, "{args:?}");
        let sized = [args, &["--block-size", "3000"]].concat();
        assert!(one.stdout == start(&sized).wait_with_output().unwrap().stdout, "{sized:?}");
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let text = text();
    for args in [&["normalize"][..], &["normalize", "--format", "jsonl"], &["tokenize"], &["sentences"]] {
        let mut child = start(args);
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        thread::scope(|scope| {
            // What can't be written any more has nobody to read it.
            scope.spawn(|| drop(stdin.write_all(text.as_bytes())));
            stdout.read_exact(&mut [0; 100]).unwrap();
            drop(stdout);
            assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}");
        });
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    use std::process::{Command, Stdio};
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dabir"))
        .arg("tokenize")
        .stdin(Stdio::piped())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("سلام".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("dabir: "));
}
