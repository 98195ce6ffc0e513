//! Bytes become the same text, and text the same output, however they come and wherever they are cut.

use super::{dressed, format};
use crate::args::NormalizeFormat;
use crate::format::Handling;
use crate::input::{Bads, Block, Blocks, Compression, Decoder, Document, Encoding, Invalid, ReadError};
use crate::normalize::Normalize;
use crate::run::{Command, Made};
use crate::settings::{AllSettings, Settings};
use anyhow::Error;
use dabir::Preset;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

const ENCODINGS: [&str; 8] =
    ["utf-8", "auto", "windows-1256", "utf-16le", "utf-16be", "iso-8859-6", "gb18030", "iso-2022-jp"];
const INVALID: [Invalid; 4] = [Invalid::Replace, Invalid::Keep, Invalid::Skip, Invalid::Error];

/// Gives at most so many bytes a read.
pub(crate) struct Drops<'a>(pub(crate) &'a [u8], pub(crate) usize);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.1.min(buffer.len()).min(self.0.len());
        buffer[..size].copy_from_slice(&self.0[..size]);
        self.0 = &self.0[size..];
        Ok(size)
    }
}

/// Any bytes are read as the same text, with the same complaints, in drops and at once; it is UTF-8 unless invalid bytes are
/// kept, and what the standard library makes of it where it is to be UTF-8. `choice` says which encoding, and what becomes
/// of invalid bytes.
///
/// # Panics
/// Where that does not hold.
pub fn decode(choice: u8, drops: u8, bytes: &[u8]) {
    let label = ENCODINGS[usize::from(choice & 7)];
    let (encoding, invalid) = (Encoding::parse(label).unwrap(), INVALID[usize::from(choice >> 3 & 3)]);
    let whole = decoded(bytes, encoding, invalid, usize::MAX, 1 << 18);
    let most = usize::from(drops >> 4) * 7 + 1;
    let in_drops = decoded(bytes, encoding, invalid, usize::from(drops & 15) + 1, most);
    assert_eq!(whole, in_drops, "{label} {invalid:?} {bytes:?}");
    if invalid != Invalid::Keep {
        assert!(std::str::from_utf8(&whole.0).is_ok(), "{label} {invalid:?} {bytes:?}");
    }
    let has_other_bom = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if label == "utf-8" && !has_other_bom {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match invalid {
            Invalid::Replace => assert_eq!(whole.0, String::from_utf8_lossy(bytes).as_bytes()),
            Invalid::Keep => assert_eq!(whole.0, bytes),
            Invalid::Skip => {
                let valid: String = bytes.utf8_chunks().map(|chunk| chunk.valid()).collect();
                assert_eq!(whole.0, valid.as_bytes());
            }
            Invalid::Error => assert_eq!(whole.2.is_none(), std::str::from_utf8(bytes).is_ok(), "{bytes:?}"),
        }
    }
}

/// The text, the number of invalid places and the first, and the place at which reading ended.
fn decoded(
    bytes: &[u8],
    encoding: Encoding,
    invalid: Invalid,
    drops: usize,
    most: usize,
) -> (Vec<u8>, usize, Option<(usize, usize)>) {
    let mut decoder = Decoder::new(Drops(bytes, drops), encoding, invalid).unwrap();
    let (mut text, mut bad) = (Vec::new(), Bads::default());
    loop {
        match decoder.fill(&mut text, most, &mut bad) {
            Ok(true) => {}
            Ok(false) => return (text, bad.count, None),
            Err(ReadError::Invalid(place)) => return (text, bad.count, Some((place.line, place.byte))),
            Err(ReadError::Io(error)) => panic!("{error}"),
        }
    }
}

static SETTINGS: LazyLock<Vec<Arc<Settings>>> = LazyLock::new(|| {
    let settings = |&preset| AllSettings::of_preset(preset).of(None).unwrap();
    Preset::ALL.iter().map(settings).collect()
});

/// A file comes out of the normalizer the same, whatever blocks it is cut into: [`cut_up`]. `cut` says the preset too.
///
/// # Panics
/// Where that does not hold.
pub fn blocks(choice: u8, cut: [u8; 2], bytes: &[u8]) {
    let command = Normalize { format: NormalizeFormat::Text, counts: false };
    cut_up(&command, &SETTINGS[usize::from(cut[0] & 3)], choice, cut, bytes);
}

