//! Offsets of the input in the output and back.

use crate::edit::Edit;
use core::ops::Range;

/// Maps byte offsets between the input and the output of a normalization.
///
/// Only the changed places are stored; a look-up is a binary search in the edits. In unchanged text the two directions
/// are inverse. Inside an edit there is no finer truth than the edit: an offset maps to the start of the other side.
///
/// ```
/// let normalizer = dabir::Normalizer::new();
/// let mut worker = normalizer.worker();
/// let result = worker.normalize("گفت:سلام");
/// assert_eq!(result.text(), "گفت: سلام");
/// let hit = result.text().find("سلام").unwrap();
/// let alignment = result.alignment();
/// let original = alignment.range_to_input(hit..hit + "سلام".len());
/// assert_eq!(&"گفت:سلام"[original.clone()], "سلام");
/// assert_eq!(alignment.range_to_output(original), hit..hit + "سلام".len());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alignment<'a> {
    edits: &'a [Edit],
    input_len: usize,
    output_len: usize,
}

impl<'a> Alignment<'a> {
    /// The alignment of edits that were [counted in another unit](crate::Normalized::edits_in), between an input and an output
    /// of these lengths in that unit: what it takes and gives is in that unit too. The edits must be those of one
    /// normalization.
    ///
    /// ```
    /// use dabir::Alignment;
    /// let (normalizer, input) = (dabir::Normalizer::new(), "سال 12 و 😀,");
    /// let mut worker = normalizer.worker();
    /// let result = worker.normalize(input);
    /// assert_eq!(result.text(), "سال ۱۲ و 😀،");
    /// let edits = result.edits_in(|position| position.char);
    /// let chars = Alignment::new(&edits, input.chars().count(), result.text().chars().count());
    /// assert_eq!(chars.to_input(10), 10);
    /// ```
    #[must_use]
    pub fn new(edits: &'a [Edit], input_len: usize, output_len: usize) -> Self {
        Self { edits, input_len, output_len }
    }

    /// The output offset of an input offset (bytes). At an insertion: behind it. Past the end: the end. O(log edits).
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("5 نفر").alignment().to_output(1), 2);
    /// ```
    #[must_use]
    pub fn to_output(&self, offset: usize) -> usize {
        let offset = offset.min(self.input_len);
        map(self.edits, offset, |e| (&e.input, &e.output))
    }

    /// The input offset of an output offset (bytes). At a deletion: behind it. Past the end: the end. O(log edits).
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("5 نفر").alignment().to_input(2), 1);
    /// ```
    #[must_use]
    pub fn to_input(&self, offset: usize) -> usize {
        let offset = offset.min(self.output_len);
        map(self.edits, offset, |e| (&e.output, &e.input))
    }

    /// The smallest output range that holds what became of an input range; edits it cuts are taken in whole. O(log edits).
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// // The space that was put in belongs to neither word.
    /// assert_eq!(worker.normalize("گفت:سلام").alignment().range_to_output(0..7), 0..7);
    /// ```
    #[must_use]
    pub fn range_to_output(&self, range: Range<usize>) -> Range<usize> {
        cover(self.edits, self.input_len, range, |e| (&e.input, &e.output))
    }

    /// The smallest input range that an output range came from; edits it cuts are taken in whole. O(log edits).
    ///
    /// ```
    /// let normalizer = dabir::Normalizer::new();
    /// let mut worker = normalizer.worker();
    /// assert_eq!(worker.normalize("گفت:سلام").alignment().range_to_input(8..16), 7..15);
    /// ```
    #[must_use]
    pub fn range_to_input(&self, range: Range<usize>) -> Range<usize> {
        cover(self.edits, self.output_len, range, |e| (&e.output, &e.input))
    }
}

type Sides = fn(&Edit) -> (&Range<usize>, &Range<usize>);

/// `offset` moved by the edits before it; inside an edit, the start of its other side.
fn map(edits: &[Edit], offset: usize, sides: Sides) -> usize {
    let before = edits.partition_point(|e| sides(e).0.end <= offset);
    if let Some((here, there)) = edits.get(before).map(sides)
        && here.start <= offset
    {
        return there.start;
    }
    after(edits, before, offset, sides)
}

/// `offset`, which lies in unchanged text behind the first `before` edits.
fn after(edits: &[Edit], before: usize, offset: usize, sides: Sides) -> usize {
    match before.checked_sub(1).and_then(|last| edits.get(last)).map(sides) {
        Some((here, there)) => there.end + (offset - here.end),
        None => offset,
    }
}

fn cover(edits: &[Edit], len: usize, range: Range<usize>, sides: Sides) -> Range<usize> {
    let end = range.end.min(len);
    let start = map(edits, range.start.min(end), sides);
    // The end looks back: an insertion at the end is not part of the range, an edit cut by it is.
    let before = edits.partition_point(|e| {
        let here = sides(e).0;
        here.end < end || (here.end == end && !here.is_empty())
    });
    let end = match edits.get(before).map(sides) {
        Some((here, there)) if here.start < end => there.end,
        _ => after(edits, before, end, sides),
    };
    start.min(end)..end
}
