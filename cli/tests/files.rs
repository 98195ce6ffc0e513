//! Files: which are read, and what becomes of them.

mod run;

use run::{finish, folder, in_folder, said, start};
use std::fs;
use std::process::{Command, Stdio};

fn printed(output: &std::process::Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn an_include_takes_nothing_that_is_hidden_or_ignored() {
    let folder = folder(&[
        (".ignore", b"secret.txt\n"),
        ("a.txt", "علي\n".as_bytes()),
        ("secret.txt", "راز\n".as_bytes()),
        (".hidden.txt", "پنهان\n".as_bytes()),
        ("sub/b.txt", "كتاب\n".as_bytes()),
        ("sub/b.md", "يك\n".as_bytes()),
    ]);
    let run = |args: &[&str]| printed(&in_folder(folder.path(), &[&["normalize"], args].concat()));
    assert_eq!(run(&["--include", "*.txt", "."]), "علی\nکتاب\n");
    // Globs with a slash start at the folder that is named, wherever that is.
    let path = folder.path().to_str().unwrap();
    assert_eq!(run(&["--include", "sub/*.txt", path]), "کتاب\n");
    assert_eq!(run(&["--include", "/a.txt", "--include", "*.md", "."]), "علی\nیک\n");
    assert_eq!(run(&["--exclude", "/sub", "."]), "علی\n");
}

#[test]
fn what_is_written_is_not_read() {
    let folder = folder(&[("a.txt", "علي\n".as_bytes()), ("sub/b.txt", "كتاب\n".as_bytes())]);
    let output = in_folder(folder.path(), &["normalize", ".", "--out-dir", "sub/out"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(!folder.path().join("sub/out/sub/out").exists());
    assert_eq!(fs::read_to_string(folder.path().join("sub/out/sub/b.txt")).unwrap(), "کتاب\n");
}

#[test]
fn a_file_that_is_named_twice_is_kept_as_it_was() {
    let folder = folder(&[("sub/a.txt", "علي\n".as_bytes())]);
    let args = ["normalize", "--in-place=.old", "sub/a.txt", "./sub/a.txt", "sub"];
    let output = in_folder(folder.path(), &args);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("named twice"), "{}", said(&output));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!((read("sub/a.txt"), read("sub/a.txt.old")), ("علی\n".to_owned(), "علي\n".to_owned()));
    let again = in_folder(folder.path(), &["normalize", "--in-place=.old", "--dry-run", "sub"]);
    assert_eq!(printed(&again), "", "the kept file is not one of those that would be changed");
    for suffix in ["/x", "x/"] {
        let output = in_folder(folder.path(), &["normalize", &format!("--in-place={suffix}"), "sub"]);
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_byte_order_mark_stays_with_text_only() {
    let folder = folder(&[("a.txt", "\u{FEFF}علي رفت.\n".as_bytes())]);
    for (command, starts) in [("normalize", "\u{FEFF}علی"), ("tokenize", "علي"), ("sentences", "علي")]
    {
        assert!(in_folder(folder.path(), &[command, "a.txt", "--out-dir", command]).status.success());
        let written = fs::read_to_string(folder.path().join(command).join("a.txt")).unwrap();
        assert!(written.starts_with(starts), "{command}: {written:?}");
    }
}

#[test]
fn invalid_bytes_stay_and_markup_stays_markup() {
    for (name, args, bytes, wanted) in [
        (
            "a.jsonl",
            &[][..],
            &b"{\"text\":\"\xFF\"}\n{\"text\":\"\xD9\x8A, x\"}\n"[..],
            &b"{\"text\":\"\xFF\"}\n{\"text\":\"\xDB\x8C\xD8\x8C x\"}\n"[..],
        ),
        (
            "a.csv",
            &["--column", "2"],
            b"\xFF,b\n\xD9\x8A,\"\xD9\x8A, x\"\n\"x\n\xFF\ny\",\xD9\x8A\n1,\xD9\x8A\n",
            b"\xFF,b\n\xD9\x8A,\"\xDB\x8C\xD8\x8C x\"\n\"x\n\xFF\ny\",\xD9\x8A\n1,\xDB\x8C\n",
        ),
        (
            "a.html",
            &[],
            b"<script>\nvar x = \"\xD9\x8A, x\";\n</script>\n<p>\xFF</p>\n",
            b"<script>\nvar x = \"\xD9\x8A, x\";\n</script>\n<p>\xFF</p>\n",
        ),
        ("a.txt", &[], b"```\n\xFF\n\xD9\x8A\n```\n\xD9\x8A\n", b"```\n\xFF\n\xD9\x8A\n```\n\xDB\x8C\n"),
    ] {
        let folder = folder(&[(name, bytes)]);
        for size in ["256K", "1K"] {
            let args = [&["normalize", "--invalid", "keep", "--block-size", size], args, &[name]].concat();
            assert_eq!(in_folder(folder.path(), &args).stdout, wanted, "{name}");
        }
    }
}

#[test]
fn fenced_code_reaches_over_kept_lines() {
    let text = [&b"```\n\xFF\n"[..], &"علي\n".as_bytes().repeat(1000), b"```\n", "علي\n".as_bytes()].concat();
    let folder = folder(&[("a.txt", &text)]);
    let output =
        in_folder(folder.path(), &["normalize", "--invalid", "keep", "--block-size", "1K", "-q", "a.txt"]);
    let wanted = [&text[..text.len() - "علي\n".len()], "علی\n".as_bytes()].concat();
    assert!(output.stdout == wanted);
}

#[test]
fn text_that_is_right_goes_through_check_to_standard_output() {
    for (args, text) in [
        (&["check", "--fix", "--no-config"][..], "خوب است.\n"),
        (&["check", "--fix", "--no-config"], "خوب است."),
        (&["check", "--fix", "--no-config", "--stdin-name", "a.md"], "# خوب\n\nاست.\n"),
        (&["check", "--fix", "--no-config"], ""),
    ] {
        assert_eq!(finish(start(args), text, usize::MAX), text, "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_error_is_an_error_also_if_nobody_reads_on() {
    let folder = folder(&[("big.txt", "علي\n".repeat(1 << 18).as_bytes())]);
    let script = format!("{} normalize gone.txt big.txt | head -n 1", env!("CARGO_BIN_EXE_dabir"));
    let status = Command::new("bash")
        .args(["-c", &format!("{script}; exit ${{PIPESTATUS[0]}}")])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn many_invalid_bytes_are_counted() {
    let folder = folder(&[("a.txt", &[0xFF; 100_000])]);
    let output = in_folder(folder.path(), &["normalize", "--invalid", "skip", "a.txt"]);
    assert_eq!(printed(&output), "");
    let said = said(&output);
    assert_eq!(said.lines().count(), 6, "{said}");
    assert!(said.ends_with("dabir: a.txt: invalid bytes left out: 100000\n"), "{said}");
}

#[test]
fn what_is_no_text_is_passed_over_in_folders() {
    let folder = folder(&[
        ("in/a.txt", "علي\n".as_bytes()),
        ("in/b.json", "{\"متن\":\"علي\"}\n".as_bytes()),
        ("in/c.yaml", "نام: \"علي\"\n".as_bytes()),
        ("in/d.csv", "علي,b\n".as_bytes()),
        ("in/e.txt.orig", "علي\n".as_bytes()),
        ("in/f.txt", b"\x00\x01\xD9\x8A\n"),
        ("in/g.text.gz", b""),
    ]);
    let output = in_folder(folder.path(), &["normalize", "in", "--in-place", "-v"]);
    assert_eq!(said(&output).matches("passed over").count(), 5, "{}", said(&output));
    let output = in_folder(folder.path(), &["normalize", "in", "--exclude", "*.t*"]);
    assert!(said(&output).contains("nothing is read"), "{}", said(&output));
    let read = |name: &str| fs::read_to_string(folder.path().join("in").join(name)).unwrap();
    assert_eq!(read("a.txt"), "علی\n");
    assert_eq!((read("b.json"), read("e.txt.orig")), ("{\"متن\":\"علي\"}\n".to_owned(), "علي\n".to_owned()));
    let run = |args: &[&str]| printed(&in_folder(folder.path(), &[&["normalize", "-q"], args].concat()));
    assert_eq!(run(&["in", "--include", "*.orig"]), "علی\n");
    assert_eq!(run(&["in/e.txt.orig"]), "علی\n");
    assert_eq!(run(&["in", "--exclude", "*.txt", "--column", "1", "--no-header"]), "علی,b\n");
    for (args, message) in [
        (&["in/a.txt", "--field", "متن"][..], "--field: no file is JSON lines"),
        (&["in/a.txt", "--column", "1"], "--column: no file is a table"),
    ] {
        let output = in_folder(folder.path(), &[&["normalize"], args].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(message), "{}", said(&output));
    }
}

#[test]
fn an_encoding_is_not_guessed_from_a_bad_byte() {
    let text = "كتاب علي را مي‌خوانم\n".repeat(300);
    let bad = [b"\xFF\n", text.as_bytes()].concat();
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(order).collect() };
    let folder = folder(&[
        ("bad.txt", &bad),
        ("cut.txt", &text.as_bytes()[..text.len() - 2]),
        ("little.txt", &utf16(u16::to_le_bytes)),
        ("big.txt", &utf16(u16::to_be_bytes)),
    ]);
    let run =
        |args: &[&str]| in_folder(folder.path(), &[&["normalize", "--preset", "characters"], args].concat());
    let wanted = "کتاب علی را می‌خوانم\n".repeat(300);
    let output = run(&["--encoding", "auto", "--invalid", "skip", "bad.txt"]);
    assert_eq!(printed(&output), format!("\n{wanted}"));
    assert_eq!(run(&["--encoding", "auto", "cut.txt"]).status.code(), Some(2));
    for (name, label) in [("little.txt", "utf-16le"), ("big.txt", "utf-16be")] {
        let output = run(&[name]);
        assert_eq!((output.status.code(), printed(&output)), (Some(2), String::new()));
        assert!(said(&output).contains(&format!("--encoding {label}")), "{}", said(&output));
        for encoding in [label, "auto"] {
            assert_eq!(printed(&run(&["--encoding", encoding, name])), wanted, "{name} as {encoding}");
        }
    }
}

#[test]
fn words_beside_entities_are_words() {
    let folder = folder(&[(
        "a.html",
        "<p>علي&nbsp;آمد. كتاب&nbsp;را &nbsp;كتاب &ldquo;علي&rdquo; مي&nbsp;روم &amp; كتاب ها</p>\n"
            .as_bytes(),
    )]);
    let once = in_folder(folder.path(), &["normalize", "a.html"]);
    let wanted =
        "<p>علی&nbsp;آمد. کتاب&nbsp;را &nbsp;کتاب &ldquo;علی&rdquo; می&nbsp;روم &amp; کتاب\u{200C}ها</p>\n";
    assert_eq!(printed(&once), wanted);
}
