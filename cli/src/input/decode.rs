//! Bytes of any encoding as UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use clap::ValueEnum;
use encoding_rs::{DecoderResult, UTF_8};
use memchr::memchr_iter;
use std::io::{self, Read};

/// Bytes that are looked at to find out what the encoding is.
const LOOKED_AT: usize = 1 << 16;

/// Bytes of a byte order mark.
const LONGEST_BOM: usize = 3;

/// The encoding of input, as the user names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8 if it is that, else what the bytes look like.
    Auto,
    Known(&'static encoding_rs::Encoding),
}

impl Encoding {
    pub(crate) fn parse(name: &str) -> Result<Self, &'static str> {
        if name.eq_ignore_ascii_case("auto") {
            return Ok(Self::Auto);
        }
        let known = encoding_rs::Encoding::for_label(name.as_bytes());
        known
            .map(Self::Known)
            .ok_or("expected auto or the name of an encoding: utf-8, windows-1256, utf-16le …")
    }
}

/// What is done with bytes that the encoding does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Invalid {
    /// The file is not read further
    Error,
    /// U+FFFD stands for them
    Replace,
    /// They are left out
    Skip,
    /// Their line leaves as it came (in other encodings than UTF-8: as with replace)
    Keep,
}

/// Where invalid bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bad {
    /// From 1.
    pub(crate) line: usize,
    pub(crate) byte: usize,
}

/// Places of invalid bytes: the first few, and how many there are.
#[derive(Debug, Default)]
pub(crate) struct Bads {
    pub(crate) first: Vec<Bad>,
    pub(crate) count: usize,
}

impl Bads {
    fn push(&mut self, place: Bad) {
        if self.first.len() < super::NAMED {
            self.first.push(place);
        }
        self.count += 1;
    }
}

/// Why reading ended.
#[derive(Debug)]
pub(crate) enum ReadError {
    Io(io::Error),
    Invalid(Bad),
}

/// Reads text of some encoding as UTF-8.
pub(crate) struct Decoder<R> {
    source: R,
    invalid: Invalid,
    /// Read, but not decoded yet: the head of the file, the first bytes of a character.
    pending: Vec<u8>,
    /// The pending bytes are but the beginning of a character.
    is_cut: bool,
    /// `None`: it is UTF-8.
    transcoder: Option<encoding_rs::Decoder>,
    encoding: &'static encoding_rs::Encoding,
    bom: bool,
    at_end: bool,
    /// How far the decoder is in the source.
    bytes: usize,
    lines: usize,
}

impl<R: Read> Decoder<R> {
    pub(crate) fn new(mut source: R, encoding: Encoding, invalid: Invalid) -> io::Result<Self> {
        let mut head = Vec::new();
        let mut at_end = false;
        // A byte order mark has up to three bytes; what waits for input must not wait for more than that.
        let boms: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
        let undecided = |head: &[u8]| match encoding {
            Encoding::Auto => head.len() < LOOKED_AT,
            Encoding::Known(_) => boms.iter().any(|bom| head.len() < bom.len() && bom.starts_with(head)),
        };
        while !at_end && undecided(&head) {
            let most = if encoding == Encoding::Auto { LOOKED_AT } else { LONGEST_BOM } - head.len();
            at_end = read_into(&mut source, &mut head, most)? == 0;
        }
        let bom = encoding_rs::Encoding::for_bom(&head);
        let encoding = match (bom, encoding) {
            (Some((encoding, length)), _) => {
                head.drain(..length);
                encoding
            }
            (None, Encoding::Known(encoding)) => encoding,
            (None, Encoding::Auto) => detect(&head, at_end),
        };
        let transcoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        let bytes = bom.map_or(0, |(_, length)| length);
        Ok(Self {
            source,
            invalid,
            pending: head,
            is_cut: false,
            transcoder,
            encoding,
            bom: bom.is_some(),
            at_end,
            bytes,
            lines: 0,
        })
    }

