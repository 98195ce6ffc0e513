//! Prose is edited where it stands, and nothing else.

use super::{Normalize, dressed, format};
use crate::format::{Document, Editor, Format, Handling};
use dabir::Normalizer;
use pulldown_cmark::{Event, Parser, Tag};
use serde_json::Value;
use std::ops::Range;

/// Rewriting a document twice is rewriting it once; the edits that are shown are those that are made; what is no prose leaves
/// byte for byte as it came; places of words lie in the document. `choice` says which format, and whether the text is made a
/// document of it first.
///
/// # Panics
/// Where one of these does not hold.
pub fn rewrite(normalizer: &Normalizer, choice: u8, text: &str) {
    let format = format(choice >> 1);
    let text = if choice & 1 == 0 { text.to_owned() } else { dressed(&format, text) };
    // The columns that are named may not be there.
    let Ok(document) = format.open(&text) else { return };
    let once = rewritten(&document, normalizer, &text);
    let twice = rewritten(&document, normalizer, &once);
    assert_eq!(once, twice, "{format:?}: not idempotent on {text:?}");
    if let Some(shown) = shown(&document, normalizer, &text) {
        match format {
            // What hides behind an edit that cannot be made is shown when the others have been.
            Format::Markdown | Format::Html => {
                let settled = rewritten(&document, normalizer, &shown);
                assert!(shown == once || settled == once, "{format:?}: edits of {text:?}");
            }
            _ => assert_eq!(shown, once, "{format:?}: edits of {text:?}"),
        }
    }
    places(&document, &text);
    let mut unedited = String::new();
    document.rewrite(&text, true, &mut Nothing, &mut |_| Handling::Keep, &mut unedited).unwrap();
    assert_eq!(unedited, text, "{format:?}: nothing was to be edited");
    match &format {
        Format::Jsonl(_) => json(normalizer, &text, &once),
        Format::Csv(_) => assert_eq!(text.matches('\n').count(), once.matches('\n').count(), "{text:?}"),
        Format::Markdown => assert_eq!(markup_of_markdown(&text), markup_of_markdown(&once), "{text:?}"),
        Format::Html => assert_eq!(markup_of_html(&text), markup_of_html(&once), "{text:?}"),
        Format::Text => assert_eq!(once, normalizer.normalize(&text), "{text:?}"),
    }
}

/// Edits nothing.
struct Nothing;

impl Editor for Nothing {
    fn edit(&mut self, _: &str, _: &mut dyn FnMut(Range<usize>, &str)) {}
}

fn rewritten(document: &Document, normalizer: &Normalizer, text: &str) -> String {
    let mut editor = Normalize(normalizer.worker());
    let mut out = String::new();
    document.rewrite(text, true, &mut editor, &mut |_| Handling::Keep, &mut out).unwrap();
    out
}

/// The document with the edits that are shown; `None` if not all that the editor asked for can be shown one by one, as where
/// a cell has to be quoted.
fn shown(document: &Document, normalizer: &Normalizer, text: &str) -> Option<String> {
    let mut editor = Normalize(normalizer.worker());
    let (mut out, mut done, mut numbers) = (String::new(), 0, 0);
    let mut visit = |number: usize, span: Range<usize>, with: &str| {
        assert!(done <= span.start, "order of edits in {text:?}");
        out.push_str(&text[done..span.start]);
        out.push_str(with);
        done = span.end;
        numbers += usize::from(number == numbers);
    };
    document.each_edit(text, true, &mut editor, &mut |_| Handling::Keep, &mut visit).unwrap();
    out.push_str(&text[done..]);
    let asked = count(document, normalizer, text);
    (!matches!(document, Document::Csv(_)) || asked == numbers).then_some(out)
}

/// How many edits the editor asks for.
fn count(document: &Document, normalizer: &Normalizer, text: &str) -> usize {
    let mut worker = normalizer.worker();
    let mut count = 0;
    document
        .each_prose(text, true, &mut |_| Handling::Keep, &mut |prose| {
            count += worker.normalize(prose.text).edits().len();
        })
        .unwrap();
    count
}

/// Words and their places go forward and lie in the document.
fn places(document: &Document, text: &str) {
    let mut last = 0;
    document
        .each_prose(text, true, &mut |_| Handling::Keep, &mut |prose| {
            let (mut cover, mut find) = (prose.locator(), prose.locator());
            for token in dabir::tokens(prose.text) {
                let place = cover.cover(token.span());
                assert!(text.get(place.clone()).is_some(), "{place:?} in {text:?}");
                assert!(last <= place.start, "{place:?} in {text:?}");
                last = place.start;
                if let Some(place) = find.find(token.span()) {
                    assert!(text.get(place.clone()).is_some(), "{place:?} in {text:?}");
                }
            }
        })
        .unwrap();
}

/// A line of JSON stays one; between its strings nothing changes, and a string that does becomes what the normalizer makes
/// of it.
fn json(normalizer: &Normalizer, before: &str, after: &str) {
    let (before, after): (Vec<_>, Vec<_>) = (before.split('\n').collect(), after.split('\n').collect());
    assert_eq!(before.len(), after.len());
    for (before, after) in before.into_iter().zip(after) {
        let (was, is) = (serde_json::from_str::<Value>(before), serde_json::from_str::<Value>(after));
        if was.is_err() {
            // Deeper than serde_json goes, or no JSON: then it is left alone.
            assert!(before == after || is.is_err(), "{before:?} became {after:?}");
            continue;
        }
        assert!(is.is_ok(), "{before:?} became {after:?}");
        let (was, is) = (strings(before), strings(after));
        assert_eq!(was.0, is.0, "around the strings of {before:?}");
        for (was, is) in was.1.into_iter().zip(is.1) {
            if was != is {
                let text = |form: &str| serde_json::from_str::<String>(form).unwrap();
                assert_eq!(normalizer.normalize(&text(was)), text(is), "{before:?} became {after:?}");
            }
        }
    }
}

/// What stands around the strings of a line of JSON, and the strings with their quotes.
fn strings(line: &str) -> (String, Vec<&str>) {
    let (mut around, mut strings, mut rest) = (String::new(), Vec::new(), line);
    while let Some(start) = rest.find('"') {
        let mut escaped = false;
        let end = rest[start + 1..]
            .find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            })
            .unwrap();
        around.push_str(&rest[..=start]);
        let end = start + 1 + end + 1;
        strings.push(&rest[start..end]);
        rest = &rest[end..];
    }
    (around + rest, strings)
}

/// What of a Markdown document is no prose: the kinds of all parts, code, markup, addresses.
fn markup_of_markdown(text: &str) -> Vec<String> {
    let mut markup: Vec<String> = Vec::new();
    for event in Parser::new_ext(text, crate::format::MARKDOWN) {
        let is_code =
            markup.last().is_some_and(|last| last.starts_with("Start(CodeBlock") || last.starts_with("code"));
        match event {
            Event::Text(text) if is_code => markup.push(format!("code {text}")),
            Event::Text(_) if markup.last().is_some_and(|last| last == "text") => {}
            Event::Text(_) => markup.push("text".to_owned()),
            // The id of a heading is made of what it says.
            Event::Start(Tag::Heading { level, .. }) => markup.push(format!("{level:?}")),
            event => markup.push(format!("{event:?}")),
        }
    }
    markup
}

/// The tags, comments and the like of an HTML document.
fn markup_of_html(text: &str) -> Vec<&str> {
    crate::format::markup_of_html(text).into_iter().map(|span| &text[span]).collect()
}
