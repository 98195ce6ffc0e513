//! The user's words: how they are written, whatever the model thinks.

use super::letters::{HALF, LETTER, NONE, SPACE, code_of, joins};
use super::stretch::{Gap, LONGEST, Stretch, hash_of};
use crate::chars::ZWNJ;
use core::fmt;
use std::collections::HashMap;

/// How words of your own are written: it beats the spacing model.
///
/// A text file has one word a line. A word stands as it is to be written: `رئیس‌جمهور` with a half-space, `روزافزون` plainly,
/// `بنا بر این` with spaces; wherever its letters stand as a word, or as several, they are written like that. After `!` comes a
/// word that is left as the writer has it, neither split nor joined. `#` starts a comment, and empty lines don't count.
/// Arabic and Persian ی and ک, and the kinds of hamza on one letter, are taken for each other.
///
/// ```
/// use dabir::{Dictionary, Normalizer};
/// let dictionary = Dictionary::parse("علی\u{200c}اف\n!کتابها  # a title\n")?;
/// let normalizer = Normalizer::builder().dictionary(dictionary).build();
/// assert_eq!(normalizer.normalize("علی اف و علیاف"), "علی\u{200c}اف و علی\u{200c}اف");
/// assert_eq!(normalizer.normalize("کتابها"), "کتابها");
/// # Ok::<(), dabir::DictionaryError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// By the hash of its letters: the separators inside a word, or nothing if it is left alone.
    words: HashMap<u64, Option<Box<[u8]>>>,
    /// The most letters of a word.
    longest: usize,
}

impl Dictionary {
    /// An empty dictionary.
    ///
    /// ```
    /// let mut dictionary = dabir::Dictionary::new();
    /// dictionary.add("نرم\u{200c}افزار")?;
    /// # Ok::<(), dabir::DictionaryError>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A dictionary from the text of a file. Linear in its length.
    ///
    /// # Errors
    /// At the first line that is no word, or that says other than a line before: see [`DictionaryError::line`].
    ///
    /// ```
    /// let error = dabir::Dictionary::parse("کتاب\nکار\u{200c}ها\n").unwrap_err();
    /// assert_eq!(error.line(), Some(2));
    /// assert_eq!(error.to_string(), "line 2: a half-space after ر, which does not join to the next letter");
    /// ```
    pub fn parse(text: &str) -> Result<Self, DictionaryError> {
        let mut dictionary = Self::new();
        for (i, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let entry = line.split('#').next().unwrap_or_default().trim();
            let added = match entry.strip_prefix('!') {
                _ if entry.is_empty() => continue,
                Some(word) => dictionary.forbid(word.trim()),
                None => dictionary.add(entry),
            };
            added.map_err(|error| DictionaryError { line: Some(i + 1), ..error })?;
        }
        Ok(dictionary)
    }

    /// Adds a word as it is to be written.
    ///
    /// # Errors
    /// When it is no word of Persian letters, spaces and half-spaces, or was added otherwise before.
    ///
    /// ```
    /// let mut dictionary = dabir::Dictionary::new();
    /// dictionary.add("علی\u{200c}اف")?;
    /// assert!(dictionary.add("علیاف").is_err() && dictionary.add("CD").is_err());
    /// # Ok::<(), dabir::DictionaryError>(())
    /// ```
    pub fn add(&mut self, word: &str) -> Result<(), DictionaryError> {
        let seps = separators(word)?;
        self.insert(word, Some(seps.into()))
    }

    /// Adds a word that is left as the writer has it.
    ///
    /// # Errors
    /// As for [`add`](Self::add).
    ///
    /// ```
    /// let mut dictionary = dabir::Dictionary::new();
    /// dictionary.forbid("انتهای")?;
    /// # Ok::<(), dabir::DictionaryError>(())
    /// ```
    pub fn forbid(&mut self, word: &str) -> Result<(), DictionaryError> {
        separators(word)?;
        self.insert(word, None)
    }

