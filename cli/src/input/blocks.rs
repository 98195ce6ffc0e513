//! Text cut into blocks, each of which can be worked on without the others.

use super::decode::{Bad, Bads, Decoder, ReadError};
use crate::format::{Boundaries, Cut, Format};
use anyhow::{Error, anyhow};
use dabir::Context;
use memchr::{memchr, memchr_iter, memrchr};
use std::io::Read;

/// The longest line in bytes that is worked on as one; a longer one is cut at the last space before.
pub(crate) const LONGEST_LINE: usize = 1 << 20;
/// The longest record, or document, that cannot be cut.
const LONGEST_RECORD: usize = 1 << 26;

/// How far into a document something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// Bytes of the text as UTF-8, without what is invalid and left out.
    pub(crate) bytes: usize,
    /// Lines that have ended.
    pub(crate) lines: usize,
    /// Bytes and characters of the line that has not ended: not zero in a line that was cut.
    pub(crate) line_bytes: usize,
    pub(crate) line_chars: usize,
}

impl Place {
    /// The place after this text.
    pub(crate) fn after(mut self, text: &[u8]) -> Self {
        self.bytes += text.len();
        self.lines += memchr_iter(b'\n', text).count();
        let line = match memrchr(b'\n', text) {
            Some(end) => {
                (self.line_bytes, self.line_chars) = (0, 0);
                &text[end + 1..]
            }
            None => text,
        };
        self.line_bytes += line.len();
        self.line_chars += line.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self
    }
}

/// A part of a document: whole lines, or a part of one that is too long to be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// UTF-8, but for lines that are kept as they came.
    pub(crate) bytes: Vec<u8>,
    pub(crate) start: Place,
    /// What the blocks before leave open.
    pub(crate) context: Context,
    /// A space stands between this block and the next that belongs to neither.
    pub(crate) cut: bool,
    /// Where it could be cut.
    unit: Cut,
}

impl Block {
    /// The text; if not all of it is UTF-8, line by line or record by record, and what can't be cut as one: those with
    /// invalid bytes are errors.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Result<&str, &[u8]>> {
        let whole = simdutf8::basic::from_utf8(&self.bytes).ok();
        let parts = whole.is_none().then(|| Parts {
            rest: &self.bytes,
            unit: self.unit,
            boundaries: if let Cut::Records(dialect) = self.unit {
                Some(Boundaries::new(dialect))
            } else {
                None
            },
        });
        let parts =
            parts.into_iter().flatten().map(|part| simdutf8::basic::from_utf8(part).map_err(|_| part));
        whole.map(Ok).into_iter().chain(parts)
    }
}

/// The parts of a block that can be kept as they came, one by one.
struct Parts<'a> {
    rest: &'a [u8],
    unit: Cut,
    boundaries: Option<Boundaries>,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let mut end = 0;
        while end < self.rest.len() {
            let line = memchr(b'\n', &self.rest[end..]).map_or(self.rest.len(), |i| end + i + 1);
            let ends = match (&mut self.boundaries, self.unit) {
                (Some(boundaries), _) => boundaries.last_end(&self.rest[end..line]).is_some(),
                (None, unit) => unit == Cut::Lines,
            };
            end = line;
            if ends {
                break;
            }
        }
        let (part, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!part.is_empty()).then_some(part)
    }
}

/// Cuts the text of one document into blocks.
pub(crate) struct Blocks<R> {
    source: Decoder<R>,
    cut: Cut,
    /// It is plain text: lines that are too long to be held may be cut.
    is_text: bool,
    size: usize,
    /// Blocks are filled before they are given: nobody waits for the first lines.
    fills: bool,
    buffer: Vec<u8>,
    /// How far the buffer was searched for a place to cut it.
    searched: usize,
    boundaries: Option<Boundaries>,
    place: Place,
    context: Context,
    done: bool,
    /// Why reading ended, to be said after the lines before it.
    failed: Option<Error>,
}

impl<R: Read> Blocks<R> {
    /// Blocks that `fill` are given when they are full, others as soon as a line has ended.
    pub(crate) fn new(source: Decoder<R>, format: &Format, size: usize, fills: bool) -> Self {
        let (place, context, cut) = (Place::default(), Context::default(), format.cut());
        let boundaries = if let Cut::Records(dialect) = cut { Some(Boundaries::new(dialect)) } else { None };
        Self {
            source,
            cut,
            is_text: matches!(format, Format::Text),
            size,
            fills,
            buffer: Vec::new(),
            searched: 0,
            boundaries,
            place,
            context,
            done: false,
            failed: None,
        }
    }

