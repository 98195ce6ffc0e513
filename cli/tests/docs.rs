//! What the documents show is so.

mod run;

use run::{finish, start};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn document(name: &str) -> String {
    fs::read_to_string(Path::new("../docs").join(name)).unwrap()
}

/// The blocks of code of a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("\n```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// What a command prints that reads nothing.
fn said(args: &[&str]) -> String {
    finish(start(args), "", usize::MAX)
}

/// An empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What is in force with a configuration file.
fn settings(file: &Path) -> Value {
    let args = ["config", "--format", "json", "--config", file.to_str().unwrap()];
    serde_json::from_str(&said(&args)).unwrap()
}

#[test]
fn the_annotated_configuration_has_every_key() {
    let folder = folder("annotated");
    let text = document("config.md");
    let annotated = blocks(&text, "toml")[0];
    // What would need files is commented out.
    let file = folder.join("dabir.toml");
    fs::write(&file, annotated.replace("# extend = \"../dabir.toml\"", "extend = \"base.toml\"")).unwrap();
    fs::write(folder.join("base.toml"), "preset = \"corpus\"\n").unwrap();
    fs::write(folder.join("names.txt"), "علی\u{200c}اف\n").unwrap();
    let settings = settings(&file);
    for setting in settings["settings"].as_array().unwrap() {
        let key = setting["key"].as_str().unwrap();
        let given = setting["origin"][0].as_str().unwrap().contains("dabir.toml:");
        assert!(given || key == "model", "{key} is not in docs/config.md");
    }
    assert!(annotated.contains("# model = "));
}

#[test]
fn what_config_prints_is_a_configuration() {
    let folder = folder("printed");
    let (first, second) = (folder.join("first.toml"), folder.join("second.toml"));
    fs::write(
        &first,
        "digits = \"keep\"\nenable = \"letters.harakat\"\ndisable = \"zwnj\"\nconfidence = 0.7\n",
    )
    .unwrap();
    fs::write(&second, said(&["config", "--config", first.to_str().unwrap()])).unwrap();
    let values = |file: &Path| -> Vec<Value> {
        let settings = settings(file);
        settings["settings"].as_array().unwrap().iter().map(|setting| setting["value"].clone()).collect()
    };
    assert_eq!(values(&first), values(&second));
}

#[test]
fn the_example_of_check() {
    let folder = folder("example");
    fs::create_dir(folder.join("docs")).unwrap();
    fs::write(folder.join("docs/article.txt"), "گسترش همکاری های اقتصادی\n").unwrap();
    let text = document("check.md");
    let (command, shown) = blocks(&text, "console")[0].split_once('\n').unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_dabir"))
        .args(command.strip_prefix("$ dabir ").unwrap().split(' '))
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), shown);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn hooks_call_the_command_as_it_is() {
    let hooks = fs::read_to_string("../.pre-commit-hooks.yaml").unwrap();
    let entries: Vec<_> = hooks.lines().filter_map(|line| line.strip_prefix("  entry: dabir ")).collect();
    assert_eq!(entries.len(), 2);
    for entry in entries {
        let args: Vec<_> = entry.split(' ').collect();
        assert_eq!(
            finish(start(&args), "خوب\n", usize::MAX).trim_end(),
            if args.contains(&"--fix") { "خوب" } else { "" }
        );
    }
}

#[test]
fn completions_of_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&["completions", shell]);
        assert!(script.contains("dabir") && script.contains("force-exclude"), "{shell}");
    }
}

#[test]
fn a_page_of_each_command() {
    assert!(said(&["man"]).contains(".TH dabir 1"));
    let folder = folder("man");
    said(&["man", "--out-dir", folder.to_str().unwrap()]);
    for name in ["dabir", "dabir-check", "dabir-normalize", "dabir-config"] {
        assert!(fs::read_to_string(folder.join(format!("{name}.1"))).unwrap().contains(".SH SYNOPSIS"));
    }
}

#[test]
fn the_five_commands_of_the_manual() {
    let folder = folder("manual");
    let packed = |text: &str| -> Vec<u8> {
        let args = ["normalize", "--preset", "characters", "--compress", "gz", "--input-format", "text"];
        let mut child = Command::new(env!("CARGO_BIN_EXE_dabir"))
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        child.wait_with_output().unwrap().stdout
    };
    fs::create_dir_all(folder.join("corpus/sub")).unwrap();
    let raw = "قيمت کتابهای قدیمی 12.5% بالا رفت ,چرا?\n";
    fs::write(folder.join("article.txt"), raw).unwrap();
    fs::write(folder.join("corpus/a.txt"), raw).unwrap();
    fs::write(folder.join("corpus/sub/b.txt"), "همکاری های\n").unwrap();
    fs::write(folder.join("corpus/good.txt"), "خوب\n").unwrap();
    fs::write(folder.join("dump.jsonl.gz"), packed("{\"text\": \"همکاری های\"}\n")).unwrap();
    let manual = document("cli.md");
    let examples = blocks(&manual, "console");
    assert_eq!(examples.len(), 5);
    for example in examples {
        let (command, shown) = example.split_once('\n').unwrap();
        let call = command.strip_prefix("$ dabir ").unwrap();
        let output = Command::new("sh")
            .args(["-c", &format!("{} {call} 2>&1", env!("CARGO_BIN_EXE_dabir"))])
            .current_dir(&folder)
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        match shown.strip_suffix("…\n") {
            Some(start) => assert!(printed.starts_with(start), "{call}: {printed}"),
            None => assert_eq!(printed, shown, "{call}"),
        }
    }
    assert_eq!(fs::read_to_string(folder.join("clean/sub/b.txt")).unwrap(), "همکاری\u{200C}های\n");
    assert_eq!(fs::read_to_string(folder.join("corpus/sub/b.txt")).unwrap(), "همکاری\u{200C}های\n");
    let clean = folder.join("clean.jsonl.gz");
    let unpacked = said(&["normalize", "--field", "text", clean.to_str().unwrap()]);
    assert_eq!(unpacked, "{\"text\": \"همکاری\u{200C}های\"}\n");
}