    /// The encoding of the source.
    pub(crate) fn encoding(&self) -> &'static encoding_rs::Encoding {
        self.encoding
    }

    /// Whether the source starts with a byte order mark, which is no part of the text.
    pub(crate) fn has_bom(&self) -> bool {
        self.bom
    }

    /// Appends what one read of at most so many bytes gives; false at the end. What was invalid goes to `bad`.
    ///
    /// The text is UTF-8, but for lines of [`Invalid::Keep`].
    pub(crate) fn fill(
        &mut self,
        text: &mut Vec<u8>,
        most: usize,
        bad: &mut Bads,
    ) -> Result<bool, ReadError> {
        let start = text.len();
        let must_read = self.pending.is_empty() || self.is_cut;
        text.append(&mut self.pending);
        self.is_cut = false;
        if must_read && !self.at_end {
            self.at_end = read_into(&mut self.source, text, most).map_err(ReadError::Io)? == 0;
        }
        let done = self.at_end;
        match &mut self.transcoder {
            None => self.check(text, start, bad)?,
            Some(_) => self.transcode(text, start, bad)?,
        }
        Ok(!done)
    }

    /// Sees to the bytes from `start` that are not UTF-8.
    fn check(&mut self, text: &mut Vec<u8>, start: usize, bad: &mut Bads) -> Result<(), ReadError> {
        let lines = |bytes: &[u8]| memchr_iter(b'\n', bytes).count();
        let mut at = start;
        let mut rebuilt: Option<Vec<u8>> = None;
        while let Err(error) = simdutf8::compat::from_utf8(&text[at..]) {
            let valid = at + error.valid_up_to();
            let length = error.error_len();
            if length.is_none() && !self.at_end {
                self.pending = text.split_off(valid);
                self.is_cut = true;
                break;
            }
            let next = length.map_or(text.len(), |length| valid + length);
            self.bytes += valid - at;
            self.lines += lines(&text[at..valid]);
            let place = Bad { line: self.lines + 1, byte: self.bytes };
            self.bytes += next - valid;
            if self.invalid == Invalid::Error {
                text.truncate(valid);
                return Err(ReadError::Invalid(place));
            }
            bad.push(place);
            if self.invalid != Invalid::Keep {
                let rebuilt = rebuilt.get_or_insert_default();
                rebuilt.extend_from_slice(&text[at..valid]);
                if self.invalid == Invalid::Replace {
                    rebuilt.extend_from_slice("\u{FFFD}".as_bytes());
                }
            }
            at = next;
        }
        self.bytes += text.len() - at;
        self.lines += lines(&text[at..]);
        if let Some(mut rebuilt) = rebuilt {
            rebuilt.extend_from_slice(&text[at..]);
            text.truncate(start);
            text.append(&mut rebuilt);
        }
        Ok(())
    }

    /// Puts UTF-8 in the place of the bytes from `start`.
    fn transcode(&mut self, text: &mut Vec<u8>, start: usize, bad: &mut Bads) -> Result<(), ReadError> {
        let Some(decoder) = &mut self.transcoder else { return Ok(()) };
        let raw = text.split_off(start);
        let room = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len() * 3) + 4;
        text.resize(start + room, 0);
        let (mut at, mut end) = (0, start);
        let result = loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(&raw[at..], &mut text[end..], self.at_end);
            self.lines += memchr_iter(b'\n', &text[end..end + written]).count();
            self.bytes += read;
            at += read;
            end += written;
            let (length, after) = match result {
                DecoderResult::InputEmpty => break Ok(()),
                DecoderResult::OutputFull => {
                    text.resize(end + room, 0);
                    continue;
                }
                DecoderResult::Malformed(length, after) => (usize::from(length), usize::from(after)),
            };
            let place = Bad { line: self.lines + 1, byte: self.bytes.saturating_sub(length + after) };
            if self.invalid == Invalid::Error {
                break Err(ReadError::Invalid(place));
            }
            bad.push(place);
            if self.invalid != Invalid::Skip {
                let stands_for = "\u{FFFD}".as_bytes();
                text.splice(end..end + stands_for.len(), stands_for.iter().copied());
                end += stands_for.len();
            }
        };
        text.truncate(end);
        result
    }
}

/// The encoding that text which starts like this is in.
fn detect(head: &[u8], is_whole: bool) -> &'static encoding_rs::Encoding {
    if let Some(utf16) = like_utf16(head) {
        return utf16;
    }
    if is_like_utf8(head) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, is_whole);
    detector.guess(Some(b"ir"), Utf8Detection::Deny)
}

/// Whether text is UTF-8, perhaps with some bytes that are not: other encodings have hardly a letter in two bytes by chance.
fn is_like_utf8(head: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in head.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > 10 * bad
}

/// The UTF-16 without a byte order mark that text looks like: every second byte is the upper one of a letter of Persian, of
/// ASCII or of a mark.
pub(super) fn like_utf16(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let share = |offset: usize| {
        let upper = head.iter().skip(offset).step_by(2);
        let likely = upper.clone().filter(|b| matches!(b, 0x00 | 0x06 | 0x20 | 0xFB | 0xFE)).count();
        let telling = upper.filter(|b| matches!(b, 0x00 | 0x06)).count();
        (telling * 2 > head.len() / 2 && likely * 20 >= head.len() / 2 * 19) as usize * likely
    };
    let (little, big) = (share(1), share(0));
    match () {
        () if head.len() < 4 || little == big => None,
        () if little > big => Some(encoding_rs::UTF_16LE),
        () => Some(encoding_rs::UTF_16BE),
    }
}

