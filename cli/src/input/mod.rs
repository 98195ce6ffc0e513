//! Reading: documents from files, folders and standard input, as blocks of UTF-8, in bounded memory.

mod blocks;
mod compression;
mod decode;
mod formats;
mod sources;

use crate::console::Console;
use crate::format::{self, Editor, Handling, Malformed, Prose};
use crate::run::Made;
use crate::settings::{AllSettings, Settings};
use anyhow::{Context, Error, anyhow};
pub(crate) use blocks::{Block, Blocks, Place};
pub(crate) use compression::{Compression, Compressor};
#[cfg(any(test, fuzzing))]
pub(crate) use decode::ReadError;
use decode::{Bad, like_utf16};
pub(crate) use decode::{Bads, Decoder, Encoding, Invalid};
pub(crate) use formats::Formats;
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
    /// The path, or what standard input is to be called.
    pub(crate) named: Option<PathBuf>,
    /// The path in the folder that was named.
    pub(crate) relative: PathBuf,
    pub(crate) settings: Arc<Settings>,
    /// Where prose stands in it.
    pub(crate) format: format::Document,
    /// What is done with records that can't be read.
    pub(crate) malformed: Handling,
    pub(crate) compression: Compression,
    /// It starts with the byte order mark of UTF-8, which is no part of the text.
    pub(crate) bom: bool,
    /// It is known that all of it is in one block.
    pub(crate) single: bool,
    /// Nothing more of it is wanted.
    pub(crate) stopped: AtomicBool,
    /// Some of what was made of it has been seen to in its turn.
    pub(crate) begun: AtomicBool,
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
    pub(crate) formats: Formats,
    /// Files in folders are taken whatever their names say: the arguments choose among them.
    pub(crate) takes_all: bool,
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
        let _end = AtEnd(events);
        let (mut taken, mut passed_over) = (0, 0);
        for source in self.sources.each() {
            if let Ok(Source { found: true, path: Some(path), .. }) = &source
                && !self.takes_all
                && !self.formats.is_prose(path)
            {
                self.console.note(format_args!("{}: no text by its name, passed over", path.display()));
                passed_over += 1;
                continue;
            }
            taken += 1;
            let read = source.and_then(|source| self.document(&source, events));
            match read {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => self.console.error(&error),
            }
        }
        if let Some(unmet) = self.formats.unmet().filter(|_| taken > 0) {
            self.console.error(&anyhow!(unmet));
        }
        // Among texts files of other kinds are no news.
        if taken == 0 && passed_over > 0 {
            self.console.warn(format_args!(
                "nothing is read: files that are no text by their names: {passed_over}; --include takes what it names"
            ));
        }
    }

    /// Sends one document; false if there is nobody to send it to.
    fn document(&self, source: &Source, events: &SyncSender<Event>) -> Result<bool, Error> {
        let named = source.named.as_deref();
        let name = named.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
        let compression = source.path.as_deref().map_or(Compression::None, Compression::of);
        let raw: Box<dyn Read + Send> = match &source.path {
            None => Box::new(io::stdin()),
            Some(path) => Box::new(File::open(path).with_context(|| name.clone())?),
        };
        let counted = Counted { source: raw, read: Arc::clone(&self.read) };
        let plain = compression.reader(counted).with_context(|| name.clone())?;
        let mut plain = Head { source: plain, head: Vec::new(), given: 0 };
        if source.path.is_some() && self.encoding_has_no_nul() {
            plain.look().with_context(|| name.clone())?;
            let utf16 =
                like_utf16(&plain.head).filter(|_| plain.has_nul() && self.encoding != Encoding::Auto);
            match utf16 {
                Some(utf16) => {
                    let label = utf16.name().to_lowercase();
                    return Err(anyhow!(
                        "it looks like UTF-16 without a byte order mark: --encoding {label}"
                    ))
                    .with_context(|| name.clone());
                }
                None if source.found && plain.has_nul() && like_utf16(&plain.head).is_none() => {
                    self.console.note(format_args!("{name}: not text, passed over"));
                    return Ok(true);
                }
                None => {}
            }
        }
        let decoder = Decoder::new(plain, self.encoding, self.invalid).with_context(|| name.clone())?;
        let utf8 = decoder.encoding() == encoding_rs::UTF_8;
        if self.encoding == Encoding::Auto && !utf8 && !decoder.has_bom() {
            self.console.warn(format_args!("{name}: taken for {}", decoder.encoding().name()));
        }
        let bom = decoder.has_bom() && utf8;
        let settings = self.settings.of(named)?;
        let format = self.formats.of(named).with_context(|| name.clone())?;
        let mut blocks = Blocks::new(decoder, &format, self.block_size, source.path.is_some());
        let mut invalid = Problems { console: &self.console, name: &name, count: 0 };
        let mut bad = Bads::default();
        let mut next = |blocks: &mut Blocks<_>, invalid: &mut Problems<'_>| {
            let block = blocks.next(&mut bad);
            let Bads { first, count } = std::mem::take(&mut bad);
            for Bad { line, byte } in &first {
                invalid.tell(format_args!("line {line}: invalid bytes at byte {byte}"));
            }
            invalid.count += count - first.len();
            block.with_context(|| name.clone())
        };
        // What the first block says, a header, holds for all.
        let mut block = next(&mut blocks, &mut invalid)?;
        let head = block.as_ref().map(|block| String::from_utf8_lossy(&block.bytes));
        let single = block.is_some() && blocks.is_at_end();
        let document = Arc::new(Document {
            name: name.clone(),
            path: source.path.clone(),
            named: source.named.clone(),
            relative: source.relative.clone(),
            settings,
            format: head
                .map_or(Ok(format::Document::Text), |head| format.open(&head))
                .with_context(|| name.clone())?,
            malformed: Handling::of(self.invalid),
            compression,
            bom,
            single,
            stopped: AtomicBool::new(false),
            begun: AtomicBool::new(false),
        });
        if events.send(Event::Open(Arc::clone(&document))).is_err() {
            return Ok(false);
        }
        let whole = loop {
            let Some(read) = block.take() else { break true };
            if events.send(Event::Block(read)).is_err() {
                return Ok(false);
            }
            if document.stopped.load(Ordering::Relaxed) {
                break false;
            }
            match next(&mut blocks, &mut invalid) {
                Ok(read) => block = read,
                Err(error) => {
                    self.console.error(&error);
                    break false;
                }
            }
        };
        let what = match self.invalid {
            Invalid::Replace => "replaced",
            Invalid::Skip => "left out",
            Invalid::Keep | Invalid::Error => "kept",
        };
        invalid.sum(format_args!("invalid bytes {what}"));
        let altered = !utf8 || invalid.count > 0 && self.invalid != Invalid::Keep;
        Ok(events.send(Event::Close { whole, altered }).is_ok())
    }

    fn encoding_has_no_nul(&self) -> bool {
        match self.encoding {
            Encoding::Auto => true,
            Encoding::Known(encoding) => encoding.is_ascii_compatible(),
        }
    }
}

