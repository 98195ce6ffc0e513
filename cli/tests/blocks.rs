//! Text of many blocks: the threads do not show, and neither does a reader that has had enough.

mod run;

use run::{finish, start};
use std::io::{Read, Write};
use std::thread;
use std::time::{Duration, Instant};

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

/// A document starts with its first sentence, in whatever block that is.
#[test]
fn conllu_names_the_document_once() {
    let text = "\n".repeat(300_000) + &"رفت . آمد\n".repeat(4_000);
    let run = |size| finish(start(&["tokenize", "--format", "conllu", "--block-size", size]), &text, 4_000);
    let small = run("1K");
    assert!(small.starts_with("# newdoc id = standard input\n# newpar\n# sent_id = -:300000\n"));
    assert_eq!(small.matches("# newdoc").count(), 1);
    assert!(small == run("1M"));
}

/// A line that is kept as it came ends the sentence before it.
#[test]
fn a_kept_line_ends_a_sentence_wherever_blocks_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    // So many that some of the lines between start a block.
    let bytes = b"x\n\xFF\nx\ny\n\xFF\nx\ny\nz\n\xFF\n".repeat(50_000);
    std::fs::write(&path, bytes).unwrap();
    for size in ["1K", "2K", "1M"] {
        let args = ["sentences", "--newlines", "ignore", "--invalid", "keep", "--block-size", size];
        let output = start(&[&args[..], &[path.to_str().unwrap()]].concat()).wait_with_output().unwrap();
        let lines = output.stdout.split(|&b| b == b'\n').filter(|line| !line.is_empty());
        assert_eq!(lines.count(), 150_000, "blocks of {size}");
    }
}

/// Each block once searched all that waited for the end of its sentence.
#[test]
fn a_sentence_without_end_is_not_searched_for_each_block() {
    let text = "یک سطر بی پایان ، و ادامه\n".repeat(120_000);
    let path = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(path.path(), &text).unwrap();
    let run = |size| {
        let args = ["sentences", "--newlines", "ignore", "--format", "jsonl", "--block-size", size];
        let began = Instant::now();
        let output =
            start(&[&args[..], &[path.path().to_str().unwrap()]].concat()).wait_with_output().unwrap();
        (output.stdout, began.elapsed())
    };
    let (whole, whole_time) = run("1M");
    let (parts, parts_time) = run("1K");
    assert!(whole == parts);
    assert!(parts_time < 15 * whole_time + Duration::from_secs(1), "{parts_time:?}, {whole_time:?} at once");
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

/// What a file becomes does not depend on threads, on the size of blocks, or on how it comes, whatever the format.
#[test]
fn blocks_and_threads_do_not_show_in_any_format() {
    let lines = |line: &str| -> String { (0..3_000).map(|i| line.replace('@', &i.to_string())).collect() };
    let fenced = lines("علي @\n```\nx = \"ي\"\n```\n~~~\nي\n") + "~~~\nكتاب\n";
    for (args, text) in [
        (&["--input-format", "text"][..], fenced),
        (
            &["--input-format", "jsonl", "--field", "text"],
            lines("{\"id\": @, \"text\": \"كتاب هاي \\\"12\\\"\\n\"}\n"),
        ),
        (
            &["--input-format", "csv", "--column", "2"],
            lines("@,\"كتاب ها , \"\"12\"\"\nعلي\",ي\n") + "1,\"علي\n\"\"x\n",
        ),
        (&["--input-format", "tsv", "--column", "1", "--no-header"], lines("كتاب \"ها\" ,\t@\n")),
    ] {
        let run = |more: &[&str], part| {
            let given = [&["normalize", "--invalid", "keep"], args, more].concat();
            finish(start(&given), &text, part)
        };
        let whole = run(&["--jobs", "1", "--block-size", "16M"], usize::MAX);
        for (jobs, size, part) in [("4", "1K", 3_001), ("4", "3000", usize::MAX), ("1", "1K", 977)] {
            let found = run(&["--jobs", jobs, "--block-size", size], part);
            assert!(found == whole, "{args:?}, {jobs} jobs, blocks of {size}");
        }
    }
}
