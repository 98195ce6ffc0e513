//! What goes wrong around the command: processes that are killed, disks that are full, files that are not what they say.
#![cfg(unix)]

mod run;

use run::{folder, in_folder as dabir, said};
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::tempdir;

const DABIR: &str = env!("CARGO_BIN_EXE_dabir");

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Some 1.3 MB before and after.
fn big() -> (String, String) {
    ("قيمت کتاب ها بالا رفت\n".repeat(1 << 15), "قیمت کتاب\u{200C}ها بالا رفت\n".repeat(1 << 15))
}

/// A run of the command in a folder by somebody to whom files can be closed, as they are not to root.
fn unprivileged(folder: &Path, args: &[&str]) -> Output {
    fs::copy(DABIR, folder.join("dabir")).unwrap();
    let mut command = Command::new(folder.join("dabir"));
    command.args(args).current_dir(folder);
    if fs::metadata(folder).is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0) {
        command.uid(65_534).gid(65_534);
    }
    command.output().unwrap()
}

fn signal(process: u32, name: &str) {
    assert!(Command::new("kill").args([name, &process.to_string()]).status().unwrap().success());
}

#[test]
fn a_process_that_is_killed_leaves_each_file_old_or_new() {
    let (old, new) = big();
    let folder = folder(&[]);
    let path = folder.path().join("a.txt");
    let (mut old_left, mut new_left) = (0, 0);
    for i in 0..100 {
        fs::write(&path, &old).unwrap();
        let mut child =
            Command::new(DABIR).args(["normalize", "--in-place", "-q"]).arg(&path).spawn().unwrap();
        // From before the first byte is written until after the last; the last ones have time to end.
        if i < 95 {
            sleep(Duration::from_millis(i * 4));
            child.kill().unwrap();
        }
        child.wait().unwrap();
        match fs::read_to_string(&path).unwrap() {
            text if text == old => old_left += 1,
            text if text == new => new_left += 1,
            text => panic!("{} bytes, neither old nor new", text.len()),
        }
    }
    assert!(old_left > 0 && new_left > 0, "{old_left} old, {new_left} new: not killed before and after");
}

#[test]
fn a_disk_that_is_full_leaves_files_as_they_were() {
    leaves_a_file_that_has_no_room("normalize --in-place");
}

/// Runs a command that mends files, of which the first has no room for what it would become.
fn leaves_a_file_that_has_no_room(command: &str) {
    let (old, _) = big();
    let folder = folder(&[("big.txt", old.as_bytes()), ("small.txt", "علي\n".as_bytes())]);
    // No file may grow beyond 64 KiB: the same as no space, for whoever writes.
    let script = format!("trap '' XFSZ; ulimit -f 128; exec {DABIR} {command} big.txt small.txt");
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("dabir: big.txt: File too large"), "{}", said(&output));
    assert_eq!(fs::read_to_string(folder.path().join("big.txt")).unwrap(), old);
    assert_eq!(fs::read_to_string(folder.path().join("small.txt")).unwrap(), "علی\n");
    assert_eq!(names(folder.path()), ["big.txt", "small.txt"]);
}

