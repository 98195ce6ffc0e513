//! Reading: blocks of whole lines from files and standard input, in bounded memory.
//!
//! A thread reads ahead while blocks are processed. A block is what one read gives, cut at the last line end, so that
//! text typed or trickling through a pipe comes out line by line.

use crate::complain;
use anyhow::{Context, Error, anyhow};
use memchr::{memchr, memchr_iter, memrchr};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Bytes asked for in one read.
const READ: usize = 1 << 18;
/// The longest line in bytes that is processed as one; a longer one is cut at the last space before.
const LONGEST_LINE: usize = 1 << 20;
/// Blocks read ahead.
const AHEAD: usize = 8;

/// Whole lines of one input, or the end of it.
#[derive(Debug)]
pub(crate) enum Block {
    /// Text that starts `offset` bytes into its file. Cut off from the next by line ends, or by a space that belongs to
    /// neither (`cut`), where a line is too long to be held.
    Text { text: String, offset: usize, cut: bool },
    /// The input is at its end, or could be read no further.
    End(Option<Error>),
}

/// The blocks of the files, or of standard input if there are none.
pub(crate) fn blocks(files: &[PathBuf]) -> Receiver<Block> {
    let (sender, receiver) = sync_channel(AHEAD);
    let files = if files.is_empty() { vec![PathBuf::from("-")] } else { files.to_vec() };
    thread::spawn(move || {
        for file in files {
            let error = read(&file, &sender).err();
            if sender.send(Block::End(error)).is_err() {
                return;
            }
        }
    });
    receiver
}

/// Hands each batch of blocks of one input to `process`, in order; false if some input could not be read whole.
///
/// # Errors
/// What `process` says; it ends the run.
pub(crate) fn each_batch(
    files: &[PathBuf],
    mut process: impl FnMut(&[Block]) -> Result<(), Error>,
) -> Result<bool, Error> {
    let blocks = blocks(files);
    let mut clean = true;
    let mut batch = Vec::new();
    while let Ok(block) = blocks.recv() {
        batch.push(block);
        // What has been read meanwhile is processed together.
        while batch.len() < AHEAD && !matches!(batch.last(), Some(Block::End(_))) {
            let Ok(block) = blocks.try_recv() else { break };
            batch.push(block);
        }
        process(&batch)?;
        for block in batch.drain(..) {
            if let Block::End(Some(error)) = block {
                complain(&error);
                clean = false;
            }
        }
    }
    Ok(clean)
}

fn read(path: &Path, blocks: &SyncSender<Block>) -> Result<(), Error> {
    if path == Path::new("-") {
        return read_from(io::stdin().lock(), "standard input", blocks);
    }
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| name.clone())?;
    read_from(file, &name, blocks)
}

