//! A light stemmer for search: endings are cut by a table, without a lexicon.

use crate::endings::{Endings, Rewrite, low_byte, size};
use crate::word::fold;
use std::borrow::Cow;

/// The table of a text, made when this is compiled.
macro_rules! endings {
    ($path:literal) => {{
        const SIZE: (usize, usize) = size(include_str!($path));
        static TABLE: Endings<{ SIZE.0 }, { SIZE.1 }> = Endings::new(include_str!($path));
        |word| TABLE.find(word)
    }};
}

fn inflection(word: &str) -> Option<Rewrite<'static>> {
    endings!("../data/inflection.txt")(word)
}

fn derivation(word: &str) -> Option<Rewrite<'static>> {
    endings!("../data/derivation.txt")(word)
}

/// How much a [`Stemmer`] takes off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StemMode {
    /// Inflection: plural, degree, possessive, ezafe, indefinite, copula. کتاب‌هایشان → کتاب, بزرگ‌ترین → بزرگ; ایرانی stays.
    #[default]
    Light,
    /// Derivation too: ایرانی → ایران, خستگی → خسته, دوستانه → دوست. More is found, and more that was not meant.
    Aggressive,
}

/// Cuts a word down to what its forms have in common.
///
/// Two tables of endings decide, each a trie in the program: which endings are cut, what takes their place (پرندگان → پرنده), and
/// which longer endings and whole words merely look like them (ایران, دفتر, انتها). They are learnt from a word list and from counts
/// of texts; words of that list stay whole, and a word of no list goes as most words that end like it. Broken plurals
/// are in the table too (اخبار → خبر). Verbs are not inflected back: that takes a [`Lemmatizer`](crate::Lemmatizer).
///
/// ```
/// use dabir_stem::Stemmer;
///
/// let stemmer = Stemmer::new();
/// for form in ["کتاب‌هایشان", "کتابهایشان", "كتابهاي", "کتاب‌هایی"] {
///     assert_eq!(stemmer.stem(form), "کتاب");
/// }
/// for word in ["ایران", "دفتر", "ساعت", "زندگی", "انتها"] {
///     assert_eq!(stemmer.stem(word), word);
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stemmer {
    mode: StemMode,
}

impl Stemmer {
    /// A stemmer that cuts inflection only.
    pub const fn new() -> Self {
        Self::with_mode(StemMode::Light)
    }

    /// A stemmer of this mode.
    ///
    /// ```
    /// use dabir_stem::{StemMode, Stemmer};
    ///
    /// assert_eq!(Stemmer::with_mode(StemMode::Aggressive).stem("ایرانیان"), "ایران");
    /// assert_eq!(Stemmer::new().stem("ایرانیان"), "ایرانی");
    /// ```
    pub const fn with_mode(mode: StemMode) -> Self {
        Self { mode }
    }

    /// The stem of `word`, in Persian letters and without vowel marks, half-spaces at its ends gone. Never empty unless `word` is;
    /// the stem of a stem is itself. Linear in the word's length; nothing is allocated where the stem is a part of `word`.
    ///
    /// ```
    /// use std::borrow::Cow;
    /// use dabir_stem::Stemmer;
    ///
    /// assert!(matches!(Stemmer::new().stem("درخت‌ها"), Cow::Borrowed("درخت")));
    /// assert!(matches!(Stemmer::new().stem("پرندگان"), Cow::Owned(stem) if stem == "پرنده"));
    /// ```
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let mut stem = folded(word);
        trim(&mut stem);
        if stem.is_empty() {
            return Cow::Borrowed(word);
        }
        while let Some(Rewrite { cut, append }) = self.rewrite(&stem) {
            let end = stem.len() - cut;
            match &mut stem {
                Cow::Borrowed(text) if append.is_empty() => *text = &text[..end],
                text => {
                    let text = text.to_mut();
                    text.truncate(end);
                    text.push_str(append);
                }
            }
            trim(&mut stem);
        }
        stem
    }

    fn rewrite(self, word: &str) -> Option<Rewrite<'static>> {
        let changes = |rewrite: &Rewrite<'_>| rewrite.cut > 0 || !rewrite.append.is_empty();
        let inflected = inflection(word).filter(changes);
        if inflected.is_some() || self.mode == StemMode::Light {
            return inflected;
        }
        derivation(word).filter(changes)
    }
}

/// What a letter is in the tables. Tanwin and shadda tell words apart and stay.
const fn kept(c: char) -> Option<char> {
    match c {
        '\u{200C}' | '\u{064B}' | '\u{0651}' => Some(c),
        c => fold(c),
    }
}

/// Which code points U+06xx stay as they are, by their low byte.
static STAYS: [bool; 256] = {
    let (mut stays, mut low) = ([false; 256], 0);
    while low < 256 {
        if let Some(c) = char::from_u32(0x0600 + low) {
            stays[low as usize] = matches!(kept(c), Some(kept) if kept as u32 == c as u32);
        }
        low += 1;
    }
    stays
};

/// The word in the letters of the tables.
pub(crate) fn folded(word: &str) -> Cow<'_, str> {
    // Most words are letters of two bytes and nothing else.
    let (letters, odd) = word.as_bytes().as_chunks();
    let stays = |&[lead, trail]: &[u8; 2]| (lead & 0xFC == 0xD8) & STAYS[low_byte(lead, trail)];
    if odd.is_empty() && letters.iter().fold(true, |all, letter| all & stays(letter))
        || word.chars().all(|c| kept(c) == Some(c))
    {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.chars().filter_map(kept).collect())
    }
}

/// Takes the half-spaces off both ends.
fn trim(text: &mut Cow<'_, str>) {
    const ZWNJ: char = '\u{200C}';
    if text.starts_with(ZWNJ) || text.ends_with(ZWNJ) {
        match text {
            Cow::Borrowed(text) => *text = text.trim_matches(ZWNJ),
            Cow::Owned(owned) => *owned = owned.trim_matches(ZWNJ).to_owned(),
        }
    }
}
