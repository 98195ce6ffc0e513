//! Compressed files, known by the end of their name.

use clap::ValueEnum;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Compression {
    /// As it is
    #[default]
    None,
    /// gzip, .gz
    Gz,
    /// Zstandard, .zst
    Zst,
    /// bzip2, .bz2
    Bz2,
    /// xz, .xz
    Xz,
}

impl Compression {
    /// What the name of the file says.
    pub(crate) fn of(path: &Path) -> Self {
        match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("gz") => Self::Gz,
            Some("zst") => Self::Zst,
            Some("bz2") => Self::Bz2,
            Some("xz") => Self::Xz,
            _ => Self::None,
        }
    }

    fn extension(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Gz => Some("gz"),
            Self::Zst => Some("zst"),
            Self::Bz2 => Some("bz2"),
            Self::Xz => Some("xz"),
        }
    }

    /// The name of the file without what says that it is compressed: `text.jsonl` of `text.jsonl.gz`.
    pub(crate) fn plain_name(path: &Path) -> PathBuf {
        if Self::of(path) == Self::None { path.to_path_buf() } else { path.with_extension("") }
    }

    /// The name of the same file with this compression.
    pub(crate) fn rename(self, path: &Path) -> PathBuf {
        let mut name = Self::plain_name(path).into_os_string();
        if let Some(extension) = self.extension() {
            name.push(".");
            name.push(extension);
        }
        name.into()
    }

    /// Reads what the source holds; files of several members, one after the other, are read whole.
    pub(crate) fn reader<'a>(self, source: impl Read + Send + 'a) -> io::Result<Box<dyn Read + Send + 'a>> {
        Ok(match self {
            Self::None => Box::new(source),
            Self::Gz => Box::new(flate2::read::MultiGzDecoder::new(source)),
            Self::Zst => Box::new(zstd::Decoder::with_buffer(BufReader::new(source))?),
            Self::Bz2 => Box::new(bzip2::read::MultiBzDecoder::new(source)),
            Self::Xz => Box::new(liblzma::read::XzDecoder::new_multi_decoder(source)),
        })
    }

    /// Writes compressed; nothing is whole before [`Compressor::finish`].
    pub(crate) fn writer<W: Write>(self, out: W) -> io::Result<Compressor<W>> {
        Ok(match self {
            Self::None => Compressor::None(out),
            Self::Gz => Compressor::Gz(flate2::write::GzEncoder::new(out, flate2::Compression::default())),
            Self::Zst => Compressor::Zst(zstd::Encoder::new(out, zstd::DEFAULT_COMPRESSION_LEVEL)?),
            Self::Bz2 => Compressor::Bz2(bzip2::write::BzEncoder::new(out, bzip2::Compression::default())),
            Self::Xz => Compressor::Xz(liblzma::write::XzEncoder::new(out, 6)),
        })
    }
}

/// Compresses what is written to it.
pub(crate) enum Compressor<W: Write> {
    None(W),
    Gz(flate2::write::GzEncoder<W>),
    Zst(zstd::Encoder<'static, W>),
    Bz2(bzip2::write::BzEncoder<W>),
    Xz(liblzma::write::XzEncoder<W>),
}

impl<W: Write> Compressor<W> {
    /// Writes what is left.
    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            Self::None(out) => Ok(out),
            Self::Gz(encoder) => encoder.finish(),
            Self::Zst(encoder) => encoder.finish(),
            Self::Bz2(encoder) => encoder.finish(),
            Self::Xz(encoder) => encoder.finish(),
        }
    }

    fn out(&mut self) -> &mut dyn Write {
        match self {
            Self::None(out) => out,
            Self::Gz(encoder) => encoder,
            Self::Zst(encoder) => encoder,
            Self::Bz2(encoder) => encoder,
            Self::Xz(encoder) => encoder,
        }
    }
}

impl<W: Write> Write for Compressor<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out().flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let text = "متنی که فشرده می‌شود\n".repeat(1000);
        for compression in Compression::value_variants() {
            let mut bytes = Vec::new();
            // Two members in one file.
            for half in text.as_bytes().chunks(text.len() / 2) {
                let mut writer = compression.writer(&mut bytes).unwrap();
                writer.write_all(half).unwrap();
                writer.finish().unwrap();
            }
            let mut read = String::new();
            compression.reader(&bytes[..]).unwrap().read_to_string(&mut read).unwrap();
            assert_eq!(read, text, "{compression:?}");
        }
    }

    #[test]
    fn names_say_how_a_file_is_compressed() {
        for (name, compression, plain) in [
            ("a/b.txt", Compression::None, "a/b.txt"),
            ("a/b.txt.gz", Compression::Gz, "a/b.txt"),
            ("b.jsonl.ZST", Compression::Zst, "b.jsonl"),
            ("b.bz2", Compression::Bz2, "b"),
            ("b.tar.xz", Compression::Xz, "b.tar"),
            ("gz", Compression::None, "gz"),
        ] {
            assert_eq!(Compression::of(Path::new(name)), compression, "{name}");
            assert_eq!(Compression::plain_name(Path::new(name)), Path::new(plain), "{name}");
        }
        assert_eq!(Compression::Zst.rename(Path::new("a.txt.gz")), Path::new("a.txt.zst"));
        assert_eq!(Compression::None.rename(Path::new("a.txt.gz")), Path::new("a.txt"));
    }
}
