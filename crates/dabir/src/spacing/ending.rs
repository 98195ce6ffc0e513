//! Endings that are written on to a word without a half-space: the reading of a word as one of which nothing is lost.
//!
//! `میزم` is میز and م, `استادهای` استاد and های. Which endings join plainly to which letters is the Academy's orthography
//! (دستور خط فارسی): plurals and degrees after a letter that does not join, possessives and the copula after a consonant,
//! their forms with ی after ا and و.

use super::letters::{ALEF, HALF, HEH, WAW, YEH, code, joins};
use super::lexicon::{Entry, Lexicon};
use super::stretch::{Piece, Stretch};

/// The letter before an ending.
#[derive(Clone, Copy)]
enum After {
    /// One that does not join: after any other a half-space is due.
    Apart,
    /// Neither ا nor a silent ه.
    Consonant,
    /// ا, و; before the copula ست also ی.
    Vowel,
}

const CLITIC: u16 = 1;
const INDEFINITE: u16 = 2;
const PLURAL: u16 = 3;
const DEGREE: u16 = 4;
const COPULA: u16 = 5;
/// Added for a word that starts before the piece, with a half-space between.
const LONGER: u16 = 8;

const ENDINGS: [(u16, After, &str); 11] = [
    (CLITIC, After::Consonant, "م ت ش مان تان شان"),
    (CLITIC, After::Vowel, "یم یت یش یمان یتان یشان"),
    (INDEFINITE, After::Consonant, "ی"),
    (INDEFINITE, After::Vowel, "ی یی"),
    (PLURAL, After::Apart, "ها های هایی هایم هایت هایش هایمان هایتان هایشان"),
    (PLURAL, After::Consonant, "ان"),
    (PLURAL, After::Vowel, "یان"),
    (DEGREE, After::Apart, "تر تری ترین ترها ترهای"),
    (COPULA, After::Vowel, "ست"),
    (COPULA, After::Consonant, "م یم ید ند"),
    (COPULA, After::Apart, "ند"),
];

/// An ending as [`Stretch::before`] gives its letters, the last in the highest byte, and how many bits it leaves free.
#[derive(Clone, Copy)]
struct Ending {
    letters: u64,
    free: u32,
    kind: u16,
    after: After,
}

const COUNT: usize = {
    let (mut count, mut list) = (0, 0);
    while list < ENDINGS.len() {
        let bytes = ENDINGS[list].2.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            count += (bytes[i] == b' ') as usize;
            i += 1;
        }
        (count, list) = (count + 1, list + 1);
    }
    count
};

static TABLE: [Ending; COUNT] = {
    let mut table = [Ending { letters: 0, free: 64, kind: 0, after: After::Apart }; COUNT];
    let (mut next, mut list) = (0, 0);
    while list < ENDINGS.len() {
        let (kind, after, text) = ENDINGS[list];
        let bytes = text.as_bytes();
        let mut i = 0;
        while i <= bytes.len() {
            if i == bytes.len() || bytes[i] == b' ' {
                (table[next].kind, table[next].after) = (kind, after);
                (next, i) = (next + 1, i + 1);
            } else {
                let ending = &mut table[next];
                ending.letters = ending.letters >> 8 | (code(bytes[i], bytes[i + 1]) as u64) << 56;
                (ending.free, i) = (ending.free - 8, i + 2);
            }
        }
        list += 1;
    }
    table
};

/// For each letter a bit for every ending of the table that ends in it.
static BY_LAST: [u64; 64] = {
    let mut by_last = [0; 64];
    let mut i = 0;
    while i < COUNT {
        by_last[(TABLE[i].letters >> 56) as usize] |= 1 << i;
        i += 1;
    }
    by_last
};

/// A known word and the kind of ending that is written on to it; zero and the empty entry if there is none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reading {
    pub(crate) kind: u16,
    pub(crate) stem: Entry,
    /// One past the last symbol of the stem.
    pub(crate) past: usize,
}

/// The best reading of a piece, alone or together with the piece `before` it if a half-space stands between.
pub(crate) fn reading(s: &Stretch, before: Option<&Piece>, piece: &Piece, lexicon: &impl Lexicon) -> Reading {
    let Piece { first, past, .. } = *piece;
    let longer = before.filter(|before| before.hash != 0 && s.sep(first) == HALF);
    let tail = s.before(past) & LETTERS;
    let mut best = Reading::default();
    let mut endings = BY_LAST[(tail >> 56) as usize];
    while endings != 0 {
        let Ending { letters, free, kind, after } = TABLE[endings.trailing_zeros() as usize];
        endings &= endings - 1;
        let length = ((64 - free) / 8) as usize;
        if (tail ^ letters) >> free != 0
            || past - first < length + 2
            || !after.fits(s.letter(past - length - 1))
        {
            continue;
        }
        let end = past - length;
        let alone = Reading { kind, stem: lexicon.get(s.hash(first, end)), past: end };
        let longer = longer.map(|before| Reading {
            kind: kind | LONGER,
            stem: lexicon.get(s.hash(before.first, end)),
            past: end,
        });
        for reading in [Some(alone), longer].into_iter().flatten() {
            if reading.strength() > best.strength() {
                best = reading;
            }
        }
    }
    best
}

/// The letters of eight symbols without their separators.
const LETTERS: u64 = !0xC0C0_C0C0_C0C0_C0C0;

impl Reading {
    /// How well known the stem is.
    fn strength(self) -> u16 {
        match self.stem.bucket() {
            7 => 4,
            _ if self.kind & LONGER != 0 && self.stem.is_compound() => 8,
            bucket => bucket + u16::from(self.stem.class() != 0),
        }
    }
}

impl After {
    fn fits(self, letter: u8) -> bool {
        match self {
            Self::Apart => !joins(letter),
            Self::Consonant => letter != ALEF && letter != HEH,
            Self::Vowel => matches!(letter, ALEF | WAW | YEH),
        }
    }
}