    fn insert(&mut self, word: &str, seps: Option<Box<[u8]>>) -> Result<(), DictionaryError> {
        let letters = word.chars().filter(|&c| code_of(c) & LETTER != 0).count();
        if self.words.get(&hash_of(word)).is_some_and(|before| *before != seps) {
            return Err(Reason::Other.into());
        }
        self.longest = self.longest.max(letters);
        self.words.insert(hash_of(word), seps);
        Ok(())
    }

    /// Adds the gaps inside the words of a stretch to `found`, in ascending order, with what belongs there; nothing for
    /// what is to be left alone. Of words that overlap, the first and longest counts.
    pub(crate) fn find(&self, s: &Stretch, found: &mut Vec<(Gap, Option<u8>)>) {
        let pieces = s.pieces();
        let mut p = 0;
        while p < pieces.len() {
            let first = pieces[p].first;
            let run = pieces[p..].iter().take_while(|piece| {
                piece.hash != 0
                    && piece.past - first <= self.longest
                    && (piece.first == first || s.is_gap(piece.first))
            });
            let words = run.enumerate().map(|(n, piece)| (n, self.words.get(&s.hash(first, piece.past))));
            let Some((more, seps)) = words.filter_map(|(n, seps)| Some((n, seps?))).last() else {
                p += 1;
                continue;
            };
            for (q, piece) in pieces.iter().enumerate().skip(p).take(more + 1) {
                let from = if q == p { piece.first + 1 } else { piece.first };
                for at in from..piece.past {
                    let left = if at == piece.first { q - 1 } else { q };
                    let sep = seps.as_ref().map(|seps| seps[at - first]);
                    found.push((Gap { at, left, right: q }, sep));
                }
            }
            p += more + 1;
        }
    }
}

/// The separator before each letter of a word.
fn separators(word: &str) -> Result<Vec<u8>, DictionaryError> {
    let mut seps = Vec::new();
    let (mut sep, mut last) = (NONE, None);
    for c in word.chars() {
        let letter = code_of(c) & LETTER;
        match c {
            ' ' | ZWNJ if last.is_none() || sep != NONE => return Err(Reason::Separator.into()),
            ' ' => sep = SPACE,
            ZWNJ => sep = HALF,
            _ if letter != 0 => {
                if let Some((last, code)) = last.filter(|_| sep == HALF)
                    && !joins(code)
                {
                    return Err(Reason::NonJoining(last).into());
                }
                seps.push(sep);
                (sep, last) = (NONE, Some((c, letter)));
            }
            _ if code_of(c) != 0 => {}
            _ => return Err(Reason::Character(c).into()),
        }
    }
    match seps.len() {
        0 => Err(Reason::Empty.into()),
        _ if sep != NONE => Err(Reason::Separator.into()),
        n if n > LONGEST => Err(Reason::Long.into()),
        _ => Ok(seps),
    }
}

/// Why an entry is no word.
///
/// ```
/// let error = dabir::Dictionary::new().add("CD").unwrap_err();
/// assert_eq!(error.to_string(), "'C' is no Persian letter");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryError {
    line: Option<usize>,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    Empty,
    Long,
    Character(char),
    Separator,
    NonJoining(char),
    Other,
}

impl From<Reason> for DictionaryError {
    fn from(reason: Reason) -> Self {
        Self { line: None, reason }
    }
}

impl DictionaryError {
    /// The line of the text, from 1, if there is one.
    ///
    /// ```
    /// assert_eq!(dabir::Dictionary::parse("!").unwrap_err().line(), Some(1));
    /// ```
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }
}

impl fmt::Display for DictionaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        match self.reason {
            Reason::Empty => f.write_str("no word"),
            Reason::Long => write!(f, "a word of more than {LONGEST} letters"),
            Reason::Character(c) => write!(f, "{c:?} is no Persian letter"),
            Reason::Separator => {
                f.write_str("a space or half-space that does not stand alone between two letters")
            }
            Reason::NonJoining(c) => {
                write!(f, "a half-space after {c}, which does not join to the next letter")
            }
            Reason::Other => f.write_str("the same letters are written otherwise before"),
        }
    }
}

impl core::error::Error for DictionaryError {}
