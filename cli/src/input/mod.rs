//! Reading: documents from files, folders and standard input, as blocks of UTF-8, in bounded memory.

mod blocks;
mod compression;
mod decode;
mod sources;

use crate::console::Console;
use crate::settings::{AllSettings, Settings};
use anyhow::{Context, Error};
use blocks::Blocks;
pub(crate) use blocks::{Block, Cut, Place};
pub(crate) use compression::{Compression, Compressor};
use decode::{Bad, Decoder};
pub(crate) use decode::{Encoding, Invalid};
use memchr::memchr;
use sources::Source;
pub(crate) use sources::Sources;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

/// Places of invalid bytes, or of malformed records, that are named one by one; of more only the count is said.
pub(crate) const NAMED: usize = 5;
/// What tells text from other files: it has no NUL so early.
const LOOKED_AT: usize = 1 << 13;

/// One input.
#[derive(Debug)]
pub(crate) struct Document {
    /// As messages call it.
    pub(crate) name: String,
    /// `None`: standard input.
    pub(crate) path: Option<PathBuf>,
    /// The path in the folder that was named.
    pub(crate) relative: PathBuf,
    pub(crate) settings: Arc<Settings>,
    pub(crate) compression: Compression,
    /// It starts with the byte order mark of UTF-8, which is no part of the text.
    pub(crate) bom: bool,
    /// Nothing more of it is wanted.
    pub(crate) stopped: AtomicBool,
}

/// What the reader finds.
#[derive(Debug)]
pub(crate) enum Event {
    Open(Arc<Document>),
    Block(Block),
    /// The document has ended: whether it could be read `whole`, and is `altered` by how it is read.
    Close {
        whole: bool,
        altered: bool,
    },
    /// Somebody asks for an end.
    Interrupted,
    /// There are no more documents.
    End,
}

/// How documents are read.
pub(crate) struct Reader {
    pub(crate) sources: Sources,
    pub(crate) settings: Arc<AllSettings>,
    pub(crate) encoding: Encoding,
    pub(crate) invalid: Invalid,
    pub(crate) block_size: usize,
    pub(crate) console: Arc<Console>,
    /// Bytes read so far, of all files as they are stored.
    pub(crate) read: Arc<AtomicU64>,
}

impl Reader {
    /// Sends the blocks of all sources, until the receiver is gone. What can't be read is told, and is no end.
    pub(crate) fn run(&self, events: &SyncSender<Event>) {
        for source in self.sources.each() {
            let read = source.and_then(|source| self.document(&source, events));
            match read {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => self.console.error(&error),
            }
        }
    }

    /// Sends one document; false if there is nobody to send it to.
    fn document(&self, source: &Source, events: &SyncSender<Event>) -> Result<bool, Error> {
        let name =
            source.path.as_ref().map_or_else(|| "standard input".to_owned(), |p| p.display().to_string());
        let compression = source.path.as_deref().map_or(Compression::None, Compression::of);
        let raw: Box<dyn Read + Send> = match &source.path {
            None => Box::new(io::stdin()),
            Some(path) => Box::new(File::open(path).with_context(|| name.clone())?),
        };
        let counted = Counted { source: raw, read: Arc::clone(&self.read) };
        let plain = compression.reader(counted).with_context(|| name.clone())?;
        let mut plain = Head { source: plain, head: Vec::new(), given: 0 };
        if source.found && self.encoding_has_no_nul() && plain.has_nul().with_context(|| name.clone())? {
            self.console.note(format_args!("{name}: not text, passed over"));
            return Ok(true);
        }
        let decoder = Decoder::new(plain, self.encoding, self.invalid).with_context(|| name.clone())?;
        let utf8 = decoder.encoding() == encoding_rs::UTF_8;
        let document = Arc::new(Document {
            settings: self.settings.of(source.path.as_deref())?,
            path: source.path.clone(),
            relative: source.relative.clone(),
            compression,
            bom: decoder.has_bom() && utf8,
            stopped: AtomicBool::new(false),
            name,
        });
        let name = &document.name;
        if events.send(Event::Open(Arc::clone(&document))).is_err() {
            return Ok(false);
        }
        let mut blocks = Blocks::new(decoder, Cut::Text, self.block_size);
        let (mut bad, mut invalid) = (Vec::new(), 0);
        let whole = loop {
            let block = blocks.next(&mut bad);
            self.tell(&mut bad, &mut invalid, name);
            match block {
                Ok(Some(block)) => {
                    if events.send(Event::Block(block)).is_err() {
                        return Ok(false);
                    }
                }
                Ok(None) => break true,
                Err(error) => {
                    self.console.error(&error.context(name.clone()));
                    break false;
                }
            }
            if document.stopped.load(Ordering::Relaxed) {
                break false;
            }
        };
        if invalid > 0 {
            let what = match self.invalid {
                Invalid::Replace => "replaced",
                Invalid::Skip => "left out",
                Invalid::Keep | Invalid::Error => "kept",
            };
            self.console.warn(format_args!("{name}: {invalid} places of invalid bytes {what}"));
        }
        let altered = !utf8 || invalid > 0 && self.invalid != Invalid::Keep;
        Ok(events.send(Event::Close { whole, altered }).is_ok())
    }

    fn encoding_has_no_nul(&self) -> bool {
        match self.encoding {
            Encoding::Auto => true,
            Encoding::Known(encoding) => encoding.is_ascii_compatible(),
        }
    }

    /// Names the first places of invalid bytes, and counts all.
    fn tell(&self, bad: &mut Vec<Bad>, count: &mut usize, name: &str) {
        for Bad { line, byte } in bad.drain(..) {
            if *count < NAMED {
                self.console.warn(format_args!("{name}: line {line}: invalid bytes at byte {byte}"));
            }
            *count += 1;
        }
    }
}

/// Counts what is read.
struct Counted<R> {
    source: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Lets the first bytes be looked at before they are read.
struct Head<R> {
    source: R,
    head: Vec<u8>,
    given: usize,
}

impl<R: Read> Head<R> {
    /// Whether one of the first bytes is NUL, in text that has no byte order mark.
    fn has_nul(&mut self) -> io::Result<bool> {
        (&mut self.source).take(LOOKED_AT as u64).read_to_end(&mut self.head)?;
        Ok(encoding_rs::Encoding::for_bom(&self.head).is_none() && memchr(0, &self.head).is_some())
    }
}

impl<R: Read> Read for Head<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = &self.head[self.given..];
        if rest.is_empty() {
            return self.source.read(buffer);
        }
        let read = rest.read(buffer)?;
        self.given += read;
        Ok(read)
    }
}

/// Each line of a text with its offset; the line end is not part of it.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        let end = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        at += end + 1;
        let line = &rest[..end];
        Some((start, line.strip_suffix('\r').unwrap_or(line)))
    })
}
