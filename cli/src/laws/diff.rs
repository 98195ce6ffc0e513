//! A difference leads from one text to the other.

use crate::args::ReportFormat;
use crate::diff::{Words, compare, hunks};
use crate::style::Look;
use serde::de::IgnoredAny;
use similar::DiffTag;

/// The words that are the same and removed make up `a`, those that are the same and added `b`, and those that are said to be
/// the same are; a text is no different from itself. Printed as JSON, each difference is an object on its line.
///
/// # Panics
/// Where that does not hold.
pub fn diff(a: &str, b: &str) {
    let (words_a, words_b) = (Words::of(a), Words::of(b));
    let (mut at_a, mut at_b) = (0, 0);
    for op in compare(&words_a, &words_b) {
        let (old, new) = (op.old_range(), op.new_range());
        assert_eq!((old.start, new.start), (at_a, at_b), "a gap in the difference of {a:?} and {b:?}");
        (at_a, at_b) = (old.end, new.end);
        if op.tag() == DiffTag::Equal {
            assert!(words_a.each(old).eq(words_b.each(new)), "{a:?} and {b:?}");
        }
    }
    assert_eq!((at_a, at_b), (words_a.count(), words_b.count()), "{a:?} and {b:?}");
    let looks = [
        (ReportFormat::Text, 3, Look::on_page()),
        (ReportFormat::Text, 1, Look::coloured()),
        (ReportFormat::Json, 0, Look::default()),
    ];
    for (format, context, look) in looks {
        let mut printed = Vec::new();
        let ops = compare(&words_a, &words_b);
        hunks(ops, [&words_a, &words_b], (context, format, &look), &mut printed).unwrap();
        let printed = String::from_utf8(printed).expect("text");
        let is_json = |line: &str| serde_json::from_str::<IgnoredAny>(line).is_ok();
        assert!(format == ReportFormat::Text || printed.lines().all(is_json), "{a:?} and {b:?}");
    }
    assert!(compare(&words_a, &words_a).iter().all(|op| op.tag() == DiffTag::Equal), "{a:?}");
}
