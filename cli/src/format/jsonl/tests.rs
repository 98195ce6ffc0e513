use super::*;
use crate::format::prose::testing::{Replace, nothing, persian};
use crate::format::{Document, Editor};
use proptest::prelude::*;

fn document(paths: &[&str]) -> Document {
    Document::Jsonl(Fields::parse(paths).unwrap())
}

fn rewrite(paths: &[&str], block: &str, editor: &mut dyn Editor, handling: Handling) -> String {
    let mut out = String::new();
    let _ = document(paths).rewrite(block, true, editor, &mut |_| handling, &mut out);
    out
}

/// Lines before and after, with `text` as the field.
#[test]
fn strings_change_and_nothing_else() {
    let zwnj = "\u{200C}";
    for (before, after) in [
        (r#"{"text": "كتاب ها"}"#, &*format!(r#"{{"text": "کتاب{zwnj}ها"}}"#)),
        // Blanks, order, numbers and other strings stay, and so does a line end of Windows.
        (
            "{ \"n\":1.50e+2 ,\"text\" :\"ي\",\"k\":\"\\u064a ي\" }\r\n",
            "{ \"n\":1.50e+2 ,\"text\" :\"ی\",\"k\":\"\\u064a ي\" }\r\n",
        ),
        ("\n \n{\"text\":\"ي\"}\n\n", "\n \n{\"text\":\"ی\"}\n\n"),
        // All of two keys that are the same.
        (r#"{"text":"ي","text":"ك"}"#, r#"{"text":"ی","text":"ک"}"#),
        // A key by what it means.
        (r#"{"\u0074ext":"ي"}"#, r#"{"\u0074ext":"ی"}"#),
        // Not strings, not there, deeper.
        (r#"{"text":["ي"]}"#, r#"{"text":["ي"]}"#),
        (r#"{"text":null,"a":{"text":"ي"}}"#, r#"{"text":null,"a":{"text":"ي"}}"#),
        (r#""ي""#, r#""ي""#),
        // The writer's escapes.
        (r#"{"text":"\u064a"}"#, r#"{"text":"\u06cc"}"#),
        (r#"{"text":"\u064A\u200C\n"}"#, r#"{"text":"\u06CC\u200C\n"}"#),
        (
            r#"{"text":"\u0643\u062a\u0627\u0628 \u0647\u0627 \ud83d\ude00"}"#,
            r#"{"text":"\u06a9\u062a\u0627\u0628\u200c\u0647\u0627 \ud83d\ude00"}"#,
        ),
        (r#"{"text":"ي\u200cا\/ب/\"\\\u000a\t"}"#, r#"{"text":"ی\u200cا\/ب\/\"\\\u000a\t"}"#),
        (r#"{"text":"wait..."}"#, r#"{"text":"wait…"}"#),
        // What does not change keeps its form, however odd.
        (r#"{"text":"\u0041\u06CC ی\u06cc"}"#, r#"{"text":"\u0041\u06CC ی\u06cc"}"#),
    ] {
        assert_eq!(rewrite(&["text"], before, &mut persian(), Handling::Stop), after, "{before}");
    }
}

#[test]
fn what_has_no_escape_in_the_editors_text_gets_one() {
    let mut editor = Replace(&[("x", "\"\\\n\r\t\u{1}\u{1F600}")]);
    let after = rewrite(&["."], r#""x\u00e9""#, &mut editor, Handling::Stop);
    assert_eq!(after, r#""\"\\\n\r\t\u0001\ud83d\ude00\u00e9""#);
}

#[test]
fn paths() {
    let line = r#"{"a":{"b":"1","b.c":"2"},"m":[{"t":"3"},{"t":"4"},[ "5" ]],"":"6"}"#;
    for (paths, prose) in [
        (&["a.b"][..], "1"),
        (&[".a.b"], "1"),
        (&[r#"a."b.c""#], "2"),
        (&["m[].t"], "34"),
        (&["m[1].t"], "4"),
        (&["m[2][0]"], "5"),
        (&["m[][]"], "5"),
        (&["m[].t", "m[1].t", "a.b", "a.b"], "134"),
        (&[r#""""#], "6"),
        (&["a", "a.b", "m"], "1"),
        (&["."], ""),
    ] {
        let mut found = String::new();
        document(paths)
            .each_prose(line, true, &mut |_| Handling::Stop, &mut |prose| found += prose.text)
            .unwrap();
        assert_eq!(found, prose, "{paths:?}");
    }
    for path in
        ["", "a.", "..a", "a..b", "a[", "a[x]", "a[-1]", "a]", "a\"b\"", "\"a", "a[]b", "[].", "\"a\"b"]
    {
        assert!(Fields::parse(&[path]).is_err(), "{path}");
    }
    assert!(Fields::parse::<&str>(&[]).is_err());
}

#[test]
fn malformed_lines() {
    let block =
        "{\"text\":\"ي\"}\n{\"text\":\"ي\",}\r\n{\"text\":\"\\ud800\"}\n{}x\nx\n{\"text\":\"ي\"}\n{\"te";
    let mut errors = Vec::new();
    let mut note = |error: &Malformed| {
        errors.push((error.line, error.start));
        Handling::Drop
    };
    let mut out = String::new();
    document(&["text"]).rewrite(block, true, &mut persian(), &mut note, &mut out).unwrap();
    assert_eq!(out, "{\"text\":\"ی\"}\n{\"text\":\"ی\"}\n");
    assert_eq!(errors.iter().map(|e| e.0).collect::<Vec<_>>(), [1, 2, 3, 4, 6]);
    for (line, start) in errors {
        assert_eq!(block[..start].matches('\n').count(), line);
        assert!(block[..start].ends_with('\n'));
    }
    let kept = rewrite(&["text"], block, &mut persian(), Handling::Keep);
    assert_eq!(kept, block.replace("\"ي\"}", "\"ی\"}"));
    let mut out = String::new();
    let error = document(&["text"])
        .rewrite(block, true, &mut persian(), &mut |_| Handling::Stop, &mut out)
        .unwrap_err();
    assert_eq!((error.line, &*error.message), (1, "trailing comma"));
    // The parser stops inside a character.
    assert_eq!(rewrite(&["text"], "{}\n{\"text\":\"\\u12یx\"}", &mut nothing(), Handling::Stop), "{}\n");
}

#[test]
fn deep_and_long_lines() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = open.repeat(1_000_000);
        assert_eq!(rewrite(&["a", "[]"], &deep, &mut persian(), Handling::Drop), "");
        let whole = format!("{deep}1{}", close.repeat(1_000_000));
        assert_eq!(rewrite(&["a", "[]"], &whole, &mut persian(), Handling::Stop), whole);
    }
    let strings = format!("[{}\"\\u064a\"]", "\"\\u064a\",".repeat(500_000));
    assert_eq!(rewrite(&["[]"], &strings, &mut persian(), Handling::Stop), strings.replace("64a", "6cc"));
    let quotes = "\"".repeat(5_000_000);
    assert_eq!(rewrite(&["[]"], &quotes, &mut persian(), Handling::Keep), quotes);
}

#[test]
fn places_of_escaped_text() {
    let block = "\n{\"text\":\"aب\\u06cc\\n\\ud83d\\ude00c\"}";
    let mut found = Vec::new();
    document(&["text"])
        .each_prose(block, true, &mut |_| Handling::Stop, &mut |prose| {
            let mut locator = prose.locator();
            for (i, c) in prose.text.char_indices() {
                found.push(&block[locator.find(i..i + c.len_utf8()).unwrap()]);
            }
        })
        .unwrap();
    assert_eq!(found, ["a", "ب", "\\u06cc", "\\n", "\\ud83d\\ude00", "c"]);
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i32>().prop_map(Into::into),
        "[a-cيك ها,\"\\\\/\n\u{1}😀]{0,8}".prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::hash_map("[a-c]|text", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// What the fields `text` and `a[].b` become.
fn edited(value: &mut serde_json::Value) {
    let edit = |value: Option<&mut serde_json::Value>| {
        if let Some(serde_json::Value::String(text)) = value {
            let mut out = String::new();
            persian().rewrite(text, &mut out);
            *text = out;
        }
    };
    edit(value.get_mut("text"));
    for element in value.get_mut("a").and_then(|a| a.as_array_mut()).into_iter().flatten() {
        edit(element.get_mut("b"));
    }
}

proptest! {
    #[test]
    fn no_edit_no_change(block in "([\\[\\]{}\",:\\\\u0-2ac\n ]|\"text\":|ي){0,40}|\\PC{0,20}") {
        prop_assert_eq!(&rewrite(&["text", "[].a"], &block, &mut nothing(), Handling::Keep), &block);
        let dropped = rewrite(&["text", "[].a"], &block, &mut persian(), Handling::Drop);
        for line in dropped.lines().filter(|line| !line.trim().is_empty()) {
            prop_assert!(serde_json::from_str::<IgnoredAny>(line).is_ok());
        }
    }

    #[test]
    fn what_is_broken_ends_the_work_before_its_record(broken in "\\{\"text\":\"(\\\\u?[0-2ac]{0,4}|[یa😀\"\\\\,}]){0,12}") {
        let block = format!("{{\"text\":\"ي\"}}\n{broken}\n{{\"text\":\"ي\"}}\n");
        let after = rewrite(&["text"], &block, &mut nothing(), Handling::Stop);
        prop_assert!(after == block || after == "{\"text\":\"ي\"}\n", "{after}");
    }

    #[test]
    fn only_prose_changes(mut value in json(), ascii in any::<bool>()) {
        let mut line = value.to_string();
        if ascii {
            let style = Style { is_ascii: true, is_upper_case: false };
            let mut escaped = String::new();
            line.chars().for_each(|c| if c.is_ascii() { escaped.push(c) } else { style.escape(c, &mut escaped) });
            line = escaped;
        }
        let after = rewrite(&["text", "a[].b"], &line, &mut persian(), Handling::Stop);
        edited(&mut value);
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&after).unwrap(), value);
        prop_assert!(!(ascii && line.contains("\\u0")) || after.is_ascii());
    }
}
