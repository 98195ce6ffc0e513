//! Text cut into blocks, each of which can be worked on without the others.

use super::decode::{Bad, Decoder, ReadError};
use anyhow::{Error, anyhow};
use dabir::Context;
use memchr::{memchr, memchr_iter, memchr2_iter, memrchr};
use std::io::Read;

/// The longest line in bytes that is worked on as one; a longer one is cut at the last space before.
pub(crate) const LONGEST_LINE: usize = 1 << 20;
/// The longest record, or document, that cannot be cut.
const LONGEST_RECORD: usize = 1 << 26;

/// Where text may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// At line ends; in lines that are too long to be held, at spaces.
    Text,
    /// At line ends.
    Lines,
    /// At line ends outside of quotes.
    Records,
    /// Nowhere.
    Whole,
}

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
}

impl Block {
    /// The text, line by line where not all lines are UTF-8: those are errors.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Result<&str, &[u8]>> {
        let whole = simdutf8::basic::from_utf8(&self.bytes).ok();
        let lines = whole.is_none().then(|| {
            let mut rest = &self.bytes[..];
            std::iter::from_fn(move || {
                let end = memchr(b'\n', rest).map_or(rest.len(), |i| i + 1);
                let (line, after) = rest.split_at(end);
                rest = after;
                (!line.is_empty()).then_some(line)
            })
        });
        let lines =
            lines.into_iter().flatten().map(|line| simdutf8::basic::from_utf8(line).map_err(|_| line));
        whole.map(Ok).into_iter().chain(lines)
    }
}

/// Cuts the text of one document into blocks.
pub(crate) struct Blocks<R> {
    source: Decoder<R>,
    cut: Cut,
    size: usize,
    buffer: Vec<u8>,
    /// Of a buffer that must grow before it can be cut: how far it was searched, and whether that is inside quotes.
    searched: usize,
    quoted: bool,
    place: Place,
    context: Context,
    done: bool,
    /// Why reading ended, to be said after the lines before it.
    failed: Option<Error>,
}

impl<R: Read> Blocks<R> {
    pub(crate) fn new(source: Decoder<R>, cut: Cut, size: usize) -> Self {
        let (place, context) = (Place::default(), Context::default());
        Self {
            source,
            cut,
            size,
            buffer: Vec::new(),
            searched: 0,
            quoted: false,
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
    pub(crate) fn next(&mut self, bad: &mut Vec<Bad>) -> Result<Option<Block>, Error> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        loop {
            if let Some((end, cut)) = self.end_of_block()? {
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
        let end = match self.cut {
            Cut::Text => {
                if let Some(place) = long_line(&self.buffer) {
                    return Ok(Some(place));
                }
                self.last_line_end()
            }
            Cut::Lines => self.last_line_end(),
            Cut::Records => self.last_record_end(),
            Cut::Whole => None,
        };
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

    fn last_line_end(&mut self) -> Option<usize> {
        let end = memrchr(b'\n', &self.buffer[self.searched..]).map(|i| self.searched + i + 1);
        self.searched = self.buffer.len();
        end
    }

    fn last_record_end(&mut self) -> Option<usize> {
        let mut end = None;
        for i in memchr2_iter(b'"', b'\n', &self.buffer[self.searched..]) {
            if self.buffer[self.searched + i] == b'"' {
                self.quoted = !self.quoted;
            } else if !self.quoted {
                end = Some(self.searched + i + 1);
            }
        }
        self.searched = self.buffer.len();
        end
    }

    /// Takes so many bytes off as a block.
    fn take(&mut self, end: usize, cut: bool) -> Block {
        let rest = self.buffer.split_off(end + usize::from(cut));
        self.buffer.truncate(end);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        // Quotes of what is left are counted again: a record starts there.
        (self.searched, self.quoted) = (0, false);
        let (start, context) = (self.place, self.context);
        self.place.bytes += bytes.len() + usize::from(cut);
        self.place.lines += memchr_iter(b'\n', &bytes).count();
        if bytes.ends_with(b"\n") {
            (self.place.line_bytes, self.place.line_chars) = (0, 0);
        } else {
            let line = &bytes[memrchr(b'\n', &bytes).map_or(0, |i| i + 1)..];
            let chars = line.iter().filter(|&&b| b & 0xC0 != 0x80).count();
            if line.len() < bytes.len() {
                (self.place.line_bytes, self.place.line_chars) = (0, 0);
            }
            self.place.line_bytes += line.len() + usize::from(cut);
            self.place.line_chars += chars + usize::from(cut);
        }
        if self.cut == Cut::Text
            && let Ok(text) = simdutf8::basic::from_utf8(&bytes)
        {
            self.context = self.context.after(text);
        }
        Block { bytes, start, context, cut }
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

    fn blocks(text: &str, sizes: &[usize], cut: Cut, size: usize) -> Vec<Block> {
        let chunks = Chunks { text: text.as_bytes(), sizes: sizes.iter().cycle() };
        let decoder = Decoder::new(chunks, Encoding::parse("utf-8").unwrap(), Invalid::Error).unwrap();
        let mut blocks = Blocks::new(decoder, cut, size);
        std::iter::from_fn(|| blocks.next(&mut Vec::new()).unwrap()).collect()
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
            let wanted = parts(blocks(&text, &[1 << 18], Cut::Text, 1 << 18));
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
                assert!(parts(blocks(&text, sizes, Cut::Text, size)) == wanted, "reads of {sizes:?}, {size}");
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
        for block in blocks(&text, &[1 << 16], Cut::Text, 1 << 16) {
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
        for size in [1, 2, 3, 100] {
            let found: Vec<_> = blocks(text, &[size], Cut::Records, 8)
                .into_iter()
                .flat_map(|b| {
                    String::from_utf8(b.bytes)
                        .unwrap()
                        .split_inclusive("\n")
                        .map(str::to_owned)
                        .collect::<Vec<_>>()
                })
                .collect();
            assert_eq!(found.concat(), text);
        }
        let ends: Vec<_> = blocks(text, &[1], Cut::Records, 1).iter().map(|b| b.start.bytes).collect();
        assert_eq!(ends, [0, text.find("1,").unwrap(), text.rfind("آ").unwrap()]);
        assert_eq!(blocks(text, &[1], Cut::Whole, 1).len(), 1);
    }

    #[test]
    fn blocks_in_code_know_it() {
        let text = "متن\n```\nx\n```\nمتن\n";
        let contexts: Vec<_> =
            blocks(text, &[1], Cut::Text, 1).iter().map(|b| b.context.is_in_code()).collect();
        assert_eq!(contexts, [false, false, true, true, false]);
    }
}
