use super::*;
use crate::args::NormalizerArgs;
use crate::format::{Fields, Format};
use crate::settings::AllSettings;
use std::sync::Arc;

fn settings() -> Arc<Settings> {
    let args = NormalizerArgs { no_config: true, ..NormalizerArgs::default() };
    AllSettings::new(&args).unwrap().of(None).unwrap()
}

fn check(checker: &mut Checker<'_>, format: &Document, text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    checker.text(format, text, &mut |_| Handling::Stop, &mut |finding| found.push(finding)).unwrap();
    found
}

/// Line, column, byte and words of each finding.
fn told(findings: &[Finding]) -> Vec<(usize, usize, usize, String)> {
    let tell = |f: &Finding| (f.start.line, f.start.column, f.start.byte, format!("{} → {}", f.from, f.to));
    findings.iter().map(tell).collect()
}

#[test]
fn it_does_not_matter_where_blocks_end() {
    let settings = settings();
    let text = "علي\n# dabir:off zwnj\nمی روم و علي\n# dabir:off-next-line\nعلي\n```\n# dabir:on\nعلي\n```\nمی روم\n\
                # dabir:on\nمی روم \"با\nعلي\"";
    let whole = told(&check(&mut Checker::new(&settings), &Document::Text, text));
    assert_eq!(whole.len(), 4, "{whole:?}");
    for (cut, _) in text.match_indices('\n') {
        let mut checker = Checker::new(&settings);
        let (first, second) = text.split_at(cut + 1);
        let mut parts = told(&check(&mut checker, &Document::Text, first));
        parts.extend(told(&check(&mut checker, &Document::Text, second)));
        assert_eq!(parts, whole, "{first:?}");
    }
}

#[test]
fn code_that_shows_a_comment_is_none() {
    let settings = settings();
    let text = "با `<!-- dabir:off -->` خاموش می شود\nعلي <!-- dabir:off -->\nعلي\n";
    for format in [Document::Text, Document::Markdown] {
        assert_eq!(check(&mut Checker::new(&settings), &format, text).len(), 2);
    }
}

#[test]
fn only_prose_is_checked_but_all_comments_count() {
    let settings = settings();
    let text = "<p title=\"علي\">علي</p><!-- dabir:off --><p>علي</p>\n<!-- dabir:on --><p>علي\nعلي</p>\n";
    let found = told(&check(&mut Checker::new(&settings), &Document::Html, text));
    let places: Vec<_> = found.iter().map(|&(line, column, byte, _)| (line, column, byte)).collect();
    let at = |nth: usize| text.match_indices("علي").nth(nth).unwrap().0;
    assert_eq!(places, [(1, 16, at(1)), (2, 21, at(3)), (3, 1, at(4))]);
}

#[test]
fn in_markdown_each_line_of_a_passage_is_silenced_by_itself() {
    let settings = settings();
    let text = "---\ntitle: علي\n---\nمی **روم** و 12.5% علي\nمی روم و 12.5% <!-- dabir:off-line digits -->\nمی روم `علي`\n\n\
                ```\n<!-- dabir:off -->\n```\n$x_1, x_2$ علي\n";
    let found = told(&check(&mut Checker::new(&settings), &Document::Markdown, text));
    let found: Vec<_> = found.iter().map(|(line, column, _, words)| (*line, *column, &**words)).collect();
    assert_eq!(
        found,
        [
            (4, 1, "می  → می\u{200c}"),
            (4, 14, "12.5% → ۱۲٫۵٪"),
            (4, 20, "علي → علی"),
            (5, 1, "می روم → می\u{200c}روم"),
            (6, 1, "می روم → می\u{200c}روم"),
            (11, 12, "علي → علی"),
        ]
    );
}

#[test]
fn what_is_escaped_is_escaped_again() {
    let settings = settings();
    let format = Format::Jsonl(Fields::parse(&["text"]).unwrap()).open("").unwrap();
    let text = "{\"id\": \"علي\", \"text\": \"يک\\u200cبار\\nمی روم\"}\n";
    let found = check(&mut Checker::new(&settings), &format, text);
    let inserted: Vec<_> =
        found.iter().flat_map(|f| &f.changes).map(|c| (&*c.removed, &*c.inserted)).collect();
    assert_eq!(inserted, [("ي", "ی"), (" ", "\\u200c")]);
}

#[test]
fn a_line_of_many_findings_is_checked_in_linear_time() {
    let settings = settings();
    let text = "علي, \"می روم\" <!-- dabir:off-line zwnj --> ".repeat(20_000);
    let found = check(&mut Checker::new(&settings), &Document::Text, &text);
    assert!(found.len() >= 40_000, "{}", found.len());
    assert!(found.iter().all(|finding| finding.from.len() < 100));
}

#[test]
fn a_long_word_is_found_in_parts() {
    let settings = settings();
    let text = "كي".repeat(1 << 15);
    let found = check(&mut Checker::new(&settings), &Document::Text, &text);
    assert_eq!(found.iter().map(|finding| finding.changes.len()).sum::<usize>(), 1 << 16);
    assert!(found.iter().all(|finding| finding.from.len() < 1000));
}