#[test]
fn files_that_may_not_be_read_or_written_do_not_stop_the_others() {
    let folder = folder(&[
        ("in/closed/a.txt", "علي\n".as_bytes()),
        ("in/open/b.txt", "كتاب\n".as_bytes()),
        ("in/secret.txt", "راز\n".as_bytes()),
        ("in/still.txt", "علي\n".as_bytes()),
    ]);
    let mode = |name: &str, mode| {
        fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    for name in ["", "in", "in/open"] {
        mode(name, 0o777);
    }
    mode("in/open/b.txt", 0o666);
    mode("in/closed", 0o000);
    mode("in/secret.txt", 0o000);
    mode("in/still.txt", 0o444);
    let run = |args: &[&str]| unprivileged(folder.path(), args);
    let output = run(&["normalize", "in"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stdout.clone()).unwrap(), "کتاب\nعلی\n");
    for name in ["in/closed", "in/secret.txt"] {
        assert!(said(&output).contains(name), "{}", said(&output));
    }
    let output = run(&["normalize", "in", "--in-place"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("dabir: in/still.txt: the file is read-only"), "{}", said(&output));
    assert_eq!(fs::read_to_string(folder.path().join("in/open/b.txt")).unwrap(), "کتاب\n");
    let output = run(&["check", "--fix", "in/still.txt"]);
    assert_eq!(said(&output), "dabir: in/still.txt: the file is read-only\n");
    mode("in/closed", 0o777);
}

#[test]
fn links_that_lead_nowhere_or_round_about_end() {
    let folder = folder(&[("in/a.txt", "علي\n".as_bytes())]);
    let at = |name: &str| folder.path().join(name);
    symlink("..", at("in/loop")).unwrap();
    symlink("b", at("in/a")).unwrap();
    symlink("a", at("in/b")).unwrap();
    symlink("gone.txt", at("vanished.txt")).unwrap();
    symlink("in/a.txt", at("link.txt")).unwrap();
    let output = dabir(folder.path(), &["normalize", "in", "in/a", "vanished.txt", "link.txt"]);
    assert_eq!(String::from_utf8(output.stdout.clone()).unwrap(), "علی\nعلی\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("dabir: in/a: ") && said(&output).contains("dabir: vanished.txt: "));
    assert_eq!(said(&output).lines().count(), 2, "{}", said(&output));
    // What a link leads to is replaced, not the link.
    assert!(dabir(folder.path(), &["normalize", "--in-place", "link.txt"]).status.success());
    assert!(fs::symlink_metadata(at("link.txt")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(at("in/a.txt")).unwrap(), "علی\n");
}

#[test]
fn files_stay_compressed_and_truncated_ones_stay_as_they_are() {
    let (old, new) = big();
    let folder = folder(&[("a.txt", old.as_bytes())]);
    let run = |args: &[&str]| dabir(folder.path(), args);
    for extension in ["gz", "zst", "bz2", "xz"] {
        let name = format!("packed/a.txt.{extension}");
        let path = folder.path().join(&name);
        let pack = ["stem", "a.txt", "--out-dir", "stems", "--compress", extension];
        assert!(run(&pack).status.success());
        let output = run(&["normalize", "a.txt", "--out-dir", "packed", "--compress", extension]);
        assert!(output.status.success(), "{}", said(&output));
        let packed = fs::read(&path).unwrap();
        assert!(packed.len() < new.len() / 10, "{extension}: {} bytes", packed.len());
        assert_eq!(run(&["normalize", "--preset", "characters", &name]).stdout, new.as_bytes());
        assert!(run(&["normalize", "--in-place", "--digits", "ascii", &name]).status.success());

        fs::write(&path, &packed[..packed.len() / 2]).unwrap();
        let output = run(&["normalize", "--in-place", "--enable", "letters.harakat", &name]);
        assert_eq!(output.status.code(), Some(2), "{extension}");
        assert!(said(&output).contains(&format!("dabir: {name}: ")), "{}", said(&output));
        assert_eq!(fs::read(&path).unwrap(), &packed[..packed.len() / 2]);
        fs::remove_file(path).unwrap();
    }
    assert_eq!(names(&folder.path().join("packed")), [""; 0]);
    let packed = Command::new(DABIR)
        .args(["normalize", "--compress", "gz", "a.txt"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    fs::write(folder.path().join("b.gz"), packed.stdout).unwrap();
    assert_eq!(run(&["normalize", "b.gz"]).stdout, new.as_bytes());
}

#[test]
fn ten_thousand_files_come_out_each_in_its_place() {
    let folder = tempdir().unwrap();
    for i in 0..10_000 {
        let sub = folder.path().join(format!("in/{}", i % 100));
        if i < 100 {
            fs::create_dir_all(&sub).unwrap();
        }
        fs::write(sub.join(format!("{i}.txt")), format!("علي {i}a\n")).unwrap();
    }
    let output = dabir(folder.path(), &["normalize", "in", "--out-dir", "out"]);
    assert!(output.status.success(), "{}", said(&output));
    for i in 0..10_000 {
        let path = folder.path().join(format!("out/{}/{i}.txt", i % 100));
        assert_eq!(fs::read_to_string(path).unwrap(), format!("علی {i}a\n"));
    }
}

#[test]
fn nul_is_a_character_like_others() {
    let folder = folder(&[("a.txt", "علي\0\0كتاب\n\0".as_bytes())]);
    for command in ["normalize", "tokenize", "sentences", "stem", "lemmatize", "analyze"] {
        let output = dabir(folder.path(), &[command, "a.txt"]);
        assert!(output.status.success(), "{command}: {}", said(&output));
    }
}

#[test]
fn an_interrupt_flushes_what_was_done() {
    for name in ["-INT", "-TERM"] {
        let mut child = Command::new(DABIR)
            .arg("normalize")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all("علي\nكت".as_bytes()).unwrap();
        let mut line = vec![0; "علی\n".len()];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut line).unwrap();
        assert_eq!(String::from_utf8(line).unwrap(), "علی\n", "a line comes out when it is whole");
        signal(child.id(), name);
        assert_eq!(child.wait().unwrap().code(), Some(130), "{name}");
        drop(stdin);
    }
}

#[test]
fn an_interrupt_leaves_no_temporary_files() {
    let (old, _) = big();
    let folder = folder(&[("a.txt", old.repeat(8).as_bytes())]);
    let mut child = Command::new(DABIR)
        .args(["normalize", "--in-place", "a.txt"])
        .current_dir(folder.path())
        .spawn()
        .unwrap();
    // The temporary file is there: the work has begun.
    while names(folder.path()).len() < 2 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be interrupted");
        sleep(Duration::from_millis(1));
    }
    signal(child.id(), "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(folder.path()), ["a.txt"]);
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), old.repeat(8));
}

#[test]
fn a_second_interrupt_ends_what_waits_for_a_reader() {
    let mut child = Command::new(DABIR)
        .args(["normalize", "--block-size", "1K"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Nobody reads the output: the pipe is soon full, and then the command takes no more input.
    std::thread::scope(|scope| {
        scope.spawn(move || drop(stdin.write_all(big().0.repeat(4).as_bytes())));
        sleep(Duration::from_millis(500));
        signal(child.id(), "-INT");
        sleep(Duration::from_millis(300));
        assert!(child.try_wait().unwrap().is_none(), "the first lets it write what was done");
        signal(child.id(), "-INT");
        assert_eq!(child.wait().unwrap().code(), Some(130));
    });
}

#[test]
fn a_check_on_a_full_disk_mends_what_it_can() {
    leaves_a_file_that_has_no_room("check --no-config --fix");
}

#[test]
fn a_check_goes_on_where_a_file_may_not_be_read() {
    let folder = folder(&[("in/open.txt", "علي\n".as_bytes()), ("in/secret.txt", "علي\n".as_bytes())]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(folder.path().join("in/secret.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let output = unprivileged(folder.path(), &["check", "--no-config", "--format", "json", "in"]);
    // That something went wrong outweighs that something was found.
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("in/secret.txt"), "{}", said(&output));
    assert_eq!(run::objects(&String::from_utf8(output.stdout).unwrap()).len(), 1);
    let output = unprivileged(
        folder.path(),
        &["check", "--no-config", "in/open.txt", "--write-baseline", "no/such/folder"],
    );
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

#[test]
fn a_check_that_nobody_reads_ends() {
    let folder = folder(&[("big.txt", big().0.as_bytes())]);
    for format in ["human", "json", "sarif", "github"] {
        let mut child = Command::new(DABIR)
            .args(["check", "--no-config", "--format", format, "big.txt"])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdout.take().unwrap().read_exact(&mut [0; 100]).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(!said(&output).contains("pipe"), "{format}: {}", said(&output));
        assert!(matches!(output.status.code(), Some(0 | 1)), "{format}: {:?}", output.status);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn findings_that_cannot_be_written_are_an_error() {
    let folder = folder(&[("a.txt", "علي\n".as_bytes())]);
    for mode in ["--format=human", "--format=sarif", "--diff", "--summary"] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = Command::new(DABIR)
            .args(["check", "--no-config", mode, "a.txt"])
            .current_dir(folder.path())
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{mode}: {}", said(&output));
        assert!(said(&output).starts_with("dabir: "), "{mode}: {}", said(&output));
    }
}
