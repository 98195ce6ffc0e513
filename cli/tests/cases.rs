//! The case files, which the library passes, through the command: every option reaches the library, and nothing is done to
//! the text on the way.

mod run;

use dabir_tests::cases::{Loaded, NormalizeCase, Options, SentenceCase, SplitOptions, TokenCase, load};
use run::{dabir, objects};
use std::fs;
use std::path::Path;

/// The options as arguments; the words of a dictionary in a file of that name.
fn normalize_args(options: &Options, dictionary: &Path) -> Vec<String> {
    let mut args = vec!["normalize".to_owned()];
    let mut push = |name: &str, value: &str| args.push(format!("--{name}={value}"));
    let named = [
        ("preset", &options.preset),
        ("digits", &options.digits),
        ("ezafe", &options.ezafe),
        ("confidence", &options.confidence),
    ];
    for (name, value) in named {
        if let Some(value) = value {
            push(name, value);
        }
    }
    for (rule, &on) in &options.rules {
        push(if on { "enable" } else { "disable" }, rule);
    }
    for (class, &on) in &options.protect {
        assert!(!on, "{class} is protected anyway");
        push("unprotect", class);
    }
    if !options.dictionary.is_empty() {
        fs::write(dictionary, options.dictionary.join("\n")).unwrap();
        push("dictionary", dictionary.to_str().unwrap());
    }
    if options.evidence {
        args.push("--evidence".to_owned());
    }
    args
}

fn sentences_args(options: &SplitOptions) -> Vec<String> {
    let mut args = vec!["sentences".to_owned()];
    args.extend(options.newlines.as_ref().map(|name| format!("--newlines={name}")));
    args.extend(options.semicolon.then(|| "--semicolon".to_owned()));
    args
}

fn strings(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

#[test]
fn normalize() {
    let dictionary = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dictionary.txt");
    let mut wrong = Vec::new();
    for Loaded { case: NormalizeCase { id, input, output, options, .. }, .. } in load("normalize").unwrap() {
        let args = normalize_args(&options, &dictionary);
        let got = dabir(&strings(&args), &input);
        // A byte order mark at the start of a file says how it is coded, and is no text.
        if got != output.trim_start_matches('\u{FEFF}') {
            wrong.push(format!("{id}: {got:?} instead of {output:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tokens() {
    for Loaded { case: TokenCase { id, input, output, kinds, .. }, .. } in load("tokens").unwrap() {
        let found = objects(&dabir(&["tokenize", "--format", "jsonl"], &input));
        let column = |name: &str| -> Vec<String> {
            found.iter().map(|token| token[name].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(column("token"), output, "{id}");
        assert!(kinds.is_none_or(|kinds| column("kind") == kinds), "{id}: {:?}", column("kind"));
    }
}

#[test]
fn sentences() {
    for Loaded { case: SentenceCase { id, input, output, options, .. }, .. } in load("sentences").unwrap() {
        let args = sentences_args(&options);
        // One sentence stays one line.
        let wanted: Vec<String> = output
            .iter()
            .map(|sentence| {
                sentence.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")
            })
            .collect();
        let got = dabir(&strings(&args), &input);
        assert_eq!(got.lines().collect::<Vec<_>>(), wanted, "{id}");
    }
}
