//! Byte spans as spans of code points, which Python counts in.

use dabir::Offsets;
use std::ops::Range;

/// Converts the spans of one text. Spans in ascending order cost one pass over the text, all together.
pub(crate) struct Chars<'t>(Offsets<'t>);

impl<'t> Chars<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self(Offsets::new(text))
    }

    pub(crate) fn span(&mut self, bytes: Range<usize>) -> (usize, usize) {
        (self.0.at_byte(bytes.start).char, self.0.at_byte(bytes.end).char)
    }
}