fn read_from(mut source: impl Read, name: &str, blocks: &SyncSender<Block>) -> Result<(), Error> {
    let mut buffer = Vec::new();
    let mut place = Place::default();
    // Bytes of the buffer known to hold no line end.
    let mut searched = 0;
    loop {
        let filled = buffer.len();
        buffer.resize(filled + READ, 0);
        let read = loop {
            match source.read(&mut buffer[filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result,
            }
        };
        buffer.truncate(filled + *read.as_ref().unwrap_or(&0));
        let done = !matches!(read, Ok(1..));
        while let Some((end, cut)) = end_of_block(&buffer, searched, done) {
            let rest = buffer.split_off(end + usize::from(cut));
            buffer.truncate(end);
            send(std::mem::replace(&mut buffer, rest), &mut place, cut, name, blocks)?;
            searched = 0;
        }
        searched = buffer.len();
        if done {
            read.with_context(|| name.to_owned())?;
            return Ok(());
        }
    }
}

/// Where the next block ends, and whether a space stands there that belongs to neither side; `None` if more is to be read.
///
/// What a line that is too long is cut into depends on the line only, never on what the reads happened to give.
fn end_of_block(buffer: &[u8], searched: usize, done: bool) -> Option<(usize, bool)> {
    let first = memchr(b'\n', &buffer[searched..]).map(|i| searched + i);
    if first.unwrap_or(buffer.len()) > LONGEST_LINE {
        return Some(place_to_cut(&buffer[..=LONGEST_LINE]));
    }
    // Other lines came whole with the last read, which is shorter than that.
    const { assert!(READ < LONGEST_LINE) };
    if done {
        return Some(buffer.len()).filter(|&end| end > 0).map(|end| (end, false));
    }
    memrchr(b'\n', &buffer[searched..]).map(|i| (searched + i + 1, false))
}

/// Where a line is cut of which these are the first bytes, and whether a space stands there that belongs to neither side.
fn place_to_cut(line: &[u8]) -> (usize, bool) {
    if let Some(space) = memrchr(b' ', line).filter(|&i| i > LONGEST_LINE / 2) {
        return (space, true);
    }
    // Before the last character, which may not be whole; text that is not UTF-8 is refused later.
    let start = line.iter().rposition(|b| b & 0xC0 != 0x80).unwrap_or_default();
    (if start > LONGEST_LINE / 2 { start } else { line.len() }, false)
}

/// How far into a file the reader is.
#[derive(Default)]
struct Place {
    bytes: usize,
    lines: usize,
}

fn send(
    bytes: Vec<u8>,
    place: &mut Place,
    cut: bool,
    name: &str,
    blocks: &SyncSender<Block>,
) -> Result<(), Error> {
    let offset = place.bytes;
    let lines = |bytes: &[u8]| memchr_iter(b'\n', bytes).count();
    let (mut text, error) = match simdutf8::compat::from_utf8(&bytes) {
        Ok(_) => {
            place.bytes += bytes.len() + usize::from(cut);
            place.lines += lines(&bytes);
            // Validated just now; this second look is the price of no unsafe code.
            (String::from_utf8(bytes)?, None)
        }
        Err(error) => {
            // The whole lines before the bad one are good.
            let bad = error.valid_up_to();
            let line = place.lines + lines(&bytes[..bad]) + 1;
            let whole = memrchr(b'\n', &bytes[..bad]).map_or(0, |i| i + 1);
            let error = anyhow!("{name}: line {line}: invalid UTF-8 at byte {}", offset + bad);
            (String::from_utf8_lossy(&bytes[..whole]).into_owned(), Some(error))
        }
    };
    let mut start = offset;
    if offset == 0 && text.starts_with('\u{FEFF}') {
        text.drain(..3);
        start = 3;
    }
    // A receiver that is gone has had enough.
    if !text.is_empty() || cut {
        let _ = blocks.send(Block::Text { text, offset: start, cut });
    }
    error.map_or(Ok(()), Err)
}

/// What stands between the words of two blocks in output that has a line for each line of the input.
#[derive(Debug, Default)]
pub(crate) struct Joint {
    /// The line before has not ended.
    inside: bool,
}

impl Joint {
    /// What to print before what is made of this block: a line that was cut goes on, and the last line of a file ends
    /// with it.
    pub(crate) fn before(&mut self, block: &Block) -> &'static [u8] {
        let inside = self.inside;
        let (joint, inside_now): (&[u8], bool) = match block {
            Block::Text { text, .. } => (b" ", !text.ends_with('\n')),
            Block::End(_) => (b"\n", false),
        };
        self.inside = inside_now;
        if inside { joint } else { b"" }
    }
}

/// Each line of a block with its offset; the line end is not part of it.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives at most so many bytes a read, one size after the other, again and again.
    struct Chunks<'a> {
        text: &'a [u8],
        sizes: std::iter::Cycle<std::slice::Iter<'a, usize>>,
    }

    impl Read for Chunks<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = self.sizes.next().copied().unwrap_or(1);
            let size = most.min(buffer.len()).min(self.text.len());
            buffer[..size].copy_from_slice(&self.text[..size]);
            self.text = &self.text[size..];
            Ok(size)
        }
    }

    /// The lines, or parts of lines, that the reads give: offset, text, cut.
    fn parts(text: &str, sizes: &[usize]) -> Vec<(usize, String, bool)> {
        let (sender, receiver) = sync_channel(1 << 10);
        read_from(Chunks { text: text.as_bytes(), sizes: sizes.iter().cycle() }, "test", &sender).unwrap();
        drop(sender);
        let mut parts = Vec::new();
        for block in receiver {
            let Block::Text { text, offset, cut } = block else { continue };
            let lines = text.split_inclusive('\n').scan(offset, |at, line| {
                *at += line.len();
                Some((*at - line.len(), line.to_owned(), false))
            });
            parts.extend(lines);
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
            let wanted = parts(&text, &[READ]);
            let rebuilt: String =
                wanted.iter().map(|(_, t, cut)| t.clone() + if *cut { " " } else { "" }).collect();
            assert_eq!(rebuilt, text.trim_start_matches('\u{FEFF}'));
            for sizes in [&[usize::MAX][..], &[1 << 13], &[77_777], &[READ, 1, 5, 99_991], &[3, 200_003]] {
                assert!(parts(&text, sizes) == wanted, "reads of {sizes:?} bytes");
            }
            for (offset, part, _) in wanted {
                assert!(part.trim_end().len() <= LONGEST_LINE, "{} bytes at {offset}", part.len());
            }
        }
    }
}
