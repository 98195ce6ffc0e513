//! What of a document reaches over its lines.

use crate::protect::Fence;
use memchr::memmem::Finder;

/// What of a document reaches over its lines: the fenced block of code they stand in. The evidence of
/// [`document_evidence`](crate::NormalizerBuilder::document_evidence) is no part of it, and
/// [`start_in`](crate::Worker::start_in) clears it.
///
/// A document that is cut into parts at line ends can be normalized part by part in any order, if each part is normalized
/// in the context that the parts before it leave:
///
/// ```
/// let normalizer = dabir::Normalizer::new();
/// let parts = ["كتاب\n```\n", "x = \"ي\"\n", "```\nكتاب\n"];
/// let mut contexts = vec![dabir::Context::default()];
/// for part in parts {
///     contexts.push(contexts[contexts.len() - 1].after(part));
/// }
/// let mut worker = normalizer.worker();
/// worker.start_in(contexts[2]);
/// assert_eq!(worker.normalize_next(parts[2]).text(), "```\nکتاب\n");
/// worker.start_in(contexts[1]);
/// assert_eq!(worker.normalize_next(parts[1]).text(), parts[1]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    pub(super) fence: Option<Fence>,
}

impl Context {
    /// The context that this text leaves, in linear time; text without fences is only searched for them.
    ///
    /// ```
    /// let context = dabir::Context::default();
    /// assert!(context.after("```rust\nlet x = 1;\n").is_in_code());
    /// assert!(!context.after("```rust\nlet x = 1;\n```\n").is_in_code());
    /// ```
    #[must_use]
    pub fn after(mut self, text: &str) -> Self {
        let mut marks = [Marks::new("```"), Marks::new("~~~")];
        let mut at = 0;
        while let Some(found) = marks.iter_mut().filter_map(|m| m.next(text, at)).min() {
            let start = text[at..found].rfind(['\n', '\r']).map_or(at, |i| at + i + 1);
            let end = text[found..].find(['\n', '\r']).map_or(text.len(), |i| found + i);
            self.pass(&text[start..end]);
            at = end;
        }
        self
    }

    /// Whether what follows is code.
    ///
    /// ```
    /// assert!(!dabir::Context::default().is_in_code());
    /// ```
    #[must_use]
    pub fn is_in_code(self) -> bool {
        self.fence.is_some()
    }

    /// Goes on to the next line; true if it belongs to a fenced block, its fences included.
    #[inline]
    pub(super) fn pass(&mut self, line: &str) -> bool {
        if let Some(fence) = self.fence {
            if fence.is_closed_by(line) {
                self.fence = None;
            }
            return true;
        }
        self.fence = Fence::opened_by(line);
        self.fence.is_some()
    }
}

/// The next place of some marks in a text, looked for once.
struct Marks {
    finder: Finder<'static>,
    next: Option<usize>,
    /// The place was looked for; none may have been found.
    searched: bool,
}

impl Marks {
    fn new(marks: &'static str) -> Self {
        Self { finder: Finder::new(marks), next: None, searched: false }
    }

    /// The first place at or after `at`, which never goes back.
    fn next(&mut self, text: &str, at: usize) -> Option<usize> {
        if !self.searched || self.next.is_some_and(|next| next < at) {
            self.next = self.finder.find(&text.as_bytes()[at..]).map(|i| at + i);
            self.searched = true;
        }
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_one_by_one_leave_the_same_context() {
        let pieces = [
            "```\n",
            "~~~~\r\n",
            "  ```rust\n",
            "> ~~~\n",
            "متن ``` متن\n",
            "````\r",
            "\n",
            "متن",
            "``",
            "`",
        ];
        // Each number spells a text of six pieces.
        for number in 0..10_usize.pow(6) / 7 {
            let text: String = (0..6).map(|i| pieces[number * 7 / 10_usize.pow(i) % 10]).collect();
            let mut wanted = Context::default();
            for line in text.split(['\n', '\r']) {
                wanted.pass(line);
            }
            assert_eq!(Context::default().after(&text), wanted, "{text:?}");
        }
    }
}
