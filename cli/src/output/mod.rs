//! Writing: to standard output, to a folder, or in the place of the files that were read.

mod atomic;

use crate::input::{Compression, Compressor, Document};
use anyhow::{Context, Error, anyhow};
use atomic::{Keep, NewFile};
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// Where what is made of the documents goes.
pub(crate) enum Target {
    Stdout,
    /// A file of the same path in this folder, for each.
    Folder(PathBuf),
    /// The place of the file, which is kept with a suffix.
    InPlace {
        suffix: Option<OsString>,
        keep_times: bool,
    },
    Nowhere,
}

/// Writes the documents, one after the other.
pub(crate) struct Output {
    target: Target,
    /// `None`: files as they were.
    compression: Option<Compression>,
    stdout: Compressor<BufWriter<StdoutLock<'static>>>,
    /// What was written last to standard output did not end its line.
    inside: bool,
    /// The files of the folder that have been written.
    written: HashSet<PathBuf>,
    file: Option<Compressor<NewFile>>,
}

impl Output {
    pub(crate) fn new(target: Target, compression: Option<Compression>) -> io::Result<Self> {
        let stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let on_stdout = compression.filter(|_| matches!(target, Target::Stdout)).unwrap_or_default();
        Ok(Self {
            target,
            compression,
            stdout: on_stdout.writer(stdout)?,
            inside: false,
            written: HashSet::new(),
            file: None,
        })
    }

    /// Where it goes.
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// Whether all goes to standard output.
    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self.target, Target::Stdout)
    }

    /// Whether nothing is written but the names of documents.
    pub(crate) fn is_dry(&self) -> bool {
        matches!(self.target, Target::Nowhere)
    }

    /// Prints a line on standard output.
    pub(crate) fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.stdout, "{line}")
    }

    /// Starts a document.
    pub(crate) fn open(&mut self, document: &Document) -> Result<(), Error> {
        let path = match &self.target {
            Target::Stdout => {
                // The last line of one file does not run into the first of the next.
                if std::mem::take(&mut self.inside) {
                    self.stdout.write_all(b"\n")?;
                }
                return Ok(());
            }
            Target::Nowhere => return Ok(()),
            Target::Folder(_) | Target::InPlace { .. } if document.path.is_none() => {
                return Err(anyhow!("standard input is no file: its output can only go to standard output"));
            }
            Target::Folder(folder) => {
                let compression = self.compression.unwrap_or(document.compression);
                compression.rename(&folder.join(&document.relative))
            }
            Target::InPlace { .. } => document.path.clone().unwrap_or_default(),
        };
        self.create(&path, document).with_context(|| path.display().to_string())
    }

    fn create(&mut self, path: &Path, document: &Document) -> Result<(), Error> {
        self.inside = false;
        if let Target::Folder(_) = self.target {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            if !self.written.insert(path.to_path_buf()) {
                return Err(anyhow!("another file of this run is written there already"));
            }
            if let (Ok(to), Some(Ok(from))) =
                (path.canonicalize(), document.path.as_ref().map(fs::canonicalize))
                && to == from
            {
                return Err(anyhow!("this would replace the file itself: that is what --in-place is for"));
            }
        }
        let compression = match self.target {
            Target::Folder(_) => self.compression.unwrap_or(document.compression),
            _ => document.compression,
        };
        let mut file = compression.writer(NewFile::create(path)?)?;
        if document.bom {
            file.write_all("\u{FEFF}".as_bytes())?;
        }
        self.file = Some(file);
        Ok(())
    }

    /// Writes what comes next of the document.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(last) = bytes.last() {
            self.inside = *last != b'\n';
        }
        if let Some(file) = &mut self.file {
            file.write_all(bytes)?;
        } else if self.is_stdout() {
            self.stdout.write_all(bytes)?;
        }
        Ok(())
    }

    /// Ends a document: if it is `good` its file takes its place, but for one that is replaced by the same.
    pub(crate) fn close(&mut self, good: bool, changed: bool) -> Result<(), Error> {
        let wanted = good && (changed || matches!(self.target, Target::Folder(_)));
        let Some(file) = self.file.take().filter(|_| wanted) else { return Ok(()) };
        let (keep, durable) = match &self.target {
            Target::InPlace { suffix, keep_times } => {
                (Keep { suffix: suffix.as_deref(), times: *keep_times }, true)
            }
            _ => (Keep::default(), false),
        };
        file.finish()?.put(keep, durable)
    }

    /// Whether the last line of standard output has not ended.
    pub(crate) fn is_inside_line(&self) -> bool {
        self.inside
    }

    /// Lets what was written so far be seen.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }

    /// Ends the output.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.stdout.finish()?.flush()
    }
}
