//! The protected spans of a text, told without normalizing it.

use super::context::Context;
use crate::chars::next_char;
use crate::protect::{Protected, ProtectedSet, number, protected_at};
use core::ops::Range;
use memchr::memchr2;

/// A part of a text that normalization leaves as it came, and what it is. See
/// [`Normalizer::protected`](super::Normalizer::protected).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProtectedSpan {
    span: Range<usize>,
    class: Protected,
}

impl ProtectedSpan {
    /// Its bytes in the text, on character boundaries.
    ///
    /// ```
    /// assert_eq!(dabir::Normalizer::new().protected("از @dabir")[0].span(), 5..11);
    /// ```
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What it is.
    ///
    /// ```
    /// use dabir::{Normalizer, Protected};
    /// assert_eq!(Normalizer::new().protected("از @dabir")[0].class(), Protected::Mention);
    /// ```
    #[must_use]
    pub fn class(&self) -> Protected {
        self.class
    }
}

/// All protected spans of a text, in ascending order; each line of a fenced block that is not empty is one. Linear in the text.
pub(super) fn spans(text: &str, on: ProtectedSet) -> Vec<ProtectedSpan> {
    let mut spans = Vec::new();
    let mut context = Context::default();
    let mut start = 0;
    while start < text.len() {
        let end = memchr2(b'\n', b'\r', &text.as_bytes()[start..]).map_or(text.len(), |i| start + i);
        let line = &text[start..end];
        if on.has(Protected::Code) && context.pass(line) {
            // Between a carriage return and its line feed lies an empty line too.
            if !line.is_empty() {
                spans.push(ProtectedSpan { span: start..end, class: Protected::Code });
            }
        } else {
            in_line(line, on, |Range { start: from, end: to }, class| {
                spans.push(ProtectedSpan { span: start + from..start + to, class });
            });
        }
        start = end + 1;
    }
    spans
}

fn in_line(line: &str, on: ProtectedSet, mut report: impl FnMut(Range<usize>, Protected)) {
    let (mut at, mut done) = (0, 0);
    while let Some(c) = next_char(line, at) {
        at = match protected_at(line, at, on) {
            Some((span, class)) if span.start >= done => {
                done = span.end;
                report(span, class);
                done
            }
            // No part of a number is looked at by itself.
            _ => number::at(line, at).map_or(at, |number| number.end).max(at + c.len_utf8()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The protected parts of a text.
    fn parts(text: &str) -> Vec<(&str, Protected)> {
        let spans = spans(text, ProtectedSet::ALL);
        spans.iter().map(|protected| (&text[protected.span()], protected.class())).collect()
    }

    #[test]
    fn a_fence_may_close_by_a_longer_row() {
        use Protected::{Code, Mention};
        for (mark, longer) in [("~~~", "~~~~~"), ("```", "`````"), ("~~~", "~~~~~~~~ ")] {
            let text = format!("{mark}\nx\n{longer}\nاز @dabir");
            assert_eq!(parts(&text), [(mark, Code), ("x", Code), (longer, Code), ("@dabir", Mention)]);
        }
    }

    #[test]
    fn no_span_is_empty() {
        let code = |line| (line, Protected::Code);
        for text in ["```\r\nx\r\n\r\ny\r\n```\r\n", "```\nx\n\ny\n```\n", "```\rx\r\ry\r```\r"] {
            assert_eq!(parts(text), ["```", "x", "y", "```"].map(code), "{text:?}");
        }
    }

    #[test]
    fn lines_of_code_are_those_that_normalizing_passes_over() {
        let pieces = ["~~~", "~~~~~", "```", "````", "``` `x`", "> ```", "اين", ""];
        for n in 0..pieces.len().pow(3) {
            let lines: Vec<_> = (0..4).map(|i| pieces[n / pieces.len().pow(i) % pieces.len()]).collect();
            let text = lines.join("\n");
            let spans = spans(&text, ProtectedSet::of(&[Protected::Code]));
            let (mut context, mut start) = (Context::default(), 0);
            for line in lines {
                let whole = start..start + line.len();
                let told = spans.iter().any(|protected| protected.span == whole);
                assert_eq!(told, context.pass(line) && !line.is_empty(), "{line:?} of {text:?}");
                start += line.len() + 1;
            }
        }
    }
}
