//! Mending.

use std::ops::Range;

/// What of a text is to be replaced, and by what.
pub(super) type Replacement = (Range<usize>, String);

/// Appends the text to `out`, mended; replacements are in ascending order.
pub(super) fn apply(text: &[u8], replacements: &[Replacement], out: &mut Vec<u8>) {
    let mut done = 0;
    for (span, with) in replacements {
        out.extend_from_slice(&text[done..span.start]);
        out.extend_from_slice(with.as_bytes());
        done = span.end;
    }
    out.extend_from_slice(&text[done..]);
}