/// Appends what one read gives.
fn read_into(source: &mut impl Read, buffer: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let filled = buffer.len();
    buffer.resize(filled + most, 0);
    let read = loop {
        match source.read(&mut buffer[filled..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => break result,
        }
    };
    buffer.truncate(filled + *read.as_ref().unwrap_or(&0));
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::Drops;

    /// What is read, and where it was invalid.
    fn read(
        bytes: &[u8],
        encoding: Encoding,
        invalid: Invalid,
        drops: usize,
    ) -> (Vec<u8>, Vec<Bad>, Option<Bad>) {
        let mut decoder = Decoder::new(Drops(bytes, drops), encoding, invalid).unwrap();
        let (mut text, mut bad) = (Vec::new(), Bads::default());
        loop {
            match decoder.fill(&mut text, 7, &mut bad) {
                Ok(true) => {}
                Ok(false) => return (text, bad.first, None),
                Err(ReadError::Invalid(place)) => return (text, bad.first, Some(place)),
                Err(ReadError::Io(error)) => panic!("{error}"),
            }
        }
    }

    fn utf8() -> Encoding {
        Encoding::parse("utf8").unwrap()
    }

    #[test]
    fn each_encoding_is_read_in_drops_too() {
        let text = "سلام كردم\nي می\u{200C}روم 😀\n".repeat(9);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let arabic = "سلام علي\nكتاب";
        let (windows, ..) = encoding_rs::WINDOWS_1256.encode(arabic);
        for drops in [1, 2, 3, 5, 1000] {
            assert_eq!(read(text.as_bytes(), utf8(), Invalid::Error, drops).0, text.as_bytes());
            assert_eq!(read(text.as_bytes(), Encoding::Auto, Invalid::Error, drops).0, text.as_bytes());
            let with_bom = ["\u{FEFF}", &text].concat();
            assert_eq!(read(with_bom.as_bytes(), utf8(), Invalid::Error, drops).0, text.as_bytes());
            let label = Encoding::parse("utf-16le").unwrap();
            assert_eq!(read(&utf16, label, Invalid::Error, drops).0, text.as_bytes());
            let with_bom = [b"\xFF\xFE", &utf16[..]].concat();
            assert_eq!(read(&with_bom, utf8(), Invalid::Error, drops).0, text.as_bytes());
            let label = Encoding::parse("cp1256").unwrap();
            assert_eq!(read(&windows, label, Invalid::Error, drops).0, arabic.as_bytes());
            assert_eq!(read(&windows, Encoding::Auto, Invalid::Error, drops).0, arabic.as_bytes());
        }
    }

    #[test]
    fn invalid_bytes_are_found_and_treated() {
        let bytes = b"a\n\xD8\xB3b\xFF\xFEc\n\xD8".as_slice();
        let all = [(2, 5), (2, 6), (3, 9)].map(|(line, byte)| Bad { line, byte });
        for drops in [1, 2, 3, 4, 100] {
            let (text, _, place) = read(bytes, utf8(), Invalid::Error, drops);
            assert_eq!((&text[..], place), ("a\nسb".as_bytes(), Some(all[0])));
            for (invalid, wanted) in [
                (Invalid::Replace, "a\nسb\u{FFFD}\u{FFFD}c\n\u{FFFD}".as_bytes()),
                (Invalid::Skip, "a\nسbc\n".as_bytes()),
                (Invalid::Keep, bytes),
            ] {
                assert_eq!(
                    read(bytes, utf8(), invalid, drops),
                    (wanted.to_vec(), all.to_vec(), None),
                    "{drops}"
                );
            }
        }
        // A surrogate alone, and half a unit.
        let utf16 = b"a\0\n\0\x00\xD8b\0\n".as_slice();
        let label = Encoding::parse("utf-16le").unwrap();
        let (text, bad, _) = read(utf16, label, Invalid::Replace, 1);
        assert_eq!(String::from_utf8(text).unwrap(), "a\n\u{FFFD}b\u{FFFD}");
        assert_eq!(bad.iter().map(|b| (b.line, b.byte)).collect::<Vec<_>>(), [(2, 4), (2, 8)]);
    }
}