    /// The next block; `None` at the end. Invalid bytes that were met on the way go to `bad`.
    ///
    /// # Errors
    /// Why reading ended; the whole lines before that have been given.
    pub(crate) fn next(&mut self, bad: &mut Bads) -> Result<Option<Block>, Error> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        loop {
            let is_full = !self.fills || self.done || self.buffer.len() >= self.size;
            if is_full && let Some((end, cut)) = self.end_of_block()? {
                return Ok(Some(self.take(end, cut)));
            }
            if self.done {
                return Ok(None);
            }
            match self.source.fill(&mut self.buffer, self.size, bad) {
                Ok(more) => self.done = !more,
                Err(error) => return self.fail(error).map(Some),
            }
        }
    }

    /// Whether it is known that all has been given.
    pub(crate) fn is_at_end(&self) -> bool {
        self.done && self.buffer.is_empty() && self.failed.is_none()
    }

    /// Gives the whole lines before the error first.
    fn fail(&mut self, error: ReadError) -> Result<Block, Error> {
        let error = match error {
            ReadError::Io(error) => error.into(),
            ReadError::Invalid(Bad { line, byte }) => {
                anyhow!("line {line}: invalid {} at byte {byte}", self.source.encoding().name())
            }
        };
        let whole = memrchr(b'\n', &self.buffer).map_or(0, |i| i + 1);
        self.buffer.truncate(whole);
        if whole == 0 || self.cut == Cut::Whole {
            return Err(error);
        }
        self.failed = Some(error);
        Ok(self.take(whole, false))
    }

    /// Where the next block ends, and whether a space stands there that belongs to neither side; `None` if more is to be
    /// read.
    fn end_of_block(&mut self) -> Result<Option<(usize, bool)>, Error> {
        if self.is_text
            && let Some(place) = long_line(&self.buffer)
        {
            return Ok(Some(place));
        }
        let new = &self.buffer[self.searched..];
        let end = match (self.cut, &mut self.boundaries) {
            _ if self.done && self.fills => None,
            (Cut::Lines, _) => memrchr(b'\n', new).map(|i| i + 1),
            (Cut::Records(_), Some(boundaries)) => boundaries.last_end(new),
            _ => None,
        };
        let end = end.map(|i| self.searched + i);
        self.searched = self.buffer.len();
        let end = end.or(self.done.then_some(self.buffer.len()).filter(|&end| end > 0));
        if end.is_none() && self.buffer.len() > LONGEST_RECORD {
            let (what, line) =
                (if self.cut == Cut::Whole { "document" } else { "record" }, self.place.lines + 1);
            let limit = LONGEST_RECORD >> 20;
            return Err(anyhow!(
                "line {line}: a {what} of more than {limit} MiB, which can't be worked on in parts"
            ));
        }
        Ok(end.map(|end| (end, false)))
    }

    /// Takes so many bytes off as a block.
    fn take(&mut self, end: usize, cut: bool) -> Block {
        let rest = self.buffer.split_off(end + usize::from(cut));
        self.buffer.truncate(end);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        // What is left has been searched, but for what comes after a long line.
        self.searched = if self.is_text { 0 } else { self.searched.saturating_sub(end) };
        let (start, context) = (self.place, self.context);
        self.place = self.place.after(&bytes);
        if cut {
            self.place = self.place.after(b" ");
        }
        let block = Block { bytes, start, context, cut, unit: self.cut };
        if self.is_text {
            // What goes on with a line that was cut is no beginning of one.
            let goes_on = start.line_bytes > 0;
            let skipped =
                if goes_on { memchr(b'\n', &block.bytes).map_or(block.bytes.len(), |i| i + 1) } else { 0 };
            let mut at = 0;
            for text in block.texts() {
                if let Ok(text) = text {
                    let new = text.get(skipped.saturating_sub(at).min(text.len())..).unwrap_or_default();
                    self.context = self.context.after(new);
                }
                at += text.map_or_else(<[u8]>::len, str::len);
            }
        }
        block
    }
}

/// The end of what comes before the first line that is too long to be held, or of the first part of it.
///
/// What such a line is cut into depends on the line only, never on what the reads happened to give.
fn long_line(buffer: &[u8]) -> Option<(usize, bool)> {
    if buffer.len() <= LONGEST_LINE {
        return None;
    }
    let mut start = 0;
    for end in memchr_iter(b'\n', buffer).chain([buffer.len()]) {
        if end - start > LONGEST_LINE {
            return Some(if start > 0 { (start, false) } else { place_to_cut(&buffer[..=LONGEST_LINE]) });
        }
        start = end + 1;
    }
    None
}

/// Where a line is cut of which these are the first bytes, and whether a space stands there that belongs to neither side.
fn place_to_cut(line: &[u8]) -> (usize, bool) {
    if let Some(space) = memrchr(b' ', line).filter(|&i| i > LONGEST_LINE / 2) {
        return (space, true);
    }
    // Before the last character, which may not be whole.
    let start = line.iter().rposition(|b| b & 0xC0 != 0x80).unwrap_or_default();
    (if start > LONGEST_LINE / 2 { start } else { line.len() }, false)
}

#[cfg(test)]
mod tests {
    use super::super::decode::{Encoding, Invalid};
    use super::*;
    use crate::format::{Columns, Dialect};

