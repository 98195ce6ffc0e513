//! Writing: to standard output, to a folder, or in the place of the files that were read.

mod atomic;

use crate::input::{Compression, Compressor, Document};
use anyhow::{Context, Error, anyhow};
use atomic::Keep;
pub(crate) use atomic::{NewFile, replace};
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

/// The byte order mark of UTF-8.
const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// Where what is made of the documents goes.
pub(crate) enum Target {
    Stdout,
    /// A file of the same path in this folder, for each.
    Folder(PathBuf),
    /// The place of the file, which is kept with a suffix; standard input goes to standard output.
    InPlace {
        suffix: Option<OsString>,
        keep_times: bool,
    },
    /// Nothing is written; what files with the suffix are is said.
    Nowhere {
        suffix: Option<OsString>,
    },
}

/// Writes the documents, one after the other.
pub(crate) struct Output {
    target: Target,
    /// `None`: files as they were.
    compression: Option<Compression>,
    stdout: Compressor<BufWriter<StdoutLock<'static>>>,
    /// What was written last to standard output did not end its line.
    inside: bool,
    /// The files that have been written.
    written: HashSet<PathBuf>,
    place: Place,
}

/// Where a document goes.
enum Place {
    Nowhere,
    Stdout,
    /// A file that is made when something is written.
    Path {
        path: PathBuf,
        compression: Compression,
        bom: bool,
        /// It is not the path of the document.
        is_other: bool,
    },
    File(Box<Compressor<NewFile>>),
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
            place: Place::Nowhere,
        })
    }

    /// Where it goes.
    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    /// Whether the document goes to standard output.
    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self.place, Place::Stdout)
    }

    /// Whether nothing is written but the names of documents.
    pub(crate) fn is_dry(&self) -> bool {
        matches!(self.target, Target::Nowhere { .. })
    }

    /// Prints a line on standard output.
    pub(crate) fn say(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.stdout, "{line}")
    }

    /// Starts a document; `bom` if a byte order mark stays.
    pub(crate) fn open(&mut self, document: &Document, bom: bool) -> Result<(), Error> {
        let bom = bom && document.bom;
        self.place = match (&self.target, &document.path) {
            (Target::Nowhere { .. }, _) => Place::Nowhere,
            (Target::Stdout, _) => {
                self.place = Place::Stdout;
                // The last line of one file does not run into the first of the next.
                if std::mem::take(&mut self.inside) {
                    self.stdout.write_all(b"\n")?;
                }
                Place::Stdout
            }
            (Target::InPlace { .. }, None) => {
                self.place = Place::Stdout;
                if bom {
                    self.stdout.write_all(BOM)?;
                }
                Place::Stdout
            }
            (Target::InPlace { .. }, Some(path)) => {
                // A file that is named twice has been replaced, and kept, already.
                if !self.written.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
                    self.place = Place::Nowhere;
                    return Err(anyhow!("named twice; it has been replaced already"));
                }
                Place::Path { path: path.clone(), compression: document.compression, bom, is_other: false }
            }
            (Target::Folder(_), None) => {
                self.place = Place::Nowhere;
                return Err(anyhow!("standard input is no file: its output can only go to standard output"));
            }
            (Target::Folder(folder), Some(source)) => {
                let compression = self.compression.unwrap_or(document.compression);
                let path = compression.rename(&folder.join(&document.relative));
                self.place = Place::Nowhere;
                if is_same(&path, source) {
                    return Err(anyhow!(
                        "this would replace the file itself: that is what --in-place is for"
                    ));
                }
                in_folder(&path, &mut self.written).with_context(|| path.display().to_string())?;
                Place::Path { path, compression, bom, is_other: true }
            }
        };
        Ok(())
    }

    /// Writes what comes next of the document.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(last) = bytes.last() {
            self.inside = *last != b'\n';
        }
        if self.is_stdout() {
            self.stdout.write_all(bytes)?;
        } else if let Some(file) = self.place.file()? {
            file.write_all(bytes)?;
        }
        Ok(())
    }

    /// Ends a document: if it is `good` its file takes its place, but for one that is replaced by the same.
    pub(crate) fn close(&mut self, good: bool, changed: bool) -> Result<(), Error> {
        let wanted = good && (changed || matches!(self.target, Target::Folder(_)));
        let mut place = std::mem::replace(&mut self.place, Place::Nowhere);
        if wanted {
            place.file()?;
        }
        let Place::File(file) = place else { return Ok(()) };
        if !wanted {
            return Ok(());
        }
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

impl Place {
    /// The file, if it is one; it is made the first time.
    fn file(&mut self) -> Result<Option<&mut Compressor<NewFile>>, Error> {
        if let Self::Path { path, compression, bom, is_other } = self {
            let file = NewFile::create(path).and_then(|file| compression.writer(file));
            let mut file = if *is_other { file.with_context(|| path.display().to_string())? } else { file? };
            if *bom {
                file.write_all(BOM)?;
            }
            *self = Self::File(Box::new(file));
        }
        Ok(if let Self::File(file) = self { Some(file) } else { None })
    }
}

/// Makes room for a file in the output folder.
///
/// # Errors
/// The folder can't be made, or the file would take the place of another.
fn in_folder(path: &Path, written: &mut HashSet<PathBuf>) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if !written.insert(path.to_path_buf()) {
        return Err(anyhow!("another file of this run is written there already"));
    }
    Ok(())
}

fn is_same(path: &Path, other: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| other.canonicalize().is_ok_and(|other| path == other))
}
