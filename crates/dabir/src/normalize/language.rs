//! Tells Persian from the other languages of the script, run by run, so that they are left alone.
//!
//! A run is what stands between two delimiters: brackets, quotation marks, ends of sentences and lines. Its words are
//! evidence: function words, letters that only one language has, the article of Arabic. Without clear evidence for
//! another language a run is Persian. Sources: the alphabets in the Unicode core specification (chapter 9.2) and the
//! most frequent function words of each language.

use crate::chars::{ByteSet, floor_boundary, next_char};
use core::ops::Range;
use memchr::memchr;

/// The longest run, in bytes: what is longer is cut at the next space.
pub(super) const LONGEST: usize = 1024;
/// So much Persian evidence, and none against it, ends the search.
const ENOUGH: u32 = 4;
/// What a word with پ, چ, ژ or گ says against Arabic.
const LETTER: u32 = 4;

/// The verdict on the run that was looked at last.
#[derive(Clone, Debug, Default)]
pub(super) struct Language {
    run: Range<usize>,
    persian: bool,
}

impl Language {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether the run around byte `at` is Persian. Asked in ascending order, linear over the line.
    #[inline]
    pub(super) fn is_persian(&mut self, line: &str, at: usize) -> bool {
        if !self.run.contains(&at) {
            self.look(line, at);
        }
        self.persian
    }

    fn look(&mut self, line: &str, at: usize) {
        let bytes = line.as_bytes();
        // What has been looked at lies behind; if not, a little is looked at again.
        let floor =
            if self.run.end <= at { self.run.end } else { floor_boundary(line, at.saturating_sub(LONGEST)) };
        // A delimiter ends its run.
        let mut start = (floor..at)
            .rev()
            .filter(|&i| DELIMITERS.has(bytes[i]))
            .find_map(|i| end_of_delimiter(line, i))
            .unwrap_or(floor);
        loop {
            let end = end_of_run(line, start);
            if at < end || end == line.len() {
                self.run = start..end;
                break;
            }
            start = end;
        }
        // What stands in ornate brackets is the Quran.
        let quran = line[..self.run.start].ends_with('﴿');
        self.persian = !quran && is_persian(&line[self.run.clone()]);
    }
}

/// The end of the run that starts at byte `start`: a delimiter, or where it gets too long the next space.
fn end_of_run(line: &str, start: usize) -> usize {
    let bytes = line.as_bytes();
    let limit = floor_boundary(line, start + LONGEST);
    let mut from = start;
    while let Some(i) = DELIMITERS.find(&bytes[..limit], from) {
        if let Some(end) = end_of_delimiter(line, i) {
            return end;
        }
        from = i + 1;
    }
    let most = floor_boundary(line, limit + LONGEST);
    memchr(b' ', &bytes[limit..most]).map_or(most, |i| limit + i)
}

/// Bytes that are a delimiter or may start or end one.
static DELIMITERS: ByteSet = ByteSet::new(b".!?;:\"()[]{}\n\x9B\x9F\x94\xC2\xE2\xEF");

/// The end of the delimiter that the byte at `i`, one of [`DELIMITERS`], belongs to.
#[inline]
fn end_of_delimiter(line: &str, i: usize) -> Option<usize> {
    let byte = line.as_bytes()[i];
    // Not in 12.5, 12:30, a.ir.
    if matches!(byte, b'.' | b':') && line.as_bytes().get(i + 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    // ؟ ؛ ۔ are found by their second byte, the longer ones by their first.
    let start = if (0x80..0xC0).contains(&byte) { i - 1 } else { i };
    let c = next_char(line, start)?;
    is_delimiter(c).then(|| start + c.len_utf8())
}

fn is_delimiter(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | ';'
            | ':'
            | '"'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '\n'
            | '؟'
            | '؛'
            | '۔'
            | '…'
            | '«'
            | '»'
            | '“'
            | '”'
            | '﴾'
            | '﴿'
    )
}

/// Function words and formulas: how much each says for Persian, and for another language. None is a word of both.
const WORDS: [(&str, u8, u8); 6] = [
    // Persian
    (
        "آن آنها از است اند ای این باید برای به بود تا تر خود دارد در دیگر را رو شد شده شود می میشود \
     نمی نیز ها های هر هم پس کرد کرده کند که یا یک",
        2,
        0,
    ),
    // Arabic, and its words that Persian text may hold
    (
        "أن أنا أنت أو أين إلا إلى إليك إليه إن إنا إنما إنه الآن الا التي الذي الذين اللهم اليوم بسم \
     تعالى ثم صلى عليه حتى ذلك على عليكم عليهم فإن فى في قالت كان كانت كيف لكم لكن لله \
     لماذا لهم ليس ماذا منه نحن هذا هذه وإن ولا وما وهو",
        0,
        2,
    ),
    ("عن عند قال لا لم من هل هو", 0, 1),
    // Urdu
    ("بھی تھا تھی تھے سے لئے لیے میں نہیں نے وہ کے ہو ہوئے ہوا ہی ہیں ہے یہ", 0, 3),
    ("اس اور ایک د کا کو کی گیا", 0, 1),
    // Sorani Kurdish and Pashto
    ("ئێمە ئێوە ئەم ئەو بۆ بە ته دی دە سره لە نەک هەموو وەک په چۆن چې کې کە یې", 0, 2),
];

