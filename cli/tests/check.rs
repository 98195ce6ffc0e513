//! `dabir check`: what its formats say is what `--fix` does, and what `dabir normalize` does.

mod run;

use dabir_tests::cases::{Loaded, NormalizeCase, load};
use run::{finish, objects, start};
use serde_json::Value;

/// Text with everything that is easy to count wrongly: characters of every length, marks, quotes over a distance, lines
/// without an end.
const TEXT: &str = "😀 قيمت كتابهاي قديمي 12.5% بالا رفت ,چرا?\r\n\
    او گفت \"این خبر بسیار مهم است و باید همه ی مردم ایران آن را بدانند و به یکدیگر بگویند\" و رفت.\n\
    \n\
    رئیسجمهور  و\u{200f} وزیران می روند ; خانۀ ما (سال 1402)است\n\
    ```\nمی روم\n```\n\
    همکاری های سه جانبه با علي";

/// What the command prints; its exit code may say that something was found.
fn dabir(args: &[&str], input: &str) -> String {
    let mut child = start(args);
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Applies replacements of spans.
fn apply(text: &str, mut edits: Vec<(usize, usize, String)>) -> String {
    edits.sort();
    let mut out = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        out.replace_range(start..end, &new);
    }
    out
}

fn normalized(text: &str) -> String {
    finish(start(&["normalize", "--no-config"]), text, usize::MAX)
}

#[test]
fn fix_is_normalize() {
    let fixed = dabir(&["check", "--no-config", "--fix"], TEXT);
    assert_eq!(fixed, normalized(TEXT));
    assert_eq!(dabir(&["check", "--no-config"], &fixed), "");
}

#[test]
fn fix_is_normalize_on_every_case() {
    let cases = load("normalize").unwrap();
    let inputs: Vec<_> =
        cases.into_iter().map(|Loaded { case: NormalizeCase { input, .. }, .. }| input).collect();
    assert!(inputs.len() > 100);
    // One by one they may be documents; here they are paragraphs of one, whose fences are closed.
    let text = inputs.iter().filter(|input| !input.contains("```") && !input.contains("~~~"));
    let text = text.fold("الف\n".to_owned(), |text, input| text + input + "\n");
    assert_eq!(dabir(&["check", "--no-config", "--fix"], &text), normalized(&text));
}

#[test]
fn spans_of_json_are_what_fix_changes() {
    let found = objects(&dabir(&["check", "--no-config", "--format", "json"], TEXT));
    let chars: Vec<usize> = TEXT.char_indices().map(|(i, _)| i).chain([TEXT.len()]).collect();
    let units: Vec<u16> = TEXT.encode_utf16().collect();
    let (mut bytes, mut by_char) = (Vec::new(), Vec::new());
    for finding in &found {
        let pair = |value: &Value| {
            let at = |i: usize| usize::try_from(value[i].as_u64().unwrap()).unwrap();
            (at(0), at(1))
        };
        let (start, end) = pair(&finding["span"]);
        let from = finding["from"].as_str().unwrap();
        if !from.contains('…') {
            assert_eq!(&TEXT[start..end], from);
        }
        let before = &TEXT[..start];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        assert_eq!(finding["line"], before.matches('\n').count() + 1, "{finding}");
        assert_eq!(finding["column"], before[line_start..].chars().count() + 1, "{finding}");
        for edit in finding["edits"].as_array().unwrap() {
            let (from, to) = (edit["from"].as_str().unwrap(), edit["to"].as_str().unwrap());
            let (start, end) = pair(&edit["span"]);
            assert_eq!(&TEXT[start..end], from, "{finding}");
            bytes.push((start, end, to.to_owned()));
            let (start, end) = pair(&edit["chars"]);
            by_char.push((chars[start], chars[end], to.to_owned()));
            let (start, end) = pair(&edit["utf16"]);
            assert_eq!(String::from_utf16(&units[start..end]).unwrap(), from, "{finding}");
        }
    }
    assert_eq!(apply(TEXT, bytes), normalized(TEXT));
    assert_eq!(apply(TEXT, by_char), normalized(TEXT));
}

#[test]
fn sarif_has_rules_and_fixes() {
    let log: Value =
        serde_json::from_str(&dabir(&["check", "--no-config", "--format", "sarif"], TEXT)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let lines: Vec<&str> = TEXT.split_inclusive('\n').collect();
    let offset = |line: &Value, column: &Value| {
        let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let (line, column) = (number(line) - 1, number(column) - 1);
        let start: usize = lines[..line].iter().map(|line| line.len()).sum();
        start + lines[line].chars().take(column).map(char::len_utf8).sum::<usize>()
    };
    let mut edits = Vec::new();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        for replacement in result["fixes"][0]["artifactChanges"][0]["replacements"].as_array().unwrap() {
            let region = &replacement["deletedRegion"];
            edits.push((
                offset(&region["startLine"], &region["startColumn"]),
                offset(&region["endLine"], &region["endColumn"]),
                replacement["insertedContent"]["text"].as_str().unwrap().to_owned(),
            ));
        }
    }
    assert_eq!(apply(TEXT, edits), normalized(TEXT));
    let clean: Value =
        serde_json::from_str(&dabir(&["check", "--no-config", "--format", "sarif"], "خوب\n")).unwrap();
    assert_eq!(clean["runs"][0]["results"], Value::Array(Vec::new()));
}

/// Applies a unified diff.
fn patch(text: &str, diff: &str) -> String {
    let old: Vec<&str> = text.split_inclusive('\n').collect();
    let (mut new, mut at, mut last) = (String::new(), 0, "");
    for line in diff.lines().skip(2) {
        let (sign, rest) = line.split_at(1);
        match sign {
            "@" => {
                let start: usize = rest[3..].split(',').next().unwrap().parse().unwrap();
                new.extend(old[at..start - 1].iter().copied());
                at = start - 1;
            }
            "\\" => {
                if last == "+" {
                    new.pop();
                }
            }
            "+" => new.extend([rest, "\n"]),
            _ => {
                // `lines` takes a carriage return for part of the line end.
                assert_eq!(old[at].trim_end_matches(['\n', '\r']), rest.trim_end_matches('\r'));
                if sign == " " {
                    new.push_str(old[at]);
                }
                at += 1;
            }
        }
        last = sign;
    }
    new.extend(old[at..].iter().copied());
    new
}

#[test]
fn diff_is_a_patch() {
    let text = TEXT.replace('\r', "") + &"\nخوب".repeat(20) + "\nمی روم";
    let diff = dabir(&["check", "--no-config", "--diff"], &text);
    assert_eq!(patch(&text, &diff), normalized(&text));
}
