//! Places in a file, counted in every unit that somebody wants.

use memchr::{memchr_iter, memrchr};

/// A place in a file. Bytes, characters and UTF-16 units count from 0 at the start of the file, lines and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) byte: usize,
    pub(crate) char: usize,
    pub(crate) utf16: usize,
    pub(crate) line: usize,
    /// In characters (code points).
    pub(crate) column: usize,
}

impl Default for Place {
    fn default() -> Self {
        Self { byte: 0, char: 0, utf16: 0, line: 1, column: 1 }
    }
}

impl Place {
    /// The place behind this text.
    pub(crate) fn after(self, text: &str) -> Self {
        self.after_bytes(text.as_bytes())
    }

    /// The same of text that may not be UTF-8.
    pub(super) fn after_bytes(self, bytes: &[u8]) -> Self {
        let chars = count_chars(bytes);
        let lines = memchr_iter(b'\n', bytes).count();
        Self {
            byte: self.byte + bytes.len(),
            char: self.char + chars,
            // What takes four bytes takes two units.
            utf16: self.utf16 + chars + bytes.iter().filter(|&&b| b >= 0xF0).count(),
            line: self.line + lines,
            column: match memrchr(b'\n', bytes) {
                Some(end) => count_chars(&bytes[end + 1..]) + 1,
                None => self.column + chars,
            },
        }
    }

    /// The place before this text, which has no line end.
    pub(super) fn before(self, text: &str) -> Self {
        let by = Self::default().after(text);
        Self {
            byte: self.byte - by.byte,
            char: self.char - by.char,
            utf16: self.utf16 - by.utf16,
            column: self.column - by.char,
            ..self
        }
    }
}

fn count_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_counted() {
        let place = Place::default().after("سلام\n😀ب").after("c");
        assert_eq!(place.before("ب").after("ب"), place);
        assert_eq!(place, Place { byte: 16, char: 8, utf16: 9, line: 2, column: 4 });
    }
}
