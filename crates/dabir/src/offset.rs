//! Byte offsets as counts of characters or UTF-16 units, for editors and other languages.

use crate::chars::floor_boundary;

/// A place in a text, counted in three units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// UTF-8 bytes before it.
    pub byte: usize,
    /// Unicode scalar values (`char`s) before it.
    pub char: usize,
    /// UTF-16 code units before it.
    pub utf16: usize,
}

/// Converts offsets of one text. Asked in ascending order, all answers together take one pass over the text; an offset
/// before the last one starts a new pass.
///
/// ```
/// use dabir::Offsets;
/// let text = "😀 سلام";
/// let mut offsets = Offsets::new(text);
/// let position = offsets.at_byte(text.find('س').unwrap());
/// assert_eq!((position.char, position.utf16), (2, 3));
/// assert_eq!(offsets.at_char(3).byte, 7);
/// assert_eq!(offsets.at_utf16(4).byte, 7);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offsets<'t> {
    text: &'t str,
    position: Position,
}

impl<'t> Offsets<'t> {
    /// A converter at the start of `text`.
    ///
    /// ```
    /// let mut offsets = dabir::Offsets::new("سلام");
    /// assert_eq!(offsets.at_char(0).byte, 0);
    /// ```
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, position: Position::default() }
    }

    /// The place of a byte offset. One inside a character counts as the start of it, one past the end as the end.
    ///
    /// ```
    /// assert_eq!(dabir::Offsets::new("سلام").at_byte(4).char, 2);
    /// ```
    pub fn at_byte(&mut self, byte: usize) -> Position {
        if self.position.byte > byte {
            self.position = Position::default();
        }
        // Counting the characters of a slice is much faster than going from one to the next.
        let passed = &self.text[self.position.byte..floor_boundary(self.text, byte)];
        let chars = passed.chars().count();
        self.position.byte += passed.len();
        self.position.char += chars;
        self.position.utf16 += chars + passed.bytes().filter(|&byte| byte >= 0xF0).count();
        self.position
    }

    /// The place before which `char` characters stand; past the end it is the end.
    ///
    /// ```
    /// assert_eq!(dabir::Offsets::new("سلام").at_char(2).byte, 4);
    /// ```
    pub fn at_char(&mut self, char: usize) -> Position {
        self.seek(|next| next.char <= char, self.position.char > char)
    }

    /// The place before which `utf16` code units stand. Inside a surrogate pair: the start of it.
    ///
    /// ```
    /// assert_eq!(dabir::Offsets::new("😀س").at_utf16(2).byte, 4);
    /// ```
    pub fn at_utf16(&mut self, utf16: usize) -> Position {
        self.seek(|next| next.utf16 <= utf16, self.position.utf16 > utf16)
    }

    fn seek(&mut self, reached: impl Fn(&Position) -> bool, restart: bool) -> Position {
        if restart {
            self.position = Position::default();
        }
        for c in self.text[self.position.byte..].chars() {
            let next = Position {
                byte: self.position.byte + c.len_utf8(),
                char: self.position.char + 1,
                utf16: self.position.utf16 + c.len_utf16(),
            };
            if !reached(&next) {
                break;
            }
            self.position = next;
        }
        self.position
    }
}
