//! What is found is what is mended.

use super::{Normalize, dressed, format};
use crate::check::Checker;
use crate::format::Handling;
use crate::settings::AllSettings;
use std::sync::{Arc, LazyLock};

static SETTINGS: LazyLock<Arc<crate::settings::Settings>> =
    LazyLock::new(|| AllSettings::built_in().of(None).unwrap());

/// Findings lie in the document and say what stands there; mended, it is what `dabir normalize` makes of it, unless comments
/// silence some. `choice` is that of [`rewrite`](super::rewrite).
///
/// # Panics
/// Where that does not hold.
pub fn check(choice: u8, text: &str) {
    let format = format(choice >> 1);
    let text = if choice & 1 == 0 { text.to_owned() } else { dressed(&format, text) };
    let Ok(document) = format.open(&text) else { return };
    let mut changes = Vec::new();
    let mut checker = Checker::new(&SETTINGS);
    checker
        .text(&document, &text, &mut |_| Handling::Keep, &mut |finding| {
            for change in finding.changes {
                assert_eq!(change.removed, text[change.span.clone()], "{text:?}");
                changes.push((change.span, change.inserted));
            }
        })
        .unwrap();
    changes.sort_by_key(|(span, _)| (span.start, span.end));
    let (mut mended, mut done) = (String::new(), 0);
    for (span, with) in changes {
        assert!(done <= span.start, "{text:?}");
        mended.push_str(&text[done..span.start]);
        mended.push_str(&with);
        done = span.end;
    }
    mended.push_str(&text[done..]);
    if !text.contains("dabir:") {
        let mut editor = Normalize(SETTINGS.normalizer.worker());
        let (mut shown, mut done) = (String::new(), 0);
        document
            .each_edit(&text, true, &mut editor, &mut |_| Handling::Keep, &mut |_, span, with| {
                shown.push_str(&text[done..span.start]);
                shown.push_str(with);
                done = span.end;
            })
            .unwrap();
        shown.push_str(&text[done..]);
        assert_eq!(mended, shown, "{format:?}: {text:?}");
    }
}