/// Places of one kind in a document at which something is wrong: the first are named, all are counted.
pub(crate) struct Problems<'a> {
    pub(crate) console: &'a Console,
    pub(crate) name: &'a str,
    pub(crate) count: usize,
}

impl Problems<'_> {
    pub(crate) fn tell(&mut self, place: std::fmt::Arguments<'_>) {
        if self.count < NAMED {
            self.console.warn(format_args!("{}: {place}", self.name));
        }
        self.count += 1;
    }

    /// Says how many there were, and what was done about them.
    pub(crate) fn sum(&self, what: std::fmt::Arguments<'_>) {
        if self.count > 0 {
            self.console.warn(format_args!("{}: {what}: {}", self.name, self.count));
        }
    }
}

impl Document {
    /// Whether all of it is prose.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.format, format::Document::Text)
    }

    /// Shows each stretch of prose of a block, with the bytes of the document before what its places count from.
    ///
    /// # Errors
    /// A record can't be read.
    pub(crate) fn each_prose(
        &self,
        block: &Block,
        made: &mut Made,
        visit: &mut dyn FnMut(&Prose<'_>, usize, &mut Made) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut at = block.start;
        for text in block.texts() {
            let result = match text {
                Ok(text) => {
                    let mut visited = Ok(());
                    let mut records = Vec::new();
                    let result = self.format.each_prose(
                        text,
                        at.bytes == 0,
                        &mut |record| self.malformed(record, at, &mut records),
                        &mut |prose| {
                            if visited.is_ok() {
                                visited = visit(prose, at.bytes, made);
                            }
                        },
                    );
                    made.malformed.append(&mut records);
                    visited?;
                    result
                }
                Err(_) => Ok(()),
            };
            result.map_err(|record| self.error(&record, at))?;
            at = at.after(text.map_or_else(|kept| kept, str::as_bytes));
        }
        Ok(())
    }

    /// Writes a block with its prose as the editor has it, and all else as it came; says whether it changed.
    ///
    /// # Errors
    /// A record can't be read.
    pub(crate) fn rewrite(
        &self,
        block: &Block,
        editor: &mut dyn Editor,
        made: &mut Made,
    ) -> Result<bool, Error> {
        let mut changed = false;
        let mut at = block.start;
        let mut out = String::new();
        for text in block.texts() {
            match text {
                Ok(text) => {
                    out.clear();
                    let mut malformed = |record: &Malformed| self.malformed(record, at, &mut made.malformed);
                    let result = self.format.rewrite(text, at.bytes == 0, editor, &mut malformed, &mut out);
                    made.bytes.extend_from_slice(out.as_bytes());
                    changed |= out != text;
                    result.map_err(|record| self.error(&record, at))?;
                }
                Err(kept) => made.bytes.extend_from_slice(kept),
            }
            at = at.after(text.map_or_else(|kept| kept, str::as_bytes));
        }
        Ok(changed)
    }

    /// Notes a record that can't be read, and says what to do about it.
    pub(crate) fn malformed(&self, record: &Malformed, at: Place, records: &mut Vec<String>) -> Handling {
        if self.malformed != Handling::Stop {
            // Of more than are named only the number counts.
            let named = records.len() < NAMED;
            records.push(if named { self.error(record, at).to_string() } else { String::new() });
        }
        self.malformed
    }

    pub(crate) fn error(&self, record: &Malformed, at: Place) -> Error {
        anyhow!("line {}: {}", at.lines + record.line + 1, record.message)
    }
}

/// Says that there is no more, however that came about.
struct AtEnd<'a>(&'a SyncSender<Event>);

impl Drop for AtEnd<'_> {
    fn drop(&mut self) {
        // A receiver that is gone has had enough.
        let _ = self.0.send(Event::End);
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
    /// Reads the first bytes.
    fn look(&mut self) -> io::Result<()> {
        (&mut self.source).take(LOOKED_AT as u64).read_to_end(&mut self.head).map(|_| ())
    }

    /// Whether one of the first bytes is NUL, in text that has no byte order mark.
    fn has_nul(&self) -> bool {
        encoding_rs::Encoding::for_bom(&self.head).is_none() && memchr(0, &self.head).is_some()
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
