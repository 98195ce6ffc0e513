//! What the words of a run say about its language.

use super::language::delimiter;
use crate::chars::next_char;

/// So much Persian evidence, and none against it, ends the search; a word with پ, چ, ژ or گ is half of it, for Urdu,
/// Kurdish and Pashto have them too.
const ENOUGH: u32 = 4;
/// What a word with پ, چ, ژ or گ says against Arabic.
const LETTER: u32 = 4;

/// Function words and formulas: how much each says for Persian, and for another language. None is a word of both.
const WORDS: [(&str, u8, u8); 7] = [
    // Persian
    (
        "آن آنها از است اند ای این باید برای به بود تا تر خود دارد در دیگر را رو شد شده شود می میشود \
         نمی نیز ها های هر هم پس کرد کرده کند که یک آمد داد رفت فرمود نوشت حضرت",
        2,
        0,
    ),
    // Persian words that look as if they had the article of Arabic
    ("البته البرز التماس التهاب الحاق الزام الماس المان الهام الوار الوند الکل الیاف", 1, 0),
    // Arabic, and its words that Persian text may hold
    (
        "أن أنا أنت أو أين أكبر إلا إلى إليك إليه إن إنا إنما إنه إذا التي الذي الذين اللهم اليوم بسم ثم ذلك تلك \
         فإن فى في فيه فيها قالت قالوا كانت كانوا كنت كنتم لكم لله لقد لماذا لهم ليس ماذا نحن \
         هذا هذه هكذا كذلك فهذا أولئك اولئك وإن وهو انما اذا فاذا فإذا فلا فما فمن سوف يقول يكون حالك آمنوا \
         امنوا كفروا ماتوا",
        0,
        2,
    ),
    // Those that look like Persian ones: كيف is کیف too, and منهم a spoken من هم
    (
        "عليهم عليها الآن الا تعالى حتى صلى على عليك عليكم عليه عن عند قال قل كان كيف كما لا لبيك لكن لم لن مع منه منهم هل هو \
         ولا وما وهي اذ انا انه اني انت اليه ايها الناس شكرا مرحبا",
        0,
        1,
    ),
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

impl Evidence {
    /// Whether it is enough for Persian, and nothing speaks against it.
    #[inline]
    fn is_clear(&self) -> bool {
        self.persian + ENOUGH / 2 * self.letters >= ENOUGH && self.other + self.weak == 0
    }

    /// Adds a word without a mark or telling letter, as nearly all are: what [`Word`] would, in short.
    #[inline]
    fn add_plain(&mut self, key: u64, letters: u32, persian: bool, article: bool) {
        self.letters += u32::from(persian);
        self.add_known(key, letters, article);
    }

    /// Adds what the lists say about a word, and the shape of it: ال at the start, the plural وا of Arabic verbs.
    #[inline]
    fn add_known(&mut self, key: u64, letters: u32, article: bool) {
        let (persian, other) = if letters <= LONGEST_WORD { weigh(key) } else { (0, 0) };
        let shape = (article && letters > 4) || (letters > 5 && key & 0xFFFF == PLURAL);
        self.persian += persian;
        self.other += other + u32::from(shape && persian == 0);
    }
}

/// وا
const PLURAL: u64 = 0x4827;

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

/// The bytes of the first character that may be a letter.
const FIRST: u16 = 0xD880;

/// The letters of U+0600..U+06FF by how far their bytes are from the first: the low byte of their code point, twins
/// folded, with what is to be known of it; zero for what is no letter.
static LETTERS: [u16; 0x340] = {
    // Harakat, the letters of other languages, إ أ ة, hehs and yehs of Urdu, ە.
    let telling = b"\x29\x4B\x4C\x4D\x4E\x4F\x50\x51\x52\x70\x79\x88\x91\xBA\x95\xB5\xCE\xC6\xA4\x7C\x89\
        \x93\x96\x9A\xAB\xBC\x81\x85\xD0\xCD\x25\x23\xD2\xC1\xBE\xD5";
    let mut letters = [0; 0x340];
    let mut low = 0;
    while low < 256 {
        let (lead, trail) = (0xD8 | (low >> 6) as u8, 0x80 | (low & 0x3F) as u8);
        if is_letter(lead, trail) {
            letters[place(low)] = letter(lead, trail) as u16;
        }
        low += 1;
    }
    let mut i = 0;
    while i < telling.len() {
        letters[place(telling[i] as usize)] |= TELLING;
        i += 1;
    }
    let mut i = 0;
    while i < PERSIAN.len() {
        letters[place(PERSIAN[i] as usize)] |= ONLY_PERSIAN;
        i += 1;
    }
    letters
};

/// Where a letter with this low byte is in [`LETTERS`].
const fn place(low: usize) -> usize {
    (low >> 6) << 8 | (low & 0x3F)
}

/// پ چ ژ گ
const PERSIAN: [u8; 4] = *b"\x7E\x86\x98\xAF";
/// A letter that Arabic does not have.
const ONLY_PERSIAN: u16 = 1 << 8;
/// A letter that tells of another language, by itself or by its place.
const TELLING: u16 = 1 << 9;

impl Word {
    /// Takes the next letter, by the low byte of its code point.
    fn push(&mut self, letter: u8) {
        if !self.tell(letter) {
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
            0x79 | 0x88 | 0x91 | 0xBA | 0x95 | 0xB5 | 0xCE | 0xC6 | 0xA4 | 0x7C | 0x89 | 0x93 | 0x96
            | 0x9A | 0xAB | 0xBC | 0x81 | 0x85 => self.strange = true,
            _ => {}
        }
        true
    }

    /// Adds what the whole word says.
    #[inline]
    fn finish(self, sum: &mut Evidence) {
        let strange = self.strange || (self.urdu_heh && self.urdu_yeh);
        sum.strange += u32::from(strange);
        sum.other += self.other + 3 * u32::from(strange) + u32::from(self.urdu_yeh && !strange);
        sum.other += u32::from(self.marks >= 2);
        // ة, ە
        sum.other += u32::from(self.last == 0x29);
        sum.weak += u32::from((self.last == 0xD5 && self.letters > 1) || self.aspirate);
        sum.letters += u32::from(self.persian && !strange);
        sum.add_known(self.key, self.letters, self.article);
    }
}

/// Whether two bytes are a letter or haraka of U+0600..U+06FF, and not one of its digits and marks.
const fn is_letter(lead: u8, trail: u8) -> bool {
    match lead {
        0xD8 => trail > 0xA0,
        0xD9 => !matches!(trail, 0xA0..=0xAD),
        0xDB => trail < 0x94 || trail == 0x95,
        _ => true,
    }
}

/// Reads words and collects what they say.
pub(super) struct Reader {
    pub(super) at: usize,
    sum: Evidence,
    /// Marks without a letter, which count for the next word.
    marks: u32,
}

/// Why a reader stopped.
pub(super) enum Stop {
    /// It is Persian, whatever comes.
    Enough,
    /// A delimiter, which has been read.
    Delimiter,
    Limit,
}

impl Reader {
    pub(super) fn new(at: usize) -> Self {
        Self { at, sum: Evidence::default(), marks: 0 }
    }

    /// Reads on up to byte `limit`, a character boundary. A word that reaches over it is left unread.
    pub(super) fn read(&mut self, line: &str, limit: usize) -> Stop {
        let bytes = &line.as_bytes()[..limit];
        let mut at = self.at;
        while at < limit {
            let (mut key, mut seen, mut letters) = (0, 0, 0);
            for &pair in bytes[at..].as_chunks().0 {
                let code = u16::from_be_bytes(pair).wrapping_sub(FIRST);
                let Some(&letter @ 1..) = LETTERS.get(usize::from(code)) else { break };
                seen |= letter;
                key = key << 8 | u64::from(letter & 0xFF);
                letters += 1;
            }
            let end = at + 2 * letters as usize;
            if end == limit && limit < line.len() {
                break;
            }
            if letters > 0 {
                if seen & TELLING == 0 && self.marks == 0 {
                    let article = bytes[at..].starts_with("ال".as_bytes());
                    self.sum.add_plain(key, letters, seen & ONLY_PERSIAN != 0, article);
                } else {
                    self.weigh_letters(&bytes[at..end]);
                }
                at = end;
                if self.sum.is_clear() {
                    self.at = at;
                    return Stop::Enough;
                }
            }
            // A space, a comma, a half-space or something foreign ended the word.
            match bytes[at..] {
                [b' ', ..] => at += 1,
                [0xE2, 0x80, 0x8C, ..] => at += 3,
                [] => {}
                _ => {
                    if let Some(end) = delimiter(line, at) {
                        self.at = end;
                        return Stop::Delimiter;
                    }
                    at += next_char(line, at).map_or(1, char::len_utf8);
                }
            }
        }
        self.at = at;
        Stop::Limit
    }

    /// Adds what a word says letter by letter.
    fn weigh_letters(&mut self, bytes: &[u8]) {
        let mut word = Word::default();
        for pair in bytes.as_chunks::<2>().0 {
            word.push(letter(pair[0], pair[1]));
        }
        word.marks += self.marks;
        if word.letters == 0 {
            self.marks = word.marks;
        } else {
            self.marks = 0;
            word.finish(&mut self.sum);
        }
    }

    /// The verdict on all that was read.
    pub(super) fn verdict(&self) -> Verdict {
        let Evidence { persian, other, letters, strange, weak } = self.sum;
        // The languages with strange letters share پ چ ژ گ.
        let (persian, other) =
            if strange > 0 { (persian + letters, other + weak) } else { (persian + LETTER * letters, other) };
        match other {
            0 => Verdict::Persian,
            // Nothing speaks for Persian.
            1..=2 if persian == 0 => Verdict::Doubt(other),
            3 if persian == 0 || (strange > 0 && persian < 2) => Verdict::Other,
            1..=3 => Verdict::Persian,
            _ if persian >= other => Verdict::Persian,
            _ => Verdict::Other,
        }
    }
}

/// What the words of a run make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Persian,
    /// Little speaks for another language, how much is told, and nothing against it: what is around decides.
    Doubt(u32),
    Other,
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
}