    /// Gives at most so many bytes a read, one size after the other, again and again.
    struct Chunks<'a> {
        text: &'a [u8],
        sizes: std::iter::Cycle<std::slice::Iter<'a, usize>>,
    }

    impl Read for Chunks<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let most = self.sizes.next().copied().unwrap_or(1);
            let size = most.min(buffer.len()).min(self.text.len());
            buffer[..size].copy_from_slice(&self.text[..size]);
            self.text = &self.text[size..];
            Ok(size)
        }
    }

    fn blocks(text: &str, sizes: &[usize], format: &Format, size: usize) -> Vec<Block> {
        let chunks = Chunks { text: text.as_bytes(), sizes: sizes.iter().cycle() };
        let decoder = Decoder::new(chunks, Encoding::parse("utf-8").unwrap(), Invalid::Error).unwrap();
        let mut blocks = Blocks::new(decoder, format, size, sizes == [1 << 18]);
        std::iter::from_fn(|| blocks.next(&mut Bads::default()).unwrap()).collect()
    }

    /// The lines, or parts of lines, of the blocks.
    fn parts(blocks: Vec<Block>) -> Vec<(Place, String, bool)> {
        let mut parts = Vec::new();
        for Block { bytes, start, cut, .. } in blocks {
            let mut place = start;
            for line in String::from_utf8(bytes).unwrap().split_inclusive('\n') {
                parts.push((place, line.to_owned(), false));
                place = Place { bytes: place.bytes + line.len(), lines: place.lines + 1, ..Place::default() };
            }
            parts.last_mut().unwrap().2 = cut;
        }
        parts
    }

    #[test]
    fn parts_of_long_lines_do_not_depend_on_the_reads() {
        let spaced = "این كتاب ۱۲ است ".repeat(100_000);
        let unspaced = "كتاب،".repeat(200_000);
        let exact = "x".repeat(LONGEST_LINE);
        for text in [
            format!("سطر\n{spaced}{unspaced}\r\nسطر\n{spaced}\nسطر"),
            format!("{unspaced}{spaced}"),
            format!("\u{FEFF}{exact}\n{exact}x\n{exact}"),
        ] {
            let wanted = parts(blocks(&text, &[1 << 18], &Format::Text, 1 << 18));
            let rebuilt: String =
                wanted.iter().map(|(_, t, cut)| t.clone() + if *cut { " " } else { "" }).collect();
            assert_eq!(rebuilt, text.trim_start_matches('\u{FEFF}'));
            for (sizes, size) in [
                (&[usize::MAX][..], 1 << 18),
                (&[1 << 13], 1 << 20),
                (&[77_777], 1 << 12),
                (&[usize::MAX], 1 << 24),
                (&[1 << 18, 1, 5, 99_991], 1 << 18),
                (&[3, 200_003], 1 << 19),
            ] {
                assert!(
                    parts(blocks(&text, sizes, &Format::Text, size)) == wanted,
                    "reads of {sizes:?}, {size}"
                );
            }
            for (place, part, _) in wanted {
                assert!(part.trim_end().len() <= LONGEST_LINE, "{} bytes at {place:?}", part.len());
            }
        }
    }

    #[test]
    fn places_count_what_comes_before() {
        let text = format!("یک\n{}\nسه\n", "ab ک".repeat(1 << 19));
        let whole = text.as_bytes();
        for block in blocks(&text, &[1 << 16], &Format::Text, 1 << 16) {
            let Place { bytes, lines, line_bytes, line_chars } = block.start;
            assert_eq!(&whole[bytes..bytes + block.bytes.len()], block.bytes);
            assert_eq!(text[..bytes].matches('\n').count(), lines);
            let line = &text[..bytes][text[..bytes].rfind('\n').map_or(0, |i| i + 1)..];
            assert_eq!((line.len(), line.chars().count()), (line_bytes, line_chars));
        }
    }

    #[test]
    fn records_are_cut_outside_of_quotes() {
        let text = "الف,\"ب\nپ\"\n1,\"a\"\"\n\n\"\nآخر,2";
        let csv = Format::Csv(Columns::new(vec!["1".to_owned()], Dialect::CSV, false).unwrap());
        for size in [1, 2, 3, 100] {
            let found: Vec<_> = blocks(text, &[size], &csv, 8).into_iter().flat_map(|b| b.bytes).collect();
            assert_eq!(found, text.as_bytes());
        }
        let starts: Vec<_> = blocks(text, &[1], &csv, 1).iter().map(|b| b.start.bytes).collect();
        assert_eq!(starts, [0, text.find("1,").unwrap(), text.rfind("آ").unwrap()]);
    }

    #[test]
    fn blocks_in_code_know_it() {
        let text = "متن\n```\nx\n```\nمتن\n";
        let contexts: Vec<_> =
            blocks(text, &[1], &Format::Text, 1).iter().map(|b| b.context.is_in_code()).collect();
        assert_eq!(contexts, [false, false, true, true, false]);
    }
}
