//! The formats with the normalizer for an editor.

use super::*;
use crate::laws::Normalize;
use dabir::Normalizer;
use std::ops::Range;

fn normalize(format: &Format, block: &str) -> String {
    let normalizer = Normalizer::new();
    let mut editor = Normalize(normalizer.worker());
    let document = format.open(block).unwrap();
    let mut out = String::new();
    document.rewrite(block, true, &mut editor, &mut |_| Handling::Stop, &mut out).unwrap();
    out
}

#[test]
fn each_format_is_edited_as_people_would() {
    let columns = |name: &str| Columns::new(vec![name.to_owned()], Dialect::CSV, true).unwrap();
    for (format, before, after) in [
        (Format::Text, "كتاب ها , 12\n", "کتاب‌ها، ۱۲\n"),
        (
            Format::Jsonl(Fields::parse(&["text"]).unwrap()),
            "{\"id\": 12, \"text\": \"\\u0643\\u062a\\u0627\\u0628 \\u0647\\u0627\"}\n",
            "{\"id\": 12, \"text\": \"\\u06a9\\u062a\\u0627\\u0628\\u200c\\u0647\\u0627\"}\n",
        ),
        (Format::Csv(columns("متن")), "id,متن\n12,\"كتاب ها , 12\"\n", "id,متن\n12,\"کتاب‌ها، ۱۲\"\n"),
        (
            Format::Markdown,
            "متن **مهم** ,ادامه ( `ls` ) و «**كتاب** ها» در 12 تا...\n",
            "متن **مهم**، ادامه (`ls`) و «**کتاب**‌ها» در ۱۲ تا…\n",
        ),
        (
            Format::Markdown,
            "1. \"[كتاب ها](a.md 'ي')\" ?\n2. متن,**ادامه** \\\"x\" &quot;ي\"\n   12 12\n\n| 12 | ي |\n|---:|---|\n| 3.5 | `ي` |\n",
            "1. «[کتاب‌ها](a.md 'ي')»؟\n2. متن، **ادامه** \\\"x\" &quot;ی\"\n   ۱۲ ۱۲\n\n| ۱۲ | ی |\n|---:|---|\n| ۳٫۵ | `ي` |\n",
        ),
        (
            Format::Html,
            "<p>متن <b>مهم</b> ,ادامه ( <code>ls</code> )\n   و <a href=\"?a=12\">كتاب ها</a> در 12 تا...<br>می&zwnj;روم\n</p>\n",
            "<p>متن <b>مهم</b>، ادامه (<code>ls</code>)\n   و <a href=\"?a=12\">کتاب‌ها</a> در ۱۲ تا…<br>می&zwnj;روم\n</p>\n",
        ),
        (
            Format::Html,
            "<nav><a>خانه</a><a>درباره ي ما</a></nav> <span>نام</span> : <i>علي</i> !",
            "<nav><a>خانه</a><a>درباره‌ی ما</a></nav> <span>نام</span>: <i>علی</i>!",
        ),
    ] {
        let once = normalize(&format, before);
        assert_eq!(once, after);
        assert_eq!(normalize(&format, &once), once);
    }
}

#[test]
fn items_that_cannot_be_edited_do_not_hold_up_others() {
    let list = |bad: &str, good: &str, distance: usize| -> String {
        (0..400).map(|i| if i % distance == 0 { bad } else { good }).collect()
    };
    // With a half-space behind it, the mark would close nothing.
    let (bad, good) = ("- _كتاب_ ها ,قلم\n", "- كتاب ,قلم\n");
    for distance in [2, 5, 15] {
        let once = normalize(&Format::Markdown, &format!("متن ,كتاب\n\n{}", list(bad, good, distance)));
        assert_eq!(once, format!("متن، کتاب\n\n{}", list(bad, "- کتاب، قلم\n", distance)));
        assert_eq!(normalize(&Format::Markdown, &once), once);
    }
}

#[test]
fn edits_that_are_shown_are_those_that_are_made() {
    let normalizer = Normalizer::new();
    let columns = |name: &str| Columns::new(vec![name.to_owned()], Dialect::CSV, true).unwrap();
    for (format, block) in [
        (Format::Text, "كتاب ها , 12\n"),
        (Format::Csv(columns("متن")), "id,متن\n12,\"كتاب ها , \"\"علي\"\" 12\"\n"),
        (
            Format::Jsonl(Fields::parse(&["text"]).unwrap()),
            "{\"text\": \"\\u0643\\u062a\\u0627\\u0628 \\u0647\\u0627 \\\"\\u0639\\u0644\\u064a\\\"\"}\n",
        ),
        (Format::Jsonl(Fields::parse(&["text"]).unwrap()), "{\"text\": \"می\\u200cروم كتاب ها\\n12 \"}\n"),
        (Format::Markdown, "متن **مهم** ,ادامه ( `ls` ) و «**كتاب** ها» در 12 تا...\n\n12) ي\n"),
        (Format::Html, "<p>متن <b>مهم</b> ,ادامه ( <code>ls</code> ) و <b>كتاب</b> ها &amp ي</p>"),
    ] {
        let document = format.open(block).unwrap();
        let (mut shown, mut done) = (String::new(), 0);
        let mut editor = Normalize(normalizer.worker());
        let mut visit = |_, span: Range<usize>, with: &str| {
            shown.push_str(&block[done..span.start]);
            shown.push_str(with);
            done = span.end;
        };
        document.each_edit(block, true, &mut editor, &mut |_| Handling::Stop, &mut visit).unwrap();
        shown.push_str(&block[done..]);
        assert_eq!(shown, normalize(&format, block));
    }
}

#[test]
fn words_cover_what_they_are_made_of() {
    for (format, block, wanted) in [
        (Format::Markdown, "یک [متن](http://x.ir) دو\n", &["یک", "متن", "دو"][..]),
        (Format::Markdown, "**قوی** و *کج*.\n", &["قوی", "و", "کج", "."]),
        // Labels stand there as they are, entities do not; a word may reach over markup.
        (Format::Markdown, "الف [برچسب دوم] ب\n\n[برچسب دوم]: x\n", &["الف", "برچسب", "دوم", "ب"]),
        (Format::Html, "<p>a&eacute;b <b>کتاب</b>ها</p>", &["a&eacute;b", "کتاب</b>ها"]),
        (Format::Html, "<p>&eacute; ب</p>", &["&eacute;", "ب"]),
        (Format::Html, "<p><a>متن</a> <b>دو</b></p>", &["متن", "دو"]),
    ] {
        let document = format.open(block).unwrap();
        let mut found = Vec::new();
        let mut visit = |prose: &Prose<'_>| {
            let mut places = prose.locator();
            found.extend(dabir::words(prose.text).map(|word| block[places.cover(word.span())].to_owned()));
        };
        document.each_prose(block, true, &mut |_| Handling::Stop, &mut visit).unwrap();
        assert_eq!(found, wanted, "{block}");
    }
}

#[test]
fn formats_by_extension() {
    for (extension, kind) in [
        ("txt", Some(Kind::Text)),
        ("JSONL", Some(Kind::Jsonl)),
        ("csv", Some(Kind::Csv)),
        ("tsv", Some(Kind::Tsv)),
        ("md", Some(Kind::Markdown)),
        ("htm", Some(Kind::Html)),
        ("json", None),
        ("", None),
    ] {
        assert_eq!(Kind::of_extension(extension), kind, "{extension}");
    }
}