/// The longest of them, in letters: a key has room for six.
const LONGEST_WORD: u32 = 6;
const SLOTS: usize = 512;

/// Open addressing; a slot is the word's letters in the low 48 bits (the low byte of each code point, twins folded), what
/// it says for Persian in the next four, and for others in the next. Zero is free.
static INDEX: [u64; SLOTS] = index();

const fn slot_of(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
}

/// The letter of U+0600..U+06FF that two bytes encode, by its low byte; Arabic yeh and kaf as their Persian twins.
const fn letter(lead: u8, trail: u8) -> u8 {
    match (lead & 3) << 6 | (trail & 0x3F) {
        0x4A => 0xCC,
        0x43 => 0xA9,
        code => code,
    }
}

const fn index() -> [u64; SLOTS] {
    let mut slots = [0; SLOTS];
    let mut list = 0;
    while list < WORDS.len() {
        let (words, persian, other) = WORDS[list];
        let bytes = words.as_bytes();
        let (mut i, mut key) = (0, 0);
        while i <= bytes.len() {
            if i == bytes.len() || bytes[i] == b' ' {
                let mut slot = slot_of(key);
                while slots[slot] != 0 {
                    slot = (slot + 1) % SLOTS;
                }
                slots[slot] = key | (persian as u64) << 48 | (other as u64) << 52;
                key = 0;
                i += 1;
            } else {
                key = key << 8 | letter(bytes[i], bytes[i + 1]) as u64;
                i += 2;
            }
        }
        list += 1;
    }
    slots
}

