//! The alphabet as the spacing model sees it: spelling variants folded, 34 letters and three kinds of break.

/// How two neighbouring symbols are separated.
pub const NONE: u8 = 0;
pub const HALF: u8 = 1;
pub const SPACE: u8 = 2;

/// What stands between words without being a letter.
pub(crate) const BREAK: u8 = 40;
pub(crate) const DIGIT: u8 = 41;
pub(crate) const FOREIGN: u8 = 42;

/// The bits of a code that tell the letter; all of a letter's code.
pub(crate) const LETTER: u8 = 0x3F;

/// A mark on the letter before it.
pub(crate) const MARK: u8 = 0x40;

/// Letters in the order of their codes, from 1. Variants that writers mix stand together.
const ALPHABET: [&str; 34] = [
    "اأإٱ", "آ", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش", "ص", "ض", "ط",
    "ظ", "ع", "غ", "ف", "ق", "کك", "گ", "ل", "م", "ن", "وؤ", "هةۀ", "یيىئ", "ء",
];

/// The codes of the letters that rules name.
pub(crate) const ALEF: u8 = 1;
pub(crate) const WAW: u8 = 31;
pub(crate) const HEH: u8 = 32;
pub(crate) const YEH: u8 = 33;

/// Letters that join to both sides: only after them may a half-space stand.
const DUAL: &str = "بپتثجچحخسشصضطظعغفقکكگلمنهیيىئ";

/// A bit for each letter of [`DUAL`], by its code.
static JOINING: u64 = {
    let mut joining = 0;
    let bytes = DUAL.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        joining |= 1 << code(bytes[i], bytes[i + 1]);
        i += 2;
    }
    joining
};

/// Whether a letter joins to what follows. «هٔ» and «ئ» count as their letters, «ة» as «ه».
#[inline]
pub(crate) fn joins(letter: u8) -> bool {
    JOINING >> letter & 1 != 0
}

/// By the two bytes of a character: the code of a letter, [`MARK`] for marks, 0 for all else.
static CODES: [u8; 1 << 16] = {
    let mut codes = [0; 1 << 16];
    let mut i = 0;
    while i < ALPHABET.len() {
        let bytes = ALPHABET[i].as_bytes();
        let mut j = 0;
        while j < bytes.len() {
            codes[index(bytes[j], bytes[j + 1])] = i as u8 + 1;
            j += 2;
        }
        i += 1;
    }
    // U+064B–U+065F, U+0670
    let mut trail = 0x8B;
    while trail < 0xA0 {
        codes[index(0xD9, trail)] = MARK;
        trail += 1;
    }
    codes[index(0xD9, 0xB0)] = MARK;
    codes
};

const fn index(lead: u8, trail: u8) -> usize {
    u16::from_le_bytes([lead, trail]) as usize
}

/// The code of a character of two bytes; 0 for any other two.
#[inline]
pub(crate) const fn code(lead: u8, trail: u8) -> u8 {
    CODES[index(lead, trail)]
}

/// The same of two bytes together, in one load.
#[inline]
pub(crate) fn code_of_pair(pair: [u8; 2]) -> u8 {
    CODES[usize::from(u16::from_le_bytes(pair))]
}

/// Whether two bytes are a letter of the alphabet.
#[inline]
pub(crate) fn is_letter(lead: u8, trail: u8) -> bool {
    code(lead, trail) & LETTER != 0
}

/// Whether two bytes are a mark.
#[inline]
pub(crate) fn is_mark(lead: u8, trail: u8) -> bool {
    code(lead, trail) == MARK
}

/// The code of any character.
pub(crate) fn code_of(c: char) -> u8 {
    match *c.encode_utf8(&mut [0; 4]).as_bytes() {
        [lead, trail] => code(lead, trail),
        _ => 0,
    }
}
