//! Lines too long to be held are worked on in parts: numbers and spans still are those of the file.

mod run;

use run::{dabir, dabir_in_parts, objects};
use serde_json::Value;

fn span(object: &Value, name: &str) -> (usize, usize) {
    let at = |i: usize| object[name][i].as_u64().unwrap() as usize;
    (at(0), at(1))
}

/// Three lines; the second has some 3 MiB, with and without spaces, and ends in \r\n.
fn text() -> String {
    let spaced = "این كتاب ۱۲ است ".repeat(1 << 16);
    let unspaced = "كتاب،".repeat(1 << 17);
    format!("سطر اول ,علي\n{spaced}{unspaced}\r\nسطر سوم ,علي\n")
}

#[test]
fn edits_of_a_long_line_have_its_number_and_place() {
    let text = text();
    let lines: Vec<&str> = text.lines().collect();
    let found = objects(&dabir(&["normalize", "--format", "jsonl"], &text));
    assert!(found.len() > lines.len(), "the long line came in parts");
    let mut numbers = Vec::new();
    for object in &found {
        let number = object["line"].as_u64().unwrap() as usize;
        numbers.push(number);
        for edit in object["edits"].as_array().unwrap() {
            let (start, end) = span(edit, "span");
            let line = lines[number - 1];
            assert_eq!(&line[start..end], edit["from"].as_str().unwrap());
        }
    }
    numbers.dedup();
    assert_eq!(numbers, [1, 2, 3]);
    let last_of_second = found.iter().rev().find(|o| o["line"] == 2).unwrap();
    let edit = last_of_second["edits"].as_array().unwrap().last().unwrap();
    let (bytes, chars) = (span(edit, "span").0, span(edit, "chars").0);
    assert_eq!(lines[1][..bytes].chars().count(), chars);
}

#[test]
fn findings_of_a_long_line_have_their_place() {
    let text = text();
    let mut child = run::start(&["check", "--no-config", "--format", "json"]);
    let mut stdin = child.stdin.take().unwrap();
    let input = text.clone();
    let writer = std::thread::spawn(move || std::io::Write::write_all(&mut stdin, input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let found = objects(&String::from_utf8(output.stdout).unwrap());
    let last = found.last().unwrap();
    assert_eq!(last["line"], 3);
    let (start, end) = span(last, "chars");
    assert_eq!(text[..span(last, "span").0].chars().count(), start);
    assert_eq!(text[..span(last, "span").1].chars().count(), end);
    for finding in found.iter().flat_map(|finding| finding["edits"].as_array().unwrap()) {
        let (start, end) = span(finding, "span");
        assert_eq!(&text[start..end], finding["from"].as_str().unwrap());
    }
}

#[test]
fn tokens_and_sentences_of_a_long_line_have_their_place() {
    let text = text();
    for (args, name) in [
        (&["tokenize", "--format", "jsonl"][..], "token"),
        (&["sentences", "--format", "jsonl"][..], "sentence"),
    ] {
        let mut end_before = 0;
        for object in objects(&dabir(args, &text)) {
            let (start, end) = span(&object, "span");
            assert_eq!(&text[start..end], object[name].as_str().unwrap());
            assert!(text[end_before..start].chars().all(char::is_whitespace), "a gap before {start}");
            end_before = end;
        }
        assert!(text[end_before..].trim().is_empty());
    }
    for command in ["tokenize", "normalize"] {
        assert_eq!(dabir(&[command], &text).lines().count(), 3, "{command}: lines stay lines");
    }
}

#[test]
fn output_does_not_depend_on_how_the_input_comes() {
    // Longer than the longest line, and than the longest sentence that is held.
    let text = text() + &"یک سطر از خانۀ علي ،بی پایان\n".repeat(40_000) + "رفت ." + &"آمد . رفت\n".repeat(9);
    for args in [
        &["normalize"][..],
        &["tokenize", "--format", "jsonl"],
        &["sentences"],
        &["sentences", "--newlines", "ignore", "--format", "jsonl"],
        &["sentences", "--newlines", "paragraph", "--preset", "characters", "--format", "jsonl"],
    ] {
        let whole = dabir(args, &text);
        assert!(dabir_in_parts(args, &text, 50_021) == whole, "{args:?}");
    }
}

#[test]
fn sentences_that_go_on_over_blocks_have_their_place_in_the_file() {
    let text = "كتاب های\nعلي , 12 نفر\n؛ خانۀ ما\n".repeat(300) + "آمد . \n رفت ! چرا ؟\n\n";
    let text = text.repeat(30);
    let normalizer = dabir::Normalizer::new();
    for mode in ["ignore", "paragraph"] {
        let args = ["sentences", "--format", "jsonl", "--preset", "standard", "--newlines", mode];
        let found = objects(&dabir_in_parts(&args, &text, 4_999));
        assert_eq!(found.len(), 90);
        for object in found {
            let (start, end) = span(&object, "span");
            let lines: Vec<String> =
                text[start..end].lines().map(|line| normalizer.normalize(line.trim()).into_owned()).collect();
            assert_eq!(lines.join(" "), object["sentence"].as_str().unwrap());
        }
    }
}