/// What a word of these letters says for Persian and for others.
#[inline]
fn weigh(key: u64) -> (u32, u32) {
    let mut slot = slot_of(key);
    loop {
        let found = INDEX[slot];
        if found == 0 {
            return (0, 0);
        }
        if found & 0xFFFF_FFFF_FFFF == key {
            return ((found >> 48 & 15) as u32, (found >> 52) as u32);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// Evidence of the words so far.
#[derive(Default)]
struct Evidence {
    persian: u32,
    other: u32,
    /// Words with a letter that Arabic does not have: پ چ ژ گ.
    letters: u32,
    /// Words with letters that Persian does not have; the endings of Kurdish and aspirates of Urdu, which count only
    /// beside those.
    strange: u32,
    weak: u32,
}

/// What is known of a word while its letters go by.
#[derive(Default)]
struct Word {
    key: u64,
    letters: u32,
    last: u8,
    other: u32,
    marks: u32,
    article: bool,
    persian: bool,
    strange: bool,
    aspirate: bool,
    urdu_heh: bool,
    urdu_yeh: bool,
}

/// The letters of U+0600..U+06FF, by the low byte, that tell something by themselves.
static TELLING: [bool; 256] = {
    // Harakat, پ چ ژ گ, the letters of other languages, إ أ, hehs and yehs of Urdu, ل, ە.
    let letters =
        b"\x4B\x4C\x4D\x4E\x4F\x50\x51\x52\x70\x7E\x86\x98\xAF\x79\x88\x91\xBA\x95\xB5\xCE\xC6\xA4\x7C\x89\
        \x93\x96\x9A\xAB\xBC\x81\x85\xD0\xCD\x25\x23\xD2\xC1\xBE\x44";
    let mut telling = [false; 256];
    let mut i = 0;
    while i < letters.len() {
        telling[letters[i] as usize] = true;
        i += 1;
    }
    telling
};

impl Word {
    /// Takes the next letter, by the low byte of its code point.
    #[inline]
    fn push(&mut self, letter: u8) {
        if TELLING[usize::from(letter)] && !self.tell(letter) {
            return;
        }
        // ە inside a word is a vowel of Kurdish; at the end it may be a Persian heh.
        self.other += u32::from(self.last == 0xD5 && self.letters > 1);
        self.key = self.key << 8 | u64::from(letter);
        self.letters += 1;
        self.last = letter;
    }

    /// Notes what the letter tells; false for harakat, which are no letters.
    fn tell(&mut self, letter: u8) -> bool {
        match letter {
            0x4B..=0x52 | 0x70 => {
                self.marks += 1;
                return false;
            }
            // پ چ ژ گ
            0x7E | 0x86 | 0x98 | 0xAF => self.persian = true,
            // ې ۍ إ
            0xD0 | 0xCD | 0x25 => self.other += 1,
            // أ at the start
            0x23 => self.other += u32::from(self.letters == 0),
            // ے, and ہ ھ
            0xD2 => self.urdu_yeh = true,
            0xC1 => self.urdu_heh = true,
            0xBE => {
                self.urdu_heh = true;
                self.aspirate |= self.letters > 0;
            }
            // ال
            0x44 => self.article |= self.letters == 1 && self.last == 0x27,
            // ٹ ڈ ڑ ں ڕ ڵ ێ ۆ ڤ ټ ډ ړ ږ ښ ګ ڼ ځ څ
            _ => self.strange = true,
        }
        true
    }

    /// Adds what the whole word says.
    #[inline]
    fn finish(self, sum: &mut Evidence) {
        let strange = self.strange || (self.urdu_heh && self.urdu_yeh);
        sum.strange += u32::from(strange);
        sum.other += self.other + 3 * u32::from(strange) + u32::from(self.urdu_yeh && !strange);
        sum.other += u32::from(self.marks >= 2) + u32::from(self.article && self.letters > 4);
        // ة, ە
        sum.other += u32::from(self.last == 0x29);
        sum.weak += u32::from((self.last == 0xD5 && self.letters > 1) || self.aspirate);
        sum.letters += u32::from(self.persian && !strange);
        if self.letters <= LONGEST_WORD {
            let (persian, other) = weigh(self.key);
            sum.persian += persian;
            sum.other += other;
        }
    }
}

/// Whether two bytes are a letter or haraka of U+0600..U+06FF, and not one of its digits and marks.
#[inline]
fn is_letter(lead: u8, trail: u8) -> bool {
    match lead {
        0xD8 => trail > 0xA0,
        0xD9 => !(0xA0..=0xAD).contains(&trail),
        0xDB => trail < 0x94 || trail == 0x95,
        _ => true,
    }
}

fn is_persian(run: &str) -> bool {
    let bytes = run.as_bytes();
    let mut sum = Evidence::default();
    let mut word = Word::default();
    let mut i = 0;
    loop {
        match bytes.get(i..).unwrap_or_default() {
            [lead @ 0xD8..=0xDB, trail, ..] if is_letter(*lead, *trail) => {
                word.push(letter(*lead, *trail));
                i += 2;
            }
            rest => {
                // A space, a comma, a half-space or something foreign ends the word.
                if word.letters > 0 {
                    core::mem::take(&mut word).finish(&mut sum);
                    let persian = sum.persian + LETTER * sum.letters;
                    if persian >= ENOUGH && sum.other + sum.weak == 0 {
                        return true;
                    }
                }
                let Some(byte) = rest.first() else { break };
                i += if *byte < 0x80 {
                    1
                } else {
                    rest[1..].iter().take_while(|b| **b & 0xC0 == 0x80).count() + 1
                };
            }
        }
    }
    if sum.strange > 0 {
        // Those languages share پ چ ژ گ.
        sum.other += sum.weak;
        sum.persian += sum.letters;
    } else {
        sum.persian += LETTER * sum.letters;
    }
    sum.other < 4 || sum.persian >= sum.other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found() {
        let mut keys = std::collections::HashSet::new();
        for (words, persian, other) in WORDS {
            for word in words.split(' ') {
                let key =
                    word.as_bytes().chunks(2).fold(0, |key, b| key << 8 | u64::from(letter(b[0], b[1])));
                assert!(word.chars().count() <= LONGEST_WORD as usize && keys.insert(key), "{word}");
                assert_eq!(weigh(key), (u32::from(persian), u32::from(other)), "{word}");
            }
        }
        assert_eq!(weigh(1), (0, 0));
    }

    #[test]
    fn languages() {
        let persian =
            ["اين كتاب را علي به من داد", "ہمه ەمه", "علي كتاب", "ك", "خانۀ پدري او", "البته الهام آمد"];
        let other = [
            "إن الله مع الصابرين",
            "السلام عليكم ورحمة الله",
            "یہ کتاب ہے",
            "ئەم کتێبە جوانە",
            "زه په کابل کې اوسېږم",
            "بسم الله الرحمن الرحيم",
        ];
        for run in persian {
            assert!(is_persian(run), "{run}");
        }
        for run in other {
            assert!(!is_persian(run), "{run}");
        }
    }
}