/// A file comes out of a command the same, with the same complaints, whatever blocks it is cut into, and, where none needs
/// those before it, in whatever order they are worked on. `choice` says which format and whether it is dressed, `cut` what
/// becomes of invalid bytes, and the sizes of blocks and reads. `None` if nothing of the format is in the file.
pub(super) fn cut_up(
    command: &impl Command,
    settings: &Arc<Settings>,
    choice: u8,
    cut: [u8; 2],
    bytes: &[u8],
) -> Option<Outcome> {
    let format = format(choice >> 1);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if choice & 1 != 0 => dressed(&format, text).into_bytes(),
        _ => bytes.to_vec(),
    };
    let invalid = INVALID[usize::from(cut[0] >> 2 & 3)];
    let (size, drops) = (usize::from(cut[0] >> 4) * 9 + 1, usize::from(cut[1] >> 1) + 1);
    let run = |size, drops, fills| {
        let decoder = Decoder::new(Drops(&text, drops), Encoding::parse("utf-8").unwrap(), invalid).unwrap();
        let mut blocks = Blocks::new(decoder, &format, size, fills);
        let mut bad = Bads::default();
        let (mut read, mut failed) = (Vec::new(), None);
        loop {
            match blocks.next(&mut bad) {
                Ok(Some(block)) => read.push(block),
                Ok(None) => break,
                Err(error) => {
                    failed = Some(error.to_string());
                    break;
                }
            }
        }
        // The reader says so before anything is worked on.
        let head = read.first().map(|block| String::from_utf8_lossy(&block.bytes).into_owned());
        let opened = format.open(head.as_deref().unwrap_or_default()).ok()?;
        let document = document(opened, invalid, Arc::clone(settings));
        Some((made(command, &document, read), bad.count, failed))
    };
    let whole = run(1 << 20, usize::MAX, true);
    assert_eq!(
        whole,
        run(size, drops, cut[1] & 1 != 0),
        "{format:?} {invalid:?} {:?}",
        String::from_utf8_lossy(&text)
    );
    whole.map(|(outcome, ..)| outcome)
}

fn document(format: crate::format::Document, invalid: Invalid, settings: Arc<Settings>) -> Document {
    Document {
        name: String::new(),
        path: None,
        named: None,
        relative: PathBuf::new(),
        settings,
        format,
        malformed: Handling::of(invalid),
        compression: Compression::None,
        bom: false,
        single: false,
        stopped: AtomicBool::new(false),
        begun: AtomicBool::new(false),
    }
}

/// What becomes of a file.
#[derive(Debug, PartialEq)]
pub(super) struct Outcome {
    /// The bytes up to the first block that fails.
    pub(super) text: String,
    /// Whether it is changed, and how many records are malformed: nobody asks of a file that fails.
    counts: Option<(bool, usize)>,
    failed: Option<String>,
}

/// What is made of the blocks, the last first if it may be.
fn made<C: Command>(command: &C, document: &Document, blocks: Vec<Block>) -> Outcome {
    let parts = if command.is_ordered(document) {
        let mut state = command.state(document);
        let mut parts: Vec<_> =
            blocks.iter().map(|block| worked_on(command, &mut state, document, block)).collect();
        let mut rest = Made::default();
        let ended = command.end(&mut state, document, &mut rest);
        parts.push((rest, ended));
        parts
    } else {
        let last_first = blocks.iter().rev();
        let mut parts: Vec<_> = last_first
            .map(|block| worked_on(command, &mut command.state(document), document, block))
            .collect();
        parts.reverse();
        parts
    };
    let (mut bytes, mut is_changed, mut malformed, mut failed) = (Vec::new(), false, 0, None);
    for (made, result) in parts {
        bytes.extend(made.bytes);
        is_changed |= made.edits > 0;
        malformed += made.malformed.len();
        if let Err(error) = result {
            failed = Some(error.to_string());
            break;
        }
    }
    let counts = failed.is_none().then_some((is_changed, malformed));
    Outcome { text: String::from_utf8_lossy(&bytes).into_owned(), counts, failed }
}

fn worked_on<'a, C: Command>(
    command: &'a C,
    state: &mut C::State<'a>,
    document: &'a Document,
    block: &Block,
) -> (Made, Result<(), Error>) {
    let mut made = Made::default();
    let result = command.block(state, document, block, &mut made);
    (made, result)
}
